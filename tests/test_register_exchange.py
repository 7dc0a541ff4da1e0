"""A register for other programs: linked data in DPV, documents of TILT."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from register_strategies import registers

from analyser.analysis import analyse, analyse_text
from analyser.data import load_mapping
from analyser.readers import load
from analyser.register import make_register
from analyser.register_model import CellModel, RegisterModel, ValueModel, load_form
from analyser.render import register_jsonld, register_tilt
from analyser.render.dpv import load_dpv
from analyser.render.exchange import channel, date_type, period
from analyser.render.texts import Texts
from analyser.render.tilt import load_tilt, reference
from analyser.ruleset import RuleSet
from analyser.vocabulary import load_vocabulary

# rdflib's own reader of JSON-LD uses what rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "tests" / "reference"
PUBLISHED = ROOT.parent / "shared" / "reference" / "dpv"
DPV, GDPR, PD = (Namespace(iri) for iri in load_dpv().prefixes.values())
DCT, OA = Namespace("http://purl.org/dc/terms/"), Namespace("http://www.w3.org/ns/oa#")
SCHEMA, SKOS = Namespace("https://schema.org/"), Namespace("http://www.w3.org/2004/02/skos/core#")
OWN = Namespace("urn:avgtoets:term:")
TEXT = """\
# Privacyverklaring

Stichting De Elzenhoek, Dorpsstraat 1, 1234 AB Elzendorp, is verantwoordelijk voor de verwerking van uw gegevens. Mail
naar info@elzenhoek.example of bel 012 345 67 89.

## Nieuwsbrief

Met uw toestemming gebruiken wij uw e-mailadres om u de nieuwsbrief te sturen. Mailchimp verzorgt de verzending.
Wij bewaren uw e-mailadres tot u zich afmeldt voor de nieuwsbrief.

## Verwerkingen

| Doel | Gegevens | Bewaartermijn | Grondslag |
| --- | --- | --- | --- |
| Salarisadministratie | naam, burgerservicenummer, ziekteverzuim | zeven jaar | wettelijke verplichting |
| Sollicitaties | naam en cv | vier weken | gerechtvaardigd belang |

## Uw rechten

U heeft recht op inzage in uw gegevens en u kunt bezwaar maken tegen de verwerking. U kunt een klacht indienen bij de
Autoriteit Persoonsgegevens.

## Besluiten

