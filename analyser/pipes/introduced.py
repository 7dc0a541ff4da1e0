"""Parties that a passage introduces: a name right behind a cue ("gehost bij …") or a common noun ("drukkerij …")."""

from __future__ import annotations

import re

from analyser.phrases import PhraseMatch, normalise
from analyser.pipes import sentence_at
from analyser.pipes.parties import EXPLAINED, introductions
from analyser.pipes.party_nouns import PartyNouns
from analyser.types import Sentence

# a person: "mr. P. Voorbeeld", "mevrouw De Voorbeeld", "T. van der Voorbeeld"
PERSON_TITLE = re.compile(
    r"(?<!\w)(?:[A-Z]\.|[Mm]evr(?:ouw|\.)?|[Mm]w\.?|[Mm]eneer|[Mm]ijnheer|[Dd]hr\.?|[Dd]e heer)"
    r" (?:(?:van|de|der|den|ter|ten|te|in|'t|het) ){0,2}$"
)
SITE = re.compile(r", [A-ZÀ-Þ][\w' .-]+ \d+\w?,")  # an address after a name: the organisation speaks of itself
_TITLED = re.compile(r"[A-Z][a-z]+")
_WITHIN = re.compile(r"[A-ZÀ-Þ][\w-]+ $")
_OPENING = 30  # characters before a name that still heads an item: "onze drukkerij De Voorbeeldpers"
_INITIALS = re.compile(r" \([A-Z]{2,6}\)(?= [A-Z])")  # "Huisartsenpost (HAP) Voorbeeldstreek"
_BODIES = frozenset({"told", "authority"})

_Introduction = PhraseMatch[tuple[str, bool]]  # the category of what is introduced, and whether by a common noun


class IntroducedParties(PartyNouns):
    """Finds the parties that words before their name introduce."""

    def introduced(self) -> None:
        """A name right after words that introduce one: a cue, or a common noun for what it is."""
        for match in introductions().before.find(self.text):
            sentence = sentence_at(self.doc, match.start)
            if self.blocks[sentence.block].kind == "heading" or not (behind := self._behind(match, sentence)):
                continue
            joint, found = behind
            if self._is_another(match, joint, found, sentence):
                continue
            category = self._introduced_as(match, found, sentence)
            by_noun = match.key[1]
            if not category:
                continue
            if not (self._gets(match, joint, found, sentence) if by_noun else self._is_told_of(match, found, sentence)):
                continue
            start, end = self._called(match, joint, found, sentence)
            if self.sharing.supplies(start, end):
                continue
            self.supplied(start, end, sentence)
            if by_noun and self.written.startswith(" (", end) and end + 2 in {at for at, _ in self.added}:
                continue  # "het ministerie van Voorbeeld (de Dienst)"
            self.add(category, start, end, match.phrase)
            self.row(category, end, sentence, match.phrase)

    def _behind(self, match: _Introduction, sentence: Sentence) -> tuple[re.Match[str], re.Match[str]] | None:
        """What joins the words that introduce to the name behind them, and that name."""
        category, by_noun = match.key
        aside = _INITIALS.match(self.written, match.end, sentence.end) if by_noun else None
        joint = self.words.joint.match(self.written, aside.end() if aside else match.end, sentence.end)
        *cue, last = self.written[match.start : match.end].split()
        if joint is None or (cue and last[0].isupper()):
            return None  # "het systeem Van Voorbeeld Software"
        pattern = self.names.body if by_noun and category in _BODIES else self.names.name
        found = pattern.match(self.written, joint.end(), sentence.end)
        if not found or not (self.plausible(*found.span()) or (by_noun and category == "authority")):
            return None
        return joint, found

    def _is_another(self, match: _Introduction, joint: re.Match[str], found: re.Match[str], sentence: Sentence) -> bool:
        """Whether the name is of the organisation itself, of a person or member, or part of a longer one."""
        category, by_noun = match.key
        if PERSON_TITLE.search(self.written, sentence.start, found.start()):
            return True
        if normalise(self.written[match.start if by_noun else found.start() : found.end()]) in self.own:
            return True
        if SITE.match(self.written, found.end()) or not self.plausible(match.start, found.end()):
            return True
        within = self.written[match.start].isupper() and _WITHIN.search(self.written, sentence.start, match.start)
        if not by_noun and (within or self.is_member(sentence, match.start)):
            return True  # "Free Software Foundation"
        if self.words.homemade.search(self.text, sentence.start, match.start):
            return True
        # "de toezichthouder op ons kantoor, de Orde van …"
        of_ours = category == "told" and joint[0][0] == ","
        return of_ours and self.words.ours_before.search(self.text[: match.start]) is not None

    def _introduced_as(self, match: _Introduction, found: re.Match[str], sentence: Sentence) -> str:
        """The category of a name, by what introduces it and by its own words; "" for one of our own group."""
        category, by_noun = match.key
        if category == "group_company" and not by_noun:
            if self.words.oversees.search(normalise(found[0])) or "recipient" not in self.about[sentence.index]:
                return ""  # "Wij zijn aangesloten bij …" alone says nothing of data
            category = self.names.kind(found[0]) or category
        settled = by_noun or match.phrase in introductions().settled
        if category == "told" or (category == "processor" and not settled):
            return self.category(sentence, *found.span())
        return category

    def _gets(self, match: _Introduction, joint: re.Match[str], found: re.Match[str], sentence: Sentence) -> bool:
        """Whether the party that a common noun introduces gets data, and is not another's or a part of another."""
        if match.key[0] == "authority" and self.words.inside_area.search(self.text, sentence.start, match.start):
            return False  # "in de gemeente Voorbeeld"
        return (
            len(joint[0]) <= 1
            and self.receives(match.start, found.end(), sentence)
            and not self.of_another(match.start, sentence)
            # "Voorbeeld, een dienst van het ministerie van …"
            and not self.words.part_of.search(self.text, sentence.start, match.start)
        )

    def _is_told_of(self, match: _Introduction, found: re.Match[str], sentence: Sentence) -> bool:
        """Whether the sentence of a cue tells of one who works for us or gets data."""
        return not self.sharing.barred(sentence) and (
            match.key[0] == "processor" or self.of_data(match.start, found.end(), sentence)
        )

    def _called(
        self, match: _Introduction, joint: re.Match[str], found: re.Match[str], sentence: Sentence
    ) -> tuple[int, int]:
        """The place of the whole name: "bureau Voorbeeld" is called Voorbeeld, "Bureau Voorbeeld" by both words."""
        by_noun = match.key[1]
        titled = bool(_TITLED.fullmatch(self.written, match.start, match.end))
        titled = titled and (match.start > sentence.start or bool(self.words.title_word.fullmatch(match.phrase)))
        start = match.start if by_noun or (titled and joint[0] == " ") else found.start()
        if by_noun or self.words.firm.fullmatch(self.text, match.start, match.end):
            return start, found.end()
        return self.maker(start, found.end(), sentence)

    def of_data(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a sentence with a common noun and a name speaks of recipients, of us, or of one who gets data."""
        return (
            "recipient" in self.about[sentence.index]
            or self.sharing.of_us(sentence)
            or self.receives(start, end, sentence)
        )

    def receives(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a named party gets data: by the words around it, or as one that heads an item on recipients."""
        return (
            self.sharing.receives(start, end)
            or self.sharing.receives(start, end, named=True)
            or (
                "recipient" in self.about[sentence.index]
                and start - sentence.start < _OPENING
                and not self.sharing.barred(sentence)
                and bool(EXPLAINED.match(self.written, end, sentence.end))
            )
        )
