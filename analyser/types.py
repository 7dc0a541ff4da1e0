"""The values that pass from stage to stage: frozen, without spaCy, offsets in characters.

Two coordinate systems exist. *Source offsets* count characters in `Source.text`, the file as it was read.
*Clean offsets* count characters in `Document.text`, the statement's own words without markup. A `Document`
maps the second to the first; lines and columns are made from source offsets only when something is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import inf
from types import MappingProxyType
from typing import Literal, NamedTuple

TextMedia = Literal["text/markdown", "text/plain", "text/html"]  # read as they are; quotes are slices of the file
MediaType = (
    TextMedia
    | Literal[
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
        "application/pdf",
    ]
)
BlockKind = Literal["heading", "paragraph", "list_item", "table_cell"]
Language = Literal["nl", "en"]
Jurisdiction = Literal["nl", "be"]
NO_ATTRIBUTES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """A statement as it was given: `name` is the path or "-" or a label, `text` the decoded characters.

    A document of a word processor, and a PDF, has no characters of its own to point at: there `text` is what the reader
    took out of it, one paragraph a line, and `layout` what it is.
    """

    name: str
    text: str
    media_type: MediaType
    sha256: str  # of the bytes as read, hexadecimal
    layout: Layout | None = None
    retrieved: str | None = None  # when an address gave it, UTC, ISO 8601


@dataclass(frozen=True, slots=True)
class Layout:
    """The structure of a text that a reader took out of a document."""

    blocks: tuple[Block, ...]
    title: str | None = None  # as the document names itself, used where it has no heading
    pages: tuple[int, ...] = ()  # the offset at which each page begins; none where pages are not fixed


class Piece(NamedTuple):
    """A run of clean characters and the source characters it came from.

    Where both lengths are equal the run maps character by character; otherwise (an entity, an escape, folded
    white space) the clean run stands for the source run as a whole. Lengths in characters.
    """

    clean: int  # offset within the block's clean text
    source: int  # offset in Source.text
    clean_length: int
    source_length: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands: `row` counts from 0 and row 0 is the header if the table has one."""

    table: int
    row: int
    column: int
    header: str  # clean text of the column's header cell, "" when there is none
    is_header: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table cell, its white space folded to single spaces."""

    kind: BlockKind
    text: str
    pieces: tuple[Piece, ...]
    headings: tuple[str, ...] = ()  # outermost first; a heading's own text is the last of its path
    level: int = 0  # heading level 1-6, depth of a list item from 1, else 0
    list_id: int | None = None  # items of one list share it
    lead_in: int | None = None  # index in Document.blocks of the block that introduces this list
    cell: Cell | None = None


@dataclass(frozen=True)
class Document:
    """The statement's own text in blocks, with the way back to the source."""

    source: Source
    blocks: tuple[Block, ...]
    title: str | None = None

    @cached_property
    def text(self) -> str:
        """The blocks' clean texts, one a line."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The clean offset at which each block begins in `text`."""
        starts, position = [], 0
        for block in self.blocks:
            starts.append(position)
            position += len(block.text) + 1
        return tuple(starts)

    @cached_property
    def _rows(self) -> Mapping[tuple[int, int], tuple[Block, ...]]:
        rows: dict[tuple[int, int], list[Block]] = {}
        for block in self.blocks:
            if block.cell:
                rows.setdefault((block.cell.table, block.cell.row), []).append(block)
        return {place: tuple(row) for place, row in rows.items()}

    def same_list(self, one: int, other: int) -> bool:
        """Whether two blocks, by index, are items of one list."""
        listed = self.blocks[one].list_id
        return listed is not None and self.blocks[other].list_id == listed

    def row_of(self, block: Block) -> tuple[Block, ...]:
        """The cells of the table row that a block stands in, in the order of the text; none outside a table."""
        return self._rows[block.cell.table, block.cell.row] if block.cell else ()

    def block_index(self, offset: int) -> int:
        """The index of the block that holds a clean offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets (start, end) of a clean span that lies within one block."""
        index = self.block_index(start)
        block, base = self.blocks[index], self.starts[index]
        first, _ = _to_source(block.pieces, start - base)
        _, last = _to_source(block.pieces, max(end - base - 1, start - base))
        return first, last

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(self.source.text) if char == "\n")
        return tuple(starts)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a source offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def page(self, offset: int) -> int | None:
        """The page, from 1, of a source offset; None in a medium without fixed pages."""
        pages = self.source.layout.pages if self.source.layout else ()
        return bisect_right(pages, offset) or 1 if pages else None


