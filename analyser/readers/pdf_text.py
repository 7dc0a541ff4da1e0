"""Chunks and tables of pages → paragraphs, items and headings in one text.

What runs at the head and foot of pages goes out, words that were parted at line ends and paragraphs that were parted
at page ends are put together, and headings show by their size or weight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analyser.readers import pdf_page
from analyser.readers.flow import Entry, Flow, Row, Run, Runs
from analyser.readers.layout import BULLET
from analyser.readers.line_words import line_patterns
from analyser.readers.pdf_page import Chunk, Grid, Page, Span
from analyser.types import Layout

_MARGIN = 0.15  # of the height of a page, in which its head and foot stand
_RUNNING = 4  # lines of a head or foot at most
_LARGER = 1.08  # times the size of the text: a heading
_MANY = 2000  # chunks of a page: more are no text in columns
_END = ".!?:;"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class _Part:
    """A paragraph, item, heading or table on a page."""

    kind: str  # "text", "item", "heading", "table"
    page: int
    runs: Runs = field(default_factory=list)
    size: float = 0
    x: float = 0  # of the bullet of an item, else of the text
    numbered: bool = False
    sign: str = ""  # the number of an item
    full: bool = False  # its last line reaches the right edge
    rows: list[Row] = field(default_factory=list)
    grid: Grid | None = None

    @property
    def text(self) -> str:
        """Its characters."""
        cells = (run for row in self.rows for entry in row.entries for runs in entry.paragraphs for run in runs)
        return "".join(run.text for run in (*self.runs, *cells))


def assemble(pages: Sequence[Page]) -> tuple[str, Layout]:
    """The text of pages and its layout."""
    _drop_running(pages)
    words = Counter(word for page in pages for span in page.spans for word in _WORD.findall(span.text))
    step, breaks = pdf_page.leading(pages), _breaks_words(pages)
    parts: list[_Part] = []
    grid: Grid | None = None
    for number, page in enumerate(pages):
        found = pdf_page.tables(pdf_page.bands(pdf_page.chunks(page, step)), page.width, grid)
        alone = [each for each in found if isinstance(each, Chunk)]
        for each in found:
            if isinstance(each, Grid):
                parts.append(_table(each, number, words, breaks))
            else:
                near = alone if len(alone) < _MANY else [each]
                beside = (other for other in near if other.x0 < each.x1 and other.x1 > each.x0)
                right = max(other.x1 for other in beside if _alike(other, each))
                parts.extend(_parts(each, number, right, words, breaks))
        grid = found[-1] if found and isinstance(found[-1], Grid) else None
    body = _body_size(parts)
    sizes = sorted({size for part in parts if (size := _heading_size(part, body))}, reverse=True)
    for part in parts:
        if size := _heading_size(part, body):
            part.kind = f"heading{min(sizes.index(size) + 1, 6)}"
    return _flow(_whole(parts, words), len(pages))


# -- heads and feet ----------------------------------------------------------------------------------------------


def _drop_running(pages: Sequence[Page]) -> None:
    """Takes out the lines that return at the head or foot of pages, and page numbers."""
    seen: Counter[tuple[int, str]] = Counter()
    kept = [_edge_lines(page) for page in pages]
    for lines in kept:
        seen.update({key for line in lines for key in (_key(line),)})
    most = max(2, (2 * len(pages) + 4) // 5)  # left and right pages may differ
    for page, lines in zip(pages, kept, strict=True):
        gone = {
            id(span) for line in lines
            if seen[_key(line)] >= most or line_patterns().page.fullmatch(" ".join(span.text for span in line))
            for span in line
        }  # fmt: skip
        page.spans = [span for span in page.spans if id(span) not in gone]


def _edge_lines(page: Page) -> list[list[Span]]:
    """The first and last lines of a page that stand in its margins."""
    lines: list[list[Span]] = []
    for span in sorted(page.spans, key=lambda span: (span.base, span.x0)):
        if lines and abs(lines[-1][0].base - span.base) < 0.4 * span.size:
            lines[-1].append(span)
        else:
            lines.append([span])
    head = [line for line in lines[:_RUNNING] if line[0].base < _MARGIN * page.height]
    foot = [line for line in lines[-_RUNNING:] if line[0].base > (1 - _MARGIN) * page.height]
    return [*head, *(line for line in foot if not any(line is other for other in head))]


def _key(line: Sequence[Span]) -> tuple[int, str]:
    return round(line[0].base / 4), re.sub(r"\d+", "#", " ".join(span.text for span in line))


# -- chunks → parts ----------------------------------------------------------------------------------------------


def _parts(chunk: Chunk, page: int, right: float, words: Counter[str], breaks: bool) -> Iterator[_Part]:
    """The paragraphs and items of a chunk."""
    part: _Part | None = None
    before: Span | None = None
    inset = 0.0
    for line in chunk.lines:
        mark = _mark(line, before, right)
        dedent = part is not None and part.kind == "item" and line.x0 < inset - 0.6 * line.size
        if part is None or mark or dedent:
            if part is not None:
                yield part
            start = line.marked or line.x0
            part = _Part("item" if mark else "text", page, _runs(line, mark.end() if mark else 0), line.size, start)
            part.numbered = bool(mark and mark.lastgroup == "number")
            part.sign = f"{mark[0].strip()} " if mark and part.numbered else ""
            inset = line.x0 if line.marked else line.x0 + (0.5 * line.size if mark else 0)
        elif before is not None:
            hard = _ends_early(before, line, right)
            between = "\n" if hard else "" if breaks and _within_word(before, line, right) else " "
            part.runs = _joined(part.runs, _runs(line), words, between)
        part.full = line.x1 > right - 5 * line.size
        before = line
    if part is not None:
        yield part


def _mark(line: Span, before: Span | None, right: float) -> re.Match[str] | None:
    """The bullet or number that a line begins with; a dash or number may also stand there by chance."""
    mark = BULLET.match(line.text)
    if mark is None or mark.lastgroup == "sign" or line.marked or before is None:
        return mark
    return mark if before.text[-1] in _END or _ends_early(before, line, right) else None


def _within_word(before: Span, line: Span, right: float) -> bool:
    """Whether a line broke within a word for want of room: the word fills the line, no space stands at its end."""
    fills = before.text.isalpha() and before.x1 > right - 1.5 * before.size
    return fills and not before.spaced and line.text[0].islower()


def _breaks_words(pages: Iterable[Page]) -> bool:
    """Whether the file names the spaces at the ends of lines, so that a line without one ends within a word."""
    ends = [
        before.spaced for page in pages for before, after in pairwise(page.spans)
        if after.base > before.base and after.text[0].islower() and before.text[-1].isalpha()
    ]  # fmt: skip
    return len(ends) > 3 and sum(ends) > 0.6 * len(ends)


def _ends_early(before: Span, line: Span, right: float) -> bool:
    """Whether the next line's first word would have fitted: the writer ended this line."""
    if not (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in "+“\"'("):
        return False
    word = line.text.split(" ", 1)[0]
    return before.x1 + (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1) < right - 0.5 * line.size


