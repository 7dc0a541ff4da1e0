"""GitLab's Code Quality report, which merge requests show."""

from __future__ import annotations

import hashlib
import json

from analyser.lint import Report
from analyser.types import Language

_SEVERITY = {"error": "major", "warning": "minor", "advice": "info"}


def render(report: Report, language: Language) -> str:
    """A list of the open findings; no two have the same fingerprint."""
    issues = [
        {
            "description": " ".join(diagnostic.message[language].split()),
            "check_name": diagnostic.rule,
            "fingerprint": hashlib.sha256(
                "\n".join((file.uri, diagnostic.rule, diagnostic.fingerprint)).encode("utf-8", "surrogatepass")
            ).hexdigest(),
            "severity": _SEVERITY[diagnostic.severity],
            "location": {
                "path": file.uri,
                "lines": {"begin": diagnostic.line, "end": diagnostic.end_line},
            },
        }
        for file, diagnostic in report.open
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
