"""Where the facts of a document are told, and in which words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from analyser.lexicon import Key
from analyser.types import Assertion, Facts
from analyser.units import link_value, stems

# What stands so many blocks apart is told in one place.
_NEAR = 8


class Telling:
    """The sentences that tell each thing: a purpose, or a recipient by the value that it is linked by."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._sentences: dict[Key, list[int]] = defaultdict(list)  # a number for each fact
        self._of: dict[Key, list[int]] = {}  # the blocks
        self._in: dict[Key, frozenset[str]] = {}  # the words
        for fact in facts.facts:
            if fact.assertion is not Assertion.DENIED:
                self._sentences[Key(fact.kind, link_value(fact))].append(fact.evidence.sentence)

    def count(self, kind: str) -> int:
        """How many different things of a kind are told."""
        return sum(key.kind == kind for key in self._sentences)

    def times(self, key: Key) -> int:
        """How often a thing is told."""
        return len(self._sentences[key])

    def near(self, one: Key, other: Key) -> bool:
        """Whether two things are told in one place."""
        blocks = self._blocks(other)
        return any(
            after < len(blocks) and blocks[after] <= here + _NEAR
            for here in self._blocks(one)
            for after in [bisect_left(blocks, here - _NEAR)]
        )

    def alike(self, one: Key, other: Key) -> bool:
        """Whether the sentences that tell two things share a word."""
        return not self._words(one).isdisjoint(self._words(other))

    def _blocks(self, key: Key) -> list[int]:
        if key not in self._of:
            self._of[key] = sorted({self._facts.sentences[index].block for index in self._sentences[key]})
        return self._of[key]

    def _words(self, key: Key) -> frozenset[str]:
        if key not in self._in:
            texts = (self._facts.sentences[index].text for index in self._sentences[key])
            self._in[key] = frozenset().union(*map(stems, texts))
        return self._in[key]
