"""The whole analysis of one statement: read, extract, link, judge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyser import activities as linking
from analyser import facts as extraction
from analyser import readers
from analyser.errors import InputError
from analyser.judge import judge
from analyser.phrases import normalise
from analyser.ruleset import RuleSet, load_rules
from analyser.types import Activity, Document, Facts, Finding, MediaType, Source

_DUTCH = frozenset(
    "de het een en van wij we u uw je jouw wordt worden niet met voor die dat op aan om zijn hebben heeft deze dit ook "
    "als bij of naar door te uit over kan kunt onze ons is gegevens geen alleen dan wanneer deze".split()
)
_OTHER = {
    "en": frozenset("the and of to your you we our is are for that this with or by may not have will as be".split()),
    "fr": frozenset("le la les des et vous votre vos nous est pour dans que qui une sur par avec du données".split()),
    "de": frozenset("der die das und wir sie ihre ist nicht mit für werden auf oder zu den von daten eine".split()),
}


@dataclass(frozen=True)
class Analysis:
    """What was found in one statement."""

    document: Document
    facts: Facts
    activities: tuple[Activity, ...]
    findings: tuple[Finding, ...]
    rules: RuleSet
    language: str
    warnings: tuple[str, ...] = ()


def language_of(text: str) -> tuple[str, float]:
    """The language of a text by its function words, and the share of Dutch among them (0 to 1)."""
    words = re.findall(r"\w+", normalise(text))
    counts = {"nl": sum(word in _DUTCH for word in words)}
    counts |= {name: sum(word in known for word in words) for name, known in _OTHER.items()}
    total = sum(counts.values())
    if not total:
        return "nl", 0.0
    return max(counts, key=lambda name: counts[name]), counts["nl"] / total


def analyse(source: Source, rules: RuleSet | None = None) -> Analysis:
    """Analyses one statement with the rules given, or with those of the installation.

    Raises InputError when there is nothing to analyse or the text is not Dutch.
    """
    document = readers.read(source)
    language, share = language_of(document.text)
    warnings = []
    words = len(document.text.split())
    if language != "nl" and words >= 20:
        raise InputError(
            f"the text is not Dutch (share of Dutch among its function words: {share:.0%}); "
            "give the Dutch version of the statement"
        )
    if share < 0.6 and words >= 50:
        warnings.append(f"a part of the text is not Dutch (share of Dutch: {share:.0%}); only Dutch is read")
    rules = rules or load_rules()
    facts = extraction.extract(document)
    activities = linking.link(document, facts)
    findings = judge(document, facts, activities, rules)
    return Analysis(document, facts, activities, findings, rules, "nl", tuple(warnings))


def analyse_text(text: str, media_type: MediaType = "text/markdown", name: str = "<text>") -> Analysis:
    """Analyses a statement given as a string."""
    return analyse(readers.source_from_text(text, name, media_type))
