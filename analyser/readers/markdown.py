"""Markdown → Document. Source offsets are noted while markdown-it reads, not looked up afterwards."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from analyser.readers import html
from analyser.readers.dialects import plain
from analyser.readers.layout import arrange
from analyser.readers.outline import LineBuilder, Outline, join
from analyser.types import Cell, Document, Source

_NEWLINE = re.compile(r"\r\n|\r|\n")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)((?:(?!---[ \t]*(?:[\r\n]|\Z)|\.\.\.[ \t]*(?:[\r\n]|\Z))[^\r\n]*+(?:\r\n|\r|\n))*+)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")  # fmt: skip  # noqa: E501
_TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*(?:\r\n|\r|\n)(.{0,20000}?)^\+\+\+[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL | re.MULTILINE
)
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(\S[^\r\n]*?)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_DATED = re.compile(  # what front matter tells of the day or the version; a site shows it with the text
    r"^(?:date|datum|lastmod|last[-_ ]?(?:modified|updated|update)(?:_at)?|modified|updated(?:_at)?|version|versie)"
    r"[ \t]*[:=][ \t]*\S[^\r\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSING = re.compile(r"(?<=[ \t])#+$")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)


def read(source: Source) -> Document:
    """The headings, paragraphs, list items and table cells of a Markdown statement."""
    title, start = None, 0
    outline = Outline()
    if front := _FRONT_MATTER.match(source.text) or _TOML.match(source.text):
        start = front.end()
        if named := _TITLE.search(front[1]):
            title = named[1].strip("\"'") or None
        builder = LineBuilder(source.text)
        for dated in _DATED.finditer(source.text, front.start(1), front.end(1)):
            builder.add(*dated.span())
            for line in builder.take():
                outline.text(line)
    _Reader(source.text[:start] + plain(source.text[start:]), start, outline).run()
    return outline.document(source, title)


# -- where each inline token begins ----------------------------------------------------------------------------


class _Marks:
    """What the rule below knows of one run of the inline parser."""

    __slots__ = ("at", "pending", "seen", "text_at")

    def __init__(self) -> None:
        self.at = self.text_at = self.seen = 0
        self.pending = False


def _mark(state: StateInline, silent: bool) -> bool:
    """The first inline rule: it matches nothing and notes where the next one starts."""
    if not silent:
        _note(state)
    return False


def _note(state: StateInline) -> None:
    """Gives the tokens that came since the last call their start `at` and the end of their rule `to`."""
    # Runs nest only through the labels of images, each with a list of tokens of its own.
    all_marks: dict[int, _Marks] = state.env["marks"]
    marks = all_marks.get(id(state.tokens)) or all_marks.setdefault(id(state.tokens), _Marks())
    cursor = marks.at
    for index in range(marks.seen, len(state.tokens)):
        token = state.tokens[index]
        text = token.type == "text"
        if text and marks.pending and index == marks.seen:
            token.meta = {"at": marks.text_at, "to": marks.at}
            continue
        token.meta = {"at": cursor, "to": state.pos}
        if text:
            cursor += len(token.content)  # the signs of "**" come one by one
    marks.seen = len(state.tokens)
    marks.at = state.pos
    marks.pending = bool(state.pending)
    if not marks.pending:
        marks.text_at = state.pos


@cache
def _parser() -> MarkdownIt:
    # 100 deep in lists and quotes is deeper than people write and safe for the interpreter's stack.
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    parser.disable(["text_join", "fragments_join"])
    parser.inline.ruler.before("text", "mark", _mark)
    parser.inline.ruler2.before("balance_pairs", "mark", _note)
    return parser


# -- from tokens to blocks --------------------------------------------------------------------------------------


class _Reader:
    def __init__(self, text: str, start: int, outline: Outline) -> None:
        self.text, self.outline = text, outline
        self.lines: list[tuple[int, int]] = []  # source start and end of each line, without its break
        position = start
        for newline in _NEWLINE.finditer(text, start):
            self.lines.append((position, newline.start()))
            position = newline.end()
        self.lines.append((position, len(text)))
        self.start = start
        self.builder = LineBuilder(text)

    def run(self) -> None:
        heading, cell = 0, Cell(0, -1, -1, "", False)
        lead_in: int | None = None
        row: list[int] = []  # where the cells of this row begin in the source
        tokens = _parser().parse(self.text[self.start :], {"marks": {}})
        for token in tokens:
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1])
                case "heading_close" | "tr_close":
                    heading, row = 0, []
                case "bullet_list_open" | "ordered_list_open":
                    self.outline.open_list()
                case "bullet_list_close" | "ordered_list_close":
                    self.outline.close_list()
                case "list_item_open":
                    self.outline.open_item()
                case "table_open":
                    number, lead_in = self.outline.open_table()
                    cell = Cell(number, -1, -1, "", False)
                case "table_close":
                    self.outline.close_table(cell.table)
                    cell = Cell(0, -1, -1, "", False)
                case "tr_open":
                    cell = Cell(cell.table, cell.row + 1, -1, "", False)
                    row = self._row(token)
                case "th_open" | "td_open":
                    cell = Cell(cell.table, cell.row, cell.column + 1, "", token.tag == "th")
                case "inline":
                    in_cell = cell.column >= 0
                    offsets = self._cell(token, row, cell.column) if in_cell else self._content(token, heading)
                    self._inline(token, offsets)
                    lines = self.builder.take()
                    if in_cell:
                        for line in lines:
                            self.outline.cell(line, cell, lead_in)
                    elif heading and lines:
                        self.outline.heading(join(lines), heading)
                    else:
                        arrange(lines, self.outline)
                case "fence" | "code_block":
                    self._code(token)
                case "html_block":
                    self._html(token)

    # Each of these gives the source offset of every character of a token's content, and of its end.

    def _content(self, token: Token, heading: int) -> list[int]:
        first, last = token.map or [0, 0]
        opening = token.content.split("\n", 1)[0].rstrip()
        # Lines with nothing but no-break spaces before the text are trimmed with it.
        while first + 1 < last and not self._ends_with(first, opening):
            first += 1
        offsets: list[int] = []
        for number, part in enumerate(token.content.split("\n"), first):
            start, end = self.lines[number]
            raw = self.text[start:end].rstrip()
            if heading and token.map and token.map[1] - token.map[0] == 1:  # ATX: closing signs are no text
                raw = _CLOSING.sub("", raw).rstrip()
            base = start + len(raw) - len(part.rstrip())
            offsets.extend(range(base, base + len(part) + 1))
        return offsets

    def _ends_with(self, number: int, words: str) -> bool:
        start, end = self.lines[number]
        return self.text[start:end].rstrip().replace("\x00", "\ufffd").endswith(words)

    def _row(self, token: Token) -> list[int]:
        start, end = self.lines[(token.map or [0, 0])[0]]
        containers = _CONTAINERS.match(self.text, start, end)
        position = containers.end() if containers else start
        if position < end and self.text[position] == "|":
            position += 1
        begins, escaped = [position], False
        for index in range(position, end):
            if self.text[index] == "|" and not escaped:
                begins.append(index + 1)
            escaped = self.text[index] == "\\"
        return [*begins, end + 1]

    def _cell(self, token: Token, row: list[int], column: int) -> list[int]:
        if not token.content or column + 1 >= len(row):
            return [self.lines[(token.map or [0, 0])[0]][0]] * (len(token.content) + 1)
        start, end = row[column], row[column + 1] - 1
        while start < end and self.text[start] in " \t":
            start += 1
        offsets = []
        position = start
        for char in token.content:
            if char == "|" and self.text[position : position + 2] == "\\|":
                position += 1
            offsets.append(position)
            position += 1
        return [*offsets, position]

    def _inline(self, token: Token, offsets: list[int]) -> None:
        strong = 0
        for child in token.children or ():
            kind, at = child.type, int(child.meta.get("at", 0))
            to = int(child.meta.get("to", at))
            if kind == "strong_open":
                strong += 1
            elif kind == "strong_close":
                strong -= 1
            elif kind == "text" and child.content:
                if at < to and token.content.startswith("<", at):  # an autolink: its text as it was written
                    same = token.content.startswith(child.content, at)
                    self._add(offsets, at if same else at + 1, at + len(child.content) if same else to - 1, strong)
                else:
                    self._add(offsets, at, at + len(child.content), strong)
            elif kind == "text_special":
                self.builder.put(child.content, offsets[at], offsets[at + len(child.markup) - 1] + 1, strong > 0)
            elif kind == "code_inline":
                fence = len(child.markup)
                self._add(offsets, at + fence, to - fence, strong)
            elif kind == "image":
                inner = offsets[at + 2 : at + 2 + len(child.content) + 1]
                self._inline(child, inner)
            elif kind == "softbreak":
                self.builder.line_break(hard=False)
            elif kind == "hardbreak" or (kind == "html_inline" and _BREAK_TAG.match(child.content)):
                self.builder.line_break(hard=True)

    def _add(self, offsets: list[int], start: int, end: int, strong: int) -> None:
        """Adds content characters, in runs that are contiguous in the source."""
        while start < end:
            last = end
            if offsets[end - 1] - offsets[start] != end - 1 - start:
                base = offsets[start] - start
                last = bisect_left(range(end), True, start, end, key=lambda index: offsets[index] - index != base)
            self.builder.add(offsets[start], offsets[last - 1] + 1, strong > 0)
            start = last

    def _code(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        if token.type == "fence":
            first += 1
        count = token.content.count("\n") + (token.content[-1:] not in ("", "\n"))
        for start, end in self.lines[first : min(first + count, last)]:
            containers = _CONTAINERS.match(self.text, start, end) if token.level else None
            self.builder.add(containers.end() if containers else start, end)
            self.builder.line_break(hard=False)
        arrange(self.builder.take(), self.outline)

    def _html(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        last = min(last, len(self.lines))
        parts: list[str] = []
        for number in range(first, last):
            start, end = self.lines[number]
            following = self.lines[number + 1][0] if number + 1 < last else end
            # The signs of quotes and lists are no text of the page: blank them, so that offsets stay.
            containers = _CONTAINERS.match(self.text, start, end) if token.level else None
            cut = containers.end() if containers else start
            parts.append(" " * (cut - start) + self.text[cut:following])
        html.read_into(self.outline, "".join(parts), self.lines[first][0])
