"""Links facts into processing activities: which data for which purpose, on which basis, how long, to whom.

The text links facts by its structure. A table row, a list item and, in prose, a sentence that names a purpose is an
activity of its own. A unit that names none belongs to what introduces its list; else to its section: data, periods
and recipients go to all that the section is about, a basis to what stands just before it. Without a purpose in its
section it belongs to the purpose that a heading above names. What belongs nowhere is general: data without a purpose
form the activity "Algemeen" with the purposes that the text lists without data of their own; a period or recipient
said of everything goes to every activity that has none. Sentences about rights link nothing but the check of identity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyser.contexts import about
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


# A section that handles more purposes than this does not link its data to all of them.
_ONE_MATTER = 4
# Under a heading on this topic, a period or a recipient is said of everything, unless its sentence names a purpose.
_TOPIC = {"retention": "retention", "recipients": "recipient"}
_SHARED = ("data_categories", "retention", "recipients", "data_subjects")


@dataclass
class _Unit:
    """A table row, a list item, or a sentence or heading, with the facts in it."""

    section: tuple[str, ...]
    kind: LinkBasis  # "row", "list" or "sentence"
    lead_in: int | None  # the block that introduces it
    blocks: list[int]
    facts: list[int]


@dataclass
class _Draft:
    """An activity in the making."""

    section: tuple[str, ...]
    kind: LinkBasis
    block: int
    links: list[Link]

    def values(self, name: str) -> set[str]:
        return {link.value for link in self.links if link.field == name}


class _Linker:
    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.facts = facts
        self.drafts: list[_Draft] = []
        self.of_block: dict[int, list[_Draft]] = defaultdict(list)
        self.general: list[tuple[_Unit, list[Link]]] = []
        self.heading: dict[tuple[str, ...], _Draft] = {}

    # --- units

    def units(self) -> list[_Unit]:
        """The units that hold facts, in the order of the text; a table row or list item is one unit."""
        rights = {fact.evidence.sentence for fact in self.facts.of("right")}
        units: dict[tuple[object, ...], _Unit] = {}
        for index, fact in enumerate(self.facts.facts):
            if fact.kind not in FIELD_OF or fact.assertion is Assertion.DENIED:
                continue
            sentence = self.facts.sentences[fact.evidence.sentence]
            if sentence.index in rights and fact.value not in ("identity_document", "identity_verification"):
                continue
            block = self.document.blocks[sentence.block]
            kind: LinkBasis = "sentence"
            key: tuple[object, ...] = ("sentence", sentence.index)
            if block.cell is not None and not block.cell.is_header:
                kind, key = "row", ("row", block.cell.table, block.cell.row)
            elif block.kind == "list_item":
                kind, key = "list", ("list", sentence.block)
            unit = units.setdefault(key, _Unit(block.headings, kind, block.lead_in, [], []))
            unit.facts.append(index)
            if sentence.block not in unit.blocks:
                unit.blocks.append(sentence.block)
        return sorted(units.values(), key=lambda unit: (unit.blocks[0], unit.facts[0]))

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
        here: list[_Draft] = []
        loose: list[tuple[_Unit, list[Link]]] = []
        for unit in units:
            links = self.links(unit)
            if not any(link.field == "purposes" for link in links):
                loose.append((unit, links))
                continue
            draft = _Draft(section, unit.kind, unit.blocks[0], list(links))
            here.append(draft)
            for block in unit.blocks:
                self.of_block[block].append(draft)
            if self.document.blocks[draft.block].kind == "heading":
                self.heading[section] = draft
        self.drafts += here
        prose = [draft for draft in here if draft.kind == "sentence"]
        if len({value for draft in prose for value in draft.values("purposes")}) <= _ONE_MATTER:
            for draft in prose:
                others = [link for other in prose if other is not draft for link in other.links if link.field in _SHARED]
                draft.links += [replace(link, basis="section") for link in others if link not in draft.links]
        topics = {name for heading in section for name in about("section", heading)}
        for unit, links in loose:
            if unit.kind == "sentence" and (common := [link for link in links if _TOPIC.get(link.field) in topics]):
                self.general.append((unit, common))
                links = [link for link in links if link not in common]
            placed = not links
            for link in links:
                for draft in self._targets(section, unit, here, link.field):
                    draft.links.append(replace(link, basis="section" if unit.kind == "sentence" else unit.kind))
                    placed = True
            if not placed:
                self.general.append((unit, links))

    def _targets(self, section: tuple[str, ...], unit: _Unit, here: list[_Draft], field: str) -> list[_Draft]:
        """The activities that a fact of a unit without a purpose belongs to; none when it is general."""
        if unit.lead_in is not None and unit.lead_in in self.of_block:
            return self.of_block[unit.lead_in][-1:]
        prose = [draft for draft in here if draft.kind == "sentence"]
        if unit.kind == "sentence" and prose:
            before = [draft for draft in prose if draft.block <= unit.blocks[0]]
            near = before[-1:] or prose[:1]
            few = len({value for draft in prose for value in draft.values("purposes")}) <= _ONE_MATTER
            return prose if few and field in _SHARED else near
        if here:
            return prose or here
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
            self.drafts.append(_Draft((), "general", 0, [*listed, *loose]))
        if not self.drafts and general:
            self.drafts.append(_Draft((), "general", 0, []))
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
