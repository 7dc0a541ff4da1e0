"""Statements without number → their outcomes, one after another: in the order of the targets, with bounded memory.

    from analyser.batch import run, targets_of

    for outcome in run(targets_of(["statements/"], load_config()), load_config(), jobs=2):
        print(outcome.key, outcome.status, outcome.verdicts)

A script that calls `run` guards its own start with `if __name__ == "__main__":`, as worker processes import it.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from analyser import paths
from analyser.config import Config
from analyser.engines import Engine, Outcome, Setup, Task, open_engine
from analyser.engines.work import failed
from analyser.errors import ConfigError, InputError
from analyser.organisations import is_list, load_organisations
from analyser.paths import is_address
from analyser.types import Language

__all__ = ["Known", "Outcome", "Target", "run", "targets_of"]

_AHEAD = 16  # statements a worker that wait to be analysed or to be given in their turn
_MOST_BYTES = 64 * 1024 * 1024  # of statements that are held meanwhile
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

    try:
        yield from _in_order((_read(target.key, allow_private) for target in targets), workers, known)
    finally:
        for each in opened:
            each.close()


def _in_order(read: Iterable[Task | Outcome], workers: Callable[[], Engine], known: Known) -> Iterator[Outcome]:
    pending: deque[Outcome | int] = deque()  # an outcome, or the number of a statement that is being analysed
    done: dict[int, Outcome] = {}
    sizes: dict[int, int] = {}

    def settled() -> Iterator[Outcome]:
        while pending and (isinstance(first := pending[0], Outcome) or first in done):
            pending.popleft()
            yield first if isinstance(first, Outcome) else done.pop(first)

    def collect() -> None:
        for number, outcome in workers().wait():
            done[number] = outcome
            del sizes[number]

    for number, task in enumerate(read):
        outcome = task if isinstance(task, Outcome) else known(task.key, task.sha256)
        if isinstance(task, Task) and outcome is None:
            workers().submit(number, task)
            sizes[number] = task.size
            pending.append(number)
        elif outcome is not None:
            pending.append(outcome)
        yield from settled()
        while pending and (len(pending) >= _AHEAD * workers().slots or sum(sizes.values()) > _MOST_BYTES):
            collect()
            yield from settled()
    while pending:
        collect()
        yield from settled()


def _read(key: str, allow_private: bool) -> Task | Outcome:
    """A statement as it is now, or the outcome that it cannot be read."""
    from analyser import readers

    try:
        if is_address(key):
            source = readers.load(key, allow_private=allow_private)
            return Task(key, source.sha256, source)
        data = _content(key)
        return Task(key, hashlib.sha256(data).hexdigest(), data)
    except InputError as error:
        return failed(Task(key, "", b""), str(error), lasting=False)


def _content(key: str) -> bytes:
    from analyser import readers

    try:
        if stat.S_ISREG(os.stat(key).st_mode):  # noqa: PTH116  # a pipe or device may never end
            with open(key, "rb") as file:  # noqa: PTH123
                return file.read(readers.MAX_DOCUMENT_BYTES + 1)
        if not Path(key).is_dir():
            raise InputError(f"{key}: is no file; name the file of one statement.")
    except (OSError, ValueError):
        pass  # the reader tells why
    readers.load(key)
    raise InputError(f"{key}: cannot be read; check the path.")
