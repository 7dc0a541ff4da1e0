"""An updated register in the workbook that people work in: only what changed is written, the rest stays as it is.

Their formatting, columns, sheets, notes and order stay. What lapsed is marked where it stands; rows of the tables of
sources, questions and conflicts that no longer hold are struck through.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analyser.register_model import RegisterModel, load_template
from analyser.render import sheets as look
from analyser.render import workbook as written
from analyser.render.environment import clean
from analyser.render.register import RowView, View
from analyser.render.workbook_reading import Sheets

# What a row of a table is known by; the rest of it can change.
_KEYS = {
    "sources": ("activity", "field", "value", "quote"),
    "questions": ("field",),
    "conflicts": ("activity", "field", "conflict", "conflict.register", "conflict.statement"),
}
_PEOPLE = ("answer", "note")  # columns that are theirs


def updated(sheets: Sheets, register: RegisterModel) -> bytes:
    """The file of the workbook with this register in it."""
    book = sheets.book
    template = load_template(sheets.template)
    before, view = View(sheets.written, template, sheets.language), View(register, template, sheets.language)
    modified = book.properties.modified
    _register(book[sheets.sheet], sheets, before, view)
    if view.word("sheet.controller") in book.sheetnames:
        _controller(book[view.word("sheet.controller")], before, view)
    for name, (keys, records) in written.TABLES.items():
        title = view.word(f"sheet.{name}")
        found = list(records(view))
        if title in book.sheetnames:
            _sync(book[title], view, name, keys, found)
        elif name == "conflicts" and found:
            sheet = written.add_conflicts(book, view, found)
            for row in range(1, sheet.max_row + 1):
                look.height(sheet, row)
    written.store(book, view)
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.comment:
                    look.framed(cell.comment)
    return look.saved(book, modified.strftime("%Y-%m-%dT%H:%M:%SZ") if modified else "")


def _register(sheet: Worksheet, sheets: Sheets, before: View, view: View) -> None:
    notes = {_shown(look.cut(written.note_of(cell, before))) for row in before.rows for cell in row.cells}
    places = dict(sheets.columns)
    number = sheets.number or sheet.max_column + 1
    if not sheets.number:
        look.write(sheet, 1, number, view.word("number"))
        sheet.column_dimensions[get_column_letter(number)].hidden = True
    last = max((2, *sheets.rows.values())) if sheets.rows else 1
    for row in view.rows:
        line = sheets.rows.get(row.id)
        if line is None:
            last += 1
            written.write_row(sheet, last, number, places, row, view)
            look.height(sheet, last)
            continue
        if sheet.cell(line, number).value != row.id:
            look.put(sheet.cell(line, number), row.id)
        if _refresh(sheet, line, places, row, notes, view):
            look.height(sheet, line)
    if sheet.auto_filter.ref:
        start, _, end = sheet.auto_filter.ref.partition(":")
        column = "".join(char for char in end if char.isalpha()) or get_column_letter(sheet.max_column)
        sheet.auto_filter.ref = f"{start}:{column}{max(last, 2)}"


def _refresh(
    sheet: Worksheet, line: int, places: dict[str, int], row: RowView, notes: set[tuple[str, ...]], view: View
) -> bool:
    """Writes the cells of a row that differ, whether any did; of the notes only those that were written before."""
    changed = False
    for cell in row.cells:
        if cell.field not in places:
            continue
        target: Any = sheet.cell(line, places[cell.field])
        if isinstance(target, MergedCell) or target.data_type == "f":
            continue  # people let the cell follow another one
        if not target.has_style:
            look.plain(target)  # a row that people added
        words = look.fitting(list(filter(None, map(clean, cell.lines))))
        if look.lines_of(target.value if target.value is not None else "") != words:
            look.put(target, *words)
            changed = True
        asked = (row.id, cell.field) in view.asked
        look.mark(target, cell.status if cell.status != "not_stated" or asked else "")
        if not target.comment or _shown(target.comment.text) in notes:
            look.note(target, written.note_of(cell, view))
    return changed


def _shown(note: str) -> tuple[str, ...]:
    return tuple(look.lines_of(note))


def _controller(sheet: Worksheet, before: View, view: View) -> None:
    """Writes the lines on the statements; those of further statements go below all others."""
    starts = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == view.word("statement")]
    size = 1 + len(written.OF_THE_CONTROLLER)
    lines = written.controller_lines(view)
    for index in range(len(view.register.statements)):
        new = index >= len(starts)
        start = sheet.max_row + 1 if new else starts[index]
        for offset, (name, text, note) in enumerate(lines[index * size : (index + 1) * size]):
            row = start + offset
            if new:
                look.write(sheet, row, 1, name, bold=True)
                look.write(sheet, row, 2, *text)
                look.write(sheet, row, 3, note)
            elif sheet.cell(row, 1).value == name:
                for column, words in ((2, list(text)), (3, [note])):
                    if look.lines_of(sheet.cell(row, column).value or "") != [clean(w) for w in words if clean(w)]:
                        look.put(sheet.cell(row, column), *map(clean, words))
            look.height(sheet, row)


def _sync(sheet: Worksheet, view: View, name: str, keys: tuple[str, ...], records: list[written.Record]) -> None:
    """Brings a table up to date: new rows go below, those that no longer hold are struck through."""
    heads = {clean(cell.value or ""): column for column, cell in enumerate(sheet[1], 1)}
    columns = {key: heads[view.word(key)] for key in keys if view.word(key) in heads}
    if len(columns) < len(keys):
        return  # people made a table of their own of it
    known: dict[tuple[str, ...], list[int]] = {}
    for row in range(2, sheet.max_row + 1):
        key = tuple(_flat(sheet.cell(row, columns[each]).value) for each in _KEYS[name])
        if any(key):
            known.setdefault(key, []).append(row)
    places = [keys.index(each) for each in _KEYS[name]]
    for record in records:
        same = known.get(tuple(_flat(record[place]) for place in places))
        if same:
            row = same.pop(0)
            _renew(sheet, row, columns, record)
        else:
            row = sheet.max_row + 1
            written.write_record(sheet, row, columns.values(), record)
        look.height(sheet, row)
    for row in (row for rows in known.values() for row in rows):
        _struck(sheet, row, columns.values(), gone=True)
    look.filtered(sheet, sheet.max_column)


def _renew(sheet: Worksheet, row: int, columns: dict[str, int], record: written.Record) -> None:
    for (key, column), told in zip(columns.items(), record, strict=True):
        cell: Any = sheet.cell(row, column)
        if key in _PEOPLE:
            continue
        if isinstance(told, int):
            if cell.value != told:
                cell.value = told
        elif _flat(cell.value) != _flat(told):
            look.put(cell, *filter(None, map(clean, told.split("\n"))))
    _struck(sheet, row, columns.values(), gone=False)


def _struck(sheet: Worksheet, row: int, columns: Iterable[int], *, gone: bool) -> None:
    for column in columns:
        look.strike(sheet.cell(row, column), gone)


def _flat(value: object) -> str:
    """What a cell holds, in one line and as far as a cell can hold it."""
    return clean("\n".join(look.fitting([clean(value if value is not None else "")])))
