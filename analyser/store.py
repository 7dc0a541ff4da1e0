"""Analyses in a file (SQLite), with every version of every statement.

A statement is known by its key, the path or address by which a batch named it. A version is one content of it: its
SHA-256, when it was first and last seen, the text that was read from it, and its analysis as the contract describes
it. What says something of the statement itself stands compressed in these two; the rest of the file repeats none of
it. An analysis by other rules takes the place of the one before, of the same version; when it fails, the one before
stays, and the error stands beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from analyser.engines.work import Outcome
from analyser.store_file import StoreFile
from analyser.store_model import Statement, StoreError, Version, from_json, to_json

__all__ = ["Statement", "Store", "StoreError", "Version"]

_GROUP = 32  # outcomes that are written together
_OFTEN = 1.0  # seconds after which they are written, however few
_SEEN = (
    "INSERT INTO statements (key, about, error, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?4) "
    "ON CONFLICT (key) DO UPDATE SET about = iif(?2 = '{}', about, ?2), error = ?3, last_seen = ?4 RETURNING id"
)
_UNCHANGED = (
    "UPDATE versions SET last_seen = ?3, error = '', lasting = 0, failed = '' WHERE statement = ?1 AND sha256 = ?2 "
    "RETURNING id"
)
_ANALYSED = (
    "INSERT INTO versions (statement, sha256, first_seen, last_seen, fingerprint, error, lasting, failed, verdicts, "
    "analysis, media_type, text, analysed) VALUES (?1, ?2, ?3, ?3, ?4, '', 0, '', ?5, ?6, ?7, ?8, 1) "
    "ON CONFLICT (statement, sha256) DO UPDATE SET last_seen = ?3, fingerprint = ?4, error = '', lasting = 0, "
    "failed = '', verdicts = ?5, analysis = ?6, media_type = ?7, text = ?8, analysed = analysed + 1 RETURNING id"
)
_FAILED = (
    "INSERT INTO versions (statement, sha256, first_seen, last_seen, fingerprint, error, lasting, failed, verdicts, "
    "media_type, text, analysed) VALUES (?1, ?2, ?3, ?3, '', ?4, ?5, ?6, '{}', ?7, ?8, 0) "
    "ON CONFLICT (statement, sha256) DO UPDATE SET last_seen = ?3, error = ?4, lasting = ?5, failed = ?6, "
    "media_type = coalesce(media_type, ?7), text = coalesce(text, ?8) RETURNING id"
)
_LAST_ANALYSED = (
    "versions.id = coalesce((SELECT id FROM versions WHERE id = latest AND analysis IS NOT NULL), "
    "(SELECT id FROM versions WHERE statement = statements.id AND analysis IS NOT NULL "
    "ORDER BY last_seen DESC, id DESC LIMIT 1))"
)


class Store:
    """A store, for `with`; what was added is in the file at the latest when the block is left, whatever ends it.

    `create` makes the file when it is not there. Raises StoreError for a file that is no store, one of a newer version
    of the program, or one that cannot be read or written.
    """

    def __init__(self, path: Path, *, create: bool = False, now: Callable[[], datetime] | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self._held: list[tuple[Outcome, Mapping[str, str], str, str]] = []
        self._written = time.monotonic()
        self._file = StoreFile(path, create=create)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._write()
        finally:
            self._file.close()

    # -- what a batch asks and tells ----------------------------------------------------------------------------------

    def known(self, fingerprint: str) -> Callable[[str, str], Outcome | None]:
        """What is known of a statement when judged as the fingerprint tells, for `analyser.batch.run`: it is unchanged,
        or fails as it did; None for what is new, changed, or failed for a passing reason."""

        def look(key: str, sha256: str) -> Outcome | None:
            found = self._file.all(
                "SELECT fingerprint, failed, versions.error, lasting FROM versions "
                "JOIN statements ON statement = statements.id WHERE key = ? AND sha256 = ?",
                (key, sha256),
            )
            for analysed, failed, error, lasting in found:
                if failed == fingerprint:
                    return Outcome(key, sha256, "failed", error, lasting=True) if lasting else None
                if analysed == fingerprint:
                    return Outcome(key, sha256, "unchanged")
            return None

        return look

    def add(self, outcome: Outcome, about: Mapping[str, str], fingerprint: str) -> None:
        """Keeps an outcome of a statement as it is now; outcomes are written in groups."""
        self._held.append((outcome, about, fingerprint, self._now().isoformat(timespec="seconds")))
        if len(self._held) >= _GROUP or time.monotonic() - self._written > _OFTEN:
            self._write()

    def _write(self) -> None:
        """Writes what is held: at once, so that others can write while the next statements are analysed."""
        held, self._held, self._written = self._held, [], time.monotonic()
        if held:
            with self._file.transaction():
                for entry in held:
                    self._add(*entry)

    def _add(self, outcome: Outcome, about: Mapping[str, str], fingerprint: str, now: str) -> None:
        error = "" if outcome.sha256 else outcome.error
        ((statement,),) = self._file.all(_SEEN, (outcome.key, to_json(about), error, now))
        if not outcome.sha256:
            return
        version = (statement, outcome.sha256, now)
        found = (outcome.media_type, outcome.text or None)
        if outcome.status == "unchanged":
            made = self._file.all(_UNCHANGED, version)
        elif outcome.status == "ok":
            kept = (fingerprint, to_json(outcome.verdicts), outcome.packed)
            made = self._file.all(_ANALYSED, (*version, *kept, *found))
        else:
            made = self._file.all(_FAILED, (*version, outcome.error, outcome.lasting, fingerprint, *found))
        for (latest,) in made:
            self._file.all("UPDATE statements SET latest = ? WHERE id = ?", (latest, statement))

    # -- what is in it ------------------------------------------------------------------------------------------------

    def statements(self) -> Iterator[Statement]:
        """Every statement, in the order of the keys."""
        self._write()
        for row in self._file.each(
            "SELECT key, about, (SELECT count(*) FROM versions WHERE statement = statements.id), "
            "coalesce(sha256, ''), statements.first_seen, statements.last_seen, coalesce(verdicts, '{}'), "
            "iif(statements.error = '', coalesce(versions.error, ''), statements.error) "
            "FROM statements LEFT JOIN versions ON versions.id = latest ORDER BY key"
        ):
            key, about, versions, sha256, first_seen, last_seen, verdicts, error = row
            yield Statement(
                key, from_json(key, about), versions, sha256, first_seen, last_seen, from_json(key, verdicts), error
            )

    def versions(self, key: str) -> tuple[Version, ...]:
        """The versions of a statement, in the order in which they were first seen; raises StoreError for a key that
        the store does not have."""
        self._check(key)
        return tuple(self._versions("key = ? ORDER BY versions.id", key))

    def analyses(self, *, every: bool = False) -> Iterator[Version]:
        """The version of each statement that was last analysed, or `every` analysed version; in the order of the
        keys. One is in memory at a time."""
        if every:
            return self._versions("analysis IS NOT NULL ORDER BY key, versions.id")
        return self._versions(f"{_LAST_ANALYSED} ORDER BY key")

    def _versions(self, which: str, *values: str) -> Iterator[Version]:
        self._write()
        for row in self._file.each(
            "SELECT key, about, (SELECT count(*) FROM versions AS v WHERE v.statement = statements.id "
            "AND v.id <= versions.id), versions.id = latest, sha256, versions.first_seen, versions.last_seen, "
            "versions.error, verdicts, media_type, analysis, text "
            # CROSS: by statement, so that SQLite need not sort analyses, in files of its own if they are many.
            f"FROM statements CROSS JOIN versions ON statement = statements.id WHERE {which}",
            values,
        ):
            key, about, number, current, sha256, first_seen, last_seen, error, verdicts, media_type, packed, text = row
            yield Version(
                key, from_json(key, about), number, bool(current), sha256, first_seen, last_seen, error,
                from_json(key, verdicts), media_type, packed or b"", text or b"",
            )  # fmt: skip

    # -- forgetting ---------------------------------------------------------------------------------------------------

    def forget(self, keys: Iterable[str]) -> int:
        """Takes statements out of the file, every version of them, so that nothing of them is left in it; the number of
        versions. Raises StoreError for a key that the store does not have, and then forgets nothing."""
        keys = tuple(dict.fromkeys(keys))
        for key in keys:
            self._check(key)
        file = self._file
        file.all("PRAGMA secure_delete = ON")
        with file.transaction():
            count = 0
            for key in keys:
                count += len(file.all(
                    "DELETE FROM versions WHERE statement = (SELECT id FROM statements WHERE key = ?) RETURNING id",
                    (key,),
                ))  # fmt: skip
                file.all("DELETE FROM statements WHERE key = ?", (key,))
        # The log that changes go through holds pages as they were: it is emptied into the file, which is made anew.
        file.all("VACUUM")
        ((busy, *_),) = file.all("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreError(
                f"{file.path}: the statements are forgotten, but another program reads the store and keeps its log "
                f"({file.path.name}-wal); end that program and forget once more, or open the store again"
            )
        return count

    def _check(self, key: str) -> None:
        self._write()
        if not self._file.all("SELECT 1 FROM statements WHERE key = ?", (key,)):
            raise StoreError(f"{self._file.path}: holds no statement {key!r}; avgtoets store list names them")
