"""Recipients by name: the parties of the term files, and parties that a passage introduces ("gehost bij …")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatch, PhraseMatcher, normalise
from analyser.pipes import add_fact, contexts, document, drafts, normalised, sentence_at, sentences
from analyser.pipes.sharing import Sharing
from analyser.types import Sentence
from analyser.vocabulary import load_vocabulary

_PIPE = "avg_recipients"
_WORD = (
    r"(?!(?:Wij|We|U|Je|Deze|Dit|Als|Ook|Voor|In|Via|Op|Bij|Hierna|Onze|Uw)\b)"
    r"(?:(?:[A-Z]\.){2,}|[’']s-[A-Z][\w-]+|[A-ZÀ-Þ][\w&’'.+-]*[\w+]|[A-ZÀ-Þ])"
)
# A capitalised name: "Voorbeeld Hosting B.V.", "De Letter & Zonen", "ClubKassa"; its legal form may be lower case.
_NAME = re.compile(
    rf"{_WORD}(?: (?:{_WORD}|&|en(?= [A-Z])|van(?: de| den| der| het)?(?= [A-Z])|de(?= [A-Z])|\d+))*"
    r"(?: (?:bv|nv|vzw|vof|cv|cvba|Inc\.|Ltd\.|accountants|advocaten|hosting|software|administraties)\b)?"
)
_JOINT = re.compile(r"[ ,:\"'“‘(]{1,3}(?:(?:het|de|een|ons|onze|bedrijf|firma) )*[\"'“‘]?")
_EXPLAINED = re.compile(r" ?(?:,|\(|:| – | - |$)")
_TITLE = re.compile(r"[^.!?]{3,120}")  # a first line that is no sentence
_HEREAFTER = re.compile(r"\b[Hh]ierna[^.)]{0,40}")  # "(hierna: Voorbeeld)" gives the organisation's own short name
_OWN_OFTEN = 5  # a name that the text gives more often is its own, or that of its service
# A postcode, a bracket, or the noun for a publication: what follows is no party.
_NOT_AFTER = re.compile(
    r"(?:\d |\(|\b(?:nieuwsbrief|magazine|tijdschrift|clubblad|blad|krant|cursus|straat|heer|mevrouw|dhr\.|mevr\.) )$"
    r"|\b(?:server|datacent|gevestigd|kantoor|land |landen)[^.]*\b(?:in|te|uit) $"
)
# "Voorbeeldapp is een dienst van Voorbeeld B.V.": whoever is behind the organisation's own service.
_OWNER = re.compile(
    r"\b(?:is|zijn) (?:ook )?(?:een|de|het) (?:\w+ )?(?:dienst|product|handelsnaam|merk|label|onderdeel|initiatief|"
    r"website|site|app|platform|blog|webshop|webwinkel) van (?:de |het )?$"
)
_OPENING = 30  # characters before a name that still heads an item: "onze drukkerij De Voorbeeldpers"
# What a known name goes on with: "Voorbeeld Payments Europe Ltd.".
_REST = re.compile(
    r"(?: (?:Platforms|Payments|Ireland|Europe|Nederland|Netherlands|International|EMEA|Group|Online|Cloud|Azure|"
    r"Office|365|Workspace|Services|Software|Technologies|Nationaal|Hosting|Accountants))*"
    r"(?:,? (?:[Bb]\.?[Vv]\b\.?|[Nn]\.?[Vv]\b\.?|vzw|VZW|Inc\b\.?|LLC|Ltd\b\.?|Limited|GmbH|AG|AB|UAB|SE))?"
)
_THING = re.compile(r"^[A-Z]{2,5}(?:s|-[a-z]\w*)$|\s\d+$")  # "IPs", "SSL-verbinding", "Dorpsstraat 1"
_ASIDE = re.compile(r" ?\([^)\n]{3,60}\)|(?: – | - |: |, )[^,;.\n]{3,60}")  # what follows a name to explain it
# "Voorbeeld Web Diensten (VWD)" is one party, and so is one with its brands in brackets.
_ALIAS = re.compile(r" \([A-Z][\w.]*(?:(?:, | en )[A-Z][\w.]*)*\)")
_NUMBERED = re.compile(r"[\d.\s()\[\]\-–•*\"'“‘a-z]{0,2}[\d.\s()\[\]\-–•*\"'“‘]{0,6}$")


# Companies that are a party by themselves only where none of their services is named.
_GROUPS = frozenset({"Google", "Meta"})


class _Introductions:
    """The words of rules/named_recipients.yaml."""

    def __init__(self) -> None:
        content = load_mapping("named_recipients.yaml")
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
        self.no_name = re.compile(r"\b(?:" + "|".join(content["no_name"]) + r")\b")
        self.common = re.compile("|".join(content["common"]))


@lru_cache(maxsize=1)
def _introductions() -> _Introductions:
    return _Introductions()


@lru_cache(maxsize=1)
def _parties() -> PhraseMatcher[tuple[str, str]]:
    entries = [
        ((category, party.name), phrase)
        for category, term in load_vocabulary().kind("recipient").items()
        for party in term.parties
        for phrase in (party.phrases or (party.name.casefold(),))
    ]
    return PhraseMatcher(entries)


class _Finder:
    """Collects the named recipients of one document; the first reading of a passage wins."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.written = document(doc).text  # doc.text is put together anew at each call
        self.text = normalised(doc)
        self.about = contexts(doc)
        self.blocks = document(doc).blocks
        self.sharing = Sharing(doc)
        self.controllers = [normalise(draft.value) for draft in drafts(doc, "controller")]
        self.common = _common(doc)
        first = self.blocks[0] if self.blocks else None
        heading = first.text if first and (first.kind == "heading" or _TITLE.fullmatch(first.text)) else ""
        domains = (draft.value.partition("@")[2] for draft in drafts(doc, "contact"))
        hereafter = _HEREAFTER.findall(self.written)
        self.own = normalise(" ".join((document(doc).title or "", heading, *domains, *hereafter)))
        self.taken: list[tuple[int, int]] = []
        self.products: set[str] = set()  # "het systeem Voorbeeld van Leverancier": the supplier gets the data

    def add(self, category: str, start: int, end: int, term: str) -> None:
        name = self.written[start:end]
        if self.written[max(start - 1, 0) : start] in ("@", ".", "/") and start:
            return  # a part of an address
        own = any(normalise(name) in own or own in normalise(name) for own in self.controllers)
        own = own or normalise(name) in self.products
        if own or self.written[end : end + 1] == "@" or any(a < end and start < b for a, b in self.taken):
            return
        self.taken.append((start, end))
        if alias := _ALIAS.match(self.written, end):
            self.taken.append(alias.span())
        add_fact(self.doc, "recipient", start, end, category, pipe=_PIPE, term=term, attributes={"name": name})

    def plausible(self, start: int, end: int) -> bool:
        """Whether a capitalised run can be the name of a party at all."""
        name = normalise(self.written[start:end])
        words, intro = name.split(), _introductions()
        if (
            name in intro.never
            or len(words[0]) < 2
            or intro.no_name.search(name)
            or _THING.search(self.written[start:end])
        ):
            return False
        return not (len(words) == 1 and words[0].strip(".") in intro.never)

    def proper(self, start: int, end: int) -> bool:
        """Whether a capitalised run is a name also where any word has a capital, as at the start of an item."""
        name = self.written[start:end]
        if " " in name or any(char.isupper() or char.isdigit() for char in name[1:]):
            return True
        word = normalise(name)
        return not (word in self.common or _introductions().common.fullmatch(word))

    def known(self) -> None:
        """The parties that the term files know; the longest name wins."""
        fallback = []

        def weight(match: PhraseMatch[tuple[str, str]]) -> tuple[bool, int]:
            return not self.with_brands(match), match.start - match.end

        for match in sorted(_parties().find(self.text), key=weight):
            category, name = match.key
            loose = name in _GROUPS and not self.with_brands(match)
            if (name.isupper() and self.written[match.start].islower()) or self.written.startswith("- ", match.end):
                continue  # "back-ups", "douane- en immigratiediensten"
            sentence = sentence_at(self.doc, match.start)
            if self.blocks[sentence.block].kind == "heading":
                continue
            start, end = match.start, match.end
            if self.text.startswith(normalise(name), start) and self.text[start + len(name) : end].isalpha():
                end = start + len(name)  # "Facebookpagina" names Facebook
            if self.sharing.supplies(start):
                continue
            if written := _REST.match(self.written, end, sentence.end):
                end = written.end()
            shared = self.sharing.receives(start, end)
            if category == "authority" and not (shared or "recipient" in self.about[sentence.index]):
                continue
            if category not in ("analytics_provider", "advertiser") and self.sharing.barred(start):
                continue
            if loose and shared and self.written[start].isupper():
                told = self.category(sentence, end, category)
                fallback.append((category if told == "processor" else told, start, end, match.phrase))
            elif not loose:
                self.add(category, start, end, match.phrase)
        named = {normalise(self.written[start:end]).split()[0] for start, end in self.taken}
        for found in fallback:
            if normalise(self.written[found[1] : found[2]]) not in named:
                self.add(*found)

    def with_brands(self, match: PhraseMatch[tuple[str, str]]) -> bool:
        """Whether a company is followed by its brands in brackets, so that it is the party: "Meta (Facebook)"."""
        return match.key[1] in _GROUPS and bool(_ALIAS.match(self.written, match.end))

    def introduced(self) -> None:
        """A name right after words that introduce one: a cue, or a common noun for what it is."""
        for match in _introductions().before.find(self.text):
            category, part = match.key
            sentence = sentence_at(self.doc, match.start)
            if self.blocks[sentence.block].kind == "heading":
                continue
            joint = _JOINT.match(self.written, match.end, sentence.end)
            if joint is None:
                continue
            found = _NAME.match(self.written, joint.end(), sentence.end)
            if not found or not (self.plausible(*found.span()) or (part and category == "authority")):
                continue
            if normalise(self.written[match.start if part else found.start() : found.end()]) in self.own:
                continue
            if category in ("told", "processor"):
                category = self.category(sentence, found.end())
            if part:
                if joint.end() - match.end > 1 or not self.receives(match.start, found.end(), sentence):
                    continue
            elif self.sharing.barred(match.start):
                continue
            start = match.start if part else found.start()
            product, of, _ = found.group().rpartition(" van ")
            if of and not part:
                self.products.add(normalise(product))
                start += len(product) + len(of)
            self.add(category, start, found.end(), match.phrase)

    def receives(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a named party gets data: by the words around it, or as one that heads an item on recipients."""
        return self.sharing.receives(start, end) or (
            "recipient" in self.about[sentence.index]
            and start - sentence.start < _OPENING
            and not self.sharing.barred(start)
            and bool(_EXPLAINED.match(self.written, end, sentence.end))
        )

    def listed(self, sentence: Sentence) -> None:
        """A name with a legal form or one that data go to, and one that opens an item and is then explained."""
        intro = _introductions()
        block = self.blocks[sentence.block]
        here = self.about[sentence.index]
        if block.kind == "heading" or (block.cell and block.cell.is_header) or self.sharing.barred(sentence.start):
            return
        for found in _NAME.finditer(self.written, sentence.start, sentence.end):
            start, end = found.span()
            if not self.plausible(start, end) or self.sharing.supplies(start):
                continue
            parts = normalise(self.written[start:end]).split()
            formal = len(parts) > 1 and (parts[-1] in intro.legal_forms or parts[-1] + "." in intro.legal_forms)
            opens = bool(_NUMBERED.fullmatch(self.written, sentence.start, start))
            explained = bool(_EXPLAINED.match(self.written, end, sentence.end)) or end >= sentence.end - 1
            before = self.text[sentence.start : start]
            placed = before.endswith((" in ", " te ", " uit ")) and any(
                sentence.start <= a < start for a, _ in self.taken
            )
            name = self.written[start:end]
            if normalise(name) in self.own or self.written.count(name) >= _OWN_OFTEN:
                continue
            if placed or _NOT_AFTER.search(before) or normalise(name) in self.common:
                continue  # "Voorbeeld B.V. in Ergenshuizen"
            if _OWNER.search(before) and before.startswith((*self.controllers, "wij ", "we ", "deze ")):
                continue
            if opens:
                listed = self.sharing.listed(start)
                told = block.kind != "table_cell" and "recipient" in here and intro.does.match(self.text, end)
                counts = self.proper(start, end) and ((listed and explained) or bool(told))
            else:
                counts = self.sharing.receives(start, end, named=True) and self.proper(start, end)
            if counts or (formal and "recipient" in here):
                self.add(self.category(sentence, end), start, end, "")

    def category(self, sentence: Sentence, end: int, otherwise: str = "processor") -> str:
        """What is said of a party: right after its name, else in its sentence, else in its row of a table."""
        after = _ASIDE.match(self.text, end, sentence.end)
        block = self.blocks[sentence.block]
        row = " ".join(
            other.text
            for other in self.blocks
            if block.cell and other.cell and (other.cell.table, other.cell.row) == (block.cell.table, block.cell.row)
        )
        for told_in in (after[0] if after else "", self.text[sentence.start : sentence.end], normalise(row)):
            if category := _told(told_in):
                return category
        return otherwise


def _told(text: str) -> str:
    """The category of the activity that a passage tells most of; "" where it tells of none."""
    told = [match.key for match in _introductions().activity.find(text)]
    told = [key for key in told if key != "processor"] or told
    return max(told, key=told.count) if told else ""


def _common(doc: Doc) -> frozenset[str]:
    """The words of the document that are written small somewhere, and those that the vocabulary knows."""
    small = set(re.findall(r"(?<![\w@./-])[a-zà-þ][\w-]+", document(doc).text))
    known = {
        word
        for kind in ("data_category", "purpose", "recipient", "data_subject")
        for draft in drafts(doc, kind)
        if " " not in (word := normalise(document(doc).text[draft.start : draft.end]))
    }
    return frozenset({normalise(word) for word in small} | known)


@Language.component(_PIPE)
def recipients(doc: Doc) -> Doc:
    """Adds a recipient with its name as written for each known party and each party that is introduced."""
    finder = _Finder(doc)
    finder.known()
    finder.introduced()
    for sentence in sentences(doc):
        finder.listed(sentence)
    return doc
