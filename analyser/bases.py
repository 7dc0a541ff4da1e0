"""How far a legal basis goes: that of all processing, one of a list of them all, or that of its own place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyser.reach import Reach, Scope
from analyser.types import Link
from analyser.units import Draft, Drafts, Unit, topics, values


class Bases:
    """Keeps the bases of one document that are of no place: `of_all` is said of everything, `summed_up` of nothing."""

    def __init__(self, reach: Reach, drafts: Drafts) -> None:
        self.of_all: list[Link] = []
        self.summed_up: list[Link] = []
        self._reach, self._drafts = reach, drafts

    def own_links(self, unit: Unit) -> list[Link]:
        """The links of a unit but for the bases that it says are of all that the text tells."""
        links = self._reach.links(unit)
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
        """Ties a basis whose words alone name a purpose to what its paragraph told before: "Dat moet van de wet."."""
        if draft.kind == "sentence":
            of_before = [replace(link, basis="section") for link in self._reach.naming_purposes(draft.links)]
            for other in before:
                if other.block == draft.block and other.kind == "sentence":
                    other.links += of_before

    def told_before(self, unit: Unit, found: Sequence[Draft]) -> list[Draft]:
        """Those activities of a paragraph that are told before a basis in it, which is of what was spoken of."""
        at = self._drafts.sentence(unit.facts)
        return [draft for draft in found if self._drafts.sentence(self._purposes(draft)) <= at]

    def _purposes(self, draft: Draft) -> list[int]:
        return [link.fact for link in draft.links if link.field == "purposes"]
