"""What the tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from analyser.cli import main
from analyser.types import Facts

ROOT = Path(__file__).resolve().parent.parent

# The same examples at each run, so that what passed once passes again; `--hypothesis-profile=search` looks for others.
settings.register_profile("repeat", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("repeat")


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


@pytest.fixture(scope="session")
def recipients_of(facts_of):  # type: ignore[no-untyped-def]
    """A function from a statement to the names and the categories of who gets data, without what it denies."""

    def extract(text: str) -> tuple[set[str], set[str]]:
        found = [fact for fact in facts_of(text).of("recipient") if fact.assertion.value != "denied"]
        names = {fact.attributes["name"] for fact in found if fact.attributes.get("name")}
        return names, {fact.value for fact in found}

    return extract


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., SimpleNamespace]:
    """Runs the command line; gives status, out and err."""
    monkeypatch.delenv("AVGTOETS_TRACEBACK", raising=False)

    def call(*arguments: str) -> SimpleNamespace:
        with pytest.raises(SystemExit) as leaving:
            main(arguments)
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(status=leaving.value.code or 0, out=out.decode(), err=err.decode())

    return call
