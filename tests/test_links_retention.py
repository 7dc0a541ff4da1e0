"""To which activities a period belongs: those that its subject names, its paragraph, or all that have none."""

from __future__ import annotations

from tests.linked import linked, pairs

TWO_PURPOSES = (
    "# Privacy\n\n## Camera's\n\nOm diefstal te voorkomen hangen er camera's in de winkel.\n\n"
    "## Nieuwsbrief\n\nMet uw e-mailadres sturen wij de nieuwsbrief.\n\n"
)
ORDERS = (
    "# Privacy\n\n## Bestellen\n\nWij gebruiken uw adres om uw bestelling te leveren en uw vragen te beantwoorden.\n\n"
    "## Reparaties\n\nUw telefoonnummer hebben wij nodig om de reparatie uit te voeren.\n\n"
)


def kept(text: str) -> set[tuple[str, str]]:
    return pairs(linked(text), "retention")


def test_each_row_of_a_table_of_periods_is_of_what_it_names() -> None:
    found = kept(
        TWO_PURPOSES + "## Bewaartermijnen\n\n| Gegevens | Termijn |\n| --- | --- |\n"
        "| Facturen voor de boekhouding | 7 jaar |\n| Camerabeelden | 1 maand |\n"
    )
    assert ("administration", "P7Y") in found
    assert ("security", "P1M") in found
    assert ("newsletter", "P1M") not in found


def test_a_period_of_one_purpose_is_not_that_of_the_purposes_told_beside_it() -> None:
    found = kept(
        "# Privacy\n\n## Doelen\n\n- Uw opdracht uitvoeren\n- Uw opdracht uitvoeren en facturen versturen\n\n"
        "## Bewaartermijnen\n\nUw dossier bewaren wij tien jaar.\n"
    )
    assert ("service_delivery", "P10Y") in found
    assert ("payment", "P10Y") not in found


def test_the_words_before_a_period_without_a_subject_say_what_it_is_of() -> None:
    found = kept(ORDERS + "## Hoe lang bewaren wij?\n\nNa de reparatie blijft de kaart nog een jaar in de la.\n")
    assert ("service_delivery", "P1Y") in found
    assert ("communication", "P1Y") not in found


def test_data_that_most_activities_have_do_not_tell_what_a_period_is_of() -> None:
    uses = ("te bezorgen", "te factureren", "onze nieuwsbrief te sturen", "u te bellen", "fraude te voorkomen")
    text = "".join(f"## Deel {n}\n\nWij gebruiken uw naam om {use}.\n\n" for n, use in enumerate(uses))
    found = kept(f"# Privacy\n\n{text}## Bewaartermijnen\n\nNamen van jubilarissen bewaren wij 20 jaar.\n")
    assert not {purpose for purpose, value in found if value == "P20Y"}


def test_what_is_kept_of_the_rest_is_not_of_a_purpose_whose_period_stands_elsewhere() -> None:
    found = kept(
        "# Privacy\n\n## Doelen\n\nWij gebruiken uw e-mailadres om de nieuwsbrief te sturen.\n\n"
        "Wij gebruiken uw naam om te reageren op uw vragen.\n\n"
        "## Bewaartermijnen\n\n- Nieuwsbrief: tot u zich afmeldt\n\n"
        "Overige gegevens bewaren wij niet langer dan nodig.\n"
    )
    assert ("communication", "necessary") in found
    assert ("newsletter", "necessary") not in found


def test_a_period_without_a_purpose_is_of_the_paragraph_before() -> None:
    found = kept(
        "# Privacy\n\n## In de winkel\n\nMet uw naam beantwoorden wij uw vragen.\n\n"
        "Na zeven jaar gaat het papier door de versnipperaar.\n\n"
        "Met uw rekeningnummer verwerken wij uw betaling.\n"
    )
    assert ("communication", "P7Y") in found
    assert ("payment", "P7Y") not in found


def test_a_period_belongs_to_each_thing_that_it_names_where_the_law_asks_it_too() -> None:
    found = kept(
        "# Privacy\n\n## Giften\n\nUw gift gebruiken wij voor fondsenwerving.\n\n"
        "## De werkplaats\n\nUw telefoonnummer hebben wij nodig om de reparatie uit te voeren.\n\n"
        "## Contact\n\nMet uw naam beantwoorden wij uw vragen.\n\n"
        "## Bewaartermijnen\n\n- Giften en reparaties: 7 jaar, omdat de wet ons daartoe verplicht\n"
    )
    assert {purpose for purpose, value in found if value == "P7Y"} >= {"fundraising", "service_delivery"}
    assert ("communication", "P7Y") not in found


def test_what_a_period_in_prose_names_in_its_section_has_it_with_its_paragraph() -> None:
    found = kept(
        "# Privacy\n\n## De webwinkel\n\nMet uw adres leveren wij uw bestelling en sturen wij de factuur.\n\n"
        "Met uw naam beantwoorden wij uw vragen.\n\n"
        "Een bestelling bewaren wij zolang u klant bent.\n"
    )
    assert {purpose for purpose, value in found if value == "relationship"} == {"service_delivery", "payment"}


def test_what_is_kept_of_a_check_on_clients_is_kept_for_that() -> None:
    found = kept(
        "# Privacy\n\n## Doelen\n\n- Uw opdracht uitvoeren\n- Vaststellen van uw identiteit\n\n"
        "## Bewaartermijnen\n\n- Wwft-gegevens: vijf jaar\n"
    )
    assert ("identity_verification", "P5Y") in found
    assert ("service_delivery", "P5Y") not in found


def test_what_is_kept_no_longer_than_needed_is_all_data_whatever_the_sentence_begins_with() -> None:
    found = kept(
        TWO_PURPOSES + "## Bewaartermijnen\n\n"
        "Tenzij er in de winkel iets anders hangt bewaren wij persoonsgegevens niet langer dan nodig is.\n"
    )
    assert {("security", "necessary"), ("newsletter", "necessary")} <= found


def test_a_word_with_a_hyphen_tells_what_a_period_is_of() -> None:
    found = kept(
        "# Privacy\n\n## Reservekopieën\n\nOm verlies van gegevens te voorkomen maken wij elke nacht een back-up.\n\n"
        "## Nieuwsbrief\n\nMet uw e-mailadres sturen wij de nieuwsbrief.\n\n"
        "## Bewaartermijnen\n\n- Back-ups: 30 dagen\n"
    )
    assert ("security", "P30D") in found
    assert ("newsletter", "P30D") not in found
