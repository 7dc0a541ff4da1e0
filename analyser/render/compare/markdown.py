"""A comparison as a short text: scores, figures, what is met least, what stands out."""

from __future__ import annotations

from analyser.compare.model import ComparisonModel
from analyser.render.compare.view import View
from analyser.render.environment import fill
from analyser.types import Language


def render(comparison: ComparisonModel, language: Language) -> str:
    """The summary as CommonMark with tables."""
    return fill("markdown", "compare.md.j2", view=View(comparison, language))
