"""The difference in meaning: against hand-made pairs of versions, and nothing where only the form differs."""

from __future__ import annotations

import json
import re
import textwrap
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from analyser import analyse, analyse_text, load
from analyser.analysis import Analysis
from analyser.diff import EFFECTS, Difference, diff
from analyser.readers import source_from_text
from analyser.render.diff import RENDERERS

ROOT = Path(__file__).resolve().parent.parent
PAIRS = yaml.safe_load((ROOT / "tests" / "diff_pairs.yaml").read_text(encoding="utf-8"))
TEXTS = sorted((ROOT / "corpus" / "text").iterdir())
SAMPLE = TEXTS[::9]
SUBJECTS = ("requirement", "issue", "legal_basis")
F1_FLOOR = 0.90
WIDTHS = (72, 92)  # narrower lines are taken for lines of their own, as those of an address
Key = tuple[str, str, str, str, str]


def version(text: str) -> Analysis:
    title = "# Privacyverklaring\n\n" if text.startswith(("##", "|")) else ""
    return analyse_text(title + text)


@lru_cache(maxsize=1)
def compared() -> dict[str, Difference]:
    return {pair["name"]: diff(version(pair["old"]), version(pair["new"])) for pair in PAIRS}


def found(difference: Difference) -> set[Key]:
    return {
        (change.kind, change.effect, change.old, change.new, change.subject if change.kind in SUBJECTS else "")
        for change in difference.changes
    }


def true(pair: dict[str, object]) -> set[Key]:
    changes: list[dict[str, str]] = pair["changes"]  # type: ignore[assignment]
    return {(c["kind"], c["effect"], c["old"], c["new"], c.get("of", "")) for c in changes}


def test_the_pairs_are_enough_and_well_written() -> None:
    names = [pair["name"] for pair in PAIRS]
    assert len(set(names)) == len(names) >= 40
    assert sum(not pair["changes"] for pair in PAIRS) >= 10
    for pair in PAIRS:
        assert all(change["effect"] in EFFECTS for change in pair["changes"]), pair["name"]
        assert all(("of" in change) == (change["kind"] in SUBJECTS) for change in pair["changes"]), pair["name"]


def test_f1_of_the_changes() -> None:
    right = wrong = missed = 0
    for pair in PAIRS:
        got, want = found(compared()[pair["name"]]), true(pair)
        right, wrong, missed = right + len(got & want), wrong + len(got - want), missed + len(want - got)
    f1 = 2 * right / (2 * right + wrong + missed)
    assert f1 >= F1_FLOOR, f"F1 {f1:.3f}: {right} right, {wrong} wrong, {missed} missed"


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p["changes"]], ids=lambda pair: pair["name"])
def test_a_rewording_changes_nothing(pair: dict[str, str]) -> None:
    difference = compared()[pair["name"]]
    assert not difference.changes
    assert not difference.notice
    assert "Geen verandering van betekenis." in RENDERERS["text"](difference, "nl")
    assert "No change in meaning." in RENDERERS["text"](difference, "en")


def test_notice_is_asked_for_where_it_is_due() -> None:
    right = sum(compared()[pair["name"]].notice == pair["notice"] for pair in PAIRS)
    assert right / len(PAIRS) >= 0.9


def test_every_change_shows_its_passages() -> None:
    for name, difference in compared().items():
        for change in difference.changes:
            for analysis, place in ((difference.old, change.before), (difference.new, change.after)):
                if place:
                    assert analysis.document.source.text[place.start : place.end] == place.quote, name
            if change.kind != "requirement":
                assert (change.before is not None) == bool(change.old), (name, change)
                assert (change.after is not None) == bool(change.new), (name, change)


def test_periods_that_change_places_are_two_changes() -> None:
    table = "# Privacy\n\n| Gegevens | Bewaartermijn |\n| --- | --- |\n| Facturen | {} |\n| Klantgegevens | {} |\n"
    difference = diff(analyse_text(table.format("7 jaar", "2 jaar")), analyse_text(table.format("2 jaar", "7 jaar")))
    told = {(c.effect, c.old, c.new) for c in difference.changes if c.kind == "retention"}
    assert told == {("narrower", "P7Y", "P2Y"), ("broader", "P2Y", "P7Y")}


def test_countries_and_safeguards_of_transfers() -> None:
    before = "# Privacy\n\nOnze leverancier slaat uw gegevens op in de Verenigde Staten, met modelcontractbepalingen.\n"
    after = "# Privacy\n\nOnze leverancier slaat uw gegevens op in de Verenigde Staten en India.\n"
    told = {(c.effect, c.subject, c.old, c.new) for c in diff(analyse_text(before), analyse_text(after)).changes
            if c.kind == "transfer"}  # fmt: skip
    assert told == {
        ("broader", "countries", "", "India"), ("weaker", "safeguards", "standard_contractual_clauses", "")
    }  # fmt: skip


def test_a_longer_name_is_no_other_controller() -> None:
    text = "# Privacy\n\n{}, gevestigd aan de Veldweg 3, 1234 AB Grasdorp, is verantwoordelijk voor de verwerking.\n"
    changes = diff(analyse_text(text.format("Zaal Zonzicht")), analyse_text(text.format("Zaal Zonzicht B.V."))).changes
    assert "controller" not in {change.kind for change in changes}


# --- form without meaning


