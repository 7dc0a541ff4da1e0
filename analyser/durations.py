"""Spans of time in Dutch text, as ISO 8601 durations. No spaCy."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analyser.phrases import normalise
from analyser.spans import Value, table
from analyser.wordlists import any_word, says, words


@lru_cache(maxsize=1)
def number_words() -> dict[str, float]:
    """The Dutch numbers from 1 to 199 and the halves, as written without accents and diaeresis."""
    small = {str(word): int(str(value)) for word, value in table("numbers").items()}
    tens = {str(word): int(str(value)) for word, value in table("tens").items()}
    below = small | tens
    below |= {f"{a}en{b}": x + y for a, x in small.items() if x < 10 for b, y in tens.items()}
    numbers: dict[str, float] = {**below, "honderd": 100}
    numbers |= {f"honderd{en}{word}": 100 + value for word, value in below.items() for en in ("", "en")}
    numbers |= {f"{word}eneenhalf": value + 0.5 for word, value in small.items()}
    numbers |= {f"{word}enhalf": value + 0.5 for word, value in small.items()}
    return numbers | {str(word): float(str(value)) for word, value in table("halves").items()}


@lru_cache(maxsize=1)
def _duration_patterns() -> tuple[re.Pattern[str], ...]:
    number = rf"(?:\d{{1,3}}(?:[.,]\d)?½?|{any_word(number_words())})"
    unit = rf"(?:{any_word(map(str, table('units')))})"
    between = rf"(?:(?:{any_word(words('numbers', 'between'))})[ -])?"
    plain = re.compile(
        rf"(?<![\w.,/€]){'(?P<low>' + number + ')'}(?: ?(?:-|/|a|à|tot|of|en|tot en met|t/m) ?"
        rf"(?:maximaal |hoogstens |ten hoogste |maximum |max\.? )?(?P<high>{number}))?"
        rf"(?:[ -]?\( ?(?P<also>{number}) ?\))?[ -]{{0,3}}{between}(?P<unit>{unit})(?P<more>\(en\))?(?![\w])"
    )
    # "zevenjarige bewaartermijn", "een 2-jarige termijn"; "16-jarigen" are people
    adjective = re.compile(
        rf"(?<![\w.,/])(?P<low>{number})[- ]?(?P<unit>jarige|maandelijkse|daagse|weekse)"
        r"(?= (?:\w+ )?(?:\w*termijn|\w*periode|\w*duur|\w*plicht))"
    )
    fixed = re.compile(rf"(?<!\w)(?:{any_word(map(str, table('fixed')))})(?!\w)")
    about = re.compile(rf"(?<!\w)een (?P<unit>{unit}) of (?P<low>{number})(?!\w| ?{unit})")  # "een week of drie"
    return plain, adjective, fixed, about


@cache
def duration_signs() -> tuple[str, ...]:
    """Letters of which some stand in every text with a span of time."""
    ends = {*map(str, table("units")), *_ADJECTIVES, *map(str, table("fixed"))}
    return tuple(sign for sign in sorted(ends) if not any(other != sign and other in sign for other in ends))


_ADJECTIVES = {"jarige": ("Y", 1), "maandelijkse": ("M", 1), "daagse": ("D", 1), "weekse": ("W", 1)}


def _amount(text: str) -> float:
    if text[0].isdigit():
        return float(text.rstrip("½").replace(",", ".")) + 0.5 * text.endswith("½")
    return number_words()[text]


def _iso(amount: float, designator: str, size: int) -> str:
    """The ISO 8601 duration in the unit as written; parts of a unit in the next smaller one."""
    total = amount * size
    for larger, smaller, count in (("Y", "M", 12), ("M", "D", 30), ("W", "D", 7)):
        if designator == larger and total != int(total):
            total, designator = round(total * count), smaller
    if designator == "H" and total % 24 == 0:
        total, designator = total / 24, "D"
    if designator in ("H", "MIN"):
        return f"PT{int(total)}{designator[0]}" if total == int(total) else f"PT{round(total * 60)}M"
    return f"P{int(total)}{designator}" if total == int(total) else f"PT{round(total * 24)}H"


def _before(line: str, at: int) -> str:
    """The word in front of an offset."""
    return (line[max(at - 20, 0) : at].split() or [""])[-1]


def _is_clock(line: str, match: re.Match[str]) -> bool:
    """Whether hours are times of a day ("open van 9 tot 17 uur"), not how long data are kept ("tussen 24 en 72")."""
    return (
        _before(line, match.start()) in words("numbers", "clock" if match["high"] else "clock_single")
        and max(_amount(match["low"]), _amount(match["high"] or match["low"])) <= 24
        and not says("numbers", "kept_before", line[: match.start()])
        and not says("numbers", "kept_after", line[match.end() :])
    )


def durations(text: str) -> list[Value]:
    """Spans of time in digits, words and both, as ISO 8601 durations in the unit as written (P26M, P4W).

    "24 uur" is P1D, "een half jaar" P6M, "de dag na" P1D, "1 jaar en 6 maanden" P1Y6M; a range ("2 tot 5 jaar")
    gives both ends. Weeks beside other units are days: "6 maanden en 1 week" is P6M7D.
    """
    line = normalise(text).replace("\n", " ")
    if not any(map(line.__contains__, duration_signs())):
        return []
    plain, adjective, fixed, about = _duration_patterns()
    found: list[Value] = []
    units = table("units")
    for match in about.finditer(line):
        entry = units[match["unit"]]
        if isinstance(entry, list):
            found.append(Value(match.start(), match.end(), _iso(_amount(match["low"]), str(entry[0]), int(entry[1]))))
    known = tuple(found)
    for match in plain.finditer(line):
        entry = units[match["unit"]]
        designator, size = (str(entry[0]), int(entry[1])) if isinstance(entry, list) else ("D", 1)
        high = match["high"] or match["low"]
        if designator == "H" and _is_clock(line, match):
            continue
        if _amount(high) == 0 or any(value.start <= match.start() < value.end for value in known):
            continue
        if match["high"] and 0 < _amount(match["low"]) < _amount(high):
            found.append(Value(match.start(), match.end(), _iso(_amount(match["low"]), designator, size)))
        found.append(Value(match.start(), match.end(), _iso(_amount(high), designator, size)))
    for match in adjective.finditer(line):
        found.append(Value(match.start(), match.end(), _iso(_amount(match["low"]), *_ADJECTIVES[match["unit"]])))
    for match in fixed.finditer(line):
        if not any(known.start < match.end() and match.start() < known.end for known in found):
            found.append(Value(match.start(), match.end(), str(table("fixed")[match[0]])))
    return _joined(sorted(found), line)


_ORDER = "YMWD"
_DAYS = {"W": 7, "D": 1}


def _joined(found: list[Value], line: str) -> list[Value]:
    """Draws "1 jaar en 6 maanden" into one."""
    groups: list[list[Value]] = []
    for value in found:
        last = groups[-1][-1] if groups else None
        if (
            last
            and line[last.end : value.start].strip() in ("en", "plus", "+", ",")
            and last.value[-1] in _ORDER
            and value.value[-1] in _ORDER
            and "T" not in value.value + last.value
            and "uur" not in line[value.start : value.end]
            and _ORDER.index(last.value[-1]) < _ORDER.index(value.value[-1])
        ):
            groups[-1].append(value)
        else:
            groups.append([value])
    return [Value(group[0].start, group[-1].end, _written(group)) for group in groups]


def _written(parts: list[Value]) -> str:
    """Parts of one span as one duration; weeks stand alone in ISO 8601, so that they are days among others."""
    if len(parts) == 1:
        return parts[0].value
    days = sum(int(part.value[1:-1]) * _DAYS[part.value[-1]] for part in parts if part.value[-1] in _DAYS)
    larger = "".join(part.value[1:] for part in parts if part.value[-1] not in _DAYS)
    return f"P{larger}{days}D" if days else f"P{larger}"
