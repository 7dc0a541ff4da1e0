"""Under which national law a statement stands, by what it names: authorities, numbers, forms of company, places."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.types import Document, Jurisdiction

JURISDICTIONS: tuple[Jurisdiction, ...] = ("nl", "be")


class Law(NamedTuple):
    """A jurisdiction, and whether something shows it."""

    jurisdiction: Jurisdiction
    shown: bool


@lru_cache(maxsize=1)
def _signs() -> PhraseMatcher[tuple[Jurisdiction, int]]:
    content = load_mapping("jurisdictions.yaml")
    return PhraseMatcher(
        ((place, number), phrase) for place in JURISDICTIONS for number, phrase in enumerate(content[place])
    )


def jurisdiction_of(document: Document) -> Law:
    """The jurisdiction that a statement shows."""
    return shown_by(document.text)


def shown_by(text: str) -> Law:
    """The jurisdiction of which a text shows the most different signs; the Netherlands, and not shown, where it shows
    as many of both or none, since most statements in Dutch are Dutch."""
    found = {match.key for match in _signs().find(sentence_lines(text, ()))}
    counts = {place: sum(key[0] == place for key in found) for place in JURISDICTIONS}
    if counts["nl"] == counts["be"]:
        return Law("nl", False)
    return Law(max(JURISDICTIONS, key=lambda place: counts[place]), True)
