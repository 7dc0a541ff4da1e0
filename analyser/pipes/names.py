"""What can be the name of a party: how capitalised names are written, and which of them name something else.

The words are those of rules/named_recipients.yaml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analyser.data import load_mapping
from analyser.phrases import PhraseMatcher, normalise

_WORD = (
    r"(?!(?:Wij|We|U|Je|Deze|Dit|Als|Ook|Voor|In|Via|Op|Bij|Met|Aan|Naar|Door|Hierna|Onze|Uw)\b)"
    r"(?:(?:[A-Z]\.){2,}|[’'‘]s-[A-Z][\w-]+|[a-z]{1,2}-?[A-ZÀ-Þ][\w.-]*\w|[A-ZÀ-Þ][\w&’'.+*-]*[\w+]|[A-ZÀ-Þ])"
)
_PARTICLE = r"[Vv]an(?: de| den| der| het|’t|'t)?(?= [A-Z])|(?:de|den|der|ten|ter|[’'‘]t)(?= [A-Z])"
# "en" joins two names, but for these: "Dekker en Zonen".
_PAIR = r"en(?= (?:Zonen|Zoon|Zn|Dochters|Partners|Co|Gezin|Gidsen|Welzijn|Milieu|Gemeenten|Naturalisatiedienst)\b)"
# Bodies are named for what they do: "Cel voor Financiële Informatieverwerking".
_FOR = "(?:" + "|".join(f"(?<={body} )" for body in ("Cel", "Kantoor", "Raad", "Dienst", "Bureau", "Centrum")) + ")"
_FOR += r"voor(?: de| het)?(?= [A-Z])"
_FORM = (
    r"(?:,? (?:bv|nv|vzw|vof|cv|cvba|Inc\.?|Ltd\.?|LLC|GmbH|accountants|advocaten|hosting|software|"
    r"administraties)(?!\w))?"
)
# A capitalised name: "Voorbeeld Hosting B.V.", "De Letter & Zonen", "ClubKassa"; its legal form may be lower case.
NAME = re.compile(rf"{_WORD}(?: (?<!\.V\. )(?:{_WORD}|&|{_PAIR}|{_PARTICLE}|{_FOR}|\d+))*{_FORM}")
# A body may join what it is about: "Stichting Kunst en Cultuur", "FOD Werkgelegenheid, Arbeid en Sociaal Overleg".
BODY = re.compile(rf"{_WORD}(?: (?<!\.V\. )(?:{_WORD}|&|en(?= [A-Z](?!tichting|emeente))|{_PARTICLE}|\d+))*{_FORM}")
# What stands between two names of a row: "Voorbeeld, Ander en Derde".
AND = re.compile(r"(?:, (?:en |of )?| en | of | of via | en via | ?/ ?|; )(?:(?:de|het) )?(?=[\"'“‘]?[A-Z0-9])")

_THING = re.compile(r"^[A-Z]{2,5}(?:s|-[a-z]\w*)$|\s\d+$")  # "IPs", "SSL-verbinding", "Dorpsstraat 1"


class Names:
    """Which capitalised runs can name a party."""

    def __init__(self) -> None:
        content = load_mapping("named_recipients.yaml")
        self._places = frozenset(content["place"])
        self._never = frozenset(content["never"]) | self._places
        self._no_name = re.compile(r"\b(?:" + "|".join(content["no_name"]) + r")\b")
        self._opening = re.compile("|".join(content["common_opening"]))
        self._common = re.compile("|".join(content["common"]))
        self._legal_forms = frozenset(content["legal_form"])
        self._kinds: PhraseMatcher[str] = PhraseMatcher(
            (category, phrase) for category, phrases in content["called"].items() for phrase in phrases
        )

    def plausible(self, written: str) -> bool:
        """Whether a capitalised run can be the name of a party at all."""
        name = normalise(written)
        words = name.split()
        if name in self._never or len(words[0]) < 2 or self._no_name.search(name) or _THING.search(written):
            return False
        if all(word in self._legal_forms or word + "." in self._legal_forms for word in words):
            return False
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
def names() -> Names:
    """The names of this installation's rules; read once a process."""
    return Names()


__all__ = ["AND", "BODY", "NAME", "Names", "names"]
