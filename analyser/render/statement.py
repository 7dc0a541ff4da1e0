"""The statement as the report prints it: blocks in order, cut into segments that carry their evidence.

Evidence overlaps freely, so each block's text is cut wherever a span begins or ends; a segment then knows all
that covers it and the page stays well-formed whatever the spans are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analyser.render.texts import Texts, load_report_file
from analyser.render.view import FindingView, View, place_of
from analyser.types import Assertion, Block, Document

if TYPE_CHECKING:
    from analyser.analysis import Analysis


@dataclass(frozen=True)
class Mark:
    """A highlighted span: `group` is an id of parts.yaml, `letter` its sign, `label` what was found."""

    group: str
    letter: str
    label: str


@dataclass(frozen=True)
class Segment:
    """A run of text that the same spans cover."""

    text: str
    marks: tuple[Mark, ...] = ()
    ended: tuple[Mark, ...] = ()  # marks of which this is the last segment
    findings: tuple[FindingView, ...] = ()  # findings whose quote covers it
    anchors: tuple[str, ...] = ()  # ids of the quotes that begin here
    refs: tuple[FindingView, ...] = ()  # findings whose quote ends here

    @property
    def to_mend(self) -> bool:
        """Whether a finding that asks for something covers it."""
        return any(finding.to_mend for finding in self.findings)


@dataclass
class Node:
    """A block, or a list or table of blocks: kind is heading, paragraph, list or table."""

    kind: str
    level: int = 0
    id: str = ""
    segments: tuple[Segment, ...] = ()
    items: list[Node] = field(default_factory=list)
    rows: list[list[Node | None]] = field(default_factory=list)
    header: bool = False


@dataclass(frozen=True)
class Statement:
    """The statement's nodes in reading order, what is highlighted, and the ids of the quotes that have a place."""

    nodes: tuple[Node, ...]
    legend: tuple[dict[str, str], ...]
    anchors: frozenset[str]
    has_findings: bool


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    mark: Mark | None = None
    finding: FindingView | None = None
    anchor: str = ""


def _legend(texts: Texts, marks: Iterable[str]) -> tuple[dict[str, str], ...]:
    """The groups of evidence that occur: id, letter and title of each, in the order of parts.yaml."""
    present, language = set(marks), texts.language
    return tuple(
        {"id": group["id"], "letter": group["letter"][language], "title": group["title"][language]}
        for group in load_report_file("parts.yaml")["groups"]
        if group["id"] in present
    )


def make_statement(analysis: Analysis, view: View, texts: Texts) -> Statement:
    """The statement of an analysis, cut and marked for printing."""
    document = analysis.document
    spans = _spans(analysis, view, texts)
    nodes: list[Node] = []
    depths: list[int] = []
    anchors: set[str] = set()
    for index, block in enumerate(document.blocks):
        segments = _segments(block, _within(document, index, spans), anchors)
        node = Node(block.kind, id=f"b{index}", segments=segments)
        if block.kind == "heading":
            while depths and depths[-1] >= block.level:
                depths.pop()
            depths.append(block.level)
            node.level = len(depths)
            nodes.append(node)
        elif block.kind == "list_item":
            node.level = max(block.level, 1)
            _append_item(nodes, node, block)
        elif block.cell is not None:
            node.header = block.cell.is_header
            _append_cell(nodes, node, block)
        else:
            nodes.append(node)
    shown = {mark.group for mark in (span.mark for span in spans) if mark is not None}
    has_findings = any(span.finding is not None for span in spans)
    return Statement(tuple(nodes), _legend(texts, shown), frozenset(anchors), has_findings)


def anchor_block(document: Document, finding: FindingView) -> str:
    """The id of the block at which an absence belongs."""
    return f"b{place_of(document, finding.source.anchor)}"


