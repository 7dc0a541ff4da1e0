"""`avgtoets compare`: statements of several organisations → one report of them side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.options import format_option, language_option, output_option, quiet_option, timeout_option
from analyser.cli.output import STDOUT, complain, write, write_bytes

if TYPE_CHECKING:
    from analyser.compare.model import FailureModel
    from analyser.compare.subject import Subject
    from analyser.config import Config
    from analyser.organisations import Organisation
    from analyser.types import Language

FORMATS = ("markdown", "html", "xlsx", "csv", "json")
FAILED = 2


@click.command()
@click.argument("paths", nargs=-1, metavar="FILE|FOLDER|LIST...")
@format_option(FORMATS, "markdown", "comparison")
@output_option
@language_option("report")
@click.option("--group-by", metavar="COLUMN", help="Group the organisations by a column of the list, as in: sector.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE",
              help="Only the organisations with this value, or one of several: sector=gemeente,waterschap.")
@click.option("--anonymise", is_flag=True,
              help="Leave out names, files, quotes and whatever else tells whose a statement is.")
@click.option("--store", "store_path", type=click.Path(path_type=Path), metavar="FILE",
              help="Compare the statements of a store that `avgtoets batch` made, by the last analysis of each.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
              help="Worker processes.")
@quiet_option("no progress, no warnings")
@timeout_option
@config_options
def compare(
    paths: tuple[str, ...], format_: str, output: str, language: Language, group_by: str | None,
    where: tuple[str, ...], anonymise: bool, store_path: Path | None, jobs: int, quiet: bool, **options: Any,
) -> int:  # fmt: skip
    """Compare the privacy statements of organisations: who meets what, how long each keeps what, who stands out.

    FILE is a statement, or analyses that `analyse --format json` or jsonl printed; FOLDER holds statements; LIST (CSV
    or YAML) names organisations: a path, mostly a name, sector and size, and any further column to group by.

    A statement that cannot be analysed is named in the report and on standard error; the others are still compared.

    Exit status: 0 done, 2 a statement could not be analysed (the report is written all the same), or nothing could.
    """
    if format_ == "xlsx" and output == STDOUT:
        raise click.UsageError("a workbook is no text: name a file, as in --output vergelijking.xlsx.")
    if STDOUT in paths:
        raise click.UsageError("a comparison takes several statements: name files, folders or a list, not -.")
    if not paths and not store_path:
        raise click.UsageError("name statements: files, folders, a list of organisations, or --store.")
    config = configured(options)
    from analyser.compare import anonymise as hidden
    from analyser.compare.build import make_comparison
    from analyser.compare.gather import organisations_of
    from analyser.compare.subject import Subject
    from analyser.compare.weights import load_parts
    from analyser.errors import InputError
    from analyser.organisations import known_column, selected
    from analyser.render.compare import RENDERERS

    rules = config.rules()
    config.compare.weights.check(rules, load_parts())  # before the work, not after it
    known, new = _kept(store_path), organisations_of(paths, config)
    if group_by:
        group_by = known_column([*known, *new], group_by, "--group-by")
    if anonymise:
        hidden.check(group_by)
    chosen = {id(one) for one in selected([*known, *new], where)}
    known, new = ([one for one in each if id(one) in chosen] for each in (known, new))
    outcomes = [*_stored(store_path, known, quiet=quiet), *_analysed(new, config, jobs, language, quiet=quiet)]
    subjects = [outcome for outcome in outcomes if isinstance(outcome, Subject)]
    failed = [outcome for outcome in outcomes if not isinstance(outcome, Subject)]
    for failure in failed:
        complain(f"{failure.source}: {failure.error}")
    if not subjects:
        raise InputError("no organisation meets --where" if where and not failed else "there is nothing to compare")
    if anonymise:
        from analyser.render.compare.words import Words

        words = Words(language)
        failed = hidden.anonymous_failures(failed, words("label"), len(subjects) + 1, words("unreadable"))
        subjects = hidden.anonymise(subjects, words("label"), words("other"), group_by)
        where = tuple(hidden.kept_conditions(where, subjects))
    comparison = make_comparison(
        subjects, rules, config.compare.weights, group_by=group_by, where=where, failed=failed, anonymised=anonymise
    )
    content = RENDERERS[format_](comparison, language)
    if isinstance(content, bytes):
        write_bytes(Path(output), content)
    else:
        write(content, output)
    return FAILED if failed else 0


def _kept(path: Path | None) -> list[Organisation]:
    """The organisations of a store, if one is given."""
    from analyser.compare.gather import kept_in
    from analyser.store import Store

    if path is None:
        return []
    with Store(path) as store:
        return kept_in(store)


def _stored(
    path: Path | None, organisations: list[Organisation], *, quiet: bool
) -> Iterator[Subject | FailureModel]:
    from analyser.compare.gather import stored
    from analyser.store import Store

    if path is not None:
        with Store(path) as store:
            yield from stored(store, organisations, (lambda told: None) if quiet else complain)


def _analysed(
    organisations: list[Organisation], config: Config, jobs: int, language: Language, *, quiet: bool
) -> Iterator[Subject | FailureModel]:
    """What is analysed now, with a line of progress on a terminal."""
    from analyser.compare.gather import analysed

    progress, done = not quiet and len(organisations) > 1 and sys.stderr.isatty(), 0

    def count(source: str) -> None:
        nonlocal done
        done += 1
        if progress:
            click.echo(f"\r\x1b[K{done}/{len(organisations)} {source}"[:100], err=True, nl=False)

    yield from analysed(organisations, config, jobs=jobs, language=language, each=count)
    if progress:
        click.echo("\r\x1b[K", err=True, nl=False)
