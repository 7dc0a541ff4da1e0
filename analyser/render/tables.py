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

from analyser.contract import AnalysisModel, PlaceModel
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
        "match": _TEXT, "quote": _TEXT, "text": _TEXT, "section": _TEXT, "line": _NUMBER, "column": _NUMBER,
        "start": _NUMBER, "end": _NUMBER,
    },
    "findings": {
        "key": _TEXT, "version": _NUMBER, "rule": _TEXT, "title": _TEXT, "status": _TEXT, "severity": _TEXT,
        "article": _TEXT, "message": _TEXT, "advice": _TEXT, "line": _NUMBER, "column": _NUMBER,
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
    statement, version = entry
    model = version.analysis if version else None
    for table in wanted:
        if table == "statements":
            yield table, _statement(statement, version, model)
        elif version and model:
            place = (version.key, version.number)
            yield from ((table, (*place, *row)) for row in (_facts if table == "facts" else _findings)(model))


def _statement(statement: Statement, version: Version | None, model: AnalysisModel | None) -> Row:
    shown = version or statement
    document = model.document if model else None
    told = (document.format, document.title, document.language, document.words, document.address_form,
            document.version_date) if document else (None,) * 6  # fmt: skip
    return (
        statement.key, _json(dict(statement.about)), statement.versions, version.number if version else None,
        shown.sha256, shown.first_seen, shown.last_seen, statement.error, *told,
        *(version.verdicts.get(status, 0) if version else None for status in _STATUSES),
    )  # fmt: skip


def _facts(model: AnalysisModel) -> Iterator[Row]:
    for fact in (*model.facts, *model.denied):
        yield (
            fact.kind, fact.value, fact.assertion, _json(fact.attributes), fact.match, fact.quote, fact.text,
            _json(fact.section), fact.line, fact.column, fact.start, fact.end,
        )  # fmt: skip


def _findings(model: AnalysisModel) -> Iterator[Row]:
    for found in model.findings:
        yield (
            found.rule, found.title, found.status, found.severity, found.article, found.message, found.advice,
            found.line, found.column, found.fingerprint, _json(_quotes(found.evidence)),
        )  # fmt: skip


def _quotes(evidence: Iterable[PlaceModel]) -> list[str]:
    return [place.quote for place in evidence]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
