"""Which signs of a text stand outside its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Brackets:
    """How deep a scan of a text, sign by sign, stands in round and square brackets."""

    def __init__(self) -> None:
        self.depth = 0

    def outside(self, sign: str) -> bool:
        """Takes in the next sign; whether it is no bracket and stands in none. One that closes none is passed over."""
        if sign in "([":
            self.depth += 1
        elif sign in ")]":
            self.depth = max(self.depth - 1, 0)
        else:
            return not self.depth
        return False


def signs_outside(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    """Where a pattern, which takes brackets too, finds a sign between two places that stands in no brackets."""
    brackets = Brackets()
    return (sign.start() for sign in pattern.finditer(text, start, end) if brackets.outside(sign[0]))
