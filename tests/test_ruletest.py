"""The tools around rules: configuration, packs of one's own, the test of rules, a new rule, jurisdictions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from analyser import load_rules
from analyser.analysis import analyse
from analyser.cli import cli
from analyser.config import Config, load_config
from analyser.errors import ConfigError, DataFileError
from analyser.jurisdiction import jurisdiction_of
from analyser.readers import load, read, source_from_text
from analyser.ruleset import load_pack, load_rule
from analyser.ruletest import AS_OF, coverage, failures

RULES = load_rules()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def config(folder: Path, text: str, name: str = "avgtoets.toml") -> Config:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_config(path)


# --- choosing rules


def test_of_two_names_the_longer_decides() -> None:
    chosen = RULES.chosen(select=["rights", "info/retention"], ignore=["rights/right-access", "info"])
    families = {rule.family for rule in chosen.values()}
    assert families == {"rights", "info"}
    assert [rule.id for rule in chosen.values() if rule.family == "info"] == ["info/retention"]
    assert "rights/right-access" not in chosen and "rights/right-erasure" in chosen
    assert RULES.chosen(ignore=["clarity/"]).keys() == {r for r in RULES if not r.startswith("clarity/")}
    assert RULES.chosen(select=["clarity"], ignore=["clarity"]).keys() == set()


def test_severity_by_prefix() -> None:
    changed = RULES.changed({"rights": "advice", "rights/right-access": "warning"})
    assert changed["rights/right-access"].severity == "warning"
    assert {r.severity for r in changed.values() if r.family == "rights"} == {"advice", "warning"}
    assert changed["info/retention"] == RULES["info/retention"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = ['info']", "selct: unknown key; did you mean 'select'?"),
        ("jurisdiction = 'fr'", "jurisdiction: Input should be 'auto', 'nl' or 'be'"),
        ("as-of = 'gisteren'", "as-of: 'gisteren' is no day; write it as 2026-01-31"),
        ("max-age = '2 jaar'", "max-age: String should match pattern"),
        ("select = [", "not valid TOML"),
        ("[severity]\n'info' = 'fatal'", "severity.info: Input should be 'error', 'warning' or 'advice'"),
    ],
)
def test_a_wrong_configuration_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        config(tmp_path, text)
    assert str(tmp_path / "avgtoets.toml") in str(error.value) and message in str(error.value)


def test_an_unknown_rule_in_the_configuration_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'info/retention'"):
        config(tmp_path, "ignore = ['info/retentoin']").rules()


def test_the_nearest_configuration_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "avgtoets.toml").write_text("jurisdiction = 'be'", encoding="utf-8")
    below = tmp_path / "site"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.ander]\n", encoding="utf-8")
    monkeypatch.chdir(below)
    assert load_config().law == "be"
    (below / "pyproject.toml").write_text("[tool.avgtoets]\nas-of = 2026-01-31\n", encoding="utf-8")
    assert (load_config().law, load_config().as_of) == (None, "2026-01-31")
    assert load_config().having(jurisdiction="nl", select=()).law == "nl"


# --- jurisdictions


@pytest.mark.parametrize(
    ("text", "law", "shown"),
    [
        ("Klagen kan bij de Autoriteit Persoonsgegevens.", "nl", True),
        ("Onze vzw staat in de KBO. Klagen kan bij de Gegevensbeschermingsautoriteit.", "be", True),
        ("Wij bewaren uw gegevens een jaar.", "nl", False),
    ],
)
def test_the_jurisdiction_is_what_the_statement_shows(text: str, law: str, shown: bool) -> None:
    assert jurisdiction_of(read(source_from_text(text, "t", "text/plain"))) == (law, shown)


def test_rules_hold_within_their_jurisdiction() -> None:
    for place in ("nl", "be"):
        held = RULES.within(place)
        assert held.keys() == {rule.id for rule in RULES.values() if place in rule.jurisdictions}


# --- packs, the test of rules, a new rule


def test_a_new_rule_passes_its_own_test_and_can_be_used(tmp_path: Path) -> None:
    assert run("rules", "new", "huis/op-papier", "--dir", str(tmp_path)).return_value == 0
    rule = load_rule(tmp_path / "huis" / "op-papier.yaml")
    assert not failures([rule])
    assert run("rules", "new", "huis/op-papier", "--dir", str(tmp_path)).return_value == 2
    tested = run("rules", "test", str(tmp_path))
    assert (tested.return_value, tested.output) == (0, "1 rules, 4 examples, 0 failed\n")
    assert "huis/op-papier" in run("rules", "--rules", str(tmp_path)).output
    assert list(load_rules(tmp_path))[-1] == "huis/op-papier"


def test_an_example_that_does_not_hold_is_named(tmp_path: Path) -> None:
    run("rules", "new", "huis/op-papier", "--dir", str(tmp_path))
    path = tmp_path / "huis" / "op-papier.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["examples"]["met"].append("Bel ons gerust.")
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    tested = run("rules", "test", str(tmp_path))
    assert tested.return_value == 1
    assert tested.output.splitlines()[0] == "huis/op-papier: expected met, got missing: Bel ons gerust."


def test_a_pack_replaces_a_rule_of_the_same_id(tmp_path: Path) -> None:
    run("rules", "new", "info/retention", "--dir", str(tmp_path))
    assert load_rules(tmp_path)["info/retention"].title.nl == "Verklaring op papier"
    assert len(load_rules(tmp_path)) == len(RULES)


def test_a_folder_without_rules_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="holds no rules"):
        load_pack(tmp_path)


@pytest.mark.slow
def test_the_corpus_sets_off_every_rule_and_shows_every_term() -> None:
    """A rule that asks for nothing in any whole text, or a term that none shows, is untried."""
    texts = sorted((Path(__file__).parent.parent / "corpus" / "text").iterdir())
    found = coverage(RULES, (analyse(load(str(path)), RULES, as_of=AS_OF) for path in texts))
    assert (found.statements, found.idle, found.unseen) == (len(texts), (), ())


@pytest.mark.parametrize("name", ["Huis/regel", "regel", "huis/een/twee", "../huis/regel"])
def test_a_name_of_a_new_rule_is_family_and_slug(name: str) -> None:
    assert "is no rule id" in str(run("rules", "new", name).exception)


def test_the_reference_is_made_from_the_rules() -> None:
    """Renew it with: avgtoets rules reference -o rules/REFERENCE.md"""
    kept = Path(__file__).parent.parent / "rules" / "REFERENCE.md"
    made = run("rules", "reference").output
    assert kept.read_text(encoding="utf-8") == made
    assert all(f"`{rule}`" in made for rule in RULES)
