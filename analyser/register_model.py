"""What a register of processing activities (Art. 30 GDPR) is made of: its published model, its fields and templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analyser.contract import SCHEMA_ID
from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.types import Language
from analyser.vocabulary import Label

SCHEMA_VERSION: Literal["1"] = "1"
TEMPLATES = ("avg30", "gba", "cnil")
Status = Literal["stated", "inferred", "not_stated"]
Origin = Literal["passage", "section", "general", "statement", "recipient_seat", "purposes", "content"]
Confidence = Literal["high", "medium", "low"]
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
    where: Mapping[Literal["one", "all"], Label]
    countries: Mapping[str, Label]
    words: Mapping[str, Label]


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
    status: Literal["stated", "inferred"]
    inferred_from: Origin | None = Field(description="Null when stated.")
    conditional: bool = Field(description="Whether the statement says it under a condition.")
    confidence: Confidence = Field(description="An order of trust, no probability.")
    flags: list[Flag] = Field(
        description="Special categories (Art. 9), criminal data (Art. 10), national identification number (Art. 87)."
    )
    sources: list[SourceModel] = Field(min_length=1)


class CellModel(_Model):
    """What the statement tells on one field of one activity."""

    status: Status = Field(description="`inferred` when at least one value is; `not_stated` when there is none.")
    inferred_from: list[Origin]
    confidence: Confidence | None = Field(description="That of the least sure value; null when not stated.")
    values: list[ValueModel]


class RowModel(_Model):
    """A processing activity; `cells` has every field of the register."""

    id: str = Field(description="Number of the statement and of the activity in it, from 1.")
    statement: int = Field(ge=0, description="Index in `statements`.")
    cells: dict[str, CellModel]

    @property
    def name(self) -> str:
        """What the statement calls the activity."""
        return self.cells["name"].values[0].value


class QuestionModel(_Model):
    """What the organisation has to tell because its statement doesn't."""

    field: str
    rows: list[str] = Field(description="The rows it is about.")
    article: str
    text: dict[Language, str]


class StatementModel(_Model):
    """A statement that the register was made from."""

    source: str
    sha256: str
    title: str | None
    version_date: str | None
    controller: CellModel
    contact: CellModel
    dpo: CellModel


class RegisterModel(_Model):
    """A draft register of processing activities."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    statements: list[StatementModel]
    rows: list[RowModel]
    questions: list[QuestionModel]


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
    try:
        return model.model_validate(load_yaml(data_dir("reports") / "register" / f"{name}.yaml"))
    except ValidationError as error:
        first = error.errors()[0]
        raise DataFileError(f"register/{name}.yaml: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of a register as JSON."""
    schema = RegisterModel.model_json_schema(mode="serialization")
    return {"$schema": SCHEMA_ID, "$id": f"urn:avgtoets:register:{SCHEMA_VERSION}", **schema}
