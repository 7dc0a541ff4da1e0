"""How well an analysis agrees with annotations: precision, recall and F1 of each set, accuracy of the verdicts.

Everything is compared as readings (`analyser.readings`): what an annotation, the analysis or a keyword matcher
finds in one statement. Counts are summed over all statements (micro averages). A violation is a requirement that
is partly or not met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analyser.annotation import REQUIREMENTS, Annotation, load_annotation
from analyser.errors import AvgtoetsError, InputError
from analyser.readings import SETS, Passage, Reading, Verdict, read_analysis, read_annotation
from analyser.types import Source

if TYPE_CHECKING:
    from analyser.analysis import Analysis

MEASURES = (*SETS, "violations")
_VIOLATED = frozenset({"missing", "partial"})
ABSENT = "absent"  # the verdict of a rule that gave no finding


class EvaluationError(AvgtoetsError):
    """A folder of annotations or texts that cannot be evaluated."""


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives (false alarms) and false negatives (misses)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 when nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 1 when there is nothing."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Shared:
    """Activities that share a purpose with one of the other side; one without purposes shares none."""

    gold: int = 0
    gold_shared: int = 0
    found: int = 0
    found_shared: int = 0

    @property
    def recall(self) -> float:
        """The share of the gold activities that were found; 1 when there are none."""
        return self.gold_shared / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """The share of the activities found that are in the gold; 1 when there are none."""
        return self.found_shared / self.found if self.found else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One miss (shown by the annotation) or false alarm (shown by the analysis)."""

    measure: str
    statement: str
    sort: Literal["missed", "false"]
    value: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class VerdictDifference:
    """A requirement that was judged otherwise, with the evidence of the finding."""

    rule: str
    statement: str
    gold: str
    found: str
    passage: Passage


@dataclass(frozen=True)
class Comparison:
    """Readings held against those of the annotations."""

    statements: tuple[str, ...]
    by_value: Mapping[str, Mapping[str, Counts]]  # measure → value
    verdicts: Mapping[str, Counter[tuple[str, str]]]  # requirement → how often (gold, found)
    differences: tuple[Difference, ...]
    verdict_differences: tuple[VerdictDifference, ...]
    quotes: int
    literal: int
    activities: Shared
    purposed: Shared  # the same of the activities that have purposes

    @cached_property
    def totals(self) -> Mapping[str, Counts]:
        """The counts of each measure, over all its values."""
        return {name: sum(self.by_value[name].values(), Counts()) for name in MEASURES}

    @cached_property
    def confusion(self) -> Counter[tuple[str, str]]:
        """How often (gold, found) over all requirements."""
        return sum(self.verdicts.values(), Counter())


def accuracy(pairs: Counter[tuple[str, str]]) -> float:
    """The share of verdicts that agree; 0 when there are none."""
    total = pairs.total()
    return sum(count for (gold, found), count in pairs.items() if gold == found) / total if total else 0.0


def kappa(pairs: Counter[tuple[str, str]]) -> float | None:
    """Cohen's kappa: agreement beyond chance, 1 for full agreement; None when both know one and the same verdict."""
    total = pairs.total()
    if not total:
        return None
    left, right = Counter[str](), Counter[str]()
    for (gold, found), count in pairs.items():
        left[gold] += count
        right[found] += count
    chance = sum(left[status] * right[status] for status in left)
    if chance == total * total:
        return None
    return (accuracy(pairs) - chance / total**2) / (1 - chance / total**2)


# --- comparison


def compare(gold: Sequence[Reading], found: Sequence[Reading]) -> Comparison:
    """Holds readings against gold ones of the same statements, in the same order."""
    by_value: dict[str, dict[str, Counts]] = {name: {} for name in MEASURES}
    verdicts: dict[str, Counter[tuple[str, str]]] = {rule: Counter() for rule in REQUIREMENTS}
    differences: list[Difference] = []
    otherwise: list[VerdictDifference] = []
    for expected, actual in zip(gold, found, strict=True):
        if expected.statement != actual.statement:
            raise ValueError(f"{expected.statement!r} is held against {actual.statement!r}")
        judged = {rule: actual.verdicts.get(rule, Verdict(ABSENT)) for rule in expected.verdicts}
        for rule, verdict in expected.verdicts.items():
            verdicts[rule][verdict.status, judged[rule].status] += 1
            if verdict.status != judged[rule].status:
                otherwise.append(
                    VerdictDifference(
                        rule, expected.statement, verdict.status, judged[rule].status, judged[rule].passage
                    )
                )
        want = {**expected.sets, "violations": _violations(expected.verdicts)}
        have = {**actual.sets, "violations": _violations(judged)}
        for name in MEASURES:
            wanted, got = want[name], have[name]
            for value in sorted(wanted.keys() | got.keys()):
                counts = Counts(
                    tp=value in wanted and value in got, fp=value not in wanted, fn=value not in got
                )
                by_value[name][value] = by_value[name].get(value, Counts()) + counts
                if not counts.tp and name != "violations":  # those are told as verdicts
                    passage = wanted[value] if counts.fn else got[value]
                    sort: Literal["missed", "false"] = "missed" if counts.fn else "false"
                    differences.append(Difference(name, expected.statement, sort, value, passage))
    return Comparison(
        statements=tuple(reading.statement for reading in gold),
        by_value={name: dict(sorted(values.items())) for name, values in by_value.items()},
        verdicts=verdicts,
        differences=tuple(sorted(differences, key=lambda d: (MEASURES.index(d.measure), d.value, d.sort))),
        verdict_differences=tuple(sorted(otherwise, key=lambda d: list(REQUIREMENTS).index(d.rule))),
        quotes=sum(reading.quotes for reading in found),
        literal=sum(reading.literal for reading in found),
        activities=_shared(gold, found),
        purposed=_shared(*([replace(r, activities=tuple(filter(None, r.activities))) for r in side]
                           for side in (gold, found))),
    )


