"""The analysis as callers meet it: what it refuses, what it promises of every fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyser import InputError, analyse, analyse_text, load
from analyser.types import ACTIVITY_FIELDS, Assertion

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted((ROOT / "corpus" / "text").iterdir())
SCRAPS = [
    "Wij verwerken uw naam, adres en e-mailadres.", "## Nieuwsbrief", "- uw telefoonnummer",
    "Wij bewaren facturen 7 jaar.",
    "| Doel | Gegevens |", "| --- | --- |", "| Nieuwsbrief | e-mailadres |", "U heeft recht op inzage.", "geen", "niet",
    ":",    "Wij delen uw gegevens niet met derden, tenzij", "**Vet**", "<b>x</b>", "&eacute;", "…", "\u00a0", "é", "[link](http://x)",
    "van de en het wij uw", "Autoriteit Persoonsgegevens", "12 maart 2022", "info@voorbeeld.example", "\t", ">", "1.",
]  # fmt: skip


def test_english_is_refused_with_its_share() -> None:
    text = "We process your personal data to deliver our services and you have the right to access them. " * 5
    with pytest.raises(InputError, match="not Dutch"):
        analyse_text(text)


def test_a_short_text_is_analysed() -> None:
    analysis = analyse_text("Wij bewaren uw e-mailadres twee jaar.")
    assert {fact.value for fact in analysis.facts.of("data_category")} == {"email"}
    assert {fact.value for fact in analysis.facts.of("retention")} == {"P2Y"}


def test_a_mixed_text_is_analysed_with_a_warning() -> None:
    dutch = "Wij verwerken uw naam en uw e-mailadres om de nieuwsbrief te versturen. "
    english = "The personal data that you give to us will be processed for the newsletter and for that only. "
    analysis = analyse_text("\n\n".join((dutch * 6, english * 4)))
    assert "52% Nederlands" in analysis.warnings[0]["nl"] and "niet het Engels" in analysis.warnings[0]["nl"]
    assert {fact.value for fact in analysis.facts.of("purpose")} == {"newsletter"}
    assert [block.text for block in analysis.document.blocks] == [(dutch * 6).strip()]


def test_a_book_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="statement alone"):
        analyse_text("Wij verwerken uw naam. " * 50_000)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_claim_shows_its_sentence(path: Path) -> None:
    """Quotes are slices of the source, the match lies within, links lead to facts."""
    analysis = analyse(load(path))
    source = analysis.document.source.text
    assert analysis.facts.facts
    for fact in analysis.facts.facts:
        shown = fact.evidence
        assert source[shown.start : shown.end] == shown.quote
        assert shown.quote.strip()
        assert shown.start <= shown.match_start < shown.match_end <= shown.end
    for activity in analysis.activities:
        for link in activity.links:
            assert link.field in ACTIVITY_FIELDS
            assert analysis.facts.facts[link.fact].assertion is not Assertion.DENIED


def test_the_same_text_gives_the_same_analysis() -> None:
    first, second = analyse(load(TEXTS[0])), analyse(load(TEXTS[0]))
    assert first.facts == second.facts
    assert first.activities == second.activities
    assert first.findings == second.findings


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=12), st.sampled_from(["\n", "\n\n", " "]))
def test_no_text_breaks_it(scraps: list[str], joint: str) -> None:
    """Any mixture is analysed or refused in one line; offsets stay inside the text."""
    text = joint.join(scraps)
    try:
        analysis = analyse_text(text)
    except InputError as error:
        assert "\n" not in str(error)
        return
    for fact in analysis.facts.facts:
        assert 0 <= fact.evidence.start < fact.evidence.end <= len(analysis.document.source.text)
