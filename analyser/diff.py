"""What changed in meaning between two versions of a statement: the facts, periods, bases and verdicts that differ.

What both versions say in the same sentence did not change, however the text around it did: a value, a link or a
period counts as changed only where a sentence that shows it is new or gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from analyser.checks import days
from analyser.data import load_mapping
from analyser.side import Side, plain
from analyser.types import Evidence, Fact

if TYPE_CHECKING:
    from analyser.analysis import Analysis

Effect = Literal["broader", "weaker", "narrower", "clearer", "editorial"]
EFFECTS: tuple[Effect, ...] = ("broader", "weaker", "narrower", "clearer", "editorial")  # heaviest first
Reason = Literal["", "purpose", "controller", "exercise", "impact"]

_KINDS = ("data_category", "purpose", "recipient", "data_subject", "right")
_GONE_ADDED: Mapping[str, tuple[Effect, Effect]] = {"right": ("weaker", "clearer")}
_VAGUE = ("necessary", "indefinite", "legal_period")
_RANK = {"met": 2, "not_applicable": 2, "partial": 1, "missing": 0}


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
    def reason(self) -> Reason:
        """Why readers must be told of it themselves, "" when they need not be.

        WP260 rev.01, "Changes to Article 13 and Article 14 information": always when a purpose, the controller or the
        way to exercise rights changes; else by the impact on readers. A verdict weighs by the facts behind it.
        """
        if self.kind == "requirement" or self.effect == "clearer":
            return ""
        if self.kind == "purpose":
            return "purpose"
        if self.kind == "controller":
            return "controller" if self.effect == "broader" else ""
        if self.kind in ("right", "contact", "dpo"):
            return "exercise" if self.effect == "weaker" or (self.old and self.new) else ""
        return "impact" if self.effect in ("broader", "weaker") else ""


@dataclass(frozen=True)
class Difference:
    """Two versions and what changed in meaning from the one to the other, heaviest first."""

    old: Analysis
    new: Analysis
    changes: tuple[Change, ...]
    reworded: int  # sentences of the new version that the old one has not

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why WP260 rev.01 asks for active notice to readers, beside the new text; none when it does not."""
        return tuple(dict.fromkeys(change.reason for change in self.changes if change.reason))

    @property
    def notice(self) -> bool:
        """Whether a change asks for active notice to readers."""
        return bool(self.reasons)

    def having(self, effects: Iterable[str]) -> tuple[Change, ...]:
        """The changes of these effects."""
        wanted = set(effects)
        return tuple(change for change in self.changes if change.effect in wanted)


def diff(old: Analysis, new: Analysis) -> Difference:
    """What changed in meaning from one version to the other."""
    before, after = Side(old), Side(new)
    compare = (_values, _source, _statements, _retention, _bases, _identity, _reach, _verdicts)
    changes = [change for function in compare for change in function(before, after)]
    changes.sort(key=lambda change: EFFECTS.index(change.effect))
    return Difference(old, new, tuple(changes), len(after.known - before.known))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return load_mapping("diff.yaml")


def _sets(before: Side, after: Side, kind: str) -> Iterator[tuple[str, Fact | None, Fact | None]]:
    """The values that are gone or new, in the order of the text: value, the fact that showed it, that shows it."""
    old, new = before.values(kind), after.values(kind)
    for value, facts in old.items():
        if value not in new and (shown := before.shows_new(facts, after)):
            yield value, shown, None
    for value, facts in new.items():
        if value not in old and (shown := after.shows_new(facts, before)):
            yield value, None, shown


def _values(before: Side, after: Side) -> Iterator[Change]:
    """Data, purposes, recipients, people and rights that are new or gone."""
    for kind in _KINDS:
        gone, added = _GONE_ADDED.get(kind, ("narrower", "broader"))
        for value, was, now in _sets(before, after, kind):
            yield _one(kind, gone if was else added, value, was, now)


def _one(kind: str, effect: Effect, value: str, was: Fact | None, now: Fact | None) -> Change:
    return Change(kind, effect, value if was else "", value if now else "", "", _shown(was), _shown(now))


def _shown(fact: Fact | None) -> Evidence | None:
    return fact.evidence if fact else None


def _source(before: Side, after: Side) -> Iterator[Change]:
    """Whether data come from others than the reader; who supplies them is written too freely to compare."""
    old, new = before.values("source"), after.values("source")
    facts = [fact for side in (old or new).values() for fact in side]
    if bool(old) != bool(new) and (before if old else after).shows_new(facts, after if old else before):
        yield _one("source", "narrower" if old else "broader", "; ".join(old or new), facts[0] if old else None,
                   facts[0] if new else None)  # fmt: skip


