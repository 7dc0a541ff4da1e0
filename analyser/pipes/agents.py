"""Recipients told by what they do, with neither a name nor that of a trade; for the recipients component.

"Een extern bureau beheert onze site" names a supplier as well as "onze webbouwer" does. The words are those of
rules/agents.yaml: a firm or person of whom the noun says nothing, a field of work, and what ties the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from analyser.phrases import PhraseMatcher
from analyser.pipes import Draft, add_fact, document, drafts, normalised, replace_drafts, sentence_at, sentences
from analyser.pipes.sharing import sharing
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings
from analyser.types import Sentence

_PIPE = "avg_recipients"
_REACH = 120  # characters from the noun to the fields that are told behind it
_NEAR = 90  # and back to what is done by it
_BEFORE = 60  # characters that the words right before a noun may take


class AgentWords(Wordings):
    """The lists of rules/agents.yaml."""

    noun: Words
    person: Words
    adjective: Words
    not_after: Words
    what_it_is: Words
    we_serve: Words
    definite: Words
    outside: Words
    client: Words
    uses_us: Words
    has_done: Words
    ours: Words
    aside: Words
    for_example: Words
    which: Words
    tie: Words
    hire: Words
    act: Words
    by: Words
    for_us: Words
    with_data: Words
    not_us: Words
    clause: Words
    work: dict[str, Words]


class _Patterns:
    """The phrases that a sentence may hold, and the patterns for what stands around a noun."""

    def __init__(self, words: AgentWords) -> None:
        acts = (*words.act, *words.has_done)
        lists = [("noun", words.noun), ("person", words.person), ("act", acts), ("for_us", words.for_us)]
        lists += [("with_data", words.with_data), ("not_us", words.not_us)]
        lists += words.work.items()
        self.matcher: PhraseMatcher[str] = PhraseMatcher((key, phrase) for key, phrases in lists for phrase in phrases)
        self.fields = frozenset(words.work)
        before = rf"(?: [\w-]+e[nr]?| {any_of(words.adjective)})?"
        self.not_after = re.compile(
            rf"(?:\b{any_of(words.not_after)}|(?<=\w ){any_of(words.what_it_is)}){before} $"
        )
        self.definite = re.compile(rf"\b{any_of(words.definite)}{before} $")
        self.outside = re.compile(rf"\b{any_of(words.outside)} $")
        ours = any_of(words.ours)
        has_done = rf"(?: (?:die|dat)(?: (?!{ours} )[\w'-]+){{0,6}})? {any_of(words.has_done)}\b(?! {ours}\b)"
        self.client = re.compile(rf"\b{any_of(words.client)}\b")
        self.uses_us = re.compile(rf" {any_of(words.uses_us)}\b|{has_done}")
        self.we_serve = re.compile(rf"\b{any_of(words.we_serve)}{before} $")
        self.clause = re.compile(rf"; |, {any_of(words.clause)} ")
        self.aside = re.compile(rf"(?:,? {any_of(words.aside)}\b)?,?(?: {any_of(words.for_example)})?")
        self.which = re.compile(rf" {any_of(words.which)}\b")
        self.tie = re.compile(rf" {any_of(words.tie)}\b")
        self.hired = re.compile(rf"(?:{any_of(words.tie)}) [^;:]*? {any_of(words.hire)} ")
        self.acts = re.compile(rf"(?: \w+){{0,2}} {any_of(acts)}\b")
        self.by = re.compile(rf"\b{any_of(words.by)}(?: [\w-]+){{0,3}} $")


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns(load_wordings(AgentWords, "agents"))


class _Place(NamedTuple):
    key: str
    start: int
    end: int


class Agents:
    """The firms and people of one document that are told by their work."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text, self.words = doc, normalised(doc), _patterns()
        self.sharing = sharing(doc)
        self.told: list[tuple[int, int]] = []  # the nouns of which the work is told
        self.clients: list[_Place] = []

    def add(self) -> None:
        """Adds a recipient for each field of work of each firm, and one for who works with data on our account."""
        found: dict[int, list[_Place]] = {}
        for match in self.words.matcher.find(self.text):
            place = _Place(match.key, match.start, match.end)
            found.setdefault(sentence_at(self.doc, match.start).index, []).append(place)
        named: dict[int, list[Draft]] = {}
        for draft in drafts(self.doc, "recipient"):
            if draft.attributes:
                named.setdefault(draft.sentence, []).append(draft)
        for index, places in found.items():
            sentence = sentences(self.doc)[index]
            nouns = [place for place in places if place.key in ("noun", "person")]
            if not nouns or self.sharing.barred(sentence):
                continue
            if document(self.doc).blocks[sentence.block].kind == "heading":
                continue
            for noun in nouns:
                if self.words.not_after.search(self.text, *self.before(noun, sentence)):
                    continue
                if self.is_client(noun, sentence):
                    self.clients.append(noun)
                    continue
                if any(self.is_named(noun, draft) for draft in named.get(index, ())):
                    continue
                categories = set(self.categories(noun, places, sentence))
                if not categories and self.on_account(noun, places, sentence):
                    categories.add("processor")
                for category in sorted(categories):
                    add_fact(self.doc, "recipient", noun.start, noun.end, category, pipe=_PIPE)
                if categories:
                    self.told.append((noun.start, noun.end))

    @staticmethod
    def before(noun: _Place, sentence: Sentence) -> tuple[int, int]:
        """Between which places the words right before a noun stand."""
        return max(sentence.start, noun.start - _BEFORE), noun.start

    def is_client(self, noun: _Place, sentence: Sentence) -> bool:
        """Whether a noun is that of those we work for, or who have others work for them."""
        behind = self.words.uses_us.match(self.text, noun.end, sentence.end)
        return bool(behind or self.words.we_serve.search(self.text, *self.before(noun, sentence)))

    def is_named(self, noun: _Place, draft: Draft) -> bool:
        """Whether a noun stands near the name of a party, in the same clause, so that it tells of that party."""
        between = self.text[min(noun.end, draft.end) : max(noun.start, draft.start)]
        return len(between) < _NEAR and not self.words.clause.search(between)

    def categories(self, noun: _Place, places: list[_Place], sentence: Sentence) -> Iterator[str]:
        """The categories of the fields that a sentence ties to a noun."""
        fields = [place for place in places if place.key in self.words.fields]
        ours = noun.key == "noun" and (
            self.sharing.of_us(sentence) or self.words.outside.search(self.text, *self.before(noun, sentence))
        )
        if not fields or not (ours or self.sharing.receives(noun.start, noun.end)):
            return
        first, last = self.reach(noun, places, sentence)
        for field in fields:
            if not first <= field.start or field.end > last or ";" in self.text[field.end : noun.start]:
                continue
            within = (o for o in fields if o is not field and o.start <= field.start and field.end <= o.end)
            if not any(other.key != field.key for other in within):
                yield field.key

    def reach(self, noun: _Place, places: list[_Place], sentence: Sentence) -> tuple[int, int]:
        """Between which places the fields stand that a noun is tied to: behind it, or before "door een bedrijf"."""
        acts = [place.start for place in places if place.key == "act"]
        aside = self.words.aside.match(self.text, noun.end, sentence.end)
        start, last = aside.end() if aside else noun.end, min(noun.end + _REACH, sentence.end)
        which = self.words.which.match(self.text, start, sentence.end)
        if self.words.client.search(self.text, start, last):
            return 0, 0
        if self.words.tie.match(self.text, start, sentence.end) or (which and any(start <= at < last for at in acts)):
            return start, last
        if self.words.definite.search(self.text, *self.before(noun, sentence)):
            return 0, 0  # one that was spoken of
        if self.words.acts.match(self.text, start, sentence.end):
            return start, last
        hired = self.words.hired.match(self.text, sentence.start, noun.start)
        if hired and noun.start - hired.end() < _BEFORE:
            return sentence.start, hired.end()
        by = self.words.by.search(self.text, sentence.start, noun.start) if noun.key == "noun" else None
        if by and any(abs(at - by.start()) < _NEAR for at in acts):
            return max(by.start() - _NEAR, sentence.start), by.start()
        return 0, 0

    def on_account(self, noun: _Place, places: list[_Place], sentence: Sentence) -> bool:
        """Whether a noun is that of one who works on our account, and with data."""
        keys = {place.key for place in places}
        if "for_us" not in keys or "with_data" not in keys or "not_us" in keys:
            return False
        told = (place for place in places if place.key == "for_us")
        ours = min(told, key=lambda place: max(place.start - noun.end, noun.start - place.end))
        between = self.text[min(noun.end, ours.end) : max(noun.start, ours.start)]
        return len(between) < _NEAR and not re.search(r"[;:]", between)

    def without_others(self) -> None:
        """Leaves out the partner that such a noun was taken for, and the recipient that a client was."""
        kept = [
            draft
            for draft in drafts(self.doc)
            if draft.kind != "recipient"
            or draft.attributes
            or not (
                (draft.value == "partner" and any(start < draft.end and draft.start < end for start, end in self.told))
                or any(self.is_of_client(draft, noun) for noun in self.clients)
            )
        ]
        replace_drafts(self.doc, kept)

    def is_of_client(self, draft: Draft, noun: _Place) -> bool:
        """Whether a client was taken for a supplier, or for a partner where no data go to it."""
        if not (noun.start < draft.end and draft.start < noun.end):
            return False
        if draft.value != "partner":
            return draft.value == "processor"
        sentence = sentence_at(self.doc, noun.start)
        introduced = self.words.by.search(self.text, *self.before(noun, sentence))
        return not (introduced and self.sharing.receives(noun.start, noun.end))


__all__ = ["Agents"]
