"""Batches at size: killed and resumed, on a Dask cluster that loses a worker, and what they take in time and memory."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from batch_measure import batch, children, gain, kept, measure
from variants import ROOT, variant, write_variants

from analyser.config import Config
from analyser.engines import Setup, Task, open_engine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="processes are looked at by Linux's /proc"),
]
needs_dask = pytest.mark.skipif(not find_spec("distributed"), reason="Dask is an optional extra")
FEW_RULES = ("--select", "info/retention", "-q")  # what is tried here is not the analysis


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def dump(name: str) -> list[tuple[object, ...]]:
    """All that a store holds, without times."""
    db = sqlite3.connect(name)
    rows = db.execute("SELECT key, about, statements.error, sha256, fingerprint, versions.error, lasting, verdicts, "
                      "analysis, media_type, text, analysed, versions.id = latest FROM statements "
                      "LEFT JOIN versions ON statement = statements.id ORDER BY key, sha256").fetchall()  # fmt: skip
    db.close()
    return rows


# -- killed and resumed -------------------------------------------------------------------------------------------


def test_a_run_that_is_killed_ten_times_ends_as_one_that_is_not() -> None:
    """Ten moments in the course of the run, the first of them while it starts."""
    folder = str(write_variants(Path("in"), 1000))
    Path("in/00500.md").write_bytes(b"\x00")
    options = (folder, "--jobs", "2", *FEW_RULES)
    chance = random.Random(20)
    moments = sorted(chance.sample(range(1000), 9))
    for moment in (-1, *moments):
        running = subprocess.Popen(batch(*options, "--store", "killed.db"), stderr=subprocess.DEVNULL)
        with running:
            if moment < 0:
                time.sleep(chance.uniform(0.2, 1.5))
            while moment >= 0 and kept(Path("killed.db")) <= moment and running.poll() is None:
                time.sleep(0.005)
            workers = children(running.pid)
            assert running.poll() is None, "it ended before it was killed"
            running.kill()
        wait_until(lambda: not any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers))  # noqa: B023
    for store in ("killed.db", "whole.db"):
        assert subprocess.run(batch(*options, "--store", store), stderr=subprocess.DEVNULL, check=False).returncode == 2
    killed, whole = dump("killed.db"), dump("whole.db")
    assert len(whole) == 1000
    assert killed == whole
    # `analysed` counts how often an analysis was kept: nothing that was kept was analysed again.
    assert [row[-2] for row in killed] == [0 if row[0] == "in/00500.md" else 1 for row in killed]


def wait_until(condition: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


# -- Dask ---------------------------------------------------------------------------------------------------------


@contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a program of its own, on the loopback; its address and the workers."""
    file = Path("scheduler.json").absolute()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
            "--no-dashboard", "--scheduler-file", str(file)]  # fmt: skip
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1",
              "--host", "127.0.0.1", "--no-dashboard", "--nanny"]  # fmt: skip
    started = [subprocess.Popen(dask, **quiet)]  # type: ignore[call-overload]
    try:
        wait_until(lambda: file.exists() and b"address" in file.read_bytes())
        started += [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]
        yield json.loads(file.read_text())["address"], started[1:]
    finally:
        for process in reversed(started):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and those it started, at once and without a word."""
    for pid in [*children(process.pid), process.pid]:
        try:
            os.kill(pid, 9)
        except ProcessLookupError:
            continue
    process.wait()


@needs_dask
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes() -> None:
    folder = str(write_variants(Path("in"), 120, 2))
    Path("in/00050.md").write_bytes(b"\x00")
    alone = subprocess.run(batch(folder, "--store", "one.db", "--jobs", "1", "-q"), stderr=subprocess.PIPE, check=False)
    with cluster() as (address, workers):
        running = subprocess.Popen(
            batch(folder, "--store", "many.db", "--engine", "dask", "--scheduler", address, "-q"),
            stderr=subprocess.PIPE,
        )
        with running:
            wait_until(lambda: kept(Path("many.db")) >= 60 or running.poll() is not None, 600)
            assert running.poll() is None
            kill(workers[0])
            _, err = running.communicate(timeout=600)
    assert (running.returncode, err) == (alone.returncode, alone.stderr)
    assert alone.returncode == 2
    assert dump("many.db") == dump("one.db")


@needs_dask
def test_a_cluster_on_this_machine() -> None:
    folder = str(write_variants(Path("in"), 6, 1))
    for name, engine in (("one.db", ()), ("many.db", ("--engine", "dask"))):
        done = subprocess.run(batch(folder, "--store", name, "--jobs", "2", *engine), capture_output=True, check=False)
        assert done.returncode == 0 and b"6 analysed" in done.stderr and done.stderr.count(b"\n") == 1, done.stderr
    assert dump("many.db") == dump("one.db")


@pytest.mark.parametrize("name", ["process", pytest.param("dask", marks=needs_dask)])
def test_an_engine_is_waited_for_no_longer_than_asked(name: Literal["process", "dask"]) -> None:
    data = variant(0, 2).encode()
    engine = open_engine(name, Setup.of(Config(), "nl"), jobs=1, timeout=60)
    try:
        engine.submit(0, Task("a.md", hashlib.sha256(data).hexdigest(), data))
        assert engine.wait(0.01) == []
        assert [(number, outcome.status) for number, outcome in engine.wait(300)] == [(0, "ok")]
    finally:
        engine.close()


@needs_dask
def test_what_ends_workers_fails_alone_on_a_cluster() -> None:
    """A deadline ends the worker, which a nanny starts again."""
    folder = write_variants(Path("in"), 3, 1)
    text = (folder / "00001.md").read_text(encoding="utf-8")
    (folder / "00001.md").write_text((text * (990_000 // len(text) + 1))[:990_000], encoding="utf-8")
    done = subprocess.run(
        batch(str(folder), "--store", "s.db", "--jobs", "2", "--engine", "dask", "--timeout", "4"),
        capture_output=True, check=False, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 2
    assert "in/00001.md: the workers that had it ended" in done.stderr and "2 analysed" in done.stderr
    assert done.stderr.count("\n") == 2, done.stderr


@needs_dask
def test_a_scheduler_that_does_not_answer() -> None:
    write_variants(Path("in"), 1)
    done = subprocess.run(
        batch("in", "--store", "s.db", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"),
        capture_output=True, check=False, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2 and "tcp://127.0.0.1:9: no Dask cluster" in done.stderr, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


# -- time and memory ----------------------------------------------------------------------------------------------


def test_memory_does_not_grow_with_the_number_of_statements() -> None:
    """`make bench` measures the same at 1,000 and 10,000."""
    few, more = (
        measure(write_variants(Path(f"in-{count}"), count), Path(f"{count}.db"), "--jobs", "2", *FEW_RULES[:2]).memory
        for count in (500, 2500)
    )
    assert more <= 1.2 * few


@pytest.mark.alone
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor")
def test_two_processes_are_nearly_twice_as_fast() -> None:
    """At least 1.65 times as it is measured, or by CPU where another program takes its share; each process still learns
    by itself what few statements hold, so that `make bench` finds more at 1,000."""
    folder = write_variants(Path("in"), 600, 6)

    def best(attempt: int) -> float:
        return max(gain(*(measure(folder, Path(f"{jobs}-{attempt}.db"), "--jobs", jobs) for jobs in ("1", "2"))))

    assert any(best(attempt) >= 1.65 for attempt in range(3))
