"""Where a register and the statements of its controller disagree.

Each activity of the register is held against the activity that the statements describe, as an update would match
them. What one of them has and the other lacks is a mismatch, and so are two answers to one question. A category of
recipients covers those in it: Art. 13(1)(e) and 30(1)(d) ask for recipients or their categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from analyser.checks import days
from analyser.data import data_dir, load_model
from analyser.errors import DataFileError
from analyser.register_merging import same_controller, slug
from analyser.register_model import CellModel, RegisterModel, RowModel, SourceModel, ValueModel, load_form
from analyser.register_update import matched
from analyser.types import Severity
from analyser.vocabulary import Label

MismatchKind = Literal["hidden", "lacking", "differs"]
KINDS: tuple[MismatchKind, ...] = ("hidden", "lacking", "differs")
ACTIVITY = "activity"  # the field of an activity as a whole
_OF_THE_STATEMENT = ("controller", "contact", "dpo")
_UNKNOWN = "stated"  # a transfer without a country


class Weight(BaseModel):
    """How much a mismatch weighs, and the article that asks for what is missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    severity: Severity
    article: str = ""


class CheckData(BaseModel):
    """The content of reports/register/check.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    fields: Mapping[str, Mapping[MismatchKind, Weight]]
    titles: Mapping[MismatchKind, Label]
    messages: Mapping[MismatchKind, Label]
    advice: Mapping[MismatchKind, Label]
    explanation: Mapping[MismatchKind, Label]
    words: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One disagreement; `row` and `name` are "" where it is about the organisation."""

    kind: MismatchKind
    field: str
    severity: Severity
    article: str
    row: str
    name: str
    register: tuple[ValueModel, ...]
    statement: tuple[ValueModel, ...]
    source: SourceModel | None  # where the statement says it, or describes the activity; an index of the drafted ones

    @property
    def rule(self) -> str:
        """What a finding of this sort is called: `register/retention-differs`."""
        return f"register/{self.field.replace('_', '-')}-{self.kind}"


@lru_cache(maxsize=1)
def check_data() -> CheckData:
    """What is compared and its words; raises DataFileError when the file is not valid."""
    data = load_model(CheckData, data_dir("reports") / "register" / "check.yaml")
    if unknown := data.fields.keys() - load_form().fields.keys() - {ACTIVITY}:
        raise DataFileError(f"register/check.yaml: there is no field {min(unknown)!r}")
    return data


def check(register: RegisterModel, drafted: RegisterModel) -> list[Mismatch]:
    """The mismatches of a register with statements, `drafted` being the register of these alone.

    First those of the organisation, then row by row in the order of the register, last what only the statements
    describe. Activities of statements that are not given are left out of it.
    """
    pairs, only_register, only_statements = matched(register, drafted)
    found = list(_organisation(register, drafted))
    partner = {row.id: new for row, new in pairs}
    silent = {row.id for row in only_register}
    for row in register.rows:
        if row.id in partner:
            found += _cells(row, partner[row.id])
        elif row.id in silent:
            found += _mismatch("hidden", ACTIVITY, row, row.cells["name"].values, (), None)
    gone = {row.id for row in register.left_out}
    described = [*only_statements, *(new for row, new in pairs if row.id in gone)]
    for new in described:
        told = new.cells["name"].values
        found += _mismatch("lacking", ACTIVITY, new, (), told, _source(told), known=False)
    return found


def _organisation(register: RegisterModel, drafted: RegisterModel) -> Iterator[Mismatch]:
    """What is said once: who the organisation is and how it is reached."""
    for field in _OF_THE_STATEMENT:
        mine = _distinct(value for row in register.rows for value in row.cells[field].values)
        for statement in drafted.statements:
            told: CellModel = getattr(statement, field)
            if field == "controller" and mine and told.values:
                named = statement.model_copy(update={"controller": CellModel.of(mine)})
                if not same_controller(named, statement):
                    yield from _mismatch("differs", field, None, mine, told.values, _source(told.values))
                continue
            if field == "dpo" and mine and told.values:
                continue  # who they are is told in many ways
            yield from _one_sided(field, None, mine, told.values, None)


def _distinct(values: Iterable[ValueModel]) -> list[ValueModel]:
    return list({value.value: value for value in values}.values())


def _cells(row: RowModel, new: RowModel) -> Iterator[Mismatch]:
    here = _source(new.cells["name"].values)
    for field in check_data().fields:
        if field == ACTIVITY or field in _OF_THE_STATEMENT:
            continue
        mine, told = row.cells[field].values, new.cells[field].values
        if load_form().fields[field].exclusive and mine and told:
            if not _agree(field, mine, told):
                yield from _mismatch("differs", field, row, mine, told, _source(told))
            continue
        yield from _one_sided(field, row, mine, told, here)


def _agree(field: str, mine: Sequence[ValueModel], told: Sequence[ValueModel]) -> bool:
    """Whether two cells give the same answers, in whatever words."""
    first, second = ({_plain(field, value) for value in values} for values in (mine, told))
    if field == "transfers" and _UNKNOWN in first | second:  # a country beside a transfer without one
        return ("none" in first) == ("none" in second)
    return first == second


def _one_sided(
    field: str, row: RowModel | None, mine: Sequence[ValueModel], told: Sequence[ValueModel], here: SourceModel | None
) -> Iterator[Mismatch]:
    hidden = [value for value in mine if not _covered(field, value, told)]
    lacking = [value for value in told if not _covered(field, value, mine)]
    if hidden:
        yield from _mismatch("hidden", field, row, hidden, (), _source(told) or here)
    if lacking:
        yield from _mismatch("lacking", field, row, (), lacking, _source(lacking))


def _covered(field: str, value: ValueModel, others: Sequence[ValueModel]) -> bool:
    said = {_plain(field, other) for other in others}
    if _plain(field, value) in said:
        return True
    return value.category in said or any(other.category == value.value for other in others if other.category)


def _plain(field: str, value: ValueModel) -> object:
    """A value as it is compared: periods by their length in tens of days, words without case and signs."""
    if field == "retention" and (length := days(value.value)) is not None:
        return round(length / 10) or length
    return value.value if value.value == value.value.lower().replace(" ", "_") else slug(value.value)


def _source(values: Iterable[ValueModel]) -> SourceModel | None:
    return next((source for value in values for source in value.sources), None)


def _mismatch(
    kind: MismatchKind, field: str, row: RowModel | None, mine: Sequence[ValueModel], told: Sequence[ValueModel],
    source: SourceModel | None, *, known: bool = True,
) -> Iterator[Mismatch]:  # fmt: skip
    """The mismatch, if it is one that is looked for."""
    weight = check_data().fields[field].get(kind)
    if weight:
        id, name = (row.id if known else "", row.name) if row else ("", "")
        yield Mismatch(kind, field, weight.severity, weight.article, id, name, tuple(mine), tuple(told), source)
