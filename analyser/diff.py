"""What changed in meaning between two versions of a statement: the facts, periods, bases and verdicts that differ.

What both versions say in the same sentence did not change, however the text around it did: a link or a period counts
as changed only where a sentence that shows it is new or gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from analyser.checks import days
from analyser.phrases import normalise
from analyser.types import Assertion, Evidence, Fact

if TYPE_CHECKING:
    from analyser.analysis import Analysis

Effect = Literal["broader", "weaker", "narrower", "clearer", "editorial"]
EFFECTS: tuple[Effect, ...] = ("broader", "weaker", "narrower", "clearer", "editorial")
# What readers must hear of themselves before it takes effect, and not only by a new text on the website: material
# changes to the processing, to who is responsible, or to what readers can do (WP260 rev.01, on changes to information).
MATERIAL: tuple[Effect, ...] = ("broader", "weaker")
_ALWAYS_MATERIAL = ("controller", "purpose")

_PROCESSING = ("data_category", "purpose", "recipient", "data_subject", "source")
_STATED = ("transfer", "automated_decision")
_VAGUE = ("necessary", "indefinite", "legal_period")
_RANK = {"met": 2, "not_applicable": 2, "partial": 1, "missing": 0}
_STOP = frozenset("de het een onze uw je jouw alle overige van en of voor in bij die deze gegevens persoonsgegevens".split())


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in meaning; `old` and `new` are the values of `kind`, "" where a version has none."""

    kind: str  # a kind of fact, or "requirement" or "issue" (then `subject` is the rule)
    effect: Effect
    old: str
    new: str
    subject: str = ""  # what the value is of: the data of a period, the purpose of a basis, the rule
    before: Evidence | None = None
    after: Evidence | None = None

    @property
    def material(self) -> bool:
        """Whether readers should be told of it themselves (WP260 rev.01)."""
        return self.effect in MATERIAL or (self.kind in _ALWAYS_MATERIAL and self.effect != "clearer")


@dataclass(frozen=True)
class Difference:
    """Two versions and what changed in meaning from the one to the other, heaviest first."""

    old: Analysis
    new: Analysis
    changes: tuple[Change, ...]

    @property
    def notice(self) -> bool:
        """Whether a change asks for active notice to readers."""
        return any(change.material for change in self.changes)


