"""The zipped XML that word processors write, opened so that a hostile file can do nothing with it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from analyser.errors import InputError

_MOST_BYTES = 24 * 1024 * 1024  # of one part, unpacked; the text of a hundred pages is a twentieth
_MOST_RATIO = 250  # unpacked to packed; what people write stays under 50
_DEEPEST = 180  # elements within elements; Word's deepest tables reach 40
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_DAMAGED = "is damaged; open it in the program that made it and save it again."


class Archive:
    """The parts of a document, each read when it is asked for. Raises InputError for what is damaged or too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise InputError(_DAMAGED) from error

    def holds(self, start: str) -> bool:
        """Whether there is a part whose name begins so."""
        return any(name.startswith(start) for name in self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None when there is none of that name."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise InputError("is protected by a password; save it without one.")
        try:
            with self._zip.open(info) as part:
                content = part.read(_MOST_BYTES + 1)
        except _BROKEN as error:
            raise InputError(_DAMAGED) from error
        if len(content) > _MOST_BYTES or (
            len(content) > 1024 * 1024 and len(content) > _MOST_RATIO * max(info.compress_size, 1)
        ):
            raise InputError("unpacks to more than a document holds; give the text of the statement alone.")
        return content

    def xml(self, name: str) -> Element | None:
        """The XML of a part; None when there is none of that name."""
        content = self.read(name)
        return None if content is None else parse(content)


def parse(content: bytes) -> Element:
    """The root of an XML document; entities and document types are refused."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
            if event == "start":
                depth += 1
                root = element if root is None else root
                if depth > _DEEPEST:
                    raise InputError("is nested more deeply than a document is; give the text of the statement alone.")
            else:
                depth -= 1
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError(_DAMAGED) from error
    if root is None:
        raise InputError(_DAMAGED)
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute by its name without a namespace; None when there is no such attribute or element."""
    if element is None:
        return None
    if (value := element.get(name)) is not None:
        return value
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names; None when there is none."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The child elements of a name."""
    return (each for each in (element if element is not None else ()) if local(each) == name)
