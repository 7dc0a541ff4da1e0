"""Analyses → comparison: the matrix with its scores, periods and values side by side, figures of groups, outliers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from analyser.compare.figures import figures, share
from analyser.compare.model import (
    ALL,
    INVENTORY,
    CellModel,
    ComparisonModel,
    FailureModel,
    GroupModel,
    InventoryModel,
    MentionModel,
    OrganisationModel,
    PartScoreModel,
    RequirementModel,
    Verdict,
    WeightsModel,
)
from analyser.compare.outliers import find_outliers
from analyser.compare.periods import side_by_side
from analyser.compare.subject import Mention, Subject
from analyser.compare.weights import COUNTED, Weights, load_parts
from analyser.ruleset import Rule, RuleSet
from analyser.types import Jurisdiction
from analyser.vocabulary import load_vocabulary


def make_comparison(
    subjects: Iterable[Subject], rules: RuleSet, weights: Weights | None = None, *, group_by: str | None = None,
    where: Sequence[str] = (), failed: Iterable[FailureModel] = (), anonymised: bool = False,
) -> ComparisonModel:  # fmt: skip
    """The comparison of organisations by their analyses, in the order in which they are given.

    `rules` tell what each verdict is about; `group_by` is a column of the organisations' metadata. Raises ConfigError
    when the weights name a part or a rule that there is not.
    """
    weights, parts = weights or Weights(), load_parts()
    weights.check(rules, parts)
    named = {f"o{number}": subject for number, subject in enumerate(subjects, 1)}
    names = _distinct(named)
    groups = {id: subject.organisation.value(group_by) if group_by else ALL for id, subject in named.items()}
    within = _within(groups)
    matrix = _matrix(named, rules, weights, within)
    verdicts = [(row, {cell.organisation: cell.status for cell in row.cells}) for row in matrix]
    organisations = [
        _organisation(id, names[id], groups[id], subject, rules, [(row, of[id]) for row, of in verdicts], weights)
        for id, subject in named.items()
    ]
    comparison = ComparisonModel(
        anonymised=anonymised,
        group_by=group_by,
        where=list(where),
        weights=WeightsModel(**weights.model_dump()),
        parts={id: {"nl": title["nl"], "en": title["en"]} for id, title in parts.items()},
        organisations=organisations,
        failed=list(failed),
        groups=_groups(organisations, within, parts),
        requirements=matrix,
        retention=side_by_side({id: subject.periods for id, subject in named.items()}),
        inventory=_inventory(named, within),
        outliers=[],
    )
    return comparison.model_copy(update={"outliers": find_outliers(comparison, within)})


def _distinct(named: Mapping[str, Subject]) -> dict[str, str]:
    """The names, each with the file where several organisations have the same one."""
    often = Counter(subject.name.casefold() for subject in named.values())
    return {
        id: s.name if often[s.name.casefold()] == 1 else f"{s.name} ({PurePosixPath(s.organisation.source).name})"
        for id, s in named.items()
    }


def _within(groups: Mapping[str, str]) -> dict[str, list[str]]:
    """The ids of each group: of all first, then by name, those without one last."""
    within = {ALL: list(groups)}
    for name in sorted(set(groups.values()) - {ALL}, key=str.casefold):
        within[name] = [id for id, group in groups.items() if group == name]
    return within


def _matrix(
    named: Mapping[str, Subject], rules: RuleSet, weights: Weights, within: Mapping[str, Sequence[str]]
) -> list[RequirementModel]:
    """The rules in the order of the report's parts, each with its verdict for every organisation."""
    parts = load_parts()
    place, last = {part: number for number, part in enumerate(parts)}, list(parts)[-1]
    asked = {finding for subject in named.values() for finding in subject.findings}
    laws = {id: subject.jurisdiction(rules) for id, subject in named.items()}
    chosen = [rule for rule in rules.values() if rule.id in asked or rule.role == "issue"]
    rows = []
    for rule in sorted(chosen, key=lambda rule: (place.get(rule.part, len(place)), rule.role == "quality")):
        part = rule.part if rule.part in parts else last
        cells = [_cell(id, subject, rule, laws[id]) for id, subject in named.items()]
        verdict = {cell.organisation: cell.status for cell in cells}
        rows.append(
            RequirementModel(
                rule=rule.id,
                title={"nl": rule.title.nl, "en": rule.title.en},
                part=part,
                role=rule.role,
                severity=rule.severity,
                law=rule.article.law if rule.article else "",
                article=rule.article.ref if rule.article else "",
                experimental=rule.status == "experimental",
                weight=weights.of(rule, part),
                shares=[share(group, [verdict[id] for id in ids]) for group, ids in within.items()],
                cells=cells,
            )
        )
    return rows


