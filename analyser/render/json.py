"""JSON as the contract describes it, indented for reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.contract import to_contract
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis


def render(analyses: Analysis | Sequence[Analysis], language: Language) -> str:
    """One object for one analysis, an array for a sequence."""
    if isinstance(analyses, Sequence):
        content: object = [to_contract(analysis, language).model_dump(mode="json") for analysis in analyses]
    else:
        content = to_contract(analyses, language).model_dump(mode="json")
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
