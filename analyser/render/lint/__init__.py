"""What lint found, told in the formats of terminals and of the tools of others: one module a format.

A renderer takes a report and the language, and returns the whole text. Each is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from analyser.lint import Report
from analyser.types import Language

Renderer = Callable[[Report, Language], str]
FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")


def renderer(name: str) -> Renderer:
    """The renderer of one of FORMATS."""
    render: Renderer = import_module(f"analyser.render.lint.{name}").render
    return render
