"""Worker processes on this machine, each with a pipe of its own: the statement it is at, and the one it begins next.

On Linux they are forked from a process that loads what all need and does nothing else (`analyser.engines.template`):
they share its memory, and a further one is there at once. That process may end before them, as when memory is short:
they go on, and the next one is forked from another. Elsewhere each loads that for itself.

The pools of the standard library end with the first worker that is killed, and know no deadline. Here a worker that
ends fails the one statement it was at, and another takes its place.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.forkserver import ensure_running
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Any

from analyser.deadline import too_long
from analyser.engines.work import Outcome, Setup, Task, carry_out, failed, prepare
from analyser.errors import AvgtoetsError, ConfigError

_READY = "ready"
_START = 300.0  # seconds in which a worker must be ready
_TRIES = 3  # workers that may end one after another before any was ready, and tries to start one
_AGAIN = 0.1  # seconds between such tries
_FORKED = sys.platform == "linux"  # elsewhere a library of the system may not bear a fork
_PATIENCE = 5.0  # seconds in which a process whose pipe is closed ends by itself


class PoolEngine:
    """Up to `jobs` processes, started as there is work for them; `timeout` in seconds a statement."""

    def __init__(self, setup: Setup, *, jobs: int, timeout: float) -> None:
        self._setup, self._timeout = setup, timeout
        self.slots = jobs
        self._waiting: deque[tuple[int, Task]] = deque()
        self._workers: list[_Worker] = []
        self._lost = 0  # workers that ended before they were ready, since the last that was

    def submit(self, number: int, task: Task) -> None:
        self._waiting.append((number, task))
        if len(self._workers) < self.slots and all(worker.busy for worker in self._workers):
            self._workers.append(_Worker.start(self._setup))
        self._hand_out()

    def wait(self, seconds: float | None = None) -> Sequence[tuple[int, Outcome]]:
        done: list[tuple[int, Outcome]] = []
        end = float("inf") if seconds is None else time.monotonic() + seconds
        while not done:
            if not self._workers:
                self._workers.append(_Worker.start(self._setup))
            soonest = min(end, *(worker.deadline for worker in self._workers))
            ready = set(wait_for(
                [sign for worker in self._workers for sign in worker.signs],
                None if soonest == float("inf") else max(soonest - time.monotonic(), 0),
            ))  # fmt: skip
            for worker in tuple(self._workers):
                if not ready.isdisjoint(worker.signs):
                    done.extend(self._receive(worker))
                elif worker.deadline <= time.monotonic():
                    done.extend(self._lose(worker, too_long(self._timeout)))
            self._hand_out()
            if time.monotonic() >= end:
                break
        return done

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hand_out(self) -> None:
        """First to those that have nothing, then one more to each, so that none waits for this process between two;
        but not the last ones, which others may begin sooner."""
        for has, least in ((0, 1), (1, len(self._workers))):
            for worker in self._workers:
                if len(self._waiting) < least or not worker.ready or len(worker.tasks) != has:
                    continue
                try:
                    worker.pipe.send(self._waiting[0][1])
                except OSError:
                    continue  # it has ended: `wait` sees it, and starts another
                worker.give(self._waiting.popleft(), self._timeout)

    def _receive(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        try:
            message = worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError):
            message = None
        if isinstance(message, AvgtoetsError):
            raise message
        if message is None:  # its pipe is at its end, or it ended without a word
            yield from self._lose(worker, "")
        elif message == _READY:
            worker.ready, worker.deadline, self._lost = True, float("inf"), 0
        else:
            yield worker.finish(self._timeout), message

    def _lose(self, worker: _Worker, reason: str) -> Iterator[tuple[int, Outcome]]:
        self._workers.remove(worker)
        code = worker.end()
        if worker.tasks:
            number, task = worker.tasks.popleft()
            ended = f"its worker process ended ({_ending(code)}); perhaps there was not enough memory"
            yield number, failed(task, reason or ended, lasting=False)
            self._waiting.extendleft(reversed(worker.tasks))
        elif not worker.ready:
            self._lost += 1
            if self._lost == _TRIES:
                raise ConfigError(f"worker processes end while they start ({_ending(code)}); try --jobs 1")
        if self._waiting:
            self._workers.append(_Worker.start(self._setup))


@dataclass(eq=False, slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    handle: int | None  # of the process itself
    deadline: float
    ready: bool = False
    tasks: deque[tuple[int, Task]] = field(default_factory=deque)  # it is at the first

    @property
    def busy(self) -> bool:
        return bool(self.tasks) or not self.ready

    @property
    def signs(self) -> tuple[Connection | int, ...]:
        """What is ready when it says something, or has ended.

        The sentinel of one that was forked ends with the process that it was forked from too.
        """
        return (self.pipe,) if _FORKED else (self.pipe, self.process.sentinel)

    def give(self, task: tuple[int, Task], timeout: float) -> None:
        """Notes what was sent to it."""
        self.tasks.append(task)
        if len(self.tasks) == 1:
            self.deadline = time.monotonic() + timeout

    def finish(self, timeout: float) -> int:
        """Notes that it is done with the statement it was at; the number of that."""
        number, _ = self.tasks.popleft()
        self.deadline = time.monotonic() + timeout if self.tasks else float("inf")
        return number

    @classmethod
    def start(cls, setup: Setup) -> _Worker:
        ours, theirs = multiprocessing.Pipe()
        process = _started(_serve, setup, theirs)
        theirs.close()
        return cls(process, ours, _handle(process), time.monotonic() + _START)

    def end(self) -> int | None:
        """Ends the process, whatever it does; its exit code."""
        self.pipe.close()
        # When busy it may hang, or be stopped.
        if self.busy or not wait_for([self.process.sentinel if self.handle is None else self.handle], _PATIENCE):
            self._kill()
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        if self.handle is not None:
            os.close(self.handle)
        return code

    def _kill(self) -> None:
        if sys.platform != "linux" or self.handle is None:
            self.process.kill()
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)


def _handle(process: BaseProcess) -> int | None:
    """What a process is ended by, and tells its end: `multiprocessing` takes those that were forked for ended once the
    process is that they were forked from. None where the system has no such thing."""
    if sys.platform == "linux" and process.pid:
        with contextlib.suppress(OSError):  # an old kernel, or it has ended
            return os.pidfd_open(process.pid)
    return None


def _started(target: Callable[..., None], *args: object) -> BaseProcess:
    """A new process, which inherits nothing of this one; raises ConfigError when there cannot be one."""
    about: dict[str, Any] = {"target": target, "args": args, "daemon": True, "name": "avgtoets-worker"}
    for left in reversed(range(_TRIES)):
        try:
            return _forked(about) if _FORKED else _spawned(about)
        except (EOFError, OSError) as error:  # the template may have been ended meanwhile: the next try starts another
            if not left:
                reason = f"no worker process can be started ({type(error).__name__}); is memory short?"
                raise ConfigError(reason) from error
        time.sleep(_AGAIN)
    raise AssertionError("a try returns or raises")


def _forked(about: dict[str, Any]) -> BaseProcess:
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["analyser.engines.template"])
    with _no_interrupts():
        ensure_running()
    process = forking.Process(**about)
    process.start()  # waits until the template is ready, or for Ctrl-C
    return process


def _spawned(about: dict[str, Any]) -> BaseProcess:
    process = multiprocessing.get_context("spawn").Process(**about)
    with _no_interrupts():
        process.start()
    return process


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Ctrl-C goes to every process of a terminal: a process that is started here leaves it to its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # of what processes share; starting it ends a block of signals
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(setup: Setup, pipe: Connection) -> None:
    """The life of a worker: until its parent closes the pipe, or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: SimpleQueue[Task] = SimpleQueue()
    Thread(target=_take_in, args=(pipe, tasks), daemon=True).start()
    with contextlib.suppress(OSError):
        try:
            prepare(setup)
            pipe.send(_READY)
            while True:
                pipe.send(carry_out(setup, tasks.get()))
        except AvgtoetsError as error:
            pipe.send(error)


def _take_in(pipe: Connection, tasks: SimpleQueue[Task]) -> None:
    """Takes what comes when it comes, so that no side waits until the other one reads; ends the worker with the pipe,
    whatever it is at."""
    try:
        while True:
            tasks.put(pipe.recv())
    finally:
        os._exit(0)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit status {code}"
