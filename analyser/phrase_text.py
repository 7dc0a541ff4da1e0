"""A text as phrases see it: in lower case with straight quotes, one sentence a line, and the words that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+")
# What is written in several ways, and as which of these phrases see it.
_PLAIN = tuple(
    (sign, plain)
    for plain, signs in {
        "'": "’‘´`", '"': "“”„", "-": "–—‑‐", " ": "\u00a0\t", "e": "ëéèêËÉ", "i": "ïÏ", "o": "öÖ", "u": "üÜ", "a": "á"
    }.items()
    for sign in signs
)  # fmt: skip


def normalise(text: str) -> str:
    """The text as phrases see it: lower case, straight quotes, no diaeresis; of the same length."""
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


class Line(NamedTuple):
    """A sentence of a normalised text: where it stands, its words, and where each begins."""

    start: int
    end: int
    words: Sequence[str]
    places: Sequence[int]


def lines_of(text: str) -> Sequence[Line]:
    """The lines of a normalised text of one sentence a line; many matchers look at the same one, one after another."""
    return _of_document(text) if "\n" in text else _of_sentence(text)


@lru_cache(maxsize=4)
def _of_document(text: str) -> Sequence[Line]:
    lines, start = [], 0
    for written in text.split("\n"):
        lines.append(_line(text, start, start + len(written)))
        start += len(written) + 1
    return lines


@lru_cache(maxsize=1024)
def _of_sentence(text: str) -> Sequence[Line]:
    return (_line(text, 0, len(text)),)


def _line(text: str, start: int, end: int) -> Line:
    found = list(_WORD.finditer(text, start, end))
    return Line(start, end, [word[0] for word in found], [word.start() for word in found])
