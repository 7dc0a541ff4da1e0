"""The same targets under atheris, which keeps the inputs that reach new branches of the program."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FunctionType

from analyser.errors import AvgtoetsError
from tests.fuzz.drive import Result, _expired, feed, name_of
from tests.fuzz.mutate import LONGEST
from tests.fuzz.targets import Target


def guided(target: Target, runs: int, seed: int, folder: Path, write: Callable[[Result], None]) -> None:
    """So many inputs; `write` gets the result at the end, as libFuzzer does not come back."""
    import atheris

    result = Result(target.name)
    last = folder / "last"
    signal.signal(signal.SIGPROF, _expired)
    seeds = Path(tempfile.mkdtemp(dir=folder))
    for data in target.seeds():  # made before anything is traced
        (seeds / name_of(data)).write_bytes(data[:LONGEST])

    def one(data: bytes) -> None:
        last.write_bytes(data)
        feed(target, data, result)
        if result.tried == runs:
            write(result)

    with suppress(AvgtoetsError):
        target.run(target.seeds()[0])  # what it imports can be traced from then on
    for function in _functions():
        atheris.instrument_func(function)
    atheris.Setup([sys.argv[0], f"-runs={runs + 10}", f"-seed={seed + 1}", f"-max_len={LONGEST}", "-verbosity=0",
                   "-timeout=120", "-rss_limit_mb=0", str(seeds)], one)  # fmt: skip
    atheris.Fuzz()


def _functions() -> Iterator[FunctionType]:
    """The functions and methods of the program that are loaded."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("analyser.") and not name.startswith("analyser.cli"):
            held = list(vars(module).values())
            held += [each for value in held if isinstance(value, type) for each in vars(value).values()]
            yield from (each for each in held if isinstance(each, FunctionType) and each.__module__ == name)
