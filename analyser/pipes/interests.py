"""Which legitimate interest a statement names (Art. 13(1)(d)): the attribute `interest` of the basis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.pipes import contexts, document, drafts, replace, replace_drafts, sentences
from analyser.types import Sentence

_REACH = 70  # characters between the words for the interest and its name: "… belangen van onze vereniging, zoals"
_LABEL = re.compile(r"(?: (?:hier|daar)?(?:bij|voor))?\s*(?::|\s[–—-])\s*(?=\w)")
_ASIDE = re.compile(r"\s*\(([^()]{4,})\)")
_BREAK = re.compile(r"[;:]|\.\s|\boven\b|\bof\b")
_EDGES = " \t.,;:()–—-"


@lru_cache(maxsize=1)
def _phrases() -> dict[str, PhraseMatcher[None]]:
    content = load_mapping("interests.yaml")
    return {str(name): PhraseMatcher((None, phrase) for phrase in phrases) for name, phrases in content.items()}


def _found(name: str, text: str) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in _phrases()[name].find(sentence_lines(text, ()))]


def _named(text: str) -> str | None:
    """The text as the name of an interest; None when it is empty or names something else."""
    text = text.strip(_EDGES)
    return text if len(text) > 3 and not _found("not", text) else None


def _within(text: str) -> Iterator[str | None]:
    """What the sentence itself may name, from the nearest reading to the farthest."""
    for _, end in _found("belang", text):
        tail = text[end:]
        if aside := _ASIDE.match(tail):
            yield _named(aside[1])
        if label := _LABEL.match(tail):
            yield _named(tail[label.end() :])
            continue
        near = [(start, start) for start, _ in _found("opens", tail)]
        near += _found("after", tail)
        for start, named in sorted(near):
            if start < _REACH and not _BREAK.search(tail, 0, start):
                yield _named(tail[named:])
    for start, _ in _found("before", text):
        if not _found("pronoun", text[:start]):
            yield _named(text[:start])


def _beside(doc: Doc, sentence: Sentence) -> Iterator[str | None]:
    """What the next sentence, the list below, or the row may name."""
    blocks, all_sentences = document(doc).blocks, sentences(doc)
    block = blocks[sentence.block]
    for other in all_sentences[sentence.index + 1 : sentence.index + 2]:
        if other.block == sentence.block:
            yield from (_named(other.text[end:]) for _, end in _found("next", other.text))
    if sentence.text.endswith(":") and any(end > len(sentence.text) - 25 for _, end in _found("belang", sentence.text)):
        yield from (_named(item.text) for item in blocks[sentence.block + 1 :] if item.lead_in == sentence.block)
    for cell in document(doc).row_of(block):
        if cell is not block and cell.cell and _found("column", cell.cell.header):
            yield _named(cell.text)


@Language.component("avg_interests")
def interests(doc: Doc) -> Doc:
    """Gives a legitimate interest the attribute `interest` where the text names it near by, in its own words."""
    about = contexts(doc)
    revised = []
    for draft in drafts(doc):
        if draft.kind == "legal_basis" and draft.value == "legitimate_interests" and not draft.attributes:
            sentence = sentences(doc)[draft.sentence]
            if not {"section:right", "lead:right"} & about[sentence.index]:
                for named in (*_within(sentence.text), *_beside(doc, sentence)):
                    if named:
                        draft = replace(draft, attributes={"interest": named})
                        break
        revised.append(draft)
    replace_drafts(doc, revised)
    return doc
