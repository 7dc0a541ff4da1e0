"""A register of processing activities as linked data: JSON-LD in the Data Privacy Vocabulary (DPV) 2.3.

A `dpv:ROPA` has a `dpv:PersonalDataProcess` for each activity. Each value is a node of its own, an instance of its DPV
class, with its status (`dpv:hasStatus`), what it was inferred from (`dct:provenance`) and its passages (`dct:source`):
Web Annotation selectors with the quote and its lines (RFC 5147). A question is a `schema:Question` about its activities
and the property that lacks. The status of an activity, a controller or an officer itself is that of its name. What
people took out of the register is not told. The context stands inside: reading the document needs no network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from analyser.register_model import (
    CellModel,
    QuestionModel,
    RegisterModel,
    RowModel,
    SourceModel,
    StatementModel,
    ValueModel,
    load_form,
)
from analyser.render.dpv import load_dpv
from analyser.render.exchange import channel, date_type, period
from analyser.render.texts import Texts
from analyser.types import Language
from analyser.vocabulary import Label, load_vocabulary

Node = dict[str, Any]
_LANGUAGES: tuple[Language, ...] = ("nl", "en")
_OF_CONTROLLER = ("controller", "contact", "dpo")
_OF_TRANSFER = ("transfers", "safeguards")
_OF_STATEMENT = ("rights", "authority", "refusal")
_APART = (*_OF_CONTROLLER, *_OF_TRANSFER, "name", "version")  # fields of a row that are told in another place
_NAMESPACES = {
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "avgtoets": "urn:avgtoets:term:",  # statuses and origins, which DPV lacks; the document describes those it uses
}
_REFERENCES = ("dct:conformsTo", "dct:hasPart", "dct:provenance", "dct:publisher", "dct:source", "dct:subject",
               "oa:hasSource", "schema:about")  # fmt: skip
_IN_LANGUAGES = ("dct:description", "dct:title", "schema:category", "schema:citation", "schema:text", "skos:prefLabel")
_CONTACT = {"email": "schema:email", "phone": "schema:telephone", "address": "rdf:value", "other": "rdf:value"}


def render(register: RegisterModel, language: Language) -> str:
    """The register as one JSON-LD document; labels are in both languages, so that the language changes nothing."""
    return json.dumps(_Graph(register).document(), ensure_ascii=False, indent=2) + "\n"


class _Graph:
    """The nodes of one register: each passage, controller and status once."""

    def __init__(self, register: RegisterModel) -> None:
        self.register, self.form, self.dpv = register, load_form(), load_dpv()
        self.passages: dict[tuple[int, int, int, str], tuple[str, SourceModel]] = {}
        self.controllers: dict[str, list[Node]] = {}
        self.concepts: dict[str, Node] = {}

    def document(self) -> Node:
        """The context, the register, and all that it refers to."""
        rows = [self._activity(row) for row in self.register.rows]
        statements = [self._statement(index, one) for index, one in enumerate(self.register.statements)]
        questions = [self._question(number, one) for number, one in enumerate(self.register.questions, 1)]
        standard = {"@type": "dct:Standard", "dct:title": {"en": f"Data Privacy Vocabulary (DPV) {self.dpv.version}"}}
        root = {
            "@id": "reg:register",
            "@type": self.dpv.register_type,
            "dct:title": _labels(self.form.words["title"]),
            "dct:description": _labels(self.form.words["draft"]),
            "dct:conformsTo": standard,
            "dct:source": [node["@id"] for node in statements],
            "dct:hasPart": [node["@id"] for node in rows + questions],
        }
        controllers = [node for nodes in self.controllers.values() for node in nodes]
        passages = [self._passage(id, source) for id, source in self.passages.values()]
        nodes = [root, *rows, *statements, *controllers, *questions, *passages, *self.concepts.values()]
        return {"@context": self._context(), "@graph": [_kept(node) for node in nodes]}

    def _context(self) -> Node:
        told = {told.property for told in self.dpv.fields.values()}
        references = {*_REFERENCES, *told, self.dpv.denial.property, self.dpv.status.property, self.dpv.applicability}
        of = ":".join(statement.sha256 for statement in self.register.statements) or self.register.model_dump_json()
        return {
            "@version": 1.1,
            **self.dpv.prefixes,
            **_NAMESPACES,
            "reg": f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:avgtoets:register:{of}')}#",
            **{name: {"@type": "@id"} for name in sorted(references)},
            **{name: {"@container": "@language"} for name in _IN_LANGUAGES},
            "rdf:value": {"@language": "nl"},
        }

    # --- what the register is about

    def _activity(self, row: RowModel) -> Node:
        node: Node = {"@id": _activity_id(row.id), "@type": self.dpv.activity, "dct:identifier": row.id}
        for name in row.cells["name"].values[:1]:
            node |= {"dct:title": {"nl": name.value}} | self._evidence(name)
        node[self.dpv.fields["controller"].property] = self._controllers(row.cells)
        data = {value.value for value in row.cells["data_categories"].values}
        for field, cell in row.cells.items():
            for value in cell.values if field not in _APART else ():
                if not (field == "sensitive" and value.value in data):  # which is flagged among the data
                    self._tell(node, field, value)
        transfer: Node = {"@type": self.dpv.transfer.type}
        for field in _OF_TRANSFER:
            for value in row.cells[field].values:
                if value.value == "none":
                    self._deny(node, self.dpv.transfer.type, value)
                elif value.value == "stated":
                    transfer |= self._evidence(value)
                else:
                    self._tell(transfer, field, value)
        node[self.dpv.transfer.property] = [transfer] if len(transfer) > 1 else []
        node[self.dpv.fields["statement"].property] = [_statement_id(index) for index in row.statements]
        return node

    def _statement(self, index: int, statement: StatementModel) -> Node:
        node: Node = {
            "@id": _statement_id(index),
            "@type": [self.dpv.statement, "schema:DigitalDocument"],
            "schema:name": statement.source,
            "schema:sha256": statement.sha256,
            "dct:title": {"nl": statement.title} if statement.title else {},
            "dct:issued": _dated(statement.version_date) if statement.version_date else [],
            self.dpv.withdrawn.property: {"@id": self.dpv.withdrawn.type} if statement.withdrawn else {},
            "dct:publisher": self._controllers({name: getattr(statement, name) for name in _OF_CONTROLLER}),
        }
        versions = {
            value.value: value
            for row in self.register.rows
            for value in row.cells["version"].values
            if any(source.statement == index for source in value.sources)
            or (index in row.statements and not value.sources)
        }
        for value in versions.values():
            self._tell(node, "version", value)
        for field in _OF_STATEMENT:
            for value in getattr(statement, field).values:
                self._tell(node, field, value)
        return node

    def _controllers(self, cells: Mapping[str, CellModel]) -> list[str]:
        """The ids of the controllers that are named, each with all contacts; or of one without a name."""
        values = {name: cells[name].values for name in _OF_CONTROLLER}
        if not any(values.values()):
            return []
        key = json.dumps([[value.model_dump() for value in of] for of in values.values()])
        if key not in self.controllers:
            first = sum(map(len, self.controllers.values())) + 1
            self.controllers[key] = []
            for number, name in enumerate(values["controller"] or [None], first):
                node: Node = {"@id": f"reg:controller-{number}", "@type": self.dpv.fields["controller"].type}
                if name:
                    node |= {self.dpv.name: name.value} | self._evidence(name)
                for field in _OF_CONTROLLER[1:]:
                    for value in values[field]:
                        self._tell(node, field, value)
                self.controllers[key].append(node)
        return [node["@id"] for node in self.controllers[key]]

    def _question(self, number: int, question: QuestionModel) -> Node:
        told = self.dpv.fields[question.field]
        answer = {"@type": "schema:Answer", "rdf:value": question.answer} if question.answer else []
        return {
            "@id": f"reg:question-{number}",
            "@type": "schema:Question",
            "schema:text": dict(question.text),
            "schema:about": [_activity_id(row) for row in question.rows],
            "schema:acceptedAnswer": answer,
            "dct:subject": told.property,
            "schema:citation": _both(lambda texts: texts.citation("AVG", question.article)) if question.article else {},
            self.dpv.status.property: self._concept("status.not_stated", self.form.words["status.not_stated"]),
            self.dpv.applicability: told.silent,
        }

    # --- values

    def _tell(self, node: Node, field: str, value: ValueModel) -> None:
        """Tells a value of what the node is."""
        told = self.dpv.fields[field]
        if field == "automated_decisions" and value.value == "none":
            return self._deny(node, told.type, value)
        property = told.property
        if field == "safeguards" and value.value in self.dpv.bases.among:
            property = self.dpv.bases.property
        elif field == "contact" and channel(value.value) == "address":
            property = self.dpv.address
        node.setdefault(property, []).append(self._value(field, value) | self._evidence(value))

    def _deny(self, node: Node, type: str | None, value: ValueModel) -> None:
        denied = {"@type": type, self.dpv.applicability: self.dpv.denial.applicability} | self._evidence(value)
        node.setdefault("@reverse", {}).setdefault(self.dpv.denial.property, []).append(denied)

    def _value(self, field: str, value: ValueModel) -> Node:
        """What a value is and what it is called."""
        told, words = self.dpv.fields[field], value.value
        if field == "version":
            return {"dct:issued": _dated(words)}
        if field == "contact":
            shape = channel(words)
            type = "schema:PostalAddress" if shape == "address" else "schema:ContactPoint"
            return {"@type": type, _CONTACT[shape]: words}
        if field == "dpo":
            return {"@type": told.type, **({} if words == "mentioned" else {_CONTACT[channel(words)]: words})}
        kind = "right" if field == "rights" else self.form.fields[field].kind if field in self.form.fields else ""
        if field == "retention":
            return {"@type": told.type, self.dpv.period.property: self._period(kind, words)}
        own = self.dpv.term(kind, value.category or words)
        types = [told.type] if own is None else [told.type, own] if field == "recipients" else [own]
        node: Node = {"@type": [*dict.fromkeys([*types, *(self.dpv.values["flag"][flag] for flag in value.flags)])]}
        if field == "transfers" and (code := self.form.country(words)):
            return node | {"dct:identifier": code, "skos:prefLabel": _labels(self.form.countries[code])}
        if kind and words in {*load_vocabulary().kind(kind), *self.dpv.values.get(kind, {})}:
            return node | {"dct:identifier": words, "skos:prefLabel": _both(lambda texts: texts.value(kind, words))}
        if field in ("recipients", "authority"):
            category = value.category
            return node | {
                self.dpv.name: words,
                "schema:category": _both(lambda texts: texts.value(kind, str(category))) if category else {},
            }
        if kind and Texts("nl").has(f"{kind}.{words}"):
            return node | {"skos:prefLabel": _both(lambda texts: texts.value(kind, words))}
        return node | {"rdf:value": words}

    def _period(self, kind: str, words: str) -> Node:
        if iso := period(words):
            return {
                "@type": self.dpv.period.type,
                "rdf:value": {"@value": iso, "@type": "xsd:duration"},
                "skos:prefLabel": _both(lambda texts: texts.duration(words)),
            }
        node: Node = {"@type": self.dpv.term(kind, words) or self.dpv.period.other}
        if words in load_vocabulary().kind(kind):
            return node | {"dct:identifier": words, "skos:prefLabel": _both(lambda texts: texts.value(kind, words))}
        return node | {"rdf:value": words}

    # --- how the register knows

    def _evidence(self, value: ValueModel) -> Node:
        words = self.form.words
        statuses = [f"status.{value.status}"]
        if value.confidence:
            statuses.append(f"confidence.{value.confidence}")
        if value.conditional:
            statuses.append("conditional")
        node: Node = {
            self.dpv.status.property: [self._concept(name, words[name]) for name in statuses],
            "dct:source": [self._source(source) for source in value.sources],
        }
        if value.inferred_from:
            label = self.form.inferred_from[value.inferred_from]
            node["dct:provenance"] = self._concept(f"inferred_from.{value.inferred_from}", label)
        return node

    def _concept(self, name: str, label: Label) -> str:
        type = "dct:ProvenanceStatement" if name.startswith("inferred_from.") else self.dpv.status.type
        node = {"@id": f"avgtoets:{name}", "@type": type, "skos:prefLabel": _labels(label)}
        return str(self.concepts.setdefault(name, node)["@id"])

    def _source(self, source: SourceModel) -> str:
        key = (source.statement, source.line, source.column, source.quote)
        return self.passages.setdefault(key, (f"reg:passage-{len(self.passages) + 1}", source))[0]

    @staticmethod
    def _passage(id: str, source: SourceModel) -> Node:
        """RFC 5147 counts the places between lines, from 0: line 3 lies between 2 and 3."""
        last = source.line + source.quote.count("\n")
        return {
            "@id": id,
            "@type": "oa:SpecificResource",
            "oa:hasSource": _statement_id(source.statement),
            "oa:hasSelector": [
                {"@type": "oa:TextQuoteSelector", "oa:exact": source.quote},
                {
                    "@type": "oa:FragmentSelector",
                    "dct:conformsTo": "http://tools.ietf.org/rfc/rfc5147",
                    "rdf:value": {"@value": f"line={source.line - 1},{last}"},
                },
            ],
        }


def _statement_id(index: int) -> str:
    return f"reg:statement-{index + 1}"


def _activity_id(row: str) -> str:
    return f"reg:activity-{quote(row, safe='')}"


def _labels(label: Label) -> dict[str, str]:
    return {"nl": label.nl.strip(), "en": label.en.strip()}


def _both(make: Callable[[Texts], str]) -> dict[str, str]:
    return {language: make(Texts(language)) for language in _LANGUAGES}


def _dated(words: str) -> str | Node:
    """A date, month or year with its type; words that are none as they are."""
    type = date_type(words)
    return {"@value": words, "@type": f"xsd:{type}"} if type else words


def _kept(node: Node) -> Node:
    """The node without what is empty, in it as well."""
    kept: Node = {}
    for key, value in node.items():
        if isinstance(value, dict):
            value = _kept(value)
        elif isinstance(value, list):
            value = [_kept(item) if isinstance(item, dict) else item for item in value]
        if value not in ({}, [], None):
            kept[key] = value
    return kept
