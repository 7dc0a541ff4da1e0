"""Lists and headings that stand on lines of their own, without any markup.

People paste them from pages and mails where a look told what they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise

from analyser.brackets import Brackets
from analyser.contexts import about
from analyser.readers.lines import (
    HEADING,
    SHORT,
    Mark,
    contact_line,
    heading_size,
    heading_words,
    numbered_end,
    piece_range,
)
from analyser.types import Block

_ITEM = 160  # characters; an item that shows itself by a small letter or a semicolon has at most so many
_NARROW = 40  # characters; nobody wraps prose so narrow
_ENDS = ".!?"
_GOES_ON = (";", "; en", "; of")  # what an item ends with, and no line that was wrapped
_COLON = re.compile(": (?=\\S)")
_SIGN = re.compile(r"[;()\[\]]|[.!?](?= [A-ZÀ-Þ“\"'(]|$)")
_SHORTENED = re.compile(r"(?:\.\w+|\b\w)$")  # "o.a", "B.V", an initial: no sentence ends there
_LONGEST = 12  # characters of a shortened word
_LEAST = 3  # parts between semicolons that make a list
ITEM = Mark("line", 0)  # nothing but its place shows it


def item_lines(lines: Sequence[str], announced: bool) -> Iterator[tuple[int, Mark]]:
    """The lines of a paragraph that are items of a list, each with a mark of no length.

    They stand below a line that ends in a colon, or fill a paragraph that such a line announces; two or more, each
    opening like the first. Those that open with a capital go on to the end of the paragraph, or to a heading with its
    text.
    """
    width = max(map(len, lines), default=0)
    index = 0
    while index < len(lines):
        last = index
        while announced and last < len(lines) and _like(lines[last], lines[index]) and not _opens(lines, last):
            last += 1
        run = lines[index:last]
        whole = last == len(lines) or _opens(lines, last) or (run and run[0][0].islower() and not _postal(lines[last]))
        if len(run) > 1 and whole and _on_purpose(run, width):
            yield from ((place, ITEM) for place in range(index, last))
            index, announced = last, False
        else:
            announced = lines[index][-1] == ":"
            index += 1


def _like(line: str, first: str) -> bool:
    return line[0].islower() == first[0].islower() and line[-1] != ":" and not _postal(line)


def _postal(line: str) -> bool:
    return contact_line(line) or numbered_end(line)


def _opens(lines: Sequence[str], index: int) -> bool:
    """Whether a line names a topic of statements and a sentence follows: the heading of what comes next."""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    topic = len(lines[index]) <= SHORT and len(after) > SHORT and after[-1] in _ENDS
    return topic and heading_words(lines[index]) and bool(about("section", lines[index]))


def _on_purpose(run: Sequence[str], width: int) -> bool:
    """Whether lines are no wrapped prose: too narrow for it, or most of them ended where the next word had room.

    Prose has few lines that open with a capital, and few that end in a semicolon.
    """
    capital = not run[0][0].islower()
    if width <= _NARROW or (capital and all(len(line) <= SHORT for line in run)):
        return True
    if any(line.endswith(_GOES_ON) for line in run[:-1]):
        return True
    room = sum(len(line) + len(after.split(" ", 1)[0]) < width for line, after in pairwise(run))
    return room >= (len(run) - 1) * (0.5 if capital else 0.67)


def announced_items(texts: Sequence[str | None]) -> Iterator[range]:
    """Where two or more paragraphs are the items that one before them announces; None for what is no paragraph."""
    after = 0
    for lead, text in enumerate(texts):
        if lead < after or text is None or text[-1] != ":":
            continue
        after = lead + 1
        while after < len(texts) and _is_item(texts, after, lead + 1):
            after += 1
        following = texts[after] if after < len(texts) else None
        if following is not None and after > lead + 1:
            last = texts[after - 1] or ""
            after -= _opens([last, following], 0)
            if _postal(following):
                continue
        if after - lead > 2:
            yield range(lead + 1, after)


def _is_item(texts: Sequence[str | None], index: int, first: int) -> bool:
    """Whether a paragraph can be an item: it opens like the first one, and has the length or the end of one."""
    text, before, opening = texts[index], texts[index - 1], texts[first]
    if text is None or before is None or opening is None or not _like(text, opening):
        return False
    part = text[0].islower() or text[-1] in ";," or before[-1] in ";,"
    return (len(text) <= SHORT and text[-1] not in _ENDS) or (len(text) <= _ITEM and part)


def with_lists(blocks: Sequence[Block], first: int) -> list[Block]:
    """The blocks, the short paragraphs below one that ends in a colon made items of a list; `first` is its number."""
    result = list(blocks)
    texts = [block.text if _free(block) else None for block in blocks]
    for number, places in enumerate(announced_items(texts), first):
        for place in places:
            item = replace(blocks[place], kind="list_item", level=1, list_id=number, lead_in=places.start - 1)
            result[place] = item
    return result


def with_parts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, paragraphs that list three or more parts between semicolons behind a colon taken apart into items."""
    result: list[Block] = []
    numbers = count(1 + max((block.list_id for block in blocks if block.list_id is not None), default=-1))
    places: list[int] = []  # of each block, of its last running text: what it introduces follows from that
    for block in blocks:
        if block.lead_in is not None:
            block = replace(block, lead_in=places[block.lead_in])
        place, done = len(result), 0
        for parts in _lists(block.text) if _free(block) and block.text.count(";") >= _LEAST - 1 else ():
            result.append(_part(block, done, parts[0][0]))
            lead, number = len(result) - 1, next(numbers)
            for start, end in parts:
                item = _part(block, start, end)
                result.append(replace(item, kind="list_item", level=1, list_id=number, lead_in=lead))
            place, done = lead, parts[-1][1]
        if block.text[done:].strip():
            place = len(result)
            result.append(_part(block, done, len(block.text)) if done else block)
        places.append(place)
    return result


def _lists(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lists in a paragraph: for each the start and end of its parts.

    A part that is too long, and a sentence that ends in another sign than a full stop, are no list. The text is gone
    through once.
    """
    position = 0
    while colon := _COLON.search(text, position):
        parts, position, ended = _parts(text, colon.end())
        if ended and len(parts) >= _LEAST:
            yield parts


def _parts(text: str, start: int) -> tuple[list[tuple[int, int]], int, bool]:
    """The parts from a place on, where to go on behind them, and whether they end as a list does."""
    parts: list[tuple[int, int]] = []
    brackets = Brackets()
    for sign in _SIGN.finditer(text, start):
        if sign.start() - start > _ITEM:
            return parts, start, False
        outside = brackets.outside(sign[0])
        if sign[0] in "()[];":
            if outside:
                parts.append((start, sign.end()))
                start = sign.end()
        elif sign[0] != "." or not _SHORTENED.search(text, max(start, sign.start() - _LONGEST), sign.start()):
            return [*parts, (start, sign.end())], sign.end(), sign[0] == "."
    return [*parts, (start, len(text))], len(text), len(text) - start <= _ITEM


def _part(block: Block, start: int, end: int) -> Block:
    """The block's text between two places, without the white space at its ends."""
    text = block.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    return replace(block, text=block.text[start:end], pieces=piece_range(block.pieces, start, end))


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


def _may_head(block: Block, lists: Counter[int | None]) -> bool:
    """Whether a paragraph, or the only item of a list ("3. Rechten"), has the words of a heading."""
    alone = _free(block) or (block.kind == "list_item" and lists[block.list_id] == 1)
    return alone and block.text[-1] != ":" and heading_size(block.text) and heading_words(block.text)
