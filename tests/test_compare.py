"""Organisations compared: verdicts, scores, periods, outliers, groups."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from compare_sample import analysis, fact, named, rules, subjects

from analyser.analysis import analyse_text
from analyser.compare.build import make_comparison
from analyser.compare.figures import figures, share
from analyser.compare.model import ComparisonModel, OutlierModel, PeriodModel
from analyser.compare.subject import Subject
from analyser.compare.weights import Weights, load_parts
from analyser.config import load_config
from analyser.contract import AnalysisModel, to_contract
from analyser.errors import ConfigError
from analyser.organisations import Organisation
from analyser.render.compare.words import Words


@pytest.fixture(scope="module")
def comparison() -> ComparisonModel:
    return make_comparison(subjects(), rules(), group_by="sector")


def verdict(comparison: ComparisonModel, rule: str) -> dict[str, str]:
    row = next(row for row in comparison.requirements if row.rule == rule)
    names = {one.id: one.name for one in comparison.organisations}
    return {names[cell.organisation]: cell.status for cell in row.cells}


def kept(made: AnalysisModel) -> Mapping[tuple[str, str], Sequence[PeriodModel]]:
    return Subject.of(Organisation("a.md"), made).periods


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
    belgian = Subject.of(Organisation("b.md", "Belgisch"), analysis("Belgisch", {"sector/camera-be": "met"}))
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
    found = {key: {period.value for period in given} for key, given in kept(made).items()}
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
    found = kept(to_contract(analyse_text(f"# Privacy\n\n## Bewaren\n\n{text}\n")))
    of = {key[1]: {period.value for period in given if period.days} for key, given in found.items()}
    assert (of["recruitment"], of["payment_data"]) == ({"P4W"}, {"P7Y"})


def test_a_period_of_something_unknown_is_not_that_of_its_section() -> None:
    made = to_contract(analyse_text(
        "# Privacy\n\n## Beveiliging\n\nCamerabeelden wissen wij na 30 dagen. Diploma's en cijferlijsten: 50 jaar.\n"
    ))  # fmt: skip
    assert {period.value for period in kept(made)["data_category", "camera_footage"]} == {"P30D"}


def test_a_period_for_all_data_stands_by_itself() -> None:
    made = to_contract(analyse_text("# Privacy\n\nAlle gegevens worden na vijf jaar verwijderd.\n"))
    assert [period.value for period in kept(made)["general", "all"]] == ["P5Y"]


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
    alike = [named(subjects()[0], f"Winkel {n}", "winkel") for n in range(5)]
    made = make_comparison([*alike, shop], rules(), group_by="sector")
    assert {o.group for o in made.outliers} == {""}
    others = [named(shop, f"Ander {n}", "x") for n in range(2)]
    made = make_comparison([*alike, shop, *others], rules(), group_by="sector")
    assert {(o.group, o.n) for o in outliers(made, "retention")} == {("winkel", 6)}


# -- names ------------------------------------------------------------------------------------------------------------


def test_an_analysis_is_let_go_when_what_is_compared_was_taken_out_of_it() -> None:
    made = analysis("x", {"info/purposes": "met"}, text="Dit is de vindplaats.")
    held = [weakref.ref(part) for part in (made, made.facts[0], made.findings[0], made.findings[0].evidence[0])]
    subject = Subject.of(Organisation("a.md"), made)
    del made
    gc.collect()
    assert [part() for part in held] == [None] * 4
    assert subject.findings["info/purposes"].quotes[0].text.endswith("Dit is de vindplaats.")


def test_the_parts_are_those_of_the_report() -> None:
    assert list(load_parts())[:3] == ["who", "purposes", "data"]


def test_names_that_are_shared_get_their_file() -> None:
    twice = [Subject.of(Organisation(f"{n}.md", "Zelfde"), analysis("x", {})) for n in "ab"]
    assert [one.name for one in make_comparison(twice, rules()).organisations] == ["Zelfde (a.md)", "Zelfde (b.md)"]
    unnamed = analysis("x", {}).model_copy(update={"facts": [fact("purpose", "recruitment", "x", 1)]})
    assert Subject.of(Organisation("teksten/bijles-aan-huis.txt"), unnamed).name == "bijles aan huis"
