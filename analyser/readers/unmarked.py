"""Lists and headings that stand on lines of their own, without any markup.

People paste them from pages and mails where a look told what they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise

from analyser.readers.lines import HEADING, SHORT, contact_line, heading_size, heading_words
from analyser.types import Block, Piece

_ITEM = 160  # characters; an item that shows itself by a small letter or a semicolon has at most so many
_NARROW = 40  # characters; nobody wraps prose so narrow
_ENDS = ".!?"
_PART = r"(?:[^.;:?!]|[.:?!](?! ?[A-ZÀ-Þ]|$)){2,160}"
_PARTS = re.compile(rf": (?P<items>{_PART}(?:; {_PART}){{2,}}(?:\.(?= |$)|$))")
_NO_SIGN = re.compile("(?P<none>)")


def item_lines(lines: Sequence[str], announced: bool) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines of a paragraph that are items of a list, each with a mark of no length.

    They stand below a line that ends in a colon, or fill a paragraph that such a line announces; two or more, each
    opening like the first. Those that open with a capital go on to the end of the paragraph: what follows a shorter
    run may be a heading.
    """
    width = max(map(len, lines), default=0)
    index = 0
    while index < len(lines):
        last = index
        while announced and last < len(lines) and _like(lines[last], lines[index]):
            last += 1
        run = lines[index:last]
        whole = last == len(lines) or (run and run[0][0].islower() and not contact_line(lines[last]))
        if len(run) > 1 and whole and _on_purpose(run, width):
            yield from ((place, match) for place in range(index, last) if (match := _NO_SIGN.match(lines[place])))
            index, announced = last, False
        else:
            announced = lines[index][-1] == ":"
            index += 1


def _like(line: str, first: str) -> bool:
    return line[0].islower() == first[0].islower() and line[-1] != ":" and not contact_line(line)


def _on_purpose(run: Sequence[str], width: int) -> bool:
    """Whether lines are no wrapped prose: too narrow for it, or most of them ended where the next word had room.

    Prose has few lines that open with a capital.
    """
    capital = not run[0][0].islower()
    if width <= _NARROW or (capital and all(len(line) <= SHORT for line in run)):
        return True
    room = sum(len(line) + len(after.split(" ", 1)[0]) < width for line, after in pairwise(run))
    return room >= (len(run) - 1) * (0.5 if capital else 0.67)


def with_lists(blocks: Sequence[Block], first: int) -> list[Block]:
    """The blocks, the short paragraphs below one that ends in a colon made items of a list; `first` is its number."""
    result = list(blocks)
    numbers = count(first)
    after = 0
    for lead, block in enumerate(blocks):
        if lead < after or not (_free(block) and block.text.endswith(":")):
            continue
        after = lead + 1
        while after < len(blocks) and _free(blocks[after]) and _is_item(blocks, after, lead + 1):
            after += 1
        places = range(lead + 1, after)
        address = after < len(blocks) and _free(blocks[after]) and contact_line(blocks[after].text)
        if len(places) > 1 and not address:
            number = next(numbers)
            for place in places:
                result[place] = replace(blocks[place], kind="list_item", level=1, list_id=number, lead_in=lead)
    return result


def with_parts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a paragraph that lists parts between semicolons behind a colon taken apart into its items."""
    result: list[Block] = []
    numbers = count(1 + max((block.list_id for block in blocks if block.list_id is not None), default=-1))
    places: list[int] = []  # where each block went
    for block in blocks:
        places.append(len(result))
        found = _PARTS.search(block.text) if _free(block) and block.text.count(";") > 1 else None
        if not found:
            result.append(block if block.lead_in is None else replace(block, lead_in=places[block.lead_in]))
            continue
        lead = len(result)
        result.append(_part(block, 0, found.start("items")))
        number = next(numbers)
        at = found.start("items")
        for part in re.finditer(r"[^;]+;?", found["items"]):
            item = _part(block, at + part.start(), at + part.end())
            result.append(replace(item, kind="list_item", level=1, list_id=number, lead_in=lead))
        if block.text[found.end() :].strip():
            result.append(_part(block, found.end(), len(block.text)))
    return result


def _part(block: Block, start: int, end: int) -> Block:
    """The block's text between two places, without the white space at its ends."""
    text = block.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    return replace(block, text=block.text[start:end], pieces=piece_range(block.pieces, start, end))


def piece_range(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of the clean text between two places, counted from the first."""
    kept = []
    for piece in pieces:
        first, last = max(start - piece.clean, 0), min(end - piece.clean, piece.clean_length)
        if first < last:
            equal = piece.clean_length == piece.source_length
            size = last - first
            source = piece.source + first * equal
            kept.append(Piece(piece.clean + first - start, source, size, size if equal else piece.source_length))
    return tuple(kept)


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with paragraphs that head others made headings: those in capitals, and in a text that has no
    headings, or a title alone, whatever short lines stand above others."""
    marked = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    found = _heading_places(blocks, whole=len(marked) < 2)
    if len(found) < 2:
        return list(blocks)
    titled = not marked and _may_head(blocks[0], Counter()) and (0 in found or 1 in found)
    title = (blocks[0].text,) if titled else ()
    result = []
    own: tuple[str, ...] = ()
    for index, block in enumerate(blocks):
        if titled and index == 0:
            block = replace(block, kind="heading", level=1)
        elif index in found:
            own = (block.text,)
            level = min(len(title) + len(block.headings) + 1, 6) if len(marked) > 1 else 2
            block = replace(block, kind="heading", level=level, list_id=None, lead_in=None)
        elif block.kind == "heading":
            own = ()
        result.append(replace(block, headings=(*title, *block.headings, *own)))
    return result


def _heading_places(blocks: Sequence[Block], whole: bool) -> set[int]:
    """Where paragraphs are headings; without `whole` only those in capitals."""
    lists = Counter(block.list_id for block in blocks)
    able = [
        index
        for index, block in enumerate(blocks[:-1])
        if _may_head(block, lists)
        and (whole or block.text.isupper())
        and not (index and blocks[index - 1].text[-1] == ":")
    ]
    found = {index for index in able if _is_text(blocks[index + 1])}
    if len(found) > 1:  # the text has such headings, so that what introduces a list is one too
        found |= {index for index in able if blocks[index + 1].lead_in == index}
    return found


def _is_text(block: Block) -> bool:
    return _free(block) and (len(block.text) > HEADING or block.text[-1] in ".!:")


def _free(block: Block) -> bool:
    return block.kind == "paragraph" and block.list_id is None


def _is_item(blocks: Sequence[Block], index: int, first: int) -> bool:
    """Whether a paragraph can be an item: it opens like the first one, and has the length or the end of one."""
    text, before = blocks[index].text, blocks[index - 1].text
    if not _like(text, blocks[first].text):
        return False
    part = text[0].islower() or text[-1] in ";," or before[-1] in ";,"
    return (len(text) <= SHORT and text[-1] not in _ENDS) or (len(text) <= _ITEM and part)


def _may_head(block: Block, lists: Counter[int | None]) -> bool:
    """Whether a paragraph, or the only item of a list ("3. Rechten"), has the words of a heading."""
    alone = _free(block) or (block.kind == "list_item" and lists[block.list_id] == 1)
    return alone and block.text[-1] != ":" and heading_size(block.text) and heading_words(block.text)
