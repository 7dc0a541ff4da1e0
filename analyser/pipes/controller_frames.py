"""What a name looks like in a statement, and what the name of the organisation stands in (rules/controller.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyser.phrase_syntax import sequence, strength
from analyser.phrases import normalise
from analyser.pipes.wordings import Wordings, Words, any_of, literally, load_wordings, perhaps

_SHORT_FORM = 4  # letters of a legal form that is no word of its own


class ControllerWords(Wordings):
    """The content of rules/controller.yaml."""

    legal_forms: tuple[str, ...]
    particles: tuple[str, ...]
    not_names: tuple[str, ...]
    verbs: tuple[str, ...]
    statements: tuple[str, ...]
    full_forms_behind: tuple[str, ...]
    full_forms_before: tuple[str, ...]
    owners: tuple[str, ...]
    article: Words
    title_article: tuple[str, ...]
    article_abroad: tuple[str, ...]
    surname: Words
    old_surname: Words
    ministry: Words
    tie: Words
    body_at: tuple[str, ...]
    at: Words
    responsible: Words
    acts_as: Words
    be: Words
    and_responsible: Words
    responsible_is: Words
    seat: Words
    statement_of: Words
    statement_on: Words
    topic: Words
    privacy_at: Words
    data_at: Words
    person_before: Words
    own_site: Words
    we: Words
    among: Words
    we_care: Words
    runs: Words
    form_of: Words
    form_of_the: Words
    form_for: Words
    question: Words
    asked: Words
    other_subject: Words
    beside: Words
    label: Words
    lead_in: Words
    for_us: Words
    noun_ending: Words
    plural_ending: Words
    not_last: frozenset[str]
    own_thing: Words
    alias: Words


class Frame(NamedTuple):
    """What a name stands in, the weight of it as evidence, and what every sentence with it holds.

    Names are many and slow to look for: where a sentence lacks the rest, they are not.
    """

    weight: float
    pattern: re.Pattern[str]
    inner: bool  # the name does not open the sentence
    signs: tuple[str, ...]  # some of these letters, as phrases see them; none: not known
    needs: re.Pattern[str] | None = None  # what stands behind the name

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Where a sentence has it."""
        if self.needs and not self.needs.search(text):
            return iter(())
        if not self.pattern.pattern.startswith("^"):
            return self.pattern.finditer(text)
        found = self.pattern.match(text)
        return iter(()) if found is None else iter((found,))


def _name(words: ControllerWords) -> str:
    """The pattern of a name: words with a capital or a figure, legal forms, and small words between them."""
    token = (
        rf"(?:(?i:{literally(_short_forms(words))}(?![\w]))"
        r"|['‘’]t [A-ZÀ-Þ][\w’'-]*|['‘’]s-[A-ZÀ-Þ][\w’'-]*|\w&\w(?:&\w)*|\d+[A-Za-z]\w*"
        r"|[A-ZÀ-Þ](?:[\w&@+'’‘/-]|\.(?=\w)|(?<=\b[A-Z])\.)*)"
    )
    small = literally(words.particles)
    ministry = rf"(?i:{perhaps(words.article)}){any_of(words.ministry)} {token}(?:(?:, | {any_of(words.tie)} ){token})*"
    bodies = "|".join(f"(?<={re.escape(body)})" for body in words.body_at)
    seat = rf"(?:(?:{bodies}) {any_of(words.at)} {token})?"  # part of a church's name
    return rf"(?:{ministry}|{token}(?: (?:{small} ){{0,3}}(?:{token}|['‘’]?\d{{1,4}}(?!\w))){{0,8}}{seat})"


def _short_forms(words: ControllerWords) -> list[str]:
    return [form for form in words.legal_forms if "." in form or len(form) <= _SHORT_FORM]


def _shortest(texts: Sequence[str]) -> tuple[str, ...]:
    """Letters of which some stand wherever one of some plain texts does."""
    small = set(map(normalise, texts))
    return tuple(text for text in sorted(small) if not any(other != text and other in text for other in small))


def _signs(entries: Iterable[str]) -> tuple[str, ...]:
    """Letters of which some stand wherever one of some entries of the phrase language does."""
    forms = (max((step.forms for step in sequence(entry).steps), key=strength) for entry in entries)
    return _shortest([max((part for test in form for part in test.split("*")), key=len) for fs in forms for form in fs])


