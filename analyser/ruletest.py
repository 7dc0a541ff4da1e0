"""Tries rules: do their examples get the status they stand under, and does anything in a corpus set them off?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analyser.analysis import Analysis, analyse_text
from analyser.ruleset import Rule, RuleSet
from analyser.types import Status
from analyser.vocabulary import load_vocabulary

AS_OF = "2026-01-01"  # the day on which the examples are as old as they are
ASKS: tuple[Status, ...] = ("violated", "missing", "partial")


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not get the status it stands under; `given` is "" where the rule says nothing."""

    rule: str
    expected: Status
    given: Status | str
    example: str


def status_of(rule: Rule, text: str) -> Status | str:
    """What a rule says of a text; "" when it says nothing."""
    found = analyse_text(text, rules=RuleSet([rule]), jurisdiction=rule.jurisdictions[0], as_of=AS_OF).findings
    return found[0].status if found else ""


def failures(rules: Iterable[Rule]) -> tuple[Failure, ...]:
    """The examples of rules that do not hold, in the order of the rules."""
    return tuple(
        Failure(rule.id, expected, given, example)
        for rule in rules
        for expected, examples in rule.examples.items()
        for example in examples
        if (given := status_of(rule, example)) != expected
    )


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """What a corpus sets off: how often each rule gave each status, and the terms that nothing showed."""

    statements: int
    statuses: Mapping[str, Mapping[Status, int]]
    idle: tuple[str, ...]  # rules that never asked for anything
    unseen: tuple[str, ...]  # terms as kind/id


def coverage(rules: RuleSet, analyses: Iterable[Analysis]) -> RuleCoverage:
    """Counts over analyses what the rules gave and which terms were found."""
    counts: dict[str, Counter[Status]] = {rule: Counter() for rule in rules}
    seen: set[tuple[str, str]] = set()
    statements = 0
    for analysis in analyses:
        statements += 1
        for finding in analysis.findings:
            counts[finding.rule][finding.status] += 1
        seen |= {(fact.kind, fact.value) for fact in analysis.facts.facts}
    return RuleCoverage(
        statements,
        counts,
        tuple(rule for rule, given in counts.items() if not any(given[status] for status in ASKS)),
        tuple(f"{kind}/{term}" for kind, term in load_vocabulary().ids() if (kind, term) not in seen),
    )
