"""A register of processing activities as JSON, CSV, Markdown, an HTML page or a workbook.

Every renderer takes the register, a template and the report language. All but JSON, which holds every field by its
ids, show the columns of the template in words.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analyser.register_model import (
    CellModel,
    Column,
    QuestionModel,
    RegisterModel,
    RowModel,
    Template,
    ValueModel,
    load_form,
)
from analyser.render.environment import clean, fill, fill_page
from analyser.render.texts import Texts
from analyser.types import Language

_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet takes for a formula at the start of a cell


@dataclass(frozen=True)
class CellView:
    """A cell in words; `source` tells where it stands, or what it was inferred from."""

    field: str
    label: str
    mandatory: bool
    lines: tuple[str, ...]  # a value a line
    status: str  # as in CellModel
    word: str
    source: str
    quotes: tuple[tuple[str, int], ...]  # in clean words, with the line
    left_out: tuple[str, ...] = ()  # what a statement says and people left out

    @property
    def text(self) -> str:
        """All values in one line."""
        return "; ".join(self.lines).replace(".; ", ". ")  # whole sentences stand by themselves


@dataclass(frozen=True)
class RowView:
    """An activity in words."""

    id: str
    name: str
    cells: tuple[CellView, ...]


class View:
    """A register in the words of one language, in the columns of one template."""

    def __init__(self, register: RegisterModel, template: Template, language: Language) -> None:
        self.register, self.template, self.language = register, template, language
        self.form, self.texts = load_form(), Texts(language)
        self.mandatory = {column.field for column in template.columns if column.mandatory}
        shown = {column.field for column in template.columns}
        asked = [question for question in register.questions if question.field in shown]
        self.questions = sorted(asked, key=lambda question: question.field not in self.mandatory)

    @cached_property
    def asked(self) -> set[tuple[str, str]]:
        """The empty cells that ask for something, by row and field."""
        return {(row, question.field) for question in self.questions for row in question.rows}

    def word(self, key: str) -> str:
        """A word of the register."""
        return str(getattr(self.form.words[key], self.language))

    @property
    def title(self) -> str:
        """The name of the organisation or, if no statement tells it, of the register."""
        names = dict.fromkeys(v.value for s in self.register.statements for v in s.controller.values)
        return f"{self.word('title')}: {', '.join(names)}" if names else self.word("title")

    @property
    def kind(self) -> str:
        """What the template is."""
        return str(getattr(self.template.title, self.language))

    def label(self, field: str) -> str:
        """The name of a field."""
        return str(getattr(self.form.fields[field].label, self.language))

    def head(self, column: Column) -> str:
        """The heading of a column; an asterisk marks what is mandatory."""
        return self.label(column.field) + (" *" if column.mandatory else "")

    def article(self, question: QuestionModel) -> str:
        """Where the GDPR asks for what a question is about."""
        return self.texts.citation("AVG", question.article)

    def names(self, question: QuestionModel) -> str:
        """The activities that a question is about; "" when it is about all."""
        names = {row.id: row.name for row in self.register.rows}
        if len(question.rows) == len(names) > 1:
            return ""
        return "; ".join(names[id] for id in question.rows)

    def statement(self, index: int) -> str:
        """A statement by its source and date."""
        of = self.register.statements[index]
        dated = self.texts("version_of", date=self.texts.date(of.version_date)) if of.version_date else ""
        return clean(f"{of.source} ({dated})" if dated else of.source)

    def value(self, field: str, value: ValueModel) -> str:
        """A value in words, with its flags."""
        flags = [getattr(self.form.flags[flag], self.language) for flag in value.flags]
        if value.category:
            flags.append(self.texts.value("recipient", value.category))
        if value.conditional:
            flags.append(self.word("conditional"))
        if value.status == "lapsed":
            flags.append(self.word("status.lapsed"))
        return clean(self._label(field, value.value)) + (f" ({', '.join(flags)})" if flags else "")

    def _label(self, field: str, value: str) -> str:
        kind = self.form.fields[field].kind
        if field == "transfers" and value == "stated":
            return self.word("transfer.unknown")
        if field == "transfers" and value != "none":
            labels = [label for label in self.form.countries.values() if label.nl == value]
            return str(getattr(labels[0], self.language)) if labels else value
        return self.texts.value(kind, value) if kind else value

    def cell(self, row: RowModel, column: Column) -> CellView:
        """A cell of a row."""
        field = column.field
        if field == "statement":
            names = tuple(map(self.statement, row.statements))
            return CellView(field, self.label(field), False, names, "stated", self.word("status.stated"), "", ())
        cell = row.cells[field]
        return CellView(
            field,
            self.label(field),
            column.mandatory,
            self.lines(field, cell),
            cell.status,
            self.word(f"status.{cell.status}"),
            self.source(cell),
            tuple(dict.fromkeys((clean(s.text), s.line) for value in cell.values for s in value.sources)),
            tuple(self.value(field, value) for value in cell.left_out),
        )

    def lines(self, field: str, cell: CellModel) -> tuple[str, ...]:
        """The values of a cell in words."""
        return tuple(self.value(field, value) for value in cell.values)

    def source(self, cell: CellModel) -> str:
        """Where a cell comes from, in words: its lines, what it was inferred from, and how sure that is."""
        if cell.confidence is None:
            return ""
        lines = sorted({source.line for value in cell.values for source in value.sources})
        parts = [self.texts("line", n=", ".join(map(str, lines)))]
        origins = [getattr(self.form.inferred_from[origin], self.language) for origin in cell.inferred_from]
        if origins:
            parts.append(f"{self.word('inferred_from').lower()} {', '.join(origins)}")
        parts.append(f"{self.word('confidence').lower()}: {self.word(f'confidence.{cell.confidence}')}")
        return "; ".join(parts)

    @property
    def rows(self) -> list[RowView]:
        """The activities with the cells of the template."""
        return [
            RowView(row.id, clean(row.name), tuple(self.cell(row, column) for column in self.template.columns))
            for row in self.register.rows
        ]

    @property
    def parts(self) -> list[RowView]:
        """The register to read: first what all activities share, then of each what is its own.

        An empty cell is shown where it is mandatory or asks for something.
        """
        rows = self.register.rows
        shared = {
            column.field
            for column in self.template.columns
            if len(rows) > 1 and column.field != "name" and len({self._held(row, column.field) for row in rows}) == 1
        }
        views = self.rows
        first = [RowView("all", self.word("all"), views[0].cells)] if shared else []
        return [
            RowView(
                view.id,
                view.name,
                tuple(
                    cell
                    for cell in view.cells
                    if (cell.field in shared) is (view.id == "all") and self._shown(view.id, cell)
                ),
            )
            for view in first + views
        ]

    def _held(self, row: RowModel, field: str) -> str:
        """What a cell holds, to be compared."""
        return str(row.statements) if field == "statement" else row.cells[field].model_dump_json()

    def _shown(self, row: str, cell: CellView) -> bool:
        asked = any((id, cell.field) in self.asked for id in ([row] if row != "all" else {r for r, _ in self.asked}))
        return bool(cell.text) or cell.mandatory or asked


def defused(text: str) -> str:
    """The text as a spreadsheet takes it for text, wherever it would take it for a formula."""
    return f"'{text}" if text.lstrip("\t\r\n '\"").startswith(_FORMULA) else text


def to_json(register: RegisterModel, template: Template, language: Language) -> str:
    """The register as its published schema describes it; the template and the language change nothing."""
    return json.dumps(register.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def to_csv(register: RegisterModel, template: Template, language: Language) -> str:
    """A line an activity (RFC 4180); beside each column one with its status and one with its source."""
    view = View(register, template, language)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = [view.word("number")]
    for column in template.columns:
        head.append(view.head(column))
        if column.field != "statement":
            head += [f"{view.label(column.field)}: {view.word(key).lower()}" for key in ("status", "quote")]
    writer.writerow(head)
    for row in view.rows:
        line = [row.id]
        for cell in row.cells:
            line.append(defused(cell.text))
            if cell.field != "statement":
                quotes = " ".join(f"“{text}” ({view.texts('line', n=n)})" for text, n in cell.quotes)
                line += [cell.word, defused(quotes)]
        writer.writerow(line)
    return out.getvalue()


def to_markdown(register: RegisterModel, template: Template, language: Language) -> str:
    """A table an activity, and the open questions."""
    return fill("markdown", "register.md.j2", view=View(register, template, language))


def to_html(register: RegisterModel, template: Template, language: Language) -> str:
    """One page without scripts or requests."""
    return fill_page("register.html.j2", ("style.css", "register.css"), view=View(register, template, language))


def to_xlsx(register: RegisterModel, template: Template, language: Language) -> bytes:
    """A workbook to work on."""
    from analyser.render.workbook import workbook

    return workbook(View(register, template, language))


def to_jsonld(register: RegisterModel, template: Template, language: Language) -> str:
    """Linked data in the Data Privacy Vocabulary; the template and the language change nothing."""
    from analyser.render.register_jsonld import render

    return render(register, language)


def to_tilt(register: RegisterModel, template: Template, language: Language) -> str:
    """Documents of the Transparency Information Language; the template changes nothing."""
    from analyser.render.register_tilt import render

    return render(register, language)


RENDERERS: Mapping[str, Callable[[RegisterModel, Template, Language], str | bytes]] = {
    "xlsx": to_xlsx, "csv": to_csv, "json": to_json, "markdown": to_markdown, "html": to_html, "jsonld": to_jsonld,
    "tilt": to_tilt,
}  # fmt: skip
