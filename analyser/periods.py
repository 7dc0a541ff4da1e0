"""ISO 8601 durations, as facts give the periods for which data are kept: "P7Y", "P1Y6M", "PT30M"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from analyser.spans import table
from analyser.types import Language

_DAYS = {"Y": 365.25, "M": 30.4, "W": 7, "D": 1, "TH": 1 / 24, "TM": 1 / 1440}
_ROUNDED = 0.2  # what "26 maanden (ruim twee jaar)" may differ at most
_EQUAL = 0.03  # what "1 maand (30 dagen)" may
_DURATION = re.compile(r"P(?=\d|T\d)((?:\d+[YMWD])*)(?:T((?:\d+[HM])+))?")
_PART = re.compile(r"(\d+)([YMWDH])")


def duration_parts(iso: str) -> list[tuple[int, str]]:
    """The numbers and units (Y, M, W, D, TH, TM) of a duration, in its order; none when it is no duration."""
    found = _DURATION.fullmatch(iso)
    if found is None:
        return []
    date, time = (_PART.findall(part or "") for part in found.groups())
    return [*((int(number), unit) for number, unit in date), *((int(number), f"T{unit}") for number, unit in time)]


def unit_words(language: Language) -> Mapping[str, tuple[str, str]]:
    """What one and several of each unit of `duration_parts` are called."""
    return cast("Mapping[str, tuple[str, str]]", table(f"named_{language}"))


def spoken(iso: str, language: Language) -> str:
    """A duration in words, "1 jaar en 6 maanden"; "" when it is no duration."""
    words = unit_words(language)
    spans = (f"{number} {words[unit][number != 1]}" for number, unit in duration_parts(iso))
    return {"nl": " en ", "en": " and "}[language].join(spans)


def about_as_long(one: str, other: str, *, rounded: bool) -> bool:
    """Whether two durations are the same span in other units: P12M and P1Y, and when it is rounded P26M and P2Y."""
    parts, others = duration_parts(one), duration_parts(other)
    if {unit for _, unit in parts} == {unit for _, unit in others}:
        return False  # "6 (9) maanden"
    days, days_too = (sum(number * _DAYS[unit] for number, unit in found) for found in (parts, others))
    return abs(days - days_too) <= (_ROUNDED if rounded else _EQUAL) * max(days, days_too)
