"""Whether a fact is asserted, denied or conditional, and which finds are no statement about processing at all.

Denial reaches over its clause: from the clause's start ("Medische gegevens verwerken wij niet") to its end, not
beyond "maar", "tenzij", "behalve" and the like. What it denies depends on the verb: "wij delen uw e-mailadres niet"
denies a recipient and leaves the e-mail address. A lead-in's denial reaches the items under it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.pipes import Draft, contexts, document, drafts, normalised, replace_drafts, sentences
from analyser.types import Assertion
from analyser.vocabulary import load_vocabulary

_PUNCTUATION = re.compile(r"[;:]|, (?=(?:wij|we|u|je|dit|dat|deze|ook|hier|daar)\b)|\s[-–]\s")
_VALUE = re.compile(r"@|\+?\d[\d\s()./-]{7,}\d|https?://|www\.")
# Kinds that a component asserts by itself; denial in their sentence means something else.
_SETTLED = frozenset(
    {"contact", "controller", "dpo", "version_date", "transfer", "automated_decision", "source", "retention"}
)
_ANYONE = re.compile(
    r"\b(?:derden?|derde partij\w*|andere (?:partij|bedrij|organisatie|instantie|instelling|ondernem)\w*)\b"
)
_COLUMNS = frozenset({"data_category", "recipient", "legal_basis", "retention", "data_subject", "right"})
_FRONTED = re.compile(r"[^,;:.]{0,60}")  # between what opens a clause and the word that denies it
_CONTACT_DATA = frozenset({"email", "phone", "address", "name", "contact_details", "organisation", "social_media",
                           "business_registration", "bank_account"})  # fmt: skip


@lru_cache(maxsize=1)
def _cues() -> PhraseMatcher[str]:
    content = load_mapping("assertion.yaml")
    return PhraseMatcher((name, phrase) for name, phrases in content.items() for phrase in phrases)


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    denials: tuple[int, ...]  # offsets of the words that deny
    words: frozenset[str]  # the other cues in it: exception, condition, processing, sharing


@dataclass(frozen=True)
class _Reading:
    """The clauses of one sentence."""

    clauses: tuple[_Clause, ...]

    def at(self, offset: int) -> _Clause:
        return self.clauses[max(bisect_right(self.clauses, offset, key=lambda clause: clause.start) - 1, 0)]

    @property
    def excepting(self) -> bool:
        """Whether it ends in an exception that a list then fills in: "… niet, tenzij:"."""
        return "exception" in self.clauses[-1].words


def _read(text: str, start: int, end: int, cues: Sequence[tuple[str, int, int]]) -> _Reading:
    """The clauses of text[start:end] with what the cues in it say."""
    void = [(a, b) for name, a, b in cues if name == "no_denial"]
    bounds = {start} | {a for name, a, _ in cues if name == "clause"}
    bounds |= {found.end() for found in _PUNCTUATION.finditer(text, start, end)}
    edges = [*sorted(bounds), end]
    clauses = []
    for low, high in pairwise(edges):
        denials = tuple(
            a
            for name, a, b in cues
            if name == "denial" and low <= a < high and text[b : b + 1] != "-" and not any(x < b and a < y for x, y in void)
        )
        words = frozenset(
            name for name, a, _ in cues if low <= a < high and name not in ("denial", "no_denial", "clause")
        )
        clauses.append(_Clause(low, high, denials, words))
    return _Reading(tuple(clauses))


@lru_cache(maxsize=4096)
def _read_alone(text: str) -> _Reading:
    line = sentence_lines(text, ())
    return _read(line, 0, len(line), [(m.key, m.start, m.end) for m in _cues().find(line)])


def _denied(draft: Draft, reading: _Reading, text: str) -> bool:
    clause = reading.at(draft.start)
    if not clause.denials:
        return False
    if draft.kind == "data_category" or (draft.kind == "data_subject" and draft.value == "child"):
        if "sharing" in clause.words and "processing" not in clause.words:
            return False
        return "processing" in clause.words or any(0 <= draft.start - at < 60 for at in clause.denials)
    if draft.kind in ("right", "data_subject"):
        return False
    if draft.kind == "legal_basis":
        # "geen toestemming", "toestemming vragen wij niet"; "zonder toestemming … niet" is a condition
        before = any(0 <= draft.start - at < 25 for at in clause.denials)
        return before or ("exception" not in clause.words and any(0 < at - draft.end < 12 for at in clause.denials))
    if draft.kind == "purpose":
        # "reclame sturen we niet"; not "voor de administratie, daarbij worden geen …"
        return any(at < draft.end or _FRONTED.fullmatch(text, draft.end, at) for at in clause.denials)
    return True


def _denied_by_lead_in(draft: Draft, lead_in: str) -> bool:
    if lead_in.rstrip().endswith((".", "?")):
        return False  # a sentence of its own, not the beginning of the list
    reading = _read_alone(lead_in.rstrip(" :"))
    if reading.excepting or draft.kind in ("right", "legal_basis", "data_subject"):
        return False
    last = reading.clauses[-1]
    if draft.kind == "data_category" and "sharing" in last.words:
        return False
    return bool(last.denials)


@Language.component("avg_assertion")
def assertion(doc: Doc) -> Doc:
    """Marks every fact asserted, denied or conditional, and drops what is no statement about processing."""
    text, source, about = normalised(doc), document(doc), contexts(doc)
    found = sentences(doc)
    cues: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    starts = [sentence.start for sentence in found]
    for match in _cues().find(text):
        cues[bisect_right(starts, match.start) - 1].append((match.key, match.start, match.end))
    readings: dict[int, _Reading] = {}
    reachable = {source.blocks[found[d.sentence].block].headings for d in drafts(doc, "contact")}
    judged = []
    for draft in drafts(doc):
        if draft.kind in _SETTLED:
            judged.append(draft)
            continue
        sentence = found[draft.sentence]
        block = source.blocks[sentence.block]
        here = about[sentence.index]
        if block.cell is not None and block.cell.is_header and draft.kind in _COLUMNS:
            continue  # the header of a column says what its cells hold: "Naam" of the cookie
        if block.kind == "heading" and draft.kind in ("right", "recipient"):
            continue  # a right named in a heading alone is not granted by it, nor are data shared
        if block.kind == "heading" and draft.kind == "data_category" and "section:data" not in here:
            # "Geboortedatum" above a passage on it counts; "Postadres" above the organisation's own does not
            whole = draft.end - draft.start > 0.8 * len(sentence.text)
            if not whole or block.headings in reachable:
                continue
        if "own:definition" in here and draft.kind in ("data_category", "data_subject", "recipient", "legal_basis"):
            continue
        if (
            draft.kind == "data_category"
            and draft.value in _CONTACT_DATA
            and "own:data" not in here
            and _VALUE.search(sentence.text)
        ):
            continue  # "E-mail: info@…" is how to reach the organisation
        if sentence.index not in readings:
            readings[sentence.index] = _read(text, sentence.start, sentence.end, cues[sentence.index])
        reading = readings[sentence.index]
        if draft.kind == "recipient" and _ANYONE.search(text, draft.start, draft.end):
            words = frozenset[str]().union(*(clause.words for clause in reading.clauses))
            if words & {"condition", "exception"}:
                continue  # "derden, als dat nodig is" names no one; the rule on vague recipients reads the sentence
        if _denied(draft, reading, text) or (sentence.lead_in and _denied_by_lead_in(draft, sentence.lead_in)):
            judged.append(replace(draft, assertion=Assertion.DENIED))
        elif reading.at(draft.start).words & {"condition", "exception"}:
            judged.append(replace(draft, assertion=Assertion.CONDITIONAL))
        else:
            judged.append(draft)
    replace_drafts(doc, list(_without_general_terms(judged)))
    return doc


def _without_general_terms(found: Sequence[Draft]) -> Iterator[Draft]:
    """Leaves out a general term ("contactgegevens") where the text says which particulars it means."""
    said: dict[str, set[str]] = defaultdict(set)
    for draft in found:
        if draft.assertion is not Assertion.DENIED:
            said[draft.kind].add(draft.value)
    vocabulary = load_vocabulary()
    for draft in found:
        term = vocabulary.kind(draft.kind).get(draft.value)
        if not (term and term.yields_to and said[draft.kind].issuperset(term.yields_to)):
            yield draft
