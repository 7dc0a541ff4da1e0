"""The kinds of check: pure functions from a view of the statement to an outcome.

A new kind is one model in `kinds.py` and one function here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from analyser.evidence import Statement, View
from analyser.kinds import Age, Agreement, Coverage, Measure, Period, Presence
from analyser.measures import MEASURES
from analyser.phrases import normalise
from analyser.types import AT_LARGE, Activity, Assertion, Fact, Status

Value = tuple[str, str]  # (kind, value)
_FIELDS = {
    "legal_basis": "legal_bases", "retention": "retention", "purpose": "purposes", "data_category": "data_categories"
}  # fmt: skip
_DAYS = {"Y": 365.25, "M": 30.4375, "W": 7.0, "D": 1.0}


class Outcome(NamedTuple):
    """What a check found: a status (None: nothing to report), the facts that show it, values to name."""

    status: Status | None
    facts: tuple[Fact, ...] = ()
    values: tuple[Value, ...] = ()
    figure: str = ""  # what was measured, for the message


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
    weighed = [_share(check, view, good, part) for part in check.by]
    shares, lacking = zip(*([share for share in weighed if share] or [(0.0, [])]), strict=True)
    spoiled = view.evaluate(check.spoiled_by) if check.spoiled_by else None
    settled = check.settled_by is not None and view.evaluate(check.settled_by) is not None
    if settled or _overview(check, view, good) or (spoiled is None and sum(shares) / len(shares) >= check.enough):
        return Outcome("met", tuple(good), _values(good))
    return Outcome("partial", (*(spoiled or ()), *good), tuple(dict.fromkeys(v for part in lacking for v in part)))


_KINDS = {"purposes": "purpose", "data_categories": "data_category"}


def _share(check: Coverage, view: View, good: list[Fact], part: str) -> tuple[float, list[Value]] | None:
    """One share that the check weighs, and what lacks a value; None where the text states nothing to weigh.

    `mentions` compares the sentences that state a value with the purposes: one sentence that lists the bases
    of ten purposes ties them to nothing. `processing` asks a value of each activity of a purpose. The others
    count what the activities link to a sufficient value; what is only usual with a purpose counts for nothing.
    """
    activities = view.statement.activities
    field = "purposes" if part in ("mentions", "processing") else part
    covered = [a for a in activities if any(v not in check.insufficient for v in a.tied(_FIELDS[check.of]))]
    stated = dict.fromkeys(value for activity in activities for value in activity.tied(field))
    known = {value for activity in covered for value in activity.tied(field)}
    lacking = [value for value in stated if value not in known]
    if not stated:
        return None
    if part == "mentions":
        return min(len({fact.sentence for fact in good}) / len(stated), 1.0), []
    if part == "processing":
        return _mean(activities, covered), [("purpose", value) for value in lacking]
    return 1 - len(lacking) / len(stated), [(_KINDS[part], value) for value in lacking]


def _overview(check: Coverage, view: View, good: list[Fact]) -> bool:
    """Whether one table or list goes over the matter: half of its entries, and enough of them, state a value."""
    if check.overview is None:
        return False
    for entries in _entries(view.statement, frozenset(fact.sentence for fact in good)):
        stating = sum(entry == {"purpose", "value"} for entry in entries)
        if stating >= check.overview and 2 * stating >= len(entries):
            return True
    return False


def _entries(statement: Statement, valued: frozenset[int]) -> list[list[set[str]]]:
    """What each row of each table and each item of each list tells: "purpose", "value" (in a sentence of `valued`).

    The rows of a table that tells of purposes say in their other cells what it is for; an item of a list says so
    itself: a list of the bases that the law knows tells of values only.
    """
    blocks, sentences = statement.document.blocks, statement.facts.sentences
    told = {fact.sentence for fact in statement.said.get(("purpose", False), ())}
    tables = {cell.table for index in told - valued if (cell := blocks[sentences[index].block].cell)}
    wholes: dict[tuple[str, int], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for sentence in sentences:
        block = blocks[sentence.block]
        if block.cell:
            row = statement.document.row_of(block)
            if all(other.cell and other.cell.is_header for other in row):
                continue
            entry = wholes["table", block.cell.table][block.cell.row]
            if block.cell.table in tables and len(row) > 1:
                entry.add("purpose")
        elif block.list_id is not None:
            entry = wholes["list", block.list_id][sentence.block]
        else:
            continue
        entry.update(name for name, indices in (("purpose", told), ("value", valued)) if sentence.index in indices)
    return [list(entries.values()) for entries in wholes.values()]


def _mean(activities: Sequence[Activity], covered: Sequence[Activity]) -> float:
    """The mean over the purposes of the part of their activities that is covered, general lists of purposes aside."""
    listed = ((activity, (k for k in activity.links if k.field == "purposes")) for activity in activities)
    own = [activity for activity, links in listed if any(k.basis not in AT_LARGE for k in links)] or activities
    told = Counter(value for activity in own for value in activity.values("purposes"))
    having = {id(activity) for activity in covered}  # equal ones have the same values
    known = Counter(value for activity in own if id(activity) in having for value in activity.values("purposes"))
    return sum(known[value] / told[value] for value in told) / len(told)


def _values(facts: tuple[Fact, ...] | list[Fact]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys((fact.kind, fact.value) for fact in facts if _names(fact)))


def _names(fact: Fact) -> bool:
    return fact.kind != "passage" and fact.assertion is not Assertion.DENIED


def days(duration: str) -> float | None:
    """The length of an ISO 8601 duration of one unit in days; None for anything else."""
    found = re.fullmatch(r"P(\d+)([YMWD])", duration)
    return int(found[1]) * _DAYS[found[2]] if found else None


def period(check: Period, view: View) -> Outcome:
    """Whether what is stated for the data that the check is about keeps within the usual periods.

    A period belongs to what it is stated for (`applies_to`); where the text names nothing, to its sentence. Where a
    sentence states several for the same, one that is usual will do: the others are of another case.
    """
    found = []
    for fact in _durations(view):
        subject = str(fact.attributes.get("applies_to") or "") or fact.evidence.text
        said = {match.key for match in check.matcher.find(normalise(subject))}
        if "about" in said and "unless" not in said:
            found.append(fact)
    if not found:
        return Outcome("not_applicable")
    usual = {fact.sentence for fact in found if _usual(check, fact)}
    unusual = [fact for fact in found if fact.sentence not in usual]
    shown = unusual or found
    return Outcome("partial" if unusual else "met", tuple(shown), _values(shown))


def _usual(check: Period, fact: Fact) -> bool:
    length = days(fact.value) or 0.0
    said = {match.key for match in check.matcher.find(normalise(fact.evidence.text))}
    most = check.at_most_then if "exception" in said else check.at_most
    # Months and years differ in length: 12 months are a year, 30 days a month, 28 days four weeks.
    return not (
        (check.at_least and length < (days(check.at_least) or 0) * 0.97) or (most and length > (days(most) or 0) * 1.12)
    )


def agreement(check: Agreement, view: View) -> Outcome:
    """Whether two sentences state different periods for data of the same name.

    A heading names the matter of a section, not the data: what stands under one is not compared.
    """
    stated: dict[str, list[Fact]] = {}
    for fact in _durations(view):
        subject, path = _plain(str(fact.attributes.get("applies_to") or "")), fact.evidence.section
        if subject and not (path and subject == _plain(path[-1])):
            stated.setdefault(subject, []).append(fact)
    for first, *others in stated.values():
        for other in others:
            if other.sentence != first.sentence and _differ(first, other):
                return Outcome("partial", (first, other), _values((first, other)))
    return Outcome("met" if stated else "not_applicable")


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", normalise(text)).strip()


def _differ(one: Fact, other: Fact) -> bool:
    return abs((days(one.value) or 0) - (days(other.value) or 0)) > 0.05 * (days(one.value) or 0)


def _durations(view: View) -> list[Fact]:
    facts = view.statement.by_kind.get("retention", ())
    return [fact for fact in facts if fact.assertion is not Assertion.DENIED and days(fact.value) is not None]


def age(check: Age, view: View) -> Outcome:
    """Whether the statement is young enough on the day that was given."""
    dates = view.statement.by_kind.get("version_date", ())
    latest = max(dates, key=lambda fact: fact.value, default=None)
    if latest is None or view.statement.as_of is None:
        return Outcome("not_applicable")
    written = date.fromisoformat((latest.value + "-01-01")[:10])
    old = (date.fromisoformat(view.statement.as_of) - written).days
    status: Status = "partial" if old > (days(check.at_most) or 0) else "met"
    return Outcome(status, (latest,), figure=str(round(old / _DAYS["M"])))


def measure(check: Measure, view: View) -> Outcome:
    """Whether a figure of the text keeps within its bounds."""
    statement = view.statement
    if statement.word_count < check.from_words:
        return Outcome("not_applicable")
    measured = MEASURES[check.of](statement)
    bad = (check.at_least is not None and measured.figure < check.at_least) or (
        check.at_most is not None and measured.figure > check.at_most
    )
    facts = tuple(Fact("passage", check.of, statement.sentence(s.index)) for s in measured.sentences) if bad else ()
    return Outcome("partial" if bad else "met", facts, figure=str(round(measured.figure)))


Function = Callable[[Any, View], Outcome]
CHECKS: Mapping[str, Function] = {
    "presence": presence, "coverage": coverage, "period": period, "agreement": agreement, "age": age, "measure": measure
}  # fmt: skip
