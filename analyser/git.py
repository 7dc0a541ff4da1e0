"""Versions of a file in a Git repository, read by the program `git` itself."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analyser.errors import InputError
from analyser.readers.loading import source_from_bytes
from analyser.types import Source

_RECORD = "\x1e"
_FORMAT = f"{_RECORD}%H %h %as"
_HEAD = re.compile(rf"{_RECORD}([0-9a-f]{{40,64}}) ([0-9a-f]+) ([0-9-]+)(?=\0|\n|\Z)")
# What the configuration of a repository would have git run or fetch: nothing of it is wanted to read a file.
_INERT = (
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "log.showSignature=false",
    "-c", "core.pager=cat", "-c", "core.sshCommand=false", "-c", "diff.external=",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One commit that touched a file, and what the file was called then."""

    revision: str  # the whole hash
    short: str
    date: str  # of the author, ISO 8601, the day
    path: str  # relative to the top of the repository


def history(path: Path) -> tuple[Version, ...]:
    """The versions of a file, oldest first, renames followed; raises InputError when there is none or no repository."""
    folder, name = _place(path)
    _repository(folder)
    try:
        log = _git(folder, "log", "--follow", "--name-status", "--no-ext-diff", "--no-textconv", "-z",
                   "--diff-filter=AMRC", f"--format={_FORMAT}", "--", name)  # fmt: skip
    except _Failed:  # a repository without a commit
        log = b""
    found = []
    _, *parts = _HEAD.split(os.fsdecode(log))
    for revision, short, date, rest in zip(*(parts[n::4] for n in range(4)), strict=True):
        names = rest.split("\0")[1:]
        if names := [part for part in names if part.strip()]:  # the status, then the path; of a rename both
            found.append(Version(revision, short, date, names[-1]))
    if not found:
        raise InputError(f"{path}: has no version in Git; commit it first.")
    return tuple(reversed(found))


def source_at(path: Path, revision: str) -> Source:
    """The file as it was in a revision (a hash, branch, tag, or HEAD~2); raises InputError when there is none."""
    folder, name = _place(path)
    _repository(folder)
    commit = _commit(folder, revision)
    # A file that was called otherwise then is found by its history.
    inside = f"{os.fsdecode(_git(folder, 'rev-parse', '--show-prefix')).rstrip()}{name}"
    for known in dict.fromkeys((inside, *_names(path))):
        with contextlib.suppress(_Failed):
            return _load(folder, f"{revision}:{known}", commit, known)
    raise InputError(f"{path}: is not in revision {revision}; check the path and the revision.")


def source_of(path: Path, version: Version) -> Source:
    """The file as it was in a version of its history, by the name it had then; raises InputError."""
    folder, _ = _place(path)
    try:
        return _load(folder, f"{version.short}:{version.path}", version.revision, version.path)
    except _Failed as failed:
        raise InputError(f"{path}: cannot be read in {version.short} ({failed}).") from failed


class _Failed(Exception):
    """What git said when it could not."""


def _place(path: Path) -> tuple[Path, str]:
    """The nearest folder that there is, for a file that may be gone, and the file seen from there."""
    if path.is_dir():
        raise InputError(f"{path}: is a directory; name the file of one statement.")
    folder = path.parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder, path.relative_to(folder).as_posix()


def _repository(folder: Path) -> None:
    try:
        _git(folder, "rev-parse", "--is-inside-work-tree")
    except _Failed as failed:
        raise InputError(f"{folder}: is not in a Git repository ({failed}).") from failed


def _commit(folder: Path, revision: str) -> str:
    try:
        if revision.startswith("-"):
            raise _Failed("a revision begins with no hyphen")
        return _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except _Failed as failed:
        raise InputError(f"{revision}: there is no such revision; check its name, or fetch it first.") from failed


def _names(path: Path) -> Iterator[str]:
    """What the file was called in its versions, the latest first."""
    with contextlib.suppress(InputError):
        yield from (version.path for version in reversed(history(path)))


def _load(folder: Path, name: str, commit: str, inside: str) -> Source:
    return source_from_bytes(name, _git(folder, "cat-file", "blob", f"{commit}:{inside}"))


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; it asks for nothing, pages nothing, fetches nothing and runs nothing that a repository names.
    Raises _Failed with its first line of complaint."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C",
                   "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}  # fmt: skip
    try:
        run = subprocess.run(
            ["git", "--no-pager", *_INERT, *arguments], cwd=folder, env=environment, capture_output=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        raise InputError("git cannot be run: install it, or give two files instead.") from error
    if run.returncode:
        complaint = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _Failed(complaint[0] if complaint else f"git ended with status {run.returncode}")
    return run.stdout
