"""Automated decisions and profiling: stated or denied (Art. 13(2)(f), Art. 22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.pipes import add_fact, contexts, document, normalised, sentence_at, sentences
from analyser.records import records
from analyser.types import Sentence

_LABEL = 2  # words
_QUESTION = 10  # words of a cell that asks or names, at most
_NOT_OURS = frozenset({"lead:right", "section:right", "own:world", "world", "section:glossary"})


@lru_cache(maxsize=1)
def _matcher() -> PhraseMatcher[str]:
    content = load_mapping("automated_decisions.yaml")
    return PhraseMatcher((name, phrase) for name, phrases in content.items() for phrase in phrases)


def _denied_after(index: int, cues: Mapping[int, Mapping[str, tuple[int, int]]], doc: Doc) -> tuple[int, int] | None:
    """Where the next sentence denies what a sentence explains: "Dat doen wij niet."."""
    after = cues.get(index + 1, {})
    if not after.keys() >= {"refers", "denial"} or sentences(doc)[index + 1].block != sentences(doc)[index].block:
        return None
    return after["denial"]


def _answered_beside(index: int, cues: Mapping[int, Mapping[str, tuple[int, int]]], doc: Doc) -> bool:
    """Whether the cell beside a short one denies what that names: "Profilering | nee"."""
    found = sentences(doc)
    if len(found[index].text.split()) > _QUESTION or "denial" not in cues.get(index + 1, {}):
        return False
    here, beside = (document(doc).blocks[found[at].block].cell for at in (index, index + 1))
    return bool(
        here and beside and (here.table, here.row, here.column + 1) == (beside.table, beside.row, beside.column)
    )


def _is_label(sentence: Sentence, cues: Collection[str]) -> bool:
    """Whether a sentence in prose only names the matter: "Profilering." before what is said of it."""
    return not sentence.lead_in and ("label" in cues or len(sentence.text.split()) <= _LABEL)


@Language.component("avg_automated")
def automated(doc: Doc) -> Doc:
    """Adds one fact, "none" or "stated", and one for each record that tells it.

    The reader's right against such decisions alone gives nothing. Beside a right it counts where the text goes on to
    say what the organisation does ("wij nemen geen …").
    """
    text, about, blocks = normalised(doc), contexts(doc), document(doc).blocks
    labelled, starts = records(document(doc)), document(doc).starts
    cues: dict[int, dict[str, tuple[int, int]]] = {}
    for match in _matcher().find(text):
        sentence = sentence_at(doc, match.start)
        item = labelled.get(sentence.block)
        if item is None or match.end > starts[sentence.block] + item.content:  # a label says nothing by itself
            cues.setdefault(sentence.index, {}).setdefault(match.key, (match.start, match.end))
    groups: dict[int | None, dict[str, tuple[int, int]]] = {}
    for index, names in cues.items():
        block = blocks[sentences(doc)[index].block]
        item = labelled.get(sentences(doc)[index].block)
        if item and item.field != "automated_decisions":
            continue
        found = groups.setdefault(item.record if item else None, {})
        if "mention" in names and block.kind != "heading" and not _is_label(sentences(doc)[index], names):
            others = names.keys() & {"right", "explanation"} or _NOT_OURS & about[index]
            if "practice" in names or not others:
                denied = ("denial" in names and "no_denial" not in names) or _answered_beside(index, cues, doc)
                found.setdefault("none" if denied else "stated", names["mention"])
            elif names.keys() & {"explanation", "right"} and (denial := _denied_after(index, cues, doc)):
                found.setdefault("none", denial)
        elif "denial" in names and block.headings and block.kind != "heading":
            # "Geautomatiseerde besluitvorming" above "Hiervan maken wij geen gebruik."
            heading = sentence_lines(block.headings[-1], ())
            if any(match.key == "heading" for match in _matcher().find(heading)):
                found.setdefault("none", names["denial"])
    for found in groups.values():
        for value in ("stated", "none"):
            if value in found:
                add_fact(doc, "automated_decision", *found[value], value, pipe="avg_automated")
                break
    return doc
