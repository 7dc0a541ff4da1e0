"""What stands together in a statement: its rows, items and sentences, what they are about and what they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analyser.contexts import about
from analyser.data import load_mapping
from analyser.lexicon import Key
from analyser.phrases import PhraseMatcher, normalise, sentence_lines
from analyser.records import field_of, titles
from analyser.types import Assertion, Block, Document, Fact, Facts, Link, LinkBasis

FIELD_OF = {
    "purpose": "purposes",
    "data_category": "data_categories",
    "legal_basis": "legal_bases",
    "retention": "retention",
    "recipient": "recipients",
    "data_subject": "data_subjects",
}

# Sections under headings on these topics go over many matters; under any other heading they are one.
GENERAL_TOPICS = frozenset({"data", "purpose", "recipient", "retention", "right", "basis"})
ABOUT_RULES = frozenset({"recipient", "retention", "right"})
# A section that handles more purposes than this does not link its data to all of them.
_ONE_MATTER = 4
# Fewer data than this, told in prose or outside a section on data, are no list of what the organisation has.
LIST_OF_DATA = 3
# The longest text that serves as a name.
NAME_LENGTH = 60
_LABEL = re.compile(rf"([^:.;]{{3,{NAME_LENGTH}}}): ")
_SHEET = frozenset({"data", "purpose", "basis", "retention"})
_NO_SHEET = frozenset({"recipient", "right"})
_FIELDS = 3  # of these, at least, in a sheet
_NUMBER = re.compile(
    r"^(?:(?:artikel|art\.|hoofdstuk|deel|§) ?)?(?:[\d.]+(?:[a-z](?=[.)]))?|[ivx]+(?=[.):])|[a-z](?=[.)]))"
    r"[.):]?\s+(?:[–-]\s+)?",
    re.I,
)
_COMMON = "common_words"
_SOLITARY = "solitary"
_KEPT_FOR = "kept_for"
_ASKED_FOR = "asked_for"
_MANIFOLD = "manifold"
_AT_LARGE = "at_large"
_ABOUT = "about_"
_ONLY = "only_"
_NO_TOPIC = "no_topic"
# Words that begin with the same letters are one word here: "levering" and "leveren", "facturen" and "factureren".
_STEM = 5
_WORD = re.compile(rf"[a-z]{{{_STEM},}}")


@dataclass
class Unit:
    """A table row, a list item, or a sentence or heading, with the facts in it."""

    section: tuple[str, ...]
    kind: LinkBasis  # "row", "list" or "sentence"
    lead_in: int | None  # the block that introduces it
    blocks: list[int]
    facts: list[int]


@dataclass(eq=False)
class Draft:
    """An activity in the making."""

    section: tuple[str, ...]
    kind: LinkBasis
    block: int
    links: list[Link]
    title: str = ""  # the name that the structure gives it

    def values(self, name: str) -> set[str]:
        """The distinct values of one field."""
        return values(self.links, name)

    @property
    def has_data(self) -> bool:
        """Whether it has data of its own, and not a word on data among many purposes."""
        return len(self.values("data_categories")) >= len(self.values("purposes"))


class Drafts(list[Draft]):
    """The activities in the making, in the order of the text, found by what they are about."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts
        self._read: dict[Draft, int] = {}  # how many links of each are in what follows
        self._having: dict[tuple[str, str], set[Draft]] = defaultdict(set)  # by field and value
        self._speaking: dict[str, set[Draft]] = defaultdict(set)  # by a word that tells an activity from others

    def named(self, kind: str, terms: Iterable[Key]) -> list[Draft]:
        """The activities that have one of the terms of this kind."""
        self._keep_up()
        having = [self._having.get((FIELD_OF[kind], key.value), set()) for key in terms if key.kind == kind]
        return self._in_order(having)

    def purpose_text(self, draft: Draft) -> str:
        """The sentences in which an activity's purposes stand."""
        facts = [self.facts.facts[link.fact] for link in draft.links if link.field == "purposes"]
        return "\n".join(dict.fromkeys(self.facts.sentences[fact.evidence.sentence].text for fact in facts))

    def sentence(self, facts: Iterable[int]) -> int:
        """The first sentence in which some facts stand."""
        return min(self.facts.facts[index].evidence.sentence for index in facts)

    def sharing_words(self, text: str) -> list[Draft]:
        """The activities that share a word with a text which few activities have."""
        self._keep_up()
        speaking = [self._speaking[stem] for stem in stems(text) if stem in self._speaking]
        return self._in_order([found for found in speaking if len(found) <= self._few])

    def beside_words(self, document: Document, text: str) -> list[Draft]:
        """The activities, if few, whose paragraph, item or cell holds a word of a text."""
        wanted = stems(text)
        found = [
            draft
            for draft in self
            if draft.kind != "general" and not topics(draft.section) & ABOUT_RULES
            if not wanted.isdisjoint(stems(document.blocks[draft.block].text))
        ]
        return found if self.are_few(found) else []

    def are_few(self, drafts: Sequence[Draft]) -> bool:
        """Whether they are so few that what they share tells them from others."""
        return len(drafts) <= self._few

    @property
    def _few(self) -> float:
        return max(2, len(self) / 4)

    def _in_order(self, groups: Sequence[set[Draft]]) -> list[Draft]:
        found = set().union(*groups)
        return [draft for draft in self if draft in found] if found else []

    def _keep_up(self) -> None:
        """Takes in the links that were added since."""
        for draft in self:
            known = self._read.get(draft, 0)
            if known == len(draft.links):
                continue
            self._read[draft] = len(draft.links)
            for link in draft.links[known:]:
                self._having[link.field, link.value].add(draft)
            for stem in self._words(draft):
                self._speaking[stem].add(draft)

    def _words(self, draft: Draft) -> frozenset[str]:
        """The words that tell an activity from others: those of its purposes and of its own heading."""
        if draft.kind == "general" or topics(draft.section) & ABOUT_RULES:
            return frozenset()
        heading = draft.section[-1] if draft.section and not many_matters(draft.section) else ""
        return stems(self.purpose_text(draft)) | stems(heading)


