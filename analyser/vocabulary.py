"""Loads the vocabulary: rules/terms/<kind>/<id>.yaml, a file a term, and a folder <id>/ where it knows many parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from analyser.data import data_dir, load_model
from analyser.errors import DataFileError
from analyser.phrases import PhraseText

# The folder of each kind is the fact kind of the output contract.
TERM_KINDS = ("data_category", "purpose", "legal_basis", "right", "retention", "recipient", "data_subject")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(_Strict):
    """A text in the two report languages."""

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class TermExamples(_Strict):
    """Sentences that the term must and must not be found in; a test runs them through the pipeline."""

    match: tuple[str, ...] = Field(min_length=1)
    no_match: tuple[str, ...] = ()


class Party(_Strict):
    """A known recipient: its usual name, how it is written, and where its seat is (ISO 3166 alpha-2)."""

    name: str
    phrases: tuple[PhraseText, ...] = ()  # the name itself when empty
    seat: str = Field(pattern="^[A-Z]{2}$")


class Parties(_Strict):
    """The content of a file in the folder of a term: known recipients of one subject."""

    parties: tuple[Party, ...]


class Term(_Strict):
    """One term of the vocabulary and the Dutch it is said in."""

    id: str
    label: Label
    dpv: str | None = None  # nearest term of the W3C Data Privacy Vocabulary 2.3
    article: str | None = None  # of the GDPR, where the term is one of the law's own
    note: str = ""
    special: str | None = None  # "art9" or "art10"
    national_number: bool = False  # a national identification number (UAVG 46)
    vague: bool = False  # a retention criterion that names no criterion
    phrases: tuple[PhraseText, ...] = ()  # count wherever the passage is about processing
    weak: tuple[PhraseText, ...] = ()  # count only where the context says so (see analyser/pipes/terms.py)
    headings: tuple[PhraseText, ...] = ()  # count as the text of a heading or of an item's label
    unless: tuple[PhraseText, ...] = ()  # passages in which the words mean something else
    yields_to: tuple[str, ...] = ()  # a general term: left out where all of these terms are found
    occasion: bool = False  # data on what people do: in "voor deelname vragen wij uw adres" only the occasion of asking
    as_basis: bool = False  # a purpose that may be said in the words of a basis: "uitvoering van de overeenkomst"
    parties: tuple[Party, ...] = ()  # known recipients of this category
    examples: TermExamples

    @field_validator("id")
    @classmethod
    def _identifier(cls, value: str) -> str:
        if not value.replace("_", "").isalnum() or value != value.lower():
            raise ValueError("an id is lower-case letters, digits and underscores")
        return value


class Vocabulary:
    """All terms by kind and id, in the order of their files."""

    def __init__(self, terms: Mapping[str, Mapping[str, Term]]) -> None:
        self._terms = terms

    def kind(self, kind: str) -> Mapping[str, Term]:
        """The terms of one kind, by id; empty for a kind without terms."""
        return self._terms.get(kind, {})

    def ids(self) -> Iterator[tuple[str, str]]:
        """Every term as (kind, id)."""
        return ((kind, term) for kind, terms in self._terms.items() for term in terms)

    def label(self, kind: str, value: str, language: str) -> str:
        """The label of a term, or the value itself when it is no term."""
        term = self.kind(kind).get(value)
        return getattr(term.label, language) if term else value

    @cached_property
    def seats(self) -> Mapping[str, str]:
        """The seat (ISO 3166) of each known recipient, by its usual name and each way it is written, closed up."""
        parties = [party for term in self.kind("recipient").values() for party in term.parties]
        written = {_closed_up(phrase): party.seat for party in parties for phrase in party.phrases}
        return written | {_closed_up(party.name): party.seat for party in parties}

    def seat(self, name: str) -> str | None:
        """The seat of a recipient by its name as a statement has it ("Voorbeeld Payments Ltd."); None if not known."""
        words = name.split()
        for last in range(len(words), 0, -1):
            if found := self.seats.get(_closed_up(" ".join(words[:last]))):
                return found
        return None


def _closed_up(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def load_term(path: Path) -> Term:
    """The term of a file and the parties of its folder; raises DataFileError with file and key that is wrong."""
    term = load_model(Term, path)
    if term.id != path.stem:
        raise DataFileError(f"{path.parent.name}/{path.name}: id: {term.id!r} is not the name of the file")
    files = sorted(path.with_suffix("").glob("*.yaml"))
    more = tuple(party for file in files for party in load_model(Parties, file).parties)
    return term.model_copy(update={"parties": term.parties + more}) if more else term


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary of this installation; raises DataFileError when a term file is not valid."""
    root = data_dir("rules") / "terms"
    return Vocabulary(
        {kind: {path.stem: load_term(path) for path in sorted((root / kind).glob("*.yaml"))} for kind in TERM_KINDS}
    )
