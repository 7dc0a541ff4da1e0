"""What can be the name of a party: how capitalised names are written, and which of them name something else.

The words are those of rules/named_recipients.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analyser.phrases import PhraseMatcher, normalise
from analyser.pipes.wordings import Expression, Wordings, Words, any_of, load_wordings, perhaps

# "IPs", "ICT'ers", "SSL-verbinding", "Dorpsstraat 1"
_THING = re.compile(r"^[A-Z]{2,5}(?:['’]?s|['’]?ers?)$|(?:^|\s)[A-Z]{1,5}-[a-z]\w*$|\s\d+$")
_ARTICLES = ("de", "het")
_MOST_NAMES = 20_000  # of which it is remembered whether they are plausible
ByCategory = Mapping[str, Words]  # phrases by the category of recipients that they tell


class NameWords(Wordings):
    """The content of rules/named_recipients.yaml."""

    cue: ByCategory
    role: ByCategory
    part: ByCategory
    does: Words
    legal_form: frozenset[str]
    activity: ByCategory
    settled: frozenset[str]
    word: frozenset[str]
    noun: frozenset[str]
    never: frozenset[str]
    place: frozenset[str]
    no_name: tuple[Expression, ...]
    common: tuple[Expression, ...]
    common_opening: tuple[Expression, ...]
    called: ByCategory
    sentence_word: Words
    particle: Words
    town: Words
    pair: Words
    tie: Words
    other_body: Words
    body: Words
    body_for: Words
    name_form: Words
    row_joint: Words
    row_joint_after_comma: Words
    row_article: Words


class Names:
    """Which capitalised runs can name a party, and the patterns of how they are written.

    `name`: "Voorbeeld Hosting B.V.", "De Letter & Zonen", "ClubKassa"; its legal form may be lower case.
    `body`: may join what it is about: "FOD Werkgelegenheid, Arbeid en Sociaal Overleg".
    `joint`: what stands between two names of a row.
    """

    def __init__(self, words: NameWords) -> None:
        self._plausible: dict[str, bool] = {}  # what was asked before
        self._never = words.never | words.place
        self._places = words.place
        self._no_name = re.compile(rf"\b(?:{'|'.join(words.no_name)})\b")
        self._opening = re.compile("|".join(words.common_opening))
        self._common = re.compile("|".join(words.common))
        self._legal_forms = words.legal_form
        self._kinds: PhraseMatcher[str] = PhraseMatcher(
            (category, phrase) for category, phrases in words.called.items() for phrase in phrases
        )
        word = (
            rf"(?<!\w)(?=[A-ZÀ-Þ’'‘]|[a-z]{{1,2}}-?[A-ZÀ-Þ])"
            # "Zo" opens no sentence in "Fleur & Zo", nor "Meer" in "Van der Meer"
            rf"(?:(?<=& )|(?<=\bder )|(?<=\bden )|(?!{any_of(words.sentence_word)}\b))"
            r"(?:(?:[A-Z]\.){2,}|(?<=& )Zn\."
            r"|[’'‘]s-[A-Z][\w-]+|[a-z]{1,2}-?[A-ZÀ-Þ][\w.-]*\w|[A-ZÀ-Þ][\w&’'.+*-]*[\w+](?:/[A-ZÀ-Þ]\w+|\([A-Z]\w+\))?|[A-ZÀ-Þ])"
        )
        particle = rf"(?!(?:de|den|het) [A-Z]{{2}}){any_of(words.particle)}(?= [A-Z])"  # not "Voorbeeld de BTW"
        pair = rf"{any_of(words.tie)}(?= {any_of(words.pair)}\b)"
        bodies = "|".join(f"(?<={body} )" for body in words.body)
        purpose = rf"(?:{bodies}){any_of(words.body_for)}(?= [A-Z])"
        both = rf"{any_of(words.tie)}(?= (?!{any_of(words.other_body)})[A-Z])"
        town = rf"{any_of(words.town)}\b"
        form = rf"(?:,? {any_of(words.name_form)}(?!\w))?"
        # not "Voorbeeld & " alone
        amp = rf"&(?= [A-ZÀ-Þ\d])|& {any_of([word.casefold() for word in words.pair])}\b"
        within = r"(?<!\.V\. )"  # "Voorbeeld B.V. Ander": a new sentence
        self.town = re.compile(rf"[A-ZÀ-Þ][\w-]+ {town}")
        self.name = re.compile(rf"{word}(?: {within}(?:{town}|{word}|{amp}|{pair}|{particle}|{purpose}|\d+))*{form}")
        self.body = re.compile(rf"{word}(?: {within}(?:{town}|{word}|{amp}|{both}|{particle}|\d+))*{form}")
        self.joint = re.compile(
            rf"(?:, {perhaps(words.row_joint_after_comma)}| {any_of(words.row_joint)} | ?/ ?|; )"
            rf"{perhaps(words.row_article)}(?=[\"'“‘]?[A-Z0-9])"
        )

    def plausible(self, written: str) -> bool:
        """Whether a capitalised run can be the name of a party at all."""
        if written not in self._plausible:
            if len(self._plausible) >= _MOST_NAMES:
                self._plausible.clear()
            self._plausible[written] = self._can_name(written)
        return self._plausible[written]

    def _can_name(self, written: str) -> bool:
        name = normalise(written)
        words = name.split()
        if name in self._never or len(words[0]) < 2 or self._no_name.search(name) or _THING.search(written):
            return False
        if all(word in self._legal_forms or word + "." in self._legal_forms for word in words[words[0] in _ARTICLES :]):
            return False  # "De vzw"
        return not (len(words) == 1 and words[0].strip(".") in self._never)

    def place(self, written: str) -> bool:
        """Whether it is a town, region or country."""
        return normalise(written) in self._places

    def proper(self, written: str, opens: bool = False) -> bool:
        """Whether a capitalised run is a name, also where any word has a capital, as where it opens an item."""
        if " " in written or any(char.isupper() or char.isdigit() for char in written[1:]):
            return True
        name = normalise(written)
        return not (self._common.fullmatch(name) or (opens and self._opening.fullmatch(name)))

    def formal(self, written: str) -> bool:
        """Whether a name ends in the legal form of a company."""
        words = normalise(written).split()
        return len(words) > 1 and (words[-1] in self._legal_forms or words[-1] + "." in self._legal_forms)

    def kind(self, written: str) -> str:
        """The category of recipients that a name itself tells ("Rechtbank Voorbeeldstad"); "" where none."""
        for match in self._kinds.find(normalise(written)):
            return match.key
        return ""


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The words of this installation's rules; read once a process."""
    return load_wordings(NameWords, "named_recipients")


@lru_cache(maxsize=1)
def names() -> Names:
    """The names of this installation's rules; built once a process."""
    return Names(name_words())


__all__ = ["NameWords", "Names", "name_words", "names"]
