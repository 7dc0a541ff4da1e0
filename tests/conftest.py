"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyser.types import Facts

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def facts_of():  # type: ignore[no-untyped-def]
    """A function from a statement (Markdown) to its facts, through readers and pipeline."""
    from analyser import facts, readers

    def extract(text: str) -> Facts:
        return facts.extract(readers.read(readers.source_from_text(text)))

    return extract
