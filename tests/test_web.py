"""Statements by their address, against a real server on this machine that answers well and badly."""

from __future__ import annotations

import gzip
import hashlib
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.errors import InputError
from analyser.readers import load
from analyser.web import connection
from analyser.web.connection import is_public
from analyser.web.fetch import Fetcher, FetchError
from analyser.web.find import find_statement

STATEMENT = (
    "<h1>Privacyverklaring</h1><p>Wij verwerken uw persoonsgegevens met uw toestemming. U hebt recht op inzage. "
    "Wij bewaren ze één jaar.</p>"
)
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server with a page for each path; what it was asked."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def page(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": "text/html; charset=utf-8"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in named.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(data)))
            request.end_headers()
            request.wfile.write(data)

        self.pages[path] = answer

    def redirect(self, path: str, target: str) -> None:
        self.page(path, "", 302, Location=target)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            answer = made.pages.get(self.path)
            try:
                if answer:
                    answer(self)
                else:
                    self.send_error(404)
            except OSError:
                self.close_connection = True  # the reader left, as it should

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        made.url = f"http://127.0.0.1:{server.server_port}"
        yield made
        server.shutdown()
        thread.join()


def fetcher(**options: float) -> Fetcher:
    return Fetcher(allow_private=True, pause=0, **options)  # type: ignore[arg-type]


def test_a_page_comes_with_its_moment_hash_and_redirects(site: Site) -> None:
    site.redirect("/oud", "/nieuw?x=1")
    site.page("/nieuw?x=1", STATEMENT.encode("cp1252"), Content_Type="text/html; charset=windows-1252")
    page = fetcher().get(f"{site.url}/oud#fragment")
    assert (page.url, page.redirects) == (f"{site.url}/nieuw?x=1", (f"{site.url}/oud",))
    assert page.requested == f"{site.url}/oud"
    assert page.sha256 == hashlib.sha256(STATEMENT.encode("cp1252")).hexdigest()
    assert (page.media_type, page.charset) == ("text/html", "windows-1252")
    assert page.retrieved.endswith("+00:00")


def test_it_says_who_asks_and_keeps_no_cookies(site: Site) -> None:
    site.page("/a", "een", Set_Cookie="volg=mij")
    asking = fetcher()
    asking.get(f"{site.url}/a")
    asking.get(f"{site.url}/a")
    paths = [path for path, _ in site.asked]
    assert paths == ["/robots.txt", "/a", "/a"]
    for _, headers in site.asked:
        assert headers["User-Agent"].startswith("avgtoets/")
        assert "Cookie" not in headers and "Referer" not in headers


def test_one_request_a_second_a_host(site: Site) -> None:
    site.page("/a", "een")
    started = time.monotonic()
    Fetcher(allow_private=True, pause=0.2).get(f"{site.url}/a")  # robots.txt and the page
    assert 0.2 <= time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /privacy", "/privacy", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: avgtoets\nAllow: /", "/a", True),
        ("User-agent: avgtoets\nDisallow: /", "/a", False),
        ("User-agent: *\nCrawl-delay: 900", "/a", False),
        ("<html>geen robots.txt</html>", "/a", True),
    ],
)
def test_robots(site: Site, robots: str, path: str, allowed: bool) -> None:
    site.page("/robots.txt", robots, Content_Type="text/plain")
    site.page(path, "een")
    if allowed:
        assert fetcher().get(site.url + path).data == b"een"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher().get(site.url + path)
        assert [asked for asked, _ in site.asked] == ["/robots.txt"]


def test_a_robots_file_that_cannot_be_had_forbids(site: Site) -> None:
    site.page("/robots.txt", "", 503)
    site.page("/a", "een")
    with pytest.raises(FetchError, match=r"robots\.txt cannot be had"):
        fetcher().get(f"{site.url}/a")


