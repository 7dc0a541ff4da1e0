"""A register of processing activities as documents of the Transparency Information Language (TILT).

One document a statement, each valid against TILT's JSON Schema: an object for one statement, else an array. An activity
is told as one entry of `dataDisclosed` for each category of data. Where the schema demands what neither the statement
nor the register tells, a placeholder stands, and the object names its key under `placeholders`; `provenance` says of
each value how it is known, by the ids of `meta.avgtoets.sources`. Lapsed values and what people took out are left out:
a document tells what holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from analyser.register_model import RegisterModel, RowModel, ValueModel
from analyser.render.exchange import channel, date_type, period
from analyser.render.tilt import Holding, Node, place, reference
from analyser.types import Language
from analyser.vocabulary import load_vocabulary

_OF_CONTROLLER = ("controller", "contact", "dpo")
_PHONE = re.compile(r"\+*\(?[0-9]{1,4}\)?[-\s./0-9]*")  # as the schema has it
_HASH = re.compile(r"[0-9a-f]{64}")


def render(register: RegisterModel, language: Language) -> str:
    """The register as JSON in TILT: an object for one statement (or none), an array for several."""
    documents = [_Document(register, index, language).tilt() for index in range(max(len(register.statements), 1))]
    content = documents[0] if len(documents) == 1 else documents
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


class _Document(Holding):
    """The document of one statement."""

    def __init__(self, register: RegisterModel, index: int, language: Language) -> None:
        super().__init__(register, index, language)
        self.told = {name: self.of_controller(name) for name in _OF_CONTROLLER}

    def tilt(self) -> Node:
        """The document."""
        told: Node = {
            "controller": self._controller(),
            "dataProtectionOfficer": self._officer(),
            "dataDisclosed": [item for row in self.rows for item in self._disclosed(row)],
            "thirdCountryTransfers": self._transfers(),
            **self._rights(),
            "sources": self._origins(),
            "automatedDecisionMaking": self._automated(),
        }
        empty = [name for name in ("dataDisclosed", "thirdCountryTransfers", "sources") if not told[name]]
        if "thirdCountryTransfers" in empty and self._denied("transfers"):
            empty.remove("thirdCountryTransfers")
        told |= {"changesOfPurpose": [], "placeholders": [*empty, "changesOfPurpose"]}
        return {"meta": self._meta()} | told  # the sources are known once all is told

    # --- the statement and who stands behind it

    def _meta(self) -> Node:
        about = self.statement
        withdrawn = about is not None and about.withdrawn
        dated = about.version_date if about and date_type(about.version_date or "") else None
        known = about.sha256 if about and _HASH.fullmatch(about.sha256) else None
        names = [value.value for value in self.told["controller"]]
        told = {"name": names, "created": dated, "modified": dated, "version": None, "status": withdrawn,
                "url": about, "_hash": known}  # fmt: skip
        rows = {row.id for row in self.rows}
        return {
            "_id": str(uuid5(NAMESPACE_URL, f"urn:avgtoets:tilt:{self.index}:{known or self.register}")),
            "name": "; ".join(names) or self.not_stated,
            "created": dated or self.words.date,
            "modified": dated or self.words.date,
            "version": 1,
            "language": self.language,
            "status": "inactive" if withdrawn else "active",
            "url": _uri(about.source) if about else self.words.url,
            "_hash": known or "0" * 64,
            "placeholders": [key for key, tells in told.items() if not tells],
            "avgtoets": {
                "note": getattr(self.words.note, self.language).strip(),
                "denied": [{"key": "thirdCountryTransfers", **found} for found in self._denied("transfers")],
                "furtherRights": self._further_rights(),
                "questions": [
                    {
                        "field": question.field,
                        "activities": [row for row in question.rows if row in rows],
                        "article": question.article,
                        "text": question.text[self.language],
                        "answer": question.answer,
                    }
                    for question in self.register.questions
                    if rows & {*question.rows}
                ],
                "sources": {
                    id: {"line": source.line, "column": source.column, "quote": source.quote, "section": source.section}
                    for id, source in self.passages.values()
                },
            },
        }

    def _reached(self, values: Sequence[ValueModel]) -> dict[str, str]:
        """The first e-mail address, telephone number and postal address."""
        found: dict[str, str] = {}
        for value in values:
            words, shape = value.value.strip(), channel(value.value)
            if shape == "phone":
                words = words.replace("–", "-")
                if not _PHONE.fullmatch(words):
                    continue
            found.setdefault(shape, words)
        return found

    def _controller(self) -> Node:
        named, contact = self.told["controller"], self.told["contact"]
        reached = self._reached(contact)
        person: Node = {"name": self.not_stated, "email": reached.get("email", self.words.email)}
        person["placeholders"] = ["name", *(["email"] if "email" not in reached else [])]
        if "phone" in reached:
            person["phone"] = reached["phone"]
        return {
            "name": "; ".join(value.value for value in named) or self.not_stated,
            "address": reached.get("address", self.not_stated),
            "country": self.words.country,
            "representative": person,
            "contacts": [{"contact": value.value, "provenance": self.provenance([value])} for value in contact],
            "provenance": self.provenance(named),
            "placeholders": [
                *([] if named else ["name"]), *([] if "address" in reached else ["address"]), "country"
            ],
        }  # fmt: skip

    def _officer(self) -> Node:
        told = self.told["dpo"]
        reached = self._reached(told)
        officer = {
            "name": self.not_stated,
            "address": reached.get("address", self.not_stated),
            "country": self.words.country,
            "email": reached.get("email", self.words.email),
        }
        if "phone" in reached:
            officer["phone"] = reached["phone"]
        others = [value.value for value in told if channel(value.value) == "other" and value.value != "mentioned"]
        return officer | {
            "description": "; ".join(others) or (self.quoted(told) if told else self.not_stated),
            "provenance": self.provenance(told),
            "placeholders": ["name", "country", *(key for key in ("address", "email") if key not in reached)],
        }

    # --- what is processed

    def _disclosed(self, row: RowModel) -> list[Node]:
        data = {value.value: value for field in ("sensitive", "data_categories") for value in self.of(row, field)}
        items: list[ValueModel | None] = [*data.values()] or [None]
        shared: Node = {
            "purposes": [
                {
                    "purpose": self.shown("purposes", value),
                    "description": self.quoted([value]),
                    "provenance": self.provenance([value]),
                }
                for value in self.of(row, "purposes")
            ],
            "legalBases": [self._basis(value) for value in self.of(row, "legal_bases")],
            "legitimateInterests": self._interests(row),
            "recipients": [self._recipient(value) for value in self.of(row, "recipients")],
            "storage": self._storage(row),
        }
        empty = [key for key in ("purposes", "legalBases", "recipients", "storage") if not shared[key]]
        return [
            {
                "_id": f"{row.id}/{value.value if value else ''}",
                "category": self.shown("data_categories", value) if value else self.not_stated,
                **shared,
                "nonDisclosure": self._refusal(row, value),
                "activity": row.name,
                "flags": list(value.flags) if value else [],
                "provenance": self.provenance([value] if value else []),
                "placeholders": [*([] if value else ["category"]), *empty],
            }
            for value in items
        ]

    def _basis(self, value: ValueModel) -> Node:
        term = load_vocabulary().kind("legal_basis").get(value.value)
        if term is None:  # in people's own words
            of = self.provenance([value])
            return {"reference": "", "description": value.value, "provenance": of, "placeholders": ["reference"]}
        return {
            "reference": reference(term.article),
            "description": self.quoted([value]),
            "provenance": self.provenance([value]),
        }

    def _interests(self, row: RowModel) -> list[Node]:
        told: list[Node] = [
            {"exists": True, "reasoning": value.value, "provenance": self.provenance([value])}
            for value in self.of(row, "interest")
        ]
        bases = [value for value in self.of(row, "legal_bases") if value.value == "legitimate_interests"]
        if bases and not told:
            of = self.provenance(bases)
            told.append({"exists": True, "reasoning": self.not_stated, "provenance": of, "placeholders": ["reasoning"]})
        return told

    def _recipient(self, value: ValueModel) -> Node:
        known = value.value in load_vocabulary().kind("recipient")
        category = value.value if known else value.category
        node: Node = {} if known else {"name": value.value}
        node["category"] = self.texts.value("recipient", category) if category else self.not_stated
        node["provenance"] = self.provenance([value])
        return node if category else node | {"placeholders": ["category"]}

    def _storage(self, row: RowModel) -> list[Node]:
        values = self.of(row, "retention")
        if not values:
            return []
        periods = [(value, period(value.value)) for value in values]
        temporal = [
            {"description": self.quoted([value]), "ttl": time, "provenance": self.provenance([value])}
            for value, time in periods
            if time
        ]
        # the longest of several periods: all that is kept goes no sooner
        return [
            {
                "temporal": temporal,
                "purposeConditional": [self.shown("retention", value) for value, time in periods if not time],
                "aggregationFunction": "max",
                "provenance": self.provenance(values),
            }
        ]

    def _refusal(self, row: RowModel, value: ValueModel | None) -> Node:
        """What refusing the data means, if the statement says it in the section that the data stand in."""
        said = self.of_statement("refusal")
        sections = {tuple(source.section) for source in (value.sources if value else ())}
        here = [one for one in said if any(tuple(source.section) in sections for source in one.sources)]
        demands = ("legalRequirement", "contractualRegulation", "obligationToProvide")
        return {
            **dict.fromkeys(demands, False),
            "consequences": self.quoted(here) if here else self.not_held if said else self.not_stated,
            "provenance": self.provenance(here),
            "placeholders": [*demands, *([] if here else ["consequences"])],
        }

    # --- where data go and come from

    def _transfers(self) -> list[Node]:
        found: dict[str, Node] = {}
        shown: dict[str, list[ValueModel]] = {}
        for row in self.rows:
            safeguards = self.of(row, "safeguards")
            for value in self.of(row, "transfers"):
                if value.value == "none":
                    continue
                node = found.setdefault(value.value, {"activities": []})
                shown.setdefault(value.value, []).append(value)
                node["activities"].append(row.id)
                if value.value != "stated":
                    code = self.form.country(value.value)
                    node |= {"country": code} if code else {}
                    node["name"] = getattr(self.form.countries[code], self.language) if code else value.value
                for safeguard in safeguards:
                    if not safeguard.sources or {*map(place, safeguard.sources)} & {*map(place, value.sources)}:
                        self._safeguard(node, safeguard)
        return [node | {"provenance": self.provenance(shown[name])} for name, node in found.items()]

    def _safeguard(self, node: Node, value: ValueModel) -> None:
        told = {"description": f"{self.shown('safeguards', value)}: {self.quoted([value])}",
                "provenance": self.provenance([value])}  # fmt: skip
        if place := self.words.safeguards.get(value.value):
            node.setdefault(place, {"available": True, **told})
        elif told not in node.setdefault("furtherGrounds", []):
            node["furtherGrounds"].append(told)

    def _denied(self, field: str) -> list[Node]:
        """What the statement says is not done, and of which activities."""
        found = [(row.id, v) for row in self.rows for v in self.of(row, field) if v.value == "none"]
        if not found:
            return []
        ids, values = zip(*found, strict=True)
        return [{"activities": list(dict.fromkeys(ids)), "provenance": self.provenance(values)}]

    def _origins(self) -> list[Node]:
        """The sources of each category of data (Art. 14(2)(f)); of the activity where no data are told."""
        found: dict[str, dict[str, ValueModel]] = {}
        for row in self.rows:
            names = [self.shown("data_categories", value) for value in self.of(row, "data_categories")]
            for value in self.of(row, "source"):
                for name in names or [row.name]:
                    found.setdefault(name, {}).setdefault(value.value, value)
        return [
            {
                "_id": f"source-{number}",
                "dataCategory": name,
                "sources": [
                    {
                        "description": value.value,
                        "url": self.words.url,
                        "publiclyAvailable": False,
                        "provenance": self.provenance([value]),
                        "placeholders": ["url", "publiclyAvailable"],
                    }
                    for value in values.values()
                ],
            }
            for number, (name, values) in enumerate(found.items(), 1)
        ]

    def _automated(self) -> Node:
        told = [(row, value) for row in self.rows for value in self.of(row, "automated_decisions")]
        used = [(row, value) for row, value in told if value.value != "none"]
        parts = ("logicInvolved", "scopeAndIntendedEffects")
        if not told:
            return {**dict.fromkeys(parts, self.not_stated), "placeholders": [*parts]}
        values = [value for _, value in used or told]
        node: Node = {
            "inUse": bool(used),
            "description": self.quoted(values),
            "activities": list(dict.fromkeys(row.id for row, _ in used or told)),
            "provenance": self.provenance(values),
        }
        if used:
            node |= {**dict.fromkeys(parts, self.not_held), "placeholders": [*parts]}
        return node

    # --- rights

    def _rights(self) -> Node:
        rights = {value.value: value for value in self.of_statement("rights")}
        made: Node = {}
        for key, ids in self.words.rights.items():
            told = [rights[id] for id in ids if id in rights]
            node: Node = {"available": True, "description": self.quoted(told)}
            if not told:
                node = {"description": self.not_stated, "placeholders": ["description"]}
                if key == "accessAndDataPortability":  # where the schema demands it
                    node = {"available": False, **node, "placeholders": ["available", "description"]}
            elif key == "rightToComplain":
                node["supervisoryAuthority"] = self._authority(told)
            node["rights"] = [value.value for value in told]
            made[key] = node | {"provenance": self.provenance(told)}
        return made

    def _authority(self, complaint: Sequence[ValueModel]) -> Node:
        """The authority that is named beside the right, else the first that is named at all."""
        named = self.of_statement("authority")
        places = {place(source) for value in complaint for source in value.sources}
        beside = [value for value in named if places & {*map(place, value.sources)}]
        if not named:
            return {"name": self.not_stated, "placeholders": ["name"]}
        first = (beside or named)[0]
        return {"name": first.value, "provenance": self.provenance([first])}

    def _further_rights(self) -> list[Node]:
        """The rights for which TILT has no place."""
        placed = {id for ids in self.words.rights.values() for id in ids}
        terms = load_vocabulary().kind("right")
        return [
            {
                "right": self.texts.value("right", value.value),
                "reference": reference(terms[value.value].article) if value.value in terms else "",
                "description": self.quoted([value]),
                "provenance": self.provenance([value]),
            }
            for value in self.of_statement("rights")
            if value.value not in placed
        ]


def _uri(source: str) -> str:
    """A path or address as a URI reference."""
    return quote(source, safe="/~:?&=#%@" if source.startswith(("https://", "http://")) else "/~")
