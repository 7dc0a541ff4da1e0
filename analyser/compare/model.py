"""The published model of a comparison: what `avgtoets compare --format json` prints.

Organisations are named by their id ("o1"); shares run from 0 to 1, scores from 0 to 100, periods in days.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass

from analyser.contract import SCHEMA_ID
from analyser.types import Language, Severity

SCHEMA_VERSION: Literal["1"] = "1"
ALL = ""  # the group of all organisations
Verdict = Literal["met", "partial", "missing", "violated", "clear", "not_applicable", "not_checked"]
OutlierKind = Literal["verdict", "value", "no_value", "retention", "score"]
INVENTORY = ("data_category", "purpose", "legal_basis", "recipient")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# A comparison has hundreds of thousands of quotes, cells and mentions: with slots they take a quarter of the memory.
@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class QuoteModel:
    """A passage of a statement."""

    text: Annotated[str, Field(description="In clean words.")]
    line: Annotated[int | None, Field(ge=1, description="Line of the source, from 1; null for a PDF.")]
    page: Annotated[int | None, Field(ge=1, description="Page of a PDF, from 1; null for other media.")] = None


class FiguresModel(_Model):
    """How numbers are spread. The median is given from 3 of them, the quartiles (interpolated) from 5."""

    n: int = Field(ge=0, description="How many organisations have a number.")
    least: float | None = None
    q1: float | None = None
    median: float | None = None
    q3: float | None = None
    most: float | None = None


class ShareModel(_Model):
    """How many organisations of a group meet an item, of those to which it applies."""

    group: str = Field(description='"" for all organisations.')
    n: int = Field(ge=0, description="How many it applies to.")
    met: int = Field(ge=0, description="Of a rule that only finds faults: where it found none.")
    partial: int = Field(ge=0)
    missing: int = Field(ge=0, description="Missing, or a fault was found.")
    share: float | None = Field(description="met / n; null when it applies to none.")


class PartScoreModel(_Model):
    """What an organisation earns in a part, of what it could earn there."""

    score: float | None = Field(description="0 to 100; null when nothing of the part applies or weighs.")
    earned: float
    possible: float


class OrganisationModel(_Model):
    """An organisation and its scores."""

    id: str
    name: str
    source: str = Field(description="The file or address as it was named; empty when anonymised.")
    sha256: str = Field(description="Of the statement; empty when anonymised.")
    title: str | None = Field(description="Of the statement.")
    jurisdiction: Literal["nl", "be"] | None = Field(description="Whose national rules were checked.")
    words: int | None
    version_date: str | None
    metadata: dict[str, str] = Field(description="Sector, size and whatever else the list of organisations tells.")
    group: str
    score: float | None = Field(description="0 to 100; null when nothing was checked.")
    parts: dict[str, PartScoreModel]
    counts: dict[Verdict, int] = Field(description="How many items have each verdict.")


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class CellModel:
    """The verdict on an item for an organisation. `clear`: a rule that only finds faults found none; `not_checked`:
    the rule does not hold in its jurisdiction, or was not part of its analysis."""

    organisation: str
    status: Verdict
    message: str
    quotes: list[QuoteModel]


class RequirementModel(_Model):
    """A row of the matrix: an item, and its verdict for every organisation in their order."""

    rule: str
    title: dict[Language, str]
    part: str
    role: Literal["requirement", "issue", "quality"]
    severity: Severity
    law: str
    article: str = Field(description='As in "13(2)(a)"; "" when none applies.')
    experimental: bool
    weight: float = Field(ge=0, description="What it weighs in the score where it applies.")
    shares: list[ShareModel] = Field(description="Of all organisations, then of each group.")
    cells: list[CellModel]


class PeriodModel(_Model):
    """A period or criterion that a statement gives."""

    value: str = Field(description="ISO 8601 duration or id of the vocabulary.")
    days: float | None
    conditional: bool
    quotes: list[QuoteModel]


class PeriodsModel(_Model):
    """What an organisation says on how long it keeps something."""

    organisation: str
    days: float | None = Field(description="Its longest period that is a number; null when it gives criteria only.")
    periods: list[PeriodModel]


class RetentionModel(_Model):
    """A kind of data or a purpose, and how long each organisation keeps it; `general`: what holds for all data."""

    kind: Literal["purpose", "data_category", "general"]
    value: str
    figures: FiguresModel = Field(description="Of the longest period of each organisation, in days.")
    entries: list[PeriodsModel]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class MentionModel:
    """An organisation whose statement has a value."""

    organisation: str
    conditional: bool
    names: Annotated[list[str], Field(description="Of recipients: those that are named.")]
    quotes: list[QuoteModel]


class InventoryModel(_Model):
    """A value of the vocabulary, and who has it."""

    kind: Literal[INVENTORY]  # type: ignore[valid-type]
    value: str
    special: bool = Field(description="Special or criminal data (Art. 9, 10), or a national number (Art. 87).")
    shares: list[ShareModel]
    mentions: list[MentionModel]


class OutlierModel(_Model):
    """What only one organisation has, lacks or does."""

    kind: OutlierKind
    organisation: str
    group: str = Field(description='Among whom it stands out; "" for all.')
    n: int = Field(description="How many organisations were compared, this one among them.")
    field: str = Field(description="Kind of the subject: rule, part, or a kind of the vocabulary.")
    subject: str
    value: str = Field(description="Its verdict, period (ISO 8601) or score.")
    usual: float | None = Field(description="The median of the others: days or score.")
    quotes: list[QuoteModel]
    sentence: str = Field(default="", description="In the language of the report.")


class GroupModel(_Model):
    """The figures of a group; the first one is all organisations."""

    name: str
    n: int
    score: FiguresModel
    parts: dict[str, FiguresModel]


class FailureModel(_Model):
    """A statement that could not be analysed."""

    name: str
    source: str
    error: str


class WeightsModel(_Model):
    """The weighting of the scores."""

    error: float
    warning: float
    advice: float
    partial: float
    parts: dict[str, float]
    rules: dict[str, float]


class ComparisonModel(_Model):
    """Organisations side by side."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    anonymised: bool = False
    group_by: str | None
    where: list[str] = Field(description='Conditions that the organisations meet, as in "sector=gemeente".')
    weights: WeightsModel
    parts: dict[str, dict[Language, str]] = Field(description="The parts of the report and their titles.")
    organisations: list[OrganisationModel]
    failed: list[FailureModel]
    groups: list[GroupModel]
    requirements: list[RequirementModel]
    retention: list[RetentionModel]
    inventory: list[InventoryModel]
    outliers: list[OutlierModel]


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of a comparison as JSON."""
    schema = ComparisonModel.model_json_schema(mode="serialization")
    return {"$schema": SCHEMA_ID, "$id": f"urn:avgtoets:compare:{SCHEMA_VERSION}", **schema}
