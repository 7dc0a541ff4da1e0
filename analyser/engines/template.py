"""Imported by the process from which workers are forked: loads and learns once what all of them need.

Nothing that goes wrong here is told: a worker does for itself what has not been done, and tells what it meets.
"""

from __future__ import annotations

import contextlib
import os
import signal

from analyser.config import Config
from analyser.engines.work import Setup, prepare

_LOOK = 0.2  # seconds after which it is looked whether the batch is still there
_BATCH = os.getppid()


def _look(*_: object) -> None:
    if os.getppid() != _BATCH:
        os._exit(1)


# Ctrl-C, which goes to every process of a terminal, ends it without a word.
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # of several threads only one would go on in a fork
signal.signal(signal.SIGALRM, _look)
signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
with contextlib.suppress(Exception):
    prepare(Setup.of(Config(), "nl"))
signal.setitimer(signal.ITIMER_REAL, 0)
signal.signal(signal.SIGALRM, signal.SIG_DFL)
