"""`avgtoets register`: statements → a draft register of processing activities."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from analyser.cli.output import STDOUT, complain, write, write_bytes
from analyser.cli.register_check import check
from analyser.cli.register_reading import analysed, is_register, warn_of_controllers
from analyser.cli.register_update import update

if TYPE_CHECKING:
    from analyser.types import Language

FORMATS = ("xlsx", "csv", "json", "markdown", "html", "jsonld", "tilt")
TEMPLATES = ("avg30", "gba", "cnil")
FAILED = 2


class _Register(click.Command):
    """A command with commands below it: what follows is one of their names, or the first file."""

    below: Mapping[str, click.Command] = {"update": update, "check": check}

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args and args[0] in self.below:
            return self.below[args[0]].make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Commands"):
            formatter.write_dl([(f"{ctx.command_path} {name}", command.get_short_help_str(80))
                                for name, command in self.below.items()])  # fmt: skip


@click.command(cls=_Register)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option(FORMATS, "markdown", "register")
@click.option(
    "-t",
    "--template",
    "template_",
    type=click.Choice(TEMPLATES),
    default="avg30",
    show_default=True,
    help="Columns: Art. 30(1) GDPR with the legal basis, a wider set for Belgian use, or the short French one.",
)
@output_option
@language_option("register")
@stdin_option()
@quiet_option()
@timeout_option
def register(
    files: tuple[str, ...], format_: str, template_: str, output: str, language: Language,
    stdin_filename: str | None, quiet: bool, timeout: float | None,
) -> int:  # fmt: skip
    """Draft a register of processing activities (Art. 30 GDPR) from one or more privacy statements of an organisation.

    Each cell is stated by the text, inferred from it, or not stated, and has its sentences; what is not stated
    becomes a question. Nothing is written when a file cannot be read. The columns of a template are those of xlsx, csv,
    markdown and html; json and jsonld (the Data Privacy Vocabulary) hold all, and tilt (the Transparency Information
    Language) is a document a statement: an object for one, an array for several.

    An activity that several statements describe is one row: at least half of the purposes that two of them give it are
    the same, or it bears the same name and shares a purpose. Statements of different controllers share no rows.

    One FILE that is itself a register (xlsx, json) is written in another form, with what people filled in.

    Exit status: 0 done, 2 a statement cannot be read or the register not be written.
    """
    check_stdin(files, stdin_filename)
    if format_ == "xlsx" and output == STDOUT:
        raise click.UsageError("a workbook is no text: name a file, as in --output register.xlsx.")
    from analyser.register import make_register
    from analyser.register_model import load_template
    from analyser.render.register import RENDERERS
    from analyser.render.register_changes import told_conflicts
    from analyser.render.register_reading import read_register

    template = load_template(template_)
    if is_register(files):
        made = read_register(files[0])
    else:
        analyses = analysed(files, stdin_filename, timeout)
        if analyses is None:
            return FAILED
        made = make_register(analyses)
    if not quiet:
        for statement in made.statements:
            if not any(made.statements[index] is statement for row in made.rows for index in row.statements):
                complain(f"{statement.source}: warning: no processing activity was recognised")
        warn_of_controllers(made.statements)
        for line in told_conflicts(made, language):
            complain(f"warning: {line}")
    content = RENDERERS[format_](made, template, language)
    if isinstance(content, bytes):
        write_bytes(Path(output), content)
    else:
        write(content, output)
    return 0
