"""What only one organisation has, lacks or does. An outlier is no fault: it is where a reader looks first."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from analyser.compare.model import (
    ALL,
    CellModel,
    ComparisonModel,
    InventoryModel,
    OutlierKind,
    OutlierModel,
    RequirementModel,
    RetentionModel,
)

_ORDER = ("retention", "verdict", "value", "no_value", "score")
_DUE = ("purpose", "legal_basis", "recipient")  # what nearly all have: of data, not to mention them is no matter
LEAST = 5  # organisations among which one can stand out
_FACTOR = 2.0  # a period stands out when it is so many times the median of the others, or so much shorter
_SAME = 1.1  # periods that differ less are one: four weeks and a month
_FENCE = 1.5  # interquartile ranges beyond the quartiles (Tukey, Exploratory Data Analysis, 1977)


def find_outliers(comparison: ComparisonModel, within: Mapping[str, Sequence[str]]) -> list[OutlierModel]:
    """The outliers among all organisations and, where they are grouped, within each group: periods first, then
    verdicts by their severity, values and scores."""
    found: list[OutlierModel] = []
    for group, ids in within.items():
        if len(ids) < LEAST:
            continue
        members = frozenset(ids)
        for requirement in comparison.requirements:
            found += _verdict(requirement, group, members)
        for kept in comparison.retention:
            found += _period(kept, group, members)
        for value in comparison.inventory:
            found += _value(value, group, members)
        found += _scores(comparison, group, members)
    first = {(row.kind, row.value) for row in comparison.inventory if row.special}
    first |= {("rule", row.rule) for row in comparison.requirements if row.severity == "error"}

    def rank(outlier: OutlierModel) -> tuple[bool, str, int, bool]:
        subject = (outlier.field, outlier.subject)
        return outlier.group != ALL, outlier.group.casefold(), _ORDER.index(outlier.kind), subject not in first

    return sorted(_once(found), key=rank)


def _once(outliers: list[OutlierModel]) -> list[OutlierModel]:
    """What stands out among all is not told of the group again; a period that stands out for all that its passage is
    about is told of the first only."""
    told: dict[object, OutlierModel] = {}
    among_all = {(o.kind, o.organisation, o.field, o.subject) for o in outliers if o.group == ALL}
    for outlier in outliers:
        if outlier.group != ALL and (outlier.kind, outlier.organisation, outlier.field, outlier.subject) in among_all:
            continue
        passage = tuple((quote.text, quote.line, quote.page) for quote in outlier.quotes)
        subject = passage if outlier.kind == "retention" else (outlier.field, outlier.subject)
        told.setdefault((outlier.group, outlier.kind, outlier.organisation, outlier.value, subject), outlier)
    return list(told.values())


def _verdict(row: RequirementModel, group: str, members: frozenset[str]) -> list[OutlierModel]:
    """The only one that falls short, or the only one that does not; advice does not count."""
    cells = [cell for cell in row.cells if cell.organisation in members]
    due = [cell for cell in cells if cell.status not in ("not_applicable", "not_checked")]
    if len(due) < LEAST or row.severity == "advice" or row.experimental:
        return []
    good = [cell for cell in due if cell.status in ("met", "clear")]
    short = [cell for cell in due if cell.status in ("missing", "violated")]
    partly = [cell for cell in due if cell.status == "partial"]
    only: CellModel | None = None
    if len(short) == 1:
        only = short[0]
    elif len(partly) == 1 and len(good) == len(due) - 1:
        only = partly[0]
    elif len(good) == 1:
        only = good[0]
    return [] if only is None else [
        OutlierModel(
            kind="verdict", organisation=only.organisation, group=group, n=len(due), field="rule", subject=row.rule,
            value=only.status, usual=None, quotes=only.quotes[:2],
        )
    ]  # fmt: skip


def _period(row: RetentionModel, group: str, members: frozenset[str]) -> list[OutlierModel]:
    """The longest or shortest period, if no other is like it and it is far from the median of the others."""
    entries = [entry for entry in row.entries if entry.organisation in members and entry.days]
    if len(entries) < LEAST or row.kind == "general":
        return []
    lengths = sorted((entry.days or 0.0) for entry in entries)
    found = []
    for edge, next_to, others in ((lengths[-1], lengths[-2], lengths[:-1]), (lengths[0], lengths[1], lengths[1:])):
        usual = statistics.median(others)
        low, high = sorted((edge, usual))
        apart = max(edge, next_to) / min(edge, next_to)
        if high / low < _FACTOR or apart < _SAME:
            continue
        entry = next(entry for entry in entries if entry.days == edge)
        period = next(period for period in entry.periods if period.days == edge)
        found.append(
            OutlierModel(
                kind="retention", organisation=entry.organisation, group=group, n=len(entries), field=row.kind,
                subject=row.value, value=period.value, usual=round(usual, 1), quotes=period.quotes,
            )
        )  # fmt: skip
    return found


def _value(row: InventoryModel, group: str, members: frozenset[str]) -> list[OutlierModel]:
    """The only one that mentions something, or the only one that does not."""
    having = [mention for mention in row.mentions if mention.organisation in members]
    kind: OutlierKind
    if len(having) == 1:
        kind, organisation, quotes = "value", having[0].organisation, having[0].quotes
    elif len(having) == len(members) - 1 and row.kind in _DUE:
        without = members - {mention.organisation for mention in having}
        kind, organisation, quotes = "no_value", next(iter(without)), []
    else:
        return []
    return [
        OutlierModel(
            kind=kind, organisation=organisation, group=group, n=len(members), field=row.kind, subject=row.value,
            value="", usual=None, quotes=quotes,
        )
    ]  # fmt: skip


def _scores(comparison: ComparisonModel, group: str, members: frozenset[str]) -> list[OutlierModel]:
    scored = [(o.score, o.id) for o in comparison.organisations if o.id in members and o.score is not None]
    if len(scored) < LEAST:
        return []
    low, _, high = statistics.quantiles([score for score, _ in scored], n=4, method="inclusive")
    reach = _FENCE * (high - low)
    found = []
    for score, id in scored:
        if not low - reach <= score <= high + reach:
            usual = statistics.median(other for other, name in scored if name != id)
            found.append(
                OutlierModel(
                    kind="score", organisation=id, group=group, n=len(scored), field="score", subject="score",
                    value=f"{score:g}", usual=round(usual, 1), quotes=[],
                )
            )  # fmt: skip
    return found
