"""A register as a workbook (XLSX) to work on: controller, register, sources, open questions, lists.

No text of a statement becomes a formula: every cell is stored as text and marked as such. A hidden sheet keeps the
register as it was written, by which `workbook_reading` tells what people changed since. The same register gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from analyser.register_conflicts import conflicts as found
from analyser.register_model import CellModel, load_form
from analyser.render import sheets as look
from analyser.render.environment import clean
from analyser.vocabulary import TERM_KINDS, load_vocabulary

if TYPE_CHECKING:
    from openpyxl.cell import Cell

    from analyser.render.register import CellView, RowView, View

STORE = "avgtoets"  # the hidden sheet
CHUNK = 30_000  # characters of the stored register in one cell
NAMES = ("controller", "register", "sources", "questions", "lists")
OF_THE_CONTROLLER = ("controller", "contact", "dpo")
_ROWS = 500  # rows that the lists are offered in, so that activities can be added
_YES_NO = ("mandatory.yes", "mandatory.no")
_SOURCES = ("activity", "field", "value", "status", "inferred_from", "confidence", "quote", "line", "section",
            "statement")  # fmt: skip
_QUESTIONS = ("field", "question", "mandatory", "article", "activity", "answer")
_CONFLICTS = ("activity", "field", "conflict", "conflict.register", "conflict.statement", "quote", "line", "statement",
              "note")  # fmt: skip
Record = tuple[str | int, ...]  # what a row of a table shows


def workbook(view: View) -> bytes:
    """The bytes of the XLSX file."""
    book = Workbook()
    book.properties.creator = "avgtoets"
    book.properties.title = clean(view.title)
    sheets = {name: book.create_sheet(view.word(f"sheet.{name}")) for name in NAMES}
    book.remove(book.worksheets[0])
    lists = _lists(sheets["lists"], view)
    _controller(sheets["controller"], view)
    _register(sheets["register"], view, lists)
    _table(sheets["sources"], view, _SOURCES, (28, 24, 32, 16, 28, 12, 70, 8, 34, 30), sources(view))
    _table(sheets["questions"], view, _QUESTIONS, (28, 70, 12, 22, 40, 50), questions(view))
    if not view.questions:
        look.write(sheets["questions"], 2, 2, view.word("open.none"))
    _offer(sheets["questions"], 3, lists["mandatory"])
    if found := list(conflicts(view)):
        add_conflicts(book, view, found)
    book.active = 1
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == sheets["register"].title
        if sheet.title != sheets["lists"].title:
            for row in range(1, sheet.max_row + 1):
                look.height(sheet, row)
        _paged(sheet)
    sheets["register"].page_setup.paperSize = "8"  # A3, two pages wide
    sheets["register"].page_setup.fitToWidth = 2
    sheets["register"].print_title_cols = "B:B"
    store(book, view)
    return look.saved(book)


def _paged(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def store(book: Workbook, view: View) -> None:
    """Keeps the register in the hidden sheet of a workbook."""
    if STORE in book.sheetnames:
        book.remove(book[STORE])
    sheet = book.create_sheet(STORE)
    sheet.sheet_state = "hidden"
    content = view.register.model_dump_json(ensure_ascii=True)
    lines = [
        ("note", view.word("store")),
        ("schema_version", view.register.schema_version),
        ("template", view.template.id),
        ("language", view.language),
        *(("register", content[start : start + CHUNK]) for start in range(0, len(content), CHUNK)),
    ]
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            look.put(sheet.cell(row, column), text)


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
    look.head(sheet, [name for name, _ in columns.values()], [30] * len(columns))
    ranges = {}
    for column, (kind, (_, values)) in enumerate(columns.items(), 1):
        for row, value in enumerate(values, 2):
            look.write(sheet, row, column, value)
        letter = get_column_letter(column)
        ranges[kind] = f"'{sheet.title}'!${letter}$2:${letter}${len(values) + 1}"
    return ranges


def controller_lines(view: View) -> list[tuple[str, tuple[str, ...], str]]:
    """What the first sheet tells of each statement: a name, what it is, and where it stands."""
    lines: list[tuple[str, tuple[str, ...], str]] = []
    for index, statement in enumerate(view.register.statements):
        withdrawn = f"; {view.word('withdrawn')}" if statement.withdrawn else ""
        shown = (view.statement(index),)
        lines.append((view.word("statement"), shown, f"SHA-256 {statement.sha256}{withdrawn}"))
        for field in OF_THE_CONTROLLER:
            cell: CellModel = getattr(statement, field)
            unstated = view.word(f"status.{cell.status}")
            lines.append((view.label(field), view.lines(field, cell), view.source(cell) or unstated))
    return lines


def _controller(sheet: Worksheet, view: View) -> None:
    """Whose register it is, by statement, and how to read the sheets."""
    for letter, width in (("A", 34), ("B", 90), ("C", 78)):
        sheet.column_dimensions[letter].width = width
    look.write(sheet, 1, 1, view.title, bold=True).font = look.font(bold=True, size=14)
    sheet.merge_cells("A1:C1")
    legend = [(view.word("status"), (view.word(f"status.{status}"),), "") for status in ("stated", *look.FILLS)]
    told = controller_lines(view)
    lines = [(view.kind, (view.word("draft"),), ""), *told, *legend,
             (view.word("mandatory"), (view.word("mandatory.note"),), "")]  # fmt: skip
    for row, (name, text, note) in enumerate(lines, 3):
        look.write(sheet, row, 1, name, bold=True)
        cell = look.write(sheet, row, 2, *text)
        look.write(sheet, row, 3, note)
        for status in look.FILLS:
            if text == (view.word(f"status.{status}"),) or (not text and status == "not_stated"):
                look.mark(cell, status)


def _register(sheet: Worksheet, view: View, lists: dict[str, str]) -> None:
    columns = view.template.columns
    names = [view.word("number"), *(view.head(column) for column in columns)]
    dark = [place for place, column in enumerate(columns, 2) if column.mandatory]
    look.head(sheet, names, [12, *(column.width for column in columns)], dark)
    sheet.column_dimensions["A"].hidden = True
    places = {column.field: place for place, column in enumerate(columns, 2)}
    for row, activity in enumerate(view.rows, 2):
        write_row(sheet, row, 1, places, activity, view)
    sheet.freeze_panes = "C2"
    look.filtered(sheet, len(names))
    for place, shown in enumerate(columns, 2):
        _offer(sheet, place, lists.get(shown.field) or lists.get(load_form().fields[shown.field].kind, ""))


def write_row(sheet: Worksheet, row: int, number: int, places: dict[str, int], activity: RowView, view: View) -> None:
    """Writes an activity in an empty row; `places` are the columns of the fields, `number` that of its id."""
    look.write(sheet, row, number, activity.id)
    for cell in activity.cells:
        if cell.field in places:
            target = look.write(sheet, row, places[cell.field], *look.fitting(cell.lines), bold=cell.field == "name")
            show(target, activity, cell, view)


def show(target: Cell, activity: RowView, cell: CellView, view: View) -> None:
    """The status of a cell by fill, type and a note with its sentences."""
    asked = (activity.id, cell.field) in view.asked
    look.mark(target, cell.status if cell.status != "not_stated" or asked else "")
    look.note(target, note_of(cell, view))


def note_of(cell: CellView, view: View) -> str:
    """The note on a cell: its status, where it comes from and the sentences; "" for the statement itself."""
    if cell.field == "statement":
        return ""
    quotes = [f"“{text}” ({view.texts('line', n=line)})" for text, line in cell.quotes]
    left = [f"{view.word('left_out')}: {text}" for text in cell.left_out]
    return "\n".join([f"{cell.word}{': ' if cell.source else ''}{cell.source}", *quotes, *left])


def _offer(sheet: Worksheet, column: int, choices: str) -> None:
    """A drop-down in a column; anything else may be typed, since a cell can hold several values."""
    if choices:
        rule = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{_ROWS}")


def _table(
    sheet: Worksheet, view: View, keys: tuple[str, ...], widths: tuple[int, ...], records: Iterator[Record]
) -> None:
    look.head(sheet, [view.word(key) for key in keys], widths)
    for row, record in enumerate(records, 2):
        write_record(sheet, row, range(1, len(keys) + 1), record)
    look.filtered(sheet, len(keys))


def write_record(sheet: Worksheet, row: int, columns: Iterable[int], record: Record) -> None:
    """Writes a row of a table, numbers as numbers."""
    for column, told in zip(columns, record, strict=True):
        look.write(sheet, row, column, *(told.split("\n") if isinstance(told, str) else ()))
        if isinstance(told, int):
            sheet.cell(row, column).value = told


def sources(view: View) -> Iterator[Record]:
    """A row a passage, for every value of every field, shown in the register or not."""
    for row in view.register.rows:
        for field, cell in row.cells.items():
            for value in cell.values:
                origin = view.form.inferred_from[value.inferred_from] if value.inferred_from else None
                shown = view.value(field, value.model_copy(update={"status": "stated"}))  # its status is a column
                sure = view.word(f"confidence.{value.confidence}") if value.confidence else ""
                for source in value.sources:
                    yield (
                        row.name, view.label(field), shown, view.word(f"status.{value.status}"),
                        getattr(origin, view.language) if origin else "", sure, source.text, source.line,
                        " › ".join(source.section), view.statement(source.statement),
                    )  # fmt: skip


def questions(view: View) -> Iterator[Record]:
    """What the organisation has to tell; mandatory fields first."""
    for question in view.questions:
        needed = view.word(_YES_NO[question.field not in view.mandatory])
        yield (view.label(question.field), question.text[view.language], needed, view.article(question),
               view.names(question), question.answer or "")  # fmt: skip


def conflicts(view: View) -> Iterator[Record]:
    """Where people and statements, or two statements, say different things."""
    for conflict in found(view.register):
        field = conflict.field
        mine, said = (
            "\n".join(view.value(field, value) if field else clean(value.value) for value in values)
            for values in (conflict.register, conflict.statement)
        )
        source = conflict.statement[0].sources[0]
        yield (conflict.name, view.label(field) if field else view.word("activity"),
               view.word(f"conflict.{conflict.kind}"), mine, said, source.text, source.line,
               view.statement(source.statement), "")  # fmt: skip


def add_conflicts(book: Workbook, view: View, records: list[Record]) -> Worksheet:
    """A sheet with these conflicts, after the open questions."""
    place = book.sheetnames.index(view.word("sheet.questions")) + 1 if view.word("sheet.questions") in book else None
    sheet: Worksheet = book.create_sheet(view.word("sheet.conflicts"), place)
    _table(sheet, view, _CONFLICTS, (28, 26, 34, 36, 36, 60, 8, 30, 40), iter(records))
    _paged(sheet)
    return sheet


TABLES = {"sources": (_SOURCES, sources), "questions": (_QUESTIONS, questions), "conflicts": (_CONFLICTS, conflicts)}
