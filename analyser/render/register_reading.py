"""Reading a register back: the JSON of `register --format json`, or the workbook after people worked in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from analyser.errors import InputError
from analyser.register_model import SCHEMA_VERSION, CellModel, RegisterModel, RowModel, load_form

if TYPE_CHECKING:
    from analyser.render.workbook_reading import Sheets

LARGEST = 50_000_000  # bytes of a register
_OTHER_SHEETS = (".ods", ".xls", ".xlsm", ".xlsb")


class RegisterFileError(InputError):
    """A file that is no register, or cannot be read as one."""


@dataclass(frozen=True)
class Opened:
    """A register that was read; `sheets` is None for JSON."""

    path: Path
    register: RegisterModel
    sheets: Sheets | None = None
    notes: tuple[str, ...] = ()  # what the reader could not make sense of


def read_register(path: str | Path) -> RegisterModel:
    """The register of a file (.xlsx, .json) as it is now, what people entered in it included.

    Raises RegisterFileError, which names the file.
    """
    return open_register(path).register


def open_register(path: str | Path) -> Opened:
    """The register of a file, with the workbook if it is one; raises RegisterFileError, which names the file."""
    path = Path(path)
    try:
        return _open(path)
    except RegisterFileError as error:
        raise RegisterFileError(f"{path}: {error}") from error.__cause__


def _open(path: Path) -> Opened:
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".json"):
        raise RegisterFileError(
            "a register is read from .xlsx or .json; save it as one of these"
            if suffix in _OTHER_SHEETS
            else "is no register: give the .xlsx or .json that avgtoets register wrote"
        )
    try:
        if path.stat().st_size > LARGEST:
            raise RegisterFileError(f"is larger than {LARGEST // 1_000_000} MB, too large for a register")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise RegisterFileError("no such file") from error
    except IsADirectoryError as error:
        raise RegisterFileError("is a folder; give a register") from error
    except PermissionError as error:
        raise RegisterFileError("may not be read; close it where it is open, or ask for access") from error
    except (OSError, ValueError) as error:
        raise RegisterFileError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if suffix == ".json":
        return Opened(path, _from_json(data))
    from analyser.render.workbook_reading import read_workbook

    return read_workbook(path, data)


def _from_json(data: bytes) -> RegisterModel:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise RegisterFileError("is damaged: no valid JSON") from error
    register = validated(content)
    return register.model_copy(
        update={"rows": [_told(row) for row in register.rows], "left_out": [_told(row) for row in register.left_out]}
    )


def _told(row: RowModel) -> RowModel:
    """The row with the status of each cell as its values make it, whatever was written by hand."""
    return row.model_copy(
        update={"cells": {name: CellModel.of(cell.values, cell.left_out) for name, cell in row.cells.items()}}
    )


def validated(content: object) -> RegisterModel:
    if not isinstance(content, dict) or not {"schema_version", "statements", "rows"} <= content.keys():
        raise RegisterFileError("is no register: give the .xlsx or .json that avgtoets register wrote")
    this_version(str(content["schema_version"]))
    try:
        register = RegisterModel.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise RegisterFileError(f"is damaged: {'.'.join(map(str, first['loc']))[:200]}: {first['msg']}") from error
    fields, count = load_form().fields, len(register.statements)
    ids: set[str] = set()
    for row in (*register.rows, *register.left_out):
        if unknown := row.cells.keys() - fields.keys():
            raise RegisterFileError(f"is damaged: row {row.id}: there is no field {min(unknown)!r}")
        if lacking := fields.keys() - row.cells.keys() - {"statement"}:
            raise RegisterFileError(f"is damaged: row {row.id}: the field {min(lacking)!r} is missing")
        if row.id in ids:
            raise RegisterFileError(f"is damaged: two rows have the id {row.id!r}")
        ids.add(row.id)
        sources = [s for cell in row.cells.values() for value in (*cell.values, *cell.left_out) for s in value.sources]
        if any(index >= count for index in (*row.statements, *(source.statement for source in sources))):
            raise RegisterFileError(f"is damaged: row {row.id} names a statement that there is not")
    return register


def this_version(version: str) -> None:
    if version != SCHEMA_VERSION:
        newer = version.isdigit() and int(version) > int(SCHEMA_VERSION)
        advice = "install a newer avgtoets" if newer else "draft it again with this avgtoets"
        raise RegisterFileError(
            f"holds a register of version {version}, and this avgtoets reads {SCHEMA_VERSION}: {advice}"
        )
