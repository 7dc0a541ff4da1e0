"""The rule files as values: what a rule checks, says and shows, validated when it is read.

A rule is one file, `rules/<family>/<slug>.yaml`; `conditions.py` and `kinds.py` say what it can ask. A *pack* is a
folder of such families: the installation has one, and an organisation can add its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from analyser.conditions import Condition, Strict, nearest
from analyser.data import data_dir, load_yaml, yaml_line
from analyser.errors import DataFileError
from analyser.kinds import STATUSES, Age, Agreement, Check, Coverage, Measure, Period, Presence
from analyser.laws import load_laws
from analyser.phrases import PhraseMatcher, normalise
from analyser.types import Fact, Jurisdiction, Severity, Status
from analyser.vocabulary import Label

FAMILIES = ("info", "rights", "clarity", "consistency", "currency", "cookies", "sector")
# Signs of a phrase as written; the time that a longer one takes has no bound.
_LONGEST_PHRASE = 600
PhrasePart = Literal["phrases", "under", "place"]
_PARTS: tuple[PhrasePart, ...] = ("phrases", "under")
Role = Literal["requirement", "issue", "quality"]


class PhraseKey(NamedTuple):
    """Where a phrase stands: the rule, the passage ("" for the rule's place), the part of the passage."""

    rule: str
    passage: str
    part: PhrasePart


class Passage(Strict):
    """Sentences by their words, in the phrase language of `analyser.phrases`."""

    phrases: tuple[Annotated[str, Field(max_length=_LONGEST_PHRASE)], ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()  # words in the sentence with which it means something else
    under: tuple[str, ...] = ()  # only below a heading with these words
    in_headings: bool = False  # a heading itself counts as well
    note: Label | None = None  # what a finding on this passage adds, at {notes} of its message
    replace: Mapping[str, str] = Field(default_factory=dict)  # words of its phrases: what to put in their place

    @cached_property
    def cancelling(self) -> PhraseMatcher[None]:
        """Finds the words of `unless`; only asked about sentences that match."""
        return PhraseMatcher((None, phrase) for phrase in self.unless)

    @model_validator(mode="after")
    def _finds_what_it_replaces(self) -> Passage:
        if self.replace:
            sought = PhraseMatcher((None, phrase) for phrase in self.phrases)
            for words in self.replace:
                if not any((m.start, m.end) == (0, len(words)) for m in sought.find(normalise(words))):
                    raise ValueError(f"replace: no phrase finds {words!r}; add it to the phrases or leave it out")
        return self


class Article(Strict):
    """The place in the law; `ref` as in "13(2)(a)", `law` as rules/laws.yaml names it."""

    law: str
    ref: str

    @model_validator(mode="after")
    def _known(self) -> Article:
        if self.law not in load_laws():
            raise ValueError(f"law: {self.law!r} is not in laws.yaml{nearest(self.law, load_laws())}")
        return self

    @property
    def url(self) -> str:
        """Where the law is published."""
        return load_laws()[self.law].url

    @cached_property
    def cited(self) -> str:
        """The place as a finding names it: the law is said where it is not the AVG (the GDPR)."""
        return self.ref if self.law == "AVG" else f"{self.ref} {self.law}"


class Advice(Label):
    """What to do, and a Dutch sentence to paste into the statement."""

    model: str = Field(min_length=1)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """All three, by their names."""
        return {"nl": self.nl, "en": self.en, "model": self.model}


class Reference(Strict):
    """Further reading."""

    title: str
    url: str = Field(pattern="^https://")


class Rule(Strict):
    """One rule: `id` is family/slug as the file lies."""

    id: str
    title: Label
    article: Article | None = None
    severity: Severity
    part: str = ""  # the part of the report in which it stands, an id of reports/parts.yaml
    status: Literal["stable", "experimental"] = "stable"
    jurisdictions: tuple[Jurisdiction, ...] = ("nl", "be")
    applies_if: Condition | None = None
    passages: Mapping[str, Passage] = Field(default_factory=dict)
    place: tuple[str, ...] = ()  # words of the heading under which the item belongs
    check: Check
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

    @cached_property
    def role(self) -> Role:
        """What the rule gives: a verdict on something that is due (`requirement`), a finding only where a passage
        is wrong (`issue`), or how well something is done (`quality`: met or partial, never missing)."""
        if "violated" in self.check.statuses:
            return "issue"
        return "requirement" if "missing" in self.check.statuses else "quality"

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the rule can give."""
        return self.check.statuses | (frozenset(("not_applicable",)) if self.applies_if else frozenset())

    @cached_property
    def silent(self) -> Mapping[str, tuple[Fact, ...]]:
        """What its passages are in a statement that has none of their words."""
        return dict.fromkeys(self.passages, ())

    def answers_to(self, name: str) -> bool:
        """Whether a name of the configuration means this rule: its id, a former id, or its family."""
        return name.rstrip("/") in (self.id, self.family, *self.aliases)

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
    """All rules by id: the families in their order, then those of an organisation's own, and within these by id."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        order = {family: place for place, family in enumerate(FAMILIES)}
        ordered = sorted(rules, key=lambda rule: (order.get(rule.family, len(order)), rule.family, rule.slug))
        self._rules = {rule.id: rule for rule in ordered}
        self._narrowed: dict[Jurisdiction, RuleSet] = {}

    def __getitem__(self, key: str) -> Rule:
        return self._rules[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def within(self, jurisdiction: Jurisdiction) -> RuleSet:
        """The rules that hold in a jurisdiction."""
        if jurisdiction not in self._narrowed:
            holding = [rule for rule in self._rules.values() if jurisdiction in rule.jurisdictions]
            self._narrowed[jurisdiction] = self if len(holding) == len(self) else RuleSet(holding)
        return self._narrowed[jurisdiction]

    def chosen(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> RuleSet:
        """The rules whose id, or its family, is selected (all when nothing is) and not ignored.

        Of two names that both hold for a rule the longer decides: `ignore` clarity and `select` clarity/hedge leaves
        that one. Raises KeyError with a name that no rule answers to.
        """
        select, ignore = tuple(select), tuple(ignore)
        for name in (*select, *ignore):
            self.named(name)

        def longest(names: Iterable[str], rule: Rule) -> int:
            return max((len(name.rstrip("/")) for name in names if rule.answers_to(name)), default=-1)

        def taken(rule: Rule) -> bool:
            selected = longest(select, rule) if select else 0
            return selected >= 0 and longest(ignore, rule) < selected

        return RuleSet(filter(taken, self._rules.values()))

    def named(self, name: str) -> tuple[Rule, ...]:
        """The rules of a family, or the one with an id; raises KeyError when there is none."""
        found = tuple(rule for rule in self._rules.values() if rule.answers_to(name))
        if not found:
            raise KeyError(name)
        return found

    def changed(self, severity: Mapping[str, Severity], max_age: str | None = None) -> RuleSet:
        """The same rules with other severities, by id or family (the longer name decides), and another age at which
        a statement is old (ISO 8601); raises KeyError with a name that no rule answers to."""
        for name in severity:
            self.named(name)
        rules = []
        for rule in self._rules.values():
            names = [name for name in severity if rule.answers_to(name)]
            update: dict[str, object] = {"severity": severity[max(names, key=len)]} if names else {}
            if max_age and isinstance(rule.check, Age):
                update["check"] = rule.check.model_copy(update={"at_most": max_age})
            rules.append(rule.model_copy(update=update) if update else rule)
        return RuleSet(rules)

    @cached_property
    def families(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of each family that has any."""
        names = dict.fromkeys(rule.family for rule in self._rules.values())
        return {name: tuple(rule for rule in self._rules.values() if rule.family == name) for name in names}

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


_MODELS = (Rule, Presence, Coverage, Period, Agreement, Age, Measure, Passage, Condition, Article, Advice, Reference,
           Label)  # fmt: skip


def _keys() -> set[str]:
    names = {field.alias or name for model in _MODELS for name, field in model.model_fields.items()}
    return names | set(STATUSES)


def _explain(path: Path, error: ValidationError) -> str:
    """`info/retention.yaml, line 3: severty: unknown key; did you mean 'severity'?`"""
    first = error.errors()[0]
    kinds = ("presence", "coverage", "period", "agreement", "age", "measure")
    where = tuple(part for part in first["loc"] if part not in kinds)
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        message = "unknown key" + (nearest(str(where[-1]), _keys()) or "; leave it out")
    elif first["type"] == "missing":
        message = "this key is required; add it"
    elif first["type"] == "literal_error":
        allowed = first["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        message += nearest(str(first["input"]), allowed)
    key = ".".join(map(str, where))
    return f"{path.parent.name}/{path.name}, line {yaml_line(path, where)}: " + (f"{key}: " if key else "") + message


def load_rule(path: Path) -> Rule:
    """The rule of one file; raises DataFileError naming the file, the line, the key and what to do."""
    try:
        rule = Rule.model_validate(load_yaml(path))
    except ValidationError as error:
        raise DataFileError(_explain(path, error)) from error
    where = f"{path.parent.name}/{path.name}"
    try:
        PhraseMatcher(rule.phrases())
        for passage in rule.passages.values():
            len(passage.cancelling)
    except ValueError as error:
        raise DataFileError(f"{where}, line {yaml_line(path, ('passages',))}: passages: {error}") from error
    if isinstance(rule.check, Period):
        try:
            len(rule.check.matcher)
        except ValueError as error:
            raise DataFileError(f"{where}, line {yaml_line(path, ('check', 'about'))}: check.about: {error}") from error
    if rule.id != f"{path.parent.name}/{path.stem}":
        line = yaml_line(path, ("id",))
        raise DataFileError(f"{where}, line {line}: id: {rule.id!r} is not the folder and name of the file")
    return rule


def load_pack(folder: Path) -> tuple[Rule, ...]:
    """The rules of a pack: every `<family>/<slug>.yaml` in a folder; raises DataFileError when one is not valid or
    there is none."""
    rules = tuple(load_rule(path) for path in sorted(folder.glob("*/*.yaml")) if path.parent.name != "terms")
    if not rules:
        raise DataFileError(f"{folder}: holds no rules; a rule is a file <family>/<slug>.yaml in it")
    return rules


@lru_cache(maxsize=8)
def load_rules(*packs: Path) -> RuleSet:
    """The rules of this installation and of further packs, of which a rule with the same id takes the place of the
    installed one; raises DataFileError when a rule file is not valid."""
    root = data_dir("rules")
    rules = [load_rule(path) for family in FAMILIES for path in sorted((root / family).glob("*.yaml"))]
    return RuleSet([*rules, *(rule for pack in packs for rule in load_pack(pack))])
