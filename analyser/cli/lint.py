"""`avgtoets lint`: statements → one line a finding, or a file for another tool."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyser.cli.configured import config_options, configured
from analyser.cli.fix import check_options, fix_options
from analyser.cli.options import (
    check_stdin,
    format_option,
    language_option,
    output_option,
    quiet_option,
    stdin_option,
    timeout_option,
)
from analyser.cli.output import complain, printable, write

if TYPE_CHECKING:
    from analyser.config import Config
    from analyser.lint import Checked, Linter, Report
    from analyser.types import Language, Severity

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
SEVERITIES = ("error", "warning", "advice")
FINDINGS, FAILED = 1, 2
_SUMMARY_BYTES = 1_000_000  # GitHub refuses a summary of a step that is larger than 1 MiB
_TEXT = ("full", "concise")


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@format_option(FORMATS, "concise", "findings")
@output_option
@language_option("findings")
@click.option("--fail-on", type=click.Choice(SEVERITIES),
              help="Exit with 1 when a finding has this severity or a higher one (default: error, or what the "
                   "configuration says). Experimental rules never count.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; with 2 when a file cannot be judged.")
@click.option("--statistics", is_flag=True, help="Print the number of findings of each rule instead.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE",
              help="The known findings; by default .avgtoets-baseline.json beside the configuration, if it is there.")
@click.option("--no-baseline", is_flag=True, help="Tell of known findings too.")
@stdin_option("PATH")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even when they are named.")
@click.option("--no-cache", is_flag=True, help="Look at every file, changed or not.")
@quiet_option("no warnings, no summary")
@fix_options
@timeout_option
@config_options
def lint(
    paths: tuple[str, ...], format_: str, output: str, language: Language, fail_on: Severity | None, exit_zero: bool,
    statistics: bool, baseline: Path | None, no_baseline: bool, stdin_filename: str | None, force_exclude: bool,
    no_cache: bool, quiet: bool, fix: bool, diff: bool, unsafe_fixes: bool, **options: Any,
) -> int:  # fmt: skip
    """Lint privacy statements: files, folders (the Markdown, text and HTML files in them, without those named README,
    LICENSE and the like), patterns such as "docs/**/*.md", or - for standard input. Without PATH: this folder.

    Exit status: 0 no finding that fails, 1 findings at or above --fail-on, 2 a file, the configuration or the baseline
    cannot be used, 130 interrupted.

    <!-- avgtoets: ignore[clarity/hedge] reason --> in a statement excepts the line it stands on, or the next block;
    ignore-file[...] the whole file.
    """
    check_stdin(paths, stdin_filename)
    if statistics and format_ not in _TEXT:
        raise click.UsageError("--statistics goes with --format full or concise.")
    if baseline and no_baseline:
        raise click.UsageError("give --baseline or --no-baseline, not both.")
    check_options(paths, fix, diff, unsafe_fixes)
    config = configured(options)
    linter = make_linter(config, cached=not no_cache)
    files = run(linter, paths, stdin_filename=stdin_filename, force_exclude=force_exclude, quiet=quiet)
    known = None if no_baseline else baseline_path(config, baseline)
    report = _report(linter, files, known)
    failed = False
    if diff:
        from analyser.cli.fix import differences

        changes, failed = differences(linter, config, report, output, unsafe=unsafe_fixes)
        return FAILED if failed or report.failed else FINDINGS if changes and not exit_zero else 0
    if fix:
        from analyser.cli.fix import mend

        changed, failed = mend(linter, config, report, unsafe=unsafe_fixes, quiet=quiet)
        again = (linter.check(file.path) if file.path in changed else file for file in files)
        report = _report(linter, tuple(again), known)
    _print(report, format_, language, output, statistics)
    if not quiet and format_ in _TEXT:
        from analyser.render.lint.words import summary

        complain(summary(report, language))
    if failed or report.failed:
        return FAILED
    return FINDINGS if not exit_zero and report.reaches(fail_on or config.fail_on or "error") else 0


def make_linter(config: Config, *, cached: bool) -> Linter:
    """The linter of a configuration."""
    from analyser.cache import Cache
    from analyser.lint import Linter

    return Linter(config, Cache.of_user() if cached else Cache(None), _describe)


def _describe(rules: Any) -> Any:
    from analyser.render.lint.catalogue import describe

    return describe(rules)


def run(
    linter: Linter, paths: tuple[str, ...], *, stdin_filename: str | None = None, force_exclude: bool = False,
    quiet: bool = False,
) -> tuple[Checked, ...]:  # fmt: skip
    """Lints the files of the paths; names on standard error those that cannot be judged, and warnings."""
    progress = not quiet and sys.stderr.isatty()
    seen = 0

    def told(path: str) -> None:
        nonlocal seen
        seen += 1
        if seen > 1:
            gc.enable()
        if progress:
            click.echo(f"\r\x1b[K{printable(path)}", err=True, nl=False)

    # Up to the first finding nearly everything that is made stays: looking for garbage takes a tenth of a cold run.
    gc.disable()
    try:
        files = linter.run(paths or (".",), stdin_filename=stdin_filename, always_exclude=force_exclude, each=told)
    finally:
        gc.enable()
    if progress:
        click.echo("\r\x1b[K", err=True, nl=False)
    for file in files:
        if file.error:
            complain(f"{file.path}: {file.error}")
        for warning in () if quiet else file.warnings:
            complain(f"{file.path}: warning: {warning['en']}")
    return files


def baseline_path(config: Config, given: Path | None) -> Path | None:
    """The baseline of a run: the one that is named, else the usual one if it is there."""
    from analyser.baseline import FILE

    if named := given or config.baseline:
        return named
    usual = config.root / FILE
    return usual if usual.exists() else None


def version() -> str:
    """The version of the installation, "" in a checkout."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("avgtoets")
    except PackageNotFoundError:
        return ""


def _report(linter: Linter, files: tuple[Checked, ...], known: Path | None) -> Report:
    from analyser.lint import Report, against

    catalogue = linter.catalogue
    if known is None:
        return Report(files, catalogue.rules)
    files, matched = against(files, known, catalogue)
    return Report(files, catalogue.rules, baseline=str(known), fixed=matched.fixed, stale=matched.stale)


def _print(report: Report, format_: str, language: Language, output: str, statistics: bool) -> None:
    from dataclasses import replace

    from analyser.render.lint import renderer

    if statistics:
        from analyser.render.lint.concise import statistics as table

        write(table(report, language), output)
        return
    if format_ == "sarif":
        report = replace(report, version=version())
    write(renderer(format_)(report, language), output)
    if format_ == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        _append_summary(Path(summary), renderer("markdown")(report, language), language)


def _append_summary(path: Path, text: str, language: Language) -> None:
    """Adds the Markdown report to the summary of the step, as far as it fits."""
    from analyser.render.lint.words import word

    data = text.encode("utf-8", "replace")
    if len(data) > _SUMMARY_BYTES:
        end = data.rfind(b"\n", 0, _SUMMARY_BYTES) + 1
        data = data[:end] + f"\n{word('cut', language)}\n".encode()
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        complain(f"GITHUB_STEP_SUMMARY: cannot be written ({error.strerror or error})")
