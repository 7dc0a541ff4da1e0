"""What a comparison keeps of an organisation: verdicts, periods and values, with the passages that show them.

It is made of the analysis of a statement as that arrives, and is a small part of it: hundreds are in memory at a time,
analyses one by one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from analyser.compare.model import INVENTORY, PeriodModel, QuoteModel, Verdict
from analyser.compare.passages import Passages
from analyser.compare.periods import Key, periods
from analyser.contract import AnalysisModel, FactModel, PlaceModel
from analyser.organisations import Organisation
from analyser.ruleset import RuleSet
from analyser.types import Jurisdiction


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule says of a statement, and by which passages."""

    status: Verdict
    message: str
    quotes: Sequence[QuoteModel]


@dataclass(frozen=True, slots=True)
class Mention:
    """That a statement has a value: whether under a condition only, and by which names it calls a recipient."""

    conditional: bool
    names: Sequence[str]
    quotes: Sequence[QuoteModel]


@dataclass(frozen=True, slots=True)
class Subject:
    """An organisation and what its statement comes to."""

    organisation: Organisation
    name: str
    sha256: str
    title: str | None
    words: int
    version_date: str | None
    findings: Mapping[str, Found]  # by rule
    periods: Mapping[Key, Sequence[PeriodModel]]
    mentions: Mapping[Key, Mention]

    @classmethod
    def of(cls, organisation: Organisation, analysis: AnalysisModel) -> Subject:
        """What there is to compare in the analysis of an organisation's statement."""
        document, passages = analysis.document, Passages()
        return cls(
            organisation, _name(organisation, analysis), document.sha256, document.title, document.words,
            document.version_date, _findings(analysis, passages), periods(analysis, passages),
            _mentions(analysis, passages),
        )  # fmt: skip

    def jurisdiction(self, rules: RuleSet) -> Jurisdiction | None:
        """Whose national rules its analysis has findings of."""
        known = (rules[name] for name in self.findings if name in rules)
        national = Counter(rule.jurisdictions[0] for rule in known if len(rule.jurisdictions) == 1)
        return national.most_common(1)[0][0] if national else None


def _name(organisation: Organisation, analysis: AnalysisModel) -> str:
    """As the list has it, else as the statement names its controller, else after the file."""
    said = next((fact.value for fact in analysis.facts if fact.kind == "controller"), "")
    source = organisation.source.replace("\\", "/").rstrip("/")
    return organisation.name or said or PurePosixPath(source).stem.replace("-", " ")


def _findings(analysis: AnalysisModel, passages: Passages) -> dict[str, Found]:
    """What each rule says; of several findings of one rule, the first with the passages of all."""
    places: dict[str, list[PlaceModel]] = {}
    for finding in analysis.findings:
        places.setdefault(finding.rule, []).extend(finding.evidence)
    first = {finding.rule: finding for finding in reversed(analysis.findings)}
    return {
        sys.intern(rule): Found(first[rule].status, sys.intern(first[rule].message), passages.quotes(each))
        for rule, each in places.items()
    }


def _mentions(analysis: AnalysisModel, passages: Passages) -> dict[Key, Mention]:
    """The values of the kinds that stand side by side, in the order of the text; a recipient goes by its category."""
    stated: dict[Key, list[FactModel]] = {}
    for fact in analysis.facts:
        if fact.kind in INVENTORY:
            stated.setdefault((fact.kind, fact.value), []).append(fact)
    return {
        key: Mention(
            all(fact.assertion == "conditional" for fact in facts),
            [str(name) for name in dict.fromkeys(fact.attributes.get("name") for fact in facts) if name],
            passages.quotes(facts, most=2),
        )
        for key, facts in stated.items()
    }
