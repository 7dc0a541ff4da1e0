"""What every report shows, made once from an analysis: verdict, parts, findings, activities.

Templates and renderers take this view and decide only how it looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyser.contract import version_date, word_count
from analyser.data import data_dir
from analyser.render.texts import Texts, load_report_file
from analyser.types import ACTIVITY_FIELDS, Activity, Assertion, Document, Evidence, Finding, Language

if TYPE_CHECKING:
    from analyser.analysis import Analysis

MEND_FIRST = 5
TO_MEND = ("missing", "violated", "partial")  # in the order of their weight within a severity
_DUE = ("met", "partial", "missing")
_SEVERITY = ("error", "warning", "advice")
FIELD_KINDS: Mapping[str, str] = dict(zip(
    ACTIVITY_FIELDS,
    ("purpose", "data_category", "legal_basis", "retention", "recipient", "data_subject"), strict=True,
))  # fmt: skip


@dataclass(frozen=True)
class Quote:
    """A passage that shows a finding; `text` in clean words, `line` and `page` (of a PDF) from 1."""

    id: str
    text: str
    line: int
    section: str
    page: int | None = None


@dataclass(frozen=True)
class FindingView:
    """A finding in the words of the report; `number` counts from 1, what to mend first by its weight."""

    number: int
    source: Finding
    title: str
    status: str
    word: str  # the status in words
    due: bool  # whether the law asks for it: a requirement that applies, not advice and not how well it is done
    severity: str
    experimental: bool
    article: str
    article_url: str
    message: str
    advice: str
    model: str
    explanation: tuple[str, ...]  # paragraphs
    references: tuple[tuple[str, str], ...]  # title, url
    quotes: tuple[Quote, ...]
    line: int  # of the first quote, or of the place where the item belongs
    page: int | None  # the same of a PDF

    @property
    def id(self) -> str:
        """The name of the finding's anchor in a page."""
        return f"f{self.number}"

    @property
    def to_mend(self) -> bool:
        """Whether something has to be done."""
        return self.status in TO_MEND


@dataclass(frozen=True)
class Part:
    """A part of the duty to inform; `word` is its mark in words, `status` its shape."""

    id: str
    title: str
    status: str  # met, partial, missing, not_applicable, violated
    word: str
    findings: tuple[FindingView, ...]

    def having(self, *statuses: str) -> tuple[FindingView, ...]:
        """The findings with one of these statuses."""
        return tuple(finding for finding in self.findings if finding.status in statuses)

    @property
    def to_mend(self) -> tuple[FindingView, ...]:
        """The findings that ask for something."""
        return self.having(*TO_MEND)


@dataclass(frozen=True)
class ActivityView:
    """A processing activity as a row: the labels of each field of ACTIVITY_FIELDS."""

    name: str
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class View:
    """One statement as the reports tell it."""

    title: str
    organisation: str
    meta: tuple[str, ...]  # what the header line says, in order
    verdict: tuple[str, ...]  # sentences
    parts: tuple[Part, ...]
    mend: tuple[FindingView, ...]  # at most MEND_FIRST, heaviest first
    findings: tuple[FindingView, ...]
    activities: tuple[ActivityView, ...]
    fields: tuple[str, ...]  # the fields of the activities table
    denied: tuple[str, ...]
    unseen: tuple[str, ...]  # titles of the rules that did not apply
    warnings: tuple[str, ...]
    source: str
    sha256: str
    language: str  # of the statement
    evaluation: Mapping[str, Any] | None

    def also(self, finding: FindingView) -> tuple[FindingView, ...]:
        """What else there is to mend in its part, told once: by the first of the part's findings in `mend`."""
        part = next(part for part in self.parts if finding in part.findings)
        if finding != next(first for first in self.mend if first in part.findings):
            return ()
        return tuple(other for other in part.to_mend if other not in self.mend)

    @property
    def further(self) -> tuple[FindingView, ...]:
        """The findings to mend that are not among the first."""
        return tuple(finding for finding in self.findings if finding.to_mend and finding not in self.mend)


