"""Charts as inline SVG, drawn by pygal and stripped to what a page needs: shapes, words and classes.

What pygal adds for pages of its own goes: scripts, style sheets (the page's policy allows its own only), random ids and
the day of the drawing. The same figures give the same bytes. Colours and fonts are those of reports/compare.css.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from xml.etree import ElementTree

import pygal  # type: ignore[import-untyped]
from markupsafe import Markup
from pygal.graph.graph import Graph  # type: ignore[import-untyped]

from analyser.compare.model import FiguresModel

# pygal looks for plugins of its own in every import of the process, in a way that Python warns of; there are none here.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]

_SVG = "{http://www.w3.org/2000/svg}"
_DROPPED = {f"{_SVG}{name}" for name in ("defs", "script", "style", "desc", "title")}
_LAYERS = {"tooltip", "text-overlay", "tooltip-overlay"}  # of pygal's script
_NUMBER = re.compile(r"-?\d+\.\d+")
_COMMON = {"js": [], "show_legend": False, "disable_xml_declaration": True, "include_x_axis": True}
_BAR = 26  # height of a bar with the space around it, in units of the drawing


def boxes(rows: Sequence[tuple[str, FiguresModel]]) -> Markup:
    """A box plot a row: least, quartiles, median, most; rows without quartiles have too few organisations to show."""
    chart = pygal.Box(**_COMMON, width=900, height=400, range=(0, 100), margin=4, x_label_rotation=20,
                      truncate_label=-1, y_labels=[0, 25, 50, 75, 100])  # fmt: skip
    shown = [(name, of) for name, of in rows if of.q1 is not None]
    most = max((of.n for _, of in shown), default=0)
    chart.x_labels = [name if of.n == most else f"{name} (n={of.n})" for name, of in shown]
    for name, of in shown:
        # Of seven numbers pygal's quartiles are the second and the sixth: what is drawn is what the table says.
        chart.add(name, [of.least, of.q1, of.q1, of.median, of.q3, of.q3, of.most])
    return _inline(chart) if shown else Markup()


def stacks(rows: Sequence[tuple[str, Sequence[float]]], names: Sequence[str]) -> Markup:
    """A bar a row, from top to bottom, divided into percentages."""
    chart = pygal.HorizontalStackedBar(**_COMMON, width=900, height=_BAR * len(rows) + 50, range=(0, 100), margin=4,
                                       truncate_label=-1, x_labels=[name for name, _ in reversed(rows)],
                                       y_labels=[0, 25, 50, 75, 100], spacing=4)  # fmt: skip
    for place, name in enumerate(names):
        chart.add(name, [shares[place] for _, shares in reversed(rows)])
    return _inline(chart) if rows else Markup()


def _inline(chart: Graph) -> Markup:
    root = ElementTree.fromstring(chart.render())
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _DROPPED or _LAYERS & set(child.get("class", "").split()):
                parent.remove(child)
    for node in root.iter():
        node.tag = node.tag.removeprefix(_SVG)
        for name in ("id", "style"):
            node.attrib.pop(name, None)
        for name, value in node.attrib.items():
            node.set(name, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value))
        node.text, node.tail = (node.text or "").strip() or None, None
    root.attrib.update({"class": "chart", "aria-hidden": "true", "focusable": "false"})
    return Markup(ElementTree.tostring(root, encoding="unicode", short_empty_elements=True))
