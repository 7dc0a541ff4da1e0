"""The command line: parse, call, print, exit.

Exit status: 0 clean, 1 findings at or above --fail-on, 2 the job could not be done, 130 on interrupt.
The commands import what they need when they run, so that --help answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from io import StringIO
from typing import NoReturn

import click

from analyser.cli.analyse import analyse
from analyser.cli.baseline import baseline
from analyser.cli.batch import batch
from analyser.cli.compare import compare
from analyser.cli.diff import diff
from analyser.cli.evaluate import evaluate
from analyser.cli.explain import explain
from analyser.cli.fetch import fetch
from analyser.cli.history import history
from analyser.cli.lint import lint
from analyser.cli.output import ReaderGone, complain, printable
from analyser.cli.register import register
from analyser.cli.rules import rules
from analyser.cli.schema import schema
from analyser.cli.statement import statement
from analyser.cli.store import store
from analyser.cli.terms import terms
from analyser.errors import AvgtoetsError

PROGRAM = "avgtoets"
FAILED, INTERRUPTED = 2, 130


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"{PROGRAM} {version(PROGRAM)}")
    except PackageNotFoundError:
        click.echo(f"{PROGRAM} (checkout)")
    context.exit()


@click.group(name=PROGRAM, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
              help="Print the version and exit.")  # fmt: skip
@click.option("--traceback", is_flag=True, help="Print the traceback of a crash (also AVGTOETS_TRACEBACK=1).")
def cli(traceback: bool) -> None:
    """Read Dutch privacy statements, extract what they say, and check it against the GDPR (AVG)."""
    if traceback:
        os.environ["AVGTOETS_TRACEBACK"] = "1"


for command in (
    analyse, fetch, lint, baseline, diff, history, compare, register, statement, batch,
    store, rules, explain, terms, schema, evaluate,
):  # fmt: skip
    cli.add_command(command)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line with these arguments, those of the process by default; always raises SystemExit."""
    status = _run(argv)
    gc.freeze()  # a process that ends need not look through rules and vocabulary for garbage: a fifth of a short run
    sys.exit(status)


def _run(argv: Sequence[str] | None) -> int:
    # Loading the vocabulary makes very many objects that live as long as the process: looking through them for
    # garbage again and again takes a tenth of a short run.
    gc.set_threshold(100_000, 50, 50)
    try:
        status = cli.main(args=None if argv is None else list(argv), prog_name=PROGRAM, standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        for line in told.getvalue().splitlines():  # it repeats arguments, and so the names of files
            click.echo(printable(line), err=True)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ReaderGone:
        return 0
    except AvgtoetsError as error:
        complain(str(error))
        return FAILED
    except Exception as error:
        # The message of a crash can repeat the statement, and with it names of people: its kind and place do not.
        if os.environ.get("AVGTOETS_TRACEBACK"):
            frames = "".join(traceback.format_tb(error.__traceback__))
            click.echo(f"Traceback (most recent call last):\n{frames}{type(error).__name__}", err=True)
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {place.filename.rpartition(os.sep)[2]}, line {place.lineno}"
        complain(f"crashed ({what}); please report this, with the output of --traceback")
        return FAILED
