"""How long data are kept, in statements written for these tests."""


import pytest

from analyser.pipes.retention_ends import ends


def values(facts, kind):  # type: ignore[no-untyped-def]
    return sorted({fact.value for fact in facts.of(kind)})


ITEMS = "## Hoe lang bewaren wij uw gegevens?\n\n- Facturen: 7 jaar\n- Camerabeelden: 72 uur\n"
TABLE = "| Gegevens | Bewaartermijn |\n|---|---|\n| Facturen | 7 jaar |\n| Logbestanden | zes maanden |\n"
COOKIES = (
    "| Cookie | Doel | Looptijd |\n|---|---|---|\n| teller | statistiek | 2 jaar |\n| PHPSESSID | inloggen | sessie |\n"
)

PERIODS = [
    ("Wij bewaren uw gegevens twee jaar.", ["P2Y"]),
    ("We houden uw brieven vijf jaar bij.", ["P5Y"]),
    ("Facturen bewaren wij zeven jaar (fiscale bewaarplicht).", ["P7Y"]),
    ("Uw gegevens worden na 24 maanden verwijderd.", ["P24M"]),
    ("De beelden worden na uiterlijk vier weken overschreven.", ["P4W"]),
    ("We bewaren je gegevens niet langer dan 2 jaar na je laatste bestelling.", ["P2Y"]),
    ("Uw cv bewaren wij tot drie maanden na uw sollicitatiebrief.", ["P3M"]),
    ("Gegevens ouder dan 2 jaar worden verwijderd.", ["P2Y"]),
    ("De cookie blijft 6 maanden geldig.", ["P6M"]),
    ("Deze cookie verloopt na 2 jaar.", ["P2Y"]),
    (ITEMS, ["P3D", "P7Y"]),
    (TABLE, ["P6M", "P7Y"]),
    (COOKIES, ["P2Y", "event"]),
    ("Facturen bewaren wij 7 jaar. Brieven een half jaar.", ["P6M", "P7Y"]),
    ("De wet verplicht ons facturen te bewaren. Dat geldt voor een periode van zeven jaar.", ["P7Y"]),
    ("Wij bewaren uw dossier 20 jaar na afloop van de behandeling.", ["P20Y", "relationship"]),
    ("De gegevens worden tot 1 jaar na beëindiging van het lidmaatschap bewaard.", ["P1Y", "relationship"]),
    ("Wij bewaren de lijst tot 2 weken na het evenement.", ["P2W", "event"]),
    ("De dag na het evenement wordt de deelnemerslijst vernietigd.", ["P1D", "event"]),
    ("De lijst wordt twee maanden na afloop van het seizoen gewist.", ["P2M", "event"]),
    ("De dossiers worden minimaal vijf en maximaal zeven jaar na sluiting bewaard.", ["P5Y", "P7Y", "until_handled"]),
    ("Na twee jaar zonder bericht wis ik je gegevens.", ["P2Y"]),
    ("Nota's bewaren wij 7 jaar, tenzij een langere wettelijke bewaartermijn geldt.", ["P7Y", "legal_period"]),
    ("Het teller-cookie meet bezoek. Het verloopt na een dag.", ["P1D"]),
    ("Uw cv bewaren we tot vier weken na het einde van de sollicitatieprocedure.", ["P4W", "until_handled"]),
    (
        "Deze cookie blijft 13 maanden op uw apparaat staan.",
        ["P13M"],
    ),
    (
        "Inactieve accounts verwijderen wij na drie jaar.",
        ["P3Y"],
    ),
    (
        "## Bewaartermijnen\n\n- Offertes: twee jaar\n- Sollicitaties: 4 weken, met toestemming 1 jaar\n",
        ["P1Y", "P2Y", "P4W"],
    ),
    (
        "Loggegevens van de website worden een half jaar bewaard.",
        ["P6M"],
    ),
    (
        "Uw reactie blijft vijf jaar op het forum staan.",
        ["P5Y"],
    ),
    (
        "De wet verplicht ons de administratie zeven jaar te bewaren.",
        ["P7Y"],
    ),
    (
        "Back-ups worden 30 dagen bewaard en daarna overschreven.",
        ["P30D"],
    ),
    (
        "Uw account wordt na 30 dagen na opzegging verwijderd.",
        ["P30D", "relationship"],
    ),
    (
        "Bewaartermijn camerabeelden: 4 weken, tenzij er een incident is.",
        ["P4W"],
    ),
    ("Na tien jaar gaat uw dossier door de versnipperaar.", ["P10Y"]),
    ("De beelden overschrijven zichzelf om de drie weken.", ["P3W"]),
    ("De logboeken worden maandelijks gewist.", ["P1M"]),
    ("Heeft iemand bezwaar tegen een opname, dan wissen wij haar dezelfde dag.", []),
    ("Als u bezwaar maakt tegen een opname, gaat zij de volgende dag van de site.", []),
    ("Maakt u bezwaar, dan bewaren wij de opname nog 1 jaar.", ["P1Y"]),
    ("De gastenlijst wordt daags na het feest verscheurd.", ["P1D", "event"]),
    ("Na het kamp verscheuren wij de fiches.", ["event"]),
    ("Is uw vraag beantwoord, dan verwijderen wij uw bericht.", ["until_handled"]),
    ("Vertrek je, dan laten we je gegevens nog twee jaar staan.", ["P2Y", "relationship"]),
    ("Salarisgegevens: 7 jaar (fiscale plicht).", ["P7Y"]),
    ("| Wat | Blijft |\n|---|---|\n| Factuur | tien jaar |\n", ["P10Y"]),
    ("Twaalf weken nadat wij de melding hebben gesloten, halen wij uw adres weg.", ["P12W"]),
    ("Wij mailen u tot u zich afmeldt.", ["until_withdrawal"]),
    ("Uitslagen gooien wij nooit weg.", ["indefinite"]),
    ("Programmaboekjes blijven in ons archief bewaard.", ["indefinite"]),
    ("De kaart staat op je toestel tot je hem zelf verwijdert.", ["until_withdrawal"]),
    ("Zegt u uw lidmaatschap op, dan bewaren wij uw gegevens nog drie jaar.", ["P3Y", "relationship"]),
    ("Opnames wissen wij een maand na de uitzending.", ["P1M", "event"]),
    ("De bewaartermijnen zijn wettelijk vastgesteld.", ["legal_period"]),
    ("## Bewaren\n\nWat we niet meer nodig hebben, gooien we weg.", ["necessary"]),
    ("Wij bewaren dit voor het volgende aantal maanden: 18", ["P18M"]),
    ("Bewaartermijn in jaren: 5", ["P5Y"]),
    ("## Bewaartermijn\n\nGedurende de periode dat u bent aangemeld.", ["until_withdrawal"]),
    ("De rest gooien wij weg als u geen deelnemer meer bent.", ["relationship"]),
    ("Het dossier bewaren wij 20 jaar (vanaf de laatste behandeling).", ["P20Y", "relationship"]),
    ("Stukken van blijvende waarde worden overgedragen aan het stadsarchief.", ["indefinite"]),
    ("Voor de overige stukken gelden de termijnen van de selectieregels.", ["legal_period"]),
    ("Wij bewaren uw gegevens in functie van de relatie tussen u en ons.", ["relationship"]),
    ("Stageverslagen: 4 jaar na uitdiensttreding", ["P4Y", "relationship"]),
    ("Factuurgegevens > 7 jaar > belasting", ["P7Y"]),
    ("Wij bewaren kort. Concreet betekent dit: drie maanden.", ["P3M"]),
    ("De cookie met het nummer van uw bericht verloopt na een dag.", ["P1D"]),
    ("Indien u uw account sluit, wissen wij uw gegevens.", ["until_withdrawal"]),
    ("Gegevens van vrijwilligers die stoppen, verwijderen wij na een jaar.", ["P1Y", "relationship"]),
    ("Na de wettelijk voorgeschreven termijn vernietigen wij het dossier.", ["legal_period"]),
    # ends of keeping that a clause tells
    ("Zodra de toernooidag achter de rug is, gooien we de inschrijflijst weg.", ["event"]),
    ("Als de borg is terugbetaald, halen we je bankgegevens uit ons systeem.", ["event"]),
    ("Na de musical maken we alle filmpjes onherkenbaar.", ["event"]),
    ("Uw bestelgegevens houden we vast totdat het pakket bij u binnen is.", ["event"]),
    ("Zit het toneelstuk erop, dan doen wij de lijst van de ouders weg.", ["event"]),
    ("Tijdelijke cookies worden gewist zodra u onze website verlaat.", ["event"]),
    ("Opnamen gaan drie weken na de uitzending weg.", ["P3W", "event"]),
    ("Je gegevens blijven in onze administratie tot je stopt met zwemles.", ["relationship"]),
    ("Wie de club verlaat, verdwijnt uit onze bestanden.", ["relationship"]),
    ("Zolang uw kind bij ons op de opvang zit, houden wij het dossier bij.", ["relationship"]),
    ("Uw gegevens worden verwijderd zodra u zich uitschrijft als parochiaan.", ["relationship"]),
    ("Is de contributie betaald en ben je geen lid meer, dan halen we alles weg.", ["event", "relationship"]),
    ("Krijg je de baan niet, dan gooien we je sollicitatiebrief weg.", ["until_handled"]),
    ("Je bericht blijft in onze mailbox tot we je vraag hebben beantwoord.", ["until_handled"]),
    ("Mailtjes laten we staan zolang het gesprek loopt.", ["until_handled"]),
    ("Wil je de nieuwsbrief niet meer, dan halen we je adres van de lijst.", ["until_withdrawal"]),
    ("Je adres blijft op de verzendlijst tot je zegt dat je eraf wilt.", ["until_withdrawal"]),
    ("## Hoe lang bewaren wij dit?\n\n- Nieuwsbrief: zolang uw akkoord geldt", ["until_withdrawal"]),
    ("## Wanneer gaat het weg?\n\n- **Foto's:** tot je toestemming vervalt", ["until_withdrawal"]),
    ("We houden je gegevens nooit langer vast dan echt moet.", ["necessary"]),
    ("Gegevens die we niet meer gebruiken, worden gewist.", ["necessary"]),
    ("We houden uw dossier bij voor de tijd die de wet voorschrijft.", ["legal_period"]),
    ("Schrijft een andere wet een langere termijn voor, dan geldt die.", ["legal_period"]),
    ("Uw gegevens gaan pas weg als de stichting ophoudt te bestaan.", ["indefinite"]),
    ("Foto's in het clubarchief blijven daar voor altijd.", ["indefinite"]),
    ("Beelden worden na een maandje gewist.", ["P1M"]),
    ("Is de loterij voorbij, dan mogen de lootjes weg.", ["event"]),
    ("Gaat u van school, dan mag uw kaart weg.", ["relationship"]),
    ("Na de lezing ruim ik de aanmeldingen op.", ["event"]),
    ("Na het zomerkamp mag de medische lijst weg.", ["event"]),
    ("Bonnen bewaren wij zeven jaar; is het feest voorbij, wissen wij de gastenlijst.", ["P7Y", "event"]),
    ("Wij bewaren bonnen; bent u geen lid meer, wissen wij uw naam.", ["relationship"]),
    ("Opnamen van de ingang bewaren wij tussen 24 en 48 uur.", ["P1D", "P2D"]),
    ("Opnames worden na een week of twee gewist.", ["P2W"]),
    ("We wissen de logs om de zes maanden.", ["P6M"]),
    ("Halfjaarlijks halen we de map met oude mails leeg.", ["P6M"]),
    ("Aanvraagformulieren bewaren wij 12 maanden (1 jaar).", ["P12M"]),
    ("Weblogs bewaren wij 30 dagen (= 1 maand).", ["P30D"]),
    ("De meetcookie bewaren wij 26 maanden (ruim 2 jaar).", ["P26M"]),
    ("Pasjes, bonnen en akten bewaren wij 11 maanden, 1 jaar en 7 jaar.", ["P11M", "P1Y", "P7Y"]),
    ("De cookies a en b bewaren wij 4 weken, 1 maand.", ["P1M", "P4W"]),
    ("Cv's bewaren wij 10 maanden (1 jaar voor stages).", ["P10M", "P1Y"]),
    ("Camerabeelden worden maximaal vier weken, dus 28 dagen, bewaard.", ["P4W"]),
    ("Ben je als lid afgemeld, dan halen we je uit het ledenbestand.", ["relationship"]),
    ("Staat er geen bedrag meer open, dan verwijderen we uw rekeningnummer.", ["event"]),
    ("Meteen na het inlezen gooit het systeem de scan weg.", ["event"]),
    ("Verander je van gedachten, dan halen we de video offline.", ["until_withdrawal"]),
    ("Zolang u er niets op tegen hebt, blijft de foto staan.", ["until_withdrawal"]),
    ("We houden je adres alleen nog als je de clubpost wilt blijven krijgen.", ["until_withdrawal"]),
    ("Je bericht blijft liggen voor als je er later nog een vraag over hebt.", ["until_handled"]),
    ("Zolang onze stichting er is, blijven de namen van de oprichters bewaard.", ["indefinite"]),
    ("We houden gegevens nooit langer vast dan het doel vraagt.", ["necessary"]),
]


