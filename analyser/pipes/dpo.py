"""Whether there is a data-protection officer and how to reach the officer (Art. 13(1)(b))."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.contact_values import addresses, emails, phones
from analyser.phrases import PhraseMatcher
from analyser.pipes import add_fact, document, drafts, normalised, sentence_at, sentences
from analyser.pipes.contact_owner import Contact
from analyser.pipes.contact_words import contact_patterns
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings
from analyser.types import Document, Sentence
from analyser.wordlists import cues, says

_FILE = "dpo"
_PIPE = "avg_dpo"


class OfficerWords(Wordings):
    """The content of rules/dpo.yaml."""

    mentions: Words
    short: Words
    denied: Words
    refers: Words
    heading: Words
    mailboxes: tuple[str, ...]


class Officer(NamedTuple):
    """Where the officer is mentioned, with clean offsets and the phrase that found it."""

    sentence: int
    start: int
    end: int
    term: str


class _Patterns:
    def __init__(self, words: OfficerWords) -> None:
        self.mentions: PhraseMatcher[str] = PhraseMatcher(("mentions", phrase) for phrase in words.mentions)
        self.short = re.compile(rf"{any_of(words.short)}\b", re.I)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns(load_wordings(OfficerWords, _FILE))


def mentions(doc: Doc) -> list[Officer]:
    """The places that say there is an officer; denials and remarks on when the law asks for one are none."""
    result = []
    named = {sentence_at(doc, match.start).index for match in _patterns().mentions.find(normalised(doc))}
    for sentence in (sentences(doc)[index] for index in sorted(named)):
        matches = [
            match
            for match in cues(_FILE, "mentions", sentence.text)
            if not _patterns().short.match(sentence.text, match.start)
            or sentence.text[match.start : match.start + 2].isupper()
        ]
        if matches and not says(_FILE, "denied", sentence.text):
            match = matches[0]
            result.append(
                Officer(sentence.index, sentence.start + match.start, sentence.start + match.end, match.phrase)
            )
    return result


def _direct(sentence: Sentence) -> Iterator[Contact]:
    text, base = sentence.text, sentence.start
    for value in emails(text):
        yield Contact("email", value.value, base + value.start, base + value.end)
    for value in phones(text):
        yield Contact("phone", value.value, base + value.start, base + value.end)
    for value in addresses(text):
        yield Contact("address", value.value, base + value.start, base + value.end)
    if match := contact_patterns().form_of_officer.search(text):
        yield Contact("form", match[1], base + match.start(1), base + match.end(1))


def _near(source: Document, found: Sequence[Sentence], officer: Officer) -> Iterator[Sentence]:
    """The sentence, the lines that it leads into, the next sentence, and all of a section about the officer."""
    here = found[officer.sentence]
    headings = source.blocks[here.block].headings
    own_section = bool(headings) and says(_FILE, "heading", headings[-1]) and len(headings[-1]) < 90
    yield here
    follows = True
    for sentence in found[officer.sentence + 1 : officer.sentence + 12]:
        block = source.blocks[sentence.block]
        if block.headings != headings:
            break
        short = len(block.text) < 90 and not block.text.rstrip().endswith(".")
        next_to_it = sentence.index == officer.sentence + 1 or (
            sentence.block == here.block and sentence.index <= officer.sentence + 3
        )
        if own_section or next_to_it or (follows and (short or sentence.lead_in)):
            yield sentence
        else:
            break
        follows = follows and (short or next_to_it)


def ways(source: Document, found: Sequence[Sentence], officers: Sequence[Officer]) -> list[Contact]:
    """How to reach the officer, each way once."""
    result: dict[str, Contact] = {}
    for officer in officers:
        for sentence in _near(source, found, officer):
            if sentence.index != officer.sentence and says("contacts", "authority", sentence.text):
                break
            for contact in _direct(sentence):
                result.setdefault(contact.value.casefold(), contact)
    return list(result.values())


@Language.component(_PIPE)
def dpo(doc: Doc) -> Doc:
    """Adds "mentioned" once, and "contact" with its channel for each way to reach the officer."""
    source, found = document(doc), sentences(doc)
    officers = mentions(doc)
    if not officers:
        return doc
    first = officers[0]
    add_fact(doc, "dpo", first.start, first.end, "mentioned", pipe=_PIPE, term=first.term)
    reached = ways(source, found, officers)
    for contact in reached:
        channel = {"channel": contact.channel}
        add_fact(doc, "dpo", contact.start, contact.end, "contact", pipe=_PIPE, attributes=channel)
    if not reached and drafts(doc, "contact"):
        for officer in officers:
            if says(_FILE, "refers", found[officer.sentence].text):
                add_fact(doc, "dpo", officer.start, officer.end, "contact", pipe=_PIPE, term=officer.term)
                break
    return doc
