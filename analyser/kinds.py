"""The kinds of check as rule files write them; `checks.py` has one function for each.

| kind | asks |
| --- | --- |
| `presence` | for facts and passages, by conditions |
| `coverage` | how many purposes or data have a value stated |
| `period` | whether a period stated for some kind of data is the usual one |
| `agreement` | whether two periods are stated for the same data |
| `age` | how old the statement is on a given day |
| `measure` | a figure of the text, such as the length of its sentences |
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from analyser.conditions import Condition, Strict
from analyser.phrases import PhraseMatcher
from analyser.types import Status

STATUSES: tuple[Status, ...] = ("violated", "met", "partial", "missing", "not_applicable")
Otherwise = Literal["met", "partial", "missing", "not_applicable"]
MeasureName = Literal["flesch_douma", "long_sentences", "words_per_heading", "longest_paragraph"]
Duration = Annotated[str, Field(pattern=r"^P[1-9]\d*[YMWD]$")]


class Presence(Strict):
    """The first status, in the order met, partial, missing, whose condition holds; else `otherwise`."""

    kind: Literal["presence"]
    violated: Condition | None = None
    met: Condition | None = None
    partial: Condition | None = None
    missing: Condition | None = None
    otherwise: Otherwise | None = None

    def conditions(self) -> dict[Status, Condition]:
        """The conditions that are given, in the order in which they are tried."""
        return self._conditions

    @cached_property
    def _conditions(self) -> dict[Status, Condition]:
        pairs = {status: getattr(self, status) for status in STATUSES[:4]}
        return {status: condition for status, condition in pairs.items() if condition is not None}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset((*self.conditions(), *((self.otherwise,) if self.otherwise else ())))

    @model_validator(mode="after")
    def _requirement_or_issue(self) -> Presence:
        if (self.violated is None) == (self.otherwise is None):
            raise ValueError("give either `violated` (an issue) or `otherwise` (a requirement)")
        return self


class Coverage(Strict):
    """How much of what the statement does has a value stated: met, partial or missing."""

    kind: Literal["coverage"]
    of: Literal["legal_basis", "retention", "purpose", "data_category"]
    insufficient: tuple[str, ...] = ()  # values that cover nothing
    by: tuple[Literal["purposes", "data_categories", "processing", "mentions"], ...]  # shares, averaged
    enough: float = Field(gt=0, le=1)  # the share that counts as (nearly) all
    spoiled_by: Condition | None = None  # what makes it partial whatever the share
    settled_by: Condition | None = None  # what is said of everything at once, so that no share need be weighed
    overview: int | None = Field(default=None, ge=2)  # so many entries of one table or list with a value settle it too

    def conditions(self) -> dict[Status, Condition]:
        """The conditions that decide whatever the share."""
        said: dict[Status, Condition | None] = {"partial": self.spoiled_by, "met": self.settled_by}
        return {status: condition for status, condition in said.items() if condition}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset(("met", "partial", "missing"))


class Period(Strict):
    """Whether the periods stated for some kind of data lie within the usual ones: met or partial."""

    kind: Literal["period"]
    about: tuple[str, ...] = Field(min_length=1)  # phrases for what the period applies to
    unless: tuple[str, ...] = ()  # phrases with which something else is meant
    at_least: Duration | None = None
    at_most: Duration | None = None
    exception: tuple[str, ...] = ()  # phrases in the sentence with which a longer period is usual
    at_most_then: Duration | None = None

    def conditions(self) -> dict[Status, Condition]:
        """None: the check looks at periods."""
        return {}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset(("met", "partial", "not_applicable"))

    @cached_property
    def matcher(self) -> PhraseMatcher[Literal["about", "unless", "exception"]]:
        """Tells of what a period is stated."""
        parts: tuple[Literal["about", "unless", "exception"], ...] = ("about", "unless", "exception")
        return PhraseMatcher((part, phrase) for part in parts for phrase in getattr(self, part))

    @model_validator(mode="after")
    def _bounded(self) -> Period:
        if not (self.at_least or self.at_most):
            raise ValueError("give at_least, at_most or both")
        if bool(self.exception) != bool(self.at_most_then):
            raise ValueError("`exception` needs `at_most_then`, and the reverse")
        return self


class Agreement(Strict):
    """Whether two different periods are stated for data of the same name: met or partial."""

    kind: Literal["agreement"]

    def conditions(self) -> dict[Status, Condition]:
        """None: the check looks at periods."""
        return {}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset(("met", "partial", "not_applicable"))


class Age(Strict):
    """Whether the statement is at most so old on the day given: met or partial.

    Without a day, or with a statement that bears no date, it does not apply: the same statement must give the
    same report tomorrow.
    """

    kind: Literal["age"]
    at_most: Duration

    def conditions(self) -> dict[Status, Condition]:
        """None: the check looks at dates."""
        return {}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset(("met", "partial", "not_applicable"))


class Measure(Strict):
    """Whether a figure of the text keeps within bounds: met, else partial."""

    kind: Literal["measure"]
    of: MeasureName
    at_least: float | None = None
    at_most: float | None = None
    from_words: int = Field(default=0, ge=0)  # a shorter statement is not judged

    def conditions(self) -> dict[Status, Condition]:
        """None: the check looks at the text."""
        return {}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset(("met", "partial", "not_applicable"))

    @model_validator(mode="after")
    def _bounded(self) -> Measure:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("give either at_least or at_most")
        return self


Check = Annotated[Presence | Coverage | Period | Agreement | Age | Measure, Field(discriminator="kind")]