def weight(finding: Finding) -> tuple[int, int]:
    """The sort key of what to mend first; smaller is heavier."""
    return _SEVERITY.index(finding.severity), TO_MEND.index(finding.status)


def make_view(analysis: Analysis, language: Language) -> View:
    """The view of an analysis in a report language."""
    texts = Texts(language)
    document, facts = analysis.document, analysis.facts
    parts = _parts(analysis, texts)
    findings = tuple(finding for part in parts for finding in part.findings)
    to_mend = sorted((finding for finding in findings if finding.to_mend), key=lambda finding: finding.number)
    mend = tuple(to_mend[:MEND_FIRST])
    organisation = next((fact.value for fact in facts.of("controller")), "")
    denied = dict.fromkeys(
        texts.value(fact.kind, fact.value) for fact in facts.facts if fact.assertion is Assertion.DENIED
    )
    return View(
        title=document.title or texts("untitled"),
        organisation=organisation,
        meta=_meta(analysis, texts, organisation),
        verdict=_verdict(findings, mend, texts),
        parts=parts,
        mend=mend,
        findings=findings,
        activities=tuple(_activity(activity, texts) for activity in analysis.activities),
        fields=ACTIVITY_FIELDS,
        denied=tuple(denied),
        unseen=tuple(finding.title for finding in findings if finding.status == "not_applicable"),
        warnings=tuple(warning[language] for warning in analysis.warnings),
        source=document.source.name,
        sha256=document.source.sha256,
        language=analysis.language,
        evaluation=_evaluation(),
    )


def _by_weight(analysis: Analysis, members: Iterable[list[Finding]]) -> list[Finding]:
    """What to mend, heaviest first.

    Within a severity the heaviest of each part comes before any second one: nine rights that are missing must
    not hide that the legal basis is missing too. Experimental rules come last.
    """
    ranked = []
    for findings in members:
        heard: Counter[tuple[bool, int]] = Counter()
        for finding in sorted((f for f in findings if f.status in TO_MEND), key=weight):
            severity, status = weight(finding)
            rule = analysis.rules.get(finding.rule)
            key = (rule is not None and rule.status == "experimental", severity)
            ranked.append(((*key, heard[key], status), finding))
            heard[key] += 1
    return [finding for _, finding in sorted(ranked, key=lambda entry: entry[0])]


def _meta(analysis: Analysis, texts: Texts, organisation: str) -> tuple[str, ...]:
    dated = version_date(analysis.facts.facts)
    where = texts(f"jurisdiction.{analysis.law.jurisdiction}")
    if not analysis.law.shown:
        where += f", {texts('jurisdiction.assumed')}"
    return tuple(
        part for part in (
            organisation,
            texts("version_of", date=texts.date(dated)) if dated else texts("undated"),
            texts("words", n=word_count(analysis.document)),
            texts("law", where=where),
            texts("rules", n=len(analysis.rules)),
        ) if part
    )  # fmt: skip


def _verdict(findings: tuple[FindingView, ...], mend: tuple[FindingView, ...], texts: Texts) -> tuple[str, ...]:
    count = Counter(finding.status for finding in findings if finding.due)
    remarks = sum(finding.to_mend and not finding.due and finding.severity != "advice" for finding in findings)
    advice = sum(finding.to_mend and not finding.due and finding.severity == "advice" for finding in findings)
    total = count.total()
    if not total:
        sentences = [texts("verdict.none")]
    elif count["met"] == total:
        sentences = [texts("verdict.met", n=total)]
    else:
        sentences = [texts("verdict.gaps", n=total, **{key: count[key] for key in _DUE})]
    if remarks:
        sentences.append(texts("verdict.issues", n=remarks))
    if advice:
        sentences.append(texts("verdict.advice", n=advice))
    if mend:
        sentences.append(texts("verdict.first", title=mend[0].title))
    return tuple(sentences)


