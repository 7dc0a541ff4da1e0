"""Sources: from whom data come that the person did not give (Art. 14(2)(f))."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher
from analyser.pipes import add_fact, contexts, document, normalised, sentence_at

_CAPITAL = r"[A-ZÀ-Þ][\w&'-]+(?:\.\w+)*"
_NAME = re.compile(rf"(?:(?:de|het|een|onze)\s)?{_CAPITAL}")
_NAMED = re.compile(rf"\b(?:[Vv]an|[Vv]ia|[Uu]it|[Bb]ij|[Dd]oor)\s({_NAME.pattern})")
# What belongs to a name once it has begun: "de Kruispuntbank (KSZ) van de Sociale Zekerheid".
_TAIL = re.compile(rf"(?:\s(?:(?:van|voor|der|de|het|den)\s){{0,2}}{_CAPITAL}|\s\([A-ZÀ-Þ][^()]{{1,30}}\))*")
_AND = re.compile(
    r"(?:,\s(?:(?:en|of|maar ook|evenals)\s)?|\s(?:en|of|en/of|dan wel|alsook|evenals)\s)(?:(?:ook|bij|van|via|uit)\s)*"
)
_YOU = re.compile(r"\b(?:u|jij|je|jou)\b")
_READER = re.compile(r"\b(?:u|je|jij|jou|jullie) als (?:uw |je )?$", re.I)


@lru_cache(maxsize=1)
def _matchers() -> tuple[PhraseMatcher[tuple[str, str]], PhraseMatcher[str]]:
    """How it is said that a party supplies data, and the parties with the words that belong to their names."""
    content = load_mapping("sources.yaml")
    party = "(" + "|".join(content["party"]) + ")"
    kinds = ("frame", "named", "reader", "not")
    said = [((kind, phrase), phrase.replace("{party}", party)) for kind in kinds for phrase in content[kind]]
    before = "(" + "|".join(content["before_party"]) + ")?"
    return PhraseMatcher(said), PhraseMatcher(("party", f"{before} {before} {name}") for name in content["party"])


def _row_end(text: str, end: int, parties: list[tuple[int, int]]) -> int:
    """Where a row that goes on after a party ("uw werkgever, het UWV of Stichting CIS") ends."""
    while True:
        if tail := _TAIL.match(text, end):
            end = tail.end()
        following = _AND.match(text, end)
        if not following:
            return end
        named = _NAME.match(text, following.end())
        ends = [b for a, b in parties if a == following.end()] or ([named.end()] if named else [])
        if not ends:
            return end
        end = max(ends)


def _supplier(text: str, parties: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The party that a frame at start..end names; where that is the reader ("van u als ouder"), the next one."""
    skipped = False
    for first, last in parties:
        if last <= start or (last > end and not skipped):
            continue
        if not _READER.search(text[:first]):
            return first, last
        skipped = True
    return None


@Language.component("avg_sources")
def sources(doc: Doc) -> Doc:
    """Adds a source for each party, or row of them, that the text says to supply data, as it is written."""
    frames, parties = _matchers()
    text, blocks, about = normalised(doc), document(doc).blocks, contexts(doc)
    found = frames.find(text)
    barred = {sentence_at(doc, match.start).index for match in found if match.key[0] == "not"}
    taken: set[tuple[int, str]] = set()
    for match in sorted(found, key=lambda match: match.key[0] == "named"):
        sentence = sentence_at(doc, match.start)
        if match.key[0] == "not" or sentence.index in barred or blocks[sentence.block].kind == "heading":
            continue
        if {"own:definition", "section:right", "lead:right"} & about[sentence.index]:
            continue
        base, shown = sentence.start, document(doc).text[sentence.start : sentence.end]
        listed = [(party.start, party.end) for party in parties.find(text[base : sentence.end])]
        if match.key[0] == "named":
            name = _NAMED.search(shown, match.start - base)
            span = name.span(1) if name and name.start() <= match.end - base else None
        elif match.key[0] == "reader":
            told = _YOU.search(shown, match.start - base)
            span = told.span() if told else None
        else:
            span = _supplier(shown, listed, match.start - base, match.end - base)
        if span:
            start, end = span[0], _row_end(shown, span[1], listed)
            named = (sentence.index, shown[start:end].split()[-1])
            if named not in taken:
                taken.add(named)
                add_fact(
                    doc, "source", base + start, base + end, shown[start:end], pipe="avg_sources", term=match.key[1]
                )
    return doc
