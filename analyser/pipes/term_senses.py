"""In which sense the words of a term stand where they were found.

"Voor deelname vragen wij uw adres" gives the occasion of asking and no data on taking part, "een cookie is een klein
bestand" tells what a word means and no use, "wettelijk verplicht" behind a period is its basis and no purpose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from spacy.tokens import Doc

from analyser.lexicon import Key
from analyser.pipes import Draft, normalised, purpose_frames, sentence_at
from analyser.pipes.term_words import term_patterns
from analyser.types import Block, Sentence

_FRAME_REACH = 45  # characters between the words that open a purpose and those that name it
_FEW = 1  # sentences on care, which others have too: "gegevens over uw gezondheid"
_MANY = 6  # sentences on placing people, in the statement of one whose trade it is
_LEGAL_PERIOD = "legal_period"
_RIGHTS = frozenset({"lead:right", "section:right"})


class Words(NamedTuple):
    """Where words stand: offsets in a normalised text, their sentence and block, and what the sentence is about."""

    text: str
    start: int
    end: int
    sentence: Sentence
    block: Block
    about: frozenset[str]


# --- purposes


def _frames_before(doc: Doc, start: int) -> Iterator[tuple[int, int]]:
    """Where words that open a purpose stand in the sentence, before an offset and near enough to reach it."""
    frames = purpose_frames(doc)
    begin, end = (bisect_left(frames, at, key=itemgetter(0)) for at in (sentence_at(doc, start).start, start))
    return (frame for frame in frames[begin:end] if start - frame[1] < _FRAME_REACH)


def is_framed(doc: Doc, words: Words) -> bool:
    """Whether words stand where a purpose is said: introduced as one, or shortly after "om", "voor", "zodat"."""
    if "lead:purpose" in words.about:
        return True
    if {"own:right", "section:right"} & words.about:
        return False
    return any(_frames_before(doc, words.start))


def is_occasion(doc: Doc, start: int) -> bool:
    """Whether words stand behind those that open a purpose: "voor deelname vragen wij uw adres"."""
    patterns, text, sentence = term_patterns(), normalised(doc), sentence_at(doc, start)
    return any(
        last <= start
        and not patterns.new_clause.search(text, last, start)
        and (
            not patterns.infinitive.fullmatch(text, first, last)
            or patterns.infinitive_follows.match(text, last, sentence.end)  # not "vragen om uw ordernummer"
        )
        for first, last in _frames_before(doc, start)
    )


def tells_no_use(words: Words) -> bool:
    """Whether words tell what a word means, who the organisation is or, in a column, which data there are: no use."""
    about = words.about
    if words.block.cell and "lead:data" in about and not {"lead:purpose", "own:purpose"} & about:
        return True
    if "own:identity" in about:
        return not {"own:data", "own:people"} & about
    if "own:definition" not in about or "own:speaker" in about:
        return False
    return term_patterns().defined.match(words.text, words.sentence.start) is not None


def is_bare(blocks: Sequence[Block], index: int) -> bool:
    """Whether a heading heads nothing: the next of its level or above follows at once."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return blocks[index].kind == "heading" and (
        after is None or (after.kind == "heading" and after.level <= blocks[index].level)
    )


def belongs_to(words: Words, others: Sequence[Draft]) -> bool:
    """Whether words belong to a purpose named beside them: "evaluatie van de |cursus", "over uw |bestelling"."""
    hinge = term_patterns().hinge
    return any(
        (other.start < words.end and words.start < other.end)
        or hinge.fullmatch(words.text, min(other.end, words.end), max(other.start, words.start))
        for other in others
    )


# --- bases and periods


def names_basis(words: Words) -> bool:
    """Whether the words name the basis of a purpose said elsewhere: in its column, after its label, as an aside."""
    patterns = term_patterns()
    if not patterns.basis_words.search(words.text, words.start, words.end):
        return False
    before = words.text[words.sentence.start : words.start]
    if before.rfind("(") > before.rfind(")"):
        # "Facturen: 7 jaar (wettelijk verplicht)"
        return "retention" not in words.about and not patterns.period.search(before)
    if "lead:purpose" in words.about:
        return False
    if words.block.cell and "lead:basis" in words.about:
        return "lead:retention" not in words.about
    return bool(patterns.basis_label.search(before))


def is_kept(words: Words, criterion: str) -> bool:
    """Whether a criterion tells how long the organisation itself keeps data.

    Not where readers are told what they may have deleted, nor in a table's column of purposes or bases.
    """
    about = words.about
    if words.block.cell and words.block.cell.header and "lead:retention" not in about:
        return False
    if "own:request" in about and "lead:retention" not in about:
        return False
    if not _RIGHTS & about or {"lead:retention", "section:retention"} & about:
        return True
    # said in passing among the rights; there the law's periods are bounds of a right
    return "own:retention" in about and "own:right" not in about and criterion != _LEGAL_PERIOD


# --- people


class Roles:
    """The words that in a text name another role than elsewhere.

    "Cliënten" are customers where the text speaks more of advice than of care, or not of care at all; "bewoners" are
    patients where it speaks of care, "abonnees" the customers of a paper where it speaks of one, "opdrachtgevers"
    companies with contact persons where it speaks of placing people.
    """

    def __init__(self, about: Sequence[frozenset[str]]) -> None:
        def told(name: str) -> int:
            return sum(f"own:{name}" in names for names in about)

        patterns = term_patterns()
        others = (
            ("patient", patterns.client, "customer", told("care") <= max(told("advice"), _FEW)),
            ("citizen", patterns.resident, "patient", told("care") > told("advice") + 2),
            ("customer", patterns.hirer, "contact_person", told("staffing") > _MANY),
            ("subscriber", patterns.subscriber, "customer", told("press") > 0),
        )
        self._others = {Key("data_subject", role): (word, other) for role, word, other, holds in others if holds}
        self._cared_for = not told("advice")

    def of(self, key: Key, words: Words) -> str:
        """The id of the term that words found as one stand for in this text."""
        word, other = self._others.get(key, (None, key.value))
        if other == "customer" and key.value == "patient" and self._cared_for and "own:care" in words.about:
            return key.value  # said with the care that they get, in a text that gives no advice
        return other if word and word.match(words.text, words.start) else key.value


__all__ = [
    "Roles", "Words", "belongs_to", "is_bare", "is_framed", "is_kept", "is_occasion", "names_basis", "tells_no_use",
]  # fmt: skip
