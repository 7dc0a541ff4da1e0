"""`avgtoets baseline`: which findings are known, so that lint tells of new ones only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.lint import baseline_path, make_linter, run
from analyser.cli.options import quiet_option, timeout_option
from analyser.cli.output import complain, write_file, write_stdout

if TYPE_CHECKING:
    from analyser.baseline import Entry, Matched
    from analyser.config import Config
    from analyser.lint import Checked, Linter

FINDINGS, FAILED = 1, 2
Command = TypeVar("Command", bound=Callable[..., object])


@click.group()
def baseline() -> None:
    """Keep the known findings in a file, so that lint tells of new ones only.

    A finding is known by its file, rule, quote and heading, not by its line. Commit the file beside the statements.
    """


def _options(command: Command) -> Command:
    for option in (
        config_options,
        timeout_option,
        quiet_option(),
        click.option("--no-cache", is_flag=True, help="Look at every file, changed or not."),
        click.option("--baseline", "file", type=click.Path(path_type=Path), metavar="FILE",
                     help="The baseline; by default .avgtoets-baseline.json beside the configuration."),
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):  # fmt: skip
        command = option(command)
    return command


@baseline.command()
@click.option("--force", is_flag=True, help="Replace a baseline that is there.")
@_options
def create(force: bool, **options: Any) -> int:
    """Make the baseline of all present findings. Exit status: 0, or 2 when that cannot be done."""
    from analyser import baseline as known
    from analyser.errors import ConfigError
    from analyser.lint import by_file

    _, path, files = _lint(options)
    if path.exists() and not force:
        raise ConfigError(f"{path}: there is a baseline already; use update, or replace it with create --force")
    if any(file.error for file in files):
        return FAILED
    entries = known.entries(by_file(files, path))
    write_file(path, known.dump(entries))
    _say(options, f"{path}: {_n(len(entries), 'known finding')} in {_n(len(files), 'file')}")
    return 0


@baseline.command()
@click.option("--accept", is_flag=True, help="Take new findings in as known.")
@_options
def update(accept: bool, **options: Any) -> int:
    """Take out what is fixed or stale. New findings are named and left out, unless --accept takes them in.

    Exit status: 0 when nothing new is left out, 1 when something is, 2 when it cannot be done.
    """
    from analyser import baseline as known

    path, matched, new, files = _compare(options)
    if any(file.error for file in files):
        return FAILED
    gone = {*matched.fixed, *matched.stale}
    kept = [entry for entry in known.load(path) if entry not in gone]
    write_file(path, known.dump([*kept, *(new if accept else ())]))
    _tell(matched, () if accept else new)
    taken = f", {_n(len(new), 'new finding')} accepted" if accept and new else ""
    _say(options, f"{path}: {_n(len(kept), 'known finding')} kept, {len(gone)} removed{taken}")
    return FINDINGS if new and not accept else 0


@baseline.command()
@_options
def check(**options: Any) -> int:
    """Tell whether the baseline is what the statements give: name what is new, fixed or stale, and change nothing.

    Exit status: 0 when it is, 1 when it is not, 2 when that cannot be told.
    """
    path, matched, new, files = _compare(options)
    _tell(matched, new)
    if any(file.error for file in files):
        return FAILED
    differs = bool(new or matched.fixed or matched.stale)
    _say(options, f"{path}: {len(new)} new, {len(matched.fixed)} fixed, {len(matched.stale)} stale")
    return FINDINGS if differs else 0


def _compare(options: dict[str, Any]) -> tuple[Path, Matched, tuple[Entry, ...], tuple[Checked, ...]]:
    """Path, what it has in common with the findings, the findings that it does not know, and the files."""
    from analyser.baseline import entry, load
    from analyser.lint import against, by_file

    load(options["file"] or _path(options))  # before the work: a baseline that cannot be read ends it
    linter, path, files = _lint(options)
    marked, matched = against(files, path, linter.catalogue)
    new = sorted(entry(name, d) for name, several in by_file(marked, path).items() for d in several if d.open)
    return path, matched, tuple(new), files


def _path(options: dict[str, Any]) -> Path:
    config = configured(dict(options))
    return _usual(config, options["file"])


def _usual(config: Config, given: Path | None) -> Path:
    from analyser.baseline import FILE

    return baseline_path(config, given) or config.root / FILE


def _lint(options: dict[str, Any]) -> tuple[Linter, Path, tuple[Checked, ...]]:
    config = configured(options)
    linter = make_linter(config, cached=not options["no_cache"])
    return linter, _usual(config, options["file"]), run(linter, options["paths"], quiet=options["quiet"])


def _tell(matched: Matched, new: tuple[Entry, ...]) -> None:
    named = [("new", new), ("fixed", matched.fixed), ("stale", matched.stale)]
    write_stdout("".join(f"{what} {_line(entry)}\n" for what, entries in named for entry in entries))


def _line(entry: Entry) -> str:
    from analyser.render.lint.words import line

    return line(f"{entry.file} {entry.rule} {entry.quote}")


def _say(options: dict[str, Any], message: str) -> None:
    if not options["quiet"]:
        complain(message)


def _n(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
