"""What the checks look at: one statement's facts and passages, as a whole or narrowed to a part of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from analyser.conditions import Condition, Scope, Selector
from analyser.phrases import PhraseMatch, sentence_lines
from analyser.ruleset import Passage, PhraseKey, Rule, RuleSet
from analyser.types import Activity, Assertion, Document, Evidence, Fact, Facts
from analyser.vocabulary import load_vocabulary


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
    def _matches(self) -> dict[str, list[PhraseMatch[PhraseKey]]]:
        """What the phrases of the rules match, by rule."""
        groups: dict[str, list[PhraseMatch[PhraseKey]]] = defaultdict(list)
        for match in self.rules.matcher.find(self.text):
            groups[match.key.rule].append(match)
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

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a clean offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def headings(self, sentence: int) -> tuple[str, ...]:
        """The heading path under which a sentence stands."""
        return self.document.blocks[self.facts.sentences[sentence].block].headings

    def scope(self, sentence: int, scope: Scope) -> frozenset[int]:
        """The indices of the sentences that stand together with one."""
        sentences = self.facts.sentences
        if scope == "sentence":
            return frozenset((sentence,))
        if scope == "item":
            of = sentences[sentence]
            blocks = self._item(of.block)
            whole = self.document.blocks[of.block].kind in ("list_item", "table_cell")
            return frozenset(
                s.index for s in sentences if s.block in blocks and (whole or s.block != of.block or s is of)
            )
        section = self._sections[self.headings(sentence)]
        return section if scope == "section" else frozenset(index for index in section if index > sentence)

    @cached_property
    def _sections(self) -> dict[tuple[str, ...], frozenset[int]]:
        """The sentences under each heading path."""
        groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for sentence in self.facts.sentences:
            groups[self.headings(sentence.index)].add(sentence.index)
        return {path: frozenset(indices) for path, indices in groups.items()}

    def _item(self, block: int) -> set[int]:
        """A block with the block that introduces it or those that it introduces, or the cells of its row."""
        blocks = self.document.blocks
        this = blocks[block]
        found = {block, *(index for index, other in enumerate(blocks) if other.lead_in == block)}
        if this.lead_in is not None:
            found.add(this.lead_in)
        if cell := this.cell:
            found |= {
                index
                for index, other in enumerate(blocks)
                if other.cell and (other.cell.table, other.cell.row) == (cell.table, cell.row)
            }
        return found

    def passages(self, rule: Rule) -> tuple[dict[str, tuple[Fact, ...]], int | None]:
        """The sentences that match each passage of a rule, as facts; and its place: a heading's sentence."""
        hits: dict[str, dict[int, PhraseMatch[PhraseKey]]] = defaultdict(dict)
        sections: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        place: int | None = None
        for match in self._matches.get(rule.id, ()):
            _, name, part = match.key
            sentence = self.sentence_at(match.start)
            if part == "phrases":
                hits[name].setdefault(sentence, match)
            elif self._is_heading(sentence):
                if part == "under":
                    sections[name].add(self.headings(sentence))
                elif place is None:
                    place = sentence
        found = {
            name: tuple(
                Fact("passage", name, self.sentence(sentence, match.start, match.end, match.phrase))
                for sentence, match in hits[name].items()
                if self._counts(passage, sentence, sections[name])
            )
            for name, passage in rule.passages.items()
        }
        return found, place

    def _counts(self, passage: Passage, sentence: int, sections: set[tuple[str, ...]]) -> bool:
        """Whether a sentence with the words of a passage is one: where it stands, and what else it says."""
        if self._is_heading(sentence) and not passage.in_headings:
            return False
        path = self.headings(sentence)
        if passage.under and not any(path[:depth] in sections for depth in range(1, len(path) + 1)):
            return False
        of = self.facts.sentences[sentence]
        return not (passage.unless and passage.cancelling.matches(self.text[of.start : of.end]))

    def _is_heading(self, sentence: int) -> bool:
        return self.document.blocks[self.facts.sentences[sentence].block].kind == "heading"

    def sentence(self, index: int, start: int | None = None, end: int | None = None, term: str = "") -> Evidence:
        """A sentence as evidence; `start` and `end` are the clean offsets of the words in it that matched."""
        of, document = self.facts.sentences[index], self.document
        first, last = document.source_span(of.start, of.end)
        match_start, match_end = document.source_span(
            of.start if start is None else start, of.end if end is None else end
        )
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


@dataclass(frozen=True)
class View:
    """A statement as one rule sees it, all of it or some of its sentences."""

    statement: Statement
    passages: dict[str, tuple[Fact, ...]]
    sentences: frozenset[int] | None = None  # None: all

    def select(self, selector: Selector) -> Iterator[Fact]:
        """The facts or passages that a selector means, in the order of the text."""
        if selector.kind == "passage":
            found = (fact for name in selector.values for fact in self.passages[name])
            facts = tuple(sorted(found, key=lambda fact: fact.evidence.start))
        else:
            facts = self.statement.by_kind.get(selector.kind, ())
        for fact in facts:
            if self.sentences is not None and fact.evidence.sentence not in self.sentences:
                continue
            if (fact.assertion is Assertion.DENIED) is selector.denied and _matches(fact, selector):
                yield fact

    def evaluate(self, condition: Condition) -> tuple[Fact, ...] | None:
        """The facts that show the condition to hold, possibly none; None when it does not hold."""
        if condition.selector:
            return tuple(self.select(condition.selector)) or None
        if condition.any:
            shown = [fact for part in condition.any for fact in self.evaluate(part) or ()]
            holds = shown or any(self.evaluate(part) is not None for part in condition.any)
            sentences = {fact.evidence.sentence for fact in shown}
            enough = condition.at_least == 1 or len(sentences) >= condition.at_least
            return tuple(shown) if holds and enough else None
        if condition.all:
            parts = [self.evaluate(part) for part in condition.all]
            if any(part is None for part in parts):
                return None
            return _interleave([part for part in parts if part])
        if condition.none:
            return () if all(self.evaluate(part) is None for part in condition.none) else None
        assert condition.of is not None
        shown = [fact for fact in self.evaluate(condition.of) or () if self._accompanied(fact, condition)]
        return tuple(shown) or None

    def _accompanied(self, fact: Fact, condition: Condition) -> bool:
        scope = self.statement.scope(fact.evidence.sentence, condition.within)
        near = replace(self, sentences=scope if self.sentences is None else scope & self.sentences)
        if condition.with_ is not None and near.evaluate(condition.with_) is None:
            return False
        return condition.without is None or near.evaluate(condition.without) is None


def _interleave(parts: list[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    """The first of each part before the second of any: both sides of a condition are shown."""
    longest = max(map(len, parts), default=0)
    return tuple(part[index] for index in range(longest) for part in parts if index < len(part))


def _matches(fact: Fact, selector: Selector) -> bool:
    among = selector.kind == "passage" or not selector.values
    if not among and (fact.value in selector.values) is selector.except_values:
        return False
    if not selector.attribute:
        return True
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
