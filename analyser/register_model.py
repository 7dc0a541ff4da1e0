"""What a register of processing activities (Art. 30 GDPR) is made of: its published model, its fields and templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analyser.contract import SCHEMA_ID
from analyser.data import data_dir, load_model
from analyser.errors import DataFileError
from analyser.types import Language
from analyser.vocabulary import Label, load_vocabulary

SCHEMA_VERSION: Literal["1"] = "1"
TEMPLATES = ("avg30", "gba", "cnil")
ValueStatus = Literal["stated", "inferred", "entered", "lapsed"]
Status = Literal["stated", "inferred", "entered", "lapsed", "not_stated"]
Origin = Literal["passage", "section", "general", "usual", "statement", "recipient_seat", "purposes", "content"]
Confidence = Literal["high", "medium", "low"]
CONFIDENCE: tuple[Confidence, ...] = ("high", "medium", "low")
Flag = Literal["art9", "art10", "national_number"]
Content = TypeVar("Content", bound=BaseModel)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldInfo(_Model):
    """A field of the register: its name in reports, its place in the GDPR, and what is asked where it is empty."""

    label: Label
    article: str = ""
    kind: str = ""
    question: Label | None = None
    exclusive: bool = False  # its values are one answer: another value contradicts it


class Column(_Model):
    """A column of a template; `width` in characters."""

    field: str
    width: int = Field(gt=0)
    mandatory: bool = False


class Template(_Model):
    """Which fields a register shows, in which order."""

    id: str
    title: Label
    columns: tuple[Column, ...]


class Form(_Model):
    """The content of reports/register/fields.yaml."""

    fields: Mapping[str, FieldInfo]
    inferred_from: Mapping[Origin, Label]
    flags: Mapping[str, Label]
    where: Mapping[Literal["one", "some", "all"], Label]
    countries: Mapping[str, Label]
    words: Mapping[str, Label]

    def country(self, name: str) -> str | None:
        """The ISO 3166 code of a country by its Dutch name, None when it is not known."""
        return next((code for code, label in self.countries.items() if label.nl == name), None)


class SourceModel(_Model):
    """A passage of a statement."""

    statement: int = Field(ge=0, description="Index in `statements`.")
    quote: str = Field(description="Literal text of the source, markup included.")
    text: str = Field(description="The same passage in clean words.")
    line: int = Field(ge=1, description="Line of the source, from 1.")
    column: int = Field(ge=1, description="Column of the source in characters, from 1.")
    section: list[str] = Field(description="The headings above the passage, outermost first.")


class ValueModel(_Model):
    """One value of a cell, and how it came there."""

    value: str = Field(description="Id of the vocabulary, ISO 8601 duration or date, or words as written.")
    category: str | None = Field(description="Category of a recipient that is named.")
    status: ValueStatus = Field(
        description="`entered`: people filled it in; `lapsed`: a statement said it and no longer does."
    )
    inferred_from: Origin | None = Field(description="Null unless inferred.")
    conditional: bool = Field(description="Whether the statement says it under a condition.")
    confidence: Confidence | None = Field(description="An order of trust, no probability; null when entered.")
    flags: list[Flag] = Field(
        description="Special categories (Art. 9), criminal data (Art. 10), national identification number (Art. 87)."
    )
    sources: list[SourceModel] = Field(description="None when entered; of a lapsed value, where it was last said.")

    @model_validator(mode="after")
    def _has_its_source(self) -> Self:
        if (self.status == "entered") == bool(self.sources):
            raise ValueError("a value has sources, or people entered it")
        return self


class CellModel(_Model):
    """What the register holds on one field of one activity, and what it was told and left out."""

    status: Status = Field(
        description="`not_stated` without values; else `lapsed`, `entered` or `inferred`, the first that a value is."
    )
    inferred_from: list[Origin]
    confidence: Confidence | None = Field(description="That of the least sure value that a statement gave, else null.")
    values: list[ValueModel]
    left_out: list[ValueModel] = Field(
        default=[], description="What a statement says and people took out, or answered otherwise."
    )

    @classmethod
    def of(cls, values: Sequence[ValueModel], left_out: Sequence[ValueModel] = ()) -> Self:
        """The cell of these values."""
        present = {value.status for value in values}
        order: tuple[ValueStatus, ...] = ("lapsed", "entered", "inferred", "stated")
        return cls(
            status=next((status for status in order if status in present), "not_stated"),
            inferred_from=list(dict.fromkeys(value.inferred_from for value in values if value.inferred_from)),
            confidence=max((value.confidence for value in values if value.confidence), key=CONFIDENCE.index,
                           default=None),
            values=list(values),
            left_out=list(left_out),
        )  # fmt: skip


class RowModel(_Model):
    """A processing activity; `cells` has every field of the register."""

    id: str = Field(description="Made of its name; a register that is updated keeps it, whatever the name becomes.")
    statements: list[int] = Field(description="Indexes in `statements`; none when people added the activity.")
    cells: dict[str, CellModel]

    @property
    def name(self) -> str:
        """What the activity is called."""
        return next((value.value for value in self.cells["name"].values), self.id)


class QuestionModel(_Model):
    """What the organisation has to tell because its statement doesn't."""

    field: str
    rows: list[str] = Field(description="The rows it is about.")
    article: str
    text: dict[Language, str]
    answer: str | None = Field(default=None, description="What people wrote beside it.")


def flags_of(kind: str, value: str) -> list[Flag]:
    """What is special about a term of the vocabulary."""
    term = load_vocabulary().kind(kind).get(value)
    if term is None:
        return []
    marks: dict[Flag, bool] = {
        "art9": term.special == "art9", "art10": term.special == "art10", "national_number": term.national_number
    }  # fmt: skip
    return [flag for flag, holds in marks.items() if holds]


class StatementModel(_Model):
    """A statement that the register was made from."""

    source: str
    sha256: str
    title: str | None
    version_date: str | None
    withdrawn: bool = Field(default=False, description="Whether it is no longer among the statements of the register.")
    controller: CellModel
    contact: CellModel
    dpo: CellModel
    rights: CellModel = Field(default=CellModel.of(()), description="The rights that it tells of (Art. 13(2)(b-d)).")
    authority: CellModel = Field(default=CellModel.of(()), description="The supervisory authority that it names.")
    refusal: CellModel = Field(
        default=CellModel.of(()), description="What it says of not providing the data (Art. 13(2)(e)), in its words."
    )


class RegisterModel(_Model):
    """A register of processing activities, drafted from statements and edited by people."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    statements: list[StatementModel]
    rows: list[RowModel]
    questions: list[QuestionModel]
    left_out: list[RowModel] = Field(
        default=[], description="Activities that a statement describes and people took out."
    )


@lru_cache(maxsize=1)
def load_form() -> Form:
    """The fields of a register and their words; raises DataFileError when their file is not valid."""
    return _load(Form, "fields")


@lru_cache(maxsize=8)
def load_template(name: str) -> Template:
    """One of TEMPLATES; raises DataFileError when its file is not valid or names a field that there is not."""
    template = _load(Template, name)
    unknown = [column.field for column in template.columns if column.field not in load_form().fields]
    if unknown:
        raise DataFileError(f"register/{name}.yaml: there is no field {unknown[0]!r}")
    return template


def _load(model: type[Content], name: str) -> Content:
    return load_model(model, data_dir("reports") / "register" / f"{name}.yaml")


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of a register as JSON."""
    schema = RegisterModel.model_json_schema(mode="serialization")
    return {"$schema": SCHEMA_ID, "$id": f"urn:avgtoets:register:{SCHEMA_VERSION}", **schema}
