"""How long one statement may take: by a signal where there is one, and between the steps of an analysis everywhere.

    with within(60, "verklaring.pdf"):
        analysis = analyse(load("verklaring.pdf"))

What is found does not depend on it: a statement is analysed whole or not at all.
"""

from __future__ import annotations

import _weakrefset
import gc
import signal
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

from analyser.errors import InputError

TIMEOUT = 120.0  # seconds; a long statement takes about one
LONGEST = 86_400.0
_AGAIN = 1.0  # seconds between two signals, should the first be lost after all
_SOON = 0.01  # seconds to the next one, after one that came where Python drops exceptions
_FINALISERS = frozenset((weakref.__file__, _weakrefset.__file__))
_END: ContextVar[float | None] = ContextVar("end", default=None)  # a moment of time.monotonic


class _Expired(BaseException):
    """The time is up; no `except Exception` of a reader takes it for a damaged file."""


def too_long(seconds: float) -> str:
    """What is told of a statement for which so many seconds did not do."""
    return f"took longer than {seconds:g} s; raise --timeout to wait for it"


@contextmanager
def within(seconds: float, name: str) -> Iterator[None]:
    """Raises InputError, which begins with the name, when what is done inside takes more seconds than this.

    In the main thread on POSIX a signal (SIGALRM) ends Python code and regular expressions wherever they are; in other
    threads, and on Windows, the analysis itself looks at the clock between its steps. Of one within another the outer
    holds.
    """
    if _END.get() is not None:
        yield
        return
    end = _END.set(time.monotonic() + seconds)
    try:
        with _alarm(seconds):
            yield
    except _Expired:
        raise InputError(f"{name}: {too_long(seconds)}") from None
    finally:
        _END.reset(end)


def look() -> None:
    """What takes steps calls this between them: ends it when the time of the `within` around it is up."""
    end = _END.get()
    if end is not None and time.monotonic() > end:
        raise _Expired


def _drops(frame: FrameType | None) -> bool:
    """Whether an exception raised in this frame would be printed and dropped, as in a finaliser or a callback of gc."""
    callbacks = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    while frame is not None:
        code = frame.f_code
        if code in callbacks or code.co_name == "__del__" or code.co_filename in _FINALISERS:
            return True
        frame = frame.f_back
    return False


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    running = True

    def expired(_number: int, frame: FrameType | None) -> None:
        if not running:
            return
        if _drops(frame):
            signal.setitimer(signal.ITIMER_REAL, _SOON, _AGAIN)
            return
        raise _Expired

    before = signal.signal(signal.SIGALRM, expired)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        running = False  # first: a signal may come at any moment, and here it comes too late
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)
