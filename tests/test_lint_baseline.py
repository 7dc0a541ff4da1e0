"""The baseline: what is known stays known, what is new or gone is told, and nothing is taken in by itself."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from test_lint import HEDGED, STATEMENT, _place, findings  # noqa: F401  (fixtures)

FILE = Path(".avgtoets-baseline.json")
ONLY = ("--select", "clarity/hedge,rights/right-access,rights/right-complaint")
NEW = "Wij kunnen uw telefoonnummer gebruiken voor het versturen van aanbiedingen."


def entries() -> list[dict[str, str]]:
    return json.loads(FILE.read_text(encoding="utf-8"))[:-1]


def edit(old: str, new: str, name: str = "a.md") -> None:
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_known_is_silent_and_what_is_new_is_told(run) -> None:  # type: ignore[no-untyped-def]
    assert run("baseline", "create", "a.md", *ONLY).status == 0
    done = run("lint", "a.md", *ONLY)
    assert (done.out, done.status) == ("", 0) and "bekend" in done.err
    edit("## Nieuwsbrief\n", "Onze loods ligt aan het water.\n\n## Nieuwsbrief\n")  # lines move
    assert run("lint", "a.md", *ONLY).out == ""
    edit(HEDGED, f"{HEDGED}\n\n{NEW}")
    done = run("lint", "a.md", *ONLY, "--fail-on", "advice")
    assert done.status == 1 and done.out.count("\n") == 1 and done.out.startswith("a.md:11:1 clarity/hedge")
    assert run("lint", "a.md", *ONLY, "--no-baseline").out.count("\n") > 2


def test_an_entry_whose_text_or_heading_changed_no_longer_counts(run) -> None:  # type: ignore[no-untyped-def]
    for old, new in ((HEDGED, NEW), ("## Nieuwsbrief", "## Reclame")):
        Path("a.md").write_text(STATEMENT, encoding="utf-8")
        run("baseline", "create", "a.md", *ONLY, "--force")
        edit(old, new)
        assert "clarity/hedge" in run("lint", "a.md", *ONLY).out
        done = run("baseline", "check", "a.md", *ONLY)
        assert done.status == 1
        assert [line.split()[:3] for line in done.out.splitlines()] == [
            ["new", "a.md", "clarity/hedge"], ["fixed", "a.md", "clarity/hedge"]
        ]  # fmt: skip


def test_the_file_is_sorted_readable_and_one_entry_a_line(run) -> None:  # type: ignore[no-untyped-def]
    Path("b.md").write_text(STATEMENT, encoding="utf-8")
    run("baseline", "create", "b.md", "a.md", *ONLY)
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-2:]) == ("[", ['{"avgtoets-baseline": 1}', "]"])
    assert all(line.endswith("},") for line in lines[1:-2])
    found = [json.loads(line[:-1]) for line in lines[1:-2]]
    assert found == entries() == sorted(found, key=lambda e: tuple(e.values()))
    assert {entry["file"] for entry in found} == {"a.md", "b.md"}
    hedge = next(entry for entry in found if entry["rule"] == "clarity/hedge")
    assert (hedge["heading"], hedge["quote"]) == ("Nieuwsbrief", HEDGED)


def test_two_branches_that_each_add_an_entry_merge(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name in ("m.md", "a.md", "z.md"):
        Path(name).write_text(STATEMENT, encoding="utf-8")

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main", *arguments],
            cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip

    git("init")
    run("baseline", "create", "m.md", *ONLY)
    git("add", FILE.name)
    git("commit", "-m", "one")
    for branch, name in (("left", "a.md"), ("right", "z.md")):
        git("checkout", "-b", branch, "main")
        run("baseline", "update", "m.md", name, "--accept", *ONLY)
        git("commit", "-am", branch)
    git("merge", "left")
    assert {entry["file"] for entry in entries()} == {"a.md", "m.md", "z.md"}
    assert run("baseline", "check", "a.md", "m.md", "z.md", *ONLY).status == 0


def test_update_takes_in_nothing_new_by_itself(run) -> None:  # type: ignore[no-untyped-def]
    run("baseline", "create", "a.md", *ONLY)
    before = FILE.read_bytes()
    edit(HEDGED, f"{HEDGED}\n\n{NEW}")
    done = run("baseline", "update", "a.md", *ONLY)
    assert done.status == 1 and done.out == f"new a.md clarity/hedge {NEW}\n" and FILE.read_bytes() == before
    done = run("baseline", "update", "a.md", *ONLY, "--accept")
    assert done.status == 0 and NEW in FILE.read_text(encoding="utf-8")
    edit(f"{HEDGED}\n\n", "")
    assert run("baseline", "update", "a.md", *ONLY).status == 0
    assert NEW in FILE.read_text(encoding="utf-8") and HEDGED not in FILE.read_text(encoding="utf-8")


def test_stale_entries_are_told_and_others_left_alone(run) -> None:  # type: ignore[no-untyped-def]
    Path("b.md").write_text(STATEMENT, encoding="utf-8")
    run("baseline", "create", "a.md", "b.md", *ONLY)
    assert run("baseline", "check", "a.md", *ONLY).status == 0  # b.md is there and was not looked at
    assert run("baseline", "check", "a.md", "--select", "clarity/hedge").status == 0  # nor were other rules
    Path("b.md").unlink()
    done = run("baseline", "check", "a.md", *ONLY)
    assert done.status == 1 and {line.split()[0] for line in done.out.splitlines()} == {"stale"}
    assert "gone" not in run("lint", "a.md", *ONLY).out and "er niet meer" in run("lint", "a.md", *ONLY).err
    assert run("baseline", "update", "a.md", *ONLY).status == 0
    assert {entry["file"] for entry in entries()} == {"a.md"}


def test_create_replaces_nothing_unasked_and_excepted_findings_stay_out(run) -> None:  # type: ignore[no-untyped-def]
    edit(HEDGED, f"{HEDGED} <!-- avgtoets: ignore[clarity/hedge] zo besloten -->")
    assert run("baseline", "create", "a.md", *ONLY).status == 0
    assert not any(entry["rule"] == "clarity/hedge" for entry in entries())
    assert run("baseline", "create", "a.md", *ONLY).status == 2
    assert run("baseline", "create", "a.md", *ONLY, "--force").status == 0


def test_a_file_that_cannot_be_judged_leaves_the_baseline(run) -> None:  # type: ignore[no-untyped-def]
    run("baseline", "create", "a.md", *ONLY)
    before = FILE.read_bytes()
    Path("a.md").write_text(" ")
    for command in ("update", "check"):
        assert run("baseline", command, "a.md", *ONLY).status == 2
    assert run("baseline", "create", "a.md", *ONLY, "--force").status == 2
    assert FILE.read_bytes() == before


ENTRY = dict.fromkeys(("file", "rule", "heading", "quote", "status", "fingerprint"), "x")


@pytest.mark.parametrize("content", [
    "", "{", "[]", "{}", "3", "[3]", '[{"avgtoets-baseline": 2}]', '[{"file": "a.md"}, {"avgtoets-baseline": 1}]',
    "[\n<<<<<<< HEAD\n" + '{"avgtoets-baseline": 1}\n]', json.dumps([{**ENTRY, "rule": 3}, {"avgtoets-baseline": 1}]),
    json.dumps([{**ENTRY, "extra": "x"}, {"avgtoets-baseline": 1}]), "[" * 100_000,
])  # fmt: skip
def test_a_corrupt_baseline_is_said(run, content: str) -> None:  # type: ignore[no-untyped-def]
    FILE.write_text(content, encoding="utf-8")
    for command in (("lint",), ("baseline", "update"), ("baseline", "check")):
        done = run(*command, "a.md", *ONLY)
        assert done.status == 2 and str(FILE) in done.err and not done.out
    assert FILE.read_text(encoding="utf-8") == content


def test_a_missing_baseline_is_said(run) -> None:  # type: ignore[no-untyped-def]
    for command in (("baseline", "update"), ("baseline", "check")):
        done = run(*command, "a.md")
        assert done.status == 2 and "avgtoets baseline create" in done.err
    Path("avgtoets.toml").write_text("baseline = 'bekend.json'\n")
    assert run("lint", "a.md").status == 2
    assert run("baseline", "create", "a.md").status == 0 and Path("bekend.json").exists()
    assert run("lint", "a.md").out == ""


def test_known_findings_are_marked_and_not_dropped(run) -> None:  # type: ignore[no-untyped-def]
    run("baseline", "create", "a.md", *ONLY)
    found = findings(run("lint", "a.md", *ONLY, "-f", "json").out)["a.md"]
    assert found and all(finding["baselined"] for finding in found)
    edit(HEDGED, NEW)
    results = json.loads(run("lint", "a.md", *ONLY, "-f", "sarif").out)["runs"][0]["results"]
    states = {(result["baselineState"], bool(result["suppressions"])) for result in results}
    assert states == {("unchanged", True), ("new", False)}
    assert [r["ruleId"] for r in results if r["baselineState"] == "new"] == ["clarity/hedge"]
