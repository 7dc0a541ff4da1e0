"""The patterns for lines of a text that has no markup, out of rules/layout.yaml."""

from __future__ import annotations

import re
from functools import lru_cache

from analyser.wordlists import words

_FILE = "layout"


def _any(entry: str) -> str:
    return "(?:" + "|".join(map(re.escape, words(_FILE, entry))) + ")"


class LinePatterns:
    """The patterns, for text as written."""

    def __init__(self) -> None:
        self.goes_on = re.compile(rf"(?:^|[\s(]){_any('goes_on')}$", re.I)
        self.after_hyphen = frozenset(words(_FILE, "after_hyphen"))
        self.rest_of_word = re.compile(rf"(?!{_any('after_hyphen')}\b)[a-zà-ÿ]{{2,}}")
        self.numbered = re.compile(rf"{_any('numbered')}\s+[\dIVXA-Z]+\b", re.I)
        self.page = re.compile(
            rf"[-–—|\s]*(?:{_any('page')}\s*)?\d{{1,3}}(?:\s*(?:{_any('page_of')}|/|-)\s*\d{{1,3}})?[-–—|\s]*", re.I
        )
        # A few words that open a paragraph or an item as its heading: "Hoe lang? …", "Doel van de verwerking. …".
        self.run_in = re.compile(
            r"[^.!?:]{3,70}\?"
            rf"|(?!.*\b{_any('of_sentences')}\b)[A-ZÀ-Þ](?:[^\s.!?:]+ ){{0,4}}[^\s.!?:]+\.",
            re.I,
        )


@lru_cache(maxsize=1)
def line_patterns() -> LinePatterns:
    """The patterns of this installation's rules; built once a process."""
    return LinePatterns()


__all__ = ["LinePatterns", "line_patterns"]
