"""Batches of addresses, against real servers on several hosts of the loopback: together, politely, in their order."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from store_sample import FIRST, Inline, kept, settle

from analyser import incoming
from analyser.engines import Outcome, Task
from analyser.incoming import Incoming
from analyser.web.fetch import shared_fetcher

Run = Callable[..., SimpleNamespace]
PAUSE = 0.2  # seconds between two requests of a host
HOSTS = [f"127.0.0.{number}" for number in range(2, 8)]


def text_of(host: str, path: str) -> str:
    return f"{FIRST}\nDit is {path} van {host}.\n"


class Sites:
    """One server that is every host of the loopback; when each was asked for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []
        self.robots: dict[str, str] = {}
        self.before: Callable[[str, str], None] = lambda host, path: None
        self.port = 0

    def of(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def sites() -> Iterator[Sites]:
    made = Sites()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            made.asked.append((host, self.path, time.monotonic()))
            if self.path == "/robots.txt":
                body, status = made.robots.get(host, ""), 200 if host in made.robots else 404
            else:
                made.before(host, self.path)
                body, status = text_of(host, self.path), 404 if self.path == "/weg" else 200
            self.send_response(status)
            self.send_header("Content-Type", "text/markdown; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    with Server(("0.0.0.0", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        made.port = server.server_port
        try:
            for host in HOSTS:
                socket.create_connection((host, made.port), 2).close()
            yield made
        except OSError as error:
            pytest.skip(f"the loopback has one host only ({error})")
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Inline]]:
    """A fetcher of less patience than the real one."""
    monkeypatch.setattr(shared_fetcher(True), "_pause", PAUSE)
    yield settle(monkeypatch, tmp_path)
    shared_fetcher.cache_clear()


def test_hosts_are_asked_together_and_each_in_its_time(sites: Sites) -> None:
    together = threading.Barrier(len(HOSTS), timeout=20)

    def before(_host: str, path: str) -> None:
        if path == "/eerst":
            together.wait()  # nobody is answered before all are asked

    sites.before = before
    keys = [sites.of(host, path) for path in ("/eerst", "/dan") for host in HOSTS]
    asking = Incoming(keys, allow_private=True)
    came = dict(filter(None, (asking.take(len(keys), wait=True) for _ in keys)))
    assert [came[number].key for number in range(len(keys))] == keys
    assert {type(one) for one in came.values()} == {Task}
    for host in HOSTS:
        asked = [(path, moment) for name, path, moment in sites.asked if name == host]
        assert [path for path, _ in asked] == ["/robots.txt", "/eerst", "/dan"]
        assert all(later - sooner > 0.5 * PAUSE for (_, sooner), (_, later) in pairwise(asked))


def test_the_store_is_the_same_whoever_answers_first(run: Run, sites: Sites) -> None:
    for name, slow in (("een.db", HOSTS[0]), ("twee.db", HOSTS[-1])):
        sites.before = lambda host, path, slow=slow: time.sleep(0.5) if host == slow else None
        addresses = [sites.of(host, path) for host in HOSTS for path in ("/a", "/weg", "/b")]
        done = run("batch", addresses[0], "a.md", *addresses[1:], "--store", name, "--allow-private")
        assert done.status == 2 and "13 analysed, 0 unchanged, 6 failed" in done.err
        told = [line.split(" is not found")[0] for line in done.err.splitlines()[:-1]]
        assert told == [f"avgtoets: {sites.of(host, '/weg')}:" for host in HOSTS]
    first, second = (run("store", "list", name, "-f", "json").out for name in ("een.db", "twee.db"))
    plain = [[{**row, "first_seen": "", "last_seen": ""} for row in json.loads(listed)] for listed in (first, second)]
    assert plain[0] == plain[1]
    assert kept("een.db") == kept("twee.db")
    expected = hashlib.sha256(text_of(HOSTS[1], "/b").encode()).hexdigest()
    assert {row["sha256"] for row in kept("een.db") if row["key"] == sites.of(HOSTS[1], "/b")} == {expected}


def test_a_host_that_does_not_want_it_is_left_alone(run: Run, sites: Sites) -> None:
    sites.robots[HOSTS[0]] = "User-agent: *\nDisallow: /privacy\n"
    done = run("batch", *(sites.of(host, "/privacy") for host in HOSTS), "--store", "s.db", "--allow-private")
    assert done.status == 2 and "5 analysed, 0 unchanged, 1 failed" in done.err
    assert f"{sites.of(HOSTS[0], '/privacy')}: the site's robots.txt does not allow it" in done.err
    assert [path for host, path, _ in sites.asked if host == HOSTS[0]] == ["/robots.txt"]


def test_what_an_address_gave_is_read_by_a_worker(run: Run, sites: Sites) -> None:
    """Where its time is counted, and what it does is no matter to the others."""
    sites.before = lambda host, path: None
    address = sites.of(HOSTS[0], "/privacy")
    run("batch", address, "--store", "s.db", "--allow-private")
    (analysis,) = json.loads(run("store", "export", "s.db", "-f", "json").out)
    assert (analysis["document"]["source"], analysis["document"]["format"]) == (address, "markdown")
    assert analysis["document"]["retrieved"].endswith("+00:00")
    assert run("store", "show", "s.db", address, "-f", "source").out == text_of(HOSTS[0], "/privacy")


def test_bounds(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many hosts at a time, so many addresses ahead, and so much of what came is held."""
    monkeypatch.setattr(incoming, "_THREADS", 3)
    monkeypatch.setattr(incoming, "_FURTHER", 5)
    now, most, lock = 0, 0, threading.Lock()

    def before(_host: str, _path: str) -> None:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        time.sleep(0.05)
        with lock:
            now -= 1

    sites.before = before
    asking = Incoming([sites.of(host, "/a") for host in HOSTS], allow_private=True)
    assert asking.take(0, wait=False) is None and asking.asking
    came = [asking.take(0, wait=True) for _ in range(5)]
    assert sorted(number for number, _ in filter(None, came)) == [0, 1, 2, 3, 4] and not asking.asking
    assert most == 3 and asking.take(0, wait=True) is None
    asking.close()

    monkeypatch.setattr(incoming, "MOST_BYTES", 1)
    asking = Incoming([sites.of(host, "/a") for host in HOSTS], allow_private=True)
    asking.take(0, wait=False)
    time.sleep(1)
    assert 1 <= asking._come.qsize() <= 3  # those that were being asked, and no further ones
    rest = [asking.take(9, wait=True) for _ in HOSTS]
    assert {number for number, _ in filter(None, rest)} == set(range(6))
    asking.close()


def test_a_defect_of_the_program_is_no_outcome(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Outcome:
        raise RuntimeError("a defect")

    monkeypatch.setattr(incoming, "_page", broken)
    asking = Incoming([sites.of(HOSTS[0], "/a")], allow_private=True)
    with pytest.raises(RuntimeError, match="a defect"):
        asking.take(1, wait=True)
    asking.close()
