"""Sources: from whom data come that the person did not give (Art. 14(2)(f))."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatcher
from analyser.pipes import add_fact, document, normalised, sentence_at


@lru_cache(maxsize=1)
def _matchers() -> tuple[PhraseMatcher[str], PhraseMatcher[str]]:
    content = load_yaml(data_dir("rules") / "sources.yaml")
    if not isinstance(content, dict):
        raise DataFileError("sources.yaml: expected lists of phrases by name")
    party = "(" + "|".join(content["party"]) + ")"
    frames = [("frame", phrase.replace("{party}", party)) for phrase in content["frame"]]
    return PhraseMatcher([*frames, *(("not", phrase) for phrase in content["not"])]), PhraseMatcher(
        ("party", phrase) for phrase in content["party"]
    )


@Language.component("avg_sources")
def sources(doc: Doc) -> Doc:
    """Adds a source for each party that the text says to supply data, its name as written."""
    frames, parties = _matchers()
    text, blocks = normalised(doc), document(doc).blocks
    found = frames.find(text)
    barred = {sentence_at(doc, match.start).index for match in found if match.key == "not"}
    for match in found:
        sentence = sentence_at(doc, match.start)
        if match.key == "not" or sentence.index in barred or blocks[sentence.block].kind == "heading":
            continue
        for party in parties.find(text[match.start : match.end]):
            start, end = match.start + party.start, match.start + party.end
            add_fact(doc, "source", start, end, doc.text[start:end], pipe="avg_sources", term=match.phrase)
            break
    return doc
