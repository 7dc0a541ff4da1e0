"""What a document of TILT is made with: its places and placeholders, and the values that hold for one statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from analyser.data import data_dir, load_model
from analyser.register_model import CONFIDENCE, RegisterModel, RowModel, SourceModel, ValueModel, load_form
from analyser.render.texts import Texts
from analyser.types import Language
from analyser.vocabulary import Label

Node = dict[str, Any]
_ARTICLE = re.compile(r"(\d+)((?:\(\w+\))*)")
_STATUSES = ("stated", "inferred", "entered")


class Tilt(BaseModel):
    """The content of reports/register/tilt.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    not_stated: Label
    not_held: Label
    email: str
    country: str
    date: str
    url: str
    note: Label
    rights: Mapping[str, tuple[str, ...]]
    safeguards: Mapping[str, str]


@lru_cache(maxsize=1)
def load_tilt() -> Tilt:
    """The places and placeholders; raises DataFileError when their file is not valid."""
    return load_model(Tilt, data_dir("reports") / "register" / "tilt.yaml")


def reference(article: str | None) -> str:
    """ "GDPR-6-1-a" for "6(1)(a)", as TILT writes the articles of a law; "" for no article."""
    found = _ARTICLE.fullmatch(article or "")
    return "-".join(["GDPR", found[1], *re.findall(r"\((\w+)\)", found[2])]) if found else ""


def place(source: SourceModel) -> tuple[int, int, str]:
    """Where a passage stands in its statement."""
    return source.line, source.column, source.quote


class Holding:
    """What a register holds of one statement, by its index, in words of one language; keeps the passages it shows.

    A value holds when the statement gives it or people entered it; what lapsed does not.
    """

    def __init__(self, register: RegisterModel, index: int, language: Language) -> None:
        self.register, self.index, self.language = register, index, language
        self.form, self.words, self.texts = load_form(), load_tilt(), Texts(language)
        self.not_stated: str = getattr(self.words.not_stated, language)
        self.not_held: str = getattr(self.words.not_held, language)
        self.passages: dict[tuple[int, int, str], tuple[str, SourceModel]] = {}
        self.statement = register.statements[index] if register.statements else None
        self.rows = [row for row in register.rows if index in (row.statements or [0])]  # people's own: with the first

    def held(self, values: Iterable[ValueModel]) -> list[ValueModel]:
        """The values that hold, each with the passages of this statement alone."""
        found = []
        for value in values:
            here = [source for source in value.sources if source.statement == self.index]
            if value.status != "lapsed" and (here or not value.sources):
                found.append(value.model_copy(update={"sources": here}))
        return found

    def of(self, row: RowModel, field: str) -> list[ValueModel]:
        """The values of a row that hold."""
        return self.held(row.cells[field].values)

    def of_statement(self, field: str) -> list[ValueModel]:
        """What the statement says as a whole."""
        return self.held(getattr(self.statement, field).values if self.statement else ())

    def of_controller(self, field: str) -> list[ValueModel]:
        """What is said of the organisation, and what people entered of it beside the activities."""
        values = [*self.of_statement(field), *(value for row in self.rows for value in self.of(row, field))]
        found: dict[str, ValueModel] = {}
        for value in values:
            found.setdefault(value.value, value)
        return list(found.values())

    def shown(self, field: str, value: ValueModel) -> str:
        """A value in words."""
        return self.texts.value(self.form.fields[field].kind, value.value)

    def quoted(self, values: Iterable[ValueModel]) -> str:
        """The sentences of the statement; of what people entered, that they did."""
        texts = dict.fromkeys(source.text for value in values for source in value.sources)
        return " ".join(texts) or str(getattr(self.form.words["status.entered"], self.language))

    def provenance(self, values: Sequence[ValueModel]) -> Node:
        """How values are known: the weakest of their statuses, and all that shows them."""
        if not values:
            return {"status": "not_stated"}
        origins = dict.fromkeys(value.inferred_from for value in values if value.inferred_from)
        sure = [value.confidence for value in values if value.confidence]
        node: Node = {"status": max((value.status for value in values), key=_STATUSES.index)}
        if origins:
            node["inferredFrom"] = [getattr(self.form.inferred_from[origin], self.language) for origin in origins]
        if sure:
            node["confidence"] = max(sure, key=CONFIDENCE.index)
        if all(value.conditional for value in values):
            node["conditional"] = True
        shown = [source for value in values for source in value.sources]
        return node | {"sources": list(dict.fromkeys(map(self._passage, shown)))}

    def _passage(self, source: SourceModel) -> str:
        return self.passages.setdefault(place(source), (f"s{len(self.passages) + 1}", source))[0]
