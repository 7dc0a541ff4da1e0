"""A check finds where a register and its statements disagree."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from analyser.register_check import check, check_data
from analyser.register_model import RegisterModel
from tests.register_update_sample import NEXT, SHOP, SITE, draft, registered

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return registered(tmp_path)


def test_a_register_agrees_with_its_own_statement() -> None:
    for text in (SITE, NEXT, SHOP):
        assert check(draft(text), draft(text)) == []
    both = draft(SITE, SHOP)
    assert check(both, both) == []


def found(register: RegisterModel, *texts: str) -> set[tuple[str, str, str]]:
    return {(m.rule, m.row, m.severity) for m in check(register, draft(*texts))}


def test_disagreements_are_found() -> None:
    assert found(draft(SITE), NEXT) == {
        ("register/retention-differs", "nieuwsbrief", "error"),
        ("register/recipients-hidden", "nieuwsbrief", "error"),
        ("register/transfers-hidden", "nieuwsbrief", "error"),
    }
    assert found(draft(NEXT), SITE) == {
        ("register/retention-differs", "nieuwsbrief", "error"),
        ("register/recipients-lacking", "nieuwsbrief", "error"),
        ("register/transfers-lacking", "nieuwsbrief", "error"),
    }
    assert found(draft(SITE), SITE[: SITE.index("## Sollicitaties")]) == {
        ("register/activity-hidden", "sollicitaties", "error")
    }
    assert found(draft(SITE[: SITE.index("## Sollicitaties")]), SITE) == {("register/activity-lacking", "", "error")}
    other = SITE.replace("Stichting De Elzenhoek", "Bakkerij Zonneveld B.V.")
    assert ("register/controller-differs", "", "error") in found(draft(SITE), other)


def test_the_same_length_in_other_units_is_no_disagreement() -> None:
    assert check(draft(SITE), draft(SITE.replace("twee jaar", "24 maanden"))) == []


def test_a_category_covers_its_recipients() -> None:
    named = "Mailchimp verzorgt de verzending."
    covered = SITE.replace(named, "Een mailingdienst verzorgt de verzending.")
    cell = draft(covered).rows[0].cells["recipients"].values
    assert [value.value for value in cell] == ["mailing_provider"]
    assert not [m for m in check(draft(SITE), draft(covered)) if m.field == "recipients"]


def test_check_tells_both_places(place: Path, run: Run) -> None:
    register, statement = str(place / "register.xlsx"), str(place / "v2" / "site.md")
    assert run("register", "check", register, str(place / "site.md")).status == 0
    text = run("register", "check", register, statement)
    assert text.status == 1 and "blad Register, cel" in text.out and "regel 8" in text.out and "zeven jaar" in text.out
    told = json.loads(run("register", "check", register, statement, "-f", "json", "-l", "en").out)
    period = next(m for m in told["mismatches"] if m["field"] == "retention")
    assert period["register"]["values"] == ["P2Y"] and period["statement"]["values"] == ["P7Y"]
    cell = load_workbook(register)[period["register"]["sheet"]][period["register"]["cell"]]
    assert cell.value == "2 jaar"
    at = period["statement"]["place"]
    assert NEXT.split("\n")[at["line"] - 1][at["column"] - 1 :].startswith(at["quote"])
    by_row = json.loads(run("register", "check", str(place / "register.json"), statement, "-f", "json").out)
    assert {m["register"]["row"] for m in by_row["mismatches"]} == {"nieuwsbrief"}
    assert run("register", "check", register, statement, "--exit-zero").status == 0
    sarif = json.loads(run("register", "check", register, statement, "-f", "sarif").out)["runs"][0]
    assert {result["ruleId"] for result in sarif["results"]} == {m["rule"] for m in told["mismatches"]}
    region = sarif["results"][-1]["locations"][0]["physicalLocation"]["region"]
    assert NEXT[region["charOffset"] : region["charOffset"] + region["charLength"]].strip()
    assert run("register", "check", register, statement, "-f", "github").out.startswith("::error ")


def test_the_threshold_counts(place: Path, run: Run) -> None:
    more = SITE.replace("uw e-mailadres om u", "het e-mailadres van klanten om hun")
    (place / "meer.md").write_text(more, encoding="utf-8")
    register = str(place / "register.json")
    assert {m.severity for m in check(draft(SITE), draft(more))} == {"warning"}
    for least, status in (("error", 0), ("warning", 1), ("advice", 1)):
        assert run("register", "check", register, str(place / "meer.md"), "--fail-on", least).status == status


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mismatch_has_its_words(place: Path, run: Run, language: str) -> None:
    data: Any = check_data()
    for kinds in data.fields.values():
        assert kinds
    files = [str(place / "register.xlsx"), str(place / "v2" / "site.md")]
    for arguments in (["check", *files, "-l", language], ["update", *files]):
        out = run("register", *arguments)
        assert "{" not in out.out + out.err
