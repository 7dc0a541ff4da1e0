"""The options that commands share, each in one form of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import click

from analyser.cli.output import STDOUT
from analyser.deadline import LONGEST, TIMEOUT

Command = TypeVar("Command", bound=Callable[..., object])


class Option(Protocol):
    """What adds an option to a command."""

    def __call__(self, command: Command, /) -> Command: ...


def format_option(formats: Sequence[str], default: str, of: str | None = None) -> Option:
    """The option --format, of what a command prints."""
    return click.option(
        "-f", "--format", "format_", type=click.Choice(formats), default=default, show_default=True,
        help=f"Form of the {of}." if of else None,
    )  # fmt: skip


def language_option(of: str | None = None) -> Option:
    """The option --language, of what a command tells."""
    return click.option(
        "-l", "--language", type=click.Choice(("nl", "en")), default="nl", show_default=True,
        help=f"Language of the {of}; statements are Dutch." if of else None,
    )  # fmt: skip


def output_option(command: Command) -> Command:
    """The option --output FILE."""
    return click.option(
        "-o", "--output", default=STDOUT, metavar="FILE",
        help="Write to FILE, whole or not at all; - is standard output.",
    )(command)  # fmt: skip


def quiet_option(without: str = "") -> Option:
    """The option --quiet; `without` names what is then left out."""
    more = f": {without}" if without else ""
    return click.option("-q", "--quiet", is_flag=True, help=f"Only errors on standard error{more}.")


def stdin_option(argument: str = "FILE") -> Option:
    """The option --stdin-filename, for a command that takes - as this argument."""
    return click.option(
        "--stdin-filename", metavar="NAME",
        help=f"What to call standard input ({argument} is -); its suffix tells the medium.",
    )  # fmt: skip


def private_option(command: Command) -> Command:
    """The option --allow-private, for a command that takes web addresses."""
    return click.option(
        "--allow-private", is_flag=True, help="Also ask addresses of the own machine or network."
    )(command)  # fmt: skip


def timeout_option(command: Command) -> Command:
    """The option --timeout, for a command that reads statements."""
    return click.option(
        "--timeout", type=click.FloatRange(0, LONGEST, min_open=True), metavar="SECONDS",
        help=f"How long one statement may take; {TIMEOUT:g} when nothing else is set.",
    )(command)  # fmt: skip


def check_stdin(files: Sequence[str], stdin_filename: str | None) -> None:
    """Refuses standard input given twice, or a name for it when it is not given."""
    if files.count(STDOUT) > 1:
        raise click.UsageError("standard input (-) can be read once only.")
    if stdin_filename and STDOUT not in files:
        raise click.UsageError("--stdin-filename needs - among the files.")