@pytest.mark.parametrize(
    "text",
    [
        "Als uw gegevens niet kloppen, verwijderen wij ze.",
        "U kunt ons uw gegevens laten weghalen zodra de reis voorbij is.",
        "Wilt u dat wij iets wissen, stuur dan een bericht.",
        "Zodra je bestelling is betaald, sturen we je een bevestiging.",
        "Wij geven uw gegevens niet door totdat u toestemming hebt gegeven.",
        "Je betaalt contributie zolang je lid bent.",
        "Verwerkers moeten de gegevens wissen na afloop van de overeenkomst.",
        "Zodra we merken dat een kind iets heeft ingevuld, verwijderen wij die informatie.",
        "Als u lid bent, verwijderen wij geen gegevens over uw wedstrijden.",
        "U hoort uiterlijk na vier weken of wij uw gegevens hebben verwijderd.",
        "Als u vraagt om verwijdering, dan halen we uw gegevens binnen een week uit ons systeem.",
        "De link in de e-mail vervalt na 24 uur.",
        "Na betaling ontvangt u een bevestiging en slaan wij de bestelling op.",
        "Tijdens uw lidmaatschap kunt u de gegevens die wij bewaren zelf bekijken.",
        "De plicht om te zwijgen blijft na het einde van het dienstverband bestaan.",
        "Wij hebben afgesproken dat zij de gegevens na beëindiging van het contract vernietigt.",
        "Wij zijn open van 9 tot 17 uur en slaan berichten op.",
        "Na afloop van de workshop nemen wij ruim de tijd voor een gesprek.",
        "Na de betaling brengen wij uw fiets op weg naar huis.",
        "Zodra er is betaald, gaat uw bestelling op weg.",
        "Na een aankoop zijn wij ruim van begrip als u wilt ruilen.",
    ],
)
def test_other_clauses_are_no_ends_of_keeping(facts_of, text):  # type: ignore[no-untyped-def]
    assert values(facts_of(text), "retention") == []


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Zijn de drie jaren om, dan wissen we alles.", ["P3Y"]),
        ("Wie twee jaar niet heeft gespeeld, wordt uit het systeem gehaald.", ["P2Y"]),
        ("Bonnen bewaren wij 7 jaar na het einde van het boekjaar waarin ze zijn gemaakt.", ["P7Y"]),
        ("Stukken bewaren wij zeven jaar. Deze termijn geldt volgens de wet.", ["P7Y"]),
        ("Brieven bewaren wij een jaar. Daarna zijn ze niet meer nodig en gaan ze weg.", ["P1Y"]),
        ("Oud-leden blijven in ons bestand als zij de krant willen blijven ontvangen.", ["until_withdrawal"]),
    ],
)
def test_nothing_beside_these(facts_of, text, isos):  # type: ignore[no-untyped-def]
    assert sorted(set(values(facts_of(text), "retention"))) == isos


