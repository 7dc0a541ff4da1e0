"""Which signs of a text stand outside its brackets."""

from __future__ import annotations


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
