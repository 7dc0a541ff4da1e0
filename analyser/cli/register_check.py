"""`avgtoets register check`: whether a register and its statements say the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyser.cli.options import (
    check_stdin,
    format_option,
    language_option,
    output_option,
    quiet_option,
    stdin_option,
    timeout_option,
)
from analyser.cli.output import complain, write
from analyser.cli.register_reading import analysed

if TYPE_CHECKING:
    from analyser.types import Language, Severity

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")
SEVERITIES = ("error", "warning", "advice")
FINDINGS, FAILED = 1, 2


@click.command("check")
@click.argument("register", type=click.Path(path_type=Path), metavar="REGISTER")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option(FORMATS, "text", "findings")
@output_option
@language_option("findings")
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="error", show_default=True,
              help="Exit with 1 when a finding has this severity or a higher one.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; with 2 when a file cannot be read.")
@stdin_option()
@quiet_option("no notes")
@timeout_option
def check(
    register: Path, files: tuple[str, ...], format_: str, output: str, language: Language, fail_on: Severity,
    exit_zero: bool, stdin_filename: str | None, quiet: bool, timeout: float | None,
) -> int:  # fmt: skip
    """Hold a register (.xlsx or .json) and its statements together: what only one of them has, and where they differ.

    Each finding has both places: the cell of the register, and the line and sentence of the statement. The findings of
    sarif, github, gitlab and junit stand at the statement.

    Exit status: 0 no finding that fails, 1 findings at or above --fail-on, 2 a file cannot be read.
    """
    check_stdin(files, stdin_filename)
    from analyser.register import make_register
    from analyser.register_check import check as compare
    from analyser.render.register_check import Checkup, report, to_json, to_text
    from analyser.render.register_reading import open_register

    opened = open_register(register)
    analyses = analysed(files, stdin_filename, timeout)
    if analyses is None:
        return FAILED
    if not quiet:
        for note in opened.notes:
            complain(f"{register}: note: {note}")
    drafted = make_register(analyses)
    found = compare(opened.register, drafted)
    checkup = Checkup(opened, drafted, analyses, found)
    if format_ == "text":
        write(to_text(checkup, language), output)
    elif format_ == "json":
        write(to_json(checkup, language), output)
    else:
        from analyser.cli.lint import version
        from analyser.paths import repository
        from analyser.render.lint import renderer

        root = repository(Path.cwd()) or Path.cwd()
        write(renderer(format_)(report(checkup, root, version()), language), output)
    heavy = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return FINDINGS if not exit_zero and any(mismatch.severity in heavy for mismatch in found) else 0
