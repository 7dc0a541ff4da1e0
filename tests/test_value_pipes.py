"""Contacts, controller, officer and date in statements written for these tests."""

from time import process_time

import pytest

from analyser.pipes.version_date import _compact


def values(facts, kind):  # type: ignore[no-untyped-def]
    return sorted({fact.value for fact in facts.of(kind)})


CONTACTS = [
    (
        "Neem contact op via info@voorbeeld.nl of 0318-123456.",
        {("email", "info@voorbeeld.nl"), ("phone", "0318-123456")},
    ),
    ("Mail ons: info [at] voorbeeld.nl", {("email", "info [at] voorbeeld.nl")}),
    ("Klachten? Mail eerst ons (info@voorbeeld.nl). U kunt ook naar de AP.", {("email", "info@voorbeeld.nl")}),
    (
        "## Contact\n\nKoor Klank\n\nDorpsstraat 1\n\n1234 AB Zonnedorp\n\nTel: 06 12 34 56 78",
        {("address", "Dorpsstraat 1, 1234 AB Zonnedorp"), ("phone", "06 12 34 56 78")},
    ),
    ("## Contact\n\nKoor Klank\nDorpsstraat 1\n1234 AB Zonnedorp", {("address", "Dorpsstraat 1, 1234 AB Zonnedorp")}),
    (
        "Bel 0475/12 34 56 of kom langs: Kouter 4, 9998 Zonnebeek.",
        {("phone", "0475/12 34 56"), ("address", "Kouter 4, 9998 Zonnebeek")},
    ),
    (
        "Het Zonnehuis vzw, een centrum voor les aan volwassenen, Dorpsstraat\n1, 9998 Zonnedorp, geeft les.",
        {("address", "Dorpsstraat 1, 9998 Zonnedorp")},
    ),
    (
        "Koor De Klank is verantwoordelijk.\n\nVereniging Koor De Klank Dorpsstraat 1, 9998 Zonnedorp",
        {("address", "Dorpsstraat 1, 9998 Zonnedorp")},
    ),
    ("Contactgegevens Parklaan 4, 1234 AB Zonnedorp", {("address", "Parklaan 4, 1234 AB Zonnedorp")}),
    ("Wij zijn gevestigd aan de Dorpsstraat 12 te Zonnedorp.", {("address", "Dorpsstraat 12 te Zonnedorp")}),
    ("Schrijf naar Postbus 12, 1234 AB Zonnedorp.", {("address", "Postbus 12, 1234 AB Zonnedorp")}),
    (
        "Vul voor vragen het contactformulier in of stuur een bericht via het contactformulier.",
        {("form", "contactformulier")},
    ),
    ("Gegevens uit het contactformulier bewaren wij 1 jaar.", set()),
    ("Onze verwerker is bereikbaar op help@mailbedrijf.com.", set()),
    ("Wilt u iets inzien? Mail naar fg@zonnehuis.nl.", {("email", "fg@zonnehuis.nl")}),
    ("Onze functionaris gegevensbescherming bereikt u via fg@zonnehuis.nl.", set()),
    ("Wilt u iets inzien? Mail fg@zonnehuis.nl. Bestellen: info@zonnehuis.nl.", {("email", "info@zonnehuis.nl")}),
    ("Een lek geven wij door aan de landelijke bond op lek@debond.nl.", set()),
    ("Voor vragen kunt u het contactformulier gebruiken.", {("form", "contactformulier")}),
    ("Kom gerust langs in ons clubhuis, Lange Dreef 3.", {("address", "Lange Dreef 3")}),
    ("Klachten: Autoriteit Persoonsgegevens, Postbus 93374, 2509 AJ Den Haag, 088-1805250.", set()),
    ("Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000 Brussel, +32 2 274 48 00, contact@apd-gba.be", set()),
    ("KvK: 12345678, BTW: NL001234567B01, IBAN: NL20 INGB 0001 2345 67", set()),
    ("Rekeningnummer 0612345678, ondernemingsnummer BE 0123.456.789", set()),
    ("Schrijf uw adres als naam@voorbeeld.nl.", set()),
    ("Vragen? [Schrijf de secretaris](mailto:post@zonnehuis.example).", {("email", "post@zonnehuis.example")}),
    ("De nieuwsbrief gaat via Mailchimp (vraag@mailchimp.nl, tel. 020-1234567).", set()),
    ("De drukker De Pers (post@depers.example) heeft een verwerkersovereenkomst met ons.", set()),
]


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_contacts(facts_of, text, expected):  # type: ignore[no-untyped-def]
    assert {(fact.attributes["channel"], fact.value) for fact in facts_of(text).of("contact")} == expected


