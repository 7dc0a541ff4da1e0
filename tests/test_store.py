"""The store by its command line: versions, what is analysed again and what not, exports, and forgetting."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import analyser.analysis
import analyser.batch
import analyser.store
from analyser.engines import Outcome, Setup, Task
from analyser.engines.work import carry_out
from analyser.store import Store

Run = Callable[..., SimpleNamespace]
FIRST = "# Privacyverklaring De Veerpont\n\nDe Veerpont bewaart uw e-mailadres twee jaar voor de nieuwsbrief.\n"
SECOND = FIRST.replace("twee jaar", "drie jaar")
WHO = "femke.oldenkamp@veerpont.example"


class Inline:
    """An engine in the process of the test, which counts what it analyses."""

    slots = 2

    def __init__(self, setup: Setup) -> None:
        self.setup, self.analysed, self._waiting = setup, list[str](), list[tuple[int, Task]]()
        self.most = 0

    def submit(self, number: int, task: Task) -> None:
        self._waiting.append((number, task))
        self.most = max(self.most, len(self._waiting))

    def wait(self) -> list[tuple[int, Outcome]]:
        number, task = self._waiting.pop()  # the last comes first: the order is not that of the engine
        self.analysed.append(task.key)
        return [(number, carry_out(self.setup, task))]

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Inline]:
    """The engines that were opened, the last one last; a statement stands in a.md."""
    opened: list[Inline] = []

    def open_engine(_name: str, setup: Setup, **_options: object) -> Inline:
        opened.append(Inline(setup))
        return opened[-1]

    monkeypatch.setattr(analyser.batch, "open_engine", open_engine)
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(FIRST, encoding="utf-8")
    return opened


def kept(name: str = "s.db") -> list[dict[str, Any]]:
    """The versions in a store, without times."""
    db = sqlite3.connect(name)
    db.row_factory = sqlite3.Row
    rows = db.execute("SELECT key, sha256, versions.error, analysed, versions.id = latest AS latest "
                      "FROM versions JOIN statements ON statement = statements.id ORDER BY versions.id")  # fmt: skip
    found = [dict(row) for row in rows]
    db.close()
    return found


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


def test_a_crash_is_told_without_the_statement(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Any, *_: object, **__: object) -> None:
        raise ValueError(source.text)

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

    def interrupted(engine: Inline) -> list[tuple[int, Outcome]]:
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


# -- exports ------------------------------------------------------------------------------------------------------


def lines(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file under the names of its columns."""
    return list(csv.DictReader(io.StringIO(Path(name).read_bytes().decode("utf-8"), newline="")))


@pytest.fixture
def three(run: Run) -> str:
    """A store with a statement, one that begins like a formula, and one that could not be read."""
    Path("b.md").write_text(SECOND.replace("De Veerpont bewaart", "=HYPERLINK(1) bewaart"), encoding="utf-8")
    run("batch", "a.md", "b.md", "c.md", "--store", "s.db")
    return "s.db"


def test_csv(run: Run, three: str) -> None:
    assert run("store", "export", three, "-f", "csv", "-o", "out").status == 0
    tables = {name: lines(f"out/{name}.csv") for name in ("statements", "facts", "findings")}
    analysed = {
        item["document"]["source"]: item for item in json.loads(run("store", "export", three, "-f", "json").out)
    }
    assert [(row["key"], row["version"], bool(row["error"])) for row in tables["statements"]] == [
        ("a.md", "1", False), ("b.md", "1", False), ("c.md", "", True)
    ]  # fmt: skip
    for key, item in analysed.items():
        facts = [row for row in tables["facts"] if row["key"] == key]
        assert [row["value"] for row in facts] == [fact["value"] for fact in (*item["facts"], *item["denied"])]
        findings = [row for row in tables["findings"] if row["key"] == key]
        assert [(row["rule"], row["status"]) for row in findings] == [
            (f["rule"], f["status"]) for f in item["findings"]
        ]
        (row,) = (row for row in tables["statements"] if row["key"] == key)
        assert int(row["missing"]) == sum(finding["status"] == "missing" for finding in item["findings"])
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    one = run("store", "export", three, "-f", "csv", "--table", "facts").out
    assert one == Path("out/facts.csv").read_bytes().decode()


