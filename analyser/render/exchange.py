"""The shapes that exchange formats ask for: what a contact is, periods and dates as other programs read them."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Channel = Literal["email", "phone", "address", "other"]
# Stricter than RFC 5322: what other programs take for an address too.
_EMAIL = re.compile(r"[\w+-]+(?:\.[\w+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}", re.ASCII)
_PHONE = re.compile(r"\+?[\d\s()./–-]{6,}", re.ASCII)
_PERIOD = re.compile(r"P(?=T?\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?", re.ASCII)
_WEEKS = re.compile(r"P(\d+)W", re.ASCII)
_DATES = {
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "gYearMonth": re.compile(r"\d{4}-\d\d", re.ASCII),
    "gYear": re.compile(r"\d{4}", re.ASCII),
}


def channel(contact: str) -> Channel:
    """What a contact as written is: an address has a number and letters, anything else is "other"."""
    words = contact.strip()
    if _EMAIL.fullmatch(words):
        return "email"
    if _PHONE.fullmatch(words) and sum(char.isdigit() for char in words) >= 6:
        return "phone"
    return "address" if any(c.isdigit() for c in words) and any(c.isalpha() for c in words) else "other"


def period(words: str) -> str | None:
    """An ISO 8601 period without weeks, which xsd:duration lacks; None when it is none."""
    if weeks := _WEEKS.fullmatch(words):
        return f"P{int(weeks[1]) * 7}D"
    return words if _PERIOD.fullmatch(words) else None


def date_type(words: str) -> str | None:
    """The XML Schema type of an ISO 8601 date, month or year; None when there is no such day."""
    kind = next((name for name, pattern in _DATES.items() if pattern.fullmatch(words)), None)
    try:
        date.fromisoformat(f"{words}-01-01"[:10])
    except ValueError:
        return None
    return kind
