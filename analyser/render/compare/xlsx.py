"""A comparison as a workbook to work in: matrix, evidence, scores, who meets what, periods, values, outliers.

No text of a statement becomes a formula: every text is stored as such (`analyser.render.sheets`). Colours follow what a
cell says, so that they stay right when people sort, or change a verdict. The same comparison gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from analyser.compare.model import ALL, ComparisonModel
from analyser.render.compare.view import REST, View
from analyser.render.environment import clean
from analyser.render.sheets import filtered, font, head, note, put, saved
from analyser.types import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SHADES = {  # as in reports/compare.css
    "met": ("A3C9E6", "14202A"), "partial": ("F7D3A3", "14202A"), "missing": ("B0400E", "FFFFFF"),
    "violated": ("EA8D45", "14202A"), "could": ("F7D3A3", "14202A"), "clear": ("E9F0F5", "3C4A55"),
    "not_applicable": ("F3F2EF", "5A5F63"), "not_checked": ("F3F2EF", "5A5F63"),
}  # fmt: skip
_QUOTES = 3  # in a note, which is read in a small frame; the sheet of evidence has all
_PLAIN, _STRONG, _CENTRED, _MENTION = "avgtoets", "avgtoets strong", "avgtoets centred", "avgtoets mention"
_TURNED = Alignment(text_rotation=90, wrap_text=True, vertical="bottom")
_MIDDLE = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
_TOP = Alignment(wrap_text=True, vertical="top")
_THIN = Side(style="thin", color="D0CCC4")
_BORDER = Border(bottom=_THIN, right=_THIN)
_LINE, _TALLEST = 15.0, 400.0  # heights of a line and of the highest row, in points
_Widths = Sequence[float]


def render(comparison: ComparisonModel, language: Language) -> bytes:
    """The bytes of the XLSX file."""
    view, book = View(comparison, language), Workbook()
    book.properties.creator = "avgtoets"
    book.properties.title = view.title
    book.remove(book.worksheets[0])
    mentioned = PatternFill("solid", start_color=_SHADES["met"][0])
    for style in (  # named, since to give each of very many cells its looks one by one takes minutes
        NamedStyle(_PLAIN, font=font(), alignment=_TOP, border=_BORDER),
        NamedStyle(_STRONG, font=font(bold=True), alignment=_TOP, border=_BORDER),
        NamedStyle(_CENTRED, font=font(), alignment=_MIDDLE, border=_BORDER),
        NamedStyle(_MENTION, font=font(), alignment=_MIDDLE, border=_BORDER, fill=mentioned),
    ):
        book.add_named_style(style)
    made = (
        ("matrix", _matrix), ("evidence", _evidence), ("scores", _scores), ("shares", _shares),
        ("retention", _retention), ("inventory", _inventory), ("outliers", _outliers),
        ("organisations", _organisations), ("about", _about),
    )  # fmt: skip
    for name, fill in made:
        sheet = book.create_sheet(view.w(f"sheet.{name}"))
        fill(sheet, view)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = "9"  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(book)


def _show(sheet: Worksheet, row: int, column: int, value: str | float | None, style: str = _PLAIN) -> Any:
    """Puts a text or a number in a cell."""
    cell: Any = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, str):
        put(cell, clean(value))
    else:
        cell.value = value
    return cell


def _tall(sheet: Worksheet, row: int, values: Sequence[object], widths: _Widths) -> None:
    """Gives a row the height of its longest cell: not every program fits rows to wrapped text by itself."""
    lines = max(math.ceil(1.15 * len(str(value)) / width) for value, width in zip(values, widths, strict=False))
    sheet.row_dimensions[row].height = min(_LINE * max(lines, 1) + 2, _TALLEST)


def _table(sheet: Worksheet, names: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]) -> None:
    """A table of texts and numbers."""
    head(sheet, names, widths)
    _tall(sheet, 1, names, widths)
    for place, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            _show(sheet, place, column, value)
        _tall(sheet, place, values, widths)
    filtered(sheet, len(names))


def _matrix(sheet: Worksheet, view: View) -> None:
    """A row a requirement and a column an organisation; a note holds the message and the first passages."""
    w, fixed = view.w, 5
    names = [w("part"), w("requirement"), w("article"), w("severity"), w("share")]
    widths = [24, 36, 26, 11, 10]
    head(sheet, [*names, *view.names.values()], [*widths, *([13] * len(view.names))])
    silent = (*REST, "clear", *(("met",) if view.many else ()))
    place = 1
    for part in view.parts:
        for row in part.requirements:
            place += 1
            severity = view.t(f"severity.{row.severity}")
            about = (part.title, w.title(row), w.citation(row), severity)
            for column, text in enumerate(about, 1):
                _show(sheet, place, column, text, _STRONG if column == 2 else _PLAIN)
            _show(sheet, place, fixed, row.shares[0].share).number_format = "0%"
            _tall(sheet, place, about, widths)
            for column, cell in enumerate(row.cells, fixed + 1):
                shown = _show(sheet, place, column, w.verdict(cell.status, row.role), _CENTRED)
                quotes = [f"“{clean(q.text)}” ({view.w.place(q)})" for q in cell.quotes[:_QUOTES]]
                if cell.status not in silent:
                    note(shown, "\n".join(filter(None, [clean(cell.message), *quotes])))
    last = get_column_letter(fixed + len(view.names))
    for column in range(fixed + 1, fixed + len(view.names) + 1):
        sheet.cell(1, column).alignment = _TURNED
    sheet.row_dimensions[1].height = 150
    for status, (fill, ink) in _SHADES.items():
        word = view.t("status.could") if status == "could" else w.verdict(status, "requirement")
        rule = CellIsRule(  # type: ignore[no-untyped-call]
            operator="equal", formula=[f'"{word}"'], font=Font(color=ink), fill=PatternFill("solid", bgColor=fill)
        )
        sheet.conditional_formatting.add(f"{get_column_letter(fixed + 1)}2:{last}{place}", rule)
    sheet.freeze_panes = sheet.cell(2, fixed + 1).coordinate
    sheet.print_title_cols = "A:B"
    filtered(sheet, fixed + len(view.names))


def _evidence(sheet: Worksheet, view: View) -> None:
    """A row a passage, for every verdict that has any."""
    keys = ("organisation", "part", "requirement", "verdict", "quote", "place")
    rows = (
        (view.names[cell.organisation], part.title, view.w.title(row), view.w.verdict(cell.status, row.role),
         quote.text, view.w.place(quote))
        for number, _ in enumerate(view.organisations)
        for part in view.parts
        for row in part.requirements
        for cell in [row.cells[number]]
        for quote in cell.quotes
    )  # fmt: skip
    _table(sheet, [view.w(key) for key in keys], [34, 24, 34, 14, 90, 12], rows)


def _scores(sheet: Worksheet, view: View) -> None:
    """A row an organisation, then the figures of all and of each group."""
    w, grouped = view.w, view.grouped
    names = [w("organisation"), *([w("group")] if grouped else []), w("total"), *(part.title for part in view.parts)]
    rows: list[Sequence[Any]] = []
    for one in view.organisations:
        scores = [one.parts[part.id].score for part in view.parts]
        rows.append([view.names[one.id], *([one.group] if grouped else []), one.score, *scores])
    first = 3 if grouped else 2
    widths = [34, *([18] if grouped else []), *([13] * (len(view.parts) + 1))]
    _table(sheet, names, widths, rows)
    span = f"{get_column_letter(first)}2:{get_column_letter(len(names))}{len(rows) + 1}"
    scale = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="num", start_value=40, start_color="E2733A", mid_type="num", mid_value=75, mid_color="FBE9D2",
        end_type="num", end_value=100, end_color="A3C9E6",
    )  # fmt: skip
    sheet.conditional_formatting.add(span, scale)
    sheet.freeze_panes = sheet.cell(2, first).coordinate
    place = len(rows) + 3
    for group in view.groups:
        spreads = [of for _, of in view.spreads(group)]
        for name in ("n", "least", "q1", "median", "q3", "most"):
            label = w(name) if group.name == ALL else f"{group.name}: {w(name)}"
            _show(sheet, place, 1, label, _STRONG if name == "median" else _PLAIN)
            for column, of in enumerate(spreads, first):
                _show(sheet, place, column, getattr(of, name))
            place += 1
        place += 1


def _shares(sheet: Worksheet, view: View) -> None:
    """A row a requirement: of each group how many it applies to, and which share meets it."""
    w = view.w
    names = [w("requirement"), w("article")]
    for group in view.groups:
        names += [f"{w.group(group.name)}: {w('share')}", f"{w.group(group.name)}: {w('n')}"]
    rows = []
    for row, _ in view.weakest:
        values: list[Any] = [w.title(row), w.citation(row)]
        for share in row.shares:
            values += [share.share, share.n]
        rows.append(values)
    _table(sheet, names, [40, 26, *([13] * (len(names) - 2))], rows)
    for column in range(3, len(names) + 1, 2):
        for place in range(2, len(rows) + 2):
            sheet.cell(place, column).number_format = "0%"
    sheet.freeze_panes = "B2"


def _retention(sheet: Worksheet, view: View) -> None:
    """A row an organisation and what it keeps."""
    w = view.w
    keys = ("kind", "kept", "organisation", "period", "longest", "median", "n", "quote", "place")
    rows = []
    for row in view.comparison.retention:
        kind = "" if row.kind == "general" else w(f"inventory.{row.kind}")
        for entry in view.longest_first(row):
            periods = "; ".join(map(w.period, entry.periods))
            quotes = view.passages(entry)
            rows.append(
                (kind, view.kept(row), view.names[entry.organisation], periods, entry.days, row.figures.median,
                 row.figures.n, " … ".join(clean(quote.text) for quote in quotes), w.place(quotes[0]) if quotes else "")
            )  # fmt: skip
    _table(sheet, [w(key) for key in keys], [14, 30, 34, 34, 14, 12, 6, 80, 12], rows)


def _inventory(sheet: Worksheet, view: View) -> None:
    """A row a value and a column an organisation."""
    w = view.w
    names = [w("kind"), w("value"), w("special"), w("n"), *view.names.values()]
    head(sheet, names, [14, 34, 12, 6, *([13] * len(view.names))])
    columns = {id: column for column, id in enumerate(view.names, 5)}
    place = 1
    for kind, values in view.inventory:
        for row in values:
            place += 1
            _show(sheet, place, 1, w(f"inventory.{kind}"))
            _show(sheet, place, 2, w.subject(kind, row.value), _STRONG)
            _show(sheet, place, 3, w("special") if row.special else "")
            _show(sheet, place, 4, row.shares[0].met)
            for mention in row.mentions:
                said = ", ".join(mention.names) or w("mentioned")
                cell = _show(sheet, place, columns[mention.organisation], said, _MENTION)
                note(cell, "\n".join(f"“{clean(q.text)}” ({view.w.place(q)})" for q in mention.quotes))
    for column in columns.values():
        sheet.cell(1, column).alignment = _TURNED
    sheet.row_dimensions[1].height = 150
    sheet.freeze_panes = "E2"
    filtered(sheet, len(names))


def _outliers(sheet: Worksheet, view: View) -> None:
    w = view.w
    keys = ("kind", "organisation", "sentence", "quote", "place")
    rows = [
        (w(f"outliers.{kind}"), view.names[o.organisation], o.sentence, " … ".join(clean(q.text) for q in o.quotes),
         w.place(o.quotes[0]) if o.quotes else "")
        for kind, outliers in view.outliers
        for o in outliers
    ]  # fmt: skip
    _table(sheet, [w(key) for key in keys], [22, 34, 70, 80, 12], rows)


def _organisations(sheet: Worksheet, view: View) -> None:
    """What is known of each organisation, those that could not be analysed last."""
    w = view.w
    names = [w("organisation"), *(w.column(name) for name in view.metadata), w("law"), w("version"), w("words"),
             w("file"), w("failed")]  # fmt: skip
    rows: list[Sequence[Any]] = []
    for one in view.organisations:
        law = view.t(f"jurisdiction.{one.jurisdiction}") if one.jurisdiction else ""
        about = [one.metadata.get(name, "") for name in view.metadata]
        rows.append([view.names[one.id], *about, law, one.version_date or "", one.words, one.source, ""])
    for failure in view.comparison.failed:
        rows.append([failure.name, *([""] * (len(view.metadata) + 2)), None, failure.source, failure.error])
    _table(sheet, names, [34, *([18] * len(view.metadata)), 14, 14, 10, 44, 50], rows)


def _about(sheet: Worksheet, view: View) -> None:
    """What the workbook is, and how the scores are made."""
    sheet.column_dimensions["A"].width = 110
    lines = [" · ".join(view.meta), *view.weighting, view.w("figures.intro"), view.w("retention.intro"), view.w("sure")]
    if view.comparison.anonymised:
        lines.insert(1, view.w("anonymised.note"))
    _show(sheet, 1, 1, view.title, _STRONG)
    for place, text in enumerate(lines, 3):
        _show(sheet, place, 1, text)
        _tall(sheet, place, [text], [110])
