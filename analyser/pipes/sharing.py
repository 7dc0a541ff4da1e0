"""Where a text says that someone gets or can see data, read from the words around a party.

"School", "bank" or an unknown name are recipients after "wij verstrekken … aan", before "heeft toegang", or in
a list of recipients; elsewhere they are everyday words. The words are those of rules/sharing.yaml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, normalise
from analyser.pipes import contexts, document, normalised, sentence_at, sentences
from analyser.types import Block, Sentence

_ITEM_HEAD = 45  # characters: an item names its party at its beginning; further on it explains
_ROW_REACH = 110  # characters from the words that introduce parties to the last party of the row
# What ends a row of parties: a verb, a new clause, the person or thing that the data are.
_ROW_END = re.compile(
    r"[;:]|\b(?:die|dat|welke|om|als|wanneer|indien|zodat|omdat|waarbij|wordt|worden|zijn|is|heeft|hebben|kan|kunnen|"
    r"zal|zullen|moet|moeten|mag|mogen|wij|we|ik|u|je|jij|tenzij|maar|want|namens|vanuit|buiten|waarin|waarmee|waarop|waarvan|waar|bij|aan|naar|door|voor|ter|ten)\b"
)
_ASIDE = re.compile(r"\([^()]*\)")
# A sentence that goes on naming those of the one before: "Dit zijn onder andere de accountant en de GGD".
_GOES_ON = re.compile(
    r"(?:(?:dit|dat) (?:zijn|betreft|is)|het (?:gaat|betreft)(?: (?:hierbij|hier|dan|daarbij))?(?: om)?|"
    r"(?:denk|denkt u|u kunt|je kunt|hierbij kunt u)(?: (?:hierbij|daarbij|dan|denken|bijvoorbeeld))* aan|"
    r"bijvoorbeeld(?: (?:met|aan|naar))?|zoals)"
    r"(?:,? (?:onder andere|onder meer|bijvoorbeeld|met name|de|het))* "
)
_ANSWER = re.compile(r"(?:(?:alleen|enkel|uitsluitend|bijvoorbeeld|soms|ook) )?(?:met|aan) ")
_WITH_WHOM = re.compile(r"\b(?:met|aan) (?:wie|welke)\b.*\?")
_SHOWN = frozenset({"aan", "met", "naar", "voor"})
_AFTER_REACH = 60
# What parts a party from the verb that would make it a recipient; a relative clause does not.
_AFTER_END = re.compile(r"[;:]|\b(?:wij|we|ik|u|je|jij|om|zodat|tenzij|maar|want)\b")
# Between a name and the verb it is the subject of: an aside, the rest of a row.
_NEXT = re.compile(r"(?: ?\([^()]*\))?(?:, [^,;]{3,60},|,)?(?:(?:, [\w' -]{2,30})*,? (?:en|of) [\w' -]{2,40})? ")
# "partijen, zoals …": the row of examples after a word for anyone who gets data.
_EXAMPLES = re.compile(
    r"\b(?:zoals|waaronder|bijvoorbeeld|onder andere|onder meer|te weten|namelijk|met name|o\.a\.|bijv\.)"
    r"(?: (?:aan|met|naar|bij))? "
)
_ANYONE = re.compile(
    r"\b(?:derden?|anderen|\w*(?:partij(?:en)?|organisaties?|instanties?|dienstverleners?|bedrijven|leveranciers?|"
    r"verwerkers?|partners?|instellingen|ontvangers?|diensten|systemen|platforms?|software)|overhe\w+|tools|"
    r"programma's|apps|applicaties)\b[^.;]{0,70}$"
)
_DOING = ("verwerk", "doe", "regel", "lever", "verzorg", "int ")  # of people inside it says no access
_GETS = re.compile(r"(?:krijgt|krijgen|ontvangt|ontvangen|ziet|zien|eist|vraagt)|(?:heeft|hebben)\b.*")
_ADVERBIAL = re.compile(
    r"[\d. ]*(?:voorts|daarnaast|ook|verder|tevens|soms|zo|dan|bovendien|alleen|enkel|tot slot|ten slotte|"
    r"(?:bij|in|na|voor|tijdens|om|als|wanneer|op|met|binnen)\b[^;:]*|[^;:]*,(?: dan)?) "
)
_OF = re.compile(
    r"\b(?:van|uit|vanuit|namens|door|via|zonder|tegen)"
    r"(?: (?:de|het|een|uw|je|jouw|onze|ons|hun|deze|andere|\w{4,}e))*[ '\"(]*$"
)

# After a party: what makes it the one that data come from ("levert ons uw adres").
_SUPPLIES = re.compile(
    r"(?:[^.;]{0,30}, dan (?:ontvangen|krijgen|ontvang|krijg) (?:we|wij|ik)\b"
    r"|,? (?:ontvangen|krijgen|ontvang|krijg|ontvangt|krijgt) (?:we|wij|ik)\b"
    r"|[^.;]{0,60}\b(?:levert|leveren|bezorgt|bezorgen|geeft|geven|stuurt|sturen|verstrekt|verstrekken|meldt|deelt|delen)\b"
    r"(?: (?:die|deze|dat) \w+)?(?: \w+){0,6} ?\b(?:aan |met )?(?:ons|mij|me)\b[^.;]{0,40}"
    r"(?:gegevens|naam|namen|adres|bestelling|boeking|reservering|informatie|door\b|mee\b|$))"
)
_SUPPLIED = re.compile(
    r"\b(?:ontvangen|ontvangt|krijgen|krijgt|verkregen|verkrijgen|afkomstig|opgevraagd|opvragen|"
    r"(?:wij|we|ik) vragen|vragen (?:wij|we|ik)|halen|haalt|opgehaald|opvraagt|raadplegen)\b"
    r"[^.;]{0,60}\b(?:van|bij|uit|via)\b(?:(?! aan )[^.;]){0,110}$"
    r"|\b(?:raadplegen|raadpleegt)\b[^.;]{0,50}$"
    r"|\b(?:bekijken|bekijkt|bekijk)\b[^.;]{0,40}\bprofiel op $"
    r"|\b(?:vertelt|vertellen) (?:ons|mij) (?:of|dat|wie)\b[^.;]{0,40}$"
    r"|\b(?:bereikt|bereiken) (?:ons|mij) via [^.;]{0,40}$"
)


class _Words:
    """The phrases of rules/sharing.yaml."""

    def __init__(self) -> None:
        content = load_mapping("sharing.yaml")
        lists = [((name, ""), phrase) for name in ("engage", "gets", "obtains", "bars") for phrase in content[name]]
        lists += [(("verb", to), phrase) for to, phrases in content["to"].items() for phrase in phrases]
        self.matcher: PhraseMatcher[tuple[str, str]] = PhraseMatcher(lists)
        self.prepositions = frozenset(content["to"])
        self.to = re.compile(r"\b(?:" + "|".join(content["to"]) + r")\b")


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words()


class Sharing:
    """What one document says of who gets data."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = normalised(doc)
        self._found: dict[int, list[tuple[str, str, int, int]]] = {}
        for match in _words().matcher.find(self._text):
            index = sentence_at(doc, match.start).index
            self._found.setdefault(index, []).append((*match.key, match.start, match.end))

    def barred(self, offset: int) -> bool:
        """Whether a sentence speaks of links, rights or safety, so that who it names gets nothing by it."""
        return any(name == "bars" for name, *_ in self._found.get(sentence_at(self._doc, offset).index, ()))

    def supplies(self, start: int, end: int) -> bool:
        """Whether the words around a party make it the source of the data ("krijgen wij van", "levert ons")."""
        sentence = sentence_at(self._doc, start)
        return bool(
            _SUPPLIED.search(self._text, sentence.start, start) or _SUPPLIES.match(self._text, end, sentence.end)
        )

    def listed(self, start: int) -> bool:
        """Whether a party heads an item or cell that is introduced as one of the recipients."""
        sentence = sentence_at(self._doc, start)
        block = document(self._doc).blocks[sentence.block]
        about = contexts(self._doc)[sentence.index]
        return (
            block.kind != "heading"
            and "lead:recipient" in about
            and not (block.cell and (block.cell.is_header or self._department(block, about)))
            and start - sentence.start < _ITEM_HEAD
            and not _ROW_END.search(self._text, sentence.start, start)
        )

    def _department(self, block: Block, about: frozenset[str]) -> bool:
        """Whether a cell stands under "Dienst" in a table that is not about recipients: it names a department."""
        header = normalise(block.cell.header if block.cell else "").strip()
        return header in ("dienst", "diensten", "afdeling") and "section:recipient" not in about

    def receives(self, start: int, end: int, *, inside: bool = False, named: bool = False) -> bool:
        """Whether the words at start..end stand where someone is said to get or see data.

        People inside the organisation do much with data; they count (`inside`) where data are shown to them. A name
        may be anyone's; it counts (`named`) after the words that say so, not before them.
        """
        if self.listed(start):
            return True
        sentence = sentence_at(self._doc, start)
        found = self._found.get(sentence.index, [])
        if self._text[sentence.end - 1] == ":":
            return False  # the list that it opens names them
        if not inside and (self._answered(sentence, start) or self._carried(sentence, start)):
            return True
        if any(name == "bars" for name, *_ in found) or self._of_rights(sentence.index):
            return False
        verbs = {to for name, to, *_ in found if name == "verb"} & (_SHOWN if inside else _words().prepositions)
        for introducing in _words().to.finditer(self._text, max(start - _ROW_REACH, sentence.start), start):
            if introducing[0] in verbs and self._row(introducing.end(), start):
                return True
        if not inside and (verbs or any(name == "engage" for name, *_ in found)):
            for examples in _EXAMPLES.finditer(self._text, max(start - 2 * _ROW_REACH, sentence.start), start):
                told = _ANYONE.search(self._text[sentence.start : examples.start()])
                if told and self._row(examples.end(), start):
                    return True
        for name, _, first, last in found:
            if name == "engage" and not inside and last <= start < last + _ROW_REACH and self._row(last, start):
                return True
            if name == "obtains" and named and end <= first and _NEXT.fullmatch(self._text, end, first):
                return not _OF.search(self._text, sentence.start, start)
            if name == "gets" and not named and not inside and self._inverted(sentence, first, last, start):
                return True
            if (
                name == "gets"
                and not named
                and not (inside and self._text.startswith(_DOING, first))
                and end <= first < end + _AFTER_REACH
                and not _AFTER_END.search(self._text, end, first)
            ):
                return not _OF.search(self._text, sentence.start, start)
        return False

    def _inverted(self, sentence: Sentence, first: int, last: int, start: int) -> bool:
        """Whether a party is the subject behind its verb: "Daarnaast ontvangt onze boekhouder de facturen"."""
        return last <= start and (
            bool(_ADVERBIAL.fullmatch(self._text, sentence.start, first))
            and bool(_GETS.fullmatch(self._text, first, last))
            and self._row(last, start)
            and not _OF.search(self._text, last, start)
        )

    def _answered(self, sentence: Sentence, start: int) -> bool:
        """Whether a party stands in the short answer to a heading's question with whom data are shared."""
        opening = _ANSWER.match(self._text, sentence.start, start + 1)
        headings = document(self._doc).blocks[sentence.block].headings
        return (
            opening is not None
            and bool(_WITH_WHOM.search(normalise(headings[-1] if headings else "")))
            and self._row(opening.end(), start)
        )

    def _carried(self, sentence: Sentence, start: int) -> bool:
        """Whether a party is one of a row that goes on about those whom the sentence before gives data."""
        opening = _GOES_ON.match(self._text, sentence.start, start + 1)
        if not opening or not sentence.index or self._of_rights(sentence.index):
            return False
        before = sentences(self._doc)[sentence.index - 1]
        found = {name for name, *_ in self._found.get(before.index, ())}
        return (
            before.block == sentence.block
            and "own:recipient" in contexts(self._doc)[before.index]
            and "verb" in found
            and "bars" not in found
            and start - opening.end() < 2 * _ROW_REACH
            and self._row(opening.end(), start)
        )

    def _of_rights(self, index: int) -> bool:
        about = contexts(self._doc)[index]
        return "section:right" in about and "section:recipient" not in about

    def _row(self, start: int, end: int) -> bool:
        while start < end and self._text[start] in " :":
            start += 1
        return not _ROW_END.search(_ASIDE.sub("", self._text[start:end]))


@lru_cache(maxsize=1)
def sharing(doc: Doc) -> Sharing:
    """What a document says of who gets data, read once for the components that ask one after the other."""
    return Sharing(doc)


__all__ = ["sharing"]
