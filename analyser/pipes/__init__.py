"""The spaCy components, one a kind of fact, and what they share: the work in progress on one `Doc`.

A component reads the prepared state (`document`, `sentences`, `normalised`) and adds facts with `add_fact`.
Each becomes a span in the span group of its kind, `doc.spans["retention"]`, with the value as `kb_id_` and
its details in a `Draft`. Offsets are clean offsets: `doc.text == Document.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span

from analyser.phrases import sentence_lines
from analyser.types import NO_ATTRIBUTES, Assertion, Document, Sentence

_STATE = "avgtoets"


@dataclass(slots=True)  # not frozen: thousands are made and remade, and freezing takes most of that time
class Draft:
    """A fact before it leaves the pipeline. Offsets are clean offsets of the words that matched."""

    kind: str
    value: str
    start: int
    end: int
    sentence: int
    pipe: str
    term: str = ""
    attributes: Mapping[str, object] = field(default_factory=lambda: NO_ATTRIBUTES)
    assertion: Assertion = Assertion.ASSERTED


@dataclass
class _State:
    document: Document
    sentences: list[Sentence] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of the sentences
    normalised: str = ""
    contexts: list[frozenset[str]] = field(default_factory=list)
    frames: list[tuple[int, int]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    said: set[tuple[str, str, int, str]] = field(default_factory=set)


def begin(doc: Doc, document: Document) -> None:
    """Prepares a tokenised document for the components."""
    doc.user_data[_STATE] = _State(document)


def _state(doc: Doc) -> _State:
    try:
        state: _State = doc.user_data[_STATE]
    except KeyError:
        raise ValueError("the document was not prepared: use analyser.nlp.process") from None
    return state


def document(doc: Doc) -> Document:
    """The document that the doc was made from."""
    return _state(doc).document


def sentences(doc: Doc) -> Sequence[Sentence]:
    """Its sentences, headings, items and cells, in the order of the text."""
    return _state(doc).sentences


def normalised(doc: Doc) -> str:
    """The text as phrases see it, one sentence a line, with the offsets of `doc.text`."""
    return _state(doc).normalised


def contexts(doc: Doc) -> Sequence[frozenset[str]]:
    """For each sentence the names of the contexts it stands in (rules/contexts/)."""
    return _state(doc).contexts


def drafts(doc: Doc, kind: str | None = None) -> list[Draft]:
    """The facts found so far, of one kind or all."""
    return [draft for draft in _state(doc).drafts if kind is None or draft.kind == kind]


def set_sentences(doc: Doc, found: Sequence[Sentence]) -> None:
    """Stores the sentences (the sentence component alone calls this)."""
    state = _state(doc)
    state.sentences = list(found)
    state.starts = [sentence.start for sentence in found]
    state.normalised = sentence_lines(state.document.text, state.starts)


def purpose_frames(doc: Doc) -> Sequence[tuple[int, int]]:
    """Where words stand that open a purpose ("om … te", "ten behoeve van"), in the order of the text."""
    return _state(doc).frames


def set_contexts(doc: Doc, found: Sequence[frozenset[str]], frames: Sequence[tuple[int, int]]) -> None:
    """Stores the contexts (the context component alone calls this)."""
    _state(doc).contexts = list(found)
    _state(doc).frames = list(frames)


def sentence_at(doc: Doc, offset: int) -> Sentence:
    """The sentence that holds a clean offset."""
    state = _state(doc)
    return state.sentences[(bisect_right(state.starts, offset) or 1) - 1]


def section(doc: Doc, sentence: Sentence) -> tuple[str, ...]:
    """The heading path of a sentence."""
    return _state(doc).document.blocks[sentence.block].headings


def add_fact(
    doc: Doc,
    kind: str,
    start: int,
    end: int,
    value: str,
    *,
    pipe: str,
    term: str = "",
    attributes: Mapping[str, object] | None = None,
    assertion: Assertion = Assertion.ASSERTED,
) -> None:
    """Adds a fact whose words stand at clean offsets start..end.

    The same kind, value and attributes in the same sentence are added once.
    """
    state = _state(doc)
    draft = Draft(
        kind, value, start, end, sentence_at(doc, start).index, pipe, term,
        dict(attributes) if attributes else NO_ATTRIBUTES, assertion,
    )  # fmt: skip
    said = (kind, value, draft.sentence, repr(sorted(draft.attributes.items())) if attributes else "")
    if said not in state.said:
        state.said.add(said)
        state.drafts.append(draft)


def replace_drafts(doc: Doc, found: Iterator[Draft] | Sequence[Draft]) -> None:
    """Puts revised facts in the place of all earlier ones."""
    _state(doc).drafts = list(found)


def store_spans(doc: Doc) -> Doc:
    """Writes the facts as spaCy spans, one span group a kind, value as `kb_id_`, place in the list as `id_`."""
    groups: dict[str, list[Span]] = {}
    for index, draft in enumerate(_state(doc).drafts):
        span = doc.char_span(draft.start, draft.end, label=draft.kind, kb_id=draft.value, alignment_mode="expand")
        if span is not None:
            span.id_ = str(index)
            groups.setdefault(draft.kind, []).append(span)
    for kind, spans in groups.items():
        doc.spans[kind] = spans
    return doc


__all__ = [
    "Draft", "add_fact", "begin", "contexts", "document", "drafts", "normalised", "purpose_frames", "replace",
    "replace_drafts", "section", "sentence_at", "sentences", "set_contexts", "set_sentences", "store_spans",
]  # fmt: skip
