"""From the spaCy `Doc` to `Facts`: the last module that knows spaCy."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from analyser import nlp, pipes
from analyser.phrases import normalise
from analyser.types import Document, Evidence, Fact, Facts
from analyser.wordlists import words


@cache
def _address() -> re.Pattern[str]:
    formal, informal = ("|".join(map(re.escape, words("grammar", entry))) for entry in ("formal", "informal"))
    return re.compile(rf"\b(?:({formal})|{informal})\b")


def address_form(text: str) -> Literal["u", "je", "mixed", "none"]:
    """How the text addresses its reader; a share under a tenth counts as a slip."""
    found = _address().findall(normalise(text))
    if not found:
        return "none"
    share = (len(found) - found.count("")) / len(found)
    return "u" if share > 0.9 else "je" if share < 0.1 else "mixed"


def extract(document: Document) -> Facts:
    """Everything that the statement says, denied things included, each with its sentence."""
    doc = nlp.process(document)
    found = []
    sentences = pipes.sentences(doc)
    drafts = pipes.drafts(doc)
    speaking = [sentences[index] for index in {draft.sentence for draft in drafts}]
    spans = {sentence.index: document.source_span(sentence.start, sentence.end) for sentence in speaking}
    for draft in drafts:
        sentence = sentences[draft.sentence]
        start, end = spans[draft.sentence]
        match_start, match_end = document.source_span(draft.start, min(draft.end, sentence.end))
        evidence = Evidence(
            quote=document.source.text[start:end],
            text=sentence.text,
            start=start,
            end=end,
            match_start=match_start,
            match_end=match_end,
            section=pipes.section(doc, sentence),
            sentence=sentence.index,
            pipe=draft.pipe,
            term=draft.term,
        )
        found.append((draft.start, Fact(draft.kind, draft.value, evidence, draft.attributes, draft.assertion)))
    found.sort(key=lambda entry: (entry[0], entry[1].kind, entry[1].value))
    return Facts(
        tuple(fact for _, fact in found), tuple(pipes.sentences(doc)), address_form(document.text)
    )
