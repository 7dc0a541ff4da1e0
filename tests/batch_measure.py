"""What a batch takes in time and memory: `python tests/batch_measure.py` prints it, measured in one run.

Times and CPU run from the first statement that is kept to the last, so that starting up is told apart. Memory is the
sum of the resident sets of a batch and its workers, as Linux's /proc has them.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from variants import ROOT, write_variants

_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Taken(NamedTuple):
    """Of one batch: seconds, CPU seconds, bytes."""

    start: float  # seconds until the first statement was kept
    seconds: float  # from there to the last
    memory: int  # the most at a time
    own: float  # CPU of the command itself: reading, handing out, keeping
    workers: float  # CPU of its workers


def batch(*arguments: str) -> list[str]:
    """The command of a batch."""
    return [sys.executable, "-m", "analyser", "batch", *arguments]


def measure(folder: Path, store: Path, *options: str) -> Taken:
    """What a batch of a folder into a new store takes; raises CalledProcessError when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    began = first = time.monotonic()
    most, cpu, before = 0, dict[int, float](), dict[int, float]()
    running = subprocess.Popen(batch(str(folder), "--store", str(store), "-q", *options), env=environment)
    while running.poll() is None:
        if first == began and kept(store):
            first, before = time.monotonic(), dict(cpu)
        processes = [running.pid, *children(running.pid)]
        most = max(most, sum(map(resident, processes)))
        cpu.update((pid, spent) for pid in processes if (spent := used(pid)))
        time.sleep(0.05)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, running.args)
    spent = {pid: seconds - before.get(pid, 0.0) for pid, seconds in cpu.items()}
    own = spent.pop(running.pid, 0.0)
    return Taken(first - began, time.monotonic() - first, most, own, sum(spent.values()))


def kept(store: Path) -> int:
    """How many statements are in a store."""
    if not store.exists():
        return 0
    db = sqlite3.connect(store, timeout=10)
    try:
        return int(db.execute("SELECT count(*) FROM versions").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        db.close()


def children(pid: int) -> list[int]:
    """The processes below one."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, task.read_text().split()):
                found += [child, *children(child)]
        except OSError:  # it has ended
            continue
    return found


def resident(pid: int) -> int:
    """The bytes of a process that are in memory, 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def used(pid: int) -> float:
    """The CPU seconds that a process has used, 0 when it has ended."""
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / _TICK
    except (OSError, IndexError):
        return 0.0


class Gain(NamedTuple):
    """How many times as much two processes do in the time of one."""

    measured: float
    by_cpu: float
    """What two processors give that nothing else works on: of two processes these do all, of one process the second
    does the command's part."""


def gain(one: Taken, two: Taken) -> Gain:
    """What a second process gives for the same statements."""
    return Gain(one.seconds / two.seconds, 2 * one.workers / (two.workers + two.own))


def main(small: int = 100, sections: int = 8) -> None:
    """Prints what one and two processes and a Dask cluster of two take for the same statements."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_variants(Path(place) / "in", small, sections)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in folder.iterdir())
        print(f"{small} statements of {words / small:.0f} words on average")
        found = []
        for name, options in (("1 process", ("-j", "1")), ("2 processes", ("-j", "2")),
                              ("Dask, 2 workers", ("-j", "2", "--engine", "dask"))):  # fmt: skip
            taken = measure(folder, Path(place) / f"{name}.db", *options)
            found.append(taken)
            print(
                f"{name:16} start {taken.start:5.1f} s, then {1000 * taken.seconds / small:6.1f} ms a statement (CPU: "
                f"command {1000 * taken.own / small:5.1f} ms, workers {1000 * taken.workers / small:6.1f} ms), "
                f"{taken.memory / 1e6:.0f} MB",
                flush=True,
            )
        measured, by_cpu = gain(*found[:2])
        print(f"2 processes : 1 is {measured:.2f}, by CPU {by_cpu:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
