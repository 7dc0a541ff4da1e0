"""How to reach the organisation: e-mail, telephone, postal address, contact form (Art. 13(1)(a))."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.contact_values import emails, phones, plain_email
from analyser.phrases import normalise
from analyser.pipes import add_fact, document, drafts, normalised, sentence_at, sentences
from analyser.pipes.contact_addresses import own_addresses
from analyser.pipes.contact_owner import FILE, Contact, of_authority
from analyser.pipes.contact_words import contact_patterns
from analyser.pipes.controller import services
from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.wordlists import cues, says, words

_PIPE = "avg_contacts"
_SITE = re.compile(
    r"(?:https?://|www\.)(?:www\.)?([\w-]+(?:\.[\w-]+)+)|(?<![@\w.-])([\w-]{3,}\.(?:nl|be|org|com|eu|net))(?![\w-])"
)
_MAILTO = re.compile(r"mailto:([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.I)
_LINK_REACH = 120  # characters from the end of a sentence to the target of a link that ends it


def _surroundings(source: Document, sentence: Sentence) -> str:
    block = source.blocks[sentence.block]
    return " | ".join((*block.headings[-1:], sentence.lead_in))


# --- e-mail


def _email_score(source: Document, sentence: Sentence, value: Value, sites: Counter[str], names: str) -> float:
    """How much speaks for an address being the organisation's own; negative speaks against."""
    address = plain_email(value.value)
    local, _, domain = address.partition("@")
    if local in contact_patterns().known.placeholder_names or any(
        domain == foreign or domain.endswith("." + foreign) for foreign in contact_patterns().known.foreign_domains
    ):
        return -10
    core = _letters(domain.rsplit(".", 1)[0])
    if core not in names and core in _service_domains():
        return -10
    score = 0.0
    if sites[domain]:
        score += 2
    if core and (core in names or (len(core) > 5 and any(part in core for part in names.split("|") if len(part) > 4))):
        score += 3
    if says(FILE, "own", sentence.text):
        score += 2
    around = _surroundings(source, sentence)
    if around and (says(FILE, "contact_heading", around) or says(FILE, "own", around)):
        score += 2
    if len(sentence.text) < len(value.value) + 30:
        score += 1
    before, behind = sentence.text[: value.start], sentence.text[value.end :]
    if says(FILE, "other_party", before) or _of_officer(before) or says(FILE, "theirs", behind):
        score -= 6
    if of_authority(source, sentence, value):
        score -= 8
    return score


def _beside_officer(source: Document, found: Sequence[Sentence], sentence: Sentence, value: Value) -> bool:
    """Whether an address stands where the text speaks of the officer: its sentence, the one before, its heading."""
    before = found[sentence.index - 1] if sentence.index else sentence
    headings = source.blocks[sentence.block].headings[-1:]
    own = sentence.text[: value.start] + sentence.text[value.end :]
    return any(says("dpo", "mentions", text) for text in (own, sentence.lead_in, before.text, *headings))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)


@lru_cache(maxsize=1)
def _service_domains() -> frozenset[str]:
    """The names of the known parties as their domains have them; short ones are anyone's."""
    known = frozenset(name for name in map(_letters, services()) if len(name) > 4)
    return known - contact_patterns().known.mail_services


def _linked(source: Document, found: Sequence[Sentence]) -> Iterator[tuple[Sentence, Value]]:
    """The addresses that stand only behind a link ("[mail ons](mailto:…)"), at the end of its sentence."""
    text = source.source.text
    links = [(match.start(), match[1]) for match in _MAILTO.finditer(text) if match[1] not in source.text]
    if not links or not found:
        return
    spans = [source.source_span(sentence.start, sentence.end) for sentence in found]
    for at, address in links:
        index = bisect_right(spans, (at, 0)) - 1
        if index >= 0 and at - spans[index][1] < _LINK_REACH:
            end = len(found[index].text)
            yield found[index], Value(end, end, address)


class _Emails(NamedTuple):
    own: tuple[Contact, ...]
    foreign: frozenset[tuple[int, int]]  # where those end that are surely another's: sentence, offset in it


