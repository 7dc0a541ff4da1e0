"""How far a legal basis goes: that of all processing, one of a list of them all, or that of its own place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.reach import Reach, Scope
from analyser.types import Document, Link
from analyser.units import ABOUT_RULES, Draft, Drafts, Unit, topics, values


class Bases:
    """Keeps the bases of one document that are of no place: `of_all` is said of everything, `summed_up` of nothing."""

    def __init__(self, reach: Reach, drafts: Drafts) -> None:
        self.of_all: list[Link] = []
        self.summed_up: list[Link] = []
        self._reach, self._drafts = reach, drafts
        self._of_heading: dict[tuple[str, ...], list[Link]] = {}

    def find_headings(self, document: Document, sections: Mapping[tuple[str, ...], Sequence[Unit]]) -> None:
        """Finds the headings and run-in titles that name the basis of what is told below them.

        A text that parts its purposes so has several; one alone may as well announce what it goes on to explain.
        """
        found: dict[tuple[str, ...], list[Link]] = {}
        for section, its in sections.items():
            if topics(section) & ABOUT_RULES:
                continue
            titles = [unit for unit in its if self._is_title(document, unit)]
            bases = [link for unit in titles for link in self._reach.links(unit) if link.field == "legal_bases"]
            below = (unit for unit in its if unit.kind != "row" and unit not in titles)
            if bases and any(values(self._reach.links(unit), "purposes") for unit in below):
                found[section] = bases
        if len(found) > 1:
            self._of_heading = found

    def _is_title(self, document: Document, unit: Unit) -> bool:
        block = document.blocks[unit.blocks[0]]
        text = self._reach.facts.sentences[self._drafts.sentence(unit.facts)].text
        return block.kind == "heading" or (bool(unit.section) and text.rstrip(" .") == unit.section[-1])

    def head(self, section: tuple[str, ...], here: Iterable[Draft]) -> None:
        """Gives the basis that a heading names to what is told below it without a basis of its own."""
        links = [replace(link, basis="section") for link in self._of_heading.get(section, ())]
        for draft in here:
            if not draft.values("legal_bases"):
                draft.links += links

    def own_links(self, unit: Unit) -> list[Link]:
        """The links of a unit but for the bases that it says are of all that the text tells."""
        of_heading = {link.fact for link in self._of_heading.get(unit.section, ())}
        links = [link for link in self._reach.links(unit) if link.field != "legal_bases" or link.fact not in of_heading]
        of_all = [link for link in links if link.field == "legal_bases" and self._reach.told_of_all(unit, link)]
        self.of_all += [replace(link, basis="general") for link in of_all]
        return [link for link in links if link not in of_all]

    def without_general(self, unit: Unit, links: list[Link]) -> list[Link]:
        """Takes from a unit the bases that it gives for all processing.

        Naming a basis may name a purpose: to meet a legal obligation, to deliver what was agreed. That alone is no
        matter of its own.
        """
        bases = [link for link in links if link.field == "legal_bases"]
        naming = self._reach.naming_purposes(links)
        if not naming or unit.kind == "row":
            return links
        alone = unit.kind == "list" or len(values(bases, "legal_bases")) == 1
        if alone and "basis" not in topics(unit.section):
            return links
        if {self.place(unit, link, links) for link in bases} == {"own"}:
            return links
        return [link for link in links if link not in bases or link in naming]

    def place(self, unit: Unit, link: Link, links: list[Link]) -> Scope:
        """Keeps a basis that is said of all processing, or summed up, for those; says which it is."""
        scope = self._reach.of_basis(unit, link, links)
        if scope == "all" and topics(unit.section) == {"data"}:
            return "own"  # what is said beside data is of those
        if scope == "all":
            self.of_all.append(replace(link, basis="general"))
        elif scope == "summed_up":
            self.summed_up.append(replace(link, basis="general"))
        return scope

    def follow_on(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Ties a basis whose words alone name a purpose to what its paragraph told before without one."""
        if draft.kind == "sentence":
            of_before = [replace(link, basis="section") for link in self._reach.naming_purposes(draft.links)]
            for other in before:
                if other.block == draft.block and other.kind == "sentence" and not other.values("legal_bases"):
                    other.links += of_before

    def introduce(self, document: Document, found: Iterable[Unit], here: Iterable[Draft]) -> None:
        """Gives the bases of the introduction of a list to its items: "Op grond van uw toestemming gebruiken wij …:".

        One that tells of a purpose in other words than those of the basis is of that purpose.
        """
        told: dict[int, list[Link]] = {}
        for unit in found:
            if unit.kind != "sentence" or topics(unit.section) & ABOUT_RULES:
                continue
            links = self._reach.links(unit)
            bases = [link for link in links if link.field == "legal_bases"]
            if bases and (not values(links, "purposes") or self._reach.naming_purposes(links)):
                told.setdefault(unit.blocks[0], []).extend(replace(link, basis="list") for link in bases)
        for draft in here:
            lead_in = document.blocks[draft.block].lead_in
            if draft.kind == "list" and lead_in is not None and not draft.values("legal_bases"):
                draft.links += told.get(lead_in, ())

    def told_before(self, unit: Unit, found: Sequence[Draft]) -> list[Draft]:
        """Those activities of a paragraph that are told before a basis in it, which is of what was spoken of.

        The next basis is of what has none yet: "… de nieuwsbrief. Daarvoor vragen wij … de contributie. Dat mag …".
        """
        at = self._drafts.sentence(unit.facts)
        before = [draft for draft in found if self._drafts.sentence(self._purposes(draft)) <= at]
        return [draft for draft in before if not draft.values("legal_bases")] or before[-1:]

    def _purposes(self, draft: Draft) -> list[int]:
        return [link.fact for link in draft.links if link.field == "purposes"]
