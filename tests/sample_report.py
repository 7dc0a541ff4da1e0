"""A statement and its analysis made by hand, so that the golden files change only when the reports do."""

from __future__ import annotations

import hashlib
from typing import Any

from analyser.analysis import Analysis
from analyser.jurisdiction import Law
from analyser.ruleset import Rule, RuleSet
from analyser.types import (
    Activity,
    Assertion,
    Block,
    Cell,
    Document,
    Evidence,
    Fact,
    Facts,
    Finding,
    Link,
    Piece,
    Sentence,
    Source,
)

TEXT = """\
# Privacyverklaring

Stichting De Wilgenhof legt in deze verklaring uit wat zij met uw gegevens doet. Versie van 4 mei 2020.

## Welke gegevens

Wij verwerken de volgende gegevens van onze leden:

- uw naam en e-mailadres
- uw rekeningnummer

Wij verwerken geen medische gegevens.

## Nieuwsbrief

Met uw toestemming gebruiken wij uw e-mailadres om de nieuwsbrief te sturen. Mailchimp verzorgt de verzending.

## Bewaren

| Gegevens | Hoe lang |
| --- | --- |
| facturen | zeven jaar |

Andere gegevens bewaren wij zo lang als nodig is.

## Uw rechten

U kunt uw gegevens inzien. Stuur een bericht naar info@wilgenhof.example.
"""
_URL = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679"


_PARTS = {"controller-identity": "who", "dpo-contact": "who", "legal-basis": "purposes", "retention": "retention",
          "vague-retention": "retention", "third-country-transfer": "recipients"}  # fmt: skip


def _rule(id: str, nl: str, en: str, ref: str, severity: str, statuses: list[str], **more: Any) -> Rule:
    passages: dict[str, Any] = {}
    if "violated" in statuses:
        check: dict[str, Any] = {"kind": "presence", "violated": "passage:words"}
        passages = {"words": {"phrases": ["zo lang als nodig"]}}
    else:
        check = {"kind": "presence", "met": "contact", "otherwise": "missing"}
        check |= {"partial": "dpo"} if "partial" in statuses else {}
        check |= {"otherwise": "not_applicable"} if "not_applicable" in statuses else {}
    return Rule.model_validate({
        "id": id, "title": {"nl": nl, "en": en}, "article": {"law": "AVG", "ref": ref},
        "severity": severity, "part": _PARTS.get(id.partition("/")[2], id.partition("/")[0]), "check": check,
        "passages": passages,
        "message": {status: {"nl": f"{nl}: {status}.", "en": f"{en}: {status}."} for status in statuses},
        "advice": {
            "nl": f"Schrijf op hoe het zit met: {nl.lower()}.", "en": f"Say how it is with: {en.lower()}.",
            "model": f"Hier staat de modelzin over {nl.lower()}: wij bewaren uw facturen [zeven jaar].",
        },
        "explanation": {"nl": f"Gaat na of {nl.lower()} vermeld is.", "en": f"Checks whether {en.lower()} is stated."},
        "examples": {status: ["Een voorbeeld."] for status in statuses},
        "references": [{"title": "Verordening (EU) 2016/679", "url": _URL}],
        **more,
    })  # fmt: skip


RULES = RuleSet((
    _rule("info/controller-identity", "Naam van de organisatie", "Name of the organisation", "13(1)(a)", "error",
          ["met", "missing"]),
    _rule("info/dpo-contact", "Functionaris gegevensbescherming", "Data protection officer", "13(1)(b)", "warning",
          ["met", "not_applicable"]),
    _rule("info/legal-basis", "Grondslag", "Legal basis", "13(1)(c)", "error", ["met", "partial", "missing"]),
    _rule("info/third-country-transfer", "Doorgifte buiten de EER", "Transfer outside the EEA", "13(1)(f)", "error",
          ["met", "missing"]),
    _rule("info/retention", "Bewaartermijn", "Retention period", "13(2)(a)", "error", ["met", "partial", "missing"]),
    _rule("rights/right-access", "Recht op inzage", "Right of access", "13(2)(b)", "error", ["met", "missing"]),
    _rule("rights/right-complaint", "Klachtrecht", "Right to complain", "13(2)(d)", "error", ["met", "missing"]),
    _rule("rights/right-erasure", "Recht op verwijdering", "Right to erasure", "13(2)(b)", "error",
          ["met", "missing"]),
    _rule("clarity/vague-retention", "Vage bewaartermijn", "Vague retention period", "5(1)(e)", "warning",
          ["violated"], status="experimental"),
    _rule("currency/version-date", "Datum van de verklaring", "Date of the statement", "12(1)", "advice",
          ["met", "missing"]),
))  # fmt: skip


class Builder:
    """Makes a document of lines, each a block with one piece, and evidence by its words."""

    def __init__(self, text: str, name: str) -> None:
        self.source = Source(name, text, "text/markdown", hashlib.sha256(text.encode()).hexdigest())
        self.blocks: list[Block] = []
        self._at = 0
        self._path: list[str] = []

    def block(self, kind: str, text: str, level: int = 0, list_id: int | None = None, cell: Cell | None = None) -> None:
        at = self.source.text.index(text, self._at)
        self._at = at + len(text)
        if kind == "heading":
            self._path = [*self._path[: level - 1], text]
        pieces = (Piece(0, at, len(text), len(text)),)
        self.blocks.append(Block(kind, text, pieces, tuple(self._path), level, list_id, None, cell))  # type: ignore[arg-type]

    def document(self) -> Document:
        return Document(self.source, tuple(self.blocks), self.blocks[0].text)

    def evidence(self, quote: str, match: str = "") -> Evidence:
        start = self.source.text.index(quote)
        match_start = self.source.text.index(match or quote, start)
        inside = next(b for b in self.blocks if b.pieces[0].source <= start < b.pieces[0].source + len(b.text))
        return Evidence(
            quote, quote, start, start + len(quote), match_start, match_start + len(match or quote), inside.headings,
            0, "terms", match or quote,
        )  # fmt: skip


