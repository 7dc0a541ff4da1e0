"""`avgtoets store`: what a batch has kept – list it, show it, take it elsewhere, forget it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from analyser.cli.options import format_option, output_option
from analyser.cli.output import STDOUT, OutputError, complain, write, write_stdout_bytes
from analyser.cli.table import table

if TYPE_CHECKING:
    from analyser.render.tables import Entry, Table
    from analyser.store import Statement, Store, Version
    from analyser.types import Language

TABLES = ("statements", "facts", "findings")
EXPORTS = ("jsonl", "json", "csv", "parquet")
FAILED = 2
_SHOWN = ("met", "partial", "missing", "violated")  # the verdicts that a list counts
_store = click.argument("path", metavar="STORE", type=click.Path(path_type=Path))


@click.group()
def store() -> None:
    """Look into a store of avgtoets batch: list, show and export statements with their versions, or forget them."""


@store.command("list")
@_store
@format_option(("text", "json", "markdown"), "text")
@output_option
def list_(path: Path, format_: str, output: str) -> None:
    """List the statements: how many versions, the verdicts of the last one, when it was seen, and what failed."""
    with _opened(path) as opened:
        if format_ == "json":
            rows = [
                {
                    "key": one.key, "about": dict(one.about), "versions": one.versions, "sha256": one.sha256,
                    "first_seen": one.first_seen, "last_seen": one.last_seen, "verdicts": dict(one.verdicts),
                    "error": one.error,
                }
                for one in opened.statements()
            ]  # fmt: skip
            write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", output)
            return
        lines = [
            (_clean(one.key), str(one.versions), *_counts(one), one.last_seen, _clean(one.error))
            for one in opened.statements()
        ]
    write(table(format_, ("statement", "versions", *_SHOWN, "last seen", "error"), lines), output)


@store.command("versions")
@_store
@click.argument("key")
@format_option(("text", "json", "markdown"), "text")
@output_option
def versions(path: Path, key: str, format_: str, output: str) -> None:
    """List the versions of the statement KEY, in the order in which they were first seen."""
    with _opened(path) as opened:
        found = opened.versions(key)
    if format_ == "json":
        rows = [
            {
                "version": one.number, "current": one.current, "sha256": one.sha256, "first_seen": one.first_seen,
                "last_seen": one.last_seen, "verdicts": dict(one.verdicts), "error": one.error,
            }
            for one in found
        ]  # fmt: skip
        write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", output)
        return
    lines = [
        (str(one.number), one.first_seen, one.last_seen, *_counts(one), one.sha256[:12], _clean(one.error))
        for one in found
    ]
    write(table(format_, ("version", "first seen", "last seen", *_SHOWN, "sha256", "error"), lines), output)


@store.command("show")
@_store
@click.argument("key")
@click.option(
    "--version",
    "number",
    type=click.IntRange(min=1),
    metavar="N",
    help="A version of it; by default the one that was last seen.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(("text", "json", "source")),
    default="text",
    show_default=True,
    help="In short, the whole analysis, or the text of the statement as it was read.",
)
@click.option("-l", "--language", type=click.Choice(("nl", "en")), default="nl", show_default=True,
              help="Language of the fixed words; messages are kept in that of the batch.")  # fmt: skip
@output_option
def show(path: Path, key: str, number: int | None, format_: str, language: Language, output: str) -> int:
    """Show the statement KEY, or an earlier version of it.

    Exit status: 0 done, 2 there is no such statement or version, or it could not be analysed.
    """
    with _opened(path) as opened:
        found = opened.versions(key)
    version = next((one for one in found if (one.current if number is None else one.number == number)), None)
    if version is None:
        if number is None:
            complain(f"{path}: {key} could never be read; avgtoets store list tells why")
        else:
            complain(f"{path}: {key} has no version {number}; there are {len(found)}")
        return FAILED
    if format_ == "source":
        write(version.text, output)
        return 0
    if not version.packed:
        complain(f"{key}: {version.error}")
        return FAILED
    if version.error:
        complain(f"{key}: shown by its last analysis; since then: {version.error}")
    if format_ == "json":
        write(json.dumps(json.loads(version.json), ensure_ascii=False, indent=2) + "\n", output)
        return 0
    from analyser.render.stored import render

    write(render(version, len(found), language, shutil.get_terminal_size((80, 24)).columns), output)
    return 0


@store.command("export")
@_store
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(EXPORTS),
    default="jsonl",
    show_default=True,
    help="Whole analyses (jsonl, json), or tables: statements, facts and findings.",
)
@click.option("--table", "wanted", type=click.Choice(TABLES), help="Of csv and parquet: only this table, into FILE.")
@click.option("--every-version", is_flag=True, help="Also the versions before the last.")
@click.option(
    "-o",
    "--output",
    default=STDOUT,
    metavar="FILE",
    help="Write to FILE, whole or not at all; - is standard output. Three tables go into a folder.",
)
def export(path: Path, format_: str, wanted: Table | None, every_version: bool, output: str) -> None:
    """Write what the store holds, in the order of the keys: of each statement the version that was last analysed.

    Exports hold words of the statements, and with them names and numbers of people.
    """
    tables = format_ in ("csv", "parquet")
    if wanted and not tables:
        raise click.UsageError("--table goes with --format csv or parquet.")
    if tables and not wanted and output == STDOUT:
        raise click.UsageError("three tables make three files: name a folder with --output, or one with --table.")
    if format_ == "parquet" and output == STDOUT:
        raise click.UsageError("Parquet is no text: name a file, as in --output facts.parquet.")
    from analyser.render import tables as render

    with _opened(path) as opened:
        if not tables:
            make = render.to_json if format_ == "json" else render.to_jsonl
            chunks = make(opened.analyses(every=every_version))
            if output == STDOUT:
                for chunk in chunks:
                    write_stdout_bytes(chunk)
                return
            with _replacing([Path(output)]) as (file,):
                file.writelines(chunks)
            return
        entries = _entries(opened, every_version)
        names: tuple[Any, ...] = (wanted,) if wanted else TABLES
        fill = render.write_csv if format_ == "csv" else render.write_parquet
        if output == STDOUT:
            fill(entries, dict.fromkeys(names, _Stdout()))  # type: ignore[arg-type]
            return
        paths = [Path(output)] if wanted else [_folder(Path(output)) / f"{name}.{format_}" for name in names]
        with _replacing(paths) as files:
            fill(entries, dict(zip(names, files, strict=True)))


@store.command("forget")
@_store
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def forget(path: Path, keys: tuple[str, ...], yes: bool) -> int:
    """Take statements out of the store with all their versions, so that nothing of them is left in its file.

    Exit status: 0 forgotten, 2 not forgotten, or there is no such statement.
    """
    with _opened(path) as opened:
        count = sum(len(opened.versions(key)) for key in dict.fromkeys(keys))
        if not yes:
            if not sys.stdin.isatty():
                raise click.UsageError("there is no terminal to ask on: give --yes to forget.")
            what = f"{keys[0]}, {count} version{'' if count == 1 else 's'}"
            what = what if len(keys) == 1 else f"{len(keys)} statements, {count} versions in all"
            if not click.confirm(f"Forget {_clean(what)}? It cannot be undone.", err=True):
                complain("nothing was forgotten")
                return FAILED
        opened.forget(keys)
    return 0


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Store]:
    from analyser.store import Store

    with Store(path) as opened:
        yield opened


def _entries(opened: Store, every: bool) -> Iterator[Entry]:
    """Each statement with its analysed versions, or with none."""
    analysed = opened.analyses(every=every)
    version = next(analysed, None)
    for statement in opened.statements():
        if version is None or version.key != statement.key:
            yield statement, None
        while version is not None and version.key == statement.key:
            yield statement, version
            version = next(analysed, None)


def _counts(one: Statement | Version) -> list[str]:
    return [str(one.verdicts.get(status, 0)) if one.verdicts else "" for status in _SHOWN]


def _clean(text: str) -> str:
    """A key or error as a terminal may show it."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


