"""The configuration: avgtoets.toml, or the table tool.avgtoets of pyproject.toml, validated at the door.

    jurisdiction = "auto"                 # nl, be, or auto: what the statement itself shows
    select = ["info", "rights"]           # families or ids of rules; all when left out
    ignore = ["sector", "clarity/hedge"]  # the longer of two names that hold for a rule decides
    extend-rules = ["eigen-regels"]       # packs of your own, relative to the configuration
    as-of = "2026-01-31"                  # the day on which the age of a statement counts
    max-age = "P24M"                      # the age from which a statement is old
    timeout = 120                         # seconds that one statement may take

    [severity]
    "clarity" = "advice"
    "info/retention" = "error"

and for `avgtoets lint`, with patterns that are relative to the configuration:

    exclude = ["archief/", "*.txt"]       # not looked at in folders; a name without a slash counts anywhere
    fail-on = "warning"                   # the severity from which a finding makes the exit status 1
    baseline = "bekend.json"              # the known findings, relative to the configuration

    [per-file-ignores]
    "sollicitanten/*.md" = ["cookies", "info/dpo-contact"]

For `avgtoets compare` the table `[compare.weights]` tells what each verdict weighs: see `analyser.compare.weights`.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from analyser.compare.weights import Compare
from analyser.deadline import LONGEST, TIMEOUT
from analyser.errors import ConfigError
from analyser.types import Jurisdiction, Severity

if TYPE_CHECKING:  # the rules are loaded when they are asked for: unchanged files are linted without them
    from analyser.ruleset import RuleSet

FILE, SHARED_FILE, TABLE = "avgtoets.toml", "pyproject.toml", "avgtoets"


def _day(value: object) -> object:
    """A day as TOML or a string has it, in ISO form."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ValueError(f"{value[:40]!r} is no day; write it as 2026-01-31") from error
    return value.isoformat() if type(value) is date else value


class Config(BaseModel):
    """What a run is told, by file or by option."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
    )

    jurisdiction: Literal["auto", "nl", "be"] = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_rules: tuple[Path, ...] = ()
    as_of: str | None = None
    max_age: str | None = Field(default=None, pattern=r"^P[1-9]\d*[YMWD]$")
    severity: dict[str, Severity] = Field(default_factory=dict)
    timeout: float = Field(default=TIMEOUT, gt=0, le=LONGEST)
    exclude: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    fail_on: Severity | None = None
    baseline: Path | None = None
    compare: Compare = Compare()

    _root: Path = PrivateAttr(default_factory=Path.cwd)

    _as_of = field_validator("as_of", mode="before")(_day)

    @property
    def law(self) -> Jurisdiction | None:
        """The jurisdiction that is set; None where the statement tells."""
        return None if self.jurisdiction == "auto" else self.jurisdiction

    @property
    def root(self) -> Path:
        """The folder to which the patterns are relative: that of the configuration, else the working folder."""
        return self._root

    def at(self, root: Path) -> Config:
        """This configuration as one that stands in a folder."""
        config = self.model_copy()
        config._root = root
        return config

    def rules(self) -> RuleSet:
        """The rules that a run with this configuration uses; raises DataFileError for a pack that is not valid and
        ConfigError for a name that no rule has."""
        from analyser.conditions import nearest
        from analyser.ruleset import load_rules

        known = load_rules(*self.extend_rules)
        try:
            for names in self.per_file_ignores.values():
                for name in names:
                    if name.partition("/")[0] != "lint":  # what is said of exceptions is no rule
                        known.named(name)
            return known.changed(self.severity, self.max_age).chosen(self.select, self.ignore)
        except KeyError as error:
            name = str(error.args[0])
            hint = nearest(name, (*known, *known.families)) or "; avgtoets rules lists them"
            raise ConfigError(f"no rule or family {name!r}{hint}") from error

    def having(self, **options: Any) -> Config:
        """This configuration with the options that are given in the place of its own."""
        given = {name: value for name, value in options.items() if value not in (None, ())}
        return _validated({**self.model_dump(), **given}, "options").at(self.root) if given else self


def find(start: Path) -> Path | None:
    """The nearest avgtoets.toml, or pyproject.toml with a table tool.avgtoets, in a folder or above it."""
    for folder in (start, *start.parents):
        if (own := folder / FILE).is_file():
            return own
        if (shared := folder / SHARED_FILE).is_file() and TABLE in _toml(shared).get("tool", {}):
            return shared
    return None


def load_config(path: Path | None = None) -> Config:
    """The configuration of a file, or of the nearest one above the working folder, or the default.

    Raises ConfigError with file, key and suggestion when it cannot be read or is not valid.
    """
    path = path or find(Path.cwd())
    if path is None:
        return Config()
    content = _toml(path)
    if path.name == SHARED_FILE:
        content = content.get("tool", {}).get(TABLE, {})
    config = _validated(content, str(path))
    folders = tuple(path.parent / folder for folder in config.extend_rules)
    baseline = path.parent / config.baseline if config.baseline else None
    return config.model_copy(update={"extend_rules": folders, "baseline": baseline}).at(path.parent.absolute())


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML ({error})") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: not valid TOML (nested too deeply)") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})") from error


def _validated(content: dict[str, Any], where: str) -> Config:
    try:
        return Config.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))[:200]
        message = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            from analyser.conditions import nearest

            known = _keys(first["loc"][:-1])
            message = "unknown key" + (nearest(str(first["loc"][-1]), known) or f"; known are {', '.join(known)}")
        raise ConfigError(f"{where}: {key}: {message}") from error


def _keys(place: tuple[int | str, ...]) -> list[str]:
    """The keys that a table of the configuration can have."""
    model: type[BaseModel] = Config
    for key in place:
        inner = model.model_fields[str(key)].annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return [field.alias or name for name, field in model.model_fields.items()]
