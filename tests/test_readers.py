"""The readers: what becomes a block, and that every clean character leads back to the source."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analyser.errors import InputError
from analyser.readers import MAX_BYTES, READERS, load, read, source_from_text
from analyser.types import Block, Document, MediaType

MEDIA: tuple[MediaType, ...] = ("text/markdown", "text/plain", "text/html")


def document(text: str, media_type: MediaType) -> Document:
    result = READERS[media_type](source_from_text(text, media_type=media_type))
    check_offsets(result)
    return result


def markdown(text: str) -> Document:
    return document(text, "text/markdown")


def plain(text: str) -> Document:
    return document(text, "text/plain")


def html(text: str) -> Document:
    return document(text, "text/html")


def outline(result: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in result.blocks]


def find(result: Document, text: str) -> Block:
    (block,) = [block for block in result.blocks if block.text == text]
    return block


def sources(result: Document) -> list[str]:
    """The source passage of each block."""
    spans = [
        result.source_span(start, start + len(block.text))
        for start, block in zip(result.starts, result.blocks, strict=True)
    ]
    return [result.source.text[start:end] for start, end in spans]


def check_offsets(result: Document) -> None:
    source = result.source.text
    for index, block in enumerate(result.blocks):
        assert block.text and block.text == " ".join(block.text.split())
        position, before = 0, 0
        for piece in block.pieces:
            assert piece.clean == position and piece.clean_length > 0
            assert before <= piece.source and piece.source + piece.source_length <= len(source)
            clean = block.text[piece.clean : piece.clean + piece.clean_length]
            if piece.clean_length == piece.source_length:
                original = source[piece.source : piece.source + piece.source_length]
                assert clean == "".join(
                    " " if char.isspace() or char < " " or char == "\x7f" else char for char in original
                )
            position += piece.clean_length
            before = piece.source + piece.source_length
        assert position == len(block.text)
        base = result.starts[index]
        for offset in range(len(block.text)):
            start, end = result.source_span(base + offset, base + offset + 1)
            assert 0 <= start <= end <= len(source)
        assert block.lead_in is None or 0 <= block.lead_in < index
        assert (block.kind == "table_cell") == (block.cell is not None)
        assert block.kind != "heading" or block.headings[-1] == block.text


# -- Markdown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_markdown_leads_back_to_its_markup(newline: str) -> None:
    text = newline.join([
        "Privacy  ", "=======", "",
        "> Wij *verwerken* uw [gegevens](https://x.nl/gegevens 'gegevens')",
        "en die &amp; meer\\* `co  de` <b>vet</b><!-- niets --> ![een *logo*](logo.png) einde", "",
        "## Doel ##",
    ])  # fmt: skip
    result = markdown(text)
    assert outline(result) == [
        ("heading", "Privacy"),
        ("paragraph", "Wij verwerken uw gegevens en die & meer* co de vet een logo einde"),
        ("heading", "Doel"),
    ]

    def start(clean: str) -> int:
        return result.starts[1] + result.blocks[1].text.index(clean)

    for clean, original in [
        ("gegevens", "gegevens"), ("&", "&amp;"), ("*", "\\*"), ("co de", "co  de"), ("logo", "logo"),
        ("einde", "einde"),
    ]:  # fmt: skip
        begin, end = result.source_span(start(clean), start(clean) + len(clean))
        assert text[begin:end] == original
    assert text.index("[gegevens") + 1 == result.source_span(start("gegevens"), start("gegevens") + 1)[0]
    assert text.rindex("Doel") == result.source_span(result.starts[2], result.starts[2] + 1)[0]


def test_markdown_lists_carry_their_lead_in() -> None:
    result = markdown(
        "# Titel\n\nWij vragen:\n\n1. uw naam:\n   - voornaam\n   - achternaam\n\n   Ook die van vroeger.\n"
        "2. uw adres\n\n## Delen met\n\n- **Drukker**: voor de post\n"
    )
    assert outline(result)[2:6] == [
        ("list_item", "uw naam:"), ("list_item", "voornaam"), ("list_item", "achternaam"),
        ("paragraph", "Ook die van vroeger."),
    ]  # fmt: skip
    first, nested, second = (find(result, text) for text in ("uw naam:", "voornaam", "uw adres"))
    assert (first.lead_in, first.level, first.list_id) == (1, 1, second.list_id)
    assert (nested.lead_in, nested.level) == (2, 2) and nested.list_id != first.list_id
    assert find(result, "Ook die van vroeger.").lead_in == 2
    assert result.blocks[find(result, "Drukker: voor de post").lead_in or 0].text == "Delen met"


def test_markdown_hard_breaks_part_and_prose_stays_whole() -> None:
    prose = "Wij verwerken uw gegevens om u lid te maken van de vereniging in\nZwolle en om de contributie te innen.\n"
    assert [text for _, text in outline(markdown(prose))] == [" ".join(prose.split())]
    broken = "Stichting Molen  \nKade 3\\\n1234 AB Zwolle<br>Nederland"
    assert [text for _, text in outline(markdown(broken))] == [
        "Stichting Molen",
        "Kade 3",
        "1234 AB Zwolle",
        "Nederland",
    ]
    address = "Stichting Molen\nKade 3\nE-mail: <post@molen.example>"
    assert [text for _, text in outline(markdown(address))] == [
        "Stichting Molen", "Kade 3", "E-mail: post@molen.example"
    ]  # fmt: skip


def test_markdown_bullets_typed_by_hand() -> None:
    result = markdown("Wij vragen:\n• uw naam\n• uw adres, ook als dat\n  buiten de stad is\nDat is alles.")
    assert outline(result) == [
        ("paragraph", "Wij vragen:"), ("list_item", "uw naam"),
        ("list_item", "uw adres, ook als dat buiten de stad is"), ("paragraph", "Dat is alles."),
    ]  # fmt: skip
    assert [block.lead_in for block in result.blocks] == [None, 0, 0, None]
    assert sources(result)[1] == "uw naam"


def test_a_dash_at_the_start_of_a_wrapped_line_is_no_bullet() -> None:
    text = "Wij delen uw gegevens met de drukker en niemand anders\n– ook niet met onze zusterclub – tenzij u dat wilt."
    assert outline(markdown(text)) == [("paragraph", text.replace("\n", " "))]


def test_markdown_bold_line_is_a_heading() -> None:
    result = markdown("## Doelen\n\n**Nieuwsbrief**\n\nU krijgt post.\n\n**Werving**\n\nWij bellen.\n\n**Let op.**\n")
    assert find(result, "U krijgt post.").headings == ("Doelen", "Nieuwsbrief")
    assert find(result, "Wij bellen.").headings == ("Doelen", "Werving")
    assert find(result, "Werving").level == 3
    assert find(result, "Let op.").kind == "paragraph"
    item = markdown("- **Werving**\n- **Post**: per brief")
    assert outline(item) == [("list_item", "Werving"), ("list_item", "Post: per brief")]


def test_markdown_table() -> None:
    text = "Per doel:\n\n| Doel | Termijn |\n|:--|--|\n| a\\|b | `1` *jaar* |\n|| twee\xa0jaar |\n"
    result = markdown(text)
    cells = [block for block in result.blocks if block.cell]
    assert [(c.text, c.cell and (c.cell.row, c.cell.column, c.cell.header, c.cell.is_header)) for c in cells] == [
        ("Doel", (0, 0, "Doel", True)), ("Termijn", (0, 1, "Termijn", True)),
        ("a|b", (1, 0, "Doel", False)), ("1 jaar", (1, 1, "Termijn", False)),
        ("twee jaar", (2, 1, "Termijn", False)),
    ]  # fmt: skip
    assert {cell.lead_in for cell in cells} == {0}
    assert sources(result)[3:] == ["a\\|b", "1` *jaar", "twee\xa0jaar"]


def test_markdown_table_in_a_quote() -> None:
    result = markdown("> | Doel | Termijn |\n> |---|---|\n> | post | jaar |\n")
    assert sources(result) == ["Doel", "Termijn", "post", "jaar"]


def test_markdown_front_matter_gives_only_a_title() -> None:
    result = markdown('---\nlayout: page\ntitle: "Ons beleid"\n---\n\nWij bewaren niets.\n')
    assert outline(result) == [("paragraph", "Wij bewaren niets.")]
    assert result.title == "Ons beleid" and sources(result) == ["Wij bewaren niets."]
    assert markdown("---\ntitle: Oud\n---\n## Nieuw\n# Eerst\n").title == "Eerst"
    assert markdown("----\n\nTekst").title is None


def test_markdown_holds_html() -> None:
    result = markdown(
        "# T\n\n> <div class=x>\n> <p>Een <b>blok</b>\n> <ul><li>punt</ul>\n> </div>\n\n<!-- weg -->\n\nna"
    )
    assert outline(result) == [
        ("heading", "T"), ("paragraph", "Een blok"), ("list_item", "punt"), ("paragraph", "na")
    ]  # fmt: skip
    assert sources(result)[1:] == ["Een <b>blok", "punt", "na"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\tb\n\tc", "a b c"), ("einde\\", "einde\\"), ("- x\n\n\tna", "x|na"),
        ("[ref][r] na\n\n[r]: http://x", "ref na"),
        ("# a \\#", "a #"), ("# foo # #", "foo #"), ("## #tag ##", "#tag"), ("a `b\nc` d", "a b c d"),
        ("~~weg~~ ***x*** _y_", "weg x y"), ("**a", "**a"), ("&nbsp;x &lt;b&gt; &onzin;", "x <b> &onzin;"),
        ("```\ncode x\n```", "code x"), ("> - x\nlui", "x lui"), ("a\x00b", "a b"),
        ("\u00a0\nWij", "Wij"), ("~~~\n\nWij", "Wij"),
        ("[a [b] c](<u v> (t)) d", "a [b] c d"),
        ("![a ![b](c) d](e) f", "a b d f"), ("z <https://x.nl/%C3%A9> z", "z https://x.nl/%C3%A9 z"),
        ("zachte\u00adwoord\u200b", "zachtewoord"), ("    code\n    meer", "code meer"),
    ],
)  # fmt: skip
def test_markdown_corners(text: str, clean: str) -> None:
    for variant in (text, text.replace("\n", "\r\n")):
        assert "|".join(block.text for block in markdown(variant).blocks) == clean


# -- plain text -------------------------------------------------------------------------------------------------

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


# -- HTML -------------------------------------------------------------------------------------------------------

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


# -- loading ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.md", b"", "empty"), ("a.md", b" \n\xc2\xa0", "empty"), ("a.txt", b"x\x00y", "binary"),
        ("a.txt", b"x\x01y", "binary"), ("a.pdf", b"%PDF-1.7", "damaged"), ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.md", b"caf\xe9", "UTF-8 at byte 4"), ("a.md", b"x" * (MAX_BYTES + 1), "larger than 4 MiB"),
        ("a.html", b"<meta charset=utf-7>+", None), ("a.html", b"<meta charset=hex>6", "hex"),
        ("a.md", b"\xff\xfea", "utf-16"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, words: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    if words is None:
        assert load(path).text
        return
    with pytest.raises(InputError, match=words) as caught:
        load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "niets.md")
    with pytest.raises(InputError, match="directory"):
        load(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        load("a\x00b.md")


@pytest.mark.parametrize(
    ("name", "data", "media_type", "text"),
    [
        ("a.md", b"\xef\xbb\xbf# x", "text/markdown", "# x"),
        ("a.TXT", "één\r\n".encode("utf-16"), "text/plain", "één\r\n"),
        ("a.htm", b"<meta charset='ISO-8859-1'><p>caf\xe9 \x80", "text/html", "<meta charset='ISO-8859-1'><p>café €"),
        ("a", b"<!doctype html><p>x", "text/html", None), ("a", b"# Kop\n\n- x", "text/markdown", None),
        ("a.asp", b"Kop\n\nGewone tekst.", "text/plain", None),
    ],
)  # fmt: skip
def test_loading(tmp_path: Path, name: str, data: bytes, media_type: str, text: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    source = load(str(path))
    assert source.media_type == media_type and source.name == str(path) and len(source.sha256) == 64
    assert text is None or source.text == text


def test_standard_input() -> None:
    source = load("-", stdin=io.BytesIO(b"<p>x"), stdin_filename="pagina.html")
    assert (source.name, source.media_type) == ("pagina.html", "text/html")
    assert load("-", stdin=io.BytesIO(b"Tekst.")).name == "-"


@pytest.mark.parametrize("media_type", MEDIA)
def test_nothing_to_analyse(media_type: MediaType) -> None:
    with pytest.raises(InputError, match="nothing to analyse"):
        read(source_from_text("\n---\n" if media_type != "text/html" else "<p><br>", media_type=media_type))


# -- whatever comes ---------------------------------------------------------------------------------------------

# fmt: off
SCRAPS = st.sampled_from([
    "Wij", "verwerken", "uw naam", "U", "en", ". ", ": ", ", ", "\n", "\n\n", "\r\n", "\r", "\t", "  \n",
    "\\\n", "\\", "# ", "## ", "#", "===\n", "---\n", "> ", "- ", "* ", "1. ", "2) ", "   ", "    ", "• ",
    "– ", "o ", "**", "*", "_", "~~", "`", "``", "[", "](x)", "![", "](y 'z')", "[r]", "\n[r]: u\n",
    "<https://a.nl>", "&amp;", "&nbsp;", "&eacute", "&", "<", ">", "<br>", "<p>", "</p>", "<b>", "</b>",
    "<strong>", "</strong>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<h2 class='menu'>", "<div hidden>",
    "<div class=\"x\">", "</div>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<dl>", "<dt>", "<dd>",
    "</dl>", "<main>", "</main>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<a href='",
    "'>", "\"", "'", "<summary>", "<button>", "<img alt='a &lt; b'>", "<pre>", "<td colspan=2>", "</td>",
    "</li>", "\\", "", "\n", " a ", " b ", "\n", "--", "--", "\n", "\\", " a \\", " b \\", "\n", "\u00a0",
    "\u00ad", "\u2028", "\u0000", "\u000b", "\f", "\ufeff", "é", "€", "😀", "a@b.nl", "1234 AB", "Artikel 3",
    "title: x\n", "```\n", "{", "}",
])
# fmt: on
TABLES = st.sampled_from(
    ["\n| a | b |\n|---|---|\n| c\\|d | `e` |\n", "| x |\n", "|", "\n> | a | b |\n> |-|-|\n> | c | d |\n"]
)
PLAIN_SCRAPS = SCRAPS.filter(lambda scrap: "<" not in scrap and scrap not in ("o ", "title: x\n", "---\n"))
SOUP = st.lists(SCRAPS | TABLES, max_size=60).map("".join)


@pytest.mark.parametrize("media_type", MEDIA)
@settings(max_examples=100, deadline=None)
@given(text=SOUP | st.text(max_size=80))
@example(text="<li><table><td><li>x")
@example(text="- \tx\n\t- y")
def test_any_text_is_read_with_exact_offsets(media_type: MediaType, text: str) -> None:
    document(text, media_type)


@settings(max_examples=100, deadline=None)
@given(text=st.lists(PLAIN_SCRAPS, max_size=40).map("".join))
def test_markdown_positions_agree_with_the_parser(text: str) -> None:
    """The clean text is cut from the source by position; the parser's own tokens say the same letters."""

    def letters(tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            if token.children is not None:
                yield from letters(token.children)
            elif token.type not in ("inline", "html_block", "html_inline"):
                yield from (char for char in token.content if char.isalpha())

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    assert [char for char in markdown(text).text if char.isalpha()] == list(letters(parser.parse(text)))


WORDS = st.lists(
    st.sampled_from(["Wij", "uw", "naam", "*", "_", "<", "&", "a@b.nl", "[x]", "&amp;"]), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=5))
