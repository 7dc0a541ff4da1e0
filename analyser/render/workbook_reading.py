"""Reading a workbook back after people worked in it.

The hidden sheet holds the register as it was written. What a cell shows otherwise is what people made of it: words that
are not among those that were written are values that they entered; values that are no longer shown are left out.
Columns are known by their headings, rows by the hidden column of ids or else by their names, so both may be moved,
sorted, added and deleted.
"""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from analyser.register_merging import row_id
from analyser.register_model import (
    TEMPLATES,
    CellModel,
    QuestionModel,
    RegisterModel,
    RowModel,
    StatementModel,
    ValueModel,
    load_form,
    load_template,
)
from analyser.register_update import asked
from analyser.render import workbook as written
from analyser.render.environment import clean
from analyser.render.register import View
from analyser.render.register_reading import Opened, RegisterFileError, this_version, validated
from analyser.render.register_words import entered
from analyser.render.sheets import fitting, lines_of
from analyser.types import Language

_UNPACKED = 100_000_000  # bytes of a workbook's parts together
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old Excel file, or one that is encrypted
_MOST_ROWS = 20_000  # of a sheet; a large register has some hundreds
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"mimetypeapplication/vnd.oasis.opendocument"
_NOT_CARRIED = {  # what a workbook can hold and openpyxl does not write back, by the folder of its parts
    "xl/slicers/": "slicers", "xl/ctrlProps/": "form controls", "xl/threadedComments/": "threads of comments",
    "xl/pivotTables/": "pivot tables", "xl/diagrams/": "diagrams", "xl/activeX/": "controls", "xl/vbaProject": "macros",
    "xl/embeddings/": "embedded files", "xl/charts/": "charts", "xl/media/": "pictures",
}  # fmt: skip


@dataclass(frozen=True)
class Sheets:
    """A workbook as it was found: `book` with its formulas, the register that it was written from, where things are."""

    book: Workbook
    written: RegisterModel
    template: str
    language: Language
    sheet: str  # the title of the register's own sheet
    columns: Mapping[str, int]  # of each field that is shown, from 1
    number: int  # the column of the ids, 0 when it is gone
    rows: Mapping[str, int] = field(default_factory=dict)  # of each activity, from 2
    lost: tuple[str, ...] = ()  # what writing it back would lose


def read_workbook(path: Path, data: bytes) -> Opened:
    """The register of a workbook; raises RegisterFileError without the name of the file."""
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        raise RegisterFileError(
            "is protected with a password: take that off and save it again" if locked
            else "is in the old Excel format: save it as .xlsx"
        )  # fmt: skip
    if _ODS in data[:200]:
        raise RegisterFileError("is an OpenDocument file under another name: save it as .xlsx")
    lost = _checked(data)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            book = load_workbook(io.BytesIO(data), rich_text=True)
            shown = load_workbook(io.BytesIO(data), data_only=True)
        except Exception as error:  # openpyxl raises whatever its parts stumble over
            raise RegisterFileError(f"is damaged, or no workbook ({type(error).__name__})") from error
    lost |= {"conditional formats or lists of a newer kind" for each in told if "will be removed" in str(each.message)}
    if written.STORE not in book.sheetnames:
        raise RegisterFileError(
            f"is no register of avgtoets: the hidden sheet {written.STORE!r} is missing; draft one with "
            "avgtoets register"
        )
    if far := next((sheet.title for sheet in book.worksheets if sheet.max_row > _MOST_ROWS), None):
        raise RegisterFileError(f"has more than {_MOST_ROWS:,} rows on the sheet {far!r}: delete those that are empty")
    known, meta = _stored(shown[written.STORE])
    sheets, notes = _find(book, shown, known, meta, tuple(sorted(lost)))
    register, rows = _as_shown(shown, sheets)
    return Opened(path, register, replace(sheets, rows=rows), tuple(notes))


