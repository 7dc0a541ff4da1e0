"""Small whole files of each kind, from which damaged ones are made."""

# ruff: noqa: E501  # the bytes of documents

from __future__ import annotations

import json

_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD = (
    b"<w:document " + _W + b'><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Privacyverklaring</w:t>'
    b"</w:r></w:p><w:p><w:r><w:t xml:space='preserve'>Wij bewaren uw naam </w:t></w:r><w:ins><w:r><w:t>twee</w:t></w:r>"
    b"</w:ins><w:del><w:r><w:delText>drie</w:delText></w:r></w:del><w:r><w:t> jaar.</w:t><w:br/><w:tab/></w:r></w:p><w:p>"
    b"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>uw e-mailadres</w:t></w:r></w:p>"
    b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr><w:p><w:r><w:t>Doel</w:t></w:r></w:p></w:tc>"
    b"<w:tc><w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t>Termijn</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    b"<w:p><w:r><w:footnoteReference w:id='2'/></w:r><w:hyperlink><w:r><w:t>site</w:t></w:r></w:hyperlink></w:p>"
    b"</w:body></w:document>"
)
_STYLES = b"<w:styles " + _W + b"><w:style w:styleId='Heading1'><w:name w:val='heading 1'/></w:style></w:styles>"
_NUMBERS = (b"<w:numbering " + _W + b"><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/>"
            b"</w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>")  # fmt: skip
_NOTES = (
    b"<w:footnotes "
    + _W
    + b"><w:footnote w:id='2'><w:p><w:r><w:t>Een noot.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
_ODF = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:'
    b'tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body>'
    b"<office:text><text:h text:outline-level='1'>Privacyverklaring</text:h><text:p>Wij bewaren uw naam<text:s text:c='2'/>"
    b"<text:line-break/>twee jaar.<text:note><text:note-body><text:p>Noot</text:p></text:note-body></text:note></text:p>"
    b"<text:list><text:list-item><text:p>e-mailadres</text:p></text:list-item></text:list><table:table><table:table-row>"
    b"<table:table-cell table:number-columns-repeated='2'><text:p>Doel</text:p></table:table-cell><table:table-cell>"
    b"<text:p>Termijn</text:p></table:table-cell></table:table-row></table:table></office:text></office:body>"
    b"</office:document-content>"
)
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _ODF}
DOCX = {"word/document.xml": _WORD, "word/styles.xml": _STYLES, "word/numbering.xml": _NUMBERS,
         "word/footnotes.xml": _NOTES, "_rels/.rels": b"<a/>"}  # fmt: skip
RTF = [
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}\pard\s1 "
    rb"Privacyverklaring\par\pard Wij bewaren uw naam \u8211\'96 twee jaar.{\footnote Noot.}\par{\pntext\bullet\tab}uw "
    rb"e-mail\par\trowd\trhdr\intbl Doel\cell Termijn\cell\row{\*\shpinst{\shptxt kader\par}}}",
    rb"{\rtf1\mac\uc2 \u-3913 ??{\v verborgen}{\deleted weg}\line\b vet\b0\page einde\bin3 abc}",
]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type"
    b"/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>endobj\n4 0 obj<</Type/Font"
    b"/Subtype/Type1/BaseFont/Helvetica>>endobj\n5 0 obj<</Length 130>>stream\nBT /F1 18 Tf 20 250 Td (Privacyverklaring) Tj "
    b"/F1 11 Tf 0 -30 Td (Wij bewaren uw naam en e-mailadres) Tj 0 -14 Td (twee jaar.) Tj ET 0 0 5 5 re f\nendstream endobj\n"
    b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"
)


LISTED = [
    b"name;path;sector\nGemeente;a.html;gemeente\n",
    b'naam,url\n"A, B",https://a.nl/p\n',
    b"path\tsize\nx.md\tgroot\n",
]
LISTED_YAML = [
    b"organisations:\n- {name: A, path: a.html, size: groot}\n- name: B\n  url: https://b.nl\n",
    b"- path: x\n",
]
CONFIGS = [
    b'jurisdiction = "nl"\nselect = ["info"]\nignore = ["sector"]\nas-of = "2026-01-31"\nmax-age = "P24M"\n[severity]\n'
    b'"clarity" = "advice"\n',
    b'exclude = ["a/"]\nfail-on = "warning"\nbaseline = "b.json"\n[per-file-ignores]\n"*.md" = ["cookies"]\n',
    b"as-of = 2026-01-31\n[compare.weights]\nmet = 1.0\n",
]
KNOWN = [
    b'[\n' + json.dumps({"file": "a.md", "rule": "clarity/hedge", "heading": "", "quote": "q", "status": "violated",
                         "fingerprint": "0" * 16}).encode() + b',\n{"avgtoets-baseline": 1}\n]\n'
]  # fmt: skip
IGNORES = [
    b"\0# A\n\n<!-- avgtoets: ignore[clarity/hedge] reden -->\nWij bewaren uw naam.\n", b"\1avgtoets: ignore-file[info] reden\nTekst",
    b"\2<p>a</p><!-- avgtoets: ignore[clarity, info/nothing] --><p>Wij bewaren</p>",
]  # fmt: skip


