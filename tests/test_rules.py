"""The rules: their files, and their examples through the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analyser import analyse_text
from analyser.conditions import Condition, Selector
from analyser.data import data_dir
from analyser.errors import DataFileError
from analyser.ruleset import FAMILIES, Passage, Rule, RuleSet, load_rule
from tests.by_hand import RULES

TODAY = "2026-01-01"  # the day on which examples are as old as they are
EXAMPLES = [
    pytest.param(rule, status, text, id=f"{rule.id}-{status}-{number}")
    for rule in RULES.values()
    for status, texts in rule.examples.items()
    for number, text in enumerate(texts, 1)
]
GUIDE = {
    "info": "controller-identity controller-contact dpo-contact purposes legal-basis legitimate-interest recipients "
    "third-country-transfer retention provision-requirement automated-decisions source",
    "rights": "right-access right-rectification right-erasure right-restriction right-objection right-portability "
    "right-withdraw-consent right-complaint exercise-channel rights-restricted id-copy response-too-long",
    "clarity": "vague-retention indefinite-retention vague-purpose vague-recipient",
    "consistency": "contradiction special-category-unsupported special-category-mislabelled consent-for-necessary "
    "implied-consent",
    "currency": "version-date outdated-term",
    "cookies": "no-cookie-consent",
}


# --- the registry


def test_the_rules_hold_those_of_the_annotation_guide_and_no_other_issue() -> None:
    """An issue is a finding of the annotation guide; every other rule gives a verdict."""
    guide = {f"{family}/{slug}" for family, slugs in GUIDE.items() for slug in slugs.split()}
    assert guide <= set(RULES)
    assert set(RULES.families) <= set(FAMILIES)
    assert {rule.id for rule in RULES.values() if rule.role == "issue"} < guide
    assert sum(rule.role == "issue" for rule in RULES.values()) == 14


def test_what_stands_after_the_slash_names_one_rule() -> None:
    slugs = [rule.slug for rule in RULES.values()]
    assert sorted(slugs) == sorted(set(slugs))


def test_every_file_in_the_families_is_loaded() -> None:
    root = data_dir("rules")
    assert {f"{p.parent.name}/{p.stem}" for family in FAMILIES for p in (root / family).glob("*")} == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_has_enough_examples_and_references(rule: Rule) -> None:
    for given, texts in rule.examples.items():
        assert len(texts) >= (1 if given == "not_applicable" else 2), given
    assert rule.references
    for text in (rule.advice.nl, rule.advice.en, rule.advice.model, rule.title.nl, rule.title.en):
        assert "{" not in text


@pytest.mark.parametrize(("rule", "expected", "text"), EXAMPLES)
def test_an_example_gets_its_status(rule: Rule, expected: str, text: str) -> None:
    found = analyse_text(text, rules=RuleSet([rule]), jurisdiction=rule.jurisdictions[0], as_of=TODAY).findings
    assert [f.status for f in found] == [expected]


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.role == "issue"], ids=lambda rule: rule.id)
def test_a_model_sentence_mends_what_it_is_given_for(rule: Rule) -> None:
    assert rule.id not in {f.rule for f in analyse_text(rule.advice.model).findings}


def test_a_name_resolves_by_id_and_slug() -> None:
    assert RULES.resolve("retention") is RULES["info/retention"] is RULES.resolve("info/retention")
    with pytest.raises(KeyError):
        RULES.resolve("retentie")


# --- rule files that are not valid


def broken(tmp_path: Path, change: dict[str, object], name: str = "info/retention") -> str:
    content = yaml.safe_load((data_dir("rules") / f"{name}.yaml").read_text(encoding="utf-8")) | change
    path = tmp_path / name.partition("/")[0] / f"{name.partition('/')[2]}.yaml"
    path.parent.mkdir(exist_ok=True)
    content = {"sevrity": content.pop("sevrity", None)} | content  # what is wrong stands on the first line
    text = yaml.safe_dump({k: v for k, v in content.items() if v is not None}, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_rule(path)
    return str(error.value)


def test_an_invalid_rule_file_names_file_key_and_remedy(tmp_path: Path) -> None:
    assert broken(tmp_path, {"sevrity": "error"}) == (
        "info/retention.yaml, line 1: sevrity: unknown key; did you mean 'severity'?"
    )
    assert broken(tmp_path, {"title": None}) == "info/retention.yaml, line 1: title: this key is required; add it"
    assert "is not the folder and name of the file" in broken(tmp_path, {"id": "info/other"})
    assert "message: nothing for the status met" in broken(tmp_path, {"message": {"missing": {"nl": "a", "en": "b"}}})
    assert "names its article" in broken(tmp_path, {"article": None})
    message = broken(tmp_path, {"check": {"kind": "presence", "met": "controler", "otherwise": "missing"}})
    assert "did you mean 'controller'?" in message
    assert "check.met" in message


def test_a_passage_must_be_used_known_and_well_formed(tmp_path: Path) -> None:
    name = "currency/outdated-term"

    def refused(used: str, **passages: object) -> str:
        return broken(
            tmp_path, {"check": {"kind": "presence", "violated": f"passage:{used}"}, "passages": passages}, name
        )

    term = {"phrases": ["wbp"]}
    assert "no passage 'trem'" in refused("trem", term=term)
    assert "'idle' is used by no condition" in refused("term", term=term, idle=term)
    assert "bracket" in refused("term", term={"phrases": ["(wbp"]})
    assert "fixed" in refused("term", term=term | {"unless": ["*"]})
    message = refused("term", term=term | {"replace": {"bewerker": "verwerker"}})
    assert "passages.term: replace: no phrase finds 'bewerker'" in message


def test_a_passage_says_what_to_put_in_place_of_its_words() -> None:
    passages = RULES["currency/outdated-term"].passages
    assert passages["bewerker"].replace["bewerkersovereenkomst"] == "verwerkersovereenkomst"
    with pytest.raises(ValueError, match="no phrase finds 'Wbp'"):
        Passage(phrases=("artikel ... wbp",), replace={"Wbp": "AVG"})


@pytest.mark.parametrize(
    "condition", [{"any": ["purpose"], "all": ["purpose"]}, {"of": "purpose"}, {"with": "purpose"}, {}, "purpose!"]
)
def test_a_condition_has_one_form(condition: object) -> None:
    with pytest.raises(ValueError):
        Condition.model_validate(condition)


def test_selectors_are_read_as_written() -> None:
    assert Selector.parse("denied recipient:!partner,staff") == Selector(
        "recipient", ("partner", "staff"), except_values=True, denied=True
    )
    assert Selector.parse("recipient.seat=!NL,BE") == Selector(
        "recipient", attribute="seat", attribute_values=("NL", "BE"), except_attribute=True
    )
    assert Selector.parse("recipient.name=").attribute_values == ()
    assert Selector.parse("recipient.name").attribute_values is None
