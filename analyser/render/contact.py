"""Tells an e-mail address, a telephone number and a postal address apart, as statements write them."""

from __future__ import annotations

import re
from typing import Literal

Channel = Literal["email", "phone", "address", "other"]
# Stricter than RFC 5322: what other programs take for an address too.
_EMAIL = re.compile(r"[\w.+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}", re.ASCII)
_PHONE = re.compile(r"\+?[\d\s()./–-]{6,}")


def channel(contact: str) -> Channel:
    """What a contact as written is: an address has a number and letters, anything else is "other"."""
    words = contact.strip()
    if _EMAIL.fullmatch(words):
        return "email"
    if _PHONE.fullmatch(words) and sum(char.isdigit() for char in words) >= 6:
        return "phone"
    return "address" if any(c.isdigit() for c in words) and any(c.isalpha() for c in words) else "other"
