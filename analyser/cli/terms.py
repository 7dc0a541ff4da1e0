"""`avgtoets terms`: the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analyser.cli.options import format_option, language_option, output_option
from analyser.cli.output import write
from analyser.cli.table import FORMATS, table

if TYPE_CHECKING:
    from analyser.types import Language


@click.command()
@click.option("--kind", metavar="NAME", help="Only the terms of this kind, as in: data_category.")
@format_option(FORMATS, "text")
@language_option()
@output_option
def terms(kind: str | None, format_: str, language: Language, output: str) -> None:
    """List the vocabulary: kind, id, label, nearest DPV term."""
    from analyser.vocabulary import TERM_KINDS, load_vocabulary

    if kind is not None and kind not in TERM_KINDS:
        raise click.UsageError(f"no kind {kind!r}; choose from {', '.join(TERM_KINDS)}.")
    vocabulary = load_vocabulary()
    rows = [
        (name, term.id, getattr(term.label, language), term.dpv or "")
        for name in TERM_KINDS
        if kind in (None, name)
        for term in vocabulary.kind(name).values()
    ]
    write(table(format_, ("kind", "id", "label", "dpv"), rows), output)
