"""Organisations without what tells who they are, for a benchmark that is shown to others.

They become "Organisatie 1" and so on, in the order of a hash of their statements, which says nothing of their names or
of the order in which they were given. What goes: names, files and addresses, checksums, titles, dates and lengths of
statements, every passage and message (they hold words of the statement), recipients by name, and metadata other than
sector, size and what is grouped by; of these, values that fewer than three organisations share. Verdicts, scores and
periods stay: who has the statements too can analyse them and recognise an organisation by these.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from analyser.compare.model import FailureModel
from analyser.compare.subject import Found, Mention, Subject
from analyser.errors import ConfigError
from analyser.organisations import Organisation

FEWEST = 3  # organisations that share a value of their metadata, for it to be shown
_KEPT = ("sector", "size")


def check(group_by: str | None) -> None:
    """Raises ConfigError when organisations are to be grouped by what is left out."""
    if group_by == "name":
        raise ConfigError("--anonymise: organisations cannot be grouped by name; group by sector or size")


def anonymise(subjects: Iterable[Subject], label: str, other: str, group_by: str | None = None) -> list[Subject]:
    """The organisations under neutral names: `label` and a number; `other` takes the place of metadata that too few
    share. Raises ConfigError when they are to be grouped by name."""
    check(group_by)
    ranked = sorted(subjects, key=_rank)
    columns = [*_KEPT, *([group_by] if group_by and group_by not in _KEPT else ())]
    often = Counter((name, one.organisation.value(name)) for one in ranked for name in columns)
    anonymous = []
    for number, subject in enumerate(ranked, 1):
        metadata = {}
        for name in columns:
            if value := subject.organisation.value(name):
                metadata[name] = value if often[name, value] >= FEWEST else other
        organisation = Organisation("", f"{label} {number}", metadata)
        anonymous.append(_without_words(subject, organisation))
    return anonymous


def anonymous_failures(failed: Iterable[FailureModel], label: str, first: int, error: str) -> list[FailureModel]:
    """What failed, without names and without the reason, which names files; numbered from `first`."""
    return [FailureModel(name=f"{label} {n}", source="", error=error) for n, _ in enumerate(failed, first)]


def kept_conditions(conditions: Iterable[str], anonymous: Iterable[Subject]) -> list[str]:
    """The conditions that name only what is still shown of the organisations."""
    shown = {(name, value.casefold()) for one in anonymous for name, value in one.organisation.metadata.items()}
    kept = []
    for condition in conditions:
        column, _, values = condition.partition("=")
        if all((column.strip().lower(), value.strip().casefold()) in shown for value in values.split(",")):
            kept.append(condition)
    return kept


def _rank(subject: Subject) -> str:
    return hashlib.sha256(f"{subject.sha256} {subject.name}".encode()).hexdigest()


def _without_words(subject: Subject, organisation: Organisation) -> Subject:
    """Another organisation, without a word of its statement; values of the vocabulary, periods and verdicts stay."""
    return Subject(
        organisation=organisation,
        name=organisation.name,
        sha256="",
        title=None,
        words=0,
        version_date=None,
        findings={rule: Found(found.status, "", ()) for rule, found in subject.findings.items()},
        periods={
            key: tuple(period.model_copy(update={"quotes": []}) for period in given)
            for key, given in subject.periods.items()
        },
        mentions={key: Mention(mention.conditional, (), ()) for key, mention in subject.mentions.items()},
    )
