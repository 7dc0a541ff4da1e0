"""From the home page of an organisation to its privacy statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from analyser.data import load_mapping
from analyser.phrases import normalise
from analyser.readers.html_tree import Element, Text, decode, parse
from analyser.readers.loading import MAX_BYTES, encoding_of
from analyser.web.fetch import Fetcher, FetchError, Page

_MOST_TRIED = 5  # links that are followed from one page
_MOST_LINKS = 2000  # that are looked at on one page
_LONGEST_LINK = 200  # pieces of text and elements of one link: links that do not end hold each other
_FEWEST_SIGNS = 3
_SPACE = re.compile(r"\s+")


class Found(NamedTuple):
    """A page with a statement, and how it was found: the address itself, the words of a link, or a usual path."""

    page: Page
    way: str


class _Words(NamedTuple):
    links: tuple[str, ...]
    never: tuple[str, ...]
    paths: tuple[str, ...]
    signs: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    content = load_mapping("web.yaml")
    return _Words(*(tuple(map(str, content[name])) for name in _Words._fields))


def find_statement(fetcher: Fetcher, site: str) -> Found:
    """The privacy statement of a site, or of the page at an address; raises FetchError when there is none.

    An address without a scheme is asked over https. Links are followed over two pages: many sites have a page of
    legal texts between the home page and the statement.
    """
    address = site if "://" in site else f"https://{site}"
    start = fetcher.get(address)
    if _signs(start) >= _FEWEST_SIGNS and urlsplit(start.url).path.strip("/"):
        return Found(start, "address")
    tried = {start.url}
    for way, link in _links(start):
        if found := _follow(fetcher, link, way, tried, deeper=True):
            return found
    for path in _words().paths:
        if found := _follow(fetcher, urljoin(start.url, path), path, tried, deeper=False):
            return found
    if _signs(start) >= _FEWEST_SIGNS:  # a site of one page
        return Found(start, "address")
    raise FetchError(
        f"{start.url}: no privacy statement was found from there, by links or usual paths; give its own address."
    )


def _follow(fetcher: Fetcher, link: str, way: str, tried: set[str], *, deeper: bool) -> Found | None:
    if link in tried:
        return None
    tried.add(link)
    try:
        page = fetcher.get(link)
    except FetchError:
        return None
    if page.media_type == "application/pdf" or _signs(page) >= _FEWEST_SIGNS:
        return Found(page, way)
    tried.add(page.url)
    if deeper:
        for following, address in _links(page):
            if found := _follow(fetcher, address, following, tried, deeper=False):
                return found
    return None


def _links(page: Page) -> list[tuple[str, str]]:
    """The links of a page that may lead to a statement, the likeliest first: their words and addresses."""
    if page.media_type not in ("text/html", "application/xhtml+xml"):
        return []
    ranked: dict[str, tuple[int, int, str]] = {}
    for number, (text, target) in enumerate(islice(_anchors(_text(page)), _MOST_LINKS)):
        address = urljoin(page.url, target).partition("#")[0]
        if not address.startswith(("http://", "https://")) or any(host in address for host in _words().never):
            continue
        rank = min(_rank(text), _rank(re.sub(r"[-_/.]", " ", urlsplit(address).path)) + 1)
        if rank < len(_words().links):
            ranked[address] = min(ranked.get(address, (rank, number, text)), (rank, number, text))
    best = sorted(ranked.items(), key=lambda entry: entry[1])[:_MOST_TRIED]
    return [(text, address) for address, (_, _, text) in best]


def _rank(words: str) -> int:
    """The place of the surest of the known words in a text; their number when it has none."""
    plain = _SPACE.sub(" ", normalise(words))
    known = _words().links
    return next((place for place, link in enumerate(known) if re.search(rf"\b{re.escape(link)}", plain)), len(known))


def _anchors(html: str) -> Iterator[tuple[str, str]]:
    """The text and target of every link."""
    waiting: list[Element] = [parse(html)]
    while waiting:
        element = waiting.pop()
        if element.tag == "a" and (target := element.attributes.get("href")):
            yield element.attributes.get("title") or _words_of(element, html, _LONGEST_LINK), target.strip()
        waiting += [child for child in reversed(element.children) if isinstance(child, Element)]


def _words_of(element: Element, html: str, most: int | None = None) -> str:
    """The text of an element; of so many pieces and elements only, and of each piece so many times four characters."""
    return _SPACE.sub(" ", " ".join(islice(_pieces(element, html, 4 * most if most else len(html)), most))).strip()


def _pieces(element: Element, html: str, longest: int) -> Iterator[str]:
    waiting: list[Iterator[Element | Text]] = [iter((element,))]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif isinstance(child, Text):
            yield decode(html[child.start : min(child.end, child.start + longest)])
        elif child.tag not in ("script", "style"):
            yield ""
            waiting.append(iter(child.children))


def _signs(page: Page) -> int:
    """How many of the words of a statement a page has, links and markup left aside."""
    if page.media_type not in ("text/html", "application/xhtml+xml", "text/plain", "text/markdown"):
        return 0
    text = _text(page)
    if page.media_type.endswith(("html", "xml")):
        text = _words_of(parse(text), text)
    plain = normalise(text)
    return sum(sign in plain for sign in _words().signs)


def _text(page: Page) -> str:
    data = page.data[:MAX_BYTES]  # no statement is longer
    for charset in (page.charset, encoding_of(data, "text/html")):
        try:
            return data.decode(charset or "utf-8", "replace")
        except LookupError:
            continue  # a charset that there is not
    return data.decode("utf-8", "replace")