def test_parquet(run: Run, three: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an optional extra")
    assert run("store", "export", three, "-f", "parquet", "-o", "out").status == 0
    run("store", "export", three, "-f", "csv", "-o", "out")
    for name in ("statements", "facts", "findings"):
        rows = parquet.read_table(f"out/{name}.parquet").to_pylist()
        plain = [{column: "" if cell is None else str(cell) for column, cell in row.items()} for row in rows]
        assert [{c: v.removeprefix("'") for c, v in line.items()} for line in lines(f"out/{name}.csv")] == plain
    assert parquet.read_schema("out/facts.parquet").field("line").type == "int64"
    assert run("store", "export", three, "-f", "parquet", "--table", "facts", "-o", "f.parquet").status == 0
    assert Path("f.parquet").read_bytes() == Path("out/facts.parquet").read_bytes()


def test_parquet_without_pyarrow_names_the_extra(run: Run, three: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    Path("f.parquet").write_text("van vroeger")
    done = run("store", "export", three, "-f", "parquet", "--table", "facts", "-o", "f.parquet")
    assert done.status == 2 and "pip install 'avgtoets[parquet]'" in done.err
    assert Path("f.parquet").read_text() == "van vroeger" and not list(Path().glob(".avgtoets-*"))


@pytest.mark.parametrize("arguments", [
    ("-f", "csv"), ("-f", "parquet"), ("-f", "parquet", "--table", "facts"), ("--table", "facts"),
])  # fmt: skip
def test_exports_that_cannot_be(run: Run, three: str, arguments: tuple[str, ...]) -> None:
    done = run("store", "export", three, *arguments)
    assert (done.status, done.out) == (2, "") and "Error: " in done.err


# -- forgetting ---------------------------------------------------------------------------------------------------


def test_forgetting_leaves_nothing(run: Run) -> None:
    for text in (FIRST, SECOND):
        Path("a.md").write_text(text, encoding="utf-8")
        Path("b.md").write_text(text.replace("Veerpont", "Waterlinie"), encoding="utf-8")
        run("batch", "a.md", "b.md", "--store", "s.db")
    with Store(Path("s.db")) as store:
        held = [part[-44:-4] for v in store.versions("a.md") for part in (v.packed, v.packed_text, v.sha256.encode())]
        content = b"".join(path.read_bytes() for path in Path().glob("s.db*"))
        assert len(held) == 6 and all(part in content for part in held)
    assert run("store", "forget", "s.db", "a.md", "--yes").status == 0
    content = b"".join(path.read_bytes() for path in Path().glob("s.db*"))
    assert b"b.md" in content and b"a.md" not in content
    assert not [part for part in held if part in content]
    assert [row["key"] for row in kept()] == ["b.md", "b.md"]
    done = run("store", "show", "s.db", "a.md")
    assert done.status == 2 and "holds no statement 'a.md'" in done.err


def test_forgetting_while_another_program_reads(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser.store, "_BUSY", 0.1)
    run("batch", "a.md", "--store", "s.db")
    reader = sqlite3.connect("s.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM statements").fetchall()
    done = run("store", "forget", "s.db", "a.md", "--yes")
    assert done.status == 2 and "s.db" in done.err and "another program" in done.err
    reader.close()
    run("store", "list", "s.db")  # whoever closes it last empties the log
    assert b"nieuwsbrief" not in b"".join(path.read_bytes() for path in Path().glob("s.db*"))


def test_forgetting_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("batch", "a.md", "--store", "s.db")
    assert "give --yes" in run("store", "forget", "s.db", "a.md").err
    for answer, left in (("n\n", 1), ("y\n", 0)):
        stream = io.StringIO(answer)
        stream.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stdin", stream)
        done = run("store", "forget", "s.db", "a.md")
        assert done.status == (2 if left else 0) and done.out == "" and "a.md, 1 version" in done.err
        assert len(kept()) == left


def test_forgetting_what_is_not_there_forgets_nothing(run: Run) -> None:
    run("batch", "a.md", "--store", "s.db")
    done = run("store", "forget", "s.db", "a.md", "b.md", "--yes")
    assert done.status == 2 and "'b.md'" in done.err and len(kept()) == 1


# -- the file -----------------------------------------------------------------------------------------------------


def test_a_newer_store(run: Run) -> None:
    run("batch", "a.md", "--store", "s.db")
    db = sqlite3.connect("s.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    done = run("store", "list", "s.db")
    assert done.status == 2 and "was made by a newer avgtoets (store version 99" in done.err


def test_an_older_store_is_brought_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("batch", "a.md", "--store", "s.db")
    later = (*analyser.store._MIGRATIONS, ("ALTER TABLE statements ADD COLUMN note TEXT NOT NULL DEFAULT 'oud'",))
    monkeypatch.setattr(analyser.store, "_MIGRATIONS", later)
    assert run("store", "list", "s.db").status == 0
    db = sqlite3.connect("s.db")
    assert db.execute("SELECT note FROM statements").fetchall() == [("oud",)]
    assert db.execute("PRAGMA user_version").fetchone() == (len(later),)
    db.close()
    broken = (*later, ("ALTER TABLE statements ADD COLUMN more TEXT", "ALTER TABLE nothing ADD COLUMN x TEXT"))
    monkeypatch.setattr(analyser.store, "_MIGRATIONS", broken)
    assert run("store", "list", "s.db").status == 2
    monkeypatch.setattr(analyser.store, "_MIGRATIONS", later)
    assert run("store", "list", "s.db").status == 0  # nothing of it was done


@pytest.mark.parametrize(("content", "message"), [
    (None, "there is no such store"), (b"geen database, maar een tekst " * 9, "is no store, or a damaged one"),
])  # fmt: skip
def test_files_that_are_no_store(run: Run, content: bytes | None, message: str) -> None:
    if content is not None:
        Path("s.db").write_bytes(content)
    done = run("store", "list", "s.db")
    assert done.status == 2 and message in done.err and done.err.count("\n") == 1
    if content is not None:
        assert run("batch", "a.md", "--store", "s.db").status == 2
        assert Path("s.db").read_bytes() == content


def test_other_databases_and_places(run: Run, tmp_path: Path) -> None:
    db = sqlite3.connect("other.db")
    db.execute("CREATE TABLE t (x)")
    db.close()
    assert "is a database of something else" in run("batch", "a.md", "--store", "other.db").err
    assert "is no file" in run("batch", "a.md", "--store", str(tmp_path)).err
    assert "its folder does not exist" in run("batch", "a.md", "--store", "weg/s.db").err


def test_a_store_that_another_program_writes_to(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser.store, "_BUSY", 0.1)
    run("batch", "a.md", "--store", "s.db")
    Path("a.md").write_text(SECOND, encoding="utf-8")
    other = sqlite3.connect("s.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = run("batch", "a.md", "--store", "s.db")
    assert done.status == 2 and "s.db: another program uses it; try again when it is done" in done.err
    other.close()
    with Store(Path("s.db")) as store:  # what is held until it is written keeps nobody out
        store.add(Outcome("b.md", "a" * 64, "ok", packed=b"x"), {}, "f")
        assert run("batch", "a.md", "--store", "s.db").status == 0


@pytest.mark.parametrize("arguments", [
    (), ("a.md",), ("--store", "s.db"), ("a.md", "--store", "s.db", "--jobs", "0"), ("-", "--store", "s.db"),
    ("a.md", "--store", "s.db", "--scheduler", "tcp://x:1"), ("leeg", "--store", "s.db"),
    ("a.md", "--store", "s.db", "--rules", "weg"), ("weg.csv", "--store", "s.db"),
    ("--list", "weg.txt", "--store", "s.db"),
])  # fmt: skip
def test_runs_that_cannot_be_made(run: Run, arguments: tuple[str, ...]) -> None:
    Path("leeg").mkdir()
    done = run("batch", *arguments)
    assert (done.status, done.out) == (2, "") and "Traceback" not in done.err
    assert not Path("s.db").exists()
