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
Every phrase knows the literal letters without which it cannot match, so that a text is scanned for those
first and most patterns are never tried, nor even compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from analyser.data import load_mapping

_SEPARATOR = r"[ \-/'\"(]{1,4}"
_BEFORE, _AFTER = r"(?<!\w)", r"(?!\w)"
_START, _END = r"(?:(?<=\n)|\A)[^\w\n]*", r"(?=[^\w\n]*(?:\n|\Z))"
_GAP = re.compile(r"\.\.(?:\.|(\d+))$")
_LETTERS = re.compile(r"[^({*?-]+")
_WORD = re.compile(r"\w+")
_TRANSLATION = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"',
                              "–": "-", "—": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\t": " ",
                              "ë": "e", "é": "e", "è": "e", "ï": "i", "ö": "o", "ü": "u", "á": "a", "ê": "e",
                              "Ë": "e", "É": "e", "Ï": "i", "Ö": "o", "Ü": "u"})  # fmt: skip


def normalise(text: str) -> str:
    """The text as phrases see it: lower case, straight quotes, no diaeresis; of the same length."""
    lowered = text.translate(_TRANSLATION).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text.translate(_TRANSLATION))


class _Anchor(NamedTuple):
    """Letters that stand literally in every match, and whether a word begins or ends with them."""

    letters: str
    begins: bool
    ends: bool

    @property
    def is_word(self) -> bool:
        """Whether the letters are a whole word wherever they stand."""
        return self.begins and self.ends and _WORD.fullmatch(self.letters) is not None

    def at(self, text: str, position: int) -> bool:
        """Whether the letters found at a position have the word edges they need."""
        end = position + len(self.letters)
        return not (
            (self.begins and position and (text[position - 1].isalnum() or text[position - 1] == "_"))
            or (self.ends and end < len(text) and (text[end].isalnum() or text[end] == "_"))
        )


_Anchors = frozenset[_Anchor]


class _Part(NamedTuple):
    pattern: str
    anchors: _Anchors | None  # at least one stands in every text that matches; None: not known
    required: tuple[_Anchors, ...] = ()  # the anchors of each word in a row that must be there
    shortest: int = 0  # letters in the shortest anchor


def _best(parts: list[_Part]) -> tuple[_Anchors | None, int]:
    """The anchors that say most, and the letters in their shortest."""
    known = [part for part in parts if part.anchors]
    if not known:
        return None, 0
    best = max(known, key=lambda part: (part.shortest, -len(part.anchors or ())))
    return best.anchors, best.shortest


def _split(text: str, separator: str) -> list[str]:
    """Splits on a separator outside brackets."""
    if "(" not in text and ")" not in text:
        return text.split(separator)
    parts, depth, current = [], 0, ""
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            raise ValueError("a closing bracket without an opening one")
        if char == separator and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    if depth:
        raise ValueError("a bracket is not closed")
    return [*parts, current]


@cache
def _element(text: str) -> _Part:
    """One word with its signs: letters, `*`, `-`, brackets, `{word list}`."""
    pattern, parts, index = "", [], 0
    while index < len(text):
        if letters := _LETTERS.match(text, index):
            run = letters.group()
            anchor = _Anchor(run, index == 0, letters.end() == len(text))
            parts.append(_Part("", frozenset({anchor}), shortest=len(run)))
            pattern += re.escape(run)
            index = letters.end()
            continue
        char = text[index]
        if char in "({":
            end = _closing(text, index)
            inner = _word_list(text[index + 1 : end]) if char == "{" else _alternatives(text[index + 1 : end])
            optional = text[end + 1 : end + 2] == "?"
            pattern += inner.pattern + ("?" if optional else "")
            after = end + 1 + optional
            if not optional:
                parts.append(_inside(inner, index == 0, after == len(text)))
            index = after
            continue
        if char == "?":
            raise ValueError("a question mark stands only after a bracket")
        pattern += "[ -]?" if char == "-" else r"\w*" if index else r"[\w-]*"
        index += 1
    anchors, shortest = _best(parts)
    return _Part(pattern, anchors, shortest=shortest)


