"""Values in Dutch text: spans of time, dates, e-mail addresses, telephone numbers, postal addresses. No spaCy.

Every function finds all values of its kind and gives them with their offsets in the text that it was given.
What the values mean for a statement (a retention period or an answer within a month) is for the pipes to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatch, PhraseMatcher, normalise


class Value(NamedTuple):
    """A value and the characters start..end that state it."""

    start: int
    end: int
    value: str


@lru_cache(maxsize=16)
def load_lists(name: str) -> Mapping[str, object]:
    """The named entries of `rules/<name>.yaml`; raises DataFileError when the file holds something else."""
    content = load_yaml(data_dir("rules") / f"{name}.yaml")
    if not isinstance(content, dict):
        raise DataFileError(f"{name}.yaml: expected names with their entries")
    return content


@cache
def words(name: str, entry: str) -> tuple[str, ...]:
    """A list of plain words of `rules/<name>.yaml`."""
    found = load_lists(name).get(entry)
    if not isinstance(found, list):
        raise DataFileError(f"{name}.yaml: {entry!r} is missing or no list")
    return tuple(map(str, found))


@cache  # as many as the rule files have lists
def _matcher(name: str, entry: str) -> PhraseMatcher[str]:
    return PhraseMatcher((entry, phrase) for phrase in words(name, entry))


def cues(name: str, entry: str, text: str) -> list[PhraseMatch[str]]:
    """The matches in one sentence of the phrases that `rules/<name>.yaml` lists under `entry`."""
    return _matcher(name, entry).find(_written(text))


@lru_cache(maxsize=1024)  # the sentences of a statement, each asked about in several ways
def _written(sentence: str) -> str:
    return normalise(sentence).replace("\n", " ")


def says(name: str, entry: str, text: str) -> bool:
    """Whether a sentence holds one of those phrases."""
    return bool(text) and bool(cues(name, entry, text))


# --- spans of time


def _table(entry: str) -> Mapping[str, object]:
    table = load_lists("numbers").get(entry)
    if not isinstance(table, dict):
        raise DataFileError(f"numbers.yaml: {entry!r} is missing or no table")
    return table


@lru_cache(maxsize=1)
def number_words() -> dict[str, float]:
    """The Dutch numbers from 1 to 199 and the halves, as written without accents and diaeresis."""
    small = {str(word): int(str(value)) for word, value in _table("numbers").items()}
    tens = {str(word): int(str(value)) for word, value in _table("tens").items()}
    below = small | tens
    below |= {f"{a}en{b}": x + y for a, x in small.items() if x < 10 for b, y in tens.items()}
    numbers: dict[str, float] = {**below, "honderd": 100}
    numbers |= {f"honderd{en}{word}": 100 + value for word, value in below.items() for en in ("", "en")}
    numbers |= {f"{word}eneenhalf": value + 0.5 for word, value in small.items()}
    numbers |= {f"{word}enhalf": value + 0.5 for word, value in small.items()}
    return numbers | {str(word): float(str(value)) for word, value in _table("halves").items()}


_DIGIT = re.compile(r"\d")


def _has_digit(text: str) -> bool:
    """Whether a text has a digit: without one it states no date, number or address, and most sentences have none."""
    return _DIGIT.search(text) is not None


def _any(items: Iterable[str]) -> str:
    return "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True))


@lru_cache(maxsize=1)
def _duration_patterns() -> tuple[re.Pattern[str], ...]:
    number = rf"(?:\d{{1,3}}(?:[.,]\d)?½?|{_any(number_words())})"
    unit = rf"(?:{_any(map(str, _table('units')))})"
    between = rf"(?:(?:{_any(words('numbers', 'between'))})[ -])?"
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
    fixed = re.compile(rf"(?<!\w)(?:{_any(map(str, _table('fixed')))})(?!\w)")
    about = re.compile(rf"(?<!\w)een (?P<unit>{unit}) of (?P<low>{number})(?!\w| ?{unit})")  # "een week of drie"
    return plain, adjective, fixed, about


@cache
def duration_signs() -> tuple[str, ...]:
    """Letters of which some stand in every text with a span of time."""
    ends = {*map(str, _table("units")), *_ADJECTIVES, *map(str, _table("fixed"))}
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
    gives both ends.
    """
    line = normalise(text).replace("\n", " ")
    if not any(map(line.__contains__, duration_signs())):
        return []
    plain, adjective, fixed, about = _duration_patterns()
    found: list[Value] = []
    units = _table("units")
    for match in about.finditer(line):
        entry = units[match["unit"]]
        if isinstance(entry, list):
            found.append(Value(match.start(), match.end(), _iso(_amount(match["low"]), str(entry[0]), int(entry[1]))))
    for match in plain.finditer(line):
        entry = units[match["unit"]]
        designator, size = (str(entry[0]), int(entry[1])) if isinstance(entry, list) else ("D", 1)
        high = match["high"] or match["low"]
        if designator == "H" and _is_clock(line, match):
            continue
        if _amount(high) == 0 or any(known.start <= match.start() < known.end for known in found):
            continue
        if match["high"] and 0 < _amount(match["low"]) < _amount(high):
            found.append(Value(match.start(), match.end(), _iso(_amount(match["low"]), designator, size)))
        found.append(Value(match.start(), match.end(), _iso(_amount(high), designator, size)))
    for match in adjective.finditer(line):
        found.append(Value(match.start(), match.end(), _iso(_amount(match["low"]), *_ADJECTIVES[match["unit"]])))
    for match in fixed.finditer(line):
        if not any(known.start < match.end() and match.start() < known.end for known in found):
            found.append(Value(match.start(), match.end(), str(_table("fixed")[match[0]])))
    return _joined(sorted(found), line)


