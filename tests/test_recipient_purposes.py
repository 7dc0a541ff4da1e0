"""What one sentence tells with a purpose each, and what belongs to some purposes of an activity only."""

from __future__ import annotations

import pytest

from analyser.units import topics_of
from tests.linked import linked, pairs


def purposes_of(text: str, name: str, value: str) -> set[str]:
    return {purpose for purpose, found in pairs(linked(text), name) if found == value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Wij werken met Mollie voor de betalingen, MailerLite voor de nieuwsbrief en Google Analytics.",
            {"Mollie": {"payment"}, "MailerLite": {"newsletter"}},
        ),
        (
            "Wij gebruiken Mollie (afhandelen van betalingen), MailerLite (nieuwsbrief) en Exact (boekhouding).",
            {"Mollie": {"payment"}, "MailerLite": {"newsletter"}, "Exact": {"administration"}},
        ),
        ("Wij gebruiken Mollie en Stripe voor de betalingen.", {"Mollie": {"payment"}, "Stripe": {"payment"}}),
        ("Voor de betalingen werken wij met Mollie en Stripe.", {"Mollie": {"payment"}, "Stripe": {"payment"}}),
        (
            "Voor onze nieuwsbrieven gebruiken wij MailerLite, voor betalingen Mollie en voor de boekhouding Exact.",
            {"MailerLite": {"newsletter"}, "Mollie": {"payment"}, "Exact": {"administration"}},
        ),
        (
            "Wij sturen uw adres voor de verzending naar PostNL en uw mailadres naar MailerLite voor de nieuwsbrief.",
            {"PostNL": {"service_delivery"}, "MailerLite": {"newsletter"}},
        ),
        (
            "Voor de nieuwsbrief gebruiken wij MailerLite en voor de verzending PostNL.",
            {"PostNL": {"service_delivery"}, "MailerLite": {"newsletter"}},
        ),
    ],
)
def test_recipients_have_the_purpose_of_their_part_of_an_enumeration(text: str, expected: dict[str, set[str]]) -> None:
    for name, purposes in expected.items():
        assert purposes_of(f"## Delen met anderen\n\n{text}\n", "recipients", name) == purposes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Voor onze betalingen gebruiken wij Mollie, en voor het bezoekersonderzoek Google Analytics.",
            {"online_identifier": {"analytics"}},
        ),
        (
            "Mollie krijgt voor de betalingen uw rekeningnummer en MailerLite uw mailadres voor de nieuwsbrief.",
            {"bank_account": {"payment"}, "email": {"newsletter"}},
        ),
        (
            "Wij hebben Mollie (uw rekeningnummer) voor betalingen en MailerLite (uw mailadres) voor de nieuwsbrief.",
            {"bank_account": {"payment"}, "email": {"newsletter"}},
        ),
        (
            "Wij delen uw naam en telefoonnummer met Mollie voor de betaling en met MailerLite voor de nieuwsbrief.",
            {"phone": {"payment", "newsletter"}},
        ),
        (
            "Wij sturen uw adres voor de verzending naar PostNL en uw mailadres naar MailerLite voor de nieuwsbrief.",
            {"address": {"service_delivery"}, "email": {"newsletter", "service_delivery"}},  # the latter by custom
        ),
    ],
)
def test_data_go_with_the_recipient_whose_part_tells_them(text: str, expected: dict[str, set[str]]) -> None:
    for category, purposes in expected.items():
        assert purposes_of(f"## Delen met anderen\n\n{text}\n", "data_categories", category) == purposes


def test_a_recipient_of_one_purpose_is_of_that_alone() -> None:
    text = (
        "## Bestellen\n\nWij gebruiken uw naam en adres om uw bestelling te bezorgen en voor de betaling.\n\n"
        "## Wie helpt ons?\n\n- Mollie\n"
    )
    assert purposes_of(text, "recipients", "Mollie") == {"payment"}
    assert purposes_of(text, "data_categories", "address") == {"payment", "service_delivery"}


@pytest.mark.parametrize(
    ("heading", "topics"),
    [
        ("Waarom mag dat?", {"basis"}),
        ("5. Waarom mogen wij dit?", {"basis"}),
        ("Mag ik zien wat jullie over mij weten?", {"right"}),
        ("Welke rechten heb je over je gegevens?", {"right"}),
        ("Wie is verantwoordelijk?", set()),
        ("Wie is waarvoor verantwoordelijk?", set()),
        ("Waarom dit document?", set()),
        ("Veilig bewaard", set()),
        ("Wat weet de club van mij?", {"data"}),
        ("De gegevens die we van je hebben", {"data"}),
        ("Waar gaan je gegevens naartoe?", {"recipient"}),
        ("Waar we uw gegevens heen sturen", {"recipient"}),
        ("Worden mijn gegevens gedeeld?", {"recipient"}),
        ("Programma's die wij gebruiken", {"recipient"}),
        ("Als je geen lid meer bent", {"retention"}),
        ("Waarom vragen we dat?", {"purpose"}),
    ],
)
def test_a_heading_is_about_what_it_asks(heading: str, topics: set[str]) -> None:
    assert topics_of(heading) == topics


def test_staff_who_can_reach_the_data_can_reach_all() -> None:
    text = (
        "## Waarvoor\n\n- het innen van uw contributie\n- het versturen van onze nieuwsbrief\n\n"
        "## Wie kan erbij?\n\nHet bestuur kan bij de gegevens om zijn werk te kunnen doen.\n"
    )
    assert {"payment", "newsletter"} <= purposes_of(text, "recipients", "staff")


def test_a_word_in_common_ties_no_recipient_that_seldom_serves_the_purpose() -> None:
    text = (
        "## Donateurs\n\nWij gebruiken uw rekeningnummer om de gift van donateurs te innen.\n\n"
        "## Wie krijgt gegevens?\n\n- Facebook, waar donateurs onze berichten delen\n"
    )
    assert "payment" not in purposes_of(text, "recipients", "Facebook")
