"""By which words a phrase is sought: the rarest that it cannot do without, alone or two in a row."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analyser.phrase_syntax import GAP, Forms, Sequence, letters, strength

# How often the commonest words stand in statements, in each thousand words; the sign of a phrase is a rare one.
_COMMON = {
    "de": 47, "en": 29, "van": 29, "je": 22, "een": 20, "*gegevens": 20, "het": 19, "gegevens": 15, "wij": 15, "u": 14,
    "uw": 13, "te": 12, "op": 11, "voor": 11, "we": 10, "in": 10, "met": 10, "om": 8, "of": 8, "bij": 7, "is": 7,
    "ons": 7, "dat": 7, "dan": 7, "aan": 7, "die": 6, "onze": 6, "niet": 6, "jaar": 5, "naam": 5, "als": 4, "kan": 4,
    "vragen": 4, "e": 4, "persoonsgegevens": 4, "zijn": 3, "over": 3, "worden": 3, "toestemming": 3, "deze": 3,
    "kunt": 3, "kunnen": 3, "website": 3, "adres*": 3, "*adres": 4, "*mail": 3, "bewaar*": 3, "privacy*": 3,
}  # fmt: skip


@cache
def _share(tests: frozenset[str]) -> float:
    """How often one of some word tests holds, roughly."""
    return sum(_COMMON.get(test, 0.3 if "*" not in test and len(test) > 3 else 1) for test in tests) / 1000


class Sign(NamedTuple):
    """A word, or two in a row, with which a phrase may stand in a text."""

    left: frozenset[str]
    right: frozenset[str] | None
    opens: bool  # the phrase begins with its first word

    @property
    def share(self) -> float:
        """How often it stands in a text, roughly; half as much where that tells where the phrase begins."""
        found = _share(self.left) * (1 if self.right is None else 4 * _share(self.right))
        return found / 2 if self.opens else found


class Option(NamedTuple):
    """Signs of which one stands in each text that matches."""

    signs: tuple[Sign, ...]
    share: float


@cache
def _within(forms: Forms, opens: bool) -> Option:
    """The signs of one step: of each form its rarest word or two words; those of single words are drawn together."""
    single: dict[bool, set[str]] = defaultdict(set)
    signs = []
    for form in forms:
        if len(form) == 1:
            single[opens and not form[0].startswith("*")].add(form[0])
            continue
        words = [test for test in form if test]
        first = opens and form[:1] == tuple(words[:1]) and not words[0].startswith("*")
        own = [
            Sign(frozenset((word,)), None, first and not place) for place, word in enumerate(words) if letters(word)
        ]
        own += [
            Sign(frozenset((one,)), frozenset((other,)), first and not place)
            for place, (one, other) in enumerate(pairwise(words))
            if letters(one) and letters(other)
        ]
        best = min(own, key=lambda sign: sign.share)
        if best.right is None:
            single[best.opens] |= best.left
        else:
            signs.append(best)
    signs += [Sign(frozenset(tests), None, opening) for opening, tests in single.items()]
    return Option(tuple(signs), sum(sign.share for sign in signs))


@cache
def _across(one: Forms, other: Forms, opens: bool) -> Option | None:
    """The last words of one step and the first of that behind it; None where either is not known."""
    left = frozenset(next(filter(None, reversed(form)), GAP) for form in one)
    right = frozenset(next(filter(None, form), GAP) for form in other)
    if not all(map(letters, left | right)):
        return None
    sign = Sign(left, right, opens and all(len(form) == 1 and not form[0].startswith("*") for form in one))
    return Option((sign,), sign.share)


@cache
def telling(forms: Forms) -> frozenset[str]:
    """The longest word of each form."""
    return frozenset(max(form, key=letters) for form in forms)


def rarest(written: Sequence) -> tuple[Option, tuple[int, ...]]:
    """The signs that stand in the fewest texts, and the steps that they are of."""
    options: list[tuple[Option, tuple[int, ...]]] = []
    known = written.opens != "any"
    for index, step in enumerate(written.steps):
        if strength(step.forms):
            options.append((_within(step.forms, known and not index), (index,)))
        if step.joined and (pair := _across(written.steps[index - 1].forms, step.forms, known and index == 1)):
            options.append((pair, (index - 1, index)))
    return min(options, key=lambda option: option[0].share)