def one_matter(drafts: Sequence[Draft]) -> bool:
    """Whether activities have so few purposes together that a section handles them as one."""
    return len({value for draft in drafts for value in draft.values("purposes")}) <= _ONE_MATTER


def solitary(drafts: Sequence[Draft]) -> bool:
    """Whether activities have only purposes that are seldom handled together with others."""
    return all(draft.values("purposes") <= _listed(_SOLITARY) for draft in drafts)


def told_apart(drafts: Iterable[Draft]) -> set[str]:
    """The purposes of activities, but for those that so many matters have that what one tells is not of the others."""
    return {purpose for draft in drafts for purpose in draft.values("purposes")} - _listed(_MANIFOLD)


def on_cookies(section: tuple[str, ...]) -> tuple[str, ...]:
    """The part of a section's path down to the heading that speaks of cookies; empty when none does."""
    return next((section[: i + 1] for i, heading in enumerate(section) if "cookies" in says(heading)), ())


def needs_consent(draft: Draft) -> bool:
    """Whether an activity has a purpose for which cookies need consent."""
    return not draft.values("purposes").isdisjoint(_listed(_ASKED_FOR))


def at_large(period: str) -> bool:
    """Whether a period is one that is said of all data rather than of some."""
    return period in _listed(_AT_LARGE)


