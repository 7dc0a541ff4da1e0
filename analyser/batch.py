"""Statements without number → their outcomes, one after another: in the order of the targets, with bounded memory.

    from analyser.batch import run, targets_of

    for outcome in run(targets_of(["statements/"], load_config()), load_config(), jobs=2):
        print(outcome.key, outcome.status, outcome.verdicts)

A script that calls `run` guards its own start with `if __name__ == "__main__":`, as worker processes import it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from analyser import paths
from analyser.config import Config
from analyser.engines import Engine, Outcome, Setup, Task, open_engine
from analyser.errors import ConfigError, InputError
from analyser.incoming import MOST_BYTES, Incoming
from analyser.organisations import is_list, load_organisations
from analyser.paths import is_address
from analyser.types import Language

__all__ = ["Known", "Outcome", "Target", "run", "targets_of"]

_AHEAD = 16  # statements a worker that wait to be analysed or to be given in their turn
_TICK = 0.05  # seconds after which answers are looked for while workers are at work
_NOTHING: Mapping[str, str] = MappingProxyType({})

Known = Callable[[str, str], Outcome | None]
"""What is known from before of a statement, by its key and the SHA-256 of its content; None to analyse it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A statement to analyse: a path or address, and what a list of organisations tells of it."""

    key: str
    about: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


def targets_of(given: Iterable[str], config: Config, lists: Iterable[Path] = ()) -> tuple[Target, ...]:
    """The statements that are meant, each once: files, folders, patterns, addresses, lists of organisations (CSV or
    YAML), and those of `lists`: text files with a path or address a line, paths relative to the list.

    Raises ConfigError when there is none, InputError for a list that cannot be read.
    """
    found: dict[str, Target] = {}
    for target in _meant(given, config, lists):
        place = target.key if is_address(target.key) else os.path.realpath(target.key)
        first = found.setdefault(place, target)
        if not first.about:  # a list tells of what a folder held already
            found[place] = Target(first.key, target.about)
    if not found:
        raise ConfigError("nothing to analyse: no statement there, or all are excluded")
    return tuple(found.values())


def _meant(given: Iterable[str], config: Config, lists: Iterable[Path]) -> Iterator[Target]:
    for name in given:
        if name == "-":
            raise ConfigError("standard input holds no batch; name files, folders, patterns or lists")
        if is_address(name):
            yield Target(name)
        elif is_list(name):
            for one in load_organisations(Path(name)):
                yield Target(one.source, {"name": one.name, **one.metadata} if one.name else one.metadata)
        else:
            yield from map(Target, paths.find([name], config.exclude, config.root))
    for path in lists:
        yield from map(Target, _lines(path))


def _lines(path: Path) -> Iterator[str]:
    """What a text file names, a line each; empty lines and those that begin with # are none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save the list with UTF-8 encoding") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    for number, line in enumerate(map(str.strip, lines), 1):
        if "\0" in line:
            raise InputError(f"{path}, line {number}: is no path; the list is text, with a path or address a line")
        if line and not line.startswith("#"):
            yield line if is_address(line) else os.path.normpath(path.parent / line)


def run(
    targets: Sequence[Target], config: Config, *, jobs: int = 1, language: Language = "nl",
    engine: Literal["process", "dask"] = "process", scheduler: str | None = None,
    known: Known = lambda key, sha256: None, allow_private: bool = False,
) -> Iterator[Outcome]:  # fmt: skip
    """The outcome of each target, in their order: the same whatever the engine and the number of workers.

    `jobs` is the number of worker processes, `scheduler` the address of a Dask scheduler; addresses of the own machine
    or network are asked only with `allow_private`. A statement that cannot be read or analysed within the time of the
    configuration is an outcome with an error. Raises ConfigError and DataFileError for what every statement would meet.
    """
    setup = Setup.of(config, language)
    opened: list[Engine] = []

    def workers() -> Engine:  # not started for statements that are all known
        if not opened:
            opened.append(open_engine(engine, setup, jobs=jobs, timeout=config.timeout, scheduler=scheduler))
        return opened[0]

    incoming = Incoming([target.key for target in targets], allow_private=allow_private)
    try:
        yield from _in_order(len(targets), incoming, workers, known)
    finally:
        incoming.close()
        for each in opened:
            each.close()


def _in_order(
    count: int, incoming: Incoming, workers: Callable[[], Engine], known: Known
) -> Iterator[Outcome]:
    turn = 0  # the number of the outcome that comes next
    done: dict[int, Outcome] = {}  # those of later numbers
    sizes: dict[int, int] = {}  # of the statements that are being analysed
    while turn < count:
        most = _AHEAD * (workers().slots if sizes else 1)
        room = not sizes or (len(sizes) < most and sum(sizes.values()) <= MOST_BYTES)
        came = incoming.take(turn + most, wait=not sizes) if room else None
        if came:
            number, task = came
            outcome = task if isinstance(task, Outcome) else known(task.key, task.sha256)
            if outcome:
                done[number] = outcome
            elif isinstance(task, Task):
                workers().submit(number, task)
                sizes[number] = task.size
        elif sizes:
            for number, outcome in workers().wait(_TICK if room and incoming.asking else None):
                done[number] = outcome
                del sizes[number]
        while turn in done:
            yield done.pop(turn)
            turn += 1