class ControllerPatterns:
    """The patterns of names and of what they stand in."""

    def __init__(self, words: ControllerWords) -> None:
        self.known = words
        self.name = _name(words)
        self.not_names = frozenset(map(normalise, words.not_names))
        self.particles = frozenset(map(normalise, words.particles))
        self.articles = frozenset({*words.article, *words.article_abroad})
        # what is no name in several words
        self.beginnings = tuple(sorted(known for known in self.not_names if " " in known))
        # what every name holds: a capital or a figure, or else a short legal form
        self.sign = re.compile(r"[A-ZÀ-Þ&\d](?:(?<=\D)|[A-Za-z])")
        self.short_forms = _shortest(_short_forms(words))
        self.form_words = frozenset(map(normalise, words.legal_forms))
        self.form = re.compile(rf"(?<!\w){literally(map(normalise, words.legal_forms))}(?!\w)")
        self.label = re.compile(rf"^{any_of(words.label)}\s*$", re.I)
        self.lead_in = re.compile(rf"{any_of(words.lead_in)}$")
        self.surname = re.compile(rf"{any_of(words.surname)} [A-ZÀ-Þ]")
        self.old_surname = re.compile(rf"{any_of(words.old_surname)} [A-ZÀ-Þ]")
        self.for_us = re.compile(rf"\b{any_of(words.for_us)}\b")
        self.common_noun = re.compile(
            rf"[A-Z][a-z-]+(?:[^aeiou]{any_of(words.plural_ending)}|{any_of(words.noun_ending)})"
        )
        self.own_thing = re.compile(rf"-{any_of(words.own_thing)}$")
        small = literally((*words.particles, *(form.lower() for form in _short_forms(words))))
        sentence = rf"\S+ (?!{small}(?!\w))[a-zà-ÿ]"  # it goes on with a word that is in no name
        self.alone = re.compile(rf"(?!{sentence}){perhaps(words.title_article)}(?P<name>{self.name})")
        of = perhaps(words.form_of)
        self.title = re.compile(rf"({literally(words.statements)} ?[-–—:|]? ?){of}", re.I)
        self.acts = literally(words.verbs)
        self.of_the = tuple(f"van {article} " for article in words.article)
        # a legal form before a name, and behind one
        self.full_before = re.compile(rf"(?<!\w){literally(words.full_forms_before)} ")
        behind = literally(words.full_forms_behind)
        self.full_behind = re.compile(rf"(?: [A-ZÀ-Þ][\w&]*){{0,2}},? {behind}(?!\w)")
        long = literally(form for form in words.legal_forms if len(form) > 2)
        self.form_before = re.compile(
            rf"(?<!\w){long} (?:{any_of(words.form_for)} [a-zà-ÿ]+ |{any_of(words.form_of_the)} )?"
            rf"{perhaps(words.article)}$",
            re.I,
        )
        self.alias = re.compile(rf"(?:{any_of(words.alias)}[^)]{{0,40}} )?[\"“'‘]?")
        self.name_before = re.compile(rf"(?<!\w)(?:{self.name})\Z")
        self.above_street = re.compile(rf"(?P<name>{self.name})[ ,·•|]{{0,3}}$")
        self.person = re.compile(rf"(?i:{any_of(words.person_before)})\W{{0,3}}$|(?<!\w)[A-Z]\.(?: ?[A-Z]\.){{0,3}} ?$")
        self.initials = re.compile(r"(?:[A-Z]\. ?)+(?:(?:van|de|den|der|ter|ten) )*[A-Z][\w-]+$")
        self.own_site = re.compile(rf"{any_of(words.own_site)}\W{{1,3}}(?:https?://)?(?:www\.)?([\w-]+)\.", re.I)
        self.frames = _frames(words, self.name)


