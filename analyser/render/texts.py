"""The words of the reports: texts in two languages, citations, dates and durations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

from analyser.data import data_dir, load_yaml
from analyser.errors import DataFileError
from analyser.laws import load_laws
from analyser.periods import spoken
from analyser.types import Language
from analyser.vocabulary import load_vocabulary

_REF = re.compile(r"([\w.:/]+)((?:\([^()]+\))*)$")  # 13(2)(a), 7:454(3), 11.7a, 10/2


@lru_cache(maxsize=4)
def load_report_file(name: str) -> Mapping[str, Any]:
    """A YAML file of the folder reports/ that holds a mapping; raises DataFileError when it does not."""
    content = load_yaml(data_dir("reports") / name)
    if not isinstance(content, dict):
        raise DataFileError(f"{name}: expected names with texts")
    return content


class _Placed(Protocol):
    @property
    def line(self) -> int | None: ...

    @property
    def page(self) -> int | None: ...


class Texts:
    """The report texts of one language; call it with a key and the values to fill in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = load_report_file("texts.yaml")
        self._vocabulary = load_vocabulary()

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, singular or plural by `n`; raises DataFileError when there is no such text."""
        entry = self._texts.get(key)
        if not isinstance(entry, dict) or self.language not in entry:
            raise DataFileError(f"texts.yaml: {key}: there is no text in {self.language!r}; add it")
        text = str(entry[self.language])
        if "|" in text:
            text = text.split("|")[0 if values.get("n") == 1 else 1]
        return text.format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self._texts

    def where(self, place: _Placed) -> str:
        """ "regel 12", of a PDF "pagina 3"."""
        return self("page", n=place.page) if place.page else self("line", n=place.line)

    def status(self, role: str, status: str) -> str:
        """A status in words: what is only done less well than it could be does not fall short."""
        return self("status.could" if role == "quality" and status == "partial" else f"status.{status}")

    def citation(self, law: str, ref: str) -> str:
        """ "art. 13 lid 2 onder a AVG" for ref "13(2)(a)"; "" without a ref. Several refs go by comma."""
        law = getattr(load_laws()[law], self.language) if law in load_laws() else law
        parts = [self._article(part.strip()) for part in ref.split(",") if part.strip()]
        return f"{'art.' if self.language == 'nl' else 'Art.'} {', '.join(parts)} {law}".strip() if parts else ""

    def _article(self, ref: str) -> str:
        found = _REF.match(ref)
        if not found or self.language == "en":
            return ref
        words = [found[1]]
        for place in re.findall(r"\(([^()]+)\)", found[2]):
            words.append(f"lid {place}" if place.isdigit() else f"onder {place}")
        return " ".join(words)

    def date(self, iso: str) -> str:
        """ "4 mei 2020" for "2020-05-04", "mei 2020" for "2020-05"."""
        year, *rest = iso.split("-")
        if not rest or not all(part.isdigit() for part in rest):
            return iso
        month = self("months").split()[int(rest[0]) - 1]
        return " ".join([*(str(int(day)) for day in rest[1:]), month, year])

    def duration(self, iso: str) -> str:
        """ "7 jaar" for "P7Y"; the value itself when it is no ISO 8601 duration."""
        return spoken(iso, self.language) or iso

    def value(self, kind: str, value: str) -> str:
        """How a fact's value is shown: its label, a duration or date in words, or as written."""
        if kind == "retention" and value.startswith("P"):
            return self.duration(value)
        if kind == "version_date":
            return self.date(value)
        if self.has(f"{kind}.{value}"):
            return self(f"{kind}.{value}")
        return self._vocabulary.label(kind, value, self.language)
