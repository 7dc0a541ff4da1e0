"""Who gets data, by name: bodies and firms as they are called, labels in a line, and what is told around a name."""

import pytest

# A text and the names in it that get data.
NAMED = [
    # how a name is written
    ("We delen je telefoonnummer met bloemist Fleur & Zo, die het boeket bezorgt.", {"Fleur & Zo"}),
    ("We delen je telefoonnummer met bloemist Fleur & zonen, die het boeket bezorgt.", {"Fleur & zonen"}),
    ("Onze loonadministratie wordt gedaan door Kantoor Van der Meer.", {"Kantoor Van der Meer"}),
    ("Kantoor Zorvelt verzorgt onze boekhouding.", {"Kantoor Zorvelt"}),
    ("Het schilderwerk doet schildersbedrijf Zorvelt van Dorp; dat krijgt uw adres.", {"Zorvelt van Dorp"}),
    ("De toezichthouder op ons kantoor, de Orde van Advocaten, kan dossiers inzien.", {"Orde van Advocaten"}),
    ("Wij wisselen gegevens uit met het CAK en Zorgkantoor Menzis.", {"CAK", "Zorgkantoor Menzis"}),
    ("Wij sturen de declaratie naar zorgverzekeraar CZ.", {"CZ"}),
    ("Wij melden de wisseling van bestuursleden bij de KvK.", {"KvK"}),
    ("Ons KvK-nummer is 12345678; wij zijn bij de KvK ingeschreven onder dat nummer.", set()),
    ("De vzw doet beroep op leveranciers voor het bewaren van data.", set()),
    ("De Belastingdienst heeft een eigen verklaring. Die staat op belastingdienst.nl.", set()),
    ("De ledenadministratie wordt verzorgd door mevr. T. van Zorvelt.", set()),
    # what is told around a name
    ("Categorie: post – partij: Shopify", {"Shopify"}),
    ("De inschrijving van woningzoekenden regelt Zorvelt in onze opdracht.", {"Zorvelt"}),
    ("De loonstroken maakt Zorvelt.", {"Zorvelt"}),
    ("Zorvelt, ons boekhoudpakket, bewaart de facturen.", {"Zorvelt"}),
    ("Voor het innen van de contributie doen we een beroep op Zorvelt.", {"Zorvelt"}),
    ("Bij een controle van de Arbeidsinspectie moeten wij de dossiers laten zien.", {"Arbeidsinspectie"}),
    ("De knop ‘deel dit’ van LinkedIn geeft door welke pagina u bekeek.", {"LinkedIn"}),
    (
        "Wij lichten het Openbaar Ministerie of de FIOD in wanneer wij op fraude stuiten.",
        {"Openbaar Ministerie", "FIOD"},
    ),
    ("Betaalt u met iDEAL, dan loopt de betaling via Mollie.", {"Mollie"}),
    ("De behandeling betaalt u meteen, met cash of Payconiq.", set()),
    ("Wie doet wat?\n\n- Zorvelt BV: onderhoud van de site\n- Spotler: nieuwsbrief", {"Zorvelt BV", "Spotler"}),
    # to whom nothing goes
    ("Sinds januari maken wij deel uit van Zorggroep Zorvelt.", set()),
    ("De app Nextcloud beheren wij zelf; de makers daarvan kunnen niet bij de gegevens.", set()),
    ("Veel scholen gebruiken Magister; wij niet.", set()),
    ("Op dit moment onderzoeken wij of wij kunnen overstappen op Salesforce.", set()),
    ("Google Analytics is in 2021 van de site gehaald.", set()),
    ("De cao is afgesloten met Zorvelt Zorg.", set()),
    ("Een kijkje op LinkedIn kan deel uitmaken van onze sollicitatieprocedure.", set()),
    ("Je houdt je profiel bij in de clubapp.", set()),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_names_that_get_data(recipients_of, text, names):  # type: ignore[no-untyped-def]
    assert recipients_of(text)[0] == names
