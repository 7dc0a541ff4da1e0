"""What goes with a purpose by custom, as counted in the corpus, and what custom may not add."""

from __future__ import annotations

import pytest

from analyser.data import data_dir
from tests import usual_tables
from tests.linked import linked, pairs


def test_a_section_gives_its_activities_what_they_usually_have() -> None:
    found = linked(
        "# Verklaring\n\n## Onze winkel\n\nWij vragen uw e-mailadres, uw rekeningnummer en uw IP-adres.\n\n"
        "* Wij sturen u de nieuwsbrief.\n* Wij verwerken uw betaling.\n\n## Post\n\nSchrijven mag.\n"
    )
    data = pairs(found, "data_categories")
    assert ("newsletter", "email") in data
    assert ("payment", "bank_account") in data
    assert ("newsletter", "ip_address") not in data
    assert any(value == "ip_address" for _, value in data)  # it stays somewhere


def test_a_sentence_is_believed_whatever_it_ties() -> None:
    found = linked("# Verklaring\n\n## Nieuwsbrief\n\nVoor de nieuwsbrief vragen wij uw kenteken en uw e-mailadres.\n")
    assert ("newsletter", "vehicle") in pairs(found, "data_categories")


def test_a_recipient_of_no_passage_on_a_purpose_goes_to_the_purpose_that_usually_has_it() -> None:
    found = linked(
        "# Verklaring\n\n## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n"
        "## Bestellen\n\nWij gebruiken uw rekeningnummer om uw betaling te verwerken.\n\n"
        "## Delen met anderen\n\nWij delen gegevens met Mollie.\n"
    )
    assert ("payment", "mollie") in {(p, v.lower()) for p, v in pairs(found, "recipients")}
    assert ("newsletter", "mollie") not in {(p, v.lower()) for p, v in pairs(found, "recipients")}


def test_what_nearly_always_goes_with_a_purpose_is_joined_with_it_and_says_so() -> None:
    found = linked(
        "# Verklaring\n\n## Wat wij van u vragen\n\n* uw rekeningnummer\n* uw kenteken\n* uw geboortedatum\n\n"
        "## Waarvoor\n\n* Om uw betaling te verwerken, vragen wij uw naam.\n* Voor de nieuwsbrief vragen wij uw naam.\n"
    )
    joined = {(p, k.value) for a in found for k in a.links if k.basis == "usual" for p in a.values("purposes")}
    assert joined == {("payment", "bank_account")}
    payment = next(a for a in found if "payment" in a.values("purposes"))
    assert "bank_account" in payment.values("data_categories")
    assert "bank_account" not in payment.tied("data_categories")


def test_a_denied_fact_is_joined_with_nothing() -> None:
    found = linked("# Verklaring\n\nWij verwerken uw betaling.\n\n## Gegevens\n\nUw rekeningnummer bewaren wij niet.\n")
    assert ("payment", "bank_account") not in pairs(found, "data_categories")


@pytest.mark.parametrize("field", usual_tables.FIELDS)
def test_what_is_usual_is_as_the_corpus_says(field: str) -> None:
    """Renewed by `python -m tests.usual_tables`."""
    assert (data_dir("rules") / "usual" / f"{field}.csv").read_text(encoding="utf-8") == usual_tables.table(field)


def test_few_statements_say_little_of_what_is_usual() -> None:
    often, once = {("payment", "name"): True, ("payment", "age"): False}, {("payment", "rare"): True}
    found = usual_tables.shares([often] * 40 + [once])
    assert found["payment", "name"] > 90 and found["payment", "age"] < 10
    assert ("payment", "rare") not in found and 20 < found["payment", "other"] < 80
    assert found["other", "name"] > found["other", "age"]


def test_a_basis_stated_for_two_purposes_is_not_joined_with_a_third() -> None:
    one = "# Privacy\n\n## Foto's\n\nMet uw toestemming plaatsen wij foto's op onze website.\n\n"
    two = "## Onderzoek\n\nMet uw toestemming gebruiken wij uw antwoorden voor wetenschappelijk onderzoek.\n\n"
    third = "## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n"
    assert ("newsletter", "consent") in pairs(linked(one + third), "legal_bases")
    assert ("newsletter", "consent") not in pairs(linked(one + two + third), "legal_bases")


def test_a_basis_told_beside_data_is_of_those_data() -> None:
    found = linked(
        "# Privacy\n\n## Welke gegevens?\n\nWij hebben uw naam en adres. De verwerking gebeurt met uw toestemming.\n\n"
        "## Camera's\n\nOp het terrein hangen camera's voor de veiligheid.\n"
    )
    assert ("security", "consent") not in pairs(found, "legal_bases")
