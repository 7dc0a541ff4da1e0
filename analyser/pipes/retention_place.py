"""Where a period stands in a statement and what it is about there (Art. 13(2)(a))."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from analyser.durations import durations
from analyser.phrases import normalise
from analyser.pipes.retention_words import retention_patterns
from analyser.spans import Value
from analyser.types import Block, Document, Sentence
from analyser.units import topics_of
from analyser.wordlists import says

_FILE = "retention"
_ELLIPTIC = 9  # words, at most
_NAMED = 5  # words that name what is kept, in a list of periods
# "7.3 Facturen: zeven jaar", the number of the article aside
LABEL = re.compile(r"\s*(?:\d+(?:(?:\.\d+)+[.)]?|[.)])\s+)?([^:.;!?]{2,70}?)\s*(?::\s|:$|\s(?:[–—-]+|-*>|→|\|)\s)")
_NUMBERING = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+(?=[A-ZÀ-Þ])")
_ASIDE = re.compile(r"^\s*\([^()]*\)")


def headings_of(source: Document, sentence: Sentence) -> tuple[str, ...]:
    block = source.blocks[sentence.block]
    return block.headings[:-1] if block.kind == "heading" else block.headings


def row_texts(source: Document, sentence: Sentence) -> list[str]:
    """The texts of the table row that a cell stands in, from the left."""
    cells = [(block.cell.column, block.text) for block in source.row_of(source.blocks[sentence.block]) if block.cell]
    return [text for _, text in sorted(cells)]


def is_elliptic(text: str, previous: str) -> bool:
    """Whether a few words carry on the sentence before: "Facturen bewaren wij 7 jaar. Brieven een half jaar"."""
    return len(text.split()) <= _ELLIPTIC and bool(durations(previous))


def is_prose(block: Block, sentence: Sentence) -> bool:
    """Whether it is a whole sentence, that tells by itself what it is about: no item, cell, label or few words."""
    return block.kind == "paragraph" and len(sentence.text.split()) > 6 and not LABEL.match(sentence.text)


def ends_with(text: str, value: Value) -> bool:
    """Whether a sentence says nothing after a value: then the value is what it tells."""
    return not _ASIDE.sub("", text[value.end :]).strip(" .;,)!\"'’”")


def ends_from(text: str, value: Value, most: int = 7) -> bool:
    """Whether a sentence ends with a value and its start or reason: "7 jaar na vertrek", "5 jaar > nazorg"."""
    rest = normalise(text)[value.end :]
    return bool(retention_patterns().since.match(rest) or rest.startswith(" > ")) and len(rest.split()) <= most


def begins_with(text: str, label: re.Match[str], value: Value) -> bool:
    """Whether a value is the first that stands behind a label: "Cv: maximaal 4 weken na de procedure, …"."""
    between = normalise(text[label.end() : value.start]).strip()
    if value.start < label.end() or says(_FILE, "label_not", text[value.end :]):
        return False
    return retention_patterns().limits.fullmatch(between) is not None


@lru_cache(maxsize=16)  # each period of a sentence asks
def is_listed(text: str) -> bool:
    """Whether it is a list of data with the period of each: "Facturen zeven jaar, brieven twee jaar"."""
    last, named = 0, []
    for span in durations(text):
        named.append(
            len(text[last : span.start].split()) <= _NAMED and says(_FILE, "data_label", text[last : span.start])
        )
        last = span.end
    return len(named) > 1 and all(named) and not text[last:].strip(" .;,)")


def counts_from(text: str, value: Value) -> bool:
    """Whether a value is followed by an end that it counts from: "7 jaar na uitdiensttreding"."""
    return value.start <= _last_starting_point(text)


@lru_cache(maxsize=16)  # each period of a sentence asks
def _last_starting_point(text: str) -> int:
    """Where the last end that a period can count from begins; -1 when there is none."""
    return max((match.start for match in retention_patterns().starting_points.find(normalise(text))), default=-1)


def refers_back(text: str) -> bool:
    line = normalise(text)
    return bool(retention_patterns().refers_back.match(line) or retention_patterns().that_is.search(line))


def _noun(text: str) -> str:
    """A noun phrase without what points or owns."""
    text = text.strip(" ,.*\"'“”")
    while match := retention_patterns().determiner.match(text):
        text = text[match.end() :]
    return text


def applies_to(source: Document, sentence: Sentence) -> str:
    """What a period in this sentence is about, as written; "" when the text does not say.

    A row's first cell, an item's label, the sentence's subject or object, else the innermost heading.
    """
    block = source.blocks[sentence.block]
    if block.cell and block.cell.column > 0:
        row = row_texts(source, sentence)
        return _noun(row[0]) if row else ""
    text = _NUMBERING.sub("", sentence.text)
    if (label := LABEL.match(text)) and not (
        durations(label[1]) or retention_patterns().no_subject.match(label[1]) or _names_nothing(label[1])
    ):
        return _noun(label[1])
    for pattern in retention_patterns().about:
        if (match := pattern.search(text)) and not retention_patterns().no_subject.match(match[1]):
            subject = _noun(retention_patterns().relative.sub("", match[1]))
            if subject and not durations(match[1]) and len(subject.split()) <= 9:
                return subject
    headings = headings_of(source, sentence)
    return "" if len(headings) < 2 or _names_nothing(headings[-1]) else _noun(headings[-1])


def _names_nothing(heading: str) -> bool:
    """Whether a heading or label is on periods, or too wide, and so says of nothing how long it is kept."""
    return says(_FILE, "generic_subject", heading) or "retention" in topics_of(heading)


def part(sentence: Sentence, at: int) -> Sentence:
    """The part between semicolons around an offset: "facturen: zeven jaar; brieven: twee jaar"."""
    return replace(sentence, text=text_part(sentence.text, at - sentence.start).strip())


def text_part(text: str, at: int) -> str:
    """The part between semicolons around a place in a text."""
    return text[text.rfind(";", 0, at) + 1 :].partition(";")[0]


__all__ = [
    "LABEL",
    "applies_to",
    "begins_with",
    "counts_from",
    "ends_from",
    "ends_with",
    "headings_of",
    "is_elliptic",
    "is_listed",
    "is_prose",
    "part",
    "refers_back",
    "row_texts",
    "text_part",
]
