"""What a name looks like in a statement, and what the name of the organisation stands in (rules/controller.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyser.values import words

FILE = "controller"


def any_of(items: Sequence[str]) -> str:
    """The pattern of one of some texts, the longest first."""
    return "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True))


@lru_cache(maxsize=1)
def name_pattern() -> str:
    """The pattern of a name: words with a capital or a figure, legal forms, and small words between them."""
    token = (
        rf"(?:(?i:(?:{any_of([f for f in words(FILE, 'legal_forms') if '.' in f or len(f) <= 4])})(?![\w]))"
        r"|['‘’]t [A-ZÀ-Þ][\w’'-]*|['‘’]s-[A-ZÀ-Þ][\w’'-]*|\w&\w(?:&\w)*|\d+[A-Za-z]\w*"
        r"|[A-ZÀ-Þ](?:[\w&@+'’‘/-]|\.(?=\w)|(?<=\b[A-Z])\.)*)"
    )
    small = rf"(?:{any_of(words(FILE, 'particles'))})"
    ministry = rf"(?i:de )?Minister(?:ie)? van {token}(?:(?:, | en ){token})*"
    seat = rf"(?:(?:(?<=emeente)|(?<=[Kk]erk)|(?<=arochie)) te {token})?"  # part of a church's name
    return rf"(?:{ministry}|{token}(?: (?:{small} ){{0,3}}(?:{token}|['‘’]?\d{{1,4}}(?!\w))){{0,8}}{seat})"


class Frame(NamedTuple):
    """What a name stands in, the weight of it as evidence, and what every sentence with it holds."""

    weight: float
    pattern: re.Pattern[str]
    inner: bool  # the name does not open the sentence
    signs: tuple[str, ...]  # some of these letters, in lower case; none: not known

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Where a sentence has it."""
        if not self.pattern.pattern.startswith("^"):
            return self.pattern.finditer(text)
        found = self.pattern.match(text)
        return iter(()) if found is None else iter((found,))


def _shortest(entry: str) -> tuple[str, ...]:
    """Letters of which some stand wherever one of a list of words does."""
    small = {word.lower() for word in words(FILE, entry)}
    return tuple(word for word in sorted(small) if not any(other != word and other in word for other in small))


@lru_cache(maxsize=1)
def sign() -> re.Pattern[str]:
    """What every name holds: a capital, a figure, or a short legal form."""
    forms = any_of([form.lower() for form in words(FILE, "legal_forms") if "." in form or len(form) <= 4])
    return re.compile(rf"[A-ZÀ-Þ&]|\d[A-Za-z]|(?:{forms})(?!\w)")


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """All frames, in the order in which their evidence counts."""
    name = rf"[\"“”„'‘*_]{{0,2}}(?P<name>{name_pattern()})[\"“”'’*_]{{0,2}}"
    aside = r"(?:,? ?\([^)]{1,120}\))?(?:, [^,.;:]{2,90}(?:, [^,.;:]{2,40}){0,3},)?"
    statement = rf"(?i:{any_of(words(FILE, 'statements'))})"
    verbs = rf"(?:{any_of(words(FILE, 'verbs'))})"
    form = rf"(?:(?:{any_of(words(FILE, 'legal_forms'))}) (?:(?:van|voor) (?:de |het )?)?)?"
    lawful = (
        rf"(?:(?:{any_of(words(FILE, 'full_forms_before'))}) |"
        rf"[^,.;()]{{0,60}} (?:{any_of(words(FILE, 'full_forms_behind'))})(?!\w))"
    )
    owners = rf"(?i:{any_of(words(FILE, 'owners'))})"
    of = r"(?i: (?:van|voor|door|betreffende)(?: de| het)?)?"
    seat = (
        r"(?i:statutair|kantoorhoudend|gevestigd|met (?:\w+ )?(?:zetel|adres)|waarvan de zetel|hierna|ook wel|"
        r"verder(?: te noemen| afgekort| genoemd)|afgekort|ingeschreven)"
    )
    behind = (
        r"(?i:\bverwerkt door|\bverantwoordelijkheid van|\beigendom van|\bnamens|"
        r"\b(?:site|website|app|webwinkel|webshop|platform)(?: \w+){0,2} beheerd door|"
        r"\b(?:site|website|app|webwinkel|webshop) van|\bpersoonsgegevens door|\bbezoek aan|"
        r"\bhandelend onder de naam|\bonderdeel van|\b(?:wij zijn|ik ben)|\bwelkom (?:bij|op de (?:web)?site van))"
    )
    preposition = r"(?i:bij|binnen|door|aan|met|van|dat|die|als|zal|kan|verwerkt|bewaart|gebruikt|neemt|wil)"
    responsible, said = ("erantwoordelijk",), _shortest("statements")
    seats = ("statutair", "kantoorhoudend", "gevestigd", "zetel", "adres", "hierna", "ook wel", "verder", "afgekort",
             "ingeschreven")  # fmt: skip
    asked = ("hoe", "waarop", "welke", "wat")
    # The weight, whether the name stands within the sentence, the signs, the pattern.
    written: tuple[tuple[float, bool, tuple[str, ...], str], ...] = (
        (30, False, responsible,
         rf"{name}{aside},? (?i:is|treedt|wordt) (?i:(?:\w+ ){{0,6}}?)(?i:verwerkings)?(?i:verantwoordelijke?)\b"),
        (30, False, responsible,
         rf"{name} is [^.;]{{0,90}} en is (?i:(?:de |daarmee )?verwerkingsverantwoordelijke)\b"),
        (30, True, _shortest("owners"), rf"(?:{owners}) (?=(?:de |het )?{lawful})(?:de |het )?{name}"),
        (30, True, responsible,
         rf"(?i:verantwoordelijke?)\b(?i:[\w ,()-]{{0,60}}?)(?i: is(?: de)?:?|:) ?(?i:de |het )?{name}"),
        (5, False, seats, rf"{name}{aside},? ?\(?{seat}\b"),
        (5, True, said, rf"(?<!\w){statement}(?: / (?i:[\w ]+?))?{of} ?[-–—:|]? ?{name}"),
        (4, False, said, rf"^{name}(?: ?[-–—:|])? {statement}\b"),
        (4, False, ("privacy",), rf"^{name}(?: ?[-–—:|])(?i: (?:\w+ ){{0,3}}privacy)\b"),
        (4, True, ("privacy ",), rf"(?i:\bprivacy (?:bij|van|binnen|voor)(?: de| het)?) {name}"),
        (4, True, (), rf"(?i:\bwij|\bwe|\bik|\bons),? \(?{name}[,)]"),
        (3, True, (), rf"{behind} (?i:de |het )?{form}{name}"),
        (3, True, said, rf"(?<!\w){statement}(?i: (?:\w+ ){{1,6}}(?:op|voor|door))(?: de| het)? {form}{name}"),
        (2, True, asked,
         rf"(?i:\b(?:hoe|waarop|welke|wat)(?: gegevens)?(?: de| het)?) {name}(?: \w+){{0,3}} "
         r"\w*(?i:gegevens|privacy)\b"),
        (1.5, False, _shortest("verbs"),
         rf"^(?:\d+(?:\.\d+)*\.? )?(?:De |Het )?{form}{name}{aside},? {verbs}\b(?! (?:u|je|jij|wij|we|ik)\b)"),
        (0.4, True, (), rf"\b{preposition} {name}"),
    )  # fmt: skip
    return tuple(Frame(weight, re.compile(pattern), inner, signs) for weight, inner, signs, pattern in written)
