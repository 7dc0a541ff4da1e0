"""`avgtoets history`: the versions of a statement in Git → what each one meets and what it changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.diff import analyser_of
from analyser.cli.options import format_option, language_option, output_option, quiet_option, timeout_option
from analyser.cli.output import complain, write

if TYPE_CHECKING:
    from analyser.types import Language

FORMATS = ("terminal", "json", "html")
FAILED = 2


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--git", "from_git", is_flag=True, help="The versions are those of the Git repository that holds PATH.")
@format_option(FORMATS, "terminal", "report")
@output_option
@language_option("report")
@click.option("-n", "--last", type=click.IntRange(min=1), metavar="N", help="Only the last N versions.")
@quiet_option()
@timeout_option
@config_options
def history(
    path: Path, from_git: bool, format_: str, output: str, language: Language, last: int | None, quiet: bool,
    **options: Any,
) -> int:  # fmt: skip
    """Tell how a statement developed: a line for each version, with its date, the share of the requirements that apply
    to it which it meets, and what changed in meaning since the version before. Renames are followed.

    Exit status: 0 done, 2 the repository, the file or the configuration cannot be used, or no version can be read.
    """
    if not from_git:
        raise click.UsageError("say where the versions are: avgtoets history --git PATH.")
    config = configured(options)
    from analyser.history import timeline
    from analyser.render.history import RENDERERS

    entries = timeline(path, analyser_of(config), last, config.timeout)
    for entry in entries:
        if entry.error and not quiet:
            complain(f"{entry.version.short}: {entry.error}")
    width = shutil.get_terminal_size((80, 24)).columns
    write(RENDERERS[format_](entries, path.as_posix(), language, width), output)
    return FAILED if all(entry.error for entry in entries) else 0
