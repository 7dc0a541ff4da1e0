"""One input after another into a target, each within its deadline; what is not an AvgtoetsError is a crash."""

from __future__ import annotations

import faulthandler
import hashlib
import signal
import time
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from analyser.errors import AvgtoetsError
from tests.fuzz.targets import Target

_STUCK = 60.0  # seconds after which a process ends that no signal reaches


class TooLong(BaseException):
    """An input for which the deadline has passed; no `except Exception` takes it."""


@dataclass
class Result:
    """What a target did with its inputs; `crashes` has an input for each place where it went wrong."""

    target: str
    tried: int = 0
    refused: int = 0  # with an AvgtoetsError
    slowest: float = 0.0  # seconds of processor time
    crashes: dict[str, bytes] = field(default_factory=dict)


def _expired(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


def feed(target: Target, data: bytes, result: Result) -> None:
    """One input; `result` tells what became of it."""
    before = signal.signal(signal.SIGPROF, _expired)
    signal.setitimer(signal.ITIMER_PROF, target.deadline)
    start = time.process_time()
    try:
        target.run(data)
    except AvgtoetsError as error:
        result.refused += 1
        if "\n" in str(error) or len(str(error)) > 1000:
            result.crashes.setdefault(f"{type(error).__name__}: no line of its own", data)
    except (Exception, TooLong) as error:
        result.crashes.setdefault(_known_by(error), data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    result.tried += 1
    result.slowest = max(result.slowest, time.process_time() - start)


def drive(target: Target, inputs: Iterable[bytes], last: Path | None = None) -> Result:
    """All inputs; the one at hand stands in the file `last`, should the process end with it."""
    result = Result(target.name)
    with suppress(AvgtoetsError):
        target.run(target.seeds()[0])  # loads what is loaded once
    try:
        for data in inputs:
            if last is not None:
                last.write_bytes(data)
                faulthandler.dump_traceback_later(_STUCK, exit=True)
            feed(target, data, result)
    finally:
        faulthandler.cancel_dump_traceback_later()
    return result


def _known_by(error: BaseException) -> str:
    """The kind of a crash and the innermost place of ours that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "/analyser/" in frame.filename), frames[-1])
    file = place.filename.rpartition("/")[2]
    if isinstance(error, TooLong):  # wherever it was when the time was up
        return f"took too long in {file}"
    return f"{type(error).__name__} in {file}, line {place.lineno}"


def name_of(data: bytes) -> str:
    """What the file of an input is called."""
    return hashlib.sha256(data).hexdigest()[:16]
