"""The patterns for the words around a name, out of the lists of rules/parties.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analyser.pipes.names import name_words
from analyser.pipes.wordings import Wordings, Words, any_of, load_wordings, perhaps


class PartyWords(Wordings):
    """The content of rules/parties.yaml."""

    article: Words
    before_name: Words
    by: Words
    for_example: Words
    joint: Words
    purpose: Words
    person: Words
    called: Words
    our: Words
    name_goes_on: Words
    name_ends: Words
    alias: Words
    alias_joint: Words
    own_thing: Words
    homemade: Words
    division: Words
    page: Words
    nationwide: frozenset[str]
    body_of: Words
    firm: Words
    title_noun: Words
    noun_of_party: Words
    measured: Words
    own_use: Words
    used: Words
    group_acts: Words
    group_ads: frozenset[str]
    account: Words
    of_reader: Words
    given: Words
    given_via: Words
    made: Words
    made_thing: Words
    role_article: Words
    no_role: Words
    software: Words
    button: Words
    as_service: Words
    handed: Words
    browser: Words
    badge: Words
    policy_about: Words
    policy_of: Words
    joined: Words
    belongs: Words
    offered: Words
    offering_article: Words
    issued: Words
    inside: Words
    thing_article: Words
    installed: Words
    issues: Words
    be: Words
    also: Words
    a: Words
    service: Words
    we: Words
    oversees: Words
    not_after: Words
    located: Words
    in_place: Words
    names_column: Words
    inside_area: Words
    at_place: Words
    from_place: Words
    region: Words
    seat_after: Words
    made_by: Words
    that: Words
    not_seen: Words
    regional: frozenset[str]
    area_joint: Words
    taken_up: Words
    group: frozenset[str]
    bare: frozenset[str]
    media: frozenset[str]
    shown: Words
    shown_on: Words
    supplied: Words
    by_use: Mapping[str, frozenset[str]]
    title_article: Words
    speaks: Words
    hereafter: Words


class PartyPatterns:
    """Patterns for `search` before a name and for `match` behind it; `known` has the lists."""

    def __init__(self, words: PartyWords) -> None:
        self.known = words
        article, joint = perhaps(words.article), any_of(words.joint)
        # in a normalised text
        self.not_seen = re.compile(
            rf"(?: ?\([^()]*\))?,? {any_of(words.that)} (?:\w+ ){{0,4}}{any_of(words.not_seen)}\b"
        )
        self.policy = re.compile(rf"\b{any_of(words.policy_about)}[\w-]*{any_of(words.policy_of)} [^.;,]{{0,60}}$")
        self.handed = re.compile(rf"\b{any_of(words.handed)}\b")
        self.shown_on = re.compile(rf"\b{any_of(words.shown)}\b[^.;]{{0,60}} {any_of(words.shown_on)} $")
        self.measured = re.compile(rf"\b{any_of(words.measured)}\b[^.;]{{0,60}}$")
        group = "(?:" + "|".join(sorted(name.casefold() for name in words.group)) + ")"
        acts = any_of(words.group_acts)
        self.group_acts = re.compile(rf"\b{group} {acts}\b|\b{acts} {group}\b")
        self.own_use = re.compile(rf"\b{any_of(words.own_use)}\b")
        self.used = re.compile(rf"\b{any_of(words.used)} $")
        self.account = re.compile(rf"[\w+.]+?[ -]?{any_of(words.account)}(?!\w)")
        self.of_reader = re.compile(rf"\b{any_of(words.of_reader)} $")
        self.given = re.compile(rf"\b{any_of(words.given)} {any_of(words.given_via)}(?: [\w.-]+ of)? $")
        self.made = re.compile(
            rf"\b{any_of(words.a)} [\w-]*{any_of(words.made_thing)}(?: [\w,-]+){{0,6}} {any_of(words.made)} "
            rf"(?:{any_of(words.article)} )?(?:[\w-]+ )?$"
        )
        self.member = re.compile(rf"\b{any_of(words.joined)}\b[^.;]{{0,60}}$|\b{any_of(words.belongs)} {article}$")
        self.not_after = re.compile(
            rf"(?:\d |\(|\b{any_of(words.not_after)} )$"
            rf"|\b{any_of(words.located)}\b[^.]*\b{any_of(words.in_place)} $"
        )
        self.no_party = re.compile(
            rf"\b{any_of(words.inside)} [^.;:]{{0,30}}$|\b{any_of(words.thing_article)} $|\b{any_of(words.installed)} $"
        )
        self.of_party = re.compile(
            rf"(?<![\w'-])(?!{any_of(words.offered)} )[\w'-]*\w van "
            rf"{perhaps(words.offering_article)}(?:\w+e )?$"
        )
        self.as_service = re.compile(
            rf"(?P<company>[A-Z]\w+), {any_of(words.as_service)} [\"“'‘](?P<service>[A-Z]\w+)[\"”'’]"
        )
        self.button = re.compile(rf"\b{any_of(words.button)}\b")
        self.names_column = re.compile(any_of(words.names_column))
        self.inside_area = re.compile(rf"\b{any_of(words.inside_area)} $")
        self.issued = re.compile(rf"{any_of(words.issued)} {article}$")
        self.issues = re.compile(rf"[^.;]{{0,40}}? {any_of(words.issues)}\b")
        self.owner = re.compile(
            rf"\b{any_of(words.be)} {perhaps(words.also)}{any_of(words.a)} (?:\w+ )?{any_of(words.service)} {article}$"
        )
        self.part_of = re.compile(rf", {any_of(words.a)} (?:\w+ )?{any_of(words.service)} {article}$")
        of_any = [phrase for phrases in name_words().part.values() for phrase in phrases]
        self.any_body = re.compile(rf"^(?:{any_of([*words.article, *of_any])} )+")
        self.nationwide = words.nationwide
        self.title_word = re.compile(any_of([word.casefold() for word in words.title_noun]))
        self.firm = re.compile(any_of(words.firm))
        self.speakers = tuple(f"{word} " for word in words.we)
        self.purpose = re.compile(rf" {any_of(words.purpose)}\b")
        self.with_use = re.compile(
            rf"(?: \([^()]*\))? {any_of(words.purpose)} [^.;:A-Z]{{3,60}}"
            rf"(?:, (?:{joint} )?| {joint} ){article}(?=[A-Z])"
        )
        self.role = re.compile(
            rf"(?:, | \(){perhaps(words.role_article)}(?P<role>(?!{any_of(words.no_role)}\b)[a-z][\w-]{{3,}})"
        )
        self.role_before = re.compile(rf"(?<![\w-])(?P<ours>{any_of(words.our)} )?(?P<role>[a-z][\w-]{{3,}}),? $")
        self.taken_up = re.compile(rf"\b{any_of(words.taken_up)}\b")
        self.person = re.compile(any_of(words.person))
        self.ours_before = re.compile(rf"(?:^|\b{any_of(words.article)} |\b{any_of(words.our)} )$")
        self.of_place = re.compile(r"[A-Z][a-z]+se (?=[a-z])")
        self.area = re.compile(r" [A-Z][a-z][\w-]+")
        self.area_behind = re.compile(rf" {any_of(words.area_joint)} [A-ZÀ-Þ][\w-]+(?!\w)")
        self.is_a = re.compile(rf"\b{any_of(words.be)} {any_of(words.a)} (?:[\w-]+ ){{0,6}}$")
        self.at_code = re.compile(r" \(?\d{4} ?[A-Z]{2}\b")
        self.oversees = re.compile(any_of(words.oversees))
        self.homemade = re.compile(rf"\b{any_of(words.homemade)} $")
        self.homemade_name = re.compile(rf"\b{any_of(words.homemade)} [\w-]+,? $")
        # in the text as written
        self.body_of = re.compile(rf"(?:[A-ZÀ-Þ][\w-]+ )*{any_of(words.body_of)} van ")
        self.title_noun = re.compile(rf"(?<=[^\s.!?:] ){any_of(words.title_noun)} $")
        self.division = re.compile(
            rf"[A-ZÀ-Þ][\w.&'-]*(?:,| \() ?{perhaps(words.a)}(?:[a-z]+ )?{any_of(words.division)} van {article}$"
        )
        small = any_of([word.capitalize() for word in (*words.article, *words.our)])
        self.in_name = re.compile(rf"(?<![.!?] )(?<!\w)(?!{small} )[A-ZÀ-Þ][\w'-]+ $")
        self.form = re.compile(rf",? {any_of(words.name_ends)}$")
        self.perhaps_form = re.compile(rf"(?:,? {any_of(words.name_ends)}(?!\w)|(?![\w-]))")
        self.maker = re.compile(
            r"[A-ZÀ-Þ][\w.&'+-]*(?: [\w.&'+-]+){0,3} \((?P<maker>[A-ZÀ-Þ][\w.,&'+-]*(?: [A-ZÀ-Þ][\w.,&'+-]*){0,4})\)\.?"
        )
        self.browser = re.compile(rf" {any_of(words.browser)}\b")
        self.badge = re.compile(rf"(?: [A-Z][a-z]+){{0,2}} {any_of(words.badge)}\b")
        self.infinitive = re.compile(r" te [a-z]")
        self.shared_tail = re.compile(rf"- {joint} [A-Z]\w+?-?{any_of(words.page)}")
        self.itself = re.compile(
            rf"(?:^|\n|[.!?] )({perhaps(words.title_article)}[A-ZÀ-Þ][\w'-]*(?: [A-ZÀ-Þ][\w'-]*){{0,3}}) "
            rf"{any_of(words.speaks)}\b"
        )
        self.hereafter = re.compile(rf"\b{any_of(words.hereafter)}[^.)]{{0,40}}")
        self.name_rest = re.compile(rf"(?: {any_of(words.name_goes_on)}(?!\w))*(?:,? {any_of(words.name_ends)}(?!\w))?")
        alias_joint = perhaps(words.alias_joint)
        self.alias = re.compile(rf" \({perhaps(words.alias)}[A-Z][\w.&+-]*(?:,? {alias_joint}[A-Z][\w.&+-]*)*\)")
        self.compound = re.compile(rf"-(?!{any_of(words.own_thing)})[a-z]{{3}}")
        self.joint = re.compile(rf"[ ,:\"'“‘(]{{1,3}}(?:{any_of(words.before_name)} )*[\"'“‘]?")
        self.named_after = re.compile(
            r"(?P<noun>(?<![\w-])(?:[A-Z]{2,4}-)?[a-z][\w'-]{3,})"
            rf"(?: ?\((?:{any_of(words.for_example)}:? )?{article}|, )[\"'“‘]?"
        )
        self.ours_called = re.compile(
            rf"\b{any_of([word.capitalize() for word in words.our] + list(words.our))} (?P<noun>[a-z][\w'-]{{3,}}) "
            rf"{any_of(words.called)} {article}(?=[A-Z])"
        )
        self.label = re.compile(rf"(?:[^:.;!?]|\.(?! [A-Z])){{2,90}}: {perhaps(words.by)}{article}[\"'“‘]?")
        self.of_maker = re.compile(rf" van (?:{any_of(words.before_name)} )+(?=[A-Z])")
        self.product = re.compile(
            rf"(?: \((?P<short>[^()]{{2,20}})\))?,? {perhaps(words.be)}{any_of(words.a)} "
            rf"(?:[a-z]+ ){{0,2}}{any_of(words.supplied)} (?:[a-z]+ ){{0,4}}(?=[A-Z])"
        )
        self.supplied = re.compile(rf"(?<!\w){any_of(words.supplied)} {article}$")
        self.noun = re.compile(rf"[A-Z][a-z]+{any_of(words.noun_of_party)} (?=[A-Z])")
        self.title_article = re.compile(rf"{any_of(words.title_article)} (?=[A-Z])")
        self.comes = re.compile(
            rf" {any_of(words.from_place)} $|\b{any_of(words.seat_after)} {any_of(words.at_place)} $"
            rf"|\b{any_of(words.region)} $|\b{any_of(words.made_by)} $"
        )
        self.at_place = re.compile(rf" {any_of(words.at_place)} $")
        self.row_of_places = re.compile(
            rf"\b{any_of(words.at_place)} ([A-ZÀ-Þ][\w-]+)(?:, [A-ZÀ-Þ][\w-]+)*(?:, | {joint} )$"
        )


@lru_cache(maxsize=1)
def party_patterns() -> PartyPatterns:
    """The patterns of this installation's rules; built once a process."""
    return PartyPatterns(load_wordings(PartyWords, "parties"))


__all__ = ["PartyPatterns", "PartyWords", "party_patterns"]
