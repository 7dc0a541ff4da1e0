"""Purposes that point back at the data told before them: "Waarvoor gebruiken wij deze gegevens?"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from analyser.contexts import about
from analyser.types import Document, Facts
from analyser.units import ABOUT_RULES, LIST_OF_DATA, Unit, says, topics, topics_of


@dataclass(frozen=True)
class PointingBack:
    """The sections whose listed purposes point back, and the first facts of the units of data that they point at."""

    sections: frozenset[tuple[str, ...]] = frozenset()
    at: frozenset[int] = frozenset()


def pointing_back(document: Document, facts: Facts, found: Sequence[Unit]) -> PointingBack:
    """What purposes point back at: the data of the sections since the last purposes that did so."""
    purposes: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit in found:
        if unit.kind != "sentence" and _has(facts, unit, "purpose"):
            purposes[unit.section].append(unit)
    telling = _telling(facts, found)
    listing = ((section, its) for section, its in purposes.items() if section not in telling)
    sections = {section: its[0] for section, its in listing if _points_back(document, section, its)}
    starts = {its.facts[0]: section for section, its in sections.items()}
    at: set[int] = set()
    waiting: list[Unit] = []
    for unit in found:
        if unit.facts[0] in starts:
            at.update(other.facts[0] for other in _lists(facts, waiting, telling))
            waiting = []
        if _has(facts, unit, "data_category") and not _has(facts, unit, "purpose"):
            waiting.append(unit)
    return PointingBack(frozenset(sections), frozenset(at))


def _points_back(document: Document, section: tuple[str, ...], its: Sequence[Unit]) -> bool:
    """Whether several purposes are listed under a heading or an introduction that points back."""
    found = topics(section)
    if not section or found & ABOUT_RULES or len(its) < 2:
        return False
    if "points_back" in says(section[-1]):
        return topics_of(section[-1]) != {"basis"}
    leads = {unit.lead_in for unit in its} - {None}
    texts = (document.blocks[lead].text for lead in leads if lead is not None)
    return any("points_back" in says(text) and about("lead", text) != {"basis"} for text in texts)


def _telling(facts: Facts, found: Iterable[Unit]) -> set[tuple[str, ...]]:
    """The sections in which half of what is listed tells a purpose and its data."""
    count, both = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for unit in found:
        if unit.kind != "sentence":
            count[unit.section] += 1
            both[unit.section] += _has(facts, unit, "purpose") and _has(facts, unit, "data_category")
    return {section for section, number in both.items() if 2 * number >= count[section]}


def _lists(facts: Facts, found: Iterable[Unit], telling: Container[tuple[str, ...]]) -> Iterable[Unit]:
    """The units of the sections that tell which data there are."""
    told: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit in found:
        if not topics(unit.section) & ABOUT_RULES and unit.section not in telling:
            told[unit.section].append(unit)
    for section, its in told.items():
        data = {facts.facts[i].value for unit in its for i in unit.facts if facts.facts[i].kind == "data_category"}
        listed = "data" in topics(section) and any(unit.kind != "sentence" for unit in its)
        if listed or len(data) >= LIST_OF_DATA:
            yield from its


def _has(facts: Facts, unit: Unit, kind: str) -> bool:
    return any(facts.facts[index].kind == kind for index in unit.facts)
