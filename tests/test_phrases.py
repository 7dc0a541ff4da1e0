"""The phrase language and its matcher."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.phrases import Phrase, PhraseMatcher, normalise, sentence_lines


def found(phrase: str, text: str) -> list[str]:
    line = sentence_lines(text, ())
    return [text[match.start : match.end] for match in PhraseMatcher([("x", phrase)]).find(line)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("e-mail-adres", "Uw e-mailadres.", ["e-mailadres"]),
        ("e-mail-adres", "Uw E-mail adres.", ["E-mail adres"]),
        ("e-mail-adres", "Uw emailadres.", ["emailadres"]),
        ("bewaar*", "De bewaartermijn", ["bewaartermijn"]),
        ("*gegevens", "uw contactgegevens", ["contactgegevens"]),
        ("*gegevens", "NAW-gegevens", ["NAW-gegevens"]),
        ("naam", "namens de vereniging, domeinnaam", []),
        ("(uw|je) naam", "Je naam en je adres", ["Je naam"]),
        ("(uw|je)? naam", "de naam", ["naam"]),
        ("recht (op|van) (inzage|kopie)", "het recht op inzage", ["recht op inzage"]),
        ("recht (op)? inzage", "recht inzage", ["recht inzage"]),
        ("contact ... opnemen", "contact met u kunnen opnemen", ["contact met u kunnen opnemen"]),
        ("contact ..1 opnemen", "contact met u kunnen opnemen", []),
        ("contact ... opnemen", "contact, als dat nodig is, opnemen", ["contact, als dat nodig is, opnemen"]),
        ("contact ..2 (te)? leggen", "contact met u leggen", ["contact met u leggen"]),
        ("contact ..2 (te)? leggen", "contact met u te leggen", ["contact met u te leggen"]),
        ("< ..2 naam", "De eigen naam", ["De eigen naam"]),
        ("< ..1 naam", "De eigen naam", []),
        ("< nieuwsbrief >", "Nieuwsbrief", ["Nieuwsbrief"]),
        ("< nieuwsbrief >", "Onze nieuwsbrief", []),
        ("foto's", "Foto’s van u", ["Foto’s"]),
        ("financiele administratie", "financiële administratie", ["financiële administratie"]),
        ("telefoon(nummer|nummers)?", "telefoon en telefoonnummers", ["telefoon", "telefoonnummers"]),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_nothing_matches_across_sentences() -> None:
    text = "Neem contact op. Wij willen opnemen."
    line = sentence_lines(text, [17])
    assert PhraseMatcher([("x", "contact ... opnemen")]).find(line) == []


@pytest.mark.parametrize("phrase", ["(a|b", "a)", "", "*", "(een)?", "x?", "(a|*)"])
def test_a_phrase_that_says_nothing_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Phrase(phrase)


def test_an_unknown_word_list_is_named() -> None:
    with pytest.raises(ValueError, match=r"\{bestaat_niet\}"):
        Phrase("{bestaat_niet} gegevens")


@given(st.text(max_size=200))
def test_normalising_keeps_every_offset(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.lists(st.sampled_from(["naam", "adres", "geen", "gegevens", "nul"]), min_size=1, max_size=12))
def test_the_prefilter_loses_no_match(words: list[str]) -> None:
    """What the pattern alone finds, the matcher with its literal prefilter finds too."""
    import re

    phrase, text = Phrase("(naam|adres) ..3 gegevens"), " ".join(words)
    alone = [match.span() for match in re.finditer(phrase.pattern, text)]
    assert [(m.start, m.end) for m in PhraseMatcher([("x", phrase.text)]).find(text)] == alone
