"""Issues in the words of models and generators, each beside a passage that is near and is none."""

from __future__ import annotations

import pytest

from analyser import analyse_text, load_rules
from analyser.ruleset import RuleSet

GOING_ON = "Surft u verder, dan bent u akkoord met het gebruik van deze cookies."
GROUPS = """
## Leden
Gegevens van leden bewaren wij tijdens het lidmaatschap.
## Donateurs
Gegevens van donateurs bewaren wij zeven jaar.
## Vrijwilligers
Gegevens van vrijwilligers bewaren wij tot een jaar na vertrek.
"""
CLOSING = "## Bewaartermijn\nDe vereniging bewaart persoonsgegevens niet langer dan noodzakelijk voor het doel."
CASES = [
    ("cookies/no-cookie-consent", "Filmpjes van anderen op deze site kunnen cookies plaatsen en u volgen.",
     "Filmpjes laden wij pas na uw toestemming, omdat YouTube cookies kan plaatsen."),
    ("cookies/no-cookie-consent", f"Wij gebruiken Google Analytics om bezoek te meten. {GOING_ON}",
     "Bij uw eerste bezoek vragen wij of u cookies van Google Analytics toestaat."),
    ("clarity/vague-recipient", "Uw gegevens staan op onze eigen servers of op die van een derde partij.",
     "Deze derden mogen uw gegevens niet voor andere doelen gebruiken."),
    ("clarity/vague-recipient", "Wij geven uw gegevens aan derden als dat nodig is.",
     "Wij geven uw gegevens aan derden als dat nodig is. Het gaat om:\n\n- onze boekhouder\n- de drukker"),
    ("clarity/vague-purpose", "De gegevens worden verwerkt met als doel onze diensten te verbeteren.",
     "Wij verwerken uw naam om uw bestelling te bezorgen en de service te verbeteren."),
    ("clarity/vague-retention", CLOSING, GROUPS + CLOSING),
    ("consistency/implied-consent", GOING_ON, "Door op de link in de mail te klikken meldt u zich af."),
    ("consistency/contradiction", "Uw gegevens worden nimmer aan derden verstrekt. De nieuwsbrief gaat via Mailchimp.",
     "Wij verkopen uw gegevens nimmer aan derden. De nieuwsbrief gaat via Mailchimp."),
    ("rights/rights-restricted", "U kunt uw rechten uitoefenen via een gedagtekend en ondertekend verzoek.",
     "Wij sturen drie keer per jaar een mailing per post met een verzoek om een gift."),
    ("consistency/implied-consent", "Wie lid wordt, verklaart zich akkoord met het gebruik van zijn gegevens.",
     "Door op 'Akkoord' te klikken in de cookiebanner geeft u toestemming."),
    ("clarity/vague-purpose", "Wij gebruiken uw gegevens voor onze bedrijfsvoering.",
     "Wij bewaren uw gegevens zolang dat nodig is voor onze dienstverlening."),
    ("rights/rights-restricted", "Een afschrift van uw dossier kost € 10.", "Een afschrift van uw dossier is gratis."),
    ("currency/outdated-term", "De leverancier valt onder het privacyschild.",
     "Voor 25 mei 2018 gold de Wet bescherming persoonsgegevens."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wrong", "fine"), CASES)
def test_an_issue_is_told_from_what_is_near_it(name: str, wrong: str, fine: str) -> None:
    rules = RuleSet([load_rules()[name]])
    assert [f.status for f in analyse_text(wrong, rules=rules).findings] == ["violated"]
    assert not analyse_text(fine, rules=rules).findings
