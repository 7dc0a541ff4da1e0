"""How far the facts of a unit reach: to all data, to what their words name, or to their own place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from analyser.pointing_back import PointingBack
from analyser.types import Assertion, Document, Facts, Link, Sentence
from analyser.units import (
    ABOUT_RULES,
    FIELD_OF,
    Unit,
    at_large,
    label,
    link_value,
    says,
    says_everything,
    topics,
    values,
)

# Under a heading on this topic, a period or a recipient is said of everything, unless its sentence names a purpose.
TOPIC = {"retention": "retention", "recipients": "recipient"}
# A sentence or list that names more bases than this sums them up, and says of no processing which it is.
_SUMMED_UP = 2
# A list of data has at least so many items for each that names a purpose.
_BARE = 4
# The purposes (ids) that only tell what the staff of a sentence do: "de ledenadministrateur kan bij uw gegevens".
_OF_STAFF = {"administration"}
_WORK = {*_OF_STAFF, "service_delivery"}
_ASIDE = re.compile(r"[(:–]")

Scope = Literal["all", "summed_up", "own"]


class Reach:
    """What the words of a document say of the reach of its facts; `records` are its blocks that are of a record."""

    def __init__(self, document: Document, facts: Facts, records: frozenset[int]) -> None:
        self.document, self.facts, self._records = document, facts, records
        self._names = {(f.evidence.section, f.value) for f in facts.of("recipient") if f.attributes.get("name")}
        self.pointing_back = PointingBack()
        self._bases: dict[int, set[str]] = defaultdict(set)  # by sentence
        for fact in facts.of("legal_basis"):
            self._bases[fact.evidence.sentence].add(fact.value)
        self._of_data = {fact.evidence.sentence for fact in facts.facts if fact.kind == "data_category"}

    def sentence(self, link: Link) -> Sentence:
        """The sentence of the fact of a link."""
        return self.facts.sentences[self.facts.facts[link.fact].evidence.sentence]

    def links(self, unit: Unit) -> list[Link]:
        """A link for each fact of a unit; a category of recipients gives way to the names in its section."""
        links = []
        for index in unit.facts:
            fact = self.facts.facts[index]
            named_there = (unit.section, fact.value) in self._names and unit.blocks[0] not in self._records
            if fact.kind == "recipient" and not fact.attributes.get("name") and named_there:
                continue
            links.append(Link(FIELD_OF[fact.kind], link_value(fact), index, unit.kind))
        return links

    def for_all(self, unit: Unit) -> bool:
        """Whether data are for all purposes: so says what introduces them, or purposes that point back at them."""
        if unit.facts[0] in self.pointing_back.at:
            return True
        return self.of_statement(unit) or "all_purposes" in self._introduction(unit)

    def of_statement(self, unit: Unit) -> bool:
        """Whether what introduces data says that they are for the purposes of the whole statement."""
        return "of_statement" in self._introduction(unit)

    def _introduction(self, unit: Unit) -> frozenset[str]:
        return frozenset() if unit.lead_in is None else says(self.document.blocks[unit.lead_in].text)

    def among_bare_items(self, section: tuple[str, ...], found: Iterable[Unit]) -> frozenset[int]:
        """The first blocks of items with a purpose in a list of data whose other items have none.

        Their data are of the list as well.

        An item under a label, or of several sentences, tells of a case of its own.
        """
        if topics(section) != {"data"}:
            return frozenset()
        blocks = self.document.blocks
        items = [
            unit
            for unit in found
            if unit.kind == "list" and not label(blocks[unit.blocks[0]]) and ". " not in blocks[unit.blocks[0]].text
        ]
        with_purpose = frozenset(unit.blocks[0] for unit in items if values(self.links(unit), "purposes"))
        return with_purpose if len(with_purpose) * _BARE <= len(items) else frozenset()

    def on_topic(self, unit: Unit, link: Link) -> bool:
        """Whether a period or recipient stands under a heading on periods or on sharing."""
        return TOPIC.get(link.field) in topics(unit.section)

    def subject(self, unit: Unit, link: Link) -> str:
        """What a period or recipient is about, in the text's words; "" if it does not say."""
        fact = self.facts.facts[link.fact]
        if link.field == "recipients":
            return fact.evidence.text
        subject = str(fact.attributes.get("applies_to") or "")
        if subject or unit.kind == "sentence":
            return subject
        return label(self.document.blocks[self.sentence(link).block]) or fact.evidence.text

    def told_of(self, unit: Unit, link: Link) -> str:
        """The words in prose on periods that precede a period without a subject ("Wij bewaren uw leskaart …").

        "" where they are of all data, or of what was spoken of before.
        """
        if unit.kind != "sentence" or not self.on_topic(unit, link) or at_large(link.value):
            return ""
        if says(self.sentence(link).text) & {"everything", "spoken_of"}:
            return ""
        return self.words_before(link)

    def words_before(self, link: Link) -> str:
        """What its sentence says before a fact."""
        place = self.facts.facts[link.fact].evidence
        return place.quote[: place.match_start - place.start]

    def of_everything(self, unit: Unit, link: Link) -> bool:
        """Whether a period or recipient is said of all data."""
        if link.field == "recipients":
            return self._shared_with_all(unit, link)
        sentence, subject = self.sentence(link), self.subject(unit, link)
        if not says(sentence.text).isdisjoint({"case", "some_of"}) or sentence.index in self._of_data:
            return False  # it speaks of a case, or of these data
        if at_large(link.value) and self.on_topic(unit, link) and says_everything(sentence.text):
            return True  # whatever it begins with: "Tenzij de wet anders bepaalt, bewaren wij uw gegevens …"
        if subject:
            return says_everything(subject)
        return says_everything(sentence.text) or says_everything(sentence.lead_in)

    def _shared_with_all(self, unit: Unit, link: Link) -> bool:
        """Whether a recipient gets all data: staff who can reach them all, one who works for the organisation, one of a
        list of all recipients, or whoever a sentence says gets everything."""
        sentence, fact = self.sentence(link), self.facts.facts[link.fact]
        said, links = says(sentence.text), self.links(unit)
        purposes, listed = values(links, "purposes"), unit.kind == "list"
        lead = self.document.blocks[unit.lead_in].text if unit.lead_in is not None else ""
        if fact.value == "staff" and self.on_topic(unit, link) and purposes <= _WORK:
            return says_everything(sentence.text)  # "Het bestuur kan bij de gegevens om zijn werk te doen."
        if fact.value == "staff" and purposes <= _OF_STAFF and sentence.index not in self._of_data:
            return says_everything(sentence.text)  # "De secretaris kan bij uw gegevens."
        if listed and fact.value == "processor" and not purposes and not fact.attributes.get("name"):
            return self.on_topic(unit, link) and ("own_part" not in said or "processor" in said)
        if listed and "processor" in values(links, "recipients") and {"everything", "whole_sharing"} <= says(lead):
            return True
        if unit.kind != "sentence" and ("own_part" in said or _ASIDE.search(sentence.text)):
            return False  # "Voorbeeld, dat onze post bezorgt": gets data for that alone
        if listed and not purposes and self.on_topic(unit, link):
            bare = "," not in sentence.text.rstrip(" ,;.")
            return bare and says_everything(lead) and "list_of_sharing" in says(lead)
        if fact.value == "partner":
            return False  # it has ends of its own
        if unit.kind == "sentence" and fact.attributes.get("name") and "for_example" not in said:
            return False  # "Voorbeeld, dat ons systeem beheert": gets what is in it
        if unit.kind == "sentence" and not purposes and fact.value == "processor" and "processor" in said:
            return True
        if unit.kind == "sentence" and purposes and fact.value != "processor":
            return False  # others get data for what their sentence says
        return {"everything", "whole_sharing"} <= says(f"{sentence.lead_in} {sentence.text}")

    def told_of_all(self, unit: Unit, link: Link) -> bool:
        """Whether a basis is said to be that of all that the text tells, and not one of many."""
        sentence = self.sentence(link)
        few = len(self._bases[sentence.index]) <= _SUMMED_UP
        return unit.kind == "sentence" and few and "told_of_all" in says(sentence.text)

    def naming_purposes(self, links: Iterable[Link]) -> list[Link]:
        """The bases of a unit whose words alone name its purposes; none where other words name one."""
        facts = self.facts.facts
        purposes = [facts[link.fact].evidence for link in links if link.field == "purposes"]
        bases = [link for link in links if link.field == "legal_bases"]
        naming = [link for link in bases if any(facts[link.fact].evidence.overlaps(at) for at in purposes)]
        of_bases = [facts[link.fact].evidence for link in naming]
        return naming if all(any(at.overlaps(one) for one in of_bases) for at in purposes) else []

    def of_basis(self, unit: Unit, link: Link, links: list[Link]) -> Scope:
        """Whether a basis is said of all processing, is one of a list that says of none, or of its own place."""
        found, sentence = topics(unit.section), self.sentence(link)
        said = says(sentence.text)
        if found & ABOUT_RULES or values(links, "data_categories") or said & {"case", "some_processing", "some_data"}:
            return "own"
        places = [(fact.value, fact.evidence) for fact in self.facts.of("legal_basis")]
        listed = unit.kind == "list"
        count = len({v for v, at in places if at.sentence == sentence.index or (listed and at.section == unit.section)})
        if count == 1 and values(links, "purposes") and self.facts.facts[link.fact].assertion is Assertion.CONDITIONAL:
            return "own"
        if count > _SUMMED_UP or ("basis" in found and "purpose" not in found):
            return "summed_up" if count > _SUMMED_UP else "all"
        if self.facts.facts[link.fact].assertion is Assertion.CONDITIONAL:
            return "own"  # "Vragen wij uw toestemming, dan …": of what it is asked for
        of_processing = "processing" in said | says(sentence.lead_in)
        return "all" if of_processing and not ("basis" in found and count == 1) else "own"
