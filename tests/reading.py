"""What the tests of the readers share: a text read, with every offset checked."""

from __future__ import annotations

from analyser.readers import READERS, source_from_text
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
