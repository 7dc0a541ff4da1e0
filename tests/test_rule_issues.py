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
    ("consistency/consent-for-necessary", "Je hebt bij je aanmelding ingestemd met het gebruik van je gegevens.",
     "Leden zien je gegevens niet, behalve als je daar bij je aanmelding mee hebt ingestemd."),
    ("consistency/implied-consent", "U accepteert dat wij uw berichten op het forum gebruiken.",
     "Als u accepteert dat wij cookies gebruiken, plaatsen wij een cookie."),
    ("clarity/vague-purpose", "De gegevens helpen ons onder meer om onze lessen te plannen.",
     "Voor andere zaken gebruik ik je gegevens niet."),
    ("clarity/vague-recipient", "Verstrekking aan derden gebeurt alleen als dat nodig is voor de dienstverlening.",
     "Derden krijgen uw gegevens alleen als de wet dat voorschrijft."),
    ("rights/rights-restricted", "Doe uw verzoek schriftelijk en richt het aan de directie.",
     "Zet je verzoek op papier of stuur ons een mail."),
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
    # who gets data, and on what it hangs, in any order of the clause
    ("clarity/vague-recipient", "Derden krijgen uw adres alleen na uw toestemming.",
     "Als u anderen aanmeldt, ontvangen zij alleen een bevestiging."),
    ("clarity/vague-recipient", "Niemand van buiten krijgt deze gegevens, tenzij dat nodig is.",
     "Niemand van buiten krijgt deze gegevens."),
    ("clarity/vague-recipient", "Alleen als het echt nodig is, gaan uw gegevens naar derden.",
     "Derden krijgen geen toegang tot uw gegevens."),
    ("clarity/vague-purpose", "Wij gebruiken uw nummer om contact op te nemen wanneer dat gewenst is.",
     "Wij gebruiken uw nummer om contact op te nemen als uw pakket te laat is."),
    ("consistency/consent-for-necessary", "Uw gegevens worden pas gebruikt nadat u daarmee heeft ingestemd.",
     "Zonder uw toestemming doen wij niets met de foto's."),
    ("consistency/consent-for-necessary", "Bij je aanmelding heb je toestemming gegeven voor dit gebruik.",
     "Bij je aanmelding heb je een machtiging getekend."),
    ("consistency/implied-consent", "Bij het aanvinken van dit veld bent u accoord met het privacyreglement.",
     "Bij het aanvinken van dit veld kiest u voor de nieuwsbrief."),
    ("rights/rights-restricted", "Wij nemen alleen schriftelijke verzoeken in behandeling.",
     "Wij nemen schriftelijke verzoeken en mails in behandeling."),
    ("rights/rights-restricted", "U mag uw gegevens inzien. Hiervoor vragen wij een vergoeding van 5 euro.",
     "Wij verhuren de zaal. Hiervoor vragen wij een vergoeding van 50 euro."),
    ("rights/rights-restricted", "Eens gegeven toestemming kan niet meer worden teruggedraaid.",
     "Eens gegeven toestemming kan altijd worden teruggedraaid."),
    ("cookies/no-cookie-consent", "Om bezoekersaantallen en gedrag te volgen gebruiken wij cookies.",
     "Wij plaatsen volgcookies. Bij het openen van de site vragen wij of u akkoord bent."),
    ("consistency/contradiction", "Wat overbodig is, gooien wij weg. Uw naam bewaren wij voor onbepaalde tijd.",
     "Wat overbodig is, gooien wij weg. Facturen bewaren wij zeven jaar."),
    # what closes a list, who alone looks in, and what is called anonymous before it is named
    ("consistency/contradiction",
     "## Delen\nDe bond krijgt de ledenlijst. Verder niemand.\n\n## Nieuwsbrief\nDie versturen wij met Mailchimp.",
     "## Delen\nDe nieuwsbrief versturen wij met Mailchimp. Verder niemand."),
    ("consistency/contradiction",
     "Behalve ikzelf kan niemand bij uw dossier. Mijn boekhouder verwerkt de facturen.",
     "Behalve ikzelf kan niemand bij uw dossier."),
    ("consistency/contradiction",
     "Wij zien, geanonimiseerd, wat bezoekers bekijken. Daarvoor bewaren wij IP-adressen.",
     "Wij zien, geanonimiseerd, wat bezoekers bekijken."),
    ("consistency/contradiction",
     "Wij verzamelen geen persoonsgegevens. Op het contactformulier vult u uw naam en e-mailadres in.",
     "Wij verzamelen geen persoonsgegevens zonder toestemming. Op het contactformulier vult u uw naam in."),
    ("clarity/vague-purpose", "De gegevens dienen voor statistiek, controle en andere bedrijfsdoeleinden.",
     "Wij gebruiken uw naam voor de factuur en niet voor andere bedrijfsdoeleinden."),
    ("clarity/vague-recipient", "Aan derden geven wij niets door, of u moet het zelf vragen.",
     "Aan derden geven wij niets door, of u nu lid bent of niet."),
    ("clarity/vague-recipient",
     "Anderen krijgen uw gegevens niet.\n\nBehalve als:\n\n- u akkoord bent\n- het nodig is",
     "Anderen krijgen uw gegevens niet.\n\nWij bewaren:\n\n- uw naam\n- uw adres"),
    ("clarity/vague-recipient",
     "Derden krijgen uw adres alleen als de wet dat eist of wij anders het contract niet nakomen.",
     "Derden krijgen uw adres alleen als de wet dat eist."),
    ("clarity/vague-recipient", "Wij delen uw naam met de drukker en onze verkooppartners.",
     "Wij delen uw naam met de drukker en onze boekhouder."),
    ("clarity/vague-retention",
     GROUPS + "## Overig\nWaar geen termijn staat, bewaren wij gegevens niet langer dan nodig.",
     GROUPS + CLOSING),
    ("clarity/vague-retention", "Wij bewaren uw offerte niet langer dan nodig.",
     "Wij bewaren uw offerte niet langer dan nodig, namelijk zes maanden."),
    ("clarity/indefinite-retention", "Zolang er een koor is, blijven deze gegevens staan.",
     "Zolang u lid bent, blijven deze gegevens staan."),
    ("consistency/implied-consent", "Huurders gaan akkoord met dit beleid door de sleutel op te halen.",
     "Wij weten wie er les geeft en wie er in het bestuur zit."),
    ("consistency/implied-consent",
     "Met de ondertekening van het formulier verklaart het lid in te stemmen met deze verklaring.",
     "Met de toestemmingsknop geeft u toestemming."),
    ("consistency/implied-consent", "Door verder te surfen accepteert u onze cookies.",
     "Door op accepteren te klikken accepteert u onze cookies."),
    ("consistency/consent-for-necessary", "Als u geen toestemming geeft, kunnen wij u niet inschrijven.",
     "Als u geen toestemming geeft, plaatsen wij geen foto's."),
    ("consistency/special-category-unsupported",
     "Met bijzondere gegevens werken wij alleen als de opdracht anders niet kan.",
     "Met bijzondere gegevens werken wij niet, ook niet als de opdracht dat vraagt."),
    ("rights/id-copy", "U hebt recht op inzage. Doe daarvoor een kopie bij uw brief van uw paspoort.",
     "U hebt recht op inzage. Toon daarvoor uw paspoort aan de balie."),
    ("rights/rights-restricted", "Stuur uw verzoek per brief; op een andere manier nemen wij het niet aan.",
     "Stuur een gedagtekende en ondertekende brief of een mail met uw verzoek."),
    ("cookies/no-cookie-consent",
     "## Cookies\nMet cookies zien wij welke pagina's u bezoekt. Wilt u dat niet, zet ze dan uit in uw browser.",
     "## Cookies\nMet functionele cookies werkt het winkelmandje. Wilt u dat niet, zet ze dan uit in uw browser."),
    ("consistency/implied-consent", "Als u op de bestelknop klikt, gaat u akkoord met ons privacybeleid.",
     "Door op de knop 'Akkoord' te klikken geeft u toestemming voor de nieuwsbrief."),
    ("consistency/contradiction",
     "Andere gegevens dan die u ons hebt gegeven, verwerken wij niet. Van bezoekers bewaren wij het IP-adres.",
     "Andere gegevens dan die u ons hebt gegeven, vragen wij op als dat niet genoeg is. "
     "Van bezoekers bewaren wij het IP-adres."),
    ("clarity/indefinite-retention", "Zolang er een vereniging bestaat, blijven uw gegevens bewaard.",
     "Zolang er een abonnement is, blijven uw gegevens bewaard."),
    ("clarity/indefinite-retention", "Uw foto blijft altijd zichtbaar.", "Uw foto blijft natuurlijk zichtbaar."),
    ("clarity/vague-purpose", "Wij gebruiken uw gegevens voor eigen gebruik.",
     "Wij vragen uw gegevens voor eigen gebruik, namelijk de ledenadministratie."),
    ("clarity/vague-recipient", "Bedrijven van buiten krijgen uw naam alleen als dat nodig is.",
     "Bedrijven buiten Europa krijgen uw naam niet."),
    ("clarity/vague-recipient", "Personen van buiten zien uw adres alleen als het moet.",
     "Personen van buiten zien hoe wij werken en vragen niets."),
    ("rights/rights-restricted", "Een verzoek langs een andere weg kunnen wij niet behandelen.",
     "Een verzoek langs een andere weg kunnen wij niet meteen behandelen."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wrong", "fine"), CASES)
def test_an_issue_is_told_from_what_is_near_it(name: str, wrong: str, fine: str) -> None:
    rules = RuleSet([load_rules()[name]])
    assert [f.status for f in analyse_text(wrong, rules=rules).findings] == ["violated"]
    assert not analyse_text(fine, rules=rules).findings
