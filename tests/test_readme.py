"""The README's commands and tables are true."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from assertion_report import table

from analyser.cli import main
from analyser.config import load_config
from analyser.ruleset import load_rules

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.S)


def test_files_it_names_exist() -> None:
    for path in re.findall(r"corpus/[\w./-]+\.(?:md|txt|html)", README):
        assert (ROOT / path).is_file(), path


def test_the_first_screen_has_the_two_lines() -> None:
    head = README.split("\n## ")[0] + "\n## ".join(README.split("\n## ")[:2])
    assert "<!-- try -->" in head
    assert "<!-- tests -->" in head


def test_its_commands_are_commands(capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Every `avgtoets …` line outside the set-up lines runs as it stands, up to a comment."""
    monkeypatch.chdir(ROOT)
    lines = [line for block in BLOCKS for line in block.splitlines() if line.startswith("avgtoets ")]
    assert lines
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        if any(word in (">", "|") or "https://" in word for word in words) or words[0] == "evaluate":
            continue
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert stopped.value.code in (0, None), line
        capsys.readouterr()


def test_its_exit_statuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line of the table, each thing it names."""
    told = [int(line.split("|")[1]) for line in README.split("| exit status |")[1].split("\n\n")[0].splitlines()[2:]]
    statement = str(ROOT / "corpus" / "text" / "volleybalvereniging-steenduin.md")
    other = str(ROOT / "corpus" / "text" / "tennisvereniging-de-lange-bal.md")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def status(*words: str) -> object:
        with pytest.raises(SystemExit) as stopped:
            main(words)
        capsys.readouterr()
        return stopped.value.code or 0

    status("rules", "new", "huis/regel", "--dir", "pak")
    rule = tmp_path / "pak" / "huis" / "regel.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("Een papieren versie", "Een versie"), encoding="utf-8")
    (tmp_path / "leeg.md").write_text("", encoding="utf-8")
    (tmp_path / "fout.toml").write_text("selct = []", encoding="utf-8")
    seen = {
        0: [
            status("analyse", statement), status("lint", statement, "--exit-zero"), status("diff", statement, statement)
        ],
        1: [
            status("analyse", statement, "--fail-on", "error"), status("lint", statement),
            status("rules", "test", "pak"), status("diff", statement, other, "--fail-on", "broader"),
        ],
        2: [
            status("analyse", "weg.md"), status("analyse", "leeg.md", statement), status("lint", "--nothing"),
            status("lint", statement, "--config", "fout.toml"), status("lint", statement, "--baseline", "weg.json"),
        ],
    }  # fmt: skip
    monkeypatch.setattr("analyser.analysis.analyse", lambda *_, **__: 1 / 0)
    seen[2].append(status("analyse", statement))  # a crash

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analyser.analysis.analyse", interrupt)
    seen[130] = [status("analyse", statement)]
    assert told == list(seen)
    assert {code: set(codes) for code, codes in seen.items()} == {code: {code} for code in seen}


def rows(marker: str) -> list[list[str]]:
    """The cells of the table after a marker, without its head."""
    table = README.split(f"<!-- {marker} -->")[1].lstrip().split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_its_rule_table_is_the_rules() -> None:
    families = load_rules().families
    assert [(row[0].strip("`"), int(row[1])) for row in rows("rules")] == [(n, len(r)) for n, r in families.items()]


def test_its_configuration_is_valid(tmp_path: Path) -> None:
    (tmp_path / "avgtoets.toml").write_text(README.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    config = load_config(tmp_path / "avgtoets.toml")
    assert config.as_of == "2026-01-31" and config.ignore == ("sector", "clarity/hedge")


@pytest.mark.slow
@pytest.mark.parametrize(("half", "column"), [("corpus", 1), ("corpus/test", 3)])
def test_its_figures_are_measured(half: str, column: int) -> None:
    """F1 of the analysis and, beside it, of the keyword baseline, to two decimals."""
    command = [sys.executable, "-m", "analyser", "evaluate", f"{half}/gold", f"{half}/text", "--baseline", "keywords"]
    run = subprocess.run([*command, "-q", "-f", "json"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    table = rows("figures")
    assert len(table) > 15
    for row in table:
        for place, result in ((column, found), (column + 1, found["baseline"])):
            name = row[0].strip("`")
            value = result[name] if name in result else result["measures"][name]["f1"]
            assert row[place] == f"{value:.2f}", (row[0], place)


def test_the_agreement_of_its_two_readers_is_measured() -> None:
    command = [sys.executable, "-m", "analyser", "evaluate", "corpus/test/gold", "--against", "corpus/test/second"]
    run = subprocess.run([*command, "-q", "-f", "json"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    for name, *_, told in rows("figures"):
        name = name.strip("`")
        value = found["measures"][name]["f1"] if name in found["measures"] else found.get(name)
        assert told == ("–" if name == "quotes_literal" else f"{value:.2f}"), name


@pytest.mark.slow
def test_its_assertion_figures_are_measured() -> None:
    """Precision and recall by type of sentence, as tests/assertion_report.py prints them."""
    told = README.split("<!-- assertion -->")[1].lstrip().split("\n\n")[0]
    assert told == table()
