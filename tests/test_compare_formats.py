"""A comparison in every format: the same bytes, hostile text, a page without requests.

The golden files under tests/golden are written anew by

    AVGTOETS_UPDATE_GOLDEN=1 python -m pytest tests/test_compare_formats.py

and reviewed as a diff before they are committed.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
import yaml
from compare_sample import HOSTILE, named, rules, subjects, text_of
from openpyxl import load_workbook

from analyser.compare.build import make_comparison
from analyser.compare.model import ComparisonModel, FailureModel, json_schema
from analyser.organisations import Organisation
from analyser.render.compare import RENDERERS

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., SimpleNamespace]


@pytest.fixture(scope="module")
def comparison() -> ComparisonModel:
    return make_comparison(subjects(), rules(), group_by="sector")


@pytest.mark.parametrize("format_", RENDERERS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_format_gives_the_same_bytes_again(comparison: ComparisonModel, format_: str, language: str) -> None:
    first, second = (RENDERERS[format_](comparison, language) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    assert "Winkel De Zolder" in text_of(first)


@pytest.mark.parametrize(("format_", "language", "suffix"), [("markdown", "nl", "md"), ("json", "en", "json")])
def test_golden(comparison: ComparisonModel, format_: str, language: str, suffix: str) -> None:
    path = GOLDEN / f"compare.{language}.{suffix}"
    made = RENDERERS[format_](comparison, language)  # type: ignore[arg-type]
    assert isinstance(made, str)
    if os.environ.get("AVGTOETS_UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_json_follows_its_schema(comparison: ComparisonModel, run: Run) -> None:
    printed = json.loads(RENDERERS["json"](comparison, "nl"))
    schema = json.loads(run("schema", "compare").out)
    assert schema == json_schema()
    jsonschema.validate(printed, schema, jsonschema.Draft202012Validator)
    assert ComparisonModel.model_validate(printed).outliers[0].sentence.startswith("De enige van 6")


def test_csv_has_a_line_a_passage(comparison: ComparisonModel) -> None:
    lines = list(csv.DictReader(io.StringIO(str(RENDERERS["csv"](comparison, "nl")))))
    verdicts = {(line["organisation"], line["rule"]): line for line in lines if int(line["passage"]) <= 1}
    assert len(verdicts) == sum(line["passage"] in "01" for line in lines) == 6 * 9
    line = verdicts["Winkel De Zolder", "rights/right-access"]
    assert (line["status"], line["passage"], line["quote"], line["sector"]) == ("missing", "0", "", "winkel")
    assert verdicts["Lyceum Het Kompas", "info/purposes"]["line"] == "6"


def test_workbook_to_work_in(comparison: ComparisonModel) -> None:
    book = load_workbook(io.BytesIO(RENDERERS["xlsx"](comparison, "nl")))  # type: ignore[arg-type]
    assert book.sheetnames == [
        "Matrix", "Vindplaatsen", "Scores", "Wie wat vervult", "Bewaartermijnen", "Wat zij noemen", "Wat opvalt",
        "Organisaties", "Toelichting",
    ]  # fmt: skip
    matrix = book["Matrix"]
    column = next(cell.column for cell in matrix[1] if cell.value == "Winkel De Zolder")
    row = next(cell.row for cell in matrix["B"] if cell.value == "Recht op inzage")
    assert matrix.cell(row, column).value == "ontbreekt"
    assert matrix.cell(row, column - 1).comment.text.count("“") == 1
    coloured = {rule.formula[0] for area in matrix.conditional_formatting for rule in area.rules}
    assert '"ontbreekt"' in coloured and '"vervuld"' in coloured
    assert book["Scores"]["C2"].value == 100
    assert [cell.value for cell in book["Wat opvalt"][2]][1] == "Winkel De Zolder"


class Page(HTMLParser):
    """The elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))


def test_page_makes_no_request_and_allows_only_its_own_script(comparison: ComparisonModel) -> None:
    page = Page(str(RENDERERS["html"](comparison, "nl")))
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy
    for tag, attributes in page.tags:
        assert tag not in ("img", "link", "iframe", "object")
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
        assert tag != "a" or (attributes["href"] or "").startswith("#")
    assert sum(tag == "script" for tag, _ in page.tags) == 1


def test_links_of_the_page_lead_somewhere(comparison: ComparisonModel) -> None:
    page = Page(str(RENDERERS["html"](comparison, "nl")))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {(a["href"] or "")[1:] for t, a in page.tags if t == "a"} <= set(ids)


def test_a_page_of_very_many_keeps_to_what_asks_for_something() -> None:
    many = [named(subjects()[-1], f"Winkel {n}", "winkel") for n in range(101)]
    few, page = (str(RENDERERS["html"](make_comparison(many[:n], rules()), "nl")) for n in (100, 101))
    met, missing = "schrijft dit bij info/purposes.", 'class="f missing"'
    assert few.count(met) == 100 and page.count(met) == 0
    assert few.count(missing) == 100 and page.count(missing) == 101
    assert len(page) < 0.8 * len(few)
    assert "Bij zoveel organisaties" in page and "Bij zoveel organisaties" not in few
    ids = {attributes.get("id") for _, attributes in Page(page).tags}
    assert all((a["href"] or "")[1:] in ids for t, a in Page(page).tags if t == "a")


def test_charts_have_words_beside_them(comparison: ComparisonModel) -> None:
    page = str(RENDERERS["html"](comparison, "nl"))
    assert page.count('<svg class="chart"') == 2
    assert page.count('<figure class="drawn"><figcaption>') == 2
    assert "pygal" not in page


@pytest.mark.parametrize("format_", RENDERERS)
def test_hostile_text_stays_text(format_: str) -> None:
    given = subjects(HOSTILE)
    given[0] = replace(given[0], organisation=Organisation("=x.md", HOSTILE, {"sector": HOSTILE}), name=HOSTILE)
    failed = [FailureModel(name=HOSTILE, source=HOSTILE, error=HOSTILE)]
    made = RENDERERS[format_](make_comparison(given, rules(), group_by="sector", failed=failed), "nl")
    if format_ == "html":
        page = Page(str(made))
        assert not any("onerror" in attributes for _, attributes in page.tags)
        assert sum(tag == "script" for tag, _ in page.tags) == 1
        assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|(?<=onerror=alert\(2\)&gt; )\d+", str(made))
    elif format_ == "xlsx":
        for sheet in load_workbook(io.BytesIO(made)).worksheets:  # type: ignore[arg-type]
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    elif format_ == "csv":
        cells = [cell for line in csv.reader(io.StringIO(str(made))) for cell in line]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    elif format_ == "markdown":
        assert "<script>" not in str(made)
        assert (
            len({line.count(" | ") for line in str(made).splitlines() if line.startswith(("| Gem", "| Win", "| \\="))})
            == 1
        )


def test_words_are_there_in_both_languages() -> None:
    words = yaml.safe_load((ROOT / "reports" / "compare.yaml").read_text(encoding="utf-8"))
    for key, texts in words.items():
        assert set(texts) == {"nl", "en"}, key
        fields = [set(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert fields[0] == fields[1], key
