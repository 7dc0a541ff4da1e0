"""Who is responsible: the name of the organisation, by the evidence that the text gives for it (Art. 13(1)(a))."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analyser.contact_values import addresses, street_lines
from analyser.phrases import normalise
from analyser.pipes import add_fact, document, drafts, replace_drafts, sentences
from analyser.pipes.controller_frames import Frame, controller_patterns
from analyser.pipes.controller_home import homes_of, is_at_home
from analyser.pipes.wordings import holding
from analyser.spans import Value
from analyser.types import Document, Sentence
from analyser.vocabulary import load_vocabulary
from analyser.wordlists import words

_PIPE = "avg_controller"
# Less than a sentence in which the name acts is no evidence; evidence of one kind counts four times at most.
_ENOUGH = 1.5
_HOME = 2.8  # what it is worth that an address of the text has the name
_OPENS = 4  # characters before a name that opens its sentence: an article or a mark


class _Evidence(NamedTuple):
    """A name as written, what it is worth as the controller's, and where it stands in the text given."""

    name: str
    weight: float
    start: int
    end: int


_TITLE = 90  # characters that a title or the name beside it has at most
_PAIR = 2  # cells of a row that is a label and what it tells
# What stands behind a house number or a postal code is a place.
_PLACE_REACH = 12
_AT_PLACE = re.compile(r"\d{4} ?$|\d{1,4} ?[a-z]?, ?$|\d{4} ?[A-Z]{2},? ?$")


@lru_cache(maxsize=1)
def services() -> frozenset[str]:
    """The parties that the term files know, whose doings a statement tells without being theirs."""
    terms = load_vocabulary().kind("recipient").values()
    parties = [party for term in terms for party in term.parties]
    return frozenset({normalise(party.name) for party in parties} | {p for party in parties for p in party.phrases})


def _trim(name: str, start: int, text: str = "") -> Value | None:
    """The name without the sentence's own words around it; None when nothing is left that names anyone.

    "Van" that opens a surname stays: "Van den Berg", and "Van de Berg" in the midst of the sentence `text`.
    """
    patterns = controller_patterns()
    parts = [(found.group(), found.start()) for found in re.finditer(r"\S+", name)]
    for index, (part, _) in enumerate(parts[:-1]):
        if part in patterns.known.full_forms_behind and normalise(parts[index + 1][0]) in patterns.not_names:
            parts = parts[: index + 1]  # "Halm B.V. Wij": the next sentence
            break
    surname = patterns.surname.match(name) if text[:start].strip(' *"') else patterns.old_surname.match(name)
    while (
        not surname
        and parts
        and (
            (word := normalise(parts[0][0]).strip(".,:")) in patterns.not_names
            or word in patterns.particles - patterns.articles
        )
    ):
        parts.pop(0)
    while parts and normalise(parts[-1][0]).strip(".,:") in patterns.particles | patterns.known.not_last:
        parts.pop()
    if not parts:
        return None
    first, (last, offset) = parts[0][1], parts[-1]
    written = name[first : offset + len(last)].rstrip("'’-")
    if written.endswith(".") and not re.search(r"(?:^|[ .])\w\.$|v\.$", written):
        written = written[:-1]
    written = patterns.own_thing.sub("", written)
    return Value(start + first, start + first + len(written), written)


def _is_name(name: str, common: frozenset[str]) -> bool:
    """Whether it names someone: not only words that the text also writes small, no law, no known service."""
    patterns = controller_patterns()
    folded = normalise(name)
    tokens = re.findall(r"[\w&@.'-]+", folded)
    if not tokens or folded in patterns.not_names or folded in patterns.known.statements or len(folded) < 2:
        return False
    if tokens[0] in patterns.not_names and tokens[0] not in patterns.known.article and not patterns.surname.match(name):
        return False
    if folded.startswith(patterns.beginnings):
        return False
    forms = {token for token in tokens if patterns.form.fullmatch(token)}
    telling = [token for token in tokens if token not in patterns.particles and token not in forms]
    if telling and tokens[0] in forms:
        return True  # "Stichting Welzijn": the legal form says that common words are a name
    return any(token not in common and not token.isdigit() for token in telling)


@lru_cache(maxsize=8)
def _common(text: str) -> frozenset[str]:
    """The words that the text writes with a small letter."""
    words = set(re.findall(r"(?<![\w@./'’-])[a-zà-ÿ][\w'’-]*(?![\w@-]|\.\w)", text))
    return frozenset(normalise("\n".join(words)).split("\n"))


