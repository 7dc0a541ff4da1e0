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
     "Acme (hostingbedrijf)", "Acme (art. 9)", "_x000A_", "  twee  spaties ", "2024-01-01", "1", "TRUE", "#REF!"]
)  # fmt: skip
FREE = WORDS | WICKED
FIELDS = [name for name in load_form().fields if name != "statement"]
SHARED = ("controller", "contact", "dpo", "version")


def _vocabulary(field: str) -> st.SearchStrategy[str]:
    kind = load_form().fields[field].kind
    ids = sorted(load_vocabulary().kind(kind)) if kind in TERM_KINDS else []
    if field == "retention":
        ids += ["P7Y", "P26M", "P1Y6M", "PT12H"]
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
    category = draw(st.sampled_from([None, "hosting", "payment"])) if field == "recipients" and not known else None
    entered = status == "entered"
    return ValueModel(
        value=value, category=category if category in load_vocabulary().kind("recipient") else None, status=status,
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
    filled = {name: draw(cells(name, statements, people=people)) for name in draw(st.sets(st.sampled_from(FIELDS), max_size=5))}
    name = draw(values("name", statements, people=people))
    made = {field: filled.get(field, CellModel.of(())) for field in FIELDS} | {"name": CellModel.of([name])}
    told = {s.statement for cell in made.values() for v in (*cell.values, *cell.left_out) for s in v.sources}
    return RowModel(id="", statements=sorted(told), cells=made)


@st.composite
def registers(draw: st.DrawFn, *, people: bool = True, statements: int | None = None) -> RegisterModel:
    """A register; without `people` as it is drafted."""
    count = statements or draw(st.integers(1, 3))
    of = [
        StatementModel(
            source=f"verklaring-{index}.md", sha256=f"{index:064x}", title=None, version_date=None,
            **{name: draw(cells(name, 1, people=people)) for name in ("controller", "contact", "dpo")},
        )
        for index in range(count)
    ]  # fmt: skip
    made = with_ids(draw(st.lists(rows(count, people=people), max_size=4)))
    left = []
    if people and made and draw(st.booleans()):
        *made, last = made
        left = [last] if last.statements else []
    return RegisterModel(statements=of, rows=made, questions=list(questions(made)), left_out=left)
