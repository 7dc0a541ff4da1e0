"""The reports: golden files, the contract, and that a hostile statement stays text.

The golden files under tests/golden are written anew by

    AVGTOETS_UPDATE_GOLDEN=1 python -m pytest tests/test_render.py

and reviewed as a diff before they are committed.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample_report import TEXT, make_analysis

from analyser.contract import json_schema, to_contract
from analyser.errors import DataFileError
from analyser.render import RENDERERS, environment, terminal
from analyser.render.statement import make_statement
from analyser.render.texts import Texts, load_report_file
from analyser.render.view import MEND_FIRST, make_view
from analyser.ruleset import load_rules

GOLDEN = Path(__file__).parent / "golden"
SUFFIX = {"terminal": "txt", "json": "json", "jsonl": "jsonl", "markdown": "md", "html": "html"}
VOID = {"meta", "br", "input", "use", "path", "circle"}
HOSTILE = (
    "\x1b[31mrood\x1b]0;titel\x07 \x9b2J \u202egewisseld <script>alert(1)</script> <img src=x onerror=alert(1)> "
    "[klik](javascript:alert(1)) ![x](http://evil.example/x.png) {{ 7*7 }} {% raw %} `code` | cel | "
    "www.evil.example https://evil.example/"
)  # fmt: skip


@pytest.fixture(autouse=True)
def fixed_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that do not change with the next evaluation."""
    figures = [{"label": {"nl": "gegevens", "en": "data categories"}, "precision": 0.9, "recall": 0.8}]
    monkeypatch.setattr("analyser.render.view._evaluation", lambda: {"statements": 12, "figures": figures})


