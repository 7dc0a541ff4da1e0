"""The kinds of check that look at periods and at the text as a whole."""

from __future__ import annotations

import pytest

from analyser import analyse_text, load_rules
from analyser.checks import days
from analyser.evidence import Statement
from analyser.measures import MEASURES, syllables
from analyser.ruleset import RuleSet

RULES = load_rules()


def period_status(text: str, rule: str, **options: str) -> str:
    found = analyse_text(text, rules=RuleSet([RULES[rule]]), jurisdiction="nl", **options).findings
    return found[0].status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij bewaren sollicitaties 28 dagen.", "met"),
        ("Wij bewaren sollicitaties één maand.", "met"),
        ("Wij bewaren sollicitaties zes weken.", "partial"),
        ("Wij bewaren sollicitaties vier weken, met uw toestemming één jaar.", "met"),
        ("Wij bewaren sollicitaties met uw toestemming twee jaar.", "partial"),
        ("Wij bewaren uw bestelling twee jaar.", "not_applicable"),
    ],
)
def test_a_period_is_compared_with_the_usual_one(text: str, expected: str) -> None:
    assert period_status(text, "sector/applicants-nl") == expected


def test_days_of_a_duration() -> None:
    assert [round(days(d) or 0) for d in ("P1Y", "P12M", "P4W", "P28D")] == [365, 365, 28, 28]
    assert days("relationship") is None


@pytest.mark.parametrize(("word", "count"), [("wij", 1), ("gegevens", 3), ("cookie", 2), ("privacyverklaring", 6),
                                             ("geïnd", 2), ("eeuw", 1), ("mooie", 2)])  # fmt: skip
def test_syllables_are_vowel_groups(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_sentences_read_more_easily_than_official_ones() -> None:
    plain = "Wij sturen u een brief. Die bewaren wij een jaar. Daarna gooien wij hem weg."
    official = (
        "Persoonsgegevens worden uitsluitend verwerkt overeenkomstig de toepasselijke privacywetgeving, met "
        "inachtneming van de verantwoordelijkheden die dienaangaande uit hoofde van de verordening voortvloeien."
    )
    easy, hard = (MEASURES["flesch_douma"](measured(text)).figure for text in (plain, official))
    assert easy > 80 and hard < 10
    assert MEASURES["long_sentences"](measured(plain)).figure == 0


def measured(text: str) -> Statement:
    analysis = analyse_text(text)
    return Statement(analysis.document, analysis.facts, analysis.activities, RULES)


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-01-01", "partial"), ("2021-01-01", "met"), (None, "not_applicable")]
)
def test_a_statement_ages_from_its_date_to_the_day_that_is_given(day: str | None, expected: str) -> None:
    text = "Deze privacyverklaring is gewijzigd op 4 mei 2020."
    found = analyse_text(text, rules=RuleSet([RULES["currency/old-statement"]]), as_of=day).findings
    assert found[0].status == expected


def test_data_that_only_usually_go_with_a_purpose_have_no_period_by_it() -> None:
    text = (
        "# Privacy\n## Bestellen\nWij verwerken uw naam om uw bestelling te leveren. Die bewaren wij zeven jaar.\n"
        "## Nieuwsbrief\nWij sturen u een nieuwsbrief.\n"
        "## Gegevens\nWij verwerken ook:\n\n- adres\n- bankrekeningnummer\n- e-mailadres\n"
    )
    analysis = analyse_text(text)
    assert any(link.basis == "usual" for activity in analysis.activities for link in activity.links)
    assert {finding.rule: finding.status for finding in analysis.findings}["info/retention"] == "partial"
