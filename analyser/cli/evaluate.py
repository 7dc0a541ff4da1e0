"""`avgtoets evaluate`: how well the analysis agrees with annotations."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analyser.cli.options import format_option, output_option, quiet_option
from analyser.cli.output import complain, write
from analyser.cli.table import FORMATS


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("texts", type=click.Path(path_type=Path), required=False)
@click.option("--per-id", is_flag=True, help="Add a table for each kind: hits, false alarms and misses of each id.")
@click.option("--details", is_flag=True, help="Add every miss and false alarm, with its passage.")
@click.option("--baseline", type=click.Choice(("keywords",)),
              help="Compare with a plain keyword matcher: the same words and rules, no context, denial or structure.")
@click.option("--against", type=click.Path(path_type=Path), metavar="OTHER_GOLD",
              help="Instead of TEXTS: compare two folders of annotations with each other.")
@format_option(FORMATS, "text")
@output_option
@quiet_option("no progress, no notes")
def evaluate(
    gold: Path, texts: Path | None, per_id: bool, details: bool, baseline: str | None, against: Path | None,
    format_: str, output: str, quiet: bool,
) -> None:  # fmt: skip
    """Measure the analysis of the statements in the folder TEXTS by the annotations in the folder GOLD.

    GOLD holds <id>.yaml, TEXTS the statement of each as <id>.md, .txt or .html. Every measure is over the
    distinct values of a statement, counted together over all statements: precision, recall and F1. With
    --against the first folder is the gold, the second what is measured; kappa is Cohen's.
    """
    if (texts is None) == (against is None):
        raise click.UsageError("give either the folder TEXTS or --against OTHER_GOLD.")
    if against is not None and baseline is not None:
        raise click.UsageError("--baseline reads texts; it does not go with --against.")
    from analyser import evaluate as evaluation
    from analyser.render.evaluation import render

    if against is not None:
        report = evaluation.agreement(gold, against)
    elif texts is not None:
        read = None
        if baseline == "keywords":
            from analyser import keywords

            read = keywords.analyse
        shown = not quiet and sys.stderr.isatty()
        report = evaluation.evaluate(gold, texts, read, complain if shown else lambda line: None)
    for note in () if quiet else report.notes:
        complain(f"note: {note}")
    write(render(report, format_, per_id=per_id, details=details), output)
