"""When the bases that a statement names cover its purposes."""

import pytest

from analyser import analyse_text

TABLE = """
| Waarvoor | Grondslag |
| --- | --- |
| Uw bestelling leveren | uitvoering van de overeenkomst met u |
| De nieuwsbrief sturen | uw toestemming |
| De boekhouding voeren | een wettelijke verplichting |
| Fraude voorkomen | ons gerechtvaardigd belang |
"""
LIST = """
- Uw bestelling leveren: uitvoering van de overeenkomst met u.
- De nieuwsbrief sturen: uw toestemming.
- De boekhouding voeren: een wettelijke verplichting.
- Fraude voorkomen: ons gerechtvaardigd belang.
"""
BASES = """
- de overeenkomst met u;
- uw toestemming;
- een wettelijke verplichting;
- ons gerechtvaardigd belang.
"""
WORDS = """
| Grondslag | Uitleg |
| --- | --- |
| Toestemming | u hebt ja gezegd |
| Overeenkomst | nodig om de overeenkomst uit te voeren |
| Wettelijke verplichting | de wet eist het |
| Gerechtvaardigd belang | ons belang weegt zwaarder |
"""
COLUMN = """
| Onze grondslagen |
| --- |
| Toestemming van u |
| De uitvoering van de overeenkomst met u |
| Een wettelijke verplichting |
| Ons gerechtvaardigd belang |
"""
MORE = """
# Verder
Wij meten het bezoek aan onze website. Wij beveiligen ons gebouw met camera's. Wij beantwoorden uw vragen per
e-mail. Wij verwerken uw betaling. Wij beoordelen uw sollicitatie. Wij vragen naar uw ervaringen om onze lessen te
verbeteren.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [(TABLE, "met"), (LIST, "met"), (BASES, "partial"), (WORDS, "partial"), (COLUMN, "partial"),
     (TABLE.replace("uw toestemming", "-"), "partial")],
)  # fmt: skip
def test_an_overview_of_purposes_with_their_bases_is_complete(text: str, expected: str) -> None:
    found = {f.rule: f.status for f in analyse_text("# Privacy\n" + text + MORE).findings}
    assert found["info/legal-basis"] == expected


@pytest.mark.parametrize(
    ("heading", "basis", "expected"),
    [
        ("Op welke grondslag?", "Wij voeren een taak van algemeen belang uit.", "met"),
        ("Camera's", "Daarmee voeren wij een taak van algemeen belang uit.", "partial"),
        ("Op welke grondslag?", "Wij steunen op een overeenkomst met u en op ons gerechtvaardigd belang.", "partial"),
    ],
)
def test_a_section_about_the_basis_that_names_one_holds_for_everything(heading: str, basis: str, expected: str) -> None:
    found = {f.rule: f.status for f in analyse_text(f"# Privacy\n## {heading}\n{basis}\n{MORE}").findings}
    assert found["info/legal-basis"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- De nieuwsbrief versturen (toestemming)\n- Uw bestelling betalen (overeenkomst)", {"consent", "contract"}),
        ("- nieuwsbrief: toestemming\n- boekhouding: wettelijke plicht", {"consent", "legal_obligation"}),
        ("Uw adres dient voor de nieuwsbrief (toestemming) en de boekhouding.", {"consent"}),
        ("Uw naam, adres en rekeningnummer (overeenkomst).", {"contract"}),
        ("Uw vraag over de nieuwsbrief (algemene voorwaarden) beantwoorden wij.", set()),
    ],
)
def test_a_basis_by_itself_beside_a_purpose_is_read(text: str, expected: set[str]) -> None:
    facts = analyse_text(f"# Privacy\n\n## Waarvoor wij gegevens gebruiken\n\n{text}\n").facts.of("legal_basis")
    assert {fact.value for fact in facts} == expected
