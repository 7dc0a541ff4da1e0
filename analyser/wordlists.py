"""The lists of words and phrases in `rules/`. No spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.phrases import PhraseMatch, PhraseMatcher, normalise


@lru_cache(maxsize=16)
def load_lists(name: str) -> Mapping[str, object]:
    """The named entries of `rules/<name>.yaml`; raises DataFileError when the file holds something else."""
    content = load_yaml(data_dir("rules") / f"{name}.yaml")
    if not isinstance(content, dict):
        raise DataFileError(f"{name}.yaml: expected names with their entries")
    return content


@cache
def words(name: str, entry: str) -> tuple[str, ...]:
    """A list of plain words of `rules/<name>.yaml`; raises DataFileError when it is missing or no list."""
    found = load_lists(name).get(entry)
    if not isinstance(found, list):
        raise DataFileError(f"{name}.yaml: {entry!r} is missing or no list")
    return tuple(map(str, found))


@cache  # as many as the rule files have lists
def _matcher(name: str, entry: str) -> PhraseMatcher[str]:
    return PhraseMatcher((entry, phrase) for phrase in words(name, entry))


def cues(name: str, entry: str, text: str) -> list[PhraseMatch[str]]:
    """The matches in one sentence of the phrases that `rules/<name>.yaml` lists under `entry`."""
    return _matcher(name, entry).find(_written(text))


@lru_cache(maxsize=1024)  # the sentences of a statement, each asked about in several ways
def _written(sentence: str) -> str:
    return normalise(sentence).replace("\n", " ")


def says(name: str, entry: str, text: str) -> bool:
    """Whether a sentence holds one of those phrases."""
    return bool(text) and bool(cues(name, entry, text))


def any_word(items: Iterable[str]) -> str:
    """The alternatives of a regular expression for these words, the longest first."""
    return "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True))
