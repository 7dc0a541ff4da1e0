"""A register as a workbook (XLSX) to work on: controller, register, sources, open questions, lists.

No text of a statement becomes a formula: every cell is stored as text and marked as such. The same register gives
the same bytes.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from analyser.register_model import Column, load_form
from analyser.render.environment import clean
from analyser.vocabulary import TERM_KINDS, load_vocabulary

if TYPE_CHECKING:
    from analyser.render.register import CellView, View

_LONGEST = 32_767  # characters in a cell of a workbook
_NOTE = 900  # characters of a note, which is read in a small frame
_ROWS = 500  # rows that the lists are offered in, so that activities can be added
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_THIN = Side(style="thin", color="D0CCC4")
_BORDER = Border(bottom=_THIN, right=_THIN)
_TOP = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", start_color="E4E9EA")
_MANDATORY = PatternFill("solid", start_color="0B5A6B")
_FILLS = {
    "inferred": PatternFill("solid", start_color="FFF6DA"),
    "not_stated": PatternFill("lightUp", start_color="E3A7A1", end_color="FFFFFF"),
}
_LINE = 15.0  # height of a line, in points
_font = partial(Font, name="Calibri", size=11)
_YES_NO = ("mandatory.yes", "mandatory.no")


def workbook(view: View) -> bytes:
    """The bytes of the XLSX file."""
    book = Workbook()
    book.properties.creator = "avgtoets"
    book.properties.title = clean(view.title)
    sheets = {
        name: book.create_sheet(view.word(f"sheet.{name}"))
        for name in ("controller", "register", "sources", "questions", "lists")
    }
    book.remove(book.worksheets[0])
    lists = _lists(sheets["lists"], view)
    _controller(sheets["controller"], view)
    _register(sheets["register"], view, lists)
    _sources(sheets["sources"], view)
    _questions(sheets["questions"], view, lists)
    book.active = 1
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == sheets["register"].title
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = "9"  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        if sheet.title != sheets["lists"].title:
            _heights(sheet)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheets["register"].page_setup.paperSize = "8"  # A3, two pages wide
    sheets["register"].page_setup.fitToWidth = 2
    sheets["register"].print_title_cols = "A:B"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """The file without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """Puts text in a cell, as text whatever it looks like."""
    cell = sheet.cell(row, column)
    cell.value = clean(text)[:_LONGEST]
    if cell.value:
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = None
    cell.alignment, cell.border = _TOP, _BORDER
    cell.font = _font(bold=bold)


def _head(sheet: Worksheet, names: Sequence[str], widths: Sequence[int], mandatory: Iterable[int] = ()) -> None:
    """The first row of a table: frozen, and dark where the column is mandatory."""
    dark = set(mandatory)
    for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        _write(sheet, 1, column, name)
        cell = sheet.cell(1, column)
        cell.fill = _MANDATORY if column in dark else _HEAD
        cell.font = _font(bold=True, color="FFFFFF" if column in dark else "1D2226")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _heights(sheet: Worksheet) -> None:
    """Gives each row the height of its longest cell: not every program fits rows to wrapped text by itself."""
    for row, cells in enumerate(sheet.iter_rows(), 1):
        lines = 1
        for cell in cells:
            width = sheet.column_dimensions[cell.column_letter].width if hasattr(cell, "column_letter") else 100
            lines = max(lines, math.ceil(1.15 * len(str(cell.value or "")) / width))
        sheet.row_dimensions[row].height = min(_LINE * lines + 2, 400)


def _filter(sheet: Worksheet, columns: int) -> None:
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{max(sheet.max_row, 2)}"


def _lists(sheet: Worksheet, view: View) -> dict[str, str]:
    """Writes what can be chosen, a column a kind; the range of each kind."""
    texts, vocabulary = view.texts, load_vocabulary()
    kinds = ("purpose", "data_subject", "data_category", "legal_basis", "recipient", "retention")
    assert set(kinds) <= set(TERM_KINDS)
    columns = {kind: (texts(f"kind.{kind}"), [texts.value(kind, id) for id in vocabulary.kind(kind)]) for kind in kinds}
    sensitive = [t for t in vocabulary.kind("data_category").values() if t.special or t.national_number]
    columns["sensitive"] = (view.label("sensitive"), [getattr(term.label, view.language) for term in sensitive])
    countries = [getattr(label, view.language) for label in load_form().countries.values()]
    columns["transfer"] = (view.label("transfers"), [texts("transfer.none"), *countries])
    guards = ("standard_contractual_clauses", "adequacy_decision", "binding_corporate_rules", "consent")
    columns["safeguard"] = (view.label("safeguards"), [texts(f"safeguard.{name}") for name in guards])
    decisions = [texts(f"automated_decision.{name}") for name in ("none", "stated")]
    columns["automated_decision"] = (view.label("automated_decisions"), decisions)
    columns["mandatory"] = (view.word("mandatory"), [view.word(key) for key in _YES_NO])
    _head(sheet, [name for name, _ in columns.values()], [30] * len(columns))
    ranges = {}
    for column, (kind, (_, values)) in enumerate(columns.items(), 1):
        for row, value in enumerate(values, 2):
            _write(sheet, row, column, value)
        letter = get_column_letter(column)
        ranges[kind] = f"'{sheet.title}'!${letter}$2:${letter}${len(values) + 1}"
    return ranges


