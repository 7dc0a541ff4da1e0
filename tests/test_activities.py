"""What the text ties together, and what it leaves general."""

from __future__ import annotations

from analyser import activities
from tests.linked import linked, pairs, values

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


def test_a_list_of_data_is_of_all_purposes_whatever_introduces_it() -> None:
    found = linked(
        "## Welke gegevens verwerken wij?\n\nBij je aanmelding vragen we om:\n\n- naam\n- e-mailadres\n"
        "- geboortedatum\n- telefoonnummer\n\n## Waarvoor gebruiken wij je gegevens?\n\n- voor de ledenadministratie\n"
        "- voor het innen van de contributie\n- voor het versturen van de nieuwsbrief\n"
    )
    general = next(activity for activity in found if activity.name == "Algemeen")
    assert set(general.values("purposes")) == {"administration", "payment", "newsletter"}
    assert set(general.values("data_categories")) == {"name", "email", "date_of_birth", "phone"}


def test_stray_data_are_no_list_of_all_data() -> None:
    found = linked(
        "## Over ons\n\nOp ons terrein registreren wij uw kenteken.\n\n## Doelen\n\nWij gebruiken uw gegevens voor:\n\n"
        "- het afhandelen van uw betaling\n- het versturen van onze nieuwsbrief\n"
    )
    assert pairs(found, "data_categories") == set()


def test_a_listed_purpose_with_data_of_its_own_gets_no_general_list() -> None:
    found = linked(
        "## Gegevens\n\n* geboortedatum\n* geslacht\n* nationaliteit\n\n## Doelen\n\n"
        "* het sturen van de nieuwsbrief, met uw naam en e-mailadres\n* het afhandelen van uw betaling\n"
        "* het verbeteren van onze dienstverlening\n"
    )
    assert ("payment", "date_of_birth") in pairs(found, "data_categories")
    assert ("newsletter", "date_of_birth") not in pairs(found, "data_categories")


def test_labelled_data_go_to_the_purposes_that_speak_of_the_label() -> None:
    found = linked(
        "## Welke gegevens verwerken wij?\n\n- **Accountgegevens:** naam, e-mailadres en wachtwoord\n"
        "- **Betaalgegevens:** rekeningnummer\n\n## Waarvoor gebruiken wij je gegevens?\n\n"
        "Wij gebruiken je accountgegevens om je account te beheren.\n\n"
        "Met je betaalgegevens sturen wij je facturen.\n"
    )
    data = pairs(found, "data_categories")
    assert ("account_management", "account_credentials") in data
    assert ("payment", "bank_account") in data
    assert ("account_management", "bank_account") not in data


def test_data_under_a_case_are_about_that_case() -> None:
    found = linked(
        "## Welke gegevens verwerken wij?\n\n### Offerte\n\n- naam\n- e-mailadres\n\n### Boeking\n\n- paspoortnummer\n"
        "- geboortedatum\n\n## Doelen\n\nWij gebruiken uw gegevens:\n\n- om een offerte op te stellen\n"
        "- om uw boeking uit te voeren\n- om onze nieuwsbrief te versturen\n"
    )
    assert not any(purpose == "newsletter" for purpose, _ in pairs(found, "data_categories"))


def test_a_basis_said_of_all_processing_reaches_every_activity_without_one() -> None:
    found = linked(
        "## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief. Dat doen wij met uw toestemming.\n\n"
        "## Vragen\n\nWij gebruiken uw telefoonnummer om uw vragen te beantwoorden.\n\n"
        "## Waarom mag dat?\n\nDe verwerking berust op ons gerechtvaardigd belang.\n"
    )
    bases = pairs(found, "legal_bases")
    assert ("communication", "legitimate_interests") in bases
    assert ("newsletter", "legitimate_interests") not in bases


