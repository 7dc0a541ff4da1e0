"""How long data are kept, in ordinary wordings: exactly what is told, nothing where something else is due."""

import pytest

KEPT = "## Hoe lang bewaren we gegevens?\n\n"
RIGHTS = "## Uw rechten\n\n"

CASES = [
    # what is valid, set apart, reachable or due by then is not kept as long
    ("De offerte blijft 30 dagen geldig.", []),
    ("De link om het wachtwoord te herstellen blijft 24 uur geldig.", []),
    ("Deze cookies blijven maximaal 90 dagen geldig.", ["P90D"]),
    ("Producten blijven maximaal 7 dagen voor u gereserveerd.", []),
    ("Na afloop van de cursus houdt u drie maanden toegang tot de lesstof.", []),
    ("Wie een profiel wist, krijgt twee weken van tevoren bericht.", []),
    ("Het archief vermeldt ook wie 25 jaar lid is.", []),
    ("Om 7 uur mailen wij het nieuws naar de adressen die wij bewaren.", []),
    ("Berichten worden na 24 uur gewist.", ["P1D"]),
    ("Het schenkingscontract voor vijf jaar bewaren wij tot zeven jaar na de laatste gift.", ["P7Y", "event"]),
    ("Wij bewaren uw dossier zeven jaar vanwege de verjaringstermijn van vijf jaar.", ["P7Y"]),
    ("U bent zelf verplicht uw administratie zeven jaar te bewaren.", []),
    # an answer to a reader
    (RIGHTS + "Binnen tien werkdagen is uw account dan verwijderd.", []),
    (RIGHTS + "Wilt u een foto laten weghalen? Mail ons en hij is binnen twee dagen weg.", []),
    ("Wilt u uw gegevens inzien of laten wissen, dan is dat in drie weken rond.", []),
    ("Na ontvangst van uw verzoek verwijderen wij uw gegevens.", []),
    ("Als u meent dat wij gegevens van een kind hebben, verwijderen wij die.", []),
    ("Wilt u dat uw gegevens verdwijnen, dan wissen wij ze.", []),
    # what goes on after an end, or during something, is no end of keeping
    ("Na betaling gaat uw pakket op weg.", []),
    ("Na het einde van de behandeling blijft de geheimhoudingsplicht bestaan.", []),
    ("Tijdens de lessen houden we de aanwezigheid bij.", []),
    ("Met verwerkers spreken we af dat zij de gegevens na afloop van de opdracht wissen.", []),
    (KEPT + "Offertes die niet tot een opdracht leiden gooien we na een jaar weg.", ["P1Y"]),
    ("Bij inactiviteit van 24 maanden wordt uw account verwijderd.", ["P24M"]),
    ("We gooien de lijst weg aan het eind van het seizoen waarin u opzegt.", ["event"]),
    ("Je account blijft bestaan totdat je het opheft.", ["until_withdrawal"]),
    # what a period counts from
    (KEPT + "7.3 Proefaccounts: twaalf maanden na afloop van de proefperiode", ["P12M", "event"]),
    (KEPT + "De meeste gegevens twee jaar nadat je van school bent.", ["P2Y", "relationship"]),
    ("Wij bewaren uw gegevens tot 10 jaar na het einde van de aansluiting.", ["P10Y", "relationship"]),
    ("De vergunning bewaren wij tien jaar nadat zij is vervallen.", ["P10Y", "event"]),
    ("Facturen bewaren wij zeven jaar na het verstrijken van de termijn.", ["P7Y"]),
    ("In geval van stopzetting van het contract bewaren wij de gegevens tien jaar.", ["P10Y", "relationship"]),
    ("Het adres bewaren wij gedurende de looptijd van het product.", ["relationship"]),
    # clauses in front, behind a label and in a question
    ("Cursisten: wie stopt, blijft nog hooguit een jaar in ons bestand.", ["P1Y", "relationship"]),
    ("Ben je geen lid meer? Dan verwijderen we je gegevens binnen een jaar.", ["P1Y", "relationship"]),
    ("Vragen over uw gegevens? Dan kunt u ons mailen.", []),
    ("Foto's: zolang u het ermee eens bent, blijven ze op de site.", ["until_withdrawal"]),
    ("## Bewaren\n\nU kunt uw account ook zelf verwijderen.", ["until_withdrawal"]),
    ("Bestuursleden staan op de site zolang zij in het bestuur zitten.", ["relationship"]),
    ("## Nieuwsbrief\n\nUw adres wissen wij binnen een maand na uitschrijving.", ["P1M", "until_withdrawal"]),
    # no more than is needed
    ("We houden ze geen dag langer dan echt nodig.", ["necessary"]),
    ("Uw bericht bewaren wij niet langer dan voor de afhandeling daarvan nodig is.", ["until_handled"]),
    ("Verwijderde gegevens kunnen nog 90 dagen in onze back-ups staan.", ["P90D"]),
    # behind a label, in a list, and behind the periods of the labels before
    ("Arbeidscontract: 7 jaar na uitdiensttreding.", ["P7Y", "relationship"]),
    ("Pasfoto leerling: tot einde schooljaar", ["event"]),
    ("Sollicitatiegegevens: 4 weken na de procedure, met toestemming 1 jaar.", ["P1Y", "P4W", "until_handled"]),
    ("Facturen zeven jaar, klachten twee jaar, cv's vier weken.", ["P2Y", "P4W", "P7Y"]),
    ("Dataopslag: standen per uur: 10 dagen. Per dag: 40 dagen.", ["P10D", "P40D"]),
    ("De cursus: 6 weken.", []),
    # a question and its answer, a way to leave, something done and then removed
    ("Wat gebeurt er als ik wegga? Dan gooien we je formulier weg.", ["relationship"]),
    ("Mogen jullie mijn gegevens altijd bewaren? Nee.", []),
    ("U kunt de nieuwsbrief op elk moment opzeggen; uw adres wordt dan gewist.", ["until_withdrawal"]),
    ("Uw toestemming kunt u altijd intrekken. Wij halen de foto dan van de site.", ["until_withdrawal"]),
    ("Het formulier wordt gescand en vervolgens vernietigd.", ["event"]),
    # what others keep, what a reader is told to keep
    ("Een notaris bewaart akten twintig jaar. Wij zijn geen notaris.", []),
    ("Banken moeten gegevens vijf jaar bewaren; wij zijn geen bank.", []),
    ("Browsers bewaren cookies tot u ze wist.", []),
    ("Bewaar uw bevestigingsmail tot na de voorstelling.", []),
    # an age that is reached, a guest who leaves, a clause that names no criterion
    ("De gegevens worden bewaard tot het kind de leeftijd van 19 jaar heeft bereikt.", ["event"]),
    ("Wij bewaren de gegevens tot u 21 jaar bent.", ["event"]),
    ("Gegevens van hotelgasten worden een jaar na vertrek verwijderd.", ["P1Y", "event"]),
    ("Uw inkomensgegevens bewaren wij tot de kamer is verhuurd.", ["event"]),
    ("Wij bewaren gegevens die herleidbaar zijn tot de persoon niet.", []),
    ("Uw sleutelnummer bewaren we zolang je bij ons komt schaatsen.", ["relationship"]),
    ("De tekeningen bewaren we tien jaar na de bouw.", ["P10Y", "event"]),
    ("Uw bestelgegevens wissen we twee jaar na de bestelling.", ["P2Y"]),
    # what only looks like one of these
    ("Elke aanmelding bewaren wij een jaar. Wij zijn niet aansprakelijk voor schade.", ["P1Y"]),
    ("Een kopie van uw pas bewaart de school vijf jaar. Wij zijn geen verwerker.", ["P5Y"]),
    ("Wij slaan gegevens op met betrekking tot uw bezoek.", []),
    ("Wij bewaren wat nodig is om tot een goed advies te komen.", []),
    ("De gegevens die wij bewaren kunnen tot uw identiteit herleid worden.", []),
    ("Wij bewaren uw gegevens in Nederland; bezorging kan tot de winkel is gesloten.", []),
    ("U kunt de nieuwsbrief opzeggen; uw gegevens worden dan niet verwijderd.", []),
    ("U ontvangt een e-mail waarna u de app kunt verwijderen.", []),
    ("Wij controleren wie u bent, waarna wij uw gegevens verwijderen.", []),
    ("Zodra u uw kind hebt aangemeld, halen wij gegevens op uit ParnasSys.", []),
    ("Wij verwijderen uw gegevens permanent.", []),
    ("Wij beschermen uw persoonsgegevens permanent.", []),
    ("Facturen zeven jaar, notulen blijvend.", ["indefinite"]),
    ("De bestellingen gaan binnen twee dagen de deur uit.", []),
    ("Wij roteren onze wachtwoorden elk kwartaal.", []),
    ("De reservering bewaren wij een jaar, parkeren is vrij.", ["P1Y"]),
    ("Spelers: tot 18 jaar", []),
    ("Zorgplan: na 6 weken geëvalueerd", []),
    ("Een kwart jaar na het kamp wissen wij de formulieren.", ["P3M", "event"]),
]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_told(facts_of, text: str, told: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert sorted({fact.value for fact in facts_of(text).of("retention")}) == told