_ORDER = "YMWD"


def _joined(found: list[Value], line: str) -> list[Value]:
    """Draws "1 jaar en 6 maanden" into one."""
    result: list[Value] = []
    for value in found:
        last = result[-1] if result else None
        if (
            last
            and line[last.end : value.start].strip() in ("en", "plus", "+", ",")
            and last.value[-1] in _ORDER
            and value.value[-1] in _ORDER
            and "T" not in value.value + last.value
            and "uur" not in line[value.start : value.end]
            and _ORDER.index(last.value[-1]) < _ORDER.index(value.value[-1])
        ):
            result[-1] = Value(last.start, value.end, last.value + value.value[1:])
        else:
            result.append(value)
    return result


# --- dates


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        str(name): int(str(number))
        for number, names in _table("months").items()
        for name in (names if isinstance(names, list) else ())
    }


@lru_cache(maxsize=1)
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<m>{_any(_months())})\.?"
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
    if not _has_digit(text):
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


# --- addresses and numbers

_AT = r"(?:@|\s?[\[(<{]\s?(?:at|apenstaartje|a)\s?[\])>}]\s?|\s(?:\[at\]|\(at\)|_at_|apenstaartje|AT)\s)"
_SOME_AT = re.compile(_AT)
_OF_AT = ("@", "(", "[", "<", "{", "_at_", "apenstaartje", "AT")  # one of these stands in each; looked for at once
_DOT = r"(?:\.|\s?[\[(]\s?(?:dot|punt)\s?[\])]\s?)"
_EMAIL = re.compile(rf"(?<![\w.%+-])([\w.%+-]*\w){_AT}([\w-]+(?:{_DOT}[\w-]+)*{_DOT}[a-zA-Z]{{2,12}})(?![\w@-])")


def emails(text: str) -> list[Value]:
    """E-mail addresses as written, "info [at] voorbeeld.nl" included."""
    if not any(sign in text for sign in _OF_AT) or not _SOME_AT.search(text):
        return []
    return [Value(match.start(), match.end(), match[0]) for match in _EMAIL.finditer(text)]


def plain_email(written: str) -> str:
    """An e-mail address as a mail program takes it: "info(at)voorbeeld.nl" is info@voorbeeld.nl."""
    match = _EMAIL.fullmatch(written)
    if not match:
        return written.casefold()
    return f"{match[1]}@{re.sub(_DOT, '.', match[2])}".casefold()


_PHONE = re.compile(
    r"(?<![\w@/.,+-])(?P<number>(?:(?:\+|00)\s?(?:31|32)[\s.-]?(?:\(0\)\s?)?|\(0\d{1,3}\)|0)"
    r"(?:\s?[-–./]\s?|\s|\d)(?:[\d]|\s?[-–./]\s?(?=\d)|\s(?=[\d(-])){4,28}\d)(?![\w@]|[-/.]\d)"
)


# A Belgian enterprise number is written so, a telephone number is not.
_ENTERPRISE = re.compile(r"0\d{3}\.\d{3}\.\d{3}")
# The short number of a Dutch municipality: 14 and its area code.
_MUNICIPAL = re.compile(r"(?<![\w.,/+-])14 ?0\d{2,3}(?![\d\w]|[ .,-]\d)")


def _is_phone(number: str) -> bool:
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.startswith(("+", "00")):
        digits = digits.removeprefix("00")
        land, rest = digits[:2], digits[2:].removeprefix("0")
        valid = rest[:1] != "0" and land in ("31", "32") and (len(rest) == 9 or (land == "32" and len(rest) == 8))
    elif re.match(r"0[89]00", digits):
        valid = len(digits) in (8, 9, 11)
    else:
        # the Netherlands: ten digits; Belgium: nine, and ten for a mobile number
        valid = digits[:1] == "0" and digits[1:2] != "0" and len(digits) in (9, 10)
    return valid and not dates(number) and not _ENTERPRISE.fullmatch(number)


