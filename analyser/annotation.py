"""Annotations: what a reader with the annotation guide found in a statement, one YAML file a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from analyser.data import load_yaml, validated
from analyser.errors import DataFileError
from analyser.vocabulary import load_vocabulary

Verdict = Literal["met", "partial", "missing", "not_applicable"]
Channel = Literal["email", "phone", "address", "form"]

_TWO: frozenset[Verdict] = frozenset({"met", "missing"})
_THREE: frozenset[Verdict] = frozenset({"met", "partial", "missing"})
_ALL: frozenset[Verdict] = frozenset({"met", "partial", "missing", "not_applicable"})

# The requirements of the guide with the verdicts that each can get.
REQUIREMENTS: Mapping[str, frozenset[Verdict]] = MappingProxyType(
    {
        "controller-identity": _TWO,
        "controller-contact": _THREE,
        "dpo-contact": frozenset({"met", "missing", "not_applicable"}),
        "purposes": _THREE,
        "legal-basis": _THREE,
        "legitimate-interest": _ALL,
        "recipients": _THREE,
        "third-country-transfer": _ALL,
        "retention": _THREE,
        "right-access": _TWO,
        "right-rectification": _TWO,
        "right-erasure": _TWO,
        "right-restriction": _TWO,
        "right-objection": _TWO,
        "right-portability": _TWO,
        "right-withdraw-consent": _ALL,
        "right-complaint": _THREE,
        "provision-requirement": _THREE,
        "automated-decisions": frozenset({"met", "partial", "not_applicable"}),
        "source": frozenset({"met", "missing", "not_applicable"}),
        "exercise-channel": _TWO,
        "version-date": _TWO,
    }
)

ISSUES = (
    "vague-retention", "indefinite-retention", "implied-consent", "outdated-term", "id-copy",
    "response-too-long", "special-category-unsupported", "special-category-mislabelled", "contradiction",
    "vague-purpose", "vague-recipient", "consent-for-necessary", "no-cookie-consent", "rights-restricted",
)  # fmt: skip

# The fields whose items are ids, and the kind of the vocabulary, and of facts, that each takes them from.
KINDS = {
    "data_categories": "data_category",
    "purposes": "purpose",
    "legal_bases": "legal_basis",
    "rights": "right",
    "data_subjects": "data_subject",
}

Quote = Annotated[str, Field(min_length=1)]
_TIME = r"T([1-9]\d*[HMS])+"
# A duration (ISO 8601) or the id of a criterion.
Retention = Annotated[str, Field(pattern=rf"^(P([1-9]\d*[YMWD])+({_TIME})?|P{_TIME}|[a-z_]+)$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Named(_Strict):
    """The controller, as the statement names it."""

    name: str = Field(min_length=1)
    quote: Quote


class Contact(_Strict):
    """A way to reach the controller."""

    channel: Channel
    value: str = Field(min_length=1)


class Dpo(_Strict):
    """Whether a data protection officer is said to be appointed and can be reached."""

    mentioned: bool
    contact: bool
    quote: Quote | None


class Item(_Strict):
    """A vocabulary or issue id with the passage that shows it."""

    id: str
    quote: Quote


class RetentionItem(_Strict):
    """A period (ISO 8601) or a criterion id, and what it applies to."""

    value: Retention
    applies_to: str = Field(min_length=1)
    quote: Quote


class RecipientItem(_Strict):
    """A recipient: its category, and its name where the statement gives one."""

    category: str
    name: str | None
    quote: Quote


class Transfers(_Strict):
    """What the statement says of transfers outside the EEA."""

    value: Literal["silent", "none", "stated"]
    countries: list[str]
    safeguards: list[str]
    quote: Quote | None


class AutomatedDecisions(_Strict):
    """What the statement says of automated decisions and of profiling with effects."""

    value: Literal["silent", "none", "stated"]
    quote: Quote | None


class SourceItem(_Strict):
    """Someone other than the person who supplies the data."""

    who: str = Field(min_length=1)
    quote: Quote


class ActivityItem(_Strict):
    """A processing activity: ids, durations and recipients (names where given) that the text links."""

    name: str = Field(min_length=1)
    purposes: list[str]
    data_categories: list[str]
    legal_bases: list[str]
    retention: list[Retention]
    recipients: list[str]
    data_subjects: list[str]


class Annotation(_Strict):
    """Everything the guide asks of one statement."""

    id: str = Field(min_length=1)
    controller: Named | None
    contact: list[Contact]
    dpo: Dpo
    version_date: str | None = Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")
    data_categories: list[Item]
    purposes: list[Item]
    legal_bases: list[Item]
    rights: list[Item]
    retention: list[RetentionItem]
    recipients: list[RecipientItem]
    transfers: Transfers
    automated_decisions: AutomatedDecisions
    source: list[SourceItem]
    data_subjects: list[Item]
    activities: list[ActivityItem]
    requirements: dict[str, Verdict]
    issues: list[Item]

    def values(self, field: str) -> tuple[str, ...]:
        """The distinct values of one field as activities link them: ids, durations, recipients by name."""
        if field == "retention":
            found = [item.value for item in self.retention]
        elif field == "recipients":
            found = [item.name or item.category for item in self.recipients]
        else:
            found = [item.id for item in getattr(self, field)]
        return tuple(dict.fromkeys(found))


def load_annotation(path: Path) -> Annotation:
    """The annotation of one file; raises DataFileError naming the file and the key that is wrong."""
    annotation = validated(Annotation, load_yaml(path), path.name)
    if annotation.id != path.stem:
        raise DataFileError(f"{path.name}: id: {annotation.id!r} is not the name of the file")
    for key, message in _problems(annotation):
        raise DataFileError(f"{path.name}: {key}: {message}")
    return annotation


def _problems(annotation: Annotation) -> Iterator[tuple[str, str]]:
    """The keys that break the guide although their types are right, each with what is wrong."""
    yield from _ids(annotation)
    yield from _activities(annotation)
    for rule in sorted(REQUIREMENTS.keys() - annotation.requirements.keys()):
        yield f"requirements.{rule}", "has no verdict"
    for rule, verdict in annotation.requirements.items():
        if rule not in REQUIREMENTS:
            yield f"requirements.{rule}", "is no requirement of the guide"
        elif verdict not in REQUIREMENTS[rule]:
            yield f"requirements.{rule}", f"cannot be {verdict!r}"


def _ids(annotation: Annotation) -> Iterator[tuple[str, str]]:
    vocabulary = load_vocabulary()
    criteria = tuple(value for value in annotation.values("retention") if not value.startswith("P"))
    categories = tuple(item.category for item in annotation.recipients)
    known = {field: (annotation.values(field), vocabulary.kind(kind)) for field, kind in KINDS.items()} | {
        "retention": (criteria, vocabulary.kind("retention")),
        "recipients": (categories, vocabulary.kind("recipient")),
        "issues": (annotation.values("issues"), dict.fromkeys(ISSUES)),
    }
    for field, (values, allowed) in known.items():
        for value in values:
            if value not in allowed:
                yield field, f"{value!r} is not in the vocabulary"
    once: dict[str, Sequence[object]] = {
        field: [item.id for item in getattr(annotation, field)] for field in (*KINDS, "issues")
    }
    once["retention"] = [(item.value, item.applies_to) for item in annotation.retention]
    once["recipients"] = [(item.category, item.name) for item in annotation.recipients]
    for field, entries in once.items():
        for entry, count in Counter(entries).items():
            if count > 1:
                yield field, f"{entry!r} is listed {count} times"


def _activities(annotation: Annotation) -> Iterator[tuple[str, str]]:
    """An activity links what the statement says, so it can hold only what the sets list."""
    for index, activity in enumerate(annotation.activities):
        for field in (*KINDS, "retention", "recipients"):
            if field == "rights":
                continue
            for value in getattr(activity, field):
                if value not in annotation.values(field):
                    yield f"activities.{index}.{field}", f"{value!r} is not listed under {field}"
