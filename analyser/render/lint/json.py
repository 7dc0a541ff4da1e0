"""JSON: every file with every finding, excepted and known ones marked."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from analyser.diagnostics import Diagnostic, count
from analyser.lint import Checked, Report
from analyser.types import Language

VERSION = 1


def render(report: Report, language: Language) -> str:
    """One object with `files`, `summary` and what is gone from the baseline."""
    every = [d for file in report.files for d in file.diagnostics]
    content: dict[str, Any] = {
        "version": VERSION,
        "language": language,
        "files": [_file(file, language) for file in report.files],
        "summary": {
            **{str(severity): n for severity, n in count(d for _, d in report.open).items()},
            "baselined": sum(d.baselined for d in every),
            "suppressed": sum(bool(d.suppressed) for d in every),
            "failed": sum(bool(file.error) for file in report.files),
        },
        "baseline": {
            "file": report.baseline,
            "fixed": [asdict(entry) for entry in report.fixed],
            "stale": [asdict(entry) for entry in report.stale],
        } if report.baseline else None,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _file(file: Checked, language: Language) -> dict[str, Any]:
    return {
        "path": file.path,
        "error": file.error or None,
        "warnings": [warning[language] for warning in file.warnings],
        "findings": [_finding(d, language) for d in file.diagnostics],
    }


def _finding(diagnostic: Diagnostic, language: Language) -> dict[str, Any]:
    content = diagnostic.to_json()
    advice = content.pop("advice")
    return {
        **content,
        "message": diagnostic.message[language],
        "advice": advice[language],
        "model_sentence": advice["model"],
        "suppressed": diagnostic.suppressed or None,
    }
