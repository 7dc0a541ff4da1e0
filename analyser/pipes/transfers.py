"""Transfers outside the European Economic Area: none, or stated, with countries and safeguards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.pipes import add_fact, document, drafts, normalised, sentence_at, sentences
from analyser.pipes.assertion_scope import read_alone
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings
from analyser.records import records
from analyser.types import Sentence

_Cue = tuple[str, str, int, int]  # what was found, which country or safeguard, and where


class TransferWords(Wordings):
    """The content of rules/transfers.yaml."""

    inside: Words
    outside: Words
    moving: Words
    column: Words
    american: Words
    about: Words
    heading: Words
    refused: Words
    safeguard: Mapping[str, Words]
    country: Mapping[str, Words]
    denial: Words
    exception: Words


class _Patterns:
    def __init__(self, words: TransferWords) -> None:
        told = {"inside": words.inside, "outside": words.outside, "moving": words.moving, "american": words.american,
                "about": words.about, "column": words.column}  # fmt: skip
        entries = [((name, ""), phrase) for name, phrases in told.items() for phrase in phrases]
        for name, lists in (("safeguard", words.safeguard), ("country", words.country)):
            entries += [((name, value), phrase) for value, phrases in lists.items() for phrase in phrases]
        self.matcher: PhraseMatcher[tuple[str, str]] = PhraseMatcher(entries)
        self.heading: PhraseMatcher[str] = PhraseMatcher(("heading", phrase) for phrase in words.heading)
        self.refused: PhraseMatcher[str] = PhraseMatcher(("refused", phrase) for phrase in words.refused)
        self.denial = re.compile(rf"\b{any_of(words.denial)}\b")
        self.exception = re.compile(rf"\b{any_of(words.exception)}\b")


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns(load_wordings(TransferWords, "transfers"))


def _located(sentence: Sentence) -> bool:
    """Whether a cell stands in a column, or behind a label, that says where data are ("Locatie", "Land: …")."""
    label, colon, _ = sentence.text.partition(":")
    header = sentence_lines(label if colon else sentence.lead_in, ())
    return any(match.key == ("column", "") for match in _patterns().matcher.find(header))


def of_places(sentence: Sentence) -> bool:
    """Whether a sentence names a country outside the area, speaks of such places or of what protects data there."""
    found = _patterns().matcher.find(sentence_lines(sentence.text, ()))
    return any(match.key[0] in ("country", "outside", "safeguard") for match in found)


@Language.component("avg_transfers")
def transfers(doc: Doc) -> Doc:
    """Adds one transfer fact if the text speaks of it, and one for each record that does; what is stated outweighs
    what is denied."""
    text, blocks, labelled = normalised(doc), document(doc).blocks, records(document(doc))
    groups: dict[int | None, dict[int, list[_Cue]]] = {}
    for match in _patterns().matcher.find(text):
        sentence = sentence_at(doc, match.start)
        item = labelled.get(sentence.block)
        if item and (item.field != "transfers" or match.end <= document(doc).starts[sentence.block] + item.content):
            continue  # another matter, or no more than the label
        if blocks[sentence.block].kind != "heading":
            cues = groups.setdefault(item.record if item else None, {})
            cues.setdefault(sentence.index, []).append((*match.key, match.start, match.end))
    shared = {draft.sentence for draft in drafts(doc, "recipient") if draft.value != "staff"}
    for by_sentence in groups.values():
        _add(doc, text, by_sentence, shared)
    if not drafts(doc, "transfer"):
        _denied_below(doc, text)
    return doc


def _denied_below(doc: Doc, text: str) -> None:
    """Adds what the first sentence under a heading denies: "Doorgifte buiten de EU", "Dat doen wij niet."."""
    patterns, blocks, found = _patterns(), document(doc).blocks, sentences(doc)
    for above, sentence in pairwise(found):
        if blocks[above.block].kind != "heading" or blocks[sentence.block].kind == "heading":
            continue
        if not patterns.heading.find(sentence_lines(above.text, ())):
            continue
        line = text[sentence.start : sentence.end]
        refused = next(iter(patterns.refused.find(sentence_lines(sentence.text, ()))), None)
        if refused and not patterns.exception.search(line) and not read_alone(sentence.text).conditions:
            start, end = sentence.start + refused.start, sentence.start + refused.end
            attributes: dict[str, object] = {"countries": [], "safeguards": []}
            add_fact(doc, "transfer", start, end, "none", pipe="avg_transfers", attributes=attributes)
            return


def _add(doc: Doc, text: str, by_sentence: Mapping[int, list[_Cue]], shared: Set[int]) -> None:
    """Adds what these sentences together say."""
    stated: list[tuple[int, int]] = []
    none: list[tuple[int, int]] = []
    countries: dict[str, None] = {}
    safeguards: dict[str, None] = {}
    for index, found in by_sentence.items():
        names = {name for name, *_ in found}
        abroad = [(a, b) for name, _, a, b in found if name == "outside"]
        land = [(value, a, b) for name, value, a, b in found if name == "country"]
        if "about" in names:
            continue
        if land and (index in shared or _located(sentence_at(doc, land[0][1]))):
            names.add("moving")
        if abroad:
            start, end = abroad[0]
            sentence = sentence_at(doc, start)
            line = text[sentence.start : sentence.end]
            if ("inside" in names or _patterns().denial.search(line)) and not _patterns().exception.search(line):
                none.append((start, end))
            else:
                stated.append((start, end))
        elif land and "moving" in names:
            stated.append(land[0][1:])
        elif "american" in names:
            stated.append(next((a, b) for name, _, a, b in found if name == "american"))
        elif "inside" in names:
            none.append(next((a, b) for name, _, a, b in found if name == "inside"))
        if abroad or "moving" in names:
            countries.update(dict.fromkeys(value for value, *_ in land))
        safeguards.update(dict.fromkeys(value for name, value, *_ in found if name == "safeguard"))
    for places, value in ((stated, "stated"), (none, "none")):
        if places:
            add_fact(
                doc, "transfer", *places[0], value, pipe="avg_transfers",
                attributes={
                    "countries": list(countries) if value == "stated" else [],
                    "safeguards": list(safeguards) if value == "stated" else [],
                },
            )  # fmt: skip
            break
