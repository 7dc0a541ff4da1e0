"""Organisations compared: verdicts, scores, periods, outliers, groups; every format; nothing of names when anonymous.

The golden files under tests/golden are written anew by

    AVGTOETS_UPDATE_GOLDEN=1 python -m pytest tests/test_compare.py

and reviewed as a diff before they are committed.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
import yaml
from compare_sample import ADDRESS, EMAIL, HOSTILE, analysis, fact, rules, subjects
from openpyxl import load_workbook

from analyser.analysis import analyse_text
from analyser.compare.anonymise import anonymise, anonymous_failures, kept_conditions
from analyser.compare.build import Subject, make_comparison
from analyser.compare.figures import figures, share
from analyser.compare.model import ComparisonModel, FailureModel, OutlierModel, json_schema
from analyser.compare.periods import periods
from analyser.compare.weights import Weights, load_parts
from analyser.config import load_config
from analyser.contract import to_contract
from analyser.errors import ConfigError, InputError
from analyser.organisations import Organisation, load_organisations, selected
from analyser.render.compare import RENDERERS
from analyser.render.compare.words import Words

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., SimpleNamespace]


@pytest.fixture(scope="module")
def comparison() -> ComparisonModel:
    return make_comparison(subjects(), rules(), group_by="sector")


def text_of(content: str | bytes) -> str:
    """All that a file says, hidden parts included."""
    if isinstance(content, str):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def verdict(comparison: ComparisonModel, rule: str) -> dict[str, str]:
    row = next(row for row in comparison.requirements if row.rule == rule)
    names = {one.id: one.name for one in comparison.organisations}
    return {names[cell.organisation]: cell.status for cell in row.cells}


def outliers(comparison: ComparisonModel, kind: str) -> list[OutlierModel]:
    return [outlier for outlier in comparison.outliers if outlier.kind == kind]


# -- verdicts and scores ----------------------------------------------------------------------------------------------


def test_every_cell_has_its_verdict_and_its_evidence(comparison: ComparisonModel) -> None:
    assert verdict(comparison, "rights/right-access")["Winkel De Zolder"] == "missing"
    assert set(verdict(comparison, "rights/right-access").values()) == {"met", "missing"}
    row = next(row for row in comparison.requirements if row.rule == "info/purposes")
    assert [cell.organisation for cell in row.cells] == [one.id for one in comparison.organisations]
    assert row.cells[0].quotes[0].text == "Gemeente Voorbeelddam schrijft dit bij info/purposes."
    assert row.cells[0].quotes[0].line == 6


def test_a_rule_that_only_finds_faults_is_clear_where_it_found_none(comparison: ComparisonModel) -> None:
    found = verdict(comparison, "consistency/contradiction")
    assert found.pop("Winkel De Zolder") == "violated"
    assert set(found.values()) == {"clear"}


def test_a_rule_of_another_country_was_not_checked(comparison: ComparisonModel) -> None:
    assert {one.jurisdiction for one in comparison.organisations} == {"nl"}
    assert "sector/camera-be" not in {row.rule for row in comparison.requirements}
    belgian = Subject(Organisation("b.md", "Belgisch"), analysis("Belgisch", {"sector/camera-be": "met"}))
    both = make_comparison([*subjects(), belgian], rules())
    assert verdict(both, "sector/camera-be")["Winkel De Zolder"] == "not_checked"
    assert verdict(both, "sector/camera-nl")["Belgisch"] == "not_checked"


def test_the_score_is_the_weight_that_was_earned(comparison: ComparisonModel) -> None:
    """By hand: rights/right-access (error, 3) missing and rights/response-time (advice, 1) met make 1 of 4."""
    shop = comparison.organisations[-1]
    assert (shop.parts["rights"].earned, shop.parts["rights"].possible, shop.parts["rights"].score) == (1, 4, 25.0)
    assert shop.parts["retention"].score == 50.0  # info/retention in part; the rule on cameras does not apply
    assert shop.parts["cookies"].score is None
    earned = sum(part.earned for part in shop.parts.values())
    assert shop.score == round(100 * earned / sum(part.possible for part in shop.parts.values()), 1)
    assert comparison.organisations[0].score == 100.0


def test_a_fault_counts_only_where_it_was_found(comparison: ComparisonModel) -> None:
    row = next(row for row in comparison.requirements if row.rule == "consistency/contradiction")
    clear, found = comparison.organisations[0], comparison.organisations[-1]
    assert found.parts[row.part].possible - clear.parts[row.part].possible == row.weight > 0


def test_weights_are_configurable(tmp_path: Path) -> None:
    (tmp_path / "avgtoets.toml").write_text(
        '[compare.weights]\nadvice = 0\npartial = 0.25\n[compare.weights.parts]\nretention = 2\n'
        '[compare.weights.rules]\n"rights/right-access" = 10\nrights = 5\n', encoding="utf-8",
    )  # fmt: skip
    weights = load_config(tmp_path / "avgtoets.toml").compare.weights
    shop = make_comparison(subjects(), rules(), weights).organisations[-1]
    assert shop.parts["rights"].possible == 15  # the longer of two names decides
    assert shop.parts["rights"].earned == 5
    assert (shop.parts["retention"].earned, shop.parts["retention"].possible) == (1.5, 6)
    told = " ".join(Words("nl").weighting(make_comparison(subjects(), rules(), weights)))
    assert "deels 25%" in told and "Bewaren × 2" in told and "rights/right-access × 10" in told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[compare.weights]\neror = 2", "compare.weights.eror: unknown key; did you mean 'error'?"),
        ("[compare]\nweigths = {}", "compare.weigths: unknown key; did you mean 'weights'?"),
        ("[compare.weights]\nerror = -1", "compare.weights.error"),
        ("[compare.weights]\npartial = 2", "compare.weights.partial"),
    ],
)
def test_a_wrong_weight_is_told(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "avgtoets.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(message)):
        load_config(tmp_path / "avgtoets.toml")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (Weights(parts={"right": 1}), "no part 'right'; did you mean 'rights'"),
        (Weights(rules={"info/retentio": 1}), "no rule or family 'info/retentio'; did you mean 'info/retention'"),
    ],
)
def test_a_weight_for_nothing_is_told(weights: Weights, message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        make_comparison(subjects(), rules(), weights)


# -- groups and figures -----------------------------------------------------------------------------------------------


def test_figures_say_of_how_many_they_are() -> None:
    assert figures([1, None, 2]).model_dump() == {"n": 2, "least": 1, "q1": None, "median": None, "q3": None, "most": 2}
    assert figures([1, 5, 3]).median == 3
    five = figures([10, 20, 30, 40, 60])
    assert (five.q1, five.median, five.q3) == (20, 30, 40)
    assert figures([None]).n == 0


def test_a_share_is_of_those_it_applies_to() -> None:
    of = share("", ["met", "clear", "partial", "missing", "violated", "not_applicable", "not_checked"])
    assert (of.n, of.met, of.partial, of.missing, of.share) == (5, 2, 1, 2, 0.4)
    assert share("", ["not_applicable"]).share is None


def test_groups_have_their_own_figures(comparison: ComparisonModel) -> None:
    assert [(group.name, group.n) for group in comparison.groups] == [
        ("", 6),
        ("gemeente", 3),
        ("school", 2),
        ("winkel", 1),
    ]
    assert comparison.groups[1].score.median is not None
    assert comparison.groups[2].score.median is None
    row = next(row for row in comparison.requirements if row.rule == "rights/right-access")
    assert [(of.group, of.met, of.n) for of in row.shares] == [
        ("", 5, 6),
        ("gemeente", 3, 3),
        ("school", 2, 2),
        ("winkel", 0, 1),
    ]


# -- periods, values, outliers ----------------------------------------------------------------------------------------


def test_periods_stand_side_by_side(comparison: ComparisonModel) -> None:
    row = next(row for row in comparison.retention if row.value == "recruitment")
    assert [entry.days for entry in row.entries[:5]] == [28] * 5
    assert row.figures.median == 28
    assert row.entries[-1].periods[0].value == "P2Y"
    assert row.entries[-1].periods[0].quotes[0].text == "Uw sollicitatie bewaren wij twee jaar."


def test_a_period_is_about_what_its_own_passage_names() -> None:
    """Of a real statement: the sentence that names the data decides, not all that its section is about."""
    made = to_contract(analyse_text(
        "# Privacy\n\n## Bewaren\n\nOnze nieuwsbrief sturen wij naar uw e-mailadres.\n\n"
        "Camerabeelden bewaren wij vier weken.\n\nUw sollicitatiegegevens bewaren wij een jaar.\n"
    ))  # fmt: skip
    found = {key: {fact.value for fact in facts} for key, facts in periods(made).items()}
    assert found["data_category", "camera_footage"] == {"P4W"}
    assert found["purpose", "recruitment"] == {"P1Y"}
    assert ("data_category", "email") not in found


@pytest.mark.parametrize(
    "text",
    [
        "Wij bewaren uw sollicitatie vier weken en uw betaalgegevens zeven jaar.",
        "Uw sollicitatie bewaren wij vier weken na de afwijzing, betaalgegevens zeven jaar.",
        "Wij bewaren vier weken uw sollicitatie en zeven jaar uw betaalgegevens.",
    ],
)
def test_of_several_periods_in_a_sentence_each_goes_with_its_own(text: str) -> None:
    found = periods(to_contract(analyse_text(f"# Privacy\n\n## Bewaren\n\n{text}\n")))
    of = {key[1]: {fact.value for fact in facts if fact.value.startswith("P")} for key, facts in found.items()}
    assert (of["recruitment"], of["payment_data"]) == ({"P4W"}, {"P7Y"})


def test_a_period_of_something_unknown_is_not_that_of_its_section() -> None:
    made = to_contract(analyse_text(
        "# Privacy\n\n## Beveiliging\n\nCamerabeelden wissen wij na 30 dagen. Diploma's en cijferlijsten: 50 jaar.\n"
    ))  # fmt: skip
    assert {fact.value for fact in periods(made)["data_category", "camera_footage"]} == {"P30D"}


def test_a_period_for_all_data_stands_by_itself() -> None:
    made = to_contract(analyse_text("# Privacy\n\nAlle gegevens worden na vijf jaar verwijderd.\n"))
    assert [fact.value for fact in periods(made)["general", "all"]] == ["P5Y"]


def test_the_only_one_that_keeps_something_longer(comparison: ComparisonModel) -> None:
    (found,) = outliers(comparison, "retention")
    assert (found.organisation, found.subject, found.value, found.usual, found.n) == ("o6", "recruitment", "P2Y", 28, 6)
    assert found.quotes[0].text == "Uw sollicitatie bewaren wij twee jaar."
    told = {row.rule: row for row in comparison.requirements}
    assert Words("nl").sentence(found, told) == (
        "De enige van 6 die voor dit doel 2 jaar bewaart: werving en selectie. De mediaan van de anderen is 4 weken."
    )


def test_the_only_one_that_falls_short_or_mentions_something(comparison: ComparisonModel) -> None:
    assert {o.subject for o in outliers(comparison, "verdict")} == {
        "info/retention", "rights/right-access", "consistency/contradiction"
    }  # fmt: skip
    values = {(o.field, o.subject) for o in outliers(comparison, "value")}
    assert ("data_category", "religion") in values
    assert values >= {("data_category", "religion")}
    assert {o.organisation for o in comparison.outliers} == {"o6"}
    assert all(o.group == "" for o in comparison.outliers)  # no group is large enough


def test_nothing_stands_out_among_few() -> None:
    assert make_comparison(subjects()[3:], rules()).outliers == []


def test_what_two_do_is_no_outlier() -> None:
    again = subjects()[-1]
    assert not outliers(make_comparison([*subjects(), again], rules()), "retention")
    assert not outliers(make_comparison([*subjects(), again], rules()), "verdict")


def test_outliers_within_a_group_are_not_told_twice() -> None:
    shop = subjects()[-1]
    alike = [
        Subject(Organisation(f"{n}.md", f"Winkel {n}", {"sector": "winkel"}), subjects()[0].analysis) for n in range(5)
    ]
    made = make_comparison([*alike, shop], rules(), group_by="sector")
    assert {o.group for o in made.outliers} == {""}
    others = [Subject(Organisation(f"x{n}.md", f"Ander {n}", {"sector": "x"}), shop.analysis) for n in range(2)]
    made = make_comparison([*alike, shop, *others], rules(), group_by="sector")
    assert {(o.group, o.n) for o in outliers(made, "retention")} == {("winkel", 6)}


# -- organisations ----------------------------------------------------------------------------------------------------


def test_a_list_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(
        '\ufeffNaam;Pad;Sector;Inwoners\r\n"Dam; Zaan";teksten/a.md;gemeente;10.000\r\n;https://a.example/p;;\r\n'.encode()
    )
    first, second = load_organisations(path)
    assert first == Organisation(
        str(tmp_path / "teksten/a.md"), "Dam; Zaan", {"sector": "gemeente", "inwoners": "10.000"}
    )
    assert (second.source, second.name, dict(second.metadata)) == ("https://a.example/p", "", {})


def test_a_list_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "lijst.yaml"
    path.write_text("organisations:\n- {name: A, path: a.md, size: 12}\n- path: b.md\n", encoding="utf-8")
    assert [(one.name, one.value("size")) for one in load_organisations(path)] == [("A", "12"), ("", "")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "naam;sector\nA;x\n", "line 1: no column path or url; there is naam, sector"),
        ("a.csv", "name,path\nA,a.md\n\nB,\n", "line 4: no path or url; tell where the statement of B is"),
        ("a.csv", "name,path\nA,a.md\nB,a.md\n", "line 3: 'a.md' stands on line 2 already"),
        ("a.csv", "name,path\nA,a.md,x,y\n", "line 2: 4 cells under 2 columns"),
        ("a.csv", "path,naam,name\na.md,A,B\n", "line 1: the column name comes twice"),
        ("a.csv", "", "holds no organisations"),
        ("a.csv", 'name,path\n"A,a.md\n', "not valid CSV"),
        ("a.yaml", "- path: a.md\n- path: [b]\n", "line 2: path: expected one value"),
        ("a.yaml", "- path: a.md\n- name: A\n", "line 2: no column path or url"),
        ("a.yaml", "path: a.md\n", "expected a list of organisations"),
        ("a.yaml", "- path: a.md\n- {", "line"),
    ],
)
def test_a_wrong_list_is_told_with_its_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        load_organisations(tmp_path / name)


def test_conditions_choose_organisations() -> None:
    listed = [subject.organisation for subject in subjects()]
    assert len(selected(listed, ["sector=Gemeente,school", "grootte=klein"])) == 3
    with pytest.raises(ConfigError, match="no organisation has a column 'sectr'; did you mean 'sector'"):
        selected(listed, ["sectr=x"])
    with pytest.raises(ConfigError, match="expected a column and a value"):
        selected(listed, ["sector"])


# -- formats ----------------------------------------------------------------------------------------------------------


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
    shop = subjects()[-1].analysis
    many = [Subject(Organisation(f"{n}.md", f"Winkel {n}"), shop) for n in range(101)]
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
    given[0] = Subject(Organisation("=x.md", HOSTILE, {"sector": HOSTILE}), given[0].analysis)
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


# -- anonymous --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", RENDERERS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_anonymous_output_names_nobody(format_: str, language: str) -> None:
    given = subjects()
    words = Words(language)  # type: ignore[arg-type]
    failed = [FailureModel(name="Dorp Zwijgerdam", source="teksten/zwijgerdam.md", error="teksten/zwijgerdam.md: weg")]
    hidden = anonymise(given, words("label"), words("other"), "sector")
    made = make_comparison(
        hidden, rules(), group_by="sector", anonymised=True,
        where=kept_conditions(["sector=gemeente", "sector=winkel,school", "name=Winkel De Zolder"], hidden),
        failed=anonymous_failures(failed, words("label"), 7, words("unreadable")),
    )  # fmt: skip
    text = text_of(RENDERERS[format_](made, language))  # type: ignore[arg-type]
    secrets = [subject.name for subject in given] + [subject.organisation.source for subject in given]
    secrets += [subject.analysis.document.sha256 for subject in given] + [
        subject.analysis.document.title or "" for subject in given
    ]
    secrets += [fact.text for subject in given for fact in subject.analysis.facts]
    secrets += [place.text for subject in given for finding in subject.analysis.findings for place in finding.evidence]
    secrets += [EMAIL.format(f"plaats{n}") for n in range(5)] + [ADDRESS.format(n) for n in range(5)]
    secrets += [
        "Plaats 0",
        "Zwijgerdam",
        "zwijgerdam",
        "@",
        "Postduif",
        "321",
        "2026-01-02",
        "Zolder",
        "winkel",
        "school",
    ]
    if format_ == "html":
        text = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.S)
    if format_ == "xlsx":  # 321 may be part of a date or a checksum of the container
        secrets.remove("321")
        secrets.remove("@")
    assert [secret for secret in secrets if secret and secret in text] == []
    assert f"{words('label')} 6" in text
    assert "gemeente" in text  # three share it


def test_anonymous_figures_are_those_of_the_organisations(comparison: ComparisonModel) -> None:
    hidden = make_comparison(anonymise(subjects(), "Organisatie", "overig"), rules(), anonymised=True)
    assert sorted(one.score or 0 for one in hidden.organisations) == sorted(
        one.score or 0 for one in comparison.organisations
    )
    assert hidden.groups[0].score == comparison.groups[0].score
    assert [o.kind for o in hidden.outliers] == [o.kind for o in comparison.outliers]
    again = make_comparison(anonymise(reversed(subjects()), "Organisatie", "overig"), rules(), anonymised=True)
    assert again == hidden  # the order in which they were given says nothing


def test_names_cannot_be_grouped_by_when_they_are_hidden() -> None:
    with pytest.raises(ConfigError, match="cannot be grouped by name"):
        anonymise(subjects(), "Organisatie", "overig", "name")


# -- the command ------------------------------------------------------------------------------------------------------

STATEMENT = """\
# Privacyverklaring