def test_bases_summed_up_are_tied_to_no_purpose() -> None:
    found = linked(
        "## Vragen\n\nWij gebruiken uw telefoonnummer om uw vragen te beantwoorden.\n\n"
        "## Grondslagen\n\nWij verwerken gegevens op basis van een of meer van de volgende grondslagen: "
        "uw toestemming, de overeenkomst met u, een wettelijke verplichting of ons gerechtvaardigd belang.\n"
    )
    assert not any(purpose == "communication" for purpose, _ in pairs(found, "legal_bases"))
    assert values(found, "Algemeen", "legal_bases") >= {"consent", "contract", "legitimate_interests"}


def test_a_basis_for_some_data_is_no_basis_for_all() -> None:
    found = linked(
        TABLE + "\n## Gezondheid\n\nMedische gegevens verwerken wij uitsluitend met uw uitdrukkelijke toestemming.\n"
    )
    assert ("payment", "consent") not in pairs(found, "legal_bases")


def test_a_period_goes_to_the_activity_whose_words_its_subject_shares() -> None:
    found = linked(
        "## Doelen\n\nWij gebruiken uw gegevens:\n\n- om u te adviseren over verzekeringen\n- om schade te behandelen\n"
        "- om onze nieuwsbrief te versturen\n\n## Bewaartermijnen\n\n- schadedossiers: 5 jaar\n- nieuwsbrief: 1 jaar\n"
    )
    assert ("newsletter", "P1Y") in pairs(found, "retention")
    assert ("newsletter", "P5Y") not in pairs(found, "retention")


LISTED = (
    "## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n"
    "## Vragen\n\nWij gebruiken uw telefoonnummer om uw vragen te beantwoorden.\n\n"
    "## Met wie delen wij gegevens?\n\nWij geven uw gegevens alleen aan:\n\n{}\n"
)


def test_a_list_of_all_recipients_reaches_every_activity() -> None:
    found = linked(LISTED.format("- de Belastingdienst\n- ons administratiekantoor"))
    assert pairs(found, "recipients") >= {("newsletter", "accountant"), ("communication", "accountant")}


def test_a_recipient_with_a_part_of_its_own_gets_no_other_data() -> None:
    found = linked(LISTED.format("- Mailchimp (nieuwsbrief)\n- Voorbeeldhosting, die onze servers beheert"))
    assert ("newsletter", "Mailchimp") in pairs(found, "recipients")
    assert not any(purpose == "communication" for purpose, _ in pairs(found, "recipients"))


def test_who_works_for_the_organisation_works_on_all_data() -> None:
    found = linked(
        "## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n## Ontvangers\n\n"
        "Met bedrijven die gegevens verwerken in onze opdracht, sluiten wij een verwerkersovereenkomst.\n"
    )
    assert ("newsletter", "processor") in pairs(found, "recipients")


def test_what_follows_from_refusal_is_no_activity() -> None:
    found = linked("## Niet verplicht\n\nZonder uw e-mailadres kunnen wij uw bestelling niet leveren.\n")
    assert not any(activity.values("purposes") for activity in found)


def test_the_title_is_no_section_about_one_matter() -> None:
    found = linked(
        "# Privacyverklaring Voorbeeldclub\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n"
        "Wij gebruiken uw rekeningnummer om de contributie te innen.\n"
    )
    assert pairs(found, "data_categories") == {("newsletter", "email"), ("payment", "bank_account")}
    assert not any(activity.name.startswith("Privacyverklaring") for activity in found)


def test_a_paragraph_is_a_matter_of_its_own() -> None:
    found = linked(
        "## Op de club\n\nOm je in te schrijven vragen we je geboortedatum. Die bewaren we twee jaar.\n\n"
        "Als je een vraag stelt, gebruiken we je telefoonnummer om die te beantwoorden.\n"
    )
    assert ("communication", "phone") in pairs(found, "data_categories")
    assert ("communication", "date_of_birth") not in pairs(found, "data_categories")
    assert ("communication", "P2Y") not in pairs(found, "retention")
    assert len({activity.name for activity in found}) == len(found)