def _frames(words: ControllerWords, pattern: str) -> tuple[Frame, ...]:
    """All frames, in the order in which their evidence counts."""
    name = rf"[\"“”„'‘*_]{{0,2}}(?P<name>{pattern})[\"“”'’*_]{{0,2}}"
    aside = r"(?:,? ?\([^)]{1,120}\))?(?:, [^,.;:]{2,90}(?:, [^,.;:]{2,40}){0,3},)?"
    statement = rf"(?i:{literally(words.statements)})"
    form = rf"(?:{literally(words.legal_forms)} {perhaps(words.form_of)})?"
    lawful = rf"(?:{literally(words.full_forms_before)} |[^,.;()]{{0,60}} {literally(words.full_forms_behind)}(?!\w))"
    article, responsible = perhaps(words.article), any_of(words.responsible)
    signs, said = _signs(words.responsible), _shortest(words.statements)
    seat, seated = rf"(?i:{any_of(words.seat)})\b", re.compile(rf"\b{any_of(words.seat)}\b", re.I)
    pronoun = literally(word.capitalize() for word in words.other_subject)
    spoken = rf"{pronoun} (?!{literally(words.particles)}(?!\w))[a-zà-ÿ]"  # "Wij verwerken": no name
    # a name right behind one of these; looked for by the name, since the words are everywhere
    beside = [form for word in words.beside for form in (word, word.capitalize())]
    behind = "|".join(rf"(?<=\b{word} )" for word in beside)
    begins = r"(?=[\"“”„'‘’*_A-ZÀ-Þ\d]|\w&)"
    # The weight, whether the name stands within the sentence, the signs, the pattern.
    written: tuple[tuple[float, bool, tuple[str, ...], str], ...] = (
        (30, False, signs, rf"{name}{aside},? (?i:{any_of(words.acts_as)} (?:\w+ ){{0,6}}?{responsible})\b"),
        (30, False, signs, rf"{name} {any_of(words.be)} [^.;]{{0,90}} (?i:{any_of(words.and_responsible)})\b"),
        (30, True, _shortest(words.owners), rf"(?i:{literally(words.owners)}) (?={article}{lawful}){article}{name}"),
        (30, True, signs,
         rf"(?i:{responsible}\b[\w ,()-]{{0,60}}?(?: {any_of(words.responsible_is)}:?|:) ?{article}){name}"),
        (5, False, _signs(words.seat), rf"{name}{aside},? ?\(?{seat}"),
        (5, True, said,
         rf"(?<!\w){statement}(?: / (?i:[\w ]+?))?(?i: {any_of(words.statement_of)})? ?[-–—:|]? ?{name}"),
        (4, False, said, rf"^{name}(?: ?[-–—:|])? {statement}\b"),
        (4, False, _signs(words.topic),
         rf"^{name}(?: ?[-–—:|]| {any_of(words.tie)})(?i: (?:\w+ ){{0,3}}{any_of(words.topic)})\b"),
        (4, True, _signs(words.privacy_at), rf"(?i:\b{any_of(words.privacy_at)}) {name}"),
        (4, True, _signs(words.data_at), rf"^(?i:(?:\w+ ){{0,6}}?{any_of(words.data_at)}) {form}{name}\W*$"),
        (4, True, _signs(words.we), # "Wij, Halm, …", not "Voor de betaling gebruiken wij Halm, …"
         rf"(?:^(?i:{any_of(words.we)}) |(?i:\b{any_of(words.we)})(?:,? \(|, )){name}[,)]"),
        (3, True, _signs(words.runs), rf"(?i:\b{any_of(words.runs)} {article}){form}{name}"),
        (3, True, said, rf"(?<!\w){statement}(?i: (?:\w+ ){{1,6}}{any_of(words.statement_on)}) {article}{form}{name}"),
        (2, True, (), rf"(?i:©|\bcopyright)[ ©]*(?:\d{{4}} ?(?:[-–] ?\d{{4}} ?)?)?{name}"),
        (2, True, _signs(words.we_care),
         rf"^(?i:{any_of(words.among)}) {article}{form}{name}{aside} (?i:{any_of(words.we_care)})\b"),
        (2, True, _signs(words.question),
         rf"(?i:\b{any_of(words.question)}) {name}(?: \w+){{0,3}} (?i:{any_of(words.asked)})\b"),
        (1.5, False, _shortest(words.verbs),
         rf"^(?!{spoken})(?:\d+(?:\.\d+)*\.? )?{perhaps(words.title_article)}{form}{name}{aside},? "
         rf"{literally(words.verbs)}\b(?! {any_of(words.other_subject)}\b)"),
        (0.4, True, (), rf" {begins}(?:{behind}){name}"),
    )  # fmt: skip
    return tuple(
        Frame(weight, re.compile(pattern), inner, signs, seated if pattern.endswith(seat) else None)
        for weight, inner, signs, pattern in written
    )


@lru_cache(maxsize=1)
def controller_patterns() -> ControllerPatterns:
    """The patterns of this installation's rules; built once a process."""
    return ControllerPatterns(load_wordings(ControllerWords, "controller"))


__all__ = ["ControllerPatterns", "ControllerWords", "Frame", "controller_patterns"]
