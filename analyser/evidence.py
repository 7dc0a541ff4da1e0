"""What the checks look at: one statement's facts and passages, as a whole or narrowed to a part of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from analyser.conditions import Condition, Scope, Selector
from analyser.phrases import PhraseMatch, sentence_lines
from analyser.ruleset import Passage, PhraseKey, Rule, RuleSet
from analyser.types import NO_ATTRIBUTES, Activity, Assertion, Document, Evidence, Fact, Facts
from analyser.vocabulary import load_vocabulary

Key = TypeVar("Key")


@dataclass(frozen=True)
class Statement:
    """One statement, with what all rules share made once."""

    document: Document
    facts: Facts
    activities: tuple[Activity, ...]
    rules: RuleSet
    as_of: str | None = None  # the day on which its age counts, ISO 8601

    @cached_property
    def text(self) -> str:
        """The clean text as phrases see it, one sentence a line."""
        return sentence_lines(self.document.text, self._starts)

    @cached_property
    def _matches(self) -> dict[str, list[tuple[int, PhraseMatch[PhraseKey]]]]:
        """What the phrases of the rules match, by rule, each with the index of its sentence."""
        groups: dict[str, list[tuple[int, PhraseMatch[PhraseKey]]]] = defaultdict(list)
        for match in self.rules.matcher.find(self.text):
            groups[match.key.rule].append((self.sentence_at(match.start), match))
        return groups

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.facts.sentences]

    @cached_property
    def by_kind(self) -> dict[str, tuple[Fact, ...]]:
        """All facts by kind, denied ones included."""
        groups: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.facts:
            groups[fact.kind].append(fact)
        return {kind: tuple(facts) for kind, facts in groups.items()}

    @cached_property
    def said(self) -> dict[tuple[str, bool], list[Fact]]:
        """All facts by kind and whether they are denied."""
        groups: dict[tuple[str, bool], list[Fact]] = defaultdict(list)
        for fact in self.facts.facts:
            groups[fact.kind, fact.assertion is Assertion.DENIED].append(fact)
        return groups

    @cached_property
    def selected(self) -> dict[int, Selected]:
        """The facts that the selectors of the rules mean, as far as they were asked for, by the id of the selector."""
        return {}

    @cached_property
    def first_heading(self) -> int:
        """The source offset of the first heading; 0 when there is none."""
        for block, start in zip(self.document.blocks, self.document.starts, strict=True):
            if block.kind == "heading" and block.text:
                return self.document.source_span(start, start + len(block.text))[0]
        return 0

    @cached_property
    def word_count(self) -> int:
        """The number of words of the text."""
        return sum(len(block.text.split()) for block in self.document.blocks)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a clean offset."""
        return (bisect_right(self._starts, offset) or 1) - 1

    def headings(self, sentence: int) -> tuple[str, ...]:
        """The heading path under which a sentence stands."""
        return self.document.blocks[self.facts.sentences[sentence].block].headings

    def scope(self, sentence: int, scope: Scope) -> frozenset[int]:
        """The indices of the sentences that stand together with one."""
        if scope == "sentence":
            return frozenset((sentence,))
        if scope == "item":
            return self._item(sentence)
        section = self._sections[self.headings(sentence)]
        return section if scope == "section" else frozenset(index for index in section if index > sentence)

    @cached_property
    def _sections(self) -> dict[tuple[str, ...], frozenset[int]]:
        """The sentences under each heading path."""
        groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for sentence in self.facts.sentences:
            groups[self.headings(sentence.index)].add(sentence.index)
        return {path: frozenset(indices) for path, indices in groups.items()}

    def _item(self, sentence: int) -> frozenset[int]:
        """The sentences of a block, of the block that introduces it or those that it introduces, or of its row.

        Of a paragraph's own sentences only the one itself.
        """
        block = self.facts.sentences[sentence].block
        this = self.document.blocks[block]
        near = {block, *self._introduced.get(block, ()), *(() if this.lead_in is None else (this.lead_in,))}
        if this.cell:
            near.update(self._rows[this.cell.table, this.cell.row])
        whole = this.kind in ("list_item", "table_cell")
        return frozenset(
            index
            for other in near
            for index in self._of_block.get(other, ())
            if whole or other != block or index == sentence
        )

    @cached_property
    def _introduced(self) -> dict[int, list[int]]:
        """The blocks that each block introduces."""
        blocks = enumerate(self.document.blocks)
        return _grouped((block.lead_in, index) for index, block in blocks if block.lead_in is not None)

    @cached_property
    def _rows(self) -> dict[tuple[int, int], list[int]]:
        """The cells of each table row."""
        blocks = enumerate(self.document.blocks)
        return _grouped(((block.cell.table, block.cell.row), index) for index, block in blocks if block.cell)

    @cached_property
    def _of_block(self) -> dict[int, list[int]]:
        """The sentences of each block."""
        return _grouped((sentence.block, sentence.index) for sentence in self.facts.sentences)

    def passages(self, rule: Rule) -> tuple[Mapping[str, tuple[Fact, ...]], int | None]:
        """The sentences that match each passage of a rule, as facts; and its place: a heading's sentence."""
        matches = self._matches.get(rule.id)
        if not matches:
            return rule.silent, None
        found = _Passages(self, rule)
        place: int | None = None
        for sentence, match in matches:
            _, name, part = match.key
            if part == "phrases":
                found.hits[name].setdefault(sentence, match)
            elif self.is_heading(sentence):
                if part == "under":
                    found.sections[name].add(self.headings(sentence))
                elif place is None:
                    place = sentence
        return found, place

    def is_heading(self, sentence: int) -> bool:
        """Whether a sentence is a heading."""
        return self.document.blocks[self.facts.sentences[sentence].block].kind == "heading"

    def sentence(self, index: int, start: int | None = None, end: int | None = None, term: str = "") -> Evidence:
        """A sentence as evidence; `start` and `end` are the clean offsets of the words in it that matched."""
        of, document = self.facts.sentences[index], self.document
        first, last = document.source_span(of.start, of.end)
        match_start, match_end = (first, last) if start is None or end is None else document.source_span(start, end)
        return Evidence(
            quote=document.source.text[first:last],
            text=of.text,
            start=first,
            end=last,
            match_start=match_start,
            match_end=match_end,
            section=self.headings(index),
            sentence=index,
            term=term,
        )


