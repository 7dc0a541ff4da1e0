"""The grammar of the phrase language: a phrase as its regular expression and as the words that it cannot do without.

`analyser.phrases` says what a phrase can hold. Each required part of a phrase is known here by its *forms*: the
words in a row with which it can be written. A word of a form is a test on one word of a text: "bewaren" is that word,
"bewaar*" one that begins so, "*gegevens" one that ends so, "*adres*" one that holds the letters. GAP stands for any
words or none. A text in which no form of a part occurs cannot match; one in which a form does occur may.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

from analyser.data import load_mapping

_SEPARATOR = r"[ \-/'\"(]{1,4}"
_START, _END = r"(?:(?<=\n)|\A)[^\w\n]*", r"(?=[^\w\n]*(?:\n|\Z))"
_GAP_SIGN = re.compile(r"\.\.(?:\.|(\d+))$")
_WIDEST = 99  # words of a gap
_LETTERS = re.compile(r"[^({*?-]+")
_BRACKET = re.compile(r"[()]")
_SIGN = {separator: re.compile(rf"[(){separator}]") for separator in " |"}
_RUN = re.compile(r"\w+|\W+")
# The forms of one part that are told apart: of more, the words that say most are kept.
_MOST_FORMS = 150

GAP = "..."
_EDGE = ""  # in a form in the making: a word ends here
Form = tuple[str, ...]
Forms = frozenset[Form]
_NOTHING: Forms = frozenset({(GAP,)})


class Step(NamedTuple):
    """A part of a phrase that must be there."""

    forms: Forms
    joined: bool  # it stands right behind the step before it


class Sequence(NamedTuple):
    """Words in a row."""

    pattern: str
    steps: tuple[Step, ...]
    opens: Literal["word", "line", "any"]  # with its first step, with that on a line, or with something else
    closed: bool  # nothing can stand behind the last step


class _Part(NamedTuple):
    pattern: str
    forms: Forms


@cache
def letters(test: str) -> int:
    """The number of letters that a word test fixes."""
    return 0 if test == GAP else max(map(len, test.split("*")))


@cache
def strength(forms: Forms) -> int:
    """The letters that even the shortest form fixes."""
    return min(sum(map(letters, form)) for form in forms)


def _simple(test: str) -> str:
    """A test with at most its beginning and its end, or some letters within."""
    if test.count("*") < 2:
        return test
    parts = test.split("*")
    longest = max(range(len(parts)), key=lambda index: len(parts[index]))
    return "*" * (longest > 0) + parts[longest] + "*" * (longest < len(parts) - 1)


def _opened(form: Form, place: int, before: bool) -> Form:
    """The form with a word of which other letters may stand before or behind it, next to a gap."""
    if not -len(form) <= place < len(form) or form[place] in (_EDGE, GAP):
        return form
    test = _simple("*" + form[place] if before else form[place] + "*")
    place %= len(form)
    return (*form[:place], test, *form[place + 1 :])


def _joined(one: Form, other: Form) -> Form:
    """Two forms without a separator between: the last word of one goes on in the first of the other."""
    if not one or not other:
        return one or other
    if _EDGE in (one[-1], other[0]):
        return one + other
    if GAP in (one[-1], other[0]):
        one = _opened(one, -2 if one[-1] == GAP else -1, before=False)
        other = _opened(other, 1 if other[0] == GAP else 0, before=True)
        return one + other
    return (*one[:-1], _simple(one[-1] + other[0]), *other[1:])


def _cross(one: Forms, other: Forms) -> Forms:
    """All forms of one, each with all of the other behind it; of too many the stronger side."""
    if len(one) * len(other) <= _MOST_FORMS:
        return frozenset(_joined(first, second) for first, second in product(one, other))
    if strength(one) >= strength(other):
        return frozenset(_joined(form, (GAP,)) for form in one)
    return frozenset(_joined((GAP,), form) for form in other)


def _row(sequence: Sequence) -> Forms:
    """The forms of words in a row, as a bracket holds them."""
    forms: Forms = frozenset({()}) if sequence.opens == "word" else _NOTHING
    for index, step in enumerate(sequence.steps):
        if not index:
            forms = frozenset(form + own for form in forms for own in step.forms)
            continue
        joint = (_EDGE,) if step.joined else (_EDGE, GAP, _EDGE)
        forms = _cross(frozenset(form + joint for form in forms), step.forms)
    return forms if sequence.closed else frozenset((*form, GAP) for form in forms)


def _split(text: str, separator: str) -> list[str]:
    """Splits on a separator outside brackets."""
    if "(" not in text and ")" not in text:
        return text.split(separator)
    parts, depth, last = [], 0, 0
    for found in _SIGN[separator].finditer(text):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if depth < 0:
                raise ValueError("a closing bracket without an opening one")
        elif not depth:
            parts.append(text[last : found.start()])
            last = found.end()
    if depth:
        raise ValueError("a bracket is not closed")
    return [*parts, text[last:]]


@cache
def _element(text: str) -> _Part:
    """One word with its signs: letters, `*`, `-`, brackets, `{word list}`."""
    if text.isalpha():  # most are
        return _Part(text, frozenset({(text,)}))
    pattern, index = "", 0
    forms: Forms = frozenset({()})
    while index < len(text):
        if found := _LETTERS.match(text, index):
            pattern += re.escape(found.group())
            run = tuple(part if part[0].isalnum() or part[0] == "_" else _EDGE for part in _RUN.findall(found.group()))
            forms = _cross(forms, frozenset({run}))
            index = found.end()
            continue
        char = text[index]
        if char in "({":
            end = _closing(text, index)
            inner = _word_list(text[index + 1 : end]) if char == "{" else _alternatives(text[index + 1 : end])
            optional = text[end + 1 : end + 2] == "?"
            pattern += inner.pattern + ("?" if optional else "")
            forms = _cross(forms, inner.forms | {()} if optional else inner.forms)
            index = end + 1 + optional
            continue
        if char == "?":
            raise ValueError("a question mark stands only after a bracket")
        pattern += "[ -]?" if char == "-" else r"\w*" if index else r"[\w-]*"
        forms = _cross(forms, frozenset({(), (_EDGE,)} if char == "-" else {("*",) if index else (GAP,)}))
        index += 1
    return _Part(pattern, forms)


def _closing(text: str, start: int) -> int:
    """The place of the bracket that closes the one at `start`."""
    if text[start] == "{":
        end = text.find("}", start)
        if end < 0:
            raise ValueError("a brace is not closed")
        return end
    depth = 0
    for found in _BRACKET.finditer(text, start):
        depth += 1 if found[0] == "(" else -1
        if not depth:
            return found.start()
    raise ValueError("a bracket is not closed")


@cache
def _alternatives(text: str) -> _Part:
    patterns: list[str] = []
    forms: set[Form] = set()
    for part in _split(text, "|"):
        if part.isalpha():
            patterns.append(part)
            forms.add((part,))
        elif part.strip() in ("<", ">"):
            raise ValueError(f"{part.strip()} alone is a choice only in a bracket that ends a phrase: (woord|>)")
        else:
            row = sequence(part)
            patterns.append(row.pattern)
            forms |= _row(row)
    return _Part("(?:" + "|".join(patterns) + ")", frozenset(forms))


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
    if not element.endswith("?"):
        return False
    if re.fullmatch(r"\{[a-z_]+\}\?", element):
        return True
    if not (element.startswith("(") and element.endswith(")?")):
        return False
    return _closing(element, 0) == len(element) - 2


def _or_end(element: str) -> str:
    """The other words of a bracket in which the end of the line stands for one, "" for any other element."""
    if ">" not in element or element[0] != "(" or _closing(element, 0) != len(element) - 1:
        return ""
    words = _split(element[1:-1], "|")
    return "|".join(word for word in words if word.strip() != ">") if ">" in map(str.strip, words) else ""


def _between(gap: int) -> str:
    return rf"[^\w\n]*(?:[ ]\S+){{0,{gap}}}?[ ][^\w\n]*"


def _before_end(gap: int) -> str:
    return rf"[^\w\n]*(?:[ ]\S+){{0,{gap}}}"


def _loosely(words: list[tuple[str, int | None]], gap: int, joint: Callable[[int], str]) -> str:
    """Words that may be left out, each with the gap behind it, after a gap; without one the gaps around it are one.

    Where none stands behind a word, the gap before it holds on.
    """
    if not words:
        return joint(gap)
    (body, after), *rest = words
    with_word = f"{_between(gap)}{body}"
    if after is None:
        return f"(?:{with_word})?{_loosely(rest, gap, joint)}"
    return f"(?:{with_word}{_loosely(rest, after, joint)}|{_loosely(rest, gap + after, joint)})"


class _Row:
    """Words in a row, taken element by element.

    Separators are drawn into optional words, so that both readings stay whole.
    """

    def __init__(self) -> None:
        self.pattern = ""
        self.steps: list[Step] = []
        self.opens: Literal["word", "line", "any"] = "word"
        self.joined = True  # nothing was taken since the last required word
        self.ended = False  # a bracket was taken of which one word may be the end of the line
        self.idle = False  # a gap was taken, and nothing behind it
        self._gap: int | None = None  # how many words may stand before the next; None: it joins on
        self._loose: list[tuple[str, int | None]] = []  # optional words behind a gap, with the gap behind each
        self._before = 0  # the gap before those

    def take(self, element: str) -> None:
        if element[0] == "." and (found := _GAP_SIGN.match(element)):
            self._take_gap(found[1])
        elif element == "<":
            self._take_start()
        elif element == ">":
            self._take_end()
        elif others := _or_end(element):
            self._take_end(others)
        elif _is_optional(element):
            self._take_optional(_alternatives(element[:-1]).pattern)
        else:
            self._take_word(_element(element))

    def whole(self) -> Sequence:
        """What was taken."""
        rest = _loosely(self._loose, self._before, lambda _: "") if self._loose else ""
        return Sequence(self.pattern + rest, tuple(self.steps), self.opens if self.steps else "any", self.joined)

    def _take_gap(self, width: str | None) -> None:
        if len(width or "") > len(str(_WIDEST)):
            raise ValueError(f"a gap is of at most {_WIDEST} words")
        self._gap, self.joined, self.idle = int(width or 6), False, True
        if self._loose:
            self._loose[-1] = self._loose[-1][0], self._gap

    def _take_start(self) -> None:
        first = not self.pattern and self._gap is None
        self.opens = "line" if first else self.opens if self.steps else "any"
        self._loose = []
        self.pattern += _START

    def _take_end(self, others: str = "") -> None:
        """The end of the line, or that or other words."""
        end = self._led("", _before_end) + _END
        if others:
            end = f"(?:{self._led(_SEPARATOR, _between)}{_alternatives(others).pattern}|{end})"
            self.joined, self.ended = False, True
        self.pattern += end
        self.opens = self.opens if self.steps else "any"
        self._loose, self.idle = [], False

    def _take_optional(self, body: str) -> None:
        """A word that may be absent: a gap before it holds for the next required word too."""
        self.joined, self.idle = False, False
        if not self.steps:
            self.pattern += f"(?:{body}{_SEPARATOR})?"
        elif self._gap is None:
            self.pattern += f"(?:{_SEPARATOR}{body})?"
        else:
            self._before = self._before if self._loose else self._gap
            self._loose.append((body, None))

    def _take_word(self, part: _Part) -> None:
        if self.steps:
            self.pattern += self._led(_SEPARATOR, _between)
        elif self._gap is not None:
            self.pattern += rf"(?:\S+[ ][^\w\n]*){{0,{self._gap}}}?"
        self.pattern += part.pattern
        if not self.steps and not self.joined:
            self.opens = "any"
        self.steps.append(Step(part.forms, self.joined and bool(self.steps)))
        self._gap, self._loose, self.joined, self.idle = None, [], True, False

    def _led(self, joint: str, over: Callable[[int], str]) -> str:
        """What stands before the next element: the joint, or the gap with the optional words in it."""
        return joint if self._gap is None else _loosely(self._loose, self._before if self._loose else self._gap, over)


@cache
def sequence(text: str) -> Sequence:
    """Words in a row; raises ValueError, with the reason, when they are not well-formed."""
    row = _Row()
    for element in (part for part in _split(text.strip(), " ") if part):
        if row.ended:
            raise ValueError(f"nothing stands behind a bracket with > among its words: {text!r}")
        row.take(element)
    if row.idle:
        raise ValueError(f"a gap stands before a word or before >; the one that ends {text!r} matches nothing")
    return row.whole()


@cache
def _words() -> dict[str, list[str]]:
    """The word lists of rules/words.yaml."""
    content = load_mapping("words.yaml")
    return {str(name): [str(entry) for entry in entries] for name, entries in content.items()}
