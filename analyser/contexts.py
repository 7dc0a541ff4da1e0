"""What a passage is about, by the phrases of rules/contexts.yaml: data, purpose, recipient, retention, …"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines

Place = Literal["own", "lead", "section"]


@lru_cache(maxsize=3)
def matcher(place: Place) -> PhraseMatcher[str]:
    """The phrases of one place: the sentence itself, what introduces it, or a heading above it."""
    content = load_mapping("contexts.yaml")
    return PhraseMatcher((name, phrase) for name, lists in content.items() for phrase in lists.get(place, ()))


@lru_cache(maxsize=4096)
def about(place: Place, text: str) -> frozenset[str]:
    """The names of the contexts that one heading or lead-in gives."""
    return frozenset(match.key for match in matcher(place).find(sentence_lines(text, ())))
