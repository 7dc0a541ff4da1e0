"""How the sheets of a workbook look, and how text gets into their cells: as text, whatever it looks like."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analyser.render.environment import clean

_LONGEST = 32_767  # characters in a cell of a workbook
_NOTE = 900  # characters of a note, which is read in a small frame
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_CARRIAGE = re.compile(r"_x000D_(?=\n|$)")  # how Excel writes a carriage return within a cell
_THIN = Side(style="thin", color="D0CCC4")
_BORDER = Border(bottom=_THIN, right=_THIN)
_TOP = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", start_color="E4E9EA")
_MANDATORY = PatternFill("solid", start_color="0B5A6B")
FILLS = {
    "inferred": PatternFill("solid", start_color="FFF6DA"),
    "entered": PatternFill("solid", start_color="E3F0E6"),
    "lapsed": PatternFill("solid", start_color="E3E1DD"),
    "not_stated": PatternFill("lightUp", start_color="E3A7A1", end_color="FFFFFF"),
}
_NONE = PatternFill()
_LINE = 15.0  # height of a line, in points
_TALLEST = 400.0
font = partial(Font, name="Calibri", size=11)


def fitting(lines: Iterable[str]) -> list[str]:
    """The lines that fit in one cell; the first of them is cut where even that is too long."""
    kept: list[str] = []
    room = _LONGEST
    for line in lines:
        if len(line) > room:
            break
        kept.append(line)
        room -= len(line) + 1
    return kept


def lines_of(value: object) -> list[str]:
    """What a cell shows, line by line, without empty ones."""
    text = _CARRIAGE.sub("", str(value))
    return [line for part in re.split(r"[\r\n\v\f\x85\u2028\u2029]", text) if (line := clean(part))]


def put(cell: Any, *lines: str) -> None:
    """Puts text in a cell and leaves the rest of it as it is; no text empties it."""
    cell.value = "\n".join(lines)[:_LONGEST] or None
    if cell.value:
        cell.data_type = "s"  # without this, text that begins with "=" would be a formula
        cell.quotePrefix = True


def write(sheet: Worksheet, row: int, column: int, *lines: str, bold: bool = False) -> Cell:
    """Puts text in a cell of a new table."""
    cell: Any = sheet.cell(row, column)
    put(cell, *filter(None, map(clean, lines)))
    plain(cell)
    cell.font = font(bold=bold)
    return cell  # type: ignore[no-any-return]


def plain(cell: Any) -> None:
    """Gives a cell the look of a table."""
    cell.alignment, cell.border, cell.font = _TOP, _BORDER, font()


def head(sheet: Worksheet, names: Sequence[str], widths: Sequence[int], mandatory: Iterable[int] = ()) -> None:
    """The first row of a table: frozen, and dark where the column is mandatory."""
    dark = set(mandatory)
    for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        cell = write(sheet, 1, column, name)
        cell.fill = _MANDATORY if column in dark else _HEAD
        cell.font = font(bold=True, color="FFFFFF" if column in dark else "1D2226")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def filtered(sheet: Worksheet, columns: int) -> None:
    """Offers to filter the table."""
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{max(sheet.max_row, 2)}"


def height(sheet: Worksheet, row: int) -> None:
    """Gives a row the height of its longest cell: not every program fits rows to wrapped text by itself."""
    lines = 1
    for cell in sheet[row]:
        width = sheet.column_dimensions[cell.column_letter].width if hasattr(cell, "column_letter") else 100
        shown = str(cell.value or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(1.15 * len(line) / width)) for line in shown))
    sheet.row_dimensions[row].height = min(max(_LINE * lines + 2, sheet.row_dimensions[row].height or 0), _TALLEST)


def cut(text: str) -> str:
    """As much of a text as a note shows."""
    return text if len(text) <= _NOTE else text[: _NOTE - 1] + "…"


def note(cell: Any, text: str) -> None:
    """A note on a cell in a frame that it fits in; none without text."""
    cell.comment = Comment(cut(text), "avgtoets") if text else None
    if cell.comment:
        framed(cell.comment)


def framed(comment: Comment) -> None:
    """Gives a note its size, which is lost when a workbook is read."""
    comment.width, comment.height = 380, min(60 + 18 * (len(comment.text) // 55), 320)


def mark(cell: Any, status: str) -> None:
    """Shows the status of a cell by its fill and type; a colour that people gave it stays."""
    ours = {fill.start_color.rgb for fill in FILLS.values()}
    if not cell.fill.patternType or cell.fill.start_color.rgb in ours:
        cell.fill = copy(FILLS.get(status, _NONE))
        cell.font = _changed(cell.font, italic=status == "inferred")


def strike(cell: Any, gone: bool) -> None:
    """Strikes a cell through, or no longer."""
    if bool(cell.font.strike) != gone:
        cell.font = _changed(cell.font, strike=gone)


def _changed(of: Font, **changes: bool) -> Font:
    changed = copy(of)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def saved(book: Workbook, modified: str = "") -> bytes:
    """The file of a workbook, without the moment at which it was made; `modified` (ISO 8601) is kept when given."""
    out = io.BytesIO()
    book.save(out)
    pattern, stamp = (_MODIFIED, modified.encode()) if modified else (_STAMP, b"1980-01-01T00:00:00Z")
    made = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = pattern.sub(rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return made.getvalue()