class Page(HTMLParser):
    """A page's elements, ids, links, text; fails on a tag that is closed in the wrong order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def having(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format_", list(RENDERERS))
def test_golden(format_: str, language: Any) -> None:
    shown = RENDERERS[format_](make_analysis(), language)
    path = GOLDEN / f"report.{language}.{SUFFIX[format_]}"
    if os.environ.get("AVGTOETS_UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8"), f"{path.name} differs; see the docstring of this module"


def test_json_is_valid_against_the_published_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    one = json.loads(RENDERERS["json"](make_analysis(), "nl"))
    jsonschema.validate(one, schema)
    assert json.loads(RENDERERS["json"]([make_analysis()], "nl")) == [one]
    assert json.loads(RENDERERS["jsonl"](make_analysis(), "nl")) == one
    del one["document"]["sha256"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(one, schema)


def test_contract_keeps_what_output_md_promises() -> None:
    model = to_contract(make_analysis())
    assert model.document.version_date == "2020-05-04"
    assert (model.document.format, model.document.title, model.document.address_form) == (
        "markdown", "Privacyverklaring", "u"
    )  # fmt: skip
    assert [(fact.kind, fact.value) for fact in model.denied] == [("data_category", "health")]
    assert "health" not in {fact.value for fact in model.facts}
    assert {fact.assertion for fact in model.facts} == {"asserted", "conditional"}
    lines = TEXT.split("\n")
    for fact in model.facts:
        assert lines[fact.line - 1][fact.column - 1 :].startswith(fact.quote)
        assert TEXT[fact.start : fact.end] == fact.quote and fact.match in fact.quote
    newsletter, general = model.activities
    assert (newsletter.lines, general.lines) == ([9, 16], [7, 10])
    for activity in model.activities:
        for link in activity.links:  # indices survive that denied facts are taken out
            fact = model.facts[link.fact]
            assert link.value in (fact.value, fact.attributes.get("name"))
    complaint = next(finding for finding in model.findings if finding.rule == "rights/right-complaint")
    assert (lines[complaint.line - 1], complaint.evidence) == ("## Uw rechten", [])
    met = next(finding for finding in model.findings if finding.status == "met")
    assert met.model_sentence == "" and met.advice == ""


def test_same_analysis_same_bytes() -> None:
    for format_, render in RENDERERS.items():
        assert render(make_analysis(), "nl") == render(make_analysis(), "nl"), format_


def test_what_comes_first_spares_every_part() -> None:
    view = make_view(make_analysis(), "nl")
    assert len(view.mend) <= MEND_FIRST
    assert [finding.source.rule for finding in view.mend] == [
        "info/third-country-transfer", "rights/right-complaint", "info/legal-basis", "info/retention",
        "rights/right-erasure",
    ]  # fmt: skip
    assert [finding.title for finding in view.further] == ["Vage bewaartermijn"]  # experimental: last
    assert {part.id: part.status for part in view.parts} == {
        "who": "met", "purposes": "partial", "data": "met", "retention": "partial", "recipients": "missing",
        "rights": "partial", "cookies": "met", "currency": "met", "clarity": "met",
    }  # fmt: skip


def test_segments_put_the_text_together_again() -> None:
    analysis = make_analysis()
    view = make_view(analysis, "nl")
    shown = make_statement(analysis, view, Texts("nl"))
    nodes = [inner for node in shown.nodes for inner in (node, *node.items, *chain.from_iterable(node.rows)) if inner]
    texts = {node.id: "".join(segment.text for segment in node.segments) for node in nodes if node.id[0] == "b"}
    assert texts == {f"b{index}": block.text for index, block in enumerate(analysis.document.blocks)}
    both = [s.text for node in nodes for s in node.segments if {"data", "purpose"} <= {m.group for m in s.marks}]
    assert both == ["de nieuwsbrief"]
    assert shown.anchors == {quote.id for finding in view.findings for quote in finding.quotes}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_html_holds_together(language: Any) -> None:
    text = RENDERERS["html"](make_analysis(), language)
    page = Page(text)
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    inner = [link[1:] for link in page.having("href") if link.startswith("#")]
    assert set(inner) <= set(ids)
    assert all(link.startswith("https://") for link in page.having("href") if not link.startswith("#"))
    assert "src" not in {name for _, attrs in page.tags for name in attrs}, "the page loads nothing"
    assert not {name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"}
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    for finding in make_view(make_analysis(), language).findings:
        assert f'href="#{finding.id}"' in text or not finding.quotes, "each quote leads back to its finding"
    assert dict(page.tags[0][1])["lang"] == language


def test_hostile_statement_is_inert_in_html() -> None:
    calm, hostile = (RENDERERS["html"](make_analysis(TEXT + extra), "nl") for extra in ("\nRust.\n", f"\n{HOSTILE}\n"))
    tags = [[tag for tag, _ in Page(page).tags] for page in (calm, hostile)]
    assert tags[0] == tags[1], "the statement adds no element"
    assert "{{ 7*7 }}" in hostile
    assert "http://evil" not in " ".join(Page(hostile).having("href"))
    assert "unsafe" not in hostile[: hostile.index("<style>")]


def test_hostile_statement_is_inert_in_markdown_and_terminal() -> None:
    from markdown_it import MarkdownIt

    analysis = make_analysis()
    finding = analysis.findings[0]
    (place,) = finding.evidence
    hostile = replace(finding, evidence=(replace(place, text=HOSTILE),), status="missing")
    analysis = replace(analysis, findings=(hostile, *analysis.findings[1:]))
    markdown = RENDERERS["markdown"](analysis, "nl")
    html = MarkdownIt("commonmark").enable("table").render(markdown)
    assert "<script" not in html and "<img" not in html
    assert all(link.startswith("https://eur-lex.europa.eu/") for link in Page(html).having("href"))
    assert not re.search(r"\w://evil|www\.evil", markdown), "no address is left that a renderer would make a link of"
    for shown in (markdown, terminal.render(analysis, "nl", width=100)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert "rood" in shown


def test_terminal_keeps_its_width_and_length() -> None:
    for width in (48, 72, 100):
        lines = terminal.render(make_analysis(), "nl", width=width).split("\n")
        assert max(map(len, lines)) <= width
    assert len(terminal.render(make_analysis(), "nl", width=80).split("\n")) <= 60
    plain, coloured = (terminal.render(make_analysis(), "nl", color=color) for color in (False, True))
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


@pytest.mark.parametrize(
    ("law", "ref", "nl", "en"),
    [
        ("AVG", "13(2)(a)", "art. 13 lid 2 onder a AVG", "Art. 13(2)(a) GDPR"),
        ("AVG", "15", "art. 15 AVG", "Art. 15 GDPR"),
        ("UAVG", "46", "art. 46 UAVG", "Art. 46 Dutch GDPR Implementation Act"),
        ("AVG", "13(1)(c), 14(1)(c)", "art. 13 lid 1 onder c, 14 lid 1 onder c AVG", "Art. 13(1)(c), 14(1)(c) GDPR"),
    ],
)
def test_citations(law: str, ref: str, nl: str, en: str) -> None:
    assert (Texts("nl").citation(law, ref), Texts("en").citation(law, ref)) == (nl, en)


def test_values_in_words() -> None:
    texts = Texts("nl")
    assert [texts.value("retention", value) for value in ("P7Y", "P1M", "P26M", "P4W", "P1D", "P1Y6M")] == [
        "7 jaar", "1 maand", "26 maanden", "4 weken", "1 dag", "1 jaar en 6 maanden"
    ]  # fmt: skip
    assert [texts.date(value) for value in ("2020-05-04", "2021-12", "2019")] == ["4 mei 2020", "december 2021", "2019"]
    assert texts.value("recipient", "Mailchimp") == "Mailchimp"


def test_every_text_is_there_in_both_languages() -> None:
    for key, entry in load_report_file("texts.yaml").items():
        assert set(entry) == {"nl", "en"}, key
        fields = [set(re.findall(r"\{(\w+)\}", entry[language])) for language in ("nl", "en")]
        assert fields[0] == fields[1], f"{key}: both languages fill in the same"
    with pytest.raises(DataFileError, match=r"texts\.yaml: nowhere"):
        Texts("nl")("nowhere")


def test_every_text_is_used(root: Path) -> None:
    sources = [*(root / "reports").glob("*.j2"), *(root / "reports").glob("*.js"), *(root / "analyser").rglob("*.py")]
    used = "".join(path.read_text(encoding="utf-8") for path in sources)
    made = ("transfer.", "automated_decision.", "dpo.")  # of a fact's kind and value
    for key in load_report_file("texts.yaml"):
        stem = key[: key.index(".") + 1] if "." in key else ""
        assert re.search(rf"""['"]{re.escape(key)}['"]""", used) or key.startswith(made) or (
            stem and re.search(rf"""['"]{re.escape(stem)}['"{{]""", used)
        ), key  # fmt: skip


def test_every_rule_has_a_part_and_every_group_a_style() -> None:
    layout = load_report_file("parts.yaml")
    parts = [part["id"] for part in layout["parts"]]
    assert len(parts) == len(set(parts))
    assert {rule.part for rule in load_rules().values()} == set(parts)
    style = (Path(__file__).parent.parent / "reports" / "style.css").read_text(encoding="utf-8")
    for group in layout["groups"]:
        assert f".k-{group['id']} {{" in style and f"#show-{group['id']}:" in style


def test_a_wrong_template_names_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.j2").write_text("een\n{{ nergens }}\n", encoding="utf-8")
    monkeypatch.setattr(environment, "data_dir", lambda name: tmp_path)
    with pytest.raises(DataFileError, match=r"bad\.j2: 'nergens' is undefined"):
        environment.fill("html", "bad.j2")
