"""What is found in one statement, by whomever: an annotation and an analysis as sets that can be compared.

A set holds distinct values, each with a passage that shows it. A link is a pair of a purpose and what an
activity ties to it, written "purpose → value".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyser.annotation import KINDS, Annotation
from analyser.types import Activity, Assertion, Evidence, Fact, Finding

if TYPE_CHECKING:
    from analyser.analysis import Analysis

LINKED = ("data_categories", "legal_bases", "retention", "recipients")
SETS = (
    *KINDS, "retention", "recipient_names", "recipient_categories", "contact", "issues", "transfers",
    "automated_decisions", "version_date", *(f"link:{name}" for name in LINKED),
)  # fmt: skip
_CHANNELS = ("email", "phone")


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a value is said: a quote, "" when there is none, and the headings or the activity it stands under."""

    quote: str = ""
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader holds of one requirement."""

    status: str
    passage: Passage = Passage()


@dataclass(frozen=True)
class Reading:
    """What one reader finds in one statement."""

    statement: str
    sets: Mapping[str, Mapping[str, Passage]]  # by name, all of SETS: the distinct values
    verdicts: Mapping[str, Verdict]  # by requirement
    quotes: int = 0  # facts found
    literal: int = 0  # facts whose quote stands in the source
    activities: tuple[frozenset[str], ...] = ()  # the purposes of each activity


def fold(text: str) -> str:
    """The text without differences of case and white space."""
    return " ".join(text.casefold().split())


def _first(pairs: Iterable[tuple[str, Passage]]) -> dict[str, Passage]:
    """Each value with the first passage that shows it."""
    found: dict[str, Passage] = {}
    for value, passage in pairs:
        found.setdefault(value, passage)
    return found


def read_annotation(gold: Annotation) -> Reading:
    """What an annotation says of its statement."""
    sets = {name: {item.id: Passage(item.quote) for item in getattr(gold, name)} for name in KINDS}
    sets["retention"] = _first((item.value, Passage(item.quote)) for item in gold.retention)
    sets["recipient_names"] = _first((fold(item.name), Passage(item.quote)) for item in gold.recipients if item.name)
    sets["recipient_categories"] = _first((item.category, Passage(item.quote)) for item in gold.recipients)
    sets["contact"] = _first((fold(c.value), Passage(c.value)) for c in gold.contact if c.channel in _CHANNELS)
    sets["issues"] = {item.id: Passage(item.quote) for item in gold.issues}
    for name, said in (("transfers", gold.transfers), ("automated_decisions", gold.automated_decisions)):
        sets[name] = {} if said.value == "silent" else {said.value: Passage(said.quote or "")}
    sets["version_date"] = {gold.version_date[:7]: Passage(gold.version_date)} if gold.version_date else {}
    quotes = {name: {value: passage.quote for value, passage in sets[name].items()} for name in LINKED[:3]}
    quotes["recipients"] = {item.name or item.category: item.quote for item in gold.recipients}
    for name in LINKED:
        sets[f"link:{name}"] = _first(
            (_pair(purpose, value), Passage(quotes[name][value], (activity.name,)))
            for activity in gold.activities
            for purpose in activity.purposes
            for value in getattr(activity, name)
        )
    return Reading(
        gold.id,
        sets,
        {rule: Verdict(status) for rule, status in gold.requirements.items()},
        activities=tuple(frozenset(activity.purposes) for activity in gold.activities),
    )


def read_analysis(statement: str, analysis: Analysis) -> Reading:
    """What an analysis says of a statement; what the statement denies is left out."""
    facts = [fact for fact in analysis.facts.facts if fact.assertion is not Assertion.DENIED]

    def of(*kinds: str) -> Iterator[tuple[Fact, Passage]]:
        return ((fact, _passage(fact.evidence)) for fact in facts if fact.kind in kinds)

    sets = {name: _first((fact.value, shown) for fact, shown in of(kind)) for name, kind in KINDS.items()}
    sets["retention"] = _first((fact.value, shown) for fact, shown in of("retention"))
    sets["recipient_names"] = _first(
        (fold(str(name)), shown) for fact, shown in of("recipient") if (name := fact.attributes.get("name"))
    )
    sets["recipient_categories"] = _first((fact.value, shown) for fact, shown in of("recipient"))
    sets["contact"] = _first(
        (fold(fact.value), shown)
        for fact, shown in of("contact", "dpo")
        if fact.attributes.get("channel") in _CHANNELS and fact.value not in ("mentioned", "contact")
    )
    sets["issues"] = _first(
        (_slug(finding), _evidence(finding)) for finding in analysis.findings if finding.status == "violated"
    )
    sets["transfers"] = _first((fact.value, shown) for fact, shown in of("transfer"))
    sets["automated_decisions"] = _first((fact.value, shown) for fact, shown in of("automated_decision"))
    sets["version_date"] = _first((fact.value[:7], shown) for fact, shown in of("version_date"))
    for name in LINKED:
        sets[f"link:{name}"] = _first(_links(name, analysis.activities, analysis.facts.facts))
    source = fold(analysis.document.source.text)
    quotes = [fold(fact.evidence.quote) for fact in facts]
    return Reading(
        statement,
        sets,
        {_slug(finding): Verdict(finding.status, _evidence(finding)) for finding in analysis.findings},
        quotes=len(quotes),
        literal=sum(bool(quote) and quote in source for quote in quotes),
        activities=tuple(frozenset(activity.values("purposes")) for activity in analysis.activities),
    )


def _slug(finding: Finding) -> str:
    return finding.rule.rpartition("/")[2]


def _pair(purpose: str, value: str) -> str:
    return f"{purpose} → {fold(value)}"


def _passage(evidence: Evidence) -> Passage:
    return Passage(evidence.quote, evidence.section)


def _evidence(finding: Finding) -> Passage:
    return _passage(finding.evidence[0]) if finding.evidence else Passage()


def _links(name: str, activities: Iterable[Activity], facts: Sequence[Fact]) -> Iterator[tuple[str, Passage]]:
    for activity in activities:
        for purpose in activity.values("purposes"):
            for link in activity.links:
                if link.field == name:
                    yield _pair(purpose, link.value), _passage(facts[link.fact].evidence)
