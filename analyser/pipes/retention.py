"""How long data are kept: spans of time that are retention periods, and what each is about (Art. 13(2)(a))."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.durations import duration_signs, durations
from analyser.phrases import normalise
from analyser.pipes import (
    Draft,
    add_fact,
    contexts,
    document,
    drafts,
    normalised,
    replace_drafts,
    sentence_at,
    sentences,
)
from analyser.pipes.retention_ends import End, ends, tells_of_keeping
from analyser.pipes.retention_exclude import excluded, is_within
from analyser.pipes.retention_place import (
    LABEL,
    applies_to,
    begins_with,
    counts_from,
    ends_from,
    ends_with,
    headings_of,
    is_elliptic,
    is_listed,
    is_prose,
    part,
    refers_back,
    row_texts,
)
from analyser.pipes.retention_sift import once, sifted
from analyser.pipes.retention_talk import after_leaving, asked_before, is_not_ours, thereafter
from analyser.pipes.retention_words import retention_patterns
from analyser.pipes.wordings import holding
from analyser.records import records
from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.wordlists import cues, says, words

_FILE = "retention"
_PIPE = "avg_retention"


# What a reader's right to erasure depends on too.
_OF_ERASURE = ("necessary", "until_withdrawal")
# Criteria that say what a period counts from; of these an end named beside it is no event.
_ENDS = ("relationship", "until_handled", "until_withdrawal")


class Period(NamedTuple):
    """A period or its starting point, with the clean offsets that state it and the phrase that found it."""

    start: int
    end: int
    value: str
    term: str = ""


def _is_kept(
    source: Document, found: Sequence[Sentence], index: int, value: Value, *, several: bool, carried: bool
) -> bool:
    """Whether the sentence, that has a span of time or several, or where it stands, is about keeping or deleting.

    `carried` when a label just before it is followed by a period too.
    """
    sentence = found[index]
    if says(_FILE, "things", sentence.text):
        return False
    return (
        says(_FILE, "keep", sentence.text)
        or (value.value[1] != "T" and tells_of_keeping(sentence.text))
        or _is_labelled(sentence, value, carried=carried)
        or says(_FILE, "keep", sentence.lead_in)
        or (several and is_listed(sentence.text))
        or _is_headed(source, sentence, value, several=several)
        or _is_of_cookie(source, sentence, value)
        or _goes_on(source, found, index)
    )


def _is_labelled(sentence: Sentence, value: Value, *, carried: bool) -> bool:
    """Whether a label or a lead-in speaks of periods, or the label of data of which this is the period."""
    label = LABEL.match(sentence.text)
    if any(says(_FILE, "heading", text) for text in (sentence.lead_in, label[1] if label else "")):
        return True
    if not label:
        return False
    beside = (
        ends_with(sentence.text, value) or ends_from(sentence.text, value) or begins_with(sentence.text, label, value)
    )
    return beside and (  # "Salarisgegevens: 7 jaar"
        carried
        or bool(durations(sentence.lead_in))
        or says(_FILE, "data_label", label[1])
        or counts_from(sentence.text, value)
    )


def _is_headed(source: Document, sentence: Sentence, value: Value, *, several: bool) -> bool:
    """Whether it stands under a heading on periods, and is no prose or speaks as one does there."""
    return any(says(_FILE, "heading", text) for text in headings_of(source, sentence)) and (
        not is_prose(source.blocks[sentence.block], sentence)
        or refers_back(sentence.text)
        or says(_FILE, "period", sentence.text)
        # "Een factuur zeven jaar, een brief twee jaar."
        or ends_with(sentence.text, value)  # "Wat de fiscus wil zien zeven jaar."
        or ends_from(sentence.text, value, most=12)  # "Dossiers twee jaar nadat u klaar bent."
        or (several and not retention_patterns().age_range.search(sentence.text))
    )


def _is_of_cookie(source: Document, sentence: Sentence, value: Value) -> bool:
    """Whether it tells how long a cookie stays valid."""
    block = source.blocks[sentence.block]
    whole = block.kind == "list_item" or retention_patterns().refers_back.match(normalise(sentence.text))
    around = (*headings_of(source, sentence)[-1:], *row_texts(source, sentence)[:1])
    subject = " ".join((sentence.text, block.text if whole else "", sentence.lead_in, *around))
    if not says(_FILE, "cookie", subject) or says(_FILE, "general", sentence.text):
        return False
    return (
        says(_FILE, "validity", sentence.text + " " + sentence.lead_in)
        or sentence.text[max(value.start - 1, 0) : value.end + 1] == f"({sentence.text[value.start : value.end]})"
        or (block.kind == "list_item" and sentence.text[: value.start].rstrip()[-1:] in tuple(":-–—|>"))
    )


def _goes_on(source: Document, found: Sequence[Sentence], index: int) -> bool:
    """Whether it goes on about what the sentence before keeps."""
    sentence, previous = found[index], found[index - 1] if index else None
    return (
        previous is not None
        and headings_of(source, previous) == headings_of(source, sentence)
        and (refers_back(sentence.text) or is_elliptic(sentence.text, previous.text))
        and says(_FILE, "keep", previous.text)
    )


def _often(text: str) -> list[Value]:
    """How often what is kept is emptied: "De logboeken worden maandelijks gewist"."""
    patterns = retention_patterns()
    found = patterns.often.search(normalise(text))
    if not found or not says(_FILE, "rolling", text):
        return []
    return [Value(found.start(), found.end(), patterns.how_often[found[0]])]


def _counted(text: str) -> list[Value]:
    """A number behind its unit: "voor het volgende aantal maanden: 26"."""
    line = normalise(text)
    return [
        Value(found.start(), found.end(), value.value)
        for found in retention_patterns().counted.finditer(line)
        for value in durations(f"{found[2]} {found[1]}")
    ]


def _session(source: Document, sentence: Sentence) -> bool:
    """A cookie that is gone when the browser is closed."""
    cell = source.blocks[sentence.block].cell
    if cell and not cell.is_header and says(_FILE, "session_cell", sentence.text):
        return cell.column > 0
    if says(_FILE, "session_label", sentence.text):
        return True
    context = " ".join((sentence.text, sentence.lead_in, *headings_of(source, sentence)[-1:]))
    return (
        says(_FILE, "session", sentence.text)
        and says(_FILE, "cookie", context)
        and not says(_FILE, "session_not", sentence.text)
    )


def periods(
    source: Document, found: Sequence[Sentence], index: int, labelled: Container[int] = (), told: Container[int] = ()
) -> Iterator[Period]:
    """The retention periods of one sentence, and the criteria that its periods count from.

    `labelled` holds the blocks that tell periods by their label, `told` the sentences before that tell one.
    """
    sentence = found[index]
    cell = source.blocks[sentence.block].cell
    kept = []
    text = "" if cell and cell.is_header else sentence.text
    read = durations(text)
    spans = once(text, read) or _counted(text) or _often(text)
    if spans:
        carried = any(at in told and LABEL.match(found[at].text) for at in (index - 1, index - 2))
        around = (sentence.lead_in, *headings_of(source, sentence)[-1:])
        if any(says(_FILE, "answers_heading", told) and not says(_FILE, "heading", told) for told in around):
            line = normalise(text)
            spans = [value for value in spans if not is_within(line, value)]
        listed = sentence.block in labelled or (
            not is_prose(source.blocks[sentence.block], sentence)
            and any(says(_FILE, "heading", told) for told in around)
        )
        kept = [
            value
            for value in spans
            if not excluded(sentence.text, value, listed=listed)
            and (
                sentence.block in labelled
                or _is_kept(source, found, index, value, several=len(read) > 1, carried=carried)
            )
            and not is_not_ours(found, index)
        ]
    for value in kept:
        yield Period(sentence.start + value.start, sentence.start + value.end, value.value)
    if kept:
        seen: set[str] = set()
        for match in retention_patterns().starting_points.find(normalise(sentence.text)):
            if match.key not in seen:
                seen.add(match.key)
                start, end = sentence.start + match.start, sentence.start + match.end
                yield Period(start, end, match.key, match.phrase)
        if not seen and not says(_FILE, "after_end_not", sentence.text):
            for match in cues(_FILE, "after_end", sentence.text)[:1]:
                yield Period(sentence.start + match.start, sentence.start + match.end, "event", match.phrase)
    if _session(source, sentence):
        yield Period(sentence.start, sentence.end, "event")


def _is_criterion(doc: Doc, draft: Draft) -> bool:
    """Whether an event that a whole sentence names ("na afloop van …") is the end of keeping, not of something else."""
    sentence = sentences(doc)[draft.sentence]
    if is_not_ours(sentences(doc), draft.sentence):
        return False
    if draft.value in _OF_ERASURE and not says(_FILE, "own_extension", sentence.text):
        around = (sentence.lead_in, *headings_of(document(doc), sentence)[-1:])
        if any(says(_FILE, "right_heading", text) for text in around):
            return False
    return (
        {"own:retention", "lead:retention"} & contexts(doc)[draft.sentence] != set()
        or not is_prose(document(doc).blocks[sentence.block], sentence)
        or bool(retention_patterns().open_end.match(normalise(document(doc).text[draft.start : draft.end])))
        or bool(retention_patterns().open_end.match(normalise(sentence.text)))
        or refers_back(sentence.text)
        or says(_FILE, "period", sentence.text)
        or says(_FILE, "keep", sentence.text)
    )


def _of_newsletter(source: Document, sentence: Sentence, about: str, labelled: Container[int]) -> bool:
    """Whether a sentence stands where newsletters are spoken of."""
    around = (about, *headings_of(source, sentence)[-1:])
    return sentence.block not in labelled and any(says(_FILE, "newsletter", told) for told in around)


def _told(source: Document, found: Sequence[Sentence], draft: Draft, labelled: Container[int]) -> Draft:
    """A criterion with what it is about; to end a newsletter is to withdraw from it ("Nieuwsbrief: tot opzegging")."""
    sentence = found[draft.sentence]
    about = applies_to(source, part(sentence, draft.start))
    withdrawn = draft.value == "relationship" and (
        _of_newsletter(source, sentence, about, labelled)
        or (
            says(_FILE, "unsubscribing", source.text[draft.start : draft.end])
            and says(_FILE, "newsletter", sentence.text)
        )
    )
    return replace(
        draft,
        value="until_withdrawal" if withdrawn else draft.value,
        attributes={**draft.attributes, "applies_to": about},
    )


def _tells_no_end(source: Document, sentence: Sentence) -> bool:
    """Whether a sentence stands where no end of keeping is told, or is about other things than data."""
    block = source.blocks[sentence.block]
    return (
        block.kind == "heading"
        or bool(block.cell and block.cell.is_header)
        or says(_FILE, "things", sentence.text)
        or any(says(_FILE, "right_heading", text) for text in (sentence.lead_in, *headings_of(source, sentence)[-1:]))
    )


def _labels_end(text: str) -> bool:
    """Whether a label names data and what follows how long they are kept: "Pasfoto: tot einde schooljaar"."""
    label = LABEL.match(text)
    return (
        label is not None
        and retention_patterns().open_end.match(normalise(text[label.end() :])) is not None
        and says(_FILE, "data_label", label[1])
    )


def _add_ends(doc: Doc, labelled: Container[int]) -> None:
    """Adds the ends of keeping that clauses tell and no phrase of a term found."""
    source, about, found = document(doc), contexts(doc), sentences(doc)
    told = [draft for draft in drafts(doc, "retention") if not draft.value.startswith("P")]
    known = {(draft.sentence, draft.value) for draft in told}
    timed = {draft.sentence for draft in drafts(doc, "retention") if draft.value.startswith("P")}

    def add(sentence: Sentence, end: End) -> None:
        start, last = sentence.start + end.start, sentence.start + end.end
        if end.fallback and any(draft.start < last and start < draft.end for draft in told):
            return
        draft = Draft("retention", end.value, start, last, sentence.index, _PIPE, "")
        told_end = _told(source, found, draft, labelled)
        if (sentence.index, told_end.value) not in known:
            known.add((sentence.index, told_end.value))
            add_fact(doc, "retention", start, last, told_end.value, pipe=_PIPE, attributes=told_end.attributes)

    for sentence in found:
        if _tells_no_end(source, sentence) or sentence.text.endswith("?") or is_not_ours(found, sentence.index):
            continue
        around = {"lead:retention", "section:retention"} & about[sentence.index]
        # "Dossiers twee jaar nadat u klaar bent."
        kept = sentence.index in timed or (bool(around) and not is_prose(source.blocks[sentence.block], sentence))
        kept = kept or _labels_end(sentence.text)
        for end in ends(sentence.text, kept=kept):
            add(sentence, end)
        if "section:retention" in about[sentence.index]:
            for match in cues("retention_ends", "self_removal", sentence.text)[:1]:
                add(sentence, End(match.start, match.end, "until_withdrawal"))
        for end in asked_before(found, sentence.index):
            add(found[sentence.index - 1], end)
        for end in after_leaving(found, sentence.index):
            add(sentence, end)
        if not any(index == sentence.index for index, _ in known):
            for end in thereafter(found, sentence.index):
                add(sentence, end)


@Language.component(_PIPE)
def retention(doc: Doc) -> Doc:
    """Adds the periods, and tells every retention fact so far what it is about."""
    source, found = document(doc), sentences(doc)
    labelled = {index for index, item in records(source).items() if item.field == "retention"}
    told = (
        _told(source, found, draft, labelled) if draft.kind == "retention" else draft
        for draft in drafts(doc)
        if draft.kind != "retention" or _is_criterion(doc, draft)
    )
    replace_drafts(doc, list(told))
    known = {(draft.sentence, draft.value) for draft in drafts(doc, "retention")}
    ended, generic = {index for index, value in known if value in _ENDS}, words(_FILE, "after_end")
    sessions = retention_patterns().sessions.find(normalised(doc))
    telling = holding(doc, (*duration_signs(), *retention_patterns().how_often))
    telling |= {sentence_at(doc, match.start).index for match in sessions}
    timed: set[int] = set()
    for index in sorted(telling):
        sentence = found[index]
        about: str | None = None
        for period in periods(source, found, index, labelled, timed):
            if period.value.startswith("P"):
                timed.add(index)
            if about is None or ";" in sentence.text:
                about = applies_to(source, part(sentence, period.start))
            if period.value == "relationship" and _of_newsletter(source, sentence, about, labelled):
                period = period._replace(value="until_withdrawal")
            left = period.value == "until_withdrawal" and (index, "relationship") in known
            if left and not says(_FILE, "subscription", sentence.text):
                continue  # "nadat u bent uitgeschreven"
            if (index, period.value) in known or (index in ended and period.term in generic):
                continue
            add_fact(
                doc, "retention", period.start, period.end, period.value,
                pipe=_PIPE, term=period.term, attributes={"applies_to": about},
            )  # fmt: skip
    _add_ends(doc, labelled)
    replace_drafts(doc, list(sifted(source, found, drafts(doc))))
    return doc
