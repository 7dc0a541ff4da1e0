"""The README's commands and tables are true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from analyser.cli import main
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
    import pytest

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


def test_its_rule_table_is_the_rules() -> None:
    named = re.findall(r"^\| `([a-z]+/[a-z-]+)` \|", README, flags=re.M)
    assert named == list(load_rules().rules if hasattr(load_rules(), "rules") else load_rules())
