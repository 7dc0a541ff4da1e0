"""Each finding with its sentence, its article and what to do, for reading in a terminal."""

from __future__ import annotations

import textwrap

from analyser.diagnostics import Diagnostic
from analyser.lint import Report
from analyser.render.lint.words import line, word
from analyser.types import Language

_WIDTH = 96
_QUOTE = 240  # characters of a sentence that are shown


def render(report: Report, language: Language) -> str:
    """The open findings by file, in the order of the text."""
    rules = {rule.id: rule for rule in report.rules}
    shown = []
    for file, diagnostic in report.open:
        rule = rules[diagnostic.rule]
        severity = word(diagnostic.severity, language)
        if diagnostic.experimental:
            severity += f" ({word('experimental', language)})"
        cited = f" [{rule.article[language]}]" if rule.article[language] else ""
        head = f"{line(file.path)}:{diagnostic.where} {diagnostic.rule} {severity}{cited}"
        shown.append("\n".join((head, *_body(diagnostic, language))) + "\n")
    return "\n".join(shown)


def _body(diagnostic: Diagnostic, language: Language) -> list[str]:
    lines = _wrap(diagnostic.message[language], "  ")
    if quote := line(diagnostic.quote):
        short = quote if len(quote) <= _QUOTE else quote[:_QUOTE].rsplit(" ", 1)[0] + " …"
        lines += _wrap(short, "  | ")
    for label, text in (("advice", diagnostic.advice[language]), ("model", diagnostic.advice["model"])):
        if text.strip():
            lines += _wrap(f"{word(f'{label}.label', language)}: {text}", "  ", "    ")
    return lines


def _wrap(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        line(text).replace("::", ": :"),  # GitHub takes a line of a log that begins with :: for a command
        _WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