def _closing(text: str, start: int) -> int:
    """The place of the bracket that closes the one at `start`."""
    if text[start] == "{":
        end = text.find("}", start)
        if end < 0:
            raise ValueError("a brace is not closed")
        return end
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return index
    raise ValueError("a bracket is not closed")


def _inside(part: _Part, first: bool, last: bool) -> _Part:
    """A bracket within a word: its letters begin or end the word only where the bracket does."""
    if part.anchors is None or (first and last):
        return part
    return part._replace(
        anchors=frozenset(_Anchor(a.letters, a.begins and first, a.ends and last) for a in part.anchors)
    )


@cache
def _alternatives(text: str) -> _Part:
    parts = [_sequence(part) for part in _split(text, "|")]
    anchors: _Anchors | None = frozenset()
    for part in parts:
        anchors = None if anchors is None or part.anchors is None else anchors | part.anchors
    shortest = min(part.shortest for part in parts)
    return _Part("(?:" + "|".join(part.pattern for part in parts) + ")", anchors, shortest=shortest)


@cache
def _word_list(name: str) -> _Part:
    """The words of a list in rules/words.yaml, as a bracket holds them."""
    if name not in _words():
        raise ValueError(f"no word list {{{name}}} in words.yaml")
    try:
        return _alternatives("|".join(_words()[name]))
    except RecursionError:
        raise ValueError(f"word list {{{name}}} refers to itself") from None


def _is_optional(element: str) -> bool:
    if re.fullmatch(r"\{[a-z_]+\}\?", element):
        return True
    if not (element.startswith("(") and element.endswith(")?")):
        return False
    depth = 0
    for index, char in enumerate(element):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return index == len(element) - 2
    return False


@cache
def _sequence(text: str) -> _Part:
    """Words in a row. Separators are drawn into optional words, so that both readings stay whole."""
    pattern, required, gap, started = "", [], None, False
    for element in (part for part in _split(text.strip(), " ") if part):
        if found := _GAP.match(element):
            gap = int(found[1] or 6)
            continue
        if element in ("<", ">"):
            rest = "" if gap is None or element == "<" else rf"[^\w\n]*(?:[ ]\S+){{0,{gap}}}"
            pattern += _START if element == "<" else rest + _END
            continue
        optional = _is_optional(element)
        part = _alternatives(element[:-1]) if optional else _element(element)
        body = part.pattern
        if started:
            joint = _SEPARATOR if gap is None else rf"[^\w\n]*(?:[ ]\S+){{0,{gap}}}?[ ][^\w\n]*"
            body = f"(?:{joint}{body})?" if optional else joint + body
        elif optional:
            body = f"(?:{body}{_SEPARATOR})?"
        elif gap is not None:
            body = rf"(?:\S+[ ][^\w\n]*){{0,{gap}}}?{body}"
        pattern += body
        if not optional:  # a gap before an optional word holds for the next word too, should that one be absent
            required.append(part)
            started, gap = True, None
    anchors, shortest = _best(required)
    return _Part(pattern, anchors, tuple(part.anchors for part in required if part.anchors), shortest)


@cache
def _words() -> dict[str, list[str]]:
    """The word lists of rules/words.yaml."""
    content = load_mapping("words.yaml")
    return {str(name): [str(entry) for entry in entries] for name, entries in content.items()}


class Phrase:
    """One phrase, parsed; its regular expression is compiled at the first text that may match.

    Raises ValueError, with the reason, when the phrase is not well-formed or could match anything.
    """

    __slots__ = ("_compiled", "_others", "anchors", "pattern", "text")

    def __init__(self, text: str) -> None:
        part = _sequence(text)
        if part.anchors is None or part.shortest < 2:
            raise ValueError(f"phrase {text!r}: at least one word of two letters must be fixed")
        self.text = text
        self.pattern = _BEFORE + part.pattern + _AFTER
        self.anchors = tuple(part.anchors)
        self._others = tuple(_words_and_parts(anchors) for anchors in part.required if anchors != part.anchors)
        self._compiled: re.Pattern[str] | None = None

    def finditer(self, text: str, start: int, end: int, words: set[str]) -> Iterator[re.Match[str]]:
        """The matches within normalised text[start:end], which has these words."""
        for whole, parts in self._others:
            if whole.isdisjoint(words) and not any(_stands(anchor, text, start, end) for anchor in parts):
                return iter(())
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled.finditer(text, start, end)


