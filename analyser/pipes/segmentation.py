"""Sentences: every block is one or more, and each list item and cell knows what introduces it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import data_dir, load_yaml
from analyser.pipes import document, set_sentences
from analyser.readers.line_words import line_patterns
from analyser.records import records
from analyser.types import Block, Document, Sentence

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-Þ0-9‘'])")
_INITIAL = re.compile(r"(?:^|[\s(])(?!B\.V|N\.V|C\.V|V\.O|U\.A)(?:[A-Z]\.){1,3}$")  # "J.P. Jansen", not "Halm B.V. Wij"
_PART = re.compile(r"(?=\S)[^;]+;?")
_LONGEST = 2000  # characters of a sentence, and of what introduces one; patterns look at one sentence at a time
_DEEPEST = 12  # lists within each other of which the introductions are read together
_ENUMERATION = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-zA-Z])\.$")


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    content = load_yaml(data_dir("rules") / "abbreviations.yaml")
    return frozenset(map(str, content if isinstance(content, list) else ()))


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of one block of Dutch prose as (start, end) offsets; abbreviations do not end one."""
    spans, start = [], 0
    for boundary in _END.finditer(text):
        before = text[max(start, boundary.start() - 80) : boundary.start()]
        last = before.rsplit(None, 1)[-1].lstrip("(\"'“‘[").casefold() if before.split() else ""
        numbered = _ENUMERATION.search(before[-4:] if len(before) < 5 else "")
        if last in _abbreviations() or _INITIAL.search(before) or numbered:
            continue
        spans.append((start, boundary.start()))
        start = boundary.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return [part for span in spans for part in _bounded(text, *span)]


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in parts where it is longer than any sentence is."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        yield start, stop
        start = stop + (space > 0)
    yield start, end


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of an item of a record, whose parts between semicolons each say one thing."""
    for start, end in split(text):
        yield from (part.span() for part in _PART.finditer(text, start, end))


@lru_cache(maxsize=256)
def _last_sentence(text: str) -> str:
    spans = split(text)
    return text[spans[-1][0] : spans[-1][1]] if spans else text


def lead_in(source: Document, index: int, previous: str) -> str:
    """What introduces block `index`: the lead-ins of its list from the outermost on, or its column header.

    A paragraph after one that ends in a colon is introduced by that one (`previous`: the lead-in of the
    block before), as long as the short lines go on.
    """
    block = source.blocks[index]
    if block.cell is not None:
        return block.cell.header
    if block.kind == "list_item" and block.lead_in is not None:
        chain: list[str] = []
        seen: set[int] = set()
        parent: int | None = block.lead_in
        while parent is not None and parent not in seen and len(seen) < _DEEPEST:
            seen.add(parent)
            introducing = source.blocks[parent]
            chain.append(
                introducing.text if introducing.kind != "paragraph" else _last_sentence(introducing.text)
            )
            parent = introducing.lead_in if introducing.kind == "list_item" else None
        return " ".join(reversed(chain))
    if index and block.kind == "paragraph":
        before = source.blocks[index - 1]
        if before.kind != "paragraph" or before.headings != block.headings:
            return ""
        if before.text.rstrip().endswith(":"):
            return _last_sentence(before.text)
        if previous and _is_line(before) and _is_line(block):
            return previous
    return ""


def _is_line(block: Block) -> bool:
    return len(block.text) < 90 and not block.text.rstrip().endswith((".", "!", "?"))


@Language.component("avg_sentences")
def sentences(doc: Doc) -> Doc:
    """Sets sentence starts and the document's sentences with their lead-ins."""
    source = document(doc)
    labelled = records(source)
    found: list[Sentence] = []
    introducing = ""
    for index, block in enumerate(source.blocks):
        introducing = lead_in(source, index, introducing)[-_LONGEST:]
        base = source.starts[index]
        led = introducing
        for start, end in _parts(block.text) if index in labelled else split(block.text):
            text = block.text[start:end]
            found.append(Sentence(len(found), text, base + start, base + end, index, led))
            if start == 0 and block.kind in ("paragraph", "list_item") and line_patterns().run_in.fullmatch(text):
                led = f"{introducing} {text}".strip()
    set_sentences(doc, found)
    # All at once: setting one token's start looks at the whole document each time.
    begins = numpy.isin(doc.to_array("IDX"), numpy.array([sentence.start for sentence in found], dtype="uint64"))
    begins[:1] = True
    column = numpy.where(begins, 1, -1).astype("uint64")
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # the stubs ask for two dimensions
