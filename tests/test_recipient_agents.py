"""Recipients told by what they do: a firm or person of whom the noun says nothing, and a field of work."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huren we een ander bedrijf in dat voor ons met je gegevens werkt, dan maken we afspraken.", {"processor"}),
        ("Werkt een firma in onze opdracht met uw gegevens, dan tekent die een overeenkomst.", {"processor"}),
        ("Onze site wordt bijgehouden door een extern bureau.", {"processor"}),
        ("Is een bureau in opdracht van ons met uw gegevens bezig, dan tekent het een contract.", {"processor"}),
        ("Het koor schakelt vaklui in voor zijn website en zijn boekhouding.", {"processor", "accountant"}),
        ("Voor onze site en de boekhouding huren wij externe bedrijven in.", {"processor", "accountant"}),
        ("Voor onderhoud van de computers kan een extern bedrijf toegang krijgen.", {"processor"}),
        ("Een extern bureau krijgt daarvoor van ons de gegevens.", {"partner"}),
        ("Een externe partij beheert onze servers en kan daarbij gegevens zien.", {"processor"}),
        ("Het onderhoud van de server is in handen van een gespecialiseerde firma.", {"processor"}),
        ("Een kantoor in de buurt doet onze boekhouding en krijgt daarvoor de facturen.", {"accountant"}),
        (
            "Gegevens gaan naar vakmensen die we inhuren, bijvoorbeeld voor ICT, boekhouding of betalingsverkeer.",
            {"processor", "accountant", "payment_provider"},
        ),
        ("De nieuwsbrief wordt verstuurd door een gespecialiseerd bedrijf.", {"mailing_provider"}),
        ("Een onderzoeksbureau houdt voor ons bij hoeveel mensen de site bezoeken.", {"analytics_provider"}),
    ],
)
def test_work_tells_the_category(recipients_of, text: str, expected: set[str]) -> None:
    assert recipients_of(text)[1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ons bedrijf bouwt en onderhoudt websites.",
        "Bedrijven die onze software gebruiken, beheren zelf hun gegevens.",
        "Klanten en bedrijven die met ons programma werken, bepalen zelf wat zij invoeren.",
        "De school zet de lijst klaar in het online systeem, waarna ze naar de server gaat.",
        "Wij zijn een bureau dat websites bouwt voor bedrijven.",
        "Wij verzorgen de boekhouding voor bedrijven en organisaties.",
        "Bedrijven die een website bij ons laten maken, tekenen een overeenkomst.",
        "Iemand die onze website bezoekt, laat een IP-adres achter.",
        "Wij leveren aan bedrijven die een webshop laten maken.",
        "Bedrijven laten hun website bij een ander maken.",
        "Vooral werken wij voor bedrijven die hun server laten onderhouden.",
        "Wij maken drukwerk voor organisaties voor wie wij ook websites bouwen.",
        "Wij adviseren bureaus die hun ledenbestand zelf beheren.",
        "Een extern kantoor controleert de boekhouding van onze club niet.",
        "Onze boeken worden niet nagekeken door een extern bureau.",
        "Van een verwerker is sprake als een bedrijf voor een ander gegevens verwerkt.",
    ],
)
def test_clients_visitors_and_ourselves_are_none(recipients_of, text: str) -> None:
    assert recipients_of(text) == (set(), set())


def test_on_a_network_only_where_something_is_put_there(recipients_of) -> None:
    assert recipients_of("Je vindt ons op Facebook en YouTube. Klik op het icoon.")[0] == set()
    names, _ = recipients_of("Je vindt ons op Facebook en YouTube. Foto's die we daar plaatsen, halen we weg.")
    assert names == {"Facebook", "YouTube"}


def test_who_is_of_a_named_party_is_that_party(recipients_of) -> None:
    text = "Wij delen uw gegevens met Deurwaarders Kempen B.V. De juristen van Deurwaarders Kempen B.V. zien ze."
    assert "Deurwaarders Kempen B.V." in recipients_of(text)[0]


def test_the_body_of_a_branch(facts_of) -> None:
    text = "# Privacyverklaring Zangkorps De Merel\n\nZangkorps De Merel geeft uw naam door aan Zangkorps Nederland."
    found = {(fact.attributes.get("name"), fact.value) for fact in facts_of(text).of("recipient")}
    assert found == {("Zangkorps Nederland", "group_company")}


def test_clients_of_our_software_supply_us_with_nothing(recipients_of) -> None:
    assert "processor" not in recipients_of("Bedrijven die onze app gebruiken, beheren zelf hun gegevens.")[1]
    assert recipients_of("Wij geven uw naam aan bedrijven die onze app gebruiken.")[1] == {"partner"}


def test_we_have_our_own_work_done(recipients_of) -> None:
    assert recipients_of("Wij geven uw adres aan bureaus die wij onze site laten bijhouden.")[1] == {"processor"}
    assert recipients_of("Wij laten de site bijhouden door een extern bureau.")[1] == {"processor"}
    assert recipients_of("Wij leveren uw gegevens aan bedrijven die onze website beheren.")[1] == {"processor"}


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("Bezoek meten wij met Google Analytics; een extern bureau doet lonen.", {"analytics_provider", "accountant"}),
        ("Wij meten met Matomo, en een extern kantoor doet onze lonen.", {"analytics_provider", "accountant"}),
        ("Wij meten met Matomo, terwijl een extern kantoor onze lonen berekent.", {"analytics_provider", "accountant"}),
        ("Onze boekhouding wordt gedaan door een extern kantoor, Bosman Administraties B.V.", {"accountant"}),
    ],
)
def test_a_name_tells_of_the_firm_in_its_own_clause(recipients_of, text: str, categories: set[str]) -> None:
    assert recipients_of(text)[1] == categories


def test_on_whose_account_is_told_nearest_to_the_firm(recipients_of) -> None:
    text = (
        "Namens ons tekent de voorzitter alle brieven die met de jaarvergadering en de verkiezingen te maken hebben, "
        "en een bedrijf dat voor ons met gegevens werkt, tekent een overeenkomst."
    )
    assert "processor" in recipients_of(text)[1]
