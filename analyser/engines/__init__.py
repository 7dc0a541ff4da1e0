"""Where statements are analysed: in processes of this machine, or on a Dask cluster. All give the same outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from analyser.engines.work import Outcome, Setup, Task

__all__ = ["Engine", "Outcome", "Setup", "Task", "open_engine"]


class Engine(Protocol):
    """Takes statements and gives their outcomes, as they come."""

    @property
    def slots(self) -> int:
        """How many statements it works on at a time."""

    def submit(self, number: int, task: Task) -> None:
        """Hands over a statement; its number comes back with its outcome."""

    def wait(self, seconds: float | None = None) -> Sequence[tuple[int, Outcome]]:
        """The outcomes of some of the statements that were handed over: at least one, after waiting for it, or none
        when so many seconds have passed."""

    def close(self) -> None:
        """Ends what was started; statements without an outcome are given up."""


def open_engine(
    name: Literal["process", "dask"], setup: Setup, *, jobs: int, timeout: float, scheduler: str | None = None
) -> Engine:
    """An engine by name. `timeout` is in seconds a statement; `scheduler` the address of a Dask scheduler, None for a
    cluster of `jobs` workers on this machine. Raises ConfigError when it cannot be had."""
    if name == "dask":
        from analyser.engines.dask import DaskEngine

        return DaskEngine(setup, jobs=jobs, timeout=timeout, scheduler=scheduler)
    from analyser.engines.pool import PoolEngine

    return PoolEngine(setup, jobs=jobs, timeout=timeout)
