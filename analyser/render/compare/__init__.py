"""A comparison of organisations as HTML, XLSX, CSV, JSON or Markdown; each is loaded when it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from analyser.compare.model import ComparisonModel
from analyser.types import Language

Renderer = Callable[[ComparisonModel, Language], "str | bytes"]


def _renderer(name: str) -> Renderer:
    def render(comparison: ComparisonModel, language: Language) -> str | bytes:
        made: str | bytes = import_module(f"analyser.render.compare.{name}").render(comparison, language)
        return made

    return render


RENDERERS: Mapping[str, Renderer] = {
    name: _renderer(name) for name in ("markdown", "html", "xlsx", "csv", "json")
}  # fmt: skip
