"""The two hard lines of the design, and that the command line starts light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analyser"
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_hard_lines(path: Path) -> None:
    place = path.relative_to(PACKAGE)
    if place.parts[0] != "pipes" and place.name not in ("nlp.py", "facts.py"):
        assert "spacy" not in tops(path), "spaCy stays in nlp.py, pipes/ and facts.py"
    if place.parts[0] not in ("render", "cli") and place.name != "__main__.py":
        assert not tops(path) & {"click", "jinja2"}, "click and Jinja2 stay in render/ and cli/"


def test_pipes_hold_no_facts_of_the_vocabulary() -> None:
    """Words live in rules/: a module that lists vocabulary ids by the dozen has become a word list."""
    from analyser.vocabulary import load_vocabulary

    ids = set(load_vocabulary().kind("data_category"))
    for path in (PACKAGE / "pipes").glob("*.py"):
        strings = {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert len(strings & ids) < 12, path.name


def test_help_imports_no_spacy() -> None:
    code = (
        "import sys\nfrom analyser.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('spacy' in sys.modules, 'pydantic' in sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stderr.split() == ["False", "False"]
    assert "analyse" in run.stdout
