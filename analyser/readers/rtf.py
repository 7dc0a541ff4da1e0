r"""RTF → text and layout. Deleted text, headers, footers and fields' instructions are left out.

Rich Text Format specification 1.9.1: groups in braces, control words such as \par, bytes of a code page as \'e9.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analyser.errors import InputError
from analyser.readers.flow import Entry, Flow, Row, Run, Runs
from analyser.types import Layout

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
)
_SKIPPED = frozenset({
    "fonttbl", "colortbl", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "fldinst", "xe", "tc", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator",
    "themedata", "colorschememapping", "latentstyles", "datastore", "bkmkstart", "bkmkend", "annotation", "atnid",
    "atnauthor", "nonshppict", "sp", "sn", "filetbl", "private", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc",
})  # fmt: skip
_KEPT = frozenset({"shptxt", "shpinst", "shp", "pn", "pntext", "listtext", "footnote", "shppict", "stylesheet"})
_SIGNS = {
    "tab": " ", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ", "qmspace": " ", "page": "\n", "column": "\n",
    "softline": "\n",
}  # fmt: skip
_SYMBOLS = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"*": "", b"\n": "\n", b"\r": "\n"}
_PAGES = {77: "mac_roman", 128: "cp932", 134: "gbk", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
          178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_MOST_GROUPS = 500  # within each other; Word's reach 20
_LARGER = 1.15
_HEADING = re.compile(r"(?:heading|kop) ?([1-9])|title|titel")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    bold: bool = False
    size: int = 24  # half points
    hidden: bool = False
    skipped: bool = False
    code: str = "cp1252"
    fallback: int = 1  # characters to leave out after one in Unicode
    place: str = ""  # the destination: "", "mark", "note", "style", "fonts"


@dataclass(slots=True)
class _Paragraph:
    """What holds for the paragraph that is being read."""

    runs: Runs = field(default_factory=list)
    mark: str = ""  # what stands before an item
    level: int | None = None
    depth: int = 0
    key: int | None = None
    indent: int = 0
    table: bool = False
    notes: list[Runs] = field(default_factory=list)


def take_apart(data: bytes) -> tuple[str, Layout]:
    """The text of an RTF document and its layout; raises InputError for one that cannot be read."""
    return _Reader(data).run()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.flow = Flow()
        self.state = _State()
        self.stack: list[_State] = []
        self.paragraph = _Paragraph()
        self.note: Runs = []
        self.skip = 0  # characters that only repeat one in Unicode
        self.starred = False
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.style = 0
        self.levels: dict[int, int] = {}  # style → heading level
        self.names: dict[int, str] = {}
        self.sizes: dict[int, int] = {}
        self.rows: list[Row] = []
        self.row = Row()
        self.cell: list[Runs] = []
        self.columns = 0
        self.high = ""
        self.indent = 0

    def run(self) -> tuple[str, Layout]:
        for token in self._tokens():
            word, number, byte, symbol, brace, plain = token.groups()
            if brace:
                self._group(brace)
            elif word:
                self._word(word.decode("ascii"), int(number) if number else None)
            elif byte:
                self._bytes(bytes((int(byte, 16),)))
            elif symbol is not None:
                if symbol == b"*":
                    self.starred = True
                    continue
                if symbol in b"\r\n":
                    self._word("par", None)
                else:
                    self._put(_SYMBOLS.get(symbol, ""))
            elif plain:
                self._bytes(plain)
            self.starred = False
        self._end_paragraph()
        self._end_table()
        return self.flow.finish()

    def _tokens(self) -> Iterator[re.Match[bytes]]:
        position = 0
        while token := _TOKEN.match(self.data, position):
            position = token.end()
            if token[1] == b"bin" and token[2]:
                position += max(int(token[2]), 0)
            yield token

    def _group(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self.stack) > _MOST_GROUPS:
                raise InputError("is nested more deeply than a document is; give the text of the statement alone.")
            self.stack.append(self.state)
        elif self.stack:
            if self.state.place == "note" and self.stack[-1].place != "note":
                self.paragraph.notes.append(self.note)
            self.state = self.stack.pop()
        self.skip = 0

    # -- control words ------------------------------------------------------------------------------------------

    def _word(self, word: str, number: int | None) -> None:
        state, on = self.state, number != 0
        if word in _SKIPPED or (self.starred and word not in _KEPT):
            place = "fonts" if word == "fonttbl" else ""
            self.state = replace(state, skipped=True, place=place)
        elif word == "stylesheet":
            self.state = replace(state, skipped=True, place="style")
        elif word in ("pntext", "listtext"):
            self.state = replace(state, place="mark")
        elif word == "pn":
            self.state = replace(state, skipped=True)
        elif word == "footnote":
            self.note = []
            self.state = replace(state, place="note")
        elif word == "u" and number is not None:
            self._unicode(number % 65536)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word == "b":
            self.state = replace(state, bold=on)
        elif word == "fs" and number:
            self.state = replace(state, size=number)
            if state.place == "style":
                self.sizes[self.style] = number
        elif word in ("v", "deleted"):
            self.state = replace(state, hidden=on)
        elif word == "plain":
            self.state = replace(state, bold=False, hidden=False, size=self.sizes.get(0, 24))
        elif word == "uc" and number is not None:
            self.state = replace(state, fallback=min(max(number, 0), 8))
        elif word == "ansicpg" and number:
            self.state = replace(state, code=_codec(f"cp{number}"))
        elif word == "mac":
            self.state = replace(state, code="mac_roman")
        elif word == "f" and number is not None:
            self.font = number
            if state.place != "fonts" and number in self.fonts:
                self.state = replace(state, code=self.fonts[number])
        elif word == "fcharset" and state.place == "fonts" and number in _PAGES:
            self.fonts[self.font] = _PAGES[number]
        else:
            self._paragraph_word(word, number)

    def _paragraph_word(self, word: str, number: int | None) -> None:
        state, paragraph = self.state, self.paragraph
        if state.place == "style":
            if word == "s":
                self.style = number or 0
            elif word == "outlinelevel" and number is not None and 0 <= number < 9:
                self.levels[self.style] = number + 1
        elif state.skipped:
            return
        elif word in ("par", "sect"):
            self._end_paragraph()
        elif word == "pard":
            self.paragraph = _Paragraph(paragraph.runs, paragraph.mark, notes=paragraph.notes)
        elif word == "s" and number is not None:
            paragraph.level = self.levels.get(number)
        elif word == "outlinelevel" and number is not None:
            paragraph.level = number + 1 if 0 <= number < 9 else None
        elif word == "ilvl" and number is not None:
            paragraph.depth = min(max(number, 0), 8)
        elif word == "ls":
            paragraph.key = number
        elif word == "li" and number is not None:
            paragraph.indent = number
        elif word == "intbl":
            paragraph.table = True
        elif word == "trowd":
            self.row = replace(self.row, header=False)
        elif word == "trhdr":
            self.row.header = True
        elif word in ("cell", "nestcell"):
            self._end_cell()
        elif word in ("row", "nestrow"):
            if self.row.entries:
                self.rows.append(self.row)
            self.row, self.columns = Row(), 0

    # -- characters ---------------------------------------------------------------------------------------------

    def _bytes(self, data: bytes) -> None:
        if self.skip:
            gone = min(self.skip, len(data))
            self.skip -= gone
            data = data[gone:]
        if data:
            self._put(data.decode(self.state.code, "replace"))

    def _unicode(self, number: int) -> None:
        self.skip = self.state.fallback
        if 0xD800 <= number < 0xDC00:
            self.high = chr(number)
            return
        pair = self.high + chr(number)
        self.high = ""
        self._put(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _put(self, text: str) -> None:
        state = self.state
        if state.place == "style":
            name = self.names[self.style] = self.names.get(self.style, "") + text.split(";")[0].lower()
            if found := _HEADING.fullmatch(name.strip()):
                self.levels.setdefault(self.style, int(found[1]) if found[1] else 0)
            return
        if state.skipped or state.hidden or not text:
            return
        if state.place == "mark":
            self.paragraph.mark += text
            return
        larger = state.size > _LARGER * self.sizes.get(0, 24)
        (self.note if state.place == "note" else self.paragraph.runs).append(Run(text, state.bold or larger))

    # -- paragraphs and tables ----------------------------------------------------------------------------------

    def _end_paragraph(self) -> None:
        paragraph = self.paragraph
        if paragraph.table:
            self.cell += [[Run(paragraph.mark), *paragraph.runs], *paragraph.notes]
        else:
            self._end_table()
            self._place(paragraph)
        self.paragraph = replace(paragraph, runs=[], mark="", notes=[])

    def _place(self, paragraph: _Paragraph) -> None:
        text = "".join(run.text for run in paragraph.runs).strip()
        mark = paragraph.mark.strip()
        continues = False
        if text and paragraph.level is not None and not mark.startswith(("•", "·", "-", "o")):
            self.flow.heading(paragraph.runs, paragraph.level)
            self.indent = 0
        elif text and mark:
            numbered = any(char.isalnum() for char in mark) and mark != "o"
            self.flow.item(paragraph.runs, paragraph.depth + 1, paragraph.key, numbered=numbered)
            self.indent = paragraph.indent
        elif text:
            continues = 0 < self.indent <= paragraph.indent
            self.flow.paragraph(paragraph.runs, continues=continues)
            self.indent = self.indent if continues else 0
        for note in paragraph.notes:
            self.flow.paragraph(note, continues=continues or bool(mark))

    def _end_cell(self) -> None:
        paragraph = self.paragraph
        self.cell += [paragraph.runs, *paragraph.notes]
        self.row.entries.append(Entry(self.columns, [runs for runs in self.cell if runs]))
        self.cell, self.columns = [], self.columns + 1
        self.paragraph = replace(paragraph, runs=[], mark="", notes=[])

    def _end_table(self) -> None:
        if self.cell:  # text of a row that never ended
            self._end_cell()
        if self.row.entries:
            self.rows.append(self.row)
        rows, self.rows, self.row, self.columns = self.rows, [], Row(), 0
        if rows:
            self.flow.table(rows)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
