"""Word, OpenDocument and RTF: what becomes text, and what is left out."""

from __future__ import annotations

import io
import zipfile

import pytest

from analyser.errors import InputError
from analyser.readers import MAX_DOCUMENT_BYTES, read
from analyser.readers.loading import source_from_bytes
from analyser.types import Document
from tests.reading import check_offsets, find, outline

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = """<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Onze kop"/><w:basedOn w:val="Kop1"/></w:style>
<w:style w:type="paragraph" w:styleId="Niveau"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style></w:styles>"""
NUMBERS = """<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="•"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
NOTES = '<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>De noot.</w:t></w:r></w:p></w:footnote></w:footnotes>'


def zipped(parts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str) -> Document:
    parts = {
        "document": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "styles": STYLES.replace("{W}", W),
        "numbering": NUMBERS.replace("{W}", W),
        "footnotes": NOTES.replace("{W}", W),
    }
    return opened(zipped({f"word/{name}.xml": part for name, part in parts.items()}), "a.docx")


def opened(data: bytes, name: str) -> Document:
    result = read(source_from_bytes(name, data))
    check_offsets(result)
    assert result.source.text.split("\n") == [block.text for block in result.blocks]
    return result


def p(*runs: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inner}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_word_headings_by_style_by_its_base_and_by_outline_level() -> None:
    result = word(
        p("Beleid", style="Titel")
        + p("Een", style="Kop1")
        + p("Twee", style="Eigen")
        + p("Drie", style="Niveau")
        + p("Tekst.")
        + p("Vier", more='<w:outlineLvl w:val="2"/>')
        + p("Meer.")
    )
    assert [(b.level, b.text) for b in result.blocks if b.kind == "heading"] == [
        (1, "Beleid"),
        (2, "Een"),
        (2, "Twee"),
        (3, "Drie"),
        (4, "Vier"),
    ]
    assert find(result, "Meer.").headings == ("Beleid", "Twee", "Drie", "Vier") and result.title == "Beleid"


def test_word_lists_have_levels_and_lead_ins() -> None:
    result = word(
        p("Wij vragen:")
        + item("naam")
        + item("voor", 1)
        + item("achter", 1)
        + p("Ook oude.", more='<w:ind w:left="720"/>')
        + item("adres")
        + p("Klaar.")
    )
    assert [(b.kind, b.text, b.level, b.lead_in) for b in result.blocks] == [
        ("paragraph", "Wij vragen:", 0, None),
        ("list_item", "naam", 1, 0),
        ("list_item", "voor", 2, 1),
        ("list_item", "achter", 2, 1),
        ("paragraph", "Ook oude.", 0, 3),
        ("list_item", "adres", 1, 0),
        ("paragraph", "Klaar.", 0, None),
    ]


def test_word_signs_below_each_other_are_one_list() -> None:
    """Whatever numbering the file gives to each: programs give every item its own."""
    result = word(p("Wij delen met:") + item("de drukker", number=3) + item("de bank", number=4) + p("Klaar."))
    assert [block.list_id for block in result.blocks if block.kind == "list_item"] == [0, 0]


def test_word_a_table_of_two_columns_is_headed_by_its_topics() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    def headers(*rows: tuple[str, str]) -> set[str]:
        result = word(f"<w:tbl>{''.join(row(*cells) for cells in rows)}</w:tbl>")
        return {block.cell.header for block in result.blocks if block.cell}

    companies = ("Bedrijf", "Wat doet het bedrijf?"), ("Pakketpost Duin", "bezorging"), ("Betaalhuis Rad", "betalingen")
    assert headers(*companies) == {"Bedrijf", "Wat doet het bedrijf?"}
    assert headers(("Doel", "Ledenadministratie"), ("Grondslag", "Overeenkomst")) == {""}


def test_a_numbered_bold_line_before_text_is_a_heading() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Doelen</w:t></w:r>"
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    result = word(p("Beleid", style="Kop1") + p(bold, more=numbered) + p("Wij bellen u."))
    assert find(result, "Wij bellen u.").headings == ("Beleid", "Doelen")


def test_word_tracked_changes_are_accepted() -> None:
    result = word(
        p(
            "Wij bewaren ",
            "<w:del><w:r><w:delText>zeven</w:delText></w:r></w:del>",
            "<w:ins><w:r><w:t>twee</w:t></w:r></w:ins>",
            " jaar.",
            "<w:moveFrom><w:r><w:t>Weg.</w:t></w:r></w:moveFrom>",
        )
        + p("Deze alinea ", more="<w:rPr><w:del/></w:rPr>")
        + p("hoort erbij.")
        + p("<w:moveTo><w:r><w:t>Verplaatst.</w:t></w:r></w:moveTo>")
    )
    assert [b.text for b in result.blocks] == ["Wij bewaren twee jaar.", "Deze alinea hoort erbij.", "Verplaatst."]


def test_word_what_stands_within_a_line() -> None:
    result = word(
        p(
            "Uw e",
            "<w:r><w:noBreakHyphen/></w:r>",
            "mail",
            "<w:r><w:softHyphen/></w:r>",
            "adres",
            "<w:r><w:footnoteReference w:id='2'/></w:r>",
            " staat ",
            "<w:hyperlink><w:r><w:t>hier</w:t></w:r></w:hyperlink>",
            "<w:sdt><w:sdtContent><w:r><w:t>, echt</w:t></w:r></w:sdtContent></w:sdt>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>",
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            ".",
        )
        + p("Kade 3", "<w:r><w:br/></w:r>", "1234 AB Zwolle")
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
          "</w:docPartObj></w:sdtPr><w:sdtContent>"
        + p("Inhoud")
        + "</w:sdtContent></w:sdt>"
        + p("Een 1", style="Inhopg1")
        + p(
            "<w:r><w:pict><v:textbox xmlns:v='urn:v'><w:txbxContent>"
            + p("In een kader.")
            + "</w:txbxContent></v:textbox>"
            "</w:pict></w:r>"
        )
    )
    assert [b.text for b in result.blocks] == [
        "Uw e-mailadres staat hier, echt.",
        "De noot.",
        "Kade 3",
        "1234 AB Zwolle",
        "In een kader.",
    ]


def test_word_tables() -> None:
    def row(*cells: str, head: bool = False) -> str:
        inner = "".join(cell if cell.startswith("<") else f"<w:tc>{p(cell)}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{'<w:tblHeader/>' if head else ''}</w:trPr>{inner}</w:tr>"

    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("") + "</w:tc>"
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("post") + "</w:tc>"
    result = word(
        p("Per doel:")
        + "<w:tbl>"
        + row("Doel", "Wat", "Termijn", head=True)
        + row(wide, "jaar")
        + row(merged, "naam", "maand")
        + "</w:tbl>"
        + "<w:tbl>"
        + row("Los.")
        + "</w:tbl>"
    )
    cells = [(b.text, b.cell.row, b.cell.column, b.cell.header, b.lead_in) for b in result.blocks if b.cell]
    assert cells[3:] == [
        ("post", 1, 0, "Doel", 0),
        ("jaar", 1, 2, "Termijn", 0),
        ("naam", 2, 1, "Wat", 0),
        ("maand", 2, 2, "Termijn", 0),
    ]
    assert outline(result)[-1] == ("paragraph", "Los.")


ODT = """<office:document-content xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b" xmlns:draw="urn:d"
xmlns:style="urn:s" xmlns:fo="urn:f"><office:automatic-styles><style:style style:name="V" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L">
<text:list-level-style-number/>
</text:list-style></office:automatic-styles><office:body><office:text>{body}</office:text></office:body>
</office:document-content>"""


def odt(body: str) -> Document:
    mimetype = "application/vnd.oasis.opendocument.text"
    return opened(zipped({"mimetype": mimetype, "content.xml": ODT.replace("{body}", body)}), "a.odt")


def test_opendocument() -> None:
    result = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Geschrapt.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content>"
        "<text:p>Inhoud</text:p></text:table-of-content>"
        "<text:h text:outline-level='1'>Beleid</text:h><text:p>Wij<text:s text:c='2'/>vra<text:change/>gen:<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>De noot."
        "</text:p></text:note-body></text:note>"
        "</text:p><text:list text:style-name='L'><text:list-item><text:p>naam</text:p>"
        "<text:p>voluit</text:p><text:list>"
        "<text:list-item><text:p>voor</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:p><text:span text:style-name='V'>Werving</text:span></text:p>"
        "<text:p>Kade 3<text:line-break/>1234 AB Zwolle<draw:frame><draw:text-box>"
        "<text:p>Kader.</text:p></draw:text-box>"
        "</draw:frame></text:p><table:table><table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>Doel</text:p>"
        "</table:table-cell><table:table-cell><text:p>Termijn</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>post</text:p></table:table-cell>"
        "<table:table-cell><text:p>jaar</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert [(b.kind, b.text) for b in result.blocks] == [
        ("heading", "Beleid"),
        ("paragraph", "Wij vragen:"),
        ("paragraph", "De noot."),
        ("list_item", "naam"),
        ("paragraph", "voluit"),
        ("list_item", "voor"),
        ("heading", "Werving"),
        ("paragraph", "Kade 3"),
        ("paragraph", "1234 AB Zwolle"),
        ("paragraph", "Kader."),
        ("table_cell", "Doel"),
        ("table_cell", "Termijn"),
        ("table_cell", "post"),
        ("table_cell", "jaar"),
    ]
    assert [b.cell.header for b in result.blocks if b.cell] == ["Doel", "Termijn", "Doel", "Termijn"]


def test_rich_text() -> None:
    result = opened(
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset238 Arial CE;}}{\stylesheet{\s1 heading 1;}}"
        rb"{\info{\title geen tekst}}{\header\pard Kopregel\par}\pard\s1 Beleid\par\pard Wij \b vragen\b0  caf\'e9 "
        rb"\u8364? {\f1 \'e8} {\*\onbekend weg}{\field{\*\fldinst HYPERLINK}{\fldrslt link}}\deleted weg\deleted0 :\par"
        rb"{\listtext\'95\tab}\pard\ls1\ilvl0\li360 naam\par"
        rb"{\listtext\'95\tab}\pard\ls1\ilvl1 voornaam\par\pard Kade 3\line "
        rb"1234 AB Zwolle{\footnote De noot.}\par"
        rb"\trowd\trhdr\pard\intbl Doel\cell Termijn\cell\row\trowd\pard\intbl post\cell jaar\cell\row\pard Slot.\par}",
        "a.rtf",
    )
    assert [(b.kind, b.text) for b in result.blocks] == [
        ("heading", "Beleid"),
        ("paragraph", "Wij vragen café € č link:"),
        ("list_item", "naam"),
        ("list_item", "voornaam"),
        ("paragraph", "Kade 3"),
        ("paragraph", "1234 AB Zwolle"),
        ("paragraph", "De noot."),
        ("table_cell", "Doel"),
        ("table_cell", "Termijn"),
        ("table_cell", "post"),
        ("table_cell", "jaar"),
        ("paragraph", "Slot."),
    ]
    assert [b.cell.header for b in result.blocks if b.cell] == ["Doel", "Termijn"] * 2


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
DEEP = "<w:sdtContent>" * 300 + "</w:sdtContent>" * 300


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", zipped({"word/document.xml": f"{BOMB}<w:document {W}>&b;</w:document>"}), "damaged"),
        ("a.docx", zipped({"word/document.xml": f"<w:document {W}>"}), "damaged"),
        ("a.docx", zipped({"word/document.xml": f"<w:document {W}><w:body>{DEEP}</w:body></w:document>"}), "nested"),
        ("a.docx", zipped({"word/document.xml": " " * 30_000_000}), "unpacks to more"),
        ("a.docx", zipped({"word/document.xml": "<x>" + "a" * 5_000_000 + "</x>"}), "unpacks to more"),
        ("a.docx", zipped({"word/other.xml": "<x/>"}), "no Word document"),
        ("a.docx", zipped({"xl/workbook.xml": "<x/>", "_rels/.rels": "<x/>"}), "a workbook"),
        ("a.docx", zipped({"a.txt": "x"}), "zipped file"),
        ("a.docx", b"PK\x03\x04 no zip", "damaged"),
        ("a.docx", b"Wij verwerken.", "no DOCX file"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "old Word file"),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "no OpenDocument text"),
        ("a.rtf", b"{\\rtf1 " + b"{" * 1000, "nested"),
        ("a.pdf", b"%PDF-1.7", "damaged"),
        ("a.docx", b"PK\x03\x04" + bytes(MAX_DOCUMENT_BYTES), "larger than 64 MiB"),
    ],
)
def test_what_cannot_be_read(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(source_from_bytes(name, data))
    assert str(caught.value).startswith(f"{name}: ") and "\n" not in str(caught.value)


def test_a_document_without_text_has_nothing_to_analyse() -> None:
    with pytest.raises(InputError, match="nothing to analyse"):
        word(p(""))


def test_the_content_tells_the_medium_and_not_the_name() -> None:
    data = zipped({"word/document.xml": f"<w:document {W}><w:body>{p('Wij bellen u.')}</w:body></w:document>"})
    assert opened(data, "a.txt").source.media_type.endswith("wordprocessingml.document")
