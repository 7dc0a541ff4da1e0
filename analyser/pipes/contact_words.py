"""The patterns for ways to reach someone, out of the lists of rules/contacts.yaml."""

from __future__ import annotations

import re
from functools import lru_cache

from analyser.phrases import PhraseMatcher
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings


class ContactWords(Wordings):
    """The content of rules/contacts.yaml."""

    foreign_domains: tuple[str, ...]
    mail_services: frozenset[str]
    placeholder_names: frozenset[str]
    foreign_numbers: tuple[str, ...]
    foreign_places: tuple[str, ...]
    authority: Words
    other_party: Words
    theirs: Words
    own: Words
    contact_heading: Words
    countries: frozenset[str]
    not_phone: Words
    form: Words
    street_endings: tuple[str, ...]
    address_cue: Words
    phone: Words
    street_before: Words
    address_label: frozenset[str]
    goes_on: tuple[str, ...]
    form_name: Words
    form_place: Words
    form_by: Words
    form_whole: Words
    box: tuple[str, ...]
    country_end: Words


class ContactPatterns:
    """The patterns; `known` has the lists of plain texts."""

    def __init__(self, words: ContactWords) -> None:
        self.known = words
        self.forms: PhraseMatcher[str] = PhraseMatcher(("form", phrase) for phrase in words.form)
        self.phone = re.compile(any_of(words.phone))
        self.street_before = re.compile(rf"\b{any_of(words.street_before)} $")
        behind = "|".join(f"(?<={word})" for word in words.goes_on)
        self.goes_on = re.compile(rf"(?:{behind})\n")
        self.form = re.compile(rf"(?i){any_of(words.form_name)}(?: {any_of(words.form_place)})?")
        self.form_of_officer = re.compile(rf"(?i)\b{any_of(words.form_by)} [\w ]{{0,20}}({any_of(words.form_whole)})")
        self.not_of_address = re.compile(rf"[^a-z0-9]|{any_of(words.country_end)}$")


@lru_cache(maxsize=1)
def contact_patterns() -> ContactPatterns:
    """The patterns of this installation's rules; built once a process."""
    return ContactPatterns(load_wordings(ContactWords, "contacts"))


__all__ = ["ContactPatterns", "ContactWords", "contact_patterns"]
