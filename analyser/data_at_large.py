"""Data that belong to no purpose: the list of all data, labelled data, and those of one case or told in prose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.lexicon import Key, named
from analyser.phrases import normalise
from analyser.reach import Reach
from analyser.types import Document, Link
from analyser.units import (
    ABOUT_RULES,
    LIST_OF_DATA,
    Draft,
    Drafts,
    Unit,
    kept_for,
    label,
    on_cookies,
    over_all,
    stems,
    topics,
    topics_of,
    values,
)
from analyser.usual import Usual

# "accountgegevens", and "account-" in "account- en bedrijfsgegevens".
_KIND = re.compile(r"\b(?!persoons)([a-z]{3,})(?:gegevens\b|-(?=,| en | of ))")


def _kinds_of_data(text: str) -> frozenset[str]:
    """The kinds of data that a text speaks of by name: "account- en bedrijfsgegevens"."""
    return frozenset(f"{kind}gegevens" for kind in _KIND.findall(normalise(text)))


class DataAtLarge:
    """Finds purposes for the data of one document that no purpose is named with; `here` are its drafts by section."""

    def __init__(
        self,
        document: Document,
        reach: Reach,
        usual: Usual,
        drafts: Drafts,
        here: Mapping[tuple[str, ...], list[Draft]],
    ) -> None:
        self._document, self._reach, self._usual, self._drafts, self._here = document, reach, usual, drafts, here
        self._loose: list[tuple[Unit, Link]] = []
        self._apart: list[tuple[Unit, Link]] = []
        self._data_of: dict[tuple[str, ...], set[str]] = defaultdict(set)  # by section, what of `_loose` is data

    def place(self, loose: Iterable[tuple[Unit, Link]], bases: Sequence[Link]) -> list[tuple[Unit, Link]]:
        """Ties data without a purpose, and bases that the text sums up, to purposes; gives back what stands apart.

        Lists of data go with the purposes that the text lists without data of their own.
        """
        self._loose = list(loose)
        self._by_same_label()
        self._by_label()
        for unit, link in self._loose:
            if link.field == "data_categories":
                self._data_of[unit.section].add(link.value)
        self._loose = [at for at in self._loose if self._reach.for_all(at[0]) or not self._elsewhere(*at)]
        data = [link for _, link in self._loose]
        everywhere = any(self._reach.of_statement(unit) for unit, _ in self._loose)
        listed = [
            draft
            for section, here in self._here.items()
            for draft in (here if everywhere and self._is_told(section) else self._listed(section, here))
        ]
        purposes = [replace(link, basis="general") for d in listed for link in d.links if link.field == "purposes"]
        if not values(data, "data_categories"):
            several = len(values(bases, "legal_bases")) > 1
            self._drafts += [Draft((), "general", 0, [*(purposes if several else ()), *bases])] if bases else []
            return self._apart
        if not listed:  # then data belong to what their own section says they are for, or to all that is told first
            purposes = self._told_first()
            for unit, link in self._loose:
                of_section = replace(link, basis="section")
                for draft in self._here[unit.section]:
                    if not self._document.same_list(unit.blocks[0], draft.block):
                        draft.links.append(of_section)
        else:
            data = [link for unit, link in self._loose if not self._told_in_prose(unit, link, listed)]
        self._drafts.append(Draft((), "general", 0, [*purposes, *data, *bases]))
        return self._apart

    @staticmethod
    def _is_told(section: tuple[str, ...]) -> bool:
        """Whether the purposes that a section tells are those of the statement, and not of a rule or a cookie."""
        return not topics(section) & ABOUT_RULES and not on_cookies(section)

    def _listed(self, section: tuple[str, ...], here: Sequence[Draft]) -> Sequence[Draft]:
        """The activities of a section that lists purposes, without data of their own or pointing back at data."""
        if section in self._reach.pointing_back.sections:
            return [draft for draft in here if draft.kind != "sentence" or len(draft.values("data_categories")) <= 1]
        if topics(section) & ABOUT_RULES or sum(draft.has_data for draft in here) > len(here) / 2:
            return []
        if "purpose" not in topics(section) and sum(draft.kind == "list" for draft in here) < 2:
            return []
        return [draft for draft in here if len(draft.values("data_categories")) <= 1]  # a word on data is no list

    def _told_first(self) -> list[Link]:
        """The purposes that the prose before the first section tells, several and those of all listed data."""
        if any(self._here.get(unit.section) or unit.kind == "sentence" for unit, _ in self._loose):
            return []
        first = [draft for section in over_all(self._document) for draft in self._here.get(section, ())]
        links = [link for draft in first if draft.kind == "sentence" for link in draft.links]
        told = [replace(link, basis="general") for link in links if link.field == "purposes"]
        return told if len(values(told, "purposes")) > 1 else []

    def _told_in_prose(self, unit: Unit, link: Link, listed: Sequence[Draft]) -> bool:
        """Places data that prose tells, which are those of one case or other: they go to what usually needs them."""
        if unit.kind != "sentence" or link.field != "data_categories" or self._reach.for_all(unit):
            return False
        for draft in self._usual.needing(listed, link):
            draft.links.append(replace(link, basis="usual"))
        self._apart.append((unit, link))
        return True

    def _by_same_label(self) -> None:
        """Gives labelled data to the purposes under the same label: "Categorie 2: …" in both lists."""
        labelled: dict[str, list[Draft]] = defaultdict(list)
        for draft in self._drafts:
            if words := label(self._document.blocks[draft.block]):
                labelled[normalise(words)].append(draft)
        rest = []
        for unit, link in self._loose:
            found = labelled.get(normalise(label(self._document.blocks[unit.blocks[0]])), [])
            for draft in found:
                draft.links.append(replace(link, basis="list"))
            if not found:
                rest.append((unit, link))
        self._loose = rest

    def _by_label(self) -> None:
        """Gives labelled data ("Accountgegevens: …") to the purposes that speak of them ("uw accountgegevens").

        Where they speak of most labels, the text says for each purpose which data it is about.
        """
        labelled: dict[str, list[tuple[Unit, Link]]] = defaultdict(list)
        for unit, link in self._loose:
            words = label(self._document.blocks[unit.blocks[0]]) if unit.kind == "list" else ""
            for stem in _kinds_of_data(words) or stems(words):
                labelled[stem].append((unit, link))
        speaking = [
            (draft, spoken & labelled.keys())
            for draft in self._drafts
            if not topics(draft.section) & ABOUT_RULES
            if (spoken := self._spoken_of(draft)) & labelled.keys()
        ]
        for draft, found in speaking:
            for stem in found:
                draft.links += [replace(link, basis="list") for _, link in labelled[stem]]
        given = [entry for _, found in speaking for stem in found for entry in labelled[stem]]
        of_labels = {unit.blocks[0] for entries in labelled.values() for unit, _ in entries}
        if len({unit.blocks[0] for unit, _ in given}) > len(of_labels) / 2:
            taken = {id(link) for _, link in given}
            self._loose = [
                (unit, link) for unit, link in self._loose if id(link) not in taken or self._reach.for_all(unit)
            ]

    def _spoken_of(self, draft: Draft) -> frozenset[str]:
        """The kinds of data that an activity's paragraph speaks of, and the beginnings of the words on its purposes."""
        text = self._document.blocks[draft.block].text if draft.kind != "general" else ""
        return _kinds_of_data(text) | stems(self._drafts.purpose_text(draft))

    def _elsewhere(self, unit: Unit, link: Link) -> bool:
        """Places data that are about one case, or too few to be the list of all data; whether they are so."""
        words = label(self._document.blocks[unit.blocks[0]])
        if not words and unit.lead_in is not None and kept_for(lead_in := self._document.blocks[unit.lead_in].text):
            words = lead_in  # "… een klantenkaart. Daarop staat:"
        terms = named(words) | {Key("purpose", purpose) for purpose in kept_for(words)}
        targets: list[Draft] = []
        if any(key.kind in ("purpose", "data_subject") for key in terms):
            targets = self._drafts.named("purpose", terms)
            targets = targets or self._drafts.sharing_words(words) or self._drafts.named("data_subject", terms)
        elif self._under_case(unit.section):
            targets = self._drafts.sharing_words(unit.section[-1])
        elif (
            "data" not in topics(unit.section)
            and link.field == "data_categories"
            and (unit.kind == "sentence" or len(self._data_of[unit.section]) < LIST_OF_DATA)
        ):
            self._apart.append((unit, link))
            return True
        for draft in targets:
            draft.links.append(replace(link, basis="list" if words else "section"))
        return bool(targets)

    def _under_case(self, section: tuple[str, ...]) -> bool:
        """Whether a heading under one on data names a case: "Bij een bestelling" under "Welke gegevens?"."""
        own = section[-1:] and not topics_of(section[-1])
        return bool(own) and any("data" in topics_of(heading) for heading in section[:-1])