def make_analysis(text: str = TEXT, name: str = "voorbeeld.md") -> Analysis:
    """The analysis of the sample statement; a longer text adds a paragraph a line at its end."""
    make = Builder(text, name)
    lines = iter(line for line in text.split("\n") if line)
    list_id = table = 0
    row = -1
    for line in lines:
        if line.startswith("#"):
            marks, _, words = line.partition(" ")
            make.block("heading", words, len(marks))
            list_id += 1
        elif line.startswith("- "):
            make.block("list_item", line[2:], 1, list_id)
        elif line.startswith("| ---"):
            continue
        elif line.startswith("|"):
            row += 1
            for column, words in enumerate(part.strip() for part in line.strip("|").split("|")):
                header = ("Gegevens", "Hoe lang")[column]
                make.block("table_cell", words, cell=Cell(table, row, column, header, row == 0))
        else:
            make.block("paragraph", line)
    document, at = make.document(), make.evidence
    first = "Stichting De Wilgenhof legt in deze verklaring uit wat zij met uw gegevens doet."
    mail = "Met uw toestemming gebruiken wij uw e-mailadres om de nieuwsbrief te sturen."
    vague = "Andere gegevens bewaren wij zo lang als nodig is."
    facts = (
        Fact("controller", "Stichting De Wilgenhof", at(first, "Stichting De Wilgenhof")),
        Fact("version_date", "2020-05-04", at("Versie van 4 mei 2020.", "4 mei 2020")),
        Fact("data_subject", "member", at("Wij verwerken de volgende gegevens van onze leden:", "leden")),
        Fact("data_category", "name", at("uw naam en e-mailadres", "naam")),
        Fact("data_category", "email", at("uw naam en e-mailadres", "e-mailadres")),
        Fact("data_category", "bank_account", at("uw rekeningnummer", "rekeningnummer")),
        Fact("data_category", "health", at("Wij verwerken geen medische gegevens.", "medische gegevens"),
             assertion=Assertion.DENIED),
        Fact("legal_basis", "consent", at(mail, "Met uw toestemming"), assertion=Assertion.CONDITIONAL),
        Fact("purpose", "newsletter", at(mail, "de nieuwsbrief te sturen")),
        Fact("data_category", "online_identifier", at(mail, "e-mailadres om de nieuwsbrief")),  # overlaps on purpose
        Fact("recipient", "mailing_provider", at("Mailchimp verzorgt de verzending.", "Mailchimp"),
             {"name": "Mailchimp"}),
        Fact("retention", "P7Y", at("zeven jaar"), {"applies_to": "facturen"}),
        Fact("retention", "necessary", at(vague, "zo lang als nodig")),
        Fact("right", "access", at("U kunt uw gegevens inzien.", "inzien")),
        Fact("contact", "info@wilgenhof.example",
             at("Stuur een bericht naar info@wilgenhof.example.", "info@wilgenhof.example"), {"channel": "email"}),
    )  # fmt: skip
    sentences = tuple(
        Sentence(i, b.text, document.starts[i], document.starts[i] + len(b.text), i)
        for i, b in enumerate(document.blocks)
    )
    activities = (
        Activity("Nieuwsbrief", (
            Link("purposes", "newsletter", 8, "sentence"), Link("data_categories", "email", 4, "sentence"),
            Link("legal_bases", "consent", 7, "sentence"), Link("recipients", "Mailchimp", 10, "section"),
            Link("retention", "necessary", 12, "general"), Link("data_subjects", "member", 2, "general"),
        )),
        Activity("Algemeen", (
            Link("data_categories", "name", 3, "list"), Link("data_categories", "bank_account", 5, "list"),
            Link("data_subjects", "member", 2, "section"),
        )),
    )  # fmt: skip
    place = text.index("## Uw rechten") + 3
    found = [
        _finding("info/controller-identity", "met", at(first)),
        _finding("info/dpo-contact", "not_applicable", anchor=0),
        _finding("info/legal-basis", "partial", at(mail)),
        _finding("info/third-country-transfer", "missing", at("Mailchimp verzorgt de verzending.")),
        _finding("info/retention", "partial", at("zeven jaar"), at(vague)),
        _finding("rights/right-access", "met", at("U kunt uw gegevens inzien.")),
        _finding("rights/right-complaint", "missing", anchor=place),
        _finding("rights/right-erasure", "missing", anchor=place),
        _finding("clarity/vague-retention", "violated", at(vague)),
        _finding("currency/version-date", "met", at("Versie van 4 mei 2020.")),
    ]
    return Analysis(document, Facts(facts, sentences, "u"), activities, tuple(found), RULES, "nl", Law("nl", True), ())


def _finding(rule_id: str, status: Any, *evidence: Evidence, anchor: int | None = None) -> Finding:
    rule = RULES[rule_id]
    advice = {} if status in ("met", "not_applicable") else {"nl": rule.advice.nl, "en": rule.advice.en}
    message = rule.message[status]
    return Finding(
        rule_id, status, rule.severity, rule.article.ref if rule.article else "",
        {"nl": message.nl, "en": message.en}, advice, evidence,
        evidence[0].start if anchor is None else anchor,
        hashlib.sha256(f"{rule_id}{[e.quote for e in evidence]}".encode()).hexdigest()[:16],
    )  # fmt: skip