def _checked(data: bytes) -> set[str]:
    """What the workbook holds that would be lost; raises RegisterFileError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
    except Exception as error:  # zipfile raises whatever it stumbles over
        raise RegisterFileError("is damaged, or no workbook") from error
    if sum(part.file_size for part in parts) > _UNPACKED:
        raise RegisterFileError("unpacks to more than a register can hold")
    return {what for start, what in _NOT_CARRIED.items() if any(part.filename.startswith(start) for part in parts)}


def _stored(sheet: Worksheet) -> tuple[RegisterModel, dict[str, str]]:
    """The register as it was written, and its template and language."""
    meta: dict[str, str] = {}
    content: list[str] = []
    for key, text, *_ in sheet.iter_rows(max_col=2, values_only=True):
        if key == "register":
            content.append(str(text or ""))
        elif key:
            meta[str(key)] = str(text or "")
    this_version(meta.get("schema_version", "?"))
    if meta.get("template") not in TEMPLATES or meta.get("language") not in ("nl", "en"):
        raise RegisterFileError(f"is damaged: the hidden sheet {written.STORE!r} was changed")
    try:
        return validated(json.loads("".join(content))), meta
    except ValueError as error:
        raise RegisterFileError(f"is damaged: the hidden sheet {written.STORE!r} was changed") from error


def _find(
    book: Workbook, shown: Workbook, known: RegisterModel, meta: Mapping[str, str], lost: tuple[str, ...]
) -> tuple[Sheets, list[str]]:
    """Where the register's rows and columns are."""
    form, language = load_form(), cast(Language, meta["language"])
    fields: dict[str, str] = {}
    for name, info in form.fields.items():
        fields |= dict.fromkeys((info.label.nl, info.label.en), name)
    titles = {form.words["sheet.register"].nl, form.words["sheet.register"].en}
    best: tuple[int, str, dict[str, int], int] = (0, "", {}, 0)
    for sheet in shown.worksheets:
        columns: dict[str, int] = {}
        number = 0
        for column, cell in enumerate(next(sheet.iter_rows(max_row=1, values_only=True), ()), 1):
            head = clean(cell or "").removesuffix("*").strip()
            if head in fields:
                columns.setdefault(fields[head], column)
            elif head in (form.words["number"].nl, form.words["number"].en):
                number = number or column
        if "name" in columns:
            best = max(best, (len(columns) + (sheet.title in titles), sheet.title, columns, number), key=lambda b: b[0])
    _, title, columns, number = best
    if not columns:
        raise RegisterFileError(
            f"is no register: no sheet has the column {form.fields['name'].label.nl!r} in its first row"
        )
    template = load_template(meta["template"])
    notes = [
        f"no column is headed {getattr(form.fields[column.field].label, language)!r}: what it held is kept"
        for column in template.columns
        if column.field not in columns
    ]
    return Sheets(book, known, meta["template"], language, title, columns, number, lost=lost), notes


def _as_shown(shown: Workbook, sheets: Sheets) -> tuple[RegisterModel, dict[str, int]]:
    """The register with what people made of it, and the row of each activity."""
    view = View(sheets.written, load_template(sheets.template), sheets.language)
    statements = _controllers(shown, view)
    sheet = shown[sheets.sheet]
    stored = {row.id: row for row in sheets.written.rows}
    joined = {
        (line, column): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for line in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }

    def text(line: int, column: int) -> str:
        return _text(joined.get((line, column), sheet.cell(line, column).value))

    lines = {
        line: {name: text(line, column) for name, column in sheets.columns.items()}
        for line in range(2, sheet.max_row + 1)
    }
    lines = {line: cells for line, cells in lines.items() if any(cells[name] for name in cells if name != "statement")}
    ids: dict[int, str] = {}
    for line in lines:
        found = text(line, sheets.number) if sheets.number else ""
        if found in stored and found not in ids.values():
            ids[line] = found
    names: dict[str, str] = {}
    for row in sheets.written.rows:
        if row.id not in ids.values():
            names.setdefault("\n".join(view.lines("name", row.cells["name"])), row.id)
    for line, cells in lines.items():
        if line not in ids and (id := names.pop(cells["name"], "")):
            ids[line] = id
    rows: list[RowModel] = []
    taken = {*stored, *(row.id for row in sheets.written.left_out)}
    places: dict[str, int] = {}
    for line, cells in lines.items():
        row = _row(stored.get(ids.get(line, "")), cells, view)
        if line not in ids:
            row = row.model_copy(update={"id": row_id(row, taken)})
            taken.add(row.id)
        else:
            row = _shared(row, statements, sheets.written)
        places[row.id] = line
        rows.append(row)
    gone = [row for row in sheets.written.rows if row.id not in places and row.statements]
    register = sheets.written.model_copy(
        update={
            "statements": statements,
            "rows": rows,
            "left_out": [*sheets.written.left_out, *gone],
            "questions": asked(rows, _answered(shown, view)),
        }
    )
    return register, places


