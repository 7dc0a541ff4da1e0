"""The own machine and network are not asked, whatever they are called; what is no address is told."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import Site, fetcher, served

from analyser.web import connection
from analyser.web.connection import is_public
from analyser.web.fetch import Fetcher, FetchError


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


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