def _controller(sheet: Worksheet, view: View) -> None:
    """Whose register it is, by statement, and how to read the sheets."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    sheet.column_dimensions["C"].width = 78
    lines: list[tuple[str, str, str]] = [(view.kind, view.word("draft"), "")]
    for index, statement in enumerate(view.register.statements):
        lines.append((view.word("statement"), view.statement(index), f"SHA-256 {statement.sha256}"))
        for field, cell in (
            ("controller", statement.controller),
            ("contact", statement.contact),
            ("dpo", statement.dpo),
        ):
            text = "; ".join(view.value(field, value) for value in cell.values)
            lines.append((view.label(field), text, view.source(cell) or view.word("status.not_stated")))
    for status in ("stated", "inferred", "not_stated"):
        lines.append((view.word("status"), view.word(f"status.{status}"), ""))
    lines.append((view.word("mandatory"), view.word("mandatory.note"), ""))
    _write(sheet, 1, 1, view.title, bold=True)
    sheet.cell(1, 1).font = Font(name="Calibri", bold=True, size=14)
    sheet.merge_cells("A1:C1")
    for row, (name, text, note) in enumerate(lines, 3):
        _write(sheet, row, 1, name, bold=True)
        _write(sheet, row, 2, text)
        _write(sheet, row, 3, note)
        unstated = view.word("status.not_stated")
        for status, fill in _FILLS.items():
            if text == view.word(f"status.{status}") or (not text and note == unstated and status == "not_stated"):
                sheet.cell(row, 2).fill = fill


def _register(sheet: Worksheet, view: View, lists: dict[str, str]) -> None:
    columns = view.template.columns
    names = [view.word("number"), *(view.head(column) for column in columns)]
    dark = [place for place, column in enumerate(columns, 2) if column.mandatory]
    _head(sheet, names, [7, *(column.width for column in columns)], dark)
    for row, activity in enumerate(view.rows, 2):
        _write(sheet, row, 1, activity.id)
        for column, cell in enumerate(activity.cells, 2):
            _write(sheet, row, column, cell.text, bold=cell.field == "name")
            _mark(sheet, row, column, cell, view, (activity.id, cell.field) in view.asked)
    sheet.freeze_panes = "C2"
    _filter(sheet, len(names))
    for place, shown in enumerate(columns, 2):
        _offer(sheet, place, _list_of(shown, lists))


def _list_of(column: Column, lists: dict[str, str]) -> str:
    return lists.get(column.field) or lists.get(load_form().fields[column.field].kind, "")


def _mark(sheet: Worksheet, row: int, column: int, cell: CellView, view: View, asked: bool) -> None:
    """The status of a cell by fill, type and a note with its sentences."""
    target = sheet.cell(row, column)
    if cell.status == "inferred" or asked:
        target.fill = _FILLS[cell.status]
    if cell.status == "inferred":
        target.font = _font(italic=True, bold=cell.field == "name")
    if cell.field == "statement":
        return
    quotes = [f"“{text}” ({view.texts('line', n=line)})" for text, line in cell.quotes]
    told = "\n".join([f"{cell.word}{': ' if cell.source else ''}{cell.source}", *quotes])
    note = Comment(told if len(told) <= _NOTE else told[: _NOTE - 1] + "…", "avgtoets")
    note.width, note.height = 380, min(60 + 18 * (len(note.text) // 55), 320)
    target.comment = note


def _offer(sheet: Worksheet, column: int, choices: str) -> None:
    """A drop-down in a column; anything else may be typed, since a cell can hold several values."""
    if choices:
        rule = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{_ROWS}")


def _sources(sheet: Worksheet, view: View) -> None:
    """A row a passage, for every value of every field, shown in the register or not."""
    word = view.word
    keys = ("number", "activity", "field", "value", "status", "inferred_from", "confidence", "quote", "line",
            "section", "statement")  # fmt: skip
    _head(sheet, [word(key) for key in keys], [7, 28, 24, 32, 12, 28, 12, 70, 8, 34, 30])
    line = 1
    for row in view.register.rows:
        for field, cell in row.cells.items():
            for value in cell.values:
                origin = view.form.inferred_from[value.inferred_from] if value.inferred_from else None
                for source in value.sources:
                    line += 1
                    told = (
                        row.id, row.name, view.label(field), view.value(field, value), word(f"status.{value.status}"),
                        getattr(origin, view.language) if origin else "", word(f"confidence.{value.confidence}"),
                        source.text, "", " › ".join(source.section), view.statement(source.statement),
                    )  # fmt: skip
                    for column, text in enumerate(told, 1):
                        _write(sheet, line, column, text)
                    sheet.cell(line, 9).value = source.line
    _filter(sheet, len(keys))


def _questions(sheet: Worksheet, view: View, lists: dict[str, str]) -> None:
    """What the organisation has to tell; mandatory fields first."""
    word = view.word
    keys = ("field", "question", "mandatory", "article", "activity", "answer")
    _head(sheet, [word(key) for key in keys], [28, 70, 12, 22, 40, 50])
    for row, question in enumerate(view.questions, 2):
        needed = word(_YES_NO[question.field not in view.mandatory])
        told = (view.label(question.field), question.text[view.language], needed, view.article(question),
                view.names(question), "")  # fmt: skip
        for column, text in enumerate(told, 1):
            _write(sheet, row, column, text)
    if not view.questions:
        _write(sheet, 2, 2, word("open.none"))
    _filter(sheet, len(keys))
    _offer(sheet, 3, lists["mandatory"])
