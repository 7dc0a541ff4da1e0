"""The versions of a statement over the years: how much of what is due each one meets, and what changed in meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.deadline import TIMEOUT, within
from analyser.diff import Difference, diff
from analyser.errors import InputError
from analyser.git import Version, history, source_of
from analyser.types import Source

if TYPE_CHECKING:
    from analyser.analysis import Analysis

DUE = ("met", "partial", "missing")


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the requirements that apply to a statement it meets; what is met in part does not count.

    Requirements of severity advice are not due, and experimental rules are not proven: neither counts.
    """

    met: int
    due: int

    @property
    def percent(self) -> int | None:
        """Whole percents, None when nothing is due."""
        return round(100 * self.met / self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One version: what it scores, and how it differs from the one before that could be read."""

    version: Version
    score: Score | None  # None when the version cannot be read
    difference: Difference | None  # None for the first
    error: str = ""


def score(analysis: Analysis) -> Score:
    """The score of a statement."""
    due = [
        finding.status
        for finding in analysis.findings
        if finding.status in DUE
        and finding.severity != "advice"
        and (rule := analysis.rules[finding.rule]).role == "requirement"
        and rule.status != "experimental"
    ]
    return Score(due.count("met"), len(due))


def timeline(
    path: Path, analyse: Callable[[Source], Analysis], limit: int | None = None, seconds: float = TIMEOUT
) -> tuple[Entry, ...]:
    """The versions of a file, oldest first, the last `limit` if given; raises InputError when it has none.

    A version that cannot be analysed, or takes more than so many seconds, keeps its place, with the reason.
    """
    versions = history(path)
    if limit is None:
        return tuple(_entries(path, versions, analyse, seconds))
    # The version before the first that is wanted tells what that one changed.
    return tuple(_entries(path, versions[-limit - 1 :], analyse, seconds))[-limit:]


def _entries(
    path: Path, versions: Iterable[Version], analyse: Callable[[Source], Analysis], seconds: float
) -> Iterator[Entry]:
    previous: Analysis | None = None
    for version in versions:
        try:
            with within(seconds, f"{version.short}:{version.path}"):
                analysis = analyse(source_of(path, version))
        except InputError as error:
            yield Entry(version, None, None, str(error).removeprefix(f"{version.short}:{version.path}: "))
            continue
        yield Entry(version, score(analysis), diff(previous, analysis) if previous else None)
        previous = analysis
