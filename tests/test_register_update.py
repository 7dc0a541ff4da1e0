"""An update keeps what people made of a register, adds what is new, marks what lapsed, and is done once; merging makes
one row of one activity."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from analyser.register_conflicts import conflicts
from analyser.register_merging import slug
from analyser.register_model import RegisterModel, json_schema
from analyser.register_update import update
from analyser.render.register_reading import read_register
from tests.register_strategies import registers, versions
from tests.register_update_sample import NEXT, SHOP, SITE, draft, registered

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., SimpleNamespace]


def entries(register: RegisterModel, *statuses: str) -> set[tuple[str, str, str]]:
    return {
        (row.id, field, value.value)
        for row in register.rows
        for field, cell in row.cells.items()
        for value in cell.values
        if not statuses or value.status in statuses
    }


# --- the pure update


PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@PROPERTY
@given(st.data(), registers(), st.booleans())
def test_an_update_is_done_once_and_loses_nothing(data: st.DataObject, register: RegisterModel, complete: bool) -> None:
    new = data.draw(versions(register))
    after = update(register, new, complete=complete)
    assert update(after, new, complete=complete) == after
    assert entries(register, "entered") <= entries(after)
    kept = {entry for entry in entries(register) if entry[1] not in ("name", "version")}  # one of these at a time
    assert kept <= entries(after)
    assert [row.id for row in after.rows][: len(register.rows)] == [row.id for row in register.rows]
    assert len({row.id for row in (*after.rows, *after.left_out)}) == len(after.rows) + len(after.left_out)
    RegisterModel.model_validate(after.model_dump(mode="json"))
    jsonschema.validate(after.model_dump(mode="json"), json_schema())


@PROPERTY
@given(registers(people=False))
def test_the_same_statements_change_nothing(register: RegisterModel) -> None:
    after = update(register, register)
    assert entries(after) == entries(register)
    assert not entries(after, "lapsed", "entered") - entries(register, "lapsed", "entered")


def test_ids_are_made_of_names_and_outlive_edits() -> None:
    before = draft(SITE)
    assert [row.id for row in before.rows] == ["nieuwsbrief", "sollicitaties"]
    assert [row.id for row in draft(NEXT).rows] == ["nieuwsbrief", "sollicitaties"]
    renamed = update(before, draft(SITE.replace("## Nieuwsbrief", "## Ons nieuws")))
    assert (renamed.rows[0].id, renamed.rows[0].name) == ("nieuwsbrief", "Ons nieuws")
    assert [row.id for row in renamed.rows] == [row.id for row in before.rows]


@given(st.text())
def test_ids_are_plain(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(name))


def test_activities_of_one_name_have_ids_of_their_own() -> None:
    table = "| Doel | Gegevens |\n| --- | --- |\n| Nieuwsbrief | naam |\n| Nieuwsbrief | adres |\n"
    made = draft(f"# Privacyverklaring\n\n## Post\n\n{table}\n## Web\n\n{table}")
    assert len({row.id for row in made.rows}) == len(made.rows) > 1


def test_what_is_new_is_added_and_what_lapsed_is_marked() -> None:
    after = update(draft(SITE), draft(NEXT))
    cells = after.rows[0].cells
    assert {v.value: v.status == "lapsed" for v in cells["retention"].values} == {"P2Y": True, "P7Y": False}
    assert {v.value: v.status for v in cells["recipients"].values} == {"Mailchimp": "lapsed"}
    assert cells["recipients"].status == "lapsed" and cells["recipients"].values[0].sources[0].line == 7
    gone = update(draft(SITE), draft(SITE[: SITE.index("## Sollicitaties")]))
    assert gone.rows[1].cells["name"].status == gone.rows[1].cells["retention"].status == "lapsed"
    assert gone.rows[1].cells["controller"].status == "stated"
    back = update(gone, draft(SITE))
    assert not entries(back, "lapsed") and entries(back) == entries(draft(SITE))


def test_another_statement_does_not_make_what_this_one_says_lapse() -> None:
    both = draft(SITE, SHOP)
    after = update(both, draft(SHOP.replace("zeven", "zes"), names=("map/winkel.md",)))
    assert len(after.statements) == 2
    assert {v.value: v.status == "lapsed" for v in after.rows[0].cells["retention"].values} == {
        "P2Y": False, "P7Y": True, "P6Y": False
    }  # fmt: skip
    complete = update(both, draft(SHOP, names=("winkel.md",)), complete=True)
    assert complete.statements[0].withdrawn and not complete.statements[1].withdrawn
    assert ("sollicitaties", "retention", "P4W") in entries(complete, "lapsed")
    assert ("nieuwsbrief", "retention", "P7Y") in entries(complete, "stated", "inferred")


# --- merging


def test_one_activity_in_two_statements_is_one_row() -> None:
    made = draft(SITE, SHOP)
    assert [row.id for row in made.rows] == ["nieuwsbrief", "sollicitaties", "bestellingen"]
    news = made.rows[0]
    assert news.statements == [0, 1]
    assert {source.statement for source in news.cells["purposes"].values[0].sources} == {0, 1}
    assert {value.value for value in news.cells["retention"].values} == {"P2Y", "P7Y"}
    found = [(c.kind, c.field, c.register[0].value, c.statement[0].value) for c in conflicts(made)]
    assert found == [("statements", "retention", "P2Y", "P7Y")]


def test_other_controllers_keep_their_rows(tmp_path: Path, run: Run) -> None:
    other = SHOP.replace("Stichting De Elzenhoek", "Bakkerij Zonneveld B.V.")
    assert [row.statements for row in draft(SITE, other).rows] == [[0], [0], [1], [1]]
    (tmp_path / "a.md").write_text(SITE, encoding="utf-8")
    (tmp_path / "b.md").write_text(other, encoding="utf-8")
    result = run("register", str(tmp_path / "a.md"), str(tmp_path / "b.md"), "-f", "json")
    assert result.status == 0 and "several controllers" in result.err and "Zonneveld" in result.err


# --- the command


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return registered(tmp_path)


def work_in(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["Register"]
    at = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    sheet.cell(2, at["Bewaartermijn"]).value = "3 jaar"
    sheet.cell(2, at["Bewaartermijn"]).fill = PatternFill("solid", start_color="00FF00")
    sheet.cell(2, at["Categorieën betrokkenen"]).value = "klanten"
    sheet.cell(3, at["Doelen"]).comment = Comment("Nagaan bij HR", "DPO")
    sheet.cell(3, at["Categorieën persoonsgegevens"]).value = None
    eigen = sheet.max_column + 1
    sheet.cell(1, eigen).value, sheet.cell(2, eigen).value = "Eigenaar", "Marketing"
    sheet.cell(4, at["Verwerkingsactiviteit"]).value = "Cameratoezicht"
    sheet.column_dimensions["B"].width = 44
    book["Open vragen"]["F2"] = "Loopt"
    book.create_sheet("Notities")["A1"] = "=1+1"
    book.save(path)


def test_a_workbook_is_updated_in_place(place: Path, run: Run) -> None:
    path = place / "register.xlsx"
    work_in(path)
    before = read_register(path)
    plan = run("register", "update", str(path), str(place / "v2" / "site.md"), "--dry-run")
    assert plan.status == 0 and "niet meer vermeld: Mailchimp" in plan.out and "“3 jaar” in het register" in plan.out
    assert read_register(path) == before
    result = run("register", "update", str(path), str(place / "v2" / "site.md"))
    assert result.status == 0 and not result.out
    assert "Nieuwsbrief, Bewaartermijn" in result.err and "7 jaar" in result.err

    book = load_workbook(path)
    sheet = book["Register"]
    at = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    kept = sheet.cell(2, at["Bewaartermijn"])
    assert (kept.value, kept.fill.start_color.rgb) == ("3 jaar", "0000FF00")
    assert "7 jaar" in kept.comment.text
    assert sheet.cell(2, at["Ontvangers"]).value == "Mailchimp (mailingdiensten, niet meer vermeld)"
    assert sheet.cell(3, at["Doelen"]).comment.text == "Nagaan bij HR"
    assert sheet.cell(3, at["Categorieën persoonsgegevens"]).value is None
    assert sheet.cell(2, at["Eigenaar"]).value == "Marketing" and sheet.column_dimensions["B"].width == 44
    assert [sheet.cell(4, column).value for column in (1, at["Verwerkingsactiviteit"])] == [
        "cameratoezicht", "Cameratoezicht"
    ]  # fmt: skip
    assert book["Notities"]["A1"].value == "=1+1" and book["Open vragen"]["F2"].value == "Loopt"
    told = {(line[1], line[3], line[4]) for line in book["Verschillen"].iter_rows(min_row=2, values_only=True)}
    assert ("Bewaartermijn", "3 jaar", "7 jaar") in told
    assert any(field == "Categorieën persoonsgegevens" for field, _, _ in told)
    assert {line[0].font.strike or False for line in book["Bronnen"].iter_rows(min_row=2)} == {True, False}
    assert sheet.freeze_panes == "C2" and sheet.data_validations.dataValidation

    written = path.read_bytes()
    again = run("register", "update", str(path), str(place / "v2" / "site.md"))
    assert again.status == 0 and path.read_bytes() == written
    elsewhere = place / "nieuw.xlsx"
    assert run("register", "update", str(path), str(place / "site.md"), "-o", str(elsewhere)).status == 0
    assert path.read_bytes() == written
    assert ("nieuwsbrief", "recipients", "Mailchimp") in entries(read_register(elsewhere), "inferred")


def test_a_further_statement_is_merged_into_a_workbook(place: Path, run: Run) -> None:
    (place / "winkel.md").write_text(SHOP, encoding="utf-8")
    path = place / "register.xlsx"
    result = run("register", "update", str(path), str(place / "winkel.md"))
    assert result.status == 0 and "winkel.md is a further statement" in result.err
    read = read_register(path)
    assert [row.id for row in read.rows] == ["nieuwsbrief", "sollicitaties", "bestellingen"]
    assert not entries(read, "lapsed")
    sheet = load_workbook(path)["Verantwoordelijke"]
    assert sum(cell.value == "Verklaring" for cell in sheet["A"]) == 2
    assert run("register", "update", str(path), str(place / "winkel.md"), str(place / "site.md")).status == 0
    again = read_register(path)
    assert entries(again) == entries(read) and [row.name for row in again.rows] == [row.name for row in read.rows]


def test_json_is_updated_too(place: Path, run: Run) -> None:
    path = place / "register.json"
    assert run("register", "update", str(path), str(place / "v2" / "site.md")).status == 0
    assert read_register(path) == update(draft(SITE), draft(NEXT, names=("v2/site.md",))).model_copy(
        update={"statements": read_register(path).statements}
    )
    shown = run("register", "update", str(path), str(place / "v2" / "site.md"), "-o", "-")
    assert json.loads(shown.out) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", [".~lock.register.xlsx#", "~$register.xlsx"])
def test_a_register_that_is_open_is_left_alone(place: Path, run: Run, lock: str) -> None:
    (place / lock).write_text("", encoding="utf-8")
    before = (place / "register.xlsx").read_bytes()
    result = run("register", "update", str(place / "register.xlsx"), str(place / "v2" / "site.md"))
    assert result.status == 2 and "open in another program" in result.err
    assert (place / "register.xlsx").read_bytes() == before
    assert run("register", "check", str(place / "register.xlsx"), str(place / "site.md")).status == 0


def test_a_register_that_may_not_be_replaced_is_left_alone(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")  # what Windows says of a file that is open

    path = place / "register.xlsx"
    before = path.read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)
    result = run("register", "update", str(path), str(place / "v2" / "site.md"))
    assert result.status == 2 and "register.xlsx: cannot be written (Permission denied)" in result.err
    assert path.read_bytes() == before and sorted(entry.name for entry in place.iterdir()) == [
        "register.json", "register.xlsx", "site.md", "v2"
    ]  # fmt: skip


def test_an_unreadable_statement_leaves_the_register(place: Path, run: Run) -> None:
    before = (place / "register.xlsx").read_bytes()
    result = run("register", "update", str(place / "register.xlsx"), str(place / "site.md"), str(place / "weg.md"))
    assert result.status == 2 and "weg.md" in result.err
    assert (place / "register.xlsx").read_bytes() == before


def test_what_would_be_lost_is_not_overwritten(place: Path, run: Run) -> None:
    from openpyxl.chart import BarChart, Reference

    path = place / "register.xlsx"
    book = load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book["Bronnen"], min_col=8, min_row=1, max_row=4))
    book["Bronnen"].add_chart(chart, "M2")
    book.save(path)
    before = path.read_bytes()
    refused = run("register", "update", str(path), str(place / "v2" / "site.md"))
    assert refused.status == 2 and "charts" in refused.err and path.read_bytes() == before
    other = place / "anders.xlsx"
    assert run("register", "update", str(path), str(place / "v2" / "site.md"), "-o", str(other)).status == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="killing works otherwise there")
def test_a_killed_run_leaves_the_old_register(place: Path) -> None:
    path, marker = place / "register.xlsx", place / "writing"
    before = path.read_bytes()
    code = (
        "import os, sys, time, pathlib\n"
        f"def wait(handle):\n    pathlib.Path({str(marker)!r}).touch()\n    time.sleep(60)\n"
        "os.fsync = wait\nfrom analyser.cli import main\n"
        f"main(['register', 'update', {str(path)!r}, {str(place / 'v2' / 'site.md')!r}])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    try:
        limit = time.monotonic() + 120
        while not marker.exists() and process.poll() is None and time.monotonic() < limit:
            time.sleep(0.05)
        assert marker.exists()
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert path.read_bytes() == before
    assert read_register(path) == draft(SITE).model_copy(update={"statements": read_register(path).statements})
