"""The corpus keeps to the annotation guide, shows what it promises, and is written in words of its own."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path

import pytest

from analyser.annotation import ISSUES, REQUIREMENTS, Annotation, load_annotation
from analyser.errors import DataFileError

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
PUBLISHED = ROOT.parent / "shared" / "statements" / "work" / "text"
HALVES = (CORPUS, CORPUS / "test")  # the learning half; the half that no pattern is written from
SECOND = CORPUS / "test" / "second"  # another reader's annotations of the test half
GOLD = [path for folder in (*(half / "gold" for half in HALVES), SECOND) for path in sorted(folder.glob("*.yaml"))]
TEXTS = {path.stem: path for half in HALVES for path in sorted((half / "text").iterdir())}
RUN = 8  # consecutive words that count as copied from a published statement
OWN_RUN = 12  # between the halves, which share the set phrases of the genre

GOOD = CORPUS / "gold" / "advocaten-wessel-tarant.yaml"
by_id = pytest.mark.parametrize("path", GOLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
by_half = pytest.mark.parametrize("half", HALVES, ids=["learning", "test"])


@lru_cache(maxsize=2)
def annotations(half: Path) -> tuple[Annotation, ...]:
    return tuple(load_annotation(path) for path in sorted((half / "gold").glob("*.yaml")))


def fold(text: str) -> str:
    return " ".join(text.split())


def quotes(value: object) -> list[str]:
    """Every quote of a dumped annotation, wherever it stands."""
    if isinstance(value, dict):
        own = [value["quote"]] if value.get("quote") else []
        return own + [quote for item in value.values() for quote in quotes(item)]
    if isinstance(value, (list, tuple)):
        return [quote for item in value for quote in quotes(item)]
    return []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", text)).casefold())


def runs(path: Path, length: int = RUN) -> set[tuple[str, ...]]:
    found = words(path.read_text(encoding="utf-8"))
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


@by_half
def test_every_text_has_its_annotation(half: Path) -> None:
    gold = sorted(path.stem for path in (half / "gold").iterdir())
    assert gold == sorted(path.stem for path in (half / "text").iterdir())
    assert len(gold) >= 12


def test_the_test_half_was_read_twice() -> None:
    first = {path.name: path.read_bytes() for path in (CORPUS / "test" / "gold").iterdir()}
    second = {path.name: path.read_bytes() for path in SECOND.iterdir()}
    assert first.keys() == second.keys()
    assert not any(first[name] == second[name] for name in first)


def test_no_statement_is_in_both_halves() -> None:
    learning, test = (set(half.joinpath("text").iterdir()) for half in HALVES)
    assert not {path.stem for path in learning} & {path.stem for path in test}
    learnt = {run for path in learning for run in runs(path, OWN_RUN)}
    for path in test:
        shared = runs(path, OWN_RUN) & learnt
        assert not shared, f"{path.name}: {' '.join(min(shared))}"


@by_id
def test_keeps_to_the_guide(path: Path) -> None:
    annotation = load_annotation(path)
    assert set(annotation.requirements) == set(REQUIREMENTS)


@by_id
def test_quotes_are_literal_and_short(path: Path) -> None:
    text = fold(TEXTS[path.stem].read_text(encoding="utf-8"))
    for quote in quotes(load_annotation(path).model_dump()):
        assert fold(quote) in text, quote
        assert len(quote.split()) <= 26, quote


@by_id
def test_the_parts_agree(path: Path) -> None:
    """Verdicts that follow from the extracted parts by the words of the guide."""
    annotation = load_annotation(path)
    verdict = annotation.requirements
    rights = set(annotation.values("rights"))
    for right in ("access", "rectification", "erasure", "restriction", "objection", "portability"):
        assert (verdict[f"right-{right}"] == "met") == (right in rights), right
    assert (verdict["right-withdraw-consent"] == "met") == ("withdraw_consent" in rights)
    assert (verdict["right-complaint"] == "met") == ("complaint" in rights)
    assert (verdict["controller-identity"] == "met") == (annotation.controller is not None)
    assert (verdict["version-date"] == "met") == (annotation.version_date is not None)
    assert (verdict["source"] == "met") == bool(annotation.source)
    assert (verdict["dpo-contact"] == "not_applicable") == (not annotation.dpo.mentioned)
    assert (verdict["retention"] == "missing") == (not annotation.retention)
    assert (verdict["purposes"] == "missing") == (not annotation.purposes)
    assert (verdict["legal-basis"] == "missing") == (not annotation.legal_bases)
    named = "legitimate_interests" in annotation.values("legal_bases")
    assert (verdict["legitimate-interest"] == "not_applicable") == (not named)
    decisions = annotation.automated_decisions.value
    assert (verdict["automated-decisions"] == "not_applicable") == (decisions == "silent")
    if annotation.transfers.value == "none" or annotation.transfers.safeguards:
        assert verdict["third-country-transfer"] == "met"
    channels = {contact.channel for contact in annotation.contact}
    expected = "met" if channels - {"form"} else "partial" if channels else "missing"
    assert verdict["controller-contact"] == expected


@pytest.mark.parametrize("path", [path for path in GOLD if path.parent != SECOND], ids=lambda path: path.stem)
def test_everything_said_of_processing_is_linked(path: Path) -> None:
    annotation = load_annotation(path)
    for field in ("purposes", "data_categories", "legal_bases", "retention", "recipients"):
        linked = {value for activity in annotation.activities for value in getattr(activity, field)}
        assert linked == set(annotation.values(field)), field


@by_half
def test_every_issue_and_every_verdict_occurs(half: Path) -> None:
    found = annotations(half)
    shown = {issue for annotation in found for issue in annotation.values("issues")}
    assert not set(ISSUES) - shown if half == CORPUS else len(shown) >= len(ISSUES) - 2
    given = {rule: {annotation.requirements[rule] for annotation in found} for rule in REQUIREMENTS}
    # The smaller half may lack a rare verdict or issue, but nearly every rule has a contrast in it.
    lacking = {rule for rule, allowed in REQUIREMENTS.items() if given[rule] != allowed}
    assert not lacking if half == CORPUS else sum(len(verdicts) > 1 for verdicts in given.values()) > 16


@by_half
def test_media_and_length(half: Path) -> None:
    texts = list(half.joinpath("text").iterdir())
    suffixes = [path.suffix for path in texts]
    assert suffixes.count(".txt") >= 2
    assert suffixes.count(".html") >= 1
    assert set(suffixes) == {".md", ".txt", ".html"}
    for path in texts:
        assert 250 <= len(words(path.read_text(encoding="utf-8"))) <= 1800, path.name


def test_contact_is_invented() -> None:
    for path in TEXTS.values():
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"[\w.+-]+@[\w.-]+\w", text):
            assert address.endswith(".example"), f"{path.name}: {address}"


def test_readme_lists_every_statement() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    for half, part in zip(HALVES, readme.split("\n## The test half\n"), strict=True):
        listed = re.findall(r"^\| `([\w-]+)` \|", part, flags=re.MULTILINE)
        assert sorted(listed) == sorted(path.stem for path in (half / "text").iterdir())


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published statements are not beside the checkout")
def test_words_are_our_own() -> None:
    published = {run for path in PUBLISHED.iterdir() for run in runs(path)}
    for path in TEXTS.values():
        copied = runs(path) & published
        assert not copied, f"{path.name}: {' '.join(min(copied))}"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("\npurposes:", "\npurpose:", "purposes"),
        ("  version-date: ", "  version_date: ", "requirements.version-date"),
        ("  purposes: met", "  purposes: not_applicable", "requirements.purposes"),
        ("  purposes: met", "  purposes: yes", "requirements.purposes"),
        ("{id: name,", "{id: naam,", "data_categories"),
        ("{id: address,", "{id: name,", "data_categories"),
        ("value: P7Y,", "value: 7 jaar,", "retention.6.value"),
        ("{id: vague-purpose,", "{id: vaag,", "issues"),
        ("retention: [P7Y]", "retention: [P8Y]", "activities.9.retention"),
        ("id: advocaten-wessel-tarant", "id: ander", "id"),
        ("name: Wwft", "name: {", "not valid YAML"),
    ],
)
def test_a_slip_is_reported_with_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / GOOD.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_annotation(copy)
    assert str(caught.value).startswith(GOOD.name)
    assert key in str(caught.value)
