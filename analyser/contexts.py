"""What a passage is about, by the phrases of rules/contexts/, a file each: data, purpose, recipient, retention, …"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from analyser.data import data_dir, load_model
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatcher, PhraseText, sentence_lines

Place = Literal["own", "lead", "section"]


class Context(BaseModel):
    """A context and the phrases that give it to a sentence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    note: str
    own: tuple[PhraseText, ...] = ()  # in the sentence itself
    lead: tuple[PhraseText, ...] = ()  # in what introduces the list item or cell: the lead-in, the header of its column
    section: tuple[PhraseText, ...] = ()  # in a heading above it
    title: tuple[PhraseText, ...] = ()  # in either of these two

    def of(self, place: Place) -> tuple[str, ...]:
        """The phrases that count in a place."""
        return self.own if place == "own" else (*self.title, *(self.lead if place == "lead" else self.section))


def load_context(path: Path) -> Context:
    """The context of a file; raises DataFileError with file and key that is wrong."""
    context = load_model(Context, path)
    if context.id != path.stem:
        raise DataFileError(f"{path.parent.name}/{path.name}: id: {context.id!r} is not the name of the file")
    return context


@lru_cache(maxsize=1)
def load_contexts() -> tuple[Context, ...]:
    """The contexts of this installation, in the order of their files."""
    return tuple(map(load_context, sorted((data_dir("rules") / "contexts").glob("*.yaml"))))


@lru_cache(maxsize=3)
def matcher(place: Place) -> PhraseMatcher[str]:
    """The phrases of one place: the sentence itself, what introduces it, or a heading above it."""
    return PhraseMatcher((context.id, phrase) for context in load_contexts() for phrase in context.of(place))


@lru_cache(maxsize=4096)
def about(place: Place, text: str) -> frozenset[str]:
    """The names of the contexts that one heading or lead-in gives."""
    return frozenset(match.key for match in matcher(place).find(sentence_lines(text, ())))
