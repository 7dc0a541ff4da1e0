"""Word documents → text and layout. Tracked changes count as accepted; headers and footers are left out.

ECMA-376 (Office Open XML), part 1, chapter 17, gives the elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from analyser.errors import InputError
from analyser.readers.archive import Archive, attribute, child, children, local
from analyser.readers.flow import Entry, Flow, Row, Run, Runs
from analyser.types import Layout

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre) ?([1-9])", re.IGNORECASE)
_TITLES = ("title", "titel")
_CONTENTS = re.compile(r"(?:toc|inhopg|table of) ?(?:\d|heading|figures)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_WITHIN = frozenset({
    "hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "ruby", "rubyBase"
})  # fmt: skip
_AROUND = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "txbxContent"})
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_LARGER = 1.15  # times the size of the text: what stands out as a heading does


@dataclass(slots=True)
class _Style:
    """What a style says of a paragraph, what it is based on counted in."""

    name: str = ""
    level: int | None = None  # of a heading, from 1; 0 is the title
    numbering: tuple[str, int] | None = None
    bold: bool = False
    size: float = 0
    indent: int = 0


@dataclass(slots=True)
class _Paragraph:
    runs: Runs = field(default_factory=list)
    notes: list[Runs] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    joined: bool = False  # its end was deleted: the next paragraph goes on in it


def take_apart(data: bytes) -> tuple[str, Layout]:
    """The text of a Word document and its layout; raises InputError for one that cannot be read."""
    archive = Archive(data)
    main = _target(archive, "", "officeDocument", "word/document.xml")
    root = archive.xml(main)
    if root is None or (body := child(root, "body")) is None:
        raise InputError("is no Word document that can be read; save it as .docx again.")
    return _Reader(archive, main, body).run()


def _target(archive: Archive, part: str, kind: str, default: str) -> str:
    """The part that another one refers to as the given kind."""
    folder, _, name = part.rpartition("/")
    relations = archive.xml(join(folder, "_rels", f"{name}.rels"))
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith(f"/{kind}"):
            target = attribute(relation, "Target") or ""
            return target[1:] if target.startswith("/") else normpath(join(folder, target))
    return default


def _on(properties: Element | None, name: str) -> bool:
    element = child(properties, name)
    return element is not None and (attribute(element, "val") or "1").lower() not in _OFF


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,7}", value) else 0


class _Styles:
    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        self._known: dict[str, _Style] = {}
        self.size = _half_points(child(root, "docDefaults", "rPrDefault", "rPr")) or 10.0
        self.default = next(
            (key for key, style in self._elements.items()
             if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph"), "",
        )  # fmt: skip

    def get(self, style_id: str, depth: int = 0) -> _Style:
        """A style by its id; an empty one where there is none."""
        if style_id in self._known or style_id not in self._elements or depth > 12:
            return self._known.get(style_id, _Style())
        element = self._elements[style_id]
        base = self.get(attribute(child(element, "basedOn"), "val") or "", depth + 1)
        name = attribute(child(element, "name"), "val") or style_id
        paragraph, look = child(element, "pPr"), child(element, "rPr")
        level = base.level
        if found := _HEADING.fullmatch(name):
            level = int(found[1])
        elif name.lower() in _TITLES:
            level = 0
        elif (outline := attribute(child(paragraph, "outlineLvl"), "val")) is not None:
            level = _number(outline) + 1 if _number(outline) < 9 else None
        style = _Style(
            name, level, _numbering(paragraph) or base.numbering,
            _on(look, "b") if child(look, "b") is not None else base.bold,
            _half_points(look) or base.size, _indent(paragraph, base.indent),
        )  # fmt: skip
        self._known[style_id] = style
        return style


def _half_points(look: Element | None) -> float:
    return _number(attribute(child(look, "sz"), "val")) / 2


def _indent(paragraph: Element | None, default: int) -> int:
    ind = child(paragraph, "ind")
    value = attribute(ind, "left") or attribute(ind, "start")
    return default if value is None else _number(value)


def _numbering(paragraph: Element | None) -> tuple[str, int] | None:
    properties = child(paragraph, "numPr")
    if properties is None:
        return None
    number = attribute(child(properties, "numId"), "val")
    level = _number(attribute(child(properties, "ilvl"), "val"))
    return (number or "", min(max(level, 0), 8))


class _Numbers:
    """What stands before an item: numbering ids and levels → a number, a sign, or nothing."""

    def __init__(self, root: Element | None) -> None:
        abstract = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        self._levels: dict[str, dict[int, tuple[str, str]]] = {}
        for number in children(root, "num"):
            base = abstract.get(attribute(child(number, "abstractNumId"), "val"))
            own = [level for override in children(number, "lvlOverride") for level in children(override, "lvl")]
            self._levels[attribute(number, "numId") or ""] = {
                _number(attribute(level, "ilvl")): (
                    attribute(child(level, "numFmt"), "val") or "decimal",
                    attribute(child(level, "lvlText"), "val") or "",
                )
                for level in [*children(base, "lvl"), *own]
            }

    def kind(self, number: str, level: int) -> str:
        """"number", "sign", or "" where nothing is shown."""
        if number in ("", "0"):
            return ""
        style, shown = self._levels.get(number, {}).get(level, ("bullet", "•"))
        if not shown.strip() or style == "none":
            return ""
        return "sign" if style == "bullet" else "number"


class _Reader:
    def __init__(self, archive: Archive, main: str, body: Element) -> None:
        self.body = body
        self.flow = Flow()
        self.styles = _Styles(archive.xml(_target(archive, main, "styles", "word/styles.xml")))
        self.numbers = _Numbers(archive.xml(_target(archive, main, "numbering", "word/numbering.xml")))
        self.notes = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in children(archive.xml(_target(archive, main, f"{kind}s", f"word/{kind}s.xml")), kind)
            if attribute(note, "type") in (None, "normal")
        }
        self.title = _title(archive)
        self.carried: Runs = []
        self.within = False  # a note
        self.depth = 0  # of the item that was read last, 0 outside a list
        self.indent = 0

    def run(self) -> tuple[str, Layout]:
        self._blocks(self.body)
        if self.carried:
            self.flow.paragraph(self.carried)
        return self.flow.finish(self.title)

    def _blocks(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "sdt":
                gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val") or ""
                if gallery != "Table of Contents" and (content := child(element, "sdtContent")) is not None:
                    self._blocks(content)
            elif name in _AROUND:
                self._blocks(element)
            elif name == "AlternateContent" and (choice := child(element, "Choice")) is not None:
                self._blocks(choice)

    # -- paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element) -> None:
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or self.styles.default)
        read = self._read(element, style)
        self.carried += read.runs
        if not read.joined and not _CONTENTS.match(style.name):
            runs, self.carried = self.carried, []
            self._place(runs, properties, style)
        elif not read.joined:
            self.carried = []
        for note in read.notes:
            self.flow.paragraph(note, continues=self.depth > 0)
        for box in read.boxes:
            self._blocks(box)

    def _place(self, runs: Runs, properties: Element | None, style: _Style) -> None:
        level = style.level
        if (outline := attribute(child(properties, "outlineLvl"), "val")) is not None and level is None:
            level = _number(outline) + 1 if _number(outline) < 9 else None
        number, depth = _numbering(properties) or style.numbering or ("", 0)
        if not number and style.numbering:
            number = style.numbering[0]
        kind = self.numbers.kind(number, depth)
        indent = _indent(properties, style.indent)
        if not any(run.text.strip() for run in runs):
            return
        if level is not None:
            self.flow.heading(runs, level)
            self.depth = 0
        elif kind:
            self.flow.item(runs, depth + 1, number, numbered=kind == "number")
            self.depth, self.indent = depth + 1, indent
        else:
            # What is indented as far as the item, or has its level without a sign, goes on about it.
            continues = self.depth > 0 and (number not in ("", "0") or (indent > 0 and indent >= self.indent))
            self.flow.paragraph(runs, continues=continues)
            self.depth = self.depth if continues else 0

    def _read(self, element: Element, style: _Style) -> _Paragraph:
        """The runs of a paragraph, with the notes it refers to and the text boxes that hang on it."""
        found = _Paragraph()
        mark = child(element, "pPr", "rPr")
        found.joined = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        self._inline(element, style, found, 0)
        return found

    def _inline(self, parent: Element, style: _Style, found: _Paragraph, link: int) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, style, found)
            elif name in _WITHIN:
                self._inline(element, style, found, link)
            elif name == "sdt" and (content := child(element, "sdtContent")) is not None:
                self._inline(content, style, found, link)
            elif name == "AlternateContent" and (choice := child(element, "Choice")) is not None:
                self._inline(choice, style, found, link)
            elif name in ("oMath", "oMathPara"):
                found.runs.append(Run("".join(each.text or "" for each in element.iter() if local(each) == "t")))

    def _run(self, run: Element, style: _Style, found: _Paragraph) -> None:
        look = child(run, "rPr")
        if _on(look, "vanish") or _on(look, "specVanish"):
            return
        named = self.styles.get(attribute(child(look, "rStyle"), "val") or "")
        bold = _on(look, "b") if child(look, "b") is not None else style.bold or named.bold
        size = _half_points(look) or named.size or style.size or self.styles.size
        strong = bold or size > _LARGER * (self.styles.get(self.styles.default).size or self.styles.size)
        for element in run:
            name = local(element)
            if name == "t":
                found.runs.append(Run((element.text or "").replace("\n", " "), strong))
            elif name in _BREAKS:
                found.runs.append(Run(_BREAKS[name], strong))
            elif name in ("footnoteReference", "endnoteReference") and not self.within:
                note = self.notes.get((name.removesuffix("Reference"), attribute(element, "id")))
                if note is not None:
                    self.within = True  # a note refers to no other
                    found.notes += [self._read(each, style).runs for each in children(note, "p")]
                    self.within = False
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                found.boxes += _boxes(element)

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, element: Element) -> None:
        rows = [row for row in _parts(element, "tr") if child(row, "trPr", "del") is None]
        cells = [list(_parts(row, "tc")) for row in rows]
        if max(map(len, cells), default=0) < 2 or any(self._lays_out(cell) for row in cells for cell in row):
            for row in cells:  # a table that only arranges parts of the page
                for cell in row:
                    self._blocks(cell)
            return
        self.depth = 0
        self.flow.table([self._row(row, parts) for row, parts in zip(rows, cells, strict=True)])

    def _lays_out(self, cell: Element) -> bool:
        return any(
            local(part) == "tbl"
            or self.styles.get(attribute(child(part, "pPr", "pStyle"), "val") or "").level is not None
            for part in cell
        )

    def _row(self, row: Element, cells: list[Element]) -> Row:
        result = Row(header=_on(child(row, "trPr"), "tblHeader"))
        column = _number(attribute(child(row, "trPr", "gridBefore"), "val"))
        for cell in cells:
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            hidden = merged is not None and (attribute(merged, "val") or "continue") == "continue"
            if not hidden and child(properties, "cellDel") is None:
                result.entries.append(Entry(column, [runs for part in _parts(cell, "p") for runs in self._cell(part)]))
            column += max(_number(attribute(child(properties, "gridSpan"), "val")), 1)
        return result

    def _cell(self, paragraph: Element) -> Iterator[Runs]:
        style = self.styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or self.styles.default)
        found = self._read(paragraph, style)
        yield found.runs
        yield from found.notes
        for box in found.boxes:
            for part in _parts(box, "p"):
                yield self._read(part, style).runs


def _parts(parent: Element, name: str) -> Iterator[Element]:
    """The elements of a name within a table, row, cell or box, those in content controls and insertions too."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", *_AROUND):
            yield from _parts(element, name)


def _boxes(drawing: Element) -> Iterator[Element]:
    """The contents of text boxes; of two versions of one, the first."""
    for element in drawing:
        if local(element) == "txbxContent":
            yield element
        elif local(element) == "AlternateContent":
            choice = child(element, "Choice")
            yield from _boxes(choice if choice is not None else element)
        elif local(element) != "Fallback":
            yield from _boxes(element)


def _title(archive: Archive) -> str | None:
    core = archive.xml(_target(archive, "", "core-properties", "docProps/core.xml"))
    title = child(core, "title")
    return " ".join((title.text or "").split()) or None if title is not None else None


