"""A register for other programs: whole statements, the command, and what both forms share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import rdflib
from rdflib import RDF

from analyser.analysis import analyse
from analyser.readers import load
from analyser.register import make_register
from analyser.register_model import RegisterModel
from analyser.render.exchange import channel, date_type, period
from analyser.render.tilt import reference
from analyser.ruleset import RuleSet
from tests.exchange_sample import DPV, ROOT, TEXT, check_graph, check_tilt, documents, made, parsed, validator

# rdflib's own reader of JSON-LD uses what rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(autouse=True)
def periods_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else P13M is read as P1Y1M


def test_a_register_of_no_statement_or_activity_is_told() -> None:
    own = [row.model_copy(update={"statements": []}) for row in made().rows]
    for register in (
        RegisterModel(statements=[], rows=[], questions=[]),
        made().model_copy(update={"rows": [], "questions": []}),
        RegisterModel(statements=[], rows=own, questions=[]),
    ):
        (document,) = documents(register)
        assert not [*validator().iter_errors(document)]
        assert len(set(parsed(register).subjects(RDF.type, DPV.ROPA))) == 1


def statements(count: int | None) -> list[RegisterModel]:
    paths = sorted((ROOT / "corpus" / "text").iterdir())
    step = 1 if count is None else len(paths) // count
    return [make_register([analyse(load(str(path)), RuleSet(()))]) for path in paths[::step]]


def test_whole_statements_are_exchanged() -> None:
    for register in statements(3):
        check_graph(register, parsed(register))
        check_tilt(register)


@pytest.mark.slow
def test_every_statement_of_the_corpus_is_exchanged() -> None:
    for register in statements(None):
        check_graph(register, parsed(register))
        check_tilt(register)


def test_command(run: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("een.md", "twee.md")]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    linked = run("register", str(paths[0]), "-f", "jsonld")
    assert linked.status == 0 and json.loads(linked.out)["@graph"]
    assert isinstance(json.loads(run("register", str(paths[0]), "-f", "tilt").out), dict)
    several = run("register", *map(str, paths), "-f", "tilt", "-l", "en")
    assert [document["meta"]["language"] for document in json.loads(several.out)] == ["en", "en"]
    assert several.out == run("register", *map(str, paths), "-f", "tilt", "-l", "en").out


@pytest.mark.parametrize(
    ("contact", "expected"),
    [("info@elzenhoek.example", "email"), ("+31 (0)20 – 123 45 67", "phone"), ("Kade 12, 1234 AB Dorp", "address"),
     ("contactformulier", "other"), ("a..b@elzenhoek.example", "other"), ("14 0123", "phone"), ("", "other")],
)  # fmt: skip
def test_contacts_by_their_shape(contact: str, expected: str) -> None:
    assert channel(contact) == expected


def test_periods_dates_and_articles_as_other_programs_read_them() -> None:
    assert [period(words) for words in ("P7Y", "P2W", "PT12H", "PT30M", "P1Y6M", "P", "PT", "necessary")] == [
        "P7Y", "P14D", "PT12H", "PT30M", "P1Y6M", None, None, None
    ]  # fmt: skip
    assert [date_type(words) for words in ("2024-02-29", "2024-02", "2024", "2023-02-29", "2024-13", "mei")] == [
        "date", "gYearMonth", "gYear", None, None, None
    ]  # fmt: skip
    assert [reference(article) for article in ("6(1)(a)", "77", None)] == ["GDPR-6-1-a", "GDPR-77", ""]


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
@pytest.mark.parametrize("form", ["jsonld", "tilt", "csv", "json"])
def test_a_register_is_written_in_another_form(
    tmp_path: Path, run: Callable[..., SimpleNamespace], suffix: str, form: str
) -> None:
    site = tmp_path / "site.md"
    site.write_text(
        "# Privacyverklaring\n\nWij bewaren uw e-mailadres twee jaar voor de nieuwsbrief.\n", encoding="utf-8"
    )
    kept = tmp_path / f"register{suffix}"
    assert run("register", str(site), "-f", suffix[1:], "-o", str(kept), "-q").status == 0
    again = run("register", str(kept), "-f", form, "-q")
    assert (again.status, again.out) == (0, run("register", str(site), "-f", form, "-q").out)
    beside = run("register", str(kept), str(site))
    assert beside.status == 2 and "is a register and not a statement" in beside.err
