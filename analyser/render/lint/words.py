"""The words of the linter's reports, from reports/lint.yaml; without the vocabulary, which takes long to load."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from analyser.data import data_dir, load_yaml
from analyser.diagnostics import Diagnostic, count
from analyser.errors import DataFileError
from analyser.lint import Report
from analyser.types import Language

FILE = "lint.yaml"


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    content = load_yaml(data_dir("reports") / FILE)
    if not isinstance(content, dict):
        raise DataFileError(f"{FILE}: expected names with texts")
    return content


def word(key: str, language: Language, **values: object) -> str:
    """The text of a key, singular or plural by `n`."""
    text = str(_texts()[key][language])
    if "|" in text:
        text = text.split("|")[0 if values.get("n") == 1 else 1]
    return text.format(**values)


def summary(report: Report, language: Language) -> str:
    """ "2 fouten, 1 advies in 3 bestanden; 4 bekend" """
    found = counted((d for _, d in report.open), language)
    files = word("files.n", language, n=len(report.files))
    parts = [f"{found or word('clean', language)} {word('in', language)} {files}"]
    every = [d for file in report.files for d in file.diagnostics]
    for key, number in (
        ("known.n", sum(d.baselined for d in every)),
        ("suppressed.n", sum(bool(d.suppressed) for d in every)),
        ("failed.n", sum(bool(file.error) for file in report.files)),
        ("gone.n", len(report.fixed) + len(report.stale)),
    ):
        if number:
            parts.append(word(key, language, n=number))
    return "; ".join(parts)


def counted(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """ "2 fouten, 1 advies"; "" for none."""
    return ", ".join(word(f"{s}.n", language, n=n) for s, n in count(diagnostics).items() if n)


def line(text: str) -> str:
    """A text on one line, without control characters and marks of direction."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join("".join(kept).split())
