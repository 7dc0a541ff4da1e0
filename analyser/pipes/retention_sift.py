"""What was found of retention and is none after all, or another: the same period twice, a period taken for an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analyser.durations import durations
from analyser.periods import about_as_long
from analyser.phrases import normalise
from analyser.pipes import Draft
from analyser.pipes.retention_ends import removes
from analyser.pipes.retention_words import retention_patterns
from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.wordlists import says

_FILE = "retention"


def once(text: str, spans: Sequence[Value]) -> list[Value]:
    """Leaves out a period that only says the one before in another unit: "12 maanden (1 jaar)"."""
    line, kept = normalise(text), list(spans[:1])
    for last, span in pairwise(spans):
        same = retention_patterns().same.fullmatch(line, last.end, span.start)
        if not (same and about_as_long(last.value, span.value, rounded=bool(same["rounded"]))):
            kept.append(span)
    return kept


def _is_period(source: Document, draft: Draft) -> bool:
    """Whether an event is a span of time that has gone by: "Zijn de zeven jaar om, dan …", "Wie een jaar niet komt"."""
    text = source.text[draft.start : draft.end]
    return any(says(_FILE, "passed", text[span.end :]) for span in durations(text))


def _begins(sentence: Sentence) -> bool:
    """Whether keeping begins after what a sentence names: "Na de betaling slaan wij uw gegevens op"."""
    return says(_FILE, "begins", sentence.text) and not durations(sentence.text) and not removes(sentence.text)


def _leaves(source: Document, sentence: Sentence) -> bool:
    """Whether who unsubscribes in a sentence leaves the organisation."""
    text = sentence.text
    around = (text, *source.blocks[sentence.block].headings[-1:])
    return (
        says(_FILE, "unsubscribing", text)
        and any(says(_FILE, "membership", told) for told in around)
        and not any(says(_FILE, "subscription", told) for told in around)
    )


def _checks_out(source: Document, draft: Draft, sentence: Sentence) -> bool:
    """Whether who leaves in a sentence has only stayed: "twee maanden na vertrek" of a guest."""
    around = " ".join((sentence.text, sentence.lead_in, *source.blocks[sentence.block].headings[-1:]))
    return (
        says(_FILE, "departure", source.text[draft.start : draft.end])
        and says(_FILE, "stay", around)
        and not says(_FILE, "stay_not", around)
    )


def _without_said_periods(found: Sequence[Sentence], all_drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leaves out "statutory period" where the period is said: "van de wet zeven jaar", not "…, tenzij de wet …".

    It is also said where the items tell it that the sentence introduces, and where the sentence before tells it
    ("Deze termijn volgt uit de wet"); so is what is no longer needed after it ("Daarna hebben wij ze niet meer nodig").
    """

    def part(draft: Draft) -> tuple[int, int]:
        sentence = found[draft.sentence]
        before = sentence.text[: draft.end - sentence.start]
        return draft.sentence, sum(1 for _ in retention_patterns().otherwise.finditer(before))

    numbered = {part(draft) for draft in all_drafts if draft.kind == "retention" and draft.value.startswith("P")}
    introduced = {found[index].lead_in for index, _ in numbered}
    telling = {index for index, _ in numbered}

    def carries_on(draft: Draft, opening: str) -> bool:
        sentence = found[draft.sentence]
        return (
            draft.sentence - 1 in telling
            and found[draft.sentence - 1].block == sentence.block
            and says(_FILE, opening, sentence.text)
        )

    for draft in all_drafts:
        if draft.kind == "retention" and draft.value == "legal_period":
            said = part(draft) in numbered or found[draft.sentence].text in introduced
            if said or carries_on(draft, "that_period"):
                continue
        if draft.kind == "retention" and draft.value == "necessary" and carries_on(draft, "thereafter"):
            continue
        yield draft


def sifted(source: Document, found: Sequence[Sentence], all_drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts without what is no end of keeping, and with what it is instead."""
    happened = {draft.sentence for draft in all_drafts if (draft.kind, draft.value) == ("retention", "event")}
    left = {draft.sentence for draft in all_drafts if (draft.kind, draft.value) == ("retention", "relationship")}
    for draft in _without_said_periods(found, all_drafts):
        if draft.kind == "retention" and draft.value == "event":
            if _is_period(source, draft) or _begins(found[draft.sentence]):
                continue
        elif draft.kind == "retention" and draft.value == "relationship":
            if _checks_out(source, draft, found[draft.sentence]):
                if draft.sentence in happened:
                    continue
                happened.add(draft.sentence)
                draft = replace(draft, value="event")
        elif draft.kind == "retention" and draft.value == "until_withdrawal" and _leaves(source, found[draft.sentence]):
            if draft.sentence in left:
                continue
            left.add(draft.sentence)
            draft = replace(draft, value="relationship")
        yield draft


__all__ = ["once", "sifted"]
