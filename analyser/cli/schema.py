"""`avgtoets schema`: the JSON Schema of what `analyse`, `register` and `compare` print."""

from __future__ import annotations

import click

from analyser.cli.options import output_option
from analyser.cli.output import write


@click.command()
@click.argument("what", type=click.Choice(("analysis", "register", "compare")), default="analysis")
@output_option
def schema(what: str, output: str) -> None:
    """Print the JSON Schema (draft 2020-12) of one analysis as JSON, of a register, or of a comparison."""
    import json

    if what == "register":
        from analyser.register_model import json_schema
    elif what == "compare":
        from analyser.compare.model import json_schema
    else:
        from analyser.contract import json_schema

    write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", output)