class _Version:
    """One version, seen for what can be compared."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.facts = [fact for fact in analysis.facts.facts if fact.assertion is not Assertion.DENIED]

    @cached_property
    def sentences(self) -> frozenset[str]:
        return frozenset(_plain(sentence.text) for sentence in self.analysis.facts.sentences)

    def says(self, evidence: Evidence) -> bool:
        """Whether the version has this sentence."""
        return _plain(evidence.text) in self.sentences

    def values(self, kind: str) -> dict[str, Fact]:
        """The values of a kind, each with its first fact; a recipient goes by its name, if it has one."""
        found: dict[str, Fact] = {}
        for fact in self.facts:
            if fact.kind == kind:
                value = str(fact.attributes.get("name") or fact.value) if kind == "recipient" else fact.value
                found.setdefault(value, fact)
        return found

    def bases(self) -> dict[str, dict[str, Fact]]:
        """The legal bases of each purpose, each with the fact that states it."""
        all_facts = self.analysis.facts.facts
        found: dict[str, dict[str, Fact]] = {}
        for activity in self.analysis.activities:
            stated = {link.value: all_facts[link.fact] for link in activity.links if link.field == "legal_bases"}
            for purpose in activity.values("purposes"):
                found.setdefault(purpose, {}).update(stated)
        return found


def diff(old: Analysis, new: Analysis) -> Difference:
    """What changed in meaning from one version to the other."""
    before, after = _Version(old), _Version(new)
    changes = [
        *_values(before, after), *_stated(before, after), *_rights(before, after), *_retention(before, after),
        *_bases(before, after), *_identity(before, after), *_verdicts(before, after),
    ]  # fmt: skip
    order = {effect: place for place, effect in enumerate(EFFECTS)}
    return Difference(old, new, tuple(sorted(changes, key=lambda change: order[change.effect])))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", normalise(text)).strip()


def _evidence(fact: Fact | None) -> Evidence | None:
    return fact.evidence if fact else None


def _values(before: _Version, after: _Version) -> Iterator[Change]:
    """Data, purposes, recipients, people and sources that are new or gone."""
    for kind in _PROCESSING:
        old, new = before.values(kind), after.values(kind)
        for value in new.keys() - old.keys() if kind != "source" else ():
            if not before.says(new[value].evidence):
                yield Change(kind, "broader", "", value, after=new[value].evidence)
        for value in old.keys() - new.keys() if kind != "source" else ():
            if not after.says(old[value].evidence):
                yield Change(kind, "narrower", value, "", before=old[value].evidence)
        if kind == "source" and bool(old) != bool(new):
            shown = next(iter((new or old).values()))
            yield Change(kind, "broader" if new else "narrower", "; ".join(old), "; ".join(new),
                         before=None if new else shown.evidence, after=shown.evidence if new else None)  # fmt: skip


def _stated(before: _Version, after: _Version) -> Iterator[Change]:
    """Transfers and automated decisions: none, stated, or silence."""
    for kind in _STATED:
        old, new = before.values(kind), after.values(kind)
        was, now = ("stated" if "stated" in side else next(iter(side), "") for side in (old, new))
        if was == now:
            continue
        effect: Effect = "broader" if now == "stated" else "narrower" if was == "stated" else "clearer" if now else "weaker"
        yield Change(kind, effect, was, now, before=_evidence(old.get(was)), after=_evidence(new.get(now)))


def _rights(before: _Version, after: _Version) -> Iterator[Change]:
    old, new = before.values("right"), after.values("right")
    for value in old.keys() - new.keys():
        yield Change("right", "weaker", value, "", before=old[value].evidence)
    for value in new.keys() - old.keys():
        yield Change("right", "clearer", "", value, after=new[value].evidence)


def _identity(before: _Version, after: _Version) -> Iterator[Change]:
    """Who is responsible and how to reach them and the DPO."""
    old, new = ({_plain(v): (v, f) for v, f in side.values("controller").items()} for side in (before, after))
    if old and new and not old.keys() & new.keys():
        (was, first), (now, second) = next(iter(old.values())), next(iter(new.values()))
        yield Change("controller", "editorial", was, now, before=first.evidence, after=second.evidence)
    for kind in ("contact", "dpo"):
        was_values, now_values = before.values(kind), after.values(kind)
        gone, added = was_values.keys() - now_values.keys(), now_values.keys() - was_values.keys()
        if gone and not now_values:
            yield Change(kind, "weaker", next(iter(was_values)), "", before=next(iter(was_values.values())).evidence)
        elif added and not was_values:
            yield Change(kind, "clearer", "", next(iter(now_values)), after=next(iter(now_values.values())).evidence)
        elif kind == "contact" and (gone or added):
            was, now = (next((v for v in side if v in some), "") for side, some in ((was_values, gone), (now_values, added)))
            yield Change(kind, "editorial", was, now, before=_evidence(was_values.get(was)),
                         after=_evidence(now_values.get(now)))  # fmt: skip


# --- periods


def _retention(before: _Version, after: _Version) -> Iterator[Change]:
    """Periods that differ for the same data, are new, or are gone.

    First go the facts whose sentence both versions have; then equal values; then what is left is paired by what it is
    stated for. Where more than that is left, one value is new or gone.
    """
    old = [fact for fact in before.facts if fact.kind == "retention" and not after.says(fact.evidence)]
    new = [fact for fact in after.facts if fact.kind == "retention" and not before.says(fact.evidence)]
    for same in (lambda a, b: a.value == b.value and _alike(a, b), lambda a, b: _length(a) == _length(b)):
        for first in list(old):
            if match := next((second for second in new if same(first, second)), None):
                old.remove(first)
                new.remove(match)
    for first in list(old):
        alike = [second for second in new if _alike(first, second)]
        if match := next(iter(sorted(alike, key=lambda fact: (days(fact.value) is None) != (days(first.value) is None))), None):
            old.remove(first)
            new.remove(match)
            yield Change("retention", _lengthened(first.value, match.value), first.value, match.value, _subject(first, match),
                         first.evidence, match.evidence)  # fmt: skip
    known = {_length(fact) for fact in before.facts if fact.kind == "retention"}
    kept = {_length(fact) for fact in after.facts if fact.kind == "retention"}
    for fact in old:
        if _length(fact) not in kept:
            effect: Effect = "clearer" if fact.value in _VAGUE else "weaker"
            yield Change("retention", effect, fact.value, "", _subject(fact), before=fact.evidence)
    for fact in new:
        if _length(fact) not in known:
            effect = "weaker" if fact.value in _VAGUE else "clearer"
            yield Change("retention", effect, "", fact.value, _subject(fact), after=fact.evidence)


def _length(fact: Fact) -> object:
    """Twelve months are a year: the length in days, else the criterion."""
    length = days(fact.value)
    return fact.value if length is None else round(length / 10)


def _words(fact: Fact) -> frozenset[str]:
    said = str(fact.attributes.get("applies_to") or "") or fact.evidence.text
    return frozenset(word for word in _plain(said).split() if word not in _STOP and not word.isdigit())


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two periods are stated for the same data: they share a word for it, or stand under the same heading."""
    first, second = _words(one), _words(other)
    if first & second:
        return True
    named = all(str(fact.attributes.get("applies_to") or "") for fact in (one, other))
    return not named and one.evidence.section[-1:] == other.evidence.section[-1:]