class Selected:
    """The facts that a selector means, in the order of the text."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts

    @cached_property
    def _of_sentence(self) -> dict[int, list[Fact]]:
        groups: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            groups[fact.sentence].append(fact)
        return groups

    def within(self, sentences: frozenset[int]) -> tuple[Fact, ...]:
        """Those in some sentences."""
        if len(self.facts) <= len(sentences):
            return tuple([fact for fact in self.facts if fact.sentence in sentences])
        groups = self._of_sentence
        return tuple([fact for index in sorted(sentences & groups.keys()) for fact in groups[index]])


class _Passage(Fact):
    """A sentence that matches a passage. Its evidence is made when it is asked for: most are shown nowhere."""

    __slots__ = ("_index", "_made", "_match", "_of")
    kind = "passage"
    assertion = Assertion.ASSERTED
    attributes = NO_ATTRIBUTES
    _made: Evidence | None
    _match: PhraseMatch[PhraseKey]
    _index: int
    _of: Statement

    def __init__(self, value: str, of: Statement, index: int, match: PhraseMatch[PhraseKey]) -> None:
        own = object.__setattr__
        own(self, "value", value)
        own(self, "_of", of)
        own(self, "_index", index)
        own(self, "_match", match)
        own(self, "_made", None)

    @property
    def sentence(self) -> int:
        """The index of the sentence."""
        return self._index

    @property
    def evidence(self) -> Evidence:
        """The sentence, and the words in it that matched."""
        made = self._made
        if made is None:
            match = self._match
            made = self._of.sentence(self._index, match.start, match.end, match.phrase)
            object.__setattr__(self, "_made", made)
        return made


class _Passages(Mapping[str, tuple[Fact, ...]]):
    """The sentences that match each passage of a rule, as facts, made when a condition asks for them."""

    def __init__(self, statement: Statement, rule: Rule) -> None:
        self._made: dict[str, tuple[Fact, ...]] = {}
        self._statement = statement
        self._passages = rule.passages
        self.hits: dict[str, dict[int, PhraseMatch[PhraseKey]]] = defaultdict(dict)  # by sentence
        self.sections: dict[str, set[tuple[str, ...]]] = defaultdict(set)  # below which a passage counts

    def __iter__(self) -> Iterator[str]:
        return iter(self._passages)

    def __len__(self) -> int:
        return len(self._passages)

    def __getitem__(self, name: str) -> tuple[Fact, ...]:
        if name not in self._made:
            self._made[name] = self._facts(name, self._passages[name])
        return self._made[name]

    def _facts(self, name: str, passage: Passage) -> tuple[Fact, ...]:
        return tuple(
            [
                _Passage(name, self._statement, sentence, match)
                for sentence, match in self.hits[name].items()
                if self._counts(passage, sentence, self.sections[name])
            ]
        )

    def _counts(self, passage: Passage, sentence: int, sections: set[tuple[str, ...]]) -> bool:
        """Whether a sentence with the words of a passage is one: where it stands, and what else it says."""
        statement = self._statement
        if not passage.in_headings and statement.is_heading(sentence):
            return False
        if passage.under:
            path = statement.headings(sentence)
            if not any(path[:depth] in sections for depth in range(1, len(path) + 1)):
                return False
        start = statement.facts.sentences[sentence].start
        return not (passage.unless and passage.cancelling.matches(statement.text, start))


_NOTHING = Selected(())


@dataclass(slots=True)  # not frozen: one is made for each pair of passages, and freezing takes most of that time
class View:
    """A statement as one rule sees it, all of it or some of its sentences."""

    statement: Statement
    passages: Mapping[str, tuple[Fact, ...]]
    sentences: frozenset[int] | None = None  # None: all
    _selected: dict[int, Selected] = field(default_factory=dict)  # the passages that each selector means

    def select(self, selector: Selector) -> tuple[Fact, ...]:
        """The facts or passages that a selector means, in the order of the text."""
        known = self._selected if selector.kind == "passage" else self.statement.selected
        found = known.get(id(selector))  # the rules hold their selectors as long as anyone judges by them
        if found is None:
            facts = self._all(selector)
            found = known[id(selector)] = Selected(facts) if facts else _NOTHING
        return found.facts if self.sentences is None or not found.facts else found.within(self.sentences)

    def _all(self, selector: Selector) -> tuple[Fact, ...]:
        if selector.kind == "passage":
            if selector.denied:  # what passages say is not denied
                return ()
            found = [fact for name in selector.values for fact in self.passages[name]]
            if len(selector.values) > 1:  # those of one passage are in the order of the text
                found.sort(key=lambda fact: fact.sentence)
        else:
            found = self.statement.said.get((selector.kind, selector.denied), [])
            if selector.values:
                found = [fact for fact in found if (fact.value in selector.values) is not selector.except_values]
        if selector.attribute:
            found = [fact for fact in found if _has(fact, selector)]
        return tuple(found)

    def evaluate(self, condition: Condition) -> tuple[Fact, ...] | None:
        """The facts that show the condition to hold, possibly none; None when it does not hold."""
        if condition.selector:
            return self.select(condition.selector) or None
        if condition.any:
            holding = [facts for part in condition.any if (facts := self.evaluate(part)) is not None]
            shown = [fact for facts in holding for fact in facts]
            enough = condition.at_least == 1 or len({fact.sentence for fact in shown}) >= condition.at_least
            return tuple(shown) if holding and enough else None
        if condition.all:
            parts = []
            for part in condition.all:
                if (facts := self.evaluate(part)) is None:
                    return None
                if facts:
                    parts.append(facts)
            return _interleave(parts)
        if condition.none:
            return () if all(self.evaluate(part) is None for part in condition.none) else None
        assert condition.of is not None
        shown = [fact for fact in self.evaluate(condition.of) or () if self._accompanied(fact, condition)]
        return tuple(shown) or None

    def _accompanied(self, fact: Fact, condition: Condition) -> bool:
        scope = self.statement.scope(fact.sentence, condition.within)
        sentences = scope if self.sentences is None else scope & self.sentences
        near = View(self.statement, self.passages, sentences, self._selected)
        if condition.with_ is not None and near.evaluate(condition.with_) is None:
            return False
        return condition.without is None or near.evaluate(condition.without) is None


def _grouped(pairs: Iterable[tuple[Key, int]]) -> dict[Key, list[int]]:
    """The second of each pair, by the first."""
    groups: dict[Key, list[int]] = defaultdict(list)
    for key, index in pairs:
        groups[key].append(index)
    return groups


def _interleave(parts: list[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    """The first of each part before the second of any: both sides of a condition are shown."""
    if len(parts) == 1:
        return parts[0]
    longest = max(map(len, parts), default=0)
    return tuple(part[index] for index in range(longest) for part in parts if index < len(part))


def _has(fact: Fact, selector: Selector) -> bool:
    """Whether a fact has the attribute that a selector names."""
    value = _attribute(fact, selector.attribute)
    if selector.attribute_values is None:
        return bool(value)
    if not selector.attribute_values:
        return not value
    return bool(value) and (value in selector.attribute_values) is not selector.except_attribute


def _attribute(fact: Fact, name: str) -> object:
    """An attribute of a fact; `seat` is the country of a recipient that the vocabulary knows."""
    if name == "seat":
        return load_vocabulary().seat(str(fact.attributes.get("name") or ""))
    return fact.attributes.get(name)