def _spans(analysis: Analysis, view: View, texts: Texts) -> list[_Span]:
    groups: dict[str, dict[str, Any]] = {
        kind: group for group in load_report_file("parts.yaml")["groups"] for kind in group["kinds"]
    }
    spans = []
    for fact in analysis.facts.facts:
        if (group := groups.get(fact.kind)) is None:
            continue
        note = {Assertion.DENIED: "denied.short", Assertion.CONDITIONAL: "conditional"}.get(fact.assertion)
        label = f"{texts(f'kind.{fact.kind}')}: {texts.value(fact.kind, fact.value)}"
        mark = Mark(group["id"], group["letter"][texts.language], f"{label} ({texts(note)})" if note else label)
        spans.append(_Span(fact.evidence.match_start, fact.evidence.match_end, mark))
    for finding in view.findings:
        for quote, place in zip(finding.quotes, finding.source.evidence, strict=True):
            spans.append(_Span(place.start, place.end, finding=finding, anchor=quote.id))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _within(document: Document, index: int, spans: list[_Span]) -> list[_Span]:
    """The spans that touch a block, in offsets of the block's text."""
    block = document.blocks[index]
    if not block.pieces or not block.text:
        return []
    first = block.pieces[0].source
    last = block.pieces[-1].source + block.pieces[-1].source_length
    near = [span for span in spans if span.start < last and span.end > first]
    if not near:
        return []
    base = document.starts[index]
    places = [document.source_span(base + at, base + at + 1) for at in range(len(block.text))]
    begins, ends = [place[0] for place in places], [place[1] for place in places]
    found = []
    for span in near:
        start, end = bisect_left(ends, span.start + 1), bisect_left(begins, span.end)
        if start < end:
            found.append(_Span(start, end, span.mark, span.finding, span.anchor))
    return found


def _segments(block: Block, spans: list[_Span], used: set[str]) -> tuple[Segment, ...]:
    """The segments of a block; a quote that runs on from an earlier block keeps its one anchor there."""
    cuts = sorted({0, len(block.text), *(span.start for span in spans), *(span.end for span in spans)})
    segments = []
    for start, end in pairwise(cuts):
        over = [span for span in spans if span.start <= start and span.end >= end]
        begun = {span.anchor: None for span in over if span.anchor and span.anchor not in used}
        used.update(begun)
        segments.append(
            Segment(
                block.text[start:end],
                marks=_by_group(span.mark for span in over),
                ended=_by_group(span.mark for span in over if span.end == end),
                findings=_unique(span.finding for span in over),
                anchors=tuple(begun),
                refs=_unique(span.finding for span in over if span.end == end),
            )
        )
    return tuple(segments)


def _by_group(marks: Iterable[Mark | None]) -> tuple[Mark, ...]:
    """One mark a group, the labels of its facts joined."""
    labels: dict[tuple[str, str], list[str]] = {}
    for mark in marks:
        if mark is not None:
            labels.setdefault((mark.group, mark.letter), []).append(mark.label)
    return tuple(
        Mark(group, letter, "; ".join(dict.fromkeys(found))) for (group, letter), found in labels.items()
    )


def _unique(findings: Iterable[FindingView | None]) -> tuple[FindingView, ...]:
    return tuple({finding.id: finding for finding in findings if finding is not None}.values())


def _append_item(nodes: list[Node], item: Node, block: Block) -> None:
    if nodes and nodes[-1].kind == "list" and (item.level > 1 or nodes[-1].id == f"l{block.list_id}"):
        nodes[-1].items.append(item)
    else:
        nodes.append(Node("list", id=f"l{block.list_id}", items=[item]))


def _append_cell(nodes: list[Node], cell: Node, block: Block) -> None:
    place = block.cell
    assert place is not None
    if not (nodes and nodes[-1].kind == "table" and nodes[-1].id == f"t{place.table}"):
        nodes.append(Node("table", id=f"t{place.table}"))
    rows = nodes[-1].rows
    while len(rows) <= place.row:
        rows.append([])
    row = rows[place.row]
    row.extend([None] * (place.column + 1 - len(row)))
    row[place.column] = cell
