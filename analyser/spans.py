"""What the modules that find values in a text share. No spaCy.

`durations`, `dates` and `contact_values` find all values of their kind and give them with their offsets in the text
that they were given. What a value means for a statement (a retention period or an answer within a month) the pipes say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from analyser.errors import DataFileError
from analyser.wordlists import load_lists


class Value(NamedTuple):
    """A value and the characters start..end that state it."""

    start: int
    end: int
    value: str


def table(entry: str) -> Mapping[str, object]:
    """A table of `rules/numbers.yaml`; raises DataFileError when it is missing or no table."""
    found = load_lists("numbers").get(entry)
    if not isinstance(found, dict):
        raise DataFileError(f"numbers.yaml: {entry!r} is missing or no table")
    return found


_DIGIT = re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Whether a text has a digit: without one it states no date, number or address, and most sentences have none."""
    return _DIGIT.search(text) is not None
