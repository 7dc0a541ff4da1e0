"""`avgtoets register update`: a register after its statements changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyser.cli.options import check_stdin, quiet_option, stdin_option, timeout_option
from analyser.cli.output import STDOUT, complain, write, write_bytes
from analyser.cli.register_reading import analysed, warn_of_controllers

if TYPE_CHECKING:
    from analyser.register_model import RegisterModel
    from analyser.render.register_reading import Opened
    from analyser.types import Language

FAILED = 2


@click.command("update")
@click.argument("register", type=click.Path(path_type=Path), metavar="REGISTER")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", metavar="FILE",
              help="Write the updated register to FILE, whole or not at all; without this option REGISTER is replaced.")
@click.option("--dry-run", is_flag=True, help="Print what would change and write nothing.")
@click.option("--complete", is_flag=True,
              help="These are all statements there are: what others of the register said is no longer said.")
@stdin_option()
@quiet_option("no summary")
@timeout_option
def update(
    register: Path, files: tuple[str, ...], output: str | None, dry_run: bool, complete: bool,
    stdin_filename: str | None, quiet: bool, timeout: float | None,
) -> int:  # fmt: skip
    """Bring a register (.xlsx or .json) up to date with new versions of its statements, or with further ones.

    What people filled in stays, and so do their formatting, columns, rows and sheets. What the statements newly say is
    added. What they no longer say is marked, never taken out. What people took out is not put back. Where register and
    statement say different things, the register stays as it is; these conflicts are listed on standard error and in a
    sheet of their own. A second run changes nothing more.

    A FILE is a new version of the statement with the same path or file name, else a further statement.

    Exit status: 0 done, 2 the register or a statement cannot be read, or the register not be written.
    """
    check_stdin(files, stdin_filename)
    target = Path(output) if output else register
    if output == STDOUT and register.suffix.lower() == ".xlsx":
        raise click.UsageError("a workbook is no text: name a file, as in --output register.xlsx.")
    from analyser.register import make_register
    from analyser.register_conflicts import changes
    from analyser.register_update import update as updated
    from analyser.render.register_changes import told_changes, told_conflicts, told_counts
    from analyser.render.register_reading import open_register

    opened = open_register(register)
    if not dry_run and output != STDOUT:
        _check_target(target, opened, replaced=target.absolute() == register.absolute())
    analyses = analysed(files, stdin_filename, timeout)
    if analyses is None:
        return FAILED
    drafted = make_register(analyses)
    after = updated(opened.register, drafted, complete=complete)
    language: Language = opened.sheets.language if opened.sheets else "nl"
    found = list(changes(opened.register, after))
    if dry_run:
        write("".join(f"{line}\n" for line in [*told_changes(found, after, language),
                                               *told_conflicts(after, language)]), STDOUT)  # fmt: skip
        return 0
    if not quiet:
        for note in opened.notes:
            complain(f"{register}: note: {note}")
        warn_of_controllers(after.statements)
        known = {statement.source for statement in opened.register.statements}
        for statement in after.statements:
            if statement.source not in known and len(after.statements) > len(opened.register.statements):
                complain(f"note: {statement.source} is a further statement of this register")
    _write(opened, after, target if output != STDOUT else None)
    if not quiet:
        for line in told_conflicts(after, language):
            complain(line)
        complain(f"{target}: {told_counts(found, after, language)}")
    return 0


def _check_target(target: Path, opened: Opened, *, replaced: bool) -> None:
    from analyser.render.register_reading import RegisterFileError

    for lock in (target.with_name(f".~lock.{target.name}#"), target.with_name(f"~${target.name}")):
        if lock.exists():
            raise RegisterFileError(
                f"{target}: is open in another program; close it there, or remove {lock.name} if none has it open"
            )
    if replaced and opened.sheets and opened.sheets.lost:
        raise RegisterFileError(
            f"{target}: holds {', '.join(opened.sheets.lost)}, which would be lost; write elsewhere with --output"
        )
    if target.suffix.lower() != opened.path.suffix.lower():
        raise RegisterFileError(f"{target}: the register is {opened.path.suffix}; name a file with that suffix")


def _write(opened: Opened, after: RegisterModel, target: Path | None) -> None:
    """Writes the register, unless nothing would change in its own file."""
    same = target is not None and target.absolute() == opened.path.absolute()
    written = opened.sheets.written if opened.sheets else opened.register
    if same and after == written:
        return
    if opened.sheets and target:
        from analyser.render.workbook_update import updated

        write_bytes(target, updated(opened.sheets, after))
        return
    from analyser.register_model import load_template
    from analyser.render.register import to_json

    write(to_json(after, load_template("avg30"), "nl"), str(target) if target else STDOUT)
