"""Which of the people that a text names are said to have their data processed, and which are mentioned in passing.

"Van vrijwilligers bewaren wij …" and "als klant krijgt u …" say it by themselves. A bare name of people ("gasten",
"onze stagiaires") says it only with something that is done with data in its sentence, in a list or table, over a
passage about data, or when the text keeps coming back to them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from analyser.pipes import Draft
from analyser.pipes.assertion_scope import Reading
from analyser.pipes.term_words import term_patterns
from analyser.types import Assertion, Document, Sentence

_SAYS = frozenset({"data_category", "purpose", "retention", "legal_basis", "right"})
_TOLD = frozenset({"data_subject", "purpose", "data_category"})  # by passages: a menu tells of none
_TELLING = frozenset({"own:data", "lead:data", "own:people", "section:people"})
_ASIDE = frozenset({"section:right", "lead:right", "section:recipient", "lead:recipient"})  # sections on something else
_OF_WHOM = frozenset({"lead:data", "section:data", "lead:people", "section:people"})
_RECURS = 4  # mentions after which people are no passing matter
_BARE = 2  # words: "klanten", "onze klanten"
_SALON = 2  # sentences on hair, skin or nails, in the statement of one whose trade it is
# What a web page has around its text: "Home | Over ons | Word lid | Contact", "Klantenservice > Privacy".
_MENU = re.compile(r"(?:[^|>».:;!?]{1,40} [|»] ){2,}[^|>».:;!?]{1,40}|(?:[^|>».:;!?,]{1,40} [>»›] )+[^|>».:;!?]{1,40}")


class _Mentions:
    """Who is mentioned in one text, and where something is said of them."""

    def __init__(
        self, found: Sequence[Draft], text: str, source: Document, sentences: Sequence[Sentence],
        about: Sequence[frozenset[str]], readings: Mapping[int, Reading],
    ) -> None:  # fmt: skip
        self._text, self._source, self._sentences = text, source, sentences
        self._about, self._readings, self._patterns = about, readings, term_patterns()
        claimed = [draft for draft in found if draft.assertion is not Assertion.DENIED]
        said = {draft.sentence for draft in claimed if draft.kind in _SAYS}
        self._bodies = self._on_data(said)
        self._told = said | {  # "Leden lenen ons geld. Daarvoor noteren wij hun rekeningnummer."
            it.index
            for it, after in pairwise(sentences)
            if it.block == after.block and after.index in said
            if self._patterns.takes_up.search(text, after.start, after.end)
        }
        # "Spelers melden wij aan bij de bond" tells of them, "de bond heeft veel spelers" does not.
        self._shared = {it.sentence: it.start for it in claimed if it.kind == "recipient"}
        people = [draft for draft in found if draft.kind == "data_subject"]
        self._count = Counter(draft.value for draft in people)
        self._denied = {(it.value, self._headings(it)) for it in people if it.assertion is Assertion.DENIED}

    def _on_data(self, said: Set[int]) -> frozenset[tuple[str, ...]]:
        """The headings over a passage about data."""
        passages = (
            self._source.blocks[sentence.block]
            for sentence in self._sentences
            if sentence.index in said or "own:data" in self._about[sentence.index]
        )
        blocks = [block for block in passages if block.kind != "heading"]
        return frozenset(block.headings[:depth] for block in blocks for depth in range(1, len(block.headings) + 1))

    def _headings(self, draft: Draft) -> tuple[str, ...]:
        return self._source.blocks[self._sentences[draft.sentence].block].headings

    def counts(self, draft: Draft) -> bool:
        """Whether something is said of the people of a mention, here or by coming back to them."""
        headings = self._headings(draft)
        if headings and (draft.value, headings) in self._denied:
            return False  # "Kinderen": of whom nothing is asked, and whose data are deleted when found
        return self._count[draft.value] >= _RECURS or not self._in_passing(draft)

    def _in_passing(self, draft: Draft) -> bool:
        sentence, text, patterns = self._sentences[draft.sentence], self._text, self._patterns
        block, here = self._source.blocks[sentence.block], self._about[draft.sentence]
        if "own:bystander" in here:
            return True
        if block.kind == "heading":
            return block.headings not in self._bodies
        if len(text[draft.start : draft.end].split()) > _BARE or patterns.of_readers.match(text, draft.start):
            return False
        if _ASIDE & here and not _OF_WHOM & here and not patterns.whose.search(text, sentence.start, draft.start):
            return True
        before = max(draft.start - 6, sentence.start)
        if draft.sentence in self._told or draft.start < self._shared.get(draft.sentence, 0):
            return False
        if patterns.of_readers.search(text, before, draft.start):
            return False
        reading = self._readings.get(draft.sentence)
        if reading and reading.at(draft.start).denials:
            return True
        return block.kind == "paragraph" and not _TELLING & here


def told_people(
    found: Sequence[Draft],
    text: str,
    source: Document,
    sentences: Sequence[Sentence],
    about: Sequence[frozenset[str]],
    readings: Mapping[int, Reading],
) -> Iterator[Draft]:
    """All facts but the people who are mentioned in passing, or only where something is denied; menus tell none."""
    mentions = _Mentions(found, text, source, sentences, about, readings)
    salon = sum("own:beauty" in names for names in about) >= _SALON
    menus = {sentence.index for sentence in sentences if _MENU.fullmatch(sentence.text.strip())}
    for draft in found:
        if (draft.sentence in menus and draft.kind in _TOLD) or (
            draft.kind == "data_subject" and not mentions.counts(draft)
        ):
            continue
        if salon and draft.kind == "data_subject" and draft.value == "patient":
            named = text.startswith("patient", draft.start)
            yield draft if named else replace(draft, value="customer")
        else:
            yield draft
