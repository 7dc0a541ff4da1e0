"""The command line: exit statuses line by line, what goes where, and that no file is left half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sample_report import make_analysis

import analyser.analysis
from analyser.cli import output
from analyser.errors import InputError
from analyser.ruleset import load_rules
from analyser.types import Source

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that is analysed as the hand-made sample; one that says FOUT cannot be read, one with STUK crashes."""

    def analysed(source: Source, rules: object, **_options: object) -> object:
        if "FOUT" in source.text:
            raise InputError("nothing to analyse")
        if "STUK" in source.text:
            raise RuntimeError("broken\nin two")
        return make_analysis(name=source.name)

    monkeypatch.setattr(analyser.analysis, "analyse", analysed)
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.md", "Een verklaring."), ("b.md", "Nog een."), ("fout.md", "FOUT"), ("stuk.md", "STUK")):
        Path(name).write_text(text, encoding="utf-8")
    return "a.md"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["analyse", "a.md"], 0),
        (["analyse", "a.md", "--fail-on", "error"], 1),
        (["analyse", "a.md", "--fail-on", "warning"], 1),
        (["analyse", "a.md", "b.md", "--fail-on", "advice"], 1),
        (["analyse"], 2),
        (["analyse", "missing.md"], 2),
        (["analyse", "missing.md", "a.md", "--fail-on", "error"], 2),
        (["analyse", "fout.md"], 2),
        (["analyse", "stuk.md"], 2),
        (["analyse", "a.md", "--format", "pdf"], 2),
        (["analyse", "a.md", "--nothing"], 2),
        (["analyse", "-", "-"], 2),
        (["analyse", "a.md", "--stdin-filename", "x.md"], 2),
        (["analyse", "a.md", "b.md", "--format", "html"], 2),
        (["analyse", "a.md", "--output", "."], 2),
        (["analyse", "a.md", "--output", "nowhere/report.txt"], 2),
        (["nothing"], 2),
        ([], 2),
        (["--help"], 0),
        (["--version"], 0),
        (["rules"], 0),
        (["rules", "--family", "nothing"], 2),
        (["terms", "--kind", "nothing"], 2),
        (["explain", "nothing-of-the-sort"], 2),
        (["schema"], 0),
    ],
    ids=str,
)
def test_exit_status(run: Run, sample: str, arguments: Sequence[str], status: int) -> None:
    result = run(*arguments)
    assert result.status == status, result.err
    assert "Traceback" not in result.err
    if status == 2:
        assert result.err


