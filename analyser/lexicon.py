"""The vocabulary's phrases as matchers, and what a few words name on their own. No spaCy here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.vocabulary import load_vocabulary

# The kinds whose terms are found by phrases, and the context in which their weak phrases count.
CONTEXT = {
    "data_category": "data",
    "purpose": "purpose",
    "legal_basis": "basis",
    "right": "right",
    "retention": "retention",
    "recipient": "recipient",
    "data_subject": "data",
}


class Key(NamedTuple):
    """A term: its kind and id."""

    kind: str
    value: str


@dataclass(frozen=True)
class Lexicon:
    """A matcher for each list of the term files."""

    strong: PhraseMatcher[Key]
    weak: PhraseMatcher[Key]
    headings: PhraseMatcher[Key]
    unless: PhraseMatcher[Key]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The matchers of this installation's vocabulary; built once a process."""
    vocabulary = load_vocabulary()
    terms = [(Key(kind, term.id), term) for kind in CONTEXT for term in vocabulary.kind(kind).values()]
    return Lexicon(
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.phrases),
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.weak),
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.headings),
        PhraseMatcher((key, phrase) for key, term in terms for phrase in term.unless),
    )


@lru_cache(maxsize=4096)
def named(text: str) -> frozenset[Key]:
    """The terms that a few words name when they stand alone, as a label or a subject does ("de facturen")."""
    line = sentence_lines(text, ())
    matchers = lexicon()
    return frozenset(
        match.key for matcher in (matchers.strong, matchers.weak, matchers.headings) for match in matcher.find(line)
    )
