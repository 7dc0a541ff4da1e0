"""The figures of a group: how numbers are spread, and which share meets an item."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from analyser.compare.model import FiguresModel, ShareModel

_MEDIAN_FROM, _QUARTILES_FROM = 3, 5  # with fewer the figure would say more of one organisation than of the group
_GOOD, _BAD = ("met", "clear"), ("missing", "violated")


def figures(numbers: Iterable[float | None]) -> FiguresModel:
    """The spread of the numbers that there are, each rounded to a tenth."""
    present = sorted(number for number in numbers if number is not None)
    if not present:
        return FiguresModel(n=0)
    median = statistics.median(present) if len(present) >= _MEDIAN_FROM else None
    quartiles = statistics.quantiles(present, n=4, method="inclusive") if len(present) >= _QUARTILES_FROM else None
    return FiguresModel(
        n=len(present),
        least=round(present[0], 1),
        q1=round(quartiles[0], 1) if quartiles else None,
        median=None if median is None else round(median, 1),
        q3=round(quartiles[2], 1) if quartiles else None,
        most=round(present[-1], 1),
    )


def share(group: str, verdicts: Sequence[str]) -> ShareModel:
    """Which share of a group meets an item, by the verdicts of its organisations."""
    met = sum(verdict in _GOOD for verdict in verdicts)
    partial = sum(verdict == "partial" for verdict in verdicts)
    missing = sum(verdict in _BAD for verdict in verdicts)
    n = met + partial + missing
    return ShareModel(
        group=group, n=n, met=met, partial=partial, missing=missing, share=round(met / n, 4) if n else None
    )
