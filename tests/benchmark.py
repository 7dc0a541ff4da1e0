"""How fast the analysis is, as ratios measured in one run: `make bench` prints the table of the README.

Times are CPU seconds of this process, each the least of some rounds over the same texts: a busy machine disturbs the
others. Both sides of a ratio are measured in turn, text by text, when everything has been loaded.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import spacy
from batch_measure import gain, measure
from variants import ROOT, variant, write_variants

from analyser import analyse_text, nlp, readers

_LONG = 64


class Speed(NamedTuple):
    """Seconds of CPU for the same texts, and how many words these have."""

    words: int
    tokens: float  # spacy.blank("nl") tokenising
    pipeline: float  # the pipeline alone, of a text that has been read
    whole: float  # reading, extracting, linking, judging


def texts(count: int = 40) -> list[str]:
    """Statements of the corpus."""
    paths = sorted((ROOT / "corpus" / "text").glob("*.md"))[:count]
    return [path.read_text(encoding="utf-8") for path in paths]


def least(rounds: int, *tasks: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each task; they take turns."""
    found = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for index, task in enumerate(tasks):
            began = time.process_time()
            task()
            found[index] = min(found[index], time.process_time() - began)
    return found


@contextmanager
def loaded() -> Iterator[None]:
    """Times what runs within as a batch does: what has been loaded is not looked through for garbage.

    One such look takes a quarter of the time of 64 texts, and falls on either side of a ratio by chance.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def speed(statements: Sequence[str], rounds: int = 5) -> Speed:
    """The whole analysis, its pipeline, and bare tokenising, for the same texts."""
    blank = spacy.blank("nl")
    totals = [0.0, 0.0, 0.0]
    for text in statements:  # each word and pattern has been met once
        blank(text)
        analyse_text(text)
    with loaded():
        for text in statements:
            document = readers.read(readers.source_from_text(text))
            tasks = (lambda: blank(text), lambda: nlp.process(document), lambda: analyse_text(text))  # noqa: B023
            totals = [total + took for total, took in zip(totals, least(rounds, *tasks), strict=True)]
    return Speed(sum(len(text.split()) for text in statements), *totals)


def growth(rounds: int = 3, sections: int = 6) -> float:
    """How many times as long a text takes that is 64 times as long, all of it different words and sections."""
    parts = [variant(number, sections) for number in range(_LONG)]
    whole = "\n\n".join(parts)
    for text in parts:
        analyse_text(text)
    with loaded():
        short, long = least(rounds, lambda: [analyse_text(text) for text in parts], lambda: analyse_text(whole))
    return _LONG * long / short


def main(statements: int = 1000) -> None:
    """Prints the table; batches are of so many statements and of ten times as many."""
    taken = speed(texts())
    rows = [
        ("words a second, one process", f"{taken.words / taken.whole:,.0f}"),
        ('whole analysis : `spacy.blank("nl")` tokenising', f"{taken.whole / taken.tokens:.1f}"),
        ("whole analysis : its spaCy pipeline alone", f"{taken.whole / taken.pipeline:.2f}"),
        ("time for 64 times the text", f"{growth():.0f} times"),
    ]
    if Path("/proc/self/statm").exists():  # batches are measured by Linux's /proc
        with tempfile.TemporaryDirectory() as place:
            folder = write_variants(Path(place, "in"), statements, 6)
            second = gain(*(measure(folder, Path(place, f"{jobs}.db"), "--jobs", jobs) for jobs in ("1", "2")))
            folders = (write_variants(Path(place, str(count)), count) for count in (statements, 10 * statements))
            few, many = (measure(folder, folder.with_suffix(".db"), "--jobs", "2").memory for folder in folders)
        rows += [
            (f"two processes : one, at {statements:,}", f"{second.measured:.2f}, by CPU {second.by_cpu:.2f}"),
            (f"memory at {10 * statements:,} statements : at {statements:,}", f"{many / few:.2f}"),
        ]
    print("| measured | |\n| --- | --- |")
    print("\n".join(f"| {name} | {figure} |" for name, figure in rows))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
