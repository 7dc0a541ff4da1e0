"""Links facts into processing activities: which data for which purpose, on which basis, how long, to whom.

The text links facts by its structure. A table row, a list item and, in prose, a sentence that names a purpose is an
activity of its own. A unit that names none belongs to what introduces its list; else to its section: data, periods
and recipients go to all that the section is about, a basis to what stands just before it. Without a purpose in its
section it belongs to the purpose that a heading above names. What belongs nowhere is general: data without a purpose
form the activity "Algemeen" with the purposes that the text lists without data of their own; a period or recipient
said of everything goes to every activity that has none. Sentences about rights link nothing but the check of identity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analyser.contexts import about
from analyser.data import load_mapping
from analyser.lexicon import named
from analyser.phrases import PhraseMatcher, sentence_lines
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
_RULES = frozenset(_TOPIC)
# Sections under headings on these topics go over many matters; under any other heading they are one.
_GENERAL = frozenset({"data", "purpose", "recipient", "retention", "right", "basis"})
_ABOUT_RULES = frozenset({"recipient", "retention", "right"})
_NAME_LENGTH = 60
_QUALIFIED = re.compile(r"\b(?:voor|om|bij|die|dat|waar\w*|wanneer|als|indien|zodat|met wie)\b")
_LABEL = re.compile(rf"([^:.;]{{3,{_NAME_LENGTH}}}): ")
_NUMBER = re.compile(r"^(?:artikel )?[\d.]+[.)]?\s+|^[a-z][.)]\s+", re.I)
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


@lru_cache(maxsize=1024)
def _topics(section: tuple[str, ...]) -> frozenset[str]:
    """What the nearest heading that says so is about: data, purpose, recipient, retention, right, basis."""
    return next((found for heading in reversed(section) if (found := about("section", heading))), frozenset())


def _is_list(drafts: Sequence[_Draft]) -> bool:
    return sum(draft.kind == "list" for draft in drafts) > 1


def _one_matter(drafts: Sequence[_Draft]) -> bool:
    return len({value for draft in drafts for value in draft.values("purposes")}) <= _ONE_MATTER


@lru_cache(maxsize=1)
def _everything() -> PhraseMatcher[str]:
    content = load_mapping("linking.yaml")
    return PhraseMatcher((name, phrase) for name, phrases in content.items() for phrase in phrases)


def says_everything(text: str, *, shared: bool = False) -> bool:
    """Whether words speak of all data ("uw persoonsgegevens") and not of some ("gegevens van leerlingen").

    With `shared` also that they say who gets them, and no one else ("alleen aan", "in onze opdracht").
    """
    found = {match.key for match in _everything().find(sentence_lines(text, ()))}
    if shared:
        return {"everything", "whole_sharing"} <= found
    return "everything" in found and "not_everything" not in found


def says_case(text: str) -> bool:
    """Whether a sentence begins with the case that it is about ("Als u ons een vraag stelt, …")."""
    return any(match.key == "case" for match in _everything().find(sentence_lines(text, ())))


class _Linker:
    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.facts = facts
        self.drafts: list[_Draft] = []
        self.of_block: dict[int, list[_Draft]] = defaultdict(list)
        self.names = {
            (fact.evidence.section, fact.value) for fact in facts.of("recipient") if fact.attributes.get("name")
        }
        self.heading: dict[tuple[str, ...], _Draft] = {}
        self.first: dict[str, int] = {}  # the fact that first names a recipient
        self.here: dict[tuple[str, ...], list[_Draft]] = {}
        self.loose: list[Link] = []  # data, people and bases that belong to no purpose
        self.general: dict[str, list[Link]] = defaultdict(list)  # periods and recipients said of everything
        self.apart: dict[tuple[str, ...], list[Link]] = defaultdict(list)  # those said of something without a purpose

    # --- units

    def units(self) -> list[_Unit]:
        """The units that hold facts, in the order of the text; a table row or list item is one unit."""
        rights = {fact.evidence.sentence for fact in self.facts.of("right")}
        units: dict[tuple[object, ...], _Unit] = {}
        for index, fact in enumerate(self.facts.facts):
            if fact.kind not in FIELD_OF or fact.assertion is Assertion.DENIED:
                continue
            sentence = self.facts.sentences[fact.evidence.sentence]
            block = self.document.blocks[sentence.block]
            period = block.cell is not None and fact.kind == "retention"  # "tot intrekking van de toestemming"
            identity = fact.value in ("identity_document", "identity_verification")
            if sentence.index in rights and not (period or identity):
                continue
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
        """A link for each fact of a unit; a category of recipients gives way to the names in it."""
        links = []
        for index in unit.facts:
            fact = self.facts.facts[index]
            named_there = (unit.section, fact.value) in self.names
            if fact.kind == "recipient" and not fact.attributes.get("name") and named_there:
                continue
            value = str(fact.attributes.get("name") or fact.value) if fact.kind == "recipient" else fact.value
            links.append(Link(FIELD_OF[fact.kind], value, index, unit.kind))
        return links

    # --- linking

    def run(self) -> tuple[Activity, ...]:
        sections: dict[tuple[str, ...], list[_Unit]] = {}
        for unit in self.units():
            sections.setdefault(unit.section, []).append(unit)
        loose = [(unit, links) for section, units in sections.items() for unit, links in self._section(section, units)]
        for unit, links in loose:
            self._data(unit, [link for link in links if link.field not in _RULES])
        self._algemeen()
        for unit, links in loose:
            for link in links:
                if link.field in _RULES:
                    self._rule(unit, link)
        self._distribute()
        return tuple(self._finish())

    def _section(self, section: tuple[str, ...], units: list[_Unit]) -> list[tuple[_Unit, list[Link]]]:
        """Makes an activity of each unit that names a purpose; gives back the units that name none."""
        here: list[_Draft] = []
        loose: list[tuple[_Unit, list[Link]]] = []
        for unit in units:
            links = self.links(unit)
            for link in links:
                if self._again(link):
                    continue
                if self._on_topic(unit, link) and self._of_everything(unit, link):
                    self.general[link.field].append(replace(link, basis="general"))
            apart = unit.kind == "row" and any(self._same_table(unit, draft) for draft in here)
            if not apart and not any(link.field == "purposes" for link in links):
                loose.append((unit, links))
                continue
            draft = _Draft(section, unit.kind, unit.blocks[0], list(links))
            here.append(draft)
            for block in unit.blocks:
                self.of_block[block].append(draft)
            if self.document.blocks[draft.block].kind == "heading":
                self.heading[section] = draft
        self.drafts += here
        self.here[section] = here
        prose = [draft for draft in here if draft.kind == "sentence"]
        if _one_matter(prose) and not _topics(section) & _GENERAL:
            shared = [link for draft in prose for link in draft.links if link.field in _SHARED]
            for draft in prose:
                draft.links += [replace(link, basis="section") for link in shared if link not in draft.links]
        return loose

    def _same_table(self, unit: _Unit, draft: _Draft) -> bool:
        """Whether a row stands in the table of an activity: it is one too, though its purpose has no name here."""
        one, other = (self.document.blocks[index].cell for index in (unit.blocks[0], draft.block))
        return one is not None and other is not None and one.table == other.table

    def _of_section(self, unit: _Unit, field: str) -> list[_Draft]:
        """The activities of its own section, or of a heading above it, that a unit without a purpose belongs to."""
        if unit.lead_in is not None and unit.lead_in in self.of_block:
            return self.of_block[unit.lead_in][-1:]
        here = self.here[unit.section]
        prose = [draft for draft in here if draft.kind == "sentence"]
        topics = _topics(unit.section)
        if topics & _GENERAL and not {"data", "purpose"} <= topics:
            return [draft for draft in prose if draft.block == unit.blocks[0]] if unit.kind == "sentence" else []
        if prose:
            before = [draft for draft in prose if draft.block <= unit.blocks[0]]
            return prose if _one_matter(prose) and field in _SHARED else before[-1:] or prose[:1]
        if here and field == "data_categories" and unit.kind != "row":
            return here
        for depth in range(len(unit.section) - 1, 0, -1):
            if unit.section[:depth] in self.heading:
                return [self.heading[unit.section[:depth]]]
        return []

    def _data(self, unit: _Unit, links: list[Link]) -> None:
        for link in links:
            targets = self._of_section(unit, link.field)
            for draft in targets:
                draft.links.append(replace(link, basis="section" if unit.kind == "sentence" else unit.kind))
            if not targets and not _topics(unit.section) & _ABOUT_RULES:
                self.loose.append(link)

    def _algemeen(self) -> None:
        """Data without a purpose, with the purposes that the text lists without data of their own."""
        if any(link.field == "data_categories" for link in self.loose):
            listed = [
                replace(link, basis="general")
                for section, here in self.here.items()
                if not _topics(section) & _ABOUT_RULES and (_topics(section) & {"purpose"} or _is_list(here))
                if sum(bool(draft.values("data_categories")) for draft in here) <= len(here) / 2
                for draft in here
                for link in draft.links
                if link.field == "purposes"
            ]
            if not listed:
                self._to_own_section()
            self.drafts.append(_Draft((), "general", 0, [*listed, *self.loose]))

    def _to_own_section(self) -> None:
        """Where the text lists no purposes, data belong to what their own section says they are for."""
        for link in self.loose:
            section = self.facts.facts[link.fact].evidence.section
            for draft in self.here.get(section, ()):
                draft.links.append(replace(link, basis="section"))

    def _rule(self, unit: _Unit, link: Link) -> None:
        """Places a period or a recipient of a unit that names no purpose.

        In a section on another matter it belongs to that matter. Otherwise to the activities that its subject names,
        by purpose, data or people; if it speaks of all data, to every activity; else to an activity of its own.
        Prose under a heading on periods speaks of all data where its subject is none that the text names elsewhere.
        """
        on_topic = self._on_topic(unit, link)
        if on_topic and self._again(link):
            return
        if on_topic and self._of_everything(unit, link):
            return  # general already
        targets = ([] if on_topic else self._of_section(unit, link.field)) or self._of_subject(unit, link)
        for draft in targets:
            draft.links.append(replace(link, basis="section" if unit.kind == "sentence" else unit.kind))
        at_large = link.field == "retention" and on_topic and unit.kind == "sentence"
        if not targets and (at_large or self._of_everything(unit, link)):
            self.general[link.field].append(replace(link, basis="general"))
        elif not targets:
            self.apart[unit.section].append(link)

    def _again(self, link: Link) -> bool:
        """Whether a recipient was named before: what is said of it then does not share data anew."""
        return link.field == "recipients" and self.first.setdefault(link.value, link.fact) != link.fact

    def _on_topic(self, unit: _Unit, link: Link) -> bool:
        """Whether a period or recipient stands under a heading on periods or on sharing."""
        return _TOPIC.get(link.field) in _topics(unit.section)

    def _subject(self, unit: _Unit, link: Link) -> str:
        fact = self.facts.facts[link.fact]
        if link.field == "retention":
            return str(fact.attributes.get("applies_to") or "")
        return fact.evidence.text

    def _of_subject(self, unit: _Unit, link: Link) -> list[_Draft]:
        words = named(self._subject(unit, link))
        for kind in ("purpose", "data_category", "data_subject"):
            values = {key.value for key in words if key.kind == kind}
            if kind != "purpose":
                values |= {other.value for other in self.links(unit) if other.field == FIELD_OF[kind]}
            found = [draft for draft in self.drafts if values & draft.values(FIELD_OF[kind])]
            if found:
                return found
        return []

    def _of_everything(self, unit: _Unit, link: Link) -> bool:
        fact = self.facts.facts[link.fact]
        sentence = self.facts.sentences[fact.evidence.sentence]
        subject = self._subject(unit, link)
        if link.field == "retention" and any(
            other.evidence.sentence == sentence.index and other.kind == "data_category" for other in self.facts.facts
        ):
            return False  # it speaks of these data
        if link.field == "retention" and says_case(sentence.text):
            return False
        if link.field == "retention" and subject:
            return says_everything(subject)
        if link.field == "recipients" and unit.kind != "sentence" and _QUALIFIED.search(sentence.text):
            return False  # "Voorbeeld, dat onze post bezorgt": gets data for that alone
        if link.field == "recipients":
            return says_everything(f"{sentence.lead_in} {sentence.text}", shared=True)
        return says_everything(sentence.text) or says_everything(sentence.lead_in)

    def _distribute(self) -> None:
        """Gives what is said of everything to each activity that has nothing of its own."""
        if not self.drafts and self.general:
            self.drafts.append(_Draft((), "general", 0, []))
        for name, links in self.general.items():
            for draft in [draft for draft in self.drafts if not draft.values(name)]:
                draft.links += links
        self.drafts += [_Draft(section, "section", 0, links) for section, links in self.apart.items()]

    def _finish(self) -> Iterator[Activity]:
        merged: dict[tuple[object, ...], _Draft] = {}
        for draft in self.drafts:
            matter: object = tuple(sorted(draft.values("purposes")))
            if draft.kind == "sentence" and draft.section and not _topics(draft.section) & _GENERAL:
                prose = [other for other in self.here[draft.section] if other.kind == "sentence"]
                matter = "prose" if _one_matter(prose) else matter
            key = (draft.section, matter)
            if key in merged:
                merged[key].links += draft.links
            else:
                merged[key] = draft
        for draft in merged.values():
            name = self._name(draft)
            yield Activity(name[:1].upper() + name[1:], tuple(dict.fromkeys(draft.links)))

    def _name(self, draft: _Draft) -> str:
        """What the text calls the activity: its row's first cell, its item's label, its section; else its purposes."""
        if draft.kind == "general":
            return "Algemeen"
        block = self.document.blocks[draft.block]
        if draft.kind == "row" and block.cell is not None:
            row = (block.cell.table, block.cell.row)
            first = next(b for b in self.document.blocks if b.cell and (b.cell.table, b.cell.row) == row)
            if first.text and len(first.text) <= _NAME_LENGTH:
                return first.text
        if draft.kind == "list" and (label := _LABEL.match(block.text)):
            return label[1]
        if draft.section and not _topics(draft.section) & _GENERAL and draft.kind != "list":
            return _NUMBER.sub("", draft.section[-1])
        purposes = dict.fromkeys(link.value for link in draft.links if link.field == "purposes")
        labels = [load_vocabulary().label("purpose", value, "nl") for value in purposes]
        return ", ".join(labels[:3]) or (_NUMBER.sub("", draft.section[-1]) if draft.section else "Algemeen")


def link(document: Document, facts: Facts) -> tuple[Activity, ...]:
    """The processing activities that the statement describes, in the order of the text, "Algemeen" last."""
    return _Linker(document, facts).run()
