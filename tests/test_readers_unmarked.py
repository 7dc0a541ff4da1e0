"""Lists and headings that stand on lines of their own, without markup."""

from __future__ import annotations

import time

import pytest

from analyser.readers import READERS, source_from_text
from tests.reading import check_offsets, markdown, outline, plain


def markdown_only(text: str) -> None:
    READERS["text/markdown"](source_from_text(text))


LINES = """\
Privacyverklaring

Gegevens

Wij vragen van u:

Naam
Adres
E-mailadres

Wij doen dat omdat wij u anders niet kunnen bereiken als een les vervalt.

Doelen

Wij gebruiken deze gegevens voor:
het versturen van de nieuwsbrief
het afhandelen van uw bestelling

Bewaren

Facturen bewaren wij zeven jaar, de rest gooien wij weg als u geen lid meer bent.
"""


@pytest.mark.parametrize("read", [markdown, plain])
def test_items_and_headings_on_lines_of_their_own(read) -> None:  # type: ignore[no-untyped-def]
    result = read(LINES)
    assert outline(result) == [
        ("heading", "Privacyverklaring"),
        ("heading", "Gegevens"),
        ("paragraph", "Wij vragen van u:"),
        ("list_item", "Naam"), ("list_item", "Adres"), ("list_item", "E-mailadres"),
        ("paragraph", "Wij doen dat omdat wij u anders niet kunnen bereiken als een les vervalt."),
        ("heading", "Doelen"),
        ("paragraph", "Wij gebruiken deze gegevens voor:"),
        ("list_item", "het versturen van de nieuwsbrief"), ("list_item", "het afhandelen van uw bestelling"),
        ("heading", "Bewaren"),
        ("paragraph", "Facturen bewaren wij zeven jaar, de rest gooien wij weg als u geen lid meer bent."),
    ]  # fmt: skip
    assert [block.lead_in for block in result.blocks if block.kind == "list_item"] == [2, 2, 2, 8, 8]
    assert result.blocks[-1].headings == ("Privacyverklaring", "Bewaren")


def test_items_in_paragraphs_of_their_own() -> None:
    text = "# Gegevens\n\nWij vragen:\n\nuw naam;\n\nuw adres, voor de post;\n\nuw leeftijd.\n\nDat is alles."
    result = markdown(text)
    assert [text for kind, text in outline(result) if kind == "list_item"] == [
        "uw naam;", "uw adres, voor de post;", "uw leeftijd."
    ]  # fmt: skip
    assert len({block.list_id for block in result.blocks if block.kind == "list_item"}) == 1


def test_a_list_of_long_lines() -> None:
    long = "Gegevens over uw bezoek aan de molen, zoals het tijdstip waarop u kwam en de rondleiding die u volgde"
    result = markdown(f"Wij vragen:\nVoor- en achternaam\n{long}\nUw adres")
    assert [text for kind, text in outline(result) if kind == "list_item"] == ["Voor- en achternaam", long, "Uw adres"]


@pytest.mark.parametrize(
    "text",
    [
        "Ons adres:\n\nStichting Molenwiek\nKade 3\n1234 AB Zwolle",  # an address
        "Let op: dit geldt ook voor wie ons\nschrijft:\nwij bewaren wat u stuurt en wat wij u daarop hebben\n"
        "geantwoord, omdat wij anders niet weten wat wij u\nhebben beloofd.",  # prose, wrapped by hand
        "Wij vragen:\n\nuw naam.\n\nWij vragen verder niets.",  # one item is no list
    ],
)
def test_no_list(text: str) -> None:
    assert not [block for block in markdown(text).blocks if block.kind == "list_item"]


def test_numbered_headings_that_look_like_lists_of_one() -> None:
    body = "Wij zijn een stichting die drie molens beheert, en wij vragen daarvoor niet meer dan nodig is."
    result = markdown(f"# Privacy\n\n1. Wie wij zijn\n\n{body}\n\n2. Wat wij bewaren\n\n{body}")
    assert [(block.level, block.text) for block in result.blocks if block.kind == "heading"] == [
        (1, "Privacy"), (2, "Wie wij zijn"), (2, "Wat wij bewaren")
    ]  # fmt: skip
    check_offsets(result)


def test_headings_of_the_medium_suffice() -> None:
    text = "# Privacy\n\n## Gegevens\n\nOnze molens\n\nWij beheren er drie.\n\nOns land\n\nWij beheren er geen."
    assert [block.text for block in markdown(text).blocks if block.kind == "heading"] == ["Privacy", "Gegevens"]


