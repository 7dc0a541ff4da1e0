"""Parts an activity of several purposes where a link fits some of them only: the payment provider of an order is that
of its payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from analyser.types import Link, LinkBasis
from analyser.units import Draft, topics
from analyser.usual import Usual
from analyser.vocabulary import load_vocabulary

# In percent of the annotated statements (see analyser.usual): a purpose that goes with a value less often than this
# gets none of what only such a tie gives to the purposes beside it.
_LEAST: dict[tuple[str, LinkBasis], int] = {
    ("data_categories", "section"): 20,
    ("data_categories", "usual"): 40,
    ("recipients", "list"): 30,
    ("legal_bases", "section"): 10,
    ("legal_bases", "general"): 5,
    ("recipients", "usual"): 50,
    ("retention", "usual"): 40,
}
# Under a heading on periods the law asks to keep the books, not to have what is kept in them.
_OF_KEEPING = 50


def parted(draft: Draft, usual: Usual) -> Iterator[Draft]:
    """The activity, or those that it falls into; the first has most purposes and keeps its name."""
    purposes = list(dict.fromkeys(link.value for link in draft.links if link.field == "purposes"))
    if len(purposes) < 2 or draft.kind == "row":
        yield draft
        return
    of_pair: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for link in draft.links:
        if link.field != "purposes":
            of_pair[link.field, link.value].update(_fitting(draft, link, purposes, usual))
    parts: dict[frozenset[tuple[str, str]], list[str]] = {}
    for purpose in purposes:
        having = frozenset(pair for pair, found in of_pair.items() if purpose in found)
        parts.setdefault(having, []).append(purpose)
    for index, (having, group) in enumerate(sorted(parts.items(), key=lambda part: -len(part[1]))):
        links = [
            link
            for link in draft.links
            if (link.value in group if link.field == "purposes" else (link.field, link.value) in having)
        ]
        labels = (load_vocabulary().label("purpose", purpose, "nl") for purpose in group[:3])
        title = ", ".join(labels) if index else draft.title
        yield Draft(draft.section, draft.kind, draft.block, links, title)


def _fitting(draft: Draft, link: Link, purposes: Collection[str], usual: Usual) -> Collection[str]:
    """The purposes that a link of an activity is for; all where it fits none."""
    least = _LEAST.get((link.field, link.basis))
    if link.field == "legal_bases" and "retention" in topics(draft.section):
        least = _OF_KEEPING
    if least is None:
        return purposes
    return [purpose for purpose in purposes if usual.fit(purpose, link) >= least] or purposes