def passages(document: Document, drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Parts the prose of one section: by paragraph, and where a paragraph goes over to a solitary purpose or back.

    What the heading names goes with the first paragraph that is about it, else with the first.
    """
    paragraphs: dict[int, list[Draft]] = defaultdict(list)
    headings = []
    for draft in drafts:
        if document.blocks[draft.block].kind == "heading":
            headings.append(draft)
        else:
            paragraphs[draft.block].append(draft)
    for draft in headings:
        about_it = (b for b, others in paragraphs.items() for other in others if _share(draft, other))
        paragraphs[next(about_it, next(iter(paragraphs), draft.block))].insert(0, draft)
    return [passage for paragraph in paragraphs.values() for passage in _matters(paragraph)]


def _share(one: Draft, other: Draft) -> bool:
    return not one.values("purposes").isdisjoint(other.values("purposes"))


def _matters(paragraph: Sequence[Draft]) -> list[list[Draft]]:
    found: list[list[Draft]] = []
    for draft in paragraph:
        beside = next((passage for passage in found if any(_share(draft, other) for other in passage)), None)
        if beside is None and found and not solitary([draft]) and not solitary(found[-1]):
            beside = found[-1]
        if beside is None:
            found.append([draft])
        else:
            beside.append(draft)
    return found


def values(links: Iterable[Link], name: str) -> set[str]:
    """The distinct values of one field."""
    return {link.value for link in links if link.field == name}


def link_value(fact: Fact) -> str:
    """The value by which activities link a fact: of a recipient its name, where it has one."""
    return str(fact.attributes.get("name") or fact.value) if fact.kind == "recipient" else fact.value


@lru_cache(maxsize=1024)
def topics(section: tuple[str, ...]) -> frozenset[str]:
    """What the nearest heading that says so is about: data, purpose, recipient, retention, right, basis."""
    return next((found for heading in reversed(section) if (found := topics_of(heading))), frozenset())


def many_matters(section: tuple[str, ...]) -> bool:
    """Whether a section goes over many matters, by its topic; one under a heading of its own on none of the topics is
    one matter, unless it stands where rules are told: "Nieuwsbrief" under "Waarvoor gebruiken wij uw gegevens?"."""
    found = topics(section)
    return bool(found & ABOUT_RULES) or (bool(found & GENERAL_TOPICS) and bool(topics_of(section[-1])))


def without_number(heading: str) -> str:
    """A heading without its number: "3. Uw gegevens", "Artikel 3 – Gegevens"."""
    return _NUMBER.sub("", heading)


@lru_cache(maxsize=1024)
def topics_of(heading: str) -> frozenset[str]:
    """What one heading is about."""
    heading = without_number(heading)
    found = says(heading)
    only = frozenset(topic for topic in GENERAL_TOPICS if f"{_ONLY}{topic}" in found)
    if only or _NO_TOPIC in found:
        return only
    vague = frozenset(topic for topic in GENERAL_TOPICS if f"{_ABOUT}{topic}" in found)
    return about("section", heading) or vague


@lru_cache(maxsize=1)
def _phrases() -> PhraseMatcher[str]:
    content = load_mapping("linking.yaml")
    names = content.keys() - {_COMMON, _SOLITARY, _KEPT_FOR, _ASKED_FOR, _AT_LARGE, _MANIFOLD}
    return PhraseMatcher((name, phrase) for name, phrases in content.items() if name in names for phrase in phrases)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in load_mapping("linking.yaml")[_COMMON])


@cache
def _listed(name: str) -> frozenset[str]:
    """The ids of a list of rules/linking.yaml."""
    return frozenset(load_mapping("linking.yaml")[name])


@lru_cache(maxsize=1)
def _kept_for() -> dict[str, list[str]]:
    return dict(load_mapping("linking.yaml")[_KEPT_FOR])


def kept_for(subject: str) -> set[str]:
    """The purposes for which is kept what words speak of: the books, the main file."""
    return {purpose for name, purposes in _kept_for().items() if name in says(subject) for purpose in purposes}


@lru_cache(maxsize=4096)
def says(text: str) -> frozenset[str]:
    """The names in rules/linking.yaml under which a phrase stands that occurs in one sentence or a few words."""
    return frozenset(match.key for match in _phrases().find(sentence_lines(text, ())))


def says_everything(text: str) -> bool:
    """Whether words speak of all data ("uw persoonsgegevens") and not of some ("gegevens van leerlingen")."""
    return "everything" in says(text) and "not_everything" not in says(text)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a passage is about; "back-up" is one word."""
    return frozenset(word[:_STEM] for word in _WORD.findall(normalise(text).replace("-", ""))) - _common()


def label(block: Block) -> str:
    """The words before the colon with which a list item begins, "" if there are none."""
    found = _LABEL.match(block.text) if block.kind == "list_item" else None
    return found[1] if found else ""


def units(document: Document, facts: Facts) -> list[Unit]:
    """The units that hold facts, in the order of the text; a table row or list item is one unit.

    Sentences about rights link nothing but the check of identity, sentences on refused data no purpose.
    """
    rights = {fact.evidence.sentence for fact in facts.of("right")}
    found: dict[tuple[object, ...], Unit] = {}
    title = titles(document)
    for index, fact in enumerate(facts.facts):
        if fact.kind not in FIELD_OF or fact.assertion is Assertion.DENIED:
            continue
        sentence = facts.sentences[fact.evidence.sentence]
        block = document.blocks[sentence.block]
        if sentence.index in rights and not _beside_rights(block, fact):
            continue
        if fact.kind in ("purpose", "data_category") and "refusal" in says(sentence.text):
            continue
        kind: LinkBasis = "sentence"
        key: tuple[object, ...] = ("sentence", sentence.index)
        if block.cell is not None and not block.cell.is_header:
            kind, key = "row", ("row", block.cell.table, block.cell.row)
        elif block.kind == "list_item":
            kind, key = "list", ("list", sentence.block)
        section = (*block.headings, title[sentence.block]) if sentence.block in title else block.headings
        unit = found.setdefault(key, Unit(section, kind, block.lead_in, [], []))
        unit.facts.append(index)
        if sentence.block not in unit.blocks:
            unit.blocks.append(sentence.block)
    return sorted(found.values(), key=lambda unit: (unit.blocks[0], unit.facts[0]))


def _beside_rights(block: Block, fact: Fact) -> bool:
    """Whether a fact in a sentence about rights is a period in a place of periods or the check of identity."""
    # "tot intrekking van de toestemming", in a table or "bewaren wij totdat u uw toestemming intrekt"; under
    # "Bewaartermijnen" also "tenzij u ons vraagt ze te verwijderen"
    of_periods = block.cell is not None or "retention" in topics(block.headings)
    period = fact.kind == "retention" and (of_periods or fact.value == "until_withdrawal")
    return period or fact.value in ("identity_document", "identity_verification")


def over_all(document: Document) -> frozenset[tuple[str, ...]]:
    """The sections that are no section: what stands under the title alone, or under no heading."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    if not headings or any(block.level <= headings[0].level for block in headings[1:]):
        return frozenset({()})
    return frozenset({(), headings[0].headings})


def without_labels(section: tuple[str, ...]) -> tuple[str, ...]:
    """A section without the headings below it that are the label of a field: "Bewaartermijn" under "Nieuwsbrief"."""
    while section and field_of(section[-1]):
        section = section[:-1]
    return section


def sheets(document: Document, no_section: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """The sections that each tell of one processing, field by field: "Grondslag hiervoor is: …", "Bewaartermijn: …".

    A statement has none or several of them.
    """
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for block in document.blocks:
        section = without_labels(block.headings)
        if section in no_section or topics(section) & _NO_SHEET or not topics_of(section[-1]) <= {"data"}:
            continue
        introduction, colon, _ = block.text.partition(":")
        if block.kind == "heading":
            told[section] |= topics_of(block.text) & _SHEET if section != block.headings else set()
        elif colon and block.kind == "paragraph":
            told[section] |= about("lead", f"{introduction}:") & _SHEET
    whole = {section for section, fields in told.items() if len(fields) >= _FIELDS}
    return frozenset(whole) if len(whole) > 1 else frozenset()


def same_table(document: Document, one: int, other: int) -> bool:
    """Whether two blocks are cells of one table."""
    cell, second = document.blocks[one].cell, document.blocks[other].cell
    return cell is not None and second is not None and cell.table == second.table
