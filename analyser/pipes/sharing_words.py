"""The phrases and patterns of who gets data and who supplies them, out of rules/sharing.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analyser.phrases import PhraseMatcher
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings

_IN = r"(?:[^.;]|\.(?=\w))"  # a character within a clause; the dot of "voorbeeld.nl" ends none


class SharingWords(Wordings):
    """The content of rules/sharing.yaml."""

    to: Mapping[str, Words]  # verbs by the preposition before the party
    engage: Words
    hands: Words
    handed_thing: Words
    gets: Words
    obtains: Words
    bars: Words
    present: Words
    posted: Words
    elsewhere: Words
    past: Words
    told_to: Words
    from_whom: Words
    with_others: Words
    judged: Words
    label: Words
    does: Words
    for_us: Words
    our_supplier: Words
    gathered: Words
    gathered_from: Words
    sources: Words
    of_these: Words
    no_data: Words
    readers: Words
    us: Words
    shown: frozenset[str]
    by_party: Words
    holding: frozenset[str]
    through: frozenset[str]
    handing: frozenset[str]
    row_end: Words
    goes_on: Words
    goes_on_with: Words
    with_whom: Words
    answer: Words
    clause: Words
    row_joint: Words
    apiece: Words
    examples: Words
    anyone: Words
    doing: tuple[str, ...]
    inverted: Words
    inverted_thing: Words
    inverted_having: Words
    data: Words
    handed: Words
    adverb: Words
    adverbial: Words
    then: Words
    relative: Words
    taken_up: Words
    takes: Words
    takes_last: Words
    whose: Words
    determiner: Words
    department: frozenset[str]
    we_get: Words
    gives: Words
    which: Words
    to_us: Words
    given: Words
    given_verb: Words
    obtained: Words
    obtained_from: Words
    passed_on: Words
    consulted: Words
    viewed: Words
    viewed_on: Words


class SharingPatterns:
    """The phrases that a sentence may hold, and the patterns for what stands before and behind a party."""

    def __init__(self, words: SharingWords) -> None:
        told = {
            "engage": words.engage,
            "hands": words.hands,
            "gets": words.gets,
            "obtains": words.obtains,
            "bars": words.bars,
            "present": words.present,
            "posted": words.posted,
            "elsewhere": words.elsewhere,
            "past": words.past,
        }
        lists = [((name, ""), phrase) for name, phrases in told.items() for phrase in phrases]
        lists += [(("verb", to), phrase) for to, phrases in words.to.items() for phrase in phrases]
        self.matcher: PhraseMatcher[tuple[str, str]] = PhraseMatcher(lists)
        self.prepositions = frozenset(words.to)
        self.shown, self.department = words.shown, words.department
        self.holding, self.through, self.handing = words.holding, words.through, words.handing
        self.doing = words.doing
        self.told_to = re.compile(rf"\W*{any_of(words.told_to)} (?!{any_of(words.readers)}\b)")
        self.from_whom = re.compile(rf"\b{any_of(words.from_whom)}(?!\w)")
        self.with_others = re.compile(rf"\b{any_of(words.with_others)}(?!\w)")
        self.us = re.compile(rf"\b{any_of(words.us)}\b(?! van\b)")  # not "de site van Voorbeeld"
        self.to = re.compile(rf"\b{any_of(words.to)}\b")
        self.by_party = re.compile(rf"\b{any_of(words.by_party)} (?:{any_of(words.determiner)} )?(?:\w+e )?$")
        self.to_reader = re.compile(rf"\b{any_of(words.readers)}\b")
        self.row_end = re.compile(rf"[;:]|\b{any_of(words.row_end)}\b")
        self.goes_on = re.compile(rf"{any_of(words.goes_on)}(?:,? {any_of(words.goes_on_with)})* ")
        self.answer = re.compile(rf"{any_of(words.answer)} ")
        self.with_whom = re.compile(rf"\b{any_of(words.with_whom)}\b.*\?")
        self.clause = re.compile(rf"[;:]|\b{any_of(words.clause)}\b")
        # between a name and the verb it is the subject of: an aside, the rest of a row
        self.next = re.compile(
            r"(?: ?\([^()]*\)| (?:in|te|uit) [\w'-]+)?(?:, [^,;]{3,60},|,)?"
            rf"(?:(?:, [\w' -]{{2,30}})*,? {any_of(words.row_joint)} [\w' -]{{2,40}})? "
        )
        apiece = rf"{any_of(words.apiece)} (?:{any_of(words.determiner)} )?"
        self.apiece = re.compile(apiece)
        self.next_apiece = re.compile(rf"(?:,|,? {any_of(words.row_joint)}) {apiece}[\w-]+ ")
        self.examples = re.compile(rf"\b{any_of(words.examples)} ")
        self.anyone = re.compile(rf"\b{any_of(words.anyone)}\b{_IN}{{0,70}}$")
        self.inverted = re.compile(rf"{any_of(words.inverted)}|{any_of(words.inverted_having)}\b.*")
        self.adverbial = re.compile(
            rf"[\d. ]*(?:{any_of(words.adverb)}|{any_of(words.adverbial)}\b[^;:]*"
            rf"|[^;:]*,(?: {any_of(words.then)})?) "
        )
        # atomic: a member that several entries match is tried once, else each doubles the time
        of_them = rf"(?>(?:{any_of(words.determiner)} )?{any_of(words.inverted_thing)}(?=[ ,]))"
        self.things = re.compile(rf"{of_them}(?:(?:, | en | of ){of_them})* ")
        self.thing = re.compile(rf"{_IN}{{0,50}}{any_of(words.inverted_thing)}")
        self.data = re.compile(rf"\b(?:{any_of(words.inverted_thing)}|{any_of(words.data)})(?!\w)")
        self.handed = re.compile(rf"\b{any_of(words.handed)} (?:{any_of(words.determiner)} )?$")
        self.relative = re.compile(
            rf"(?: ?\([^()]*\))?(?:,|;) {any_of(words.relative)}(?! {any_of(words.clause)}\b)[^.;,]{{0,90}}"
            rf"\b{any_of(words.takes_last)}\b|; {any_of(words.taken_up)} {any_of(words.takes)}\b"
        )
        self.taken_up = re.compile(rf"{any_of(words.taken_up)} (?:\w+ )?{any_of(words.takes)}\b")
        self.label = re.compile(rf"(?<!\w){any_of(words.label)}: (?:{any_of(words.determiner)} )?$")
        self.does = re.compile(rf"\b{any_of(words.does)} (?:{any_of(words.determiner)} )?$")
        self.done_thing = re.compile(
            rf"{any_of(words.determiner)} [\w'-]+(?: (?:van|voor|en|aan|in) (?:\w+ )?[\w'-]+)?,? "
        )
        self.for_us = re.compile(rf"(?: [\w'-]+){{0,4}}? {any_of(words.for_us)}(?!\w)")
        self.our_supplier = re.compile(rf"(?: \([^()]*\))?, {any_of(words.our_supplier)}(?= ?[,.)])")
        self.apposed = re.compile(rf"(?: \([^()]*\))?, {any_of(words.determiner)} ")
        self.whose = re.compile(rf"\b{any_of(words.whose)}(?: (?:{any_of(words.determiner)}|\w{{4,}}e))*[ '\"(]*$")
        self.handed_thing = re.compile(rf"(?: [\w-]+){{0,3}}? {any_of(words.handed_thing)}(?!\w)")
        self.judged = re.compile(rf"\b{any_of(words.judged)}\b")
        self.supplies = re.compile(
            rf"(?:{_IN}{{0,30}}, {any_of(words.then)}|,?) {any_of(words.we_get)}\b"
            rf"|{_IN}{{0,60}}\b{any_of(words.gives)}\b(?: {any_of(words.which)} \w+)?(?: \w+){{0,6}} ?\b"
            rf"{any_of(words.to_us)}\b(?! {any_of(words.no_data)}\b){_IN}{{0,40}}"
            rf"(?:{any_of(words.given)}|{any_of(words.given_verb)}\b|$)"
            rf"|{_IN}{{0,80}}\b{any_of(words.we_get)}\b{_IN}{{0,60}}\b{any_of(words.of_these)}(?!\w)"
        )
        passed_on = rf"(?: {any_of(words.passed_on)} )"
        self.supplied = re.compile(
            rf"(?<!te )\b{any_of(words.obtained)}\b{_IN}{{0,60}}\b{any_of(words.obtained_from)}\b(?! met\b)"
            rf"(?:(?!{passed_on}){_IN}){{0,110}}$"
            rf"|\b{any_of(words.gathered)}\b{_IN}{{0,50}}\b{any_of(words.gathered_from)}\b(?:(?!{passed_on}){_IN}){{0,90}}$"
            rf"|\b{any_of(words.sources)}\b(?:(?!{passed_on}){_IN}){{0,170}}$"
            rf"|\b{any_of(words.consulted)}\b{_IN}{{0,90}}$"
            rf"|\b{any_of(words.viewed)}\b{_IN}{{0,40}}\b{any_of(words.viewed_on)} $"
        )


@lru_cache(maxsize=1)
def sharing_patterns() -> SharingPatterns:
    """The patterns of this installation's rules; built once a process."""
    return SharingPatterns(load_wordings(SharingWords, "sharing"))


__all__ = ["SharingPatterns", "SharingWords", "sharing_patterns"]
