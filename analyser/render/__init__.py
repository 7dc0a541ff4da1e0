"""Makes text of analyses: one module a format, all behind one call.

A renderer takes one analysis or a sequence of them, and the language of the report, and returns the whole
text. JSON prints one analysis as an object and a sequence as an array; an HTML page holds one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from analyser.render import html, json, jsonl, markdown, terminal
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis

Renderer = Callable[["Analysis | Sequence[Analysis]", Language], str]

RENDERERS: Mapping[str, Renderer] = {
    "terminal": terminal.render,
    "json": json.render,
    "jsonl": jsonl.render,
    "markdown": markdown.render,
    "html": html.render,
}

__all__ = ["RENDERERS", "Renderer"]
