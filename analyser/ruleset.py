"""The rule files as values: what a rule checks, says and shows, validated when it is read.

A rule is one file, `rules/<family>/<slug>.yaml`. What it asks is a *condition* over facts and passages:

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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatcher
from analyser.types import Severity, Status
from analyser.vocabulary import TERM_KINDS, Label

FAMILIES = ("info", "rights", "clarity", "consistency", "currency", "cookies")
FACT_KINDS = (
    *TERM_KINDS, "controller", "contact", "dpo", "transfer", "automated_decision", "source", "version_date"
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("violated", "met", "partial", "missing", "not_applicable")
Scope = Literal["sentence", "item", "section", "rest"]
PhrasePart = Literal["phrases", "under", "place"]
_PARTS: tuple[PhrasePart, ...] = ("phrases", "under")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _nearest(word: str, known: Iterable[str]) -> str:
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
            raise ValueError(f"no fact kind {found['kind']!r}{_nearest(found['kind'], kinds)}")
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


class Condition(_Strict):
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


class Presence(_Strict):
    """The first status, in the order met, partial, missing, whose condition holds; else `otherwise`."""

    kind: Literal["presence"]
    violated: Condition | None = None
    met: Condition | None = None
    partial: Condition | None = None
    missing: Condition | None = None
    otherwise: Literal["missing", "not_applicable"] | None = None

    def conditions(self) -> dict[Status, Condition]:
        """The conditions that are given, in the order in which they are tried."""
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


class Coverage(_Strict):
    """How much of what the statement does has a value stated: met, partial or missing."""

    kind: Literal["coverage"]
    of: Literal["legal_basis", "retention"]
    insufficient: tuple[str, ...] = ()  # values that cover nothing
    by: tuple[Literal["activities", "purposes", "data_categories", "mentions"], ...]  # shares, averaged
    enough: float = Field(gt=0, le=1)  # the share that counts as (nearly) all
    plenty: int | None = Field(default=None, ge=1)  # so many sentences with a value are a list that covers all
    spoiled_by: Condition | None = None  # what makes it partial whatever the share

    def conditions(self) -> dict[Status, Condition]:
        """The condition that limits the check to partial, if any."""
        return {"partial": self.spoiled_by} if self.spoiled_by else {}

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the check can give."""
        return frozenset(("met", "partial", "missing"))


class PhraseKey(NamedTuple):
    """Where a phrase stands: the rule, the passage ("" for the rule's place), the part of the passage."""

    rule: str
    passage: str
    part: PhrasePart


class Passage(_Strict):
    """Sentences by their words, in the phrase language of `analyser.phrases`."""

    phrases: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()  # words in the sentence with which it means something else
    under: tuple[str, ...] = ()  # only below a heading with these words
    in_headings: bool = False  # a heading itself counts as well

    @cached_property
    def cancelling(self) -> PhraseMatcher[None]:
        """Finds the words of `unless`; only asked about sentences that match."""
        return PhraseMatcher((None, phrase) for phrase in self.unless)


class Article(_Strict):
    """The place in the law; `ref` as in "13(2)(a)"."""

    law: str
    ref: str
    url: str = ""

    @property
    def cited(self) -> str:
        """The place as a finding names it: the law is said where it is not the AVG (the GDPR)."""
        return self.ref if self.law == "AVG" else f"{self.ref} {self.law}"


class Advice(Label):
    """What to do, and a Dutch sentence to paste into the statement."""

    model: str = Field(min_length=1)


class Reference(_Strict):
    """Further reading."""

    title: str
    url: str = Field(pattern="^https://")


