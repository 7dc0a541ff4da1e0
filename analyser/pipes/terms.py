"""The vocabulary: every phrase of rules/terms/ that the text holds, where its context allows it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.phrases import PhraseMatch, PhraseMatcher, sentence_lines
from analyser.pipes import add_fact, contexts, document, normalised, sentence_at, sentences
from analyser.types import Block, Sentence
from analyser.vocabulary import load_vocabulary

# The context in which a kind's weak phrases count.
CONTEXT = {
    "data_category": "data",
    "purpose": "purpose",
    "legal_basis": "basis",
    "right": "right",
    "retention": "retention",
    "recipient": "recipient",
    "data_subject": "data",
}
_LABEL = re.compile(r"\s*([^:.;!?]{2,60}?)\s*(?::\s|:$|\s[–—-]\s)")


class _Key(NamedTuple):
    kind: str
    value: str


@dataclass(frozen=True)
class _Matchers:
    strong: PhraseMatcher[_Key]
    weak: PhraseMatcher[_Key]
    headings: PhraseMatcher[_Key]
    unless: PhraseMatcher[_Key]


@lru_cache(maxsize=1)
def _matchers() -> _Matchers:
    vocabulary = load_vocabulary()
    terms = [(_Key(kind, term.id), term) for kind in CONTEXT for term in vocabulary.kind(kind).values()]
    return _Matchers(
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.phrases),
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.weak),
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.headings),
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.unless),
    )


def label_of(block: Block, sentence: Sentence) -> tuple[int, int] | None:
    """The clean offsets of what names a passage: a heading, an item's label before a colon, a row's first cell."""
    if block.kind == "heading" or (block.cell and block.cell.column == 0):
        return sentence.start, sentence.end
    if found := _LABEL.match(sentence.text):
        return sentence.start + found.start(1), sentence.start + found.end(1)
    return None


@Language.component("avg_terms")
def terms(doc: Doc) -> Doc:
    """Adds a fact for each term found: strong phrases anywhere, weak ones in context, heading phrases in labels."""
    matchers, text = _matchers(), normalised(doc)
    excluded: dict[_Key, list[tuple[int, int]]] = defaultdict(list)
    for match in matchers.unless.find(text):
        excluded[match.key].append((match.start, match.end))

    def add(match: PhraseMatch[_Key]) -> None:
        if not any(start < match.end and match.start < end for start, end in excluded[match.key]):
            kind, value = match.key
            add_fact(doc, kind, match.start, match.end, value, pipe="avg_terms", term=match.phrase)

    for match in matchers.strong.find(text):
        add(match)
    about = contexts(doc)
    for match in matchers.weak.find(text):
        if CONTEXT[match.key.kind] in about[sentence_at(doc, match.start).index]:
            add(match)
    blocks = document(doc).blocks
    for sentence in sentences(doc):
        if span := label_of(blocks[sentence.block], sentence):
            start, end = span
            for match in matchers.headings.find(sentence_lines(doc.text[start:end], ())):
                add(match._replace(start=match.start + start, end=match.end + start))
    return doc
