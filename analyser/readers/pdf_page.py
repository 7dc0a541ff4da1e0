"""Where things stand on a page: stretches of text → chunks, and chunks → rows of tables or running text.

Coordinates are in points from the top left of the page. The order of the file is trusted as the order of reading:
programs that make PDFs write cell by cell and column by column. Where it runs across columns line by line, the
columns are put one after another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_SIGN = re.compile(r"[•◦▪▫■□●○‣⁃∙·✓✔➢➤►▶❖→o]")
_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z])[.)]")
_MOST_COLUMNS, _MOST_CHUNKS = 40, 200  # side by side; beyond it is no table that people read
_MOST_MARKS = 300  # bullets of a page that are named apart
_WIDEST = 1.6  # sizes from line to line, at most
_MARK = re.compile(r"[^\w\s]|o|\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z]|[ivx]{2,4})[.)]")  # "•", "1.", "a)", "2.1."


class Stretch(NamedTuple):
    """A drawn box."""

    x0: float
    x1: float
    top: float
    bottom: float


class Span:
    """Text on one line, without a wide gap."""

    __slots__ = ("base", "bold", "looks", "marked", "seams", "size", "spaced", "text", "x0", "x1")

    def __init__(self, text: str, x0: float, x1: float, base: float, size: float, bold: bool) -> None:
        self.text, self.x0, self.x1, self.base, self.size = text, x0, x1, base, size
        self.bold = bold  # how the latest letter looks
        self.looks = [(text, bold)]  # runs of letters with one weight
        self.spaced = False  # a space of the file follows its last letter
        self.seams: list[tuple[int, float, float]] = []  # where something new begins: in the text, x, end of what was
        self.marked = 0.0  # where a drawn bullet begins that stands before it

    def takes(self, left: float, base: float, size: float, apart: float) -> bool:
        """Whether a letter goes on in this stretch."""
        reach = max(self.size, size)
        return abs(base - self.base) < 0.5 * reach and -0.6 * reach < left - self.x1 < apart * reach

    def add(self, text: str, bold: bool) -> None:
        """Adds letters."""
        self.text += text
        self.spaced = False
        if bold == self.bold:
            self.looks[-1] = (self.looks[-1][0] + text, bold)
        else:
            self.looks.append((text, bold))
        self.bold = bold

    def split(self, at: int, left: float, end: float) -> tuple[Span, Span]:
        """The two parts of a stretch before and from a seam."""
        edges = ((self.x0, end), (left, self.x1))
        parts = [Span("", x0, x1, self.base, self.size, False) for x0, x1 in edges]
        position = 0
        for text, bold in self.looks:
            cut = min(max(at - position, 0), len(text))
            for part, piece in zip(parts, (text[:cut], text[cut:]), strict=True):
                if piece and part.text:
                    part.add(piece, bold)
                elif piece.strip():
                    part.text, part.bold, part.looks = piece, bold, [(piece, bold)]
            position += len(text)
        if parts[0].text:  # without the space before the seam
            last, bold = parts[0].looks[-1]
            parts[0].text, parts[0].looks[-1] = parts[0].text.rstrip(), (last.rstrip(), bold)
        parts[0].marked = self.marked
        parts[0].spaced, parts[1].spaced = True, self.spaced
        parts[1].seams = [(seam - at, x, before) for seam, x, before in self.seams if seam > at]
        return parts[0], parts[1]

    @property
    def top(self) -> float:
        """The height of its letters above the base, about."""
        return self.base - 0.8 * self.size

    @property
    def strong(self) -> bool:
        """Whether all of it is bold."""
        return all(bold for text, bold in self.looks if text.strip())


@dataclass
class Page:
    """A page: its stretches of text in the order of the file, and what is drawn on it."""

    width: float
    height: float
    spans: list[Span] = field(default_factory=list)
    marks: list[Stretch] = field(default_factory=list)  # small shapes that may be bullets
    rules: list[Stretch] = field(default_factory=list)  # upright lines

    def parted(self, x0: float, x1: float, base: float) -> bool:
        """Whether an upright line stands between two letters of a line."""
        return any(x0 - 1 <= rule.x0 and rule.x1 <= x1 + 1 and rule.top < base - 1 < rule.bottom for rule in self.rules)


class Chunk:
    """Lines of one size that follow each other down a column."""

    __slots__ = ("lines", "x0", "x1")

    def __init__(self, line: Span) -> None:
        self.lines = [line]
        self.x0, self.x1 = min(line.x0, line.marked or line.x0), line.x1

    def add(self, line: Span) -> None:
        """Adds the next line."""
        self.lines.append(line)
        self.x0, self.x1 = min(self.x0, line.x0, line.marked or line.x0), max(self.x1, line.x1)

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """The base of its last line."""
        return self.lines[-1].base


Column = list[Chunk]
Band = list[Column]  # what stands side by side; text that runs alone is a band of one column


@dataclass
class Grid:
    """A table: for each row its cells, by column."""

    rows: list[dict[int, Column]]
    edges: list[tuple[float, float]]  # the left and right of each column


def leading(pages: Iterable[Page]) -> float:
    """The usual distance of two lines of a paragraph, in sizes."""
    found = [
        (after.base - before.base) / before.size
        for page in pages
        for before, after in pairwise(page.spans)
        if abs(before.size - after.size) < 0.3 and abs(before.x0 - after.x0) < 1 and before.size > 0
    ]
    near = [value for value in found if 0.8 < value < 2.2]
    return min(max(median(near), 1.0), 1.9) if near else 1.3


def chunks(page: Page, step: float) -> list[Chunk]:
    """The lines of a page in chunks, in reading order; `step` is the usual distance of lines in sizes."""
    made: list[Chunk] = []
    for line in _marked(_joined(_unsewn(page.spans)), page.marks):
        if made and _follows(made[-1], line, step):
            made[-1].add(line)
        else:
            made.append(Chunk(line))
    return made


def _unsewn(spans: Sequence[Span]) -> list[Span]:
    """Parts cells that stand so near that they look like one text: the second begins where others begin."""
    starts = Counter(round(span.x0) for span in spans)
    left = min(starts, default=0)
    result: list[Span] = []
    for span in spans:
        rest = span
        while seam := next(
            (s for s in rest.seams if s[1] > left + 1 and sum(starts[round(s[1]) + d] for d in (-1, 0, 1)) > 1), None
        ):
            first, rest = rest.split(*seam)
            result.append(first)
        result.append(rest)
    return [span for span in result if span.text.strip()]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """A bullet or number that stands apart from its item is put before it."""
    result: list[Span] = []
    for span in spans:
        before = result[-1] if result else None
        if (
            before
            and _MARK.fullmatch(before.text)
            and abs(before.base - span.base) < 0.4 * span.size
            and 0 < span.x0 - before.x1 < 4 * span.size
        ):
            result[-1] = _with_mark(before, span)
        else:
            result.append(span)
    return _called(result)


def _called(spans: Sequence[Span]) -> list[Span]:
    """Bullets that the file names apart from their items, all at once, go before these."""
    alone = [span for span in spans if _SIGN.fullmatch(span.text) or _NUMBER.fullmatch(span.text)]
    result = list(spans)
    for mark in alone[:_MOST_MARKS]:
        for index, span in enumerate(result):
            near = abs(mark.base - span.base) < 0.5 * span.size and 0 < span.x0 - mark.x1 < 3 * span.size
            if span is not mark and near and not span.marked:
                result[index] = _with_mark(mark, span)
                result = [each for each in result if each is not mark]
                break
    return result


def _with_mark(mark: Span, span: Span) -> Span:
    joined = Span(mark.text, span.x0, span.x1, span.base, span.size, mark.bold)
    joined.marked = mark.x0
    joined.add(" ", mark.bold)
    for text, bold in span.looks:
        joined.add(text, bold)
    joined.spaced = span.spaced
    return joined


def _marked(spans: Sequence[Span], marks: Sequence[Stretch]) -> list[Span]:
    """Gives lines the bullets that are drawn before them."""
    for span in spans if marks else ():
        for mark in marks:
            middle = (mark.top + mark.bottom) / 2
            if span.top - 1 < middle < span.base + 1 and 0 < span.x0 - mark.x1 < 2.5 * span.size and not span.marked:
                span.marked = mark.x0
                span.text = f"• {span.text}"
                span.looks.insert(0, ("• ", span.looks[0][1]))
    return list(spans)


def _follows(chunk: Chunk, line: Span, step: float) -> bool:
    last = chunk.lines[-1]
    if abs(line.size - last.size) > 0.06 * last.size + 0.2 and min(line.size, last.size) > 0:
        return False
    if not 0.3 * last.size < line.base - last.base < (1.22 * step) * last.size:
        return False
    return line.x0 < chunk.x1 and line.x1 > chunk.x0


def bands(found: Sequence[Chunk]) -> list[Band]:
    """What stands side by side, in reading order."""
    made: list[Band] = []
    for chunk in found:
        band = made[-1] if made else None
        if band and len(band) < _MOST_COLUMNS and sum(map(len, band)) < _MOST_CHUNKS:
            top = min(each.top for column in band for each in column)
            bottom = max(each.bottom for column in band for each in column)
            last = band[-1]
            right = max(each.x1 for each in last)
            if chunk.x0 >= right - 1 and chunk.top < bottom and chunk.bottom > top:
                _cut(made, chunk)
                made[-1].append([chunk])
                continue
            if len(band) > 1 and chunk.top > last[-1].bottom - 1 and chunk.x0 > band[-2][0].x1 - 1 and (
                chunk.x0 < right and chunk.top - last[-1].bottom < 2 * chunk.lines[0].size
            ):  # fmt: skip
                last.append(chunk)
                continue
        made.append([[chunk]])
    return made


def _cut(made: list[Band], chunk: Chunk) -> None:
    """Leaves the lines of running text that stand above a table out of its first cell."""
    band = made[-1]
    if len(band) != 1 or len(band[0]) != 1 or len(band[0][0].lines) < 2:
        return
    lines = band[0][0].lines
    above = [line for line in lines if line.base < chunk.top and line.x1 > chunk.x0 - line.size]
    count = lines.index(above[-1]) + 1 if above else 0
    if 0 < count < len(lines):
        parts = []
        for group in (lines[:count], lines[count:]):
            part = Chunk(group[0])
            for line in group[1:]:
                part.add(line)
            parts.append(part)
        made[-1:] = [[[parts[0]]], [[parts[1]]]]


def tables(found: Sequence[Band], width: float, before: Grid | None = None) -> list[Grid | Chunk]:
    """The bands as tables and chunks: rows that share their columns are a table. `before` is a table at the end of the
    page before, which may go on here with a single row."""
    result: list[Grid | Chunk] = []
    index = 0
    while index < len(found):
        grid, end = _grid(found, index, width, before if not result else None)
        if grid and _are_columns(grid, width):
            result.extend(_columns(grid))
        elif grid:
            result.append(grid)
        else:
            result.extend(_in_line(found[index]))
            end = index + 1
        index = end
    return result


def _columns(grid: Grid) -> list[Chunk]:
    """The text of columns that were written line by line, one column after another."""
    made: list[Chunk] = []
    for place in range(len(grid.edges)):
        first = True
        for row in grid.rows:
            for line in (line for chunk in row.get(place, ()) for line in chunk.lines):
                if first or not _follows(made[-1], line, _WIDEST):
                    made.append(Chunk(line))
                else:
                    made[-1].add(line)
                first = False
    return made


def _in_line(band: Band) -> list[Chunk]:
    """A band that is no row: what stands on one line is one line, else column after column."""
    if len(band) > 1 and all(len(column) == 1 and len(column[0].lines) == 1 for column in band):
        line = band[0][0].lines[0]
        for column in band[1:]:
            other = column[0].lines[0]
            line.add(" ", line.bold)
            for text, bold in other.looks:
                line.add(text, bold)
            line.x1 = other.x1
        return [Chunk(line)]
    return [chunk for column in band for chunk in column]


def _grid(found: Sequence[Band], start: int, width: float, before: Grid | None) -> tuple[Grid | None, int]:
    """The table that begins with a band, and the index of the band after it."""
    fits = before is not None and len(found[start]) > 1 and _placed(found[start], before.edges) is not None
    if len(found[start]) < 2:
        return None, start
    edges = list(before.edges) if fits and before else [_edges(column) for column in found[start]]
    rows: list[dict[int, Column]] = []
    end = start
    while end < len(found):
        row = _placed(found[end], edges)
        if row is None or (rows and not _near(found[end - 1], found[end])):
            break
        if len(found[end]) == 1 and 0 in row and not _goes_on(found, end, edges):
            break
        for place, column in row.items():
            left, right = _edges(column)
            edges[place] = (min(left, edges[place][0]), max(right, edges[place][1]))
        rows.append(row)
        end += 1
    return (Grid(rows, edges), end) if len(rows) > (not fits) else (None, start)


def _edges(column: Column) -> tuple[float, float]:
    return min(chunk.x0 for chunk in column), max(chunk.x1 for chunk in column)


def _placed(band: Band, edges: Sequence[tuple[float, float]]) -> dict[int, Column] | None:
    """The columns of a table that the parts of a band stand in; None when one spans several or none."""
    row: dict[int, Column] = {}
    for column in band:
        left, right = _edges(column)
        size = column[0].lines[0].size
        places = [i for i, (x0, x1) in enumerate(edges) if left < x1 and right > x0]
        if not places:  # beside a short cell of the rows before
            places = [i for i, (x0, _) in enumerate(edges) if abs(left - x0) < size]
        if len(places) != 1 or places[0] in row:
            return None
        row[places[0]] = column
    return row


def _near(before: Band, after: Band) -> bool:
    bottom = max(chunk.bottom for column in before for chunk in column)
    first = after[0][0]
    return -first.lines[0].size < first.top - bottom < 4.5 * first.lines[0].size


def _goes_on(found: Sequence[Band], index: int, edges: Sequence[tuple[float, float]]) -> bool:
    """Whether the table has further rows after one with a single cell."""
    return any(
        len(band) > 1 and _placed(band, edges) is not None and _near(found[index], band)
        for band in found[index + 1 : index + 2]
    )


def _are_columns(grid: Grid, width: float) -> bool:
    """Whether a table is really text in columns, written line by line across the page."""
    rows, edges = grid.rows, grid.edges
    if len(edges) > 3 or len(rows) < 6:
        return False
    single = all(len(column) == 1 and len(column[0].lines) == 1 for row in rows for column in row.values())
    wide = all(right - left > 0.7 * width / (len(edges) + 0.5) for left, right in edges)
    firsts = [row[min(row)][0].lines[0] for row in rows]
    close = [(after.base - before.base) / before.size < 1.7 for before, after in pairwise(firsts)]
    return single and wide and sum(close) > 0.7 * len(close)
