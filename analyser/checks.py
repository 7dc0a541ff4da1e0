"""The kinds of check: pure functions from a view of the statement to an outcome.

Two are enough. `presence` asks for facts and passages by conditions; `coverage` asks how many of the
processing activities state a value. A new kind is one model in `ruleset.py` and one function here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analyser.evidence import View
from analyser.ruleset import Coverage, Presence
from analyser.types import Assertion, Fact, Status

Value = tuple[str, str]  # (kind, value)
_FIELDS = {"legal_basis": "legal_bases", "retention": "retention"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: a status (None: nothing to report), the facts that show it, values to name."""

    status: Status | None
    facts: tuple[Fact, ...] = ()
    values: tuple[Value, ...] = ()


def presence(check: Presence, view: View) -> Outcome:
    """The first status whose condition holds, in the order violated, met, partial, missing."""
    for status, condition in check.conditions().items():
        facts = view.evaluate(condition)
        if facts is not None:
            return Outcome(status, facts, _values(facts))
    return Outcome(check.otherwise)


def coverage(check: Coverage, view: View) -> Outcome:
    """Whether (nearly) all activities with a purpose, and the data if asked, state a sufficient value."""
    facts = [fact for fact in view.statement.by_kind.get(check.of, ()) if fact.assertion is not Assertion.DENIED]
    if not facts:
        return Outcome("missing")
    good = [fact for fact in facts if fact.value not in check.insufficient]
    if not good:
        return Outcome("partial", tuple(facts), _values(facts))
    shares, lacking = zip(*(_share(check, view, good, part) for part in check.by), strict=True)
    spoiled = view.evaluate(check.spoiled_by) if check.spoiled_by else None
    plenty = check.plenty and len({fact.evidence.sentence for fact in good}) >= check.plenty
    if plenty or (spoiled is None and sum(shares) / len(shares) >= check.enough):
        return Outcome("met", tuple(good), _values(good))
    return Outcome("partial", (*(spoiled or ()), *good), tuple(dict.fromkeys(v for part in lacking for v in part)))


_KINDS = {"purposes": "purpose", "activities": "purpose", "data_categories": "data_category"}


def _share(check: Coverage, view: View, good: list[Fact], part: str) -> tuple[float, list[Value]]:
    """One share that the check weighs, and what lacks a value.

    `mentions` compares the sentences that state a value with the purposes: one sentence that lists the bases
    of ten purposes ties them to nothing. The others count what the activities link to a sufficient value.
    """
    activities = view.statement.activities
    field = "purposes" if part in ("activities", "mentions") else part
    covered = [a for a in activities if any(v not in check.insufficient for v in a.values(_FIELDS[check.of]))]
    stated = dict.fromkeys(value for activity in activities for value in activity.values(field))
    known = {value for activity in covered for value in activity.values(field)}
    lacking = [value for value in stated if value not in known]
    if not stated:
        return 0.0, []
    if part == "mentions":
        return min(len({fact.evidence.sentence for fact in good}) / len(stated), 1.0), []
    share = 1 - len(lacking) / len(stated)
    if part == "activities":
        purposeful = [activity for activity in activities if activity.values("purposes")]
        share = sum(activity in covered for activity in purposeful) / len(purposeful)
    return share, [(_KINDS[part], value) for value in lacking]


def _values(facts: tuple[Fact, ...] | list[Fact]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys((fact.kind, fact.value) for fact in facts if _names(fact)))


def _names(fact: Fact) -> bool:
    return fact.kind != "passage" and fact.assertion is not Assertion.DENIED


Check = Callable[[Any, View], Outcome]
CHECKS: Mapping[str, Check] = {"presence": presence, "coverage": coverage}
