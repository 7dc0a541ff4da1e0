"""HTML → Document: the statement on a page as it was published, without what surrounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyser.readers.html_main import HEADINGS, Kept, holds, role_of
from analyser.readers.html_tree import Element, Text, decode, parse, runs
from analyser.readers.layout import arrange, has_header
from analyser.readers.outline import Line, LineBuilder, Outline, join
from analyser.types import Cell, Document, Source

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"
})  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def read(source: Source) -> Document:
    """The headings, paragraphs, list items and table cells of the statement on a page."""
    outline = Outline()
    title = read_into(outline, source.text, 0)
    return outline.document(source, title)


def read_into(outline: Outline, page: str, origin: int) -> str | None:
    """Adds the text of a page, or of HTML within Markdown, to an outline; its <title> if there is one."""
    root = parse(page)
    kept = Kept(root, page)
    _Walk(outline, page, origin, kept).run(kept.start)
    return " ".join(decode(kept.title).split()) or None


def _opens(element: Element) -> bool:
    """Whether an element is the head of an accordion without being a heading or a button."""
    attributes = element.attributes
    return "aria-controls" in attributes and "aria-expanded" in attributes and not holds(element, "p", "ul", "table")


class _Table:
    """The table that is being read."""

    def __init__(self, number: int, lead_in: int | None) -> None:
        self.number, self.lead_in = number, lead_in
        self.row = self.column = -1
        self.width = 1
        self.header_row = self.head = False
        self.taken: dict[int, dict[int, list[Line]]] = {}  # row → column → lines
        self.spans: dict[int, int] = {}  # column → rows that a cell from above still covers
        self.cell: Cell | None = None

    def open_row(self, header: bool) -> None:
        self.row, self.column, self.width, self.header_row = self.row + 1, -1, 1, header
        self.fresh = {column: rows - 1 for column, rows in self.spans.items() if rows > 0}
        self.spans, self.covered = self.fresh, {column for column, rows in self.spans.items() if rows > 0}

    def open_cell(self, element: Element) -> None:
        if self.row < 0:
            self.open_row(element.tag == "th")
        self.column += self.width
        while self.column in self.covered:
            self.column += 1
        self.width = _span(element, "colspan")
        if (rows := _span(element, "rowspan")) > 1:
            self.spans.update((self.column + extra, rows - 1) for extra in range(self.width))
        self.cell = Cell(self.number, self.row, self.column, "", self.header_row or element.tag == "th")


@dataclass(slots=True)
class _Terms:
    """A <dl>: the block of its latest term, and whether the list of what is said of that is open."""

    block: int | None = None
    listing: bool = False


def _span(element: Element, name: str) -> int:
    value = element.attributes.get(name, "1").strip()
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() and len(value) < 5 else 1


class _Walk:
    """Goes through the kept elements in page order and fills the outline."""

    def __init__(self, outline: Outline, page: str, origin: int, kept: Kept) -> None:
        self.outline, self.page, self.kept = outline, page, kept
        self.builder = LineBuilder(page, origin)
        self.strong = self.pre = 0
        self.heading: Element | None = None
        self.terms: list[_Terms] = []  # the <dl> that are open
        self.tables: list[_Table | None] = []  # None: a table that only lays out
        self.lists: list[str] = []

    def run(self, start: Element) -> None:
        pending: list[tuple[Element | Text, bool]] = [(start, True)]
        while pending:
            node, opening = pending.pop()
            if isinstance(node, Text):
                self._text(node)
            elif not opening:
                self._leave(node)
            elif id(node) not in self.kept.dropped:
                self._enter(node)
                pending.append((node, False))
                pending.extend((child, True) for child in reversed(node.children))
        self._flush()

    def _text(self, text: Text) -> None:
        for start, end, value in runs(self.page, text):
            if value is not None:
                self.builder.put(value, start, end, self.strong > 0)
            elif self.pre:
                for line in re.finditer(r"[^\n]*(\n?)", self.page[start:end]):
                    self.builder.add(start + line.start(), start + line.end(), self.strong > 0)
                    if line[1]:
                        self.builder.line_break(hard=False)
            else:
                self.builder.add(start, end, self.strong > 0)

    def _enter(self, element: Element) -> None:
        tag = element.tag
        if tag in ("strong", "b"):
            self.strong += 1
        elif tag == "br":
            self.builder.line_break(hard=True)
        elif tag == "img":
            if alt := element.attributes.get("alt"):
                self.builder.put(alt, *element.attribute_span("alt"), self.strong > 0)
        elif tag not in _INLINE:
            self._enter_block(element)

    def _enter_block(self, element: Element) -> None:
        tag = element.tag
        self._flush()
        if tag == "pre":
            self.pre += 1
        elif tag in HEADINGS or tag in ("summary", "button") or _opens(element):
            if self.heading is None or tag in HEADINGS:
                self.heading = element
        elif tag in _LISTS:
            self._open_list(tag)
        elif tag == "li" and not self._current_table():
            if not self.lists or self.lists[-1] == "dl":
                self._open_list("li")  # an item without a list around it
            self.outline.open_item()
        elif tag == "dl":
            self.terms.append(_Terms())
        elif tag == "dt":
            self._end_descriptions()
        elif tag == "dd" and self.terms and not self._current_table():
            if not self.terms[-1].listing:
                self.terms[-1].listing = True
                self._open_list("dl", self.terms[-1].block)
            self.outline.open_item()
        elif tag == "table":
            layout = role_of(element) in ("presentation", "none") or _lays_out(element)
            self.tables.append(None if layout else _Table(*self.outline.open_table()))
        elif tag in ("thead", "tbody") and (table := self._current_table()):
            table.head = tag == "thead"
        elif tag == "tr" and (table := self._current_table()):
            cells = [child for child in element.children if isinstance(child, Element)]
            table.open_row(table.head or (bool(cells) and all(child.tag == "th" for child in cells)))
        elif tag in ("td", "th") and (table := self._current_table()):
            table.open_cell(element)

    def _leave(self, element: Element) -> None:
        tag = element.tag
        if tag in ("strong", "b"):
            self.strong -= 1
        elif tag not in _INLINE and tag != "br":
            self._flush(term=tag == "dt")
            if tag == "pre":
                self.pre -= 1
            elif element is self.heading:
                self.heading = None
            elif tag in _LISTS or (tag == "li" and self.lists[-1:] == ["li"]):
                self._close_list()
            elif tag == "dl":
                self._end_descriptions()
                self.terms.pop()
            elif tag == "table" and (table := self.tables.pop()):
                rows = [list(row.items()) for row in table.taken.values()]
                self.outline.close_table(table.number, headed=has_header(rows))
            elif tag in ("td", "th") and (table := self._current_table()):
                table.cell = None

    def _end_descriptions(self) -> None:
        """Ends the list of what was said of a term."""
        if self.terms and self.terms[-1].listing:
            self._close_list()
            self.terms[-1] = _Terms()

    def _open_list(self, tag: str, lead_in: int | None = None) -> None:
        if not self._current_table():
            self.lists.append(tag)
            self.outline.open_list(lead_in)

    def _close_list(self) -> None:
        if not self._current_table() and self.lists:
            self.lists.pop()
            self.outline.close_list()

    def _current_table(self) -> _Table | None:
        return self.tables[-1] if self.tables else None

    def _flush(self, term: bool = False) -> None:
        lines = self.builder.take()
        if not lines:
            return
        table = self._current_table()
        if table and table.cell:
            row = table.taken.setdefault(table.cell.row, {})
            row.setdefault(table.cell.column, []).extend(lines)
            for line in lines:
                self.outline.cell(line, table.cell, table.lead_in)
        elif self.heading is not None:
            tag = self.heading.tag
            implied = tag not in HEADINGS
            self.outline.heading(join(lines), 0 if implied else int(tag[1]), implied)
        elif term and self.terms:
            self.outline.text(join(lines))
            self.terms[-1].block = len(self.outline.blocks) - 1
        else:
            arrange(lines, self.outline)


def _lays_out(table: Element) -> bool:
    """Whether a table arranges parts of a page: it holds headings or a further table, or has one column of prose."""
    pending = [table]
    widest = 0
    while pending:
        element = pending.pop()
        cells = 0
        for child in element.children:
            if isinstance(child, Element):
                if child.tag in HEADINGS or child.tag in ("table", "section", "main", "article"):
                    return True
                cells += child.tag in ("td", "th")
                pending.append(child)
        widest = max(widest, cells)
    return widest < 2
