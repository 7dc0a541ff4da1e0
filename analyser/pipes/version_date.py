"""Which day the statement is of: the date of its last change, else of its version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.pipes import add_fact, document, sentences
from analyser.types import Document, Sentence
from analyser.values import Value, cues, dates, says, years

_FILE = "version_date"
_PIPE = "avg_version_date"
# A label and its date stand this close together, in characters.
_NEAR = 90
_YEAR_LABEL = re.compile(r"(?:(?:versie|version)\W*(?:\w+\W+)?|(?:bijgewerkt|gewijzigd)\W*(?:in )?|update\W*)$", re.I)
_PLACE_AND_DATE = re.compile(r"^\W*(?:[A-ZÀ-Þ'][\w'’ -]{1,30}, ?(?:d\.?d\.? ?)?|(?:d\.?d\.?|datum)\W{0,3})?$", re.I)


_KEY = re.compile(r"[\w-]+ ?[:=]")


class Dated(NamedTuple):
    """A date of the statement: how sure (higher wins), ISO date, clean offsets."""

    rank: int
    value: str
    start: int
    end: int


def _rank(text: str, value: Value, lead: str) -> int:
    """3: a dated change, 2: a dated version, 0: some other date."""
    near = text[max(value.start - _NEAR, 0) : value.end]
    after = text[value.end : value.end + 45]
    labels = {
        "updated": [match.end for match in cues(_FILE, "updated", near)],
        "dated": [match.end for match in cues(_FILE, "dated", near)],
    }
    if says(_FILE, "other", text) and not labels["updated"]:
        return 0
    if labels["updated"] or says(_FILE, "updated", lead):
        return 3
    if labels["dated"] or says(_FILE, "dated", lead):
        return 2
    return 3 if says(_FILE, "updated", after) else 2 if says(_FILE, "dated", after) else 0


def _in_front_matter(source: Document, sentence: Sentence) -> bool:
    return bool(sentence.block <= 2 and source.source.text.startswith(("---", "+++")) and _KEY.match(sentence.text))


def candidates(source: Document, found: Sequence[Sentence]) -> Iterator[Dated]:
    """Every date that may be the statement's own."""
    last = len(source.blocks) - 1
    for index, sentence in enumerate(found):
        text = sentence.text
        lead = sentence.lead_in
        before = found[index - 1] if index else None
        if not lead and before and len(before.text) < 45 and before.text.rstrip().endswith(":"):
            lead = before.text
        if not lead and before and source.blocks[before.block].kind == "heading" and len(before.text) < 45:
            lead = before.text if says(_FILE, "updated", before.text) else ""
        row = source.blocks[sentence.block].cell
        if row and row.column > 0 and before and source.blocks[before.block].cell:
            lead = before.text
        full = dates(text)
        for value in full or years(text):
            rank = _rank(text, value, lead)
            alone = _PLACE_AND_DATE.match(text[: value.start]) and len(text[value.end :].strip(" .)_*")) == 0
            edge = sentence.block <= 2 or sentence.block >= last - 2
            if rank == 0 and alone and edge and full and not says(_FILE, "other", text):
                rank = 1
            if not full:
                rank = -1 if rank >= 2 and _YEAR_LABEL.search(text[: value.start]) else 0
            if rank and _in_front_matter(source, sentence):
                rank = 1  # what the text says of itself wins over what its site keeps
            if rank:
                yield Dated(rank, value.value, sentence.start + value.start, sentence.start + value.end)


def best(items: Sequence[Dated]) -> Dated | None:
    """The surest kind of date, of that kind the latest, with its day if any place tells it."""
    top = max(items, key=lambda item: (item.rank, item.value, -item.start), default=None)
    return next((item for item in items if top and item.value.startswith(f"{top.value}-")), top)


@Language.component(_PIPE)
def version_date(doc: Doc) -> Doc:
    """Adds at most one fact: the date in ISO form, as precise as written."""
    if found := best(list(candidates(document(doc), sentences(doc)))):
        add_fact(doc, "version_date", found.start, found.end, found.value, pipe=_PIPE)
    return doc
