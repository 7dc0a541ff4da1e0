"""What the commands on registers share: reading statements, and telling of what they say against each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from analyser.cli.output import complain, complain_of

if TYPE_CHECKING:
    from analyser.analysis import Analysis
    from analyser.register_model import StatementModel


REGISTERS = (".xlsx", ".json")


def is_register(files: Sequence[str]) -> bool:
    """Whether the one file that is given is a register by its suffix; a register beside statements is refused."""
    found = [name for name in files if name.lower().endswith(REGISTERS)]
    if found and len(files) > 1:
        raise click.UsageError(f"{found[0]} is a register and not a statement: see avgtoets register update.")
    return bool(found)


def analysed(files: Iterable[str], stdin_filename: str | None, seconds: float | None = None) -> list[Analysis] | None:
    """The analyses of the statements, without judgement; None when one cannot be read, and all such are named. Each
    may take so many seconds, or the usual number."""
    from analyser.analysis import analyse
    from analyser.deadline import TIMEOUT, within
    from analyser.errors import InputError
    from analyser.readers import load
    from analyser.ruleset import RuleSet

    found, failed = [], False
    for name in files:
        shown = stdin_filename or "-" if name == "-" else name
        try:
            with within(seconds or TIMEOUT, shown):
                found.append(analyse(load(name, stdin_filename=stdin_filename), RuleSet(())))  # nothing is judged
        except InputError as error:
            failed = True
            complain_of(shown, str(error))
    return None if failed else found


def warn_of_controllers(statements: Sequence[StatementModel]) -> None:
    """Says so when statements are not of one organisation."""
    from itertools import combinations

    from analyser.register_merging import same_controller

    if all(same_controller(one, other) for one, other in combinations(statements, 2)):
        return
    names = dict.fromkeys(value.value for statement in statements for value in statement.controller.values)
    complain(f"warning: the statements name several controllers, whose activities are kept apart: {', '.join(names)}")
