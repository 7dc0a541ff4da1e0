"""The formats of lint: valid by their own specifications, whatever text and names a statement brings along."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_lint import HEDGED, STATEMENT, _place  # noqa: F401  (fixtures)

from analyser.cli.lint import FORMATS
from analyser.diagnostics import Diagnostic, RuleInfo
from analyser.lint import Checked, Report
from analyser.render import lint as formats

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT.parent / "shared" / "reference" / "sarif" / "sarif-schema-2.1.0.json"
EVIL = "a%b\r\n::error::x]]>\x1b[31m<script>|`\u202e\x00&,:"


def info(rule: str, severity: str = "error") -> RuleInfo:
    text = {"nl": "Titel: een, twee", "en": "Title"}
    return RuleInfo(rule, text, severity, {"nl": "art. 12 AVG", "en": ""}, "https://example.org/a",  # type: ignore[arg-type]
                    text, {**text, "model": "Zo."})  # fmt: skip


def diagnostic(number: int = 0, severity: str = "error", text: str = "Zin.", **changes: object) -> Diagnostic:
    made = Diagnostic(
        "clarity/hedge", "violated", severity, "12(1)",  # type: ignore[arg-type]
        {"nl": text, "en": text}, {"nl": text, "en": text, "model": text}, 10, 20, 3, 4, 3, 14, text, ("Kop",),
        f"{number:016x}",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def report(*diagnostics: Diagnostic, name: str = "map/a b.md", **changes: object) -> Report:
    made = Report((Checked(name, name, diagnostics),), (info("clarity/hedge"),))
    return replace(made, **changes)  # type: ignore[arg-type]


def render(format_: str, made: Report) -> str:
    return formats.renderer(format_)(made, "nl")


@pytest.fixture(scope="session")
def sarif_schema():  # type: ignore[no-untyped-def]
    if not SCHEMA.is_file():
        pytest.skip("the SARIF schema is not beside the checkout")
    from jsonschema import Draft7Validator

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def test_the_command_and_the_renderers_name_the_same_formats() -> None:
    assert FORMATS == formats.FORMATS
    assert all(callable(formats.renderer(name)) for name in FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_tells_nothing_and_evil_text_alike(format_: str) -> None:
    for made in (
        report(),
        Report((), ()),
        report(diagnostic(text=EVIL), name=f"{EVIL[:3]}.md"),
        Report((Checked("b.md", "b.md", error=f"bad {EVIL}"),), ()),
    ):
        text = render(format_, made)
        assert text == render(format_, made)
        if format_ in ("json", "sarif", "gitlab"):
            json.loads(text)
        elif format_ == "junit":
            ElementTree.fromstring(text)
        else:
            assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)


def test_no_line_of_a_statement_is_a_command_of_github() -> None:
    evil = report(diagnostic(text="::error::hallo"), diagnostic(1, text="Eerst.\n::set-env name=x::y"))
    for format_ in ("full", "concise", "github", "markdown"):
        lines = [line.strip() for line in render(format_, evil).splitlines()]
        assert all(line.startswith("::error file=") for line in lines if line.startswith("::"))


# -- SARIF --------------------------------------------------------------------------------------------------------


def test_sarif_is_valid_and_marks_what_does_not_count(sarif_schema) -> None:  # type: ignore[no-untyped-def]
    made = report(
        diagnostic(0), diagnostic(1, suppressed="zo besloten"), diagnostic(2, baselined=True),
        diagnostic(3, "advice", EVIL), baseline=".avgtoets-baseline.json", version="1.2.3",
    )  # fmt: skip
    content = json.loads(render("sarif", made))
    sarif_schema.validate(content)
    (scan,) = content["runs"]
    results = scan["results"]
    assert [[s["kind"] for s in result["suppressions"]] for result in results] == [[], ["inSource"], ["external"], []]
    assert results[1]["suppressions"][0]["justification"] == "zo besloten"
    assert [result["baselineState"] for result in results] == ["new", "new", "unchanged", "new"]
    assert [result["level"] for result in results] == ["error", "error", "error", "note"]
    assert results[0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "map/a%20b.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 14, "charOffset": 10, "charLength": 10},
    }
    assert results[0]["partialFingerprints"] == {"avgtoets/v1": f"{0:016x}"}
    (rule,) = scan["tool"]["driver"]["rules"]
    assert rule["help"]["text"] and rule["help"]["markdown"] and rule["defaultConfiguration"] == {"level": "error"}


def test_sarif_without_a_baseline_claims_nothing_of_it_and_tells_failures(sarif_schema) -> None:  # type: ignore[no-untyped-def]
    made = Report(
        (Checked("a.md", "a.md", (diagnostic(),)), Checked("../b.md", "../b.md", error="is empty")),
        (info("clarity/hedge"),),
    )
    content = json.loads(render("sarif", made))
    sarif_schema.validate(content)
    assert "baselineState" not in content["runs"][0]["results"][0]
    (invocation,) = content["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "is empty" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.slow
def test_sarif_of_every_statement_of_the_corpus(run, sarif_schema) -> None:  # type: ignore[no-untyped-def]
    from analyser.ruleset import load_rules

    out = run("lint", str(ROOT / "corpus" / "text"), str(ROOT / "corpus" / "test" / "text"), "-f", "sarif").out
    content = json.loads(out)
    sarif_schema.validate(content)
    (scan,) = content["runs"]
    declared = [rule["id"] for rule in scan["tool"]["driver"]["rules"]]
    assert set(load_rules()) <= set(declared)
    files = Counter(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in scan["results"])
    assert len(files) > 60
    for result in scan["results"]:
        assert declared[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"(\.\./)*[\w/.%-]+", place["artifactLocation"]["uri"])
    marks = Counter(
        (r["ruleId"], str(r["partialFingerprints"]), str(r["locations"][0]["physicalLocation"]["artifactLocation"]))
        for r in scan["results"]
    )
    assert max(marks.values()) == 1
    assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", json.dumps(scan["invocations"])) and str(Path.home()) not in out


def test_uris_are_relative_to_the_repository(run, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "privacy verklaring"
    folder.mkdir()
    (folder / "a.md").write_text(STATEMENT, encoding="utf-8")
    monkeypatch.chdir(folder)
    for format_, wanted in (("sarif", "privacy%20verklaring/a.md"), ("gitlab", "privacy verklaring/a.md")):
        assert f'"{wanted}"' in run("lint", "a.md", "--select", "clarity/hedge", "-f", format_).out
    assert "file=privacy verklaring/a.md," in run("lint", "a.md", "--select", "clarity", "-f", "github").out


# -- GitHub -------------------------------------------------------------------------------------------------------


def unescape(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_commands_are_escaped() -> None:
    made = report(diagnostic(text="100% van: dit, of dat"), name="a,b:c%.md")
    command = render("github", made).splitlines()[0]
    found = re.fullmatch(r"::error ([^:]*)::(.*)", command)
    assert found is not None and found[2].startswith("100%25 van: dit, of dat")
    properties = dict(part.split("=", 1) for part in found[1].split(","))
    assert unescape(properties["file"]) == "a,b:c%.md"
    assert unescape(properties["title"]) == "Titel: een, twee (clarity/hedge)"
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("3", "4", "14")


def test_github_shows_errors_first_ten_of_a_kind_and_counts_the_rest() -> None:
    severities = ["advice"] * 13 + ["warning"] * 4 + ["error"] * 12
    lines = render("github", report(*(diagnostic(n, s) for n, s in enumerate(severities)))).splitlines()
    kinds = [found[1] for line in lines if (found := re.match(r"::(\w+) ", line))]
    assert kinds == ["error"] * 10 + ["warning"] * 4 + ["notice"] * 10
    assert lines[-2] == "GitHub toont er tien per soort; niet getoond: 2 fouten, 3 adviezen."


def test_files_that_could_not_be_judged_are_among_the_ten_errors() -> None:
    made = report(*(diagnostic(n) for n in range(10)))
    made = replace(made, files=(*made.files, Checked("b.md", "b.md", error="is empty")))
    lines = render("github", made).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert "is empty" in lines[0] and "1 fout" in lines[-2]


def test_a_finding_over_several_lines_has_no_columns() -> None:
    assert ",col=" not in render("github", report(diagnostic(end_line=5)))


def test_the_summary_of_the_step(run, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    summary = tmp_path / "summary"
    summary.write_text("# Eerder\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("lint", "a.md", "--select", "clarity/hedge", "-f", "github")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Eerder\n# Privacyverklaringen\n") and HEDGED in text
    monkeypatch.setattr(sys.modules["analyser.cli.lint"], "_SUMMARY_BYTES", 200)
    summary.unlink()
    run("lint", "a.md", "-f", "github")
    text = summary.read_text(encoding="utf-8")
    assert len(text) < 300 and text.rstrip().endswith("afgekapt.")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "weg" / "summary"))
    done = run("lint", "a.md", "--select", "clarity/hedge", "-f", "github")
    assert done.status == 0 and "GITHUB_STEP_SUMMARY" in done.err


# -- the others ---------------------------------------------------------------------------------------------------


def test_gitlab_fingerprints_differ_and_last() -> None:
    one = report(diagnostic(0), diagnostic(1), diagnostic(2, baselined=True))
    issues = json.loads(render("gitlab", one))
    assert len(issues) == len({issue["fingerprint"] for issue in issues}) == 2
    assert issues[0] == {
        "description": "Zin.", "check_name": "clarity/hedge", "fingerprint": issues[0]["fingerprint"],
        "severity": "major", "location": {"path": "map/a b.md", "lines": {"begin": 3, "end": 3}},
    }  # fmt: skip
    other = json.loads(render("gitlab", report(diagnostic(0, line=9, end_line=9))))
    assert other[0]["fingerprint"] == issues[0]["fingerprint"]


def test_junit_counts_what_it_holds() -> None:
    made = report(diagnostic(0), diagnostic(1, text=EVIL))
    made = replace(made, files=(*made.files, Checked("b.md", "b.md"), Checked("c.md", "c.md", error="is empty")))
    root = ElementTree.fromstring(render("junit", made))
    assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "4", "failures": "2", "errors": "1"
    }  # fmt: skip
    assert len(root.findall("testsuite/testcase")) == 4
    assert len(root.findall("testsuite/testcase/failure")) == 2 and len(root.findall("testsuite/testcase/error")) == 1


def test_full_tells_sentence_article_and_advice(run) -> None:  # type: ignore[no-untyped-def]
    out = run("lint", "a.md", "--select", "clarity/hedge", "-f", "full").out
    assert out.startswith("a.md:7:1 clarity/hedge advies [art. 12 lid 1 AVG]\n")
    assert f"  | {HEDGED}\n" in out and "  Advies: " in out and "  Voorbeeld: " in out


def test_markdown_keeps_text_inert() -> None:
    text = render("markdown", report(diagnostic(text="a | b <img src=x> [k](http://x.example) **v**")))
    row = next(line for line in text.splitlines() if line.startswith("| 3:4"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    assert "<img" not in row.replace("\\<img", "") and "**v" not in row


@pytest.mark.parametrize("format_", FORMATS)
def test_both_languages(run, format_: str) -> None:  # type: ignore[no-untyped-def]
    dutch = run("lint", "a.md", "--select", "clarity/hedge", "-f", format_).out
    english = run("lint", "a.md", "--select", "clarity/hedge", "-f", format_, "-l", "en").out
    assert "Hier staat" in dutch and "Hier staat" not in english and "This says" in english
