"""The activities of each section, and to which of them belongs what names no purpose itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analyser.bases import Bases
from analyser.types import Document
from analyser.units import (
    GENERAL_TOPICS,
    Draft,
    Unit,
    many_matters,
    one_matter,
    over_all,
    passages,
    says,
    solitary,
    topics,
    topics_of,
)

_SHARED = ("data_categories", "retention", "recipients", "data_subjects")


class Sections:
    """The activities in the making of one document by their section (`here`), in the order of the text."""

    def __init__(self, document: Document, bases: Bases) -> None:
        self.over_all = over_all(document)
        self.here: dict[tuple[str, ...], list[Draft]] = {}
        self._document, self._bases = document, bases
        self._of_block: dict[int, list[Draft]] = defaultdict(list)
        self._heading: dict[tuple[str, ...], Draft] = {}
        self._only_for: dict[tuple[str, ...], int] = {}  # the block that introduces a list of data for one purpose
        self._matter: dict[Draft, list[Draft]] = {}  # the passage on one matter that prose is part of

    def add(self, draft: Draft, blocks: Iterable[int]) -> None:
        """Takes in an activity that some blocks tell."""
        self.here[draft.section].append(draft)
        for block in blocks:
            self._of_block[block].append(draft)
        if self._document.blocks[draft.block].kind == "heading":
            self._heading[draft.section] = draft

    def named(self) -> Mapping[tuple[str, ...], list[Draft]]:
        """The activities of the sections that have a heading other than the title."""
        return {section: here for section, here in self.here.items() if section not in self.over_all}

    def has(self, draft: Draft, name: str) -> bool:
        """Whether an activity has a value of its own; what a heading names has those of its section."""
        under = self.here[draft.section] if self._heading.get(draft.section) is draft else [draft]
        return any(other.values(name) for other in under)

    def matters(self, section: tuple[str, ...]) -> list[list[Draft]]:
        """The passages of a section that are one matter each: prose goes on to another in the next paragraph."""
        if many_matters(section):
            return []
        prose = [draft for draft in self.here[section] if draft.kind == "sentence"]
        found = [passage for passage in passages(self._document, prose) if one_matter(passage)]
        for together in found:
            self._matter |= dict.fromkeys(together, together)
        return found

    def _introducing(self, unit: Unit, field: str) -> list[Draft] | None:
        """The activity, or none, that the introduction of a list names; None when it names none.

        A list that goes on after one for a single purpose ("Daarnaast vragen wij:") is for that as well.
        """
        lead = unit.lead_in
        if lead is None:
            return None
        if lead in self._of_block:
            said = says(self._document.blocks[lead].text)
            if "only_for" in said:
                self._only_for[unit.section] = lead
            return [] if self._lists_data(unit, field) else self._of_block[lead][-1:]
        if unit.section in self._only_for and "goes_on" in says(self._document.blocks[lead].text):
            return self._of_block[self._only_for[unit.section]][-1:]
        return None

    def activities(self, unit: Unit, field: str) -> list[Draft]:
        """The activities of its own section, or of a heading above it, that a unit without a purpose belongs to."""
        if (introducing := self._introducing(unit, field)) is not None:
            return introducing
        here = self.here[unit.section]
        prose = [draft for draft in here if draft.kind == "sentence"]
        beside = [draft for draft in prose if draft.block == unit.blocks[0]]
        if field == "legal_bases":
            beside = self._bases.told_before(unit, beside)
        found = topics(unit.section)
        if found & GENERAL_TOPICS and not {"data", "purpose"} <= found:
            of_period = field == "data_categories" and found == {"retention"}  # each period is of its own data
            return beside if unit.kind == "sentence" and not of_period else []
        if unit.section in self.over_all:
            return beside or [draft for draft in prose if draft.block <= unit.blocks[0]][-1:]
        if prose:
            return self._of_prose(unit, field, prose)
        if unit.kind == "list" and field == "data_categories":  # an item is not of the other items
            here = [draft for draft in here if not self._document.same_list(unit.blocks[0], draft.block)]
        if here and unit.kind != "row":
            own_heading = bool(unit.section) and not topics_of(unit.section[-1])
            if field == "data_categories" or (own_heading and one_matter(here) and field != "recipients"):
                return here
        for depth in range(len(unit.section) - 1, 0, -1):
            if unit.section[:depth] in self._heading:
                return [self._heading[unit.section[:depth]]]
        return []

    def _of_prose(self, unit: Unit, field: str, prose: list[Draft]) -> list[Draft]:
        """The activities in the prose of its section that a unit without a purpose belongs to.

        A period belongs to its own paragraph or the one before, and a recipient to nothing that is told only after it.
        What stands in a paragraph without a purpose is of no solitary purpose, unless the section has no other.
        """
        before = [draft for draft in prose if draft.block <= unit.blocks[0]]
        if field == "retention" and before:
            return [draft for draft in before if draft.block == before[-1].block]
        if not one_matter(prose) or field not in _SHARED:
            nearest = before[-1:] or prose[:1]
            return self._matter.get(nearest[0], nearest) if field == "legal_bases" else nearest
        beside = [draft for draft in prose if draft.block == unit.blocks[0]]
        if field == "retention" or (beside and field == "data_categories"):
            return beside or prose
        found = before if field == "recipients" else prose
        return found if beside else [draft for draft in found if not solitary([draft])] or found

    def _lists_data(self, unit: Unit, field: str) -> bool:
        """Whether a list is the list of all data, although its introduction names a purpose.

        It is where the purposes are listed elsewhere and the section on data has no other list.
        """
        if field != "data_categories" or "data" not in topics(unit.section):
            return False
        if unit.lead_in is not None and "only_for" in says(self._document.blocks[unit.lead_in].text):
            return False  # "Om u te kunnen adviseren, vragen wij:"
        lists = {block.list_id for block in self._document.blocks if block.headings == unit.section} - {None}
        return len(lists) == 1 and any(
            section != unit.section
            and topics(section) & {"purpose", "basis"}
            and len({value for draft in here for value in draft.values("purposes")}) > 2
            for section, here in self.here.items()
        )
