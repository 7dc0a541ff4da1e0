"""The store by its command line: versions, failures, and what is analysed again and what not."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from store_sample import FIRST, SECOND, Inline, kept, settle

import analyser.analysis
from analyser.engines import Outcome
from analyser.store import Store

Run = Callable[..., SimpleNamespace]
WHO = "femke.oldenkamp@veerpont.example"


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Inline]:
    return settle(monkeypatch, tmp_path)


def test_a_second_run_analyses_nothing(run: Run, engines: list[Inline]) -> None:
    done = run("batch", "a.md", "--store", "s.db")
    assert (done.status, done.out) == (0, "") and "1 statement: 1 analysed, 0 unchanged, 0 failed" in done.err
    done = run("batch", "a.md", "--store", "s.db")
    assert done.status == 0 and "0 analysed, 1 unchanged" in done.err
    assert len(engines) == 1  # no worker was even started
    assert [version["analysed"] for version in kept()] == [1]


def test_every_version_is_kept(run: Run) -> None:
    for text in (FIRST, SECOND, FIRST):
        Path("a.md").write_text(text, encoding="utf-8")
        assert run("batch", "a.md", "--store", "s.db", "-q").err == ""
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in (FIRST, SECOND)]
    assert [(v["sha256"], v["analysed"], v["latest"]) for v in kept()] == [(hashes[0], 1, 1), (hashes[1], 1, 0)]
    versions = json.loads(run("store", "versions", "s.db", "a.md", "-f", "json").out)
    assert [(v["version"], v["current"]) for v in versions] == [(1, True), (2, False)]
    assert run("store", "show", "s.db", "a.md", "-f", "source").out == FIRST
    assert run("store", "show", "s.db", "a.md", "-f", "source", "--version", "2").out == SECOND
    shown = json.loads(run("store", "show", "s.db", "a.md", "-f", "json", "--version", "2").out)
    quotes = [fact["quote"] for fact in shown["facts"] if fact["kind"] == "retention"]
    assert quotes and all(quote in SECOND and "drie jaar" in quote for quote in quotes)
    text = run("store", "show", "s.db", "a.md", "--version", "2").out
    assert "Privacyverklaring De Veerpont" in text and "versie 2 van 2" in text and "ontbreekt" in text
    assert len(run("store", "export", "s.db").out.splitlines()) == 1
    assert len(run("store", "export", "s.db", "--every-version").out.splitlines()) == 2
    done = run("store", "show", "s.db", "a.md", "--version", "3")
    assert done.status == 2 and "has no version 3; there are 2" in done.err


def test_times(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    days = iter(range(1, 9))
    outcome = Outcome("a.md", "a" * 64, "ok", packed=b"x", text=b"y")
    with Store(tmp_path / "s.db", create=True, now=lambda: datetime(2026, 3, next(days), tzinfo=UTC)) as store:
        for sha256 in ("a" * 64, "b" * 64, "a" * 64):
            store.add(Outcome("a.md", sha256, "ok", packed=b"x"), {}, "f")
        store.add(Outcome(outcome.key, "", "failed", "is gone"), {}, "f")
        found = [(v.number, v.first_seen[8:10], v.last_seen[8:10], v.current) for v in store.versions("a.md")]
        assert found == [(1, "01", "03", True), (2, "02", "02", False)]
        (statement,) = store.statements()
        assert (statement.first_seen[8:10], statement.last_seen[8:10], statement.error) == ("01", "04", "is gone")


def test_other_rules_analyse_again_and_the_same_do_not(run: Run) -> None:
    english = ("--ignore", "cookies", "-l", "en")
    for arguments, count in (
        (english[2:], 1), (english[2:], 1), (english, 2), (english, 2), (english[:2], 3), (english[:2], 3)
    ):  # fmt: skip
        assert run("batch", "a.md", "--store", "s.db", *arguments).status == 0
        assert [version["analysed"] for version in kept()] == [count]


def test_what_is_written_is_what_analyse_prints(run: Run) -> None:
    Path("b.txt").write_text(SECOND.lstrip("# ").replace("nieuwsbrief", "nieuws\u2028brief"), encoding="utf-8")
    run("batch", "b.txt", "a.md", "--store", "s.db")
    assert run("store", "export", "s.db").out == run("analyse", "a.md", "b.txt", "-f", "jsonl").out
    assert run("store", "export", "s.db", "-f", "json").out == run("analyse", "a.md", "b.txt", "-f", "json").out
    assert run("store", "export", "s.db", "-o", "e.jsonl").out == ""
    assert Path("e.jsonl").read_text(encoding="utf-8") == run("store", "export", "s.db").out


def test_failures_are_kept_and_stop_nothing(run: Run, engines: list[Inline]) -> None:
    Path("b.md").write_bytes(b"\x00\x01")
    Path("d.md").write_text(SECOND, encoding="utf-8")
    done = run("batch", "a.md", "b.md", "c.md", "d.md", "--store", "s.db")
    assert done.status == 2 and "4 statements: 2 analysed, 0 unchanged, 2 failed" in done.err
    assert "avgtoets: b.md: is a binary file" in done.err and "avgtoets: c.md: there is no such file" in done.err
    rows = json.loads(run("store", "list", "s.db", "-f", "json").out)
    assert [(row["key"], row["versions"], bool(row["error"])) for row in rows] == [
        ("a.md", 1, False), ("b.md", 1, True), ("c.md", 0, True), ("d.md", 1, False)
    ]  # fmt: skip
    # What fails for what it holds is not tried again; what could not be read is.
    Path("c.md").write_text(SECOND, encoding="utf-8")
    done = run("batch", "a.md", "b.md", "c.md", "d.md", "--store", "s.db")
    assert done.status == 2 and "1 analysed, 2 unchanged, 1 failed" in done.err and "b.md: is a binary" in done.err
    assert engines[-1].analysed == ["c.md"]
    shown = run("store", "show", "s.db", "b.md")
    assert (shown.status, shown.out) == (2, "") and "is a binary file" in shown.err
    Path("a.md").unlink()
    assert "a.md: there is no such file" in run("batch", "a.md", "--store", "s.db").err
    assert run("store", "show", "s.db", "a.md", "-f", "source").out == FIRST  # what was there stays
    assert len(run("store", "export", "s.db").out.splitlines()) == 3


def broken(source: Any, *_: object, **__: object) -> None:
    raise ValueError(source.text)


def test_an_analysis_stays_when_the_next_one_fails(
    run: Run, engines: list[Inline], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("batch", "a.md", "--store", "s.db")
    before, analyse = run("store", "export", "s.db").out, analyser.analysis.analyse
    monkeypatch.setattr(analyser.analysis, "analyse", broken)
    again = ("batch", "a.md", "--store", "s.db", "--ignore", "cookies")
    assert run(*again).status == 2
    (version,) = json.loads(run("store", "versions", "s.db", "a.md", "-f", "json").out)
    assert version["error"].startswith("crashed (ValueError") and version["verdicts"]["missing"] > 0
    (statement,) = json.loads(run("store", "list", "s.db", "-f", "json").out)
    assert (statement["error"], statement["verdicts"]) == (version["error"], version["verdicts"])
    shown = run("store", "show", "s.db", "a.md", "-f", "json")
    assert shown.status == 0 and json.loads(shown.out) == json.loads(before)
    assert shown.err == f"avgtoets: a.md: shown by its last analysis; since then: {version['error']}\n"
    assert "Privacyverklaring De Veerpont" in run("store", "show", "s.db", "a.md").out
    assert run("store", "export", "s.db").out == before

    count = len(engines)
    assert run(*again).status == 2 and len(engines) == count  # it would crash again: it is told, and not tried
    assert "0 analysed, 1 unchanged" in run("batch", "a.md", "--store", "s.db").err  # by the rules of its analysis
    assert json.loads(run("store", "list", "s.db", "-f", "json").out)[0]["error"] == ""
    monkeypatch.setattr(analyser.analysis, "analyse", analyse)
    assert run(*again).status == 0
    assert [(one["analysed"], one["error"]) for one in kept()] == [(2, "")]
    assert run("store", "export", "s.db").out != before


def test_a_new_version_that_fails_leaves_the_one_before(run: Run) -> None:
    run("batch", "a.md", "--store", "s.db")
    Path("a.md").write_bytes(b"\x00\x01")
    assert run("batch", "a.md", "--store", "s.db").status == 2
    found = json.loads(run("store", "versions", "s.db", "a.md", "-f", "json").out)
    assert [(one["current"], bool(one["error"]), bool(one["verdicts"])) for one in found] == [
        (False, False, True), (True, True, False)
    ]  # fmt: skip
    assert run("store", "show", "s.db", "a.md").status == 2
    assert "Veerpont" in run("store", "show", "s.db", "a.md", "--version", "1").out


def test_a_crash_is_told_without_the_statement(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser.analysis, "analyse", broken)
    Path("a.md").write_text(FIRST + WHO, encoding="utf-8")
    done = run("batch", "a.md", "--store", "s.db")
    assert done.status == 2 and "a.md: crashed (ValueError in test_store.py, line" in done.err
    for told in (done.err, run("store", "list", "s.db").out, json.dumps(kept())):
        assert "Veerpont" not in told and WHO not in told


def test_words_of_statements_stand_in_no_index(run: Run) -> None:
    Path("a.md").write_text(FIRST + f"\nVragen? Femke Oldenkamp, {WHO}, 010-5550147.\n", encoding="utf-8")
    Path("en.md").write_text(f"We keep the data that you give to us for as long as you are with us and {WHO} " * 3)
    assert run("batch", "a.md", "en.md", "--store", "s.db").status == 2
    content = b"".join(path.read_bytes() for path in Path().glob("s.db*"))
    assert b"a.md" in content  # the keys do
    for word in ("Oldenkamp", "veerpont", "Veerpont", "010-5550147", "nieuwsbrief", "as long as"):
        assert word.encode() not in content


def test_an_interrupted_run_goes_on(run: Run, engines: list[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number}.md" for number in range(90)]
    for name in names:
        Path(name).write_text(f"{FIRST}\nNummer {name}.\n", encoding="utf-8")
    whole, count = Inline.wait, iter(range(1000))

    def interrupted(engine: Inline, seconds: float | None = None) -> list[tuple[int, Outcome]]:
        if next(count) == 60:
            raise KeyboardInterrupt
        return whole(engine)

    monkeypatch.setattr(Inline, "wait", interrupted)
    done = run("batch", *names, "--store", "s.db")
    assert done.status == 130 and "of 90 statements" in done.err and "goes on with the rest" in done.err
    first = {version["key"] for version in kept()}
    assert 20 < len(first) <= 60
    monkeypatch.setattr(Inline, "wait", whole)
    assert run("batch", *names, "--store", "s.db").status == 0
    assert set(engines[1].analysed) == set(names) - first
    assert [version["analysed"] for version in kept()] == [1] * 90
    assert engines[1].most <= 16 * Inline.slots  # no more at a time, however many there are


def test_lists_and_metadata(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.md").write_text(SECOND, encoding="utf-8")
    (tmp_path / "sub" / "list.txt").write_text("\ufeff# eerst\nb.md\n\n../a.md\nweg.md\n", encoding="utf-8")
    (tmp_path / "wie.csv").write_text("name;path;sector\nDe Veerpont;a.md;vervoer\n", encoding="utf-8")
    done = run("batch", "wie.csv", "./a.md", "--list", "sub/list.txt", "--store", "s.db")
    assert done.status == 2 and "sub/weg.md: there is no such file" in done.err
    rows = {row["key"]: row["about"] for row in json.loads(run("store", "list", "s.db", "-f", "json").out)}
    assert rows == {"a.md": {"name": "De Veerpont", "sector": "vervoer"}, "sub/b.md": {}, "sub/weg.md": {}}
    run("batch", "a.md", "--store", "s.db")
    with Store(Path("s.db")) as store:
        found = {version.key: version for version in store.analyses()}
    assert found["a.md"].about == {"name": "De Veerpont", "sector": "vervoer"}  # a plain path takes nothing away
    assert found["a.md"].analysis is not None and found["a.md"].analysis.document.source == "a.md"


class Pages(BaseHTTPRequestHandler):
    """A site that gives FIRST, and then SECOND."""

    texts = iter((FIRST, SECOND))

    def do_GET(self) -> None:
        body = b"User-agent: *\n" if self.path == "/robots.txt" else next(self.texts).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_addresses(run: Run) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/privacy"
        refused = run("batch", address, "a.md", "--store", "s.db")
        done = [run("batch", address, "a.md", "--store", "s.db", "--allow-private").status for _ in range(2)]
        server.shutdown()
    assert (
        refused.status == 2 and "--allow-private" in refused.err and "1 analysed, 0 unchanged, 1 failed" in refused.err
    )
    assert done == [0, 0]
    found = [(version["key"], version["sha256"]) for version in kept() if version["key"] != "a.md"]
    assert found == [(address, hashlib.sha256(text.encode()).hexdigest()) for text in (FIRST, SECOND)]


def test_a_terminal_sees_how_far_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("b.md").write_text(SECOND, encoding="utf-8")
    Path("c.md").write_text(FIRST + SECOND, encoding="utf-8")
    assert "\x1b" not in run("batch", "a.md", "b.md", "c.md", "--store", "s.db").err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    told = run("batch", "a.md", "b.md", "c.md", "--store", "t.db").err
    assert "0 of 3 (0%)" in told and "3 of 3 (100%)" in told and "a second, 0:00 left" in told
    assert "\x1b" not in run("batch", "a.md", "--store", "t.db", "-q").err
