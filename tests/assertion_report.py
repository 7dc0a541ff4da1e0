"""How often the program reads rightly what a sentence claims of a fact: `python -m tests.assertion_report [id …]`.

Prints precision and recall by type of sentence over tests/assertion_cases.yaml, on all cases and on the held-out half;
with ids, what was found in those cases; with `wrong`, every case of the half that is mended from which comes out wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from analyser import facts, readers

CASES = Path(__file__).with_name("assertion_cases.yaml")
CLAIMS = ("asserted", "conditional", "denied")  # from the most to the least: what a text says twice counts as the first
HEAD = "| type | facts | precision | recall | held out | precision | recall |\n| --- " + "| ---: " * 6 + "|"


@dataclass(frozen=True)
class Case:
    """One text, and what it claims of each fact looked at ("kind:value")."""

    id: str
    type: str
    text: str
    says: Mapping[str, str]

    @property
    def held(self) -> bool:
        """Whether nothing is mended from its text."""
        return int(self.id.rsplit("-", 1)[1]) % 2 == 0


@dataclass(frozen=True)
class Answer:
    """What the program found of one fact of a case, "absent" where it found nothing."""

    case: Case
    fact: str
    expected: str
    found: str

    @property
    def right(self) -> bool:
        """Whether it is what was expected; "said" is asserted or conditional."""
        return self.found in (("asserted", "conditional") if self.expected == "said" else (self.expected,))


@dataclass(frozen=True)
class Score:
    """Precision and recall of claims: a claim not found, or another one found, is missed or false."""

    facts: int
    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Of the claims found, the part that is right; 1 where none was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the claims expected, the part that was found; 1 where none was expected."""
        return self.right / self.expected if self.expected else 1.0


def load_cases() -> list[Case]:
    """Every case, in the order of the file."""
    types = yaml.safe_load(CASES.read_text(encoding="utf-8"))["cases"]
    return [Case(case["id"], name, case["text"], case["says"]) for name, cases in types.items() for case in cases]


def known_failures() -> list[str]:
    """The ids of the cases that are known to come out wrong."""
    return list(yaml.safe_load(CASES.read_text(encoding="utf-8"))["known_failures"])


@lru_cache(maxsize=1)
def answers() -> tuple[Answer, ...]:
    """What the program says of every fact of every case."""
    return tuple(answer for case in load_cases() for answer in answer_to(case))


def answer_to(case: Case) -> Iterable[Answer]:
    """What the program says of each fact of a case."""
    claims: dict[str, set[str]] = {}
    for fact in facts.extract(readers.read(readers.source_from_text(case.text))).facts:
        claims.setdefault(f"{fact.kind}:{fact.value}", set()).add(fact.assertion.value)
    for fact_id, expected in case.says.items():
        found = claims.get(fact_id, set())
        yield Answer(case, fact_id, expected, next((claim for claim in CLAIMS if claim in found), "absent"))


def score(given: Iterable[Answer]) -> Score:
    """Precision and recall over answers."""
    some = list(given)
    found = [answer for answer in some if answer.found != "absent"]
    return Score(
        len(some),
        sum(answer.right for answer in found),
        len(found),
        sum(answer.expected != "absent" for answer in some),
    )


def rows() -> dict[str, tuple[Score, Score]]:
    """By type of sentence, and last for all of them: the score of every fact and of those held out."""
    given = answers()
    parts = {name: [a for a in given if a.case.type == name] for name in dict.fromkeys(a.case.type for a in given)}
    parts["all"] = list(given)
    return {name: (score(part), score(a for a in part if a.case.held)) for name, part in parts.items()}


def by_claim(claim: str, held: bool = False) -> tuple[float, float]:
    """Precision and recall of one claim over the facts whose claim is expected without choice."""
    some = [a for a in answers() if a.expected != "said" and (a.case.held or not held)]
    both = sum(a.expected == a.found == claim for a in some)
    return both / sum(a.found == claim for a in some), both / sum(a.expected == claim for a in some)


def table() -> str:
    """The figures as a Markdown table."""
    lines = [HEAD]
    for name, scores in rows().items():
        cells = [f"{s.facts} | {s.precision:.2f} | {s.recall:.2f}" for s in scores]
        lines.append(f"| {name.replace('_', ' ')} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(words: list[str]) -> None:
    """Prints the table, or the answers asked for."""
    if not words:
        print(table())
        for claim in CLAIMS:
            print(claim, *(f"{x:.2f}" for x in (*by_claim(claim), *by_claim(claim, held=True))))
    for answer in answers() if words else ():
        shown = not answer.right and not answer.case.held if words == ["wrong"] else answer.case.id in words
        if shown:
            print(f"{answer.case.id:22}{answer.fact} {answer.expected} found {answer.found} | {answer.case.text!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
