"""The phrase language and its matcher."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser import phrases
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
        ("geeft ..2 (ons)? ..1 door", "geeft het morgen nog door", ["geeft het morgen nog door"]),
        ("geeft ..2 (ons)? ..1 door", "geeft het morgen ons nog door", ["geeft het morgen ons nog door"]),
        ("geeft ..2 (ons)? ..1 door", "geeft ons nog eens door", ["geeft ons nog eens door"]),
        ("geeft ..2 (ons)? ..1 door", "geeft het ons nog eens een keer door", []),
        ("geeft ..2 (ons)? ..1 (nog)? ..3 door", "geeft a b ons c d e f door", ["geeft a b ons c d e f door"]),
        ("geeft ..2 (ons)? ..1 (nog)? ..3 door", "geeft a b c nog d e door", ["geeft a b c nog d e door"]),
        ("geeft ..2 (ons)? ..1 (nog)? ..3 door", "geeft a b c d e f g door", []),
        ("geeft ..2 (ons)? ..1 >", "geeft a b c", ["geeft a b c"]),
        ("contact ..1 opnemen", "contact met u kunnen opnemen", []),
        ("contact ... opnemen", "contact, als dat nodig is, opnemen", ["contact, als dat nodig is, opnemen"]),
        ("contact ..2 (te)? leggen", "contact met u leggen", ["contact met u leggen"]),
        ("contact ..2 (te)? leggen", "contact met u te leggen", ["contact met u te leggen"]),
        ("< ..2 naam", "De eigen naam", ["De eigen naam"]),
        ("< ..1 naam", "De eigen naam", []),
        ("< nieuwsbrief >", "Nieuwsbrief", ["Nieuwsbrief"]),
        ("< nieuwsbrief >", "Onze nieuwsbrief", []),
        ("belangen (van|>)", "Wij dienen onze belangen.", ["belangen"]),
        ("belangen (van|>)", "de belangen van leden", ["belangen van"]),
        ("belangen (van|>)", "de belangen onzer leden", []),
        ("belangen ..1 (van|>)", "de belangen ook van leden", ["belangen ook van"]),
        ("belangen ..1 (van|>)", "de belangen daarbij", ["belangen daarbij"]),
        ("belangen ..1 (van|>)", "de belangen nu daarbij", []),
        ("foto's", "Foto’s van u", ["Foto’s"]),
        ("financiele administratie", "financiële administratie", ["financiële administratie"]),
        ("telefoon(nummer|nummers)?", "telefoon en telefoonnummers", ["telefoon", "telefoonnummers"]),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("phrase", ["gegevens van ..12", "(kopie|inzage in ...) vragen", "(kopie|..2) vragen", "..3"])
def test_a_gap_that_nothing_follows_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"the one that ends '.*\.\.\S+' matches nothing"):
        Phrase(phrase)


@pytest.mark.parametrize("phrase", ["gegevens van ..2 >", "gegevens ..2 (van u)?", "(gegevens ..1 (van)?|data) wissen"])
def test_a_gap_before_an_end_or_a_word_that_may_be_absent_is_none_of_them(phrase: str) -> None:
    Phrase(phrase)


def test_nothing_matches_across_sentences() -> None:
    text = "Neem contact op. Wij willen opnemen."
    line = sentence_lines(text, [17])
    assert PhraseMatcher([("x", "contact ... opnemen")]).find(line) == []


@pytest.mark.parametrize(
    "phrase", ["(a|b", "a)", "", "*", "(een)?", "x?", "(a|*)", "(naam|>) van", "(<|de) naam", "naam(s|>)"]
)
def test_a_phrase_that_says_nothing_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Phrase(phrase)


def test_an_unknown_word_list_is_named() -> None:
    with pytest.raises(ValueError, match=r"\{bestaat_niet\}"):
        Phrase("{bestaat_niet} gegevens")


@pytest.mark.parametrize("text", ["art. 6(1)(f) AVG", "art. 6(1)f AVG", "art. 6 (1) (f) AVG", "Art. 6(1)(F) AVG"])
def test_the_members_of_an_article_are_read_in_brackets(text: str) -> None:
    assert PhraseMatcher([("x", "art ..0 6 ..0 1 ..0 f")]).find(normalise(text))


@given(st.text(max_size=200))
def test_normalising_keeps_every_offset(text: str) -> None:
    assert len(normalise(text)) == len(text)


@pytest.mark.parametrize(
    "phrase",
    [
        "(naam|adres) ..3 gegevens", "naw-gegevens", "*gegevens", "bewaar* ... jaar", "(uw|je)? naam", "< naam",
        "naam >", "< ..2 (uw|je)? *gegevens", "naam ..1 (van|>)",
        "(naw|contact)-gegevens (van|over) u", "foto's van", "naam (van (de|een))? klant*",
        "(bewaren ..2 jaar|bewaar*)", "(naam, adres|naam en adres)", "contact(gegevens|naam)?", "naam: *",
        "u (*gegevens)",
    ],
)  # fmt: skip
@given(
    st.lists(
        st.sampled_from(
            ["naam", "adres", "gegevens", "naw", "contact", "contactgegevens", "bewaren", "bewaartermijn", "jaar", "uw",
             "je", "u", "van", "over", "foto", "de", "een", "klanten", "en", "-", "'s", ",", ":", "("]
        ),
        min_size=1, max_size=14,
    ),
    st.lists(st.sampled_from([" ", " ", " ", "-", "", "\n", ", "]), min_size=14, max_size=14),
)  # fmt: skip
def test_the_prefilter_loses_no_match(phrase: str, words: list[str], joints: list[str]) -> None:
    """What the pattern alone finds in each line, the matcher with its signs finds too, and nothing else."""
    text = "".join(word + joint for word, joint in zip(words, joints, strict=False)).rstrip("\n")
    alone, start = [], 0
    for line in text.split("\n"):
        pattern = re.compile(Phrase(phrase).pattern)
        alone += [match.span() for match in pattern.finditer(text, start, start + len(line))]
        start += len(line) + 1
    assert [(m.start, m.end) for m in PhraseMatcher([("x", phrase)]).find(text)] == alone


def test_what_a_matcher_forgets_changes_no_match(monkeypatch: pytest.MonkeyPatch) -> None:
    """It remembers so many words at most; one text is longer than that, and forgets those of no line half read."""
    monkeypatch.setattr(phrases, "_MOST_WORDS", 3)
    text = sentence_lines("Wij vragen uw naam, uw straat en uw adres.", ())
    for words in range(6):
        matcher = PhraseMatcher([("x", "naam ..4 (adres|telefoon)")])
        matcher.find(sentence_lines(" ".join(f"woord{number}" for number in range(words)), ()))
        assert len(matcher.find(text)) == 1
