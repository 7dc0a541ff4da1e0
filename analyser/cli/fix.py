"""`avgtoets lint --fix` and `--diff`: files mended in place, or the difference that would make."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyser.cli.output import complain, write, write_bytes
from analyser.errors import AvgtoetsError

if TYPE_CHECKING:
    from analyser.cli.output import Command
    from analyser.config import Config
    from analyser.fix import Fixed
    from analyser.lint import Linter, Report


def fix_options(command: Command) -> Command:
    """Adds --fix, --diff and --unsafe-fixes."""
    for option in reversed((
        click.option("--fix", is_flag=True,
                     help="Replace lapsed terms, bodies and addresses in the files; then lint them."),
        click.option("--diff", is_flag=True,
                     help="Print what --fix would change, and change nothing; exit with 1 if there is something."),
        click.option("--unsafe-fixes", is_flag=True,
                     help="With --fix or --diff: also put in the model sentence of what is missing, as a marked "
                          "proposal to review."),
    )):  # fmt: skip
        command = option(command)
    return command


def check_options(paths: tuple[str, ...], fix: bool, diff: bool, unsafe: bool) -> None:
    """Raises UsageError for options that do not go together."""
    if fix and diff:
        raise click.UsageError("give --fix or --diff, not both.")
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff.")
    if (fix or diff) and "-" in paths:
        raise click.UsageError("--fix and --diff need files; standard input cannot be mended.")


def differences(linter: Linter, config: Config, report: Report, output: str, *, unsafe: bool) -> tuple[bool, bool]:
    """Prints what would change; whether anything would, and whether a file cannot be mended."""
    from analyser.fix import unified

    fixes = list(_fixes(linter, config, report, unsafe))
    write("".join(unified(fixed) for fixed in fixes if fixed is not None and fixed.changed), output)
    return any(fixed is not None and fixed.changed for fixed in fixes), None in fixes


def mend(linter: Linter, config: Config, report: Report, *, unsafe: bool, quiet: bool) -> tuple[set[str], bool]:
    """Mends the files of a report; the paths of those that changed, and whether one cannot be mended."""
    changed, failed = set(), False
    for fixed in _fixes(linter, config, report, unsafe):
        if fixed is None:
            failed = True
        elif fixed.changed:
            try:
                write_bytes(Path(fixed.path), fixed.after)
            except AvgtoetsError as error:
                failed = True
                complain(str(error))
                continue
            changed.add(fixed.path)
            if not quiet:
                rules = ", ".join(sorted({edit.rule for edit in fixed.edits}))
                complain(f"{fixed.path}: {len(fixed.edits)} fixed ({rules})")
    return changed, failed


def _fixes(linter: Linter, config: Config, report: Report, unsafe: bool) -> Iterator[Fixed | None]:
    """Each file with open findings, mended; None for one that cannot be, after saying why."""
    from analyser.fix import fix

    rules = config.rules()
    for file in report.files:
        if not file.open:
            continue
        known = {each.fingerprint for each in file.diagnostics if not each.open}
        try:
            yield fix(linter, file.path, Path(file.path).read_bytes(), known, rules, unsafe=unsafe)
        except (AvgtoetsError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            complain(str(reason) if file.path in str(reason) else f"{file.path}: {reason}")
            yield None
