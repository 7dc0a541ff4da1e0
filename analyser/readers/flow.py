"""Paragraphs as a document holds them → a text of its own, one a line, and the blocks over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analyser.errors import InputError
from analyser.readers.layout import arrange, has_header, is_label
from analyser.readers.outline import Line, LineBuilder, Outline, join
from analyser.types import Cell, Layout, Piece

MOST_CHARACTERS = 4 * 1024 * 1024


class Run(NamedTuple):
    """Characters with one look; a line feed is a break that the writer set, a form feed the begin of a page."""

    text: str
    strong: bool = False  # bold, or larger than the text around it


Runs = list[Run]


@dataclass(slots=True)
class Entry:
    """A cell of a table: its column, from 0, and its paragraphs."""

    column: int
    paragraphs: list[Runs]


@dataclass(slots=True)
class Row:
    """A row of a table."""

    entries: list[Entry] = field(default_factory=list)
    header: bool = False  # the document says so


class _Held(NamedTuple):
    """A numbered item that may be a heading: what follows decides."""

    line: Line
    depth: int
    key: object


class Flow:
    """Takes the parts of a document in reading order."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._lines: list[str] = []
        self._length = 0
        self._lists: list[tuple[int, object]] = []  # depth and key of each open list
        self._held: _Held | None = None
        self._pages: list[int] = []
        self._shift = 0  # levels by which headings stand below a title

    def page(self) -> None:
        """Begins a page."""
        self._pages.append(self._length)

    def heading(self, runs: Runs, level: int) -> None:
        """Adds a heading; level 0 is the title of the whole."""
        if lines := self._take(runs):
            self._settle()
            self._close(0)
            self._outline.heading(join(lines), 1 if level == 0 else min(level + self._shift, 6))
            self._shift = self._shift or int(level == 0)

    def implied(self, runs: Runs) -> None:
        """Adds a heading that shows only by its look: it stands below the last real one."""
        if lines := self._take(runs):
            self._settle()
            self._close(0)
            self._outline.heading(join(lines), 0, implied=True)

    def paragraph(self, runs: Runs, *, continues: bool = False) -> None:
        """Adds a paragraph, after the list that is open, or as more about its current item."""
        if not (lines := self._take(runs)):
            return
        self._settle(heading=not continues)
        if not continues:
            self._close(0)
        arrange(lines, self._outline)

    def item(self, runs: Runs, depth: int, key: object = None, *, numbered: bool = False) -> None:
        """Adds an item of a list; another key at the same depth is another list where items are numbered.

        Items with a sign that follow each other look like one list, however a program has cut it up.
        """
        key = key if numbered else None
        if not (lines := self._take(runs)):
            return
        self._settle()
        first = lines[0]
        if numbered and len(lines) == 1 and first.strong and is_label(first.text):
            self._held = _Held(first, depth, key)
        else:
            self._open(depth, key)
            arrange(lines, self._outline)

    def table(self, rows: Sequence[Row]) -> None:
        """Adds a table; one column is a way to lay out paragraphs."""
        self._settle()
        if max((entry.column for row in rows for entry in row.entries), default=0) == 0:
            for row in rows:
                for entry in row.entries:
                    for runs in entry.paragraphs:
                        self.paragraph(runs)
            return
        self._close(0)
        taken = [
            [(entry.column, [line for runs in entry.paragraphs for line in self._take(runs)]) for entry in row.entries]
            for row in rows
        ]  # fmt: skip
        marked = any(row.header for row in rows)
        number, lead_in = self._outline.open_table()
        for index, cells in enumerate(taken):
            for column, lines in cells:
                header = rows[index].header
                for line in lines:
                    self._outline.cell(line, Cell(number, index, column, "", header), lead_in)
        self._outline.close_table(number, headed=not marked and has_header(taken))

    def finish(self, title: str | None = None) -> tuple[str, Layout]:
        """The text and what it is; `title` is used where there is no heading."""
        self._settle()
        self._close(0)
        layout = Layout(*self._outline.layout(title), tuple(self._pages))
        return "\n".join(self._lines), layout

    def _take(self, runs: Runs) -> list[Line]:
        """The lines of a paragraph, white space folded, each put in the text."""
        whole = "".join(run.text for run in runs)
        builder = LineBuilder(whole)
        position = 0
        for run in runs:
            for number, part in enumerate(run.text.split("\n")):
                if number:
                    builder.line_break(hard=True)
                    position += 1
                builder.add(position, position + len(part), run.strong)
                position += len(part)
        lines = []
        first = len(self._lines)
        for line in builder.take():
            size = len(line.text)
            lines.append(line._replace(pieces=(Piece(0, self._length, size, size),)))
            self._lines.append(line.text)
            self._length += size + 1
        for found in re.finditer("\f", whole):
            self._pages.append(self._place(first, sum(not char.isspace() for char in whole[: found.start()])))
        if self._length > MOST_CHARACTERS:
            raise InputError("holds more text than a statement does; give the statement alone.")
        return lines

    def _place(self, first: int, count: int) -> int:
        """The offset of the visible character that has so many before it, from a line on."""
        offset = sum(len(line) + 1 for line in self._lines[:first])
        for char in "\n".join(self._lines[first:]):
            count -= not char.isspace()
            if count < 0:
                break
            offset += 1
        return min(offset, max(self._length - 1, 0))

    def _settle(self, *, heading: bool = False) -> None:
        """Adds the item that was held, as a heading if text of its own follows."""
        held, self._held = self._held, None
        if held and heading:
            self._close(0)
            self._outline.heading(held.line, 0, implied=True)
        elif held:
            self._open(held.depth, held.key)
            self._outline.text(held.line)

    def _open(self, depth: int, key: object) -> None:
        while self._lists:
            here, other = self._lists[-1]
            if here < depth or (here == depth and other == key):
                break
            self._close(len(self._lists) - 1)
        if not self._lists or self._lists[-1][0] < depth:
            self._lists.append((depth, key))
            self._outline.open_list()
        self._outline.open_item()

    def _close(self, count: int) -> None:
        while len(self._lists) > count:
            self._lists.pop()
            self._outline.close_list()
