"""Which purposes a legal basis carries."""

from __future__ import annotations

import pytest

from tests.linked import linked, pairs


def test_bases_that_are_summed_up_are_of_all_purposes_though_their_words_name_some() -> None:
    found = pairs(
        linked(
            "# Privacyverklaring\n\n## Doeleinden\n\nWij gebruiken uw gegevens voor:\n\n- de ledenadministratie;\n"
            "- onze nieuwsbrief;\n- het innen van de contributie.\n\n## Grondslagen\n\nDe verwerking van gegevens "
            "berust op een van de volgende grondslagen: toestemming, uitvoering van een overeenkomst of een wettelijke "
            "verplichting.\n"
        ),
        "legal_bases",
    )
    assert {("newsletter", "consent"), ("payment", "contract"), ("administration", "legal_obligation")} <= found
    assert ("service_delivery", "consent") not in found
    assert ("legal_compliance", "consent") not in found


def test_consent_to_the_statement_is_of_all_that_it_tells() -> None:
    found = pairs(
        linked(
            "# Privacyverklaring\n\n## Inschrijven\n\nWij gebruiken uw naam om de ledenadministratie bij te houden.\n\n"
            "## Betalen\n\nMet uw rekeningnummer innen wij de contributie.\n\n## Tot slot\n\n"
            "Door lid te worden gaat u akkoord met deze verklaring.\n"
        ),
        "legal_bases",
    )
    assert {("administration", "consent"), ("payment", "consent")} <= found


def test_a_basis_where_no_other_is_named_is_of_what_has_none() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Nieuwsbrief\n\nMet uw toestemming sturen wij u onze nieuwsbrief.\n\n## Camera's\n\n"
            "Met camera's bewaken wij de ingang.\n\n## Overig\n\nVia de site stellen wij advertenties samen. "
            "Waar wij geen andere grondslag noemen, beroepen wij ons op ons gerechtvaardigd belang.\n"
        ),
        "legal_bases",
    )
    assert {("security", "legitimate_interests"), ("newsletter", "consent")} <= found
    assert ("newsletter", "legitimate_interests") not in found


def test_under_a_general_heading_a_basis_is_of_what_was_told_before_it() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Waarvoor gebruiken wij uw gegevens?\n\nWij sturen u onze nieuwsbrief. Dat doen wij als u "
            "daarmee instemt. Uw rekeningnummer gebruiken wij om de betaling te verwerken.\n"
        ),
        "legal_bases",
    )
    assert ("newsletter", "consent") in found
    assert ("payment", "consent") not in found


def test_consent_for_cookies_is_of_the_rows_that_need_it() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Cookies\n\nBij uw eerste bezoek vragen wij uw toestemming.\n\n| Cookie | Doel |\n"
            "| --- | --- |\n| _ga | bezoekstatistieken |\n| sessie | werking van de website |\n"
        ),
        "legal_bases",
    )
    assert found == {("analytics", "consent")}


def test_consent_for_cookies_is_not_by_custom_that_of_the_newsletter() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Nieuwsbrief\n\nWij sturen onze nieuwsbrief.\n\n## Cookies\n\nMet cookies meten wij "
            "het bezoek. Dat doen wij alleen met uw toestemming.\n"
        ),
        "legal_bases",
    )
    assert found == {("analytics", "consent")}


def test_what_has_a_basis_gets_no_consent_by_custom() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Nieuwsbrief\n\nOp grond van ons gerechtvaardigd belang sturen wij u onze nieuwsbrief.\n\n"
            "## Foto's\n\nMet uw toestemming plaatsen wij foto's op onze website.\n"
        ),
        "legal_bases",
    )
    assert found == {("newsletter", "legitimate_interests"), ("publicity", "consent")}


def test_consent_to_the_statement_is_none_to_the_cameras() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Inschrijven\n\nWij gebruiken uw naam om de ledenadministratie bij te houden.\n\n"
            "## Camera's\n\nMet camera's bewaken wij de ingang.\n\n## Tot slot\n\n"
            "Door lid te worden gaat u akkoord met dit reglement.\n"
        ),
        "legal_bases",
    )
    assert found == {("administration", "consent")}


def test_a_duty_to_keep_is_not_the_basis_of_what_is_kept() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Betalen\n\nMet uw rekeningnummer innen wij de contributie. Dat is nodig om het contract "
            "uit te voeren.\n\n## Bewaartermijnen\n\n- Facturen: 7 jaar, dat is wettelijk verplicht.\n"
        ),
        "legal_bases",
    )
    assert {("payment", "contract"), ("legal_compliance", "legal_obligation")} <= found
    assert ("payment", "legal_obligation") not in found


