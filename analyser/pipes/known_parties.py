"""The parties that the term files know by name, where a text names them; for the recipients component."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from analyser.phrases import PhraseMatch, normalise
from analyser.pipes import sentence_at
from analyser.pipes.parties import EXPLAINED, Parties, introductions, known_names, told
from analyser.pipes.transfers import of_places
from analyser.types import Sentence

_CAPITALISED = re.compile(r" ((?:(?:De|Het|Den|Sint) )?(?:e|i|my)?[A-Z]\w+)")
_TOLD = re.compile(r" \(|:")
_HYPHENED = re.compile(r"-([A-Z][a-z]+)(?![\w-])")
_GOES_ON = re.compile(r"(?:\.(?:nl|com|be|eu|io|org|net)\b|/[A-Z][\w.]+)(?![\w/@])")
_DOMAIN = re.compile(r"[a-z][a-z-]*\.(?:nl|be|eu)")
_WITHIN = re.compile(r"(?<!\w)([A-Z][a-z]+) $")
_VERSION = re.compile(r" \d+(?:\.\d+)?")
_IN_BRACKETS = re.compile(r" \([^()]{3,60}\)")
_HEAD = re.compile(r"(?: [–—-]|:) \S")
_FULL_NAME = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w'-]+(?: (?:[A-ZÀ-Þ][\w'-]+|van|voor|de|der|het|en|in|op|&))+ \($")
_ON_SITES = frozenset({"analytics_provider", "advertiser"})  # they get data also by what a sentence on links tells
_TOWN_REACH = 25  # characters from the beginning of a town's name to its last word
_FULL_REACH = 90  # characters from a name to its initials in brackets behind it

_Match = PhraseMatch[tuple[str, str]]


class Mention(NamedTuple):
    """A known party at a place of the text: its category and usual name, the phrase that found it, where it stands."""

    category: str
    name: str
    phrase: str
    start: int
    end: int
    sentence: Sentence


class KnownParties(Parties):
    """Adds the recipients that the term files know."""

    def known(self) -> None:
        """Each known party where it gets data; the longest name wins, a company yields to its services."""
        fallback: list[tuple[str, Mention]] = []
        nothing: list[tuple[int, int]] = []
        gone: dict[int, int] = {}  # how far such a passage reaches, by each place in it
        for match in sorted(known_names().find(self.text), key=self.weight):
            mention = self.mention(match)
            if mention is None or gone.get(match.start, 0) >= match.end:
                continue
            if self.gets_nothing(mention):
                nothing.append((mention.start, mention.end))
                gone |= {at: max(gone.get(at, 0), mention.end) for at in range(mention.start, mention.end)}
                continue
            whole = self.written_out(mention)
            shared = self.sharing.receives(whole.start, whole.end)
            if not self.counts(whole, shared) or (self.is_branch(mention, whole) and not shared):
                continue
            headed = self.heads(match)
            loose = self.loose(whole) and not headed and not self.with_brands(match)
            category = self.by_row(whole)
            alone = bool(self.blocks[whole.sentence.block].cell) and whole.end - whole.start == len(whole.sentence.text)
            if loose and not alone:
                if shared and self.written[whole.start].isupper():
                    told_here = self.category(whole.sentence, whole.start, whole.end, category)
                    fallback.append((category if told_here == "processor" else told_here, whole))
                continue
            if self.names.kind(self.written[mention.end : whole.end]) == "analytics_provider":
                category = "analytics_provider"  # "Voorbeeldsite Analytics"
            if headed or self.with_brands(match):
                category = self.by_services(whole, category)
            if loose:
                category = self.category(whole.sentence, whole.start, whole.end, category)
            elif whole.name in self.words.known.bare and whole.phrase == normalise(whole.name):
                category = self.by_product(whole, category)
            self.add(category, whole.start, whole.end, whole.phrase, self.is_umbrella(whole, shared))
            if headed:
                self.take(whole.end, whole.sentence.end)  # "Google: onze agenda staat in Google Calendar"
        named = {normalise(self.written[start:end]).split()[0] for start, end in self.taken}
        for category, found in fallback:
            if self.made_by(found.start):
                continue
            own = self.own_use(found)
            if own or normalise(self.written[found.start : found.end]) not in named:
                self.add("processor" if own else category, found.start, found.end, found.phrase)
        for start, end in nothing:
            self.take(start, end)

    def loose(self, mention: Mention) -> bool:
        """Whether a name is that of a company which yields to its services, where the text names any."""
        bare = self.written[mention.start : mention.end] in self.words.known.bare
        return bare or mention.name in self.words.known.group

    def is_umbrella(self, mention: Mention, shared: bool) -> bool:
        """Whether a federation whose local branch speaks gets the data: "het ledensysteem van Voorbeeld Nederland"."""
        if mention.category != "group_company":
            return False
        branches = [name for name in self.own_stems if name.startswith(f"{self.text[mention.start : mention.end]} ")]
        if any(self.text.startswith(name, mention.start) for name in branches):
            return False
        told = shared or bool(self.words.supplied.search(self.text, mention.sentence.start, mention.start))
        return bool(branches) and told

    def is_branch(self, mention: Mention, whole: Mention) -> bool:
        """Whether a federation's name goes on as that of a local group, which speaks: "Voorbeeldkorps De Meeuw"."""
        nationwide = self.text[whole.start : whole.end].endswith(tuple(self.words.nationwide))
        return mention.category == "group_company" and whole.end > mention.end and not nationwide

    def made_by(self, start: int) -> bool:
        """Whether a company is named as the maker of the known product right before it: "Voorbeeld van Maker"."""
        return self.written.startswith(" van ", start - 5) and start - 5 in self.known_at

    def own_use(self, mention: Mention) -> bool:
        """Whether we use the company's mail, agenda or storage, which the services of it that are named are not."""
        _, _, _, start, _, sentence = mention
        return self.sharing.of_us(sentence) and bool(
            self.words.own_use.search(self.text, sentence.start, sentence.end)
            and self.words.used.search(self.text, self.near(start, sentence), start)
        )

    # --- which reading of a passage wins

    def weight(self, match: _Match) -> tuple[bool, bool, bool, int]:
        """What puts one match before another: brands behind it, heading an item, not being an aside, its length."""
        return not self.with_brands(match), not self.heads(match), self.aside(match), match.start - match.end

    def with_brands(self, match: _Match) -> bool:
        """Whether a company is followed by its brands in brackets, so that it is the party: "Meta (Facebook)"."""
        if match.key[1] not in self.words.known.group:
            return False
        again = f" ({self.written[match.start : match.end]} "  # "Voorbeeld (Voorbeeld Agenda voor …)"
        return bool(self.words.alias.match(self.written, match.end)) or self.written.startswith(again, match.end)

    def heads(self, match: _Match) -> bool:
        """Whether a company heads an item that goes on to name its services: "Google – formulieren (Google Forms)"."""
        if match.key[1] not in self.words.known.group:
            return False
        sentence = sentence_at(self.doc, match.start)
        return match.start == sentence.start and bool(_HEAD.match(self.written, match.end, sentence.end))

    def aside(self, match: _Match) -> bool:
        """Whether a party stands alone in brackets, after the name of what it offers: "Voorbeeldmeting (Voorbeeld)"."""
        return self.written[max(match.start - 1, 0)] == "(" and self.written.startswith(")", match.end)

    # --- where a name begins and ends

    def mention(self, match: _Match) -> Mention | None:
        """A match as a name of a party in running text; None where its words are none."""
        category, name = match.key
        start, end = match.start, match.end
        sentence = sentence_at(self.doc, start)
        if self.words.browser.match(self.written, end) or self.words.badge.match(self.written, end):
            return None
        article = match.phrase.partition(" ")[0]
        if article in ("de", "het") and not name.casefold().startswith(article):
            start += len(article) + 1  # "de IND"
        noun, _, rest = self.text[start:end].partition(" ")
        capital = self.written[end - len(rest) : end][:1].isupper()
        if self.written[start].islower() and capital and rest.startswith(normalise(name).split()[0]):
            start += len(noun) + 1  # "zorgverzekeraar CZ"
        if self.blocks[sentence.block].kind == "heading" or not self.as_name(name, start, end):
            return None
        listed = match.phrase == self.text[start:end]
        if not listed and self.text.startswith(normalise(name), start) and self.text[start + len(name) : end].isalpha():
            end = start + len(name)  # "Facebookpagina" names Facebook
        if "(" in self.written[start:end]:
            end = start + self.written[start:end].index("(")  # "Voorbeeld (Agenda en Mail)"
            end = start + len(self.written[start:end].rstrip())
        return Mention(category, name, match.phrase, start, end, sentence)

    def as_name(self, name: str, start: int, end: int) -> bool:
        """Whether a known name is written as one, and does not begin a compound ("douane- en immigratiediensten")."""
        town = self.names.town.search(self.written, max(start - _TOWN_REACH, 0), end)
        if town and town.start() < start and town.end() == end:
            return False  # "Voorbeelden op Zoom"
        if self.written.startswith("- ", end) and not self.words.shared_tail.match(self.written, end):
            return False
        if self.written[start].islower() and self.written[end : end + 1] in ("-", "_") and not name[0].islower():
            return False  # the name of a cookie, or "back-ups"
        if name.isupper() and self.words.compound.match(self.written, end):
            return False  # "BKR-toets", "KNVB-nummer"
        words = self.written[start:end].split()
        return not name.isupper() or any(word[0].isupper() for word in words)

    def written_out(self, mention: Mention) -> Mention:
        """A mention to the end of the name as the text has it: its place, legal form, product or maker."""
        _, name, _, start, end, sentence = mention
        if self.written[start:end] in self.words.known.regional and (
            area := self.words.area.match(self.written, end, sentence.end)
        ):
            end = area.end()
            rest = self.words.area_behind.match(self.written, end, sentence.end)
            end = rest.end() if rest else end
        if written := self.words.name_rest.match(self.written, end, sentence.end):
            end = written.end()
        if self.blocks[sentence.block].cell and (version := _VERSION.fullmatch(self.written, end, sentence.end)):
            end = version.end()  # "Google Analytics 4", alone in its cell
        end = self.whole_name(name, start, end, sentence)
        company = _WITHIN.search(self.written, self.near(start, sentence), start)
        if company and company[1] in self.words.known.group:
            start = company.start()  # "Google Voorbeeld", of which only the last word is known
        brand, dash, _ = self.written[start:end].partition("-")
        if dash and brand[0].isupper() and self.known_as(brand) and self.written[start + len(brand) + 1].islower():
            end = start + len(brand)  # "de Meta-pixel" is of Meta
        if noun := self.words.title_noun.search(self.written, self.near(start, sentence), start):
            start = noun.start()
        if full := self.in_full(start, end):
            start, end = full
        return mention._replace(start=start, end=self.with_maker(start, sentence) or end)

    def in_full(self, start: int, end: int) -> tuple[int, int] | None:
        """The name before its initials in brackets, "Koninklijke Voorbeeldbond (KV)": the party is called by it."""
        initials = self.written[start:end]
        if not initials.isupper() or initials in self.words.known.regional or not self.written.startswith(")", end):
            return None
        before = _FULL_NAME.search(self.written, max(start - _FULL_REACH, 0), start)
        if before is None:
            return None
        letters = iter(initials)
        words = [word for word in before[0][:-2].split() if word[0].isupper()]
        if words and words[0][0] == initials[0] and all(letter in "".join(words).upper() for letter in letters):
            return before.start(), before.end() - 2
        return None

    def whole_name(self, name: str, start: int, end: int, sentence: Sentence) -> int:
        """Where a known name ends that the text writes at greater length: "Voorbeeld Online", "voorbeeld.nl"."""
        if longer := _GOES_ON.match(self.written, end, sentence.end):
            end = longer.end()
        region = _HYPHENED.match(self.written, end, sentence.end)
        if region and self.names.place(region[1]):
            return region.end()  # "Voorbeeld-Vlaanderen"
        second = _CAPITALISED.match(self.written, end, sentence.end)
        if second is None or name in self.words.known.group:
            return end
        told = self.blocks[sentence.block].kind == "list_item" and _TOLD.match(self.written, second.end(), sentence.end)
        if not self.names.plausible(second[1]):
            return end  # "PayPal Privacy Policy"
        capital_counts = (start > sentence.start or told) and not second[1].isupper()
        # a supplier and its product are written as one name
        if not capital_counts and not self.known_as(second[1]):
            return end
        area = self.words.area_behind.match(self.written, second.end(), sentence.end)
        return area.end() if area else second.end()

    # --- whether it gets data

    def gets_nothing(self, mention: Mention) -> bool:
        """Whether the words around a known name say that another gets the data, or no one."""
        _, name, phrase, start, end, sentence = mention
        words, before = self.words, (self.text, self.near(start, sentence), start)
        if name in words.known.media and words.shown_on.search(*before):
            shown, own = sentence.text.casefold(), (f"{name.casefold()}-pixel", f"{name.casefold()} pixel")
            if "Meta" in self.written or ("pixel" in shown and not any(pixel in shown for pixel in own)):
                return True
        by_group = name in words.known.group_ads and not self.sharing.of_us(sentence)
        if by_group and words.group_acts.search(self.text, sentence.start, sentence.end):
            return True  # "Google gebruikt deze informatie voor advertenties (Adwords)"
        if words.account.match(self.text, start) and (
            "lead:data" in self.about[sentence.index] or words.of_reader.search(*before)
        ):
            return True  # "uw Voorbeeld-profiel" is data
        if words.given.search(*before) or (words.made.search(*before) and self.named_before(sentence, start)):
            return True
        if self.supplies(self.written[start:end], sentence) or words.policy.search(*before):
            return True
        if self.is_member(sentence, start):
            return True
        if self.of_another(start, sentence) or self.words.division.search(self.written, before[1], start):
            return True
        software = name in words.known.software and phrase == name.casefold()
        return software and not words.handed.search(sentence.text)

    def is_member(self, sentence: Sentence, start: int) -> bool:
        """Whether we only belong to a party: "wij maken deel uit van zorggroep Voorbeeld"."""
        joined = self.words.member.search(self.text, self.near(start, sentence), start)
        return joined is not None and "own:recipient" not in self.about[sentence.index]

    def named_before(self, sentence: Sentence, start: int) -> bool:
        """Whether a sentence names a known party before a place: "Voorbeeld is een dienst van …"."""
        return any(match.end < start for match in known_names().find(self.text[sentence.start : start]))

    def counts(self, mention: Mention, shared: bool) -> bool:
        """Whether a name stands where its kind of party is one who gets data."""
        category, _, phrase, start, end, sentence = mention
        if category == "advertiser" and self.words.measured.search(self.text, self.near(start, sentence), start):
            return False  # "hoe effectief onze Adwords-advertenties zijn"
        if phrase in introductions().noun and self.written[start].islower():
            return False
        if phrase in introductions().word and not (shared and self.capital(sentence, start, end)):
            return False
        if category == "authority" and _DOMAIN.fullmatch(self.written, start, end):
            return False  # "op voorbeelddienst.nl": where its statement stands
        if category == "authority" and not (shared or "recipient" in self.about[sentence.index]):
            return False
        if self.sharing.elsewhere(sentence) or (self.sharing.among_sources(sentence) and not shared):
            return False
        if not shared and not self.concerns(sentence, start, end):
            return False
        return category in _ON_SITES or not self.sharing.barred(sentence)

    def concerns(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a sentence that does not say who gets data still speaks of us, of data or of recipients, or of where
        they are.

        Or has something done by or with a party where no reader is the one who acts, or is nothing but its name.
        """
        return (
            self.blocks[sentence.block].kind != "paragraph"
            or end - start >= sentence.end - sentence.start - 1
            or self.sharing.done_with(sentence, start)
            or "recipient" in self.about[sentence.index]
            or sentence.index in self.used
            or self.sharing.of_us(sentence)
            or self.sharing.of_data(sentence, start, end)
            or of_places(sentence)
        )

    def capital(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a name that is an everyday word too is meant as a name: its capital does not open a sentence."""
        alone = bool(EXPLAINED.match(self.written, end, sentence.end)) or end == sentence.end
        return self.written[start].isupper() and (start > sentence.start or alone)

    def by_services(self, mention: Mention, category: str) -> str:
        """The category of a company whose services follow: a supplier where they hold our mail, files or forms."""
        behind = self.text[mention.end : mention.sentence.end]
        if behind.startswith(" ("):
            behind = behind.partition(")")[0]
        kinds = {match.key[0] for match in known_names().find(behind)} - {mention.category}
        ours = kinds == {"processor"} or (not kinds and self.words.own_use.search(behind))
        return "processor" if ours else category

    def by_product(self, mention: Mention, category: str) -> str:
        """The category of a maker for what its sentence tells it does, or as that of its product in the section."""
        does = told(self.text[mention.sentence.start : mention.sentence.end])
        if does in ("analytics_provider", "advertiser"):
            return does
        here = self.blocks[mention.sentence.block].headings
        products = self.products_of.get((mention.name, here), ())
        return next((product for product in products if product != category), category)

    @cached_property
    def products_of(self) -> dict[tuple[str, tuple[str, ...]], list[str]]:
        """The categories of the known products in each section, by the company that their names begin with."""
        found: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for match in known_names().find(self.text):
            category, name = match.key
            company, _, product = name.partition(" ")
            if not product or company not in self.words.known.bare:
                continue
            told_here = found[company, self.blocks[sentence_at(self.doc, match.start).block].headings]
            if category not in told_here:
                told_here.append(category)
        return found

    def by_row(self, mention: Mention) -> str:
        """The category of a mention, or what the row of its table makes of such a party."""
        by_use: Mapping[str, frozenset[str]] = self.words.known.by_use
        block = self.blocks[mention.sentence.block]
        if mention.category not in by_use or (block.cell is None and block.kind != "list_item"):
            return mention.category
        aside = _IN_BRACKETS.match(self.text, mention.end, mention.sentence.end)
        by = told(self.row_of(mention.sentence) if block.cell else aside[0] if aside else "")
        return by if by in by_use[mention.category] else mention.category


__all__ = ["KnownParties"]
