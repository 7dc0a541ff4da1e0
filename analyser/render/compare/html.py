"""A comparison as one HTML file: heat map, figures, and a page an organisation.

It makes no request and holds no data but its own elements. Without its script it still shows every part, and the links
still lead to the evidence; the script sorts, filters and opens evidence in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analyser.compare.model import ComparisonModel, RequirementModel
from analyser.render.compare import charts
from analyser.render.compare.view import REST, View, band
from analyser.render.environment import fill_page
from analyser.types import Language

_SHARES = ("met", "partial", "missing")


@dataclass(frozen=True)
class Cell:
    """A verdict in the heat map; `anchor` is "" where there is nothing to open."""

    shows: str  # classes: its part and its verdict
    word: str
    anchor: str


def render(comparison: ComparisonModel, language: Language) -> str:
    """The page."""
    view = View(comparison, language)
    return fill_page(
        "compare.html.j2", ("style.css", "compare.css"), "compare.js",
        view=view,
        w=view.w,
        t=view.t,
        band=band,
        Markup=Markup,
        rows=_rows(view),
        place={part.id: f"q{number}" for number, part in enumerate(view.parts)},
        score_chart=charts.boxes(view.spreads(view.groups[0])) if view.groups else "",
        share_chart=charts.stacks([_bar(view, row) for row, _ in view.lawful], _names(view)),
    )  # fmt: skip


def _rows(view: View) -> Iterator[list[Cell]]:
    """The verdicts of each organisation, part by part."""
    places = [(f"r q{number}", row) for number, part in enumerate(view.parts) for row in part.requirements]
    for number, _ in enumerate(view.organisations):
        yield [_cell(view, number, shown, row) for shown, row in places]


def _cell(view: View, number: int, shown: str, row: RequirementModel) -> Cell:
    cell = row.cells[number]
    opens = cell.status not in (*REST, "clear", *(("met",) if view.many else ()))
    word = view.w.verdict(cell.status, row.role)
    return Cell(f"{shown} {cell.status}", word, view.anchor(row, cell) if opens else "")


def _bar(view: View, row: RequirementModel) -> tuple[str, Sequence[float]]:
    of = row.shares[0]
    return f"{view.w.title(row)} (n={of.n})", [100 * getattr(of, name) / of.n for name in _SHARES]


def _names(view: View) -> list[str]:
    return [view.t(f"status.{name}") for name in _SHARES]
