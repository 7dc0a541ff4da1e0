"""What a period or a recipient is about: the activities that its subject names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analyser.lexicon import Key, named
from analyser.reach import Reach
from analyser.types import Document, Link
from analyser.units import Draft, Drafts, Unit, kept_for
from analyser.usual import Usual

# The purpose (id) that the duty to keep data names: it does not say what they were collected for.
_BY_LAW = {"legal_compliance"}
_AND = re.compile(r",| en | of ")
_SHORT = 6  # a subject of more words is a clause


class Subjects:
    """Finds what is meant by the subjects of one document among its activities in the making."""

    def __init__(self, document: Document, reach: Reach, usual: Usual, drafts: Drafts) -> None:
        self._document, self._reach, self._usual, self._drafts = document, reach, usual, drafts

    def activities(self, unit: Unit, link: Link) -> list[Draft]:
        """Those that the subject of a period or recipient names."""
        return self._of_period(unit, link) if link.field == "retention" else self._of_recipient(unit, link)

    def among(self, here: Sequence[Draft], unit: Unit, link: Link) -> list[Draft]:
        """Those of a section that the subject of a period in it names, if it says more than the heading does.

        With one goes what its paragraph tells beside it.
        """
        subject = self._reach.subject(unit, link)
        if not subject or (unit.section and subject in unit.section[-1]):
            subject = self._reach.words_before(link)
        meant = set(self._of_words(subject))
        paragraphs = {draft.block for draft in here if draft in meant}
        return [draft for draft in here if draft in meant or (draft.kind == "sentence" and draft.block in paragraphs)]

    def _of_recipient(self, unit: Unit, link: Link) -> list[Draft]:
        """By purpose or words; words tie nothing unusual."""
        subject = self._reach.subject(unit, link)
        terms = named(subject)
        if found := self._drafts.named("purpose", terms):
            return self._usual.not_seldom(_mainly_about(found, terms), link)
        if unit.kind == "sentence":
            return []  # that others get such data for a purpose says nothing of this one
        return self._usual.not_seldom(self._drafts.sharing_words(subject), link)

    def _of_period(self, unit: Unit, link: Link) -> list[Draft]:
        """By purpose or words, of each thing that it names; else by data or people, which tie nothing unusual.

        Whose data are kept for a purpose that stands beside the period is said by that purpose alone.
        """
        subject = self._reach.subject(unit, link) or self._reach.told_of(unit, link)
        of_parts = {draft for part in _parts(subject) for draft in self._of_words(part)}
        if found := [draft for draft in self._drafts if draft in of_parts] or self._of_words(subject):
            return found
        facts = [self._reach.facts.facts[index] for index in unit.facts]
        if {fact.value for fact in facts if fact.kind == "purpose"} - _BY_LAW:
            return []
        terms = named(subject) | {Key(fact.kind, fact.value) for fact in facts}
        found = self._drafts.named("data_category", terms)
        if not found or not self._drafts.are_few(found):  # data that most activities have tell of none
            found = self._drafts.named("data_subject", terms)
        return self._usual.not_seldom(found, link)

    def _of_words(self, subject: str) -> list[Draft]:
        """Those of its purposes, else those that speak of it."""
        terms = named(subject) | {Key("purpose", purpose) for purpose in kept_for(subject)}
        if found := self._drafts.named("purpose", terms):
            return _wholly_about(found, terms)  # the other purposes of a passage may need their data longer
        return self._drafts.sharing_words(subject) or self._drafts.beside_words(self._document, subject)


def _parts(subject: str) -> list[str]:
    """The things that a short subject names: "Bestellingen en giften"; none where it is one."""
    parts = _AND.split(subject) if len(subject.split()) <= _SHORT else []
    return parts if len(parts) > 1 else []


def _mainly_about(drafts: Sequence[Draft], terms: Iterable[Key]) -> list[Draft]:
    """Those whose purposes are for at least half among the terms; if there are none, all but the general one."""
    meant = {key.value for key in terms if key.kind == "purpose"}
    found = [draft for draft in drafts if 2 * len(draft.values("purposes") & meant) >= len(draft.values("purposes"))]
    return found or [draft for draft in drafts if draft.kind != "general"] or list(drafts)


def _wholly_about(drafts: Sequence[Draft], terms: Iterable[Key]) -> list[Draft]:
    """Those whose purposes are all among the terms; if there are none, those that are mainly about them."""
    meant = {key.value for key in terms if key.kind == "purpose"}
    return [draft for draft in drafts if draft.values("purposes") <= meant] or _mainly_about(drafts, terms)
