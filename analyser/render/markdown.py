"""The gap report in Markdown (CommonMark with tables), for a repository, a ticket or a wiki."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.render.environment import Raw, fill
from analyser.render.texts import Texts
from analyser.render.view import make_view
from analyser.types import Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis


def render(analyses: Analysis | Sequence[Analysis], language: Language) -> str:
    """One report an analysis, a rule between two."""
    several = analyses if isinstance(analyses, Sequence) else [analyses]
    texts = Texts(language)
    pages = [
        fill("markdown", "gap.md.j2", view=make_view(analysis, language), t=texts, url=_url) for analysis in several
    ]
    return "\n---\n\n".join(page.strip() + "\n" for page in pages)


def _url(address: str) -> Raw:
    """An address of a rule file as a link target."""
    return Raw(address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20"))
