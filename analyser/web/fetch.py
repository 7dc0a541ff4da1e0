"""Polite requests for pages: robots.txt, one a second a host, bounded in size and time, no cookies."""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from threading import Lock
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import httpcore
from protego import Protego

from analyser.errors import InputError
from analyser.web.connection import GuardedBackend, PrivateAddress, Unresolved, tls_context

MAX_BYTES = 32 * 1024 * 1024
_MAX_ROBOTS = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_MAX_REDIRECTS = 10
_LONGEST_DELAY = 30.0  # seconds between requests that a robots.txt may ask for; more is refused
_ROBOT = "avgtoets"
_MOST_SHOWN = 300  # characters of an address in an error
_PORTS = {"http": 80, "https": 443}
_SUFFIXES: Mapping[str, str] = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "application/rtf": ".rtf", "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}  # fmt: skip
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")
_REASONS: Mapping[int, str] = {
    401: "asks for a password", 403: "is refused to programs", 404: "is not found", 410: "is gone",
    429: "asks to come back later", 451: "is withheld for legal reasons",
}  # fmt: skip


class FetchError(InputError):
    """An address that gives no page; one line that says what is wrong and what to do."""


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Page:
    """What an address gave: `url` is where it stood after `redirects`, `retrieved` the moment (UTC, ISO 8601)."""

    requested: str
    url: str
    redirects: tuple[str, ...]
    retrieved: str
    media_type: str
    charset: str | None
    data: bytes

    @property
    def suffix(self) -> str:
        """That of a file with this page, "" when neither server nor address tells. Many servers call all text plain."""
        told = _SUFFIXES.get(self.media_type, "")
        named = PurePosixPath(urlsplit(self.url).path).suffix.lower()
        return named if told in ("", ".txt") and named in _SUFFIXES.values() else told

    @property
    def sha256(self) -> str:
        """Of the bytes as they came."""
        return hashlib.sha256(self.data).hexdigest()


@lru_cache(maxsize=2)
def shared_fetcher(allow_private: bool = False) -> Fetcher:
    """The one fetcher of this process, so that a host is asked once a second by whatever asks."""
    return Fetcher(allow_private=allow_private)


