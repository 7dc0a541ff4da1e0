"""`avgtoets diff`: two versions → what changed in meaning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.options import format_option, language_option, output_option, quiet_option, timeout_option
from analyser.cli.output import STDOUT, complain, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from analyser.analysis import Analysis
    from analyser.config import Config
    from analyser.types import Language, Source

FORMATS = ("text", "json", "markdown", "html", "github")
EFFECTS = ("broader", "weaker", "narrower", "clearer", "editorial")
NOTICE = "notice"
FINDINGS = 1


def _effects(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(name.strip() for part in given for name in part.split(",") if name.strip())
    for name in names:
        if name not in (*EFFECTS, NOTICE):
            raise click.BadParameter(f"{name!r} is none of {', '.join((*EFFECTS, NOTICE))}.")
    return names


@click.command()
@click.argument("versions", nargs=-1, required=True, metavar="OLD NEW | --git REV [REV] PATH")
@click.option("--git", "from_git", is_flag=True,
              help="Compare a file with itself: as it was in the revision REV and as it is now, or in two revisions.")
@format_option(FORMATS, "text", "report")
@output_option
@language_option("report")
@click.option("--fail-on", multiple=True, metavar="CLASS", callback=_effects,
              help="Exit with 1 when there is a change of this class: broader (processing), weaker (rights or "
                   "information), narrower, clearer, editorial; or notice, when readers must be told.")
@quiet_option("no warnings")
@timeout_option
@config_options
def diff(
    versions: tuple[str, ...], from_git: bool, format_: str, output: str, language: Language, fail_on: tuple[str, ...],
    quiet: bool, **options: Any,
) -> int:  # fmt: skip
    """Tell what changed in meaning between two versions of a statement, and whether readers must be told of it.

    OLD and NEW are files. With --git: a revision (or two) and the path of one file in a Git repository; a file that was
    called otherwise then is found.

    Exit status: 0 done, 1 a change of a class of --fail-on, 2 a version, the repository or the configuration cannot be
    used, 130 interrupted.
    """
    config = configured(options)
    old, new = _from_git(versions, config.timeout) if from_git else _files(versions, config.timeout)
    from analyser.diff import diff as compare
    from analyser.render.diff import RENDERERS

    analyse = analyser_of(config)
    before, after = analyse(old), analyse(new)
    for analysis in () if quiet else (before, after):
        for warning in analysis.warnings:
            complain(f"{analysis.document.source.name}: warning: {warning['en']}")
    difference = compare(before, after)
    write(RENDERERS[format_](difference, language), output)
    fails = difference.having(fail_on) or (NOTICE in fail_on and difference.notice)
    return FINDINGS if fails else 0


def analyser_of(config: Config) -> Callable[[Source], Analysis]:
    """A function from a source to its analysis by a configuration; its InputError names the source."""
    from analyser.analysis import analyse
    from analyser.deadline import within
    from analyser.errors import InputError

    rules = config.rules()

    def run(source: Source) -> Analysis:
        try:
            with within(config.timeout, source.name):
                return analyse(source, rules, jurisdiction=config.law, as_of=config.as_of)
        except InputError as error:
            message = str(error)
            raise InputError(message if message.startswith(source.name) else f"{source.name}: {message}") from error

    return run


def _files(versions: tuple[str, ...], seconds: float) -> tuple[Source, Source]:
    from analyser.deadline import within
    from analyser.readers import load

    if len(versions) != 2:
        raise click.UsageError("give two files, OLD and NEW; or --git REV [REV] PATH.")
    if versions == (STDOUT, STDOUT):
        raise click.UsageError("standard input (-) can be read once only.")
    with within(seconds, versions[0]):
        old = load(versions[0])
    with within(seconds, versions[1]):
        return old, load(versions[1])


def _from_git(versions: tuple[str, ...], seconds: float) -> tuple[Source, Source]:
    from analyser.deadline import within
    from analyser.git import source_at
    from analyser.readers import load

    if len(versions) not in (2, 3):
        raise click.UsageError("--git takes one or two revisions and then the path of one file.")
    *revisions, name = versions
    with within(seconds, f"{revisions[0]}:{name}"):
        old = source_at(Path(name), revisions[0])
    with within(seconds, name):
        return old, source_at(Path(name), revisions[1]) if len(revisions) > 1 else load(name)