class _Stdout:
    """Standard output as a file of bytes, for writers that want one."""

    def write(self, data: bytes) -> int:
        write_stdout_bytes(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Every write is whole already."""

    readable = seekable = staticmethod(lambda: False)
    writable = staticmethod(lambda: True)
    closed = False


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be made ({error.strerror or error})") from error
    return path


@contextlib.contextmanager
def _replacing(paths: list[Path]) -> Iterator[list[IO[bytes]]]:
    """Files to write to that take the place of those at the paths when all is written, and are gone when not."""
    with contextlib.ExitStack() as stack:
        made: list[tuple[IO[bytes], str, Path]] = []
        try:
            for path in paths:
                if path.is_dir():
                    raise OutputError(f"{path}: is a folder; name a file")
                target = Path(os.path.realpath(path))
                handle, name = tempfile.mkstemp(prefix=".avgtoets-", dir=target.parent)
                stack.callback(Path(name).unlink, missing_ok=True)
                made.append((stack.enter_context(os.fdopen(handle, "wb")), name, target))
            yield [file for file, _, _ in made]
            os.umask(mask := os.umask(0))
            for file, name, target in made:
                file.close()
                Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
            for _, name, target in made:
                Path(name).replace(target)
        except OSError as error:
            raise OutputError(f"{paths[0].parent}: cannot be written ({error.strerror or error})") from error
