"""Where a text says that someone gets or can see data, read from the words around a party.

"School", "bank" or an unknown name are recipients after "wij verstrekken … aan", before "heeft toegang", or in
a list of recipients; elsewhere they are everyday words. The words are those of rules/sharing.yaml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from analyser.phrases import normalise
from analyser.pipes import contexts, document, normalised, sentence_at, sentences
from analyser.pipes.sharing_words import sharing_patterns
from analyser.types import Block, Sentence

_ITEM_HEAD = 45  # characters: an item names its party at its beginning; further on it explains
_ROW_REACH = 110  # characters from the words that introduce parties to the last party of the row
_BEFORE_REACH = 300  # characters before a party that may tell of it
_AFTER_REACH = 60
_ASIDE = re.compile(r"\([^()]*\)")
# "met je arts, je school of je werkgever": not the subject of a clause
_POSSESSIVE = re.compile(
    r"\bje (?=(?:[\w-]+e )?$)"
    r"|(?:^|(?<=, )|(?<=en )|(?<=of ))je (?=(?:[\w-]+e )?[\w-]+(?:,| en | of ))"
)


class Sharing:
    """What one document says of who gets data."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = normalised(doc)
        self._words = sharing_patterns()
        self._found: dict[int, list[tuple[str, str, int, int]]] = {}
        for match in self._words.matcher.find(self._text):
            index = sentence_at(doc, match.start).index
            self._found.setdefault(index, []).append((*match.key, match.start, match.end))
        said = self._saying("elsewhere")
        self._elsewhere = frozenset(
            sentence.index
            for sentence in sentences(doc)
            if (sentence.index in said or self._words.told_to.match(self._text, sentence.start, sentence.end))
            and not self.of_us(sentence)
        )
        self._sources, self._among_sources = self._of_sources()
        self._barred = self._saying("bars") | self._elsewhere | self._sources | self._only_present()
        self._past = self._saying("past")

    def _saying(self, sought: str) -> frozenset[int]:
        return frozenset(index for index, found in self._found.items() if any(name == sought for name, *_ in found))

    def _only_present(self) -> frozenset[int]:
        """The sentences that say on which networks we are, in passages that do not tell what we put there."""
        every, posted = sentences(self._doc), self._saying("posted")
        blocks = {every[index].block for index in posted}
        return frozenset(index for index in self._saying("present") - posted if every[index].block not in blocks)

    def _of_sources(self) -> tuple[frozenset[int], frozenset[int]]:
        """The sentences on whom data come from, by their heading or lead-in: those that share nothing themselves, and
        the others under such a heading."""
        blocks, told = document(self._doc).blocks, {}
        only: set[int] = set()
        among: set[int] = set()
        for sentence in sentences(self._doc):
            heading = next(reversed(blocks[sentence.block].headings), "")
            for text in (heading, sentence.lead_in):
                if text not in told:
                    shown = normalise(text)
                    told[text] = bool(self._words.from_whom.search(shown)) and not self._words.with_others.search(shown)
            shares = any(name in ("verb", "engage", "gets") for name, *_ in self._found.get(sentence.index, ()))
            led = told[sentence.lead_in] and not blocks[sentence.block].cell
            if led or (told[heading] and not shares and not sentence.lead_in):
                only.add(sentence.index)
            elif told[heading] and not blocks[sentence.block].cell:
                among.add(sentence.index)
        return frozenset(only), frozenset(among)

    def among_sources(self, sentence: Sentence) -> bool:
        """Whether a sentence that tells of sharing stands under a heading that asks whom data come from."""
        return sentence.index in self._among_sources

    def past(self, offset: int) -> bool:
        """Whether a sentence tells who got data before, and does no longer."""
        return sentence_at(self._doc, offset).index in self._past

    def of_us(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of the organisation: "wij", "onze", "deze website"."""
        return bool(self._words.us.search(self._text, sentence.start, sentence.end))

    def of_data(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a sentence names data, or what holds them, or what we give to the name or have it do."""
        return (
            bool(self._words.data.search(self._text, sentence.start, sentence.end))
            or self._introduced(sentence, start, end)
            or self._told_behind(sentence, end)
            or (self.of_us(sentence) and bool(self._words.handed.search(self._text, _near(start, sentence), start)))
        )

    def anyone(self, start: int, end: int) -> bool:
        """Whether a passage names some party by a common noun: "een derde partij"."""
        return self._words.anyone.search(self._text[start:end]) is not None

    def done_with(self, sentence: Sentence, start: int) -> bool:
        """Whether a preposition stands before a party in a sentence that does not speak to readers."""
        before = self._words.by_party.search(self._text, _near(start, sentence), start)
        return before is not None and not self._words.to_reader.search(self._text, sentence.start, sentence.end)

    def elsewhere(self, sentence: Sentence) -> bool:
        """Whether a sentence tells what others do, or what readers do by themselves, and not of the organisation."""
        return sentence.index in self._elsewhere

    def barred(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of links, rights or safety, so that who it names gets nothing by it."""
        return sentence.index in self._barred

    def supplies(self, start: int, end: int) -> bool:
        """Whether the words around a party make it the source of the data ("krijgen wij van", "levert ons")."""
        sentence = sentence_at(self._doc, start)
        return not self._words.judged.search(self._text, sentence.start, sentence.end) and bool(
            self._words.supplied.search(self._text, _near(start, sentence), start)
            or self._words.supplies.match(self._text, end, sentence.end)
        )

    def listed(self, start: int) -> bool:
        """Whether a party heads an item or cell that is introduced as one of the recipients."""
        sentence = sentence_at(self._doc, start)
        block = document(self._doc).blocks[sentence.block]
        about = contexts(self._doc)[sentence.index]
        return (
            block.kind != "heading"
            and "lead:recipient" in about
            and not (block.cell and (block.cell.is_header or self._department(block, about)))
            and start - sentence.start < _ITEM_HEAD
            and not self._words.row_end.search(self._text, sentence.start, start)
            and sentence.index not in self._sources
        )

    def _department(self, block: Block, about: frozenset[str]) -> bool:
        """Whether a cell stands under "Dienst" in a table that is not about recipients: it names a department."""
        header = normalise(block.cell.header if block.cell else "").strip()
        return header in self._words.department and "section:recipient" not in about

    def receives(self, start: int, end: int, *, inside: bool = False, named: bool = False) -> bool:
        """Whether the words at start..end stand where someone is said to get or see data.

        People inside the organisation do much with data; they count (`inside`) where data are shown to them. A name
        may be anyone's; it counts (`named`) after the words that say so, not before them.
        """
        if self.listed(start):
            return True
        sentence = sentence_at(self._doc, start)
        found = self._found.get(sentence.index, [])
        if self._text[sentence.end - 1] == ":":
            return False  # the list that it opens names them
        if not inside and (self._answered(sentence, start) or self._carried(sentence, start)):
            return True
        if sentence.index in self._barred or self._of_rights(sentence.index):
            return False
        if self._introduced(sentence, start, end) or (named and self._does_for_us(sentence, start, end)):
            return True
        verbs = {to for name, to, *_ in found if name == "verb"} & (
            self._words.shown if inside else self._words.prepositions
        )
        if self._is_handed(verbs, sentence, start, end, named=named):
            return True
        if not inside:
            involves = bool(verbs) or any(name in ("engage", "gets") for name, *_ in found)
            if (involves and self._is_example(sentence, start)) or self._told_behind(sentence, end):
                return True
        told = (self._told_by(one, sentence, start, end, inside=inside, named=named) for one in found)
        return next((said for said in told if said is not None), False)

    def _is_handed(self, verbs: set[str], sentence: Sentence, start: int, end: int, *, named: bool) -> bool:
        """Whether a preposition of one of the verbs of sharing leads to a party: "delen met", "geven aan"."""
        found = self._found.get(sentence.index, [])
        before = list(self._words.to.finditer(self._text, max(start - _ROW_REACH, sentence.start), start))
        if named and before and self._holds(before[-1][0], verbs, sentence, end):
            return False
        return any(
            introducing[0] in verbs
            and self._row(introducing.end(), start)
            and any(
                self._together(first, introducing.start())
                for name, to, first, _ in found
                if name == "verb" and to == introducing[0]
            )
            for introducing in before
        )

    def _is_example(self, sentence: Sentence, start: int) -> bool:
        """Whether a party is an example of those that a sentence tells of: "derden, zoals onze drukker"."""
        reach = max(start - 2 * _ROW_REACH, sentence.start)
        return any(
            self.anyone(_near(examples.start(), sentence), examples.start()) and self._row(examples.end(), start)
            for examples in self._words.examples.finditer(self._text, reach, start)
        )

    def _told_by(
        self, one: tuple[str, str, int, int], sentence: Sentence, start: int, end: int, *, inside: bool, named: bool
    ) -> bool | None:
        """Whether words in a sentence, with what they say, tell that a party gets data; None where they do not say."""
        name, _, first, last = one
        if name == "engage" and not inside and last <= start < last + _ROW_REACH:
            opens = min(first, sentence.start + _AFTER_REACH)
            each = self._words.apiece.match(self._text, sentence.start, opens)
            return True if self._row(last, start) or (each and self._each(last, start)) else None
        if name == "hands" and not inside and last <= start < last + _AFTER_REACH and self._row(last, start):
            return True if self._words.handed_thing.match(self._text, end, sentence.end) else None
        whose = self._words.whose.search(self._text, _near(start, sentence), start) is not None
        if name == "obtains" and named and end <= first and self._words.next.fullmatch(self._text, end, first):
            return not whose
        if name != "gets":
            return None
        for_us = inside and self._text.startswith(self._words.doing, first)  # what people inside do with data
        if self._within(first, last, start, end):
            return not for_us
        if not inside and self._inverted(sentence, first, last, start):
            return not named or bool(self._words.thing.match(self._text, end, sentence.end))
        behind = end <= first < end + _AFTER_REACH and not self._words.clause.search(self._text, end, first)
        return not whose if behind and not named and not for_us else None

    def _introduced(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a label or an aside says what a party is: "post – partij: Voorbeeld", "Voorbeeld, onze bank,"."""
        return bool(
            self._words.label.search(self._text, _near(start, sentence), start)
            or self._words.our_supplier.match(self._text, end, sentence.end)
        )

    def _does_for_us(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a party is the subject behind what it does: "De roosters maakt Voorbeeld (voor ons)"."""
        does = self._words.does.search(self._text, _near(start, sentence), start)
        if does is None:
            return False
        if self._words.for_us.match(self._text, end, sentence.end):
            return True
        thing = self._words.done_thing.fullmatch(self._text, sentence.start, does.start())
        return thing is not None and self._text[end : sentence.end] in ("", ".")

    def _holds(self, preposition: str, verbs: set[str], sentence: Sentence, end: int) -> bool:
        """Whether a name holds or carries data by the preposition before it, so that no one of that name need get them.

        "In Voorbeeld" and "zichtbaar voor Voorbeeld" may be any place, thing or person; "aan de bond via Voorbeeld"
        has another receiver. What a text goes on to introduce counts: "in Voorbeeld, een online programma".
        """
        if preposition in self._words.through:
            found = self._words.to.finditer(self._text, sentence.start, sentence.end)
            return any(other[0] in verbs & self._words.handing for other in found)
        return preposition in self._words.holding and not self._words.apposed.match(self._text, end, sentence.end)

    def _together(self, one: int, other: int) -> bool:
        """Whether no semicolon parts two places of a sentence."""
        return ";" not in self._text[min(one, other) : max(one, other)]

    def _inverted(self, sentence: Sentence, first: int, last: int, start: int) -> bool:
        """Whether a party is the subject behind its verb: "Daarnaast ontvangt onze boekhouder de facturen"."""
        return last <= start and (
            (
                first == sentence.start
                or bool(self._words.adverbial.fullmatch(self._text, sentence.start, first))
                or bool(self._words.things.fullmatch(self._text, sentence.start, first))
            )
            and bool(self._words.inverted.fullmatch(self._text, first, last))
            and self._row(last, start)
            and not self._words.whose.search(self._text, last, start)
        )

    def _within(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether a party is the subject amid what is said: "plaatst Voorbeeld een cookie", "heeft de bond toegang"."""
        verb_ends = self._text.find(" ", first, last)
        return (
            first < verb_ends < start
            and end < last
            and self._row(verb_ends, start)
            and not self._words.whose.search(self._text, verb_ends, start)
        )

    def _told_behind(self, sentence: Sentence, end: int) -> bool:
        """Whether what follows a party says that it gets data: "…, die daarvoor uw adres krijgt", "…. Zij zien …"."""
        if self._words.relative.match(self._text, end, sentence.end):
            return True
        after = sentences(self._doc)[sentence.index + 1 : sentence.index + 2]
        return (
            end >= sentence.end - 1
            and bool(after)
            and after[0].block == sentence.block
            and bool(self._words.taken_up.match(self._text, after[0].start, after[0].end))
        )

    def _answered(self, sentence: Sentence, start: int) -> bool:
        """Whether a party stands in the short answer to a heading's question with whom data are shared."""
        opening = self._words.answer.match(self._text, sentence.start, start + 1)
        headings = document(self._doc).blocks[sentence.block].headings
        return (
            opening is not None
            and bool(self._words.with_whom.search(normalise(headings[-1] if headings else "")))
            and self._row(opening.end(), start)
        )

    def _carried(self, sentence: Sentence, start: int) -> bool:
        """Whether a party is one of a row that goes on about those whom the sentence before gives data."""
        opening = self._words.goes_on.match(self._text, sentence.start, start + 1)
        if not opening or not sentence.index or self._of_rights(sentence.index):
            return False
        before = sentences(self._doc)[sentence.index - 1]
        found = {name for name, *_ in self._found.get(before.index, ())}
        return (
            before.block == sentence.block
            and "own:recipient" in contexts(self._doc)[before.index]
            and "verb" in found
            and "bars" not in found
            and start - opening.end() < 2 * _ROW_REACH
            and self._row(opening.end(), start)
        )

    def gone_on(self, sentence: Sentence) -> bool:
        """Whether the next sentence goes on to say who those are that this one speaks of."""
        after = sentences(self._doc)[sentence.index + 1 : sentence.index + 2]
        return (
            bool(after)
            and after[0].block == sentence.block
            and bool(self._words.goes_on.match(self._text, after[0].start, after[0].end))
        )

    def _of_rights(self, index: int) -> bool:
        about = contexts(self._doc)[index]
        return "section:right" in about and "section:recipient" not in about

    def _each(self, start: int, end: int) -> bool:
        """Whether a row tells what each is for: "Voor de post gebruiken wij A, voor de kas B en voor de bouw C"."""
        row = self._words.next_apiece.sub(", ", self._text[start:end])
        return not self._words.row_end.search(_ASIDE.sub("", row))

    def _row(self, start: int, end: int) -> bool:
        if self._text[start : start + 1] in (",", "."):
            return False  # "Hij schreef het op, …": a part of the verb
        while start < end and self._text[start] in " :":
            start += 1
        return not self._words.row_end.search(_POSSESSIVE.sub("", _ASIDE.sub("", self._text[start:end])))


def _near(start: int, sentence: Sentence) -> int:
    return max(sentence.start, start - _BEFORE_REACH)


@lru_cache(maxsize=1)
def sharing(doc: Doc) -> Sharing:
    """What a document says of who gets data, read once for the components that ask one after the other."""
    return Sharing(doc)


__all__ = ["sharing"]
