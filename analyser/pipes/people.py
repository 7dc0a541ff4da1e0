"""Which of the people that a text names are said to have their data processed, and which are mentioned in passing.

"Van vrijwilligers bewaren wij …" and "als klant krijgt u …" say it by themselves. A bare name of people ("gasten",
"onze stagiaires") says it only with something that is done with data in its sentence, in a list or table, over a
passage about data, or when the text keeps coming back to them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


def told_people(
    found: Sequence[Draft],
    text: str,
    source: Document,
    sentences: Sequence[Sentence],
    about: Sequence[frozenset[str]],
    readings: Mapping[int, Reading],
) -> Iterator[Draft]:
    """All facts but the people who are mentioned in passing, or only where something is denied; menus tell none."""
    patterns = term_patterns()
    said = {draft.sentence for draft in found if draft.kind in _SAYS and draft.assertion is not Assertion.DENIED}
    bodies: dict[tuple[str, ...], bool] = defaultdict(bool)
    for sentence in sentences:
        block = source.blocks[sentence.block]
        if block.kind != "heading" and (sentence.index in said or "own:data" in about[sentence.index]):
            for depth in range(1, len(block.headings) + 1):
                bodies[block.headings[:depth]] = True

    told = said | {  # "Leden lenen ons geld. Daarvoor noteren wij hun rekeningnummer."
        it.index
        for it, after in pairwise(sentences)
        if it.block == after.block and after.index in said and patterns.takes_up.search(text, after.start, after.end)
    }
    # "Spelers melden wij aan bij de bond" tells of them, "de bond heeft veel spelers" does not.
    shared = {it.sentence: it.start for it in found if it.kind == "recipient" and it.assertion is not Assertion.DENIED}
    denied = {
        (draft.value, source.blocks[sentences[draft.sentence].block].headings)
        for draft in found
        if draft.kind == "data_subject" and draft.assertion is Assertion.DENIED
    }

    def passing(draft: Draft) -> bool:
        sentence = sentences[draft.sentence]
        block, here = source.blocks[sentence.block], about[draft.sentence]
        if "own:bystander" in here:
            return True
        if block.kind == "heading":
            return not bodies[block.headings]
        if len(text[draft.start : draft.end].split()) > _BARE or patterns.of_readers.match(text, draft.start):
            return False
        if _ASIDE & here and not _OF_WHOM & here and not patterns.whose.search(text, sentence.start, draft.start):
            return True
        before = max(draft.start - 6, sentence.start)
        if draft.sentence in told or draft.start < shared.get(draft.sentence, 0):
            return False
        if patterns.of_readers.search(text, before, draft.start):
            return False
        reading = readings.get(draft.sentence)
        if reading and reading.at(draft.start).denials:
            return True
        return block.kind == "paragraph" and not _TELLING & here

    mentions = Counter(draft.value for draft in found if draft.kind == "data_subject")
    salon = sum("own:beauty" in names for names in about) >= _SALON
    menus = {sentence.index for sentence in sentences if _MENU.fullmatch(sentence.text.strip())}
    for draft in found:
        if draft.sentence in menus and draft.kind in _TOLD:
            continue
        if draft.kind == "data_subject":
            headings = source.blocks[sentences[draft.sentence].block].headings
            if headings and (draft.value, headings) in denied:
                continue  # "Kinderen": of whom nothing is asked, and whose data are deleted when found
            if mentions[draft.value] < _RECURS and passing(draft):
                continue
            if salon and draft.value == "patient" and not text.startswith("patient", draft.start):
                draft = replace(draft, value="customer")
        yield draft
