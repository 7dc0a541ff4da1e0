"""Builds the Dutch pipeline and runs it on a `Document`."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from spacy.lang.nl import Dutch, DutchDefaults
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analyser import deadline, pipes
from analyser.pipes import (  # noqa: F401  (importing a pipe registers its component)
    assertion,
    automated,
    contacts,
    context,
    controller,
    dpo,
    interests,
    labelled,
    recipients,
    retention,
    segmentation,
    sources,
    terms,
    transfers,
    version_date,
)
from analyser.types import Document

# Order matters: sentences give the units, contexts are read by all that follow, recipients by transfers;
# assertion judges every fact that was found; what the labels of a record say is sure, and comes last.
PIPELINE = (
    "avg_sentences",
    "avg_context",
    "avg_terms",
    "avg_retention",
    "avg_controller",
    "avg_contacts",
    "avg_dpo",
    "avg_version_date",
    "avg_recipients",
    "avg_transfers",
    "avg_sources",
    "avg_automated",
    "avg_interests",
    "avg_assertion",
    "avg_labelled",
)


class _Defaults(DutchDefaults):
    """spaCy's Dutch without its 4,700 tokenizer exceptions: sentences and phrases are found without tokens here, and
    the exceptions would take a quarter of the start."""

    tokenizer_exceptions = {}  # noqa: RUF012  # as spaCy has it


class StatementDutch(Dutch):  # type: ignore[no-untyped-call]  # spaCy leaves __init_subclass__ untyped
    """The language that the pipeline is built on."""

    Defaults = _Defaults


_TOKEN = re.compile(r"(\w+|[^\w\s]|\s)( ?)")


def _tokens(vocab: Vocab, text: str) -> Doc:
    """Words and signs, in time in proportion to the text: spaCy's own tokenizer takes the square of the length of a row
    of signs. Spans need their boundaries, and nothing else is read from tokens."""
    found = _TOKEN.findall(text)
    return Doc(vocab, words=[word for word, _ in found], spaces=[bool(space) for _, space in found])


@lru_cache(maxsize=1)
def build() -> Language:
    """The pipeline: a tokenizer and the components of `PIPELINE`; built once a process."""
    nlp = StatementDutch()
    nlp.tokenizer = partial(_tokens, nlp.vocab)
    for name in PIPELINE:
        nlp.add_pipe(name)
    return nlp


def process(document: Document) -> Doc:
    """Runs the pipeline; the facts are in the span groups of the doc and in `pipes.drafts(doc)`."""
    nlp = build()
    doc = nlp.make_doc(document.text)
    pipes.begin(doc, document)
    for _, component in nlp.pipeline:
        deadline.look()
        doc = component(doc)
    return pipes.store_spans(doc)
