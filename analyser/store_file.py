"""The file of a store: a SQLite database with a version, brought up to that of this program when it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analyser.store_model import StoreError

_APPLICATION = 0x61766774  # "avgt": what tells a store from other SQLite files
_BUSY = 30.0  # seconds to wait for another process that writes
# What makes a store of version n one of version n + 1; the version is the number of these.
_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE statements (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            about TEXT NOT NULL,               -- what a list of organisations tells, JSON
            error TEXT NOT NULL DEFAULT '',    -- why it could not be read when it was last looked for
            latest INTEGER REFERENCES versions (id) ON DELETE SET NULL,
            first_seen TEXT NOT NULL,          -- UTC, ISO 8601
            last_seen TEXT NOT NULL
        )""",
        """CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            statement INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
            sha256 TEXT NOT NULL,              -- of the content
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            fingerprint TEXT NOT NULL,         -- of the program, rules and configuration that made its analysis
            error TEXT NOT NULL,               -- why it could not be analysed when that was last tried
            lasting INTEGER NOT NULL,          -- whether it would fail again
            verdicts TEXT NOT NULL,            -- number of findings by status, JSON
            analysis BLOB,                     -- JSON of the contract, zlib
            media_type TEXT,
            text BLOB,                         -- UTF-8, zlib
            analysed INTEGER NOT NULL,         -- how often an analysis of this version was kept
            UNIQUE (statement, sha256)
        )""",
        "CREATE INDEX statements_latest ON statements (latest)",
    ),
    (  # an analysis stays when the next one fails: each has the fingerprint of what made or met it
        "ALTER TABLE versions ADD COLUMN failed TEXT NOT NULL DEFAULT ''",
        "UPDATE versions SET failed = fingerprint, fingerprint = '' WHERE error != ''",
    ),
)


class StoreFile:
    """An open store; `create` makes it when it is not there. Whatever SQLite says becomes a StoreError."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        if not path.is_file():
            if path.exists():
                raise StoreError(f"{path}: is no file; name a file for the store")
            if not create:
                raise StoreError(f"{path}: there is no such store; avgtoets batch --store makes one")
            if not path.absolute().parent.is_dir():
                raise StoreError(f"{path}: its folder does not exist; make it first")
        with self._explained():
            self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            try:
                self._bring_up()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Ends the use of the file."""
        self._db.close()

    def all(self, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
        """What a statement of SQL gives."""
        with self._explained():
            return self._db.execute(statement, values).fetchall()

    def each(self, statement: str, values: tuple[object, ...] = ()) -> Iterator[Any]:
        """What it gives, row by row."""
        with self._explained():
            for row in self._db.execute(statement, values):  # noqa: UP028  # yield from would close the cursor twice
                yield row

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is done inside is written whole or not at all, and nobody else writes meanwhile."""
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:  # SQLite gives up by itself when a disk is full
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _bring_up(self) -> None:
        db = self._db
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")  # in a log: what was written survives the end of the program
        application, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in
                                ("application_id", "user_version"))  # fmt: skip
        empty = not application and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not empty and application != _APPLICATION:
            raise StoreError(f"{self.path}: is a database of something else; name another file")
        if version > len(_MIGRATIONS):
            raise StoreError(
                f"{self.path}: was made by a newer avgtoets (store version {version}, this one knows "
                f"{len(_MIGRATIONS)}); upgrade avgtoets"
            )
        if version == len(_MIGRATIONS):
            return
        db.execute("PRAGMA journal_mode = WAL")
        with self.transaction():
            version = db.execute("PRAGMA user_version").fetchone()[0]  # another process may have been first
            for migration in _MIGRATIONS[version:]:
                for statement in migration:
                    db.execute(statement)
            db.execute(f"PRAGMA application_id = {_APPLICATION}")
            db.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:  # in the names of its tables
            raise StoreError(f"{self.path}: is no store, or a damaged one; name another file") from error
        except sqlite3.DatabaseError as error:
            what = " ".join(str(error).split())
            if "not a database" in what or "malformed" in what:
                raise StoreError(f"{self.path}: is no store, or a damaged one ({what}); name another file") from error
            if "locked" in what:
                raise StoreError(f"{self.path}: another program uses it; try again when it is done") from error
            raise StoreError(f"{self.path}: cannot be used ({what})") from error