def test_robots_of_where_a_redirect_leads(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /dicht")
    site.redirect("/open", "/dicht")
    site.page("/dicht", "een")
    with pytest.raises(FetchError, match=r"robots\.txt does not allow"):
        fetcher().get(f"{site.url}/open")


def _drip(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    for number in range(1000):
        request.wfile.write(f"X-{number}: y\r\n".encode())
        time.sleep(0.05)


def _endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"a" * 65536)


def _silent(_request: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def _no_http(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"SSH-2.0-nietes\r\n\r\n")
    request.close_connection = True


def _cut_off(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nkort")
    request.close_connection = True


def _huge_header(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 10_000_000)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (_drip, "did not answer within its time"),
        (_silent, "did not answer within its time"),
        (_endless, "is larger than 1 MiB"),
        (_no_http, "cannot be had"),
        (_cut_off, "cannot be had"),
        (_huge_header, "cannot be had"),
    ],
)
def test_hostile_servers(site: Site, answer: Answer, message: str) -> None:
    site.pages["/a"] = answer
    started = time.monotonic()
    with pytest.raises(FetchError, match=message):
        fetcher(seconds=1.0, max_bytes=1024 * 1024).get(f"{site.url}/a")
    assert time.monotonic() - started < 5


def test_bombs_and_lies_about_compression(site: Site) -> None:
    site.page("/bom", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    site.page("/leugen", "geen gzip", Content_Encoding="gzip")
    site.page("/vreemd", "?", Content_Encoding="br")
    site.page("/goed", gzip.compress(b"een"), Content_Encoding="gzip")
    asking = fetcher(max_bytes=1024 * 1024)
    for path, message in {"/bom": "is larger", "/leugen": "is not", "/vreemd": r"not asked for \(br\)"}.items():
        with pytest.raises(FetchError, match=message):
            asking.get(site.url + path)
    assert asking.get(f"{site.url}/goed").data == b"een"


@pytest.mark.parametrize(
    ("status", "message"), [(404, "not found"), (403, "refused to programs"), (500, "500"), (204, "204")]
)
def test_other_answers(site: Site, status: int, message: str) -> None:
    site.page("/a", "", status)
    with pytest.raises(FetchError, match=message):
        fetcher().get(f"{site.url}/a")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/b", "in a circle"),
        ("file:///etc/passwd", "no address of a page"),
        ("gopher://localhost/", "no address of a page"),
        ("http://gebruiker:geheim@127.0.0.1/", "name or password"),
        ("http://[::1", "is no address"),
    ],
)
def test_redirects_that_are_not_followed(site: Site, target: str, message: str) -> None:
    site.redirect("/a", target)
    site.redirect("/b", "/a")
    with pytest.raises(FetchError, match=message) as raised:
        fetcher().get(f"{site.url}/a")
    assert "geheim" not in str(raised.value)


def test_at_most_ten_redirects(site: Site) -> None:
    for number in range(20):
        site.redirect(f"/{number}", f"/{number + 1}")
    with pytest.raises(FetchError, match="more than 10 redirects"):
        fetcher().get(f"{site.url}/0")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_private_in_its_other_notations(ip: ipaddress.IPv4Address) -> None:
    for other in (f"::ffff:{ip}", f"64:ff9b::{ip}", str(ipaddress.IPv6Address(0x2002 << 112 | int(ip) << 80))):
        assert is_public(other) == is_public(str(ip))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_the_own_machine_is_not_asked(site: Site, host: str) -> None:
    with pytest.raises(FetchError, match=r"own machine or network|no host of the name|is no address"):
        Fetcher(pause=0).get(site.url.replace("127.0.0.1", host))
    assert not site.asked


def test_a_redirect_into_the_own_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
    site.redirect("/a", site.url.replace("127.0.0.1", "127.0.0.2") + "/intern")
    site.page("/intern", "geheim")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2 is an address of the own machine"):
        Fetcher(pause=0).get(f"{site.url}/a")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_name_that_stands_for_the_own_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One private address among public ones is enough: which is taken would be chance."""
    port = int(site.url.rpartition(":")[2])
    answers = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.216.34", "10.0.0.7")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: answers)
    with pytest.raises(FetchError, match=r"intern\.example\.nl is an address of the own"):
        Fetcher(pause=0).get(f"http://intern.example.nl:{port}/")


def test_the_address_that_was_checked_is_the_one_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A DNS that answers otherwise the second time is asked once a connection."""
    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
    port = int(site.url.rpartition(":")[2])
    lookups: list[str] = []

    def lookup(host: str, *_args: object, **_more: object) -> list[object]:
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    site.page("/a", "een")
    assert Fetcher(pause=0).get(f"http://wissel.example.nl:{port}/a").data == b"een"
    assert lookups.count("wissel.example.nl") == 2  # robots.txt and the page; "127.0.0.1" is looked up by the network
    assert set(lookups) <= {"wissel.example.nl", "127.0.0.1"}


