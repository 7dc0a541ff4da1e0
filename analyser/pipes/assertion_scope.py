"""How far the words of denial, exception and condition in a sentence reach, and which question a sentence answers.

A sentence falls into clauses: at "maar", "tenzij", "want", at a comma before a new subject, before a contrast ("…, niet
uw adres"; "…, uw adres wel") and around brackets that deny. A denial reaches over its clause, an exception up to the
next denial, a condition over its clause and the clause that it hangs on, and over the whole sentence if it comes first.
A clause that leaves a case to the law ("tenzij de wet het eist") is what any statement may say of any data: of data
their denial stands, and goes on behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.pipes.clause_words import clause_patterns

Cue = tuple[str, int, int]  # its list in rules/assertion.yaml, and where it stands
Answer = Literal["yes", "no", "if"]

_SENTENCE_CONDITIONS = frozenset({"condition", "unless"})
_CONDITIONS = _SENTENCE_CONDITIONS | {"proviso"}


@lru_cache(maxsize=1)
def cues() -> PhraseMatcher[str]:
    """The word lists of rules/assertion.yaml, each phrase with the name of its list."""
    content = load_mapping("assertion.yaml")
    return PhraseMatcher((name, phrase) for name, phrases in content.items() for phrase in phrases)


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that is denied or not as a whole."""

    start: int
    end: int
    denials: tuple[int, ...]  # offsets of the words that deny
    words: frozenset[str]  # the other cues in it: exception, condition, processing, sharing

    @property
    def by_law(self) -> bool:
        """Whether it leaves a case to the law."""
        return "by_law" in self.words


@dataclass(frozen=True)
class Reading:
    """The clauses of one sentence and the reach of its exceptions and conditions, as (start, end)."""

    clauses: tuple[Clause, ...]
    exceptions: tuple[tuple[int, int], ...]  # what stands here does happen
    conditions: tuple[tuple[int, int], ...]
    reversing: tuple[tuple[int, int], ...]  # where a denial holds under a condition only: "tenzij", "als u niet wilt"
    by_law: tuple[tuple[int, int], ...]  # where the condition is that the law demands it

    def at(self, offset: int) -> Clause:
        """The clause that holds an offset."""
        return self.clauses[max(bisect_right(self.clauses, offset, key=lambda clause: clause.start) - 1, 0)]

    def opening(self, clause: Clause) -> Clause:
        """The clause behind which another stands; one that leaves a case to the law is passed over."""
        before = self.at(clause.start - 1)
        return self.at(before.start - 1) if before.by_law else before

    def excepted(self, start: int, end: int) -> bool:
        """Whether words are what an exception leaves in, or hold the exception themselves."""
        return any(low <= start < high or start < low < end for low, high in self.exceptions)

    def conditional(self, offset: int) -> bool:
        """Whether what stands at an offset happens under a condition."""
        return any(low <= offset < high for low, high in self.conditions)

    def reversed(self, offset: int, *, of_data: bool = False) -> bool:
        """Whether a denial at an offset ends when a condition is met; one of data does not end by law."""
        reaches = self.reversing if of_data else (*self.reversing, *self.by_law)
        return any(low <= offset < high for low, high in reaches)

    @property
    def words(self) -> frozenset[str]:
        """The cues of all its clauses."""
        return frozenset[str]().union(*(clause.words for clause in self.clauses))

    @property
    def excepting(self) -> bool:
        """Whether it ends in an exception that a list then fills in: "… niet, tenzij:"."""
        return bool(self.clauses[-1].words & {"exception", "unless"})


def read(text: str, start: int, end: int, found: Sequence[Cue]) -> Reading:
    """The clauses of text[start:end] with what the cues in it say."""
    clauses = _clauses(text, start, end, found)
    exceptions, conditions, reversing, by_law = [], [], [], []
    void = [(a, b) for name, a, b in found if name == "no_condition"]
    for name, low, high in found:
        if name in _CONDITIONS and any(a <= low < b for a, b in void):
            continue
        place = next((i for i, clause in enumerate(clauses) if clause.start <= low < clause.end), len(clauses) - 1)
        clause = clauses[place]
        if name == "exception":
            closes = [at for at in clause.denials if at > high]
            exceptions.append((low, min([*closes, clause.end])))
            if place and clause_patterns().adverbial.match(text, high):
                exceptions.append((clauses[place - 1].start, clause.end))  # "geen foto's, behalve tijdens …"
        elif name == "except_all":
            exceptions.append((low, high))
        elif name == "perhaps":
            comma = clause_patterns().comma.search(text, high, clause.end)
            conditions.append((low, comma.start() if comma else clause.end))
        elif name in _CONDITIONS:
            reach = _reach(text, start, end, clauses, place, low, name)
            conditions.append(reach)
            if clause.by_law:
                by_law.append(reach)
            elif name == "unless" or _negative(text, low, end, found):
                reversing.append(reach)
    if asks := clause_patterns().verb_first.match(text, start, end):
        conditions.append((start, _stop(text, start, end)))
        if any(name in ("refusal", "denial", "no_denial") and start <= low < asks.end() for name, low, _ in found):
            reversing.append((start, _stop(text, start, end)))
    return Reading(clauses, tuple(exceptions), tuple(conditions), tuple(reversing), tuple(by_law))