class Fetcher:
    """Fetches pages, one request a second a host.

    allow_private: whether addresses of the own machine or network may be asked as well.
    seconds: for one page, its redirects included. max_bytes: of one page.
    """

    def __init__(
        self, *, allow_private: bool = False, seconds: float = 30.0, max_bytes: int = MAX_BYTES, pause: float = 1.0
    ) -> None:
        self._allow_private, self._seconds, self._max_bytes, self._pause = allow_private, seconds, max_bytes, pause
        self._next: dict[str, float] = {}  # host → the moment of time.monotonic from which it may be asked
        self._robots: dict[str, Protego | None] = {}  # origin → its rules, or None when they cannot be had
        self._tls = tls_context()
        self._turn = Lock()  # threads that ask one host take turns

    def get(self, url: str) -> Page:
        """The page at an address; raises FetchError."""
        requested = url = _clean(url)
        redirects: list[str] = []
        spent = 0.0
        while True:
            self._ask_leave(url)
            started = time.monotonic()
            answer = self._request(url, self._seconds - spent, self._max_bytes)
            spent += time.monotonic() - started
            target = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                break
            url = self._redirected(requested, url, target, redirects)
        if answer.status != 200:
            reason = _REASONS.get(answer.status, "cannot be given by the server")
            raise FetchError(f"{url}: {reason} (status {answer.status}); open it in a browser and save the page.")
        media_type, charset = _content_type(answer.headers.get("content-type", ""))
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        return Page(requested, url, tuple(redirects), moment, media_type, charset, answer.body)

    def _redirected(self, requested: str, url: str, target: str, redirects: list[str]) -> str:
        """Where a redirect leads; `redirects` gets the address that it came from."""
        redirects.append(url)
        following = _clean(target, url)
        if following in redirects:
            raise FetchError(f"{requested}: its redirects go in a circle; some sites do so where cookies are refused.")
        if len(redirects) > _MAX_REDIRECTS:
            raise FetchError(f"{requested}: has more than {_MAX_REDIRECTS} redirects.")
        if url.startswith("https:") and following.startswith("http:"):
            raise FetchError(f"{url}: redirects to {following}, which is not encrypted; name that address to take it.")
        return following

    def _ask_leave(self, url: str) -> None:
        """Raises FetchError when the robots.txt of the site does not allow a page."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if rules is None:
            raise FetchError(f"{url}: the site's robots.txt cannot be had, so nothing is asked of it; try again later.")
        if not rules.can_fetch(url, _ROBOT):
            raise FetchError(f"{url}: the site's robots.txt does not allow it; open it in a browser and save the page.")
        delay = rules.crawl_delay(_ROBOT) or 0.0
        if delay > _LONGEST_DELAY:
            raise FetchError(f"{url}: the site's robots.txt asks for {delay:.0f} seconds between requests.")
        if delay > self._pause:
            host = parts.hostname or ""
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + delay - self._pause)

    def _read_robots(self, origin: str) -> Protego | None:
        """RFC 9309: what is not there allows everything, what cannot be had nothing."""
        url = f"{origin}/robots.txt"
        for _ in range(6):
            answer = self._request(url, self._seconds, _MAX_ROBOTS, cut=True)
            target = answer.headers.get("location")
            if 300 <= answer.status < 400 and target:
                url = _clean(target, url)
                continue
            if answer.status >= 500 or answer.status == 429:
                return None
            return Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")
        return Protego.parse("")

    def _request(self, url: str, seconds: float, most: int, *, cut: bool = False) -> _Answer:
        """One answer, at most so many bytes of it: cut off there, or refused."""
        self._wait(urlsplit(url).hostname or "")
        backend = GuardedBackend(time.monotonic() + seconds, allow_private=self._allow_private)
        headers = {"User-Agent": _user_agent(), "Accept": "text/html, application/pdf, text/*;q=0.9, */*;q=0.5",
                   "Accept-Language": "nl, en;q=0.1", "Accept-Encoding": "gzip"}  # fmt: skip
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), 10.0)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
                pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": timeout}) as response,
            ):
                found: dict[str, str] = {}
                for name, value in response.headers:
                    found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
                body = b"" if 300 <= response.status < 400 else self._body(url, response, found, most, cut)
                return _Answer(response.status, found, body)
        except PrivateAddress as error:
            raise FetchError(
                f"{url}: {error} is an address of the own machine or network, which is not asked; "
                "--allow-private asks it nevertheless."
            ) from error
        except Unresolved as error:
            raise FetchError(f"{url}: there is no host of the name {error}; check the address.") from error
        except httpcore.TimeoutException as error:
            raise FetchError(f"{url}: did not answer within its time; try again later.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise FetchError(f"{url}: cannot be had ({error or type(error).__name__}).") from error

    def _wait(self, host: str) -> None:
        with self._turn:
            now = time.monotonic()
            moment = max(self._next.get(host, 0.0), now)
            self._next[host] = moment + self._pause
        if moment > now:
            time.sleep(moment - now)

    def _body(self, url: str, response: httpcore.Response, headers: Mapping[str, str], most: int, cut: bool) -> bytes:
        encoding = headers.get("content-encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"{url}: is compressed in a way that was not asked for ({encoding}).")
        unpack = zlib.decompressobj(47) if encoding not in ("", "identity") else None
        body = bytearray()
        try:
            for chunk in response.iter_stream():
                body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
                if len(body) > most:
                    if cut:
                        return bytes(body[:most])
                    raise FetchError(f"{url}: is larger than {most // 1024 // 1024} MiB; no statement is.")
        except zlib.error as error:
            raise FetchError(f"{url}: says that it is compressed and is not ({error}).") from error
        return bytes(body)


def _clean(url: str, base: str = "") -> str:
    """An address as it is asked for: ASCII, without its fragment; raises FetchError for what is none."""
    shown = _UNSAFE.sub("", url)[:_MOST_SHOWN]
    try:
        parts = urlsplit(urljoin(base, _UNSAFE.sub(lambda found: quote(found[0]), url.strip())))
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{shown}: is no address; it looks like https://www.example.nl/privacy.") from error
    if parts.scheme not in _PORTS or not host:
        raise FetchError(f"{shown}: is no address of a page; it looks like https://www.example.nl/privacy.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{host}: the address holds a name or password; leave them out.")
    netloc = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        netloc += f":{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return SplitResult(parts.scheme, netloc, path, quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), "").geturl()


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = header or "application/octet-stream"
    charset = message.get_content_charset()
    return message.get_content_type(), charset


def _user_agent() -> str:
    try:
        number = version(_ROBOT)
    except PackageNotFoundError:
        number = "0"
    return f"{_ROBOT}/{number} (reads privacy statements; one request a second)"
