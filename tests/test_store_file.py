"""The file of a store: what is forgotten is gone, older stores are brought up, and files that are no store."""

from __future__ import annotations

import io
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from store_sample import FIRST, SECOND, Inline, kept, settle

from analyser import store_file
from analyser.engines import Outcome
from analyser.store import Store

Run = Callable[..., SimpleNamespace]


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Inline]:
    return settle(monkeypatch, tmp_path)


# -- forgetting -------------------------------------------------------------------------------------------------------


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
    monkeypatch.setattr(store_file, "_BUSY", 0.1)
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


# -- the file ---------------------------------------------------------------------------------------------------------


def test_a_newer_store(run: Run) -> None:
    run("batch", "a.md", "--store", "s.db")
    db = sqlite3.connect("s.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    done = run("store", "list", "s.db")
    assert done.status == 2 and "was made by a newer avgtoets (store version 99" in done.err


def test_a_store_of_the_first_version(run: Run) -> None:
    """As the program wrote it then: an error took the place of an analysis, under the same fingerprint."""
    db = sqlite3.connect("s.db", isolation_level=None)
    for statement in store_file._MIGRATIONS[0]:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {0x61766774}")
    db.execute("PRAGMA user_version = 1")
    packed = zlib.compress(b"{}")
    for id, error, lasting, analysis in ((1, "", 0, packed), (2, "is a binary file", 1, None), (3, "slow", 0, None)):
        db.execute("INSERT INTO statements VALUES (?, ?, '{}', '', NULL, '2026-01-01', '2026-01-02')", (id, f"{id}.md"))
        db.execute("INSERT INTO versions VALUES (?1, ?1, 'abc', '2026-01-01', '2026-01-02', 'rules', ?2, ?3, '{}', ?4, "
                   "NULL, NULL, 1)", (id, error, lasting, analysis))  # fmt: skip
        db.execute("UPDATE statements SET latest = ?1 WHERE id = ?1", (id,))
    db.close()
    with Store(Path("s.db")) as store:
        known = store.known("rules")
        assert known("1.md", "abc") == Outcome("1.md", "abc", "unchanged")
        assert known("2.md", "abc") == Outcome("2.md", "abc", "failed", "is a binary file", lasting=True)
        assert [known(key, "abc") for key in ("3.md", "4.md")] == [None, None]
        assert store.known("others")("1.md", "abc") is None
        (version,) = store.analyses()
        assert (version.key, version.packed, version.error) == ("1.md", packed, "")
        store.add(Outcome("1.md", "abc", "failed", "crashed", lasting=True), {}, "others")
        (version,) = store.versions("1.md")
        assert (version.packed, version.error) == (packed, "crashed")
        assert known("1.md", "abc") == Outcome("1.md", "abc", "unchanged")
    db = sqlite3.connect("s.db")
    assert db.execute("SELECT fingerprint, failed FROM versions ORDER BY id").fetchall() == [
        ("rules", "others"), ("", "rules"), ("", "rules")
    ]  # fmt: skip
    db.close()


def test_analyses_are_read_by_statement_and_never_sorted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else SQLite holds all of them, or writes them to files of its own."""
    run("batch", "a.md", "--store", "s.db")
    plans: list[str] = []

    def explained(file: store_file.StoreFile, statement: str, values: tuple[object, ...] = ()) -> Iterator[object]:
        steps = file.all(f"EXPLAIN QUERY PLAN {statement}", values)
        plans.extend(what for _, within, _, what in steps if not within)
        return iter(())

    monkeypatch.setattr(store_file.StoreFile, "each", explained)
    with Store(Path("s.db")) as store:
        for every in (False, True):
            list(store.analyses(every=every))
    assert plans and "USE TEMP B-TREE FOR ORDER BY" not in plans


def test_an_older_store_is_brought_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("batch", "a.md", "--store", "s.db")
    later = (*store_file._MIGRATIONS, ("ALTER TABLE statements ADD COLUMN note TEXT NOT NULL DEFAULT 'oud'",))
    monkeypatch.setattr(store_file, "_MIGRATIONS", later)
    assert run("store", "list", "s.db").status == 0
    db = sqlite3.connect("s.db")
    assert db.execute("SELECT note FROM statements").fetchall() == [("oud",)]
    assert db.execute("PRAGMA user_version").fetchone() == (len(later),)
    db.close()
    broken = (*later, ("ALTER TABLE statements ADD COLUMN more TEXT", "ALTER TABLE nothing ADD COLUMN x TEXT"))
    monkeypatch.setattr(store_file, "_MIGRATIONS", broken)
    assert run("store", "list", "s.db").status == 2
    monkeypatch.setattr(store_file, "_MIGRATIONS", later)
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
    monkeypatch.setattr(store_file, "_BUSY", 0.1)
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
