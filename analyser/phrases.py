"""The phrase language in which terms and rules are written, and the matcher for it. No spaCy here.

A phrase is what a jurist would write down, with a few signs:

    e-mailadres          the word; a hyphen may be a hyphen, a space or nothing
    bewaar*  *gegevens   any ending, any beginning (compounds)
    (inzage|inzien)      one of these; each may be several words
    (uw|je)? naam        may be left out
    bewaren ... jaar     up to six words between; "..2" up to two; "a ..2 (b)? ..1 c" without b up to three
    {bewaren}            the word list of that name in rules/words.yaml
    < nieuwsbrief >      start and end of the sentence, heading, item or cell
    buiten ..2 (eu|>)    at the end of a phrase: one of these, or the end of the sentence

Phrases see a sentence in lower case with straight quotes. Matching is by words, never across sentences.
Every phrase knows words, or two words in a row, without which it cannot match (`analyser.phrase_syntax`), so that
a text is looked through for those first and most patterns are never tried, nor even compiled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import AfterValidator

from analyser.phrase_signs import Tests, beginning, rarest
from analyser.phrase_syntax import sequence, strength
from analyser.phrase_text import Line, lines_of, normalise, sentence_lines

_BEFORE, _AFTER = r"(?<!\w)", r"(?!\w)"
_MOST_WORDS = 50_000  # that are remembered, and that a matcher remembers


class Phrase:
    """One phrase, parsed; its regular expression is compiled at the first text that may match.

    Raises ValueError, with the reason, when the phrase is not well-formed or could match anything.
    """

    __slots__ = ("_compiled", "_compound", "_whole_line", "begins", "others", "pattern", "signs", "text")

    def __init__(self, text: str) -> None:
        written = sequence(text)
        if max((strength(step.forms) for step in written.steps), default=0) < 2:
            raise ValueError(f"phrase {text!r}: at least one word of two letters must be fixed")
        self.text = text
        self.pattern = _BEFORE + written.pattern + _AFTER
        self._compiled: re.Pattern[str] | None = None
        # One of the signs stands in every sentence that matches, and a word for which one of each of the others holds.
        self.signs, self.others = rarest(written)
        self._whole_line = written.opens == "line"
        self._compound = text.startswith("*")
        # The tests of which one holds for the word with which it begins; None where that may be any word.
        self.begins = beginning(written, self._compound)

    def spans(self, text: str, line: Line, first: Set[str] | None = None) -> list[tuple[int, int]]:
        """Where it stands in a line of a normalised text; `first` are the words with which it can begin, if known."""
        expression = self._compiled or self._expression()
        if self._whole_line:
            found = expression.match(text, line.start, line.end)
            return [found.span()] if found else []
        if first is None:
            return [found.span() for found in expression.finditer(text, line.start, line.end)]
        spans, done = [], 0
        for start in line.places(first):
            if self._compound:
                start = _run(text, start, done)
            if start >= done and (found := expression.match(text, start, line.end)):
                spans.append(found.span())
                done = found.end()
        return spans

    def _expression(self) -> re.Pattern[str]:
        self._compiled = re.compile(self.pattern)
        return self._compiled


def _run(text: str, start: int, least: int) -> int:
    """Where the words begin that hyphens join to the one at start."""
    while start > least and (text[start - 1] in "-_" or text[start - 1].isalnum()):
        start -= 1
    return start


_phrase = cache(Phrase)  # a phrase of several lists is parsed and compiled once


def _well_formed(text: str) -> str:
    return _phrase(text).text


PhraseText = Annotated[str, AfterValidator(_well_formed)]
"""A phrase in a model of a rule file: one that is not well-formed is reported with its file and key."""


class _Tests:
    """The word tests of all matchers, by their letters: a word is looked up once for all of them."""

    def __init__(self) -> None:
        self._all: set[str] = set()
        self._begins: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by beginning: the ending, the test
        self._ends: dict[str, list[str]] = defaultdict(list)
        self._holds: list[tuple[str, str]] = []
        self._met: dict[str, list[str]] = {}

    def add(self, tests: Set[str]) -> None:
        """Makes tests known."""
        for test in tests - self._all:
            before, star, after = test.partition("*")
            if before and star:
                self._begins[before].append((after, test))
            elif after.endswith("*"):
                self._holds.append((after[:-1], test))
            elif star:
                self._ends[after].append(test)
        self._all |= tests
        self._met.clear()

    def of(self, word: str) -> list[str]:
        """The tests that hold for a word."""
        found = self._met.get(word)
        if found is None:
            found = [word] if word in self._all else []
            for cut in range(len(word) + 1):
                found += [test for ending, test in self._begins.get(word[:cut], ()) if word.endswith(ending, cut)]
                found += self._ends.get(word[cut:], ())
            found += [test for held, test in self._holds if held in word]
            if len(self._met) >= _MOST_WORDS:
                self._met.clear()
            self._met[word] = found
        return found


_TESTS = _Tests()


Key = TypeVar("Key")


class PhraseMatch(NamedTuple, Generic[Key]):
    """A match: the key it was registered under, the phrase as written, offsets in the text."""

    key: Key
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class _Entry(Generic[Key]):
    """A phrase of a matcher, and which of the words that were met pass its tests."""

    key: Key
    phrase: Phrase
    number: int  # in the order in which the phrases were given
    begins: set[str] | None  # as its first word
    others: tuple[set[str], ...]  # as one of the words that its line has besides its sign


class _Known(NamedTuple, Generic[Key]):
    """What a word says to a matcher."""

    alone: tuple[_Entry[Key], ...]  # that it is the sign of
    before: Mapping[int, list[_Entry[Key]]] | None  # those of two words: by the second, a number
    behind: frozenset[int] | None  # the numbers that it is the second of


class _Index(dict[str, "_Known[Key] | None"], Generic[Key]):
    """What each word says, None for nothing; learned when it is first met."""

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        super().__init__()
        self._passing: dict[Tests, set[str]] = defaultdict(set)
        self._alone: dict[str, list[_Entry[Key]]] = defaultdict(list)
        self._left: dict[str, list[Tests]] = defaultdict(list)
        self._right: dict[str, list[int]] = defaultdict(list)
        self._pairs: dict[Tests, dict[int, list[_Entry[Key]]]] = defaultdict(lambda: defaultdict(list))
        self._silent: set[str] = set()  # words with which no sign begins
        numbers: dict[Tests, int] = {}
        for number, (key, phrase) in enumerate(phrases):
            begins = None if phrase.begins is None else self._passing[phrase.begins]
            entry = _Entry(key, phrase, number, begins, tuple(self._passing[tests] for tests in phrase.others))
            for left, right in phrase.signs:
                if right is None:
                    for test in left:
                        self._alone[test].append(entry)
                    continue
                if left not in self._pairs:
                    for test in left:
                        self._left[test].append(left)
                if right not in numbers:
                    numbers[right] = len(numbers)
                    for test in right:
                        self._right[test].append(numbers[right])
                self._pairs[left][numbers[right]].append(entry)
        self._of_test: dict[str, list[set[str]]] = defaultdict(list)
        for tests, words in self._passing.items():
            for test in tests:
                self._of_test[test].append(words)
        self._tests = {*self._of_test, *self._alone, *self._left, *self._right}
        _TESTS.add(self._tests)

    def __missing__(self, word: str) -> _Known[Key] | None:
        tests = [test for test in _TESTS.of(word) if test in self._tests]
        for test in tests:
            for words in self._of_test.get(test, ()):
                words.add(word)
        before: dict[int, list[_Entry[Key]]] = {}
        for left in dict.fromkeys(left for test in tests for left in self._left.get(test, ())):
            for number, entries in self._pairs[left].items():
                before.setdefault(number, []).extend(entries)
        alone = dict.fromkeys(entry for test in tests for entry in self._alone.get(test, ()))
        behind = frozenset(number for test in tests for number in self._right.get(test, ()))
        if not (before or alone):
            self._silent.add(word)
        known = _Known(tuple(alone), before or None, behind or None) if before or alone or behind else None
        self[word] = known
        return known

    def telling(self, lines: Iterable[Line]) -> list[Line]:
        """Those of some lines that may hold a sign.

        What was learnt of too many words is forgotten here, and not while a line is read: its other words count too.
        """
        if len(self) >= _MOST_WORDS:
            self.clear()
            self._silent.clear()
            for words in self._passing.values():
                words.clear()
        silent = self._silent.issuperset
        return [line for line in lines if not silent(line.distinct)]


class PhraseMatcher(Generic[Key]):
    """Finds many phrases in one text.

    The text is normalised and has a line feed after each sentence (`sentence_lines` makes such a text).
    Matches come in the order of the text, overlapping ones included.
    """

    def __init__(self, phrases: Iterable[tuple[Key, str]]) -> None:
        self._phrases = [(key, _phrase(text)) for key, text in phrases]

    def __len__(self) -> int:
        return len(self._phrases)

    @cached_property
    def _index(self) -> _Index[Key]:
        return _Index(self._phrases)

    def find(self, text: str) -> list[PhraseMatch[Key]]:
        """All matches in a normalised text of one sentence a line."""
        lines = self._index.telling(lines_of(text))
        if not lines:
            return []
        found = [match for line in lines for match in self._within(text, line)]
        return [PhraseMatch(entry.key, entry.phrase.text, start, -end) for start, end, _, entry in sorted(found)]

    def matches(self, text: str, offset: int = 0) -> bool:
        """Whether anything matches in the line that holds an offset."""
        lines = lines_of(text)
        line = lines[bisect_right(lines, offset, key=attrgetter("start")) - 1]
        return any(self._within(text, here) for here in self._index.telling((line,)))

    def _within(self, text: str, line: Line) -> list[tuple[int, int, int, _Entry[Key]]]:
        """The matches in a line: start, minus end, number of the phrase, phrase."""
        found: list[tuple[int, int, int, _Entry[Key]]] = []
        for entry in self._signs(line):
            for words in entry.others:
                if words.isdisjoint(line.distinct):
                    break
            else:
                for start, end in entry.phrase.spans(text, line, entry.begins):
                    found.append((start, -end, entry.number, entry))
        return found

    def _signs(self, line: Line) -> Iterable[_Entry[Key]]:
        """The phrases of which a sign stands in a line."""
        found: list[_Entry[Key]] = []
        pairs: Mapping[int, list[_Entry[Key]]] | None = None  # that the word before may be the first of
        for known in map(self._index.__getitem__, line.words):
            if known is None:
                pairs = None
                continue
            alone, before, behind = known
            if pairs and behind:
                for number in pairs.keys() & behind:
                    found += pairs[number]
            if alone:
                found += alone
            pairs = before
        return dict.fromkeys(found)


__all__ = ["Phrase", "PhraseMatch", "PhraseMatcher", "PhraseText", "normalise", "sentence_lines"]