def _framed(doc: Doc) -> Iterator[tuple[Sentence, list[Frame]]]:
    """The sentences, each with the frames that may be in it."""
    patterns = controller_patterns()
    short = holding(doc, patterns.short_forms)
    places = {signs: holding(doc, signs) for signs in {frame.signs for frame in patterns.frames}}
    for sentence in sentences(doc):
        inner = sentence.index in short or patterns.sign.search(sentence.text, 1) is not None
        yield (
            sentence,
            [
                frame
                for frame in patterns.frames
                if (inner or not frame.inner) and (not frame.signs or sentence.index in places[frame.signs])
            ],
        )


def _named(
    source: Document, sentence: Sentence, frames: Sequence[Frame], common: frozenset[str]
) -> Iterator[_Evidence]:
    patterns, text = controller_patterns(), sentence.text
    for frame in frames:
        weight = frame.weight
        for match in frame.finditer(text):
            value = _trim(match["name"], match.start("name"), text)
            if not value:
                continue
            year = text[match.start()] == "©"  # then the number before the name is none of a place
            if not year and _AT_PLACE.search(text, max(value.start - _PLACE_REACH, 0), value.start):
                continue
            if _is_street(value.value) or _is_menu(value.value):
                continue
            if not frame.inner and value.start < _OPENS and _by_place(value.value, source.text):
                continue
            if weight < 3 and normalise(value.value) in services():
                continue
            if weight == 1.5 and (
                patterns.common_noun.fullmatch(value.value) or patterns.for_us.search(text, value.end)
            ):
                continue
            if _is_name(value.value, common):
                bonus = 1.0 if patterns.form.search(normalise(value.value)) and weight >= 1 else 0.0
                base = sentence.start
                yield _Evidence(value.value, weight + bonus, base + value.start, base + value.end)


def _is_street(name: str) -> bool:
    street = re.match(r"(.+?),? \d+\w?$", name)
    return bool(street) and normalise(street[1]).endswith(words("contacts", "street_endings"))  # type: ignore[index]


def _is_menu(name: str) -> bool:
    """Whether a name is a row of names: "Home – Nieuws – Contact"."""
    return len(re.findall(r" [-–—] ", name)) > 1


@lru_cache(maxsize=256)
def _by_place(name: str, text: str) -> bool:
    """Whether one word has its capital by opening a sentence alone, as far as the text shows: "Zie", "Nadien"."""
    if not re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+", name):
        return False
    within = re.search(rf"(?<=[a-zà-ÿ0-9,(&] ){name}(?!\w)|(?i:[@./-]{name})", text)
    return within is None


def _at_home(source: Document, found: Sequence[_Evidence]) -> Iterator[_Evidence]:
    """The names that an address of the text has, each once."""
    homes, first = homes_of(source.text), {normalise(item.name): item for item in reversed(found)}
    return (item._replace(weight=_HOME) for key, item in first.items() if is_at_home(key, homes))


def _lone_name(text: str) -> Value | None:
    match = controller_patterns().alone.fullmatch(text.strip(' "*'))
    offset = text.find(match["name"]) if match else -1
    value = _trim(match["name"], offset) if match and offset >= 0 else None
    return value if value and match and value.value.rstrip(".") == match["name"].rstrip(".") else None


def evidence(doc: Doc) -> list[_Evidence]:
    """All evidence for the name of the controller, with clean offsets."""
    source = document(doc)
    common = _common(source.text)
    result: list[_Evidence] = []
    for sentence, frames in _framed(doc):
        block = source.blocks[sentence.block]
        result += _named(source, sentence, frames, common)
        lone = _lone_name(sentence.text)
        if lone and _is_name(lone.value, common) and not _is_street(lone.value):
            weight = _lone_weight(source, sentence, block.text)
            if weight and not _is_menu(lone.value) and not (block.cell is None and _by_place(lone.value, source.text)):
                start = sentence.start + lone.start
                result.append(_Evidence(lone.value, weight, start, start + len(lone.value)))
    result.extend(_above_address(source, common))
    result.extend(_small_titled(source, sentences(doc)))
    result.extend(_beside_title(source))
    result.extend(list(_at_home(source, result)))
    return result