def test_a_heading_directly_above_what_announces_a_list() -> None:
    result = plain("Privacy\n\nDoelen\nWij gebruiken dit voor:\npost\nwerving\n\nVerder doen wij er niets mee.")
    assert ("heading", "Doelen") in outline(result) and ("list_item", "post") in outline(result)


def test_headings_in_capitals_stand_below_those_of_the_medium() -> None:
    text = "# Privacy\n\n## Doelen\n\nWAAROM\n\nOm te maaien.\n\nWAT WIJ VRAGEN\n\nUw naam.\n\n## Contact\n\nKade."
    result = markdown(text)
    assert [(block.level, block.text) for block in result.blocks if block.kind == "heading"] == [
        (1, "Privacy"), (2, "Doelen"), (3, "WAAROM"), (3, "WAT WIJ VRAGEN"), (2, "Contact")
    ]  # fmt: skip
    assert result.blocks[-1].headings == ("Privacy", "Contact")


def test_a_heading_directly_above_a_list() -> None:
    text = "Privacy\n\nDoelen\n\nOm de molens te tonen.\n\nBewaren\n\nEen jaar.\n\nGegevens\n\n- naam\n- adres"
    result = markdown(text)
    assert result.blocks[-1].headings == ("Privacy", "Gegevens")


def test_parts_between_semicolons_are_a_list() -> None:
    text = "Wij zijn er. Wij gebruiken dit voor: post, zoals o.a. het blad; werving; en de kas. Verder nergens voor."
    result = markdown(text)
    assert outline(result) == [
        ("paragraph", "Wij zijn er. Wij gebruiken dit voor:"),
        ("list_item", "post, zoals o.a. het blad;"), ("list_item", "werving;"), ("list_item", "en de kas."),
        ("paragraph", "Verder nergens voor."),
    ]  # fmt: skip
    assert [block.lead_in for block in result.blocks[1:4]] == [0, 0, 0]


@pytest.mark.parametrize("read", [markdown, plain])
@pytest.mark.parametrize(
    ("text", "items"),
    [
        (  # what stands in brackets is one part
            "Wij bewaren: gegevens (naam; adres); betaalgegevens; uw foto.",
            ["gegevens (naam; adres);", "betaalgegevens;", "uw foto."],
        ),
        ("Eerst: bon; les; pas. Dan: rit; kas; pot.", ["bon;", "les;", "pas.", "rit;", "kas;", "pot."]),
        ("Wij zetten: cookies van o.a. Molenpost; cookies van ons; beelden.", ["cookies van o.a. Molenpost;"]),
        ("Wij vragen:\n\nNaam\n\nAdres\n\nBewaren\n\nWij bewaren dit zeven jaar, langer doen wij dat niet en nooit.",
         ["Naam", "Adres"]),
        ("Wij vragen:\nNaam\nAdres\nBewaartermijn\nFacturen bewaren wij zeven jaar, en de rest gooien wij dan weg.",
         ["Naam", "Adres"]),
        ("Ons adres:\nStichting Molenwiek\nKade 3\nZwolle", []),
        ("Om:\nu te kunnen bellen als er iets met uw kaart is, of met u\nu te schrijven; en\nde bon te maken\nTot.",
         ["u te schrijven; en"]),
    ],
)  # fmt: skip
def test_what_is_an_item(read, text: str, items: list[str]) -> None:  # type: ignore[no-untyped-def]
    found = [text for kind, text in outline(read(text)) if kind == "list_item"]
    assert set(items) <= set(found) and bool(items) == bool(found)
    assert not {"Bewaren", "Bewaartermijn", "Tot."} & set(found)


def test_a_list_behind_parts_has_its_own_words_before_it() -> None:
    result = markdown("Wij vragen: naam; adres; leeftijd. Wij delen dit met:\n\n- de bond\n- de bank")
    assert [(block.text, block.lead_in) for block in result.blocks if block.kind == "list_item"] == [
        ("naam;", 0), ("adres;", 0), ("leeftijd.", 0), ("de bond", 4), ("de bank", 4)
    ]  # fmt: skip
    assert result.blocks[4].text == "Wij delen dit met:"


def test_the_time_grows_with_the_text() -> None:
    def seconds(count: int) -> float:
        text = "Let op" + ": aaa; bbb" * count + "! Dit" + "\n\nNaam:\n\n" + "Adres\n\n" * count
        start = time.process_time()
        markdown_only(text)
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 12 * max(seconds(1000), 0.01)


def test_two_parts_are_no_list() -> None:
    assert len(markdown("Wij bewaren dit: facturen zeven jaar; brieven een jaar.").blocks) == 1
