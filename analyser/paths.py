"""Which files a path means, and which patterns hold for a file."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.types import MediaType

# What is read, by suffix. Stands here because the command line looks for files before it loads a reader.
SUFFIXES: Mapping[str, MediaType] = MappingProxyType({
    ".md": "text/markdown", ".markdown": "text/markdown", ".mdx": "text/markdown",
    ".txt": "text/plain", ".text": "text/plain",
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
    ".pdf": "application/pdf",
})  # fmt: skip
# What a folder holds besides statements. Hidden files and folders are left out as well.
DEFAULT_EXCLUDE = (
    "node_modules", "venv", "__pycache__", "site-packages", "README*", "CHANGELOG*", "CHANGES*", "CONTRIBUTING*",
    "CODE_OF_CONDUCT*", "SECURITY*", "LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "AUTHORS*", "requirements*.txt",
    "robots.txt", "humans.txt", "CMakeLists.txt",
)  # fmt: skip
_MAGIC = re.compile(r"[*?\[]")


def is_address(name: str) -> bool:
    """Whether the name of a statement is a web address and no file."""
    return name.lower().startswith(("http://", "https://"))


def find(paths: Iterable[str], exclude: Iterable[str], root: Path, *, always: bool = False) -> Iterator[str]:
    """The files that paths mean, each once: a file itself, the statements in a folder and below in the order of their
    names, those that a pattern with * or ** finds. Exclusions, relative to `root`, hold for folders and patterns, and
    `always` for files that are named as well. A path that is not there is given as it is."""
    excluded = (*DEFAULT_EXCLUDE, *exclude)
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path, excluded, root, tuple(exclude) if always else ()):
            if (real := os.path.realpath(found) if found != "-" else found) not in seen:
                seen.add(real)
                yield found


def _expand(path: str, excluded: tuple[str, ...], root: Path, named: tuple[str, ...]) -> Iterator[str]:
    if path == "-":
        yield path
    elif os.path.isdir(path):  # noqa: PTH112  # paths stay as they were given
        yield from _walk(path, excluded, root)
    elif _MAGIC.search(path) and not os.path.lexists(path):
        found = [name for name in sorted(glob.glob(path, recursive=True)) if Path(name).is_file()]  # noqa: PTH207
        if not found:
            yield path
        yield from (name for name in found if _is_statement(name) and not matches(name, excluded, root))
    elif not (named and matches(path, named, root)):
        yield path


def _walk(folder: str, excluded: tuple[str, ...], root: Path) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # the reader tells why
        return
    for entry in entries:
        path = os.path.normpath(entry.path)
        if entry.name.startswith(".") or matches(path, excluded, root):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, excluded, root)
        elif entry.is_file() and _is_statement(entry.name):
            yield path


def _is_statement(name: str) -> bool:
    return name.lower().endswith(tuple(SUFFIXES))


def matches(path: str, patterns: Iterable[str], root: Path) -> bool:
    """Whether one of the patterns holds for a file, or for a folder that it is in.

    A pattern without a slash, or with one at its end only, is compared with each name of the path below `root`;
    another with the path itself. `*` is anything within a name, `**` anything.
    """
    names = relative(path, root).split("/")
    paths = ["/".join(names[:depth]) for depth in range(1, len(names) + 1)]
    for pattern in patterns:
        plain = pattern.strip().removeprefix("./").rstrip("/")
        if any(_regex(plain).fullmatch(candidate) for candidate in (paths if "/" in plain else names)):
            return True
    return False


def relative(path: str | Path, root: Path) -> str:
    """A path relative to a folder, with slashes; it may begin with ../."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # another drive
        return Path(path).absolute().as_posix()


def repository(start: Path) -> Path | None:
    """The nearest folder, from one upwards, that Git keeps."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str]:
    made = []
    for part in re.split(r"(\*\*/?|\*|\?)", pattern.lstrip("/")):
        special = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part)
        made.append(re.escape(part) if special is None else special)
    return re.compile("".join(made), re.DOTALL)
