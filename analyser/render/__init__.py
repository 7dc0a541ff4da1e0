"""Makes text of analyses: one module a format, all behind one call.

A renderer takes one analysis or a sequence of them, and the language of the report, and returns the whole
text. JSON prints one analysis as an object and a sequence as an array; an HTML page holds one statement.
Each is loaded when it is called: what lint shows needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis

Renderer = Callable[["Analysis | Sequence[Analysis]", Language], str]


def _renderer(name: str) -> Renderer:
    def render(analyses: Analysis | Sequence[Analysis], language: Language) -> str:
        return str(import_module(f"analyser.render.{name}").render(analyses, language))

    return render


RENDERERS: Mapping[str, Renderer] = {
    name: _renderer(name) for name in ("terminal", "json", "jsonl", "markdown", "html")
}

__all__ = ["RENDERERS", "Renderer"]
