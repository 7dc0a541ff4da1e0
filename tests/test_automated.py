"""Automated decisions: stated, denied, or only the reader's right against them."""

import pytest

NONE = [
    "4.2 Geautomatiseerde beslissingen en profilering. Uw gegevens worden niet gebruikt voor profilering.",
    "Wij nemen nooit beslissingen over u uitsluitend op grond van een computerprogramma.",
    "Computers nemen bij ons geen beslissingen over leden.",
    "Over uw behandeling beslist een mens.",
    "Besluiten worden altijd door een medewerker genomen.",
    "Er vindt geen geautomatiseerde besluitvorming plaats.",
    "Van profilering is geen sprake.",
    "Wij stellen geen profielen op.",
    "Bij ons beslist altijd een mens, nooit een computer.",
    "Geautomatiseerde besluitvorming: nee.",
    "# Verklaring\n\n## Profilering\n\nDaar doen wij niet aan.",
    "Besluiten over uw aanvraag worden nooit door een computer genomen.",
    "# Verklaring\n\n## Uw rechten\n\nRecht op een menselijke blik: wij nemen geen besluiten die een computer maakte.",
    "# Verklaring\n\n## Toelichting\n\nBij profilering worden kenmerken van mensen vergeleken. Dat doen wij niet.",
    "Van geautomatiseerde besluitvorming is sprake als een computer beslist. Zulke besluiten neemt de club niet.",
    "Besluiten die u raken, zoals een afwijzing, neemt altijd een medewerker.",
    "Een computer komt daar niet aan te pas.",
    "Geen enkele beslissing wordt aan een computer overgelaten.",
    "U hoeft profilering niet te dulden, dat is een recht. Onze club past dit niet toe.",
    "**Profilering.** Profilering vindt plaats als iemand voorspelt. Wij doen dat niet.",
    "| Onderwerp | Bij ons |\n|---|---|\n| Profilering | nee |",
    "Wij gebruiken geen software die uit zichzelf over u beslist.",
    "Wij nemen geen besluiten die gevolgen hebben voor mensen op basis van automatische verwerkingen.",
    "Of u een plaats krijgt, bepaalt een medewerker en geen systeem.",
    "Automatische afwijzingen bestaan bij ons niet.",
    "Wij gebruiken uw naam niet voor het opstellen van profielen.",
    "Profielen van leden stellen wij niet op.",
    "Selectie gebeurt door mensen en niet door software.",
    "Onze verwerking omvat geen profilering en u wordt evenmin onderworpen aan geautomatiseerde beslissingen.",
]
STATED = [
    "Ziet het systeem een te lage score, dan wordt uw aanvraag geweigerd.",
    "De app kiest routes voor je uit. Dat is profilering, maar het heeft geen gevolgen voor jou.",
    "Wij maken gebruik van geautomatiseerde besluitvorming.",
    "Een algoritme bepaalt welke kandidaten worden uitgenodigd.",
    "Wij delen klanten automatisch in groepen in.",
    "Wij bouwen een profiel op van uw interesses.",
    "Elke aanvraag krijgt van onze software automatisch een score.",
    "Om u niet te vaak te storen, delen wij leden in profielen in.",
    "Een algoritme berekent na zes weken hoe groot uw kans van slagen is.",
    "Het programma kent de toeslag toe, zonder tussenkomst van een medewerker.",
    "De bank keurt aanvragen boven dat bedrag automatisch af.",
    "Staat u te laag in de lijst, dan weigert ons systeem uw inschrijving automatisch.",
    "Het programma rekent uit of u in aanmerking komt.",
    "Met uw bestellingen maken wij een klantprofiel, zodat wij passende folders sturen.",
    "Onze partner beoordeelt uw aanvraag geautomatiseerd.",
    "Wij delen klanten in groepen in op basis van hun aankopen.",
    "Het rekenmodel schat hoe groot de kans is dat u niet betaalt.",
]
SILENT = [
    "Een lage eindscore is geen reden voor een ander advies.",
    "Ons systeem berekent de volgorde van de wachtlijst.",
    "Om u niet te vaak te storen, delen wij leden in doelgroepen in.",
    "Back-ups worden automatisch gemaakt, zonder tussenkomst van een medewerker.",
    "De besluiten van het bestuur staan in het systeem.",
    "U hebt het recht om niet te worden onderworpen aan geautomatiseerde besluitvorming.",
    "U kunt bezwaar maken tegen profilering.",
    "Uw gegevens worden automatisch verwijderd na twee jaar.",
    "Bij profilering worden kenmerken van mensen gebruikt om hun gedrag te voorspellen.",
    "De medewerkers beslissen wie toegang krijgt tot het systeem.",
    "Het bestuur beslist welke software wij gebruiken.",
    "Facebook kan van u een profiel maken.",
    "Bij een automatisch besluit hebt u het recht om menselijke tussenkomst te vragen.",
    "U mag weigeren dat een computer alleen over u beslist.",
    "Neemt een computer een besluit over u, dan mag u een mens laten meekijken.",
    "Wilt u niet dat er een profiel van u wordt gemaakt, laat het weten.",
    "Die cookies volgen u en maken een profiel van u.",
    "U maakt zelf een profiel aan in de app.",
    "Wij zetten het vakje niet vooraf aan.",
    "Via uw profiel kunt u uw gegevens aanpassen.",
    "Het bestuur neemt een beslissing over uw verzoek binnen vier weken.",
]
CASES = [
    *((text, {"none"}) for text in NONE),
    *((text, {"stated"}) for text in STATED),
    *((text, set()) for text in SILENT),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_automated_decisions(facts_of, text, expected):  # type: ignore[no-untyped-def]
    assert {fact.value for fact in facts_of(text).of("automated_decision")} == expected
