"""A register as linked data in DPV."""

from __future__ import annotations

import csv
import json

import pytest
import rdflib
from hypothesis import given, settings
from rdflib import RDF, Graph, Literal

from analyser.analysis import analyse_text
from analyser.data import load_mapping
from analyser.register import make_register
from analyser.register_model import RegisterModel, load_form
from analyser.render import register_jsonld
from analyser.render.dpv import load_dpv
from analyser.vocabulary import load_vocabulary
from tests.exchange_sample import (
    DCT,
    DPV,
    GDPR,
    OWN,
    PD,
    PUBLISHED,
    SCHEMA,
    SKOS,
    activity,
    check_graph,
    made,
    parsed,
    published,
    walk,
)  # fmt: skip
from tests.register_strategies import registers

# rdflib's own reader of JSON-LD uses what rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(autouse=True)
def periods_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else P13M is read as P1Y1M


@pytest.fixture(scope="module")
def graph() -> Graph:
    return parsed(made())


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
