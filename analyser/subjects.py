"""What a period or a recipient is about: the activities that its subject names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyser.lexicon import Key, named
from analyser.reach import Reach
from analyser.types import Document, Link
from analyser.units import Draft, Drafts, Unit, kept_for
from analyser.usual import Usual


class Subjects:
    """Finds what is meant by the subjects of one document among its activities in the making."""

    def __init__(self, document: Document, reach: Reach, usual: Usual, drafts: Drafts) -> None:
        self._document, self._reach, self._usual, self._drafts = document, reach, usual, drafts

    def activities(self, unit: Unit, link: Link) -> list[Draft]:
        """Those that the subject of a period or recipient names."""
        return self._of_period(unit, link) if link.field == "retention" else self._of_recipient(unit, link)

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
        """By purpose, words, data or people; data and people tie nothing unusual."""
        subject = self._reach.subject(unit, link) or self._reach.told_of(unit, link)
        terms = named(subject) | {Key("purpose", purpose) for purpose in kept_for(subject)}
        if found := self._drafts.named("purpose", terms):
            return _wholly_about(found, terms)  # the other purposes of a passage may need their data longer
        if found := self._drafts.sharing_words(subject) or self._drafts.beside_words(self._document, subject):
            return found
        facts = self._reach.facts.facts
        terms |= {Key(facts[index].kind, facts[index].value) for index in unit.facts}
        found = self._drafts.named("data_category", terms)
        if not found or not self._drafts.are_few(found):  # data that most activities have tell of none
            found = self._drafts.named("data_subject", terms)
        return self._usual.not_seldom(found, link)


def _mainly_about(drafts: Sequence[Draft], terms: Iterable[Key]) -> list[Draft]:
    """Those whose purposes are for at least half among the terms; if there are none, all but the general one."""
    meant = {key.value for key in terms if key.kind == "purpose"}
    found = [draft for draft in drafts if 2 * len(draft.values("purposes") & meant) >= len(draft.values("purposes"))]
    return found or [draft for draft in drafts if draft.kind != "general"] or list(drafts)


def _wholly_about(drafts: Sequence[Draft], terms: Iterable[Key]) -> list[Draft]:
    """Those whose purposes are all among the terms; if there are none, those that are mainly about them."""
    meant = {key.value for key in terms if key.kind == "purpose"}
    return [draft for draft in drafts if draft.values("purposes") <= meant] or _mainly_about(drafts, terms)
