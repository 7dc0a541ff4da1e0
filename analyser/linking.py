"""What the text ties together, by its structure; every link keeps the fact that states it and the tie it rests on.

A table row, a list item and, in prose, a sentence that names a purpose is an activity of its own. A unit that names
none belongs to what introduces its list; else to its section: data, periods and recipients go to all that the section
is about, a basis to what stands just before it. Without a purpose in its section it belongs to the purpose that a
heading above names, or to the activities whose words it shares ("adviesdossiers: 5 jaar"). What belongs nowhere is
general: a list of data forms the activity "Algemeen" with the purposes that the text lists; a period, recipient or
basis said of everything goes to every activity that has none. A section that tells of one processing field by field
("Grondslag hiervoor is: …", "Bewaartermijn: …") is one activity, where the statement has several such sections.
Where no more than a section ties facts to purposes, what is usual and what is seldom decides (`analyser.usual`); an
activity whose purposes differ in it falls into several (`analyser.parting`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from analyser.bases import Bases
from analyser.basis_purposes import parted_by_basis
from analyser.data_at_large import DataAtLarge
from analyser.parting import parted
from analyser.pointing_back import pointing_back
from analyser.reach import TOPIC, Reach
from analyser.recipient_purposes import parted_by_purpose
from analyser.records import records
from analyser.sections import Sections
from analyser.subjects import Subjects
from analyser.types import Document, Facts, Link
from analyser.units import (
    ABOUT_RULES,
    GENERAL_TOPICS,
    Draft,
    Drafts,
    Unit,
    at_large,
    many_matters,
    same_table,
    says,
    sheets,
    told_apart,
    topics,
    topics_of,
    units,
    values,
    without_labels,
)
from analyser.usual import Usual

_APART = ("recipients", "data_categories")  # what each part of an enumeration may tell its own of


class Linker:
    """Places the facts of one document; `run` gives the activities, unnamed, in the order of the text."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.facts = facts
        self.records = {index: item.record for index, item in records(document).items()}
        self.reach = Reach(document, facts, frozenset(self.records))
        self.sheets: frozenset[tuple[str, ...]] = frozenset()
        self.whole: dict[int | tuple[str, ...], Draft] = {}  # by record or sheet
        self.drafts = Drafts(facts)
        self.bases = Bases(self.reach, self.drafts)
        self.sections = Sections(document, self.bases)
        self.usual = Usual(facts)
        self.subjects = Subjects(document, self.reach, self.usual, self.drafts)
        self.first: dict[str, int] = {}  # the fact that first names a recipient
        self.loose: list[tuple[Unit, Link]] = []  # data and people that belong to no purpose
        self.apart_in: set[int] = set()  # facts of one part of an enumeration that tells the purpose of each recipient
        self.beside_purpose: list[tuple[Unit, Link]] = []  # periods with the reason to keep what they are of
        self.general: dict[str, list[Link]] = defaultdict(list)  # said of everything
        self.general["legal_bases"] = self.bases.of_all
        self.apart: dict[tuple[str, ...], list[Link]] = defaultdict(list)  # said of something without a purpose

    def run(self) -> list[Draft]:
        by_section: dict[tuple[str, ...], list[Unit]] = {}
        found = []
        for unit in units(self.document, self.facts):
            parts = parted_by_purpose(self.document, self.facts, unit)
            found += [one for part in parts for one in parted_by_basis(self.document, self.facts, part)]
            if len(parts) > 1:
                times = Counter(index for part in parts for index in part.facts)
                self.apart_in |= {index for index, count in times.items() if count == 1}
        self.sheets = sheets(self.document, self.sections.over_all)
        self.reach.pointing_back = pointing_back(self.document, self.facts, found)
        for unit in found:
            by_section.setdefault(unit.section, []).append(unit)
        self.bases.find_headings(self.document, by_section)
        loose = [(unit, links) for section, its in by_section.items() for unit, links in self._section(section, its)]
        for unit, links in loose:
            self._data(unit, [link for link in links if link.field not in TOPIC])
        unplaced = self.loose + [(unit, link) for unit, links in loose for link in links if link.field in TOPIC]
        at_no_purpose = DataAtLarge(self.document, self.reach, self.usual, self.drafts, self.sections.here)
        for unit, link in at_no_purpose.place(self.loose, self.bases.summed_up):
            self.apart[unit.section].append(link)
        for unit, links in loose:
            for link in links:
                if link.field in TOPIC:
                    self._rule(unit, link)
        told = ((unit.section, link) for unit in found for link in self.reach.links(unit))
        self.usual.share_consent(told, self.drafts)
        self._distribute()
        for unit, link in self.beside_purpose:
            for draft in self.subjects.activities(unit, link):
                draft.links.append(replace(link, basis=unit.kind))
        self.usual.share(self.sections.named(), unplaced)
        self.usual.drop_seldom(self.drafts)
        self.usual.join(self.drafts, self.whole.values())
        complete = set(self.whole.values())  # a record says itself what is for all of its purposes
        return [part for draft in self.drafts for part in ([draft] if draft in complete else parted(draft, self.usual))]

    def _section(self, section: tuple[str, ...], found: list[Unit]) -> list[tuple[Unit, list[Link]]]:
        """Makes an activity of each unit that names a purpose; gives back the units that name none."""
        here = self.sections.here[section] = []
        loose: list[tuple[Unit, list[Link]]] = []
        found = self._without_records(section, found)
        listed = self.reach.among_bare_items(section, found)
        for unit in found:
            links = self.bases.own_links(unit)
            if self.reach.for_all(unit) or unit.blocks[0] in listed:
                self.loose += [(unit, link) for link in links if link.field == "data_categories"]
            for link in links:
                again = self._again(link) and link.value != "processor"
                if not again and self._at_once(unit, link) and self.reach.of_everything(unit, link):
                    self.general[link.field].append(replace(link, basis="general"))
            apart = unit.kind == "row" and self._tells_purposes(unit, here)
            if not apart and not values(links, "purposes"):
                loose.append((unit, links))
                continue
            only_by_law = unit.kind != "row" and values(links, "purposes") == {"legal_compliance"}
            if only_by_law or topics(section) == {"retention"}:
                self.beside_purpose += [(unit, link) for link in links if link.field == "retention"]
            draft = Draft(section, unit.kind, unit.blocks[0], self.bases.without_general(unit, links))
            if many_matters(section):
                self.bases.follow_on(draft, here)
            self.sections.add(draft, unit.blocks)
        self.drafts += here
        self.bases.introduce(self.document, found, here)
        self.bases.head(section, here)
        for together in self.sections.matters(section):
            shared = [link for draft in together for link in draft.links if self._is_of_all(link)]
            for draft in together:
                draft.links += [replace(link, basis="section") for link in shared if link not in draft.links]
        return loose

    def _is_of_all(self, link: Link) -> bool:
        """Whether what one activity of a passage has is that of the others, and not of its own sentence or part.

        Consent is of the purpose that it is asked for, unless its sentence speaks of what was told before it.
        """
        if link.field == "purposes" or (link.field in _APART and link.fact in self.apart_in):
            return False
        return link.value != "consent" or "told_before" in says(self.reach.sentence(link).text)

    def _tells_purposes(self, row: Unit, here: Iterable[Draft]) -> bool:
        """Whether the table of a row tells purposes: its other rows are then activities too, though none is known.

        A table of periods does not, although one of its rows may name a purpose: each tells of what it names.
        """
        of_periods = topics(row.section) == {"retention"}
        return not of_periods and any(same_table(self.document, row.blocks[0], draft.block) for draft in here)

    def _without_records(self, section: tuple[str, ...], found: list[Unit]) -> list[Unit]:
        """Makes one activity of each record and each sheet, which hold no other's; gives back the units of none."""
        sheet = without_labels(section)
        left = []
        for unit in found:
            record = self.records.get(unit.blocks[0])
            if record is None and sheet not in self.sheets:
                left.append(unit)
                continue
            title = (section if record is not None else sheet)[-1:]
            draft = Draft(section if record is not None else sheet, "list", unit.blocks[0], [], "".join(title))
            draft = self.whole.setdefault(sheet if record is None else record, draft)
            if not draft.links:
                self.drafts.append(draft)
            draft.links += self.reach.links(unit)
        return left

    def _data(self, unit: Unit, links: list[Link]) -> None:
        """Places data, people and bases of a unit that names no purpose."""
        for link in links:
            if link.field in _APART and link.fact in self.apart_in:
                self.apart[unit.section].append(link)  # for what the recipient of its part does
                continue
            targets = self.sections.activities(unit, link.field)
            for draft in targets:
                draft.links.append(replace(link, basis="section" if unit.kind == "sentence" else unit.kind))
            if targets:
                continue
            if link.field == "legal_bases":
                own = self.bases.place(unit, link, links) == "own"
                listed = own and unit.kind == "list" and not topics(unit.section) & {"basis", *ABOUT_RULES}
                here = self.sections.here[unit.section] if listed else []  # "De grondslag hiervoor is: …"
                for draft in here:
                    draft.links.append(replace(link, basis="section"))
                if own and not here:
                    self.apart[unit.section] += [link, *(other for other in links if other.field == "data_categories")]
            elif not topics(unit.section) & ABOUT_RULES:
                self.loose.append((unit, link))

    def _rule(self, unit: Unit, link: Link) -> None:
        """Places a period or a recipient of a unit that names no purpose.

        In a section on another matter it belongs to that matter. Otherwise to the activities that its subject names,
        by purpose, words, data or people; if it speaks of all data, to every activity; else to one of its own.
        Prose under a heading on periods speaks of all data where its subject is none that the text names elsewhere.
        """
        on_topic = self.reach.on_topic(unit, link)
        if on_topic and self._again(link):
            return
        if self._at_once(unit, link) and self.reach.of_everything(unit, link):
            return  # general already
        targets = [] if on_topic else self.sections.activities(unit, link.field)
        if targets and link.field == "retention":
            targets = self.subjects.among(self.sections.here[unit.section], unit, link) or targets
        targets = targets or self.subjects.activities(unit, link)
        for draft in targets:
            draft.links.append(replace(link, basis="section" if unit.kind == "sentence" else unit.kind))
        if targets:
            return
        at_large = link.field == "retention" and on_topic and self._at_large(unit, link)
        of_rights = link.field == "retention" and "right" in topics(unit.section)
        of_all = not of_rights and self.reach.of_everything(unit, link)
        if at_large or of_all:
            self.general[link.field].append(replace(link, basis="general"))
        elif found := self.usual.activities(self.drafts, link):
            for draft in found:
                draft.links.append(replace(link, basis="usual"))
        else:
            self.apart[unit.section].append(link)

    def _at_once(self, unit: Unit, link: Link) -> bool:
        """Whether what is said of everything here is so without asking what its section is about.

        Whoever works for the organisation is spoken of in any section on rules ("… sluiten wij een overeenkomst"), and
        that data are kept for as long as needed in any section but that on rights.
        """
        found = topics(unit.section)
        if self.reach.on_topic(unit, link) or (at_large(link.value) and "right" not in found):
            return True
        return link.value == "processor" and bool(found & GENERAL_TOPICS)

    def _at_large(self, unit: Unit, link: Link) -> bool:
        """Whether prose on periods speaks of all data, though it does not say so.

        "Zolang als nodig" is said of all; so is any period of what was spoken of ("daarna wissen wij ze"). Else a
        number of years or an event is that of some data only.
        """
        if unit.kind != "sentence":
            return False
        said = says(self.reach.sentence(link).text)
        of_all = "everything" in said and "some_of" not in said and not link.value.startswith("P")
        return at_large(link.value) or of_all or "spoken_of" in said

    def _again(self, link: Link) -> bool:
        """Whether a recipient was named before: what is said of it then does not share data anew."""
        return link.field == "recipients" and self.first.setdefault(link.value, link.fact) != link.fact

    def _distribute(self) -> None:
        """Gives what is said of everything to each activity that has nothing of its own."""
        if not self.drafts and any(self.general.values()):
            self.drafts.append(Draft((), "general", 0, []))
        dated = told_apart(draft for draft in self.drafts if draft.values("retention"))
        for name, links in self.general.items():
            for draft in [draft for draft in self.drafts if not self.sections.has(draft, name)]:
                purposes = draft.values("purposes")
                if name == "retention" and purposes and purposes <= dated:
                    continue  # the period of that purpose stands elsewhere
                if name != "legal_bases":
                    draft.links += links
                elif topics(draft.section).isdisjoint(TOPIC.values()):  # a rule needs no basis
                    draft.links += [link for link in links if self.usual.heard_of(draft, link)]
        self._set_apart()

    def _set_apart(self) -> None:
        """Makes an activity of each section that tells of processing without a purpose.

        A heading such as "Aan wie verstrekken wij gegevens?" names no processing: what stands apart under those is one.
        Any other section with data that nearly every service needs is about the service.
        """
        general = next((draft for draft in self.drafts if draft.kind == "general"), None)
        if general is None or not general.values("purposes"):
            of_topics = [section for section in self.apart if section and topics_of(section[-1]) & GENERAL_TOPICS]
            links = [link for section in of_topics for link in self.apart.pop(section)]
            if links and general is None:
                self.drafts.append(Draft((), "general", 0, links))
            elif general is not None:
                general.links += links
        for section, links in self.apart.items():
            self.drafts.append(Draft(section, "section", 0, [*self.usual.service(links), *links]))
