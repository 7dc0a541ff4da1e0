"""JUnit XML, which most build servers show: a suite a file, a failed case a finding."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from analyser.lint import Checked, Report
from analyser.render.lint.words import line, word
from analyser.types import Language

# What XML 1.0 cannot hold in any way of writing.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, language: Language) -> str:
    """A suite for each file; a file without open findings is one case that passes."""
    root = Element("testsuites", name="avgtoets")
    totals = [_suite(root, file, language) for file in report.files]
    for index, name in enumerate(("tests", "failures", "errors")):
        root.set(name, str(sum(numbers[index] for numbers in totals)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, file: Checked, language: Language) -> tuple[int, int, int]:
    found = file.open
    cases, errors = max(len(found), 1), int(bool(file.error))
    suite = SubElement(
        root, "testsuite", name=_xml(file.path), tests=str(cases), failures=str(len(found)), errors=str(errors)
    )
    if not found:
        case = SubElement(suite, "testcase", name="avgtoets", classname=_xml(file.path))
        if file.error:
            SubElement(case, "error", message=_xml(file.error), type="not-judged")
    for d in found:
        case = SubElement(
            suite, "testcase", name=f"{d.rule} ({d.where})", classname=_xml(file.path), file=_xml(file.path),
            line=str(d.line),
        )  # fmt: skip
        message = line(d.message[language])
        failure = SubElement(case, "failure", message=_xml(message), type=d.severity)
        head = f"{file.path}:{d.where} {word(d.severity, language)}: {message}"
        parts = (head, d.quote, d.advice[language])
        failure.text = _xml("\n".join(line(part) for part in parts if part))
    return cases, len(found), errors


def _xml(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text)