def _runs(line: Span, skip: int = 0) -> Runs:
    runs = []
    for text, bold in line.looks:
        if skip < len(text):
            runs.append(Run(text[skip:], bold))
        skip = max(skip - len(text), 0)
    return runs


def _joined(first: Runs, second: Runs, words: Counter[str], between: str) -> Runs:
    """Two stretches of text as one; a word that was parted at the end of the line is whole again."""
    if not first or not second:
        return [*first, *second]
    page = "\f" if "\f" in between else ""
    left = re.search(r"(\w+)([-\u00ad\u2010])$", first[-1].text)
    right = re.match(r"(\w+)(.?)", second[0].text)
    if between.strip("\f") == "\n" or not left or not right or not right[1][0].islower():
        return [*first, Run(between, first[-1].strong and second[0].strong), *second]
    if left[2] == "-" and right[1] in line_patterns().after_hyphen:
        return [*first, Run(f"{page} "), *second]  # "naam- en adresgegevens"
    cut = first[-1].text[: left.start(2)]
    whole, parted = words[left[1] + right[1]], words[f"{left[1]}-{right[1]}"]
    address = re.search(r"[@/]", first[-1].text.rpartition(" ")[2] + second[0].text.partition(" ")[0])
    keep = (left[2] == "-" and (address is not None or parted >= max(whole, 1))) or (
        not whole and (len(left[1]) == 1 or (left[1].isupper() and len(left[1]) > 1) or left[1][-1].isdigit())
    )  # fmt: skip
    return [*first[:-1], Run(cut + ("-" if keep else ""), first[-1].strong), Run(page), *second]


def _alike(one: Chunk, other: Chunk) -> bool:
    """Whether two chunks have letters of one size, so that they share the width of their column."""
    return abs(one.lines[0].size - other.lines[0].size) < 0.5


def _table(grid: Grid, page: int, words: Counter[str], breaks: bool) -> _Part:
    part = _Part("table", page, grid=grid)
    for found in grid.rows:
        row = Row()
        for place, column in sorted(found.items()):
            right = grid.edges[place][1]
            cells = [each for chunk in column for each in _parts(chunk, page, right, words, breaks)]
            row.entries.append(Entry(place, [each.runs for each in cells]))
        part.rows.append(row)
    return part


# -- parts → text ------------------------------------------------------------------------------------------------


def _body_size(parts: Iterable[_Part]) -> float:
    sizes: Counter[float] = Counter()
    for part in parts:
        if part.kind != "table":
            sizes[round(part.size, 1)] += len(part.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0)


def _heading_size(part: _Part, body: float) -> float:
    """The size of a part that is a heading by it, to half a point; 0 for another."""
    if part.kind == "table" or part.size < _LARGER * body or len(part.text) > 200:
        return 0
    return round(2 * part.size) / 2


