"""Analyses in a file (SQLite), with every version of every statement.

A statement is known by its key, the path or address by which a batch named it. A version is one content of it: its
SHA-256, when it was first and last seen, the text that was read from it, and its analysis as the contract describes
it, or the error. What says something of the statement itself stands compressed in these two; the rest of the file
repeats none of it. An analysis by other rules takes the place of the one before, of the same version.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from analyser.engines.work import Outcome
from analyser.errors import AvgtoetsError

if TYPE_CHECKING:
    from analyser.contract import AnalysisModel

_APPLICATION = 0x61766774  # "avgt": what tells a store from other SQLite files
_GROUP = 32  # outcomes that are written together
_OFTEN = 1.0  # seconds after which they are written, however few
_MOST_BYTES = 256 * 1024 * 1024  # of an analysis or a text, unpacked
_BUSY = 30.0  # seconds to wait for another process that writes
# What makes a store of version n one of version n + 1; the version is the number of these.
_MIGRATIONS: tuple[tuple[str, ...], ...] = ((
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
        fingerprint TEXT NOT NULL,         -- of the program, rules and configuration that judged it
        error TEXT NOT NULL,               -- why it could not be analysed
        lasting INTEGER NOT NULL,          -- whether it would fail again
        verdicts TEXT NOT NULL,            -- number of findings by status, JSON
        analysis BLOB,                     -- JSON of the contract, zlib
        media_type TEXT,
        text BLOB,                         -- UTF-8, zlib
        analysed INTEGER NOT NULL,         -- how often an analysis of this version was kept
        UNIQUE (statement, sha256)
    )""",
    "CREATE INDEX statements_latest ON statements (latest)",
),)  # fmt: skip


