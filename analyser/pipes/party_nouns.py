"""The common nouns around the name of a party: those that a name explains, and those that it makes superfluous."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from analyser.lexicon import named
from analyser.phrases import normalise
from analyser.pipes import Draft, drafts, replace_drafts, sentence_at, sentences
from analyser.pipes.known_parties import KnownParties
from analyser.types import Sentence

_CLOSING = re.compile(r"(?:,| \(|[.;]?$)")
_OF_PARTY = frozenset({"legal_adviser", "accountant", "staff", "processor"})  # those of a named party are that party


class PartyNouns(KnownParties):
    """Reads names by the nouns right before them, and leaves out nouns that mean a party of a name."""

    def explained(self) -> None:
        """The names in brackets or between commas after a noun for a recipient: "onze boekhouder (Voorbeeld)"."""
        shared = {draft.sentence for draft in drafts(self.doc, "recipient") if draft.value != "staff"}
        for sentence in sentences(self.doc):
            if sentence.index not in shared or self.blocks[sentence.block].kind == "heading":
                continue
            if self.sharing.barred(sentence):
                continue
            for opening in self.words.named_after.finditer(self.written, sentence.start, sentence.end):
                noun = opening["noun"]
                found = self.names.name.match(self.written, opening.end(), sentence.end)
                category = found and self.named_by(noun)
                if not found or not category or not self.plausible(*found.span()) or not self.proper(*found.span()):
                    continue
                if self.sharing.supplies(opening.start(), opening.end("noun")):
                    continue
                bracket = "(" in opening[0]
                if bracket and found[0].isupper() and len(found[0]) > 2 and self.initials(found):
                    continue  # "het centrum voor leerlingenbegeleiding (CLB)"
                if not bracket and not _CLOSING.match(self.written, found.end(), sentence.end):
                    continue
                self.add(self.known_as(found[0]) or category, *found.span(), noun)
                if bracket:
                    self.row(category, found.end(), sentence, noun)

    def ours_called(self) -> None:
        """The name after "onze boekhouder heet"; a supplier that the organisation calls its own."""
        for opening in self.words.ours_called.finditer(self.written):
            sentence = sentence_at(self.doc, opening.start())
            found = self.names.name.match(self.written, opening.end(), sentence.end)
            category = found and self.named_by(opening["noun"])
            if not found or not category or self.sharing.barred(sentence):
                continue
            if category in ("group_company", "partner") and "recipient" not in self.about[sentence.index]:
                continue
            if self.plausible(*found.span()):
                self.add(self.known_as(found[0]) or category, *found.span(), opening["noun"])

    @staticmethod
    def named_by(noun: str) -> str:
        """The category of recipients that a common noun names; "" where it names none."""
        for key in sorted(named(noun)):
            if key.kind == "recipient" and key.value != "staff":
                return key.value
        return ""

    def initials(self, found: re.Match[str]) -> bool:
        """Whether capitals in brackets shorten the words before them."""
        before = self.text[max(found.start() - 60, 0) : found.start() - 1]
        initials = normalise(found[0])
        for word in re.finditer(rf"\b{re.escape(initials[0])}", before):
            letters = iter(before[word.end() :])
            if all(letter in letters for letter in initials[1:]):
                return True
        return False

    def row(self, category: str, end: int, sentence: Sentence, term: str) -> None:
        """The names that go on a row: "gehost bij Voorbeeld en Ander"."""
        while joint := self.names.joint.match(self.written, end, sentence.end):
            found = self.names.name.match(self.written, joint.end(), sentence.end)
            if not found or not self.plausible(*found.span()) or not self.proper(*found.span()):
                return
            end = found.end()
            last = not self.names.joint.match(self.written, end, sentence.end)
            if joint[0].strip() == "," and last and not self.written.startswith(")", end):
                return  # "gehost bij Voorbeeld, Ander beheert …"
            self.add(category, *found.span(), term)

    def takes_up(self, draft: Draft, naming: Mapping[int, int]) -> bool:
        """Whether it is the party named before: "… met Voorbeeld. Met hen hebben wij een contract"."""
        here, start = sentences(self.doc)[draft.sentence], naming.get(draft.sentence, 0)
        if not start:
            before = sentences(self.doc)[draft.sentence - 1 : draft.sentence]
            if draft.sentence - 1 not in naming or before[0].block != here.block:
                return False
        found = self.words.taken_up.search(self.text, max(start, here.start), here.end)
        return found is not None and not (start and self.sharing.anyone(start, found.start()))

    def without_their_nouns(self) -> None:
        """Leaves out the common noun that a name belongs to: "drukkerij De Voorbeeldpers" is one recipient."""
        named = [draft for draft in drafts(self.doc, "recipient") if draft.attributes]

        naming = {draft.sentence: draft.end for draft in reversed(named)}
        whose = tuple(f" van {article}{draft.attributes['name']}" for draft in named for article in ("", "de ", "het "))
        own = [found.span() for name in self.own_stems for found in re.finditer(re.escape(name), self.text)]

        def belongs(draft: Draft) -> bool:
            if draft.kind != "recipient" or draft.attributes:
                return False
            if draft.value != "staff" and self.sharing.supplies(draft.start, draft.end):
                return True
            if draft.value in _OF_PARTY and self.written.startswith(whose, draft.end):
                return True  # "de juristen van Voorbeeldbond"
            if self.itself(draft) or self.describes_us(draft) or self.within_name(draft):
                return True
            if draft.value == "processor" and self.takes_up(draft, naming):
                return True
            if draft.value == "partner" and self.sharing.gone_on(sentences(self.doc)[draft.sentence]):
                return True  # "… met andere organisaties. Dit zijn onder andere …"
            if draft.value == "staff" and any(name.start == draft.end + 2 for name in named):
                return True  # "de ledenadministratie (Voorbeeldbond)"
            return any(start <= draft.start and draft.end <= end for start, end in own) or any(
                name.start <= draft.start < name.end
                or _explained_by(self.text, name.end, draft)
                or (draft.value == name.value and self.text[draft.end : name.start].strip(" )") in (":", "van"))
                or (draft.value == name.value and 0 < name.start - draft.end < 3 and draft.end > draft.start)
                for name in named
                if name.sentence == draft.sentence
            )

        does = {draft.attributes["name"]: draft.value for draft in reversed(named) if draft.value != "processor"}

        def as_elsewhere(draft: Draft) -> Draft:
            """A named party for whom another passage tells what it does, told there."""
            value = does.get(draft.attributes.get("name"), "") if draft.kind == "recipient" else ""
            return replace(draft, value=value) if value and draft.value == "processor" else draft

        replace_drafts(self.doc, [as_elsewhere(draft) for draft in drafts(self.doc) if not belongs(draft)])


def _explained_by(text: str, end: int, noun: Draft) -> bool:
    """Whether a noun only tells who of the party before it is meant: "de GGD (schoolarts)", "GGD/schoolarts"."""
    between = text[end : noun.start] if end < noun.start else ""
    return between == "/" or (between == " (" and text.startswith(")", noun.end))


__all__ = ["PartyNouns"]