def _emails(source: Document, found: Sequence[Sentence], names: str) -> _Emails:
    """The addresses of the organisation, and where those of others stand."""
    sites = Counter((match[1] or match[2]).casefold() for match in _SITE.finditer(source.text))
    scores: dict[str, float] = {}
    places: dict[str, Contact] = {}
    foreign = set()
    apart: set[str] = set()
    written = ((sentence, value) for sentence in found for value in emails(sentence.text))
    for sentence, value in (*written, *_linked(source, found)):
        address = plain_email(value.value)
        score = _email_score(source, sentence, value, sites, names)
        scores[address] = max(scores.get(address, -10.0), score)
        if score < 0:
            foreign.add((sentence.index, value.end))
        elif score > 0 and not _beside_officer(source, found, sentence, value):
            apart.add(address)
        start = sentence.start + value.start if value.start < value.end else sentence.start
        places.setdefault(address, Contact("email", value.value, start, sentence.start + value.end))
    best = max(scores.values(), default=0)
    repeated = emails(source.text) if 0 in scores.values() else []  # only then it matters how often one stands there
    counts = Counter(plain_email(value.value) for value in repeated)

    officers = {address for address in scores if address.split("@")[0] in words("dpo", "mailboxes")}
    others = any(score > 0 for address, score in scores.items() if address not in officers)

    def is_own(address: str) -> bool:
        if address in officers:  # reaches the officer, unless the organisation gives it as its only address
            return address in apart and not others
        score = scores[address]
        return score > 0 or (best <= 0 and score == best >= 0) or (score == 0 and counts[address] > 1)

    own = tuple(contact for address, contact in places.items() if is_own(address))
    return _Emails(own, frozenset(foreign))


# --- telephone


def _own_phones(source: Document, found: Sequence[Sentence], foreign_emails: Set[tuple[int, int]]) -> Iterator[Contact]:
    foreign = contact_patterns().known.foreign_numbers
    for sentence in found:
        for value in phones(sentence.text):
            digits = re.sub(r"\D", "", value.value.replace("(0)", ""))
            national = re.sub(r"^(?:00)?(?:31|32)(?=\d{8,9}$)", "0", digits)
            if national in foreign or _is_registration(sentence, value) or of_authority(source, sentence, value):
                continue
            before = sentence.text[: value.start]
            if says(FILE, "other_party", before) or _of_officer(before):
                continue
            written = emails(before)
            if written and (sentence.index, written[-1].end) in foreign_emails:
                continue  # goes with the other party's address
            start = sentence.start + value.start
            yield Contact("phone", value.value, start, start + len(value.value))


def _of_officer(before: str) -> bool:
    """Whether the data-protection officer is said to be reached so, and not the organisation too."""
    named = cues("dpo", "mentions", before)
    return bool(named) and not any("ons" in match.phrase for match in cues(FILE, "own", before[named[-1].end :]))


def _is_registration(sentence: Sentence, value: Value) -> bool:
    before = sentence.text[max(value.start - 28, 0) : value.start]
    label = before if before.strip(" :|") else sentence.lead_in[-28:]
    telling = cues(FILE, "not_phone", label)
    return bool(telling) and not contact_patterns().phone.search(normalise(label[telling[-1].end :]))


# --- form


def _forms(doc: Doc) -> Iterator[Contact]:
    tried = -1
    for match in contact_patterns().forms.find(normalised(doc)):
        sentence = sentence_at(doc, match.start)
        if sentence.index == tried:
            continue
        tried = sentence.index
        if written := contact_patterns().form.search(document(doc).text, match.start, sentence.end):
            yield Contact("form", written.group(), written.start(), written.end())
            return


def _same(contact: Contact) -> str:
    """What two layouts of one value have in common: the national number, the letters and figures of an address."""
    if contact.channel == "phone":
        digits = re.sub(r"\D", "", contact.value.replace("(0)", ""))
        return re.sub(r"^(?:00)?(?:31|32)0?(?=\d{8,9}$)", "0", digits)
    if contact.channel == "email":
        return plain_email(contact.value)
    return contact_patterns().not_of_address.sub("", normalise(contact.value))


def contacts_of(doc: Doc, controller: str = "") -> list[Contact]:
    """Every way to reach the organisation, each value once, in the order of the text.

    `controller` is the organisation's name if known: an address at its own domain is its own.
    """
    source, found = document(doc), sentences(doc)
    folded = normalise(controller)
    names = "|".join([re.sub(r"[^a-z0-9]", "", folded), *re.findall(r"[a-z0-9]{4,}", folded)])
    result: dict[tuple[str, str], Contact] = {}
    mail = _emails(source, found, names)
    for contact in (
        *mail.own,
        *_own_phones(source, found, mail.foreign),
        *own_addresses(source, found, folded),
        *_forms(doc),
    ):
        result.setdefault((contact.channel, _same(contact)), contact)
    return sorted(result.values(), key=lambda contact: contact.start)


@Language.component(_PIPE)
def contacts(doc: Doc) -> Doc:
    """Adds a fact for each way to reach the organisation, with its channel."""
    controller = next((draft.value for draft in drafts(doc, "controller")), "")
    for contact in contacts_of(doc, controller):
        add_fact(
            doc, "contact", contact.start, contact.end, contact.value,
            pipe=_PIPE, attributes={"channel": contact.channel},
        )  # fmt: skip
    return doc
