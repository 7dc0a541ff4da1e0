"""The public contract: the pydantic models of the JSON that the analysis prints, and their schema.

Keys keep their names and meaning within a `schema_version`; further keys may be added. The same analysis
gives the same bytes: no times, no absolute paths, everything in the order of the text or of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from analyser.readers import documents
from analyser.types import (
    ACTIVITY_FIELDS,
    AT_LARGE,
    Activity,
    Assertion,
    Document,
    Evidence,
    Fact,
    Finding,
    Language,
    MediaType,
)

if TYPE_CHECKING:
    from analyser.analysis import Analysis

SCHEMA_VERSION: Literal["1"] = "1"
SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"
Format = Literal["markdown", "text", "html", "docx", "odt", "rtf", "pdf"]
_FORMATS: Mapping[MediaType, Format] = {
    "text/markdown": "markdown", "text/plain": "text", "text/html": "html", **documents.READERS
}  # fmt: skip
_AT_REST = ("met", "not_applicable")
_WORD = re.compile(r"\S*\w\S*")

AttributeValue = str | int | float | bool | list[str] | None


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentModel(_Model):
    """The statement that was read."""

    source: str = Field(description="The file as it was named, the address that gave it, or '-' for standard input.")
    sha256: str = Field(description="SHA-256 of the bytes as read, hexadecimal.")
    retrieved: str | None = Field(default=None, description="When an address gave it, UTC, ISO 8601; null for a file.")
    format: Format
    title: str | None = Field(description="Title of the statement, null when it has none.")
    language: str = Field(description="Language of the statement, ISO 639-1.")
    words: int = Field(ge=0, description="Number of words of the statement, without markup.")
    address_form: Literal["u", "je", "mixed", "none"] = Field(
        description="How the statement addresses its reader."
    )
    version_date: str | None = Field(description="Latest date or version the statement gives itself, ISO 8601.")


class PlaceModel(_Model):
    """A passage of the source.

    The source of Markdown, text and HTML is the file. That of a document (DOCX, ODT, RTF, PDF) is the text taken out of
    it, one paragraph, item or line of a cell on each line.
    """

    quote: str = Field(description="Literal text of the source, markup included.")
    text: str = Field(description="The same passage in clean words.")
    line: int | None = Field(ge=1, description="Line of the source, from 1; null for a PDF, which gives a page.")
    column: int | None = Field(ge=1, description="Column of the source in characters, from 1; null for a PDF.")
    page: int | None = Field(default=None, ge=1, description="Page of a PDF, from 1; null for other media.")
    start: int = Field(ge=0, description="Offset in the decoded source, in characters.")
    end: int = Field(ge=0, description="Offset after the last character.")
    section: list[str] = Field(description="The headings above the passage, outermost first.")


class FactModel(PlaceModel):
    """One thing that the statement says."""

    kind: str
    value: str
    attributes: dict[str, AttributeValue]
    assertion: Literal["asserted", "conditional", "denied"] = Field(
        description="Whether the statement claims it, claims it under a condition, or denies it."
    )
    match: str = Field(description="The words within the quote that show it.")
    pipe: str = Field(description="The component that found it.")
    term: str = Field(description="The phrase that matched, as the term file writes it.")


class LinkModel(_Model):
    """Why a value stands in an activity."""

    field: Literal[ACTIVITY_FIELDS]  # type: ignore[valid-type]
    value: str
    fact: int = Field(ge=0, description="Index in `facts`.")
    basis: Literal["sentence", "list", "row", "section", "general", "usual"] = Field(
        description="The structure of the text that ties the value to the activity; `usual` where none does, and the "
        "value is placed with the purpose that usually goes with it."
    )


class ActivityModel(_Model):
    """A processing activity as the statement describes it."""

    name: str
    purposes: list[str]
    data_categories: list[str]
    legal_bases: list[str]
    retention: list[str]
    recipients: list[str] = Field(description="Names where the statement gives them, else category ids.")
    data_subjects: list[str]
    lines: list[int] = Field(description="First and last line of its evidence; empty when it has none, and for a PDF.")
    pages: list[int] = Field(default=[], description="First and last page of its evidence in a PDF, else empty.")
    links: list[LinkModel]


class FindingModel(_Model):
    """What one rule says of the statement."""

    rule: str
    title: str
    status: Literal["met", "partial", "missing", "not_applicable", "violated"]
    severity: Literal["error", "warning", "advice"]
    article: str = Field(description='Article, paragraph and letter, as in "13(2)(a)"; "" when none applies.')
    message: str
    advice: str = Field(description='What to do, "" when nothing has to be done.')
    model_sentence: str = Field(description='A Dutch sentence to adapt and paste, "" when there is none.')
    line: int | None = Field(
        ge=1, description="Line of the first evidence, or of the place where the item belongs; null for a PDF."
    )
    column: int | None = Field(ge=1)
    page: int | None = Field(default=None, ge=1, description="The same of a PDF: its page, else null.")
    fingerprint: str = Field(description="Stable across edits elsewhere in the statement.")
    evidence: list[PlaceModel]


class AnalysisModel(_Model):
    """One statement, what it says, and what the rules find."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: DocumentModel
    facts: list[FactModel] = Field(description="What the statement asserts, also under a condition.")
    denied: list[FactModel] = Field(description='What it denies ("wij verwerken geen medische gegevens").')
    activities: list[ActivityModel]
    findings: list[FindingModel]
    warnings: list[str] = Field(description="What makes the analysis less sure, in words.")


