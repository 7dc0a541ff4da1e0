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
