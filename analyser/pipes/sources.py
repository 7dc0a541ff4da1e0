"""Sources: from whom data come that the person did not give (Art. 14(2)(f))."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import Field
from spacy.language import Language
from spacy.tokens import Doc

from analyser.phrases import PhraseMatch, PhraseMatcher, normalise, sentence_lines
from analyser.pipes import add_fact, contexts, document, normalised, sentence_at, sentences
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings
from analyser.types import Sentence
from analyser.wordlists import words as listed

_PIPE = "avg_sources"
# What names a known party comes first, then what its capitals betray, then anyone else.
_ORDER = {"named": 1, "giver": 1, "them": 2, "open": 3}
_PAUSE = re.compile(r"[,;:()–]\s")
_CAPITAL = r"[A-ZÀ-Þ][\w&'-]+(?:\.\w+)*"


class SourceWords(Wordings):
    """The content of rules/sources.yaml."""

    before_party: Words
    frame: tuple[str, ...]  # phrases with {bron}, as `named`, `reader` and `not` may have
    named: tuple[str, ...]
    open: tuple[str, ...]  # with {lidwoord} and {stukken}
    article: Words
    adjective_ending: Words
    no_party: Words
    giver: tuple[str, ...]
    them: tuple[str, ...]
    lead: tuple[str, ...]
    section: tuple[str, ...]
    other_section: tuple[str, ...]
    no_name: Words
    reader: tuple[str, ...]
    not_: tuple[str, ...] = Field(alias="not")
    named_after: Words
    name_article: Words
    name_joint: Words
    row_comma: Words
    row_joint: Words
    row_again: Words
    you: Words
    you_as: Words
    of_reader: Words


class SourcePatterns:
    """How it is said that a party supplies data, and the parties with the words that belong to their names."""

    def __init__(self, words: SourceWords) -> None:
        told = {
            "frame": words.frame, "named": words.named, "open": words.open, "giver": words.giver,
            "them": words.them, "reader": words.reader, "not": words.not_,
        }  # fmt: skip
        said = (((kind, phrase), phrase) for kind, phrases in told.items() for phrase in phrases)
        self.frames: PhraseMatcher[tuple[str, str]] = PhraseMatcher(said)
        above = {"lead": words.lead, "section": words.section, "other": words.other_section}
        self.above: PhraseMatcher[str] = PhraseMatcher((at, phrase) for at, some in above.items() for phrase in some)
        before = "(" + "|".join(words.before_party) + ")?"
        self.parties: PhraseMatcher[str] = PhraseMatcher(
            ("party", f"{before} {before} {name}") for name in listed("words", "bron")
        )
        # An article and a word; of an adjective, what it belongs to as well: "de plaatselijke omroep".
        adjective = rf"\w*{any_of(words.adjective_ending)}\s"
        self.someone = re.compile(rf"{any_of(words.article)}\s(?:{adjective})?[\w'’-]+", re.I)
        self.of_someone = re.compile(rf"\b(?:van|via|bij|door)\s({self.someone.pattern})", re.I)
        self.no_party: PhraseMatcher[str] = PhraseMatcher(("no", f"{name} >") for name in words.no_party)
        article = any_of(words.name_article)
        self.name = re.compile(rf"(?:{article}\s)?{_CAPITAL}")
        self.named = re.compile(rf"\b{any_of(words.named_after)}\s({self.name.pattern})")
        self.giver = re.compile(rf"(?<![\w-])(?!{any_of(words.no_name)}\b)({self.name.pattern}(?:\s{_CAPITAL})*)\s$")
        self.tail = re.compile(rf"(?:\s(?:{any_of(words.name_joint)}\s){{0,2}}{_CAPITAL}|\s\([A-ZÀ-Þ][^()]{{1,30}}\))*")
        self.joint = re.compile(
            rf"(?:,\s(?:{any_of(words.row_comma)}\s)?|\s{any_of(words.row_joint)}\s)(?:{any_of(words.row_again)}\s)*"
        )
        self.you = re.compile(rf"\b{any_of(words.you)}\b", re.I)
        self.you_as = re.compile(rf"\b{any_of(words.you_as)} $", re.I)
        self.of_reader = re.compile(any_of(words.of_reader), re.I)


@lru_cache(maxsize=1)
def source_patterns() -> SourcePatterns:
    """The patterns of this installation's rules; built once a process."""
    return SourcePatterns(load_wordings(SourceWords, "sources"))


@lru_cache(maxsize=4096)
def _announced(text: str) -> frozenset[str]:
    """Whether a heading ("section") or lead-in ("lead") of this text says that who is named below it supplies data."""
    return frozenset(match.key for match in source_patterns().above.find(sentence_lines(text, ())))


def _in_one_clause(text: str, match: PhraseMatch[tuple[str, str]], other: tuple[int, int]) -> bool:
    """Whether no comma, colon, semicolon or bracket parts a frame from what bars it."""
    first, second = sorted(((match.start, match.end), other))
    return not _PAUSE.search(text, first[1], second[0])


