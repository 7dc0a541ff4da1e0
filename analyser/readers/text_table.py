"""Tables in plain text: columns under a ruled line, cells between upright strokes, lines with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

Place = tuple[int, int]  # start and end in the source

_COLUMNS = re.compile(r"[ \t]*[-=]{2,}(?:[ ]+[-=]{2,})+[ \t]*")  # "-----  -----" under the header
_WHOLE = re.compile(r"[ \t]*-{10,}[ \t]*")  # a ruled line over the whole width
_STROKES = re.compile(r"[ \t]*[|+].*[|+][ \t]*")
_ONLY_RULES = re.compile(r"[\s|+:=-]+")
_MOST_ROWS = 2000


@dataclass(frozen=True)
class Table:
    """Where a table stands, and for each cell of each row the places of its lines."""

    start: int
    end: int
    rows: tuple[tuple[tuple[Place, ...], ...], ...]
    header: bool  # the first row names the columns


def tables(text: str, lines: Sequence[Place]) -> Iterator[Table]:
    """The tables among the lines of a text, in order."""
    index = 0
    while index < len(lines):
        found = _ruled(text, lines, index) or _stroked(text, lines, index) or _tabbed(text, lines, index)
        table, index = found or (None, index + 1)
        if table:
            yield table


def _line(text: str, place: Place) -> str:
    return text[place[0] : place[1]]


def _ruled(text: str, lines: Sequence[Place], index: int) -> tuple[Table, int] | None:
    """A header over a line of rules, one for each column, and what stands under them."""
    first = index
    multiline = _WHOLE.fullmatch(_line(text, lines[index])) is not None
    index += multiline
    if index == len(lines) or (not _line(text, lines[index]).startswith((" ", "\t")) and not multiline):
        return None
    ruler = next(
        (i for i in range(index + 1, min(index + 5, len(lines))) if _COLUMNS.fullmatch(_line(text, lines[i]))), None
    )
    if ruler is None or any(not _line(text, lines[i]).strip() for i in range(index, ruler)):
        return None
    columns = [found.span() for found in re.finditer(r"[-=]+", _line(text, lines[ruler]))]
    rows = [list(range(index, ruler)), []]
    end = ruler + 1
    while end < len(lines) and len(rows) < _MOST_ROWS:
        line = _line(text, lines[end])
        if multiline and (_WHOLE.fullmatch(line) or _COLUMNS.fullmatch(line)):
            end += 1
            break
        if not line.strip():
            if not multiline:
                break
            rows.append([])
        elif multiline:
            rows[-1].append(end)
        else:
            rows.append([end])
        end += 1
    cells = tuple(tuple(_cut(text, lines, row, columns)) for row in rows if row)
    return (Table(lines[first][0], lines[end - 1][1], cells, True), end) if len(cells) > 1 else None


def _cut(
    text: str, lines: Sequence[Place], row: Sequence[int], columns: Sequence[tuple[int, int]]
) -> Iterator[tuple[Place, ...]]:
    for number, (left, _) in enumerate(columns):
        right = columns[number + 1][0] if number + 1 < len(columns) else None
        places = []
        for index in row:
            start, end = lines[index]
            stop = end if right is None else min(start + right, end)
            if text[min(start + left, end) : stop].strip():
                places.append((start + left, stop))
        yield tuple(places)


def _stroked(text: str, lines: Sequence[Place], index: int) -> tuple[Table | None, int] | None:
    """Lines whose cells stand between "|", or a grid of "+---+"; no table where they have one cell each."""
    last = min(len(lines), index + _MOST_ROWS)
    run = list(takewhile(lambda i: _STROKES.fullmatch(_line(text, lines[i])), range(index, last)))
    if len(run) < 2:
        return None
    grid = _line(text, lines[run[0]]).lstrip().startswith("+")
    rows: list[list[list[Place]]] = []
    fresh = True
    ruled = False
    for number in run:
        line = _line(text, lines[number])
        if _ONLY_RULES.fullmatch(line):
            fresh, ruled = True, ruled or len(rows) == 1
            continue
        cuts = [found.start() for found in re.finditer(r"\|", line)]
        cells = [(lines[number][0] + a + 1, lines[number][0] + b) for a, b in pairwise(cuts)]
        if fresh or not grid or len(cells) != len(rows[-1]):
            rows.append([[] for _ in cells])
        fresh = False
        for places, (start, end) in zip(rows[-1], cells, strict=True):
            if text[start:end].strip():
                places.append((start, end))
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None, run[-1] + 1
    made = tuple(tuple(tuple(cell) for cell in row) for row in rows)
    return Table(lines[index][0], lines[run[-1]][1], made, ruled), run[-1] + 1


def _tabbed(text: str, lines: Sequence[Place], index: int) -> tuple[Table | None, int] | None:
    """Lines with as many tabs between words, as a table becomes when it is copied as text; no table where the first of
    them is a bullet."""

    def count(number: int) -> int:
        return _line(text, lines[number]).strip().count("\t")

    columns = count(index)
    last = min(len(lines), index + _MOST_ROWS)
    run = list(takewhile(lambda i: columns and count(i) == columns, range(index, last)))
    if len(run) < 2:
        return None
    if any(re.match(r"\s*\S{1,3}\t", _line(text, lines[i])) for i in run):
        return None, run[-1] + 1
    rows = []
    for number in run:
        start, end = lines[number]
        cuts = [start - 1, *(start + found.start() for found in re.finditer(r"\t", text[start:end])), end]
        cells = tuple(((a + 1, b),) if text[a + 1 : b].strip() else () for a, b in pairwise(cuts))
        rows.append(cells[-columns - 1 :])
    return Table(lines[index][0], lines[run[-1]][1], tuple(rows), False), run[-1] + 1
