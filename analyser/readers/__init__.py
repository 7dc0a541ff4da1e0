"""Readers: a statement in one of several media → Document. `READERS` maps suffixes and media types to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from analyser.errors import InputError
from analyser.paths import SUFFIXES
from analyser.readers import documents, html, markdown, text
from analyser.readers.loading import MAX_BYTES, MAX_DOCUMENT_BYTES, load, source_from_text
from analyser.types import Document, Source

__all__ = ["MAX_BYTES", "MAX_DOCUMENT_BYTES", "READERS", "load", "read", "source_from_text"]

# A blank that a draft leaves to be filled in: "[vul in: hoe lang bewaart u dit?]".
_BLANK = re.compile(r"(\[vul in:)[^\[\]]*\]", re.I)
_NO_WORD = re.compile(r"\S{200,}")  # says nothing in any language, and patterns take long over it

Reader = Callable[[Source], Document]

_MEDIA: Mapping[str, Reader] = {
    "text/markdown": markdown.read,
    "text/plain": text.read,
    "text/html": html.read,
    **dict.fromkeys(documents.READERS, documents.read),
}
READERS: Mapping[str, Reader] = MappingProxyType(
    {**_MEDIA, **{suffix: _MEDIA[media_type] for suffix, media_type in SUFFIXES.items()}}
)


def read(source: Source) -> Document:
    """The statement's own text in blocks; raises InputError when there is none."""
    document = READERS[source.media_type](source)
    if not document.blocks:
        raise InputError(f"{source.name}: nothing to analyse, there is no text in it besides markup.")
    if not any(_BLANK.search(block.text) or _NO_WORD.search(block.text) for block in document.blocks):
        return document
    blocks = (
        replace(block, text=_blanked(block.text), headings=tuple(map(_blanked, block.headings)))
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _blanked(text: str) -> str:
    """The text with what a blank asks for, and what is no word, made illegible, of the same length: it says nothing of
    the organisation."""
    text = _BLANK.sub(lambda found: found[1] + "_" * (len(found[0]) - len(found[1]) - 1) + "]", text)
    return _NO_WORD.sub(lambda found: "_" * len(found[0]), text)
