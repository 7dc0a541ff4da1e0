"""The vocabulary: every phrase of rules/terms/ that the text holds, where its context allows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from spacy.language import Language
from spacy.tokens import Doc

from analyser.contexts import about as about_label
from analyser.lexicon import CONTEXT, Key, lexicon
from analyser.phrases import PhraseMatch, sentence_lines
from analyser.pipes import (
    Draft,
    add_fact,
    contexts,
    document,
    drafts,
    normalised,
    purpose_frames,
    sentence_at,
    sentences,
)
from analyser.pipes.sharing import sharing
from analyser.types import Block, Sentence

# Between two members of an enumeration: a comma or "en", and at most two words such as "uw" or "eventueel".
_ROW = re.compile(
    r"[\w()'\"-]*\s*(?:[,;/&(]|\ben\b|\bof\b|\balsmede\b|\bplus\b)[\s,]*(?:(?:en|of|/)\s)?(?:[\w-]+\s){0,2}"
)
# The mark of a member in a sentence that counts them: "(a) uw naam; (b) uw functie", "1) naam, en 2) beroep".
_MARK = re.compile(r"(?:[;,]?\s(?:(?:en|of)\s)?)?(?<![\w(])\(?(?:[a-z]|\d{1,2}|i{1,3}|iv|vi{0,3})\)\s")
_ASTERISK = re.compile(r"(?<=\w)\*([,;]?)(?!\S)")  # of a field that must be filled in: "naam*, telefoon"
_MARK_END = re.compile(r"\)\s")
_MARK_LENGTH = 12  # characters before its closing bracket, at most
_MEMBER = re.compile(r"[^,]*,\s+")  # the member before it, which a phrase may begin with
_JOINT = re.compile(r"(?:,|en) ")  # what ties a weak phrase to the row before it
_POSSESSIVE = re.compile(r"\b(?:uw|je|jouw|jullie|hun|diens)\s$")
# What data are about, where a sentence says so: "informatie over afkomst, geloof of ziekte".
_TOPIC = re.compile(r"\b(?:gegevens|informatie) (?:bevat(?:ten)? )?(?:over|omtrent|betreffende|inzake) $")
_FRAME_REACH = 45  # characters between the words that open a purpose and those that name it
_MAILBOX = re.compile(r"\S+@\S+")  # "support@voorbeeld.nl" is no word on support
_ITEM_HEAD = 40  # a list item names its data at its beginning; further on it explains
_LABEL = re.compile(r"\s*([^:.;!?]{2,60}?)\s*(?::\s|:$|\s[–—-]\s)")
# "Contactformulier: naam, bedrijf, telefoon en bericht": a label and three members or more, of a few words each.
_LABELLED_ROW = re.compile(r"([^:.;,]{2,60}):\s+(?:[^\s,:]+(?:\s[^\s,:]+){0,3},\s+){2,}[^\s,:]+(?:\s[^\s,:]+){0,5}")
_OTHER_LABELS = frozenset({"purpose", "basis", "recipient", "retention", "right"})
_RUN_IN_HEAD = re.compile(r"(?:[^\s.:;!?]+ ){0,4}[^\s.:;!?]+\.")  # "Fraude. Vermoeden wij …": a few words, no verb


def label_of(block: Block, sentence: Sentence) -> tuple[int, int] | None:
    """The clean offsets of what names a passage: a heading, an item's label before a colon, a row's first cell."""
    if block.kind == "heading" or (block.cell and block.cell.column == 0):
        return sentence.start, sentence.end
    if found := _LABEL.match(sentence.text):
        return sentence.start + found.start(1), sentence.start + found.end(1)
    opens = block.text.startswith(sentence.text) and len(block.text) > len(sentence.text)
    if opens and _RUN_IN_HEAD.fullmatch(sentence.text):
        return sentence.start, sentence.end
    return None


def _as_row(text: str) -> str:
    """The text with such marks and semicolons as the commas of a plain row, without asterisks; of the same length."""
    parts: list[str] = []
    done = 0
    for closing in _MARK_END.finditer(text):  # soon found, and a mark is short
        if mark := _MARK.search(text, max(closing.start() - _MARK_LENGTH, done), closing.end()):
            parts += (text[done : mark.start()], ", ".rjust(len(mark[0])))
            done = mark.end()
    row = "".join((*parts, text[done:])).replace(";", ",")
    return _ASTERISK.sub(r"\1 ", row) if "*" in row else row


class _Enumerations:
    """Where a sentence lists data, so that an everyday word ("functie", "groep") names a kind of data there.

    That is: the words of a list item or cell that a lead-in about data introduces; a word that stands in a row with
    one known to be data ("uw naam, adres en functie"); and "uw functie" where data are collected.
    """

    def __init__(self, doc: Doc, row: str) -> None:
        self._doc = doc
        self._text = row
        self._known: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for draft in drafts(doc, "data_category"):
            self._known[draft.sentence].append((draft.start, draft.end))

    def lists(self, sentence: int) -> bool:
        """Whether a sentence is a row of data by itself: "Deelnemers: naam, adres, geboortedatum, rol"."""
        return len(self._known[sentence]) > 2 or (bool(self._known[sentence]) and self._is_labelled_row(sentence))

    def _is_labelled_row(self, index: int) -> bool:
        sentence = sentences(self._doc)[index]
        found = _LABELLED_ROW.fullmatch(self._text, sentence.start, sentence.end)
        return bool(found) and not _OTHER_LABELS & about_label("lead", found[1] if found else "")

    def holds(self, start: int, end: int) -> bool:
        """Whether the words at start..end are named as data; they then count as known themselves."""
        sentence = sentence_at(self._doc, start)
        about = contexts(self._doc)[sentence.index]
        block = document(self._doc).blocks[sentence.block]
        listed = (
            block.kind in ("list_item", "table_cell")
            and "lead:data" in about
            and "lead:purpose" not in about
            and (block.kind == "table_cell" or start - sentence.start < _ITEM_HEAD)
        )
        owned = "own:data" in about and _POSSESSIVE.search(self._text, max(start - 20, sentence.start), start)
        topic = "own:data" in about and _TOPIC.search(self._text, max(start - 40, sentence.start), start)
        found = bool(listed or owned or topic or self._in_a_row(sentence.index, start, end))
        if found:
            self._known[sentence.index].append((start, end))
        return found

    def _in_a_row(self, sentence: int, start: int, end: int) -> bool:
        return any(
            _ROW.fullmatch(self._text, other_end, start) or _ROW.fullmatch(self._text, end, other_start)
            for other_start, other_end in self._known[sentence]
        )


def _framed(doc: Doc, start: int, end: int, about: frozenset[str]) -> bool:
    """Whether words stand where a purpose is said: introduced as one, or shortly after "om", "voor", "zodat"."""
    if "lead:purpose" in about:
        return True
    if {"own:right", "section:right"} & about:
        return False
    sentence, frames = sentence_at(doc, start), purpose_frames(doc)
    begin, end = (bisect_left(frames, at, key=itemgetter(0)) for at in (sentence.start, start))
    return any(start - last < _FRAME_REACH for _, last in frames[begin:end])


# What people do, which is data where it is kept, and only the occasion where it says what other data are for.
_DOINGS = frozenset(Key("data_category", value) for value in ("participation", "payment_data", "correspondence", "age"))
_TO = re.compile(r"[^,;:()]* te ")
_NEW_CLAUSE = re.compile(r"[,;:()]|\b(?:wij|we|ik|wat|die|dat|wie|welke)\b")


def _is_occasion(doc: Doc, start: int) -> bool:
    """Whether words stand behind those that open a purpose: "voor deelname vragen wij uw adres"."""
    sentence, frames = sentence_at(doc, start), purpose_frames(doc)
    text = normalised(doc)
    begin, end = (bisect_left(frames, at, key=itemgetter(0)) for at in (sentence.start, start))
    return any(
        0 <= start - last < _FRAME_REACH
        and not _NEW_CLAUSE.search(text, last, start)
        and (text[first:last] != "om" or _TO.match(text, last, sentence.end))  # not "vragen om uw ordernummer"
        for first, last in frames[begin:end]
    )


# The purposes that share their words with a basis: "uitvoering van de overeenkomst", "wettelijke verplichting".
_BASIS_WORDED = frozenset({Key("purpose", "legal_compliance"), Key("purpose", "service_delivery")})
_BASIS_LABEL = re.compile(
    r"(?:grondslag|rechtsgrond|(?:wettelijke|juridische) (?:basis|grond)|basis op grond waarvan)(?: \w+){0,6}"
    r"\s?[:=–—-]\s[^.;]*$"
)
# "Bestelling", "cursus", "behandelen": of the service, unless they are what another purpose is about.
_SERVICE = Key("purpose", "service_delivery")
_HINGE = re.compile(r"\s(?:van|rond|over|omtrent|bij|voor|tijdens|betreffende|inzake|aan|naar)(?:\s[\w-]+){0,2}\s")
_PERIOD = re.compile(r"\b(?:jaar|jaren|maanden|weken)\b")
_AGREEMENT = re.compile(r"overeenkomst|contract|wettelijk|verplicht|\bwet\b")


def _serves(text: str, match: PhraseMatch[Key], others: Sequence[Draft]) -> bool:
    """Whether words belong to a purpose named beside them: "evaluatie van de |cursus", "over uw |bestelling"."""
    return any(
        (other.start < match.end and match.start < other.end)
        or _HINGE.fullmatch(text, min(other.end, match.end), max(other.start, match.start))
        for other in others
    )


def _names_basis(text: str, match: PhraseMatch[Key], sentence: Sentence, block: Block, about: frozenset[str]) -> bool:
    """Whether the words name the basis of a purpose said elsewhere: in its column, after its label, as an aside."""
    if not _AGREEMENT.search(text, match.start, match.end):
        return False
    before = text[sentence.start : match.start]
    if before.rfind("(") > before.rfind(")"):
        return "retention" not in about and not _PERIOD.search(before)  # "Facturen: 7 jaar (wettelijk verplicht)"
    if "lead:purpose" in about:
        return False
    if block.cell and "lead:basis" in about:
        return "lead:retention" not in about
    return bool(_BASIS_LABEL.search(before))


def _kept(about: frozenset[str], block: Block) -> bool:
    """Whether a criterion tells how long the organisation itself keeps data.

    Not where readers are told what they may have deleted, nor in a table's column of purposes or bases.
    """
    if block.cell and block.cell.header and "lead:retention" not in about:
        return False
    if "own:request" in about and "lead:retention" not in about:
        return False
    return not {"lead:right", "section:right"} & about or bool({"lead:retention", "section:retention"} & about)


_CLIENTS, _READERS, _RESIDENTS, _CUSTOMERS = (
    Key("data_subject", role) for role in ("patient", "subscriber", "citizen", "customer")
)
# What a definition is of, when it is of no use: "een cookie is …", not "functionele cookies zijn …".
_DEFINIENDUM = re.compile(
    r"(?:een |de |het )?(?:cookies?|pixels?|\w*beacons?|scripts?|trackers?|browsers?|verwerking|profilering"
    r"|direct marketing)\b"
)
_FEW = 1  # sentences on care, which others have too: "gegevens over uw gezondheid"
_MANY = 6  # sentences on placing people, in the statement of one whose trade it is


def _meant(about: Sequence[frozenset[str]]) -> dict[Key, tuple[str, str]]:
    """The words that in this text name another role than elsewhere, and that role.

    "Cliënten" are customers where the text speaks more of advice than of care, or not of care at all; "bewoners" are
    patients where it speaks of care, "abonnees" the customers of a paper where it speaks of one, "opdrachtgevers"
    companies with contact persons where it speaks of placing people.
    """

    def told(name: str) -> int:
        return sum(f"own:{name}" in names for names in about)

    found = {_CLIENTS: ("client", "customer")} if told("care") <= max(told("advice"), _FEW) else {}
    if told("care") > told("advice") + 2:
        found[_RESIDENTS] = ("bewoner", "patient")
    if told("staffing") > _MANY:
        found[_CUSTOMERS] = ("opdrachtgever", "contact_person")
    if told("press"):
        found[_READERS] = ("abonnee", "customer")
    return found


def _tells_no_use(about: frozenset[str], text: str, sentence: Sentence, block: Block) -> bool:
    """Whether words tell what a word means, who the organisation is or, in a column, which data there are: no use."""
    if block.cell and "lead:data" in about and not {"lead:purpose", "own:purpose"} & about:
        return True
    if "own:identity" in about:
        return not {"own:data", "own:people"} & about
    return "own:definition" in about and "own:speaker" not in about and bool(_DEFINIENDUM.match(text, sentence.start))


def _is_bare(blocks: Sequence[Block], index: int) -> bool:
    """Whether a heading heads nothing: the next of its level or above follows at once."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return blocks[index].kind == "heading" and (
        after is None or (after.kind == "heading" and after.level <= blocks[index].level)
    )


