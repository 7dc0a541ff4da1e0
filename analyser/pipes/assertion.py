"""Whether a fact is asserted, denied or conditional, and which finds are no statement about processing at all.

What a denial denies depends on the verb: "wij delen uw e-mailadres niet" denies a recipient and leaves the e-mail
address. A lead-in's denial reaches the items under it, an answer the question that it answers, "nee" in a table's
"Verwerken wij dit?" the row, and a heading "Wat wij niet doen" its section. A denial that a condition ends is a
condition: "zonder uw toestemming delen wij niets met uw huisarts" says that it happens with consent.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from analyser.contexts import about as about_heading
from analyser.pipes import Draft, contexts, document, drafts, normalised, replace_drafts, sentences
from analyser.pipes.assertion_scope import (
    Answer,
    Cue,
    Reading,
    answer,
    asked_negatively,
    cues,
    denies_before,
    denies_its_section,
    grants,
    read,
    read_alone,
)
from analyser.pipes.clause_words import clause_patterns
from analyser.pipes.people import told_people
from analyser.types import Assertion, Block, Document, Sentence
from analyser.vocabulary import load_vocabulary

_VALUE = re.compile(r"@|\+?\d[\d\s()./-]{7,}\d|https?://|www\.")
# Kinds that a component asserts by itself; denial in their sentence means something else.
_SETTLED = frozenset({"contact", "controller", "dpo", "version_date", "transfer", "automated_decision", "source"})
_COLUMNS = frozenset({"data_category", "recipient", "legal_basis", "retention", "data_subject", "right"})
_DEFINED = frozenset({"data_category", "data_subject", "recipient", "legal_basis", "purpose"})
_GENERAL = frozenset({"world", "lead:definition", "section:glossary"})  # contexts of what is not said of ourselves
_PASSING = frozenset({"own:world", "section:glossary"})
_TOLD = frozenset({"world", "own:world", "own:definition"})
_OF_DATA = frozenset({"own:data", "own:people", "lead:data"})
_CLAIMED = frozenset({"data_category", "recipient", "purpose"})  # what a "nee" elsewhere can deny
_USES = frozenset({"purpose", "legal_basis"})
_HEDGES = frozenset({"condition", "proviso", "perhaps", "only", "unless", "exception"})
_FRONTED = re.compile(r"[^,;:.]{0,60}")  # between what opens a clause and the word that denies it
_NOUN_DENIED = re.compile(r"\w+ [\w-]+\Z")  # what a phrase ends in: "statistieken met Plausible: |geen cookies"
_LAST_WORD = re.compile(r"\w+\W*\Z")
_CONTACT_DATA = frozenset({"email", "phone", "address", "name", "contact_details", "organisation", "social_media",
                           "business_registration", "bank_account"})  # fmt: skip


def _denied(draft: Draft, reading: Reading, text: str) -> bool:
    clause = reading.at(draft.start)
    if draft.kind == "right":
        return "right_denied" in clause.words
    if draft.kind == "data_category" and any(
        draft.start < at and _NOUN_DENIED.match(text, at, draft.end) for at in reading.at(draft.end - 1).denials
    ):
        return True
    if draft.kind == "data_category" and not clause.denials and text[clause.start - 1 : clause.start] == ":":
        opens = reading.opening(clause)  # "Niet op de kaart staan: …", "… niet, tenzij de wet het eist: …"
        listed = not clause.words & {"processing", "sharing", "indeed"}
        return bool(listed and opens.denials and "processing" in opens.words and "sharing" not in opens.words)
    if draft.kind == "data_category" and not clause.denials and text[clause.end - 1] == ":":
        after = reading.at(clause.end)  # "Locatiegegevens: die verzamelen we niet"
        resumed = clause_patterns().goes_on.match(text, clause.end, after.end)
        return bool(resumed and after.denials and "processing" in after.words and "sharing" not in after.words)
    if not clause.denials or draft.kind == "retention" or reading.excepted(draft.start, draft.end):
        return False
    if draft.kind == "data_category" or (draft.kind == "data_subject" and draft.value == "child"):
        if "sharing" in clause.words and "processing" not in clause.words:
            return False
        if "access" in clause.words:
            return False
        elliptic = _LAST_WORD.match(text, clause.denials[-1], clause.end)  # "…, uw BSN niet"
        return bool("processing" in clause.words or elliptic) or any(
            0 <= draft.start - at < 60 for at in clause.denials
        )
    if draft.kind == "data_subject":
        return False
    if draft.kind == "legal_basis":
        # "geen toestemming", "toestemming vragen wij niet"; "zonder toestemming … niet" is a condition
        before = any(0 <= draft.start - at < 25 for at in clause.denials)
        excepting = clause.words & {"exception", "unless"}
        last = _LAST_WORD.match(text, clause.denials[-1], clause.end)
        return before or (not excepting and bool(last or any(0 < at - draft.end < 12 for at in clause.denials)))
    if draft.kind == "purpose":
        # "reclame sturen we niet"; not "voor de administratie, daarbij worden geen …"
        return any(at < draft.end or _FRONTED.fullmatch(text, draft.end, at) for at in clause.denials)
    return True


def _in_list(draft: Draft, lead_in: str) -> Assertion:
    """What the words that introduce a list say of what stands in it."""
    if not lead_in or lead_in.rstrip().endswith((".", "?")):
        return Assertion.ASSERTED  # a sentence of its own, not the beginning of the list
    reading = read_alone(lead_in.rstrip(" :"))
    last = reading.clauses[-1]
    conditional = Assertion.CONDITIONAL if reading.conditional(last.end - 1) else Assertion.ASSERTED
    if reading.excepting or draft.kind in ("right", "legal_basis", "data_subject", "retention"):
        return conditional
    if not last.denials or (draft.kind == "data_category" and "sharing" in last.words):
        return conditional
    return Assertion.CONDITIONAL if reading.reversed(last.end - 1) else Assertion.DENIED


def _answers(source: Document, found: Sequence[Sentence]) -> dict[int, Answer]:
    """The answers that the text gives to the questions in it, by the index of the question's sentence."""
    answers: dict[int, Answer] = {}
    for sentence, after in pairwise(found):
        asks = sentence.text.rstrip(" *_").endswith("?")
        titles = source.blocks[sentence.block].kind == "heading"
        if not (asks or titles) or after.block - sentence.block > 1 or source.blocks[after.block].kind == "heading":
            continue
        given = answer(after.text)
        yes_or_no = asks and not clause_patterns().open_question.match(sentence.text)
        if given == "if" or (given and yes_or_no) or (given == "no" and titles):
            answers[sentence.index] = given
    return answers


