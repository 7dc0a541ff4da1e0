"""What a line of text shows by itself: a heading, an address, an item; and the pieces that a part of it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyser.types import Piece

SHORT = 60  # characters; prose is wrapped at 72 or more, an address line is shorter than this
HEADING = 80  # characters a heading line has at most
_WORDS = 12  # words that a heading has at most
_CONTACT = re.compile(
    r"@|https?://|\bwww\.|\b\d{4} ?[A-Z]{2}\b|(?:\+|\b0)\d[\d ()-]{7,}|\b\d{1,2}[-/. ]\w+[-/. ]\d{4}\b"
)
_LABEL = re.compile(r"[^:?]{1,40}:\s*\S")  # "Versie: 2", "E-mail: ..."
_FINAL_NUMBER = re.compile(r"\s(?!(?:19|20)\d\d$)\d[\d.,]*[a-zA-Z]?$")  # a house number, a version


class Mark(NamedTuple):
    """What shows that a line is an item: its kind, and how many characters at its start it takes."""

    kind: str
    size: int


def contact_line(text: str) -> bool:
    """Whether a line holds an address on the web, a postcode, a telephone number or a date."""
    return _CONTACT.search(text) is not None


def numbered_end(text: str) -> bool:
    """Whether a line ends in a number that is no year: a street with its number, a version."""
    return _FINAL_NUMBER.search(text) is not None


def heading_size(text: str) -> bool:
    """Whether a line has the length and the end of a heading, and no contact detail."""
    return len(text) <= HEADING and text[-1] not in ".,;" and any(map(str.isalpha, text)) and not contact_line(text)


def heading_words(text: str) -> bool:
    """Whether a line of that size opens like a heading: no label with its value, no street with its number."""
    opens = text[0].isupper() or text[0] in "“\"'‘" or text[0].isdigit()
    return opens and not (_LABEL.match(text) or numbered_end(text)) and len(text.split()) <= _WORDS


def piece_range(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of the clean text between two places, counted from the first."""
    kept = []
    for piece in pieces:
        first, last = max(start - piece.clean, 0), min(end - piece.clean, piece.clean_length)
        if first < last:
            equal = piece.clean_length == piece.source_length
            size = last - first
            source = piece.source + first * equal
            kept.append(Piece(piece.clean + first - start, source, size, size if equal else piece.source_length))
    return tuple(kept)
