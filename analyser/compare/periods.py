"""How long each organisation keeps what: the periods of a statement by kind of data and by purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyser.checks import days
from analyser.compare.figures import figures
from analyser.compare.model import PeriodModel, PeriodsModel, RetentionModel
from analyser.compare.passages import Passages
from analyser.contract import ActivityModel, AnalysisModel, FactModel
from analyser.types import AT_LARGE
from analyser.vocabulary import load_vocabulary

Key = tuple[str, str]  # kind and value of what is kept
_GENERAL: Key = ("general", "all")
_ABOUT = {"purposes": "purpose", "data_categories": "data_category"}


def periods(analysis: AnalysisModel, passages: Passages) -> dict[Key, tuple[PeriodModel, ...]]:
    """The periods of a statement by what they are about.

    A period is about the data and purposes that its own passage names; where it names none, about those that the
    structure of the text ties to it: its row, its list item, and its section if that has no other period. What holds
    for all data, or for what is not told, stands by itself.
    """
    found: dict[Key, dict[int, FactModel]] = {}
    told: set[int] = set()
    beside: dict[tuple[int, int], list[FactModel]] = {}
    for fact in analysis.facts:
        if fact.kind == "retention" or fact.kind in _ABOUT.values():
            beside.setdefault(_passage(fact), []).append(fact)
    for activity in analysis.activities:
        for key, index in _of_activity(activity, analysis.facts, beside):
            told.add(index)
            found.setdefault(key, {})[index] = analysis.facts[index]
    for index, fact in enumerate(analysis.facts):
        if fact.kind == "retention" and index not in told:
            found.setdefault(_GENERAL, {})[index] = fact
    return {key: _once([facts[index] for index in sorted(facts)], passages) for key, facts in found.items()}


def _of_activity(
    activity: ActivityModel, facts: Sequence[FactModel], beside: Mapping[tuple[int, int], Sequence[FactModel]]
) -> list[tuple[Key, int]]:
    tied = [link for link in activity.links if link.basis not in AT_LARGE]
    about = [link for link in tied if link.field in _ABOUT]
    lengths = {facts[link.fact].value for link in tied if days(facts[link.fact].value) is not None}
    several, pairs = len(lengths) > 1, []
    for link in tied:
        if link.field == "retention":
            period = facts[link.fact]
            here = beside[_passage(period)]
            kept = [other for other in about if _passage(facts[other.fact]) == _passage(period)]
            if any(fact.kind != "retention" for fact in here):
                kept = [other for other in kept if _goes_with(facts[other.fact], period, here)]
            elif link.basis != "section" or not several:
                kept = about
            pairs += [((_ABOUT[other.field], other.value), link.fact) for other in kept]
    return pairs


def _passage(fact: FactModel) -> tuple[int, int]:
    return fact.start, fact.end


def _goes_with(subject: FactModel, period: FactModel, passage: Sequence[FactModel]) -> bool:
    """Whether, in a passage that gives several lengths, this one is that of the subject.

    In "sollicitaties vier weken, facturen zeven jaar" each subject goes with the length after it; where the passage
    begins with a length ("vier weken uw sollicitatie, …") with the one before it. A criterion ("na uw vertrek") goes
    with the length before it.
    """
    measured = [fact for fact in passage if fact.kind == "retention" and days(fact.value) is not None]
    if len({fact.value for fact in measured}) < 2:
        return True
    lengths = sorted(map(_at, measured))
    before = lengths[0] < min(_at(fact) for fact in passage if fact.kind != "retention")
    return _nearest(_at(subject), lengths, before=before) == _nearest(_at(period), lengths, before=True)


def _at(fact: FactModel) -> int:
    """Where in its passage the words of a fact end."""
    return fact.quote.find(fact.match) + len(fact.match)


def _nearest(place: int, lengths: Sequence[int], *, before: bool) -> int | None:
    """The last of the places up to this one, or the first after it."""
    if before:
        return max((length for length in lengths if length <= place), default=None)
    return min((length for length in lengths if length > place), default=None)


def _once(facts: Sequence[FactModel], passages: Passages) -> tuple[PeriodModel, ...]:
    """Each length or criterion once, with its passages."""
    by_value: dict[str, list[FactModel]] = {}
    for fact in facts:
        by_value.setdefault(fact.value, []).append(fact)
    return tuple(
        PeriodModel(
            value=value,
            days=None if (length := days(value)) is None else round(length, 1),
            conditional=all(fact.assertion == "conditional" for fact in same),
            quotes=list(passages.quotes(same, most=2)),
        )
        for value, same in by_value.items()
    )


def side_by_side(kept: Mapping[str, Mapping[Key, Sequence[PeriodModel]]]) -> list[RetentionModel]:
    """What the organisations keep and for how long, in the order of the vocabulary; what holds for all data last."""
    order = [key for key in load_vocabulary().ids() if key[0] in _ABOUT.values()]
    order.sort(key=lambda key: key[0] != "purpose")
    rows = []
    for key in (*order, _GENERAL):
        entries = [_entry(name, of[key]) for name, of in kept.items() if key in of]
        if entries:
            spread = figures(entry.days for entry in entries)
            rows.append(RetentionModel(kind=key[0], value=key[1], figures=spread, entries=entries))
    return rows


def _entry(organisation: str, given: Sequence[PeriodModel]) -> PeriodsModel:
    lengths = [period.days for period in given if period.days is not None]
    return PeriodsModel(organisation=organisation, days=max(lengths, default=None), periods=list(given))
