"""A Markdown page of the findings by file, for a pull request, a job summary or a wiki."""

from __future__ import annotations

from functools import partial

from analyser.lint import Report
from analyser.render.environment import Raw, fill
from analyser.render.lint.words import summary, word
from analyser.types import Language


def render(report: Report, language: Language) -> str:
    """The open findings of each file that has any, heaviest first, and the files that were not judged."""
    files = [
        (file, sorted(file.open, key=lambda d: ("error", "warning", "advice").index(d.severity)))
        for file in report.files
        if file.open or file.error
    ]
    content = fill(
        "markdown", "lint.md.j2", files=files, titles={rule.id: rule.title[language] for rule in report.rules},
        gone=(*report.fixed, *report.stale), language=language, raw=Raw, word=partial(word, language=language),
        summary=summary(report, language),
    )  # fmt: skip
    return content.rstrip() + "\n"
