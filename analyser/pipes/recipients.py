"""Recipients by name: the parties of the term files, and parties that a passage introduces ("gehost bij …")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatcher
from analyser.pipes import add_fact, contexts, document, drafts, normalised, sentence_at
from analyser.vocabulary import load_vocabulary

# A capitalised name: "Voorbeeld Hosting B.V.", "Rabobank", "De Letter & Zonen".
_NAME = re.compile(
    r"[ ,:\"'“‘(]{0,3}(?:(?:het|de|een|ons|onze|software|systeem|bedrijf|firma|platform|dienst|van) )*"
    r"[\"'“‘]?(?P<name>[A-ZÀ-Þ][\w&’'.-]*[\w](?:[ ](?:[A-ZÀ-Þ0-9][\w&’'.-]*\w|&|B\.V\.|N\.V\.|van(?= [A-Z])|de(?= [A-Z])))*)"
)
_NO_NAME = re.compile(
    r"^(?:Deze|Dit|De|Het|Een|Wij|We|U|Je|Onze?|Voor|Als|Met|In|Bij|Google Chrome|Safari|Firefox|AVG|GDPR|EU|EER|"
    r"Nederland|België|Europa|Wet|Artikel|Autoriteit Persoonsgegevens|Gegevensbeschermingsautoriteit|"
    r"Verwerkers?|Verwerkersovereenkomst\w*|Internet|Excel|Word|FG|SSL|HTTPS|PDF|BSN)$"
)


@lru_cache(maxsize=1)
def _parties() -> PhraseMatcher[str]:
    entries = [
        (category, phrase)
        for category, term in load_vocabulary().kind("recipient").items()
        for party in term.parties
        for phrase in (party.phrases or (party.name.casefold(),))
    ]
    return PhraseMatcher(entries)


@lru_cache(maxsize=1)
def _introductions() -> PhraseMatcher[str]:
    content = load_yaml(data_dir("rules") / "named_recipients.yaml")
    if not isinstance(content, dict):
        raise DataFileError("named_recipients.yaml: expected lists of phrases by recipient category")
    return PhraseMatcher((category, phrase) for category, phrases in content.items() for phrase in phrases)


@Language.component("avg_recipients")
def recipients(doc: Doc) -> Doc:
    """Adds a recipient with its name as written for each known party and each party that is introduced."""
    text, about = normalised(doc), contexts(doc)
    controllers = {draft.value.casefold() for draft in drafts(doc, "controller")}
    blocks = document(doc).blocks
    taken: list[tuple[int, int]] = []

    def add(category: str, start: int, end: int, term: str) -> None:
        name = doc.text[start:end]
        if doc.text[max(start - 1, 0) : start] in ("@", ".", "/"):
            return  # a part of an address
        if name.casefold() in controllers or any(a < end and start < b for a, b in taken):
            return
        taken.append((start, end))
        add_fact(doc, "recipient", start, end, category, pipe="avg_recipients", term=term, attributes={"name": name})

    known = _parties().find(text)
    for match in sorted(known, key=lambda match: match.start - match.end):  # the longest name wins
        sentence = sentence_at(doc, match.start)
        if blocks[sentence.block].kind == "heading" and match.key != "analytics_provider":
            continue
        if match.key == "authority" and "recipient" not in about[sentence.index]:
            continue
        add(match.key, match.start, match.end, match.phrase)
    for match in _introductions().find(text):
        sentence = sentence_at(doc, match.start)
        found = _NAME.match(doc.text, match.end, sentence.end)
        if found and not _NO_NAME.match(found["name"]):
            add(match.key, *found.span("name"), match.phrase)
    return doc
