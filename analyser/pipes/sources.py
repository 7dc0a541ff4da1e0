"""Sources: from whom data come that the person did not give (Art. 14(2)(f))."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher
from analyser.pipes import add_fact, contexts, document, normalised, sentence_at


@lru_cache(maxsize=1)
def _matchers() -> tuple[PhraseMatcher[tuple[str, str]], PhraseMatcher[str]]:
    """How it is said that a party supplies data, and the parties with the words that belong to their names."""
    content = load_mapping("sources.yaml")
    party = "(" + "|".join(content["party"]) + ")"
    said = [((k, phrase), phrase.replace("{party}", party)) for k in ("frame", "not") for phrase in content[k]]
    before = "(" + "|".join(content["before_party"]) + ")?"
    return PhraseMatcher(said), PhraseMatcher(("party", f"{before} {before} {name}") for name in content["party"])


@Language.component("avg_sources")
def sources(doc: Doc) -> Doc:
    """Adds a source for each party that the text says to supply data, its name as written."""
    frames, parties = _matchers()
    text, blocks, about = normalised(doc), document(doc).blocks, contexts(doc)
    found = frames.find(text)
    barred = {sentence_at(doc, match.start).index for match in found if match.key[0] == "not"}
    for match in found:
        sentence = sentence_at(doc, match.start)
        if match.key[0] == "not" or sentence.index in barred or blocks[sentence.block].kind == "heading":
            continue
        if {"own:definition", "section:right", "lead:right"} & about[sentence.index]:
            continue
        base = sentence.start
        for party in parties.find(text[base : match.end]):
            if base + party.end > match.start:
                start, end = base + party.start, base + party.end
                who = document(doc).text[start:end]
                add_fact(doc, "source", start, end, who, pipe="avg_sources", term=match.key[1])
                break
    return doc
