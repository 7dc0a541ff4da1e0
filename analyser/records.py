"""Records: lists whose items tell of one processing activity field by field ("Grondslag: uw toestemming").

What an item's label says of its content is surer than any word in it: the content is of that kind, and all items of
the list are of one activity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.readers.line_words import line_patterns
from analyser.types import Document

# So many different fields make a list a record: two labels may stand together by chance.
_FIELDS = 3
_TITLES, _TITLE = 2, 60  # so many items, of so many characters, are headings
_LABEL = re.compile(r"([^:.;]{3,60}):\s*")
_OPENING = re.compile(r"([^:.;,?]{3,60})\.(?=\s)")


class Item(NamedTuple):
    """An item of a record."""

    record: int  # the list that it belongs to
    field: str  # a field of the register
    content: int  # where its content begins, in characters of the block


@lru_cache(maxsize=1)
def _labels() -> PhraseMatcher[str]:
    content = load_mapping("records.yaml")
    return PhraseMatcher((field, phrase) for field, phrases in content.items() for phrase in phrases)


@lru_cache(maxsize=1024)
def field_of(label: str) -> str | None:
    """The field of the register that a label or heading names and nothing else; None when it names none."""
    return next((match.key for match in _labels().find(sentence_lines(label, ()))), None)


def records(document: Document) -> Mapping[int, Item]:
    """The items of all records, by index in `document.blocks`."""
    lists: dict[int, dict[int, Item]] = defaultdict(dict)
    for index, block in enumerate(document.blocks):
        found = _LABEL.match(block.text) if block.list_id is not None else None
        if found and block.list_id is not None and (field := field_of(found[1])):
            lists[block.list_id][index] = Item(block.list_id, field, found.end())
    whole = [items for items in lists.values() if len({item.field for item in items.values()}) >= _FIELDS]
    above = {_above(document, items) for items in whole} - {()}
    return {
        index: item
        for items in lists.values()
        if items in whole or _above(document, items) in above
        for index, item in items.items()
    }


def titles(document: Document) -> Mapping[int, str]:
    """The blocks under items that are headings, by index, with the text of these: "a. Leden", "b. Vrijwilligers".

    Each item of such a section is short and no sentence, and prose follows on it. Or several of its paragraphs begin
    with a few words on what they are about: "Nieuwsbrief. …".
    """
    return _run_in(document) | _above_items(document)


def _run_in(document: Document) -> dict[int, str]:
    """The paragraphs and items below words that open a paragraph as its heading, in sections that have several."""
    found: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for index, block in enumerate(document.blocks):
        opening = _OPENING.match(block.text) if block.kind == "paragraph" else None
        if opening and line_patterns().run_in.fullmatch(opening[0]):
            found[block.headings][index] = opening[1]
    titles: dict[int, str] = {}
    title: dict[tuple[str, ...], str] = {}
    for index, block in enumerate(document.blocks):
        openings = found.get(block.headings, {})
        if len(openings) < _TITLES:
            continue
        if index in openings:
            title[block.headings] = openings[index]
        if block.headings in title:
            titles[index] = title[block.headings]
    return titles


def _above_items(document: Document) -> dict[int, str]:
    blocks = document.blocks
    items: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.kind == "list_item":
            items[block.headings].append(index)
    found: dict[int, str] = {}
    for section, its in items.items():
        if len(its) < _TITLES or not all(_is_title(document, index) for index in its):
            continue
        for index in its:
            below = index
            while below == index or (
                below < len(blocks) and below not in its and blocks[below].headings == section
            ):
                found[below] = blocks[index].text
                below += 1
    return found


def _is_title(document: Document, index: int) -> bool:
    block, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    short = len(block.text) <= _TITLE and block.text[-1:] not in ".,:;?!"
    return short and bool(below) and below[0].kind == "paragraph" and below[0].headings == block.headings


def _above(document: Document, items: Mapping[int, Item]) -> tuple[str, ...]:
    """The headings above that of a list: short lists that stand beside records are records too."""
    return document.blocks[next(iter(items))].headings[:-1]