def _granted_below(question: Sentence, found: Sequence[Sentence], source: Document) -> bool:
    """Whether a question is answered by what grants it: "Mag ik mijn gegevens zien?", "Ja, stuur ons een mail."."""
    if not question.text.rstrip(" *_").endswith("?") or question.index + 1 >= len(found):
        return False
    below = found[question.index + 1]
    return below.block - question.block <= 1 and source.blocks[below.block].kind != "heading" and grants(below.text)


def _denied_afterwards(found: Sequence[Sentence], about: Sequence[frozenset[str]]) -> dict[int, Answer]:
    """The sentences that speak of others or in general, which the next one denies of ourselves."""
    denied: dict[int, Answer] = {}
    for sentence, after in reversed(list(pairwise(found))):
        if sentence.block != after.block or "own:speaker" in about[sentence.index]:
            continue
        goes_on = after.index in denied and clause_patterns().goes_on.match(after.text)
        if goes_on or denies_before(after.text):
            denied[sentence.index] = "no"
    return denied


def _in_row(draft: Draft, block: Block, row: Sequence[Block]) -> Assertion:
    """What the later cells of a row say of what stands in an earlier one: "BSN | nee"."""
    claim = Assertion.ASSERTED
    for other in row:
        if other.cell is None or block.cell is None or other.cell.column <= block.cell.column or other.cell.is_header:
            continue
        if answer(other.text) == "if":
            claim = Assertion.CONDITIONAL
        header, patterns = other.cell.header, clause_patterns()
        asked = read_alone(header).words & {"processing", "sharing"}
        if not (asked and patterns.denied_cell.fullmatch(other.text)) or patterns.other_question.search(header):
            continue
        if draft.kind != "data_category" or "processing" in asked:
            return Assertion.DENIED
    return claim


