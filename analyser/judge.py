"""Rules × facts → findings."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from analyser import deadline
from analyser.checks import CHECKS, Outcome
from analyser.evidence import Statement, View
from analyser.periods import spoken
from analyser.phrases import normalise
from analyser.ruleset import Rule, RuleSet
from analyser.types import Activity, Document, Evidence, Fact, Facts, Finding, Language
from analyser.vocabulary import load_vocabulary

MAX_EVIDENCE = 6  # sentences shown with one finding
MAX_VALUES = 6  # values named in one message
LANGUAGES: tuple[Language, ...] = ("nl", "en")
_NO_ADVICE = {"nl": "", "en": "", "model": ""}


def judge(
    document: Document, facts: Facts, activities: tuple[Activity, ...], rules: RuleSet, as_of: str | None = None
) -> tuple[Finding, ...]:
    """One finding for each requirement and for each issue that the statement has, in the order of the rules.

    `advice` has the keys nl, en and model (a Dutch sentence to paste), all "" when nothing has to be done.
    A message without values drops ": {values}" and " ({values})". `as_of` is the day (ISO 8601) on which the age of
    the statement counts; without one no rule judges its age.
    """
    statement = Statement(document, facts, activities, rules, as_of)
    findings = [_apply(rule, statement) for rule in rules.values()]
    return tuple([finding for finding in findings if finding is not None])


def _apply(rule: Rule, statement: Statement) -> Finding | None:
    deadline.look()
    passages, place = statement.passages(rule)
    view = View(statement, passages)
    if rule.applies_if is not None and view.evaluate(rule.applies_if) is None:
        outcome = Outcome(None if rule.role == "issue" else "not_applicable")
    else:
        outcome = CHECKS[rule.check.kind](rule.check, view)
    if outcome.status is None:
        return None
    evidence, further = _distinct(outcome)
    text = rule.message[outcome.status]
    fine = outcome.status in ("met", "not_applicable")
    return Finding(
        rule=rule.id,
        status=outcome.status,
        severity=rule.severity,
        article=rule.article.cited if rule.article else "",
        message={language: _fill(getattr(text, language), rule, outcome, language) for language in LANGUAGES},
        advice=_NO_ADVICE if fine else rule.advice.texts,
        evidence=evidence,
        anchor=evidence[0].start if evidence else _absence(statement, place),
        fingerprint=fingerprint(rule.id, evidence[0] if evidence else None),
        further=further,
    )


def _distinct(outcome: Outcome) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The evidence, each sentence once, best first: what is shown with a finding, and the rest."""
    if not outcome.facts:
        return (), ()
    by_sentence: dict[int, Fact] = {}
    for fact in outcome.facts:
        by_sentence.setdefault(fact.sentence, fact)
    found = tuple([fact.evidence for fact in by_sentence.values()])
    return found[:MAX_EVIDENCE], found[MAX_EVIDENCE:]


def _absence(statement: Statement, place: int | None) -> int:
    """Where an absent item belongs: its section's heading, else the first heading, else the first line."""
    if place is not None:
        sentence = statement.facts.sentences[place]
        return statement.document.source_span(sentence.start, sentence.end)[0]
    return statement.first_heading


@lru_cache(maxsize=4096)  # a rule without evidence has the same one in every statement
def fingerprint(rule: str, evidence: Evidence | None, mark: str = "") -> str:
    """What a finding is known by in other versions of the text: 16 hexadecimal digits of its rule, the words of its
    evidence and the heading above it. `mark` tells apart what these leave alike."""
    quote = re.sub(r"\W+", " ", normalise(evidence.text)).strip() if evidence else ""
    heading = normalise(evidence.section[-1]) if evidence and evidence.section else ""
    parts = (rule, quote, heading, *((mark,) if mark else ()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _notes(rule: Rule, outcome: Outcome, language: Language) -> str:
    """What the passages that were found add to the message, each once."""
    found = dict.fromkeys(fact.value for fact in outcome.facts if fact.kind == "passage")
    notes = [rule.passages[name].note for name in found if name in rule.passages]
    return " ".join(getattr(note, language) for note in notes if note is not None)


def _fill(text: str, rule: Rule, outcome: Outcome, language: Language) -> str:
    if "{" not in text:
        return text.strip()
    named = [_label(kind, value, language) for kind, value in outcome.values]
    shown = ", ".join(named[:MAX_VALUES])
    if len(named) > MAX_VALUES:
        shown += {"nl": " en nog {}", "en": " and {} more"}[language].format(len(named) - MAX_VALUES)
    if not named:
        text = text.replace(": {values}", "").replace(" ({values})", "")
    notes = _notes(rule, outcome, language)
    for name, filling in (("values", shown), ("count", str(len(named))), ("notes", notes), ("figure", outcome.figure)):
        text = text.replace(f"{{{name}}}", filling)
    return text.strip()


def _label(kind: str, value: str, language: Language) -> str:
    return spoken(value, language) or load_vocabulary().label(kind, value, language)
