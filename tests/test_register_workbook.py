"""A register is read back with what people made of it in between, and nothing else is taken for one."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from analyser.analysis import analyse_text
from analyser.register import make_register
from analyser.register_model import TEMPLATES, RegisterModel, RowModel, load_template
from analyser.register_update import update
from analyser.render.register import RENDERERS
from analyser.render.register_reading import RegisterFileError, open_register, read_register
from analyser.render.workbook_update import updated
from tests.register_strategies import registers, versions

Run = Callable[..., SimpleNamespace]
TEXT = """\
# Privacyverklaring

Stichting De Elzenhoek is verantwoordelijk voor de verwerking van uw gegevens. Mail naar info@elzenhoek.example.

## Nieuwsbrief

Met uw toestemming gebruiken wij uw e-mailadres om u de nieuwsbrief te sturen. Mailchimp verzorgt de verzending.
Wij bewaren uw e-mailadres twee jaar.

## Verwerkingen

| Doel | Gegevens | Bewaartermijn | Grondslag |
| --- | --- | --- | --- |
| Salarisadministratie | naam, burgerservicenummer, ziekteverzuim | zeven jaar | wettelijke verplichting |
| =HYPERLINK("kwaad") factureren | naam en adres | zeven jaar | uitvoering van de overeenkomst |
"""
PROPERTY = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def render(register: RegisterModel, path: Path, template: str = "avg30", language: str = "nl") -> Path:
    made = RENDERERS[path.suffix[1:]](register, load_template(template), language)  # type: ignore[arg-type]
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    return path


@pytest.fixture(scope="module")
def register() -> RegisterModel:
    return make_register([analyse_text(TEXT, name="site.md")])


@pytest.fixture
def book(register: RegisterModel, tmp_path: Path) -> Path:
    return render(register, tmp_path / "register.xlsx")


def edit(path: Path, change: Callable[[Any, dict[str, int]], None]) -> RegisterModel:
    """The register after somebody changed its sheet; the columns go by their names."""
    content = load_workbook(path)
    sheet = content["Register"]
    change(sheet, {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]})
    content.save(path)
    return read_register(path)


def values(register: RegisterModel, id: str, field: str) -> dict[str, str]:
    row = next(row for row in register.rows if row.id == id)
    return {value.value: value.status for value in row.cells[field].values}


@PROPERTY
@given(registers(), st.sampled_from(TEMPLATES), st.sampled_from(["nl", "en"]))
def test_no_cell_is_lost_on_the_way_through_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, register: RegisterModel, template: str, language: str
) -> None:
    opened = open_register(render(register, tmp_path_factory.getbasetemp() / "r.xlsx", template, language))
    assert opened.register == register
    assert not opened.notes
    assert opened.sheets is not None and list(opened.sheets.rows) == [row.id for row in register.rows]


@PROPERTY
@given(registers())
def test_no_cell_is_lost_on_the_way_through_json(
    tmp_path_factory: pytest.TempPathFactory, register: RegisterModel
) -> None:
    assert read_register(render(register, tmp_path_factory.getbasetemp() / "r.json")) == register


def test_what_people_write_is_theirs_and_known_by_the_vocabulary(book: Path) -> None:
    def change(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Bewaartermijn"]).value = "3 jaar"
        sheet.cell(2, at["Categorieën betrokkenen"]).value = "customers\nvrienden van de stichting"
        sheet.cell(2, at["Categorieën persoonsgegevens"]).value = "e-mailadres\nburgerservicenummer"
        sheet.cell(2, at["Ontvangers"]).value = "Acme BV (mailingdiensten)"
        sheet.cell(2, at["Doorgifte buiten de EER"]).value = "United States"

    read = edit(book, change)
    assert values(read, "nieuwsbrief", "retention") == {"P3Y": "entered"}
    people = values(read, "nieuwsbrief", "data_subjects")
    assert people == {"customer": "entered", "vrienden van de stichting": "entered"}
    data = next(row for row in read.rows if row.id == "nieuwsbrief").cells["data_categories"]
    assert [(v.value, v.status != "entered", v.flags) for v in data.values] == [
        ("email", True, []), ("national_id", False, ["national_number"])
    ]  # fmt: skip
    cells = next(row for row in read.rows if row.id == "nieuwsbrief").cells
    assert [value.value for value in cells["retention"].left_out] == ["P2Y"]
    assert [(v.value, v.category) for v in cells["recipients"].values] == [("Acme BV", "mailing_provider")]
    assert [value.value for value in cells["recipients"].left_out] == ["Mailchimp"]
    assert list(values(read, "nieuwsbrief", "transfers").values()) == ["inferred"]  # what was written, in other words
    assert cells["purposes"].values[0].status == "stated"


def test_columns_and_rows_may_be_moved_added_and_deleted(book: Path, register: RegisterModel) -> None:
    def change(sheet: Any, at: dict[str, int]) -> None:
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        told = ["Eigenaar", *("x" for _ in lines[1:])]
        head, *rows = [[line[0], own, *reversed(line[1:])] for own, line in zip(told, lines, strict=True)]
        sheet.delete_rows(1, sheet.max_row)
        for line in (head, *reversed(rows[1:])):
            sheet.append(line)
        added = sheet.max_row + 1
        sheet.cell(added, head.index("Verwerkingsactiviteit *") + 1).value = "Cameratoezicht"
        sheet.cell(added, head.index("Bewaartermijn *") + 1).value = "4 weken"
        for line in sheet.iter_rows():
            for cell in line:
                if str(cell.value or "").startswith("="):
                    cell.data_type = "s"

    read = edit(book, change)
    by_id: dict[str, RowModel] = {row.id: row for row in register.rows}
    assert [row.id for row in read.rows] == [*reversed([row.id for row in register.rows][1:]), "cameratoezicht"]
    assert all(row.cells == by_id[row.id].cells for row in read.rows[:-1])
    assert [row.id for row in read.left_out] == ["nieuwsbrief"]
    assert read.rows[-1].statements == [] and values(read, "cameratoezicht", "retention") == {"P4W": "entered"}
    assert {question.field for question in read.questions if question.rows == ["cameratoezicht"]} >= {"purposes"}


def test_without_its_ids_a_row_is_known_by_its_name(book: Path, register: RegisterModel) -> None:
    assert edit(book, lambda sheet, at: sheet.delete_cols(1)) == register


def test_a_copied_row_is_another_activity(book: Path) -> None:
    def change(sheet: Any, at: dict[str, int]) -> None:
        sheet.append([cell.value for cell in sheet[3]])

    read = edit(book, change)
    assert [row.id for row in read.rows][-1] == "salarisadministratie-personnel"
    assert set(values(read, "salarisadministratie-personnel", "retention").values()) == {"entered"}


def test_joined_cells_hold_for_each_row(book: Path, register: RegisterModel) -> None:
    def change(sheet: Any, at: dict[str, int]) -> None:
        column = at["Verwerkingsverantwoordelijke"]
        sheet.merge_cells(start_row=2, end_row=sheet.max_row, start_column=column, end_column=column)

    assert edit(book, change) == register
    opened = open_register(book)
    assert opened.sheets is not None
    book.write_bytes(updated(opened.sheets, opened.register))
    assert read_register(book) == register


@PROPERTY
@given(st.data(), registers(), st.sampled_from(TEMPLATES), st.sampled_from(["nl", "en"]))
def test_a_workbook_is_updated_to_what_the_register_became(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, register: RegisterModel, template: str, language: str
) -> None:
    path = render(register, tmp_path_factory.getbasetemp() / "u.xlsx", template, language)
    sheets = open_register(path).sheets
    after = update(register, data.draw(versions(register)))
    assert sheets is not None
    path.write_bytes(updated(sheets, after))
    assert read_register(path) == after


def test_a_column_that_is_renamed_keeps_what_it_held(book: Path, register: RegisterModel) -> None:
    def change(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(1, at["Bewaartermijn"]).value = "Hoe lang?"

    assert edit(book, change).rows == register.rows
    assert any("Bewaartermijn" in note for note in open_register(book).notes)


def test_what_is_written_on_the_first_sheet_holds_for_each_activity(book: Path) -> None:
    content = load_workbook(book)
    sheet = content["Verantwoordelijke"]
    line = next(cell.row for cell in sheet["A"] if cell.value == "Functionaris gegevensbescherming")
    sheet.cell(line, 2).value = "fg@elzenhoek.example"
    content.save(book)
    read = read_register(book)
    assert read.statements[0].dpo.values[0].status == "entered"
    assert all(list(values(read, row.id, "dpo")) == ["fg@elzenhoek.example"] for row in read.rows)
    assert not [question for question in read.questions if question.field == "dpo"]


def test_answers_are_read(book: Path) -> None:
    content = load_workbook(book)
    sheet = content["Open vragen"]
    question, sheet["F2"] = sheet["B2"].value, "Vraag het aan de directie"
    content.save(book)
    answered = [question for question in read_register(book).questions if question.answer]
    assert [(entry.text["nl"], entry.answer) for entry in answered] == [(question, "Vraag het aan de directie")]


def spoil_zip(data: bytes) -> bytes:
    return data[: len(data) // 2]


def other_workbook(path: Path) -> None:
    Workbook().save(path)


def with_version(path: Path, version: str) -> None:
    content = load_workbook(path)
    for line in content["avgtoets"].iter_rows():
        if line[0].value == "schema_version":
            line[1].value = version
    content.save(path)


def cut_store(path: Path) -> None:
    content = load_workbook(path)
    content["avgtoets"].delete_rows(content["avgtoets"].max_row)
    content.save(path)


def write_far_down(path: Path) -> None:
    content = load_workbook(path)
    content["Register"].cell(30_000, 1, "ver weg")
    content.save(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut": (lambda path: path.write_bytes(spoil_zip(path.read_bytes())), "damaged"),
    "empty": (lambda path: path.write_bytes(b""), "damaged"),
    "text": (lambda path: path.write_text("geen werkmap"), "damaged"),
    "locked": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        "password",
    ),
    "old": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook"), "old Excel format"),
    "other": (other_workbook, "no register"),
    "newer": (lambda path: with_version(path, "7"), "install a newer avgtoets"),
    "older": (lambda path: with_version(path, "0"), "draft it again"),
    "store": (cut_store, "hidden sheet"),
    "far": (write_far_down, "more than 20,000 rows"),
    "gone": (lambda path: path.unlink(), "no such file"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_register_is_named_and_left_alone(what: str, book: Path, run: Run) -> None:
    statement = book.with_name("site.md")
    statement.write_text(TEXT, encoding="utf-8")
    spoil, told = BAD[what]
    spoil(book)
    before = book.read_bytes() if book.exists() else None
    for command in ("update", "check"):
        result = run("register", command, str(book), str(statement))
        assert result.status == 2 and not result.out, command
        assert told in result.err and "register.xlsx" in result.err and result.err.count("\n") == 1
    assert (book.read_bytes() if book.exists() else None) == before


@pytest.mark.parametrize("suffix", [".ods", ".xls", ".csv", ".docx"])
def test_another_suffix_is_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"register{suffix}"
    path.write_bytes(b"x")
    with pytest.raises(RegisterFileError, match=r"\.xlsx or \.json"):
        read_register(path)


@pytest.mark.parametrize(("change", "told"), [
    (lambda content: content.pop("rows"), "no register"),
    (lambda content: content.update(schema_version="2"), "newer"),
    (lambda content: content["rows"][0]["cells"].pop("purposes"), "purposes"),
    (lambda content: content["rows"][0]["cells"].update(extra={}), "extra"),
    (lambda content: content["rows"][0].update(statements=[9]), "statement"),
    (lambda content: content["rows"].append(content["rows"][0]), "two rows"),
    (lambda content: content["rows"][0]["cells"]["purposes"]["values"][0].update(sources=[]), "sources"),
])  # fmt: skip
def test_json_that_is_no_register_is_refused(
    register: RegisterModel, tmp_path: Path, change: Callable[[Any], object], told: str
) -> None:
    path = render(register, tmp_path / "register.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(RegisterFileError, match=told):
        read_register(path)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("by_way_of", ["xlsx", "ods"])
def test_libreoffice_writes_a_register_that_reads_back(book: Path, tmp_path: Path, by_way_of: str) -> None:
    before = edit(book, lambda sheet, at: sheet.cell(2, at["Bewaartermijn"], "3 jaar"))
    path = book
    for number, kind in enumerate(dict.fromkeys((by_way_of, "xlsx"))):
        folder = tmp_path / str(number)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
             "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        path = folder / f"register.{kind}"
    assert path != book and zipfile.is_zipfile(path)
    assert read_register(path) == before