Wij nemen geen besluiten op basis van geautomatiseerde verwerking.
"""


@lru_cache(maxsize=1)
def published() -> dict[str, str]:
    """Class or property, by IRI."""
    with (REFERENCE / "dpv-2.3.csv").open(encoding="utf-8", newline="") as file:
        return {row["iri"]: row["type"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def made() -> RegisterModel:
    return make_register([analyse_text(TEXT, name="elzenhoek.md")])


def parsed(register: RegisterModel) -> Graph:
    return Graph().parse(data=register_jsonld.render(register, "nl"), format="json-ld")


@pytest.fixture(autouse=True)
def periods_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else P13M is read as P1Y1M


@pytest.fixture(scope="module")
def graph() -> Graph:
    return parsed(made())


def activity(graph: Graph, name: str) -> Any:
    return next(graph.subjects(DCT.title, Literal(name, lang="nl")))


# --- DPV


def test_every_term_that_can_be_told_is_in_dpv() -> None:
    dpv = load_dpv()
    properties = {told.property for told in (dpv.transfer, dpv.status, dpv.withdrawn, *dpv.fields.values())}
    properties |= {told.property for told in (dpv.bases, dpv.period, dpv.denial)}
    properties |= {dpv.address, dpv.name, dpv.applicability}
    told = {term: dpv.iri(term) for term in dpv.terms()}
    assert {term for term, iri in told.items() if iri is None} == {"dct:hasVersion"}
    for term, iri in told.items():
        if iri:
            assert published().get(iri) == ("property" if term in properties else "class"), term


def test_every_field_status_and_value_has_its_place() -> None:
    dpv, form = load_dpv(), load_form()
    assert {*form.fields, "rights", "authority", "refusal"} == {*dpv.fields, "name"}
    assert set(dpv.values["safeguard"]) | {"privacy_shield"} == set(load_mapping("transfers.yaml")["safeguard"])
    assert set(dpv.bases.among) <= set(dpv.values["safeguard"])
    for kind in ("data_category", "purpose", "legal_basis", "right", "retention"):
        assert all(dpv.term(kind, id) for id in load_vocabulary().kind(kind)), kind
    for kind, values in dpv.values.items():
        assert kind in ("flag", "safeguard") or set(values) <= set(load_vocabulary().kind(kind)), kind
    assert all(told.silent for told in dpv.fields.values())


def test_the_list_of_terms_is_that_of_dpv() -> None:
    if not PUBLISHED.is_dir():
        pytest.skip("the files of DPV do not lie beside the checkout")
    found = {}
    for path in sorted(PUBLISHED.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["iri"]: row["type"] for row in csv.DictReader(file)}
    assert found == published()


def test_every_country_that_a_statement_can_name_has_its_code() -> None:
    assert all(load_form().country(name) for name in load_mapping("transfers.yaml")["country"])


# --- linked data


def check_graph(register: RegisterModel, graph: Graph) -> None:
    namespaces = tuple(load_dpv().prefixes.values())
    iris = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    assert not [iri for iri in iris if iri.startswith(namespaces) and str(iri) not in published()]
    assert not [term for term in graph.objects() if isinstance(term, Literal) and term.ill_typed]
    assert len(set(graph.subjects(RDF.type, DPV.PersonalDataProcess))) == len(register.rows)
    sources = {
        (source.statement + 1, source.quote, source.line)
        for row in register.rows
        for field, cell in row.cells.items()
        for value in (cell.values[:1] if field == "name" else cell.values)
        for source in value.sources
        if not (field == "sensitive" and any(value.value == data.value for data in row.cells["data_categories"].values))
    }
    for one in register.statements:
        for name in ("controller", "contact", "dpo", "rights", "authority", "refusal"):
            sources |= {(s.statement + 1, s.quote, s.line) for v in getattr(one, name).values for s in v.sources}
    shown = set()
    for passage in graph.subjects(RDF.type, OA.SpecificResource):
        selectors = list(graph.objects(passage, OA.hasSelector))
        quote = next(str(text) for selector in selectors for text in graph.objects(selector, OA.exact))
        lines = next(str(text) for selector in selectors for text in graph.objects(selector, RDF.value))
        of = int(str(graph.value(passage, OA.hasSource)).rpartition("-")[2])
        shown.add((of, quote, int(re.fullmatch(r"line=(\d+),\d+", lines)[1]) + 1))  # type: ignore[index]
    assert shown == sources
    literals = {str(term) for term in graph.objects() if isinstance(term, Literal)}
    for row in register.rows:
        for field, cell in row.cells.items():
            for value in (
                cell.values[:1] if field == "name" or (field == "version" and not row.statements) else cell.values
            ):
                told = {value.value, period(value.value), load_form().country(value.value)}
                if field == "safeguards" and Texts("nl").has(f"safeguard.{value.value}"):  # by its label without a term
                    told.add(Texts("nl")(f"safeguard.{value.value}"))
                assert told & literals or value.value in ("none", "stated", "mentioned"), (field, value.value)
    questions = list(graph.subjects(RDF.type, SCHEMA.Question))
    asked = {str(text) for node in questions for text in graph.objects(node, SCHEMA.text)}
    assert asked == {text for question in register.questions for text in question.text.values()}


def test_a_register_is_linked_data(graph: Graph) -> None:
    check_graph(made(), graph)
    newsletter = activity(graph, "Nieuwsbrief")
    (purpose,) = graph.objects(newsletter, DPV.hasPurpose)
    assert (purpose, RDF.type, DPV.DirectMarketing) in graph
    assert (purpose, DPV.hasStatus, OWN["status.stated"]) in graph
    assert (purpose, SKOS.prefLabel, Literal("nieuwsbrief", lang="nl")) in graph
    (basis,) = graph.objects(newsletter, DPV.hasLegalBasis)
    assert (basis, RDF.type, GDPR["A6-1-a"]) in graph
    (recipient,) = graph.objects(newsletter, DPV.hasRecipient)
    assert graph.value(recipient, DPV.hasName) == Literal("Mailchimp")
    (controller,) = graph.objects(newsletter, DPV.hasDataController)
    assert graph.value(controller, DPV.hasName) == Literal("Stichting De Elzenhoek")
    emails = [graph.value(contact, SCHEMA.email) for contact in graph.objects(controller, DPV.hasContact)]
    assert Literal("info@elzenhoek.example") in emails
    assert len(list(graph.objects(controller, DPV.hasAddress))) == 1
    (statement,) = graph.objects(newsletter, DPV.hasNotice)
    rights = {type for right in graph.objects(statement, DPV.hasRight) for type in graph.objects(right, RDF.type)}
    assert {GDPR.A15, GDPR.A21, GDPR.A77} <= rights


def test_a_transfer_has_its_country_and_what_it_was_inferred_from(graph: Graph) -> None:
    (transfer,) = graph.objects(activity(graph, "Nieuwsbrief"), DPV.hasProcessing)
    (country,) = graph.objects(transfer, DPV.hasThirdCountry)
    assert graph.value(country, DCT.identifier) == Literal("US")
    assert graph.value(country, DCT.provenance) == OWN["inferred_from.recipient_seat"]
    label = graph.value(OWN["inferred_from.recipient_seat"], SKOS.prefLabel, any=True)
    assert label in {Literal(getattr(load_form().inferred_from["recipient_seat"], x), lang=x) for x in ("nl", "en")}


@pytest.mark.parametrize(("name", "duration"), [("Salarisadministratie", "P7Y"), ("Sollicitaties", "P28D")])
def test_a_period_is_a_duration(graph: Graph, name: str, duration: str) -> None:
    (storage,) = graph.objects(activity(graph, name), DPV.hasStorageCondition)
    assert (storage, RDF.type, DPV.StorageDuration) in graph
    (found,) = graph.objects(storage, DPV.hasDuration)
    value = graph.value(found, RDF.value)
    assert str(value) == duration and str(value.datatype).endswith("#duration")  # type: ignore[union-attr]


def test_special_data_are_told_so(graph: Graph) -> None:
    data = list(graph.objects(activity(graph, "Salarisadministratie"), DPV.hasPersonalData))
    special = {t for node in data if (node, RDF.type, DPV.SpecialCategoryPersonalData) in graph
               for t in graph.objects(node, RDF.type)}  # fmt: skip
    assert special == {PD.Health, DPV.SpecialCategoryPersonalData}
    assert any((node, RDF.type, DPV.IdentifyingPersonalData) in graph for node in data)


def test_what_is_denied_is_not_told_of_the_activity(graph: Graph) -> None:
    row = activity(graph, "Nieuwsbrief")
    (denied,) = graph.subjects(DPV.isNotApplicableFor, row)
    assert (denied, RDF.type, DPV.AutomatedDecisionMaking) in graph
    assert (denied, DPV.hasApplicability, DPV.NotApplicable) in graph
    assert not list(graph.objects(row, DPV.hasContext))


def test_what_is_not_stated_is_a_question_about_the_property(graph: Graph) -> None:
    row = activity(graph, "Sollicitaties")
    asked = list(graph.subjects(SCHEMA.about, row))
    interest = [node for node in asked if (node, DCT.subject, DPV.hasJustification) in graph]
    assert len(interest) == 1
    assert (interest[0], DPV.hasStatus, OWN["status.not_stated"]) in graph
    assert (interest[0], DPV.hasApplicability, DPV.NotAvailable) in graph


def test_reading_the_linked_data_needs_no_network() -> None:
    document = json.loads(register_jsonld.render(made(), "nl"))
    assert isinstance(document["@context"], dict)
    nested = [node for node in walk(document["@graph"]) if "@context" in node]
    assert not nested and '"@import"' not in json.dumps(document["@context"])


def test_a_statement_that_is_withdrawn_is_a_stale_notice() -> None:
    gone = made().statements[0].model_copy(update={"withdrawn": True})
    graph = parsed(made().model_copy(update={"statements": [gone]}))
    (statement,) = graph.subjects(RDF.type, DPV.PrivacyNotice)
    assert list(graph.subject_objects(DPV.hasNoticeStatus)) == [(statement, DPV.NoticeStale)]


def test_safeguards_are_told_with_their_transfer() -> None:
    text = """\
