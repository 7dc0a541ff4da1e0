"""How well single passages are read: `python -m tests.passage_report [KIND]`.

`corpus/passages/` has passages of one to three sentences, each annotated with all that it gives. Prints precision,
recall and F1 of each kind on the half that is learned from and on the half that is not; with a kind, every miss and
false alarm of the former.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from analyser import analyse_text
from analyser.annotation import KINDS
from analyser.evaluate import Counts
from analyser.readings import fold, read_analysis

PASSAGES = Path(__file__).resolve().parent.parent / "corpus" / "passages"
HALVES = ("learning", "test")
MEASURES = (*KINDS, "retention", "recipient_names", "recipient_categories")
HEAD = "| | learning half: P | R | F1 | test half: P | R | F1 |\n| --- " + "| ---: " * 6 + "|"


@dataclass(frozen=True)
class Passage:
    """A passage and, by measure, the values that it gives."""

    topic: str  # the file
    text: str
    says: Mapping[str, frozenset[str]]


def load_passages(half: str) -> Iterator[Passage]:
    """The passages of one half, in the order of the files."""
    for path in sorted((PASSAGES / half).glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            parties = entry.get("recipients", [])
            says = {name: frozenset(map(str, entry.get(name, []))) for name in (*KINDS, "retention")}
            says["recipient_names"] = frozenset(fold(party["name"]) for party in parties if party.get("name"))
            says["recipient_categories"] = frozenset(party["category"] for party in parties)
            yield Passage(path.stem, entry["text"], says)


def read(passage: Passage) -> dict[str, frozenset[str]]:
    """What the analysis finds in a passage, by measure."""
    found = read_analysis(passage.topic, analyse_text(passage.text)).sets
    return {name: frozenset(found[name]) for name in MEASURES}


@lru_cache(maxsize=len(HALVES))
def counts(half: str) -> Mapping[str, Counts]:
    """The counts of each measure over the passages of a half."""
    totals = dict.fromkeys(MEASURES, Counts())
    for passage in load_passages(half):
        found = read(passage)
        for name, said in passage.says.items():
            totals[name] += Counts(len(said & found[name]), len(found[name] - said), len(said - found[name]))
    return totals


def table() -> str:
    """The figures of both halves, as Markdown."""
    rows = []
    for name in MEASURES:
        told = [figure for half in HALVES for figure in _figures(counts(half)[name])]
        rows.append(f"| `{name}` | {' | '.join(told)} |")
    return "\n".join([HEAD, *rows])


def _figures(of: Counts) -> tuple[str, ...]:
    return tuple(f"{share:.2f}" for share in (of.precision, of.recall, of.f1))


def differences(measure: str) -> Iterator[str]:
    """What is missed and what is false in each passage of the learning half."""
    for passage in load_passages("learning"):
        found, said = read(passage)[measure], passage.says[measure]
        if found != said:
            missed, false = ", ".join(sorted(said - found)), ", ".join(sorted(found - said))
            yield f"--- {passage.topic}: missed [{missed}] false [{false}]\n{passage.text}"


if __name__ == "__main__":
    print("\n".join(differences(sys.argv[1])) if len(sys.argv) > 1 else table())
