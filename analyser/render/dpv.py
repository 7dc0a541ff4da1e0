"""The terms of the Data Privacy Vocabulary (DPV) that a register is told in: reports/register/dpv.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from analyser.data import data_dir, load_model
from analyser.vocabulary import load_vocabulary


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(_Model):
    """The property that leads to a value, what the value is, and what it means that there is none."""

    property: str
    type: str | None = Field(default=None, alias="class")
    silent: str | None = None


class Bases(_Model):
    """Values that another property leads to."""

    property: str
    among: tuple[str, ...]


class Period(_Model):
    """How a retention period is told; `other` is a criterion that names no period."""

    property: str
    type: str = Field(alias="class")
    other: str


class Denial(_Model):
    """How it is told that something is not done."""

    property: str
    applicability: str


class Dpv(_Model):
    """The content of the file; terms are written with a prefix, as in dpv:Purpose."""

    version: str
    prefixes: Mapping[str, str]
    register_type: str = Field(alias="register")
    activity: str
    statement: str
    transfer: Told
    address: str
    name: str
    status: Told
    applicability: str
    fields: Mapping[str, Told]
    values: Mapping[str, Mapping[str, str]]
    bases: Bases
    period: Period
    denial: Denial
    withdrawn: Told

    def term(self, kind: str, value: str) -> str | None:
        """The class of a value of the vocabulary, None where it has none of its own."""
        term = load_vocabulary().kind(kind).get(value)
        return self.values.get(kind, {}).get(value) or (term.dpv if term else None)

    def terms(self) -> Iterator[str]:
        """Every term that can be told, those of the vocabulary included."""
        yield from (self.register_type, self.activity, self.statement, self.address, self.name)
        yield from (self.applicability, self.bases.property, self.period.property, self.period.type)
        yield from (self.period.other, self.denial.property, self.denial.applicability)
        for told in (self.transfer, self.status, self.withdrawn, *self.fields.values()):
            yield from filter(None, (told.property, told.type, told.silent))
        for values in self.values.values():
            yield from values.values()
        for kind, id in load_vocabulary().ids():
            if term := self.term(kind, id):
                yield term

    def iri(self, term: str) -> str | None:
        """The IRI of a term, None when it belongs to another vocabulary (dct:title)."""
        prefix, _, name = term.partition(":")
        return self.prefixes[prefix] + name if prefix in self.prefixes else None


@lru_cache(maxsize=1)
def load_dpv() -> Dpv:
    """The terms; raises DataFileError when their file is not valid."""
    return load_model(Dpv, data_dir("reports") / "register" / "dpv.yaml")
