"""Which day the statement is of: the date of its last change, else of its version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.dates import dates, years
from analyser.pipes import add_fact, document, sentences
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings
from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.wordlists import cues, says

_FILE = "version_date"
_PIPE = "avg_version_date"
# A label and its date stand this close together, in characters.
_NEAR = 90
_LABEL = 30  # characters before a date in which its label stands right in front of it
_COMPACT = re.compile(r"(?<!\d)(20[12]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_TITLE = 90  # characters that a title, or what is printed on each page, has at most
_KEY = re.compile(r"[\w-]+ ?[:=]")


class DateWords(Wordings):
    """The content of rules/version_date.yaml."""

    updated: Words
    dated: Words
    other: Words
    not_this: Words
    history: Words
    title: Words
    version: Words
    letter: Words
    changed: Words
    update: Words
    number: Words
    day: Words
    in_year: Words


class _Patterns:
    def __init__(self, words: DateWords) -> None:
        version, in_year, day = any_of(words.version), any_of(words.in_year), any_of(words.day)
        letter = rf"\b{any_of(words.letter)}"
        self.year_label = re.compile(
            rf"(?:{version}\W*(?:\w+\W+)?|{any_of(words.changed)}\W*(?:{in_year} )?|{any_of(words.update)}\W*)$", re.I
        )
        self.in_year = re.compile(rf"\b{in_year} $", re.I)  # "is in 2022 voor het laatst herzien"
        self.version_year = re.compile(rf"(?:\b{version}|{letter})\W{{0,2}}(20(?:1[6-9]|[2-9]\d))(?=\.\d)", re.I)
        numbered = any_of((*words.version, *words.update, *words.number, *words.day))
        # "20180525" is a date behind one of these, else any number.
        self.compact_label = re.compile(rf"(?:{numbered}|{letter}|_)[\d.]*[\W_]{{0,3}}$", re.I)
        place = r"[A-ZÀ-Þ'][\w'’ -]{1,30}(?:,| [–—-])"  # "Zonnedorp, 1 mei", "Het bestuur – mei"
        self.place_and_date = re.compile(rf"^\W*(?:{place} ?(?:{day}\.? ?)?|{day}\W{{0,3}})?$", re.I)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns(load_wordings(DateWords, _FILE))


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


def _compact(text: str) -> list[Value]:
    """Dates without signs between their parts ("versie 20180525")."""
    label = _patterns().compact_label
    return [
        Value(match.start(), match.end(), "-".join(match.groups()))
        for match in _COMPACT.finditer(text)
        if label.search(text, max(match.start() - _LABEL, 0), match.start()) and dates("-".join(match.groups()))
    ]


def _version_years(text: str) -> list[Value]:
    return [Value(match.start(1), match.end(1), match[1]) for match in _patterns().version_year.finditer(text)]


def _labelled(text: str, value: Value) -> bool:
    """Whether a year without a day is said to be the year of the text."""
    patterns, near = _patterns(), max(value.start - _LABEL, 0)
    if patterns.in_year.search(text, near, value.start) and says(_FILE, "updated", text):
        return True
    if patterns.year_label.search(text, near, value.start):
        return True
    versions = patterns.version_year.finditer(text, near, value.end + len(".1"))
    return any(match.start(1) == value.start for match in versions)


def _of_another(text: str, value: Value) -> bool:
    """Whether a date is that of an earlier or a coming text."""
    near = text[max(value.start - _NEAR, 0) : value.start]
    said = cues(_FILE, "not_this", near)
    return bool(said) and not dates(near[said[-1].end :])


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
        full = dates(text) or _compact(text)
        block = source.blocks[sentence.block]
        listed = (
            block.kind in ("list_item", "table_cell") and block.headings and says(_FILE, "history", block.headings[-1])
        )
        entitled = len(text) < _TITLE and says(_FILE, "title", text) and not says(_FILE, "other", text)
        for value in full or (*years(text), *_version_years(text)):
            rank = _rank(text, value, lead)
            if _of_another(text, value):
                continue
            if listed and full:
                rank = 3
            alone = _patterns().place_and_date.match(text[: value.start]) and len(text[value.end :].strip(" .)_*")) == 0
            edge = sentence.block <= 2 or sentence.block >= last - 2
            if rank == 0 and alone and edge and full and not says(_FILE, "other", text):
                rank = 1
            if rank == 0 and entitled and (edge or block.kind == "heading"):
                rank = 1
            if not full:
                labelled = rank >= 2 and _labelled(text, value)
                titled = rank == 1 and sentence.block <= 1 and text[value.end :].strip(" .)_*") == ""
                rank = -1 if labelled or titled else 0
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