@pytest.mark.parametrize(
    "url",
    ["ftp://example.nl/", "https://", "https:///pad", "javascript:alert(1)", "https://u:p@example.nl/",
     "http://example.nl:99999/", "https://exa mple.nl/", "https://" + "a" * 300 + ".nl/", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(FetchError):
        fetcher().get(url)


@given(st.text(max_size=60))
def test_no_text_as_an_address_breaks_it(text: str) -> None:
    with pytest.raises(FetchError):
        Fetcher(pause=0).get(f"http://127.0.0.1:1/{text}")


def test_from_the_home_page(site: Site) -> None:
    site.page("/", '<a href="https://policies.google.com/privacy">Privacy</a><a href="/over">Over ons</a>'
                   '<a href="/juridisch">Privacy &amp; cookies</a>')  # fmt: skip
    site.page("/juridisch", '<p>Alles op een rij.</p><a href="verklaring.html"><span>Privacy</span>verklaring</a>')
    site.page("/verklaring.html", STATEMENT)
    found = find_statement(fetcher(), site.url)
    assert found.page.url == f"{site.url}/verklaring.html"
    assert found.way == "Privacy verklaring"
    assert all("google" not in path for path, _ in site.asked)


def test_by_a_usual_path_and_as_a_pdf(site: Site) -> None:
    site.page("/", "<p>Welkom</p>")
    site.page("/privacy", STATEMENT)
    assert find_statement(fetcher(), site.url).way == "/privacy"
    site.page("/", '<a href="/AVG/reglement.pdf">Ons privacyreglement</a>')
    site.page("/AVG/reglement.pdf", b"%PDF-1.7", Content_Type="application/pdf")
    assert find_statement(fetcher(), site.url).page.media_type == "application/pdf"


def test_no_statement_to_be_found(site: Site) -> None:
    site.page("/", '<a href="/privacy">Privacy</a>')
    site.page("/privacy", "<p>In bewerking</p>")
    with pytest.raises(FetchError, match="no privacy statement was found"):
        find_statement(fetcher(), site.url)
    assert len(site.asked) == len({path for path, _ in site.asked})  # nothing is asked twice


def test_it_is_kept_with_its_evidence(site: Site, tmp_path: Path, run: Callable[..., SimpleNamespace]) -> None:
    site.page("/privacy", STATEMENT)
    target = tmp_path / "kept.html"
    first = run("fetch", f"{site.url}/privacy", "--allow-private", "-o", str(target))
    assert first.status == 0, first.err
    assert target.read_bytes() == STATEMENT.encode()
    record = json.loads(target.with_name("kept.html.json").read_text(encoding="utf-8"))
    assert record["sha256"] == hashlib.sha256(STATEMENT.encode()).hexdigest()
    assert (record["url"], record["found_by"]) == (f"{site.url}/privacy", "address")
    site.page("/privacy", STATEMENT + "<p>Nieuw</p>")
    second = run("fetch", f"{site.url}/privacy", "--allow-private", "-o", str(target))
    assert second.status == 2 and "holds something else" in second.err
    assert target.read_bytes() == STATEMENT.encode()


def test_certificates_are_checked(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    trustme = pytest.importorskip("trustme", reason="trustme makes the certificates")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "3")
            self.end_headers()
            self.wfile.write(b"een")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            url = f"https://127.0.0.1:{server.server_port}/a"
            with pytest.raises(FetchError, match="certificate verify failed"):
                fetcher().get(url)
            authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
            trusting = connection.tls_context()
            trusting.load_verify_locations(tmp_path / "ca.pem")
            monkeypatch.setattr("analyser.web.fetch.tls_context", lambda: trusting)
            assert fetcher().get(url).data == b"een"
            site.redirect("/a", url)
            assert fetcher().get(f"{site.url}/a").redirects == (f"{site.url}/a",)
        finally:
            server.shutdown()
            thread.join()
            connection.tls_context.cache_clear()


def test_an_address_is_analysed_as_a_file_is(site: Site, run: Callable[..., SimpleNamespace]) -> None:
    site.redirect("/", "/privacy.php?id=1")
    site.page("/privacy.php?id=1", STATEMENT.encode("cp1252"), Content_Type="text/html; charset=iso-8859-1")
    found = run("analyse", site.url, "--allow-private", "-f", "json")
    assert found.status == 0, found.err
    document = json.loads(found.out)["document"]
    assert document["source"] == f"{site.url}/privacy.php?id=1"
    assert document["sha256"] == hashlib.sha256(STATEMENT.encode("cp1252")).hexdigest()
    assert document["format"] == "html" and document["retrieved"].endswith("+00:00")
    assert any(fact["quote"].endswith("één jaar.</p>"[:-4]) for fact in json.loads(found.out)["facts"])
    refused = run("analyse", site.url)
    assert refused.status == 2 and "own machine or network" in refused.err


def test_a_text_that_its_server_calls_plain(site: Site) -> None:
    site.page("/privacy.md", "# Privacy\n\nWij bewaren uw naam.", Content_Type="text/plain")
    assert load(f"{site.url}/privacy.md", allow_private=True).media_type == "text/markdown"
    site.page("/privacy", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", Content_Type="image/jpeg")
    with pytest.raises(InputError, match="binary"):
        load(f"{site.url}/privacy", allow_private=True)