def test_a_solitary_purpose_stands_apart_within_a_paragraph() -> None:
    found = linked(
        "## Contact\n\nWij gebruiken uw telefoonnummer om uw vragen te beantwoorden. "
        "Als u solliciteert, verwerken wij uw cv om u te selecteren voor de vacature.\n"
    )
    assert ("recruitment", "employment_history") in pairs(found, "data_categories")
    assert ("communication", "employment_history") not in pairs(found, "data_categories")
    assert ("recruitment", "phone") not in pairs(found, "data_categories")


def test_a_recipient_gets_nothing_that_is_told_after_it() -> None:
    found = linked(
        "## Onze praktijk\n\nOnze agenda staat bij Voorbeeldsoft B.V.\n\n"
        "Wij gebruiken uw telefoonnummer om uw vragen te beantwoorden.\n"
    )
    assert not any(activity.tied("recipients") for activity in found if activity.values("purposes"))


def test_data_in_prose_on_another_matter_are_no_list_of_all_data() -> None:
    found = linked(
        "## Onze geschiedenis\n\nVan oude leden hebben wij de naam, het adres, de geboortedatum en het beroep.\n\n"
        "## Doelen\n\nWij gebruiken uw gegevens voor:\n\n- het afhandelen van uw betaling\n"
        "- het versturen van onze nieuwsbrief\n"
    )
    assert pairs(found, "data_categories") == set()


def test_the_period_of_the_books_is_that_of_keeping_them() -> None:
    found = linked(
        "## Doelen\n\nWij gebruiken uw gegevens:\n\n- voor onze administratie\n- om onze nieuwsbrief te versturen\n\n"
        "## Hoe lang?\n\nFacturen bewaren wij zeven jaar.\n"
    )
    assert ("administration", "P7Y") in pairs(found, "retention")
    assert ("newsletter", "P7Y") not in pairs(found, "retention")


SHEET = """## {0}

Wij verwerken gegevens voor de volgende doelen:

* {1}

Grondslag voor deze gegevens is:

* {2}

Wij vragen hiervoor de volgende gegevens:

* {3}

**Bewaartermijn**

Wij bewaren ze {4}.

"""


def test_sections_that_tell_of_one_processing_field_by_field_are_each_one() -> None:
    found = linked(
        "# Verklaring\n\n"
        + SHEET.format("Leden", "het innen van de contributie", "uw toestemming", "Rekeningnummer", "zeven jaar")
        + SHEET.format("Lezers", "het sturen van de nieuwsbrief", "de overeenkomst", "E-mailadres", "twee jaar")
    )
    assert [activity.name for activity in found] == ["Leden", "Lezers"]
    assert pairs(found, "data_categories") == {("payment", "bank_account"), ("newsletter", "email")}
    assert pairs(found, "legal_bases") == {("payment", "consent"), ("newsletter", "contract")}
    assert pairs(found, "retention") == {("payment", "P7Y"), ("newsletter", "P2Y")}


def test_a_period_for_some_data_is_no_rule_beside_one_for_all() -> None:
    found = linked(
        "## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n## Bewaartermijn\n\n"
        "Wij bewaren uw persoonsgegevens niet langer dan nodig.\n\nGrafmonumenten bewaren wij twintig jaar.\n\n"
        "* Wwft-gegevens: vijf jaar\n"
    )
    assert pairs(found, "retention") == {("newsletter", "necessary")}


def test_a_basis_of_these_data_or_asked_when_needed_is_not_of_all() -> None:
    found = linked(
        "# Verklaring\n\nWij beveiligen het terrein met camera's.\n\n## Werkwijze\n\n"
        "Wij vragen uw toestemming als wij deze nodig hebben voor de verwerking van uw gegevens.\n\n"
        "## Gezondheid\n\nDeze gegevens verwerken wij met uw toestemming.\n"
    )
    assert ("security", "consent") not in pairs(found, "legal_bases")


