"""Lint: which files, which findings, exceptions and exit statuses."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import analyser.analysis
from analyser.paths import find, matches
from tests.lint_sample import STATEMENT, findings, place

HEDGED = "Wij kunnen uw e-mailadres gebruiken voor het versturen van aanbiedingen."
CLEAN = "De Dol verwerkt uw e-mailadres."


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place(tmp_path, monkeypatch)


# -- files --------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_statements_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/c.html", "README.md", "sub/LICENSE.txt", ".git/d.md", "node_modules/e.md", "f.py",
                 "oud/g.md", "requirements-dev.txt"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Tekst.")
    assert list(find(["."], ["oud/"], tmp_path)) == ["a.md", "b.txt", "sub/c.html"]
    assert list(find(["**/*.md"], [], tmp_path)) == ["a.md", "oud/g.md"]
    assert list(find(["README.md", "./README.md", "oud/g.md"], ["oud"], tmp_path)) == ["README.md", "oud/g.md"]
    assert list(find(["oud/g.md"], ["oud"], tmp_path, always=True)) == []
    assert list(find(["weg.md"], [], tmp_path)) == ["weg.md"]


@pytest.mark.parametrize(
    ("pattern", "path", "holds"),
    [
        ("*.md", "a/b.md", True), ("a/", "a/b.md", True), ("a", "x/a/b.md", True), ("a/*.md", "a/b.md", True),
        ("a/*.md", "a/c/b.md", False), ("a/**/*.md", "a/c/d/b.md", True), ("a/**", "a/c/b.md", True),
        ("b", "a/b.md", False), ("./a/b.md", "a/b.md", True), ("a.md", "aXmd", False),
    ],
)  # fmt: skip
def test_patterns(pattern: str, path: str, holds: bool, tmp_path: Path) -> None:
    assert matches(str(tmp_path / path), [pattern], tmp_path) is holds


# -- findings -----------------------------------------------------------------------------------------------------


def test_one_line_a_finding(run) -> None:  # type: ignore[no-untyped-def]
    done = run("lint", "a.md", "--select", "clarity/hedge")
    path, rest = done.out.split(" ", 1)
    assert path == "a.md:7:1" and rest.startswith("clarity/hedge Hier staat")
    assert done.out.count("\n") == 1
    assert "1 advies" in done.err and done.status == 0


def test_the_region_is_the_sentence(run) -> None:  # type: ignore[no-untyped-def]
    Path("a.md").write_text(STATEMENT.replace(HEDGED, f"Eerst dit. *{HEDGED[:10]}*{HEDGED[10:]} Dan dat."), "utf-8")
    (finding,) = findings(run("lint", "a.md", "--select", "clarity/hedge", "-f", "json").out)["a.md"]
    text = Path("a.md").read_text(encoding="utf-8")
    line = text.splitlines()[finding["line"] - 1]
    assert finding["quote"] == HEDGED
    assert text[finding["start"] : finding["end"]] == line[finding["column"] - 1 : finding["end_column"] - 1]
    assert text[finding["start"] : finding["end"]].replace("*", "") == HEDGED


def test_a_sentence_twice_is_found_twice_and_more_than_a_report_shows(run) -> None:  # type: ignore[no-untyped-def]
    Path("a.md").write_text("# Privacyverklaring\n\n" + "\n\n".join([HEDGED] * 9) + "\n", encoding="utf-8")
    found = findings(run("lint", "a.md", "--select", "clarity/hedge", "-f", "json").out)["a.md"]
    assert [finding["line"] for finding in found] == list(range(3, 20, 2))
    assert len({finding["fingerprint"] for finding in found}) == 9


def test_an_absence_has_a_place_and_its_fingerprint_no_text(run) -> None:  # type: ignore[no-untyped-def]
    select = ("--select", "rights/right-complaint", "-f", "json")
    (before,) = findings(run("lint", "a.md", *select).out)["a.md"]
    Path("a.md").write_text(STATEMENT.replace("# Privacyverklaring", "Vooraf iets.\n\n# Verklaring"), "utf-8")
    (after,) = findings(run("lint", "a.md", *select).out)["a.md"]
    assert (before["line"], after["line"]) == (1, 3)
    assert before["fingerprint"] == after["fingerprint"]


def test_standard_input(run, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(STATEMENT.encode())))
    done = run("lint", "-", "--stdin-filename", "tekst/b.md", "--select", "clarity/hedge")
    assert done.out.startswith("tekst/b.md:7:1 clarity/hedge ")


def test_per_file_ignores_and_the_rest_of_the_configuration(run) -> None:  # type: ignore[no-untyped-def]
    Path("sub").mkdir()
    Path("sub/b.md").write_text(STATEMENT, encoding="utf-8")
    Path("avgtoets.toml").write_text(
        "select = ['clarity']\nexclude = ['a.md']\nfail-on = 'advice'\n[per-file-ignores]\n'sub/*.md' = ['clarity']\n"
    )
    done = run("lint", ".")
    assert (done.out, done.status) == ("", 0)
    assert run("lint", "a.md").status == 1
    Path("avgtoets.toml").write_text("[per-file-ignores]\n'sub/*.md' = ['clarity/heg']\n")
    assert (done := run("lint", ".")).status == 2 and "did you mean 'clarity/hedge'" in done.err


def test_statistics(run) -> None:  # type: ignore[no-untyped-def]
    Path("b.md").write_text(STATEMENT, encoding="utf-8")
    done = run("lint", "a.md", "b.md", "--select", "clarity/hedge", "--statistics")
    assert done.out == "2  clarity/hedge  Stellig geschreven\n"


# -- exceptions in the text ---------------------------------------------------------------------------------------


def hedges(run, text: str, name: str = "b.md") -> list[tuple[str, str | None]]:  # type: ignore[no-untyped-def]
    Path(name).write_text(text, encoding="utf-8")
    found = findings(run("lint", name, "--select", "clarity/hedge", "-f", "json").out)[name]
    return [(finding["rule"], finding["suppressed"]) for finding in found]


@pytest.mark.parametrize("text", [
    STATEMENT.replace(HEDGED, f"<!-- avgtoets: ignore[clarity/hedge] zo besloten -->\n{HEDGED}"),
    STATEMENT.replace(HEDGED, f"<!-- avgtoets: ignore[clarity] zo besloten -->\n\n{HEDGED}"),
    STATEMENT.replace(HEDGED, f"{HEDGED} <!-- avgtoets: ignore[ clarity/hedge , cookies] zo\n  besloten -->"),
    STATEMENT.replace(HEDGED, f"<!-- avgtoets: ignore[clarity/hedge] zo besloten -->\n- Eerst dit.\n- {HEDGED}"),
    STATEMENT + "\n<!-- avgtoets: ignore-file[clarity/hedge] zo besloten -->\n",
])  # fmt: skip
def test_an_exception_with_a_reason(run, text: str) -> None:  # type: ignore[no-untyped-def]
    assert hedges(run, text) == [("clarity/hedge", "zo besloten")]


def test_an_exception_holds_for_its_place_only(run) -> None:  # type: ignore[no-untyped-def]
    text = STATEMENT.replace(HEDGED, f"<!-- avgtoets: ignore[clarity/hedge] ja -->\nEerst dit.\n\n{HEDGED}")
    assert hedges(run, text) == [("lint/unused-ignore", None), ("clarity/hedge", None)]


def test_exceptions_that_are_wrong(run) -> None:  # type: ignore[no-untyped-def]
    for comment, rule in (
        ("ignore[clarity/hegde] omdat", "lint/unknown-ignore"),
        ("ignore[clarity/hedge]", "lint/ignore-without-reason"),
        ("ignore[clarity/hedge] --", "lint/ignore-without-reason"),
        ("negeer dit maar", "lint/malformed-ignore"),
        ("ignore[] omdat", "lint/malformed-ignore"),
    ):
        found = hedges(run, STATEMENT.replace(HEDGED, f"<!-- avgtoets: {comment} -->\n{HEDGED}"))
        assert found == [(rule, None), ("clarity/hedge", None)]
    # A rule that was not asked for is not unused.
    assert hedges(run, STATEMENT.replace(HEDGED, f"{HEDGED} <!-- avgtoets: ignore[info/dpo-contact] omdat -->")) == [
        ("clarity/hedge", None)
    ]


def test_the_hint_names_the_rule_that_was_meant(run) -> None:  # type: ignore[no-untyped-def]
    Path("b.md").write_text(f"{STATEMENT}\n<!-- avgtoets: ignore[clarity/hegde] omdat -->\n", encoding="utf-8")
    assert "(bedoelt u clarity/hedge?)" in run("lint", "b.md").out
    assert "(do you mean clarity/hedge?)" in run("lint", "b.md", "-l", "en").out


def test_an_exception_is_no_text_of_the_statement(facts_of) -> None:  # type: ignore[no-untyped-def]
    from analyser.readers import read, source_from_text

    plain = "PRIVACY\n\nWij verwerken uw naam en\nuw adres.\n"
    comment = "avgtoets: ignore[clarity] wij bewaren uw foto's"
    for line in (comment, f"<!-- {comment} -->"):
        text = plain.replace("uw adres", f"{line}\nuw adres")
        read_text = [block.text for block in read(source_from_text(text, "t", "text/plain")).blocks]
        assert read_text == [block.text for block in read(source_from_text(plain, "t", "text/plain")).blocks]
    html = f"<h1>Privacy</h1><p>Wij verwerken <!-- {comment} -->uw naam.</p>"
    assert [b.text for b in read(source_from_text(html, "t", "text/html")).blocks] == [
        "Privacy", "Wij verwerken uw naam."
    ]  # fmt: skip


def test_exceptions_in_plain_text_and_html(run) -> None:  # type: ignore[no-untyped-def]
    plain = f"Privacyverklaring\n\navgtoets: ignore[clarity/hedge] zo besloten\n{HEDGED}\n"
    assert hedges(run, plain, "b.txt") == [("clarity/hedge", "zo besloten")]
    html = f"<h1>Privacy</h1>\n<!-- avgtoets: ignore[clarity/hedge] zo besloten -->\n<p>{HEDGED}</p>"
    assert hedges(run, html, "b.html") == [("clarity/hedge", "zo besloten")]


def test_a_comment_that_is_shown_as_code_is_no_exception(run) -> None:  # type: ignore[no-untyped-def]
    text = f"{STATEMENT}\n```\n<!-- avgtoets: ignore-file[clarity/hedge] voorbeeld -->\n```\n"
    assert hedges(run, text) == [("clarity/hedge", None)]


# -- exit statuses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["a.md", "--select", "clarity/hedge"], 0),
        (["a.md", "--select", "clarity/hedge", "--fail-on", "advice"], 1),
        (["a.md", "--select", "clarity/hedge", "--fail-on", "warning"], 0),
        (["a.md"], 1),
        (["a.md", "--exit-zero"], 0),
        (["a.md", "missing.md", "--exit-zero"], 2),
        (["leeg.md"], 2),
        (["leeg"], 2),
        (["a.md", "--select", "clarity/hegde"], 2),
        (["a.md", "--baseline", "missing.json"], 2),
        (["a.md", "--baseline", "a.md"], 2),
        (["a.md", "--no-baseline", "--baseline", "x.json"], 2),
        (["a.md", "--stdin-filename", "b.md"], 2),
        (["a.md", "--statistics", "-f", "json"], 2),
        (["a.md", "--format", "nonsense"], 2),
        (["a.md", "--config", "missing.toml"], 2),
        (["--help"], 0),
    ],
)
def test_exit_statuses(run, arguments: list[str], status: int) -> None:  # type: ignore[no-untyped-def]
    Path("leeg.md").write_text(" ")
    Path("leeg").mkdir()
    done = run("lint", *arguments)
    assert done.status == status, done.err
    assert status != 2 or done.err.strip()


def test_a_crash_and_an_interrupt(run, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for error, status in ((RuntimeError("broken"), 2), (KeyboardInterrupt(), 130)):

        def fails(*_arguments: object, error: BaseException = error, **_options: object) -> None:
            raise error

        monkeypatch.setattr(analyser.analysis, "analyse", fails)
        done = run("lint", "a.md", "--no-cache")
        assert (done.status, done.out) == (status, "")


def test_a_file_that_cannot_be_judged_does_not_hide_the_others(run) -> None:  # type: ignore[no-untyped-def]
    Path("en.md").write_text("We process your personal data for the purposes that are described in this notice, "
                             "and we keep it for as long as we need it for the purposes of our business.")  # fmt: skip
    done = run("lint", "en.md", "a.md", "--select", "clarity/hedge")
    assert done.status == 2 and "a.md:7:1" in done.out
    assert "en.md: the text is not Dutch" in done.err
