"""A register for other programs, and what its linked data and its documents of TILT must fulfil."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from analyser.analysis import analyse_text
from analyser.register import make_register
from analyser.register_model import RegisterModel, load_form
from analyser.render import register_jsonld, register_tilt
from analyser.render.dpv import load_dpv
from analyser.render.exchange import period
from analyser.render.texts import Texts
from analyser.render.tilt import load_tilt

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


def activity(graph: Graph, name: str) -> Any:
    return next(graph.subjects(DCT.title, Literal(name, lang="nl")))


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
