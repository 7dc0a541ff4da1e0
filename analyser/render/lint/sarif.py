"""SARIF 2.1.0 (OASIS), for code scanning: the same report gives the same bytes, so it holds no time and no folder."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from analyser.diagnostics import Diagnostic, RuleInfo
from analyser.lint import Checked, Report
from analyser.types import Language

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "avgtoets/v1"
_LEVEL = {"error": "error", "warning": "warning", "advice": "note"}
_ROOT = "%SRCROOT%"
_LOCALE = {"nl": "nl-NL", "en": "en-US"}


def render(report: Report, language: Language) -> str:
    """One run with every active rule and every finding; excepted and known ones are marked as suppressed."""
    index = {rule.id: number for number, rule in enumerate(report.rules)}
    driver: dict[str, Any] = {
        "name": "avgtoets",
        "language": _LOCALE[language],
        "rules": [_rule(rule, language) for rule in report.rules],
    }
    if report.version:
        driver["semanticVersion"] = driver["version"] = report.version
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "avgtoets/"},
        "language": _LOCALE[language],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report)],
        "results": [
            _result(file, diagnostic, index[diagnostic.rule], report, language)
            for file in report.files
            for diagnostic in file.diagnostics
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: RuleInfo, language: Language) -> dict[str, Any]:
    explanation, advice = " ".join(rule.explanation[language].split()), " ".join(rule.advice[language].split())
    model = " ".join(rule.advice["model"].split())
    parts = [explanation, advice, model, rule.article[language]]
    marked = [explanation, advice, f"> {model}" if model else "", _cited(rule, language)]
    content: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace("/", "-").split("-")),
        "shortDescription": {"text": rule.title[language]},
        "fullDescription": {"text": explanation},
        "help": {
            "text": "\n\n".join(part for part in parts if part),
            "markdown": "\n\n".join(part for part in marked if part),
        },
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {
            "tags": ["privacy", "gdpr", rule.id.partition("/")[0], *(["experimental"] if rule.experimental else [])],
            "problem.severity": {"advice": "recommendation"}.get(rule.severity, rule.severity),
        },
    }
    if rule.url.startswith(("https://", "http://")):
        content["helpUri"] = rule.url
    return content


def _cited(rule: RuleInfo, language: Language) -> str:
    cited = rule.article[language]
    return f"[{cited}]({rule.url})" if cited and rule.url else cited


def _result(
    file: Checked, diagnostic: Diagnostic, rule_index: int, report: Report, language: Language
) -> dict[str, Any]:
    message = " ".join(part for part in (diagnostic.message[language], diagnostic.advice[language]) if part)
    content: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": rule_index,
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": " ".join(message.split())},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(file.uri),
                    "region": {
                        "startLine": diagnostic.line,
                        "startColumn": diagnostic.column,
                        "endLine": diagnostic.end_line,
                        "endColumn": diagnostic.end_column,
                        "charOffset": diagnostic.start,
                        "charLength": diagnostic.end - diagnostic.start,
                    },
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: diagnostic.fingerprint},
        "properties": {"status": diagnostic.status, "experimental": diagnostic.experimental},
    }
    if diagnostic.page is not None:  # a PDF has no lines to point at
        content["locations"][0]["physicalLocation"].pop("region")
        content["properties"]["page"] = diagnostic.page
    if report.baseline:
        content["baselineState"] = "unchanged" if diagnostic.baselined else "new"
    if diagnostic.suppressed:
        content["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": diagnostic.suppressed}]
    elif diagnostic.baselined:
        content["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "In the baseline."}]
    else:
        content["suppressions"] = []  # in SARIF the absence of this key would say that nothing is known of it
    return content


def _invocation(report: Report) -> dict[str, Any]:
    failures = [
        {
            "level": "error",
            "message": {"text": f"{file.path}: {file.error}"},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.uri)}}],
        }
        for file in report.files
        if file.error
    ]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": failures}


def _artifact(uri: str) -> dict[str, str]:
    if uri.startswith(("../", "/")) or ":" in uri.partition("/")[0]:  # outside the repository
        return {"uri": quote(uri, safe="/")}
    return {"uri": quote(uri, safe="/"), "uriBaseId": _ROOT}
