"""Bases that one sentence tells of a purpose each: "voor de nieuwsbrief uw toestemming, voor de levering de koop"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from analyser.brackets import signs_outside
from analyser.types import Document, Fact, Facts
from analyser.units import Unit

_SIGN = re.compile(r"[()\[\];,]|\b(?:en|maar|terwijl)\b", re.I)


def parted_by_basis(document: Document, facts: Facts, unit: Unit) -> list[Unit]:
    """The unit, or a unit for each part of its sentence that tells purposes and their own basis.

    Each part tells them in the same order, and a sign parts it from the next; what else it tells is of that part.
    """
    its = {index: facts.facts[index] for index in unit.facts}
    if unit.kind == "row" or len({fact.evidence.sentence for fact in its.values()}) > 1:
        return [unit]
    groups = _groups(list(its.values()))
    if len(groups) < 2 or len({frozenset(fact.value for fact in bases) for _, bases in groups}) < len(groups):
        return [unit]
    ends = []
    for one, other in pairwise(groups):
        last = max(fact.evidence.match_end for told in one for fact in told)
        first = min(fact.evidence.match_start for told in other for fact in told)
        sign = next(signs_outside(_SIGN, document.source.text, last, first), None)
        if sign is None:
            return [unit]
        ends.append(sign)
    parts: list[list[int]] = [[] for _ in groups]
    for index, fact in its.items():
        parts[sum(end <= fact.evidence.match_start for end in ends)].append(index)
    return [replace(unit, facts=part) for part in parts]


def _groups(found: Sequence[Fact]) -> list[tuple[list[Fact], list[Fact]]]:
    """The purposes and the bases of each part; none where a part lacks either.

    A purpose that the words of a basis name is no purpose of its own: "uitvoering van de overeenkomst".
    """
    bases = [fact for fact in found if fact.kind == "legal_basis"]
    purposes = [
        fact for fact in found if fact.kind == "purpose" and not any(one.evidence.holds(fact.evidence) for one in bases)
    ]
    runs = [list(run) for _, run in groupby(sorted(bases + purposes, key=_place), key=lambda fact: fact.kind)]
    if len(runs) % 2:
        return []
    pairs = list(zip(runs[::2], runs[1::2], strict=True))
    return [(one, other) if one[0].kind == "purpose" else (other, one) for one, other in pairs]


def _place(fact: Fact) -> int:
    return fact.evidence.match_start
