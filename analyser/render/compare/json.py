"""A comparison as its published schema describes it (`avgtoets schema compare`)."""

from __future__ import annotations

import json

from analyser.compare.model import ComparisonModel
from analyser.render.compare.words import told
from analyser.types import Language


def render(comparison: ComparisonModel, language: Language) -> str:
    """The whole comparison; only its sentences depend on the language."""
    return json.dumps(told(comparison, language).model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