def test_only_stable_findings_that_ask_for_something_fail_a_run(
    run: Run, sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_analysis()

    def keeping(*rules: str) -> None:
        kept = tuple(finding for finding in whole.findings if finding.rule in rules)
        monkeypatch.setattr(analyser.analysis, "analyse", lambda source, rules, **_: replace(whole, findings=kept))

    keeping("clarity/vague-retention", "info/controller-identity", "info/dpo-contact")  # experimental, met, n.a.
    assert run("analyse", sample, "--fail-on", "advice").status == 0
    keeping("info/retention")
    assert run("analyse", sample, "--fail-on", "advice").status == 1


def test_a_file_that_cannot_be_read_leaves_the_others(run: Run, sample: str) -> None:
    result = run("analyse", "fout.md", "a.md", "missing.md", "b.md", "--format", "jsonl")
    assert [json.loads(line)["document"]["source"] for line in result.out.splitlines()] == ["a.md", "b.md"]
    lines = result.err.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["fout.md", "missing.md"]
    assert all(line.startswith("avgtoets: ") for line in lines)
    assert result.status == 2


def test_json_is_an_object_for_one_file_and_an_array_for_several(run: Run, sample: str) -> None:
    assert isinstance(json.loads(run("analyse", sample, "--format", "json").out), dict)
    assert len(json.loads(run("analyse", sample, "b.md", "--format", "json").out)) == 2
    assert len(json.loads(run("analyse", sample, "fout.md", "--format", "json").out)) == 1
    assert json.loads(run("analyse", "missing.md", "fout.md", "--format", "json").out) == []
    assert run("analyse", "fout.md", "--format", "json").out == ""


def test_a_crash_is_one_line(run: Run, sample: str) -> None:
    result = run("analyse", "stuk.md")
    assert result.err.count("\n") == 1
    assert result.err.startswith("avgtoets: crashed (RuntimeError in test_cli.py, line ")
    assert result.out == ""


def test_traceback_on_request(run: Run, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVGTOETS_TRACEBACK", "1")
    result = run("analyse", "stuk.md")
    assert "Traceback" in result.err and result.status == 2


def test_warnings_go_to_standard_error_unless_quiet(run: Run, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    warned = replace(make_analysis(), warnings=({"nl": "half is niet Nederlands", "en": "half of it is not Dutch"},))
    monkeypatch.setattr(analyser.analysis, "analyse", lambda source, rules, **_: warned)
    assert run("analyse", sample, "--format", "json").err == "avgtoets: a.md: warning: half of it is not Dutch\n"
    assert run("analyse", sample, "--format", "json", "--quiet").err == ""


def test_colour(run: Run, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("analyse", sample).out
    assert "\x1b[" in run("analyse", sample, "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "\x1b[" not in run("analyse", sample).out


def test_language_of_the_report(run: Run, sample: str) -> None:
    assert "Eerst herstellen" in run("analyse", sample).out
    assert "What to mend first" in run("analyse", sample, "--language", "en").out


def test_output_is_the_same_as_standard_output(run: Run, sample: str, tmp_path: Path) -> None:
    for format_ in ("terminal", "json", "jsonl", "markdown", "html"):
        shown = run("analyse", sample, "--format", format_).out
        written = run("analyse", sample, "--format", format_, "--output", "report")
        assert written.out == ""
        assert (tmp_path / "report").read_text(encoding="utf-8") == shown


def test_several_pages_go_into_a_folder(run: Run, sample: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "A.md").write_text("Een derde.", encoding="utf-8")
    assert run("analyse", "a.md", "b.md", "sub/A.md", "--format", "html", "--output", "pages/").status == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["A-2.html", "a.html", "b.html"]


def test_output_is_written_whole_or_not_at_all(
    run: Run, sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.md"
    report.write_text("het oude", encoding="utf-8")
    report.chmod(0o640)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert run("analyse", "stuk.md", "--output", "report.md").status == 2
    with monkeypatch.context() as patch:

        def full(self: Path, target: Path) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(Path, "replace", full)
        result = run("analyse", sample, "--output", "report.md")
        assert result.status == 2 and "report.md: cannot be written (No space left on device)" in result.err
    assert report.read_text(encoding="utf-8") == "het oude"
    assert sorted(path.name for path in tmp_path.iterdir()) == before, "no temporary file is left"
    assert run("analyse", sample, "--output", "report.md").status == 0
    assert "Oordeel" not in report.read_text(encoding="utf-8") and "Eerst herstellen" in report.read_text("utf-8")
    assert report.stat().st_mode & 0o777 == 0o640


def test_a_link_as_output_keeps_pointing(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("oud", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    output.write_file(tmp_path / "link", "nieuw")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text(encoding="utf-8") == "nieuw"


def test_rules_and_terms_list_everything(run: Run) -> None:
    listed = json.loads(run("rules", "--format", "json").out)
    assert [entry["rule"] for entry in listed] == list(load_rules())
    assert run("rules", "--family", "rights").out.count("\n") == 1 + len(load_rules().families["rights"])
    table = run("rules", "--format", "markdown").out.splitlines()
    assert len(table) == 2 + len(listed) and all(line.startswith("| ") for line in table)
    terms = json.loads(run("terms", "--kind", "right", "--format", "json").out)
    assert {"access", "complaint"} <= {entry["id"] for entry in terms}


def test_explain_tells_the_whole_rule(run: Run) -> None:
    for rule in load_rules().values():
        shown = " ".join(run("explain", rule.slug).out.split())
        for text in (rule.title.nl, rule.explanation.nl, rule.advice.nl, rule.advice.model):
            assert " ".join(text.split()) in shown, rule.id
    result = run("explain", "info/retentoin")
    assert result.status == 2 and "did you mean info/retention?" in result.err


def test_schema_is_json(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "AnalysisModel"


def _avgtoets(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "analyser", *arguments]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(root)}, **options)  # type: ignore[call-overload,no-any-return]


def test_a_broken_pipe_is_quiet() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = _avgtoets("schema", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_standard_input(tmp_path: Path) -> None:
    text = "# Privacyverklaring\n\nWij bewaren uw naam en e-mailadres twee jaar voor onze nieuwsbrief.\n"
    process = _avgtoets(
        "analyse", "-", "--stdin-filename", "verklaring.md", "--format", "json",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    out, err = process.communicate(text.encode(), timeout=120)
    assert (process.returncode, err) == (0, b"")
    document = json.loads(out)["document"]
    assert (document["source"], document["format"]) == ("verklaring.md", "markdown")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupt_is_130(tmp_path: Path) -> None:
    process = _avgtoets(
        "analyse", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # started behind "&" it would not hear Ctrl-C
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b"wij " * 100_000)  # more than a pipe holds: when this returns, the process is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.slow
@pytest.mark.alone
def test_help_is_quick() -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        process = _avgtoets("--help", stdout=subprocess.PIPE)
        process.communicate(timeout=30)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.3
