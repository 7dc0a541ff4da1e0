"""Documents that are no text: told by their first bytes, and taken apart by the reader of their medium.

Each reader, and the library it may need, is imported when a document of its medium comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, Literal

from analyser.errors import InputError
from analyser.types import Document, Layout, MediaType, Source

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
RTF: Final = "application/rtf"
PDF: Final = "application/pdf"
# Each module has take_apart(data) -> (text, Layout), which raises InputError without the name of the file.
READERS: Mapping[MediaType, Literal["docx", "odt", "rtf", "pdf"]] = MappingProxyType(
    {DOCX: "docx", ODT: "odt", RTF: "rtf", PDF: "pdf"}
)


def recognise(data: bytes) -> MediaType | None:
    """The medium of a document by its content; None for what may be text. Raises InputError for other documents."""
    head = data[:1024].lstrip()
    if data[:1024].find(b"%PDF-") >= 0 and head.startswith((b"%PDF-", b"\xef\xbb\xbf%PDF-")):
        return PDF
    if data.startswith(b"{\\rt"):
        return RTF
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("is an old Word file, or one with a password; save it as .docx without a password.")
    return _zipped(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _zipped(data: bytes) -> MediaType:
    from analyser.readers.archive import Archive

    archive = Archive(data)
    kind = (archive.read("mimetype") or b"").strip()
    if kind.startswith((b"application/vnd.oasis.opendocument.text", b"application/vnd.sun.xml.writer")):
        return ODT
    if archive.holds("word/") or archive.holds("_rels/.rels"):
        for folder, what in (("ppt/", "a presentation"), ("xl/", "a workbook")):
            if archive.holds(folder):
                raise InputError(f"is {what}, not a document; save the statement as .docx or .pdf.")
        return DOCX
    if archive.holds("content.xml"):
        return ODT
    raise InputError("is a zipped file, not a document; give the document that is in it.")


def take_apart(data: bytes, media_type: MediaType) -> tuple[str, Layout]:
    """The text of a document and its layout; raises InputError for one that cannot be read."""
    module = import_module(f"analyser.readers.{READERS[media_type]}")
    try:
        text, layout = module.take_apart(data)
    except RecursionError as error:
        raise InputError("is nested more deeply than a document is; give the text of the statement alone.") from error
    return text, layout


def read(source: Source) -> Document:
    """A document that was taken apart already."""
    if source.layout is None:
        return Document(source, ())
    return Document(source, source.layout.blocks, source.layout.title)
