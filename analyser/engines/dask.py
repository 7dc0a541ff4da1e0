"""Statements on a Dask cluster: the workers of a scheduler that the user names, or a cluster on this machine.

Nothing is sent but the configuration, the bytes of the statements and what was found in them.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import time
from collections.abc import Sequence
from importlib import import_module
from threading import Lock
from typing import Any

from analyser.engines.work import Outcome, Setup, Task, carry_out, failed, prepare
from analyser.errors import AvgtoetsError, ConfigError

_CONNECT = 10.0  # seconds in which a scheduler must answer
_WORKERS = 60.0  # seconds in which it must have a worker
_RECOUNT = 1.0  # seconds after which the scheduler is asked again how many workers it has
_POLL = 0.01  # seconds between two looks for what is done
_ONE = Lock()


class DaskEngine:
    """A client of a cluster. Each statement is a task of its own, in one thread of a worker at a time."""

    def __init__(self, setup: Setup, *, jobs: int, timeout: float, scheduler: str | None) -> None:
        try:
            dask, distributed = import_module("dask"), import_module("distributed")
        except ImportError as error:
            raise ConfigError("--engine dask needs Dask: pip install 'avgtoets[dask]'") from error
        for name in ("distributed", "distributed.client"):  # the second has a level of its own
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what a worker meets is told as an outcome
        self._setup, self._timeout = setup, timeout
        self._ending = contextlib.ExitStack()
        try:
            if scheduler is None:
                # A statement that ends a worker is tried on one other.
                self._ending.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 1}))
                cluster = self._ending.enter_context(distributed.LocalCluster(
                    n_workers=jobs, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                ))  # fmt: skip
                scheduler = cluster.scheduler_address
            self._client: Any = self._ending.enter_context(
                distributed.Client(scheduler, timeout=_CONNECT, set_as_default=False)
            )
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except (OSError, TimeoutError, ValueError) as error:
            self._ending.close()
            raise ConfigError(
                f"{scheduler or 'this machine'}: no Dask cluster with workers answers ({_line(error)}); check the "
                "address, as in tcp://10.0.0.1:8786, and that workers are running"
            ) from error
        self._tasks: dict[str, tuple[int, Task]] = {}  # by the key of their future
        self._slots, self._counted = 1, float("-inf")
        self._completed = distributed.as_completed(with_results=True, raise_errors=False, loop=self._client.loop)

    @property
    def slots(self) -> int:
        if time.monotonic() > self._counted + _RECOUNT:
            self._slots = max(sum(int(threads) for threads in self._client.nthreads().values()), 1)
            self._counted = time.monotonic()
        return self._slots

    def submit(self, number: int, task: Task) -> None:
        future = self._client.submit(_one, self._setup, task, self._timeout, pure=False)
        self._tasks[future.key] = number, task
        self._completed.add(future)

    def wait(self, seconds: float | None = None) -> Sequence[tuple[int, Outcome]]:
        end = None if seconds is None else time.monotonic() + seconds
        while end is not None and not self._completed.has_ready():
            if time.monotonic() >= end:
                return []
            time.sleep(_POLL)
        return [self._outcome(future, result) for future, result in self._completed.next_batch(block=True)]

    def close(self) -> None:
        with contextlib.suppress(Exception):  # a cluster that is gone needs no ending
            self._completed.clear()
        self._ending.close()

    def _outcome(self, future: Any, result: Any) -> tuple[int, Outcome]:
        number, task = self._tasks.pop(future.key)
        if isinstance(result, Outcome):
            return number, result
        error = result[1] if isinstance(result, tuple) else result
        if isinstance(error, AvgtoetsError):
            raise error
        if type(error).__name__ == "KilledWorker":
            reason = (
                f"the workers that had it ended; perhaps there was not enough memory, or it takes longer than "
                f"{self._timeout:g} s (--timeout)"
            )
            return number, failed(task, reason, lasting=False)
        return number, failed(task, f"the cluster could not do it ({type(error).__name__})", lasting=False)


def _one(setup: Setup, task: Task, timeout: float) -> Outcome:
    """The outcome of a statement, in a worker; a worker that is at it for longer than `timeout` seconds ends itself,
    since a thread cannot be ended, and its nanny starts another."""
    with _ONE:
        prepare(setup)
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            faulthandler.dump_traceback_later(timeout, exit=True, file=nowhere)
            try:
                return carry_out(setup, task)
            finally:
                faulthandler.cancel_dump_traceback_later()


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
