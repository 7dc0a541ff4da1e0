"""Batches into a store within the process of a test, and what the store then holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

import analyser.batch
from analyser.engines import Outcome, Setup, Task
from analyser.engines.work import carry_out

FIRST = "# Privacyverklaring De Veerpont\n\nDe Veerpont bewaart uw e-mailadres twee jaar voor de nieuwsbrief.\n"
SECOND = FIRST.replace("twee jaar", "drie jaar")


class Inline:
    """An engine in the process of the test, which counts what it analyses."""

    slots = 2

    def __init__(self, setup: Setup) -> None:
        self.setup, self.analysed, self._waiting = setup, list[str](), list[tuple[int, Task]]()
        self.most = 0

    def submit(self, number: int, task: Task) -> None:
        self._waiting.append((number, task))
        self.most = max(self.most, len(self._waiting))

    def wait(self, seconds: float | None = None) -> list[tuple[int, Outcome]]:
        number, task = self._waiting.pop()  # the last comes first: the order is not that of the engine
        self.analysed.append(task.key)
        return [(number, carry_out(self.setup, task))]

    def close(self) -> None:
        pass


def settle(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[Inline]:
    """Works in a folder where a statement stands in a.md; the engines that are opened, the last one last."""
    opened: list[Inline] = []

    def open_engine(_name: str, setup: Setup, **_options: object) -> Inline:
        opened.append(Inline(setup))
        return opened[-1]

    monkeypatch.setattr(analyser.batch, "open_engine", open_engine)
    monkeypatch.chdir(folder)
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
