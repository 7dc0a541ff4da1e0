"""Denied, conditional and asserted; definitions and the organisation's own contact details."""

from __future__ import annotations

import pytest

from analyser.types import Assertion

A, C, D, NONE = Assertion.ASSERTED, Assertion.CONDITIONAL, Assertion.DENIED, None

CASES = [
    # denial by "geen", its scope over a coordination, and back to the clause's start
    ("Wij verwerken geen medische gegevens.", "data_category", "health", D),
    ("Wij vragen geen burgerservicenummer en geen kopie van uw paspoort.", "data_category", "national_id", D),
    ("Medische gegevens verwerken wij niet.", "data_category", "health", D),
    ("Wij leggen nooit uw burgerservicenummer vast.", "data_category", "national_id", D),
    ("Wij verwerken geen gegevens over godsdienst, gezondheid of politieke voorkeur.", "data_category", "health", D),
    # what is denied is the sharing, not the processing
    ("Uw e-mailadres wordt niet aan derden verstrekt.", "data_category", "email", A),
    ("Wij verkopen uw telefoonnummer nooit.", "data_category", "phone", A),
    # a denial ends where a new statement begins
    ("Wij vragen geen telefoonnummer, maar wel uw e-mailadres.", "data_category", "phone", D),
    ("Wij vragen geen telefoonnummer, maar wel uw e-mailadres.", "data_category", "email", A),
    ("Wij versturen geen nieuwsbrief.", "purpose", "newsletter", D),
    # words that look like denial
    ("Uw e-mailadres bewaren wij niet langer dan een jaar.", "data_category", "email", A),
    ("Wij verwerken niet alleen uw naam, maar ook uw geboortedatum.", "data_category", "date_of_birth", A),
    ("Geeft u geen toestemming, dan sturen wij u geen nieuwsbrief.", "purpose", "newsletter", C),
    # condition and exception
    ("Alleen als u lid bent, vragen wij uw geboortedatum.", "data_category", "date_of_birth", C),
    ("Wij delen uw gegevens niet, tenzij u toestemming geeft.", "legal_basis", "consent", C),
    ("Zonder uw toestemming publiceren wij geen foto's.", "legal_basis", "consent", C),
    # definitions and general remarks
    ("Een IP-adres is een persoonsgegeven.", "data_category", "ip_address", NONE),
    ("Een cookie is een klein tekstbestand op uw computer.", "data_category", "online_identifier", NONE),
    # "je" before a noun opens no clause
    ("Wij vragen je nooit naar je inkomen, je afkomst of je politieke overtuiging.", "data_category", "ethnicity", D),
    # what is more than is named
    ("Meer dan je naam en je e-mailadres hebben wij niet nodig.", "data_category", "email", A),
    ("Wij krijgen alleen de laatste vier cijfers van je kaart, meer niet.", "data_category", "bank_account", A),
    # a denial in spite of a condition
    ("Uw paspoort bewaren wij niet, ook niet als u het zelf stuurt.", "data_category", "identity_document", D),
    ("Ik geef uw telefoonnummer niet door en gebruik het alleen om te bellen.", "data_category", "phone", A),
    ("We slaan je wachtwoord nooit leesbaar op.", "data_category", "account_credentials", A),
    # a phrase that ends in what is denied
    ("De statistieken maken we met een eigen teller: geen cookies.", "data_category", "online_identifier", D),
    # how to reach the organisation
    ("E-mail: info@voorbeeld.example", "data_category", "email", NONE),
    ("Vul uw naam en e-mailadres in.", "data_category", "email", A),
]


