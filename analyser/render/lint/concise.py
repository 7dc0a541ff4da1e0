"""One line a finding: `path:line:column rule message`, of a PDF `path:p3 …`."""

from __future__ import annotations

from collections import Counter

from analyser.diagnostics import SEVERITIES
from analyser.lint import Report
from analyser.render.lint.words import line
from analyser.types import Language


def render(report: Report, language: Language) -> str:
    """The open findings by file, in the order of the text."""
    return "".join(
        f"{line(file.path)}:{d.where} {d.rule} {line(d.message[language])}\n" for file, d in report.open
    )


def statistics(report: Report, language: Language) -> str:
    """The number of open findings of each rule, heaviest and most first."""
    rules = {rule.id: rule for rule in report.rules}
    numbers = Counter((SEVERITIES.index(d.severity), d.rule) for _, d in report.open)
    rows = sorted(numbers.items(), key=lambda entry: (entry[0][0], -entry[1], entry[0][1]))
    width = max((len(str(number)) for number in numbers.values()), default=0)
    widest = max((len(rule) for _, rule in numbers), default=0)
    return "".join(
        f"{number:>{width}}  {rule:<{widest}}  {line(rules[rule].title[language])}\n" for (_, rule), number in rows
    )