CONTROLLERS = [
    ("Bakkerij De Halm, gevestigd te Zonnedorp, is verantwoordelijk voor de verwerking.", "Bakkerij De Halm"),
    ("# Privacyverklaring Stichting De Zonnebloemen\n\nWij zijn een stichting.", "Stichting De Zonnebloemen"),
    ("# Privacyverklaring - Tandartspraktijk De Molen", "Tandartspraktijk De Molen"),
    ("Op alle diensten van Fysio Vooruit B.V. (hierna: 'Fysio Vooruit') is dit van toepassing.", "Fysio Vooruit B.V."),
    ("Wij, Muziekvereniging Klank, verwerken gegevens.", "Muziekvereniging Klank"),
    ("De verwerkingsverantwoordelijke is vzw Zonnekind, Kouter 4, 9998 Zonnebeek.", "vzw Zonnekind"),
    ("Verantwoordelijke: Jan Peeters", "Jan Peeters"),
    ("Bij De Zonnekoek word je niet gevolgd. De Zonnekoek bewaart je naam.", "De Zonnekoek"),
    ("| Naam | Stichting Zonnehof |\n|---|---|\n| Adres | Dorpsstraat 1 |", "Stichting Zonnehof"),
    ("Hoveniersbedrijf Groen hecht veel waarde aan uw privacy.", "Hoveniersbedrijf Groen"),
    ("Deze website is eigendom van Peters Advies.", "Peters Advies"),
    ("Bij Yogastudio Lotus telt privacy. Yogastudio Lotus verzamelt weinig gegevens.", "Yogastudio Lotus"),
    ("De gemeente Zonnedorp vindt privacy belangrijk.", "gemeente Zonnedorp"),
    ("Persoonsgegevens worden verwerkt door ABC-Makelaars te Zonnedorp.", "ABC-Makelaars"),
    ("Wij zijn Drukkerij Van Dam en Zonen.", "Drukkerij Van Dam en Zonen"),
    ("Dit privacyreglement geldt voor Basisschool De Wegwijzer.", "Basisschool De Wegwijzer"),
    ("# Privacyverklaring Halm\n\nBij Halm telt privacy.\n\nHalm Software B.V.\nKade 9", "Halm Software B.V."),
    ("De Dorpsbode is een uitgave van Uitgeverij Akker B.V. Wij vinden privacy belangrijk.", "Uitgeverij Akker B.V."),
    ("Zangschool Lied, gevestigd aan de Parkweg 1, 9998 AB Dorp, is verantwoordelijk.", "Zangschool Lied"),
    ("# Privacyverklaring Van den Akker Coaching", "Van den Akker Coaching"),
    ("# privacyverklaring wolkenkind\n\nwolkenkind respecteert je privacy.", "wolkenkind"),
    ("Wij respecteren uw privacy. De stichting verwerkt gegevens.", None),
    ("# Privacybeleid\n\nWij gebruiken Google Analytics. Google verwerkt uw gegevens.", None),
    ("Mailchimp is verantwoordelijk voor de verzending. Wij verwerken gegevens.", None),
    ("Uw privacy is belangrijk. Cookies zijn kleine bestanden. Onze vereniging verwerkt gegevens.", None),
    ("Klachten gaan naar de Autoriteit Persoonsgegevens. De AVG geldt sinds mei 2018.", None),
    ("Bij Drukkerij De Klok vinden wij uw privacy belangrijk.", "Drukkerij De Klok"),
    ("© 2021 Bakkerij De Halm", "Bakkerij De Halm"),
    ("Voor de mailing gebruiken wij MailerLite, voor de betaling Mollie en voor de boekhouding Exact.", None),
    ("Voor de kassa gebruiken wij Telwiel, voor de website Webvlug.", None),
    ("Verantwoordelijke:\n\nKlaas Vos\n\nDorpsstraat 7\n\nZonnedorp", "Klaas Vos"),
    ("Verantwoordelijke:\n\nDorpsstraat 7\n\nZonnedorp", None),
]


@pytest.mark.parametrize(("text", "name"), CONTROLLERS)
def test_controller(facts_of, text, name):  # type: ignore[no-untyped-def]
    assert values(facts_of(text), "controller") == ([name] if name else [])


OFFICERS = [
    ("Onze functionaris voor gegevensbescherming is bereikbaar via fg@voorbeeld.nl.", ["contact", "mentioned"]),
    ("Data Protection Officer: Jan Peeters, dpo@voorbeeld.be", ["contact", "mentioned"]),
    ("Onze DPO is Jan. Mail dpo@voorbeeld.be.", ["contact", "mentioned"]),
    ("## Functionaris gegevensbescherming\n\nHeeft u vragen?\n\nBel 0318-123456.", ["contact", "mentioned"]),
    ("Wij hebben een FG. U bereikt de FG via:\n\n- Telefoon: 020-1234567", ["contact", "mentioned"]),
    ("Wij hebben een FG aangesteld.", ["mentioned"]),
    ("De Functionaris voor de Gegevensbescherming houdt toezicht.", ["mentioned"]),
    ("Wij hebben geen functionaris gegevensbescherming.", []),
    ("Een functionaris gegevensbescherming hebben wij niet.", []),
    ("Wij zijn niet verplicht een FG aan te stellen.", []),
    ("Onze privacy officer is Jan, jan@voorbeeld.nl.", []),
    ("De contactpersoon voor privacy is Jan.", []),
]


