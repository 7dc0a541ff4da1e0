"""The ends of keeping that a clause tells: "zodra de reis voorbij is, gooien wij …", "… blijft staan tot u opzegt".

A clause counts beside a verb that keeps (when it opens with "tot", "zolang") or removes ("zodra", "na", or its verb in
front); what it says tells which criterion it is. The words are in rules/retention_ends.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from analyser.durations import durations
from analyser.phrases import PhraseMatcher, normalise
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings
from analyser.wordlists import says

_FILE = "retention_ends"
_MOST_WORDS = 22  # of a clause
_CLAUSE = re.compile(rf"\S*(?:\s+\S+){{0,{_MOST_WORDS}}}")
_BEFORE = 60  # characters in which the period stands that a clause follows
_PARTS = re.compile(r"[^;\s][^;]*")  # without the blank in front
_STOPS = re.compile(r", |; | \(|\)|: | [-–—] |$")


class EndWords(Wordings):
    """The content of rules/retention_ends.yaml."""

    keep: Words
    gone: Words
    limit: Words
    moment: Words
    plain: Words
    happens: Words
    no_limit: Words
    no_clause: Words
    age: Words
    no_more: Words
    joint: Words
    first: Words
    whoever: Words
    then: Words
    no_end: Words
    asking: Words
    asked: Words
    self_removal: Words
    criteria: Mapping[str, Words]
    lasting: Mapping[str, Words]
    unless: Mapping[str, Words]
    longer: Words
    may_leave: Words
    thereupon: Words
    thereupon_not: Words
    leaves: Words
    leaves_not: Words
    thereafter: Words
    thereafter_not: Words
    not_ours: Words
    of_others: Words
    others: Words
    others_not: Words
    denied: Words


class End(NamedTuple):
    """An end of keeping, with the offsets in the sentence of the clause that states it."""

    start: int
    end: int
    value: str
    fallback: bool = False  # not where another criterion is told in the same words


class EndPatterns:
    """What opens a clause, and what it says."""

    def __init__(self, words: EndWords) -> None:
        self.criteria: PhraseMatcher[str] = PhraseMatcher(
            (name, phrase) for name, phrases in words.criteria.items() for phrase in phrases
        )
        self.lasting: PhraseMatcher[str] = PhraseMatcher(
            (name, phrase) for table in (words.criteria, words.lasting) for name in table for phrase in table[name]
        )
        self.verbs: PhraseMatcher[str] = PhraseMatcher(
            (name, phrase)
            for name, phrases in (("keep", words.keep), ("gone", words.gone), ("longer", words.longer))
            for phrase in phrases
        )
        self.limit = re.compile(rf"\b{any_of(words.limit)}(?= )")
        self.moment = re.compile(rf"\b{any_of(words.moment)}(?= )")
        self.plain = re.compile(rf"\b{any_of(words.plain)}\b")
        self.unless: PhraseMatcher[str] = PhraseMatcher(
            (name, phrase) for name, phrases in words.unless.items() for phrase in phrases
        )
        self.joint = re.compile(rf" {any_of(words.joint)} ")
        self.first = re.compile(
            rf"(?:^|(?<=[;:] )|, )(?:(?:en|maar|of) )?(?={any_of((*words.first, *words.whoever))} )"
        )
        self.then = re.compile(rf", {any_of(words.then)}\b")


@lru_cache(maxsize=1)
def end_patterns() -> EndPatterns:
    """The patterns of this installation's rules; built once a process."""
    return EndPatterns(load_wordings(EndWords, _FILE))


class _Verb(NamedTuple):
    name: str
    start: int
    end: int


_START = attrgetter("start")


def _clause(line: str, start: int, end: int) -> tuple[int, int]:
    """From an opener to the sign that ends its clause, with no more words than a clause has."""
    words = _CLAUSE.match(line, start, end)
    most = words.end() if words else end
    stop = _STOPS.search(line, start, most)
    return start, stop.start() if stop else most


def _said(text: str, matcher: PhraseMatcher[str]) -> list[str]:
    """The criteria that the parts of a clause name; an event only where a part names nothing else."""
    names: dict[str, None] = {}
    for part in end_patterns().joint.split(text):
        here = dict.fromkeys(match.key for match in matcher.find(part))
        for match in end_patterns().unless.find(part):
            here.pop(match.key, None)
        if len(here) > 1:
            here.pop("event", None)
        names |= here
    return list(names)


def named(text: str) -> list[str]:
    """The criteria that a clause names, as written in a sentence."""
    return _said(normalise(text), end_patterns().criteria)


class _Part(NamedTuple):
    """A part of a sentence between semicolons, its verbs, and whether what introduces it is about keeping."""

    line: str
    start: int
    end: int
    verbs: Sequence[_Verb]
    kept: bool

    def gone(self) -> list[_Verb]:
        return [verb for verb in self.verbs if verb.name == "gone"]

    def keeps(self) -> bool:
        return self.kept or any(verb.name == "keep" for verb in self.verbs)

    def timed(self) -> bool:
        return bool(durations(self.line[self.start : self.end]))


def _is_none(clause: str) -> bool:
    """Whether a clause tells no end of keeping."""
    return not clause or says(_FILE, "no_end", clause)


def _otherwise(opener: str, text: str, before: str) -> str | None:
    """What a clause tells by its form, where no word in it names a criterion: "tot de kamer is verhuurd"."""
    if opener != "tot" or (durations(text) and not says(_FILE, "age", text)):
        return None
    return "event" if says(_FILE, "happens", text) and not says(_FILE, "no_limit", before) else None


