"""Organisations and where their statements are: a list (CSV or YAML) with metadata, or just files.

A list has a column `path` (or `url`), mostly a `name`, `sector` and `size`, and whatever further columns one likes to
group and filter by. Paths are relative to the list.

    name;path;sector;size                      organisations:
    Gemeente Voorbeeld;gemeente.html;gemeente;groot    - {name: Gemeente Voorbeeld, path: gemeente.html, size: groot}
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from analyser.conditions import nearest
from analyser.data import bounded_yaml, parse_yaml, told
from analyser.errors import ConfigError, InputError
from analyser.paths import is_address

LISTS = (".csv", ".yaml", ".yml")
_ALSO = {
    "naam": "name", "organisatie": "name", "organisation": "name", "pad": "path", "bestand": "path", "file": "path",
    "url": "path", "adres": "path", "grootte": "size", "omvang": "size",
}  # fmt: skip
_DELIMITERS = ";,\t"
_MOST_SHOWN = 80  # characters of a cell in an error
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Organisation:
    """An organisation as it was listed; `name` is "" where its statement has to tell it."""

    source: str  # path, from the working folder, or web address
    name: str = ""
    metadata: Mapping[str, str] = field(default_factory=lambda: _NOTHING)  # sector, size and the further columns

    def value(self, column: str) -> str:
        """What is known of it under the name of a column, "" for nothing."""
        return self.name if column == "name" else self.metadata.get(column, "")


def is_list(path: str) -> bool:
    """Whether a path names a list of organisations and no statement."""
    return path.lower().endswith(LISTS)


def load_organisations(path: Path) -> tuple[Organisation, ...]:
    """The organisations of a list; raises InputError with file, line and what to do when it is not right."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save the list as “CSV UTF-8”") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    rows = _csv(path, text) if path.suffix.lower() == ".csv" else _yaml(path, text)
    if not rows:
        raise InputError(f"{path}: holds no organisations; give each a line with at least a path")
    found, seen = [], dict[str, int]()
    for line, row in rows:
        organisation = _organisation(path, line, row)
        if first := seen.get(organisation.source):
            which = _short(row["path"])
            raise InputError(f"{path}, line {line}: {which!r} stands on line {first} already; keep one of them")
        seen[organisation.source] = line
        found.append(organisation)
    return tuple(found)


def _organisation(path: Path, line: int, row: Mapping[str, str]) -> Organisation:
    if not row.get("path"):
        whose = _short(row.get("name", "")) or "the organisation"
        raise InputError(f"{path}, line {line}: no path or url; tell where the statement of {whose} is")
    source = row["path"] if is_address(row["path"]) else str(path.parent / row["path"])
    metadata = {name: value for name, value in row.items() if name not in ("name", "path") and value}
    return Organisation(source, row.get("name", ""), metadata)


def _short(text: str) -> str:
    """As much of what a list holds as shows where it is wrong."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _column(name: str) -> str:
    plain = " ".join(name.split()).lower()
    return _ALSO.get(plain, plain)


def _named(path: Path, line: int, names: Sequence[str]) -> list[str]:
    """The columns by their usual names; raises InputError when one lacks or comes twice."""
    columns = [_column(name) for name in names]
    if "path" not in columns:
        raise InputError(f"{path}, line {line}: no column path or url; there is {_short(', '.join(names))}")
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice:
        raise InputError(f"{path}, line {line}: the column {_short(twice)} comes twice; keep one of them")
    return columns


def _csv(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    rows, first = [], 1
    try:
        for cells in reader:
            line, first = first, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _named(path, line, cells)
                continue
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                raise InputError(
                    f"{path}, line {line}: {len(cells)} cells under {len(columns)} columns; "
                    f"put a cell with a {delimiter!r} in quotes"
                )
            rows.append((line, {n: " ".join(c.split()) for n, c in zip(columns, cells, strict=False) if n}))
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: not valid CSV ({error})") from error
    return rows


def _yaml(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        bounded_yaml(text)
        content: Any = parse_yaml(text)
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise InputError(f"{path}{told(error)}") from error
    if isinstance(content, dict) and list(content) == ["organisations"] and isinstance(node, yaml.MappingNode):
        content, node = content["organisations"], node.value[0][1]
    if not isinstance(content, list) or not isinstance(node, yaml.SequenceNode):
        raise InputError(f"{path}: expected a list of organisations, each with a path and mostly a name")
    rows = []
    for entry, place in zip(content, node.value, strict=True):
        line = place.start_mark.line + 1
        if not isinstance(entry, dict):
            raise InputError(f"{path}, line {line}: expected an organisation, as in: {{name: …, path: …}}")
        for name, value in entry.items():
            if isinstance(value, dict | list | set) or (isinstance(value, int) and abs(value) > 10**18):
                raise InputError(f"{path}, line {line}: {_short(str(name))}: expected one value, not several")
        columns = _named(path, line, [str(name) for name in entry])
        values = ["" if value is None else " ".join(str(value).split()) for value in entry.values()]
        rows.append((line, dict(zip(columns, values, strict=True))))
    return rows


def selected(organisations: Sequence[Organisation], conditions: Iterable[str]) -> tuple[Organisation, ...]:
    """The organisations that meet all conditions, as in "sector=gemeente,waterschap"; case does not count.

    Raises ConfigError for a condition that is not one, or names a column that no organisation has.
    """
    chosen = tuple(organisations)
    for condition in conditions:
        column, sign, values = condition.partition("=")
        column = known_column(organisations, column, "--where")
        wanted = {value.strip().casefold() for value in values.split(",")}
        if not sign or not values.strip():
            raise ConfigError(f"--where {condition!r}: expected a column and a value, as in sector=gemeente")
        chosen = tuple(one for one in chosen if one.value(column).casefold() in wanted)
    return chosen


def known_column(organisations: Sequence[Organisation], name: str, where: str) -> str:
    """The usual name of a column; raises ConfigError with a suggestion when no organisation has it."""
    column = _column(name)
    known = list(dict.fromkeys(name for one in organisations for name in ("name", *one.metadata)))
    if column != "name" and column not in known:
        told = f"; known are {', '.join(known)}" if known else ""
        told = told if len(known) > 1 else "; a list of organisations (CSV or YAML) tells of them"
        raise ConfigError(f"{where}: no organisation has a column {column!r}{nearest(column, known) or told}")
    return column