def _statements(before: Side, after: Side) -> Iterator[Change]:
    """Transfers and automated decisions: none, stated, or silence; and the countries and safeguards of transfers."""
    for kind in ("transfer", "automated_decision"):
        old, new = before.values(kind), after.values(kind)
        was, now = ("stated" if "stated" in side else next(iter(side), "") for side in (old, new))
        if was != now:
            silent: Effect = "clearer" if now else "weaker"
            effect = "broader" if now == "stated" else "narrower" if was == "stated" else silent
            first, second = (next(iter(side.get(value, ())), None) for side, value in ((old, was), (new, now)))
            yield Change(kind, effect, was, now, "", _shown(first), _shown(second))
        elif was == "stated":
            for name, gone, added in (("countries", "narrower", "broader"), ("safeguards", "weaker", "clearer")):
                yield from _transfer(before, after, name, gone, added)  # type: ignore[arg-type]


def _transfer(before: Side, after: Side, name: str, gone: Effect, added: Effect) -> Iterator[Change]:
    was, now = ({v: fact for fact in side.of("transfer") for v in _listed(fact, name)} for side in (before, after))
    for value in (value for value in was if value not in now):
        yield Change("transfer", gone, value, "", name, before.place(was[value], after))
    for value in (value for value in now if value not in was):
        yield Change("transfer", added, "", value, name, None, after.place(now[value], before))


def _listed(fact: Fact, name: str) -> list[str]:
    value = fact.attributes.get(name)
    return [str(entry) for entry in value] if isinstance(value, (list, tuple)) else []


def _identity(before: Side, after: Side) -> Iterator[Change]:
    """Another controller; one of which the name is longer or shorter is taken for the same."""
    old, new = (side.of("controller") for side in (before, after))
    if any(_same_name(first.value, second.value) for first, second in product(old, new)):
        return
    was, now = before.shows_new(old, after), after.shows_new(new, before)
    if was and now:
        yield Change("controller", "broader", was.value, now.value, "", was.evidence, now.evidence)


def _same_name(one: str, other: str) -> bool:
    first, second = set(plain(one).split()), set(plain(other).split())
    return first <= second or second <= first


def _reach(before: Side, after: Side) -> Iterator[Change]:
    """How to reach the controller and the DPO: no longer, for the first time, or all in another way."""
    old, new = before.values("contact"), after.values("contact")
    if bool(old) != bool(new):
        value, facts = next(iter((old or new).items()))
        was, now = (facts[0], None) if old else (None, facts[0])
        yield _one("contact", "weaker" if old else "clearer", value, was, now)
    elif not old.keys() & new.keys() and old:
        first, second = next(iter(old.values()))[0], next(iter(new.values()))[0]
        yield Change("contact", "editorial", first.value, second.value, "", first.evidence, second.evidence)
    was, now = (min(side.of("dpo"), key=lambda fact: fact.value != "contact", default=None) for side in (before, after))
    if (was.value if was else "") != (now.value if now else ""):
        effect: Effect = "clearer" if not was or (now and now.value == "contact") else "weaker"
        yield Change("dpo", effect, was.value if was else "", now.value if now else "", "", _shown(was), _shown(now))


# --- periods


def _retention(before: Side, after: Side) -> Iterator[Change]:
    """Periods that differ for the same data, are new, or are gone.

    Pairs go out of the comparison step by step, the surest first: the same sentence; the same length for the same data;
    another length for the same data, which is a change. What is left is new or gone, unless the other version knows its
    length: then the same data go by another name.
    """
    old, new = _periods(before, after), _periods(after, before)
    _match(old, new, lambda a, b: _length(a) == _length(b) and (_alike(a, b) or not (_subject(a) and _subject(b))))
    for sure in (True, False):
        for first, second in _match(old, new, lambda a, b, sure=sure: _alike(a, b) and _definite(a, b) >= sure):  # type: ignore[misc]
            yield Change("retention", _lengthened(first.value, second.value), first.value, second.value,
                         _subject(first) or _subject(second), first.evidence, second.evidence)  # fmt: skip
    known, kept = ({_length(fact) for fact in side.of("retention")} for side in (before, after))
    for fact in (fact for fact in old if _length(fact) not in kept):
        effect: Effect = "clearer" if fact.value in _VAGUE else "weaker"
        yield Change("retention", effect, fact.value, "", _subject(fact), fact.evidence)
    for fact in (fact for fact in new if _length(fact) not in known):
        effect = "weaker" if fact.value in _VAGUE else "clearer"
        yield Change("retention", effect, "", fact.value, _subject(fact), None, fact.evidence)


