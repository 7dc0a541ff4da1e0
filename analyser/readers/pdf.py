"""PDF → text and layout, with its pages. PDFium gives the glyphs and where they stand; `pdf_page` and `pdf_text`
find lines, tables and paragraphs in them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, c_void_p, cast, create_string_buffer
from typing import Any

from analyser import deadline
from analyser.errors import InputError
from analyser.readers.pdf_page import Page, Span, Stretch
from analyser.readers.pdf_text import assemble
from analyser.types import Layout

_MOST_PAGES = 400
_MOST_GLYPHS = 20_000  # a page; a full one holds 6,000
_MOST_SHAPES = 400  # a page, of bullets and of upright lines: a drawing has more, a text has not
_MOST_LETTERS = 2_000_000
_SPACE = 0.18  # times the size: a gap that parts words
_SEAM = 0.33  # times the size: a gap that may part cells, where it lies between two objects of the file
_APART = 1.2  # times the size: a gap that parts cells or columns
_JUSTIFIED = 4.0  # times the size: what a space within one object may be stretched to
_UNREAD = 0.3  # share of characters without a meaning from which a text cannot be told
_SCAN = "holds pictures of pages and no text (a scan); put it through OCR first, as with: ocrmypdf scan.pdf text.pdf"
_CIPHER = "holds letters without a meaning (its fonts do not name them); put it through OCR, or save it as PDF again."
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf06c\uf06e\uf0a8\uf09f"), "•")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def take_apart(data: bytes) -> tuple[str, Layout]:
    """The text of a PDF and its layout; raises InputError for one that cannot be read."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("is protected by a password; save it without one.") from error
        raise InputError("is damaged; open it in a PDF reader and save or print it again.") from error
    try:
        if not (count := len(document)):
            raise InputError("is damaged: there is no page in it; save or print it again.")
        if count > _MOST_PAGES:
            raise InputError(f"has {count} pages; give the pages of the statement alone.")
        pages = []
        letters = 0
        for number in range(count):
            deadline.look()
            try:
                pages.append(_page(document[number], pdfium.raw))
            except pdfium.PdfiumError:
                pages.append(Page(0, 0))  # a damaged page among others
            letters += sum(len(span.text) for span in pages[-1].spans)
            if letters > _MOST_LETTERS:
                raise InputError("holds more text than a statement does; give the statement alone.")
    finally:
        document.close()
    characters = Counter(char for page in pages for span in page.spans for char in span.text)
    if not sum(count for char, count in characters.items() if char.isalnum() or not char.isprintable()):
        raise InputError(_SCAN)
    unread = sum(count for char, count in characters.items() if char == "\ufffd" or "\ue000" <= char <= "\uf8ff")
    if unread > _UNREAD * characters.total():
        raise InputError(_CIPHER)
    return assemble(pages)


def _page(page: Any, raw: Any) -> Page:
    width, height = page.get_size()
    made = Page(width, height)
    text = page.get_textpage()
    count = min(text.count_chars(), _MOST_GLYPHS)
    turned = _turn(text, raw, count)
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        bounds = path.get_bounds()
        if bounds and len(made.marks) < _MOST_SHAPES and len(made.rules) < _MOST_SHAPES:
            left, bottom, right, top = bounds
            box = Stretch(left, right, height - top, height - bottom)
            wide, high = right - left, top - bottom
            if 1.2 < wide < 9 and 0.7 < wide / max(high, 0.1) < 1.5:
                made.marks.append(box)
            elif wide < 2.5 and high > 6:
                made.rules.append(box)
    made.spans = list(_spans(text, raw, count, turned, height, made))
    return made


def _turn(text: Any, raw: Any, count: int) -> int:
    """The angle, in quarters, of most of the text: letters at another angle are stamps and watermarks."""
    step = max(count // 200, 1)
    angles = Counter(
        round(raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
        for index in range(0, count, step)
        if not raw.FPDFText_IsGenerated(text, index)
    )
    return angles.most_common(1)[0][0] if angles else 0


class _Look:
    """The size and weight of one text object of a page."""

    __slots__ = ("bold", "size", "upright")

    def __init__(self, text: Any, raw: Any, index: int, turned: int) -> None:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, byref(matrix))
        self.size = raw.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1)
        angle = raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)
        self.upright = angle >= -1 and abs((angle - turned + 2) % 4 - 2) < 0.1
        buffer, flags = create_string_buffer(128), c_int()
        raw.FPDFText_GetFontInfo(text, index, buffer, 128, byref(flags))
        name = buffer.value.decode("latin-1").lower()
        self.bold = any(word in name for word in ("bold", "black", "heavy", "demi")) or (
            raw.FPDFText_GetFontWeight(text, index) >= 600
        )


def _spans(text: Any, raw: Any, count: int, turned: int, height: float, page: Page) -> Iterator[Span]:
    """The stretches of text that stand on one line without a wide gap, in the order of the file."""
    looks: dict[int | None, _Look] = {}
    rectangle, x, y = raw.FS_RECTF(), c_double(), c_double()
    span: Span | None = None
    spaced, last, origin = False, None, (0.0, 0.0)
    for index in range(count):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in " \t\r\n\u00a0\0":
            spaced = spaced or char != "\0"
            if span is not None and char == " " and not raw.FPDFText_IsGenerated(text, index):
                span.spaced = True
            continue
        key = cast(raw.FPDFText_GetTextObject(text, index), c_void_p).value
        if raw.FPDFText_IsGenerated(text, index) or not key:
            continue
        look = looks.get(key)
        if look is None:
            look = looks[key] = _Look(text, raw, index, turned)
        if not look.upright or not raw.FPDFText_GetLooseCharBox(text, index, byref(rectangle)):
            continue
        raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        left, right, base = rectangle.left, rectangle.right, height - y.value
        if turned:
            left, right, base = _turned(turned, rectangle, x.value, y.value, height)
        if not all(map(math.isfinite, (left, right, base))) or look.size <= 0:
            continue
        char = "-" if char in "\x02\ufffe\u2011" else char
        if span is not None and key == last and (x.value, y.value) == origin:  # a ligature stands for two letters
            span.add(char, look.bold)
            continue
        origin = (x.value, y.value)
        apart = _JUSTIFIED if key == last and spaced else _APART
        if span is not None and span.takes(left, base, look.size, apart) and not page.parted(span.x1, left, base):
            if _is_mark(span, base, look.size, char):
                continue
            if spaced or left - span.x1 > _SPACE * span.size:
                span.add(" ", span.bold)
                if key != last and left - span.x1 > _SEAM * span.size:
                    span.seams.append((len(span.text), left, span.x1))
            span.add(char.translate(_BULLETS).translate(_LIGATURES), look.bold)
            span.x1 = max(span.x1, right)
        else:
            if span is not None:
                yield span
            span = Span(char.translate(_BULLETS).translate(_LIGATURES), left, right, base, look.size, look.bold)
        spaced, last = False, key
    if span is not None:
        yield span


def _turned(turned: int, box: Any, x: float, y: float, height: float) -> tuple[float, float, float]:
    """Left, right and base of a letter on a page whose text runs up, down or upside down."""
    if turned == 1:
        return box.bottom, box.top, x
    if turned == 3:
        return -box.top, -box.bottom, -x
    return -box.right, -box.left, y


def _is_mark(span: Span, base: float, size: float, char: str) -> bool:
    """Whether a letter is the raised number of a footnote."""
    return size < 0.8 * span.size and base < span.base - 0.15 * span.size and (char.isdigit() or char in "*[]†")