def phones(text: str) -> list[Value]:
    """Dutch and Belgian telephone numbers as written, in all their layouts.

    The count of digits decides; whether the number is a registration instead is for the words before it to say.
    """
    if not _has_digit(text):
        return []
    found = []
    for match in _PHONE.finditer(text):
        # A slash parts the digits of one number ("0475/12.34.56") or two numbers.
        one_each = r".+" if _is_phone(match["number"]) else r"[^\s/](?:[^/]*[^\s/])?"
        for part in re.finditer(one_each, match["number"]):
            if _is_phone(part[0]):
                start = match.start() + part.start()
                found.append(Value(start, start + len(part[0]), part[0]))
    found += [Value(match.start(), match.end(), match[0]) for match in _MUNICIPAL.finditer(text)]
    return sorted(found)


_NAME = r"[A-ZÀ-Þ'’‘][\w'’‘.-]*"
_SMALL = r"(?:van|de|den|der|het|ten|ter|op|aan|in|en|'t|’t|’s|'s|la|le|du|des|St\.|Sint)"
_STREET = rf"(?:{_NAME}|\d{{1,2}}e)(?: (?:{_NAME}|{_SMALL})){{0,5}}"
_HOUSE = (
    r"\d{1,4}(?: ?[-/]? ?[A-Za-z](?![A-Za-z])|[-/ ]?(?:bis|hs|huis|[IV]{1,3}))?(?:[-/ ]\d{1,3}(?!\d))?"
    r"(?:,? ?bus \w+)?"
)
_POSTBUS = r"(?:Postbus|Antwoordnummer|PO Box|P\.O\. Box) \d{1,6}"
_LINE = rf"(?P<street>{_POSTBUS}|{_STREET},? ?(?:nr\.? ?)?{_HOUSE})"
_OF = r"(?:[ -](?:aan|den|de|der|het|op|van|bij|en|in|ten|ter))"
_TOWN = r"(?:St\. |[A-ZÀ-Þ'’‘])[\w'’‘]+"
_CITY = rf"{_TOWN}(?:[ -]{_TOWN}|{_OF}{{1,3}}[ \n-]{_TOWN}){{0,3}}"
_PLACE = rf"(?P<place>(?:NL-?|B-?|BE-?)?[1-9]\d{{3}}(?: ?[A-Z]{{2}}(?![A-Za-z])(?:,? (?:te |in )?{_CITY})?|,? {_CITY}))"
_COUNTRY = r"(?:(?:,|\s)\s?\(?(?:Nederland|België|Belgie|the Netherlands|The Netherlands|Netherlands|Belgium)\)?)?"
_ADDRESS = re.compile(rf"(?<!\w){_LINE}(?:\s?[,|;•·–-]+\s?|\s|,?\s?(?:te|in)\s|\s?\(){{1,2}}{_PLACE}{_COUNTRY}")
_REVERSED = re.compile(rf"(?<!\w){_PLACE},?(?: (?:aan|op|in))?(?: (?:de|het))? {_LINE}(?![\w@]|[.,:]\d)")
_CODE_FIRST = re.compile(
    rf"\((?P<code>[1-9]\d{{3}} ?[A-Z]{{2}})\) (?P<town>{_CITY}),? (?:aan|op)(?: de| het)? {_LINE}(?![\w@]|[.,:]\d)"
)
_STREET_LINE = re.compile(rf"(?<!\w){_LINE}(?![\w@]|[.,:]\d)")
_PLACE_LINE = re.compile(rf"(?<!\w){_PLACE}{_COUNTRY}")


def _trimmed(match: re.Match[str]) -> Value:
    """Ends the place before what cannot belong to it: "1234 AB Utrecht Tel" is a run of lines read as one."""
    written = match[0].rstrip(" ,.")
    stop = re.search(
        r"(?<=\w)[ ,]+(?:T(?:el\w*)?|E(?:-?mail\w*)?|M(?:ail)?|KvK\w*|BTW|Web(?:site)?|Fax|www\S*)\b", written
    )
    written = written[: stop.start()] if stop else written
    return Value(match.start(), match.start() + len(written), written)


def addresses(text: str) -> list[Value]:
    """Postal addresses in one stretch: street and number or post-office box, postal code, place.

    "1234 AB Dorp aan de Kade 5" is given in the usual order, "Kade 5, 1234 AB Dorp".
    """
    if not _has_digit(text):
        return []
    found = [_trimmed(match) for match in _ADDRESS.finditer(text)]
    for match in _CODE_FIRST.finditer(text):
        written = f"{match['street']}, {match['code']} {match['town']}"
        found.append(Value(match.start(), match.end(), written))
    for match in _REVERSED.finditer(text):
        if not any(known.start < match.end() and match.start() < known.end for known in found):
            found.append(Value(match.start(), match.end(), f"{match['street']}, {match['place']}"))
    return sorted(found)


def street_lines(text: str) -> list[Value]:
    """What may be a street with its number, or a post-office box."""
    if not _has_digit(text):
        return []
    return [Value(match.start(), match.end(), match[0]) for match in _STREET_LINE.finditer(text)]


def place_lines(text: str) -> list[Value]:
    """Postal code and place."""
    if not _has_digit(text):
        return []
    return [_trimmed(match) for match in _PLACE_LINE.finditer(text)]
