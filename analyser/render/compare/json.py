"""A comparison as its published schema describes it (`avgtoets schema compare`)."""

from __future__ import annotations

from analyser.compare.model import ComparisonModel
from analyser.render.compare.words import told
from analyser.types import Language


def render(comparison: ComparisonModel, language: Language) -> str:
    """The whole comparison; only its sentences depend on the language."""
    return told(comparison, language).model_dump_json(indent=1) + "\n"
