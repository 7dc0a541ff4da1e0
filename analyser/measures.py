"""Figures of a text by which a reader's effort is told. Each takes a statement and gives a figure, and the sentences
that weigh most in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyser.evidence import Statement
from analyser.kinds import MeasureName
from analyser.types import Sentence

LONG = 30  # words from which a sentence is long; plain-language guides ask for 15 to 20 on average
_WORST = 3  # sentences shown
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# A Dutch syllable has one vowel group: the digraphs and trigraphs count once, a diaeresis begins a new one.
_SYLLABLE = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâèéêìíîòóôùúûäëïöü]")


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the text, and the sentences that weigh most in it."""

    figure: float
    sentences: tuple[Sentence, ...] = ()


@lru_cache(maxsize=1024)  # the measures of a statement ask for the same sentences
def words(text: str) -> tuple[str, ...]:
    """The words of a text; numbers and signs are none."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=16384)
def syllables(word: str) -> int:
    """The number of syllables of a Dutch word, by its vowel groups; at least 1."""
    return max(len(_SYLLABLE.findall(word.casefold())), 1)


def _prose(statement: Statement) -> list[tuple[Sentence, tuple[str, ...]]]:
    """The sentences of paragraphs and list items with their words; headings and cells are no running text."""
    blocks = statement.document.blocks
    return [
        (sentence, found)
        for sentence in statement.facts.sentences
        if blocks[sentence.block].kind in ("paragraph", "list_item") and (found := words(sentence.text))
    ]


def flesch_douma(statement: Statement) -> Measured:
    """Reading ease by Flesch-Douma (W.H. Douma, De leesbaarheid van landbouwbladen, 1960): 206.84 − 0.93 × words a
    sentence − 77 × syllables a word. About 100 is very easy, 0 very hard."""
    prose = _prose(statement)
    total = sum(len(found) for _, found in prose)
    if not total:
        return Measured(100.0)
    spoken = sum(syllables(word) for _, found in prose for word in found)
    return Measured(206.84 - 0.93 * total / len(prose) - 77 * spoken / total, _longest(prose))


def long_sentences(statement: Statement) -> Measured:
    """The percentage of sentences with more than LONG words."""
    prose = _prose(statement)
    long = [entry for entry in prose if len(entry[1]) > LONG]
    return Measured(100 * len(long) / max(len(prose), 1), _longest(long))


def words_per_heading(statement: Statement) -> Measured:
    """The number of words a heading, the title included."""
    headings = sum(block.kind == "heading" for block in statement.document.blocks)
    return Measured(sum(len(words(block.text)) for block in statement.document.blocks) / max(headings, 1))


def longest_paragraph(statement: Statement) -> Measured:
    """The number of words of the longest paragraph."""
    blocks = statement.document.blocks
    lengths = {i: len(words(block.text)) for i, block in enumerate(blocks) if block.kind == "paragraph"}
    if not lengths:
        return Measured(0.0)
    longest = max(lengths, key=lambda index: lengths[index])
    return Measured(lengths[longest], tuple(s for s in statement.facts.sentences if s.block == longest)[:1])


def _longest(prose: list[tuple[Sentence, tuple[str, ...]]]) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence, _ in sorted(prose, key=lambda entry: -len(entry[1]))[:_WORST])


MEASURES: Mapping[MeasureName, Callable[[Statement], Measured]] = {
    "flesch_douma": flesch_douma,
    "long_sentences": long_sentences,
    "words_per_heading": words_per_heading,
    "longest_paragraph": longest_paragraph,
}
