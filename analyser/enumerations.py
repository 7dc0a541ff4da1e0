"""Recipients that one sentence tells with a purpose each: "Mollie voor de betalingen, Sendcloud (verzending) en …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyser.types import Document, Fact, Facts
from analyser.units import Unit, link_value

# What parts an enumeration, and the brackets that it does not part.
_SIGN = re.compile(r"[()\[\];,]|\b(?:en|alsook|evenals)\b", re.I)


def parted_by_purpose(document: Document, facts: Facts, unit: Unit) -> list[Unit]:
    """The unit, or a unit for each group of its recipients that the sentence tells the same purposes of.

    A purpose is that of the recipient before it in its part of the enumeration, and of those before that of which
    nothing is said ("A en B voor de verzending"); one that comes first is that of all until the next.
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
    alone = set(purposes).difference(*groups)
    if alone:
        groups.setdefault(frozenset(alone), [])
    return [
        replace(unit, facts=sorted([*told, *having, *(rest if told else ())])) for told, having in groups.items()
    ]


def _purposes(
    text: str, its: dict[int, Fact], recipients: Sequence[int], purposes: Sequence[int]
) -> dict[int, set[int]]:
    """By recipient, the purposes that its part of the enumeration tells."""
    found: dict[int, set[int]] = {}
    leading: set[int] = set()  # purposes that hold for what follows
    waiting: list[int] = []  # recipients of which nothing is said yet
    last: list[int] = []
    for part, in_brackets in _parts(text, its, sorted([*recipients, *purposes], key=lambda i: _place(its[i]))):
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
        elif not leading:
            waiting = [] if in_brackets else waiting + having
        for index in having:
            found.setdefault(index, set()).update(told or leading)
        last = [*waiting, *having] if told else having
        waiting = [] if told else waiting
    return found


def _parts(text: str, its: dict[int, Fact], order: Sequence[int]) -> Iterator[tuple[list[int], bool]]:
    """The facts of each part of the enumeration, in order, and whether it says something in brackets."""
    position, depth, part, in_brackets = its[order[0]].evidence.match_end, 0, [order[0]], False
    for index in order[1:]:
        start = _place(its[index])
        for sign in _SIGN.finditer(text, position, start):
            if sign[0] in "([":
                depth, in_brackets = depth + 1, True
            elif sign[0] in ")]":
                depth = max(depth - 1, 0)
            elif not depth and part:
                yield part, in_brackets
                part, in_brackets = [], False
        part.append(index)
        position = max(its[index].evidence.match_end, position)
    yield part, in_brackets


def _place(fact: Fact) -> int:
    return fact.evidence.match_start
