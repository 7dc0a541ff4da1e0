"""The evaluation: the measures, the passages that show them, errors that name what is wrong, the command."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from analyser import keywords
from analyser.analysis import analyse
from analyser.annotation import REQUIREMENTS, Annotation, Retention, load_annotation
from analyser.cli import main
from analyser.evaluate import (
    MEASURES,
    Counts,
    EvaluationError,
    Shared,
    accuracy,
    agreement,
    compare,
    kappa,
    load_gold,
)
from analyser.readers import load, source_from_text
from analyser.readings import Passage, Reading, Verdict, read_analysis, read_annotation

TEXT = """# Privacyverklaring

Stichting De Proef, info@deproef.example.

## Nieuwsbrief

Voor de nieuwsbrief gebruiken wij uw e-mailadres, met uw toestemming. Wij bewaren het 2 jaar.

## Wat wij niet doen

Wij verwerken geen medische gegevens en sturen geen reclame.
"""


def annotation(**changed: object) -> dict[str, object]:
    """A small annotation of TEXT, with what the caller changes."""
    verdicts = {rule: "met" if "met" in allowed else "missing" for rule, allowed in REQUIREMENTS.items()}
    item = {"quote": "Voor de nieuwsbrief gebruiken wij uw e-mailadres"}
    return {
        "id": "proef",
        "controller": {"name": "Stichting De Proef", "quote": "Stichting De Proef"},
        "contact": [{"channel": "email", "value": "info@deproef.example"}],
        "dpo": {"mentioned": False, "contact": False, "quote": None},
        "version_date": None,
        "data_categories": [{"id": "email", **item}],
        "purposes": [{"id": "newsletter", **item}],
        "legal_bases": [{"id": "consent", "quote": "met uw toestemming"}],
        "rights": [],
        "retention": [{"value": "P2Y", "applies_to": "e-mailadres", "quote": "Wij bewaren het 2 jaar"}],
        "recipients": [],
        "transfers": {"value": "silent", "countries": [], "safeguards": [], "quote": None},
        "automated_decisions": {"value": "silent", "quote": None},
        "source": [],
        "data_subjects": [],
        "activities": [
            {
                "name": "Nieuwsbrief", "purposes": ["newsletter"], "data_categories": ["email"],
                "legal_bases": ["consent"], "retention": ["P2Y"], "recipients": [], "data_subjects": [],
            }
        ],
        "requirements": verdicts,
        "issues": [],
        **changed,
    }  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with one annotation and a folder with its text."""
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    (gold / "proef.yaml").write_text(yaml.safe_dump(annotation()), encoding="utf-8")
    (texts / "proef.md").write_text(TEXT, encoding="utf-8")
    return gold, texts


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., SimpleNamespace]:
    """Runs `avgtoets evaluate`; gives status, out and err."""

    def call(*arguments: str | Path) -> SimpleNamespace:
        with pytest.raises(SystemExit) as leaving:
            main(["evaluate", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(status=leaving.value.code or 0, out=out.decode(), err=err.decode())

    return call


def reading(name: str = "a", verdicts: dict[str, str] | None = None, **sets: str) -> Reading:
    """A reading with values given as words: reading(purposes="payment newsletter")."""
    given = {measure: sets.get(measure, "").split() for measure in MEASURES}
    return Reading(
        name,
        {measure: {value: Passage(f"{value} in {name}") for value in values} for measure, values in given.items()},
        {rule: Verdict(status) for rule, status in (verdicts or {}).items()},
    )


# --- the arithmetic


def test_precision_recall_and_f1() -> None:
    counts = Counts(tp=6, fp=2, fn=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)
    assert Counts() + Counts(1, 2, 3) == Counts(1, 2, 3)
    nothing, wrong = Counts(), Counts(fp=1, fn=1)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1, 1, 1)
    assert (wrong.precision, wrong.recall, wrong.f1) == (0, 0, 0)


def test_kappa() -> None:
    # 20 times both met, 15 times both missing, 15 times they differ: (0.7 - 0.5) / (1 - 0.5)
    pairs = Counter({("met", "met"): 20, ("met", "missing"): 5, ("missing", "met"): 10, ("missing", "missing"): 15})
    assert accuracy(pairs) == 0.7
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa(Counter({("met", "met"): 3, ("missing", "missing"): 1})) == 1
    assert kappa(Counter({("met", "missing"): 1, ("missing", "met"): 1})) == -1
    assert kappa(Counter({("met", "met"): 3})) is None
    assert kappa(Counter()) is None
    assert accuracy(Counter()) == 0


def test_counts_are_summed_over_statements_and_told_by_value() -> None:
    gold = [reading("a", purposes="newsletter payment"), reading("b", purposes="newsletter")]
    found = [reading("a", purposes="newsletter"), reading("b", purposes="marketing")]
    result = compare(gold, found)
    assert result.totals["purposes"] == Counts(tp=1, fp=1, fn=2)
    assert result.by_value["purposes"] == {
        "marketing": Counts(fp=1), "newsletter": Counts(tp=1, fn=1), "payment": Counts(fn=1)
    }  # fmt: skip
    told = [(d.sort, d.value, d.statement, d.passage.quote) for d in result.differences]
    assert told == [
        ("false", "marketing", "b", "marketing in b"),
        ("missed", "newsletter", "b", "newsletter in b"),
        ("missed", "payment", "a", "payment in a"),
    ]


def test_violations_and_verdicts() -> None:
    gold = reading(verdicts={"purposes": "met", "retention": "partial", "recipients": "missing", "source": "met"})
    judged = {"purposes": "missing", "retention": "missing", "recipients": "met", "legal-basis": "missing"}
    found = reading(verdicts=judged)
    result = compare([gold], [found])
    # a partial that is called missing is found; a rule that the gold leaves out does not count; silence is no alarm
    assert result.totals["violations"] == Counts(tp=1, fp=1, fn=1)
    assert result.confusion == {
        ("met", "missing"): 1, ("partial", "missing"): 1, ("missing", "met"): 1, ("met", "absent"): 1
    }  # fmt: skip
    assert [d.rule for d in result.verdict_differences] == ["purposes", "recipients", "retention", "source"]
    assert not result.differences


def test_readings_of_other_statements_are_refused() -> None:
    with pytest.raises(ValueError, match="'a' is held against 'b'"):
        compare([reading("a")], [reading("b")])


# --- readings


def test_an_annotation_and_an_analysis_read_alike(folders: tuple[Path, Path]) -> None:
    gold, texts = folders
    wanted = read_annotation(load_annotation(gold / "proef.yaml"))
    found = read_analysis("proef", analyse(load(texts / "proef.md")))
    for name in ("data_categories", "purposes", "legal_bases", "retention", "contact"):
        assert set(found.sets[name]) == set(wanted.sets[name]), name
    assert set(wanted.sets["link:legal_bases"]) == {"newsletter → consent"}
    assert wanted.sets["link:legal_bases"]["newsletter → consent"] == Passage("met uw toestemming", ("Nieuwsbrief",))
    shown = found.sets["purposes"]["newsletter"]
    assert "nieuwsbrief" in shown.quote.casefold()
    assert shown.section[-1] == "Nieuwsbrief"
    assert found.quotes == found.literal > 0


def test_what_an_annotation_says_becomes_sets() -> None:
    item = {"quote": "woorden"}
    gold = Annotation.model_validate(
        annotation(
            version_date="2024-03-05",
            recipients=[{"category": "accountant", "name": "Kantoor  Zuid", **item},
                        {"category": "authority", "name": None, **item}],
            transfers={"value": "none", "countries": [], "safeguards": [], "quote": "binnen de EER"},
            contact=[{"channel": "address", "value": "Pad 1"}, {"channel": "phone", "value": "0555-010 010"}],
            issues=[{"id": "vague-purpose", **item}],
        )
    )  # fmt: skip
    sets = read_annotation(gold).sets
    assert set(sets["version_date"]) == {"2024-03"}
    assert set(sets["recipient_names"]) == {"kantoor zuid"}
    assert set(sets["recipient_categories"]) == {"accountant", "authority"}
    assert set(sets["contact"]) == {"0555-010 010"}
    assert sets["transfers"] == {"none": Passage("binnen de EER")}
    assert sets["automated_decisions"] == {}
    assert set(sets["issues"]) == {"vague-purpose"}


def test_keywords_know_no_denial_and_no_context() -> None:
    source = source_from_text(TEXT)
    plain, read = keywords.analyse(source), analyse(source)
    assert "health" in {fact.value for fact in plain.facts.of("data_category")}
    assert "health" not in {fact.value for fact in read.facts.of("data_category")}
    assert {fact.value for fact in plain.facts.of("retention")} == {"P2Y"}
    assert [activity.name for activity in plain.activities] == ["Nieuwsbrief", "Wat wij niet doen"]
    assert {fact.value for fact in plain.facts.of("contact")} == {"info@deproef.example"}
    text = source.text
    for fact in plain.facts.facts:
        shown = fact.evidence
        assert text[shown.start : shown.end] == shown.quote
        assert shown.start <= shown.match_start < shown.match_end <= shown.end


def test_keywords_want_a_period_beside_keeping() -> None:
    text = "Wij bestaan 12 jaar. Wij bewaren facturen 7 jaar en foto's 6 maanden. Opgeslagen: 4 weken."
    source = source_from_text(text)
    assert {fact.value for fact in keywords.analyse(source).facts.of("retention")} == {"P7Y", "P6M", "P4W"}


# --- the command


def test_text_output(folders: tuple[Path, Path], run: Callable[..., SimpleNamespace]) -> None:
    done = run(*folders)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Evaluation on 1 statement\n")
    rows = {line.split()[0]: line.split()[1:] for line in done.out.splitlines() if line.startswith("  ")}
    assert rows["purposes"][0] == "1.000"
    assert "keywords" not in done.out
    assert "Differences" not in done.out
    assert run(*folders).out == done.out


def test_details_show_the_passage_of_each_side(
    folders: tuple[Path, Path], run: Callable[..., SimpleNamespace]
) -> None:
    gold, texts = folders
    changed = annotation(
        data_categories=[{"id": "name", "quote": "de naam die er niet staat"}],
        activities=[], retention=[], legal_bases=[], purposes=[],
    )  # fmt: skip
    (gold / "proef.yaml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    out = run(gold, texts, "--details", "--per-id").out
    assert "  missed: name (proef)\n      “de naam die er niet staat”\n" in out
    alarm = out[out.index("false alarm: email (proef)") :].splitlines()[1]
    assert "uw e-mailadres, met uw toestemming" in alarm
    assert alarm.endswith("[Privacyverklaring > Nieuwsbrief]")
    assert "right-access: gold met, found missing (proef)" in out
    table = out[out.index("\ndata_categories\n") :].splitlines()
    assert [line.split() for line in table[2:5]] == [
        ["id", "P", "R", "F1", "tp", "fp", "fn"],
        ["email", "0.000", "1.000", "0.000", "0", "1", "0"],
        ["name", "1.000", "0.000", "0.000", "0", "0", "1"],
    ]
    markdown = run(gold, texts, "--details", "--per-id", "-f", "markdown").out
    assert "| `data_categories` | 0.000 | 0.000 | 0.000 | 0 | 1 | 1 |" in markdown
    assert "- missed: name (proef): “de naam die er niet staat”" in markdown


def test_json_output(folders: tuple[Path, Path], run: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    content = json.loads(run(*folders, "--format", "json", "--baseline", "keywords", "--details", "--per-id").out)
    assert content["statements"] == ["proef"]
    assert list(content["measures"]) == list(MEASURES)
    assert content["measures"]["purposes"]["f1"] == 1
    assert content["baseline"]["name"] == "keywords"
    assert content["baseline"]["measures"]["data_categories"]["fp"] >= 1
    assert content["per_id"]["data_categories"]["email"]["tp"] == 1
    assert {d["rule"] for d in content["verdict_differences"]} <= set(REQUIREMENTS)
    assert set(content["verdicts"]) == set(REQUIREMENTS)
    written = tmp_path / "figures.json"
    assert run(*folders, "--format", "json", "--output", written).out == ""
    plain = json.loads(written.read_text(encoding="utf-8"))
    assert "differences" not in plain
    assert plain["measures"] == content["measures"]


def test_the_baseline_stands_beside_the_analysis(
    folders: tuple[Path, Path], run: Callable[..., SimpleNamespace]
) -> None:
    line = next(line for line in run(*folders, "--baseline", "keywords").out.splitlines() if "data_categories" in line)
    _, *figures = line.split()
    assert figures[:6] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert float(figures[6]) < 1
    assert float(figures[-1]) == pytest.approx(1 - float(figures[8]), abs=0.001)


def test_agreement_of_two_folders(
    folders: tuple[Path, Path], run: Callable[..., SimpleNamespace], tmp_path: Path
) -> None:
    gold, _ = folders
    other = tmp_path / "other"
    other.mkdir()
    verdicts = {**annotation()["requirements"], "right-access": "missing"}  # type: ignore[dict-item]
    twice = annotation(requirements=verdicts, legal_bases=[{"id": "contract", "quote": "x"}], activities=[])
    (other / "proef.yaml").write_text(yaml.safe_dump(twice), encoding="utf-8")
    (other / "meer.yaml").write_text(yaml.safe_dump(annotation(id="meer")), encoding="utf-8")
    result = agreement(gold, other).result
    assert result.totals["legal_bases"] == Counts(fp=1, fn=1)
    assert result.totals["purposes"] == Counts(tp=1)
    assert accuracy(result.confusion) == pytest.approx(1 - 1 / len(REQUIREMENTS))
    done = run(gold, "--against", other)
    assert done.status == 0
    assert done.err == f"avgtoets: note: left out, only in {other}: meer\n"
    assert "quotes literal" not in done.out
    assert run(gold, "--against", other, "--quiet").err == ""
    (other / "proef.yaml").unlink()
    assert run(gold, "--against", other).status == 2


# --- what can be wrong


def test_texts_without_annotation_are_left_out_with_a_note(
    folders: tuple[Path, Path], run: Callable[..., SimpleNamespace]
) -> None:
    gold, texts = folders
    (texts / "ander.txt").write_text("Iets anders.", encoding="utf-8")
    (texts / "proef.txt").write_text("Iets anders.", encoding="utf-8")
    (texts / "notities.yaml").write_text("a: b", encoding="utf-8")
    done = run(gold, texts)
    assert done.status == 0
    assert done.err.splitlines() == [
        "avgtoets: note: proef.md is read, proef.txt is not",
        "avgtoets: note: left out, without an annotation: ander",
    ]
    assert run(gold, texts, "--quiet").err == ""


def test_errors_name_what_is_wrong(
    folders: tuple[Path, Path], run: Callable[..., SimpleNamespace], tmp_path: Path
) -> None:
    gold, texts = folders
    empty = tmp_path / "empty"
    empty.mkdir()
    (gold / "tweede.yaml").write_text(yaml.safe_dump(annotation(id="tweede")), encoding="utf-8")

    def failed(*arguments: str | Path) -> str:
        done = run(*arguments)
        assert (done.status, done.out) == (2, "")
        return str(done.err)

    assert failed(gold, texts) == f"avgtoets: {texts}: holds no text of tweede; add it or remove the annotation\n"
    assert "holds no annotations" in failed(empty, texts)
    assert "nergens: is no folder" in failed(tmp_path / "nergens", texts)
    assert "nergens: is no folder" in failed(gold, tmp_path / "nergens")
    (texts / "tweede.md").write_text("The personal data that we process are yours, and you may see them. " * 5)
    assert f"{texts / 'tweede.md'}: the text is not Dutch" in failed(gold, texts)
    (gold / "tweede.yaml").write_text(yaml.safe_dump(annotation(id="tweede", purposes=[{"id": "x", "quote": "y"}])))
    assert "tweede.yaml: purposes: 'x' is not in the vocabulary" in failed(gold, texts)
    assert "either the folder TEXTS or --against" in failed(gold)
    assert "either the folder TEXTS or --against" in failed(gold, texts, "--against", gold)
    assert "does not go with --against" in failed(gold, "--against", gold, "--baseline", "keywords")


def test_the_library_raises_the_same_errors(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no annotations"):
        load_gold(tmp_path)


def test_an_activity_counts_when_its_purposes_overlap() -> None:
    sides = []
    for purposes in (("newsletter analytics", "payment", ""), ("newsletter", "analytics", "hr", "")):
        sides.append(replace(reading(), activities=tuple(frozenset(words.split()) for words in purposes)))
    compared = compare(sides[:1], sides[1:])
    shared = compared.activities
    assert (compared.purposed.recall, compared.purposed.precision) == (1 / 2, 2 / 3)
    assert (shared.gold, shared.gold_shared, shared.found, shared.found_shared) == (3, 1, 4, 2)
    assert (shared.recall, shared.precision) == (1 / 3, 1 / 2)
    assert (Shared().recall, Shared().precision) == (1, 1)


@pytest.mark.parametrize(("value", "valid"), [
    ("P7Y", True), ("P1Y6M", True), ("PT48H", True), ("P1DT12H", True), ("as_long_as_needed", True),
    ("P", False), ("PT", False), ("P0Y", False), ("7 jaar", False), ("P1YT", False),
])  # fmt: skip
def test_a_period_is_an_iso_duration_or_a_criterion(value: str, valid: bool) -> None:
    try:
        TypeAdapter(Retention).validate_python(value)
    except ValidationError:
        assert not valid
    else:
        assert valid
