"""How far what is said of no purpose reaches: to all activities, to some, or to none."""

from __future__ import annotations

import pytest

from analyser import analyse_text
from analyser.types import Assertion
from analyser.units import topics_of, without_number
from tests.linked import linked, pairs

PURPOSES = (
    "## Doelen\n\nWij gebruiken uw gegevens voor:\n\n- het afhandelen van uw betaling\n"
    "- het versturen van onze nieuwsbrief\n\n"
)
BOTH = {"payment", "newsletter"}


def having(text: str, name: str, value: str) -> set[str]:
    return {p for p, v in pairs(linked(PURPOSES + text), name) if v == value} & BOTH


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("3. Uw gegevens", "data"),
        ("Artikel 2 – Persoonsgegevens", "data"),
        ("II. Wat houd ik bij?", "data"),
        ("Wat je ons vertelt", "data"),
        ("8. Wie helpen ons?", "recipient"),
        ("Wie leest er mee?", "recipient"),
        ("Krijgt iemand anders uw gegevens?", "recipient"),
        ("Als je opzegt", "retention"),
        ("Einde van het lidmaatschap", "retention"),
        ("5. Mogen wij dat wel?", "basis"),
    ],
)
def test_a_heading_tells_its_topic_with_and_without_a_number(heading: str, topic: str) -> None:
    assert topic in topics_of(heading)


@pytest.mark.parametrize("heading", ["3d printen", "1e hulp", "Vaste gegevens"])
def test_a_word_that_begins_with_a_digit_is_no_number_of_a_heading(heading: str) -> None:
    assert without_number(heading) == heading


@pytest.mark.parametrize("heading", ["In het kort", "Een kamer boeken", "II. Dossier", "Wie zijn wij?", "Als u belt"])
def test_a_heading_on_a_case_has_no_topic(heading: str) -> None:
    assert topics_of(heading) == frozenset()


@pytest.mark.parametrize(
    ("text", "value", "of_all"),
    [
        ("Wij houden niets langer vast dan nodig.", "necessary", True),
        ("Zegt u op, dan bewaren wij alles nog twee jaar.", "P2Y", True),
        ("Daarna bewaren we ze nog twee jaar.", "P2Y", True),
        ("De opdrachtbon blijft tot een jaar na de levering in de la.", "P1Y", False),
        ("Gegevens op onze reservekopie bewaren wij een jaar.", "P1Y", False),
        ("Gegevens die bij een klacht horen, bewaren wij een jaar.", "P1Y", False),
    ],
)
def test_prose_on_periods_is_of_all_data_where_it_names_none(text: str, value: str, of_all: bool) -> None:
    assert having(f"## Bewaartermijnen\n\n{text}\n", "retention", value) == (BOTH if of_all else set())


@pytest.mark.parametrize(
    "text",
    [
        "Binnen de club:\n\n- Het bestuur kan bij de gegevens, want dat heeft ze voor zijn werk nodig.\n",
        "Alleen de secretaris en wie de ledenadministratie bijhoudt, kunnen bij uw gegevens.\n",
    ],
)
def test_staff_who_reach_all_data_do_so_for_every_purpose(text: str) -> None:
    assert having(f"## Wie kan erbij?\n\n{text}", "recipients", "staff") == BOTH


def test_others_get_data_for_what_their_sentence_says() -> None:
    text = "## Delen\n\nWij geven uw gegevens alleen aan een deurwaarder als u een rekening niet betaalt.\n"
    assert having(text, "recipients", "legal_adviser") == {"payment"}


@pytest.mark.parametrize(
    ("lead", "of_all"),
    [("Alleen deze partijen krijgen uw gegevens:", True), ("Wij verstrekken gegevens aan:", False)],
)
def test_a_list_of_recipients_is_of_all_data_where_it_is_limited(lead: str, of_all: bool) -> None:
    found = having(f"## Delen\n\n{lead}\n\n- de politie\n- de gemeente\n", "recipients", "politie")
    assert found == (BOTH if of_all else set())


def test_a_rule_for_processors_holds_though_one_was_named_before() -> None:
    text = (
        "## Delen\n\nVoor het versturen van de nieuwsbrief werken wij met een softwareleverancier. "
        "Met bedrijven die in onze opdracht gegevens verwerken, sluiten wij een verwerkersovereenkomst.\n"
    )
    assert having(text, "recipients", "processor") == BOTH


def test_data_told_in_prose_go_to_what_usually_needs_them() -> None:
    text = "## Uw gegevens\n\nWie langskomt, laat een adres achter. Soms noteren wij een allergie.\n"
    assert "health" not in {d for _, d in pairs(linked(PURPOSES + text), "data_categories")}


def test_bases_that_a_text_sums_up_go_with_the_purposes_it_lists() -> None:
    text = "## Rechtsgrond\n\n- uw toestemming;\n- een overeenkomst met u;\n- een gerechtvaardigd belang.\n"
    assert having(text, "legal_bases", "legitimate_interests") == BOTH


