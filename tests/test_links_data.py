"""Which purposes the data of a statement are tied to: by labels, by what points back, by their paragraph."""

from __future__ import annotations

from tests.linked import linked, pairs

PURPOSES = "- de ledenadministratie\n- het innen van de contributie\n- het versturen van de nieuwsbrief\n"
MEMBERS = {(p, v) for p in ("administration", "payment", "newsletter") for v in ("name", "address", "phone", "email")}


def test_words_that_open_a_paragraph_part_a_section() -> None:
    found = pairs(
        linked(
            "## Welke gegevens en waarom?\n\nNieuwsbrief. Voor de nieuwsbrief gebruiken wij uw e-mailadres.\n\n"
            "Boekhouding. Voor de facturatie verwerken wij uw naam, adres en rekeningnummer.\n\n"
            "Kaarten. U ontvangt een kaart op uw postadres.\n"
        ),
        "data_categories",
    )
    assert ("newsletter", "email") in found
    assert {("payment", "name"), ("payment", "address"), ("payment", "bank_account")} <= found
    assert not {("newsletter", "name"), ("newsletter", "address"), ("payment", "email")} & found


def test_purposes_that_point_back_are_those_of_data_in_prose() -> None:
    found = linked(
        "## Lid worden\n\nOp het formulier vul je in: naam, adres, telefoonnummer en e-mailadres.\n\n"
        f"## Wat doen we ermee?\n\n{PURPOSES}"
    )
    assert pairs(found, "data_categories") >= MEMBERS


def test_purposes_under_an_introduction_that_points_back() -> None:
    found = linked(
        "## Gegevens van leden\n\nVan ieder lid noteren wij naam, adres, telefoonnummer en e-mailadres. "
        "Ook noteren wij of u wilt helpen als vrijwilliger.\n\n"
        f"## Doeleinden\n\nWij gebruiken deze gegevens voor:\n\n{PURPOSES}"
    )
    assert pairs(found, "data_categories") >= MEMBERS


def test_items_that_tell_their_own_data_point_back_at_none() -> None:
    found = pairs(
        linked(
            "## Gegevens van leden\n\nWij noteren:\n\n- naam\n- adres\n- telefoonnummer\n- e-mailadres\n\n"
            "## Waarvoor gebruiken wij deze gegevens?\n\n- naam en adres voor de ledenadministratie\n"
            "- e-mailadres voor het versturen van de nieuwsbrief\n"
        ),
        "data_categories",
    )
    assert ("newsletter", "email") in found
    assert ("newsletter", "phone") not in found


def test_paragraphs_with_data_of_their_own_share_none() -> None:
    found = pairs(
        linked(
            "## Klanten\n\nAls je een bestelling plaatst, vragen we je naam, adres en telefoonnummer om die te "
            "bezorgen.\n\nAls je een account aanmaakt, bewaren we je wachtwoord en e-mailadres.\n"
        ),
        "data_categories",
    )
    assert ("account_management", "account_credentials") in found
    assert not {("account_management", "address"), ("account_management", "phone")} & found
