"""The patterns for what stands around the words of a term, out of rules/naming.yaml."""

from __future__ import annotations

import re
from functools import lru_cache

from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings, perhaps


class TermWords(Wordings):
    """The content of rules/naming.yaml."""

    joining: Words
    row_ends: Words
    row_goes_on: Words
    possessive: Words
    topic: Words
    new_clause: Words
    infinitive: Words
    infinitive_marker: Words
    asked_for: Words
    no_service: Words
    bracket_opens: Words
    asked: Words
    hinge: Words
    basis_label: Words
    basis_words: Words
    period: Words
    article: Words
    defined: Words
    of_readers: Words
    whose: Words
    takes_up: Words
    client: Words
    resident: Words
    hirer: Words
    subscriber: Words


class TermPatterns:
    """The patterns, for a normalised text."""

    def __init__(self, words: TermWords) -> None:
        ends = any_of(words.row_ends)
        # Between two members of an enumeration: a comma or "en", and at most two words such as "uw" or "eventueel".
        self.between = re.compile(
            rf"[\w()'\"-]*\s*(?:[,;/&(]|\b{any_of(words.joining)}\b)[\s,]*(?:(?:{ends}|/)\s)?(?:[\w-]+\s){{0,2}}"
        )
        # The mark of a member in a sentence that counts them: "(a) uw naam; (b) uw functie", "1) naam, en 2) beroep".
        self.mark = re.compile(
            rf"(?:[;,]?\s(?:{ends}\s)?)?(?<![\w(])\(?(?:[a-z]|\d{{1,2}}|i{{1,3}}|iv|vi{{0,3}})\)\s"
        )
        self.joint = re.compile(rf"(?:,|{any_of(words.row_goes_on)}) ")  # what ties a weak phrase to the row before it
        self.possessive = re.compile(rf"\b{any_of(words.possessive)}\s$")
        self.topic = re.compile(rf"\b{any_of(words.topic)} $")
        self.new_clause = re.compile(rf"[,;:()]|\b{any_of(words.new_clause)}\b")
        self.infinitive = re.compile(any_of(words.infinitive))
        self.infinitive_follows = re.compile(rf"[^,;:()]* {any_of(words.infinitive_marker)} ")
        self.asked_for = re.compile(
            rf"\b{any_of(words.asked_for)}\b[^.;:?]*?,? "
            rf"(om (?:[\w'-]+ ){{1,7}}te (?:kunnen )?(?!(?:kunnen |laten )?{any_of(words.no_service)}\b)[\w-]+en\b)"
        )
        self.opening = re.compile(rf"\((?:{any_of(words.bracket_opens)} )?(?:[\w-]+(?:,|/| {ends}) )?")
        self.asked = re.compile(rf" {any_of(words.asked)}\b")
        self.hinge = re.compile(rf"\s{any_of(words.hinge)}(?:\s[\w-]+){{0,2}}\s")
        self.basis_label = re.compile(rf"{any_of(words.basis_label)}(?: \w+){{0,6}}\s?[:=–—-]\s[^.;]*$")
        self.basis_words = re.compile(rf"(?<!\w){any_of(words.basis_words)}(?!\w)")
        self.period = re.compile(rf"\b{any_of(words.period)}\b")
        self.defined = re.compile(rf"{perhaps(words.article)}{any_of(words.defined)}\b")
        self.of_readers = re.compile(rf"\b{any_of(words.of_readers)} ")
        self.whose = re.compile(rf"\b{any_of(words.whose)} (?:\w+ )?\Z")
        self.takes_up = re.compile(rf"\b{any_of(words.takes_up)}\b")
        self.client = re.compile(any_of(words.client))
        self.resident = re.compile(any_of(words.resident))
        self.hirer = re.compile(any_of(words.hirer))
        self.subscriber = re.compile(any_of(words.subscriber))


@lru_cache(maxsize=1)
def term_patterns() -> TermPatterns:
    """The patterns of this installation's rules; built once a process."""
    return TermPatterns(load_wordings(TermWords, "naming"))


__all__ = ["TermPatterns", "TermWords", "term_patterns"]