def _cell(id: str, subject: Subject, rule: Rule, jurisdiction: Jurisdiction | None) -> CellModel:
    finding = subject.findings.get(rule.id)
    if finding is None:
        holds = rule.role == "issue" and (jurisdiction is None or jurisdiction in rule.jurisdictions)
        return CellModel(organisation=id, status="clear" if holds else "not_checked", message="", quotes=[])
    return CellModel(
        organisation=id,
        status=finding.status,
        message=finding.message,
        quotes=list(finding.quotes),
    )


def _organisation(
    id: str, name: str, group: str, subject: Subject, rules: RuleSet,
    verdicts: Sequence[tuple[RequirementModel, Verdict]], weights: Weights,
) -> OrganisationModel:  # fmt: skip
    earned, possible = dict.fromkeys(load_parts(), 0.0), dict.fromkeys(load_parts(), 0.0)
    for row, status in verdicts:
        if status in COUNTED:
            earned[row.part] += row.weight * weights.points(status)
            possible[row.part] += row.weight
    counts = Counter(status for _, status in verdicts)
    return OrganisationModel(
        id=id,
        name=name,
        source=subject.organisation.source,
        sha256=subject.sha256,
        title=subject.title,
        jurisdiction=subject.jurisdiction(rules),
        words=subject.words or None,
        version_date=subject.version_date,
        metadata=dict(subject.organisation.metadata),
        group=group,
        score=_score(sum(earned.values()), sum(possible.values())),
        parts={
            part: PartScoreModel(score=_score(won, possible[part]), earned=won, possible=possible[part])
            for part, won in earned.items()
        },
        counts=dict(sorted(counts.items())),
    )


def _score(earned: float, possible: float) -> float | None:
    return round(100 * earned / possible, 1) if possible else None


def _groups(
    organisations: Sequence[OrganisationModel], within: Mapping[str, Sequence[str]], parts: Iterable[str]
) -> list[GroupModel]:
    by_id = {organisation.id: organisation for organisation in organisations}
    names = list(parts)
    return [
        GroupModel(
            name=group,
            n=len(ids),
            score=figures(by_id[id].score for id in ids),
            parts={part: figures(by_id[id].parts[part].score for id in ids) for part in names},
        )
        for group, ids in within.items()
    ]


def _inventory(named: Mapping[str, Subject], within: Mapping[str, Sequence[str]]) -> list[InventoryModel]:
    """Who has which value, in the order of the vocabulary."""
    stated: dict[tuple[str, str], dict[str, Mention]] = {}
    for id, subject in named.items():
        for key, mention in subject.mentions.items():
            stated.setdefault(key, {})[id] = mention
    vocabulary, rows = load_vocabulary(), []
    for kind in INVENTORY:
        terms = vocabulary.kind(kind)
        values = [*terms, *sorted({value for known, value in stated if known == kind} - set(terms))]
        for value in values:
            if (kind, value) not in stated:
                continue
            having, term = stated[kind, value], terms.get(value)
            rows.append(
                InventoryModel(
                    kind=kind,
                    value=value,
                    special=term is not None and bool(term.special or term.national_number),
                    shares=[
                        share(group, ["met" if id in having else "missing" for id in ids])
                        for group, ids in within.items()
                    ],
                    mentions=[
                        MentionModel(
                            organisation=id, conditional=mention.conditional, names=list(mention.names),
                            quotes=list(mention.quotes),
                        )
                        for id, mention in having.items()
                    ],
                )
            )  # fmt: skip
    return rows
