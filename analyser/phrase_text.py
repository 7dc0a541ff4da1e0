"""A text as phrases see it: in lower case with straight quotes, one sentence a line, and the words that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

_WORD = re.compile(r"\w+")
# What is written in several ways, and as which of these phrases see it.
_PLAIN = tuple(
    (sign, plain)
    for plain, signs in {
        "'": "’‘´`", '"': "“”„", "-": "–—‑‐", " ": "\u00a0\t", "e": "ëéèêËÉ", "i": "ïÏ", "o": "öÖ", "u": "üÜ", "a": "á"
    }.items()
    for sign in signs
)  # fmt: skip
_MEMBER = re.compile(r"(?<=\d)(?:\(\d\)\(?[a-f]\b\)?|\([a-f]\))", re.I)  # of an article: "6(1)(f)", "6.1(f)"


def normalise(text: str) -> str:
    """The text as phrases see it: lower case, straight quotes, no diaeresis, "6(1)(f)" apart; of the same length."""
    if "(" in text:
        text = _MEMBER.sub(lambda found: found[0].replace("(", " ").replace(")", " "), text)
    if text.isascii():
        return text.replace("`", "'").replace("\t", " ").lower()
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def sentence_lines(text: str, starts: Iterable[int]) -> str:
    """The normalised text with the white space before each sentence start made a line feed; same length."""
    written, parts, last = normalise(text).replace("\n", " "), [], 0
    for start in sorted({start for start in starts if start > 0}):
        parts.append(written[last : start - 1])
        last = start
    return "\n".join((*parts, written[last:]))


class Line:
    """A sentence of a normalised text: where it stands, its words in a row, and these words each once."""

    __slots__ = ("_places", "_text", "distinct", "end", "start", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.words: Sequence[str] = _WORD.findall(text, start, end)
        self.distinct = frozenset(self.words)
        self._text = text
        self._places: Mapping[str, list[int]] = {}

    def places(self, sought: Set[str]) -> Sequence[int]:
        """Where those of its words begin that are sought."""
        met = self.distinct & sought
        if not met:
            return ()
        places = self._places or self._found()
        if len(met) == 1:
            (word,) = met
            return places[word]
        return sorted([place for word in met for place in places[word]])

    def _found(self) -> Mapping[str, list[int]]:
        """Where each word begins; most lines are never asked."""
        places: dict[str, list[int]] = {}
        starts = [found.start() for found in _WORD.finditer(self._text, self.start, self.end)]
        for word, start in zip(self.words, starts, strict=True):
            if word in places:
                places[word].append(start)
            else:
                places[word] = [start]
        self._places = places
        return places


def lines_of(text: str) -> Sequence[Line]:
    """The lines of a normalised text of one sentence a line; many matchers look at the same one, one after another."""
    return _of_document(text) if "\n" in text else _of_sentence(text)


@lru_cache(maxsize=4)
def _of_document(text: str) -> Sequence[Line]:
    lines, start = [], 0
    for written in text.split("\n"):
        lines.append(Line(text, start, start + len(written)))
        start += len(written) + 1
    return lines


@lru_cache(maxsize=1024)
def _of_sentence(text: str) -> Sequence[Line]:
    return (Line(text, 0, len(text)),)
