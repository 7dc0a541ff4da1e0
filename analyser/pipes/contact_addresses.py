"""Postal addresses of the organisation, on one line or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from analyser.contact_values import addresses, place_lines, street_lines
from analyser.phrases import normalise
from analyser.pipes.contact_owner import FILE, Contact, of_authority
from analyser.pipes.contact_words import contact_patterns
from analyser.pipes.controller_frames import controller_patterns
from analyser.readers.lines import SHORT
from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.wordlists import says

_WORD = re.compile(r"[\w.&'’-]*\w\.?")
_PARTICLE = 3  # letters that "van", "der" and the like have at most
_PLACE_BEHIND = re.compile(  # up to what ends a line or a clause
    r"(?:,| in| te) [A-ZÀ-Þ][\w'’-]+(?: (?:(?:aan|op|bij|de|den|der|het) ){0,2}[A-ZÀ-Þ][\w'’-]+){0,2}"
    r"(?= ?(?:[.;(\n]|$))"
)
_LABEL = re.compile(r"^[\w+ ./-]{2,30}\s*[:|]\s*")


def lines(source: Document, index: int) -> str:
    """A block's text, of the same length, with a line feed where the source ends a line that is no wrapped prose."""
    text, base = source.blocks[index].text, source.starts[index]
    end_of_line = "<br" if source.source.media_type == "text/html" else "\n"  # a page is wrapped anywhere
    if end_of_line not in source.source.text or source.blocks[index].kind == "heading":
        return text
    first, last = source.source_span(base, base + len(text))
    if "\n" not in source.source.text[first:last]:
        return text
    chars, line = list(text), 0
    for found in re.finditer(" ", text):
        start, end = source.source_span(base + found.start() - 1, base + found.end() + 1)
        if end_of_line in source.source.text[start:end]:
            if end_of_line == "<br" or found.start() - line < SHORT:
                chars[found.start()] = "\n"
            line = found.end()
    return "".join(chars)


def _joined(written: str) -> str:
    return re.sub(r",?\s*\n\s*", ", ", contact_patterns().goes_on.sub(" ", written))


def _behind_name(value: Value, controller: str) -> Value:
    """An address without a label or the organisation's name, which stood on lines of their own before they were joined.

    The name may be given in short there, by two or more of the words with which it begins.
    """
    forms, labels = controller_patterns().form_words, contact_patterns().known.address_label
    name = [word for word in _WORD.findall(controller) if word not in forms]
    found = list(_WORD.finditer(normalise(value.value)))
    first = 1 if len(found) > 2 and found[0][0] in labels else 0
    begin = next((at for at, word in enumerate(found) if at >= first and word[0] not in forms), first)
    same = takewhile(lambda pair: pair[0] == pair[1][0], zip(name, found[begin:], strict=False))
    words = [word for word, _ in same]
    while words and len(words[-1]) <= _PARTICLE:
        words.pop()
    end = begin + len(words)
    while words and end < len(found) and found[end][0] in forms:
        end += 1
    if len(words) < min(len(name), 2) or not words or end == len(found) or found[end][0][0].isdigit():
        end = first
    start = found[end].start() if end else 0
    return Value(value.start + start, value.end, value.value[start:])


def own_addresses(source: Document, found: Sequence[Sentence], controller: str) -> Iterator[Contact]:
    first = {sentence.block: sentence for sentence in reversed(found)}
    loose: list[Contact] = []
    whole = False
    for index, block in enumerate(source.blocks):
        if index not in first or not re.search(r"\d", block.text):
            continue
        sentence = first[index]
        text, base = lines(source, index), source.starts[index]

        def own(value: Value, sentence: Sentence = sentence, text: str = block.text, base: int = base) -> bool:
            inside = (s for s in found[sentence.index :] if s.block == sentence.block)
            holder = max((s for s in inside if s.start <= base + value.start), key=lambda s: s.start, default=sentence)
            inner = Value(value.start + base - holder.start, value.end + base - holder.start, value.value)
            folded = normalise(text)
            foreign = any(place in folded for place in contact_patterns().known.foreign_places)
            other = says(FILE, "other_party", holder.text[: max(inner.start, 0)])
            return not foreign and not other and not of_authority(source, holder, inner)

        complete = [value for value in addresses(text) if own(value)]
        for value in complete:
            whole = True
            value = _behind_name(value, controller)
            yield Contact("address", _joined(value.value), base + value.start, base + value.end)
        if complete or block.kind == "heading":
            continue
        for value in street_lines(text):
            if not own(value):
                continue
            value = _behind_name(value, controller)
            if place := _place_below(source, index, value):
                whole = True
                yield Contact("address", f"{value.value}, {place}", base + value.start, base + value.end)
            elif _is_street(source, sentence, value):
                value = _with_place(text, value)
                loose.append(Contact("address", value.value, base + value.start, base + value.end))
    if not whole:
        yield from loose[:1]


def _with_place(text: str, street: Value) -> Value:
    """A street with the place behind it, though no postal code tells it: "Halmlaan 3 in Zonnedorp"."""
    place = _PLACE_BEHIND.match(text, street.end)
    return Value(street.start, place.end(), text[street.start : place.end()]) if place else street


def _place_below(source: Document, index: int, street: Value) -> str | None:
    """The line with postal code and place when it follows in a block of its own."""
    rest = source.blocks[index].text[street.end :].strip(" ,.")
    if rest:
        return None
    cell = source.blocks[index].cell
    for at, below in enumerate(source.blocks[index + 1 : index + 4], index + 1):
        if below.kind == "heading" or (cell and (not below.cell or below.cell.column != cell.column)):
            continue
        text = below.text[match.end() :] if (match := _LABEL.match(below.text)) else below.text
        places = place_lines(text)
        if places and places[0].start == 0 and len(text) < 70:
            country = source.blocks[at + 1].text if at + 1 < len(source.blocks) else ""
            return f"{places[0].value}, {country}" if country in contact_patterns().known.countries else places[0].value
    return None


def _is_street(source: Document, sentence: Sentence, street: Value) -> bool:
    """Whether a street without a postal code is an address: it ends like one and is said to be where someone is."""
    name = normalise(re.split(r",? \d", street.value)[0])
    if street.value.startswith(contact_patterns().known.box):
        return True
    if not name.endswith(contact_patterns().known.street_endings):
        return False
    block = source.blocks[sentence.block]
    before = block.text[max(street.start - 60, 0) : street.start]
    if says(FILE, "address_cue", before) or contact_patterns().street_before.search(before):
        return True
    lead = " ".join((sentence.lead_in, *block.headings[-1:]))
    return says(FILE, "contact_heading", lead) or says(FILE, "own", block.text)