def _antecedent(doc: Doc, sentence: Sentence) -> Sentence | None:
    """The sentence before, in which "van hen" finds whom it means."""
    before = sentences(doc)[sentence.index - 1] if sentence.index else None
    return before if before and before.block == sentence.block else None


def _row_end(text: str, end: int, parties: list[tuple[int, int]]) -> int:
    """Where a row that goes on after a party ("uw werkgever, het UWV of Stichting CIS") ends."""
    while True:
        if tail := source_patterns().tail.match(text, end):
            end = tail.end()
        following = source_patterns().joint.match(text, end)
        if not following:
            return end
        named = source_patterns().name.match(text, following.end())
        ends = [b for a, b in parties if a == following.end()] or ([named.end()] if named else [])
        if not ends:
            return end
        end = max(ends)


def _anyone(text: str, match: PhraseMatch[tuple[str, str]], base: int) -> tuple[int, int] | None:
    """Whom an open frame names, where that is neither whom the data are about nor a thing."""
    patterns, start = source_patterns(), match.start - base
    at_once = patterns.someone.match(text, start)
    spans = [at_once.span()] if at_once else [found.span(1) for found in patterns.of_someone.finditer(text, start)]
    return next((span for span in spans if not patterns.no_party.find(normalise(text[slice(*span)]))), None)


def _supplier(text: str, parties: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The party that a frame at start..end names; where that is the reader ("van u als ouder"), the next one."""
    skipped = False
    for first, last in parties:
        if last <= start or (last > end and not skipped):
            continue
        if not source_patterns().you_as.search(text[:first]):
            return first, last
        skipped = True
    return None


@Language.component(_PIPE)
def sources(doc: Doc) -> Doc:
    """Adds a source for each party, or row of them, that the text says to supply data, as it is written."""
    patterns = source_patterns()
    text, blocks, about = normalised(doc), document(doc).blocks, contexts(doc)
    found = patterns.frames.find(text)
    barred: dict[int, list[tuple[int, int]]] = {}  # where a sentence says that something else is meant
    for match in found:
        if match.key[0] == "not":
            barred.setdefault(sentence_at(doc, match.start).index, []).append((match.start, match.end))
    taken: set[tuple[int, str]] = set()
    named_in: set[int] = set()  # the sentences that name a source
    for match in sorted(found, key=lambda match: _ORDER.get(match.key[0], 0)):
        sentence = sentence_at(doc, match.start)
        if match.key[0] == "not" or blocks[sentence.block].kind == "heading":
            continue
        if any(_in_one_clause(text, match, span) for span in barred.get(sentence.index, ())):
            continue
        if {"own:definition", "section:right", "lead:right"} & about[sentence.index]:
            continue
        if match.key[0] == "them":
            meant = _antecedent(doc, sentence)
            if meant is None or sentence.index in named_in or meant.index in barred:
                continue
            sentence = meant
        base, shown = sentence.start, document(doc).text[sentence.start : sentence.end]
        listed = [(party.start, party.end) for party in patterns.parties.find(text[base : sentence.end])]
        if match.key[0] == "named":
            name = patterns.named.search(shown, match.start - base)
            span = name.span(1) if name and name.start() <= match.end - base else None
        elif match.key[0] == "giver":
            before = patterns.giver.search(shown[: match.start - base])
            span = before.span(1) if before else None
        elif match.key[0] == "open":
            span = None if sentence.index in named_in else _anyone(shown, match, base)
        elif match.key[0] == "them":
            span = listed[-1] if listed else (told.span(1) if (told := patterns.named.search(shown)) else None)
        elif match.key[0] == "reader":
            told = patterns.you.search(shown, match.start - base)
            span = told.span() if told else None
        else:
            span = _supplier(shown, listed, match.start - base, match.end - base)
        if span:
            start, end = span[0], _row_end(shown, span[1], listed)
            named = (sentence.index, shown[start:end].split()[-1])
            if named not in taken:
                taken.add(named)
                named_in.add(sentence.index)
                add_fact(doc, "source", base + start, base + end, shown[start:end], pipe=_PIPE, term=match.key[1])
    _below(doc, named_in | barred.keys())
    return doc


def _below(doc: Doc, settled: set[int]) -> None:
    """Adds whom a list, column or section names below what announces it: "Wij ontvangen gegevens van:"."""
    blocks = document(doc).blocks
    for sentence in sentences(doc):
        block = blocks[sentence.block]
        if sentence.index in settled or block.kind == "heading":
            continue
        above, lead = _announced(block.headings[-1] if block.headings else ""), _announced(sentence.lead_in)
        if "other" in above or not ("lead" in lead or "section" in above):
            continue
        shown = document(doc).text[sentence.start : sentence.end]
        listed = [(party.start, party.end) for party in source_patterns().parties.find(normalise(shown))]
        if span := _supplier(shown, listed, 0, len(shown)):
            start, end = span[0], _row_end(shown, span[1], listed)
            add_fact(doc, "source", sentence.start + start, sentence.start + end, shown[start:end], pipe=_PIPE)
