"""What each verdict weighs in a score: the table `[compare.weights]` of the configuration.

    [compare.weights]
    error = 3                 # what the law requires
    warning = 2
    advice = 1
    partial = 0.5             # what is partly met earns this share of its weight

    [compare.weights.parts]   # times this for a part of the report; 1 when left out, 0 leaves it out of the score
    cookies = 0

    [compare.weights.rules]   # in the place of the weight of its severity: a rule or a family
    "info/retention" = 6
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from analyser.data import data_dir, load_yaml
from analyser.errors import ConfigError, DataFileError

if TYPE_CHECKING:
    from analyser.ruleset import Rule, RuleSet

Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
COUNTED = ("met", "partial", "missing", "violated")


class Weights(BaseModel):
    """How much each requirement counts; the defaults are those of the report."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    error: Weight = 3
    warning: Weight = 2
    advice: Weight = 1
    partial: Annotated[float, Field(ge=0, le=1)] = 0.5
    parts: dict[str, Weight] = Field(default_factory=dict)
    rules: dict[str, Weight] = Field(default_factory=dict)

    def of(self, rule: Rule, part: str) -> float:
        """The weight of a rule in a part; an experimental rule weighs nothing unless it is named."""
        named = [name for name in self.rules if rule.answers_to(name)]
        if named:
            own = self.rules[max(named, key=len)]
        else:
            own = 0.0 if rule.status == "experimental" else getattr(self, rule.severity)
        return own * self.parts.get(part, 1)

    def points(self, status: str) -> float:
        """The share of its weight that a verdict earns, 0 to 1."""
        return {"met": 1.0, "partial": self.partial}.get(status, 0.0)

    def check(self, rules: RuleSet, parts: Iterable[str]) -> None:
        """Raises ConfigError for a part or a rule that there is not."""
        from analyser.conditions import nearest

        for name in self.parts:
            if name not in (known := list(parts)):
                hint = nearest(name, known) or f"; known are {', '.join(known)}"
                raise ConfigError(f"compare.weights.parts: no part {name!r}{hint}")
        for name in self.rules:
            try:
                rules.named(name)
            except KeyError as error:
                hint = nearest(name, (*rules, *rules.families)) or "; avgtoets rules lists them"
                raise ConfigError(f"compare.weights.rules: no rule or family {name!r}{hint}") from error


class Compare(BaseModel):
    """The table `[compare]` of the configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: Weights = Weights()


@lru_cache(maxsize=1)
def load_parts() -> dict[str, dict[str, str]]:
    """The parts of a report in their order: the title of each by language."""
    content: Any = load_yaml(data_dir("reports") / "parts.yaml")
    try:
        return {str(part["id"]): dict(part["title"]) for part in content["parts"]}
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError("parts.yaml: expected parts, each with an id and a title") from error