@Language.component("avg_terms")
def terms(doc: Doc) -> Doc:
    """Adds a fact for each term found: strong phrases anywhere, weak ones in context, heading phrases in labels."""
    matchers, text = lexicon(), normalised(doc)
    meant = _meant(contexts(doc))
    excluded: dict[tuple[int, Key | None], list[tuple[int, int]]] = defaultdict(list)  # by sentence; of None, all
    for mailbox in _MAILBOX.finditer(text):
        excluded[sentence_at(doc, mailbox.start()).index, None].append(mailbox.span())
    for match in matchers.unless.find(text):
        index = sentence_at(doc, match.start).index
        if not (match.phrase.startswith("< ") and "lead:data" in contexts(doc)[index]):  # a bare label, but listed
            excluded[index, match.key].append((match.start, match.end))

    def add(match: PhraseMatch[Key]) -> None:
        sentence = sentence_at(doc, match.start)
        within = (*excluded.get((sentence.index, match.key), ()), *excluded.get((sentence.index, None), ()))
        if not any(start < match.end and match.start < end for start, end in within):
            kind, value = match.key
            if match.key in _DOINGS and sentence.index in concrete and _is_occasion(doc, match.start):
                return
            if kind == "purpose" and (
                _is_bare(blocks, sentence.block)
                or _tells_no_use(about[sentence.index], text, sentence, blocks[sentence.block])
            ):
                return
            if match.key in _BASIS_WORDED and _names_basis(
                text, match, sentence, blocks[sentence.block], about[sentence.index]
            ):
                return
            word, role = meant.get(match.key, ("", value))
            value = role if text.startswith(word, match.start) else value
            add_fact(doc, kind, match.start, match.end, value, pipe="avg_terms", term=match.phrase)

    about, blocks = contexts(doc), document(doc).blocks
    strong = list(matchers.strong.find(text))
    concrete = {
        sentence_at(doc, match.start).index
        for match in strong
        if match.key.kind == "data_category" and match.key not in _DOINGS
    }
    for match in strong:
        add(match)
    row = _as_row(text)
    named, shared = _Enumerations(doc, row), sharing(doc)
    open_rows: list[PhraseMatch[Key]] = []
    of_service: list[PhraseMatch[Key]] = []
    for match in matchers.weak.find(row):
        if joint := _JOINT.match(row, match.start, match.end):
            match = match._replace(start=joint.end())
        sentence = sentence_at(doc, match.start)
        if match.key.kind == "recipient":
            if shared.receives(match.start, match.end, inside=match.key.value == "staff"):
                add(match)
            continue
        if CONTEXT[match.key.kind] not in about[sentence.index] and not (
            match.key.kind in ("data_category", "data_subject") and named.lists(sentence.index)
        ):
            continue
        if match.key.kind == "retention" and not _kept(about[sentence.index], blocks[sentence.block]):
            continue
        if match.key.kind == "data_category" and not named.holds(match.start, match.end):
            open_rows.append(match)
            continue
        if match.key.kind == "purpose" and not _framed(doc, match.start, match.end, about[sentence.index]):
            continue
        if match.key == _SERVICE:
            of_service.append(match)
            continue
        add(match)
    for match in reversed(open_rows):  # a row is known from its end too: "(telefoon, mail)"
        member = _MEMBER.match(row, match.start, match.end) if match.phrase.startswith("*,") else None
        if named.holds(match.start, match.end) or (member and named.holds(member.end(), match.end)):
            add(match)
    for sentence in sentences(doc):
        if span := label_of(blocks[sentence.block], sentence):
            start, end = span
            introduced = {"lead:recipient", "section:recipient"} & about[sentence.index]
            for match in matchers.headings.find(sentence_lines(text[start:end], ())):
                if match.key.kind == "recipient" and not introduced:
                    continue
                if match.key.kind == "purpose" and {"lead:right", "section:right"} & about[sentence.index]:
                    continue  # "Verbetering" in the list of rights
                add(match._replace(start=match.start + start, end=match.end + start))
    told: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts(doc, "purpose"):
        if draft.value != _SERVICE.value:
            told[draft.sentence].append(draft)
    for match in of_service:
        if not _serves(text, match, told[sentence_at(doc, match.start).index]):
            add(match)
    return doc
