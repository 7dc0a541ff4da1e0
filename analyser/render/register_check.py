"""Where a register and its statements disagree: as text, as JSON, or as findings in the formats of lint."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from analyser.diagnostics import SEVERITIES, Diagnostic, RuleInfo, place
from analyser.judge import LANGUAGES, fingerprint
from analyser.lint import Checked, Report
from analyser.paths import relative
from analyser.register_check import ACTIVITY, KINDS, Mismatch, MismatchKind, check_data
from analyser.register_model import RegisterModel, load_template
from analyser.render.environment import clean
from analyser.render.register import View
from analyser.types import Language

if TYPE_CHECKING:
    from pathlib import Path

    from analyser.analysis import Analysis
    from analyser.render.register_reading import Opened


@dataclass(frozen=True)
class Checkup:
    """A register that was held against statements."""

    opened: Opened
    drafted: RegisterModel
    analyses: Sequence[Analysis]
    mismatches: Sequence[Mismatch]


class _Words:
    """The mismatches in the words of one language."""

    def __init__(self, checkup: Checkup, language: Language) -> None:
        self.checkup, self.language = checkup, language
        self.data = check_data()
        self.view = View(checkup.drafted, load_template("avg30"), language)

    def word(self, key: str, **values: object) -> str:
        text = str(getattr(self.data.words[key], self.language))
        return text.split("|")[0 if values.get("n") == 1 else -1].format(**values)

    def label(self, field: str) -> str:
        return self.view.word("activity") if field == ACTIVITY else self.view.label(field)

    def title(self, field: str, kind: MismatchKind) -> str:
        return str(getattr(self.data.titles[kind], self.language)).format(field=self.label(field))

    def article(self, article: str) -> str:
        return self.view.texts.citation("AVG", article)

    def where(self, mismatch: Mismatch) -> str:
        """The cell of the register, or its row, in words."""
        sheets = self.checkup.opened.sheets
        if sheets is None:
            return self.word("row", row=mismatch.row) if mismatch.row else self.checkup.opened.path.name
        if cell := self.cell(mismatch):
            return self.word("cell", sheet=sheets.sheet, cell=cell)
        return self.word("sheet", sheet=sheets.sheet)

    def cell(self, mismatch: Mismatch) -> str:
        """The cell of the register in the notation of spreadsheets, "" if there is none."""
        sheets = self.checkup.opened.sheets
        line = sheets.rows.get(mismatch.row) if sheets else None
        column = sheets.columns.get("name" if mismatch.field == ACTIVITY else mismatch.field) if sheets else None
        return f"{get_column_letter(column)}{line}" if column and line else ""

    def values(self, mismatch: Mismatch) -> tuple[str, str]:
        """What the register and the statement say, in words."""
        field = mismatch.field
        first, second = (
            "; ".join(clean(v.value) if field == ACTIVITY else self.view.value(field, v) for v in values)
            for values in (mismatch.register, mismatch.statement)
        )
        return first, second

    def message(self, mismatch: Mismatch) -> str:
        register, statement = self.values(mismatch)
        if mismatch.field == ACTIVITY:
            name = self.view.word("activity")
        else:
            name = ", ".join(filter(None, (clean(mismatch.name), self.label(mismatch.field))))
        text = str(getattr(self.data.messages[mismatch.kind], self.language))
        return text.format(name=name, register=register, statement=statement, place=self.where(mismatch))


def to_text(checkup: Checkup, language: Language) -> str:
    """For each mismatch what it is, what both say, and where."""
    words = _Words(checkup, language)
    lines = []
    for mismatch in checkup.mismatches:
        article = words.article(mismatch.article)
        head = f"{words.word(mismatch.severity)} {mismatch.rule}"
        lines.append(f"{head} {words.word('article', article=article)}" if article else head)
        lines.append(f"  {words.message(mismatch)}")
        if mismatch.source:
            source = words.view.register.statements[mismatch.source.statement].source
            at = words.word("statement", source=clean(source), line=mismatch.source.line)
            lines.append(f"  {at}: “{clean(mismatch.source.text)}”")
        lines.append("")
    counts = [(severity, sum(m.severity == severity for m in checkup.mismatches)) for severity in SEVERITIES]
    summary = ", ".join(words.word(f"{severity}.n", n=count) for severity, count in counts if count)
    lines.append(summary or words.word("nothing"))
    return "\n".join(lines) + "\n"


def to_json(checkup: Checkup, language: Language) -> str:
    """One object with every mismatch and both its places."""
    words = _Words(checkup, language)
    sheets = checkup.opened.sheets
    found = []
    for mismatch in checkup.mismatches:
        source = mismatch.source
        at = {
            "source": checkup.drafted.statements[source.statement].source, "line": source.line,
            "column": source.column, "quote": source.quote,
        } if source else None  # fmt: skip
        found.append({
            "rule": mismatch.rule, "kind": mismatch.kind, "field": mismatch.field, "severity": mismatch.severity,
            "article": mismatch.article, "activity": mismatch.name, "message": words.message(mismatch),
            "advice": getattr(check_data().advice[mismatch.kind], language),
            "register": {
                "row": mismatch.row or None, "sheet": sheets.sheet if sheets else None,
                "cell": words.cell(mismatch) or None, "values": [value.value for value in mismatch.register],
            },
            "statement": {"values": [value.value for value in mismatch.statement], "place": at},
        })  # fmt: skip
    content = {
        "version": 1, "language": language, "register": str(checkup.opened.path),
        "statements": [statement.source for statement in checkup.drafted.statements], "mismatches": found,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def report(checkup: Checkup, root: Path, version: str) -> Report:
    """The mismatches as findings in the statements, which the formats of lint tell."""
    both = {language: _Words(checkup, language) for language in LANGUAGES}
    files: list[list[Diagnostic]] = [[] for _ in checkup.analyses]
    for mismatch in checkup.mismatches:
        index = mismatch.source.statement if mismatch.source else 0
        files[index].append(_diagnostic(mismatch, checkup.analyses[index], both))
    names = [statement.source for statement in checkup.drafted.statements]
    checked = (
        Checked(name, "stdin" if name == "-" else relative(name, root), tuple(found))
        for name, found in zip(names, files, strict=True)
    )
    return Report(tuple(checked), tuple(_rules(both)), version)


def _diagnostic(mismatch: Mismatch, analysis: Analysis, both: dict[Language, _Words]) -> Diagnostic:
    document, source = analysis.document, mismatch.source
    text = document.source.text
    start = sum(len(line) + 1 for line in text.split("\n")[: source.line - 1]) + source.column - 1 if source else 0
    end = start + len(source.quote) if source else len(text.partition("\n")[0])
    said = "|".join(value.value for value in (*mismatch.register, *mismatch.statement))
    advice = check_data().advice[mismatch.kind]
    return place(
        document, start, end, rule=mismatch.rule, status="violated", severity=mismatch.severity,
        article=mismatch.article, message={language: words.message(mismatch) for language, words in both.items()},
        advice={"nl": advice.nl, "en": advice.en, "model": ""}, quote=source.text if source else "",
        section=tuple(source.section) if source else (),
        fingerprint=fingerprint(mismatch.rule, None, f"{mismatch.name}|{said}"),
    )  # fmt: skip


def _rules(both: dict[Language, _Words]) -> Iterator[RuleInfo]:
    data = check_data()
    for field, weights in data.fields.items():
        for kind in (kind for kind in KINDS if kind in weights):
            weight = weights[kind]
            told = data.explanation[kind], data.advice[kind]
            explanation, advice = ({"nl": label.nl.strip(), "en": label.en.strip()} for label in told)
            yield RuleInfo(
                id=f"register/{field.replace('_', '-')}-{kind}",
                title={language: words.title(field, kind) for language, words in both.items()},
                severity=weight.severity,
                article={language: words.article(weight.article) for language, words in both.items()},
                url="", explanation=explanation, advice={**advice, "model": ""},
            )  # fmt: skip