@pytest.mark.parametrize(("text", "expected"), OFFICERS)
def test_officer(facts_of, text, expected):  # type: ignore[no-untyped-def]
    assert values(facts_of(text), "dpo") == expected


VERSION_DATES = [
    ("Laatst gewijzigd op 4 mei 2020", "2020-05-04"),
    ("Versie: 25-05-2018", "2018-05-25"),
    ("versie mei 2021", "2021-05"),
    ("Versie 2021", "2021"),
    ("Privacyverklaring versie 20210312", "2021-03-12"),
    ("Uw ordernummer is 20210312.", None),
    ("Versie 2021.2", "2021"),
    ("Versie 2021.2 van deze verklaring, die er in 2018 nog niet was.", "2021"),
    ("Cookiebeleid 2024.1 blijft naast versie 2021.2 van 2019 staan.", "2021"),
    ("Datum: 20210312", "2021-03-12"),
    ("Wij passen deze tekst soms aan. Dateert van: juni 2021.", "2021-06"),
    ("Laatst bijgesteld op 3/10/2021", "2021-10-03"),
    ("Wij pasten deze pagina het laatst aan op 3 oktober 2021.", "2021-10-03"),
    ("Deze verklaring is in 2021 voor het laatst aangepast.", "2021"),
    ("Laatst herzien: 1 mei 2021. Volgende herziening: 1 mei 2023.", "2021-05-01"),
    ("Dit document vervangt de vorige versie van 25 mei 2018 en is van 1 mei 2021.", "2021-05-01"),
    ("# Privacyverklaring (3 oktober 2021)\n\nWij verwerken uw naam.", "2021-10-03"),
    ("# Privacybeleid – mei 2021\n\nWij verwerken uw naam.", "2021-05"),
    ("## Versiebeheer\n\n- 1.0 (25 mei 2018) eerste tekst\n- 1.1 (14 januari 2022) nieuwe cookies", "2022-01-14"),
    ("De camerawet van 21 maart 2007 is van toepassing.", None),
    ("Google heeft op 1 juli 2023 de oude statistieken stopgezet.", None),
    ("Versie 1.2 (12-03-2020)", "2020-03-12"),
    ("Last updated January 04, 2025", "2025-01-04"),
    ("Deze privacyverklaring is opgesteld op 1 juni 2019.", "2019-06-01"),
    ("Ingangsdatum: mei '18", "2018-05"),
    ("Aldus besloten in de vergadering van 6 juni 2018.", "2018-06-06"),
    ("v2.1 - 06-2023", "2023-06"),
    ("Privacyverklaring d.d. 24 mei 2018", "2018-05-24"),
    ("Deze privacyverklaring is van kracht sinds 25 mei 2018.", "2018-05-25"),
    ("Vastgesteld op 1 mei 2018 en laatst aangepast op 3 april 2021.", "2021-04-03"),
    ("De AVG geldt vanaf 25 mei 2018. Versie 1 juni 2020.", "2020-06-01"),
    ("Wij verwerken gegevens.\n\nZonnedorp, 12 maart 2022", "2022-03-12"),
    ("Sinds 25 mei 2018 is de AVG van toepassing.", None),
    ("Op 25 mei 2018 trad de nieuwe privacywet in werking.", None),
    ("Ons evenement op 4 juni 2022 gaat door.", None),
    ("Wij bewaren gegevens vanaf 1 januari 2020.", None),
    ("**Laatste update:**", None),
    ("Copyright 2022", None),
    ("Aldus vastgesteld door burgemeester en wethouders van de gemeente Oord op 3 mei 2021.", "2021-05-03"),
    ("---\ntitle: Privacy\nlastmod: 2021-03-04T10:00:00+01:00\n---\n\nWij bewaren niets.", "2021-03-04"),
    ("---\ndate: 2021-03-04\n---\n\nLaatst gewijzigd op 2 mei 2020.", "2020-05-02"),
]


@pytest.mark.parametrize(("text", "iso"), VERSION_DATES)
def test_version_date(facts_of, text, iso):  # type: ignore[no-untyped-def]
    assert values(facts_of(text), "version_date") == ([iso] if iso else [])


def test_a_row_of_numbers_that_may_be_dates_takes_no_time_to_look_through() -> None:
    began = process_time()
    assert len(_compact("Pakbon 20210312, " * 4000 + "versie 20210312")) == 1
    assert process_time() - began < 3


def test_one_fact_of_those_that_a_statement_has_once(facts_of):  # type: ignore[no-untyped-def]
    facts = facts_of(
        "# Privacyverklaring Koor Klank\n\nKoor Klank verwerkt gegevens. Koor Klank bewaart ze.\n\n"
        "Versie 1 mei 2020. Laatst gewijzigd: 2 mei 2021."
    )
    assert len(list(facts.of("controller"))) == len(list(facts.of("version_date"))) == 1
