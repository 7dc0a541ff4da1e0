"""The whole analysis of one statement: read, extract, link, judge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyser import activities as linking
from analyser import facts as extraction
from analyser import readers
from analyser.data import load_mapping
from analyser.errors import InputError
from analyser.judge import judge
from analyser.jurisdiction import Law, jurisdiction_of
from analyser.ruleset import RuleSet, load_rules
from analyser.types import Activity, Document, Facts, Finding, Jurisdiction, MediaType, Source

_FOREIGN = 0.35  # share of Dutch function words under which a text is not read
_MOST_CHARACTERS = 1_000_000  # some hundred times a long statement, and what spaCy takes
_MIXED = 0.6  # share of Dutch function words under which a reader is told
_FEW_WORDS = 20  # under this the words of a text do not tell its language


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    content = load_mapping("languages.yaml")
    return {str(name): frozenset(map(str, words)) for name, words in content.items()}


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


def language_of(text: str) -> tuple[str, float]:
    """The language of a text by its function words, and the share of Dutch among them (0 to 1)."""
    words = re.findall(r"\w+", text.casefold())
    counts = {name: sum(word in known for word in words) for name, known in _function_words().items()}
    total = sum(counts.values())
    if not total:
        return "nl", 0.0
    return max(counts, key=lambda name: counts[name]), counts["nl"] / total


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

    Raises InputError when there is nothing to analyse or the text is not Dutch.
    """
    document = readers.read(source)
    if len(document.text) > _MOST_CHARACTERS:
        raise InputError(f"holds more than {_MOST_CHARACTERS:,} characters of text; give the statement alone")
    language, share = language_of(document.text)
    warnings: list[Mapping[str, str]] = []
    words = len(document.text.split())
    if language != "nl" and share < _FOREIGN and words >= _FEW_WORDS:
        raise InputError(
            f"the text is not Dutch (share of Dutch among its function words: {share:.0%}); "
            "give the Dutch version of the statement"
        )
    if share < _MIXED and words >= _FEW_WORDS:
        warnings.append(
            {
                "nl": f"een deel van de tekst is niet Nederlands (aandeel Nederlands: {share:.0%}); "
                "alleen het Nederlands is gelezen",
                "en": f"a part of the text is not Dutch (share of Dutch: {share:.0%}); only Dutch is read",
            }
        )
    law = Law(jurisdiction, True) if jurisdiction else jurisdiction_of(document)
    rules = (load_rules() if rules is None else rules).within(law.jurisdiction)
    facts = extraction.extract(document)
    activities = linking.link(document, facts)
    findings = judge(document, facts, activities, rules, as_of)
    return Analysis(document, facts, activities, findings, rules, "nl", law, tuple(warnings))


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
