"""Bytes → Source: reading, decoding, and telling which medium it is."""

from __future__ import annotations

import codecs
import hashlib
import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analyser.errors import InputError
from analyser.paths import SUFFIXES, is_address
from analyser.readers import documents
from analyser.types import MediaType, Source

if TYPE_CHECKING:
    from analyser.web.fetch import Page

MAX_BYTES = 4 * 1024 * 1024  # of a text; a long statement is a fiftieth of this
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024  # of a document, which may hold pictures
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that Windows-1252 lacks
_LATIN, _STRAY = 0.4, 0.05  # shares of zero bytes on one side and the other, in UTF-16 without its mark
_LOOKS_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|div"
                         r"|section|h1|p)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_LOOKS_MARKDOWN = re.compile(
    r"^(?:#{1,6}[ \t]+\S|[-*+][ \t]+\S|(?:={3,}|-{3,})[ \t]*$|\|.*\|[ \t]*$)|\*\*\S|\]\([^)\s]+\)", re.MULTILINE
)
# The controls that no text holds; a form feed may stand between pages.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a]")


def load(
    path: Path | str, *, stdin: BinaryIO | None = None, stdin_filename: str | None = None, allow_private: bool = False
) -> Source:
    """Reads a file, an address (http, https), or standard input for "-"; raises InputError with one line that says
    what is wrong.

    The medium follows from the suffix, on standard input from that of `stdin_filename`, of an address from what its
    server says; without any, from the text. The source of an address is named after the page that was given; of the own
    machine or network only with `allow_private`.
    """
    if is_address(str(path)):
        from analyser.web.fetch import shared_fetcher

        return source_from_page(shared_fetcher(allow_private).get(str(path)))
    if str(path) == "-":
        name = stdin_filename or "-"
        try:
            data = (stdin if stdin is not None else sys.stdin.buffer).read(MAX_DOCUMENT_BYTES + 1)
        except OSError as error:
            raise InputError(f"{name}: cannot be read ({error.strerror or error}).") from error
    else:
        name = str(path)
        data = _read_file(Path(path), name)
    return source_from_bytes(name, data)


def source_from_page(page: Page) -> Source:
    """A source of what an address gave; raises InputError as `load` does."""
    source = source_from_bytes(page.url, page.data, SUFFIXES.get(page.suffix), page.charset)
    return replace(source, retrieved=page.retrieved)


def source_from_text(text: str, name: str = "<text>", media_type: MediaType = "text/markdown") -> Source:
    """A source of text that is at hand already; its hash is that of the UTF-8 bytes."""
    return Source(name, text, media_type, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _read_file(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{name}: is a directory; name the file of one statement.")
        with path.open("rb") as file:
            return file.read(MAX_DOCUMENT_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file; check the path.") from error
    except PermissionError as error:
        raise InputError(f"{name}: may not be read; check its permissions.") from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"{name}: cannot be read ({reason}).") from error


def source_from_bytes(
    name: str, data: bytes, media_type: MediaType | None = None, charset: str | None = None
) -> Source:
    """A source of a file's content, by its name or by what was told of its medium and charset; raises InputError as
    `load` does."""
    suffix = Path(name).suffix.lower()
    media_type = media_type or SUFFIXES.get(suffix)
    try:
        document = documents.recognise(data) if len(data) <= MAX_DOCUMENT_BYTES else None
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    most = MAX_DOCUMENT_BYTES if document or media_type in documents.READERS else MAX_BYTES
    if len(data) > most:
        raise InputError(f"{name}: is larger than {most // 1024 // 1024} MiB; give the text of the statement alone.")
    if document:
        return _source_from_document(name, data, document)
    if not data.strip():
        raise InputError(f"{name}: is empty; there is nothing to analyse.")
    if media_type in documents.READERS:
        raise InputError(f"{name}: is no {suffix[1:].upper()} file, whatever its name says; save it again as one.")
    text = _decode(name, data, media_type, charset)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise InputError(f"{name}: is empty; there is nothing to analyse.")
    if _CONTROLS.search(text):
        raise InputError(f"{name}: is a binary file, not text; save the statement as .html, .txt or .md.")
    return Source(name, text, media_type or _sniff(text), hashlib.sha256(data).hexdigest())


def _source_from_document(name: str, data: bytes, media_type: MediaType) -> Source:
    try:
        text, layout = documents.take_apart(data, media_type)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    return Source(name, text, media_type, hashlib.sha256(data).hexdigest(), layout)


def encoding_of(data: bytes, media_type: MediaType | None, charset: str | None = None) -> str:
    """The codec of a file's bytes: what a byte order mark, its server or the page itself says, else UTF-8, or what it
    is by its looks."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    with suppress(LookupError, ValueError):
        return _as_browsers_take_it(codecs.lookup(charset or "").name)
    head = data[:4096]
    if (media_type == "text/html" or (media_type is None and b"<" in head)) and (declared := _CHARSET.search(head)):
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            return "utf-8"  # an unknown name says nothing; most such pages are UTF-8
        if not encoding.startswith(("utf-16", "utf-32")):
            return _as_browsers_take_it(encoding)
    return _guessed(data)


def _as_browsers_take_it(encoding: str) -> str:
    return "cp1252" if encoding in ("iso8859-1", "ascii") else encoding


def _guessed(data: bytes) -> str:
    """UTF-8, or what a text that is not it is most likely: Windows-1252, UTF-16 without its mark."""
    half = max(len(data) // 2, 1)
    zeros = (data[0::2].count(0) / half, data[1::2].count(0) / half)
    if max(zeros) > _LATIN and min(zeros) < _STRAY and len(data) > 40:
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(char > "\x7f" for char in text) - broken if broken else 0
    # Many letters beyond ASCII and few bad bytes are a damaged file, not one in another code page.
    return "cp1252" if broken > letters and not _UNDEFINED.search(data) else "utf-8"


def _decode(name: str, data: bytes, media_type: MediaType | None, charset: str | None) -> str:
    encoding = encoding_of(data, media_type, charset)
    if b"\x00" in data and not encoding.startswith(("utf-16", "utf-32")):
        raise InputError(f"{name}: is a binary file, not text; save the statement as .html, .txt or .md.")
    return _decode_as(name, data, encoding)


def _decode_as(name: str, data: bytes, encoding: str) -> str:
    try:
        text, _ = codecs.lookup(encoding).decode(data)
    except UnicodeDecodeError as error:
        shown = "UTF-8" if encoding.startswith("utf-8") else encoding
        raise InputError(
            f"{name}: is not valid {shown} at byte {error.start + 1}; save the file with UTF-8 encoding."
        ) from error
    except (UnicodeError, ValueError, AssertionError, TypeError) as error:  # some codecs take no bytes
        raise InputError(f"{name}: cannot be decoded as {encoding}; save the file with UTF-8 encoding.") from error
    if not isinstance(text, str):  # "hex" and "zip" are codecs as well
        raise InputError(f"{name}: names {encoding} as its charset, which is none; save it with UTF-8 encoding.")
    return text


def _sniff(text: str) -> MediaType:
    """The medium of a text without a known suffix."""
    if _LOOKS_HTML.match(text[:4096]):
        return "text/html"
    return "text/markdown" if _LOOKS_MARKDOWN.search(text[:65536]) else "text/plain"
