"""Which parts of a document are Dutch, by the function words of its passages (`rules/languages.yaml`).

Words that languages share tell nothing between them: "die", "van" and "met" are Afrikaans too. A heading, cell or
short line that tells nothing goes with what stands next to it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from analyser.data import load_mapping
from analyser.errors import DataFileError, InputError
from analyser.types import Block, Document

DUTCH = "nl"
_FEW_WORDS = 20  # a text under this does not tell its language
_TELLING = 3  # function words of its own by which a block tells its language
_PASSAGE = 30  # words of a foreign passage that is left out; a name or a quotation is shorter
_PART = 60  # words of a Dutch part that is read beside a larger foreign one
_LEAST = 0.5  # share of Dutch under which a text without such a part is refused
_MIXED = 0.5  # share of Dutch function words under which a text has another language in its paragraphs
_MOST = 3  # times that a word counts in a passage: a name returns, an article does not decide alone
_FOREIGN = 0.35  # share under which that other language is the language of the text
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@dataclass(frozen=True)
class Reading:
    """The Dutch blocks of a document, and how much of it they are."""

    document: Document  # the same source; the blocks that are not Dutch left out
    share: float  # of its words that stand in Dutch passages, 0 to 1
    others: tuple[str, ...] = ()  # the languages of the passages left out, by the amount of them

    @property
    def warning(self) -> Mapping[str, str] | None:
        """What a reader must know, by report language; None when all was read."""
        if not self.others:
            return None
        names = _names()
        return {
            "nl": f"de tekst is voor {self.share:.0%} Nederlands; alleen dat deel is gelezen, niet het "
            f"{' en '.join(names[other]['nl'] for other in self.others)}",
            "en": f"{self.share:.0%} of the text is Dutch; only that part was read, not the "
            f"{' and '.join(names[other]['en'] for other in self.others)}",
        }


@lru_cache(maxsize=1)
def _languages() -> tuple[dict[str, frozenset[str]], dict[str, Mapping[str, str]]]:
    try:
        content = load_mapping("languages.yaml")
        words = {str(key): frozenset(map(str, value["words"])) for key, value in content.items()}
        return words, {str(key): {text: str(value["name"][text]) for text in ("nl", "en")}
                       for key, value in content.items()}  # fmt: skip
    except (TypeError, KeyError) as error:
        raise DataFileError(f"languages.yaml: each language needs a name (nl, en) and words ({error})") from error


def _names() -> Mapping[str, Mapping[str, str]]:
    return _languages()[1]


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """The languages of each word, and its weight for each: a word of several languages is divided among them."""
    words = _languages()[0]
    of = {word: [key for key in words if word in words[key]] for word in frozenset[str]().union(*words.values())}
    return {word: tuple((key, 1 / len(keys) ** 2) for key in keys) for word, keys in of.items()}


def _function_words(text: str) -> list[str]:
    return list(filter(_weights().__contains__, _WORD.findall(text.replace("’", "'").lower())))


def _scores(words: Iterable[str], most: int = sys.maxsize) -> dict[str, float]:
    """How much some function words speak for each language, each counted at most so many times."""
    weights = _weights()
    found = dict.fromkeys(_languages()[0], 0.0)
    for word, count in Counter(words).items():
        for key, weight in weights[word]:
            found[key] += min(count, most) * weight
    return found


def scores(text: str) -> dict[str, float]:
    """How much the function words of a text speak for each language."""
    return _scores(_function_words(text))


def language_of(text: str) -> tuple[str, float]:
    """The language of a text by its function words, and the share of Dutch among them (0 to 1)."""
    return _most_likely(scores(text))


def _most_likely(found: Mapping[str, float]) -> tuple[str, float]:
    total = sum(found.values())
    return (max(found, key=lambda key: found[key]), found[DUTCH] / total) if total else (DUTCH, 0.0)


def dutch_part(document: Document) -> Reading:
    """The document without its passages in other languages; raises InputError when it is not Dutch."""
    few = next(islice(_WORD.finditer(document.text), _FEW_WORDS - 1, None), None) is None
    words = [_function_words(block.text) for block in document.blocks]
    found = _scores(chain.from_iterable(words))
    language, share = _most_likely(found)
    if few:
        return Reading(document, share)
    told = _passages(document.blocks, [_told(own) for own in words])
    foreign: Counter[str] = Counter()
    for block, here in zip(document.blocks, told, strict=True):
        if here != DUTCH:
            foreign[here] += _length(block)
    total = sum(map(_length, document.blocks)) if foreign else 0  # asked for only then
    dutch = total - foreign.total()
    if foreign and dutch < _PART and dutch < _LEAST * total:
        raise InputError(
            f"the text is not Dutch but {_names()[foreign.most_common(1)[0][0]]['en']} (share of Dutch: "
            f"{dutch / total:.0%}); give the Dutch version of the statement"
        )
    if language != DUTCH and not foreign and share < _FOREIGN and found[language] >= _TELLING:  # too mixed for passages
        raise InputError(
            f"the text is not Dutch (share of Dutch among its function words: {share:.0%}); "
            "give the Dutch version of the statement"
        )
    if not foreign:  # but perhaps sentences within its paragraphs
        other = max((key for key in found if key != DUTCH), key=lambda key: found[key])
        return Reading(document, share, (other,)) if share < _MIXED else Reading(document, 1.0)
    kept = [index for index, here in enumerate(told) if here == DUTCH]
    return Reading(_only(document, kept), dutch / total, tuple(key for key, _ in foreign.most_common()))


def _length(block: Block) -> int:
    return len(_WORD.findall(block.text))


def _passages(blocks: Sequence[Block], own: Sequence[str | None]) -> list[str]:
    """The language of each block by what it and those next to it tell; a foreign passage too short to count is taken
    for Dutch."""
    found: list[str] = []
    for index, here in enumerate(own):
        if here is None:
            after = next((other for other in own[index + 1 : index + 30] if other), None)
            before = found[-1] if found else None
            lead = blocks[index].kind == "heading"
            here = (after or before) if lead or before is None else (before if before != DUTCH else DUTCH)
            if not lead and before not in (None, DUTCH) and after == DUTCH and blocks[index].kind == "paragraph":
                here = DUTCH
        found.append(here or DUTCH)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end] == found[start]:
            end += 1
        if found[start] != DUTCH and sum(map(_length, blocks[start:end])) < _PASSAGE:
            found[start:end] = [DUTCH] * (end - start)
        start = end
    return found


def _told(words: Sequence[str]) -> str | None:
    """The language that the function words of a block tell by themselves; None when they do not."""
    if not words:
        return None
    found = _scores(words, _MOST)
    best = max(found, key=lambda key: found[key])
    return best if (found[best] >= _TELLING and found[best] > 1.2 * found[DUTCH]) or (
        best == DUTCH and found[best] >= 1
    ) else None  # fmt: skip


def _only(document: Document, kept: Sequence[int]) -> Document:
    """A document with some of its blocks, their lead-ins found again."""
    places = {old: new for new, old in enumerate(kept)}
    blocks = (
        replace(block, lead_in=places.get(block.lead_in) if block.lead_in is not None else None)
        for block in (document.blocks[index] for index in kept)
    )
    return replace(document, blocks=tuple(blocks))
