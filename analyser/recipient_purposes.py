"""Recipients that one sentence tells with a purpose each: "Mollie voor de betalingen, Sendcloud (verzending) en …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analyser.brackets import Brackets, signs_outside
from analyser.types import Document, Fact, Facts
from analyser.units import Unit, link_value, says

# What parts an enumeration, and the brackets that it does not part.
_JOINT = r"\b(?:en|alsook|evenals)\b"
_SIGN = re.compile(rf"[()\[\];,]|{_JOINT}", re.I)
_LAST_SIGN = re.compile(rf"(?:[;,]|{_JOINT})\W*$", re.I)


def parted_by_purpose(document: Document, facts: Facts, unit: Unit) -> list[Unit]:
    """The unit, or a unit for each group of its recipients that the sentence tells the same purposes of.

    A purpose is that of the recipient before it in its part of the enumeration, and of those before that of which
    nothing is said ("A en B voor de verzending"); one that comes first is that of all until the next. What the words
    of a recipient tell goes with that recipient, and data that the parts tell go with the recipient of their part.
    """
    its = {index: facts.facts[index] for index in unit.facts}
    recipients = [index for index, fact in its.items() if fact.kind == "recipient"]
    purposes = [index for index, fact in its.items() if fact.kind == "purpose"]
    if unit.kind == "row" or not purposes or len({link_value(its[index]) for index in recipients}) < 2:
        return [unit]
    if len({its[index].evidence.sentence for index in recipients + purposes}) > 1:
        return [unit]
    of_recipient = _purposes(document.source.text, its, recipients, purposes)
    groups: dict[frozenset[int], list[int]] = {}
    for index in recipients:
        groups.setdefault(frozenset(of_recipient.get(index, ())), []).append(index)
    if len(groups) < 2:
        return [unit]
    rest = [index for index in unit.facts if its[index].kind not in ("recipient", "purpose")]
    own = _own(document.source.text, its, recipients, rest)
    alone = set(purposes).difference(*groups)
    if alone:
        groups.setdefault(frozenset(alone), [])
    return [
        replace(unit, facts=sorted([*told, *having, *(i for i in rest if _is_here(own.get(i), told, having))]))
        for told, having in groups.items()
    ]


def _is_here(owners: set[int] | None, told: frozenset[int], having: Sequence[int]) -> bool:
    """Whether a fact belongs to a group: to that of its recipients, or, when it has none, to all with a purpose."""
    return bool(told) if owners is None else not owners.isdisjoint(having)


def _own(text: str, its: dict[int, Fact], recipients: Sequence[int], rest: Sequence[int]) -> dict[int, set[int]]:
    """The recipients of the facts that some tell: those in its own words, and data in its part of the enumeration."""
    own: dict[int, set[int]] = {}
    for index in rest:
        if owners := {other for other in recipients if its[index].evidence.overlaps(its[other].evidence)}:
            own[index] = owners
    data = [index for index in rest if its[index].kind == "data_category" and index not in own]
    order = sorted(recipients, key=lambda i: _place(its[i]))
    for one, other in pairwise(order):
        between = [i for i in data if its[one].evidence.match_end <= _place(its[i]) < _place(its[other])]
        signs = list(signs_outside(_SIGN, text, its[one].evidence.match_end, _place(its[other])))
        if not between or not signs:
            continue
        before_next = any(_place(its[i]) > signs[-1] for i in between)  # "…, uw naam en adres aan B"
        for index in between:
            own[index] = {other if before_next and _place(its[index]) > signs[0] else one}
    start, end = _place(its[order[0]]), its[order[-1]].evidence.match_end
    for index in data:
        place = _place(its[index])
        if place >= end and not any(signs_outside(_SIGN, text, end, place)):
            own[index] = {order[-1]}  # "… en B (uw naam)"
    if any(index in own for index in data):
        own |= {index: {order[0]} for index in data if _place(its[index]) < start}
    return own


def _purposes(
    text: str, its: dict[int, Fact], recipients: Sequence[int], purposes: Sequence[int]
) -> dict[int, set[int]]:
    """By recipient, the purposes that its part of the enumeration tells."""
    found: dict[int, set[int]] = {}
    leading: set[int] = set()  # purposes that hold for what follows
    waiting: list[int] = []  # recipients of which nothing is said yet
    last: list[int] = []
    apart = False  # the purpose before these is one that no rule knows
    for part, in_brackets, said in _parts(text, its, sorted([*recipients, *purposes], key=lambda i: _place(its[i]))):
        if any(i in purposes for i in part):
            apart = False
        elif "own_purpose" in says(said):
            apart, leading = True, set()
        having, told = [i for i in part if i in recipients], {i for i in part if i in purposes}
        if not having:
            if last and not leading:
                for index in waiting or last:
                    found.setdefault(index, set()).update(told)
                waiting = []
            else:
                leading |= told
            continue
        if told and part[0] in told and not (waiting and in_brackets):
            leading = told
        elif told:
            for index in waiting:
                found[index] = set(told)
            # "op de website, Facebook en …": what the recipient itself tells is also that of the next
            by_name = {_place(its[index]) for index in having} & {_place(its[index]) for index in told}
            leading = told if by_name else set()
        elif not leading and not apart:
            waiting = [] if in_brackets else waiting + having
        for index in having:
            found.setdefault(index, set()).update(told or leading)
        last = [*waiting, *having] if told else having
        waiting = [] if told else waiting
    return found


def _parts(text: str, its: dict[int, Fact], order: Sequence[int]) -> Iterator[tuple[list[int], bool, str]]:
    """The facts of each part of the enumeration, in order, whether it says something in brackets, and its words."""
    whole = its[order[0]].evidence
    position, part, in_brackets = _end(text, its[order[0]]), [order[0]], False
    begins, brackets = whole.start, Brackets()
    for index in order[1:]:
        start = _place(its[index])
        for sign in _SIGN.finditer(text, position, start):
            outside = brackets.outside(sign[0])
            in_brackets = in_brackets or brackets.depth > 0
            if outside and part:
                yield part, in_brackets, text[begins : sign.start()]
                part, in_brackets, begins = [], False, sign.end()
        part.append(index)
        position = max(_end(text, its[index]), position)
    yield part, in_brackets, text[begins : whole.end]


def _place(fact: Fact) -> int:
    return fact.evidence.match_start


def _end(text: str, fact: Fact) -> int:
    """Where the words of a fact end, without what parts the enumeration behind them ("voor de betaling en")."""
    sign = _LAST_SIGN.search(text, _place(fact), fact.evidence.match_end)
    return sign.start() if sign else fact.evidence.match_end
