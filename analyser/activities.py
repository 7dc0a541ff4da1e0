"""Links facts into processing activities: which data for which purpose, on which basis, how long, to whom.

The text links facts by its structure. A table row or a list item that names a purpose is an activity of its own. The
prose of a section, its heading included, is one activity, unless it handles so many purposes that each paragraph
stands for itself. A row, item or paragraph that names no purpose belongs to what introduces it, else to the activity
of its section, else to the purpose that a heading above it names. What belongs nowhere is general: data without a
purpose form the activity "Algemeen" with the purposes that the text lists without data of their own; a period or
recipient said of everything goes to every activity that has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyser.types import Activity, Assertion, Document, Facts, Link, LinkBasis
from analyser.vocabulary import load_vocabulary

FIELD_OF = {
    "purpose": "purposes",
    "data_category": "data_categories",
    "legal_basis": "legal_bases",
    "retention": "retention",
    "recipient": "recipients",
    "data_subject": "data_subjects",
}


# A section whose prose handles more purposes than this is read paragraph by paragraph.
_ONE_ACTIVITY = 4


@dataclass
class _Unit:
    """A table row, a list item, or a paragraph or heading, with the facts in it."""

    section: tuple[str, ...]
    kind: LinkBasis  # "row", "list" or "section"
    lead_in: int | None  # the block that introduces it
    blocks: list[int]
    facts: list[int]


@dataclass
class _Draft:
    """An activity in the making."""

    section: tuple[str, ...]
    kind: LinkBasis
    links: list[Link]

    def values(self, name: str) -> set[str]:
        return {link.value for link in self.links if link.field == name}


class _Linker:
    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.facts = facts
        self.drafts: list[_Draft] = []
        self.of_block: dict[int, _Draft] = {}
        self.general: list[tuple[_Unit, list[Link]]] = []
        self.heading: dict[tuple[str, ...], _Draft] = {}

    # --- units

    def units(self) -> list[_Unit]:
        """The units that hold facts, in the order of the text; a table row is one unit."""
        by_block: dict[int, list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts.facts):
            if fact.kind in FIELD_OF and fact.assertion is not Assertion.DENIED:
                by_block[self.facts.sentences[fact.evidence.sentence].block].append(index)
        rows: dict[tuple[int, int], _Unit] = {}
        units = []
        for block_index in sorted(by_block):
            block = self.document.blocks[block_index]
            kind: LinkBasis = "list" if block.kind == "list_item" else "section"
            if block.cell is not None and not block.cell.is_header:
                kind = "row"
                row = rows.get((block.cell.table, block.cell.row))
                if row is not None:
                    row.blocks.append(block_index)
                    row.facts += by_block[block_index]
                    continue
            unit = _Unit(block.headings, kind, block.lead_in, [block_index], by_block[block_index])
            units.append(unit)
            if block.cell is not None and not block.cell.is_header:
                rows[block.cell.table, block.cell.row] = unit
        return units

    def links(self, unit: _Unit) -> list[Link]:
        """A link for each fact of a unit."""
        links = []
        for index in unit.facts:
            fact = self.facts.facts[index]
            value = str(fact.attributes.get("name") or fact.value) if fact.kind == "recipient" else fact.value
            links.append(Link(FIELD_OF[fact.kind], value, index, unit.kind))
        return links

    # --- linking

    def run(self) -> tuple[Activity, ...]:
        sections: dict[tuple[str, ...], list[_Unit]] = {}
        for unit in self.units():
            sections.setdefault(unit.section, []).append(unit)
        for section, units in sections.items():
            self._section(section, units)
        self._distribute()
        return tuple(self._finish())

    def _section(self, section: tuple[str, ...], units: list[_Unit]) -> None:
        linked = [(unit, self.links(unit)) for unit in units]
        prose = [(unit, links) for unit, links in linked if unit.kind == "section"]
        purposes = {link.value for _, links in prose for link in links if link.field == "purposes"}
        whole = len(purposes) <= _ONE_ACTIVITY
        here: list[_Draft] = []
        loose: list[tuple[_Unit, list[Link]]] = []
        for unit, links in linked:
            own = any(link.field == "purposes" for link in links)
            joined = next((d for d in here if d.kind == "section"), None) if unit.kind == "section" and whole else None
            if own and joined is None:
                draft = _Draft(section, unit.kind, list(links))
                here.append(draft)
            elif own and joined is not None:
                joined.links += links
                draft = joined
            else:
                loose.append((unit, links))
                continue
            for block in unit.blocks:
                self.of_block[block] = draft
            if self.document.blocks[unit.blocks[0]].kind == "heading":
                self.heading[section] = draft
        self.drafts += here
        for unit, links in loose:
            targets = self._targets(section, unit, here)
            for draft in targets:
                draft.links += links
            if targets:
                for block in unit.blocks:
                    self.of_block[block] = targets[0]
            else:
                self.general.append((unit, links))

    def _targets(self, section: tuple[str, ...], unit: _Unit, here: list[_Draft]) -> list[_Draft]:
        """The activities that a unit without a purpose belongs to; none when it is general."""
        if unit.lead_in is not None and unit.lead_in in self.of_block:
            return [self.of_block[unit.lead_in]]
        prose = [draft for draft in here if draft.kind == "section"]
        if unit.kind == "section" and prose:
            before = [d for b, d in sorted(self.of_block.items()) if b < unit.blocks[0] and d in prose]
            return [before[-1] if before else prose[0]]
        if here:
            return prose[:1] or here
        for depth in range(len(section) - 1, 0, -1):
            if section[:depth] in self.heading:
                return [self.heading[section[:depth]]]
        return []

    def _distribute(self) -> None:
        """Hands out what belongs to no activity of its own section."""
        loose: list[Link] = []
        general: dict[str, list[Link]] = defaultdict(list)
        for _, links in self.general:
            data = {link.value for link in links if link.field == "data_categories"}
            rules = [link for link in links if link.field in ("retention", "recipients")]
            about = [draft for draft in self.drafts if data & draft.values("data_categories")]
            if rules and about:
                # "Facturen bewaren wij 7 jaar": the period of those data, wherever they are used
                for draft in about:
                    draft.links += [replace(link, basis="general") for link in rules]
                rules = []
            for link in rules:
                general[link.field].append(replace(link, basis="general"))
            loose += [link for link in links if link.field not in ("retention", "recipients")]
        if any(link.field == "data_categories" for link in loose):
            listed = [
                replace(link, basis="general")
                for draft in self.drafts
                if draft.kind == "list" and not draft.values("data_categories")
                for link in draft.links
                if link.field == "purposes"
            ]
            self.drafts.append(_Draft((), "general", [*listed, *loose]))
        if not self.drafts and general:
            self.drafts.append(_Draft((), "general", []))
        for name, links in general.items():
            for draft in [draft for draft in self.drafts if not draft.values(name)]:
                draft.links += links

    def _finish(self) -> Sequence[Activity]:
        vocabulary = load_vocabulary()
        merged: dict[tuple[object, ...], _Draft] = {}
        for draft in self.drafts:
            purposes = tuple(sorted(draft.values("purposes")))
            key = (draft.section, purposes)
            if key in merged:
                merged[key].links += draft.links
            else:
                merged[key] = draft
        activities = []
        for draft in merged.values():
            purpose_ids = list(dict.fromkeys(link.value for link in draft.links if link.field == "purposes"))
            if not draft.section and len(purpose_ids) != 1:
                name = "Algemeen"
            elif purpose_ids:
                name = ", ".join(vocabulary.label("purpose", value, "nl") for value in purpose_ids[:3])
            else:
                name = draft.section[-1] if draft.section else "Algemeen"
            unique = dict.fromkeys(draft.links)
            activities.append(Activity(name[:1].upper() + name[1:], tuple(unique)))
        return activities


def link(document: Document, facts: Facts) -> tuple[Activity, ...]:
    """The processing activities that the statement describes, in the order of the text, "Algemeen" last."""
    return _Linker(document, facts).run()
