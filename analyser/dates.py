"""Dates and years in Dutch text, as ISO 8601. No spaCy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from analyser.phrases import normalise
from analyser.spans import Value, has_digit, table
from analyser.wordlists import any_word


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        str(name): int(str(number))
        for number, names in table("months").items()
        for name in (names if isinstance(names, list) else ())
    }


@lru_cache(maxsize=1)
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<m>{any_word(_months())})\.?"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    parts = (
        rf"(?<![\d.])(?P<d>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)?(?: |-|\. ?){month}(?:,? |-){year}",
        rf"(?<!\w){month} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {year}",
        r"(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|-\d)",
        r"(?<![\d./-])(?P<d>\d{1,2}) ?(?P<s>[-/.]) ?(?P<m>\d{1,2}) ?(?P=s) ?'?(?P<y>(?:19|20)?\d\d)(?![\d]|[-/.]\d)",
        rf"(?<!\w){month}[ -]?{year}",
        rf"(?<!\w){month} '(?P<y>\d\d)(?!\d)",
        rf"(?<![\d./-])(?P<m>0[1-9]|1[0-2])[-/]{year}(?![-/.]\d)",
        r"(?<![\d./-])(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    )
    return tuple(re.compile(part) for part in parts)


def dates(text: str) -> list[Value]:
    """Dates as ISO 8601, YYYY-MM-DD, or YYYY-MM where no day is given; impossible ones are left out."""
    if not has_digit(text):
        return []
    line = normalise(text).replace("\n", " ")
    found: list[Value] = []
    for pattern in _date_patterns():
        for match in pattern.finditer(line):
            if not any(known.start < match.end() and match.start() < known.end for known in found):
                found.append(Value(match.start(), match.end(), _date(match.groupdict()) or ""))
    return sorted(value for value in found if value.value)


def _date(parts: Mapping[str, str | None]) -> str | None:
    written = parts["y"] or ""
    year = int(written) if len(written) == 4 else 2000 + int(written)
    month = parts["m"] or ""
    number = _months()[month] if month in _months() else int(month)
    try:
        return (
            date(year, number, int(parts["d"] or "")).isoformat()
            if parts.get("d")
            else date(year, number, 1).isoformat()[:7]
        )
    except ValueError:
        return None


_YEAR = re.compile(r"(?<![\w./-])(20(?:1[6-9]|[2-9]\d))(?![\w/-]|\.\d)")


def years(text: str) -> list[Value]:
    """Bare years from 2016, the year in which the GDPR was adopted."""
    return [Value(match.start(), match.end(), match[1]) for match in _YEAR.finditer(text)]
