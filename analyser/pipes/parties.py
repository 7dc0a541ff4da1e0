"""The named parties of a document and what is said of them; for the recipients component."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from analyser.lexicon import named
from analyser.phrases import PhraseMatcher, normalise
from analyser.pipes import Draft, add_fact, contexts, document, drafts, normalised, sentences
from analyser.pipes.names import NameWords, name_words, names
from analyser.pipes.party_words import party_patterns
from analyser.pipes.sharing import sharing
from analyser.pipes.wordings import any_of
from analyser.types import Sentence
from analyser.vocabulary import load_vocabulary

_PIPE = "avg_recipients"
EXPLAINED = re.compile(r" ?(?:,|\(|:| – | - |$)")
_TITLE = re.compile(r"[^.!?]{3,120}")  # a first line that is no sentence
_ASIDE = re.compile(r" ?\([^)\n]{3,60}\)|(?: – | - |: |, )[^,;.\n]{3,60}")  # what follows a name to explain it
_EXPLAINED_NAME = re.compile(r"[A-ZÀ-Þ][\w.&'-]* \([^()]{3,60}\)")
_NAMED_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w.&'-]* \($")
_BRACKETS = re.compile(r" \([^()]*\)")
_IN_BRACKETS = re.compile(r" \(([^()]{3,40})\)")
_QUOTES = ('"', "“", "”", "'", "‘", "’", "„")
_SMALL = re.compile(r"(?<![\w@./-])[a-zà-þ][\w-]+")
_WORD = re.compile(r"(?<![\w@./-])\w+")
_BEFORE_REACH = 300  # characters before a name, and behind it, that may tell of it
_WORD_REACH = 60  # characters back to the beginning of the word before a place


class Introductions:
    """The words of rules/named_recipients.yaml that introduce a party or tell what it does."""

    def __init__(self, words: NameWords) -> None:
        lists = ((words.cue, False), (words.role, False), (words.part, True))
        self.before: PhraseMatcher[tuple[str, bool]] = PhraseMatcher(
            ((category, part), phrase)
            for by_category, part in lists
            for category, phrases in by_category.items()
            for phrase in phrases
        )
        self.activity: PhraseMatcher[str] = PhraseMatcher(
            (category, phrase) for category, phrases in words.activity.items() for phrase in phrases
        )
        self.word, self.noun, self.settled = words.word, words.noun, words.settled
        self.does = re.compile(rf" {any_of(words.does)}\b")


@lru_cache(maxsize=1)
def introductions() -> Introductions:
    """The words of this installation's rules; built once a process."""
    return Introductions(name_words())


@lru_cache(maxsize=1)
def known_names() -> PhraseMatcher[tuple[str, str]]:
    """The names of the term files' parties, by category and usual name; built once a process."""
    entries = [
        ((category, party.name), phrase)
        for category, term in load_vocabulary().kind("recipient").items()
        for party in term.parties
        for phrase in (party.phrases or (party.name.casefold(),))
    ]
    return PhraseMatcher(entries)