class _Assessor:
    """Says of each fact of a document what its sentence, and what stands around that, claims."""

    def __init__(self, doc: Doc) -> None:
        self.text, self.source, self.about = normalised(doc), document(doc), contexts(doc)
        self.found = sentences(doc)
        self.readings: dict[int, Reading] = {}
        self._cues: dict[int, list[Cue]] = defaultdict(list)
        starts = [sentence.start for sentence in self.found]
        for match in cues().find(self.text):
            self._cues[bisect_right(starts, match.start) - 1].append((match.key, match.start, match.end))
        self._reachable = {self._block(draft).headings for draft in drafts(doc, "contact")}
        self._answers = _denied_afterwards(self.found, self.about) | _answers(self.source, self.found)

    def judged(self, found: Sequence[Draft]) -> Iterator[Draft]:
        """Each fact with its assertion, without those that state no processing."""
        for draft in found:
            if draft.kind in _SETTLED:
                yield draft
            elif not (self._is_no_statement(draft) or self._stands_in_passing(draft) or self._is_hedged(draft)):
                claim = self._claim(draft)
                yield draft if claim is draft.assertion else replace(draft, assertion=claim)

    def _block(self, draft: Draft) -> Block:
        return self.source.blocks[self.found[draft.sentence].block]

    def _reading(self, index: int) -> Reading:
        if index not in self.readings:
            sentence = self.found[index]
            self.readings[index] = read(self.text, sentence.start, sentence.end, self._cues[index])
        return self.readings[index]

    def _answer(self, draft: Draft) -> Answer | None:
        return self._answers.get(draft.sentence) if draft.kind in _CLAIMED else None

    def _is_no_statement(self, draft: Draft) -> bool:
        """Whether the header of a column or a heading names something that it does not state."""
        block, sentence, kind = self._block(draft), self.found[draft.sentence], draft.kind
        if block.cell is not None and block.cell.is_header and kind in _COLUMNS:
            return True  # the header of a column says what its cells hold: "Naam" of the cookie
        if block.kind != "heading":
            return False
        answered = self._answer(draft)
        if (kind == "recipient" and not answered) or (
            kind == "right" and not _granted_below(sentence, self.found, self.source)
        ):
            return True  # a right named in a heading alone is not granted by it, nor are data shared
        if kind != "data_category" or "section:data" in self.about[draft.sentence] or answered:
            return False
        # "Geboortedatum" above a passage on it counts; "Postadres" above the organisation's own does not
        whole = draft.end - draft.start > 0.8 * len(sentence.text)
        return not whole or block.headings in self._reachable

    def _stands_in_passing(self, draft: Draft) -> bool:
        """Whether its sentence defines a word, tells what others do, or how to reach the organisation."""
        sentence, block, here = self.found[draft.sentence], self._block(draft), self.about[draft.sentence]
        seen = self._cues[draft.sentence]
        if draft.kind in _DEFINED and _defines(draft, here, seen):
            return True
        if draft.kind in _USES:
            return "elsewhere" in here
        if draft.kind != "data_category":
            return False
        told = block.kind == "paragraph" and block.headings and not any(name == "ours" for name, _, _ in seen)
        if told and "definition" in about_heading("section", block.headings[-1]):
            return True  # "Wat zijn persoonsgegevens?": what the passage names are examples
        # "E-mail: info@…" is how to reach the organisation
        return draft.value in _CONTACT_DATA and "own:data" not in here and _VALUE.search(sentence.text) is not None

    def _is_hedged(self, draft: Draft) -> bool:
        """Whether it is a party that may or may not be there.

        "Derden, als dat nodig is" names no one; the rule on vague recipients reads the sentence.
        """
        anyone = draft.kind == "recipient" and clause_patterns().anyone.search(self.text, draft.start, draft.end)
        return bool(anyone) and not self._reading(draft.sentence).words.isdisjoint(_HEDGES)

    def _claim(self, draft: Draft) -> Assertion:
        """What is said of a fact: denied by any who speak of it, else conditional by any."""
        sentence, block, reading = self.found[draft.sentence], self._block(draft), self._reading(draft.sentence)
        if answered := self._answer(draft):
            claims = [_answered(draft, answered, reading)]
        else:
            said = _in_sentence(draft, reading, self.text)
            claims = [_in_case(said, sentence, self.found), _in_list(draft, sentence.lead_in)]
        if block.cell is not None and draft.kind in _CLAIMED:
            claims.append(_in_row(draft, block, self.source.row_of(block)))
        if draft.kind in _CLAIMED and block.kind != "heading" and block.headings:
            claims.append(_in_section(draft, block.headings[-1], reading))
        return next((claim for claim in (Assertion.DENIED, Assertion.CONDITIONAL) if claim in claims), draft.assertion)


