"""`avgtoets compare`: lists, printed analyses, stores, conditions; and nothing of names when it is anonymous."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from compare_sample import ADDRESS, EMAIL, rules, subjects, text_of

from analyser.analysis import analyse_text
from analyser.compare.anonymise import anonymise, anonymous_failures, kept_conditions
from analyser.compare.build import make_comparison
from analyser.compare.model import FailureModel
from analyser.contract import to_contract
from analyser.engines import Outcome
from analyser.errors import ConfigError
from analyser.render.compare import RENDERERS
from analyser.render.compare.words import Words
from analyser.store import Store

Run = Callable[..., SimpleNamespace]


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
    secrets = [subject.organisation.source for subject in given]
    for one in given:
        mentions = one.mentions.values()
        shown = [*one.findings.values(), *mentions, *(period for each in one.periods.values() for period in each)]
        secrets += [one.name, one.sha256, one.title or "", *(quote.text for found in shown for quote in found.quotes)]
        secrets += [found.message for found in one.findings.values()]
        secrets += [name for mention in mentions for name in mention.names]
    secrets += [EMAIL.format(f"plaats{n}") for n in range(5)] + [ADDRESS.format(n) for n in range(5)]
    secrets += ["Plaats 0", "Zwijgerdam", "zwijgerdam", "@", "Postduif", "321", "2026-01-02", "Zolder"]
    secrets += ["winkel", "school"]  # two share one of them
    if format_ == "html":
        text = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.S)
    if format_ == "xlsx":  # 321 may be part of a date or a checksum of the container
        secrets.remove("321")
        secrets.remove("@")
    assert [secret for secret in secrets if secret and secret in text] == []
    assert f"{words('label')} 6" in text
    assert "gemeente" in text  # three share it


def test_anonymous_figures_are_those_of_the_organisations() -> None:
    comparison = make_comparison(subjects(), rules())
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


def keep(*outcomes: Outcome) -> None:
    """Adds to a store what a batch found on a day in March."""
    with Store(Path("s.db"), create=True, now=lambda: datetime(2026, 3, 4, tzinfo=UTC)) as store:
        for outcome in outcomes:
            store.add(outcome, {"sector": Path(outcome.key).stem}, "rules")


@pytest.fixture
def store(folder: Path, statements: dict[str, tuple[str, str]]) -> None:
    """A store with both statements, in which a third could never be read."""
    for name, (_, printed) in statements.items():
        keep(Outcome(f"t/{name}.md", name, "ok", packed=zlib.compress(printed.encode())))
    keep(Outcome("t/drie.md", "", "failed", "is gone"))


@pytest.mark.usefixtures("store")
def test_a_store_is_compared_by_what_it_has(run: Run) -> None:
    done = run("compare", "--store", "s.db", "--where", "sector=een,twee", "-f", "json")
    assert (done.status, done.err) == (0, "")
    assert [one["source"] for one in json.loads(done.out)["organisations"]] == ["t/een.md", "t/twee.md"]
    done = run("compare", "--store", "s.db", "-f", "json")
    assert (done.status, done.err) == (2, "avgtoets: t/drie.md: is gone\n")
    assert json.loads(done.out)["failed"] == [{"name": "t/drie.md", "source": "t/drie.md", "error": "is gone"}]


@pytest.mark.usefixtures("store")
def test_a_statement_that_failed_since_is_compared_as_it_was(run: Run) -> None:
    keep(Outcome("t/een.md", "", "failed", "is gone"))
    arguments = ("compare", "--store", "s.db", "--where", "sector=een,twee", "-f", "json")
    done = run(*arguments)
    assert done.status == 0 and len(json.loads(done.out)["organisations"]) == 2
    assert done.err == "avgtoets: t/een.md: compared by its last analysis, seen on 2026-03-04; since then: is gone\n"
    assert run(*arguments, "-q").err == ""


@pytest.mark.usefixtures("store")
def test_an_analysis_of_an_earlier_program_stops_no_other(run: Run) -> None:
    keep(Outcome("t/een.md", "een", "ok", packed=zlib.compress(b"{}")))
    done = run("compare", "--store", "s.db", "--where", "sector=een,twee", "-f", "json")
    assert done.status == 2 and "t/een.md: its analysis is not of this version of avgtoets" in done.err
    assert [one["source"] for one in json.loads(done.out)["organisations"]] == ["t/twee.md"]


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
