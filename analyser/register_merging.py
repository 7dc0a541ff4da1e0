"""Which activities of several statements are one, what becomes of them together, and what a row is known by.

Two activities of different statements are one when at least half of the purposes that they have together are those of
both, or when they are called the same and share a purpose, or one of them tells none. Statements of different
controllers share nothing. Within one statement the text itself keeps activities apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from analyser.register_model import (
    CONFIDENCE,
    CellModel,
    RegisterModel,
    RowModel,
    StatementModel,
    ValueModel,
    load_form,
)

ALIKE = 0.5  # the share of common purposes from which two activities are one
_SLUG = 48  # characters of an id before what tells it from others
CATCH_ALL = "algemeen"  # what belongs to no purpose; another such activity is of other matters
Left = TypeVar("Left")
Right = TypeVar("Right")


def slug(text: str) -> str:
    """The words of a text as an id has them: ASCII, lower case, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:_SLUG].rsplit("-", 1)[0] if len(words) > _SLUG else words


def row_id(row: RowModel, taken: Iterable[str]) -> str:
    """A free id for a row: its name, with its purposes where that is taken, else with a number."""
    used = set(taken)
    name = slug(row.name) or "activiteit"
    purposes = slug(" ".join(sorted(value.value for value in row.cells["purposes"].values)))
    choices = [name, f"{name}-{purposes}" if purposes else name]
    number = 2
    while choices[-1] in used:
        choices.append(f"{choices[1]}-{number}")
        number += 1
    return next(choice for choice in choices if choice not in used)


def with_ids(rows: Iterable[RowModel]) -> list[RowModel]:
    """The rows, each with an id of its own."""
    made: dict[str, RowModel] = {}
    for row in rows:
        id = row_id(row, made)
        made[id] = row.model_copy(update={"id": id})
    return list(made.values())


# --- sameness


def _purposes(row: RowModel) -> set[str]:
    return {value.value for value in row.cells["purposes"].values}


def likeness(one: RowModel, other: RowModel) -> float:
    """How surely two rows are the same activity: 0 when they are not, up to 2 with the same name and purposes."""
    name = slug(one.name)
    named = name == slug(other.name) and bool(name)
    first, second = _purposes(one), _purposes(other)
    share = len(first & second) / len(first | second) if first and second else 0.0
    if share >= ALIKE or (named and (share or (name != CATCH_ALL and not (first and second)))):
        return named + share
    return 0.0


def pairs(
    left: Sequence[Left], right: Sequence[Right], alike: Callable[[Left, Right], float]
) -> list[tuple[Left, Right]]:
    """What belongs together one to one, the likeliest first; of equally likely pairs the first in order."""
    scored = [
        (alike(one, other), -i, -j, one, other) for i, one in enumerate(left) for j, other in enumerate(right)
    ]
    found: list[tuple[Left, Right]] = []
    used: set[tuple[str, int]] = set()
    for score, i, j, one, other in sorted(scored, key=lambda entry: entry[:3], reverse=True):
        if score > 0 and not {("left", i), ("right", j)} & used:
            used |= {("left", i), ("right", j)}
            found.append((one, other))
    return found


def same_controller(one: StatementModel, other: StatementModel) -> bool:
    """Whether two statements can be of one organisation: a name of the one is or holds that of the other, or one of
    them tells none."""
    first, second = ([set(slug(value.value).split("-")) for value in s.controller.values] for s in (one, other))
    return not first or not second or any(a <= b or b <= a for a in first for b in second)


# --- merging


def merged(rows: Sequence[RowModel], statements: Sequence[StatementModel]) -> list[RowModel]:
    """The rows of all statements, those that are one activity in one row, in the order of the statements."""
    result: list[RowModel] = []
    for index in range(len(statements)):
        own = [row for row in rows if row.statements == [index]]

        def alike(known: RowModel, new: RowModel, index: int = index) -> float:
            one = all(same_controller(statements[index], statements[other]) for other in known.statements)
            return likeness(known, new) if one else 0.0

        together = {id(new): known for known, new in pairs(result, own, alike)}
        joined = {id(known): new for new in own if (known := together.get(id(new)))}
        result = [_joined(known, joined[id(known)]) if id(known) in joined else known for known in result]
        result += [row for row in own if id(row) not in together]
    return result


def _joined(one: RowModel, other: RowModel) -> RowModel:
    cells = {name: CellModel.of(_values(cell, other.cells[name])) for name, cell in one.cells.items()}
    first, *others = cells["name"].values
    cells["name"] = CellModel.of([first], [*one.cells["name"].left_out, *others])
    return one.model_copy(update={"statements": [*one.statements, *other.statements], "cells": cells})


def _values(one: CellModel, other: CellModel) -> list[ValueModel]:
    """The values of both, each once, with the sources of both and the stronger of their ties."""
    found = {value.value: value for value in one.values}
    for value in other.values:
        known = found.get(value.value)
        if known is None:
            found[value.value] = value
            continue
        better = min((known, value), key=_doubt)
        found[value.value] = better.model_copy(
            update={
                "conditional": known.conditional and value.conditional,
                "sources": [*known.sources, *(source for source in value.sources if source not in known.sources)],
            }
        )
    return list(found.values())


def _doubt(value: ValueModel) -> tuple[bool, int]:
    return value.status != "stated", CONFIDENCE.index(value.confidence) if value.confidence else -1


# --- what statements contradict


def disputed(register: RegisterModel) -> Iterator[tuple[RowModel, str, dict[int, list[ValueModel]]]]:
    """The cells in which statements contradict each other: row, field, and what each statement says."""
    form = load_form()
    for row in register.rows:
        for name, cell in row.cells.items():
            if len(row.statements) < 2 or not form.fields[name].exclusive:
                continue
            said: dict[int, list[ValueModel]] = {}
            for value in cell.values:
                for index in dict.fromkeys(source.statement for source in value.sources if value.status != "lapsed"):
                    said.setdefault(index, []).append(value)
            if len({frozenset(value.value for value in values) for values in said.values()}) > 1:
                yield row, name, said
