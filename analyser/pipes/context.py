"""What each sentence is about, from its own words, from what introduces it, and from the headings above it."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatcher, sentence_lines
from analyser.pipes import document, normalised, sentence_at, sentences, set_contexts

_PLACES = ("own", "lead", "section")


@lru_cache(maxsize=1)
def _matchers() -> dict[str, PhraseMatcher[str]]:
    content = load_yaml(data_dir("rules") / "contexts.yaml")
    if not isinstance(content, dict):
        raise DataFileError("contexts.yaml: expected the names of contexts")
    matchers = {}
    for place in _PLACES:
        entries = [(name, phrase) for name, lists in content.items() for phrase in lists.get(place, ())]
        matchers[place] = PhraseMatcher(entries)
    return matchers


@Language.component("avg_context")
def context(doc: Doc) -> Doc:
    """Sets for each sentence the contexts "data", "purpose", … and, apart, "own:data", "lead:data", "section:data"."""
    matchers = _matchers()
    frames: list[tuple[int, int]] = []
    found: list[set[str]] = [set() for _ in sentences(doc)]
    for match in matchers["own"].find(normalised(doc)):
        sentence = sentence_at(doc, match.start)
        found[sentence.index] |= {match.key, f"own:{match.key}"}
        if match.key == "purpose":
            frames.append((match.start, match.end))

    @lru_cache(maxsize=None)
    def about(place: str, text: str) -> frozenset[str]:
        return frozenset(match.key for match in matchers[place].find(sentence_lines(text, ())))

    blocks = document(doc).blocks
    for sentence in sentences(doc):
        if sentence.lead_in:
            for name in about("lead", sentence.lead_in):
                found[sentence.index] |= {name, f"lead:{name}"}
        block = blocks[sentence.block]
        for heading in block.headings if block.kind != "heading" else block.headings[:-1]:
            for name in about("section", heading):
                found[sentence.index] |= {name, f"section:{name}"}
    set_contexts(doc, [frozenset(names) for names in found], frames)
    return doc