class Rule(_Strict):
    """One rule: `id` is family/slug as the file lies."""

    id: str
    title: Label
    article: Article | None = None
    severity: Severity
    status: Literal["stable", "experimental"] = "stable"
    jurisdictions: tuple[Literal["nl", "be"], ...] = ("nl", "be")
    applies_if: Condition | None = None
    passages: Mapping[str, Passage] = Field(default_factory=dict)
    place: tuple[str, ...] = ()  # words of the heading under which the item belongs
    check: Annotated[Presence | Coverage, Field(discriminator="kind")]
    message: Mapping[Status, Label]
    advice: Advice
    explanation: Label
    examples: Mapping[Status, tuple[str, ...]]
    references: tuple[Reference, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def slug(self) -> str:
        """The part of the id after the slash: the id of the annotation guide."""
        return self.id.partition("/")[2]

    @property
    def is_issue(self) -> bool:
        """Whether the rule gives a finding only when it is violated."""
        return "violated" in self.check.statuses

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the rule can give."""
        return self.check.statuses | (frozenset(("not_applicable",)) if self.applies_if else frozenset())

    def phrases(self) -> Iterator[tuple[PhraseKey, str]]:
        """What is sought in every sentence: its passages, and under the name "" the headings of its place."""
        for phrase in self.place:
            yield PhraseKey(self.id, "", "place"), phrase
        for name, passage in self.passages.items():
            for part in _PARTS:
                for phrase in getattr(passage, part):
                    yield PhraseKey(self.id, name, part), phrase

    @model_validator(mode="after")
    def _whole(self) -> Rule:
        if self.severity == "error" and self.article is None:
            raise ValueError("severity: a rule of severity error names its article")
        for name, given in (("message", self.message), ("examples", self.examples)):
            if lacking := sorted(self.statuses - set(given)):
                raise ValueError(f"{name}: nothing for the status {', '.join(lacking)}")
            if extra := sorted(set(given) - self.statuses):
                raise ValueError(f"{name}: the rule never gives the status {', '.join(extra)}")
        conditions = [*self.check.conditions().values(), *((self.applies_if,) if self.applies_if else ())]
        used = {value for c in conditions for s in c.selectors() if s.kind == "passage" for value in s.values}
        if unknown := sorted(used - set(self.passages)):
            raise ValueError(f"check: no passage {unknown[0]!r} under passages")
        if idle := sorted(set(self.passages) - used):
            raise ValueError(f"passages: {idle[0]!r} is used by no condition")
        return self


class RuleSet(Mapping[str, Rule]):
    """All rules by id, in the order of the families and, within these, of their ids."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = dict(sorted(rules.items(), key=lambda item: (FAMILIES.index(item[1].family), item[0])))

    def __getitem__(self, key: str) -> Rule:
        return self._rules[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    @cached_property
    def families(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of each family that has any."""
        groups = {family: tuple(r for r in self._rules.values() if r.family == family) for family in FAMILIES}
        return {family: rules for family, rules in groups.items() if rules}

    @cached_property
    def matcher(self) -> PhraseMatcher[PhraseKey]:
        """Finds the passages and places of all rules in one pass over a text."""
        return PhraseMatcher(entry for rule in self._rules.values() for entry in rule.phrases())

    def resolve(self, name: str) -> Rule:
        """The rule with this id, former id (alias) or slug; raises KeyError when there is none."""
        for rule in self._rules.values():
            if name in (rule.id, rule.slug, *rule.aliases):
                return rule
        raise KeyError(name)


def _keys() -> set[str]:
    models = (Rule, Presence, Coverage, Passage, Condition, Article, Advice, Reference, Label)
    names = {field.alias or name for model in models for name, field in model.model_fields.items()}
    return names | set(STATUSES)


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"] if part not in ("presence", "coverage"))
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        message = "unknown key" + (_nearest(str(first["loc"][-1]), _keys()) or "; leave it out")
    elif first["type"] == "missing":
        message = "this key is required; add it"
    return f"{key}: {message}" if key else message


def load_rule(path: Path) -> Rule:
    """The rule of one file; raises DataFileError naming the file, the key and what to do."""
    where = f"{path.parent.name}/{path.name}"
    try:
        rule = Rule.model_validate(load_yaml(path))
    except ValidationError as error:
        raise DataFileError(f"{where}: {_explain(error)}") from error
    try:
        PhraseMatcher(rule.phrases())
        for passage in rule.passages.values():
            len(passage.cancelling)
    except ValueError as error:
        raise DataFileError(f"{where}: passages: {error}") from error
    if rule.id != f"{path.parent.name}/{path.stem}":
        raise DataFileError(f"{where}: id: {rule.id!r} is not the folder and name of the file")
    return rule


@lru_cache(maxsize=1)
def load_rules() -> RuleSet:
    """The rules of this installation; raises DataFileError when a rule file is not valid."""
    root = data_dir("rules")
    rules = [load_rule(path) for family in FAMILIES for path in sorted((root / family).glob("*.yaml"))]
    return RuleSet({rule.id: rule for rule in rules})
