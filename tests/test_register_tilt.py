"""A register as documents of TILT."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.analysis import analyse_text
from analyser.register import make_register
from analyser.register_model import CellModel, RegisterModel, ValueModel
from analyser.render.tilt import load_tilt
from tests.exchange_sample import TEXT, check_tilt, documents, made
from tests.register_strategies import registers


def test_a_register_is_a_document_of_tilt() -> None:
    check_tilt(made())
    check_tilt(made(), "en")
    (document,) = documents(made())
    assert document["meta"]["name"] == document["controller"]["name"] == "Stichting De Elzenhoek"
    assert document["controller"]["address"].startswith("Dorpsstraat 1")
    assert document["controller"]["representative"]["email"] == "info@elzenhoek.example"
    items = {item["_id"]: item for item in document["dataDisclosed"]}
    letter = items["nieuwsbrief/email"]
    assert [base["reference"] for base in letter["legalBases"]] == ["GDPR-6-1-a"]
    assert [recipient["name"] for recipient in letter["recipients"]] == ["Mailchimp"]
    assert letter["storage"][0]["purposeConditional"] == ["tot intrekking of afmelding"]
    salary = items["salarisadministratie/health"]
    assert [time["ttl"] for time in salary["storage"][0]["temporal"]] == ["P7Y"] and salary["flags"] == ["art9"]
    applicants = items["sollicitaties/employment_history"]
    assert [time["ttl"] for time in applicants["storage"][0]["temporal"]] == ["P28D"]
    assert applicants["legitimateInterests"][0]["placeholders"] == ["reasoning"]
    (transfer,) = document["thirdCountryTransfers"]
    assert transfer["country"] == "US" and not set(load_tilt().safeguards.values()) & set(transfer)


def test_rights_are_told_as_stated_or_left_open() -> None:
    (document,) = documents(made())
    assert document["rightToInformation"]["available"] is True
    assert "recht op inzage" in document["rightToInformation"]["description"]
    assert document["rightToComplain"]["supervisoryAuthority"]["name"] == "Autoriteit Persoonsgegevens"
    assert "available" not in document["rightToDataPortability"]
    assert document["rightToDataPortability"]["description"] == "niet vermeld in de verklaring"
    assert document["accessAndDataPortability"]["placeholders"] == ["available", "description"]
    assert [right["reference"] for right in document["meta"]["avgtoets"]["furtherRights"]] == ["GDPR-21"]
    assert document["automatedDecisionMaking"]["inUse"] is False
    assert document["dataProtectionOfficer"]["placeholders"] == ["name", "country", "address", "email"]


def test_refusal_is_told_of_the_data_that_it_stands_with() -> None:
    text = TEXT.replace("Mailchimp", "Zonder e-mailadres kunnen wij u geen nieuwsbrief sturen. Mailchimp")
    (document,) = documents(make_register([analyse_text(text)]))
    told = {item["_id"]: item["nonDisclosure"]["consequences"] for item in document["dataDisclosed"]}
    assert told["nieuwsbrief/email"] == "Zonder e-mailadres kunnen wij u geen nieuwsbrief sturen."
    assert told["salarisadministratie/name"] == "niet in het register; zie de verklaring"


def test_no_transfer_is_told_where_the_statement_denies_it() -> None:
    (document,) = documents(make_register([analyse_text(TEXT.split("## Nieuwsbrief")[0] + """\
## Inschrijven

Wij gebruiken uw naam om u in te schrijven voor de cursus. Uw gegevens verlaten de Europese Unie niet.
""")]))  # fmt: skip
    assert document["thirdCountryTransfers"] == [] and "thirdCountryTransfers" not in document["placeholders"]
    assert document["meta"]["avgtoets"]["denied"][0]["key"] == "thirdCountryTransfers"


def test_safeguards_are_told_with_the_transfer_that_they_stand_with() -> None:
    source = made().rows[0].cells["name"].values[0].sources[0]

    def told(value: str, line: int | None) -> ValueModel:
        return ValueModel(
            value=value, category=None, status="stated" if line else "entered", inferred_from=None, conditional=False,
            confidence="high" if line else None, flags=[],
            sources=[source.model_copy(update={"line": line})] if line else [],
        )  # fmt: skip

    cells = {
        "transfers": CellModel.of([told("Canada", 3), told("India", 4), told("Atlantis", 5)]),
        "safeguards": CellModel.of(
            [told("adequacy_decision", 3), told("standard_contractual_clauses", 4), told("privacy_shield", 5)]
        ),
    }
    row = made().rows[0].model_copy(update={"cells": made().rows[0].cells | cells})
    register = made().model_copy(update={"rows": [row], "questions": []})
    check_tilt(register)
    canada, india, elsewhere = documents(register)[0]["thirdCountryTransfers"]
    assert canada["country"] == "CA" and canada["adequacyDecision"]["available"] is True
    assert "standardDataProtectionClause" not in canada
    assert india["standardDataProtectionClause"]["description"].startswith("modelcontractbepalingen: ")
    assert "country" not in elsewhere and elsewhere["name"] == "Atlantis"
    assert elsewhere["furtherGrounds"][0]["description"].startswith("Privacy Shield: ")
    cells["safeguards"] = CellModel.of([told("adequacy_decision", None)])
    row = row.model_copy(update={"cells": row.cells | cells})
    (document,) = documents(register.model_copy(update={"rows": [row]}))
    assert all("adequacyDecision" in transfer for transfer in document["thirdCountryTransfers"])


def test_a_statement_that_is_withdrawn_is_not_active() -> None:
    gone = made().statements[0].model_copy(update={"withdrawn": True})
    (document,) = documents(made().model_copy(update={"statements": [gone]}))
    assert document["meta"]["status"] == "inactive" and "status" not in document["meta"]["placeholders"]


def test_each_statement_has_its_document_and_lapsed_values_have_none() -> None:
    other = TEXT.replace("Nieuwsbrief", "Cursusfolder").replace("nieuwsbrief", "cursusfolder")
    register = make_register([analyse_text(TEXT, name="a.md"), analyse_text(other, name="b.md")])
    first, second = documents(register)
    assert (first["meta"]["url"], second["meta"]["url"]) == ("a.md", "b.md")
    for document in (first, second):
        assert document["dataDisclosed"]
    cells = register.rows[0].cells
    gone = [v.model_copy(update={"status": "lapsed"}) for v in cells["purposes"].values]
    entered = ValueModel(value="onderzoek", category=None, status="entered", inferred_from=None, conditional=False,
                         confidence=None, flags=[], sources=[])  # fmt: skip
    row = register.rows[0].model_copy(update={"cells": cells | {"purposes": CellModel.of([*gone, entered])}})
    changed = register.model_copy(update={"rows": [row]})
    (purpose,) = documents(changed)[0]["dataDisclosed"][0]["purposes"]
    assert (purpose["purpose"], purpose["description"]) == ("onderzoek", "ingevuld")
    assert purpose["provenance"] == {"status": "entered", "sources": []}


@settings(max_examples=20, deadline=None)
@given(registers(), st.sampled_from(["nl", "en"]))
def test_any_register_is_documents_of_tilt(register: RegisterModel, language: str) -> None:
    check_tilt(register, language)