def test_ends_of_a_long_sentence_in_linear_time() -> None:
    said = "wij bewaren uw gegevens zolang u lid bent en na afloop van de reis wissen wij alles "
    assert len([end for end in ends(said * 500) if end.value == "relationship"]) == 500


@pytest.mark.parametrize(("text", "isos"), PERIODS)
def test_periods(facts_of, text, isos):  # type: ignore[no-untyped-def]
    found = values(facts_of(text), "retention")
    assert [value for value in found if value[0] == "P"] == [value for value in isos if value[0] == "P"]
    assert set(isos) <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Wij reageren binnen vier weken op uw verzoek.",
        "Binnen een maand krijgt u antwoord op uw verzoek om verwijdering.",
        "Voor jeugdleden tot 18 jaar bewaren wij ook het nummer van een ouder.",
        "Van kinderen van 6 tot 11 jaar houden wij de diploma's bij.",
        "Wij bewaren uw gegevens veilig en geven ze niet aan derden, tenzij wij wettelijk verplicht zijn.",
        "Verwerkers mogen uw gegevens niet langer bewaren dan nodig is.",
        "# Recht op verwijdering\n\nU kunt dat vragen als:\n\n- de gegevens niet langer nodig zijn voor het doel",
        "Na een verzoek tot verwijdering wissen wij de gegevens binnen 30 dagen.",
        "Wij melden een datalek binnen 72 uur.",
        "U moet 16 jaar of ouder zijn.",
        "Wij verzamelen en bewaren geen gegevens van bezoekers die jonger zijn dan 16 jaar.",
        "Voor kinderen onder de 16 jaar vragen wij toestemming van een ouder.",
        "Wij maken al sinds 10 jaar muziek.",
        "Eens per jaar verwijderen wij oude gegevens.",
        "Het abonnement heeft een opzegtermijn van een maand.",
        "U heeft 14 dagen bedenktijd.",
        "Betaling vindt plaats binnen 30 dagen na factuurdatum.",
        "De winkel is 24 uur per dag open.",
        "## Bewaren\n\nVan 12 tot 16 jaar beslissen ouder en kind samen over het dossier.",
        "## Bewaren\n\nDe termijn voor een antwoord kan met twee maanden worden verlengd.",
        "Wij reageren zo snel mogelijk, maar uiterlijk binnen vier weken, op uw verzoek om verwijdering.",
        "U ontvangt binnen één maand bericht of wij uw gegevens hebben gewist.",
        "Wij kunnen deze termijn met twee maanden verlengen als uw verzoek om verwijdering ingewikkeld is.",
        "Opzeggen kan schriftelijk met een opzegtermijn van twee maanden.",
        "Op al onze producten zit twee jaar garantie.",
        "U kunt uw bestelling binnen 30 dagen terugsturen.",
        "Onze helpdesk is 24 uur per dag bereikbaar.",
        "Bent u jonger dan 16 jaar, dan hebben wij toestemming van uw ouders nodig om gegevens te bewaren.",
        "Wij melden een datalek binnen 72 uur bij de Autoriteit Persoonsgegevens.",
        "Wij beoordelen elke drie maanden welke gegevens wij kunnen verwijderen.",
        "Medewerkers wijzigen elke 90 dagen hun wachtwoord.",
        "U kunt binnen zes weken bezwaar maken tegen ons besluit.",
        "Deze overeenkomst wordt aangegaan voor de duur van twee jaar.",
        "De vereniging bestaat al 50 jaar.",
        "Wij maken elke 24 uur een back-up van uw gegevens.",
        "Na drie mislukte pogingen wordt uw account 15 minuten geblokkeerd.",
        "U wordt na 20 minuten zonder activiteit automatisch uitgelogd.",
        "Kinderen van 4 tot 12 jaar kunnen lid worden van de jeugdafdeling.",
        "Het spreekuur duurt 10 minuten; een dubbel consult duurt 20 minuten.",
        "Wij evalueren deze verklaring eens in de twee jaar.",
        "Wij passen dit beleid binnen 14 dagen na een wetswijziging aan.",
        "De betalingstermijn van onze facturen is 14 dagen.",
        "De verjaringstermijn voor vorderingen is vijf jaar.",
        "Wij controleren jaarlijks, uiterlijk na 12 maanden, of uw gegevens nog kloppen.",
        "De subsidie wordt voor vier jaar toegekend.",
        "Onze beveiliging wordt iedere zes maanden getest.",
        (
            "## Bewaartermijnen\n\nWij bewaren uw gegevens zo lang als nodig. Heeft u een klacht, dan krijgt "
            "u binnen twee weken antwoord."
        ),
        "## Hoe lang bewaren wij uw gegevens?\n\nU moet minimaal 18 jaar zijn om een account te maken.",
        "Ons spaarprogramma geeft na 12 maanden recht op korting.",
        "Gevonden voorwerpen bewaren wij drie maanden.",
        "De vorige versie blijft nog een jaar raadpleegbaar op onze website.",
        "Onze taarten zijn een week houdbaar.",
        "Uw administratie moet u als ondernemer zelf zeven jaar bewaren.",
        "## Cookies\n\nSommige cookies zijn een dag geldig, andere wel tien jaar.",
        "Gemiddeld blijft een bezoeker drie minuten op onze website.",
        "De vacature staat nog twee weken open.",
        "## Bewaring\n\nDe garantie op herstellingen bedraagt zes maanden.",
        (
            "Wij bewaren uw gegevens niet langer dan nodig. Na een periode van 2 jaar zonder contact vragen "
            "wij of u klant wilt blijven."
        ),
        "U kunt een jaar lang gratis gebruik maken van de app.",
        "De proefperiode duurt 30 dagen. Daarna wordt uw account omgezet.",
        "Een rijbewijs is tien jaar geldig.",
        "De aangifte moet binnen twee maanden zijn ingediend.",
        "Wij antwoorden binnen een maand; verwijderen doen wij direct.",
        "Tot twee jaar terug kunt u uw facturen inzien in het portaal.",
        "Ouders van kinderen jonger dan 12 jaar ontvangen de rapporten.",
        "Wie drie maanden niet komt, wordt van de wachtlijst gehaald.",
        "Uw wachtwoord verloopt na 90 dagen.",
        "De link om uw wachtwoord te herstellen verloopt na 24 uur.",
        "De inschrijving sluit 2 weken voor het evenement.",
        "Wij werken al 25 jaar met een archief.",
        "Na 2 jaar evalueren wij of het bewaren nog nodig is.",
        "Het contract met onze hostingpartij loopt drie jaar.",
    ],
)
def test_other_spans_are_no_periods(facts_of, text):  # type: ignore[no-untyped-def]
    assert [value for value in values(facts_of(text), "retention") if value.startswith("P")] == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (ITEMS, {"Facturen", "Camerabeelden"}),
        (TABLE, {"Facturen", "Logbestanden"}),
        ("Facturen bewaren wij zeven jaar.", {"Facturen"}),
        ("Wij bewaren uw dossier 20 jaar.", {"dossier"}),
        ("Voor klachten geldt een bewaartermijn van twee jaar.", {"klachten"}),
        ("De beelden worden na vier weken overschreven.", {"beelden"}),
        ("# Verklaring\n\n## Sollicitanten\n\nWij bewaren deze gegevens vier weken.", {"Sollicitanten"}),
        ("Wij bewaren uw gegevens twee jaar.", {""}),
        # a heading on periods and a word that joins on name nothing
        ("# Verklaring\n\n## 4. Wanneer gooien wij het weg?\n\nDat doen wij na twee jaar.", {""}),
        ("# Verklaring\n\n## Bewaring\n\nDaarnaast bewaren wij uw dossier 20 jaar.", {"dossier"}),
    ],
)
def test_what_a_period_is_about(facts_of, text, subjects):  # type: ignore[no-untyped-def]
    assert {fact.attributes["applies_to"] for fact in facts_of(text).of("retention")} == subjects


def test_a_criterion_in_passing_among_the_rights(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of("# Privacy\n\n## Uw rechten\n\nU heeft recht op inzage. Wij bewaren alles zolang u lid bent.")
    assert {fact.value for fact in facts.of("retention")} == {"relationship"}
