"""`avgtoets statement`: a register → a draft privacy statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyser.cli.options import format_option, output_option, quiet_option
from analyser.cli.output import complain, write

if TYPE_CHECKING:
    from analyser.statement import AddressForm
    from analyser.types import Jurisdiction


@click.command()
@click.argument("register", type=click.Path(path_type=Path), metavar="REGISTER")
@format_option(("markdown", "html", "text"), "markdown", "statement")
@click.option(
    "--form",
    type=click.Choice(("u", "je")),
    default="u",
    show_default=True,
    help="How the statement addresses its reader.",
)
@click.option(
    "--jurisdiction",
    type=click.Choice(("auto", "nl", "be")),
    default="auto",
    show_default=True,
    help="Whose authority takes complaints; auto goes by what the register names.",
)
@output_option
@quiet_option("no list of what is open")
def statement(register: Path, format_: str, form: AddressForm, jurisdiction: str, output: str, quiet: bool) -> int:
    """Draft a privacy statement in plain Dutch from a register (.xlsx or .json, of avgtoets register).

    It tells what Articles 13 and 14 GDPR ask and the register holds. What the register lacks becomes a blank to fill
    in, [vul in: ...], and a line on standard error.

    Exit status: 0 done, 2 the register cannot be read or the statement not be written.
    """
    from analyser.render.register_reading import open_register
    from analyser.render.statement_draft import RENDERERS
    from analyser.statement import draft_statement

    opened = open_register(register)
    place: Jurisdiction | None = "nl" if jurisdiction == "nl" else "be" if jurisdiction == "be" else None
    draft = draft_statement(opened.register, form, place)
    write(RENDERERS[format_](draft), output)
    if not quiet:
        for note in opened.notes:
            complain(f"{register}: note: {note}")
        for text, names in draft.open.items():
            complain(f"open: {text}" + (f" ({'; '.join(names)})" if names else ""))
    return 0
