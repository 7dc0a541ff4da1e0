"""The patterns by which a sentence falls into clauses, out of rules/clauses.yaml."""

from __future__ import annotations

import re
from functools import lru_cache

from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings


class ClauseWords(Wordings):
    """The content of rules/clauses.yaml."""

    begins: Words
    contrast_begins: Words
    contrast_not: Words
    contrast_ends: Words
    bracket: Words
    subordinate: Words
    main_subject: Words
    then: Words
    goes_on: Words
    asked: Words
    opener: Words
    joint: Words
    adverbial: Words
    anyone: Words
    open_question: Words
    denied_cell: Words
    other_question: Words


class ClausePatterns:
    """The patterns, for a normalised text."""

    def __init__(self, words: ClauseWords) -> None:
        then = any_of(words.then)
        self.boundary = re.compile(
            rf"[;:]|\s[-–]\s|, (?={any_of(words.begins)}\b)"
            rf"|, (?={any_of(words.contrast_begins)}\s(?:(?!{any_of(words.contrast_not)}\b)[\w'-]+\s){{1,3}}"
            rf"{any_of(words.contrast_ends)}(?![\w ]))"
            rf"|(?=\({any_of(words.bracket)}\b)|(?<=\))"
        )
        self.subordinate = re.compile(
            rf"\W*{any_of(words.subordinate)}\b[^,;:.]*, (?=\w+ {any_of(words.main_subject)}\b)"
        )
        self.then = re.compile(rf"{then} ", re.I)
        self.goes_on = re.compile(rf"\W*{any_of(words.goes_on)}\b", re.I)
        self.comma = re.compile(rf"[,;()]|\b{then}\b")
        self.verb_first = re.compile(rf"\W*\w+ {any_of(words.asked)}\b[^.?!;:]*?, {then}\b")
        self.openers = re.compile(rf"\W*(?:{any_of(words.opener)}\W+){{0,3}}")
        self.joined = re.compile(rf"(?:,|\b{any_of(words.joint)})\s*\Z")
        self.adverbial = re.compile(rf"\W*{any_of(words.adverbial)}\b")
        self.anyone = re.compile(rf"\b{any_of(words.anyone)}\b")
        self.open_question = re.compile(rf"\W*{any_of(words.open_question)}\b", re.I)
        self.denied_cell = re.compile(rf"\W*{any_of(words.denied_cell)}\W*", re.I)
        self.other_question = re.compile(any_of(words.other_question), re.I)


@lru_cache(maxsize=1)
def clause_patterns() -> ClausePatterns:
    """The patterns of this installation's rules; built once a process."""
    return ClausePatterns(load_wordings(ClauseWords, "clauses"))


__all__ = ["ClausePatterns", "ClauseWords", "clause_patterns"]