def test_no_word_is_lost_in_plain_text(words: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(line) for line in words)
    letters = [char for char in text if char.isalpha()]
    assert [char for char in plain(text).text if char.isalpha()] == letters


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("text/html", "<div>" * 10_000 + "x"), ("text/html", "<ul><li>x" * 10_000),
        ("text/html", "<table><tr><td>x" * 5_000), ("text/html", "<li><div>" * 10_000 + "x"),
        ("text/html", '<a ">"' * 20_000), ("text/html", "<b><i><p>x" * 3_000 + "</b>" * 3_000),
        ("text/markdown", "- " * 10_000 + "x"), ("text/markdown", "> " * 10_000 + "x"),
        ("text/markdown", "[" * 5_000 + "x"), ("text/markdown", "*a **a " * 3_000),
        ("text/plain", "\n".join(" " * depth + "- x" for depth in range(0, 2_000, 2))),
        ("text/plain", "\n" * 100_000 + "x"),
    ],
)  # fmt: skip
def test_deep_and_broken_documents(media_type: MediaType, text: str) -> None:
    READERS[media_type](source_from_text(text, media_type=media_type))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("media_type", "part"),
    [
        ("text/markdown", "## Kop\n\nWij verwerken **uw** [naam](x) &amp; meer.\n\n- een\n- twee\n\n"),
        ("text/plain", "Kop\n\nWij verwerken uw naam, uw adres en meer.\n\n• een\n• twee\n\n"),
        ("text/html", "<h2>Kop</h2><p>Wij verwerken <b>uw</b> naam &amp; meer.<ul><li>een<li>twee</ul>"),
    ],
)
def test_reading_takes_linear_time(media_type: MediaType, part: str) -> None:
    def seconds(size: int) -> float:
        source = source_from_text(part * (size // len(part)), media_type=media_type)
        start = time.process_time()
        READERS[media_type](source)
        return time.process_time() - start

    small = max(seconds(60_000), 0.02)
    assert seconds(480_000) < 20 * small