# Privacyverklaring

## Nieuwsbrief

Voor de nieuwsbrief slaan wij uw e-mailadres op in Canada, op grond van een adequaatheidsbesluit.
"""
    graph = parsed(make_register([analyse_text(text)]))
    (transfer,) = graph.subjects(RDF.type, DPV.CrossBorderTransfer)
    (basis,) = graph.objects(transfer, DPV.hasLegalBasis)
    assert (basis, RDF.type, GDPR.AdequacyDecision) in graph


@settings(max_examples=12, deadline=None)
@given(registers())
def test_any_register_is_linked_data(register: RegisterModel) -> None:
    check_graph(register, parsed(register))


# --- TILT


@lru_cache(maxsize=1)
def validator() -> jsonschema.Draft7Validator:
    """Of the schema, with the formats that it names."""
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("email")(lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text, re.ASCII)))
    uri = r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"  # RFC 3986, Appendix A
    checker.checks("uri-reference")(lambda text: bool(re.fullmatch(uri, text)))
    schema = json.loads((REFERENCE / "tilt-schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema, format_checker=checker)


def walk(node: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


def documents(register: RegisterModel, language: str = "nl") -> list[dict[str, Any]]:
    told = json.loads(register_tilt.render(register, language))  # type: ignore[arg-type]
    assert isinstance(told, list) == (len(register.statements) > 1)
    return told if isinstance(told, list) else [told]


def check_tilt(register: RegisterModel, language: str = "nl") -> None:
    words = load_tilt()
    texts = {getattr(words.not_stated, language), getattr(words.not_held, language)}
    fillers = {*texts, words.email, words.country, words.date, words.url}
    found = documents(register, language)
    assert len(found) == max(len(register.statements), 1)
    for document in found:
        errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator().iter_errors(document)]
        assert not errors
        sources = document["meta"]["avgtoets"]["sources"]
        for node in walk(document):
            named = node.get("placeholders", [])
            assert set(named) <= set(node), "a placeholder that is not there"
            filled = {key for key, value in node.items() if isinstance(value, str) and value in fillers}
            assert filled - {"description"} <= set(named), "a value that only fills the schema, and does not say so"
            assert set(node.get("provenance", {}).get("sources", ())) <= set(sources)
        for item in document["dataDisclosed"]:
            assert {"legalRequirement", "contractualRegulation"} <= set(item["nonDisclosure"]["placeholders"])


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


def test_a_register_of_no_statement_or_activity_is_told() -> None:
    own = [row.model_copy(update={"statements": []}) for row in made().rows]
    for register in (
        RegisterModel(statements=[], rows=[], questions=[]),
        made().model_copy(update={"rows": [], "questions": []}),
        RegisterModel(statements=[], rows=own, questions=[]),
    ):
        (document,) = documents(register)
        assert not [*validator().iter_errors(document)]
        assert len(set(parsed(register).subjects(RDF.type, DPV.ROPA))) == 1


# --- both


def statements(count: int | None) -> list[RegisterModel]:
    paths = sorted((ROOT / "corpus" / "text").iterdir())
    step = 1 if count is None else len(paths) // count
    return [make_register([analyse(load(str(path)), RuleSet(()))]) for path in paths[::step]]


def test_whole_statements_are_exchanged() -> None:
    for register in statements(3):
        check_graph(register, parsed(register))
        check_tilt(register)


@pytest.mark.slow
def test_every_statement_of_the_corpus_is_exchanged() -> None:
    for register in statements(None):
        check_graph(register, parsed(register))
        check_tilt(register)


def test_command(run: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("een.md", "twee.md")]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    linked = run("register", str(paths[0]), "-f", "jsonld")
    assert linked.status == 0 and json.loads(linked.out)["@graph"]
    assert isinstance(json.loads(run("register", str(paths[0]), "-f", "tilt").out), dict)
    several = run("register", *map(str, paths), "-f", "tilt", "-l", "en")
    assert [document["meta"]["language"] for document in json.loads(several.out)] == ["en", "en"]
    assert several.out == run("register", *map(str, paths), "-f", "tilt", "-l", "en").out


@pytest.mark.parametrize(
    ("contact", "expected"),
    [("info@elzenhoek.example", "email"), ("+31 (0)20 – 123 45 67", "phone"), ("Kade 12, 1234 AB Dorp", "address"),
     ("contactformulier", "other"), ("a..b@elzenhoek.example", "other"), ("14 0123", "phone"), ("", "other")],
)  # fmt: skip
def test_contacts_by_their_shape(contact: str, expected: str) -> None:
    assert channel(contact) == expected


def test_periods_dates_and_articles_as_other_programs_read_them() -> None:
    assert [period(words) for words in ("P7Y", "P2W", "PT12H", "PT30M", "P1Y6M", "P", "PT", "necessary")] == [
        "P7Y", "P14D", "PT12H", "PT30M", "P1Y6M", None, None, None
    ]  # fmt: skip
    assert [date_type(words) for words in ("2024-02-29", "2024-02", "2024", "2023-02-29", "2024-13", "mei")] == [
        "date", "gYearMonth", "gYear", None, None, None
    ]  # fmt: skip
    assert [reference(article) for article in ("6(1)(a)", "77", None)] == ["GDPR-6-1-a", "GDPR-77", ""]


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
@pytest.mark.parametrize("form", ["jsonld", "tilt", "csv", "json"])
def test_a_register_is_written_in_another_form(
    tmp_path: Path, run: Callable[..., SimpleNamespace], suffix: str, form: str
) -> None:
    site = tmp_path / "site.md"
    site.write_text(
        "# Privacyverklaring\n\nWij bewaren uw e-mailadres twee jaar voor de nieuwsbrief.\n", encoding="utf-8"
    )
    kept = tmp_path / f"register{suffix}"
    assert run("register", str(site), "-f", suffix[1:], "-o", str(kept), "-q").status == 0
    again = run("register", str(kept), "-f", form, "-q")
    assert (again.status, again.out) == (0, run("register", str(site), "-f", form, "-q").out)
    beside = run("register", str(kept), str(site))
    assert beside.status == 2 and "is a register and not a statement" in beside.err