def _up_to(part: _Part) -> Iterator[End]:
    """What a clause tells up to which something is kept: "… blijft staan tot u opzegt"."""
    patterns = end_patterns()
    if not part.keeps():
        return
    for opener in patterns.limit.finditer(part.line, part.start, part.end):
        first, last = _clause(part.line, opener.end(), part.end)
        text = part.line[first:last].strip()
        before = part.line[part.start : opener.start()]
        if _is_none(text) or (opener[0] == "tot" and says(_FILE, "no_clause", before)):
            continue
        names = _said(text, patterns.lasting)
        fallback = not names and patterns.plain.fullmatch(opener[0]) is not None
        if fallback:
            names = ["event"]
        if not names and (other := _otherwise(opener[0], text, before)):
            names, fallback = [other], True
        if durations(text) and not says(
            _FILE, "age", text
        ):  # "tot een jaar na …": what it counts from is told by the period
            names = [name for name in names if name != "event"]
        if not names and says(_FILE, "asked", text):
            names = ["until_withdrawal"]
        yield from (End(opener.start(), last, name, fallback) for name in names)


def _after(part: _Part) -> Iterator[End]:
    """What a clause tells after which something is removed: "zodra de reis voorbij is, gooien wij …"."""
    patterns, gone = end_patterns(), part.gone()
    if not gone and not (part.keeps() and part.timed()):
        return
    for opener in patterns.moment.finditer(part.line, part.start, part.end):
        first, last = _clause(part.line, opener.end(), part.end)
        following = gone[bisect_right(gone, first, key=_START) : bisect_left(gone, last, key=_START)]
        last = next((verb.start for verb in following if verb.end <= last), last)
        text = part.line[first:last].strip()
        spans = durations(text)
        asked = says(_FILE, "asked", text) and not says(_FILE, "no_more", text)
        if _is_none(text) or asked or any(span.start == 0 for span in spans):
            continue  # "na drie weken"
        names = _said(text, patterns.criteria)
        fallback = not names and bool(gone) and patterns.plain.fullmatch(opener[0]) is not None
        if fallback:
            names = ["event"]
        before = part.line[max(part.start, opener.start() - _BEFORE) : opener.start()]
        if spans or any(span.end >= len(before) - 1 for span in durations(before)):
            # "drie weken na …": the period tells what it counts from; "bij inactiviteit van een jaar": it is that
            names = [name for name in names if name != "event"]
        yield from (End(opener.start(), last, name, fallback) for name in names)


def _in_front(part: _Part) -> Iterator[End]:
    """What a clause tells that opens with its verb: "Is de reis voorbij, dan gaat alles weg"."""
    patterns, timed = end_patterns(), part.timed()
    # a verb may open in the clause and end behind it ("is … weg")
    reach = max((verb.end for verb in part.verbs), default=part.start)
    gone_reach = max((verb.end for verb in part.gone()), default=part.start)
    for opener in patterns.first.finditer(part.line, part.start, part.end):
        first, last = _clause(part.line, opener.end(), part.end)
        text = part.line[first:last].strip()
        opens = opener.start() == part.start or part.line[opener.start() - 2] == ":"
        if not opens and not patterns.then.match(part.line, last):
            continue
        if reach <= last or last >= part.end or _is_none(text) or says(_FILE, "asked", text):
            continue
        removed = gone_reach > last
        for name in _said(text, patterns.criteria):
            if (name == "relationship" and timed) or (removed and not (timed and name == "until_handled")):
                yield End(first, last, name)


@lru_cache(maxsize=64)  # a sentence is asked for its verbs more than once, by those who look for its periods
def _verbs(sentence: str) -> tuple[str, tuple[_Verb, ...]]:
    """A sentence as phrases see it, and its verbs that keep or remove."""
    line = normalise(sentence).replace("\n", " ")
    return line, tuple(_Verb(match.key, match.start, match.end) for match in end_patterns().verbs.find(line))


def tells_of_keeping(sentence: str) -> bool:
    """Whether a sentence has a verb that keeps or removes."""
    return any(verb.name != "longer" for verb in _verbs(sentence)[1])


def removes(sentence: str) -> bool:
    """Whether a sentence has a verb that removes."""
    return any(verb.name == "gone" for verb in _verbs(sentence)[1])


def ends(sentence: str, *, kept: bool = False) -> Iterator[End]:
    """The ends of keeping that a sentence tells; `kept` when what introduces it says that it is about keeping."""
    line, found = _verbs(sentence)
    for part in _PARTS.finditer(line):
        start, end = part.span()
        verbs = found[bisect_left(found, start, key=_START) : bisect_left(found, end, key=_START)]
        names = {verb.name for verb in verbs}
        if (not verbs and not kept) or says(_FILE, "asking", part[0]):
            continue
        if kept or "keep" in names:
            for verb in verbs:
                if verb.name == "longer":
                    yield End(verb.start, verb.end, "necessary", fallback=True)
        # "Gegevens die wij niet meer gebruiken, worden gewist"
        if "gone" in names and not says(_FILE, "asked", part[0]):
            for match in end_patterns().criteria.find(part[0]):
                if match.key == "necessary":
                    yield End(start + match.start, start + match.end, match.key)
        of_part = _Part(line, start, end, verbs, kept)
        yield from _up_to(of_part)
        yield from _after(of_part)
        yield from _in_front(of_part)


__all__ = ["End", "EndPatterns", "EndWords", "end_patterns", "ends", "named", "removes", "tells_of_keeping"]