{name} is verantwoordelijk voor de verwerking van uw gegevens. Mail naar {mail}.

Uw sollicitatiegegevens bewaren wij {period}. U hebt recht op inzage.
"""


@pytest.fixture(scope="module")
def statements() -> dict[str, tuple[str, str]]:
    """Two statements, each with its analysis as it is printed."""
    made = {}
    for name, period in (("een", "vier weken"), ("twee", "een jaar")):
        text = STATEMENT.format(name=f"Stichting {name.title()}", mail=f"info@{name}.example", period=period)
        made[name] = text, to_contract(analyse_text(text, name=f"t/{name}.md")).model_dump_json()
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statements: dict[str, tuple[str, str]]) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t").mkdir()
    for name, (text, printed) in statements.items():
        (tmp_path / "t" / f"{name}.md").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(printed, encoding="utf-8")
    rows = "naam,pad,sector\nDe Een,{}een.{},zorg\nDe Twee,{}twee.{},onderwijs\nDe Derde,{}drie.{},zorg\n"
    (tmp_path / "lijst.csv").write_text(rows.format(*["t/", "md"] * 3), encoding="utf-8")
    (tmp_path / "gedrukt.csv").write_text(rows.format(*["", "json"] * 3), encoding="utf-8")
    return tmp_path


def test_a_statement_that_fails_stops_no_other(folder: Path, run: Run) -> None:
    done = run("compare", "lijst.csv", "-f", "json", "-o", "uit.json", "-q")
    assert done.status == 2
    assert done.err == "avgtoets: t/drie.md: there is no such file; check the path.\n"
    made = json.loads((folder / "uit.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in made["organisations"]] == ["De Een", "De Twee"]
    assert made["failed"] == [
        {"name": "De Derde", "source": "t/drie.md", "error": "there is no such file; check the path."}
    ]
    assert [entry["days"] for entry in made["retention"][0]["entries"]] == [28, pytest.approx(365, abs=1)]


def test_conditions_and_groups_of_the_list(folder: Path, run: Run) -> None:
    done = run("compare", "gedrukt.csv", "--where", "sector=onderwijs", "--group-by", "sector", "-l", "en")
    assert done.status == 0
    assert "only sector=onderwijs" in done.out and "De Een" not in done.out
    assert run("compare", "gedrukt.csv", "--group-by", "sectr").err == (
        "avgtoets: --group-by: no organisation has a column 'sectr'; did you mean 'sector'?\n"
    )
    assert run("compare", "gedrukt.csv", "--where", "sector=x").status == 2
    assert run("compare", "gedrukt.csv", "--anonymise", "--group-by", "naam").status == 2


@pytest.mark.slow
def test_printed_analyses_and_a_store_give_the_same(folder: Path, run: Run) -> None:
    fresh = json.loads(run("compare", "t", "-f", "json").out)
    (folder / "p.jsonl").write_text(run("analyse", "t/een.md", "t/twee.md", "-f", "jsonl").out, encoding="utf-8")
    assert json.loads(run("compare", "p.jsonl", "-f", "json").out) == fresh
    assert run("batch", "t", "--store", "s.db", "-q", "-j", "1").status == 0
    assert json.loads(run("compare", "--store", "s.db", "-f", "json").out) == fresh


def test_an_anonymous_comparison_of_the_command(folder: Path, run: Run) -> None:
    out = run("compare", "gedrukt.csv", "--anonymise", "-f", "json", "-q").out
    assert not re.search(r"De (Een|Twee|Derde)|Stichting|drie|example|json|zorg|onderwijs", out)
    assert '"name": "Organisatie 3"' in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name statements"),
        (("-",), "not -"),
        (("t", "-f", "xlsx"), "a workbook is no text"),
        (("weg.md",), "there is nothing to compare"),
        (("fout.json",), "fout.json: is no JSON"),
        (("leeg.json",), "leeg.json: is no printed analysis (file: Input should be"),
        (("--store", "weg.db"), "weg.db"),
    ],
)
def test_what_cannot_be_done_is_told(folder: Path, run: Run, arguments: tuple[str, ...], message: str) -> None:
    (folder / "fout.json").write_text("{", encoding="utf-8")
    (folder / "leeg.json").write_text("[1]", encoding="utf-8")
    done = run("compare", *arguments)
    assert done.status == 2 and message in done.err and not done.out


def test_the_parts_are_those_of_the_report() -> None:
    assert list(load_parts())[:3] == ["who", "purposes", "data"]


def test_names_that_are_shared_get_their_file() -> None:
    twice = [Subject(Organisation(f"{n}.md", "Zelfde"), analysis("x", {})) for n in "ab"]
    assert [one.name for one in make_comparison(twice, rules()).organisations] == ["Zelfde (a.md)", "Zelfde (b.md)"]
    unnamed = analysis("x", {}).model_copy(update={"facts": [fact("purpose", "recruitment", "x", 1)]})
    assert Subject(Organisation("teksten/bijles-aan-huis.txt"), unnamed).name == "bijles aan huis"
