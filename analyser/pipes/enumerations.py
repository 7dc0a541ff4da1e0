"""Enumerations of data, in which an everyday word ("functie", "groep") names a kind of data."""

from __future__ import annotations

import re
from collections import defaultdict

from spacy.tokens import Doc

from analyser.contexts import about as about_label
from analyser.pipes import contexts, document, drafts, sentence_at, sentences
from analyser.pipes.term_words import term_patterns

_ASTERISK = re.compile(r"(?<=\w)\*([,;]?)(?!\S)")  # of a field that must be filled in: "naam*, telefoon"
_MARK_END = re.compile(r"\)\s")
_MARK_LENGTH = 12  # characters before its closing bracket, at most
_ITEM_HEAD = 40  # a list item names its data at its beginning; further on it explains
# "Contactformulier: naam, bedrijf, telefoon en bericht": a label and three members or more, of a few words each.
_LABELLED_ROW = re.compile(r"([^:.;,]{2,60}):\s+(?:[^\s,:]+(?:\s[^\s,:]+){0,3},\s+){2,}[^\s,:]+(?:\s[^\s,:]+){0,5}")
# "Professionele gegevens (werkgever, functie)": what the bracket behind a word for data opens with.
_OPENS_DATA = re.compile(r"(?:(?<=gegevens)|(?<=informatie)) \((?=[^().;:]{2,80}\))")
# With these, which name nothing but data, two make a row already: "naam en bedrag".
_PERSONAL = frozenset({"name", "address", "email", "phone"})
_OTHER_LABELS = frozenset({"purpose", "basis", "recipient", "retention", "right"})


def as_row(text: str) -> str:
    """The text with the marks of members ("(a)"), semicolons, plus signs and the bracket behind a word for data as the
    commas of a plain row, without asterisks; of the same length."""
    parts: list[str] = []
    done = 0
    for closing in _MARK_END.finditer(text):  # soon found, and a mark is short
        if mark := term_patterns().mark.search(text, max(closing.start() - _MARK_LENGTH, done), closing.end()):
            parts += (text[done : mark.start()], ", ".rjust(len(mark[0])))
            done = mark.end()
    row = "".join((*parts, text[done:])).replace(";", ",").replace(" + ", ",  ")
    if " (" in row:
        row = _OPENS_DATA.sub(", ", row)
    return _ASTERISK.sub(r"\1 ", row) if "*" in row else row


class Enumerations:
    """Where a sentence lists data, so that an everyday word names a kind of data there.

    That is: the words of a list item or cell that a lead-in about data introduces; a word that stands in a row with
    one known to be data ("uw naam, adres en functie"); and "uw functie" where data are collected. Known are the data
    that were found when this is made, and those that `holds` has said yes to.
    """

    def __init__(self, doc: Doc, row: str) -> None:
        self._doc = doc
        self._text = row
        self._known: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._personal: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for draft in drafts(doc, "data_category"):
            self._known[draft.sentence].append((draft.start, draft.end))
            if draft.value in _PERSONAL:
                self._personal[draft.sentence].append((draft.start, draft.end))

    def lists(self, sentence: int) -> bool:
        """Whether a sentence is a row of data by itself: "Deelnemers: naam, adres, geboortedatum, rol"."""
        return len(self._known[sentence]) > 2 or (bool(self._known[sentence]) and self._is_labelled_row(sentence))

    def opens_cell(self, start: int) -> bool:
        """Whether the words at start begin a cell of a column headed "Wat", which names data or other things."""
        sentence = sentence_at(self._doc, start)
        cell = document(self._doc).blocks[sentence.block].cell
        headed = cell is not None and "lead:listing" in contexts(self._doc)[sentence.index]
        return headed and start == sentence.start

    def _is_labelled_row(self, index: int) -> bool:
        sentence = sentences(self._doc)[index]
        found = _LABELLED_ROW.fullmatch(self._text, sentence.start, sentence.end)
        return bool(found) and not _OTHER_LABELS & about_label("lead", found[1] if found else "")

    def holds(self, start: int, end: int) -> bool:
        """Whether the words at start..end are named as data; they then count as known themselves."""
        patterns = term_patterns()
        sentence = sentence_at(self._doc, start)
        about = contexts(self._doc)[sentence.index]
        block = document(self._doc).blocks[sentence.block]
        listed = (
            block.kind in ("list_item", "table_cell")
            and "lead:data" in about
            and ("lead:purpose" not in about or _introduces_data(about))
            and (block.kind == "table_cell" or start - sentence.start < _ITEM_HEAD)
        )
        owned = "own:data" in about and patterns.possessive.search(self._text, max(start - 20, sentence.start), start)
        topic = "own:data" in about and patterns.topic.search(self._text, max(start - 40, sentence.start), start)
        listed = listed or self.opens_cell(start)
        opens = "own:data" in about and self._text.endswith(("gegevens, ", "informatie, "), sentence.start, start)
        found = bool(listed or owned or topic or opens or self._in_a_row(sentence.index, start, end))
        if found:
            self._known[sentence.index].append((start, end))
        return found

    def goes_on_personal(self, start: int, end: int) -> bool:
        """Whether the words at start..end go on a row after a name, address, e-mail address or phone number.

        Not before one: "cijfers, zonder naam".
        """
        known = self._personal[sentence_at(self._doc, start).index]
        return any(term_patterns().between.fullmatch(self._text, other_end, start) for _, other_end in known)

    def _in_a_row(self, sentence: int, start: int, end: int) -> bool:
        between = term_patterns().between.fullmatch
        return any(
            between(self._text, other_end, start) or between(self._text, end, other_start)
            for other_start, other_end in self._known[sentence]
        )


def _introduces_data(about: frozenset[str]) -> bool:
    """Whether a lead-in that may be of purposes is of data: "Wij gebruiken deze gegevens:", "Het kan gaan om:"."""
    return "lead:listing" in about and "section:purpose" not in about


__all__ = ["Enumerations", "as_row"]