def _to_source(pieces: tuple[Piece, ...], offset: int) -> tuple[int, int]:
    """The source span (start, end) of the clean character at a block offset."""
    index = bisect_right(pieces, (offset, inf)) - 1 if len(pieces) > 1 else 0  # pieces begin with their clean offset
    piece = pieces[max(index, 0)]
    if piece.clean_length == piece.source_length:
        start = piece.source + min(offset - piece.clean, max(piece.source_length - 1, 0))
        return start, start + 1
    return piece.source, piece.source + piece.source_length


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item part, heading or cell, as the rules and the linking see it."""

    index: int
    text: str
    start: int  # clean offset in Document.text
    end: int
    block: int  # index in Document.blocks
    lead_in: str = ""  # text of the sentence that introduces this list item, or of the column header


class Assertion(StrEnum):
    """What the statement claims of a fact."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CONDITIONAL = "conditional"  # only if, unless, with consent: it is said to happen, under a condition


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that shows a fact: a literal slice of the source, markup included."""

    quote: str  # Source.text[start:end]
    text: str  # the same passage in clean words, for showing
    start: int
    end: int
    match_start: int  # source offsets of the words that the pattern matched, within the quote
    match_end: int
    section: tuple[str, ...]  # heading path
    sentence: int  # index in Facts.sentences
    pipe: str = ""  # the component that found it
    term: str = ""  # the phrase that matched, as written in the term file

    def overlaps(self, other: Evidence) -> bool:
        """Whether some of the same words state both."""
        return self.match_start < other.match_end and other.match_start < self.match_end

    def holds(self, other: Evidence) -> bool:
        """Whether the words that state the other are among its own."""
        return self.match_start <= other.match_start and other.match_end <= self.match_end


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the statement says; kinds, values and attributes are those of the output contract."""

    kind: str
    value: str
    evidence: Evidence
    attributes: Mapping[str, object] = field(default_factory=lambda: NO_ATTRIBUTES)
    assertion: Assertion = Assertion.ASSERTED

    @property
    def sentence(self) -> int:
        """The index in `Facts.sentences` of the sentence that shows it."""
        return self.evidence.sentence


@dataclass(frozen=True)
class Facts:
    """Everything extracted from one document, in the order of the text."""

    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]
    address_form: Literal["u", "je", "mixed", "none"] = "none"

    def of(self, kind: str, *values: str) -> Iterator[Fact]:
        """The asserted and conditional facts of a kind, and of the given values if any are named."""
        return (
            fact
            for fact in self.facts
            if fact.kind == kind
            and fact.assertion is not Assertion.DENIED
            and (not values or fact.value in values)
        )

    def denied(self, kind: str, *values: str) -> Iterator[Fact]:
        """The denied facts of a kind ("wij delen geen gegevens met derden")."""
        return (
            fact
            for fact in self.facts
            if fact.kind == kind and fact.assertion is Assertion.DENIED and (not values or fact.value in values)
        )


LinkBasis = Literal["sentence", "list", "row", "section", "general", "usual"]
AT_LARGE: frozenset[LinkBasis] = frozenset({"general", "usual"})  # of what is told elsewhere
ACTIVITY_FIELDS = (
    "purposes", "data_categories", "legal_bases", "retention", "recipients", "data_subjects"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A value in an activity, the fact that states it, and the structure that ties it there."""

    field: str  # one of ACTIVITY_FIELDS
    value: str
    fact: int  # index in Facts.facts
    basis: LinkBasis


@dataclass(frozen=True)
class Activity:
    """A processing activity: what the statement handles together (Art. 30(1))."""

    name: str
    links: tuple[Link, ...]

    def values(self, name: str) -> tuple[str, ...]:
        """The distinct values of one field, in the order of the text."""
        return tuple(dict.fromkeys(link.value for link in self.links if link.field == name))

    def tied(self, name: str) -> tuple[str, ...]:
        """Those of them that the text ties to it, and not what is usual."""
        return tuple(dict.fromkeys(link.value for link in self.links if link.field == name and link.basis != "usual"))


Status = Literal["met", "partial", "missing", "not_applicable", "violated"]
Severity = Literal["error", "warning", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of the statement."""

    rule: str
    status: Status
    severity: Severity
    article: str  # "13(2)(a)" of the law that the rule names, "" when it has none
    message: Mapping[str, str]  # by language
    advice: Mapping[str, str]  # by language, "" when nothing has to be done
    evidence: tuple[Evidence, ...]
    anchor: int  # source offset of the first evidence, or of the place where the item belongs
    fingerprint: str  # rule + normalised quote + heading, hexadecimal; no line numbers
    further: tuple[Evidence, ...] = ()  # the sentences that show it besides those that reports show
