"""Pages by their address, from a real server on this machine that answers well and badly."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from local_site import STATEMENT, Answer, Site, fetcher, served

from analyser.web import connection
from analyser.web.fetch import Fetcher, FetchError


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


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
