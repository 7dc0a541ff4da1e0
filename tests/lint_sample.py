"""A statement to lint, and where it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

STATEMENT = """# Privacyverklaring Roeivereniging De Dol

Roeivereniging De Dol is verantwoordelijk voor de verwerking van uw gegevens.

## Nieuwsbrief

Wij kunnen uw e-mailadres gebruiken voor het versturen van aanbiedingen.

## Bewaren

Wij bewaren uw foto's voor onbepaalde tijd.
"""


def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the statement in a folder as a.md, and the test in that folder, with a cache of its own."""
    monkeypatch.setenv("AVGTOETS_CACHE_DIR", str(folder / ".cache"))
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("AVGTOETS_TRACEBACK", raising=False)
    monkeypatch.chdir(folder)
    Path("a.md").write_text(STATEMENT, encoding="utf-8")


def findings(out: str) -> dict[str, list[dict]]:  # type: ignore[type-arg]
    """What the JSON of lint tells, by path."""
    return {file["path"]: file["findings"] for file in json.loads(out)["files"]}
