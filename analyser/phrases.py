"""The phrase language in which terms and rules are written, and the matcher for it. No spaCy here.

A phrase is what a jurist would write down, with a few signs:

    e-mailadres          the word; a hyphen may be a hyphen, a space or nothing
    bewaar*  *gegevens   any ending, any beginning (compounds)
    (inzage|inzien)      one of these; each may be several words
    (uw|je)? naam        may be left out
    bewaren ... jaar     up to six words between; "..2" up to two
    {bewaren}            the word list of that name in rules/words.yaml
    < nieuwsbrief >      start and end of the sentence, heading, item or cell

Phrases see a sentence in lower case with straight quotes. Matching is by words, never across sentences.
Every phrase knows words, or two words in a row, without which it cannot match (`analyser.phrase_syntax`), so that
a text is looked through for those first and most patterns are never tried, nor even compiled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from analyser.phrase_signs import rarest, telling
from analyser.phrase_syntax import sequence, strength

_BEFORE, _AFTER = r"(?<!\w)", r"(?!\w)"
_WORD = re.compile(r"\w+")
_MOST_WORDS = 50_000  # that a matcher remembers
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


class Line(NamedTuple):
    """A sentence of a normalised text: where it stands, its words, and where each begins."""

    start: int
    end: int
    words: tuple[str, ...]
    places: tuple[int, ...]


def _lines(text: str) -> tuple[Line, ...]:
    """The sentences of a normalised text; many matchers look at the same text one after the other."""
    return _of_document(text) if "\n" in text else _of_sentence(text)


@lru_cache(maxsize=4)
def _of_document(text: str) -> tuple[Line, ...]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(_line(text, start, start + len(line)))
        start += len(line) + 1
    return tuple(lines)


@lru_cache(maxsize=1024)
def _of_sentence(text: str) -> tuple[Line, ...]:
    return (_line(text, 0, len(text)),)


def _line(text: str, start: int, end: int) -> Line:
    found = list(_WORD.finditer(text, start, end))
    return Line(start, end, tuple([word[0] for word in found]), tuple([word.start() for word in found]))


class Phrase:
    """One phrase, parsed; its regular expression is compiled at the first text that may match.

    Raises ValueError, with the reason, when the phrase is not well-formed or could match anything.
    """

    __slots__ = ("_compiled", "_whole_line", "opens", "others", "pattern", "signs", "text")

    def __init__(self, text: str) -> None:
        written = sequence(text)
        steps = [step.forms for step in written.steps]
        if max(map(strength, steps), default=0) < 2:
            raise ValueError(f"phrase {text!r}: at least one word of two letters must be fixed")
        self.text = text
        self.pattern = _BEFORE + written.pattern + _AFTER
        self._compiled: re.Pattern[str] | None = None
        option, covered = rarest(written)
        self.signs = option.signs
        self.opens = all(sign.opens for sign in self.signs)
        self._whole_line = written.opens == "line"
        # Of each other step the tests of which one holds for a word of every sentence that matches.
        self.others = tuple(
            telling(forms) for index, forms in enumerate(steps) if index not in covered and strength(forms)
        )

    @property
    def tests(self) -> Iterator[str]:
        """The word tests that a text is asked for."""
        for sign in self.signs:
            yield from sign.left
            yield from sign.right or ()
        for tests in self.others:
            yield from tests

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches within normalised text[start:end], which is one sentence."""
        return self._expression().finditer(text, start, end)

    def match(self, text: str, line: Line, word: int) -> re.Match[str] | None:
        """The match that begins with a word of a sentence, for a phrase that `opens` with its signs."""
        if self._whole_line:
            return None if word else self._expression().match(text, line.start, line.end)
        return self._expression().match(text, line.places[word], line.end)

    def _expression(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled


_phrase = cache(Phrase)  # a phrase of several lists is parsed and compiled once


class _Tests:
    """Word tests by their letters."""

    def __init__(self, tests: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._begins: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by beginning: the ending, the test
        self._ends: dict[str, list[str]] = defaultdict(list)
        self._holds: list[tuple[str, str]] = []
        for test in dict.fromkeys(tests):
            before, star, after = test.partition("*")
            if not star:
                self._whole.add(test)
            elif before:
                self._begins[before].append((after, test))
            elif after.endswith("*"):
                self._holds.append((after[:-1], test))
            else:
                self._ends[after].append(test)

    def of(self, word: str) -> list[str]:
        """The tests that hold for a word."""
        found = [word] if word in self._whole else []
        for cut in range(len(word) + 1):
            found += [test for ending, test in self._begins.get(word[:cut], ()) if word.endswith(ending, cut)]
            found += self._ends.get(word[cut:], ())
        return found + [test for held, test in self._holds if held in word]


Key = TypeVar("Key")


class PhraseMatch(NamedTuple, Generic[Key]):
    """A match: the key it was registered under, the phrase as written, offsets in the text."""

    key: Key
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class _Entry(Generic[Key]):
    key: Key
    phrase: Phrase
    number: int  # in the order in which the phrases were given


class _Known(NamedTuple, Generic[Key]):
    """What a word says to a matcher."""

    alone: tuple[_Entry[Key], ...]  # that it is the sign of
    before: Mapping[int, list[_Entry[Key]]]  # those of two words: by the second, a number
    behind: frozenset[int]  # the numbers that it is the second of
    tests: list[str]  # that hold for it


class _Index(dict[str, "_Known[Key] | None"], Generic[Key]):
    """What each word says, None for nothing; learned when it is first met."""

    def __init__(self, entries: Iterable[_Entry[Key]]) -> None:
        super().__init__()
        self._alone: dict[str, list[_Entry[Key]]] = defaultdict(list)
        self._left: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._right: dict[str, list[int]] = defaultdict(list)
        self._pairs: dict[frozenset[str], dict[int, list[_Entry[Key]]]] = {}
        numbers: dict[frozenset[str], int] = {}
        tests: dict[str, None] = {}
        for entry in entries:
            tests.update(dict.fromkeys(entry.phrase.tests))
            for left, right, _ in entry.phrase.signs:
                if right is None:
                    for test in left:
                        self._alone[test].append(entry)
                    continue
                if left not in self._pairs:
                    self._pairs[left] = {}
                    for test in left:
                        self._left[test].append(left)
                if right not in numbers:
                    numbers[right] = len(numbers)
                    for test in right:
                        self._right[test].append(numbers[right])
                self._pairs[left].setdefault(numbers[right], []).append(entry)
        self._tests = _Tests(tests)

    def __missing__(self, word: str) -> _Known[Key] | None:
        tests = self._tests.of(word)
        before: dict[int, list[_Entry[Key]]] = {}
        for left in dict.fromkeys(left for test in tests for left in self._left.get(test, ())):
            for number, entries in self._pairs[left].items():
                before.setdefault(number, []).extend(entries)
        alone = dict.fromkeys(entry for test in tests for entry in self._alone.get(test, ()))
        behind = frozenset(number for test in tests for number in self._right.get(test, ()))
        if len(self) >= _MOST_WORDS:
            self.clear()
        known = self[word] = _Known(tuple(alone), before, behind, tests) if tests else None
        return known


class PhraseMatcher(Generic[Key]):
    """Finds many phrases in one text.

    The text is normalised and has a line feed after each sentence (`sentence_lines` makes such a text).
    Matches come in the order of the text, overlapping ones included.
    """

    def __init__(self, phrases: Iterable[tuple[Key, str]]) -> None:
        self._entries = [_Entry(key, _phrase(text), number) for number, (key, text) in enumerate(phrases)]

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def _index(self) -> _Index[Key]:
        return _Index(self._entries)

    def find(self, text: str) -> list[PhraseMatch[Key]]:
        """All matches in a normalised text of one sentence a line."""
        found: list[PhraseMatch[Key]] = []
        for line in _lines(text):
            if signs := self._signs(line):
                found += [
                    PhraseMatch(entry.key, entry.phrase.text, first, -last)
                    for first, last, _, entry in sorted(self._within(text, line, signs))
                ]
        return found

    def matches(self, line: str) -> bool:
        """Whether anything matches in one normalised sentence."""
        return any(next(self._within(line, part, self._signs(part)), None) for part in _lines(line))

    def _signs(self, line: Line) -> list[tuple[_Entry[Key], int]]:
        """The phrases of which a sign stands in a sentence, each with the place of its first word."""
        found: list[tuple[_Entry[Key], int]] = []
        before: Mapping[int, list[_Entry[Key]]] | None = None
        for place, word in enumerate(map(self._index.__getitem__, line.words)):
            if word is None:
                before = None
                continue
            if before and word.behind:
                for number in before.keys() & word.behind:
                    found += [(entry, place - 1) for entry in before[number]]
            if word.alone:
                found += [(entry, place) for entry in word.alone]
            before = word.before
        return found

    def _within(
        self, text: str, line: Line, signs: list[tuple[_Entry[Key], int]]
    ) -> Iterator[tuple[int, int, int, _Entry[Key]]]:
        """The matches in one sentence: start, minus end, number of the phrase, phrase."""
        holding: set[str] | None = None
        done: dict[int, int] = {}  # to where each phrase has been sought
        for entry, place in signs:
            number, phrase = entry.number, entry.phrase
            sought = done.get(number, 0)
            if sought > line.places[place]:
                continue
            if phrase.others and not sought:
                if holding is None:
                    holding = {test for word in map(self._index.__getitem__, line.words) if word for test in word.tests}
                if any(map(holding.isdisjoint, phrase.others)):
                    done[number] = line.end + 1
                    continue
            if not phrase.opens:
                done[number] = line.end + 1
                for match in phrase.finditer(text, line.start, line.end):
                    yield match.start(), -match.end(), number, entry
            elif found := phrase.match(text, line, place):
                done[number] = found.end()
                yield found.start(), -found.end(), number, entry


def sentence_lines(text: str, starts: Iterable[int]) -> str:
    """The normalised text with the white space before each sentence start made a line feed; same length."""
    written, parts, last = normalise(text).replace("\n", " "), [], 0
    for start in sorted({start for start in starts if start > 0}):
        parts.append(written[last : start - 1])
        last = start
    return "\n".join((*parts, written[last:]))