def word_count(document: Document) -> int:
    """The number of words of a statement; numbers count, bare punctuation does not."""
    return sum(len(_WORD.findall(block.text)) for block in document.blocks)


def version_date(facts: tuple[Fact, ...]) -> str | None:
    """The latest date that the statement gives itself, ISO 8601, or None."""
    return max((fact.value for fact in facts if fact.kind == "version_date"), default=None)


def to_contract(analysis: Analysis, language: Language = "nl") -> AnalysisModel:
    """The public model of an analysis, its messages in the given language."""
    document, facts = analysis.document, analysis.facts.facts
    position: dict[int, int] = {}  # index in Facts.facts → index in `facts` of the contract
    for index, fact in enumerate(facts):
        if fact.assertion is not Assertion.DENIED:
            position[index] = len(position)
    return AnalysisModel(
        document=DocumentModel(
            source=document.source.name,
            sha256=document.source.sha256,
            retrieved=document.source.retrieved,
            format=_FORMATS[document.source.media_type],
            title=document.title,
            language=analysis.language,
            words=word_count(document),
            address_form=analysis.facts.address_form,
            version_date=version_date(facts),
        ),
        facts=[_fact(document, facts[index]) for index in position],
        denied=[_fact(document, fact) for fact in facts if fact.assertion is Assertion.DENIED],
        activities=[_activity(document, facts, activity, position) for activity in analysis.activities],
        findings=[_finding(analysis, finding, language) for finding in analysis.findings],
        warnings=[warning[language] for warning in analysis.warnings],
    )


def _where(document: Document, offset: int) -> dict[str, int | None]:
    """Line and column of a source offset, or its page where the medium has pages."""
    if (page := document.page(offset)) is not None:
        return {"line": None, "column": None, "page": page}
    line, column = document.line_column(offset)
    return {"line": line, "column": column, "page": None}


def _place(document: Document, evidence: Evidence) -> dict[str, Any]:
    return {
        "quote": evidence.quote, "text": evidence.text, **_where(document, evidence.start),
        "start": evidence.start, "end": evidence.end, "section": list(evidence.section),
    }  # fmt: skip


def _fact(document: Document, fact: Fact) -> FactModel:
    evidence = fact.evidence
    return FactModel(
        kind=fact.kind,
        value=fact.value,
        attributes={name: _plain(value) for name, value in fact.attributes.items()},
        assertion=fact.assertion.value,
        match=document.source.text[evidence.match_start : evidence.match_end],
        pipe=evidence.pipe,
        term=evidence.term,
        **_place(document, evidence),
    )


def _plain(value: object) -> AttributeValue:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [str(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return str(value)


def _activity(
    document: Document, facts: tuple[Fact, ...], activity: Activity, position: Mapping[int, int]
) -> ActivityModel:
    links = [link for link in activity.links if link.fact in position]
    own = [link for link in links if link.basis not in AT_LARGE] or links  # the others lie elsewhere
    places = [_where(document, facts[link.fact].evidence.start) for link in own]
    lines = [place["line"] for place in places if place["line"]]
    pages = [place["page"] for place in places if place["page"]]
    return ActivityModel(
        name=activity.name,
        lines=[min(lines), max(lines)] if lines else [],
        pages=[min(pages), max(pages)] if pages else [],
        links=[
            LinkModel(field=link.field, value=link.value, fact=position[link.fact], basis=link.basis)
            for link in links
        ],
        **{field: list(activity.values(field)) for field in ACTIVITY_FIELDS},
    )


def _finding(analysis: Analysis, finding: Finding, language: Language) -> FindingModel:
    rule = analysis.rules.get(finding.rule)
    return FindingModel(
        rule=finding.rule,
        title=getattr(rule.title, language) if rule else finding.rule,
        status=finding.status,
        severity=finding.severity,
        article=finding.article,
        message=finding.message.get(language, ""),
        advice=finding.advice.get(language, ""),
        model_sentence=rule.advice.model.strip() if rule and finding.status not in _AT_REST else "",
        **_where(analysis.document, finding.anchor),
        fingerprint=finding.fingerprint,
        evidence=[PlaceModel(**_place(analysis.document, evidence)) for evidence in finding.evidence],
    )


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of one printed analysis."""
    schema = AnalysisModel.model_json_schema(mode="serialization")
    return {"$schema": SCHEMA_ID, "$id": f"urn:avgtoets:analysis:{SCHEMA_VERSION}", **schema}
