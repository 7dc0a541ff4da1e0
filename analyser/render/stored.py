"""A version of a statement as a store has it, in short, for a terminal."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from analyser.render.environment import Raw, clean, fill
from analyser.render.terminal import MAX_WIDTH, MIN_WIDTH, SIGNS
from analyser.render.texts import Texts
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.store import Version

_ASKS = ("missing", "violated", "partial")
_WEIGHT = ("error", "warning", "advice")


def render(version: Version, total: int, language: Language, width: int) -> str:
    """Which statement, when it was seen, its verdicts, and what asks for something, the heaviest first; `total` is the
    number of versions, `width` in columns."""
    width = max(MIN_WIDTH, min(width, MAX_WIDTH))
    analysis = json.loads(version.json)
    findings = [finding for finding in analysis["findings"] if finding["status"] in _ASKS]
    findings.sort(key=lambda finding: (_WEIGHT.index(finding["severity"]), _ASKS.index(finding["status"])))

    def wrap(text: object, first: str = "", rest: str = "") -> Raw:
        return Raw("\n".join(textwrap.wrap(
            clean(text), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        )))  # fmt: skip

    return fill(
        "terminal", "stored.txt.j2", version=version, document=analysis["document"], total=total,
        verdicts=[(status, version.verdicts.get(status, 0)) for status in SIGNS], findings=findings,
        t=Texts(language), wrap=wrap, signs=SIGNS,
    ).strip() + "\n"  # fmt: skip
