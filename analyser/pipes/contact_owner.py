"""A way to reach someone, and whether it is the supervisory authority's."""

from __future__ import annotations

from typing import Literal, NamedTuple

from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.wordlists import cues, says

FILE = "contacts"


class Contact(NamedTuple):
    """A way to reach someone, as written, with clean offsets."""

    channel: Literal["email", "phone", "address", "form"]
    value: str
    start: int
    end: int


def of_authority(source: Document, sentence: Sentence, value: Value) -> bool:
    """Whether what stands before it in the sentence, its heading, or the lines above is the supervisory authority."""
    before = sentence.text[: value.start]
    named = cues(FILE, "authority", before)
    if named:
        own = cues(FILE, "own", before[named[-1].end :])
        return not any("ons" in match.phrase for match in own)
    block = source.blocks[sentence.block]
    if block.kind != "heading" and block.headings and says(FILE, "authority", block.headings[-1]):
        return True
    for above in reversed(source.blocks[max(sentence.block - 3, 0) : sentence.block]):
        if above.headings != block.headings or len(above.text) > 90:
            return False
        if says(FILE, "authority", above.text) and len(block.text) < 90:
            return True
    return False
