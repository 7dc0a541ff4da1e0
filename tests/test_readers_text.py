"""The reader of plain text: headings, lists and tables that people type."""

from __future__ import annotations

import pytest

from tests.reading import outline, plain

TEXT = """\
Privacybeleid Molenvrienden

Molenvrienden beheert drie molens en heeft daarvoor gegevens van
bezoekers en vrijwilligers nodig. Hier leest u welke.

Welke gegevens?

Wij vragen:

  • uw naam

  • uw adres, waar wij
    post heen sturen
      o straat
      o plaats

Waarom
Wij gebruiken deze gegevens om u te laten weten wanneer de molens open zijn en wie er maalt.

Bewaren
=======
Vijf jaar.

Contact

Molenvrienden

Kade 3

1234 AB Zwolle

038 123 45 67

Versie: 4 mei 2023
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text(newline: str) -> None:
    result = plain(TEXT.replace("\n", newline))
    headings = [(block.level, block.text) for block in result.blocks if block.kind == "heading"]
    assert headings == [
        (1, "Privacybeleid Molenvrienden"), (2, "Welke gegevens?"), (3, "Waarom"), (1, "Bewaren"), (2, "Contact")
    ]  # fmt: skip
    assert outline(result)[3:8] == [
        ("paragraph", "Wij vragen:"), ("list_item", "uw naam"), ("list_item", "uw adres, waar wij post heen sturen"),
        ("list_item", "straat"), ("list_item", "plaats"),
    ]  # fmt: skip
    assert [block.lead_in for block in result.blocks[4:8]] == [3, 3, 5, 5]
    assert [block.level for block in result.blocks[4:8]] == [1, 1, 2, 2]
    assert [block.text for block in result.blocks[-5:]] == [
        "Molenvrienden", "Kade 3", "1234 AB Zwolle", "038 123 45 67", "Versie: 4 mei 2023"
    ]  # fmt: skip
    assert result.blocks[-1].headings[-1] == "Contact"
    assert result.title == "Privacybeleid Molenvrienden"


def test_text_numbered_headings_and_numbered_lists() -> None:
    result = plain(
        "PRIVACY\n\n1. Algemeen\n\n1.1 Begrippen\nHier staat wat de woorden betekenen die hier gebruikt zijn.\n\n"
        "2. Rechten\n\nU heeft deze rechten:\n\n1. inzage\n\n2. wissen\n\nArtikel 3 Klachten\n\nBel ons gerust."
    )
    assert [(b.level, b.text) for b in result.blocks if b.kind == "heading"] == [
        (1, "PRIVACY"), (2, "1. Algemeen"), (3, "1.1 Begrippen"), (2, "2. Rechten"), (2, "Artikel 3 Klachten")
    ]  # fmt: skip
    items = [block for block in result.blocks if block.kind == "list_item"]
    assert [item.text for item in items] == ["inzage", "wissen"]
    assert len({item.list_id for item in items}) == 1
    assert {result.blocks[item.lead_in or 0].text for item in items} == {"U heeft deze rechten:"}


def test_text_lines() -> None:
    long = (
        "Wij verwerken gegevens van leden, donateurs en gasten, "
        + "en doen dat met zorg, zoals de wet dat vraagt van iedere club die wij kennen."
    )
    assert [b.text for b in plain(f"{long}\n{long}\n").blocks] == [long, long]
    lead = plain("Wij vragen de volgende gegevens van u:\n- naam\n- adres\nDaarmee kunnen wij u bereiken.")
    assert [b.kind for b in lead.blocks] == ["paragraph", "list_item", "list_item", "paragraph"]
    assert plain("U kunt ons bereiken via:\n\nMolenvrienden\n\nKade 3\n").blocks[1].kind == "paragraph"
    mixed = plain("1. Leden\n  - naam\n  - adres\n2. Gasten\n  - naam\n")
    assert [(b.level, b.text) for b in mixed.blocks] == [
        (1, "Leden"), (2, "naam"), (2, "adres"), (1, "Gasten"), (2, "naam")
    ]  # fmt: skip


def test_text_of_a_message_that_was_answered() -> None:
    quoted = "> Beleid\n>\n> Wij vragen:\n> - naam\n> - adres dat u\n>   opgeeft"
    result = plain(f"Van: jan@molen.example\n{quoted}\n\n-- \nJan\n")
    assert outline(result)[1:] == [
        ("paragraph", "Beleid"), ("paragraph", "Wij vragen:"), ("list_item", "naam"), 
        ("list_item", "adres dat u opgeeft"), ("paragraph", "Jan"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["•", "–", "o", "*", "·", "-", "1.", "1)", "a.", "(a)"])
def test_text_bullets_of_any_kind(mark: str) -> None:
    following = {"1": "2", "a": "b"}
    other = "".join(following.get(char, char) for char in mark)
    items = f"{mark} uw naam, zoals die op uw pas\n  staat\n{other} uw adres"
    result = plain(f"Wij vragen van u:\n{items}\n\nDat is alles.")
    assert outline(result) == [
        ("paragraph", "Wij vragen van u:"), ("list_item", "uw naam, zoals die op uw pas staat"),
        ("list_item", "uw adres"), ("paragraph", "Dat is alles."),
    ]  # fmt: skip
    assert [block.lead_in for block in result.blocks] == [None, 0, 0, None]


def test_text_words_that_were_parted_at_line_ends() -> None:
    text = "Wij sluiten met iedere leverancier een verwerkersovereen-\nkomst en bewaren naam-\nen adresgegevens kort."
    result = plain(text)
    (block,) = result.blocks
    assert block.text.endswith("een verwerkersovereenkomst en bewaren naam- en adresgegevens kort.")


@pytest.mark.parametrize(
    "table",
    [
        "  Doel        Termijn\n  ----------- --------\n  post        jaar\n  werving     maand",
        "  ---------------------\n  Doel        Termijn\n  ----------- ---------\n  post        jaar\n\n"
        "  wer         maand\n  ving\n  ---------------------",
        "| Doel | Termijn |\n|------|---------|\n| post | jaar |\n| werving | maand |",
        "+------+---------+\n| Doel | Termijn |\n+======+=========+\n| post | jaar |\n+---+---+\n"
        "| werving | maand |\n+--+--+",
        "Doel\tWat\tTermijn\npost\tnaam\tjaar\nwerving\tadres\tmaand",
    ],
    ids=["ruled", "multiline", "strokes", "grid", "tabs"],
)
def test_text_tables(table: str) -> None:
    result = plain(f"Kop\n\nWat wij doen staat in deze tabel.\n\n{table}\n\nDaarna gaat de tekst gewoon verder.")
    assert [b.kind for b in result.blocks[:2]] == ["heading", "paragraph"] and result.blocks[-1].kind == "paragraph"
    cells = [b for b in result.blocks if b.cell and b.text in ("jaar", "maand")]
    assert [(b.text, b.cell.row, b.cell.header, b.lead_in) for b in cells if b.cell] == [
        ("jaar", 1, "Termijn", 1), ("maand", 2, "Termijn", 1)
    ]  # fmt: skip


def test_a_question_above_a_sentence_that_goes_over_lines_is_a_heading() -> None:
    text = (
        "Beleid\n\nDit is het beleid.\n\nPost aan de Kade 3\n\nWat vragen wij van u?\n\n"
        "Om u te kunnen helpen bij het kiezen van een goede fiets vragen\nwij u om het volgende:\n\n- uw lengte\n"
    )
    assert ("heading", "Wat vragen wij van u?") in outline(plain(text))
