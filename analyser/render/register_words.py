"""Words that people write into a register → values, in either language: the inverse of what `View` shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analyser.dates import dates
from analyser.durations import durations
from analyser.periods import unit_words
from analyser.register_model import ValueModel, flags_of, load_form
from analyser.render.texts import load_report_file
from analyser.types import Language
from analyser.vocabulary import TERM_KINDS, Label, load_vocabulary

_ASIDE = re.compile(r"^(?P<words>.+?)\s*\((?P<aside>[^()]*)\)$")
_SPAN = re.compile(r"(?P<number>\d{1,4})\s+(?P<unit>[a-z]+)")


def entered(field: str, words: str) -> list[ValueModel]:
    """The values that people wrote in one line of a cell: ids of the vocabulary where they name its terms, else
    their words. Terms in one line are parted by semicolons."""
    if value := known(field, words):
        return [_value(field, value, _category(field, words))]
    parts = [part for part in map(str.strip, words.split(";")) if part]
    if len(parts) > 1 and all(known(field, part) for part in parts):
        return [value for part in parts for value in entered(field, part)]
    name = match["words"] if (category := _category(field, words)) and (match := _ASIDE.match(words)) else words
    return [_value(field, name, category)]


def known(field: str, words: str) -> str:
    """The id, duration or date that words stand for, with or without what is added to them in parentheses; "" if
    they stand for none."""
    said = " ".join(words.casefold().split())
    kind = load_form().fields[field].kind
    if found := _labels(kind).get(said):
        return found
    if kind == "retention" and (span := _duration(said)):
        return span
    if kind == "version_date" and len(found_dates := dates(said)) == 1 and _whole(said, *found_dates[0][:2]):
        return found_dates[0].value
    aside = _ASIDE.match(words)
    return known(field, aside["words"]) if aside and not _category(field, words) else ""


def _value(field: str, value: str, category: str | None) -> ValueModel:
    return ValueModel(
        value=value, category=category, status="entered", inferred_from=None, conditional=False, confidence=None,
        flags=flags_of(load_form().fields[field].kind, value), sources=[],
    )  # fmt: skip


def _category(field: str, words: str) -> str | None:
    """The category in "Bedrijf (hostingbedrijf)", where a field has recipients."""
    aside = _ASIDE.match(words)
    if load_form().fields[field].kind != "recipient" or not aside or known(field, aside["words"]):
        return None
    return _labels("recipient").get(" ".join(aside["aside"].casefold().split()))


@lru_cache(maxsize=32)
def _labels(kind: str) -> dict[str, str]:
    """Each label of a kind in either language, folded, with the value that it stands for."""
    found: dict[str, str] = {}
    for value, label in _told(kind):
        for words in (label.nl, label.en):
            found.setdefault(" ".join(words.casefold().split()), value)
    return found


def _told(kind: str) -> Iterator[tuple[str, Label]]:
    if kind in TERM_KINDS:
        yield from ((term.id, term.label) for term in load_vocabulary().kind(kind).values())
    if kind == "transfer":
        form = load_form()
        yield from ((label.nl, label) for label in form.countries.values())
        yield "stated", form.words["transfer.unknown"]
    for key, texts in load_report_file("texts.yaml").items():
        if kind and key.startswith(f"{kind}.") and isinstance(texts, dict) and {"nl", "en"} <= texts.keys():
            yield key.removeprefix(f"{kind}."), Label(nl=str(texts["nl"]), en=str(texts["en"]))


def _duration(said: str) -> str:
    spans = durations(said)
    if len(spans) == 1 and _whole(said, *spans[0][:2]):
        return spans[0].value
    match = _SPAN.fullmatch(said)
    unit = _units().get(match["unit"]) if match else None
    return f"P{unit[:-1]}{int(match['number'])}{unit[-1]}" if match and unit else ""


def _whole(text: str, start: int, end: int) -> bool:
    return not text[:start].strip() and not text[end:].strip(" .")


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    languages: tuple[Language, ...] = ("nl", "en")
    return {form: unit for language in languages for unit, forms in unit_words(language).items() for form in forms}
