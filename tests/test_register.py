"""The register of processing activities: every cell has its source or says that there is none, in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from analyser.analysis import analyse, analyse_text
from analyser.cli import main
from analyser.readers import load
from analyser.register import make_register
from analyser.register_model import TEMPLATES, RegisterModel, RowModel, json_schema, load_form, load_template
from analyser.render.register import RENDERERS, View, defused
from analyser.ruleset import RuleSet
from analyser.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
TEXT = """\
# Privacyverklaring

Stichting De Elzenhoek is verantwoordelijk voor de verwerking van uw gegevens. Mail naar info@elzenhoek.example.

## Nieuwsbrief

Met uw toestemming gebruiken wij uw e-mailadres om u de nieuwsbrief te sturen. Mailchimp verzorgt de verzending.
Wij bewaren uw e-mailadres totdat u uw toestemming intrekt.

## Verwerkingen

| Doel | Gegevens | Bewaartermijn | Grondslag |
| --- | --- | --- | --- |
| Salarisadministratie | naam, burgerservicenummer, ziekteverzuim | zeven jaar | wettelijke verplichting |
| =HYPERLINK("kwaad") factureren | naam en adres | zeven jaar | uitvoering van de overeenkomst |

## Beveiliging

Wij beveiligen uw gegevens met versleuteling.
"""


@pytest.fixture(scope="module")
def register() -> RegisterModel:
    return make_register([analyse_text(TEXT, name="elzenhoek.md")])


def row(register: RegisterModel, name: str) -> RowModel:
    return next(row for row in register.rows if row.name.startswith(name))


def words(register: RegisterModel, name: str, field: str) -> list[str]:
    return [value.value for value in row(register, name).cells[field].values]


def test_rows_hold_what_the_text_says(register: RegisterModel) -> None:
    assert words(register, "Nieuwsbrief", "purposes") == ["newsletter"]
    assert words(register, "Nieuwsbrief", "legal_bases") == ["consent"]
    assert words(register, "Salaris", "retention") == ["P7Y"]
    assert words(register, "Salaris", "controller") == ["Stichting De Elzenhoek"]
    assert row(register, "Salaris").cells["retention"].status == "stated"


def test_special_data_and_national_numbers_are_flagged(register: RegisterModel) -> None:
    flags = {value.value: value.flags for value in row(register, "Salaris").cells["sensitive"].values}
    assert flags == {"national_id": ["national_number"], "health": ["art9"]}
    assert row(register, "Nieuwsbrief").cells["sensitive"].status == "not_stated"


def test_a_transfer_is_inferred_from_the_seat_of_a_recipient(register: RegisterModel) -> None:
    cell = row(register, "Nieuwsbrief").cells["transfers"]
    assert (cell.status, cell.inferred_from, cell.confidence) == ("inferred", ["recipient_seat"], "low")
    assert [value.value for value in cell.values] == ["Verenigde Staten"]
    assert row(register, "Salaris").cells["transfers"].status == "not_stated"


def test_security_said_once_is_inferred_for_every_activity(register: RegisterModel) -> None:
    for activity in register.rows:
        assert activity.cells["security"].status == "inferred"
        assert activity.cells["security"].inferred_from == ["statement"]


def check_provenance(register: RegisterModel, texts: list[str]) -> None:
    fields = set(load_form().fields) - {"statement"}
    asked = {(id, question.field) for question in register.questions for id in question.rows}
    for activity in register.rows:
        assert set(activity.cells) == fields
        for field, cell in activity.cells.items():
            assert (cell.status == "not_stated") == (not cell.values) == (cell.confidence is None)
            assert (cell.status == "inferred") == bool(cell.inferred_from)
            for value in cell.values:
                assert (value.status == "inferred") == (value.inferred_from is not None)
                for source in value.sources:
                    lines = texts[source.statement].split("\n")
                    assert "\n".join(lines[source.line - 1 :])[source.column - 1 :].startswith(source.quote)
            if cell.status != "not_stated":
                assert (activity.id, field) not in asked
            elif field not in ("interest", "safeguards", "name", "sensitive"):
                assert (activity.id, field) in asked


def test_every_cell_has_its_source_or_asks(register: RegisterModel) -> None:
    check_provenance(register, [TEXT])


def test_every_cell_of_whole_statements_has_its_source_or_asks() -> None:
    paths = sorted((ROOT / "corpus" / "text").glob("*.md"))[:6]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    made = make_register([analyse_text(text, name=path.name) for text, path in zip(texts, paths, strict=True)])
    assert {index for activity in made.rows for index in activity.statements} == set(range(len(paths)))
    assert len({activity.id for activity in made.rows}) == len(made.rows)
    check_provenance(made, texts)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "text").iterdir()), ids=lambda path: path.stem)
def test_every_cell_of_each_statement_has_its_source_or_asks(path: Path) -> None:
    source = load(str(path))
    check_provenance(make_register([analyse(source, RuleSet(()))]), [source.text])


def test_a_field_is_asked_once(register: RegisterModel) -> None:
    fields = [question.field for question in register.questions]
    assert len(fields) == len(set(fields)) <= 15
    count = [len(question.rows) == len(register.rows) for question in register.questions]
    assert count == sorted(count, reverse=True)  # those about everything come first
    some = next(question for question in register.questions if len(question.rows) == 2)
    assert "bij deze verwerkingen" in some.text["nl"]


def test_what_all_activities_share_is_shown_once(register: RegisterModel) -> None:
    parts = View(register, load_template("avg30"), "nl").parts
    assert parts[0].id == "all" and {"controller", "contact", "security"} <= {cell.field for cell in parts[0].cells}
    for part in parts[1:]:
        fields = {cell.field for cell in part.cells}
        assert not fields & {cell.field for cell in parts[0].cells} and "purposes" in fields
        assert "interest" not in fields  # is asked only where it is the basis


def test_a_source_of_one_activity_is_not_of_all() -> None:
    text = (
        "# Privacyverklaring\n\n| Activiteit | Doel |\n| --- | --- |\n| Zaalverhuur | facturen sturen |\n"
        "| Leden | nieuwsbrief sturen |\n\n## Herkomst\n\nBij zaalverhuur ontvangen wij gegevens van de gemeente.\n"
    )
    made = make_register([analyse_text(text)])
    assert words(made, "Zaalverhuur", "source") == ["de gemeente"] and not words(made, "Leden", "source")


def test_what_lacks_everywhere_is_asked_once(register: RegisterModel) -> None:
    dpo = [question for question in register.questions if question.field == "dpo"]
    assert len(dpo) == 1 and dpo[0].rows == [activity.id for activity in register.rows]
    automated = [question.text["nl"] for question in register.questions if question.field == "automated_decisions"]
    assert automated == [
        "Worden er bij alle verwerkingen besluiten genomen waar geen mens naar kijkt, ook door profilering?"
    ]
    assert not [question for question in register.questions if question.field in ("security", "controller")]


def test_an_interest_is_asked_only_where_it_is_the_basis() -> None:
    text = "# Privacyverklaring\n\n| Doel | Grondslag |\n| --- | --- |\n| Nieuwsbrief | {} |\n"
    for basis, count in (("gerechtvaardigd belang", 1), ("toestemming", 0)):
        made = make_register([analyse_text(text.format(basis))])
        assert made.rows
        assert sum(question.field == "interest" for question in made.questions) == count, basis


def test_a_statement_without_activities_gives_no_rows() -> None:
    made = make_register([analyse_text("# Privacyverklaring\n\nDe zon schijnt vandaag op het plein voor de kerk.\n")])
    assert not made.rows and not made.questions
    for render in RENDERERS.values():
        assert render(made, load_template("avg30"), "nl")


def test_json_holds_to_the_published_schema(register: RegisterModel) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    made = json.loads(RENDERERS["json"](register, load_template("avg30"), "nl"))
    jsonschema.validate(made, schema)
    assert RegisterModel.model_validate(made) == register


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_ask_for_article_30(name: str) -> None:
    columns = {column.field for column in load_template(name).columns if column.mandatory}
    asked = {"controller", "contact", "purposes", "data_subjects", "data_categories", "recipients", "transfers",
             "retention", "security"}  # fmt: skip
    assert asked <= columns


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("format_", RENDERERS)
def test_formats_are_the_same_each_time(register: RegisterModel, format_: str, template: str, language: str) -> None:
    first, second = (RENDERERS[format_](register, load_template(template), language) for _ in range(2))  # type: ignore[arg-type]
    assert first == second


def test_a_workbook_is_not_dated(register: RegisterModel) -> None:
    data = RENDERERS["xlsx"](register, load_template("avg30"), "nl")
    assert isinstance(data, bytes)
    assert load_workbook(io.BytesIO(data)).properties.modified.year == 1980  # type: ignore[union-attr]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_workbook_reads_back(register: RegisterModel, template: str) -> None:
    data = RENDERERS["xlsx"](register, load_template(template), "nl")
    assert isinstance(data, bytes)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Verantwoordelijke", "Register", "Bronnen", "Open vragen", "Lijsten", "avgtoets"]
    sheet = book["Register"]
    head = [cell.value for cell in sheet[1]]
    assert len(head) == len(load_template(template).columns) + 1
    assert "Doelen *" in head and "Waarborg bij doorgifte" in head
    rows = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
    assert list(rows) == [activity.id for activity in register.rows]
    salary = row(register, "Salaris").id
    assert sheet.cell(rows[salary], head.index("Bewaartermijn *") + 1).value == "7 jaar"
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref
    lists = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    people = get_column_letter(head.index("Categorieën betrokkenen *") + 1)
    offered = next(formula for formula, where in lists.items() if where.startswith(f"{people}2:"))
    labels = [cell[0].value for cell in book["Lijsten"][offered.split("!")[1].replace("$", "")]]
    assert labels == [term.label.nl for term in load_vocabulary().kind("data_subject").values()]
    note = sheet.cell(rows[row(register, "Nieuwsbrief").id], head.index("Doelen *") + 1).comment
    assert "regel 7" in note.text and "om u de nieuwsbrief te sturen" in note.text
    empty = sheet.cell(rows[salary], head.index("Categorieën betrokkenen *") + 1)
    assert empty.value is None and empty.fill.patternType == "lightUp"
    activities = [cell.value for cell in book["Open vragen"]["E"]][1:]
    assert any("Salarisadministratie" in str(names) for names in activities)
    sources = [[cell.value for cell in line] for line in book["Bronnen"].iter_rows(min_row=2)]
    assert all(line[2] and line[6] and isinstance(line[7], int) for line in sources)


def test_nothing_of_a_statement_becomes_a_formula(register: RegisterModel) -> None:
    data = RENDERERS["xlsx"](register, load_template("avg30"), "nl")
    assert isinstance(data, bytes)
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    wicked = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert wicked and all(cell.quotePrefix for cell in wicked)
    content = RENDERERS["csv"](register, load_template("avg30"), "nl")
    assert isinstance(content, str)
    fields = [field for line in csv.reader(io.StringIO(content)) for field in line]
    assert any("HYPERLINK" in field for field in fields)
    assert not [field for field in fields if field.lstrip().startswith(("=", "+", "-", "@"))]


@given(st.text())
def test_defused_text_begins_with_no_formula(text: str) -> None:
    made = defused(text)
    assert not made.lstrip("\t\r\n ").startswith(("=", "+", "-", "@"))
    assert made.removeprefix("'") == text or made == text


def test_markup_of_a_statement_is_inert() -> None:
    text = TEXT.replace("De Elzenhoek", "De Elzenhoek").replace(
        "versleuteling", "versleuteling &lt;script&gt;x&lt;/script&gt;"
    )
    page = RENDERERS["html"](make_register([analyse_text(text)]), load_template("avg30"), "nl")
    assert isinstance(page, str)
    assert "<script" not in page and "&lt;script&gt;" in page


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statement, target = tmp_path / "verklaring.md", tmp_path / "register.xlsx"
    statement.write_text(TEXT, encoding="utf-8")
    for arguments, code in (
        ([str(statement), "-f", "xlsx", "-o", str(target)], 0),
        ([str(statement), "-f", "xlsx"], 2),
        ([str(statement), "-f", "json"], 0),
        ([str(tmp_path / "afwezig.md")], 2),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(["register", *arguments])
        assert (stopped.value.code or 0) == code, arguments
    out = capsys.readouterr()
    assert json.loads(out.out)["statements"][0]["source"] == str(statement)
    assert "afwezig.md" in out.err
    assert load_workbook(target).sheetnames[1] == "Register"


def test_a_failed_run_leaves_the_file(tmp_path: Path) -> None:
    target = tmp_path / "register.csv"
    target.write_text("ingevuld", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["register", str(tmp_path / "afwezig.md"), "-f", "csv", "-o", str(target)])
    assert target.read_text(encoding="utf-8") == "ingevuld"


def test_the_schema_is_published() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "analyser", "schema", "register"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == json_schema()
