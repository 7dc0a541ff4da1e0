"""The Markdown reader: what becomes a block, and where it stands in the source."""

from __future__ import annotations

import pytest

from tests.reading import find, markdown, outline, sources


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


def test_no_line_ends_after_a_word_that_needs_another() -> None:
    text = "Bent u het oneens, dan is er de\n[Gegevensbeschermingsautoriteit](https://gba.example)\nin Brussel."
    assert [kind for kind, _ in outline(markdown(text))] == ["paragraph"]


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


def test_markdown_front_matter_gives_only_a_title_and_a_date() -> None:
    result = markdown('---\nlayout: page\ntitle: "Ons beleid"\n---\n\nWij bewaren niets.\n')
    assert outline(result) == [("paragraph", "Wij bewaren niets.")]
    assert result.title == "Ons beleid" and sources(result) == ["Wij bewaren niets."]
    assert outline(markdown("+++\ndate = 2020-01-02\n+++\nTekst")) == [
        ("paragraph", "date = 2020-01-02"), ("paragraph", "Tekst")
    ]  # fmt: skip
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


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('+++\ntitle = "Ons beleid"\n+++\n\nWij bellen.', "Wij bellen."),
        ("{{< notice tip >}}\nWij bellen.\n{{< /notice >}}", "Wij bellen."),
        ("{% include kop.html %}\nWij {{ site.naam }} bellen{% if x %} u{% endif %}.", "Wij bellen u."),
        ("{# noot #}Wij bellen.", "Wij bellen."), ("# Kop {#kop .groot}\n\nTekst\n{: .klas}", "Kop|Tekst"),
        ("import X from './x'\nexport const a = {\n b: 1 }\n\nWij bellen.", "Wij bellen."),
        ('<Callout type="info" on={() => go()}>\nWij **bellen**.\n</Callout>\n\n<Kaart />', "Wij bellen."),
        ("{/* noot\nvan twee regels */}\nWij bellen.", "Wij bellen."),
        ("::: warning\nLet op.\n:::", "Let op."), ("> [!NOTE]\n> Let op.", "Let op."), ("[[_TOC_]]\n\nTekst", "Tekst"),
        ("Wij bellen.[^1]\n\n[^1]: Soms.", "Wij bellen.|Soms."), ("Export van gegevens gebeurt niet.", None),
        ("importeren: [x] {niet} a < B > c", "importeren: [x] {niet} a < B > c"),
    ],
)  # fmt: skip
def test_markdown_dialects(text: str, clean: str | None) -> None:
    for variant in (text, text.replace("\n", "\r\n")):
        assert "|".join(block.text for block in markdown(variant).blocks) == (clean or text)


def test_markdown_definition_lists() -> None:
    result = markdown("Naam\n: uw voornaam\n: uw achternaam\n\nAdres\n\n: straat")
    assert outline(result) == [
        ("paragraph", "Naam"), ("list_item", "uw voornaam"), ("list_item", "uw achternaam"), ("paragraph", "Adres"),
        ("list_item", "straat"),
    ]  # fmt: skip
    assert [result.blocks[b.lead_in].text for b in result.blocks if b.lead_in is not None] == ["Naam", "Naam", "Adres"]
    assert sources(result)[1] == "uw voornaam"
