"""`avgtoets explain`: one rule in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analyser.cli.options import language_option, output_option
from analyser.cli.output import write

if TYPE_CHECKING:
    from analyser.types import Language


@click.command()
@click.argument("rule")
@language_option()
@output_option
def explain(rule: str, language: Language, output: str) -> None:
    """Explain RULE: what it checks and why, how to mend it, what it cannot see.

    RULE is an id as `avgtoets rules` lists it (info/retention), or what stands after the slash.
    """
    import difflib
    import shutil

    from analyser.render.rule import render_rule
    from analyser.ruleset import load_rules

    known = load_rules()
    try:
        found = known.resolve(rule)
    except KeyError as error:
        names = [name for entry in known.values() for name in (entry.id, entry.slug)]
        near = difflib.get_close_matches(rule, names, 1)
        hint = f"did you mean {near[0]}?" if near else "avgtoets rules lists them."
        raise click.UsageError(f"no rule {rule!r}; {hint}") from error
    write(render_rule(found, language, width=shutil.get_terminal_size((80, 24)).columns), output)
