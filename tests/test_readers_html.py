"""The HTML reader: the statement on a page, without what surrounds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from analyser.types import Cell
from tests.page_shells import SHELLS, pages
from tests.reading import find, html, outline, sources

FILES = Path(__file__).with_name("files")

PAGE = """<!DOCTYPE html><HTML><head><title>Beleid &amp; meer</title><style>p > a {}</style></head><body class="home">
<div class="cookie-banner"><p>Wij gebruiken koekjes. <button>Goed</button></p></div>
<header role="banner"><h2>Winkel</h2><nav><ul><li><a href="/">Start</a></ul></nav></header>
<ul class="breadcrumb"><li>Start<li>Privacy</ul>
<MAIN id="main-content"><H1>Privacy&shy;beleid</H1>
<p>Wij verwerken&nbsp;uw
   <em>gegevens</em> &eacuten meer:
<ul><li>naam<ul><li>voornaam<li>achternaam</ul><li><p>adres</p><p>ook postbus</p></ul>
<p><strong>Nieuwsbrief</strong></p><p>Die komt <b>elke week</b>.</p>
<section class="cookies"><h2>Cookies</h2><p>Wij plaatsen cookies.</p></section>
<details><summary>Rechten</summary>U mag inzien.</details>
<h3><button aria-expanded="false">Bewaren</button></h3><div class="accordion-panel" hidden>Zeven jaar.</div>
<p hidden>onzichtbaar</p><p>Kade 3<br/>1234 AB Zwolle</p>
<form><label>Naam</label><input value="x"><select><option>a<option>b</select></form>
<script>if (a<b) { "</p>" }</script><!-- <p>weg</p> --><![CDATA[toch]]>
<footer>Laatst gewijzigd op 4 mei 2023</footer></MAIN><footer>Alle rechten</footer></body></HTML>"""


def test_html_page() -> None:
    result = html(PAGE)
    assert outline(result) == [
        ("heading", "Privacybeleid"), ("paragraph", "Wij verwerken uw gegevens én meer:"), ("list_item", "naam"),
        ("list_item", "voornaam"), ("list_item", "achternaam"), ("list_item", "adres"), ("paragraph", "ook postbus"),
        ("heading", "Nieuwsbrief"), ("paragraph", "Die komt elke week."), ("heading", "Cookies"),
        ("paragraph", "Wij plaatsen cookies."), ("heading", "Rechten"), ("paragraph", "U mag inzien."),
        ("heading", "Bewaren"), ("paragraph", "Zeven jaar."), ("paragraph", "Kade 3"), ("paragraph", "1234 AB Zwolle"),
        ("paragraph", "Naam"), ("paragraph", "toch"), ("paragraph", "Laatst gewijzigd op 4 mei 2023"),
    ]  # fmt: skip
    assert result.title == "Privacybeleid"
    assert sources(result)[1] == "Wij verwerken&nbsp;uw\n   <em>gegevens</em> &eacuten meer:"
    assert [block.lead_in for block in result.blocks[2:7]] == [1, 2, 2, 1, 5]
    assert find(result, "U mag inzien.").headings == ("Privacybeleid", "Cookies", "Rechten")


def test_html_table() -> None:
    result = html(
        "<p>Per doel:</p><TABLE><tr><th>Doel<th colspan=2>Termijn<tr><td rowspan=2>post<td>a<td>b"
        "<tr><td>c<br>d<td>e</TABLE><p>na"
    )
    cells = [(b.text, b.cell.row, b.cell.column, b.cell.header) for b in result.blocks if b.cell]
    assert cells == [
        ("Doel", 0, 0, "Doel"), ("Termijn", 0, 1, "Termijn"), ("post", 1, 0, "Doel"), ("a", 1, 1, "Termijn"),
        ("b", 1, 2, ""), ("c", 2, 1, "Termijn"), ("d", 2, 1, "Termijn"), ("e", 2, 2, ""),
    ]  # fmt: skip
    assert {b.lead_in for b in result.blocks if b.cell} == {0}
    layout = html("<table role=presentation><tr><td><h1>T</h1><td><ul><li>x</ul></table>")
    assert outline(layout) == [("heading", "T"), ("list_item", "x")]


def test_html_descriptions() -> None:
    result = html("<dl><dt>Doel<dd>post<dd>werving<dt>Termijn<dd>een jaar</dl>")
    assert outline(result) == [
        ("paragraph", "Doel"), ("list_item", "post"), ("list_item", "werving"), ("paragraph", "Termijn"),
        ("list_item", "een jaar"),
    ]  # fmt: skip
    assert [b.lead_in for b in result.blocks] == [None, 0, 0, None, 3]
    assert result.blocks[1].list_id == result.blocks[2].list_id != result.blocks[4].list_id


def test_html_never_drops_the_statement_for_its_class() -> None:
    text = "Wij verwerken uw naam en adres om u post te sturen."
    assert find(html(f"<div class='cookie-notice'><h1>Privacy</h1><p>{text}</div><p>Kort."), text)
    assert find(html(f"<div class='privacy-popup'><p>{text}</div><p>Kort."), text)
    small = html(f"<div class='cookieBar'>Koekjes?</div><div id=share-buttons>Deel</div><p>{text}")
    assert outline(small) == [("paragraph", text)]


def test_html_article_or_everything() -> None:
    assert [b.text for b in html("<p>Los<article><p>Het hele beleid staat hier.</article>").blocks] == [
        "Het hele beleid staat hier."
    ]
    assert len(html("<article>een</article><article>twee</article><p>en een langer deel").blocks) == 3
    assert html("<title>Een &eacute; titel</title><p>x").title == "Een é titel"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a < b & c", "a < b & c"), ("<p>a</b></i>b</p>c", "ab|c"), ("<b><p>x</b>y", "xy"), ("a<p title='>'>b", "a|b"),
        ("<p title='>b", "b"), ("x<br><br>y", "x|y"), ("<li>los<li>vast", "los|vast"),
        ("&#8364;&#x20AC;&euro;&eacute", "€€€é"),
        ("<pre>a\nb</pre>", "a b"), ("<!-->a<!--->b", "ab"), ("<?php x ?>a</ b>c", "ac"), ("<p>a<", "a<"),
        ("&#99999999999999;x", "&#99999999999999;x"), ("<a>x</a><wbr>y", "xy"),
        ("<p>x <img alt='een &amp; twee'> y", "x een & twee y"),
        ("• een<br>• twee", "een|twee"), ("<dd>los", "los"), ("</br>x", "x"), ("<td>cel<tr>rij", "cel|rij"),
        ("<table><tr><td>a<ul><li>b</ul><td>c</table>", "a|b|c"),
    ],
)  # fmt: skip
def test_html_corners(text: str, clean: str) -> None:
    assert "|".join(block.text for block in html(text).blocks) == clean


@pytest.mark.parametrize("shell", SHELLS)
def test_pages_of_content_management_systems(shell: str) -> None:
    """The statement and nothing else, whatever surrounds it, folds it up or puts it in tabs."""
    text = (FILES / "molenvrienden.md").read_text(encoding="utf-8")
    statement = MarkdownIt("commonmark").enable("table").render(text)
    title, body = statement.removeprefix("<h1>").split("</h1>", 1)
    expected = [(b.kind, b.text) for b in html(statement).blocks]
    found = outline(html(pages(title, body)[shell]))
    assert [text for _, text in found if text != "Logo"] == [text for _, text in expected]
    assert [kind for kind, text in found if text != "Logo"] == [kind for kind, _ in expected]


@pytest.mark.parametrize(
    "table",
    [
        "<table><thead><tr><td>Doel<td>Termijn</thead><tbody><tr><td>post<td>jaar</table>",
        "<table><tr><td><b>Doel</b><td><b>Termijn</b><tr><td>post<td>jaar</table>",
        "<table><tr><th>Doel<th>Termijn<tr><th>post<td>jaar</table>",
    ],
)
def test_html_header_rows(table: str) -> None:
    assert find(html(table), "jaar").cell == Cell(0, 1, 1, "Termijn", False)


def test_a_table_of_names_and_values_has_no_header() -> None:
    cells = [block.cell for block in html("<table><tr><td>Naam<td>Molen<tr><td>Plaats<td>Zwolle</table>").blocks]
    assert not any(cell and cell.header for cell in cells)
