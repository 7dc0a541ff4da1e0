"""Readers: a statement in one of several media → Document. `READERS` maps suffixes and media types to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from analyser.errors import InputError
from analyser.readers import html, markdown, text
from analyser.readers.loading import MAX_BYTES, SUFFIXES, load, source_from_text
from analyser.types import Document, Source

__all__ = ["MAX_BYTES", "READERS", "load", "read", "source_from_text"]

Reader = Callable[[Source], Document]

_MEDIA: Mapping[str, Reader] = {
    "text/markdown": markdown.read,
    "text/plain": text.read,
    "text/html": html.read,
}
READERS: Mapping[str, Reader] = MappingProxyType(
    {**_MEDIA, **{suffix: _MEDIA[media_type] for suffix, media_type in SUFFIXES.items()}}
)


def read(source: Source) -> Document:
    """The statement's own text in blocks; raises InputError when there is none."""
    document = READERS[source.media_type](source)
    if not document.blocks:
        raise InputError(f"{source.name}: nothing to analyse, there is no text in it besides markup.")
    return document