def test_a_heading_on_periods_is_no_subject_of_a_period() -> None:
    found = linked(
        "# Privacy\n\n## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n## Sollicitatie\n\n"
        "Als u solliciteert, verwerken wij uw cv.\n\n## Artikel 4 - Wanneer gooien wij het weg?\n\n"
        "De meeste gegevens twee jaar nadat u bent vertrokken.\n"
    )
    assert {("newsletter", "P2Y"), ("recruitment", "P2Y")} <= pairs(found, "retention")


def test_as_long_as_needed_is_said_of_all_data_wherever_it_stands() -> None:
    text = (
        "# Privacy\n\n## Nieuwsbrief\n\nWij gebruiken uw e-mailadres voor de nieuwsbrief.\n\n## Contact\n\n"
        "Wij gebruiken uw telefoonnummer om contact op te nemen.\n\n## {}\n\n"
        "Daarnaast bewaren wij de gegevens niet langer dan noodzakelijk is.\n"
    )
    both = {("newsletter", "necessary"), ("communication", "necessary")}
    assert both <= pairs(linked(text.format("Hoe gaan wij met gegevens om?")), "retention")
    assert not both & pairs(linked(text.format("Uw rechten")), "retention")


def test_a_list_of_data_is_of_the_purposes_of_the_introduction_where_none_are_listed() -> None:
    introduction = "Wij verwerken persoonsgegevens om u te behandelen en voor het versturen van facturen.\n\n"
    data = "## Welke gegevens\n\n- naam en adres\n- geboortedatum\n- burgerservicenummer\n"
    found = pairs(linked(f"# Privacyreglement\n\n{introduction}{data}"), "data_categories")
    assert {("service_delivery", "national_id"), ("payment", "national_id")} <= found


def test_what_a_card_holds_is_for_what_the_card_is_for() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Wat noteren wij?\n\nBij een eerste bezoek maken wij een klantenkaart. Daarop staat:\n\n"
            "- uw geboortedatum\n- allergieën en medicijngebruik\n- uw geslacht\n\n## Waarvoor?\n\n"
            "- het uitvoeren van de behandeling\n- de nieuwsbrief\n- het versturen van facturen\n"
        ),
        "data_categories",
    )
    assert ("service_delivery", "health") in found
    assert not {("newsletter", "health"), ("payment", "health")} & found


def test_short_items_with_prose_below_are_headings() -> None:
    found = pairs(
        linked(
            "# Privacy\n\n## Van wie hebben wij gegevens?\n\na. Leden\n\nNaam, geboortedatum en telefoonnummer. "
            "Wij gebruiken ze voor de ledenadministratie.\n\nb. Donateurs\n\nNaam en rekeningnummer. "
            "Wij gebruiken ze om donaties te innen.\n"
        ),
        "data_categories",
    )
    assert {("administration", "date_of_birth"), ("fundraising", "bank_account")} <= found
    assert not {("administration", "bank_account"), ("fundraising", "date_of_birth")} & found


def test_an_activity_bears_the_name_that_the_text_gives_it() -> None:
    found = linked(
        "# Privacyverklaring\n\n## Welke gegevens, en waarvoor?\n\n"
        "**Logeren.** Wij noteren uw naam en adres om uw reservering te verwerken. Camera's hangen er voor de "
        "beveiliging.\n\n"
        "**Giften.** Met uw rekeningnummer verwerken wij uw gift aan ons fonds.\n\n"
        "## ELK JAAR EVEN BELLEN\n\nMet uw telefoonnummer bellen wij u om u te informeren.\n"
    )
    names = [activity.name for activity in found]
    assert {"Logeren: uitvoering van de dienst of overeenkomst", "Logeren: beveiliging en fraudepreventie"} <= {*names}
    assert {"Giften", "Elk jaar even bellen"} <= {*names}
