"""`avgtoets rules`: the table of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analyser.cli.output import output_option, write
from analyser.cli.table import FORMATS, table

if TYPE_CHECKING:
    from analyser.types import Language


@click.command()
@click.option("--family", metavar="NAME", help="Only the rules of this family, as in: info.")
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("-l", "--language", type=click.Choice(("nl", "en")), default="nl", show_default=True)
@output_option
def rules(family: str | None, format_: str, language: Language, output: str) -> None:
    """List the rules: id, severity, article, title."""
    from analyser.ruleset import FAMILIES, load_rules

    if family is not None and family not in FAMILIES:
        raise click.UsageError(f"no family {family!r}; choose from {', '.join(FAMILIES)}.")
    rows = [
        (
            rule.id,
            rule.severity if rule.status == "stable" else f"{rule.severity} ({rule.status})",
            f"{rule.article.ref} {rule.article.law}" if rule.article else "",
            getattr(rule.title, language),
        )
        for rule in load_rules().values()
        if family in (None, rule.family)
    ]
    write(table(format_, ("rule", "severity", "article", "title"), rows), output)
