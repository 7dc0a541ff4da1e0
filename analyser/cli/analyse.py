"""`avgtoets analyse`: statements → reports."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.options import (
    check_stdin,
    format_option,
    language_option,
    output_option,
    private_option,
    quiet_option,
    stdin_option,
    timeout_option,
)
from analyser.cli.output import STDOUT, complain, complain_of, write, write_file, write_stdout

if TYPE_CHECKING:
    from analyser.analysis import Analysis
    from analyser.config import Config
    from analyser.render import Renderer
    from analyser.types import Language

FORMATS = ("terminal", "json", "jsonl", "markdown", "html")
_RANK = {"advice": 0, "warning": 1, "error": 2}
_ASKS = ("partial", "missing", "violated")
FINDINGS, FAILED = 1, 2


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option(FORMATS, "terminal", "report")
@output_option
@language_option("report")
@click.option("--fail-on", type=click.Choice(("error", "warning", "advice")),
              help="Exit with 1 when a finding has this severity or a higher one. Experimental rules never count.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True,
              help="Colour in the terminal report; NO_COLOR turns it off.")
@stdin_option()
@private_option
@quiet_option("no progress, no warnings")
@timeout_option
@config_options
def analyse(
    files: tuple[str, ...], format_: str, output: str, language: Language, fail_on: str | None, color: str,
    stdin_filename: str | None, allow_private: bool, quiet: bool, **options: Any,
) -> int:  # fmt: skip
    """Analyse privacy statements (files, web addresses; - is standard input) and print a report of each.

    A file that cannot be read is named on standard error and the others are still analysed; the exit
    status is then 2.
    """
    _check(files, format_, output, stdin_filename)
    config = configured(options)
    from analyser.render import RENDERERS

    renderer = RENDERERS[format_]
    if format_ == "terminal":
        from analyser.render.terminal import render

        width = shutil.get_terminal_size((80, 24)).columns
        renderer = partial(render, width=width, color=_colored(color, output))
    several = len(files) > 1
    run = _Run(files, config, stdin_filename, quiet, allow_private)
    if several and format_ == "html":
        _write_pages(run, renderer, language, Path(output))
    elif format_ == "jsonl" and output == STDOUT:
        for _, analysis in run:
            write_stdout(renderer(analysis, language))
    else:
        analyses = [analysis for _, analysis in run]
        if several and (analyses or format_ == "json"):
            write(renderer(analyses, language), output)
        elif analyses:
            write(renderer(analyses[0], language), output)
    if run.failed:
        return FAILED
    return FINDINGS if fail_on and run.reached(fail_on) else 0


class _Run:
    """The analyses of the files that can be analysed, and how it went."""

    def __init__(
        self, files: tuple[str, ...], config: Config, stdin_filename: str | None, quiet: bool, allow_private: bool
    ) -> None:
        self._files, self._config, self._stdin_filename, self._quiet = files, config, stdin_filename, quiet
        self._allow_private = allow_private
        self._heaviest = -1
        self.failed = False

    def __iter__(self) -> Iterator[tuple[str, Analysis]]:
        from analyser.analysis import analyse as run
        from analyser.deadline import within
        from analyser.errors import InputError
        from analyser.readers import load

        config, rules = self._config, self._config.rules()
        progress = len(self._files) > 1 and not self._quiet and sys.stderr.isatty()
        for number, name in enumerate(self._files, 1):
            if progress:
                complain(f"{number}/{len(self._files)} {name}")
            shown = self._stdin_filename or "-" if name == "-" else name
            try:
                with within(config.timeout, shown):
                    source = load(name, stdin_filename=self._stdin_filename, allow_private=self._allow_private)
                    analysis = run(source, rules, jurisdiction=config.law, as_of=config.as_of)
            except InputError as error:
                self.failed = True
                complain_of(shown, str(error))
                continue
            for warning in () if self._quiet else analysis.warnings:
                complain_of(shown, f"warning: {warning['en']}")
            self._heaviest = max(self._heaviest, _heaviest(analysis))
            yield shown, analysis

    def reached(self, severity: str) -> bool:
        """Whether a finding of this severity or a higher one was made."""
        return self._heaviest >= _RANK[severity]


def _heaviest(analysis: Analysis) -> int:
    """The highest rank of severity among the findings that ask for something, by stable rules; -1 for none."""
    return max(
        (
            _RANK[finding.severity]
            for finding in analysis.findings
            if finding.status in _ASKS
            and ((rule := analysis.rules.get(finding.rule)) is None or rule.status != "experimental")
        ),
        default=-1,
    )


def _check(files: tuple[str, ...], format_: str, output: str, stdin_filename: str | None) -> None:
    """What click cannot see of the arguments; raises UsageError."""
    check_stdin(files, stdin_filename)
    folder = output != STDOUT and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    if format_ == "html" and len(files) > 1 and not folder:
        raise click.UsageError("several files make several HTML pages: name a folder, as in --output reports/.")
    if folder and not (format_ == "html" and len(files) > 1):
        raise click.UsageError(f"--output: {output} is a folder; name a file.")


def _colored(color: str, output: str) -> bool:
    if color != "auto":
        return color == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return output == STDOUT and not plain and sys.stdout.isatty()


def _write_pages(run: _Run, renderer: Renderer | Callable[..., str], language: Language, folder: Path) -> None:
    """One page a statement in the folder, named after its file; equal names get a number."""
    from analyser.cli.output import OutputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror or error})") from error
    taken: set[str] = set()
    for name, analysis in run:
        stem = Path(name).stem if name != "-" else "stdin"
        page, number = stem, 1
        while page.casefold() in taken:
            number += 1
            page = f"{stem}-{number}"
        taken.add(page.casefold())
        write_file(folder / f"{page}.html", renderer(analysis, language))