def _shared(gold: Sequence[Reading], found: Sequence[Reading]) -> Shared:
    pairs = [(one.activities, other.activities) for one, other in zip(gold, found, strict=True)]
    return Shared(
        gold=sum(len(wanted) for wanted, _ in pairs),
        gold_shared=sum(any(one & other for other in got) for wanted, got in pairs for one in wanted),
        found=sum(len(got) for _, got in pairs),
        found_shared=sum(any(one & other for other in wanted) for wanted, got in pairs for one in got),
    )


def _violations(verdicts: Mapping[str, Verdict]) -> dict[str, Passage]:
    return {rule: verdict.passage for rule, verdict in verdicts.items() if verdict.status in _VIOLATED}


# --- folders


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation gives: the comparison, that of a baseline if asked, and what was left out."""

    result: Comparison
    baseline: Comparison | None = None
    notes: tuple[str, ...] = field(default=())


def load_gold(folder: Path) -> tuple[Annotation, ...]:
    """The annotations of a folder by id.

    Raises EvaluationError when there are none, DataFileError naming file and key when one is not valid.
    """
    if not folder.is_dir():
        raise EvaluationError(f"{folder}: is no folder; name the folder that holds the annotations (<id>.yaml)")
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise EvaluationError(f"{folder}: holds no annotations (<id>.yaml)")
    return tuple(load_annotation(path) for path in paths)


def find_texts(folder: Path, ids: Sequence[str]) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The file of each statement, and notes on files that are left out; raises EvaluationError when one is missing."""
    from analyser.readers import READERS

    if not folder.is_dir():
        raise EvaluationError(f"{folder}: is no folder; name the folder that holds the statements")
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in READERS and path.is_file():
            files.setdefault(path.stem, []).append(path)
    if lacking := [id_ for id_ in ids if id_ not in files]:
        raise EvaluationError(f"{folder}: holds no text of {_enumerate(lacking)}; add it or remove the annotation")
    notes = [f"{files[id_][0].name} is read, {_enumerate(p.name for p in files[id_][1:])} is not"
             for id_ in ids if len(files[id_]) > 1]  # fmt: skip
    if without := sorted(files.keys() - set(ids)):
        notes.append(f"left out, without an annotation: {_enumerate(without)}")
    return {id_: files[id_][0] for id_ in ids}, tuple(notes)


def _enumerate(names: Iterable[str], most: int = 5) -> str:
    known = list(names)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more


def evaluate(
    gold: Path,
    texts: Path,
    baseline: Callable[[Source], Analysis] | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> Evaluation:
    """Analyses the texts that the annotations of a folder are about and compares; a baseline reads the same texts.

    Raises EvaluationError, DataFileError (an annotation) or InputError (a text), each naming the file.
    """
    from analyser.analysis import analyse
    from analyser.readers import load

    annotations = load_gold(gold)
    paths, notes = find_texts(texts, [annotation.id for annotation in annotations])
    found: list[Reading] = []
    plain: list[Reading] = []
    for number, (id_, path) in enumerate(paths.items(), 1):
        progress(f"{number}/{len(paths)} {path.name}")
        source = load(path)
        try:
            found.append(read_analysis(id_, analyse(source)))
        except InputError as error:
            raise InputError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from error
        if baseline is not None:
            plain.append(read_analysis(id_, baseline(source)))
    wanted = [read_annotation(annotation) for annotation in annotations]
    return Evaluation(compare(wanted, found), compare(wanted, plain) if baseline else None, notes)


def agreement(gold: Path, other: Path) -> Evaluation:
    """Compares two annotations of the same statements; those that only one folder has are left out with a note."""
    first, second = ({a.id: read_annotation(a) for a in load_gold(folder)} for folder in (gold, other))
    shared = [id_ for id_ in first if id_ in second]
    if not shared:
        raise EvaluationError(f"{gold} and {other} have no statement in common")
    alone = ((gold, first.keys() - second.keys()), (other, second.keys() - first.keys()))
    notes = tuple(f"left out, only in {folder}: {_enumerate(sorted(ids))}" for folder, ids in alone if ids)
    return Evaluation(compare([first[id_] for id_ in shared], [second[id_] for id_ in shared]), notes=notes)