class Parties:
    """The named recipients of one document; the first reading of a passage wins."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words, self.names = party_patterns(), names()
        self.written = document(doc).text  # doc.text is put together anew at each call
        self.text = normalised(doc)
        self.about = contexts(doc)
        self.blocks = document(doc).blocks
        self.sharing = sharing(doc)
        self.controllers = [normalise(draft.value) for draft in drafts(doc, "controller")]
        forms = (self.words.form.search(name) for name in self.controllers)
        self.own_stems = tuple(
            name[: form.start()] if form else name for name, form in zip(self.controllers, forms, strict=True)
        )
        self.own_initials = self._own_initials()
        self.common = _common(doc)
        first = self.blocks[0] if self.blocks else None
        heading = first.text if first and (first.kind == "heading" or _TITLE.fullmatch(first.text)) else ""
        domains = (draft.value.partition("@")[2] for draft in drafts(doc, "contact"))
        hereafter = [*self.words.hereafter.findall(self.written), *self.words.itself.findall(self.written)]
        self.titles = normalise(" ".join((document(doc).title or "", heading, *domains)))
        self.own = normalise(" ".join((self.titles, *hereafter)))
        self.used = {draft.sentence for kind in ("purpose", "data_category") for draft in drafts(doc, kind)}
        self._sources: dict[tuple[str, int], bool] = {}  # by name and sentence; a row of names asks for each again
        self.taken: list[tuple[int, int]] = []
        self._covered = bytearray(len(self.written) + 1)  # by those that are taken
        self.added: list[tuple[int, int]] = []  # those that count, in the order of the text
        self.forms: dict[str, str] = {}  # in which a name is written most, by the name without its legal form
        self.products: set[str] = set()  # "het systeem Voorbeeld van Leverancier": the supplier gets the data

    def _own_initials(self) -> frozenset[str]:
        """The initials in brackets behind the organisation's name: "het ministerie van XYZ" is itself."""
        behind = (re.finditer(rf"{re.escape(name)} \((\w{{2,8}})\)", self.text) for name in self.controllers)
        return frozenset(found[1] for every in behind for found in every)

    def take(self, start: int, end: int) -> None:
        """Notes that a passage has been read, so that no party in it is added again."""
        self.taken.append((start, end))
        self._covered[start:end] = b"\1" * (end - start)

    @staticmethod
    def near(start: int, sentence: Sentence) -> int:
        """From where the words before a place are looked at: a huge sentence is not searched for each of its names."""
        return max(sentence.start, start - _BEFORE_REACH)

    def add(self, category: str, start: int, end: int, term: str, umbrella: bool = False) -> None:
        name = self.written[start:end]
        if self.sharing.past(start) or self.words.not_seen.match(self.text, end):
            return
        if self.written[max(start - 1, 0) : start] in ("@", ".", "/") and start:
            return  # a part of an address
        own = any((normalise(name) in own and not umbrella) or own in normalise(name) for own in self.controllers)
        own = own or normalise(name) in self.products or normalise(name).split()[-1] in self.own_initials
        if own or self.written[end : end + 1] == "@" or 1 in self._covered[start:end]:
            return
        self.take(start, end)
        if self.explains(start, end):
            return
        insort(self.added, (start, end))
        if alias := self.words.alias.match(self.written, end):
            self.take(*alias.span())  # a brand and the company behind it are one party
        named = {"name": self.called(name)}
        add_fact(self.doc, "recipient", start, end, category, pipe=_PIPE, term=term, attributes=named)

    def explains(self, start: int, end: int) -> bool:
        """Whether a name stands alone in brackets behind another: its product, its maker, what it is a part of."""
        if self.written[max(start - 2, 0) : start] != " (":
            return False
        closing = self.written.find(")", end)
        if closing < 0 or any(end <= at < closing for at in self.known_at.values()):
            return False  # a row of names
        named = _NAMED_BEFORE.search(self.written, max(start - 40, 0), start)
        return start - 2 in self.known_at or (named is not None and self.names.formal(self.written[start:end]))

    @cached_property
    def known_at(self) -> dict[int, int]:
        """Where the names begin that the term files know, by where they end."""
        return {match.end: match.start for match in known_names().find(self.text)}

    def called(self, name: str) -> str:
        """A name as the text writes it most, with its legal form or without; at a draw as it does first."""
        form = self.words.form.search(name)
        stem = name[: form.start()] if form else name
        if stem in self.words.known.group:
            service = self.words.as_service.search(self.written)
            whole = f"{stem} {service['service']}" if service else ""
            return whole if whole and self.known_as(whole) and service and service["company"] == stem else name
        return self.most_written(stem) or name

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands that begins no part of an address: a name is sought there, not in the whole text."""
        found: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self.written):
            found[word[0]].append(word.start())
        return found

    def most_written(self, stem: str) -> str:
        """The form in which a name is written most; "" where it is not written."""
        if stem not in self.forms:
            word, form = _WORD.match(stem), self.words.perhaps_form
            starts = self.places[word[0]] if word and word[0] in self.places else []
            named = (at for at in starts if self.written.startswith(stem, at))
            ends = ((at, form.match(self.written, at + len(stem))) for at in named)
            counts = Counter(self.written[at : found.end()] for at, found in ends if found)
            self.forms[stem] = max(counts, key=counts.__getitem__, default="")
        return self.forms[stem]

    def in_row(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a name stands in a row with a party that counts, right before or behind it: "Bekend (x) en Ander"."""
        first = bisect_left(self.added, (self.near(start, sentence), 0))
        last = bisect_left(self.added, (end + _BEFORE_REACH, 0))
        for known, known_end in self.added[first:last]:
            if not sentence.start <= known < sentence.end:
                continue
            one, other = (known_end, start) if known < start else (end, known)
            aside = _BRACKETS.match(self.written, one, other)
            joint = self.names.joint.match(self.written, aside.end() if aside else one, sentence.end)
            if joint and joint.end() == other:
                return True
            # "Bekend voor de post en Ander voor de kas"
            use = self.words.with_use.match(self.written, known_end, sentence.end) if known < start else None
            if use and use.end() == start and self.words.purpose.match(self.written, end, sentence.end):
                return True
        return False

    def maker(self, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
        """Where the supplier stands in "het systeem Voorbeeld van (de firma) Leverancier"; else the name itself."""
        if self.words.body_of.match(self.written, start, end):
            return start, end
        product, of, _ = self.written[start:end].rpartition(" van ")
        supplier = (start + len(product) + len(of), end)
        if not of:
            behind = self.words.of_maker.match(self.written, end, sentence.end)
            found = behind and self.names.name.match(self.written, behind.end(), sentence.end)
            if not found or not self.plausible(*found.span()):
                return start, end
            product, supplier = self.written[start:end], found.span()
        self.products.add(normalise(product))
        return supplier

    def supplied(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a name is that of a product, of which the text goes on to name the supplier; notes it as one."""
        made = self.words.product.match(self.written, end, sentence.end)
        if made:
            self.products |= {normalise(name) for name in (self.written[start:end], made["short"]) if name}
        return made is not None

    def with_maker(self, start: int, sentence: Sentence) -> int:
        """The end of an item that is the name of a product and its maker, "Voorbeeld (Maker, Inc.)"; else 0."""
        whole = self.words.maker.fullmatch(self.written, start, sentence.end) if start == sentence.start else None
        if not whole or whole["maker"].isupper() or self.names.place(whole["maker"]):
            return 0
        maker = whole["maker"]
        cell = self.blocks[sentence.block].cell is not None and bool(self.known_as(maker))
        if not self.names.plausible(maker) or not (cell or self.names.proper(maker)):
            return 0
        product = self.written[start : whole.start("maker") - 2]
        if self.shortens(maker, product):
            return 0
        # two known names in one cell are one party, however the text calls it elsewhere
        return whole.end("maker") + 1 if cell or self.written.count(product) == 1 else 0

    @staticmethod
    def shortens(one: str, other: str) -> bool:
        """Whether two names share a word, so that one explains the other: "Microsoft (Microsoft 365)"."""
        return not set(one.casefold().split()).isdisjoint(other.casefold().split())

    def plausible(self, start: int, end: int) -> bool:
        """Whether a capitalised run can be the name of a party here."""
        written = self.written[start:end]
        return self.names.plausible(written) and not (written.isupper() and self.shouted(start, end))

    def shouted(self, start: int, end: int) -> bool:
        """Whether capitals that open a line are a heading of ordinary words: "RECHTEN VAN BETROKKENEN: u mag …"."""
        words = [word for word in normalise(self.written[start:end]).split() if len(word) > 1]
        opens = not start or self.written[start - 1] == "\n"
        return opens and len(words) > 1 and any(word in self.common for word in words)

    def proper(self, start: int, end: int, opens: bool = False) -> bool:
        """Whether it is a name also where any word has a capital, as at the start of an item."""
        name = self.written[start:end]
        return self.names.proper(name, opens) and (" " in name or normalise(name) not in self.common)

    def of_another(self, start: int, sentence: Sentence) -> bool:
        """Whether a party is only told whose something is: "een atlas van Voorbeeld"."""
        found = self.words.of_party.search(self.text, self.near(start, sentence), start)
        return found is not None and self.written[found.start()].islower()

    def supplies(self, name: str, sentence: Sentence) -> bool:
        """Whether a name is that of a source somewhere in a sentence: "via Voorbeeld …, krijgen wij van Voorbeeld"."""
        key = name, sentence.index
        if key not in self._sources:
            word = _WORD.search(name)
            places = self.places.get(word[0], ()) if word else ()
            first = bisect_left(places, sentence.start)
            lead = word.start() if word else 0
            self._sources[key] = any(
                self.sharing.supplies(at - lead, at - lead + len(name))
                for at in places[first : bisect_left(places, sentence.end)]
                if self.written.startswith(name, at - lead)
            )
        return self._sources[key]

    def known_as(self, name: str) -> str:
        """The category under which the term files know a party; "" where they do not."""
        for match in known_names().find(normalise(name)):
            if match.start == 0:
                return match.key[0]
        return ""

    def no_name_here(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether the words around a capitalised run make it a person inside, a word on a button, a word to send."""
        if self.words.of_place.match(self.written, start, end + 2):
            return True  # "het Voorbeeldse bedrijf"
        if self.words.button.search(self.text, self.near(start, sentence), sentence.end) and (
            self.written[start - 1 : start] in _QUOTES and self.written[end : end + 1] in _QUOTES
        ):
            return True  # "als u op 'Akkoord' klikt"
        quoted = self.written[start - 1 : start] in ('"', "“", "'", "‘") and self.written[end : end + 1] == " "
        if quoted or self.words.infinitive.match(self.written, end) or self.words.at_code.match(self.written, end):
            return True
        role = self.words.role_before.search(self.text, self.near(start, sentence), start)
        if role is None:
            return False
        person = role["ours"] and self.words.person.fullmatch(role["role"])
        return bool(person) or any(key.kind == "recipient" and key.value == "staff" for key in named(role["role"]))

    def within_name(self, draft: Draft) -> bool:
        """Whether a common noun has a capital behind another capital: "Zonnehof Scholen" is no school."""
        if not self.written[draft.start].isupper() or " " in self.written[draft.start : draft.end]:
            return False
        sentence = sentences(self.doc)[draft.sentence]
        start = max(sentence.start, draft.start - _WORD_REACH)
        return self.words.in_name.search(self.written, start, draft.start) is not None

    def itself(self, draft: Draft) -> bool:
        """Whether a common noun is the organisation: "het ministerie" in the statement of a ministry."""
        word = self.text[draft.start : draft.end]
        ours = self.words.ours_before.search(self.text, max(draft.start - 12, 0), draft.start)
        if draft.value == "authority" and any(f" {word} " in f"{name} " for name in self.controllers):
            return True  # "de gemeente" in the statement of a "Protestantse Gemeente"
        return bool(ours) and any(word == name.split()[0] for name in self.controllers)

    def describes_us(self, draft: Draft) -> bool:
        """Whether a common noun is what the organisation says it is: "Voorbeeld is een kantoor van accountants"."""
        sentence = sentences(self.doc)[draft.sentence]
        return (
            self.text.startswith((*self.own_stems, *self.words.speakers), sentence.start)
            and bool(self.words.is_a.search(self.text, sentence.start, draft.start))
            and not self.sharing.receives(draft.start, draft.end)
        )

    def of_staff(self, end: int, sentence: Sentence) -> bool:
        """Whether a name is followed by a role within the organisation: "Voorbeeld, onze penningmeester"."""
        role = self.words.role.match(self.text, end, sentence.end)
        if role is None:
            return False
        aside = _IN_BRACKETS.match(self.text, end, sentence.end)
        told = (role["role"], *(aside[1].split() if aside else ()))
        return any(key.kind == "recipient" and key.value == "staff" for word in told for key in named(word))

    def category(self, sentence: Sentence, start: int, end: int, otherwise: str = "processor") -> str:
        """What is said of a party: right after its name, else in its sentence, else in its row of a table."""
        after = _ASIDE.match(self.text, end, sentence.end)
        kind = self.names.kind(self.written[start:end])
        if self.of_branch(self.written[start:end]):
            return "group_company"
        category = told(after[0] if after else "")
        if category and (category != "processor" or not kind):
            return category
        if kind and kind != "processor":
            return kind
        if after and len(_EXPLAINED_NAME.findall(sentence.text)) > 1 and after[0].startswith(" ("):
            return kind or otherwise  # each of a row has its use in brackets
        return told(self.text[sentence.start : sentence.end]) or told(self.row_of(sentence)) or kind or otherwise

    def of_branch(self, name: str) -> bool:
        """Whether a name is that of the body that the organisation is a branch of: both begin with the same word.

        What any body may be called before its own name is no such word: "Stichting De Voorbeeld".
        """
        first, *rest = self.words.any_body.sub("", f"{normalise(name)} ").split() or [""]
        branches = any(self.words.any_body.sub("", f"{own} ").split()[:1] == [first] for own in self.own_stems)
        return branches and bool(rest) and rest[-1] in self.words.nationwide

    def row_of(self, sentence: Sentence) -> str:
        """The words of the table row that a sentence stands in."""
        row = document(self.doc).row_of(self.blocks[sentence.block])
        return normalise(" ".join(cell.text for cell in row))


def told(text: str) -> str:
    """The category of the activity that a passage tells most of; "" where it tells of none."""
    told = [match.key for match in introductions().activity.find(text)]
    told = [key for key in told if key != "processor"] or told
    return max(told, key=told.count) if told else ""


def _common(doc: Doc) -> frozenset[str]:
    """The words of the document that are written small somewhere, and those that the vocabulary knows."""
    small = set(_SMALL.findall(document(doc).text))
    known = {
        word
        for kind in ("data_category", "purpose", "recipient", "data_subject")
        for draft in drafts(doc, kind)
        if " " not in (word := normalise(document(doc).text[draft.start : draft.end]))
    }
    return frozenset(normalise("\n".join(small)).split("\n")) | known


__all__ = ["EXPLAINED", "Introductions", "Parties", "introductions", "known_names", "told"]
