"""Bytes become a source: the medium, the encoding, and what cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from analyser.errors import InputError
from analyser.paths import SUFFIXES
from analyser.readers import MAX_BYTES, READERS, documents, load, read, source_from_text
from analyser.types import MediaType
from tests.reading import MEDIA


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.md", b"", "empty"), ("a.md", b" \n\xc2\xa0", "empty"), ("a.txt", b"x\x00y", "binary"),
        ("a.txt", b"x\x01y", "binary"), ("a.pdf", b"%PDF-1.7", "damaged"), ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.md", b"\xc3\xa9n caf\xc3\xa9 caf\xe9", "UTF-8 at byte 14"),
        ("a.md", b"x" * (MAX_BYTES + 1), "larger than 4 MiB"),
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
        ("a.txt", "Eén café: €".encode("cp1252"), "text/plain", "Eén café: €"),
        ("a.txt", ("Wij bewaren niets. " * 5).encode("utf-16-le"), "text/plain", "Wij bewaren niets. " * 5),
        ("a.md", ("Wij bewaren niets. " * 5).encode("utf-16-be"), "text/markdown", "Wij bewaren niets. " * 5),
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


def test_the_command_line_looks_for_what_the_readers_read() -> None:
    assert set(SUFFIXES) == {name for name in READERS if name.startswith(".")}
    assert {suffix[1:] for suffix in SUFFIXES} >= set(documents.READERS.values())