def rewrapped(text: str, width: int) -> str:
    """Prose in lines of another width; addresses, lists, tables and what else lives by its lines keep them."""
    shown = []
    for part in re.split(r"(\n[ \t]*\n)", text):
        lines = part.split("\n")
        prose = part[:1].isalpha() and all(len(line) >= 60 for line in lines[:-1]) and len(part) > 60
        if prose and not re.search(r"(?m)^\s*([-*+#|>=]|\w{1,2}[.)]\s)|  $|\t| {3}", part):
            part = textwrap.fill(" ".join(part.split()), width, break_long_words=False, break_on_hyphens=False)
        shown.append(part)
    return "".join(shown)


def reformatted(text: str) -> str:
    """The same Markdown in another hand: other bullets, underlined headings, other emphasis, wider tables."""
    lines: list[str] = []
    for line in text.splitlines():
        line = re.sub(r"^(\s*)[-*] (?=\S)", r"\1+ ", line)
        if heading := re.match(r"(#{1,2}) +([A-Za-z][^#.)\n]+?)(?: #+)?$", line):
            if lines and lines[-1].strip():
                lines.append("")
            lines += [heading[2], ("=" if heading[1] == "#" else "-") * max(len(heading[2]), 3), ""]
            continue
        if line.startswith("|") and line.rstrip().endswith("|"):
            cells = line.strip().strip("|").split("|")
            line = "|" + "|".join(f"   {cell.strip()}  " for cell in cells) + "|"
        lines.append(re.sub(r"\*\*(?=\S)([^*_]+?)(?<=\S)\*\*", r"__\1__", line))
    return "\n".join(lines) + "\n"


def moved(text: str) -> str:
    """The sections of a Markdown statement in the opposite order."""
    head, *sections = re.split(r"(?m)^(?=## )", text)
    return head + "".join(f"{section.rstrip()}\n\n" for section in reversed(sections))


def unchanged(path: Path, text: str) -> None:
    source = load(path)
    difference = diff(analyse(source), analyse(source_from_text(text, path.name, source.media_type)))
    assert [(c.kind, c.old, c.new, c.subject) for c in difference.changes] == []


def forms(path: Path) -> None:
    text = load(path).text
    unchanged(path, text)
    if path.suffix == ".md":
        unchanged(path, reformatted(text))
        unchanged(path, moved(text))
    if path.suffix != ".html":
        for width in WIDTHS:
            unchanged(path, rewrapped(text, width))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_form_is_no_meaning(path: Path) -> None:
    forms(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in TEXTS if path not in SAMPLE], ids=lambda path: path.stem)
def test_form_is_no_meaning_in_any_statement(path: Path) -> None:
    forms(path)


def test_the_forms_are_others() -> None:
    text = load(next(path for path in TEXTS if path.suffix == ".md")).text
    assert reformatted(text) != text
    assert any(rewrapped(t := load(path).text, WIDTHS[0]) != t for path in TEXTS)


# --- renderers


@pytest.fixture(scope="module")
def difference() -> Difference:
    old = "# Privacy\n\n## Bewaren\n\nWij bewaren facturen twee jaar.\n\n## Rechten\n\nU heeft recht op beperking.\n"
    new = "# Privacy\n\n## Bewaren\n\nWij bewaren facturen zeven jaar <b>&amp; één dag</b>.\n"
    return diff(analyse_text(old, name="oud.md"), analyse_text(new, name="nieuw.md"))


def test_text_tells_it_in_plain_words(difference: Difference) -> None:
    told = RENDERERS["text"](difference, "nl")
    assert "Bewaartermijn van facturen: 2 jaar → 7 jaar" in told
    assert "Oud, regel 5: “Wij bewaren facturen twee jaar.”" in told
    assert "Recht niet meer vermeld: beperking" in told
    assert "Vereiste “Recht op beperking”: vervuld → ontbreekt (art. " in told
    assert "WP260 rev.01" in told
    assert "Retention of facturen: 2 years → 7 years" in RENDERERS["text"](difference, "en")


def test_json_has_the_values_and_places(difference: Difference) -> None:
    content = json.loads(RENDERERS["json"](difference, "nl"))
    change = next(change for change in content["changes"] if change["kind"] == "retention")
    assert (change["effect"], change["old"], change["new"], change["subject"]) == ("broader", "P2Y", "P7Y", "facturen")
    assert (change["before"]["line"], change["before"]["column"]) == (5, 1)
    assert change["notice"] == "impact"
    assert content["notice"] == {"needed": True, "reasons": ["impact", "exercise"]}


def test_markdown_and_html_keep_the_words_inert(difference: Difference) -> None:
    hostile = diff(
        analyse_text("# Privacy\n\nWij bewaren facturen twee jaar.\n", name="<img src=x>.md"),
        analyse_text("# <script>alert(1)</script>\n\nWij bewaren `facturen` 7 jaar, $(x) \\<b>[a](b).\n", name="b.md"),
    )
    page = RENDERERS["html"](hostile, "nl")
    assert "<script" not in page
    assert "<img" not in page
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "\\<img src=x\\>" in RENDERERS["markdown"](hostile, "nl")
    assert page == RENDERERS["html"](hostile, "nl")


def test_github_commands_are_one_line_each(difference: Difference) -> None:
    lines = RENDERERS["github"](difference, "nl").splitlines()
    warning = next(line for line in lines if "Bewaartermijn" in line and line.startswith("::"))
    assert warning.startswith("::warning file=nieuw.md,line=5,col=1,title=Meer verwerking::")
    assert lines[-1].startswith("Moeten lezers het horen? Ja")
