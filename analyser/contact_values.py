"""E-mail addresses, telephone numbers and postal addresses in Dutch text. No spaCy."""

from __future__ import annotations

import re

from analyser.dates import dates
from analyser.spans import Value, has_digit

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
    if not has_digit(text):
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
    if not has_digit(text):
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
    if not has_digit(text):
        return []
    return [Value(match.start(), match.end(), match[0]) for match in _STREET_LINE.finditer(text)]


def place_lines(text: str) -> list[Value]:
    """Postal code and place."""
    if not has_digit(text):
        return []
    return [_trimmed(match) for match in _PLACE_LINE.finditer(text)]
