"""The analyses of a store as tidy tables (statements, facts, findings), as JSON, or as JSON Lines: bytes as they are
made, so that any number of statements takes little memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Literal

from analyser.errors import ConfigError

if TYPE_CHECKING:
    from analyser.store import Statement, Version

Entry = tuple["Statement", "Version | None"]
"""A statement and a version of it that was analysed, None where there is none."""
Row = Sequence[str | int | None]
Table = Literal["statements", "facts", "findings"]

_STATUSES = ("met", "partial", "missing", "violated", "not_applicable")
_TEXT, _NUMBER = "string", "int64"
# The columns of each table and what they hold; lists and attributes are JSON.
COLUMNS: Mapping[Table, Mapping[str, str]] = {
    "statements": {
        "key": _TEXT, "about": _TEXT, "versions": _NUMBER, "version": _NUMBER, "sha256": _TEXT, "first_seen": _TEXT,
        "last_seen": _TEXT, "error": _TEXT, "format": _TEXT, "title": _TEXT, "language": _TEXT, "words": _NUMBER,
        "address_form": _TEXT, "version_date": _TEXT, **dict.fromkeys(_STATUSES, _NUMBER),
    },
    "facts": {
        "key": _TEXT, "version": _NUMBER, "kind": _TEXT, "value": _TEXT, "assertion": _TEXT, "attributes": _TEXT,
        "match": _TEXT, "quote": _TEXT, "text": _TEXT, "section": _TEXT, "page": _NUMBER, "line": _NUMBER,
        "column": _NUMBER, "start": _NUMBER, "end": _NUMBER,
    },
    "findings": {
        "key": _TEXT, "version": _NUMBER, "rule": _TEXT, "title": _TEXT, "status": _TEXT, "severity": _TEXT,
        "article": _TEXT, "message": _TEXT, "advice": _TEXT, "page": _NUMBER, "line": _NUMBER, "column": _NUMBER,
        "fingerprint": _TEXT, "quotes": _TEXT,
    },
}  # fmt: skip
_GROUP = 20_000  # rows that a Parquet file has together, and so those that are in memory
# Legal inside a JSON string, yet line ends to readers that split on them.
_LINE_ENDS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\u0085": "\\u0085"})


def to_jsonl(versions: Iterable[Version]) -> Iterator[bytes]:
    """One analysis a line, as `avgtoets analyse --format jsonl` prints it."""
    for version in versions:
        yield version.json.decode().translate(_LINE_ENDS).encode() + b"\n"


def to_json(versions: Iterable[Version]) -> Iterator[bytes]:
    """An array of analyses, as `avgtoets analyse --format json` prints several."""
    first = True
    for version in versions:
        yield b"[\n  " if first else b",\n  "
        first = False
        made = json.dumps(json.loads(version.json), ensure_ascii=False, indent=2)
        yield made.replace("\n", "\n  ").encode()
    yield b"[]\n" if first else b"\n]\n"


def write_csv(entries: Iterable[Entry], files: Mapping[Table, IO[bytes]]) -> None:
    """Writes the tables (RFC 4180, UTF-8); what a spreadsheet would take for a formula is made text."""
    from analyser.render.register import defused

    texts = {name: io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True) for name, file in
             files.items()}  # fmt: skip
    writers = {name: csv.writer(text) for name, text in texts.items()}
    for name, writer in writers.items():
        writer.writerow(COLUMNS[name])
    for entry in entries:
        for name, row in _rows(entry, files):
            writers[name].writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
    for text in texts.values():
        text.detach()


def write_parquet(entries: Iterable[Entry], files: Mapping[Table, IO[bytes]]) -> None:
    """Writes the tables as Parquet; raises ConfigError when pyarrow is not there."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ConfigError("Parquet needs pyarrow: pip install 'avgtoets[parquet]'") from error
    schemas = {name: arrow.schema([(c, getattr(arrow, kind)()) for c, kind in COLUMNS[name].items()]) for name in files}
    held: dict[Table, list[Row]] = {name: [] for name in files}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(file, schemas[name])) for name, file in files.items()
        }

        def write(name: Table) -> None:
            columns = list(zip(*held[name], strict=True)) or [()] * len(COLUMNS[name])
            writers[name].write_table(arrow.Table.from_arrays(
                [arrow.array(column, field.type) for column, field in zip(columns, schemas[name], strict=True)],
                schema=schemas[name],
            ))  # fmt: skip
            held[name].clear()

        for entry in entries:
            for name, row in _rows(entry, files):
                held[name].append(row)
                if len(held[name]) == _GROUP:
                    write(name)
        for name in files:
            write(name)


def _rows(entry: Entry, wanted: Iterable[Table]) -> Iterator[tuple[Table, Row]]:
    """The rows of an entry; of an analysis by an earlier program, what it does not tell is left empty."""
    statement, version = entry
    analysis = json.loads(version.json) if version else {}
    for table in wanted:
        if table == "statements":
            yield table, _statement(statement, version, analysis.get("document", {}))
        elif version:
            parts = (*analysis["facts"], *analysis["denied"]) if table == "facts" else analysis["findings"]
            for part in parts:
                told = {"key": version.key, "version": version.number, **part}
                told["quotes"] = [place["quote"] for place in part.get("evidence", ())]
                yield table, [_cell(told.get(column)) for column in COLUMNS[table]]


def _statement(statement: Statement, version: Version | None, document: Mapping[str, Any]) -> Row:
    shown = version or statement
    told = {
        **document, "key": statement.key, "about": dict(statement.about), "versions": statement.versions,
        "version": version.number if version else None, "sha256": shown.sha256, "first_seen": shown.first_seen,
        "last_seen": shown.last_seen, "error": statement.error,
    }  # fmt: skip
    if version:
        told.update({status: version.verdicts.get(status, 0) for status in _STATUSES})
    return [_cell(told.get(column)) for column in COLUMNS["statements"]]


def _cell(value: Any) -> str | int | None:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list) else value
