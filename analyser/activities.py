"""Links facts into processing activities: which data for which purpose, on which basis, how long, to whom.

The text links facts by its structure. The smallest unit that names a purpose makes an activity: a table row, a list
item, a sentence. What stands in the same unit belongs to it. A unit that names none belongs to what introduces its
list, else to what the sentences before it in its section were about, else to the purpose that the nearest heading
names. What belongs nowhere is general: data without a purpose form the activity "Algemeen" with the purposes that
have no data of their own; a period, recipient or basis said of everything goes to every activity that has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

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


@dataclass
class _Unit:
    """A row, an item, a heading or a sentence, with the facts in it."""

    key: tuple[int, ...]
    blocks: frozenset[int]
    sentences: frozenset[int]
    section: tuple[str, ...]
    is_heading: bool
    basis: LinkBasis
    lead_in: int | None  # the block that introduces it
    facts: list[int] = field(default_factory=list)


@dataclass
class _Draft:
    """An activity in the making."""

    section: tuple[str, ...]
    links: list[Link]
    unit: _Unit

    def values(self, name: str) -> set[str]:
        return {link.value for link in self.links if link.field == name}


class _Linker:
    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.facts = facts
        self.drafts: list[_Draft] = []
        self.general: list[tuple[_Unit, list[Link]]] = []

    # --- units

    def units(self) -> list[_Unit]:
        units: dict[tuple[int, ...], _Unit] = {}
        of_sentence: dict[int, tuple[int, ...]] = {}
        for sentence in self.facts.sentences:
            block = self.document.blocks[sentence.block]
            basis: LinkBasis = "sentence"
            if block.cell is not None:
                key, basis = (0, block.cell.table, block.cell.row), "row"
                if block.cell.is_header:
                    key = (0, block.cell.table, -1 - block.cell.column)
            elif block.kind == "list_item":
                key, basis = (1, sentence.block), "list"
            else:
                key = (2, sentence.index)
            of_sentence[sentence.index] = key
            unit = units.get(key)
            if unit is None:
                units[key] = _Unit(
                    key, frozenset({sentence.block}), frozenset({sentence.index}), block.headings,
                    block.kind == "heading", basis, block.lead_in,
                )  # fmt: skip
            else:
                units[key] = replace(
                    unit, blocks=unit.blocks | {sentence.block}, sentences=unit.sentences | {sentence.index}
                )
        for index, fact in enumerate(self.facts.facts):
            if fact.kind in FIELD_OF and fact.assertion is not Assertion.DENIED:
                units[of_sentence[fact.evidence.sentence]].facts.append(index)
        return list(units.values())

    def links(self, indexes: Iterable[int], basis: LinkBasis) -> list[Link]:
        links = []
        for index in indexes:
            fact = self.facts.facts[index]
            value = fact.value
            if fact.kind == "recipient":
                value = str(fact.attributes.get("name") or fact.value)
            links.append(Link(FIELD_OF[fact.kind], value, index, basis))
        return links

    # --- linking

    def run(self) -> tuple[Activity, ...]:
        by_block: dict[int, _Draft] = {}
        by_section: dict[tuple[str, ...], list[_Draft]] = defaultdict(list)
        heading_of: dict[tuple[str, ...], _Draft] = {}
        current: _Draft | None = None
        section: tuple[str, ...] | None = None
        for unit in self.units():
            if unit.section != section:
                section, current = unit.section, None
            links = self.links(unit.facts, unit.basis)
            purposes = [link for link in links if link.field == "purposes"]
            if purposes:
                introduced = self._introducing(unit)
                draft = _Draft(unit.section, links, unit)
                if introduced:
                    draft.links += [link for link in introduced if link.field != "purposes"]
                self.drafts.append(draft)
                if unit.is_heading:
                    heading_of[unit.section] = draft
                else:
                    by_section[unit.section].append(draft)
                for block in unit.blocks:
                    by_block.setdefault(block, draft)
                current = draft
                continue
            if not links:
                continue
            target = by_block.get(unit.lead_in) if unit.lead_in is not None else None
            if target is None and current is not None and unit.basis != "row":
                target = current
            if target is None:
                target = next(
                    (
                        heading_of[unit.section[:depth]]
                        for depth in range(len(unit.section), 0, -1)
                        if unit.section[:depth] in heading_of
                    ),
                    None,
                )
            if target is not None:
                basis: LinkBasis = "list" if unit.basis == "list" else "section"
                target.links += [replace(link, basis=basis) for link in links]
                for block in unit.blocks:
                    by_block.setdefault(block, target)
            else:
                self.general.append((unit, links))
        self._distribute()
        return tuple(self._finish())

    def _introducing(self, unit: _Unit) -> list[Link]:
        """What the lead-in of a list or table says: it holds for each item."""
        if unit.lead_in is None or self.document.blocks[unit.lead_in].kind == "list_item":
            return []
        last = max((s.index for s in self.facts.sentences if s.block == unit.lead_in), default=None)
        return self.links(
            (
                index
                for index, fact in enumerate(self.facts.facts)
                if fact.evidence.sentence == last
                and fact.kind in FIELD_OF
                and fact.assertion is not Assertion.DENIED
            ),
            "list",
        )

    def _distribute(self) -> None:
        """Hands out what belongs to no unit with a purpose."""
        loose: list[Link] = []
        general: dict[str, list[Link]] = defaultdict(list)
        for _, links in self.general:
            data = {link.value for link in links if link.field == "data_categories"}
            rules = [link for link in links if link.field in ("retention", "recipients")]
            if data and rules:
                # "Facturen bewaren wij 7 jaar": the period of those data, wherever they are used
                for draft in self.drafts:
                    if data & draft.values("data_categories"):
                        draft.links += [replace(link, basis="general") for link in rules]
                loose += links
            else:
                for link in links:
                    if link.field in ("retention", "recipients"):
                        general[link.field].append(replace(link, basis="general"))
                    else:
                        loose.append(link)
        data_links = [link for link in loose if link.field != "legal_bases"]
        if any(link.field == "data_categories" for link in data_links):
            purposes = [
                replace(link, basis="general")
                for draft in self.drafts
                if not draft.values("data_categories")
                for link in draft.links
                if link.field == "purposes"
            ]
            unit = self.general[0][0]
            self.drafts.append(_Draft((), [*purposes, *data_links], unit))
        for name, links in general.items():
            takers = [draft for draft in self.drafts if not draft.values(name)]
            for draft in takers:
                draft.links += links
            if not self.drafts:
                self.drafts.append(_Draft((), list(links), self.general[0][0]))

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