def test_one_basis_of_everything_is_kept_where_no_data_are_told() -> None:
    found = linked("Wij verwerken uw gegevens op grond van uw toestemming.\n")
    assert [link.value for activity in found for link in activity.links if link.field == "legal_bases"] == ["consent"]


def test_what_is_denied_states_no_link() -> None:
    text = (
        "Wij gebruiken uw gegevens niet om uw bestelling te leveren.\n\nWij verstrekken gegevens alleen als dit nodig "
        "is voor de uitvoering van de overeenkomst of om te voldoen aan een wettelijke verplichting.\n"
    )
    analysis = analyse_text(text)
    denied = {index for index, fact in enumerate(analysis.facts.facts) if fact.assertion is Assertion.DENIED}
    assert denied
    assert not denied & {link.fact for activity in analysis.activities for link in activity.links}


def test_whoever_works_for_the_organisation_is_told_of_all_under_any_heading_on_rules() -> None:
    found = linked(
        PURPOSES + "## Bewaartermijn\n\nWij bewaren uw gegevens twee jaar. Met bedrijven die uw gegevens in onze "
        "opdracht verwerken, sluiten wij een verwerkersovereenkomst.\n"
    )
    assert {("payment", "processor"), ("newsletter", "processor")} <= pairs(found, "recipients")


@pytest.mark.parametrize(
    ("who", "of_all"),
    [
        ("Alleen de secretaris en de penningmeester hebben toegang tot uw gegevens.", True),
        ("Alleen de penningmeester kan uw rekeningnummer zien.", False),
    ],
)
def test_who_may_see_all_data_inside_is_told_of_every_activity(who: str, of_all: bool) -> None:
    found = linked(f"{PURPOSES}## Wie heeft toegang?\n\n{who}\n")
    assert (("newsletter", "staff") in pairs(found, "recipients")) is of_all


def test_a_period_beside_a_right_counts_under_a_heading_on_periods() -> None:
    found = linked(
        PURPOSES + "## Hoe lang bewaren wij gegevens?\n\n"
        "Wij bewaren uw gegevens twee jaar, tenzij u vraagt om verwijdering van uw gegevens.\n"
    )
    assert {("payment", "P2Y"), ("newsletter", "P2Y")} <= pairs(found, "retention")


@pytest.mark.parametrize("heading", ["Wanneer gooien we het weg?", "Opslagduur", "Hoelang voordat het wordt gewist?"])
def test_a_vague_heading_on_periods_makes_a_period_general(heading: str) -> None:
    found = linked(f"{PURPOSES}## {heading}\n\nDat doen we na twee jaar; zo lang worden ze bewaard.\n")
    assert {("payment", "P2Y"), ("newsletter", "P2Y")} <= pairs(found, "retention")


@pytest.mark.parametrize("heading", ["Wat weten we van je?", "Wat we van u vragen", "Bijzondere persoonsgegevens"])
def test_a_vague_heading_on_data_makes_a_list_general(heading: str) -> None:
    found = linked(f"{PURPOSES}## {heading}\n\n- naam\n- e-mailadres\n")
    assert {("payment", "name"), ("newsletter", "email")} <= pairs(found, "data_categories")


def test_a_period_kept_by_law_is_also_that_of_what_is_kept() -> None:
    found = linked(
        PURPOSES + "## Bewaartermijnen\n\n- Betalingen: 7 jaar (wettelijke verplichting)\n"
        "- Nieuwsbrief: tot u zich afmeldt\n"
    )
    assert ("payment", "P7Y") in pairs(found, "retention")
    assert ("newsletter", "P7Y") not in pairs(found, "retention")


def test_consent_for_cookies_is_for_what_needs_it() -> None:
    found = linked(
        "## Cookies\n\nMet functionele cookies laten wij de website goed werken.\n\n"
        "Met analytische cookies meten wij hoe bezoekers de website gebruiken.\n\n"
        "Met marketingcookies tonen wij u advertenties.\n\n"
        "Bij uw eerste bezoek hebben wij u om toestemming gevraagd.\n"
    )
    assert {("analytics", "consent"), ("marketing", "consent")} <= pairs(found, "legal_bases")
    assert ("website_operation", "consent") not in pairs(found, "legal_bases")


def test_a_list_for_all_purposes_of_the_text_is_for_all_of_them() -> None:
    found = linked(
        "## Gegevens\n\nVoor de in deze verklaring beschreven doeleinden gebruiken wij:\n\n"
        "- uw naam en adres, om u te kunnen antwoorden\n- uw e-mailadres\n\n" + PURPOSES
    )
    assert {(p, d) for p in ("payment", "newsletter") for d in ("name", "email")} <= pairs(found, "data_categories")


def test_an_item_that_tells_what_it_is_for_stays_in_its_list_of_data() -> None:
    found = linked(
        "## Welke gegevens verwerken wij?\n\n- naam\n- adres\n- telefoonnummer\n- e-mailadres\n"
        "- rekeningnummer voor de betaling\n\n## Doelen\n\n- het beantwoorden van uw vragen\n"
        "- het versturen van onze nieuwsbrief\n"
    )
    assert ("newsletter", "bank_account") in pairs(found, "data_categories")