@pytest.mark.parametrize(("text", "kind", "value", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_assertion(text: str, kind: str, value: str, expected: Assertion | None, facts_of) -> None:  # type: ignore[no-untyped-def]
    found = [fact.assertion for fact in facts_of(text).facts if (fact.kind, fact.value) == (kind, value)]
    if expected is NONE:
        assert not found
    else:
        assert expected in found or (expected is A and C in found)
        if expected is D:
            assert set(found) == {D}


def test_a_denying_lead_in_denies_its_items(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of("Wij verwerken geen:\n\n- medische gegevens\n- burgerservicenummer\n")
    assert not list(facts.of("data_category"))
    assert {fact.value for fact in facts.denied("data_category")} == {"health", "national_id"}


def test_an_excepting_lead_in_asserts_its_items(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of(
        "Wij delen uw gegevens niet met derden, tenzij:\n\n- u daarvoor toestemming geeft;\n"
        "- de wet ons daartoe verplicht.\n"
    )
    assert {fact.value for fact in facts.of("legal_basis")} == {"consent", "legal_obligation"}


WORLD = [
    "Onder bijzondere gegevens vallen gegevens over ras, godsdienst en gezondheid.",
    "Een persoonsgegeven is alles wat naar één mens leidt. Ook een kenteken of een geboortedatum kan eronder vallen.",
    "Stel dat iemand uw rekeningnummer vindt. Met een geboortedatum erbij kan hij een abonnement nemen.",
    "Deel uw wachtwoord nooit met anderen.",
    "Veel webwinkels vragen een geboortedatum.",
    "Sommige websites volgen het surfgedrag van bezoekers.",
    "Oplichters vragen soms om een kopie van een paspoort.",
    "De gemeente vraagt op haar formulier naar uw BSN. Dat formulier is niet van ons.",
    "## Begrippen\n\n- klant: ieder die bestelt;\n- bijzonder gegeven: gezondheid, geloof of afkomst;\n",
    "## Waar deze verklaring niet over gaat\n\nHet bureau vraagt om een leeftijd en een telefoonnummer.",
]


@pytest.mark.parametrize("text", WORLD)
def test_what_is_told_of_the_world_or_of_others_is_no_fact(text: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of(f"# Privacyverklaring\n\n{text}")
    assert not [fact.value for kind in ("data_category", "purpose", "data_subject") for fact in facts.of(kind)]


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("Een cookie is een klein bestand. Wij gebruiken het om uw geboortedatum te onthouden.", "date_of_birth", True),
        ("Veel clubs vragen meer. Wij vragen alleen uw geboortedatum.", "date_of_birth", True),
        ("Inkomen en geboortedatum gaan ons niets aan.", "date_of_birth", False),
        ("Camera's hangen er niet.", "camera_footage", False),
        ("Uw BSN vragen wij niet, tenzij de wet dat eist.", "national_id", False),
        ("Deze gegevens vragen wij niet, tenzij het wettelijk verplicht is: uw BSN en geloof.", "national_id", False),
        ("Uw BSN vragen wij niet, tenzij u daarvoor toestemming geeft.", "national_id", True),
        ("Niet op de kaart staan: uw gewicht, uw geboortedatum en uw geloof.", "date_of_birth", False),
        ("Wij nemen geen risico: uw geboortedatum wordt versleuteld bewaard.", "date_of_birth", True),
        ("Niemand anders krijgt uw geboortedatum.", "date_of_birth", True),
        ("Anderen zien uw geboortedatum niet.", "date_of_birth", True),
        ("Zo hoef je niet telkens opnieuw je geboortedatum in te vullen.", "date_of_birth", True),
        ("Uw geboortedatum: die vragen wij niet.", "date_of_birth", False),
        ("Veel websites vragen je geboortedatum. Dat doen wij niet.", "date_of_birth", False),
        ("Veel apps vragen je geboortedatum. Zo kennen zij je. Wij doen dat niet.", "date_of_birth", False),
        ("Wij bewaren uw geboortedatum. Die gebruiken wij niet voor reclame.", "date_of_birth", True),
        ("Uw geboortedatum gebruiken wij niet vaker dan nodig.", "date_of_birth", True),
        ("Je geboortedatum komt nooit in handen van anderen.", "date_of_birth", True),
        ("Je geboortedatum willen wij niet weten.", "date_of_birth", False),
        ("Uw geboortedatum komt er niet aan te pas.", "date_of_birth", False),
        ("Op de kaart staat uw geboortedatum. Die delen wij niet.", "date_of_birth", True),
    ],
)
def test_own_practice_beside_the_world_s(text: str, value: str, told: bool, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert (value in {fact.value for fact in facts_of(text).of("data_category")}) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In de straat hangen camera's van de stad. Daar zijn wij niet verantwoordelijk voor.", False),
        ("Een ziekenhuis moet dossiers volgens de wet bewaren. Voor ons geldt dat niet.", False),
        ("Wij filmen de ingang tegen diefstal. Voor ons geldt dat niet.", True),
        ("In de winkel hangen camera's tegen diefstal.\n\nVoor ons geldt dat niet.", True),
    ],
)
def test_uses_that_are_left_to_others(text: str, told: bool, facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of(text)
    assert bool([*facts.of("purpose"), *facts.of("legal_basis")]) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bij verdachte berichten slaan wij uw adres op.", True),
        ("Meld u zelf aan met uw adres.", True),
        ("Wij geven uw adres aan de koerier. De koerier is daarvoor zelf verantwoordelijk.", True),
        ("U bepaalt zelf welke gegevens u invult, zoals uw adres.", True),
        ("Van klanten die hun account hebben stopgezet, bewaren wij het adres.", True),
        ("Wij verwerken uw adres niet nog eens voor reclame.", False),
    ],
)
def test_what_is_told_beside_advice_stays(text: str, told: bool, facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of(text).of("data_category")
    assert any(fact.value == "address" and fact.assertion != Assertion.DENIED for fact in facts) is told


@pytest.mark.parametrize(
    "text",
    [
        "Wij beveiligen uw gegevens tegen diefstal.",
        "Lopende contracten blijven geldig bij verhuizing.",
        "Parkeren van voertuigen is op eigen risico.",
        "Een hypotheek afsluiten doet u in drie stappen.",
        "U kunt als rekeninghouder een incasso terugboeken.",
        "Wij zoeken een clubfotograaf!",
        "De nationaliteit speelt bij ons geen rol.",
    ],
)
def test_words_in_passing_name_no_data(text: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert not list(facts_of(text).of("data_category"))


def test_a_heading_falls_with_the_passage_that_denies_it(facts_of) -> None:  # type: ignore[no-untyped-def]
    text = "# Privacyverklaring\n\n## Nieuwsbrief\n\n"
    assert not list(facts_of(text + "Wij hebben geen nieuwsbrief.").of("purpose"))
    assert list(facts_of(text + "Daarvoor meldt u zich aan op onze site.").of("purpose"))


def test_more_than_is_named_denies_no_list(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of("Meer dan hiervoor nodig is, vragen wij niet:\n\n- uw naam\n- uw geboortedatum\n")
    assert {fact.value for fact in facts.of("data_category")} == {"name", "date_of_birth"}