def _lone_weight(source: Document, sentence: Sentence, text: str) -> float:
    """What a line that is only a name is worth: after a label much, over an address some, else nothing."""
    patterns = controller_patterns()
    block = source.blocks[sentence.block]
    if block.cell and block.cell.is_header and (block.cell.column > 1 or len(list(source.row_of(block))) > _PAIR):
        return 0.0
    if block.cell and block.cell.column > 0:
        row = [other.text for other in source.row_of(block) if other.cell and other.cell.column == 0]
        return 5.0 if row and patterns.label.match(row[0].strip(" :*")) else 0.0
    lead = sentence.lead_in.rstrip(" :").casefold()
    if patterns.lead_in.search(lead):
        return 5.0
    following = source.blocks[sentence.block + 1 : sentence.block + 4]
    if any(street_lines(b.text) or "@" in b.text for b in following if len(b.text) < 90) and len(text) < 80:
        return 2.5
    return 1.6 if sentence.block == 0 and block.kind == "heading" else 0.0


def _beside_title(source: Document) -> Iterator[_Evidence]:
    """The name of two words or more that stands over or under the title: "BAKKERIJ DE HALM", "Privacyverklaring"."""
    patterns = controller_patterns()
    for title, other in ((0, 1), (1, 0)):
        if len(source.blocks) < _PAIR or len(source.blocks[title].text) >= _TITLE:
            continue
        line = source.blocks[other].text
        if not normalise(source.blocks[title].text).startswith(patterns.known.statements) or len(line) >= _TITLE:
            continue
        match = re.match(patterns.name, line)
        value = _trim(match[0], source.starts[other]) if match else None
        if value and value.start == source.starts[other] and " " in value.value and _is_name(value.value, frozenset()):
            yield _Evidence(value.value, 4.0, value.start, value.end)
            return


def _small_titled(source: Document, found: Sequence[Sentence]) -> Iterator[_Evidence]:
    """A name without capitals: what a title says the statement is of, when it acts in the text."""
    patterns = controller_patterns()
    for sentence in found:
        if source.blocks[sentence.block].kind != "heading" or not (match := patterns.title.match(sentence.text)):
            continue
        for start in (match.end(1), match.end()):  # "van" may begin the name itself
            name = sentence.text[start:]
            if sentence.text[match.end(1) :].startswith(patterns.of_the):  # "van het koor"
                break
            if name.islower() and re.search(rf"(?<!\w){re.escape(name)} {patterns.acts}(?!\w)", source.text, re.I):
                yield _Evidence(name, 5.0, sentence.start + start, sentence.end)
                break


_NAME_REACH = 200  # characters before a street that the name over it begins in
_LABELLED = re.compile(r"^[*_]{0,3}([\w ()-]{4,50}?)[*_]{0,3}\s{0,9}[:|]\s{0,9}[*_]{0,3}(.+)$")


def _streets(text: str) -> Iterator[Value]:
    """What looks like a street and is one: it ends so, or a postal code follows."""
    lines = street_lines(text)
    whole = {address.start for address in addresses(text)} if lines else set()
    for line in lines:
        name = normalise(re.split(r",? \d", line.value)[0])
        if line.start in whole or name.endswith(words("contacts", "street_endings")):
            yield line


def _above_address(source: Document, common: frozenset[str]) -> Iterator[_Evidence]:
    """ "Naam: Stichting X", "Verantwoordelijke: X" in a line, and the name that an address begins with."""
    patterns = controller_patterns()
    for block, base in zip(source.blocks, source.starts, strict=True):
        if (label := _LABELLED.match(block.text)) and patterns.label.match(label[1].strip()):
            match = re.match(patterns.name, label[2])
            value = _trim(match[0], base + label.start(2)) if match else None
            if value and _is_name(value.value, common):
                yield _Evidence(value.value, 5.0, value.start, value.end)
        if block.kind == "heading":
            continue
        for count, street in enumerate(_streets(block.text)):
            # "De Halm vzw, centrum voor graan, Halmlaan 3"
            if not count and (match := re.match(patterns.name, block.text)):
                value = _trim(match[0], base)
                formal = patterns.full_behind.search(match[0], len(match[0].split(" ")[0]))
                if formal and value and value.start == base and _is_name(value.value, common):
                    yield _Evidence(value.value, 2.5, value.start, value.end)
            before = max(street.start - _NAME_REACH, 0)
            if match := patterns.above_street.search(block.text, before, street.start):
                value = _trim(match["name"], base + match.start())
                if value and _is_name(value.value, common):
                    own = block.text[before : value.start - base]
                    weight = 1.0 if patterns.initials.match(value.value) or patterns.person.search(own) else 3.0
                    yield _Evidence(value.value, weight, value.start, value.end)


