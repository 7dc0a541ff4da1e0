"""What every reader shares: clean lines that remember where they came from, and the outline they are put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from analyser.readers.line_words import line_patterns
from analyser.readers.lines import piece_range
from analyser.readers.unmarked import with_headings, with_lists, with_parts
from analyser.types import Block, Cell, Document, Piece, Source

# Soft hyphens, zero-width characters and byte order marks only get in the way of the words.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACE = r"\s\x00-\x1f\x7f"
_WORD = rf"[^{_SPACE}{_INVISIBLE}]+"
_RUN = re.compile(rf"({_WORD}(?: {_WORD})*)|([{_SPACE}]+)|[{_INVISIBLE}]+")  # words with single spaces are one run


class Line(NamedTuple):
    """A stretch of clean text that stands between two line breaks of its medium."""

    text: str
    pieces: tuple[Piece, ...]
    strong: bool = False  # all of it is bold
    hard: bool = False  # the writer set a break before it
    parted: bool = False  # its last word goes on in the next line

    def cut(self, count: int) -> Line:
        """The line without its first characters and the space after them."""
        count += len(self.text) - count - len(self.text[count:].lstrip())
        return self._replace(text=self.text[count:], pieces=piece_range(self.pieces, count, len(self.text)))


_PARTED = re.compile(r"[^\W\d_]{2,}-")


def whole_words(lines: Sequence[Line]) -> list[Line]:
    """Wrapped lines, without the hyphens of words that were parted at their ends; such a line ends in no space."""
    result = list(lines)
    for index, (line, after) in enumerate(pairwise(lines)):
        last = line.text.rpartition(" ")[2]
        if _PARTED.fullmatch(last) and not last.isupper() and line_patterns().rest_of_word.match(after.text):
            piece = line.pieces[-1]
            if piece.clean_length == piece.source_length > 1:
                size = piece.clean_length - 1
                pieces = (*line.pieces[:-1], piece._replace(clean_length=size, source_length=size))
                result[index] = Line(line.text[:-1], pieces, line.strong, line.hard, parted=True)
    return result


def join(lines: Sequence[Line]) -> Line:
    """The lines as one, each break a space, save within a word."""
    if len(lines) == 1:
        return lines[0]
    pieces: list[Piece] = []
    length = 0
    for number, line in enumerate(lines):
        if pieces and not lines[number - 1].parted:
            end = pieces[-1].source + pieces[-1].source_length
            pieces.append(Piece(length, end, 1, max(line.pieces[0].source - end, 0)))
            length += 1
        pieces.extend(piece._replace(clean=piece.clean + length) for piece in line.pieces)
        length += len(line.text)
    text = "".join(line.text + ("" if line.parted else " ") for line in lines).removesuffix(" ")
    return Line(text, tuple(pieces), all(line.strong for line in lines), lines[0].hard)


class LineBuilder:
    """Collects runs of source characters into clean lines, white space folded to single spaces."""

    def __init__(self, text: str, origin: int = 0) -> None:
        self._source = text
        self._origin = origin  # where the text begins in the source
        self._lines: list[Line] = []
        self._hard = False
        self._reset()

    def _reset(self) -> None:
        self._words: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._gap: tuple[int, int] | None = None
        self._strong = True

    def add(self, start: int, end: int, strong: bool = False) -> None:
        """Takes the source characters themselves."""
        for run in _RUN.finditer(self._source, start, end):
            if run.lastindex == 1:
                self._word(run[0], run.start(), run.end(), strong)
            elif run.lastindex == 2:
                self.space(run.start(), run.end())

    def put(self, text: str, start: int, end: int, strong: bool = False) -> None:
        """Takes a text that stands for the source characters as a whole, as of an entity."""
        if len(text) == end - start:  # no entity is as short as what it stands for
            self.add(start, end, strong)
            return
        visible = "".join(" " if run.lastindex == 2 else run[0] for run in _RUN.finditer(text) if run.lastindex)
        words = " ".join(visible.split())
        if visible[:1] == " ":
            self.space(start, start)
        if words:
            self._word(words, start, end, strong)
            if visible[-1:] == " ":
                self.space(end, end)
        elif visible:
            self.space(start, end)

    def space(self, start: int, end: int) -> None:
        """Takes white space."""
        if self._gap is None:
            self._gap = (start, end)
        elif self._gap[1] == start:
            self._gap = (self._gap[0], end)

    def line_break(self, hard: bool) -> None:
        """Ends the line."""
        if self._words:
            self._lines.append(Line("".join(self._words), tuple(self._pieces), self._strong, self._hard))
            self._hard = hard
        elif self._lines:
            self._hard = self._hard or hard
        self._reset()

    def take(self) -> list[Line]:
        """The lines so far, without empty ones; the builder starts afresh."""
        self.line_break(hard=False)
        lines, self._lines, self._hard = self._lines, [], False
        return lines

    def _word(self, text: str, start: int, end: int, strong: bool) -> None:
        if self._gap and self._words:
            self._append(" ", *self._gap)
        self._gap = None
        self._append(text, start, end)
        self._strong = self._strong and strong

    def _append(self, text: str, start: int, end: int) -> None:
        piece = Piece(self._length, start + self._origin, len(text), end - start)
        last = self._pieces[-1] if self._pieces else None
        if (
            last
            and piece.clean_length == piece.source_length
            and last.clean_length == last.source_length
            and last.source + last.source_length == piece.source
        ):
            size = last.clean_length + piece.clean_length
            self._pieces[-1] = Piece(last.clean, last.source, size, size)
        else:
            self._pieces.append(piece)
        self._words.append(text)
        self._length += len(text)


@dataclass(slots=True)
class _List:
    id: int
    lead_in: int | None
    item: int | None = None  # index of the block that opened the current item
    last: int | None = None  # index of the latest block of the current item


class _Heading(NamedTuple):
    level: int
    text: str
    implied: bool  # a bold line or summary, not a heading of the medium


class Outline:
    """The blocks of a document as a reader meets them, under their headings and in their lists."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._path: list[_Heading] = []
        self._headings: tuple[str, ...] = ()
        self._lists: list[_List] = []
        self._list_count = 0
        self._tables = 0

    @property
    def in_list(self) -> bool:
        """Whether a list is open."""
        return bool(self._lists)

    @property
    def announces(self) -> bool:
        """Whether the last block is running text that ends in a colon."""
        return bool(self.blocks) and self.blocks[-1].kind == "paragraph" and self.blocks[-1].text[-1] == ":"

    def heading(self, line: Line, level: int, implied: bool = False) -> None:
        """Adds a heading; an implied one stands below the last heading of the medium, whatever its level."""
        if implied:
            while self._path and self._path[-1].implied:
                self._path.pop()
            level = min(self._path[-1].level + 1, 6) if self._path else 2
        else:
            while self._path and (self._path[-1].implied or self._path[-1].level >= level):
                self._path.pop()
        self._path.append(_Heading(level, line.text, implied))
        self._headings = tuple(heading.text for heading in self._path)
        self._add(Block("heading", line.text, line.pieces, self._headings, level))

    def text(self, line: Line) -> None:
        """Adds a paragraph; in a list the first of an item is the item, the next ones follow from it."""
        if not self._lists:
            self._add(Block("paragraph", line.text, line.pieces, self._headings))
            return
        here = self._lists[-1]
        if here.item is None:
            here.item = len(self.blocks)
            depth = len(self._lists)
            block = Block("list_item", line.text, line.pieces, self._headings, depth, here.id, here.lead_in)
        else:
            block = Block("paragraph", line.text, line.pieces, self._headings, 0, here.id, here.item)
        self._add(block)

    def cell(self, line: Line, cell: Cell, lead_in: int | None) -> None:
        """Adds the text of a table cell, or one of its lines."""
        self._add(Block("table_cell", line.text, line.pieces, self._headings, lead_in=lead_in, cell=cell))

    def open_list(self, lead_in: int | None = None) -> None:
        """Begins a list, introduced by the given block or else by what stands directly before it."""
        self._list_count += 1
        self._lists.append(_List(self._list_count - 1, self._before() if lead_in is None else lead_in))

    def open_item(self) -> None:
        """Begins an item of the current list."""
        self._lists[-1].item = self._lists[-1].last = None

    def close_list(self) -> None:
        """Ends the current list."""
        self._lists.pop()

    def open_table(self) -> tuple[int, int | None]:
        """Begins a table: its number, and the paragraph that introduces it."""
        self._tables += 1
        last = len(self.blocks) - 1
        return self._tables - 1, last if last >= 0 and self.blocks[last].kind == "paragraph" else None

    def close_table(self, number: int, *, headed: bool = False) -> None:
        """Ends a table: gives each cell the text of its column's header, which stands in the first row if that is
        marked or if `headed`."""
        first = len(self.blocks)
        headers: dict[int, str] = {}
        while first and (cell := self.blocks[first - 1].cell) and cell.table == number:
            first -= 1
        for index in range(first, len(self.blocks) if headed else first):
            if (cell := self.blocks[index].cell) and cell.row == 0:
                self.blocks[index] = replace(self.blocks[index], cell=replace(cell, is_header=True))
        for block in self.blocks[first:]:
            if (cell := block.cell) and cell.is_header and cell.row == 0:
                headers[cell.column] = f"{headers.get(cell.column, '')} {block.text}".strip()
        for index in range(first, len(self.blocks)):
            block = self.blocks[index]
            if block.cell:
                header = headers.get(block.cell.column, "")
                self.blocks[index] = replace(block, cell=replace(block.cell, header=header))

    def layout(self, title: str | None = None) -> tuple[tuple[Block, ...], str | None]:
        """The blocks, and the title: the first heading of the highest level, else the one given."""
        blocks = with_headings(with_parts(with_lists(self.blocks, self._list_count)))
        headings = [block for block in blocks if block.kind == "heading"]
        first = next((block for block in headings if block.level == 1), headings[0] if headings else None)
        return tuple(blocks), first.text if first else title

    def document(self, source: Source, title: str | None = None) -> Document:
        """The document; `title` is used where there is no heading."""
        return Document(source, *self.layout(title))

    def _before(self) -> int | None:
        if self._lists:
            parent = self._lists[-1]
            return parent.lead_in if parent.last is None else parent.last
        if not self.blocks or self.blocks[-1].kind == "table_cell":
            return None
        last = self.blocks[-1]
        # A list right after a list goes on under the same words.
        return last.lead_in if last.list_id is not None else len(self.blocks) - 1

    def _add(self, block: Block) -> None:
        if self._lists:
            self._lists[-1].last = len(self.blocks)
        self.blocks.append(block)
