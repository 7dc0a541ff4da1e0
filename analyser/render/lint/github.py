"""Workflow commands of GitHub Actions, by which findings show beside their lines.

GitHub shows at most ten errors, ten warnings and ten notices of a step and drops the rest without a word; the rest is
counted here in the log.
"""

from __future__ import annotations

from analyser.diagnostics import SEVERITIES, Diagnostic
from analyser.lint import Checked, Report
from analyser.render.lint.words import counted, line, summary, word
from analyser.types import Language

LIMIT = 10
_COMMAND = {"error": "error", "warning": "warning", "advice": "notice"}


def render(report: Report, language: Language) -> str:
    """The commands of the open findings, heaviest first, at most LIMIT of a kind; then what was left out."""
    titles = {rule.id: rule.title[language] for rule in report.rules}
    failed = word("not_judged", language)
    failures = [
        _command("error", message=line(f"{failed}: {file.error}"), title="avgtoets", file=file.uri)
        for file in report.files
        if file.error
    ]
    lines, left = failures[:LIMIT], []
    for severity in SEVERITIES:
        room = LIMIT - len(lines) if severity == "error" else LIMIT
        found = [(file, d) for file, d in report.open if d.severity == severity]
        lines += [_annotation(file, d, titles[d.rule], language) for file, d in found[:room]]
        left += [d for _, d in found[room:]]
    if left:
        lines.append(word("github.more", language, what=counted(left, language)))
    lines.append(summary(report, language))
    return "".join(f"{each}\n" for each in lines)


def _annotation(file: Checked, diagnostic: Diagnostic, title: str, language: Language) -> str:
    message = line(f"{diagnostic.message[language]} {diagnostic.advice[language]}")
    place: dict[str, object] = {"file": file.uri, "line": diagnostic.line, "endLine": diagnostic.end_line}
    if diagnostic.line == diagnostic.end_line:  # columns on several lines make GitHub refuse the annotation
        place |= {"col": diagnostic.column, "endColumn": diagnostic.end_column}
    return _command(
        _COMMAND[diagnostic.severity], message=message, title=f"{title} ({diagnostic.rule})", **place
    )  # fmt: skip


def _command(command: str, *, message: str, title: str, **properties: object) -> str:
    given = ",".join(f"{name}={escape_property(str(value))}" for name, value in {**properties, "title": title}.items())
    return f"::{command} {given}::{escape_data(message)}"


def escape_data(text: str) -> str:
    """A message as a command takes it (actions/toolkit, packages/core/src/command.ts), without control characters."""
    text = "".join(char for char in text if char in "\r\n" or char.isprintable())
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property as a command takes it."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
