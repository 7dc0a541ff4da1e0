"""Rows as a text table or a Markdown table, for the commands that list data."""

from __future__ import annotations

import json
from collections.abc import Sequence

FORMATS = ("text", "json", "markdown")


def table(format_: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their columns in one of FORMATS; JSON gives a list of objects."""
    if format_ == "json":
        content = [dict(zip(columns, row, strict=True)) for row in rows]
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if format_ == "markdown":
        lines = [columns, ["---"] * len(columns), *rows]
        return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
    widths = [max(len(row[index]) for row in (columns, *rows)) for index in range(len(columns))]
    lines = [columns, *rows]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )
