"""A register after its statements changed: what people made of it stays, what is new is added, what no statement says
any more is marked.

A value that a statement said and no longer says has *lapsed* and stays where it is. A value that people entered stays
theirs until a statement says the same. What people took out is not put back, and in a field that holds one answer
(`exclusive`) the statement's answer is not put beside theirs; both are kept under `left_out` and are conflicts. Only
the statements that are given are looked at: what another one said stays. Updating twice changes nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from analyser.register import OF_THE_STATEMENT, questions
from analyser.register_merging import ALIKE, CATCH_ALL, pairs, row_id, same_controller, slug
from analyser.register_model import (
    CellModel,
    QuestionModel,
    RegisterModel,
    RowModel,
    StatementModel,
    ValueModel,
    load_form,
)

# One at a time: what is new takes the place of what was.
_REPLACED = ("name", "version")
_IDENTICAL = 3.0  # of an activity of which the same is said in the same places
_LAPSED = 0.5  # how much surer an activity is that statements still describe
_NOTHING = CellModel.of(())


def update(register: RegisterModel, drafted: RegisterModel, *, complete: bool = False) -> RegisterModel:
    """The register with what new versions of its statements say, and further statements.

    `drafted` is the register of those statements alone. A statement is the one of the register that has the same
    path, else the same file name; another one is added. With `complete` they are all there are: what other
    statements of the register said lapses too.
    """
    places = _places(register.statements, drafted.statements)
    given = set(places)
    statements = list(register.statements)
    for index, statement in zip(places, drafted.statements, strict=True):
        new = _moved_statement(statement, places)
        if index < len(statements):
            statements[index] = _statement(statements[index], new, index)
        else:
            statements.append(new)
    if complete:
        for index in set(range(len(statements))) - given:
            statements[index] = statements[index].model_copy(update={"withdrawn": True})
        given = set(range(len(statements)))
    rows, left_out = _rows(register, [_moved(row, places) for row in drafted.rows], statements, given)
    return register.model_copy(
        update={
            "statements": statements,
            "rows": rows,
            "left_out": left_out,
            "questions": asked(rows, register.questions),
        }
    )


def asked(rows: Sequence[RowModel], before: Iterable[QuestionModel]) -> list[QuestionModel]:
    """What the rows leave open, with what people answered; what they answered stays when it is no longer open."""
    answered = {question.field: question for question in before if question.answer}
    result = []
    for question in questions(rows):
        known = answered.pop(question.field, None)
        result.append(question.model_copy(update={"answer": known.answer}) if known else question)
    ids = {row.id for row in rows}
    for question in answered.values():
        result.append(question.model_copy(update={"rows": [id for id in question.rows if id in ids]}))
    return result


# --- statements


def _places(known: Sequence[StatementModel], new: Sequence[StatementModel]) -> list[int]:
    """The index in the register of each new statement."""
    found: dict[int, int] = {}
    for same in (lambda a, b: a == b, lambda a, b: PurePath(a).name == PurePath(b).name):
        for place, statement in enumerate(new):
            for index, other in enumerate(known):
                if place not in found and index not in found.values() and same(other.source, statement.source):
                    found[place] = index
    free = iter(range(len(known), len(known) + len(new)))
    return [found[place] if place in found else next(free) for place in range(len(new))]


def _moved(row: RowModel, places: Sequence[int]) -> RowModel:
    """The row with the statements of the register."""
    cells = {name: _moved_cell(cell, places) for name, cell in row.cells.items()}
    return row.model_copy(update={"statements": [places[index] for index in row.statements], "cells": cells})


def _moved_statement(statement: StatementModel, places: Sequence[int]) -> StatementModel:
    return statement.model_copy(
        update={name: _moved_cell(cell, places) for name, cell in _cells(statement).items()}
    )


def _moved_cell(cell: CellModel, places: Sequence[int]) -> CellModel:
    moved = [
        [
            value.model_copy(
                update={"sources": [s.model_copy(update={"statement": places[s.statement]}) for s in value.sources]}
            )
            for value in values
        ]
        for values in (cell.values, cell.left_out)
    ]
    return CellModel.of(*moved)


def _cells(statement: StatementModel) -> Mapping[str, CellModel]:
    return {name: value for name, value in statement if isinstance(value, CellModel)}


def _statement(known: StatementModel, new: StatementModel, index: int) -> StatementModel:
    before = _cells(known)
    return new.model_copy(
        update={name: _cell(name, before[name], cell, {index}) for name, cell in _cells(new).items()}
    )


# --- rows


def matched(
    register: RegisterModel, drafted: RegisterModel
) -> tuple[list[tuple[RowModel, RowModel]], list[RowModel], list[RowModel]]:
    """The activities of a register, those taken out included, with those of the statements that are the same; then the
    activities of which only the register tells, of those that these statements or people told of, and those of which
    only the statements do. The rows are the ones that were given."""
    places = _places(register.statements, drafted.statements)
    statements = dict(enumerate(register.statements)) | dict(zip(places, drafted.statements, strict=True))
    moved = [_moved(row, places) for row in drafted.rows]
    original = {id(new): row for new, row in zip(moved, drafted.rows, strict=True)}
    found = [(row, original[id(new)]) for row, new in _pairs(register, moved, statements, set(places))]
    known, described = {row.id for row, _ in found}, {id(new) for _, new in found}
    mine = [row for row in register.rows if row.id not in known]
    return (
        found,
        [row for row in mine if not row.statements or set(row.statements) & set(places)],
        [row for row in drafted.rows if id(row) not in described],
    )


def _pairs(
    register: RegisterModel, drafted: list[RowModel], statements: Mapping[int, StatementModel], given: set[int]
) -> list[tuple[RowModel, RowModel]]:
    known = [*register.rows, *register.left_out]
    prints = {id(row): _print(row, given) for row in (*known, *drafted)}

    def alike(row: RowModel, new: RowModel) -> float:
        one, other = prints[id(row)], prints[id(new)]
        if one and one == other:
            return _IDENTICAL
        if set(row.statements) & set(new.statements):
            return _likeness(row, new, same_text=True)
        ours = all(same_controller(statements[a], statements[b]) for a in row.statements for b in new.statements)
        return _likeness(row, new, same_text=False) if ours else 0.0

    return pairs(known, drafted, alike)


def _rows(
    register: RegisterModel, drafted: list[RowModel], statements: Sequence[StatementModel], given: set[int]
) -> tuple[list[RowModel], list[RowModel]]:
    """The rows of the register and those that people took out."""
    known = [*register.rows, *register.left_out]
    found = _pairs(register, drafted, dict(enumerate(statements)), given)
    partner = {row.id: new for row, new in found}
    described = {id(new) for _, new in found}
    made = [_row(row, partner.get(row.id), statements, given) for row in known]
    rows, left_out = made[: len(register.rows)], made[len(register.rows) :]
    taken = {row.id for row in known}
    for new in drafted:
        if id(new) not in described:
            rows.append(new.model_copy(update={"id": row_id(new, taken)}))
            taken.add(rows[-1].id)
    return rows, left_out


def _print(row: RowModel, given: set[int]) -> frozenset[object]:
    """All that the given statements say of an activity, and where."""
    return frozenset(
        (name, value.value, source.statement, source.line, source.column, source.quote, *source.section)
        for name, cell in row.cells.items()
        for value in (*cell.values, *cell.left_out)
        if value.status in ("stated", "inferred")
        for source in value.sources
        if source.statement in given
    )


def _likeness(row: RowModel, new: RowModel, *, same_text: bool) -> float:
    """How surely a statement describes the activity of a row; as in `register_merging`, and in another version of one
    text what is called the same is the same."""
    names = {slug(value.value) for value in _told(row.cells["name"])}
    first, second = ({value.value for value in _told(one.cells["purposes"])} for one in (row, new))
    share = len(first & second) / len(first | second) if first and second else 0.0
    common = names & {slug(value.value) for value in _told(new.cells["name"])}
    named = bool(common)
    alone = same_text or share or (common != {CATCH_ALL} and not (first and second))
    if not (share >= ALIKE or (named and alone)):
        return 0.0
    live = any(value.status != "lapsed" for value in (*row.cells["name"].values, *row.cells["name"].left_out))
    return (named + share) * (1.0 if live else _LAPSED)


def _told(cell: CellModel) -> list[ValueModel]:
    """What the statements say in a cell, else what people entered, else what statements said once."""
    every = [*cell.values, *cell.left_out]
    for statuses in (("stated", "inferred"), ("entered",), ("lapsed",)):
        if found := [value for value in every if value.status in statuses]:
            return found
    return []


def _row(row: RowModel, new: RowModel | None, statements: Sequence[StatementModel], given: set[int]) -> RowModel:
    if new is None and not given & set(row.statements):
        return row
    told = dict(new.cells) if new else {}
    if new is None:
        told = _still_said(row, statements, given)
    cells = {name: _cell(name, cell, told.get(name, _NOTHING), given) for name, cell in row.cells.items()}
    more = [index for index in (new.statements if new else ()) if index not in row.statements]
    return row.model_copy(update={"cells": cells, "statements": [*row.statements, *more]})


def _still_said(row: RowModel, statements: Sequence[StatementModel], given: set[int]) -> dict[str, CellModel]:
    """What the statements of an activity that they no longer describe say of the organisation."""
    told: dict[str, CellModel] = {}
    for name in OF_THE_STATEMENT:
        found: dict[str, ValueModel] = {}
        for index in row.statements:
            cell = _cells(statements[index]).get(name, row.cells[name])
            if index in given and not statements[index].withdrawn:
                every = (*cell.values, *cell.left_out)
                found |= {value.value: value for value in every if value.status in ("stated", "inferred")}
        told[name] = CellModel.of(list(found.values()))
    return told


def _cell(field: str, cell: CellModel, new: CellModel, given: set[int]) -> CellModel:
    """The cell after the given statements have been read again."""
    every = (*new.values, *new.left_out) if field == "name" else new.values  # as each statement calls it
    told = {value.value: value for value in every}
    values: list[ValueModel] = []
    for value in cell.values:
        now = _now(value, told.pop(value.value, None), given)
        if now.status == "lapsed" and field in _REPLACED and told:
            continue
        values.append(now)
    left_out = []
    for value in cell.left_out:
        now = _now(value, told.pop(value.value, None), given)
        if now.status != "lapsed":
            left_out.append(now)
    info = load_form().fields.get(field)
    single = field == "name" or (info is not None and info.exclusive)
    if single and any(value.status == "entered" for value in values):
        left_out += told.values()
    elif field == "name":
        names = [*values, *left_out, *told.values()]
        values, left_out = names[:1], names[1:]
    else:
        values += told.values()
    return CellModel.of(values, left_out)


def _now(value: ValueModel, told: ValueModel | None, given: set[int]) -> ValueModel:
    """A value after the given statements have been read again; `told` is what they say of it."""
    others = [source for source in value.sources if source.statement not in given]
    if value.status == "entered":
        return told or value
    if told:
        kept = [source for source in others if source not in told.sources] if value.status != "lapsed" else []
        return told.model_copy(update={"sources": [*told.sources, *kept]})
    if value.status == "lapsed":
        return value
    if others:
        return value.model_copy(update={"sources": others})
    return value.model_copy(update={"status": "lapsed", "inferred_from": None})
