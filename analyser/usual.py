"""What purposes usually and seldom go with (rules/usual.yaml): by it the facts of one section find their activities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from analyser.data import load_mapping
from analyser.types import Facts, Link
from analyser.units import Draft, Unit, topics

_Table = Mapping[str, frozenset[str]]  # by purpose
_Section = tuple[str, ...]


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, _Table]]:
    """By "usual" and "seldom", then by field, then by purpose: the ids."""
    content = load_mapping("usual.yaml")
    groups = content.pop("groups")
    tables: dict[str, dict[str, _Table]] = {"usual": {}, "seldom": {}}
    for field, kinds in content.items():
        for kind, purposes in kinds.items():
            tables[kind][field] = {
                purpose: frozenset(member for name in names for member in groups.get(name, [name]))
                for purpose, names in purposes.items()
            }
    return tables


class Usual:
    """The customs of purposes, applied to the activities in the making of one document."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def activities(self, drafts: Iterable[Draft], link: Link) -> list[Draft]:
        """Those with a purpose that usually goes with a link."""
        return [draft for draft in drafts if self._usual(draft.values("purposes"), link)]

    def share(self, sections: Mapping[_Section, Sequence[Draft]], loose: Iterable[tuple[Unit, Link]]) -> None:
        """Gives what is told in a section to those of its activities that usually have it; `loose` are the links of no
        activity. Tables stand apart, and sections on legal bases: they sum up.

        What an item lists is of no other item, and an activity that has its own gets nothing that prose tells after it.
        """
        told = defaultdict(list)
        for unit, link in loose:
            told[unit.section].append((unit.kind, unit.blocks[0], link))
        for section, found in sections.items():
            if "basis" in topics(section):
                continue
            drafts = [draft for draft in found if draft.kind != "row"]
            here = [(draft.kind, draft.block, link) for draft in drafts for link in draft.links]
            first = _first(here + told[section])
            for draft in drafts:
                purposes = draft.values("purposes")
                values = {field: draft.values(field) for field in _tables()["usual"]}
                having = {field for field, own in values.items() if own}
                for (field, value, listed), (block, link) in first.items():
                    apart = draft.kind == "list" if listed else field in having and block > draft.block
                    if not apart and value not in values[field] and self._usual(purposes, link):
                        values[field].add(value)
                        draft.links.append(replace(link, basis="section"))

    def drop_seldom(self, drafts: Sequence[Draft]) -> None:
        """Takes from activities what only their section ties to them and their purposes seldom go with; what no other
        activity has stays."""
        having = Counter((link.field, link.value) for draft in drafts for link in draft.links)
        for draft in drafts:
            purposes, kept = draft.values("purposes"), []
            for link in draft.links:
                one = link.field, link.value
                if link.basis == "section" and having[one] > 1 and _seldom(purposes, link):
                    having[one] -= 1
                else:
                    kept.append(link)
            draft.links = kept

    def _usual(self, purposes: Iterable[str], link: Link) -> bool:
        table = _tables()["usual"].get(link.field, {})
        value = self._facts.facts[link.fact].value  # of a recipient its kind, not its name
        return any(value in table.get(purpose, ()) for purpose in purposes)


def _first(told: Iterable[tuple[str, int, Link]]) -> dict[tuple[str, str, bool], tuple[int, Link]]:
    """The block and link that first tell each value, by field, value and whether an item lists it; rows tell none."""
    first: dict[tuple[str, str, bool], tuple[int, Link]] = {}
    for kind, block, link in told:
        key = link.field, link.value, kind == "list"
        if kind != "row" and link.field in _tables()["usual"] and (key not in first or block < first[key][0]):
            first[key] = block, link
    return first


def _seldom(purposes: Set[str], link: Link) -> bool:
    table = _tables()["seldom"].get(link.field, {})
    return bool(purposes) and all(link.value in table.get(purpose, ()) for purpose in purposes)
