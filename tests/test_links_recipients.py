"""For which purposes a recipient gets data, where its own passage names none or not all."""

from __future__ import annotations

from tests.linked import linked, pairs

NEWSLETTER = "# Verklaring\n\n## Nieuwsbrief\n\nWij sturen u de nieuwsbrief.\n\n"
TRAVEL = "## Reizen\n\nWij gebruiken uw naam om uw reis uit te voeren. De bezorger krijgt uw adres.\n\n"
COMPLAINTS = "## Klachten\n\nWij gebruiken uw naam om uw klachten te behandelen.\n\n"
SHARING = "## Met wie delen wij gegevens?\n\n"


def recipients(text: str) -> set[tuple[str, str]]:
    return pairs(linked(text), "recipients")


def test_a_recipient_told_in_several_places_goes_with_what_it_usually_serves() -> None:
    once = NEWSLETTER + TRAVEL + "## Boekhouding\n\nVoor de boekhouding krijgen verzekeraars gegevens.\n\n"
    assert ("service_delivery", "partner") not in recipients(once)
    twice = once + "## Fraude\n\nOm fraude te voorkomen krijgen verzekeraars gegevens.\n"
    assert ("service_delivery", "partner") in recipients(twice)
    assert ("newsletter", "partner") not in recipients(twice)


def test_staff_see_the_data_of_the_purpose_in_whose_words_they_are_spoken_of() -> None:
    text = NEWSLETTER + COMPLAINTS + "## Fraude\n\nOm fraude te voorkomen kan de penningmeester uw {} zien.\n"
    assert ("communication", "staff") in recipients(text.format("klachten"))
    assert ("communication", "staff") not in recipients(text.format("betaling"))


def test_a_named_supplier_gets_the_data_of_its_own_task_only() -> None:
    text = NEWSLETTER + COMPLAINTS + SHARING
    every = {("newsletter", "Teamleader"), ("communication", "Teamleader")}
    assert not every & recipients(text + "Teamleader beheert als verwerker ons relatiesysteem.\n")
    assert every <= recipients(text + "Leveranciers zoals Teamleader verwerken gegevens in onze opdracht.\n")


def test_a_partner_has_ends_of_its_own_and_gets_not_all_data() -> None:
    text = NEWSLETTER + COMPLAINTS + SHARING
    assert ("newsletter", "partner") not in recipients(text + "Wij delen uw gegevens alleen met onze partners.\n")
    assert ("newsletter", "processor") in recipients(text + "Wij delen uw gegevens alleen met onze verwerkers.\n")


def test_custom_does_not_reach_across_a_long_statement() -> None:
    others = (
        "## Fraude\n\nWij voorkomen fraude.\n\n## Foto's\n\nWij plaatsen foto's op onze website.\n\n"
        "## Sollicitatie\n\nWij gebruiken uw brief als u solliciteert.\n\n## Boeken\n\nWij voeren onze boekhouding.\n\n"
        "## Onderzoek\n\nWij meten het bezoek aan onze site.\n\n"
    )
    told = SHARING + "Teamleader bewaart gegevens.\n"
    assert ("service_delivery", "Teamleader") in recipients(NEWSLETTER + others + TRAVEL + told)
    assert ("service_delivery", "Teamleader") not in recipients(NEWSLETTER + TRAVEL + others + told)


def test_rows_without_a_column_of_recipients_have_those_that_usually_serve_them() -> None:
    rows = (
        "# Verklaring\n\n## Wat wij doen\n\n| Doel | Gegevens |{0}\n| --- | --- |{1}\n"
        "| Nieuwsbrief | e-mailadres |{2}\n| Betaling | rekeningnummer |{3}\n\n"
    )
    told = "## Fraude\n\nOm fraude te voorkomen werken wij met Mollie.\n"
    plain, named = ("", "", "", ""), (" Ontvanger |", " --- |", " Mailchimp |", " ABN AMRO |")
    assert ("payment", "Mollie") in recipients(rows.format(*plain) + told)
    assert ("payment", "Mollie") not in recipients(rows.format(*named) + told)


def test_a_recipient_is_for_both_purposes_of_its_paragraph_in_a_section_on_two() -> None:
    text = (
        "# Verklaring\n\n## Reizen\n\nOm uw reis uit te voeren krijgen verzekeraars uw naam. "
        "Met uw telefoonnummer beantwoorden wij uw vragen.{}\n\n"
        "## Fraude\n\nOm fraude te voorkomen krijgen verzekeraars gegevens.\n"
    )
    both = {("service_delivery", "partner"), ("communication", "partner")}
    assert both <= recipients(text.format(""))
    assert not both <= recipients(text.format(" Ook verwerken wij uw betaling."))
