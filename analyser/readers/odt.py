"""OpenDocument texts → text and layout. Tracked changes count as accepted; headers and footers are left out.

OASIS OpenDocument 1.3, part 3, chapters 4 to 9, gives the elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from analyser.errors import InputError
from analyser.readers.archive import Archive, attribute, child, children, local
from analyser.readers.flow import Entry, Flow, Row, Run, Runs
from analyser.types import Layout

_SKIPPED = frozenset({
    "tracked-changes", "annotation", "annotation-end", "note-citation", "hidden-text", "hidden-paragraph", "script",
    "forms", "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
    "alphabetical-index", "bibliography", "ruby-text", "sequence-decls", "variable-decls", "user-field-decls",
    "image", "object", "event-listeners", "glue-point", "desc", "title",
})  # fmt: skip
_LARGER = 1.15  # times the size of the text
_ABSOLUTE = re.compile(r"([\d.]{1,8})pt")


@dataclass(slots=True)
class _Style:
    name: str = ""
    bold: bool = False
    size: float = 0
    title: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Paragraph:
    runs: Runs = field(default_factory=list)
    notes: list[Runs] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def take_apart(data: bytes) -> tuple[str, Layout]:
    """The text of an OpenDocument text and its layout; raises InputError for one that cannot be read."""
    archive = Archive(data)
    manifest = archive.xml("META-INF/manifest.xml")
    if manifest is not None and any(local(each) == "encryption-data" for each in manifest.iter()):
        raise InputError("is protected by a password; save it without one.")
    content = archive.xml("content.xml")
    body = child(content, "body", "text")
    if content is None or body is None:
        raise InputError("is no OpenDocument text; save the statement as .odt, .docx or .pdf.")
    return _Reader(content, archive.xml("styles.xml"), body).run(_title(archive))


class _Styles:
    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, _Style] = {}
        default: Element | None = None
        for root in roots:
            for place in ("styles", "automatic-styles"):
                group = child(root, place)
                for style in group if group is not None else ():
                    if local(style) == "style":
                        self._elements[attribute(style, "name") or ""] = style
                    elif local(style) == "default-style" and attribute(style, "family") == "paragraph":
                        default = style
        self.size = _size(child(default, "text-properties"), 12.0)
        self.size = self.get("Standard").size or self.size

    def get(self, name: str, depth: int = 0) -> _Style:
        """A style by its name; an empty one where there is none."""
        if name in self._known or name not in self._elements or depth > 12:
            return self._known.get(name, _Style())
        element = self._elements[name]
        parent_name = attribute(element, "parent-style-name") or ""
        parent = self.get(parent_name, depth + 1)
        look = child(element, "text-properties")
        weight = attribute(look, "font-weight")
        style = _Style(
            name,
            parent.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
            _size(look, parent.size),
            parent.title or "title" in (name.lower(), (attribute(element, "display-name") or "").lower()),
            parent.hidden or attribute(look, "display") == "none",
        )
        self._known[name] = style
        return style


def _size(look: Element | None, default: float) -> float:
    value = (attribute(look, "font-size") or "").strip()
    if found := _ABSOLUTE.fullmatch(value):
        return float(found[1]) if found[1].count(".") < 2 and found[1] != "." else default
    if value.endswith("%") and value[:-1].isdigit() and len(value) < 5:
        return default * int(value[:-1]) / 100
    return default


class _Reader:
    def __init__(self, content: Element, styles: Element | None, body: Element) -> None:
        self.body = body
        self.flow = Flow()
        self.styles = _Styles(styles, content)
        self.numbered = {
            attribute(style, "name"): local(next(iter(style), style)).endswith("number")
            for root in (styles, content)
            for place in ("styles", "automatic-styles")
            for style in children(child(root, place), "list-style")
        }
        self.lists = 0

    def run(self, title: str | None) -> tuple[str, Layout]:
        self._blocks(self.body)
        return self.flow.finish(title)

    def _blocks(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "h":
                self._heading(element)
            elif name == "p":
                self._place(element)
            elif name == "list":
                self.lists += 1
                self._list(element, 1, self.lists, False)
            elif name == "table":
                self._table(element)
            elif name in ("frame", "text-box", "section", "g", "a", "numbered-paragraph", "index-body"):
                self._blocks(element)

    def _heading(self, element: Element) -> None:
        read = self._read(element)
        level = attribute(element, "outline-level") or "1"
        self.flow.heading(read.runs, int(level) if level.isascii() and level.isdigit() and len(level) < 3 else 1)
        self._after(read)

    def _place(self, element: Element, continues: bool = False) -> None:
        read = self._read(element)
        if self.styles.get(attribute(element, "style-name") or "").title:
            self.flow.heading(read.runs, 0)
        else:
            self.flow.paragraph(read.runs, continues=continues)
        self._after(read, continues)

    def _after(self, read: _Paragraph, continues: bool = False) -> None:
        for note in read.notes:
            self.flow.paragraph(note, continues=continues)
        for box in read.boxes:
            self._blocks(box)

    def _list(self, element: Element, depth: int, key: int, numbered: bool) -> None:
        numbered = self.numbered.get(attribute(element, "style-name"), numbered)
        for item in element:
            first = local(item) == "list-item"  # a list-header has no sign
            for part in item:
                name = local(part)
                if name == "h":
                    self._heading(part)
                elif name == "p" and first:
                    read = self._read(part)
                    self.flow.item(read.runs, depth, key, numbered=numbered)
                    self._after(read, True)
                    first = not any(run.text.strip() for run in read.runs)
                elif name == "p":
                    self._place(part, continues=True)
                elif name == "list":
                    self._list(part, depth + 1, key, numbered)
                elif name == "table":
                    self._table(part)

    # -- what stands in a line ----------------------------------------------------------------------------------

    def _read(self, element: Element) -> _Paragraph:
        found = _Paragraph()
        self._inline(element, self.styles.get(attribute(element, "style-name") or ""), found)
        return found

    def _inline(self, element: Element, style: _Style, found: _Paragraph) -> None:
        size = style.size or self.styles.size
        strong = style.bold or size > _LARGER * self.styles.size
        self._put(element.text, style, strong, found)
        for part in element:
            name = local(part)
            if name == "s":
                count = attribute(part, "c") or "1"
                found.runs.append(Run(" " if count != "0" else "", strong))
            elif name in ("tab", "line-break"):
                found.runs.append(Run("\n" if name == "line-break" else " ", strong))
            elif name == "note":
                for note in children(child(part, "note-body"), "p"):
                    found.notes.append(self._read(note).runs)
            elif name in ("frame", "text-box", "g", "custom-shape"):
                found.boxes.append(part)
            elif name not in _SKIPPED:
                own = attribute(part, "style-name") if name == "span" else None
                self._inline(part, self._within(style, own), found)
            self._put(part.tail, style, strong, found)

    def _put(self, text: str | None, style: _Style, strong: bool, found: _Paragraph) -> None:
        if text and not style.hidden:
            found.runs.append(Run(re.sub(r"\s+", " ", text).replace("\u2011", "-"), strong))

    def _within(self, outer: _Style, name: str | None) -> _Style:
        if not name:
            return outer
        own = self.styles.get(name)
        return _Style(name, own.bold or outer.bold, own.size or outer.size, outer.title, own.hidden or outer.hidden)

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, element: Element) -> None:
        rows = [(row, header) for row, header in _rows(element, False)]
        cells = [[cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")] for row, _ in rows]
        flat = [cell for row in cells for cell in row]
        if max(map(len, cells), default=0) < 2 or any(local(part) in ("h", "table") for cell in flat for part in cell):
            for cell in flat:  # a table that only arranges parts of the page
                self._blocks(cell)
            return
        self.flow.table([self._row(row, header) for row, (_, header) in zip(cells, rows, strict=True)])

    def _row(self, cells: list[Element], header: bool) -> Row:
        result = Row(header=header)
        column = 0
        for cell in cells:
            if local(cell) == "table-cell":
                paragraphs = [runs for part in cell for runs in self._cell(part)]
                result.entries.append(Entry(column, paragraphs))
            repeated = attribute(cell, "number-columns-repeated") or "1"
            column += int(repeated) if repeated.isascii() and repeated.isdigit() and len(repeated) < 4 else 1
        return result

    def _cell(self, part: Element) -> Iterator[Runs]:
        if local(part) in ("p", "h"):
            found = self._read(part)
            yield found.runs
            yield from found.notes
            for box in found.boxes:
                for inner in box:
                    yield from self._cell(inner)
        elif local(part) in ("list", "list-item", "list-header", "section", "text-box", "frame"):
            for inner in part:
                yield from self._cell(inner)


def _rows(parent: Element, header: bool) -> Iterator[tuple[Element, bool]]:
    for element in parent:
        if local(element) == "table-row":
            yield element, header
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element, header or local(element) == "table-header-rows")


def _title(archive: Archive) -> str | None:
    title = child(archive.xml("meta.xml"), "meta", "title")
    return " ".join((title.text or "").split()) or None if title is not None else None
