"""What a document knows of itself."""

from __future__ import annotations

from analyser.readers import read, source_from_text

TABLE = "Gegevens:\n\n| Doel | Gegevens |\n| --- | --- |\n| nieuwsbrief | e-mailadres |\n| levering | adres |\n"


def test_the_row_of_a_cell_and_of_what_is_none() -> None:
    document = read(source_from_text(f"{TABLE}\n{TABLE}"))
    rows = [[cell.text for cell in document.row_of(block)] for block in document.blocks]
    one = [["nieuwsbrief", "e-mailadres"]] * 2 + [["levering", "adres"]] * 2
    assert rows == 2 * [[], *[["Doel", "Gegevens"]] * 2, *one]
    first, second = ([b for b in document.blocks if b.text == "levering"][at] for at in (0, 1))
    assert document.row_of(first) != document.row_of(second)