def _subject(*facts: Fact) -> str:
    return next((str(fact.attributes["applies_to"]) for fact in facts if fact.attributes.get("applies_to")), "")


def _lengthened(old: str, new: str) -> Effect:
    was, now = days(old), days(new)
    if was is not None and now is not None:
        return "broader" if now > was else "narrower"
    if (old in _VAGUE) != (new in _VAGUE):
        return "clearer" if old in _VAGUE else "weaker"
    return "broader" if new == "indefinite" else "editorial"


# --- bases and verdicts


def _bases(before: _Version, after: _Version) -> Iterator[Change]:
    """Purposes whose legal basis is another one, or is no longer or newly said."""
    old, new = before.bases(), after.bases()
    for purpose in old.keys() & new.keys():
        gone = _unsaid(old[purpose], new[purpose], after)
        added = _unsaid(new[purpose], old[purpose], before)
        if not gone and not added:
            continue
        was, now = next(iter(gone), ""), next(iter(added), "")
        effect: Effect = "editorial"
        if gone and not added:
            effect = "weaker" if not new[purpose] else "editorial"
        elif added and not gone:
            effect = "clearer" if not old[purpose] else "broader"
        elif was in ("consent", "explicit_consent"):
            effect = "broader"  # what was the reader's choice is so no longer
        yield Change("legal_basis", effect, ", ".join(gone), ", ".join(added), purpose,
                     _evidence(gone.get(was)), _evidence(added.get(now)))  # fmt: skip


def _unsaid(these: Mapping[str, Fact], those: Mapping[str, Fact], other: _Version) -> dict[str, Fact]:
    """The bases that only the one side has and that the other version does not state in the same words."""
    return {basis: fact for basis, fact in these.items() if basis not in those and not other.says(fact.evidence)}


def _verdicts(before: _Version, after: _Version) -> Iterator[Change]:
    """Requirements that are met better or worse, and issues that are new or mended."""
    rules = after.analysis.rules
    old, new = ({f.rule: f for f in side.analysis.findings if f.rule in rules} for side in (before, after))
    for name in dict.fromkeys((*old, *new)):
        role, was, now = rules[name].role, old.get(name), new.get(name)
        if role == "issue" and (was is None) != (now is None):
            shown = was or now
            assert shown is not None
            place = next(iter(shown.evidence), None)
            yield Change("issue", "weaker" if now else "clearer", "violated" if was else "", "violated" if now else "", name,
                         place if was else None, place if now else None)  # fmt: skip
        if role == "requirement" and was and now and _RANK[was.status] != _RANK[now.status]:
            effect: Effect = "clearer" if _RANK[now.status] > _RANK[was.status] else "weaker"
            if "not_applicable" in (was.status, now.status):
                effect = "editorial" if effect == "clearer" else effect
            yield Change("requirement", effect, was.status, now.status, name,
                         next(iter(was.evidence), None), next(iter(now.evidence), None))  # fmt: skip


def heaviest(changes: Iterable[Change], effects: Iterable[Effect]) -> bool:
    """Whether a change has one of the effects."""
    wanted = set(effects)
    return any(change.effect in wanted for change in changes)
