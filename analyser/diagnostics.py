"""Findings as a linter tells them: one for each place in the source that asks for something.

Plain values: a cache keeps them, and they are shown without spaCy, pydantic or the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analyser.types import Document, Evidence, Finding, Severity, Status

if TYPE_CHECKING:
    from analyser.analysis import Analysis
    from analyser.ruleset import Rule

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")  # heaviest first
ASKS: tuple[Status, ...] = ("violated", "missing", "partial")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What one rule asks at one place. Offsets, lines and columns count characters of the decoded file; lines and
    columns from 1, and the end is the first position after the region."""

    rule: str
    status: Status
    severity: Severity
    article: str  # as in Finding
    message: Mapping[str, str]  # by language
    advice: Mapping[str, str]  # by language, and "model", a Dutch sentence to paste
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str  # the sentence in clean words, "" for an absence
    section: tuple[str, ...]  # heading path
    fingerprint: str  # the same as long as rule, quote and innermost heading are; in one file no two are equal
    experimental: bool = False
    whole: bool = False  # about the statement as a whole: known by rule and status, the quote only shows it
    suppressed: str = ""  # the reason that the statement itself gives to ignore it
    baselined: bool = False  # known, by the baseline
    page: int | None = None  # of a PDF, from 1; its lines are those of the text that was taken out of it

    @property
    def heading(self) -> str:
        """The innermost heading, "" where there is none."""
        return self.section[-1] if self.section else ""

    @property
    def where(self) -> str:
        """ "12:3", its line and column, or of a PDF "p3"."""
        return f"{self.line}:{self.column}" if self.page is None else f"p{self.page}"

    @property
    def open(self) -> bool:
        """Whether it is neither suppressed nor known."""
        return not self.suppressed and not self.baselined

    def to_json(self) -> dict[str, Any]:
        """Its fields as JSON has them."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Diagnostic:
        """The diagnostic of `to_json`; raises TypeError or KeyError for anything else."""
        return cls(**{**content, "section": tuple(content["section"])})


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a linter tells of a rule; texts by language."""

    id: str
    title: Mapping[str, str]
    severity: Severity
    article: Mapping[str, str]  # as it is cited, "" when it has none
    url: str  # of the article, else of the first reference, else ""
    explanation: Mapping[str, str]
    advice: Mapping[str, str]  # and "model", a Dutch sentence to paste
    experimental: bool = False


def diagnose(analysis: Analysis) -> tuple[Diagnostic, ...]:
    """The diagnostics of an analysis in the order of the text.

    A requirement gives one, whatever its evidence: what it lacks has no words of its own, and what it has changes
    with the rest of the text. So does a measure of the whole text, and a rule on how well something is done that
    shows no passage. The others give one for each sentence that shows them.
    """
    found = [
        diagnostic
        for finding in analysis.findings
        if finding.status in ASKS
        for diagnostic in _of(finding, analysis.rules[finding.rule], analysis.document)
    ]
    return tuple(sorted(found, key=lambda diagnostic: (diagnostic.start, diagnostic.rule, diagnostic.end)))


def _of(finding: Finding, rule: Rule, document: Document) -> Iterator[Diagnostic]:
    from analyser.judge import fingerprint

    places = _places(finding, rule)
    if not places:
        shown = finding.evidence[0] if finding.evidence else None
        start, end = (shown.start, shown.end) if shown else _absence(document, finding.anchor)
        yield _diagnostic(finding, rule, document, start, end, fingerprint(rule.id, None, finding.status), shown, True)
        return
    seen: Counter[str] = Counter()
    for evidence in places:
        plain = fingerprint(rule.id, evidence)
        mark = fingerprint(rule.id, evidence, f"#{seen[plain]}") if seen[plain] else plain
        seen[plain] += 1
        yield _diagnostic(finding, rule, document, evidence.start, evidence.end, mark, evidence)


def _places(finding: Finding, rule: Rule) -> list[Evidence]:
    """The sentences that each are wrong, in the order of the text; none when the finding is about the whole."""
    if rule.role == "requirement" or rule.check.kind == "measure":
        return []
    evidence = (*finding.evidence, *finding.further)
    # Passages are what is wrong; the facts beside them only make them so. Facts come from a pipe, passages do not.
    passages = [place for place in evidence if not place.pipe]
    if not passages and rule.role == "quality":
        return []
    return sorted(passages or evidence, key=lambda place: place.start)


def _diagnostic(
    finding: Finding, rule: Rule, document: Document, start: int, end: int, mark: str, evidence: Evidence | None,
    whole: bool = False,
) -> Diagnostic:  # fmt: skip
    return place(
        document, start, end,
        rule=rule.id, status=finding.status, severity=finding.severity, article=finding.article,
        message=dict(finding.message), advice=dict(finding.advice), fingerprint=mark,
        quote=evidence.text if evidence else "",
        section=evidence.section if evidence else (), experimental=rule.status == "experimental", whole=whole,
    )  # fmt: skip


def place(document: Document, start: int, end: int, **fields: Any) -> Diagnostic:
    """A diagnostic of these fields on a region of the source."""
    line, column = document.line_column(start)
    end_line, end_column = document.line_column(end)
    return Diagnostic(
        **fields, start=start, end=end, line=line, column=column, end_line=end_line, end_column=end_column,
        page=document.page(start),
    )  # fmt: skip


def _absence(document: Document, anchor: int) -> tuple[int, int]:
    """The region of what is not there: from its anchor to the end of the block there."""
    for block, start in zip(document.blocks, document.starts, strict=True):
        if block.text:
            first, last = document.source_span(start, start + len(block.text))
            if last > anchor:
                return max(first, anchor), last
    return anchor, min(anchor + 1, len(document.source.text))


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many there are of each severity, heaviest first."""
    counted = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {severity: counted[severity] for severity in SEVERITIES}
