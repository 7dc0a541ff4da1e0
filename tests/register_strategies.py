"""Generated registers, as statements and people could have made them."""

from __future__ import annotations

from hypothesis import strategies as st

from analyser.register import questions
from analyser.register_merging import with_ids
from analyser.register_model import (
    CellModel,
    RegisterModel,
    RowModel,
    SourceModel,
    StatementModel,
    ValueModel,
    flags_of,
    load_form,
)
from analyser.vocabulary import TERM_KINDS, load_vocabulary

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cn"), include_characters="=+-@;\n\t'\"ëé "), max_size=30
).map(lambda text: f"x{text}y")
WICKED = st.sampled_from(
    ["=1+1", "+31 20 123", "-", "@SUM(A1)", "\t=A1", "\r\n=A1", "'=A1", "7 jaar", "naam", "naam; adres", "P7Y", "geen",
     "Acme (mailingdiensten)", "Acme (art. 9)", "_x000A_", "  twee  spaties ", "2024-01-01", "1", "TRUE", "#REF!"]
)  # fmt: skip
FREE = WORDS | WICKED
FIELDS = [name for name in load_form().fields if name != "statement"]
SHARED = ("controller", "contact", "dpo", "version")


def _vocabulary(field: str) -> st.SearchStrategy[str]:
    kind = load_form().fields[field].kind
    ids = sorted(load_vocabulary().kind(kind)) if kind in TERM_KINDS else []
    if field == "retention":
        ids += ["P7Y", "P26M", "P1Y6M", "PT12H", "PT30M"]
    if field == "transfers":
        ids = ["none", "stated", "Verenigde Staten"]
    return st.sampled_from(ids) | FREE if ids else FREE


@st.composite
def sources(draw: st.DrawFn, statements: int) -> SourceModel:
    words = draw(FREE)
    return SourceModel(
        statement=draw(st.integers(0, statements - 1)), quote=words, text=words, line=draw(st.integers(1, 900)),
        column=1, section=draw(st.lists(FREE, max_size=2)),
    )  # fmt: skip


@st.composite
def values(draw: st.DrawFn, field: str, statements: int, *, people: bool = True) -> ValueModel:
    value = draw(_vocabulary(field))
    statuses = ["stated", "inferred", *(("entered", "lapsed") if people else ())]
    status = draw(st.sampled_from(statuses))
    kind = load_form().fields[field].kind
    known = value in load_vocabulary().kind("recipient")
    categories = [None, "processor", "payment_provider"] if field == "recipients" and not known else [None]
    entered = status == "entered"
    return ValueModel(
        value=value, category=draw(st.sampled_from(categories)), status=status,
        inferred_from="section" if status == "inferred" else None, conditional=not entered and draw(st.booleans()),
        confidence=None if entered else draw(st.sampled_from(["high", "medium", "low"])),
        flags=flags_of(kind, value), sources=[] if entered else [draw(sources(statements))],
    )  # fmt: skip


@st.composite
def cells(draw: st.DrawFn, field: str, statements: int, *, people: bool = True) -> CellModel:
    found = draw(st.lists(values(field, statements, people=people), max_size=3, unique_by=lambda v: v.value))
    left = []
    if people and draw(st.booleans()):
        told = draw(st.lists(values(field, statements, people=False), max_size=2, unique_by=lambda v: v.value))
        left = [value for value in told if value.value not in {v.value for v in found}]
    return CellModel.of(found, left)


@st.composite
def rows(draw: st.DrawFn, statements: int, *, people: bool = True) -> RowModel:
    fields = draw(st.sets(st.sampled_from(FIELDS), max_size=5))
    filled = {name: draw(cells(name, statements, people=people)) for name in sorted(fields)}
    name = draw(values("name", statements, people=people))
    made = {field: filled.get(field, CellModel.of(())) for field in FIELDS} | {"name": CellModel.of([name])}
    told = {s.statement for cell in made.values() for v in (*cell.values, *cell.left_out) for s in v.sources}
    return RowModel(id="", statements=sorted(told), cells=made)


@st.composite
def statements_of(draw: st.DrawFn, index: int, *, people: bool = False) -> StatementModel:
    return StatementModel(
        source=f"verklaring-{index}.md", sha256=f"{index:064x}", title=None, version_date=None,
        **{name: draw(cells(name, index + 1, people=people)) for name in ("controller", "contact", "dpo")},
    )  # fmt: skip


@st.composite
def registers(draw: st.DrawFn, *, people: bool = True) -> RegisterModel:
    """A register; without `people` as it is drafted."""
    count = draw(st.integers(1, 3))
    of = [draw(statements_of(index, people=people)) for index in range(count)]
    made = with_ids(draw(st.lists(rows(count, people=people), max_size=4)))
    left = []
    if people and made and draw(st.booleans()):
        *made, last = made
        left = [last] if last.statements else []
    return RegisterModel(statements=of, rows=made, questions=list(questions(made)), left_out=left)


def _placed(row: RowModel, number: int) -> RowModel:
    """The row where no other one is told of: a text says one thing in one place."""
    cells = {}
    for name, cell in row.cells.items():
        values = [
            value.model_copy(update={"sources": [s.model_copy(update={"column": number}) for s in value.sources]})
            for value in cell.values
        ]
        cells[name] = CellModel.of(values)
    return row.model_copy(update={"cells": cells})


@st.composite
def versions(draw: st.DrawFn, of: RegisterModel) -> RegisterModel:
    """What the statements of a register could say in another version: part of what they said, and more."""
    count = len(of.statements)
    told = []
    for row in (*of.rows, *of.left_out):
        if draw(st.booleans()):
            continue
        new = draw(rows(count, people=False))
        made = {}
        for field, cell in row.cells.items():
            every = [v for v in (*cell.values, *cell.left_out) if v.status in ("stated", "inferred")]
            kept = [value for value in every if draw(st.booleans())]
            more = [v for v in new.cells[field].values if v.value not in {k.value for k in kept}]
            made[field] = CellModel.of([*kept, *more])
        name = [v for v in row.cells["name"].values if v.status in ("stated", "inferred") and draw(st.booleans())]
        made["name"] = CellModel.of(name or new.cells["name"].values)
        told.append(new.model_copy(update={"cells": made, "statements": row.statements or new.statements}))
    told += draw(st.lists(rows(count, people=False), max_size=2))
    made_rows = with_ids(_placed(row, number) for number, row in enumerate(draw(st.permutations(told)), 1))
    return RegisterModel(
        statements=[draw(statements_of(index)) for index in range(count)], rows=made_rows,
        questions=list(questions(made_rows)),
    )  # fmt: skip
