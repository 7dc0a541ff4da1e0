"""PDF: columns, parted words, heads and feet, tables and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyser.analysis import analyse
from analyser.contract import to_contract
from analyser.errors import InputError
from analyser.readers import load, read
from analyser.readers.pdf_page import Page, Span
from analyser.readers.pdf_text import assemble
from analyser.types import Document
from tests.reading import check_offsets, find, outline

FILES = Path(__file__).with_name("files")
SIZE = 10.0


def pdf(name: str) -> Document:
    result = read(load(FILES / name))
    check_offsets(result)
    return result


def page(*lines: tuple[float, float, str] | tuple[float, float, str, float, bool]) -> Page:
    """A page of lines at x, y with a text, and perhaps its size and weight; a letter is half its size wide."""
    made = Page(595, 842)
    for x, y, text, *look in lines:
        size, bold = (look[0], look[1]) if look else (SIZE, False)
        made.spans.append(Span(text, x, x + len(text) * size / 2, y, size, bool(bold)))
    return made


def blocks(*pages: Page) -> list[tuple[str, str]]:
    _, layout = assemble(pages)
    return [(block.kind, block.text) for block in layout.blocks]


def test_a_brochure_in_columns() -> None:
    result = pdf("brochure.pdf")
    assert [b.text for b in result.blocks if b.kind == "heading"] == [
        "Privacy bij de Molenvrienden",
        "Wie zijn wij?",
        "Welke gegevens?",
        "Hoe lang?",
        "Met wie delen wij ze?",
        "Uw rechten",
        "Wijzigingen",
    ]
    assert [b.text for b in result.blocks if b.kind == "list_item"] == [
        "uw naam- en adresgegevens;",
        "uw e-mailadres, als u de nieuwsbrief wilt ontvangen;",
        "uw rekeningnummer, zodat wij uw donatie kunnen innen.",
    ]
    long = next(b.text for b in result.blocks if b.text.startswith("Betaalgegevens"))
    assert long.endswith("in de administratie te laten staan.") and "twee jaar nadat u" in long
    assert "Pagina" not in result.text and "– privacy" not in result.text and "Belastingdienst" in result.text
    spans = {b.text: result.page(b.pieces[0].source) for b in result.blocks}
    assert (spans["Wie zijn wij?"], spans["Wijzigingen"]) == (1, 2)


def test_the_contract_gives_a_page_and_no_line() -> None:
    printed = to_contract(analyse(load(FILES / "brochure.pdf")))
    assert printed.document.format == "pdf"
    dated = next(fact for fact in printed.facts if fact.kind == "version_date")
    assert (dated.page, dated.line, dated.column) == (2, None, None)
    assert all(finding.page and finding.line is None for finding in printed.findings)
    assert any(activity.pages for activity in printed.activities)
    assert not any(activity.lines for activity in printed.activities)


@pytest.mark.parametrize(("name", "words"), [("scan.pdf", "OCR"), ("locked.pdf", "password")])
def test_what_cannot_be_read(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load(FILES / name)


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = page((50, 100, "Wij bewaren uw gegevens zolang dat nodig is voor"), (50, 114, "het doel, en uw"))
    second = page((50, 100, "factuur zeven jaar. Daarna verwijderen wij die uit"), (50, 114, "de administratie."))
    text, layout = assemble([first, second])
    assert text == (
        "Wij bewaren uw gegevens zolang dat nodig is voor het doel, en uw factuur zeven jaar. "
        "Daarna verwijderen wij die uit de administratie."
    )
    assert layout.pages == (0, text.index("factuur"))


def test_columns_that_are_written_line_by_line_are_read_one_by_one() -> None:
    left = (
        "Links begint de tekst die hier over|de regel loopt en die nog een tijd|verder gaat tot hij onderaan de kolom"
    )
    left += "|komt en daar nog niet af is maar er|nog een paar regels bij krijgt zodat|het echt een kolom is en die"
    left += " eindigt|hier."
    right = "Rechts staat iets anders dat ook uit|meer dan een regel bestaat, want dat|is wat een kolom tot een kolom"
    right += "|maakt en dus schrijven wij door tot|er een stuk of zeven regels staan|die samen een alinea zijn, die"
    right += " eindigt|met een punt."
    pairs = list(zip(left.split("|"), right.split("|"), strict=True))
    places = (
        (x, 100 + 13 * row, text) for row, pair in enumerate(pairs) for x, text in zip((50, 310), pair, strict=True)
    )
    assert blocks(page(*places)) == [("paragraph", left.replace("|", " ")), ("paragraph", right.replace("|", " "))]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("de verwerkings-", "overeenkomst die", "de verwerkingsovereenkomst die"),
        ("uw naam-", "en adresgegevens", "uw naam- en adresgegevens"),
        ("het IP-", "adres dat", "het IP-adres dat"),
        ("uw e-", "mailadres is", "uw e-mailadres is"),
        ("via info@sint-", "jan.example kunt", "via info@sint-jan.example kunt"),
        ("na 2024 –", "dus later", "na 2024 – dus later"),
    ],
)
def test_words_that_were_parted_at_line_ends(first: str, second: str, whole: str) -> None:
    assert blocks(page((50, 100, f"Wij lezen {first}"), (50, 114, f"{second} hier."))) == [
        ("paragraph", f"Wij lezen {whole} hier.")
    ]


def test_heads_feet_and_page_numbers_go_out() -> None:
    def made(number: int) -> Page:
        text = f"Alinea nummer {'i' * number}."
        return page((50, 30, "Stichting Molen – beleid"), (50, 200, text), (280, 810, str(number)))

    assert [text for _, text in blocks(made(1), made(2), made(3))] == [
        "Alinea nummer i.",
        "Alinea nummer ii.",
        "Alinea nummer iii.",
    ]


def test_headings_show_by_size_and_weight() -> None:
    made = page(
        (50, 100, "Beleid", 20, True),
        (50, 140, "1. Doelen", 14, True),
        (50, 170, "Wij bellen u over uw bestelling."),
        (50, 200, "Werving", SIZE, True),
        (50, 214, "Wij schrijven u over onze acties."),
    )
    _, layout = assemble([made])
    assert [(b.kind, b.text, b.level) for b in layout.blocks] == [
        ("heading", "Beleid", 1),
        ("heading", "1. Doelen", 2),
        ("paragraph", "Wij bellen u over uw bestelling.", 0),
        ("heading", "Werving", 3),
        ("paragraph", "Wij schrijven u over onze acties.", 0),
    ]


def test_lists_by_bullets_and_their_indent() -> None:
    made = page(
        (50, 100, "Wij vragen:"),
        (60, 120, "•"),
        (75, 120, "uw naam, zoals die op uw"),
        (75, 134, "pas staat"),
        (75, 148, "–"),
        (90, 148, "voornaam"),
        (60, 162, "•"),
        (75, 162, "uw adres"),
        (50, 190, "Dat is alles."),
    )
    _, layout = assemble([made])
    assert [(b.kind, b.text, b.level, b.lead_in) for b in layout.blocks] == [
        ("paragraph", "Wij vragen:", 0, None),
        ("list_item", "uw naam, zoals die op uw pas staat", 1, 0),
        ("list_item", "voornaam", 2, 1),
        ("list_item", "uw adres", 1, 0),
        ("paragraph", "Dat is alles.", 0, None),
    ]


def test_a_table_over_two_pages_is_one() -> None:
    def row(y: float, *cells: str, bold: bool = False) -> list[tuple[float, float, str, float, bool]]:
        return [(x, y, text, SIZE, bold) for x, text in zip((50, 200, 350), cells, strict=True) if text]

    head = ("Doel", "Gegevens", "Termijn")
    first = page(
        (50, 100, "Wat wij doen:"),
        *row(130, *head, bold=True),
        *row(150, "Post", "naam", "een jaar"),
        *row(170, "Facturen", "adres en", "zeven"),
    )
    second = page(
        *row(100, *head, bold=True), *row(120, "", "rekening", "jaar"), *row(140, "Werving", "e-mail", "nooit")
    )
    _, layout = assemble([first, second])
    cells = [(b.text, b.cell.row, b.cell.header) for b in layout.blocks if b.cell]
    assert [text for text, _, _ in cells] == [
        *head,
        "Post",
        "naam",
        "een jaar",
        "Facturen",
        "adres en rekening",
        "zeven jaar",
        "Werving",
        "e-mail",
        "nooit",
    ]
    assert cells[-1] == ("nooit", 3, "Termijn") and layout.blocks[1].lead_in == 0


def test_ligatures_and_bullets_of_symbol_fonts() -> None:
    result = pdf("wkhtmltopdf.pdf")
    assert find(result, "een telefoonnummer, voor het rooster;").kind == "list_item"
    assert ("list_item", "zij werken met kinderen;") in outline(result)
