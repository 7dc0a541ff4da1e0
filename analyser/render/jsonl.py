"""JSON Lines: one analysis a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.contract import to_contract
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis

# Legal inside a JSON string, yet line ends to readers that split on them.
_SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\u0085": "\\u0085"}


def render(analyses: Analysis | Sequence[Analysis], language: Language) -> str:
    """One object a line, in the order given."""
    several = analyses if isinstance(analyses, Sequence) else [analyses]
    lines = []
    for analysis in several:
        content = to_contract(analysis, language).model_dump(mode="json")
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        for separator, escape in _SEPARATORS.items():
            line = line.replace(separator, escape)
        lines.append(line + "\n")
    return "".join(lines)
