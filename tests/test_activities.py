"""What the text ties together, and what it leaves general."""

from __future__ import annotations

from analyser import activities
from analyser.types import Activity


def linked(text: str) -> tuple[Activity, ...]:
    from analyser import facts, readers

    document = readers.read(readers.source_from_text(text))
    return activities.link(document, facts.extract(document))


def pairs(found: tuple[Activity, ...], name: str) -> set[tuple[str, str]]:
    return {(p, v) for activity in found for p in activity.values("purposes") for v in activity.values(name)}


TABLE = """# Verwerkingen

| Doel | Gegevens | Grondslag | Bewaartermijn |
| --- | --- | --- | --- |
| Nieuwsbrief | e-mailadres | toestemming | tot u zich afmeldt |
| Facturatie | naam, adres, rekeningnummer | overeenkomst | 7 jaar |
"""


def test_a_row_is_an_activity() -> None:
    found = linked(TABLE)
    assert pairs(found, "data_categories") == {
        ("newsletter", "email"), ("payment", "name"), ("payment", "address"), ("payment", "bank_account"),
    }  # fmt: skip
    assert pairs(found, "legal_bases") == {("newsletter", "consent"), ("payment", "contract")}
    assert ("payment", "P7Y") in pairs(found, "retention")
    assert ("newsletter", "P7Y") not in pairs(found, "retention")


def test_a_section_about_one_purpose_holds_together() -> None:
    found = linked(
        "## Nieuwsbrief\n\nVoor de nieuwsbrief gebruiken wij uw e-mailadres. Dat doen wij met uw toestemming. "
        "Wij bewaren dit gegeven tot u zich afmeldt.\n\n## Sollicitatie\n\nAls u solliciteert, verwerken wij uw cv. "
        "Wij bewaren deze gegevens vier weken.\n"
    )
    assert ("newsletter", "email") in pairs(found, "data_categories")
    assert ("newsletter", "consent") in pairs(found, "legal_bases")
    assert ("recruitment", "P4W") in pairs(found, "retention")
    assert ("newsletter", "P4W") not in pairs(found, "retention")


def test_a_general_period_goes_to_every_activity_without_one() -> None:
    found = linked(
        "## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n"
        "## Bewaren\n\nWij bewaren uw persoonsgegevens twee jaar.\n"
    )
    assert ("newsletter", "P2Y") in pairs(found, "retention")


def test_data_without_a_purpose_are_general() -> None:
    found = linked(
        "## Gegevens\n\nWij verwerken de volgende gegevens:\n\n- naam\n- e-mailadres\n\n"
        "## Doelen\n\nWij gebruiken uw gegevens voor:\n\n- het afhandelen van uw betaling\n"
        "- het versturen van onze nieuwsbrief\n"
    )
    assert pairs(found, "data_categories") == {
        (purpose, data) for purpose in ("payment", "newsletter") for data in ("name", "email")
    }


def test_every_link_names_the_fact_that_states_it() -> None:
    from analyser import facts, readers

    document = readers.read(readers.source_from_text(TABLE))
    extracted = facts.extract(document)
    for activity in activities.link(document, extracted):
        for link in activity.links:
            fact = extracted.facts[link.fact]
            assert link.value in (fact.value, fact.attributes.get("name"))