@cache
def _words_and_parts(anchors: _Anchors) -> tuple[frozenset[str], tuple[_Anchor, ...]]:
    """The anchors that are whole words, and the others."""
    return (
        frozenset(anchor.letters for anchor in anchors if anchor.is_word),
        tuple(anchor for anchor in anchors if not anchor.is_word),
    )


def _stands(anchor: _Anchor, text: str, start: int, end: int) -> bool:
    position = text.find(anchor.letters, start, end)
    while position >= 0:
        if anchor.at(text, position):
            return True
        position = text.find(anchor.letters, position + 1, end)
    return False


Key = TypeVar("Key")


class PhraseMatch(NamedTuple, Generic[Key]):
    """A match: the key it was registered under, the phrase as written, offsets in the text."""

    key: Key
    phrase: str
    start: int
    end: int


@dataclass(frozen=True)
class _Entry(Generic[Key]):
    key: Key
    phrase: Phrase
    number: int  # in the order in which the phrases were given


class PhraseMatcher(Generic[Key]):
    """Finds many phrases in one text.

    The text is normalised and has a line feed after each sentence (`sentence_lines` makes such a text).
    Matches come in the order of the text, overlapping ones included.
    """

    def __init__(self, phrases: Iterable[tuple[Key, str]]) -> None:
        self._size = 0
        by_anchor: dict[_Anchor, list[_Entry[Key]]] = {}
        for key, text in phrases:
            entry = _Entry(key, Phrase(text), self._size)
            self._size += 1
            for anchor in entry.phrase.anchors:
                by_anchor.setdefault(anchor, []).append(entry)
        # Most anchors are whole words, which a look at the words of a text finds; the others are searched for.
        self._by_word = {anchor.letters: entries for anchor, entries in by_anchor.items() if anchor.is_word}
        self._by_letters = [(anchor, entries) for anchor, entries in by_anchor.items() if not anchor.is_word]

    def __len__(self) -> int:
        return self._size

    def find(self, text: str) -> list[PhraseMatch[Key]]:
        """All matches in a normalised text of one sentence a line."""
        found: list[tuple[int, int, int, PhraseMatch[Key]]] = []
        parts = self._with_letters(text)
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            words = set(_WORD.findall(line))
            tried = {entry.number: entry for word in self._by_word.keys() & words for entry in self._by_word[word]}
            tried.update(parts.get(start, ()))
            for entry in tried.values():
                for match in entry.phrase.finditer(text, start, end, words):
                    first, last = match.span()
                    shown = PhraseMatch(entry.key, entry.phrase.text, first, last)
                    found.append((first, -last, entry.number, shown))
            start = end + 1
        return [shown for *_, shown in sorted(found, key=lambda match: match[:3])]

    def matches(self, line: str) -> bool:
        """Whether anything matches in one normalised sentence."""
        words = set(_WORD.findall(line))
        tried = [entry for word in self._by_word.keys() & words for entry in self._by_word[word]]
        for anchor, entries in self._by_letters:
            if _stands(anchor, line, 0, len(line)):
                tried += entries
        return any(next(entry.phrase.finditer(line, 0, len(line), words), None) for entry in tried)

    def _with_letters(self, text: str) -> dict[int, dict[int, _Entry[Key]]]:
        """The entries of which letters stand in a sentence, by its start and by their number."""
        standing: dict[int, dict[int, _Entry[Key]]] = {}
        for anchor, entries in self._by_letters:
            position = text.find(anchor.letters)
            while position >= 0:
                end = position + 1
                if anchor.at(text, position):
                    start = text.rfind("\n", 0, position) + 1
                    standing.setdefault(start, {}).update((entry.number, entry) for entry in entries)
                    end = text.find("\n", position)
                position = text.find(anchor.letters, end) if end >= 0 else -1
        return standing


def sentence_lines(text: str, starts: Iterable[int]) -> str:
    """The normalised text with the white space before each sentence start made a line feed; same length."""
    chars = list(normalise(text).replace("\n", " "))
    for start in starts:
        if start > 0:
            chars[start - 1] = "\n"
    return "".join(chars)
