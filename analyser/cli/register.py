"""`avgtoets register`: statements → a draft register of processing activities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyser.cli.output import STDOUT, complain, output_option, write, write_bytes

if TYPE_CHECKING:
    from analyser.types import Language

FORMATS = ("xlsx", "csv", "json", "markdown", "html", "jsonld")
TEMPLATES = ("avg30", "gba", "cnil")
FAILED = 2


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="Form of the register.",
)
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
@click.option(
    "-l",
    "--language",
    type=click.Choice(("nl", "en")),
    default="nl",
    show_default=True,
    help="Language of the register; statements are Dutch.",
)
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call standard input (FILE is -); its suffix tells the medium."
)
@click.option("-q", "--quiet", is_flag=True, help="Only errors on standard error.")
def register(
    files: tuple[str, ...], format_: str, template_: str, output: str, language: Language,
    stdin_filename: str | None, quiet: bool,
) -> int:  # fmt: skip
    """Draft a register of processing activities (Art. 30 GDPR) from one or more privacy statements of an organisation.

    Each cell is stated by the text, inferred from it, or not stated, and has its sentences; what is not stated
    becomes a question. Nothing is written when a file cannot be read.

    Exit status: 0 done, 2 a statement cannot be read or the register not be written.
    """
    if files.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only.")
    if stdin_filename and "-" not in files:
        raise click.UsageError("--stdin-filename needs - among the files.")
    if format_ == "xlsx" and output == STDOUT:
        raise click.UsageError("a workbook is no text: name a file, as in --output register.xlsx.")
    from analyser.analysis import analyse
    from analyser.errors import InputError
    from analyser.readers import load
    from analyser.register import make_register
    from analyser.register_model import load_template
    from analyser.render.register import RENDERERS
    from analyser.ruleset import RuleSet

    template = load_template(template_)
    analyses = []
    for name in files:
        shown = stdin_filename or "-" if name == "-" else name
        try:
            analyses.append(analyse(load(name, stdin_filename=stdin_filename), RuleSet(())))  # nothing is judged
        except InputError as error:
            complain(str(error) if str(error).startswith(shown) else f"{shown}: {error}")
    if len(analyses) < len(files):
        return FAILED
    made = make_register(analyses)
    if not quiet:
        for statement in made.statements:
            if not any(made.statements[index] is statement for row in made.rows for index in row.statements):
                complain(f"{statement.source}: warning: no processing activity was recognised")
        names = dict.fromkeys(value.value for statement in made.statements for value in statement.controller.values)
        if len(names) > 1:
            complain(f"warning: the statements name several controllers: {', '.join(names)}")
    content = RENDERERS[format_](made, template, language)
    if isinstance(content, bytes):
        write_bytes(Path(output), content)
    else:
        write(content, output)
    return 0
