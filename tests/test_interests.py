"""The legitimate interest a statement names: in the same sentence or the next, in an item, in a row."""

from __future__ import annotations

import pytest

from analyser.pipes.interests import _phrases

NAMED = {
    "Wij hebben een gerechtvaardigd belang om fraude te voorkomen.": "om fraude te voorkomen",
    "Gerechtvaardigd belang: beveiliging van de website.": "beveiliging van de website",
    "Grondslag: gerechtvaardigd belang (fraudebestrijding).": "fraudebestrijding",
    "Het voorkomen van diefstal is een gerechtvaardigd belang.": "Het voorkomen van diefstal",
    "Ons gerechtvaardigd belang bestaat erin dat wij zonder giften niets kunnen doen.":
        "dat wij zonder giften niets kunnen doen",
    "Wij steunen op gerechtvaardigde belangen van de stichting, zoals contact met oud-leden.": "contact met oud-leden",
    "Wij doen dit op grond van een gerechtvaardigd belang. Ons belang is een veilig schoolplein.":
        "een veilig schoolplein",
    "Wij hebben de volgende gerechtvaardigde belangen:\n\n- beveiliging van ons gebouw\n- contact met oud-leden":
        "beveiliging van ons gebouw",
    "| Doel | Grondslag | Welk belang |\n|---|---|---|\n| Camera | gerechtvaardigd belang | veilige stallingen |":
        "veilige stallingen",
}  # fmt: skip
UNNAMED = [
    "Wij verwerken uw gegevens op basis van een gerechtvaardigd belang.",
    "Gerechtvaardigd belang: voor het versturen van de nieuwsbrief.",
    "Gerechtvaardigd belang, zoals het gebruik van contactgegevens voor een uitnodiging.",
    "Grondslag: gerechtvaardigd belang (art. 6 lid 1 onder f AVG).",
    "De grondslag is een gerechtvaardigd belang.",
    "Het kantoor baseert de verwerking op toestemming of een gerechtvaardigd belang.",
    "Het gaat om gerechtvaardigde belangen van het kantoor.",
    "## Uw rechten\n\nU kunt bezwaar maken tegen ons gerechtvaardigd belang om u te bellen.",
    "| Doel | Grondslag |\n|---|---|\n| Camera | gerechtvaardigd belang |",
]


def interests(facts) -> list[object]:  # type: ignore[no-untyped-def]
    return [fact.attributes.get("interest") for fact in facts.of("legal_basis", "legitimate_interests")]


@pytest.mark.parametrize(("text", "interest"), NAMED.items())
def test_the_interest_in_the_statements_own_words(text: str, interest: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert interest in interests(facts_of(text))


@pytest.mark.parametrize("text", UNNAMED)
def test_a_purpose_or_an_article_is_no_interest(text: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    found = interests(facts_of(text))
    assert found
    assert not any(found)


def test_other_bases_have_no_interest(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of("Met uw toestemming, en uit ons gerechtvaardigd belang om de site te beveiligen.")
    assert [dict(fact.attributes) for fact in facts.of("legal_basis", "consent")] == [{}]


def test_every_list_of_the_data_file_is_used() -> None:
    assert set(_phrases()) == {"belang", "opens", "after", "next", "before", "not", "pronoun", "column"}