class StoreError(AvgtoetsError):
    """A store that cannot be used; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a statement; `number` counts from 1 in the order in which contents were first seen."""

    key: str
    about: Mapping[str, str]
    number: int
    current: bool  # whether it is what was last seen
    sha256: str
    first_seen: str  # UTC, ISO 8601
    last_seen: str
    error: str  # "" when there is an analysis
    verdicts: Mapping[str, int]
    media_type: str | None
    packed: bytes
    packed_text: bytes

    @property
    def json(self) -> bytes:
        """The analysis as the published contract describes it, compact JSON in UTF-8; empty without one."""
        return _unpacked(self.key, self.packed) if self.packed else b""

    @property
    def text(self) -> str:
        """The text that was read, in which the offsets of the analysis count; "" when it could not be."""
        if not self.packed_text:
            return ""
        try:
            return _unpacked(self.key, self.packed_text).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise _damaged(self.key) from error

    @property
    def analysis(self) -> AnalysisModel | None:
        """The analysis, None when there is an error; raises StoreError for one by an earlier program that told less."""
        from pydantic import ValidationError

        from analyser.contract import AnalysisModel

        try:
            return AnalysisModel.model_validate_json(self.json) if self.packed else None
        except ValidationError as error:
            raise StoreError(
                f"{self.key}: its analysis is not of this version of avgtoets; give the batch again, or export the "
                "store as json or csv"
            ) from error


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in short. `verdicts` are those of the version that was last seen."""

    key: str
    about: Mapping[str, str]
    versions: int
    sha256: str
    first_seen: str
    last_seen: str
    verdicts: Mapping[str, int]
    error: str  # why it could not be read or analysed when it was last seen


class Store:
    """A store, for `with`; what was added is in the file at the latest when the block is left, whatever ends it.

    `create` makes the file when it is not there. Raises StoreError for a file that is no store, one of a newer version
    of the program, or one that cannot be read or written.
    """

    def __init__(self, path: Path, *, create: bool = False, now: Callable[[], datetime] | None = None) -> None:
        self._path, self._now = path, now or (lambda: datetime.now(UTC))
        if not path.is_file():
            if path.exists():
                raise StoreError(f"{path}: is no file; name a file for the store")
            if not create:
                raise StoreError(f"{path}: there is no such store; avgtoets batch --store makes one")
            if not path.absolute().parent.is_dir():
                raise StoreError(f"{path}: its folder does not exist; make it first")
        self._held: list[tuple[Outcome, Mapping[str, str], str, str]] = []
        self._written = time.monotonic()
        with self._explained():
            self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._write()
        finally:
            self._db.close()

    def _open(self) -> None:
        db = self._db
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")  # in a log: what was written survives the end of the program
        application, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in
                                ("application_id", "user_version"))  # fmt: skip
        empty = not application and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not empty and application != _APPLICATION:
            raise StoreError(f"{self._path}: is a database of something else; name another file")
        if version > len(_MIGRATIONS):
            raise StoreError(
                f"{self._path}: was made by a newer avgtoets (store version {version}, this one knows "
                f"{len(_MIGRATIONS)}); upgrade avgtoets"
            )
        if version == len(_MIGRATIONS):
            return
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        with self._transaction():
            version = db.execute("PRAGMA user_version").fetchone()[0]  # another process may have been first
            for migration in _MIGRATIONS[version:]:
                for statement in migration:
                    db.execute(statement)
            db.execute(f"PRAGMA application_id = {_APPLICATION}")
            db.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")

    # -- what a batch asks and tells ----------------------------------------------------------------------------------

    def known(self, fingerprint: str) -> Callable[[str, str], Outcome | None]:
        """What is known of a statement when judged as the fingerprint tells, for `analyser.batch.run`: it is unchanged,
        or fails as it did; None for what is new, changed, or failed for a passing reason."""

        def look(key: str, sha256: str) -> Outcome | None:
            with self._explained():
                found = self._db.execute(
                    "SELECT versions.error, lasting FROM versions JOIN statements ON statement = statements.id "
                    "WHERE key = ? AND sha256 = ? AND fingerprint = ?",
                    (key, sha256, fingerprint),
                ).fetchone()
            if found is None or (found[0] and not found[1]):
                return None
            error = found[0]
            return Outcome(key, sha256, "failed" if error else "unchanged", error, lasting=bool(error))

        return look

    def add(self, outcome: Outcome, about: Mapping[str, str], fingerprint: str) -> None:
        """Keeps an outcome of a statement as it is now; outcomes are written in groups."""
        self._held.append((outcome, about, fingerprint, self._now().isoformat(timespec="seconds")))
        if len(self._held) >= _GROUP or time.monotonic() - self._written > _OFTEN:
            self._write()

    def _write(self) -> None:
        """Writes what is held: at once, so that others can write while the next statements are analysed."""
        held, self._held, self._written = self._held, [], time.monotonic()
        if not held:
            return
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            with self._transaction():
                for entry in held:
                    self._add(*entry)

    def _add(self, outcome: Outcome, about: Mapping[str, str], fingerprint: str, now: str) -> None:
        ((statement,),) = self._db.execute(
            "INSERT INTO statements (key, about, error, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?4) "
            "ON CONFLICT (key) DO UPDATE SET about = iif(?2 = '{}', about, ?2), error = ?3, last_seen = ?4 "
            "RETURNING id",
            (outcome.key, _json(about), "" if outcome.sha256 else outcome.error, now),
        ).fetchall()
        if not outcome.sha256:
            return
        seen = self._db.execute(
            "UPDATE versions SET last_seen = ? WHERE statement = ? AND sha256 = ? AND fingerprint = ? AND error = ? "
            "RETURNING id",
            (now, statement, outcome.sha256, fingerprint, outcome.error),
        ).fetchall() if outcome.status != "ok" else []  # fmt: skip
        ((version,),) = seen or self._db.execute(
            "INSERT INTO versions (statement, sha256, first_seen, last_seen, fingerprint, error, lasting, verdicts, "
            "analysis, media_type, text, analysed) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
            "ON CONFLICT (statement, sha256) DO UPDATE SET last_seen = ?3, fingerprint = ?4, error = ?5, lasting = ?6, "
            "verdicts = ?7, analysis = ?8, media_type = coalesce(?9, media_type), text = coalesce(?10, text), "
            "analysed = analysed + ?11 RETURNING id",
            (statement, outcome.sha256, now, fingerprint, outcome.error, outcome.lasting, _json(outcome.verdicts),
             outcome.packed or None, outcome.media_type, outcome.text or None, outcome.status == "ok"),
        ).fetchall()  # fmt: skip
        self._db.execute("UPDATE statements SET latest = ? WHERE id = ?", (version, statement))

    # -- what is in it ------------------------------------------------------------------------------------------------

    def statements(self) -> Iterator[Statement]:
        """Every statement, in the order of the keys."""
        for row in self._rows(
            "SELECT key, about, (SELECT count(*) FROM versions WHERE statement = statements.id), "
            "coalesce(sha256, ''), statements.first_seen, statements.last_seen, coalesce(verdicts, '{}'), "
            "iif(statements.error = '', coalesce(versions.error, ''), statements.error) "
            "FROM statements LEFT JOIN versions ON versions.id = latest ORDER BY key"
        ):
            key, about, versions, sha256, first_seen, last_seen, verdicts, error = row
            yield Statement(
                key, _mapping(key, about), versions, sha256, first_seen, last_seen, _mapping(key, verdicts), error
            )

    def versions(self, key: str) -> tuple[Version, ...]:
        """The versions of a statement, in the order in which they were first seen; raises StoreError for a key that
        the store does not have."""
        self._check(key)
        return tuple(self._versions("key = ?", key))

    def analyses(self, *, every: bool = False) -> Iterator[Version]:
        """The version of each statement that was last analysed, or `every` analysed version; in the order of the
        keys. One is in memory at a time."""
        if every:
            return self._versions("analysis IS NOT NULL")
        return self._versions(
            "versions.id = coalesce("
            "(SELECT id FROM versions WHERE id = latest AND analysis IS NOT NULL), "
            "(SELECT id FROM versions WHERE statement = statements.id AND analysis IS NOT NULL "
            "ORDER BY last_seen DESC, id DESC LIMIT 1))"
        )

    def _versions(self, condition: str, *values: str) -> Iterator[Version]:
        for row in self._rows(
            "SELECT key, about, (SELECT count(*) FROM versions AS v WHERE v.statement = statements.id "
            "AND v.id <= versions.id), versions.id = latest, sha256, versions.first_seen, versions.last_seen, "
            "versions.error, verdicts, media_type, analysis, text "
            f"FROM statements JOIN versions ON statement = statements.id WHERE {condition} ORDER BY key, versions.id",
            *values,
        ):
            key, about, number, current, sha256, first_seen, last_seen, error, verdicts, media_type, packed, text = row
            yield Version(
                key, _mapping(key, about), number, bool(current), sha256, first_seen, last_seen, error,
                _mapping(key, verdicts), media_type, packed or b"", text or b"",
            )  # fmt: skip

    def _rows(self, query: str, *values: str) -> Iterator[Any]:
        self._write()
        with self._explained():
            for row in self._db.execute(query, values):  # noqa: UP028  # yield from would close the cursor once more
                yield row

    # -- forgetting ---------------------------------------------------------------------------------------------------

    def forget(self, keys: Iterable[str]) -> int:
        """Takes statements out of the file, every version of them, so that nothing of them is left in it; the number of
        versions. Raises StoreError for a key that the store does not have, and then forgets nothing."""
        keys = tuple(dict.fromkeys(keys))
        for key in keys:
            self._check(key)
        with self._explained():
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute("BEGIN IMMEDIATE")
            with self._transaction():
                count = 0
                for key in keys:
                    count += len(self._db.execute(
                        "DELETE FROM versions WHERE statement = (SELECT id FROM statements WHERE key = ?) RETURNING id",
                        (key,),
                    ).fetchall())  # fmt: skip
                    self._db.execute("DELETE FROM statements WHERE key = ?", (key,))
            # The log that changes go through holds pages as they were: it is emptied into the file, which is made anew.
            self._db.execute("VACUUM")
            ((busy, *_),) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if busy:
            raise StoreError(
                f"{self._path}: the statements are forgotten, but another program reads the store and keeps its log "
                f"({self._path.name}-wal); end that program and forget once more, or open the store again"
            )
        return count

    def _check(self, key: str) -> None:
        self._write()
        with self._explained():
            if self._db.execute("SELECT 1 FROM statements WHERE key = ?", (key,)).fetchone():
                return
        raise StoreError(f"{self._path}: holds no statement {key!r}; avgtoets store list names them")

    # -- what SQLite says ---------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:  # in the names of its tables
            raise StoreError(f"{self._path}: is no store, or a damaged one; name another file") from error
        except sqlite3.DatabaseError as error:
            what = " ".join(str(error).split())
            if "not a database" in what or "malformed" in what:
                raise StoreError(f"{self._path}: is no store, or a damaged one ({what}); name another file") from error
            if "locked" in what:
                raise StoreError(f"{self._path}: another program uses it; try again when it is done") from error
            raise StoreError(f"{self._path}: cannot be used ({what})") from error


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def _unpacked(key: str, packed: bytes) -> bytes:
    """What was compressed; raises StoreError for what is damaged, or larger than an analysis is."""
    try:
        unpack = zlib.decompressobj()
        content = unpack.decompress(packed, _MOST_BYTES)
    except (zlib.error, TypeError) as error:
        raise _damaged(key) from error
    if not unpack.eof:
        raise _damaged(key)
    return content


def _mapping(key: str, text: str) -> Any:
    try:
        content = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged(key) from error
    if not isinstance(content, dict):
        raise _damaged(key)
    return content


def _damaged(key: str) -> StoreError:
    return StoreError(f"{key}: what the store holds of it is damaged; forget it, and give the batch again")
