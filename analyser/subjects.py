"""What a period is about: a heading on periods, or a word that joins a sentence to the last, names nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from analyser.phrases import normalise
from analyser.types import Fact, Facts
from analyser.units import says, topics_of, without_number

_SIGNS = re.compile(r"\W+")
_SUBJECT = "applies_to"


def without_empty_subjects(facts: Facts) -> Facts:
    """The facts, with no subject for a period of which the text names none."""
    return replace(facts, facts=tuple(_without(fact) for fact in facts.facts))


def _without(fact: Fact) -> Fact:
    subject = str(fact.attributes.get(_SUBJECT) or "")
    if fact.kind != "retention" or not subject:
        return fact
    if "joining" not in says(subject) and not _is_heading(subject, fact.evidence.section):
        return fact
    return replace(fact, attributes={**fact.attributes, _SUBJECT: ""})


def _is_heading(subject: str, section: tuple[str, ...]) -> bool:
    return any("retention" in topics_of(heading) and _plain(heading) == _plain(subject) for heading in section)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", normalise(without_number(text))).strip()