def _periods(version: Side, other: Side) -> list[Fact]:
    """The periods in sentences that only this version has; where one states a length too, its start is none."""
    facts = [fact for fact in version.of("retention") if version.passages[fact.evidence.sentence] not in other.known]
    lengths = {(fact.evidence.sentence, _subject(fact)) for fact in facts if days(fact.value) is not None}
    return [f for f in facts if days(f.value) is not None or (f.evidence.sentence, _subject(f)) not in lengths]


def _match(old: list[Fact], new: list[Fact], same: Callable[[Fact, Fact], bool]) -> list[tuple[Fact, Fact]]:
    """Takes the pairs that are the same out of both lists."""
    pairs = []
    for first in list(old):
        if second := next((fact for fact in new if same(first, fact)), None):
            old.remove(first)
            new.remove(second)
            pairs.append((first, second))
    return pairs


def _length(fact: Fact) -> object:
    """Twelve months are a year: the length in tens of days, else the criterion."""
    length = days(fact.value)
    return fact.value if length is None else round(length / 10) or length


def _definite(one: Fact, other: Fact) -> bool:
    return days(one.value) is not None and days(other.value) is not None


def _subject(fact: Fact) -> str:
    return str(fact.attributes.get("applies_to") or "")


def _words(fact: Fact) -> frozenset[str]:
    said = plain(_subject(fact) or fact.evidence.text).split()
    return frozenset(word for word in said if not word.isdigit()) - frozenset(_data()["unnaming"].split())


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two periods are stated for the same data: they share a word for it, or stand under the same heading."""
    if _words(one) & _words(other):
        return True
    return not (_subject(one) and _subject(other)) and one.evidence.section[-1:] == other.evidence.section[-1:]


def _lengthened(old: str, new: str) -> Effect:
    was, now = days(old), days(new)
    if was is not None and now is not None:
        return "broader" if now > was else "narrower"
    if new == "indefinite":
        return "broader"
    if (old in _VAGUE) != (new in _VAGUE):
        return "clearer" if old in _VAGUE else "weaker"
    return "narrower" if old == "indefinite" else "editorial"


# --- bases and verdicts


def _bases(before: Side, after: Side) -> Iterator[Change]:
    """Purposes whose legal basis is another one, or is no longer or newly said."""
    old, new = before.bases(), after.bases()
    for purpose in (name for name in old if name in new):
        gone = _unsaid(old[purpose], new[purpose], before, after)
        added = _unsaid(new[purpose], old[purpose], after, before)
        if gone or added:
            effect = _rebased(gone, added, old[purpose], new[purpose])
            first, second = (_shown(next(iter(side.values()), None)) for side in (gone, added))
            yield Change("legal_basis", effect, ", ".join(gone), ", ".join(added), purpose, first, second)


def _unsaid(
    these: Mapping[str, list[Fact]], those: Mapping[str, list[Fact]], one: Side, other: Side
) -> dict[str, Fact]:
    """The bases that only the one side has and that the other version does not state in the same words."""
    return {
        basis: fact
        for basis, facts in these.items()
        if basis not in those and (fact := one.shows_new(facts, other)) is not None
    }


def _rebased(gone: Iterable[str], added: Iterable[str], old: Iterable[str], new: Iterable[str]) -> Effect:
    """What another basis does to readers: by the rights that hang on it."""
    gone, added = list(gone), list(added)
    if not added:
        return "weaker" if not list(new) or "consent" in gone else "narrower"
    if not gone:
        return "broader" if list(old) else "clearer"
    had, have = ({right for basis in side for right in _data()["rights"].get(basis, ())} for side in (gone, added))
    return "weaker" if had - have else "clearer" if have - had else "editorial"


def _verdicts(before: Side, after: Side) -> Iterator[Change]:
    """Requirements that are met better or worse, and issues that are new or mended; no advice."""
    effect: Effect
    rules = {name: rule for name, rule in after.analysis.rules.items() if name in before.analysis.rules}
    old, new = ({f.rule: f for f in side.analysis.findings if f.rule in rules} for side in (before, after))
    for name, rule in rules.items():
        was, now = old.get(name), new.get(name)
        first, second = before.telling(was, after), after.telling(now, before)
        if rule.role == "issue" and (was is None) != (now is None):
            effect = "weaker" if now else "clearer"
            yield Change("issue", effect, was.status if was else "", now.status if now else "", name, first, second)
        if rule.role == "requirement" and rule.severity != "advice" and was and now:
            better = _RANK[now.status] - _RANK[was.status]
            effect = "clearer" if better > 0 else "weaker"
            if better:
                yield Change("requirement", effect, was.status, now.status, name, first, second)
