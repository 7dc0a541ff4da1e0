"""A plain keyword matcher, to compare the analysis with: what do context, denial and structure add?

It knows the same words: every phrase of the vocabulary, the weak ones included, counts wherever it stands, and so
do the names of known recipients. It knows nothing of what surrounds them: no exceptions, no denial, no lead-ins,
lists or tables. A period counts in digits in a sentence that says "bewaren"; all that a section holds is one
activity. Its facts are judged by the same rules as those of the analysis, so that only the extraction differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from analyser import readers
from analyser.analysis import Analysis
from analyser.contact_values import emails, phones
from analyser.dates import dates
from analyser.judge import judge
from analyser.jurisdiction import jurisdiction_of
from analyser.lexicon import Key, lexicon
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.ruleset import load_rules
from analyser.types import Activity, Document, Evidence, Fact, Facts, Link, Sentence, Source
from analyser.units import FIELD_OF
from analyser.vocabulary import load_vocabulary
from analyser.wordlists import cues, says, words

_PIPE = "keywords"
_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
_KEEP = re.compile(r"\b(?:bewa(?:ar|ren|ard)|opgeslagen)", re.IGNORECASE)
_PERIOD = re.compile(r"\b([1-9]\d?)\s(jaar|jaren|maand|maanden|week|weken|dag|dagen)\b", re.IGNORECASE)
_UNITS = {"j": "Y", "m": "M", "w": "W", "d": "D"}
# Words by themselves, from the lists that the analysis reads in context: (file, list, kind, value).
_CUES = (
    ("dpo", "mentions", "dpo", "mentioned"),
    ("transfers", "inside", "transfer", "none"),
    ("transfers", "outside", "transfer", "stated"),
    ("automated_decisions", "mention", "automated_decision", "stated"),
)


class _Hit(NamedTuple):
    """A keyword in a sentence, with its offsets there."""

    start: int
    end: int
    kind: str
    value: str
    attributes: dict[str, object]


def analyse(source: Source) -> Analysis:
    """What keywords find in a statement, in the form of an analysis; raises InputError when it holds no text."""
    document = readers.read(source)
    sentences = tuple(_sentences(document))
    facts = Facts(tuple(_facts(document, sentences)), sentences)
    activities = _activities(document, facts)
    law = jurisdiction_of(document)
    rules = load_rules().within(law.jurisdiction)
    return Analysis(document, facts, activities, judge(document, facts, activities, rules), rules, "nl", law)


def _sentences(document: Document) -> Iterator[Sentence]:
    index = 0
    for number, block in enumerate(document.blocks):
        edges = [0, *(found.end() for found in _BREAK.finditer(block.text)), len(block.text)]
        for start, end in pairwise(edges):
            if text := block.text[start:end].strip():
                first = document.starts[number] + start
                yield Sentence(index, text, first, first + len(text), number)
                index += 1


def _facts(document: Document, sentences: tuple[Sentence, ...]) -> Iterator[Fact]:
    text = document.source.text
    for sentence in sentences:
        first, last = document.source_span(sentence.start, sentence.end)
        section = document.blocks[sentence.block].headings
        seen: set[tuple[str, str, object]] = set()
        for hit in sorted(_hits(sentence.text), key=lambda hit: hit[:4]):
            name = (hit.kind, hit.value, hit.attributes.get("name"))
            if name in seen:
                continue
            seen.add(name)
            start, end = document.source_span(sentence.start + hit.start, sentence.start + hit.end)
            quote, index = text[first:last], sentence.index
            evidence = Evidence(quote, sentence.text, first, last, start, end, section, index, _PIPE)
            yield Fact(hit.kind, hit.value, evidence, hit.attributes)


def _hits(sentence: str) -> Iterator[_Hit]:
    line = sentence_lines(sentence, ())
    for matcher in (lexicon().strong, lexicon().weak):
        for match in matcher.find(line):
            yield _Hit(match.start, match.end, match.key.kind, match.key.value, {})
    for named in _parties().find(line):
        (_, category), name = named.key
        yield _Hit(named.start, named.end, "recipient", category, {"name": name})
    for file, entry, kind, value in _CUES:
        for cue in cues(file, entry, sentence):
            yield _Hit(cue.start, cue.end, kind, value, {})
    for channel, values in (("email", emails(sentence)), ("phone", phones(sentence))):
        for found in values:
            yield _Hit(found.start, found.end, "contact", found.value, {"channel": channel})
    if _KEEP.search(sentence):
        for period in _PERIOD.finditer(sentence):
            value = f"P{period[1]}{_UNITS[period[2][0].lower()]}"
            yield _Hit(period.start(), period.end(), "retention", value, {})
    if says("version_date", "updated", sentence) or says("version_date", "dated", sentence):
        for day in dates(sentence):
            yield _Hit(day.start, day.end, "version_date", day.value, {})
    for form in _legal_forms().finditer(sentence):
        yield _Hit(form.start(), form.end(), "controller", form[0], {})


@lru_cache(maxsize=1)
def _parties() -> PhraseMatcher[tuple[Key, str]]:
    return PhraseMatcher(
        ((Key("recipient", category), party.name), phrase)
        for category, term in load_vocabulary().kind("recipient").items()
        for party in term.parties
        for phrase in (party.phrases or (party.name.casefold(),))
    )


@lru_cache(maxsize=1)
def _legal_forms() -> re.Pattern[str]:
    """A legal form with a capital and the capitalised words after it: "Stichting Voorbeeld"."""
    forms = "|".join(re.escape(form[:1].upper() + form[1:]) for form in words("controller", "legal_forms"))
    return re.compile(rf"\b(?:{forms})(?: [A-Z][\w-]+)+")


def _activities(document: Document, facts: Facts) -> tuple[Activity, ...]:
    """One activity a section, with everything in it."""
    sections: dict[tuple[str, ...], list[Link]] = {}
    for index, fact in enumerate(facts.facts):
        if fact.kind in FIELD_OF:
            value = str(fact.attributes.get("name") or fact.value)
            link = Link(FIELD_OF[fact.kind], value, index, "section")
            sections.setdefault(fact.evidence.section, []).append(link)
    return tuple(
        Activity(section[-1] if section else document.title or "Algemeen", tuple(links))
        for section, links in sections.items()
    )
