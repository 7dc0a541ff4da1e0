"""The gap report for a terminal: about forty lines, wrapped to its width, colour never the only sign."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.render.environment import Raw, clean, fill, plain
from analyser.render.texts import Texts
from analyser.render.view import make_view
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis

SIGNS = {"met": "●", "partial": "◐", "missing": "○", "not_applicable": "–", "violated": "▲"}
_STYLES = {
    "bold": "1", "dim": "2", "met": "32", "partial": "33", "missing": "31", "violated": "33", "not_applicable": "2"
}  # fmt: skip
MIN_WIDTH, MAX_WIDTH = 48, 100


def render(
    analyses: Analysis | Sequence[Analysis], language: Language, *, width: int = 80, color: bool = False
) -> str:
    """One report an analysis; `width` in columns, `color` adds ANSI styles."""
    several = analyses if isinstance(analyses, Sequence) else [analyses]
    texts, width = Texts(language), max(MIN_WIDTH, min(width, MAX_WIDTH))

    def style(text: object, name: str) -> Raw:
        shown = plain(text)
        if not color or not shown:
            return Raw(shown)
        return Raw("\n".join(f"\x1b[{_STYLES[name]}m{line}\x1b[0m" for line in shown.split("\n")))

    def wrap(text: object, first: str = "", rest: str | None = None, lines: int = 0) -> Raw:
        wrapped = textwrap.wrap(
            clean(text), width, initial_indent=first, subsequent_indent=first if rest is None else rest,
            max_lines=lines or None, placeholder=" …", break_on_hyphens=False,
        )  # fmt: skip
        return Raw("\n".join(wrapped))

    def pad(text: object, columns: int) -> Raw:
        return Raw(clean(text).ljust(columns))

    pages = [
        fill(
            "terminal", "gap.txt.j2", view=make_view(analysis, language), t=texts,
            style=style, wrap=wrap, pad=pad, signs=SIGNS,
        ).strip() + "\n"
        for analysis in several
    ]  # fmt: skip
    return f"\n{'─' * width}\n\n".join(pages)