def _parts(analysis: Analysis, texts: Texts) -> tuple[Part, ...]:
    layout = load_report_file("parts.yaml")["parts"]
    members: dict[str, list[Finding]] = {part["id"]: [] for part in layout}
    for finding in analysis.findings:
        rule = analysis.rules.get(finding.rule)
        members[rule.part if rule and rule.part in members else layout[-1]["id"]].append(finding)
    order = _by_weight(analysis, members.values())
    order += [f for findings in members.values() for f in findings if f.status not in TO_MEND]
    number = {id(finding): place for place, finding in enumerate(order, 1)}
    parts = []
    for part in layout:
        views = [_finding(analysis, finding, number[id(finding)], texts) for finding in members[part["id"]]]
        status = _part_status(views)
        word = texts("status.clear") if not views else texts(f"status.{status}")
        parts.append(Part(part["id"], part["title"][texts.language], status, word, tuple(views)))
    return tuple(parts)


def _part_status(findings: list[FindingView]) -> str:
    """The mark of a part: met, partial or missing by what is due; violated when only remarks remain."""
    asked = {finding.status for finding in findings if finding.due}
    if len(asked) > 1 or asked == {"partial"}:
        return "partial"
    if asked == {"missing"}:
        return "missing"
    if any(finding.to_mend for finding in findings):
        return "violated"
    return "met" if asked or any(finding.status == "met" for finding in findings) or not findings else "not_applicable"


def _finding(analysis: Analysis, finding: Finding, number: int, texts: Texts) -> FindingView:
    rule, document, language = analysis.rules.get(finding.rule), analysis.document, texts.language
    quotes = tuple(
        Quote(
            f"f{number}e{index}", place.text, document.line_column(place.start)[0], _section(place, document),
            document.page(place.start),
        )
        for index, place in enumerate(finding.evidence, 1)
    )
    explanation = getattr(rule.explanation, language) if rule else ""
    role = rule.role if rule else "requirement"
    return FindingView(
        number=number,
        source=finding,
        title=getattr(rule.title, language) if rule else finding.rule,
        status=finding.status,
        word=texts.status(role, finding.status),
        due=role == "requirement" and finding.severity != "advice" and finding.status in _DUE,
        severity=finding.severity,
        experimental=rule is not None and rule.status == "experimental",
        article=texts.citation(rule.article.law, rule.article.ref) if rule and rule.article else finding.article,
        article_url=rule.article.url if rule and rule.article else "",
        message=finding.message.get(language, ""),
        advice=finding.advice.get(language, ""),
        model=rule.advice.model.strip() if rule and finding.status in TO_MEND else "",
        explanation=tuple(part.strip() for part in explanation.split("\n") if part.strip()),
        references=tuple((reference.title, reference.url) for reference in rule.references) if rule else (),
        quotes=quotes,
        line=document.line_column(finding.anchor)[0],
        page=document.page(finding.anchor),
    )


def _section(place: Evidence, document: Document) -> str:
    """The heading path without the title of the statement, which stands above all."""
    path = place.section[1:] if place.section[:1] == (document.title,) else place.section
    return " › ".join(path)


def _activity(activity: Activity, texts: Texts) -> ActivityView:
    return ActivityView(
        activity.name,
        {
            field: tuple(texts.value(FIELD_KINDS[field], value) for value in activity.values(field))
            for field in ACTIVITY_FIELDS
        },
    )


def _evaluation() -> Mapping[str, Any] | None:
    """Figures of the last evaluation from reports/evaluation.yaml, which an installation may lack."""
    present = (data_dir("reports") / "evaluation.yaml").is_file()
    return load_report_file("evaluation.yaml") if present else None


def place_of(document: Document, offset: int) -> int:
    """The index of the block at or after which a source offset lies."""
    chosen = 0
    for index, block in enumerate(document.blocks):
        if block.pieces and block.pieces[0].source <= offset:
            chosen = index
    return chosen
