"""One side of a comparison: a version of a statement, by its sentences and what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from analyser.phrases import normalise
from analyser.types import Assertion, Evidence, Fact, Finding

if TYPE_CHECKING:
    from analyser.analysis import Analysis


def plain(text: str) -> str:
    """The words of a text without case, accents and signs."""
    return re.sub(r"\W+", " ", normalise(text)).strip()


class Side:
    """A version of a statement, seen for what can be compared."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.facts = [fact for fact in analysis.facts.facts if fact.assertion is not Assertion.DENIED]

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The words of each sentence with what it stands for: a cell in its row, an item under its lead-in."""
        return _passages(self.analysis)

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.passages)

    def of(self, kind: str) -> list[Fact]:
        """The facts of a kind."""
        return [fact for fact in self.facts if fact.kind == kind]

    def values(self, kind: str) -> dict[str, list[Fact]]:
        """The values of a kind, each with the facts that state it; a recipient goes by its name, if it has one."""
        found: dict[str, list[Fact]] = {}
        for fact in self.of(kind):
            value = str(fact.attributes.get("name") or fact.value) if kind == "recipient" else fact.value
            found.setdefault(value, []).append(fact)
        return found

    def shows_new(self, facts: Iterable[Fact], other: Side) -> Fact | None:
        """The first of the facts if none of them stands in a sentence that the other version has too."""
        facts = list(facts)
        if any(self.passages[fact.evidence.sentence] in other.known for fact in facts):
            return None
        return next(iter(facts), None)

    def place(self, fact: Fact, other: Side) -> Evidence:
        """The evidence of a fact that is made of several sentences: one that the other version has not, in the section
        of the first."""
        shown = fact.evidence
        if self.passages[shown.sentence] not in other.known:
            return shown
        analysis = self.analysis
        for sentence in analysis.facts.sentences:
            if (
                self.passages[sentence.index] not in other.known
                and analysis.document.blocks[sentence.block].headings == shown.section
            ):
                start, end = analysis.document.source_span(sentence.start, sentence.end)
                quote = analysis.document.source.text[start:end]
                return replace(
                    shown, quote=quote, text=sentence.text, start=start, end=end, match_start=start, match_end=end,
                    sentence=sentence.index,
                )  # fmt: skip
        return shown

    def telling(self, finding: Finding | None, other: Side) -> Evidence | None:
        """The first evidence in a sentence that the other version has not, else the first."""
        places = finding.evidence if finding else ()
        return next((p for p in places if self.passages[p.sentence] not in other.known), next(iter(places), None))

    def bases(self) -> dict[str, dict[str, list[Fact]]]:
        """The legal bases of each purpose, each with the facts that state it."""
        all_facts = self.analysis.facts.facts
        found: dict[str, dict[str, list[Fact]]] = {}
        for activity in self.analysis.activities:
            for purpose in activity.values("purposes"):
                stated = found.setdefault(purpose, {})
                for link in activity.links:
                    if link.field == "legal_bases":
                        stated.setdefault(link.value, []).append(all_facts[link.fact])
        return found


def _passages(analysis: Analysis) -> tuple[str, ...]:
    document = analysis.document
    shown = []
    for sentence in analysis.facts.sentences:
        block = document.blocks[sentence.block]
        around = " ".join(cell.text for cell in document.row_of(block))
        shown.append(plain(f"{sentence.lead_in if block.kind == 'list_item' else around} {sentence.text}"))
    return tuple(shown)
