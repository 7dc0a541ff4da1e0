"""`avgtoets batch`: statements without number → a store."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.options import language_option, private_option, quiet_option, timeout_option
from analyser.cli.output import complain

if TYPE_CHECKING:
    from analyser.types import Language

ENGINES = ("process", "dask")
FAILED, INTERRUPTED = 2, 130
_TICK = 0.2  # seconds between two lines of progress


@click.command()
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option(
    "--store",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The store (SQLite) in which results are kept; made when it is not there.",
)
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A text file with a path or address a line; paths are relative to it.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes; by default one for each processor."
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="process",
    show_default=True,
    help="Where the work is done: processes of this machine, or a Dask cluster.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of --engine dask: the scheduler, as in tcp://10.0.0.1:8786; without one, a cluster on this machine.",
)
@private_option
@language_option("messages that are kept")
@quiet_option("no progress, no summary")
@timeout_option
@config_options
def batch(
    targets: tuple[str, ...], path: Path, lists: tuple[Path, ...], jobs: int | None,
    engine: Literal["process", "dask"], scheduler: str | None, allow_private: bool, language: Language, quiet: bool,
    **options: Any,
) -> int:  # fmt: skip
    """Analyse statements without number and keep the results, every version of every statement, in a store.

    TARGET is a file, a folder, a pattern such as "sites/**/*.html", an address, or a list of organisations (CSV or
    YAML) with paths or addresses. A run that was interrupted goes on when it is given again: only what is new or
    changed is analysed. A statement that fails is kept with its error, named on standard error, and stops no other.

    Exit status: 0 done, 2 a statement failed or the run could not be made, 130 interrupted.
    """
    if not targets and not lists:
        raise click.UsageError("name statements: files, folders, patterns, addresses, or lists.")
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask.")
    config = configured(options)
    from analyser.batch import run, targets_of
    from analyser.engines import Setup
    from analyser.store import Store

    meant = targets_of(targets, config, lists)
    about = {target.key: target.about for target in meant}
    fingerprint = Setup.of(config, language).fingerprint
    progress = _Progress(len(meant), shown=not quiet and sys.stderr.isatty())
    with Store(path, create=True) as store:
        outcomes = run(
            meant, config, jobs=jobs or _processors(), language=language, engine=engine,
            scheduler=scheduler, known=store.known(fingerprint), allow_private=allow_private,
        )  # fmt: skip
        try:
            progress.show()
            for outcome in outcomes:
                store.add(outcome, about[outcome.key], fingerprint)
                progress.count(outcome.status)
                if outcome.error:
                    progress.clear()
                    complain(f"{outcome.key}: {outcome.error}")
                progress.show()
        except KeyboardInterrupt:
            progress.clear()
            complain(f"interrupted: {progress.told()}; what is done is kept, the same command goes on with the rest")
            return INTERRUPTED
        finally:
            progress.clear()
            outcomes.close()  # type: ignore[attr-defined]  # ends the workers
    if not quiet:
        complain(progress.told())
    return FAILED if progress.counts["failed"] else 0


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Progress:
    """How far a run is: a line on a terminal that is written over, and the sum at the end."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total, self._shown = total, shown
        self._start = self._last = time.monotonic()
        self._since = self._start  # of the first analysis: what is known from before goes by at once
        self.counts = {"ok": 0, "unchanged": 0, "failed": 0}

    def count(self, status: str) -> None:
        if not self.counts["ok"] + self.counts["failed"]:
            self._since = time.monotonic()
        self.counts[status] += 1

    def show(self) -> None:
        """Writes the line, a few times a second."""
        now, done = time.monotonic(), sum(self.counts.values())
        if not self._shown or (now - self._last < _TICK and 0 < done < self._total):
            return
        self._last = now
        made, elapsed = done - self.counts["unchanged"], now - self._since
        line = f"{done:,} of {self._total:,} ({done / self._total:.0%})"
        if made > 1 and elapsed > 0:
            rate = made / elapsed
            line += f", {rate:.1f} a second, {_clock((self._total - done) / rate)} left"
        if self.counts["failed"]:
            line += f", {self.counts['failed']:,} failed"
        width = shutil.get_terminal_size((80, 24)).columns
        click.echo(f"\r\x1b[K{line[: width - 1]}", err=True, nl=False)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)

    def told(self) -> str:
        """The sum of the run in a line."""
        elapsed = time.monotonic() - self._start
        done = sum(self.counts.values())
        of = f" of {self._total:,}" if done < self._total else ""
        return (
            f"{done:,}{of} statement{'' if self._total == 1 else 's'}: {self.counts['ok']:,} analysed, "
            f"{self.counts['unchanged']:,} unchanged, {self.counts['failed']:,} failed, in {elapsed:.1f} s"
        )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