def test_a_basis_that_names_a_purpose_follows_on_what_its_paragraph_told() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Waarvoor gebruiken wij uw gegevens?\n\nMet uw rekeningnummer innen wij de contributie. "
            "Dit is nodig om de overeenkomst uit te voeren. Met camera's bewaken wij de ingang.\n"
        ),
        "legal_bases",
    )
    assert ("payment", "contract") in found
    assert ("security", "contract") not in found


def test_consent_of_one_purpose_is_not_that_of_its_passage() -> None:
    text = "# Privacy\n\n## Leden\n\nWij innen de contributie met uw rekeningnummer. {}\n"
    own = linked(text.format("Foto's van leden plaatsen wij alleen met uw toestemming op onze website."))
    assert pairs(own, "legal_bases") == {("publicity", "consent")}


def test_what_a_section_on_rights_tells_has_the_basis_of_everything() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Inschrijven\n\nWij gebruiken uw naam om de ledenadministratie bij te houden.\n\n"
            "## Grondslag\n\nWij verwerken uw gegevens om een wettelijke verplichting na te komen of om een taak van "
            "algemeen belang uit te voeren.\n\n## Uw rechten\n\nU kunt uw gegevens inzien. Neem een identiteitsbewijs "
            "mee, zodat wij weten wie u bent.\n"
        ),
        "legal_bases",
    )
    assert ("identity_verification", "public_task") in found


def test_the_basis_in_the_introduction_of_a_list_is_that_of_its_items() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Doelen\n\nOp grond van uw toestemming gebruiken wij uw gegevens voor:\n\n"
            "- onze nieuwsbrief\n- het plaatsen van foto's op onze website\n\n"
            "Voor de uitvoering van de overeenkomst gebruiken wij uw gegevens voor:\n\n"
            "- het innen van de contributie\n- het beheren van uw account\n"
        ),
        "legal_bases",
    )
    assert {("newsletter", "consent"), ("publicity", "consent")} <= found
    assert {("payment", "contract"), ("account_management", "contract")} <= found
    assert not {("newsletter", "contract"), ("payment", "consent")} & found


def test_the_basis_of_the_data_of_some_is_not_that_of_everything() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Doelen\n\n- het innen van de contributie\n- het werven van fondsen\n\n## Grondslag\n\n"
            "De gegevens van deelnemers verwerken wij met uw toestemming.\n"
        ),
        "legal_bases",
    )
    assert not found


def test_each_basis_of_a_paragraph_is_of_what_was_told_just_before_it() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Waarvoor gebruiken wij uw gegevens?\n\nWij sturen u onze nieuwsbrief. Daarvoor vragen wij "
            "uw toestemming. Met uw rekeningnummer innen wij de contributie. Dat is ons gerechtvaardigd belang.\n"
        ),
        "legal_bases",
    )
    assert found == {("newsletter", "consent"), ("payment", "legitimate_interests")}


@pytest.mark.parametrize("titles", [("### Toestemming\n\n", "### Uitvoering van de overeenkomst\n\n"),
                                    ("**Toestemming**\n\n", "**Overeenkomst**\n\n"),
                                    ("**Toestemming.** ", "**Overeenkomst.** ")])  # fmt: skip
def test_a_title_that_names_a_basis_gives_it_to_what_stands_below(titles: tuple[str, str]) -> None:
    consent, contract = titles
    found = linked(
        "# Privacyverklaring\n\n## Waarom mogen wij dat?\n\n"
        f"{consent}Wij sturen u een nieuwsbrief. Foto's van het feest plaatsen wij op onze website.\n\n"
        f"{contract}Wij verwerken uw bestelling. Ook sturen wij u een factuur.\n"
    )
    assert pairs(found, "legal_bases") == {
        ("newsletter", "consent"), ("publicity", "consent"), ("service_delivery", "contract"), ("payment", "contract"),
    }  # fmt: skip


@pytest.mark.parametrize("sentence", [
    "Voor de nieuwsbrief vragen wij uw toestemming, voor de bestelling is de grondslag de overeenkomst.",
    "Met uw toestemming sturen wij een nieuwsbrief en op grond van de overeenkomst verwerken wij uw bestelling.",
    "Wij sturen de nieuwsbrief met uw toestemming; uw bestelling verwerken wij ter uitvoering van de overeenkomst.",
])  # fmt: skip
def test_a_sentence_tells_each_purpose_its_own_basis(sentence: str) -> None:
    found = linked(f"# Privacyverklaring\n\n## Doelen\n\n{sentence}\n")
    assert pairs(found, "legal_bases") == {("newsletter", "consent"), ("service_delivery", "contract")}


def test_bases_told_together_are_of_all_that_the_sentence_tells() -> None:
    found = linked(
        "# Privacyverklaring\n\n## Doelen\n\n"
        "Wij sturen een nieuwsbrief en verwerken uw bestelling op grond van uw toestemming en de overeenkomst.\n"
    )
    assert {("newsletter", "contract"), ("service_delivery", "consent")} <= pairs(found, "legal_bases")
