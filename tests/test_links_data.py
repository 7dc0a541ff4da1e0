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


def test_a_list_for_one_purpose_is_not_the_list_of_all_data() -> None:
    found = pairs(
        linked(
            "## Welke gegevens vragen wij?\n\nOm uw bestelling te kunnen bezorgen, vragen wij:\n\n- naam\n- adres\n"
            "- telefoonnummer\n- e-mailadres\n\nDaarnaast vragen wij:\n\n- uw geboortedatum\n- uw geslacht\n\n"
            "## Doeleinden\n\nWij verwerken gegevens voor:\n\n- het bezorgen van bestellingen\n"
            "- het innen van betalingen\n- het versturen van de nieuwsbrief\n- het voorkomen van fraude\n"
        ),
        "data_categories",
    )
    assert {(p, v) for p, v in found if v in ("phone", "gender")} == {
        ("service_delivery", "phone"), ("service_delivery", "gender"),
    }  # fmt: skip


def test_items_of_one_list_have_their_own_data() -> None:
    found = pairs(
        linked(
            "## Wat hou ik bij?\n\n- *In je dossier:* geboortedatum, adres en gezinssituatie.\n"
            "- *Voor de boekhouding:* je naam en rekeningnummer.\n- *Voor de nieuwsbrief:* je e-mailadres.\n"
        ),
        "data_categories",
    )
    assert {("administration", "bank_account"), ("newsletter", "email")} <= found
    assert not {("administration", "date_of_birth"), ("newsletter", "family")} & found


def test_data_and_purposes_under_one_label_go_together() -> None:
    found = pairs(
        linked(
            "## Gegevens\n\n- Categorie 1: uw naam en e-mailadres\n- Categorie 2: uw cv en diploma's\n\n"
            "## Doeleinden\n\n- Categorie 1: het versturen van de nieuwsbrief\n"
            "- Categorie 2: het beoordelen van uw sollicitatie\n"
        ),
        "data_categories",
    )
    assert {("newsletter", "email"), ("recruitment", "employment_history")} <= found
    assert not {("newsletter", "employment_history"), ("recruitment", "email")} & found


def test_a_section_without_a_purpose_is_about_the_service() -> None:
    found = pairs(
        linked(
            "# Privacy\n\nWij gebruiken gegevens om onze diensten aan u te leveren.\n\n## Wandelgroep\n\n"
            "Wij noteren uw naam, adres en telefoonnummer.\n\n## Nieuwsbrief\n\nU ontvangt onze nieuwsbrief per mail.\n"
        ),
        "data_categories",
    )
    assert {("service_delivery", "name"), ("service_delivery", "phone")} <= found
    assert ("newsletter", "phone") not in found


def test_purposes_speak_of_labelled_data_by_name() -> None:
    found = pairs(
        linked(
            "## Welke gegevens?\n\n- Accountgegevens: naam, e-mailadres en wachtwoord\n"
            "- Bedrijfsgegevens: bedrijfsnaam en KvK-nummer\n- Gebruiksgegevens: IP-adres en browser\n\n"
            "## Waarvoor?\n\nUitvoering. We gebruiken je account- en bedrijfsgegevens om onze diensten te leveren.\n\n"
            "Verbetering. We verbeteren onze software. We kijken daarvoor naar gebruiksgegevens.\n\n"
            "Beveiliging. We voorkomen misbruik van accounts.\n"
        ),
        "data_categories",
    )
    assert {("service_delivery", "business_registration"), ("improvement", "ip_address")} <= found
    assert not {("security", "name"), ("improvement", "name"), ("service_delivery", "ip_address")} & found


def test_each_period_is_of_its_own_data() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Bewaartermijnen\n\nFacturen bewaren wij zeven jaar voor onze boekhouding. "
            "Uw telefoonnummer en geboortedatum wissen wij na een maand.\n\n## Contact\n\nBel ons gerust.\n"
        ),
        "data_categories",
    )
    assert not {("administration", "phone"), ("administration", "date_of_birth")} & found


def test_data_for_the_purposes_of_the_statement_are_for_all_of_them() -> None:
    found = pairs(
        linked(
            "# Privacyverklaring\n\n## Gegevens\n\nWij gebruiken voor de in deze privacyverklaring genoemde "
            "doelen:\n\n- naam\n- adres\n- telefoonnummer\n\n## Doeleinden\n\nWij verwerken gegevens:\n\n"
            "- om uw bestelling te leveren\n- om de betaling te innen\n\n"
            "## Nieuwsbrief\n\nWij versturen een nieuwsbrief over onze diensten.\n"
        ),
        "data_categories",
    )
    assert {("service_delivery", "phone"), ("payment", "phone"), ("newsletter", "phone")} <= found


def test_a_case_under_a_heading_on_data_is_about_the_service() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Welke gegevens hebben wij?\n\n### Voortgang\n\nWe noteren naam, adres en telefoon.\n\n"
            "## Doeleinden\n\nWij verwerken gegevens:\n\n- om onze diensten te leveren\n- om de betaling te innen\n"
            "- om de nieuwsbrief te versturen\n"
        ),
        "data_categories",
    )
    assert ("service_delivery", "phone") in found
    assert ("newsletter", "phone") not in found
