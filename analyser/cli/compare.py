"""`avgtoets compare`: statements of several organisations → one report of them side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.output import STDOUT, complain, output_option, write, write_bytes

if TYPE_CHECKING:
    from analyser.compare.build import Subject
    from analyser.compare.model import ComparisonModel, FailureModel
    from analyser.config import Config
    from analyser.organisations import Organisation
    from analyser.types import Language

FORMATS = ("markdown", "html", "xlsx", "csv", "json")
PRINTED = (".json", ".jsonl")  # analyses that were printed before
FAILED = 2


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER|LIST...")
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="markdown", show_default=True,
              help="Form of the comparison.")
@output_option
@click.option("-l", "--language", type=click.Choice(("nl", "en")), default="nl", show_default=True,
              help="Language of the report; statements are Dutch.")
@click.option("--group-by", metavar="COLUMN", help="Group the organisations by a column of the list, as in: sector.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE",
              help="Only the organisations with this value, or one of several: sector=gemeente,waterschap.")
@click.option("--anonymise", is_flag=True,
              help="Leave out names, files, quotes and whatever else tells whose a statement is.")
@click.option("-q", "--quiet", is_flag=True, help="Only errors on standard error: no progress, no warnings.")
@config_options
def compare(
    paths: tuple[str, ...], format_: str, output: str, language: Language, group_by: str | None,
    where: tuple[str, ...], anonymise: bool, quiet: bool, **options: Any,
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
    config = configured(options)
    from analyser.render.compare import RENDERERS

    comparison = _comparison(paths, config, language, group_by, where, anonymise=anonymise, quiet=quiet)
    content = RENDERERS[format_](comparison, language)
    if isinstance(content, bytes):
        write_bytes(Path(output), content)
    else:
        write(content, output)
    return FAILED if comparison.failed else 0


def _comparison(
    paths: tuple[str, ...], config: Config, language: Language, group_by: str | None, where: tuple[str, ...], *,
    anonymise: bool, quiet: bool,
) -> ComparisonModel:  # fmt: skip
    from analyser.compare.build import make_comparison
    from analyser.compare.model import FailureModel
    from analyser.compare.weights import load_parts
    from analyser.errors import InputError
    from analyser.organisations import known_column, selected

    rules = config.rules()
    config.compare.weights.check(rules, load_parts())  # before the work, not after it
    organisations = list(_organisations(paths, config))
    if group_by:
        group_by = known_column(organisations, group_by, "--group-by")
    organisations = list(selected(organisations, where))
    if not organisations:
        raise InputError("no organisation meets --where" if where else f"{paths[0]}: holds no statements")
    subjects: list[Subject] = []
    failed: list[FailureModel] = []
    for outcome in _analysed(organisations, config, language, quiet):
        if isinstance(outcome, FailureModel):
            failed.append(outcome)
            complain(f"{outcome.source}: {outcome.error}")
        else:
            subjects.append(outcome)
    if not subjects:
        raise InputError("none of the statements could be analysed")
    if anonymise:
        from analyser.compare import anonymise as hidden
        from analyser.render.compare.words import Words

        words = Words(language)
        label = words("label")
        failed = hidden.anonymous_failures(failed, label, len(subjects) + 1, words("unreadable"))
        subjects = hidden.anonymise(subjects, label, words("other"), group_by)
        where = tuple(hidden.kept_conditions(where, group_by))
    return make_comparison(
        subjects, rules, config.compare.weights, group_by=group_by, where=where, failed=failed, anonymised=anonymise
    )


def _organisations(paths: tuple[str, ...], config: Config) -> Iterator[Organisation]:
    """The organisations of lists, and one a statement of files and folders."""
    from analyser.organisations import Organisation, is_list, load_organisations
    from analyser.paths import find

    for path in paths:
        if is_list(path):
            yield from load_organisations(Path(path))
        else:
            yield from (Organisation(found) for found in find([path], config.exclude, config.root))


def _analysed(
    organisations: list[Organisation], config: Config, language: Language, quiet: bool
) -> Iterator[Subject | FailureModel]:
    """The analysis of each organisation's statement, or why there is none."""
    from analyser.analysis import analyse
    from analyser.compare.build import Subject
    from analyser.compare.model import FailureModel
    from analyser.contract import to_contract
    from analyser.errors import InputError
    from analyser.readers import load

    rules, progress = config.rules(), len(organisations) > 1 and not quiet and sys.stderr.isatty()
    for number, organisation in enumerate(organisations, 1):
        if progress:
            click.echo(f"\r\x1b[K{number}/{len(organisations)} {organisation.source}", err=True, nl=False)
        try:
            if organisation.source.lower().endswith(PRINTED):
                yield from _printed(organisation)
                continue
            analysis = analyse(load(organisation.source), rules, jurisdiction=config.law, as_of=config.as_of)
            yield Subject(organisation, to_contract(analysis, language))
        except InputError as error:
            reason = str(error).removeprefix(organisation.source).lstrip(": ")
            yield FailureModel(name=organisation.name or organisation.source, source=organisation.source, error=reason)
    if progress:
        click.echo("\r\x1b[K", err=True, nl=False)


def _printed(organisation: Organisation) -> Iterator[Subject]:
    """The analyses in a file that was printed before; raises InputError when it is something else."""
    import json

    from pydantic import ValidationError

    from analyser.compare.build import Subject
    from analyser.contract import AnalysisModel
    from analyser.errors import InputError
    from analyser.organisations import Organisation

    path = Path(organisation.source)
    try:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines() if path.suffix.lower() == ".jsonl" else [text]
        content = [json.loads(line) for line in lines if line.strip()]
        entries = content[0] if len(content) == 1 and isinstance(content[0], list) else content
        analyses = [AnalysisModel.model_validate(entry) for entry in entries]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{path}: is no printed analysis ({where}: {first['msg']})") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error})") from error
    if not analyses:
        raise InputError(f"{path}: holds no analyses")
    for analysis in analyses:
        one = len(analyses) == 1
        source = organisation.source if one else analysis.document.source
        yield Subject(Organisation(source, organisation.name if one else "", organisation.metadata), analysis)
