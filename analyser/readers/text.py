"""Plain text → Document: headings, lists and paragraphs as people lay them out without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from analyser.readers.directives import LINE as DIRECTIVE
from analyser.readers.layout import bullets, has_header, separate
from analyser.readers.line_words import line_patterns
from analyser.readers.lines import HEADING, SHORT, Mark, heading_size, heading_words
from analyser.readers.outline import Line, LineBuilder, Outline, join, whole_words
from analyser.readers.text_table import Table, tables
from analyser.readers.unmarked import ITEM, announced_items, item_lines
from analyser.types import Cell, Document, Source

_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+")
_NEWLINES = re.compile(r"\r\n|[\r\n\f\u2028\u2029]")
_RULER = re.compile(r"[=\-~_*#·.]{3,}")
_RULED = re.compile(r"-{2,} +-{2,}|={2,} +={2,}")
_QUOTE = re.compile(r"(?:[ \t]*>)+ ?")
_QUOTED = re.compile(r"^[ \t]*>", re.MULTILINE)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)(?:\.|\)|(?<=\.\d)|(?<=\.\d\d))?\s+[A-Z“\"‘']")
_WRAPPED = 110  # characters; nobody wraps lines by hand beyond this
_UNWRAPPED_END = ".!?:;"


@dataclass(slots=True)
class _Row:
    """A line with words on it."""

    line: Line
    indent: int
    gap: bool  # a blank line or ruler stands before it
    mark: Mark | None = None
    level: int = 0  # of a heading
    underlined: int = 0  # 1 by "====", 2 by "----"
    table: Table | None = None  # that begins here


def read(source: Source) -> Document:
    """The headings, paragraphs and list items of a statement in plain text."""
    rows = _rows(source.text)
    _mark(rows)
    _find_headings(rows)
    outline = Outline()
    _Walk(rows, outline, source.text).run()
    return outline.document(source)


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    builder = LineBuilder(text)
    quoted = sum(1 for _ in islice(_QUOTED.finditer(text), 3)) == 3  # from a message that was answered
    gap, end = True, 0
    found_tables = _tables(text)
    for found in _LINE.finditer(text):
        while found_tables and found_tables[-1].end <= found.start():
            found_tables.pop()
        if found_tables and (table := found_tables[-1]).start <= found.start():
            if found.start() == table.start:
                builder.add(found.start(), found.end())
                rows.extend(_Row(line, 0, True, table=table) for line in builder.take()[:1])
            gap, end = True, found.end()
            continue
        gap = gap or len(_NEWLINES.findall(text, end, found.start())) > 1
        end = found.end()
        if DIRECTIVE.fullmatch(found[0]):
            continue  # said to avgtoets, not to the reader
        quote = _QUOTE.match(found[0]) if quoted else None
        builder.add(found.start() + (quote.end() if quote else 0), end)
        lines = builder.take()
        if not lines:
            gap = True
            continue
        line = lines[0]
        if _RULER.fullmatch(line.text.replace(" ", "")) or found[0] in ("--", "-- "):  # a signature follows
            above = len(rows[-1].line.text) if rows else 0
            fits = 0 < above <= HEADING or above == len(line.text)  # a line drawn to measure
            if rows and not gap and line.text[0] in "=-~_" and fits and rows[-1].gap:
                rows[-1].underlined = 1 if line.text[0] == "=" else 2
            gap = True
            continue
        shown = found[0][quote.end() :] if quote else found[0]
        lead = shown[: len(shown) - len(shown.lstrip())]
        rows.append(_Row(line, len(lead.expandtabs(4)), gap))
        gap = False
    return rows


def _tables(text: str) -> list[Table]:
    """The tables of a text, the last first."""
    if not ("\t" in text or "|" in text or _RULED.search(text)):
        return []
    ends = [found.span() for found in _NEWLINES.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    lines = list(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))
    return list(tables(text, lines))[::-1]


def _mark(rows: list[_Row]) -> None:
    """Finds the bullets."""
    marks = bullets([row.line for row in rows], [row.gap for row in rows])
    for row, mark in zip(rows, marks, strict=True):
        row.mark = None if row.table else mark
    announced = False
    for part in _paragraphs(rows):
        if not any(row.mark or row.table for row in part):
            for index, mark in item_lines([row.line.text for row in part], announced):
                part[index].mark = mark
        announced = part[-1].line.text[-1] == ":" and not part[-1].mark
    last = [part[-1] for part in _paragraphs(rows)]
    whole = [not (row.mark or row.table) and (row.gap or row.line.text[-1] == ":") for row in last]
    for places in announced_items([row.line.text if able else None for row, able in zip(last, whole, strict=True)]):
        for place in places:
            last[place].mark = ITEM


def _paragraphs(rows: list[_Row]) -> Iterator[list[_Row]]:
    """The rows that no gap parts."""
    first = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index].gap:
            yield rows[first:index]
            first = index


# -- headings ---------------------------------------------------------------------------------------------------


def _formal(text: str) -> bool:
    """Whether a line has the form of a heading: numbered, "Artikel 3", all capitals."""
    return _is_numbered(text) or (text.isupper() and sum(map(str.isalpha, text)) > 3)


def _is_numbered(text: str) -> bool:
    return bool(_NUMBERED.match(text) or line_patterns().numbered.match(text))


def _candidate(row: _Row) -> bool:
    text = row.line.text
    if row.table or not heading_size(text):
        return False
    return _is_numbered(text) or (not row.mark and heading_words(text))


def _body(row: _Row) -> bool:
    """Whether a line is part of running text or of a list, rather than a heading, a name or an address."""
    text = row.line.text
    if row.mark or row.table or len(text) > HEADING:
        return True
    return not _NUMBERED.match(text) and (text[-1] in ".!;" or (text[-1] == ":" and len(text.split()) > 4))


def _find_headings(rows: list[_Row]) -> None:
    first_body = next((i for i, row in enumerate(rows) if _body(row) and not _candidate(row)), len(rows))
    titled = section = False
    previous_item = False  # the row before is an item of a numbered list
    for index, row in enumerate(rows):
        kind = _kind(rows, index, index < first_body, previous_item)
        previous_item = not kind and row.mark is not None and row.mark.kind == "number"
        if not kind:
            continue
        number = _NUMBERED.match(row.line.text)
        if row.underlined:
            row.level = row.underlined
        elif number:
            row.level = min(2 + number["number"].count("."), 6)
        elif kind == "within":
            row.level = 3 if section else 2
        else:
            row.level = 1 if not titled and index <= first_body else 2
        titled = True
        section = section or (kind == "alone" and row.level == 2)
        row.mark = None


def _kind(rows: list[_Row], index: int, opening: bool, previous_item: bool) -> str:
    """How a row is a heading: "alone" on its own, "within" directly above its text, "" when it is none."""
    row = rows[index]
    if row.underlined:
        return "alone"
    if index + 1 == len(rows) or not _candidate(row):
        return ""
    text, after = row.line.text, rows[index + 1]
    before = rows[index - 1] if index else None
    if row.mark and row.mark.kind == "number" and (
        previous_item or (after.mark and after.mark.kind == "number" and not _section_of(text, after.line.text))
    ):  # fmt: skip
        return ""
    if not after.gap:
        return "within" if _heads(row, after, before) else ""
    if not row.gap and not (opening and before and len(before.line.text) < SHORT):
        return ""
    if text[-1] == ":" and after.mark:
        return ""
    if _body(after) or _wrapped(rows, index + 1) or _formal(text):
        return "alone"
    # The first of several short lines is their heading, save where a sentence announces them.
    first = before is None or before.level > 0 or _body(before)
    announced = before is not None and before.line.text[-1] == ":"
    chain = before is not None and before.level > 0
    return "alone" if first and not announced and not (chain and not _leads(rows, index)) else ""


def _wrapped(rows: list[_Row], index: int) -> bool:
    """Whether a long line goes on in the next one."""
    if index + 1 == len(rows) or len(rows[index].line.text) < SHORT:
        return False
    after = rows[index + 1]
    return not (after.gap or after.mark) and after.line.text[0].islower()


def _leads(rows: list[_Row], index: int) -> bool:
    """Whether the short line after this one is itself the heading of a text."""
    after = rows[index + 1]
    return _candidate(after) and index + 2 < len(rows) and _body(rows[index + 2])


def _section_of(text: str, after: str) -> bool:
    """Whether "1.1 ..." follows "1. ..."."""
    one, two = _NUMBERED.match(text), _NUMBERED.match(after)
    return bool(one and two and two["number"].startswith(one["number"] + "."))


def _heads(row: _Row, after: _Row, before: _Row | None) -> bool:
    """Whether a line stands as a heading directly above longer text."""
    text = row.line.text
    if not (row.gap or (before and before.line.text[-1] in ".!?")) or text[-1] == ":":
        return False
    if after.mark:
        return row.gap and _formal(text) and not row.mark and after.mark.kind != "number"
    starts = after.line.text[0].isupper() or after.line.text[0].isdigit()
    longer = len(after.line.text) >= max(0 if _formal(text) else SHORT, len(text) + 20)
    announces = row.gap and after.line.text[-1] == ":"
    return starts and len(text) <= SHORT and (longer or announces)


# -- from rows to blocks ----------------------------------------------------------------------------------------


class _Walk:
    def __init__(self, rows: list[_Row], outline: Outline, text: str) -> None:
        self.rows, self.outline = rows, outline
        self.builder = LineBuilder(text)
        self.lists: list[tuple[int, str]] = []  # indent and kind of marker of each open list

    def run(self) -> None:
        for first, last in self._groups():
            row = self.rows[first]
            if row.table:
                self._close(0)
                self._table(row.table)
                continue
            line = join(whole_words([each.line for each in self.rows[first:last]]))
            if row.level:
                self._close(0)
                self.outline.heading(line, row.level)
            elif row.mark:
                self._enter(row.indent, row.mark.kind)
                self.outline.open_item()
                self.outline.text(line.cut(row.mark.size))
            else:
                # Text that is indented deeper than the bullet goes on about the item.
                while self.lists and row.indent <= self.lists[-1][0] + 1:
                    self._close(len(self.lists) - 1)
                self.outline.text(line)
        self._close(0)

    def _table(self, table: Table) -> None:
        number, lead_in = self.outline.open_table()
        taken: list[list[tuple[int, list[Line]]]] = []
        for index, cells in enumerate(table.rows):
            taken.append([])
            for column, places in enumerate(cells):
                for start, end in places:
                    self.builder.add(start, end)
                    self.builder.line_break(hard=False)
                if lines := self.builder.take():
                    line = join(whole_words(lines))
                    taken[-1].append((column, [line]))
                    header = table.header and index == 0
                    self.outline.cell(line, Cell(number, index, column, "", header), lead_in)
        self.outline.close_table(number, headed=not table.header and has_header(taken))

    def _groups(self) -> Iterator[tuple[int, int]]:
        """The rows that belong together: a heading, an item with its wrapped lines, a paragraph."""
        index = 0
        while index < len(self.rows):
            first = index
            index += 1
            chunk = index
            while chunk < len(self.rows) and not self.rows[chunk].gap and not self.rows[chunk].level:
                chunk += 1
            if not self.rows[first].level:
                yield from self._split(first, chunk)
                index = chunk
            else:
                yield first, index

    def _split(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        width = max(len(row.line.text) for row in self.rows[first:end])
        start = first
        for index in range(first + 1, end):
            before, here = self.rows[index - 1], self.rows[index]
            hanging = self.rows[start].mark is not None and here.indent > self.rows[start].indent + 1
            if here.mark or (not hanging and _parted(before.line.text, here.line.text, width)):
                yield start, index
                start = index
        yield start, end

    def _enter(self, indent: int, kind: str) -> None:
        """Goes to the list of an item, by its indent and marker; opens it where there is none."""
        while self.lists and self.lists[-1][0] > indent + 1:
            self._close(len(self.lists) - 1)
        if self.lists and self.lists[-1][1] != kind and indent <= self.lists[-1][0] + 1:
            known = [depth for depth, (_, mark) in enumerate(self.lists) if mark == kind]
            if known:
                self._close(known[-1] + 1)
                return
        elif self.lists and indent <= self.lists[-1][0] + 1:
            return
        self.lists.append((indent, kind))
        self.outline.open_list()

    def _close(self, depth: int) -> None:
        while len(self.lists) > depth:
            self.lists.pop()
            self.outline.close_list()


def _parted(before: str, after: str, width: int) -> bool:
    """Whether two lines are apart: short ones, or whole paragraphs that each stand on one long line."""
    if separate(before, after, width):
        return True
    # A paragraph to a line: nobody wraps so wide.
    return (
        width > _WRAPPED
        and before[-1] in _UNWRAPPED_END
        and (after[0].isupper() or after[0].isdigit())
        and len(before) + 1 + len(after.split(" ", 1)[0]) <= max(width, _WRAPPED)
    ) or (len(before) > _WRAPPED and before[-1] in _UNWRAPPED_END and not after[0].islower())
