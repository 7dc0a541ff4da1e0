"""The gap report as one HTML file: no request leaves it, and it works without its script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from analyser.data import data_dir
from analyser.render.environment import fill
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
    document, style, script = analyses.document, _read("style.css"), _read("page.js")
    return fill(
        "html", "gap.html.j2",
        view=view,
        t=texts,
        statement=make_statement(analyses, view, texts),
        place=lambda finding: anchor_block(document, finding),
        safe_url=_safe_url,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )  # fmt: skip


def _read(name: str) -> str:
    return (data_dir("reports") / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """What the page's content security policy allows: this text and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _safe_url(address: str) -> str:
    """The address if it is a web address, else nothing."""
    return address if address.startswith("https://") else ""
