"""Conditions: what a rule file asks of facts and passages, read and validated.

    right:access                     a fact of this kind and value (several values: a,b; all but these: !a,b)
    contact.channel=email,phone      with one of these attribute values; `.name`: with any, `.name=`: with none
    denied recipient                 a fact that the statement denies
    passage:channel                  a sentence that matches the passage of that name in the same rule file
    [a, b] or {any: [a, b]}          one of these, at_least so many sentences; {all: [...]}, {none: [...]}
    {of: a, with: b, within: item}   an a with (or `without`) a b in the same sentence, item, section or the
                                     rest of the section
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from analyser.vocabulary import TERM_KINDS

FACT_KINDS = (
    *TERM_KINDS, "controller", "contact", "dpo", "transfer", "automated_decision", "source", "version_date"
)  # fmt: skip
Scope = Literal["sentence", "item", "section", "rest"]


class Strict(BaseModel):
    """A model of a data file: no unknown keys, frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message, "; did you mean 'x'?", when one of the known words is near; else ""."""
    near = difflib.get_close_matches(word, sorted(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""


@dataclass(frozen=True, slots=True)
class Selector:
    """Which facts are meant: see the module's table."""

    kind: str
    values: tuple[str, ...] = ()
    except_values: bool = False
    attribute: str = ""
    attribute_values: tuple[str, ...] | None = None  # None: any value; (): no value
    except_attribute: bool = False
    denied: bool = False

    @classmethod
    @cache  # what many rules ask is looked up in a statement once
    def parse(cls, text: str) -> Selector:
        """The selector as written; raises ValueError with what is wrong and the nearest kind."""
        found = re.fullmatch(
            r"(?P<denied>denied )?(?P<kind>[a-z_]+)(?::(?P<nv>!)?(?P<values>[\w,]+))?"
            r"(?:\.(?P<attr>[a-z_]+)(?P<eq>=(?P<na>!)?(?P<avalues>[\w,]*))?)?",
            text.strip(),
        )
        if not found:
            raise ValueError(f"{text!r} is no selector: write kind, kind:value or kind.attribute=value")
        kinds = (*FACT_KINDS, "passage")
        if found["kind"] not in kinds:
            raise ValueError(f"no fact kind {found['kind']!r}{nearest(found['kind'], kinds)}")
        return cls(
            kind=found["kind"],
            values=_split(found["values"]),
            except_values=bool(found["nv"]),
            attribute=found["attr"] or "",
            attribute_values=_split(found["avalues"]) if found["eq"] else None,
            except_attribute=bool(found["na"]),
            denied=bool(found["denied"]),
        )


def _split(values: str | None) -> tuple[str, ...]:
    return tuple(value for value in (values or "").split(",") if value)


def _selector(value: object) -> object:
    return Selector.parse(value) if isinstance(value, str) else value


class Condition(Strict):
    """Something that holds or not, and the facts that show it."""

    selector: Annotated[Selector, BeforeValidator(_selector)] | None = None
    any: tuple[Condition, ...] = ()
    at_least: int = Field(default=1, ge=1)  # with `any`: distinct sentences
    all: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()
    of: Condition | None = None
    with_: Condition | None = Field(default=None, alias="with")
    without: Condition | None = None
    within: Scope = "sentence"

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"selector": value}
        if isinstance(value, list | tuple):
            return {"any": value}
        return value

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        forms = [bool(self.selector), bool(self.any), bool(self.all), bool(self.none), bool(self.of)]
        if sum(forms) != 1:
            raise ValueError("a condition has exactly one of: a selector, any, all, none, of")
        if bool(self.of) != bool(self.with_ or self.without):
            raise ValueError("`of` needs `with` or `without`, and these need `of`")
        return self

    def selectors(self) -> Iterator[Selector]:
        """Every selector in the condition."""
        if self.selector:
            yield self.selector
        parts = (*self.any, *self.all, *self.none, self.of, self.with_, self.without)
        for part in parts:
            if part is not None:
                yield from part.selectors()
