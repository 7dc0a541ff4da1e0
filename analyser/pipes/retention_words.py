"""The patterns for what stands around a period, out of the lists of rules/retention.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analyser.phrases import PhraseMatcher
from analyser.pipes.wordings import Wordings, Words, any_of, literally, load_wordings, perhaps


class RetentionWords(Wordings):
    """The content of rules/retention.yaml."""

    keep: Words
    things: Words
    general: Words
    rolling: Words
    data_label: Words
    often: Mapping[str, str]  # an ISO 8601 duration by the word for it
    count: Words
    heading: Words
    period: Words
    cookie: Words
    validity: Words
    session: Words
    session_label: Words
    session_not: Words
    session_cell: Words
    response: Words
    extension: Words
    own_extension: Words
    review: Words
    answered: Words
    objected: Words
    stays: Words
    same: Words
    rounded: Words
    passed: Words
    begins: Words
    that_period: Words
    thereafter: Words
    membership: Words
    subscription: Words
    unsubscribing: Words
    age: Words
    words_before: Words
    words_after: Words
    after: Mapping[str, Words]  # by criterion
    after_end: Words
    after_end_not: Words
    newsletter: Words
    generic_subject: Words
    clause: Words
    clause_joint: Words
    clause_after_joint: Words
    otherwise: Words
    refers_back: Words
    that_is: Words
    answer: Words
    open_end: Words
    range: Words
    right_heading: Words
    answers_heading: Words
    aged: Words
    of_age: Words
    reaching: Words
    reached: Words
    label_not: Words
    age_before: Words
    departure: Words
    stay: Words
    stay_not: Words
    within: Words
    since: Words
    before_number: Words
    determiner: Words
    no_subject: Words
    subject_too_wide: Words
    be: Words
    keeping: Words
    holds: Words
    keeper: Words
    limit: Words
    topic: Words
    not_topic: Words
    in_order_to: Words
    to_keep: Words
    relative: Words


class RetentionPatterns:
    """The patterns, and the starting points that a period may count from."""

    def __init__(self, words: RetentionWords) -> None:
        self.starting_points: PhraseMatcher[str] = PhraseMatcher(
            (name, phrase) for name, phrases in words.after.items() for phrase in phrases
        )
        # some of these stand where a cookie is said to go with the session
        self.sessions: PhraseMatcher[str] = PhraseMatcher(
            ("session", phrase) for phrase in (*words.session, *words.session_label, *words.session_cell)
        )
        self.before = re.compile(rf"(?<!\w){any_of(words.words_before)}(?: {any_of(words.before_number)})? ?$")
        self.after = re.compile(rf" ?{any_of(words.words_after)}(?!\w)")
        joint = f"{any_of(words.clause_joint)} (?={any_of(words.clause_after_joint)})"
        self.clause = re.compile(rf"[,;:()]\s|\s(?:{any_of(words.clause)}|{joint})\s?")
        self.otherwise = re.compile(rf"\b{any_of(words.otherwise)}", re.I)
        self.refers_back = re.compile(rf"\W*{any_of(words.refers_back)}\b")
        self.answer = re.compile(rf"{any_of(words.answer)}\b")
        self.that_is = re.compile(rf"\b{any_of(words.that_is)}\b")
        self.open_end = re.compile(any_of(words.open_end))
        self.age_range = re.compile(rf"\b\d+ {any_of(words.range)} \d+\b")
        self.often = re.compile(rf"(?<!\w){literally(words.often)}(?!\w)")
        self.how_often = words.often
        self.counted = re.compile(rf"\b{any_of(words.count)} (\w+)\)? ?: ?(\d{{1,3}})\b")
        self.aged = re.compile(
            rf"(?<!\w){any_of(words.aged)}(?:,? ?\(?{perhaps(words.of_age)}|: {any_of(words.of_age)} )"
            rf"(?:\d+(?: jaar)? ?{any_of(words.range)} ?)?$"
        )
        self.reached = re.compile(
            rf" ?{any_of(words.reached)}(?= (?:en|of|blijft|blijven|bewaren|worden)\b|\W*$|[,;:.)])"
        )
        self.age_before = re.compile(rf"{any_of(words.age_before)} $")
        # a comma alone parts two periods: "10 maanden, 1 jaar en 7 jaar"
        self.same = re.compile(
            rf"[ ,]*(?=[^ ,])[ (=]*{perhaps(words.same) * 2}(?P<rounded>{any_of(words.rounded)} )?[ (=]*"
        )
        self.review = re.compile(rf"[^,;:]{{0,40}}? {any_of(words.review)}\b")
        self.since = re.compile(rf" {any_of(words.since)}\b")
        self.deadline = re.compile(rf"{any_of(words.within)}\b")
        self.within = re.compile(rf"\b{any_of(words.within)}(?: \w+){{0,3}} $")
        self.determiner = re.compile(rf"^{any_of(words.determiner)}\s+", re.I)
        self.no_subject = re.compile(rf"^(?:{any_of(words.no_subject)}\b|{any_of(words.subject_too_wide)}$)", re.I)
        self.relative = re.compile(rf",? {any_of(words.relative)} .*$")
        self.limits = re.compile(rf"(?:{any_of(words.limit)} ?)*")
        be, keeping, keeper = any_of(words.be), any_of(words.keeping), any_of(words.keeper)
        limit = rf"(?:{any_of(words.limit)}|\d)"
        self.about = tuple(
            re.compile(pattern, re.I)
            for pattern in (
                rf"^{any_of(words.topic)} (?!{any_of(words.not_topic)})(.{{3,80}}?),? "
                rf"(?:{any_of(words.holds)}|{be}|{keeping})\b",
                rf"^(.{{3,90}}?) (?:{keeping} {keeper}|{be})\b",
                rf"\b{keeping} {perhaps(words.keeper)}(?!{limit}\b)(.{{3,70}}?),? {limit}",
                rf"\b{any_of(words.in_order_to)} (.{{3,60}}?) {limit}.{{0,40}} {any_of(words.to_keep)}",
            )
        )  # in the order in which they are tried; the first group is the subject


@lru_cache(maxsize=1)
def retention_patterns() -> RetentionPatterns:
    """The patterns of this installation's rules; built once a process."""
    return RetentionPatterns(load_wordings(RetentionWords, "retention"))


__all__ = ["RetentionPatterns", "RetentionWords", "retention_patterns"]
