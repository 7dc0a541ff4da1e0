"""The vocabulary: every phrase of rules/terms/ that the text holds, where its context allows it.

What a phrase means where it stands is for `term_senses` to say, where data are enumerated for `enumerations`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.lexicon import CONTEXT, Key, lexicon
from analyser.phrases import PhraseMatch, sentence_lines
from analyser.pipes import Draft, add_fact, contexts, document, drafts, normalised, sentence_at, sentences
from analyser.pipes.enumerations import Enumerations, as_row
from analyser.pipes.sharing import sharing
from analyser.pipes.term_senses import (
    Roles,
    Words,
    belongs_to,
    is_bare,
    is_framed,
    is_kept,
    is_occasion,
    names_basis,
    tells_no_use,
)
from analyser.pipes.term_words import term_patterns
from analyser.types import Block, Sentence
from analyser.vocabulary import load_vocabulary

_MAILBOX = re.compile(r"\S+@\S+")  # "support@voorbeeld.nl" is no word on support
_LABEL = re.compile(r"\s*([^:.;!?]{2,60}?)\s*(?::\s|:$|\s[–—-]\s)")
# What stands by itself: "Nieuwsbrief (toestemming) en feesten", "nieuwsbrief: toestemming".
_ASIDE = re.compile(r"(?<=\()[^():;.!?]{2,60}(?=\))|(?<=[:–—-]\s)[^():;.!?]{2,60}(?=[.;]?\s*\Z)")
_MEMBER = re.compile(r"[^,]*,\s+")  # the member before it, which a phrase may begin with
_RUN_IN_HEAD = re.compile(r"(?:[^\s.:;!?]+ ){0,4}[^\s.:;!?]+\.")  # "Fraude. Vermoeden wij …": a few words, no verb
# "Bestelling", "cursus", "behandelen": of the service, unless they are what another purpose is about.
_SERVICE = Key("purpose", "service_delivery")
# What a passage that turns children away speaks of: "hoe oud u bent, kunnen wij hier niet zien".
_OF_MINORS = frozenset({Key("data_category", "age"), Key("data_category", "family")})
# What is told to readers or of the world asks for no data: "u kunt … om uw boek te ruilen".
_NOT_ASKED = frozenset(
    {"own:right", "section:right", "lead:right", "world", "own:world", "own:definition", "own:request"}
)
_OF_RECIPIENT = frozenset({"lead:recipient", "section:recipient"})
_OF_WHOM = frozenset({"lead:people", "section:people"})

Match = PhraseMatch[Key]


def label_of(block: Block, sentence: Sentence) -> tuple[int, int] | None:
    """The clean offsets of what names a passage: a heading, an item's label before a colon, a row's first cell."""
    if block.kind == "heading" or (block.cell and block.cell.column == 0):
        return sentence.start, sentence.end
    if found := _LABEL.match(sentence.text):
        return sentence.start + found.start(1), sentence.start + found.end(1)
    opens = block.text.startswith(sentence.text) and len(block.text) > len(sentence.text)
    if opens and _RUN_IN_HEAD.fullmatch(sentence.text):
        return sentence.start, sentence.end
    return None


@lru_cache(maxsize=1)
def _occasions() -> frozenset[Key]:
    terms = load_vocabulary().kind("data_category").values()
    return frozenset(Key("data_category", term.id) for term in terms if term.occasion)


@lru_cache(maxsize=1)
def _as_basis() -> frozenset[Key]:
    return frozenset(Key("purpose", term.id) for term in load_vocabulary().kind("purpose").values() if term.as_basis)


class _Terms:
    """The terms of one text, looked for in the order of its methods: each goes by what was found before."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._text = doc, normalised(doc)
        self._about, self._blocks = contexts(doc), document(doc).blocks
        self._row = as_row(self._text)
        self._roles = Roles(self._about)
        self._strong = lexicon().strong.find(self._text)
        self._concrete = {  # the sentences that ask for more than what people do
            sentence_at(doc, match.start).index
            for match in self._strong
            if match.key.kind == "data_category" and match.key not in _occasions()
        }
        self._excluded = self._meaning_something_else()
        self._on_minors = {it.block for it in sentences(doc) if "own:minors" in self._about[it.index]}

    def _meaning_something_else(self) -> dict[tuple[int, Key | None], list[tuple[int, int]]]:
        """Where words do not mean a term, by sentence and term; any term, by None."""
        excluded: dict[tuple[int, Key | None], list[tuple[int, int]]] = defaultdict(list)
        for mailbox in _MAILBOX.finditer(self._text):
            excluded[sentence_at(self._doc, mailbox.start()).index, None].append(mailbox.span())
        for match in lexicon().unless.find(self._text):
            index = sentence_at(self._doc, match.start).index
            if not (match.phrase.startswith("< ") and "lead:data" in self._about[index]):  # a bare label, but listed
                excluded[index, match.key].append((match.start, match.end))
        return excluded

    def _words(self, match: Match, text: str) -> Words:
        sentence = sentence_at(self._doc, match.start)
        return Words(
            text, match.start, match.end, sentence, self._blocks[sentence.block], self._about[sentence.index]
        )

    def add(self, match: Match) -> None:
        """Adds what was found, unless the words mean something else where they stand."""
        words, key = self._words(match, self._text), match.key
        index = words.sentence.index
        within = (*self._excluded.get((index, key), ()), *self._excluded.get((index, None), ()))
        if any(start < match.end and match.start < end for start, end in within):
            return
        if key in _OF_MINORS and words.sentence.block in self._on_minors:
            return
        if key in _occasions() and index in self._concrete and is_occasion(self._doc, match.start):
            return
        if key.kind == "purpose" and (is_bare(self._blocks, words.sentence.block) or tells_no_use(words)):
            return
        if key in _as_basis() and names_basis(words):
            return
        value = self._roles.of(key, words)
        add_fact(self._doc, key.kind, match.start, match.end, value, pipe="avg_terms", term=match.phrase)

    def strong(self) -> None:
        """Phrases that count anywhere."""
        for match in self._strong:
            self.add(match)

    def weak(self) -> list[Match]:
        """Phrases that count in their context; gives those that may be of the service."""
        named, shared = Enumerations(self._doc, self._row), sharing(self._doc)
        open_rows: list[Match] = []
        of_service: list[Match] = []
        for match in lexicon().weak.find(self._row):
            if joint := term_patterns().joint.match(self._row, match.start, match.end):
                match = match._replace(start=joint.end())
            words, kind = self._words(match, self._row), match.key.kind
            data = kind == "data_category"
            listed = (data or kind == "data_subject") and named.lists(words.sentence.index)
            if kind == "recipient":
                if shared.receives(match.start, match.end, inside=match.key.value == "staff"):
                    self.add(match)
            elif kind == "purpose" and self._in_bracket_of_recipient(words):
                self.add(match)
            elif (
                CONTEXT[kind] not in words.about
                and not listed
                and not (data and named.opens_cell(match.start))
                and not self._of_people(kind, words)
            ):
                if data and named.goes_on_personal(match.start, match.end):
                    self.add(match)
                continue
            elif data and not named.holds(match.start, match.end):
                open_rows.append(match)
            elif not self._in_place(match.key, words):
                continue
            elif match.key == _SERVICE:
                of_service.append(match)
            else:
                self.add(match)
        for match in (*reversed(open_rows), *open_rows):  # a row is known from its end too: "(telefoon, mail)"
            member = _MEMBER.match(self._row, match.start, match.end) if match.phrase.startswith("*,") else None
            if named.holds(match.start, match.end) or (member and named.holds(member.end(), match.end)):
                self.add(match)
        return of_service

    def _in_bracket_of_recipient(self, words: Words) -> bool:
        """Whether words open the bracket that tells what a recipient in a list is for: "Voorbeeld BV (verzending)"."""
        if not _OF_RECIPIENT & words.about:
            return False
        bracket = self._text.rfind("(", words.sentence.start, words.start)
        return (
            bracket > words.sentence.start
            and term_patterns().opening.fullmatch(self._text, bracket, words.start) is not None
            and not any(
                bracket < draft.end and draft.start < words.start for draft in drafts(self._doc, "data_category")
            )
        )

    @staticmethod
    def _of_people(kind: str, words: Words) -> bool:
        """Whether words name those whose data it is: in a column "Wie", "in het dossier van de |medewerker"."""
        if kind != "data_subject":
            return False
        whose = term_patterns().whose
        return bool(
            _OF_WHOM & words.about
            or ("own:people" in words.about and whose.search(words.text, words.sentence.start, words.start))
        )

    def _in_place(self, key: Key, words: Words) -> bool:
        if key.kind == "retention":
            return is_kept(words, key.value)
        return key.kind != "purpose" or is_framed(self._doc, words)

    def labels(self) -> None:
        """Phrases that count in what names a passage."""
        for sentence in sentences(self._doc):
            if not (span := label_of(self._blocks[sentence.block], sentence)):
                continue
            start, end = span
            about = self._about[sentence.index]
            for match in lexicon().headings.find(sentence_lines(self._text[start:end], ())):
                if match.key.kind == "recipient" and not {"lead:recipient", "section:recipient"} & about:
                    continue
                if match.key.kind == "purpose" and {"lead:right", "section:right"} & about:
                    continue  # "Verbetering" in the list of rights
                self.add(match._replace(start=match.start + start, end=match.end + start))

    def asides(self) -> None:
        """Bases that a sentence names in a bracket, or last beside its purpose, and says nothing more of."""
        with_purpose = {draft.sentence for draft in drafts(self._doc, "purpose")}
        for sentence in sentences(self._doc):
            for aside in _ASIDE.finditer(self._text[sentence.start : sentence.end]):
                start = sentence.start + aside.start()
                if sentence.index not in with_purpose and self._text[start - 1] != "(":
                    continue
                for match in lexicon().headings.find(sentence_lines(aside[0], ())):
                    if match.key.kind == "legal_basis" and match.end - match.start == len(aside[0]):
                        self.add(match._replace(start=match.start + start, end=match.end + start))

    def service(self, found: list[Match]) -> None:
        """What may be of the service, where no other purpose is about it."""
        told: dict[int, list[Draft]] = defaultdict(list)
        for draft in drafts(self._doc, "purpose"):
            if draft.value != _SERVICE.value:
                told[draft.sentence].append(draft)
        for match in found:
            words = self._words(match, self._text)
            if not belongs_to(words, told[words.sentence.index]):
                self.add(match)
        self._asked_for()

    def _asked_for(self) -> None:
        """What data are asked for in a sentence that names no purpose: the work itself, "om de tuin aan te leggen"."""
        told = {draft.sentence for draft in drafts(self._doc, "purpose")}
        with_data = {draft.sentence for draft in drafts(self._doc, "data_category")}
        for index in sorted(with_data - told):
            sentence = sentences(self._doc)[index]
            if _NOT_ASKED & self._about[index] or self._blocks[sentence.block].kind == "heading":
                continue
            if found := term_patterns().asked_for.search(self._text, sentence.start, sentence.end):
                add_fact(self._doc, "purpose", *found.span(1), _SERVICE.value, pipe="avg_terms")


@Language.component("avg_terms")
def terms(doc: Doc) -> Doc:
    """Adds a fact for each term found: strong phrases anywhere, weak ones in context, heading phrases in labels.

    Those of a basis count in asides too.
    """
    found = _Terms(doc)
    found.strong()
    of_service = found.weak()
    found.labels()
    found.service(of_service)
    found.asides()
    return doc
