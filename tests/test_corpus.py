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
GOLD = sorted((CORPUS / "gold").glob("*.yaml"))
TEXTS = {path.stem: path for path in sorted((CORPUS / "text").iterdir())}
RUN = 8  # consecutive words that count as copied

GOOD = GOLD[0]
by_id = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)


@lru_cache(maxsize=1)
def annotations() -> tuple[Annotation, ...]:
    return tuple(load_annotation(path) for path in GOLD)


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


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def test_every_text_has_its_annotation() -> None:
    assert [path.stem for path in GOLD] == list(TEXTS)
    assert len(GOLD) >= 12


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


@by_id
def test_everything_said_of_processing_is_linked(path: Path) -> None:
    annotation = load_annotation(path)
    for field in ("purposes", "data_categories", "legal_bases", "retention", "recipients"):
        linked = {value for activity in annotation.activities for value in getattr(activity, field)}
        assert linked == set(annotation.values(field)), field


def test_every_issue_and_every_verdict_occurs() -> None:
    issues = {issue for annotation in annotations() for issue in annotation.values("issues")}
    assert issues == set(ISSUES)
    for rule, allowed in REQUIREMENTS.items():
        assert {annotation.requirements[rule] for annotation in annotations()} == allowed, rule


def test_media_and_length() -> None:
    suffixes = [path.suffix for path in TEXTS.values()]
    assert suffixes.count(".txt") >= 2
    assert suffixes.count(".html") >= 1
    assert set(suffixes) == {".md", ".txt", ".html"}
    for path in TEXTS.values():
        assert 250 <= len(words(path.read_text(encoding="utf-8"))) <= 1000, path.name


def test_contact_is_invented() -> None:
    for path in TEXTS.values():
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"[\w.+-]+@[\w.-]+\w", text):
            assert address.endswith(".example"), f"{path.name}: {address}"


def test_readme_lists_every_statement() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([\w-]+)` \|", readme, flags=re.MULTILINE)
    assert sorted(listed) == list(TEXTS)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published statements are not beside the checkout")
def test_words_are_our_own() -> None:
    published = {run for path in PUBLISHED.iterdir() for run in runs(path.read_text(encoding="utf-8"))}
    for path in TEXTS.values():
        copied = runs(path.read_text(encoding="utf-8")) & published
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
