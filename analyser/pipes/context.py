"""What each sentence is about, from its own words, from what introduces it, and from the headings above it."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from analyser.contexts import about, matcher
from analyser.pipes import document, normalised, sentence_at, sentences, set_contexts
from analyser.pipes.term_words import term_patterns
from analyser.records import records

# After these the passage goes on about the world in general until the organisation speaks of itself.
_GENERAL = frozenset({"own:definition", "own:world", "world"})
# The contexts that the labels of records give; other fields are contexts by their own names.
_OF_FIELD = {
    "purposes": "purpose", "data_categories": "data", "data_subjects": "data", "legal_bases": "basis",
    "recipients": "recipient",
}  # fmt: skip


def _passes_on(here: Set[str]) -> bool:
    """Whether a sentence tells what we pass on, which stays said: "Wij geven uw adres door. De vervoerder is …"."""
    return {"own:speaker", "own:recipient"} <= here and "own:right" not in here


@Language.component("avg_context")
def context(doc: Doc) -> Doc:
    """Sets for each sentence the contexts "data", "purpose", … and, apart, "own:data", "lead:data", "section:data".

    "world" is what it says in general, and "elsewhere" what it or the next says that others do.
    """
    frames: list[tuple[int, int]] = []
    found: list[set[str]] = [set() for _ in sentences(doc)]
    for match in matcher("own").find(normalised(doc)):
        if match.key == "purpose" and term_patterns().asked.match(normalised(doc), match.end):
            continue
        sentence = sentence_at(doc, match.start)
        found[sentence.index] |= {match.key, f"own:{match.key}"}
        if match.key == "purpose":
            frames.append((match.start, match.end))

    for names in found:
        if "own:elsewhere" in names:
            names |= {"world", "elsewhere"}
    blocks, labelled = document(doc).blocks, records(document(doc))
    for before, after in pairwise(sentences(doc)):
        if before.block != after.block:
            continue
        here = found[before.index]
        if "own:elsewhere" in found[after.index]:  # "… dat doet de bank zelf": so was what came before
            here |= set() if _passes_on(here) else {"world"}
            here |= set() if "own:speaker" in here else {"elsewhere"}
        if "own:definition" in found[before.index] and "own:example" in found[after.index]:
            found[after.index] |= {"definition", "own:definition"}
        if "own:speaker" not in found[after.index] and _GENERAL & found[before.index]:
            found[after.index].add("world")
    for sentence in sentences(doc):
        if item := labelled.get(sentence.block):  # its label says what it is about, whatever its words or headings
            topic = _OF_FIELD.get(item.field, item.field)
            found[sentence.index] = {topic, f"own:{topic}", f"lead:{topic}"}
            continue
        if sentence.lead_in:
            for name in about("lead", sentence.lead_in):
                found[sentence.index] |= {name, f"lead:{name}"}
        block = blocks[sentence.block]
        for heading in block.headings if block.kind != "heading" else block.headings[:-1]:
            for name in about("section", heading):
                found[sentence.index] |= {name, f"section:{name}"}
    set_contexts(doc, [frozenset(names) for names in found], frames)
    return doc
