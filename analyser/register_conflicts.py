"""Where a register and its statements contradict each other, and what an update changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analyser.register_merging import disputed
from analyser.register_model import CellModel, RegisterModel, ValueModel, load_form

ConflictKind = Literal["other", "removed", "activity", "statements"]
ChangeKind = Literal["new_activity", "new", "confirmed", "lapsed"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the register holds against what a statement says; `field` is "" for an activity as a whole."""

    kind: ConflictKind
    row: str  # its id
    name: str
    field: str
    register: tuple[ValueModel, ...]  # for "statements": what the first of them says
    statement: tuple[ValueModel, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an update put into the register or marked in it."""

    kind: ChangeKind
    row: str
    name: str
    field: str
    values: tuple[ValueModel, ...]


def conflicts(register: RegisterModel) -> Iterator[Conflict]:
    """The conflicts of a register: what people entered against what a statement says in a field that holds one answer,
    what they took out and a statement still says, and what statements say against each other."""
    for row in register.rows:
        for field, cell in row.cells.items():
            if cell.left_out and field != "name":
                entered = tuple(value for value in cell.values if value.status == "entered")
                other = load_form().fields[field].exclusive and entered
                kind: ConflictKind = "other" if other else "removed"
                mine = entered if other else tuple(cell.values)
                yield from (Conflict(kind, row.id, row.name, field, mine, (value,)) for value in cell.left_out)
    for row in register.left_out:
        told = [value for cell in row.cells.values() for value in (*cell.values, *cell.left_out) if value.sources]
        if told:
            yield Conflict("activity", row.id, row.name, "", (), (told[0],))
    for row, field, said in disputed(register):
        first, *rest = said.values()
        for values in rest:
            if {value.value for value in values} != {value.value for value in first}:
                yield Conflict("statements", row.id, row.name, field, tuple(first), tuple(values))


def changes(before: RegisterModel, after: RegisterModel) -> Iterator[Change]:
    """What differs in the rows of a register after an update, row by row; rewording is no change."""
    known = {row.id: row for row in before.rows}
    for row in after.rows:
        if row.id not in known:
            yield Change("new_activity", row.id, row.name, "", tuple(row.cells["name"].values))
            continue
        for field, cell in row.cells.items():
            was = known[row.id].cells.get(field, CellModel.of(()))
            for kind, values in _differing(was.values, cell.values):
                yield Change(kind, row.id, row.name, field, tuple(values))


def _differing(
    was: Sequence[ValueModel], now: Sequence[ValueModel]
) -> Iterator[tuple[ChangeKind, list[ValueModel]]]:
    status = {value.value: value.status for value in was}
    told = [value for value in now if value.status in ("stated", "inferred")]
    kinds: dict[ChangeKind, list[ValueModel]] = {
        "new": [value for value in told if status.get(value.value, "lapsed") == "lapsed"],
        "confirmed": [value for value in told if status.get(value.value) == "entered"],
        "lapsed": [v for v in now if v.status == "lapsed" and status.get(v.value, "lapsed") != "lapsed"],
    }
    yield from ((kind, values) for kind, values in kinds.items() if values)