def best(items: Sequence[_Evidence]) -> _Evidence | None:
    """The name with the most evidence, at its best place; None when there is too little.

    A name that is part of another ("De Brug", "Stichting De Brug") lends its evidence to both.
    """
    kinds: dict[str, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    tops: dict[str, _Evidence] = {}
    for item in items:
        key = normalise(item.name)
        kinds[key][item.weight] = min(kinds[key][item.weight] + item.weight, max(item.weight, _ENOUGH * 4))
        # "BAKKERIJ DE HALM" over a page is written "Bakkerij De Halm" where there is such a place
        if key not in tops or (not item.name.isupper(), item.weight) > (not tops[key].name.isupper(), tops[key].weight):
            tops[key] = item
    totals = {key: sum(kind.values()) for key, kind in kinds.items()}
    if not totals:
        return None

    def score(key: str) -> tuple[float, float, int]:
        kin = sum(
            total
            for other, total in totals.items()
            if other != key and (f" {other} " in f" {key} " or f" {key} " in f" {other} ")
        )
        return totals[key] + min(kin, 3 * max(kinds[key])), max(kinds[key]), len(key)

    top = max(totals, key=score)
    return tops[top] if score(top)[0] >= _ENOUGH and max(kinds[top]) >= 1 else None


_ALIAS_REACH = 60  # characters from the bracket to the name in it
_ALIAS_ENDS = re.compile(r"[\"”'’]?[,)]")


def _in_full(text: str, name: str) -> Value | None:
    """Where the text gives the name with its legal form ("Halm Software B.V." for "Halm") or as an alias."""
    patterns = controller_patterns()
    form = patterns.form.match(normalise(name))
    if form and form.end() < len(name) and (longer := _in_full(text, name[form.end() :].strip())):
        return longer
    for found in patterns.full_before.finditer(text):
        end = found.end() + len(name)
        if text.startswith(name, found.end()) and not _is_word(text[end : end + 1]):
            return Value(found.start(), end, text[found.start() : end])
    places = [found.start() for found in re.finditer(re.escape(name), text)]
    for start in places:
        if not _is_word(text[max(start - 1, 0) : start]) and (
            whole := patterns.full_behind.match(text, start + len(name))
        ):
            return Value(start, whole.end(), text[start : whole.end()])
    for start in places:
        opens = text.rfind(" (", max(start - _ALIAS_REACH, 0), start)
        if opens < 0 or not patterns.alias.fullmatch(text, opens + 2, start):
            continue
        whole = patterns.name_before.search(text, text.rfind("\n", 0, opens) + 1, opens)
        if whole and _ALIAS_ENDS.match(text, start + len(name)):
            return Value(whole.start(), whole.end(), whole[0])
    return None


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def full_name(source: Document, found: _Evidence) -> Value:
    """The name with the article or legal form that belongs to it: "De Zonnehof B.V.", "gemeente Zonnedorp"."""
    patterns = controller_patterns()
    text = source.text
    if whole := _in_full(text, found.name):
        value = _trim(whole.value, whole.start, text[: whole.start].rpartition("\n")[2])
        if value and len(value.value) > len(found.name):
            return value
    before = text[max(found.start - 60, 0) : found.start]
    if match := patterns.form_before.search(before):
        start = found.start - len(before) + match.start()
        return Value(start, found.end, text[start : found.end])
    for article in patterns.known.title_article:
        titled = f"{article} {found.name}"
        if titled not in text:
            continue
        inside = re.search(rf"(?:[a-zà-ÿ,(] |^){re.escape(titled)}(?!\w)", text, re.M)
        if inside and (inside.start() == 0 or inside[0] != titled or titled in (b.text for b in source.blocks)):
            start = inside.end() - len(titled)
            return Value(start, inside.end(), titled)
    return Value(found.start, found.end, found.name)


@Language.component(_PIPE)
def controller(doc: Doc) -> Doc:
    """Adds at most one fact: the name as written, whose words state nothing else ("Voorbeeld Hypotheekadvies")."""
    source = document(doc)
    if found := best(evidence(doc)):
        name = full_name(source, found)
        own = [match.span() for match in re.finditer(re.escape(name.value), source.text)]
        replace_drafts(doc, [d for d in drafts(doc) if not any(a <= d.start and d.end <= b for a, b in own)])
        add_fact(doc, "controller", name.start, name.end, name.value, pipe=_PIPE)
    return doc
