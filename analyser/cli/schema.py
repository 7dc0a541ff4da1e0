"""`avgtoets schema`: the JSON Schema of what `analyse` prints."""

from __future__ import annotations

import click

from analyser.cli.output import output_option, write


@click.command()
@output_option
def schema(output: str) -> None:
    """Print the JSON Schema (draft 2020-12) of one analysis as JSON."""
    import json

    from analyser.contract import json_schema

    write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", output)
