"""ISO 8601 durations, as facts give the periods for which data are kept: "P7Y", "P1Y6M", "PT30M"."""

from __future__ import annotations

import re

UNITS = ("Y", "M", "W", "D", "TH", "TM")
_DURATION = re.compile(r"P(?=\d|T\d)((?:\d+[YMWD])*)(?:T((?:\d+[HM])+))?")
_PART = re.compile(r"(\d+)([YMWDH])")


def duration_parts(iso: str) -> list[tuple[int, str]]:
    """The numbers and units (`UNITS`) of a duration, in its order; none when it is no duration."""
    found = _DURATION.fullmatch(iso)
    if found is None:
        return []
    date, time = (_PART.findall(part or "") for part in found.groups())
    return [*((int(number), unit) for number, unit in date), *((int(number), f"T{unit}") for number, unit in time)]
