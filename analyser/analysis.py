"""The whole analysis of one statement: read, extract, link, judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyser import activities as linking
from analyser import facts as extraction
from analyser import readers
from analyser.errors import InputError
from analyser.judge import judge
from analyser.jurisdiction import Law, jurisdiction_of
from analyser.language import DUTCH, dutch_part
from analyser.ruleset import RuleSet, load_rules
from analyser.types import Activity, Document, Facts, Finding, Jurisdiction, MediaType, Source

_MOST_CHARACTERS = 1_000_000  # some hundred times a long statement, and what spaCy takes


@dataclass(frozen=True)
class Analysis:
    """What was found in one statement."""

    document: Document
    facts: Facts
    activities: tuple[Activity, ...]
    findings: tuple[Finding, ...]
    rules: RuleSet  # those that hold in its jurisdiction
    language: str
    law: Law
    warnings: tuple[Mapping[str, str], ...] = ()  # each by report language


def analyse(
    source: Source,
    rules: RuleSet | None = None,
    *,
    jurisdiction: Jurisdiction | None = None,
    as_of: str | None = None,
) -> Analysis:
    """Analyses one statement with the rules given, or with those of the installation, as far as they hold in its
    jurisdiction: the one given, or the one that the statement shows. `as_of` is the day (ISO 8601) on which the age of
    the statement counts; without one its age is not judged.

    Of a text in several languages the Dutch passages are analysed, and a warning says so. Raises InputError when there
    is nothing to analyse or the text is not Dutch.
    """
    document = readers.read(source)
    if len(document.text) > _MOST_CHARACTERS:
        raise InputError(f"holds more than {_MOST_CHARACTERS:,} characters of text; give the statement alone")
    reading = dutch_part(document)
    document = reading.document
    warnings = (reading.warning,) if reading.warning else ()
    law = Law(jurisdiction, True) if jurisdiction else jurisdiction_of(document)
    rules = (load_rules() if rules is None else rules).within(law.jurisdiction)
    facts = extraction.extract(document)
    activities = linking.link(document, facts)
    findings = judge(document, facts, activities, rules, as_of)
    return Analysis(document, facts, activities, findings, rules, DUTCH, law, warnings)


def analyse_text(
    text: str,
    media_type: MediaType = "text/markdown",
    name: str = "<text>",
    *,
    rules: RuleSet | None = None,
    jurisdiction: Jurisdiction | None = None,
    as_of: str | None = None,
) -> Analysis:
    """Analyses a statement given as a string, as `analyse` does one from a file."""
    source = readers.source_from_text(text, name, media_type)
    return analyse(source, rules, jurisdiction=jurisdiction, as_of=as_of)
