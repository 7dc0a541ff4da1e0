"""What the labels of a record say of its content: of which kind it is, and values in words that no term file knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.phrases import normalise
from analyser.pipes import Draft, document, drafts, replace_drafts, sentence_at, sentences
from analyser.pipes.sources import source_patterns
from analyser.records import Item, records
from analyser.types import NO_ATTRIBUTES, Assertion
from analyser.units import FIELD_OF
from analyser.vocabulary import load_vocabulary

_PIPE = "avg_labelled"
_KIND = {field: kind for kind, field in FIELD_OF.items()} | {
    "interest": "legal_basis", "transfers": "transfer", "source": "source", "automated_decisions": "automated_decision"
}  # fmt: skip
_PARTS = {"recipients": re.compile(r"[^;]+"), "source": re.compile(r"[^;]+"), "interest": re.compile(r".+")}
_PART = re.compile(r"[^,;]+")
_CATEGORY = re.compile(r"(?P<name>.+?) \((?P<label>[^()]+)\)")
_SHORTENED = re.compile(r"\b[A-Z]\.$")  # "Voorbeeld B.V."
_BLANK = re.compile(r"\[vul in:[^\[\]]*\]", re.I)


@lru_cache(maxsize=8)
def _labels(kind: str) -> dict[str, str]:
    return {normalise(term.label.nl): id for id, term in load_vocabulary().kind(kind).items()}


def _in_two(words: str, labels: Mapping[str, str]) -> list[tuple[tuple[int, int], str]]:
    """The two labels that "en" ties at the end of a row ("adres en e-mailadres"), with their offsets."""
    for tie in re.finditer(" en ", words):
        first, second = (labels.get(normalise(part)) for part in (words[: tie.start()], words[tie.end() :]))
        if first and second:
            return [((0, tie.start()), first), ((tie.end(), len(words)), second)]
    return []


@Language.component(_PIPE)
def labelled(doc: Doc) -> Doc:
    """Keeps in each item of a record the facts of its kind, and adds those that only its label tells.

    The heading above a record that tells its purposes names it, and states none.
    """
    source = document(doc)
    found = records(source)
    if not found:
        return doc
    told = {source.blocks[index].headings for index, item in found.items() if item.field == "purposes"}
    read = {index: list(_read(source.blocks[index].text, item)) for index, item in found.items()}

    def stays(draft: Draft) -> bool:
        block = sentences(doc)[draft.sentence].block
        if source.blocks[block].kind == "heading":
            return source.blocks[block].headings not in told
        item = found.get(block)
        if item is None:
            return True
        if draft.kind != _KIND.get(item.field):
            return False
        start, end = draft.start - source.starts[block], draft.end - source.starts[block]
        return end > item.content and not any(a < end and start < b for a, b, *_ in read[block])

    kept = [draft for draft in drafts(doc) if stays(draft)]
    for index, values in read.items():
        for start, end, value, attributes in values:
            first, last = source.starts[index] + start, source.starts[index] + end
            sentence = sentence_at(doc, first).index
            kept.append(
                Draft(_KIND[found[index].field], value, first, last, sentence, _PIPE, "", attributes or NO_ATTRIBUTES,
                      Assertion.ASSERTED)
            )  # fmt: skip
    replace_drafts(doc, kept)
    return doc


def _read(text: str, item: Item) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    """The parts of an item that its label gives a meaning: offsets in the block, value and attributes."""
    if item.field not in (*_PARTS, "data_categories", "data_subjects", "retention"):
        return
    for found in _PARTS.get(item.field, _PART).finditer(text, item.content):
        words = _BLANK.sub("", found[0]).strip()
        start = found.start() + found[0].index(words) if words else 0
        words = words if _SHORTENED.search(words) else words.removesuffix(".")
        if not words:
            continue
        end = start + len(words)
        if item.field == "source":
            if not source_patterns().of_reader.fullmatch(words):
                yield start, end, words, {}
        elif item.field == "interest":
            yield start, end, "legitimate_interests", {"interest": words}
        else:
            labels = _labels(_KIND[item.field])
            if id := labels.get(normalise(words)):
                yield start, end, id, {}
            elif both := _in_two(words, labels):
                for (first, last), id in both:
                    yield start + first, start + last, id, {}
            elif (
                item.field == "recipients"
                and (named := _CATEGORY.fullmatch(words))
                and (category := labels.get(normalise(named["label"])))
            ):
                yield start, end, category, {"name": named["name"]}