def _text(value: object) -> str:
    """What a cell shows, its lines cleaned."""
    if value is None:
        return ""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "\n".join(lines_of(value))


def _row(stored: RowModel | None, cells: Mapping[str, str], view: View) -> RowModel:
    names = [name for name in load_form().fields if name != "statement"]
    before = stored.cells if stored else {name: CellModel.of(()) for name in names}
    made = {
        name: read_cell(name, before[name], cells[name], view) if name in cells else before[name] for name in names
    }
    return RowModel(id=stored.id if stored else "", statements=stored.statements if stored else [], cells=made)


def read_cell(field: str, stored: CellModel, shown: str, view: View) -> CellModel:
    """What people made of a cell: the values that it shows, by line, and what they left out of those it had."""
    lines = shown.split("\n") if shown else []
    words = [clean(line) for line in view.lines(field, stored)]
    room = len(fitting(words))
    if lines == words[:room]:
        return stored
    here = list(zip(words[:room], stored.values, strict=False))
    found: dict[str, ValueModel] = {}
    for line in lines:
        same = next((entry for entry in here if entry[0] == line), None)
        if same:
            here.remove(same)
            found.setdefault(same[1].value, same[1])
            continue
        for value in entered(field, line):
            told = (v for v in (*stored.values, *stored.left_out) if v.value == value.value and v.status != "lapsed")
            found.setdefault(value.value, next(told, value))
    values = [*found.values(), *(value for value in stored.values[room:] if value.value not in found)]
    left = [value for _, value in here if value.status in ("stated", "inferred")]
    left_out = [value for value in (*stored.left_out, *left) if value.value not in found]
    return CellModel.of(values, left_out)


def _controllers(shown: Workbook, view: View) -> list[StatementModel]:
    """The statements with what people wrote on the first sheet about the organisation."""
    title = view.word("sheet.controller")
    sheet = shown[title] if title in shown.sheetnames else None
    told = list(sheet.iter_rows(max_col=2, values_only=True)) if sheet else []
    starts = [index for index, line in enumerate(told) if line[0] == view.word("statement")]
    result = []
    for statement, start in zip(view.register.statements, starts, strict=False):
        lines = told[start + 1 : start + 1 + len(written.OF_THE_CONTROLLER)]
        updates: dict[str, Any] = {}
        for name, line in zip(written.OF_THE_CONTROLLER, lines, strict=False):
            if line[0] == view.label(name):
                updates[name] = read_cell(name, getattr(statement, name), _text(line[1]), view)
        result.append(statement.model_copy(update=updates))
    return [*result, *view.register.statements[len(result) :]]


def _shared(row: RowModel, statements: list[StatementModel], stored: RegisterModel) -> RowModel:
    """The row with what people wrote on the first sheet, in the cells that they did not touch themselves."""
    before = next(known for known in stored.rows if known.id == row.id)
    cells = dict(row.cells)
    for name in written.OF_THE_CONTROLLER:
        of = [(getattr(statements[i], name), getattr(stored.statements[i], name)) for i in row.statements]
        if cells[name] == before.cells[name] and any(now != was for now, was in of):
            values = {value.value: value for now, _ in of for value in now.values}
            left = {value.value: value for now, _ in of for value in now.left_out if value.value not in values}
            cells[name] = CellModel.of(list(values.values()), list(left.values()))
    return row.model_copy(update={"cells": cells})


def _answered(shown: Workbook, view: View) -> list[QuestionModel]:
    """The questions as they were written, with what people wrote beside them."""
    title = view.word("sheet.questions")
    if title not in shown.sheetnames:
        return view.register.questions
    head, *lines = list(shown[title].iter_rows(values_only=True)) or [()]
    heads = [clean(name or "") for name in head]
    try:
        question, answer = heads.index(view.word("question")), heads.index(view.word("answer"))
    except ValueError:
        return view.register.questions
    answers: dict[str, list[str]] = {}
    for line in lines:
        answers.setdefault(clean(line[question] or ""), []).append(_text(line[answer]))
    result = []
    for known in view.register.questions:
        given = answers.get(clean(known.text[view.language]))
        result.append(known.model_copy(update={"answer": (given.pop(0) or None) if given else known.answer}))
    return result
