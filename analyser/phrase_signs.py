"""By which words a phrase is sought: the rarest that it cannot do without, alone or two in a row."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analyser.phrase_syntax import GAP, Form, Forms, Sequence, letters, strength

# How often the commonest words stand in statements, in each thousand words; the sign of a phrase is a rare one.
_COMMON = {
    "de": 47, "en": 29, "van": 29, "je": 22, "een": 20, "*gegevens": 20, "het": 19, "gegevens": 15, "wij": 15, "u": 14,
    "uw": 13, "te": 12, "op": 11, "voor": 11, "we": 10, "in": 10, "met": 10, "om": 8, "of": 8, "bij": 7, "is": 7,
    "ons": 7, "dat": 7, "dan": 7, "aan": 7, "die": 6, "onze": 6, "niet": 6, "jaar": 5, "naam": 5, "als": 4, "kan": 4,
    "vragen": 4, "e": 4, "persoonsgegevens": 4, "zijn": 3, "over": 3, "worden": 3, "toestemming": 3, "deze": 3,
    "kunt": 3, "kunnen": 3, "website": 3, "adres*": 3, "*adres": 4, "*mail": 3, "bewaar*": 3, "privacy*": 3,
}  # fmt: skip


Tests = frozenset[str]  # of words, one of which holds


@cache
def _share(tests: Tests) -> float:
    """How often one of some word tests holds, roughly."""
    return sum(_COMMON.get(test, 0.3 if "*" not in test and len(test) > 3 else 1) for test in tests) / 1000


class Sign(NamedTuple):
    """A word, or two in a row, with which a phrase may stand in a text."""

    left: Tests
    right: Tests | None = None

    @property
    def share(self) -> float:
        """How often it stands in a text, roughly."""
        return _share(self.left) * (1 if self.right is None else 4 * _share(self.right))


class Option(NamedTuple):
    """Signs of which one stands in each text that matches."""

    signs: tuple[Sign, ...]
    share: float


@cache
def _rarest_of(form: Form) -> Sign:
    """The rarest word of a form, or two in a row."""
    words = [test for test in form if test]
    own = [Sign(frozenset((word,))) for word in words if letters(word)]
    own += [
        Sign(frozenset((one,)), frozenset((other,)))
        for one, other in pairwise(words)
        if letters(one) and letters(other)
    ]
    return min(own, key=lambda sign: sign.share)


@cache
def _within(forms: Forms) -> Option:
    """The signs of one step: of each form its rarest word or two words; single words are drawn together."""
    single = {form[0] for form in forms if len(form) == 1}
    signs = []
    for form in forms:
        if len(form) > 1:
            best = _rarest_of(form)
            if best.right is None:
                single |= best.left
            else:
                signs.append(best)
    if single:
        signs.append(Sign(frozenset(single)))
    return Option(tuple(signs), sum([sign.share for sign in signs]))


@cache
def _across(one: Forms, other: Forms) -> Option | None:
    """The last words of one step and the first of that behind it; None where either is not known."""
    left = frozenset(next(filter(None, reversed(form)), GAP) for form in one)
    right = frozenset(next(filter(None, form), GAP) for form in other)
    if not all(map(letters, left | right)):
        return None
    sign = Sign(left, right)
    return Option((sign,), sign.share)


@cache
def _telling(forms: Forms) -> Tests:
    """The longest word of each form."""
    return frozenset(max(form, key=letters) for form in forms)


def rarest(written: Sequence) -> tuple[tuple[Sign, ...], tuple[Tests, ...]]:
    """The signs that stand in the fewest texts, of which a text that matches has one; and of each step that they are
    not of the tests of which one holds in it, the rarest first."""
    options: list[tuple[Option, tuple[int, ...]]] = []
    for index, step in enumerate(written.steps):
        if strength(step.forms):
            options.append((_within(step.forms), (index,)))
        if step.joined and (pair := _across(written.steps[index - 1].forms, step.forms)):
            options.append((pair, (index - 1, index)))
    (signs, _), covered = min(options, key=lambda option: option[0].share)
    others = [
        _telling(step.forms)
        for index, step in enumerate(written.steps)
        if index not in covered and strength(step.forms)
    ]
    return signs, tuple(sorted(others, key=_share))


def beginning(written: Sequence, compound: bool) -> Tests | None:
    """The tests of which one holds for the first word of all that matches; None where it can be any word.

    Of a `compound` ("*gegevens") that is the word in which its letters stand.
    """
    if written.opens != "word":
        return None
    first = [form[compound : compound + 1] for form in written.steps[0].forms if not compound or form[:1] == (GAP,)]
    tests = frozenset(form[0] for form in first if form)
    known = len(first) == len(written.steps[0].forms) and all(first) and all(map(letters, tests))
    return tests if known and all(test.startswith("*") is compound for test in tests) else None
