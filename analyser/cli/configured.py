"""The options by which a run is configured, for every command that judges statements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from analyser.config import Config

Command = TypeVar("Command", bound=Callable[..., object])
_NAMES = ("config", "jurisdiction", "select", "ignore", "rules", "as_of")


def config_options(command: Command) -> Command:
    """Adds --config, --jurisdiction, --select, --ignore, --rules and --as-of; `configured` reads them."""
    for option in reversed((
        click.option("--config", type=click.Path(path_type=Path), metavar="FILE",
                     help="The configuration; by default the nearest avgtoets.toml or pyproject.toml."),
        click.option("--jurisdiction", type=click.Choice(("auto", "nl", "be")),
                     help="Whose national rules hold; auto (the default): what the statement itself shows."),
        click.option("--select", multiple=True, metavar="NAME",
                     help="Only these rules or families, as in: --select rights,info/retention."),
        click.option("--ignore", multiple=True, metavar="NAME", help="Leave out these rules or families."),
        click.option("--rules", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
                     help="A pack of your own rules beside those of the installation."),
        click.option("--as-of", metavar="DAY",
                     help="The day on which the age of a statement counts (2026-01-31, or today)."),
    )):  # fmt: skip
        command = option(command)
    return command


def configured(options: dict[str, Any]) -> Config:
    """Takes the options of `config_options` and `timeout_option` out of a command's options; the configuration that
    they and the file make. Raises ConfigError when it is not valid."""
    from datetime import date

    from analyser.config import load_config

    given = {name: options.pop(name) for name in _NAMES}
    day = given["as_of"]
    config = load_config(given["config"])
    return config.having(
        jurisdiction=given["jurisdiction"],
        select=_split(given["select"]),
        ignore=_split(given["ignore"]),
        extend_rules=(*config.extend_rules, *given["rules"]) if given["rules"] else (),
        as_of=date.today().isoformat() if day == "today" else day,
        timeout=options.pop("timeout", None),
    )


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for given in names for name in given.split(",") if name.strip())