def _clauses(text: str, start: int, end: int, found: Sequence[Cue]) -> tuple[Clause, ...]:
    void = [(a, b) for name, a, b in found if name == "no_denial"]
    bounds = {start} | {a for name, a, _ in found if name == "clause"}
    bounds |= {boundary.end() for boundary in clause_patterns().boundary.finditer(text, start, end)}
    if first := clause_patterns().subordinate.match(text, start, end):
        bounds.add(first.end())
    clauses = []
    for low, high in pairwise([*sorted(bounds), end]):
        denials = tuple(
            a
            for name, a, b in found
            if name in ("denial", "refusing")
            and low <= a < high
            and text[b : b + 1] != "-"
            and (name == "refusing" or not any(x < b and a < y for x, y in void))
        )
        words = frozenset(name for name, a, _ in found if low <= a < high and name not in _NO_WORDS)
        clauses.append(Clause(low, high, denials, words))
    return tuple(clauses)


_ANSWERS = frozenset({"answer_yes", "answer_no", "answer_if", "answer_how"})
_NO_WORDS = frozenset({"denial", "no_denial", "clause", "definition"}) | _ANSWERS


def _stop(text: str, start: int, end: int) -> int:
    """Where the part of a sentence that begins at start ends: at the next semicolon."""
    stop = text.find(";", start, end)
    return end if stop < 0 else stop


def _reach(
    text: str, start: int, end: int, clauses: Sequence[Clause], place: int, low: int, name: str
) -> tuple[int, int]:
    clause = clauses[place]
    if (
        name in _SENTENCE_CONDITIONS
        and (opening := clause_patterns().openers.match(text, start))
        and opening.end() >= low
    ):
        return start, _stop(text, low, end)
    if text[clause.start : clause.start + 1] == "(":
        if clause_patterns().joined.search(text, start, clause.start):  # "…, en (indien ingevuld) uw telefoonnummer"
            return clause.start, clauses[min(place + 1, len(clauses) - 1)].end
        return max(text.rfind(", ", start, clause.start), clauses[max(place - 1, 0)].start), clause.end
    opens = (opening := clause_patterns().openers.match(text, clause.start)) is not None and opening.end() >= low
    if name in _SENTENCE_CONDITIONS and opens and place:
        return clauses[place - 1].start, clause.end
    return clause.start, clause.end


def _negative(text: str, low: int, end: int, found: Sequence[Cue]) -> bool:
    """Whether the condition at low is that something is refused or left out."""
    comma = clause_patterns().comma.search(text, low, end)
    stop = comma.start() if comma else end
    return any(
        (name == "refusal" and low <= a < stop) or (name in ("denial", "no_denial") and a <= stop and low < b <= stop)
        for name, a, b in found
    )


@lru_cache(maxsize=4096)
def read_alone(text: str) -> Reading:
    """The reading of words that stand by themselves: a lead-in, a heading, a cell."""
    line = sentence_lines(text, ())
    return read(line, 0, len(line), _found(line))


@lru_cache(maxsize=4096)
def answer(text: str) -> Answer | None:
    """What a sentence answers to the question before it, if it answers one."""
    names = {name for name, _, _ in _found(sentence_lines(text, ()))}
    if "answer_no" in names:
        return "no"
    if "answer_if" in names:
        return "if"
    return "yes" if "answer_yes" in names else None


def grants(text: str) -> bool:
    """Whether a sentence grants what the question before it asks for: "Natuurlijk.", "Stuur ons een mail."."""
    names = {name for name, _, _ in _found(sentence_lines(text, ()))}
    return bool(names & {"answer_yes", "answer_how"}) and "answer_no" not in names


def denies_before(text: str) -> bool:
    """Whether a sentence denies of ourselves what the one before tells: "Zulke cookies plaatsen wij niet."."""
    return any(name == "denies_before" for name, _, _ in _found(sentence_lines(text, ())))


def asked_negatively(question: str) -> bool:
    """Whether a question puts the case that something is refused or left out: "Geeft u geen toestemming?"."""
    return any(name in ("refusal", "denial", "no_denial") for name, _, _ in _found(sentence_lines(question, ())))


def denies_its_section(heading: str) -> bool:
    """Whether what stands under a heading is what does not happen: "Wat wij niet doen"."""
    return any(name == "denied_section" for name, _, _ in _found(sentence_lines(heading, ())))


def _found(line: str) -> list[Cue]:
    return [(match.key, match.start, match.end) for match in cues().find(line)]