def _whole(parts: Sequence[_Part], words: Counter[str]) -> list[_Part]:
    """The parts, those that a page or column break parted put together."""
    result: list[_Part] = []
    last: _Part | None = None  # of running text
    small = _body_size(parts) * 0.93
    for part in parts:
        if part.kind == "table" and result and result[-1].kind == "table" and _same_columns(result[-1], part):
            _continue(result[-1], part, words)
            continue
        if last is not None and part.kind == "text" and _goes_on(last, part):
            turned = "\f" * (part.page - last.page)
            last.runs = _joined(last.runs, part.runs, words, f"{turned} " if turned else " ")
            last.full = part.full
            last.page = part.page
            continue
        if part.kind.startswith("heading") and last is not None and result[-1] is last and (
            last.kind == part.kind and last.page == part.page and part.text[:1].islower()
        ):  # fmt: skip
            last.runs = _joined(last.runs, part.runs, words, " ")
            continue
        result.append(part)
        if part.kind == "table" or part.size >= small:
            last = part
    return result


def _continue(table: _Part, part: _Part, words: Counter[str]) -> None:
    """Adds the rest of a table from the next page: without its repeated header, a parted row made whole."""
    rows = part.rows[1:] if _texts(part.rows[0]) == _texts(table.rows[0]) else part.rows
    turned = "\f" * (part.page - table.page)
    if turned and rows and rows[0].entries and rows[0].entries[0].paragraphs:
        rows[0].entries[0].paragraphs[0].insert(0, Run(turned))
    if rows and rows[0].entries and _is_rest(rows[0], table.rows):
        above = {entry.column: entry for entry in table.rows[-1].entries}
        for entry in rows[0].entries:
            if entry.column not in above:
                table.rows[-1].entries.append(entry)
                continue
            whole = above[entry.column].paragraphs
            for runs in entry.paragraphs:
                whole[-1:] = [_joined(whole[-1] if whole else [], runs, words, " ")]
        rows = rows[1:]
    table.rows += rows
    table.grid, table.page = part.grid, part.page


def _is_rest(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row at the top of a page is the rest of the last one: it lacks a first cell, or goes on in it."""
    if row.entries[0].column > 0:
        return True
    texts, above = _texts(row), _texts(rows[-1])
    firsts = [_texts(each)[0] for each in rows if each.entries]
    return any(text.endswith(("-", "\u2010", "\u00ad")) for text in above) or (
        texts[0].strip()[:1].islower() and sum(text[:1].islower() for text in firsts) < 0.3 * len(firsts)
    )


def _goes_on(last: _Part, part: _Part) -> bool:
    """Whether a paragraph is the rest of the one before it: no sentence ended, or none begins."""
    if last.kind not in ("text", "item") or abs(last.size - part.size) > 0.5 or not (text := part.text.strip()):
        return False
    before = last.text.rstrip()
    if not before or before[-1] in _END:
        return False
    return (text[0].islower() and (last.full or last.page != part.page or before[-1] in ",-")) or (
        last.full and last.page != part.page and not all(run.strong for run in part.runs if run.text.strip())
    )


def _same_columns(one: _Part, other: _Part) -> bool:
    return (
        one.grid is not None and other.grid is not None and other.page - one.page == 1
        and len(one.grid.edges) == len(other.grid.edges)
        and all(abs(a[0] - b[0]) < 15 for a, b in zip(one.grid.edges, other.grid.edges, strict=True))
    )  # fmt: skip


def _texts(row: Row) -> list[str]:
    return [" ".join(run.text for runs in entry.paragraphs for run in runs).strip() for entry in row.entries]


def _flow(parts: Sequence[_Part], pages: int) -> tuple[str, Layout]:
    flow = Flow()
    page = -1
    marks: list[float] = []  # where the bullets of the open lists stand
    for part in parts:
        first = part.page - part.text.count("\f")
        for _ in range(first - page):
            flow.page()
        page = max(page, part.page)
        strong = all(run.strong for run in part.runs if run.text.strip())
        if part.kind.startswith("heading"):
            runs = [Run(run.text.replace("\n", " "), run.strong) for run in part.runs]
            flow.heading([Run(part.sign), *runs], int(part.kind[7:]))
        elif part.kind == "item" and part.numbered and strong and len(part.text) < 90 and not marks:
            flow.implied([Run(part.sign), *part.runs])
        elif part.kind == "item":
            while marks and marks[-1] > part.x + 3:
                marks.pop()
            if not marks or part.x > marks[-1] + 3:
                marks.append(part.x)
            flow.item(part.runs, len(marks), numbered=part.numbered)
            continue
        elif part.kind == "table":
            flow.table(part.rows)
        else:
            continues = bool(marks) and part.x > marks[-1] + 0.5 * part.size and not strong
            flow.paragraph(part.runs, continues=continues)
            if continues:
                continue
        marks.clear()
    for _ in range(pages - 1 - page):
        flow.page()
    return flow.finish()
