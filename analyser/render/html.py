"""The gap report as one HTML file: no request leaves it, and it works without its script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.render.environment import fill_page
from analyser.render.statement import anchor_block, make_statement
from analyser.render.texts import Texts
from analyser.render.view import make_view
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis


def render(analyses: Analysis | Sequence[Analysis], language: Language) -> str:
    """The page of one analysis; raises ValueError for a sequence of several, since a page holds one."""
    if isinstance(analyses, Sequence):
        if len(analyses) != 1:
            raise ValueError("an HTML page holds one statement")
        analyses = analyses[0]
    texts = Texts(language)
    view = make_view(analyses, language)
    document = analyses.document
    return fill_page(
        "gap.html.j2", ("style.css",), "page.js",
        view=view,
        t=texts,
        statement=make_statement(analyses, view, texts),
        place=lambda finding: anchor_block(document, finding),
        safe_url=_safe_url,
    )  # fmt: skip


def _safe_url(address: str) -> str:
    """The address if it is a web address, else nothing."""
    return address if address.startswith("https://") else ""
