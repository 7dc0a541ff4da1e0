"""A lenient HTML parser that keeps the offsets of all text; linear in time, without recursion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

_CDATA = "<![CDATA["
_NAME = re.compile(r"/?([A-Za-z][^\s/>\x00]*)")
_TAG_STOP = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>`]+))?")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr"
})  # fmt: skip
_RAW = frozenset({
    "script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"
})  # fmt: skip
_CLOSES_P = frozenset({
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"
})  # fmt: skip
# What an opening tag closes by itself, and the elements at which the search for that stops.
_IMPLIED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType({
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "thead": (frozenset({"thead", "tbody", "tfoot", "caption"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
})  # fmt: skip
_REACH = 50  # elements that are searched for an implied or misnested end; keeps long nonsense linear


class Text(NamedTuple):
    """Characters of the page that are text: entities still to be resolved."""

    start: int
    end: int


@dataclass(eq=False)
class Element:
    """An element with its children, in the order of the page."""

    tag: str
    attribute_text: tuple[int, int]
    page: str = field(repr=False)
    children: list[Element | Text] = field(default_factory=list, repr=False)

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The attributes, names in lower case, entities resolved; the first of a name counts."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.page, *self.attribute_text):
            value = match[2] or ""
            found.setdefault(match[1].lower(), decode(value[1:-1] if value[:1] in "\"'" else value))
        return found

    def attribute_span(self, name: str) -> tuple[int, int]:
        """Where the value of an attribute stands, without its quotes."""
        for match in _ATTRIBUTE.finditer(self.page, *self.attribute_text):
            if match[1].lower() == name and match[2]:
                quoted = match[2][0] in "\"'"
                return match.start(2) + quoted, match.end(2) - quoted
        return self.attribute_text


_ENTITY = re.compile(r"&(?:#[0-9]{1,8}(?![0-9]);?|#[xX][0-9a-fA-F]{1,8}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,40};?)")


def decode(text: str) -> str:
    """The text with its entities resolved, those without a semicolon too where HTML knows them."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def runs(page: str, text: Text) -> Iterator[tuple[int, int, str | None]]:
    """The parts of a text: start, end and, for an entity, what it stands for."""
    position = text.start
    for match in _ENTITY.finditer(page, text.start, text.end):
        value = unescape(match[0])
        if value != match[0]:
            yield position, match.start(), None
            yield match.start(), match.end(), value
            position = match.end()
    yield position, text.end, None


def parse(page: str) -> Element:
    """The tree of a page or a piece of one."""
    return _Parser(page).run()


class _Parser:
    def __init__(self, page: str) -> None:
        self.page = page
        self.root = Element("", (0, 0), page=page)
        self.stack = [self.root]
        self.open: Counter[str] = Counter()
        self.last_stop = {sign: page.rfind(sign) for sign in ">\"'"}

    def run(self) -> Element:
        page, text, position = self.page, 0, 0
        while (start := page.find("<", position)) >= 0:
            position = start + 1
            name = _NAME.match(page, position)
            sign = page[position : position + 1]
            if name:
                end = self._tag_end(name.end())
            elif sign in ("!", "?", "/") and sign:
                end = self._declaration(start)
            else:
                continue  # a "<" that is only a sign
            if end < 0:
                continue
            self._text(text, start)
            if page.startswith(_CDATA, start) and page.endswith("]]>", start + len(_CDATA), end):
                self._text(start + len(_CDATA), end - 3)
            text = position = end
            if name and sign == "/":
                self._close(name[1].lower())
            elif name:
                text = position = self._open(name[1].lower(), name.end(), end)
        self._text(text, len(page))
        return self.root

    def _text(self, start: int, end: int) -> None:
        if start < end:
            self.stack[-1].children.append(Text(start, end))

    def _tag_end(self, position: int) -> int:
        """Where a tag ends, ">" within quotes left aside; -1 when it does not end."""
        begin = position
        while begin <= self.last_stop[">"] and (stop := _TAG_STOP.search(self.page, position)):
            if stop[0] == ">":
                return stop.end()
            position = stop.end()
            if position <= self.last_stop[stop[0]]:
                position = self.page.find(stop[0], position) + 1
        if begin > self.last_stop[">"]:
            return -1
        # A quote that was never closed swallowed the rest: from here on quotes are not trusted.
        self.last_stop["'"] = self.last_stop['"'] = -1
        return self.page.find(">", begin) + 1

    def _declaration(self, start: int) -> int:
        """Passes over a comment, doctype, instruction or CDATA section; where it ends, -1 when it does not."""
        page = self.page
        if page.startswith("<!--", start):
            if page.startswith((">", "->"), start + 4):
                return page.find(">", start) + 1
            end = page.find("-->", start + 4)
            return len(page) if end < 0 else end + 3
        if page.startswith(_CDATA, start) and (end := page.find("]]>", start + len(_CDATA))) >= 0:
            return end + 3
        return page.find(">", start) + 1 if start < self.last_stop[">"] else -1

    def _open(self, tag: str, start: int, end: int) -> int:
        """Opens an element whose attributes stand at start-end; the position to go on from."""
        if tag in _CLOSES_P:
            self._close_p()
        if tag in _IMPLIED:
            closed, limit = _IMPLIED[tag]
            # A new row also ends the cell it stands in, and what is open within that.
            for depth in range(len(self.stack) - 1, max(len(self.stack) - _REACH, 0), -1):
                if self.stack[depth].tag in limit:
                    break
                if self.stack[depth].tag in closed:
                    self._cut(depth)
                    break
        element = Element(tag, (start, end - 1), page=self.page)
        self.stack[-1].children.append(element)
        if tag in _VOID or (self.page[end - 2] == "/" and tag in ("svg", "path", "g", "use", "iframe")):
            return end
        if tag in _RAW:
            close = re.compile(rf"</{re.escape(tag)}(?=[\s/>])", re.IGNORECASE).search(self.page, end)
            stop = close.start() if close else len(self.page)
            element.children.append(Text(end, stop))
            return max(self._tag_end(close.end()), stop) if close else stop
        self.stack.append(element)
        self.open[tag] += 1
        return end

    def _close(self, tag: str) -> None:
        if tag == "br":
            self.stack[-1].children.append(Element("br", (0, 0), page=self.page))
        if not self.open[tag]:
            return
        inline = tag in _INLINE
        for depth in range(len(self.stack) - 1, 0, -1):
            here = self.stack[depth].tag
            if here == tag:
                self._cut(depth)
                return
            # A stray end tag of a phrase does not end the block it stands in, nor one of a cell its table.
            if (inline and here not in _INLINE) or (here == "table" and tag not in _CLOSES_P):
                return

    def _close_p(self) -> None:
        for depth in range(len(self.stack) - 1, max(len(self.stack) - _REACH, 0), -1):
            if self.stack[depth].tag == "p":
                self._cut(depth)
                return
            if self.stack[depth].tag not in _INLINE:
                return

    def _cut(self, depth: int) -> None:
        for element in self.stack[depth:]:
            self.open[element.tag] -= 1
        del self.stack[depth:]
