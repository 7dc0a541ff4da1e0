"""Links facts into processing activities: which data for which purpose, on which basis, how long, to whom.

What belongs together is found in `analyser.linking`; here the activities get their names, and those of one section
and one matter become one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from analyser.linking import Linker
from analyser.types import Activity, Document, Facts
from analyser.units import (
    NAME_LENGTH,
    Draft,
    label,
    many_matters,
    one_matter,
    over_all,
    passages,
    without_number,
)
from analyser.vocabulary import load_vocabulary

_ABBREVIATION = 5  # letters


def link(document: Document, facts: Facts) -> tuple[Activity, ...]:
    """The processing activities that the statement describes, in the order of the text, "Algemeen" last."""
    drafts = Linker(document, facts).run()
    no_section = over_all(document)
    found = []
    merged = list(_merged(document, drafts, no_section))
    prose = Counter(draft.section for draft in merged if draft.kind == "sentence")
    many = frozenset(section for section, count in prose.items() if count > 1)
    for draft in merged:
        name = _name(document, draft, no_section, many)
        found.append(Activity(name[:1].upper() + name[1:], tuple(dict.fromkeys(draft.links))))
    return tuple(found)


def _merged(document: Document, drafts: list[Draft], no_section: frozenset[tuple[str, ...]]) -> Iterator[Draft]:
    """One draft for each set of purposes in a section; one for those of a passage that have all else in common."""
    merged: dict[tuple[object, ...], Draft] = {}
    prose: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind == "sentence":
            prose[draft.section].append(draft)
    found = [passage for section in prose.values() for passage in passages(document, section) if one_matter(passage)]
    passage_of = {draft: number for number, passage in enumerate(found) for draft in passage}
    alike: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key: tuple[object, ...] = (draft.section, frozenset(draft.values("purposes")))
        if key in alike:
            alike[key].links += draft.links
        else:
            alike[key] = draft
    for key, draft in alike.items():
        if draft.kind == "sentence" and draft.section not in no_section and not many_matters(draft.section):
            had = frozenset((link.field, link.value) for link in draft.links if link.field != "purposes")
            key = (draft.section, passage_of[draft], had) if draft in passage_of else key
        if key in merged:
            merged[key].links += draft.links
        else:
            merged[key] = draft
    yield from merged.values()


def _name(
    document: Document, draft: Draft, no_section: frozenset[tuple[str, ...]], many: frozenset[tuple[str, ...]]
) -> str:
    """What the text calls the activity: its row's first cell, its item's label, its section; else its purposes.

    The sections in `many` hold several activities in prose, which their heading does not tell apart: each is called by
    both, "Gastenverblijf: beveiliging".
    """
    if draft.title:
        return _title(draft.title)
    if draft.kind == "general":
        return "Algemeen"
    block = document.blocks[draft.block]
    if draft.kind == "row" and block.cell is not None:
        first = document.row_of(block)[0]
        if first.text and len(first.text) <= NAME_LENGTH:
            return first.text
    if draft.kind == "list" and (words := label(block)):
        return words
    heading = _title(draft.section[-1]) if draft.section and draft.section not in no_section else ""
    specific = bool(heading) and not many_matters(draft.section)
    if specific and draft.kind != "list" and (draft.kind != "sentence" or draft.section not in many):
        return heading
    purposes = dict.fromkeys(link.value for link in draft.links if link.field == "purposes")
    told = ", ".join([load_vocabulary().label("purpose", value, "nl") for value in purposes][:3])
    if specific and draft.kind == "sentence" and told and len(heading) + len(told) < NAME_LENGTH:
        return heading if told.casefold() in heading.casefold() else f"{heading}: {told}"
    return told or heading or "Algemeen"


def _title(heading: str) -> str:
    """A heading as a name: without its number, and not in capitals unless it may be an abbreviation."""
    plain = without_number(heading)
    return plain.capitalize() if plain.isupper() and len(plain) > _ABBREVIATION else plain
