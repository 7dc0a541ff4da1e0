"""The word lists of the rule files as parts of regular expressions, for what depends on where words stand exactly.

A phrase (`analyser.phrases`) says what a sentence holds. Whether words stand right before a name, or within so many
characters of it, is for patterns: they are built here out of lists in the same language, checked by a model a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict
from spacy.tokens import Doc

from analyser.data import validated
from analyser.phrase_syntax import sequence
from analyser.pipes import normalised, sentence_at
from analyser.wordlists import load_lists


def _well_formed(entry: str) -> str:
    if not sequence(entry).pattern:
        raise ValueError("an entry says something")
    return entry


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    return pattern


Entry = Annotated[str, AfterValidator(_well_formed)]
Words = tuple[Entry, ...]  # of the phrase language; with capitals where the text is looked at as written
Expression = Annotated[str, AfterValidator(_compiles)]


class Wordings(BaseModel):
    """The content of a file of word lists; a list that is missing or unknown is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Content = TypeVar("Content", bound=Wordings)


def load_wordings(model: type[Content], name: str) -> Content:
    """The lists of rules/<name>.yaml; raises DataFileError with the list that is wrong."""
    return validated(model, load_lists(name), f"rules/{name}.yaml")


def any_of(entries: Iterable[str]) -> str:
    """The pattern of one of some entries, the longest first."""
    return "(?:" + "|".join(sequence(entry).pattern for entry in sorted(entries, key=len, reverse=True)) + ")"


def literally(entries: Iterable[str]) -> str:
    """The pattern of one of some plain texts, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(entries, key=len, reverse=True))) + ")"


def perhaps(entries: Iterable[str]) -> str:
    """The pattern of one of some entries and a space, or nothing."""
    return f"(?:{any_of(entries)} )?"


def holding(doc: Doc, letters: Iterable[str]) -> frozenset[int]:
    """The indices of the sentences in which some letters stand, written as phrases see them."""
    text, found = normalised(doc), set()
    for sought in letters:
        at = text.find(sought)
        while at >= 0:
            sentence = sentence_at(doc, at)
            found.add(sentence.index)
            at = text.find(sought, max(sentence.end, at + 1))
    return frozenset(found)


__all__ = ["Expression", "Wordings", "Words", "any_of", "holding", "literally", "load_wordings", "perhaps"]
