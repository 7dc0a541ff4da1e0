"""Spans of time that are no retention periods: ages, frequencies, answers to requests, notice periods."""

from __future__ import annotations

import re

from analyser.phrases import normalise
from analyser.pipes.retention_place import text_part
from analyser.pipes.retention_words import retention_patterns
from analyser.spans import Value
from analyser.wordlists import says

_FILE = "retention"
_RANGE = re.compile(r"\d ?(?:jaar )?(?:tot|-|–|t/m|tot en met|en) ?\d")
# Ages that statements name: of consent, of majority.
_AGES = re.compile(r"P(?:1[2-46-8]|21)Y$")
_GROWN = re.compile(r"P(?:1[2-9]|[2-9]\d)Y$")


def _clause(text: str, value: Value) -> str:
    """The part of the sentence between the commas around a value."""
    start, end = 0, len(text)
    for found in retention_patterns().clause.finditer(text):
        if found.end() <= value.start:
            start = found.end()
        elif found.start() >= value.end:
            end = found.start()
            break
    return text[start:end]


def is_within(line: str, value: Value) -> bool:
    """Whether it is a deadline: "binnen vier weken", "binnen maximaal een maand"."""
    patterns = retention_patterns()
    return bool(
        patterns.within.search(line[max(value.start - 45, 0) : value.start])
        or patterns.deadline.match(line, value.start)
    )


def _is_reached(line: str, value: Value) -> bool:
    """Whether it is an age that somebody reaches: "tot u 21 jaar bent"."""
    return (
        _GROWN.match(value.value) is not None
        and retention_patterns().reached.match(line, value.end) is not None
        and says(_FILE, "reaching", line[: value.start])
    )


def excluded(text: str, value: Value, *, listed: bool) -> bool:
    """Ages, frequencies, answers to requests, notice periods; what a list of periods holds is none of the last two."""
    patterns = retention_patterns()
    line = normalise(text)
    if patterns.after.match(line, value.end):
        return True
    if patterns.before.search(line[: value.start]) and not says(_FILE, "rolling", text):
        return True
    if (
        patterns.aged.search(line[: value.start])
        and not patterns.since.match(line, value.end)
        and (_AGES.search(value.value) or _RANGE.search(line[max(value.start - 14, 0) : value.end]))
    ):
        return True  # "jeugdleden tot 18 jaar", "kinderen van 4 tot 12 jaar"
    if _is_reached(line, value):
        return True
    clause = _clause(text, value)
    if _AGES.search(value.value) and (
        patterns.age_before.search(line[: value.start])
        or (says(_FILE, "age", text) and not says(_FILE, "keep", clause))
    ):
        return True
    if patterns.review.match(line, value.end):
        return True
    if says(_FILE, "answered", clause):
        return True
    if says(_FILE, "objected", text) and not says(_FILE, "stays", text):
        return True  # "Hebt u bezwaar tegen een foto, dan halen wij die dezelfde dag weg"
    if says(_FILE, "extension", text) and not says(_FILE, "own_extension", text):
        return True
    if is_within(line, value):
        told = text_part(text, value.start)
        return says(_FILE, "response", told) or not says(_FILE, "keep", told)
    if patterns.since.match(line, value.end):  # "zes weken nadat de vraag is beantwoord, wissen wij …"
        clause = text_part(text, value.start)
    kept = listed or says(_FILE, "keep", clause) or says(_FILE, "cookie", clause)
    return not kept and says(_FILE, "response", clause)


__all__ = ["excluded", "is_within"]
