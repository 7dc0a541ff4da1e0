"""Lines that mean something of themselves: bullets typed by hand, address lines, bold labels.

Prose that was merely wrapped at a column is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.contexts import about
from analyser.readers.line_words import line_patterns
from analyser.readers.lines import HEADING, SHORT, Mark, contact_line
from analyser.readers.outline import Line, Outline, join
from analyser.readers.unmarked import item_lines

_COLUMN = 40  # characters that the header of a column has at most
BULLET = re.compile(
    r"(?P<sign>[•◦▪▫■□●○‣⁃∙·✓✔☑➢➤►▶❖→])\s*(?=\S)"
    r"|(?P<dash>[-–—*])\s+(?=\S)"
    r"|(?P<letter_o>o)\s(?=\S)"
    r"|(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})(?:\)|\.(?!\d)))\s+(?=\S)"
)


def bullets(lines: Sequence[Line], starts: Sequence[bool]) -> list[Mark | None]:
    """For each line the marker it begins with, if it is one; `starts` tells which lines follow a real break.

    A dash, "o" or number may begin a wrapped line by chance, so within running lines it needs support.
    """
    matches = [BULLET.match(line.text) for line in lines]
    found = [match and Mark(str(match.lastgroup), match.end()) for match in matches]
    result: list[Mark | None] = []
    seen = False
    for index, mark in enumerate(found):
        seen = seen and not starts[index]
        if mark and not (mark.kind == "sign" or starts[index] or seen):
            following = index + 1 < len(found) and not starts[index + 1]
            after = found[index + 1] if following else None
            if not (
                lines[index - 1].text[-1] in ":;."
                or (after and after.kind == mark.kind and mark.kind != "number")
            ):
                mark = None
        seen = seen or mark is not None
        result.append(mark)
    return result


_MOST = 0.65  # of the width of its lines: a line so long that does not end a sentence goes on


def separate(before: str, after: str, width: int) -> bool:
    """Whether a line break stands between two lines on purpose, in lines of at most this width."""
    if not (after[0].isupper() or after[0].isdigit() or after[0] in "+“\"'") or before[-1] in ",-–(":
        return len(before) < SHORT and contact_line(after.split(" ")[0])
    if line_patterns().goes_on.search(before):
        return False
    if width >= SHORT and before[-1] not in ".!?:;" and len(before) > _MOST * width and not contact_line(after):
        return False  # "… tot de Autoriteit / Persoonsgegevens": wrapped by hand, before the line was full
    return len(before) < SHORT and not (width >= SHORT and len(before) + 1 + len(after.split(" ", 1)[0]) > width)


def arrange(lines: Sequence[Line], outline: Outline) -> None:
    """Adds the lines of one paragraph to the outline as headings, items and paragraphs."""
    starts = [index == 0 or line.hard for index, line in enumerate(lines)]
    marks = bullets(lines, starts)
    if not any(marks):
        for index, unseen in item_lines([line.text for line in lines], outline.announces):
            starts[index], marks[index] = True, unseen
    width = max((len(line.text) for line in lines), default=0)
    listing = False
    index = 0
    while index < len(lines):
        first, mark = index, marks[index]
        index += 1
        numbered = mark is not None and mark.kind == "number"  # "**3. Bewaartermijn**" heads what follows
        if (not mark or numbered) and lines[first].strong and is_label(lines[first].text) and not outline.in_list and (
            first == 0 or starts[first]
        ) and (index == len(lines) or not lines[index].strong):  # fmt: skip
            outline.heading(lines[first], 0, implied=True)
            continue
        while index < len(lines) and not (
            starts[index] or marks[index] or separate(lines[index - 1].text, lines[index].text, width)
        ):
            index += 1
        line = join(lines[first:index])
        if mark and not listing:
            outline.open_list()
        elif listing and not mark:
            outline.close_list()
        listing = mark is not None
        if mark:
            outline.open_item()
            line = line.cut(mark.size)
        outline.text(line)
    if listing:
        outline.close_list()


def is_label(text: str) -> bool:
    """Whether a bold line on its own is a heading: short, no sentence, no contact detail."""
    return len(text) <= HEADING and text[-1] not in ".,;:" and not contact_line(text)


def has_header(rows: Sequence[Sequence[tuple[int, list[Line]]]]) -> bool:
    """Whether the first row of a table names its columns, where the document does not say so.

    It does when all its cells are short labels, and there are more than two of them, or they alone are bold, or they
    alone are a single word each, or they alone name topics ("Bedrijf", "Wat doet het?"): a table of two columns often
    gives names and values.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [line for _, lines in rows[0] for line in lines]
    width = max(len(row) for row in rows)
    if len(rows[0]) < width or any(len(lines) != 1 for _, lines in rows[0]):
        return False
    if any(len(line.text) > _COLUMN or line.text[-1] in ".;,:" or contact_line(line.text) for line in first):
        return False
    others = [line for row in rows[1:] for column, lines in row if column for line in lines]
    bold = all(line.strong for line in first) and not all(line.strong for line in others)
    single = [all(line.text.isalpha() for _, lines in row for line in lines) for row in rows]
    return width > 2 or bold or (len(rows) > 2 and single[0] and not any(single[1:])) or _names_topics(rows)


def _names_topics(rows: Sequence[Sequence[tuple[int, list[Line]]]]) -> bool:
    """Whether the cells of the first row say what their columns are about, and hardly another row begins like that."""
    topical = [[bool(about("lead", line.text)) for _, lines in row for line in lines] for row in rows]
    return all(topical[0]) and 4 * sum(row[0] for row in topical[1:] if row) < len(rows)


