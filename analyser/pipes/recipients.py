"""Recipients by name: the parties of the term files, and parties that a passage introduces ("gehost bij …")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatcher, normalise
from analyser.pipes import add_fact, contexts, document, drafts, normalised, sentence_at, sentences
from analyser.types import Sentence
from analyser.vocabulary import load_vocabulary

_PIPE = "avg_recipients"
_WORD = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w&’'.+-]*[\w+]|[A-ZÀ-Þ])"
# A capitalised name: "Voorbeeld Hosting B.V.", "De Letter & Zonen", "ClubKassa"; its legal form may be lower case.
_NAME = re.compile(
    rf"{_WORD}(?: (?:{_WORD}|&|en(?= [A-Z])|van(?: de| den| der| het)?(?= [A-Z])|de(?= [A-Z])|\d+))*"
    r"(?: (?:bv|nv|vzw|vof|cv|cvba|Inc\.|Ltd\.))?"
)
_JOINT = re.compile(r"[ ,:\"'“‘(]{1,3}(?:(?:het|de|een|ons|onze|bedrijf|firma) )*[\"'“‘]?")
_EXPLAINED = re.compile(r" ?(?:,|\(|:| – | - |$)")
_ALIAS = re.compile(r" \([A-Z][\w.]*\)")  # "Voorbeeld Web Diensten (VWD)" is one party


class _Introductions:
    """The words of rules/named_recipients.yaml."""

    def __init__(self) -> None:
        content = load_yaml(data_dir("rules") / "named_recipients.yaml")
        if not isinstance(content, dict):
            raise DataFileError("named_recipients.yaml: expected lists of phrases by name")
        before = [
            ((category, kind == "part"), phrase)
            for kind in ("cue", "role", "part")
            for category, phrases in content[kind].items()
            for phrase in phrases
        ]
        self.before: PhraseMatcher[tuple[str, bool]] = PhraseMatcher(before)
        self.activity: PhraseMatcher[str] = PhraseMatcher(
            (category, phrase) for category, phrases in content["activity"].items() for phrase in phrases
        )
        self.does = re.compile(r" (?:" + "|".join(content["does"]) + r")\b")
        self.legal_forms = frozenset(content["legal_form"])
        self.never = frozenset(content["never"])


@lru_cache(maxsize=1)
def _introductions() -> _Introductions:
    return _Introductions()


@lru_cache(maxsize=1)
def _parties() -> PhraseMatcher[str]:
    entries = [
        (category, phrase)
        for category, term in load_vocabulary().kind("recipient").items()
        for party in term.parties
        for phrase in (party.phrases or (party.name.casefold(),))
    ]
    return PhraseMatcher(entries)


class _Finder:
    """Collects the named recipients of one document; the first reading of a passage wins."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = normalised(doc)
        self.about = contexts(doc)
        self.blocks = document(doc).blocks
        self.controllers = [normalise(draft.value) for draft in drafts(doc, "controller")]
        self.taken: list[tuple[int, int]] = []

    def add(self, category: str, start: int, end: int, term: str) -> None:
        name = self.doc.text[start:end]
        if self.doc.text[max(start - 1, 0) : start] in ("@", ".", "/") and start:
            return  # a part of an address
        own = any(normalise(name) == own or normalise(name) in own for own in self.controllers)
        if own or any(a < end and start < b for a, b in self.taken):
            return
        self.taken.append((start, end))
        if alias := _ALIAS.match(self.doc.text, end):
            self.taken.append(alias.span())
        add_fact(self.doc, "recipient", start, end, category, pipe=_PIPE, term=term, attributes={"name": name})

    def plausible(self, start: int, end: int) -> bool:
        """Whether a capitalised run can be the name of a party at all."""
        words = normalise(self.doc.text[start:end]).split()
        known = _introductions().never
        return not (" ".join(words) in known or (words[0].strip(".") in known and len(words) == 1) or len(words[0]) < 2)

    def known(self) -> None:
        """The parties that the term files know; the longest name wins."""
        for match in sorted(_parties().find(self.text), key=lambda match: match.start - match.end):
            sentence = sentence_at(self.doc, match.start)
            if self.blocks[sentence.block].kind == "heading" and match.key != "analytics_provider":
                continue
            if match.key == "authority" and "recipient" not in self.about[sentence.index]:
                continue
            self.add(match.key, match.start, match.end, match.phrase)

    def introduced(self) -> None:
        """A name right after words that introduce one: a cue, or a common noun for what it is."""
        for match in _introductions().before.find(self.text):
            category, part = match.key
            sentence = sentence_at(self.doc, match.start)
            if self.blocks[sentence.block].kind == "heading":
                continue
            joint = _JOINT.match(self.doc.text, match.end, sentence.end)
            if joint is None:
                continue
            found = _NAME.match(self.doc.text, joint.end(), sentence.end)
            if not found or not self.plausible(*found.span()):
                continue
            if part and ("recipient" not in self.about[sentence.index] or joint.end() - match.end > 1):
                continue
            self.add(category, match.start if part else found.start(), found.end(), match.phrase)

    def listed(self, sentence: Sentence) -> None:
        """In a passage on recipients: a name with a legal form, or one that opens an item and is then explained."""
        words = _introductions()
        for found in _NAME.finditer(self.doc.text, sentence.start, sentence.end):
            start, end = found.span()
            if not self.plausible(start, end):
                continue
            name = self.doc.text[start:end]
            parts = normalise(name).split()
            formal = len(parts) > 1 and (parts[-1] in words.legal_forms or parts[-1] + "." in words.legal_forms)
            opens = start <= sentence.start + 1
            block = self.blocks[sentence.block]
            item = block.kind in ("list_item", "table_cell") and "lead:recipient" in self.about[sentence.index]
            distinct = len(parts) > 1 or any(char.isupper() for char in name[1:])
            if formal or (
                opens
                and (
                    (item and (_EXPLAINED.match(self.doc.text, end, sentence.end) or end >= sentence.end) and distinct)
                    or (distinct and words.does.match(self.text, end, sentence.end))
                )
            ):
                self.add(self.category(sentence), start, end, "")

    def category(self, sentence: Sentence) -> str:
        """What a sentence tells of the party it names; an IT supplier where it tells nothing."""
        found = _introductions().activity.find(self.text[sentence.start : sentence.end])
        order = list(load_vocabulary().kind("recipient"))
        told = [match.key for match in found if match.key != "processor"]
        return min(told, key=lambda name: (-told.count(name), order.index(name))) if told else "processor"


@Language.component(_PIPE)
def recipients(doc: Doc) -> Doc:
    """Adds a recipient with its name as written for each known party and each party that is introduced."""
    finder = _Finder(doc)
    finder.known()
    finder.introduced()
    for sentence in sentences(doc):
        block = finder.blocks[sentence.block]
        if block.kind != "heading" and "recipient" in finder.about[sentence.index]:
            finder.listed(sentence)
    return doc