@Language.component("avg_assertion")
def assertion(doc: Doc) -> Doc:
    """Marks every fact asserted, denied or conditional, and drops what is no statement about processing."""
    assessor = _Assessor(doc)
    text, source, found, about = assessor.text, assessor.source, assessor.found, assessor.about
    judged = list(_without_empty_headings(list(assessor.judged(drafts(doc))), source, found, about))
    judged = list(told_people(judged, text, source, found, about, assessor.readings))
    replace_drafts(doc, list(_without_general_terms(judged)))
    return doc


def _without_empty_headings(
    found: Sequence[Draft], source: Document, sentences: Sequence[Sentence], about: Sequence[frozenset[str]]
) -> Iterator[Draft]:
    """Leaves out what a heading names where the passage below it denies it or speaks of the world alone."""
    bodies: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for sentence in sentences:
        block = source.blocks[sentence.block]
        if block.kind != "heading":
            bodies[tuple(block.headings)].append(sentence.index)
    claims: dict[tuple[int, str, str], set[Assertion]] = defaultdict(set)
    for draft in found:
        claims[draft.sentence, draft.kind, draft.value].add(draft.assertion)
    for draft in found:
        block = source.blocks[sentences[draft.sentence].block]
        if block.kind == "heading" and draft.kind in ("purpose", "data_category"):
            body = bodies[tuple(block.headings)]
            said = set[Assertion]().union(*(claims.get((index, draft.kind, draft.value), ()) for index in body))
            if said == {Assertion.DENIED} or (body and all(_TOLD & about[index] for index in body)):
                continue
        yield draft


def _defines(draft: Draft, here: frozenset[str], seen: Sequence[Cue]) -> bool:
    """Whether the sentence explains a word or the law, and so says nothing of this organisation."""
    if "own:definition" in here and draft.kind != "purpose":
        return True
    if "own:statement" in here and draft.kind in ("data_category", "purpose"):
        return True
    if "own:identity" in here and draft.kind == "data_category" and not _OF_DATA & here:
        return True  # "wij zijn gespecialiseerd in echtscheidingen" tells a trade
    names = {name for name, _, _ in seen}
    if "ours" in names:
        return False
    if "definition" in names:
        return True
    if draft.kind in ("purpose", "legal_basis"):  # named in passing too
        return bool(_PASSING & here) and "own:speaker" not in here
    return bool(_GENERAL & here)


def _in_sentence(draft: Draft, reading: Reading, text: str) -> Assertion:
    """What the sentence itself says of a fact in it."""
    if _denied(draft, reading, text):
        ends = reading.reversed(draft.start, of_data=draft.kind == "data_category")
        if draft.kind == "right":
            ends = ends or bool(reading.conditions)
        return Assertion.CONDITIONAL if ends else Assertion.DENIED
    return Assertion.CONDITIONAL if reading.conditional(draft.start) else Assertion.ASSERTED


def _in_case(claim: Assertion, sentence: Sentence, found: Sequence[Sentence]) -> Assertion:
    """The claim of a sentence in the case that a question before it puts: "Wilt u …? Dan …"."""
    if not sentence.index or not clause_patterns().then.match(sentence.text):
        return claim
    case = found[sentence.index - 1]
    if case.block != sentence.block or not case.text.endswith("?"):
        return claim
    return claim if claim is Assertion.DENIED and not asked_negatively(case.text) else Assertion.CONDITIONAL


def _answered(draft: Draft, given: Answer, reading: Reading) -> Assertion:
    """What the answer to a question says of a fact in the question."""
    if given == "if":
        return Assertion.CONDITIONAL
    words = reading.at(draft.start).words
    kept = draft.kind == "data_category" and "sharing" in words and "processing" not in words
    return Assertion.DENIED if given == "no" and not kept else Assertion.ASSERTED


def _in_section(draft: Draft, heading: str, reading: Reading) -> Assertion:
    """What a heading that denies ("Wat wij niet doen") says of a fact below it."""
    own = any(clause.denials for clause in reading.clauses) or "indeed" in reading.words
    if own or not denies_its_section(heading):
        return Assertion.ASSERTED
    kept = draft.kind == "data_category" and "sharing" in read_alone(heading).words
    return Assertion.ASSERTED if kept else Assertion.DENIED


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
