"""A draft privacy statement out of a register: what Articles 13 and 14 GDPR ask to be told, in the words of its reader.

What the register holds is said; what it lacks is left as a blank that the organisation fills in ("[vul in: …]"), which
the analysis does not read as a statement. The words stand in reports/statement/words.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from analyser.contact_values import addresses, emails, phones, street_lines
from analyser.data import data_dir, load_model
from analyser.jurisdiction import shown_by
from analyser.periods import duration_parts
from analyser.register_model import CellModel, RegisterModel, RowModel, StatementModel
from analyser.types import Jurisdiction
from analyser.vocabulary import load_vocabulary

AddressForm = Literal["u", "je"]
# Fields whose values go in one item, and what stands between them; of the others each value has its own item. What may
# be a clause, or hold a comma, is set apart by semicolons.
_JOINED: Mapping[str, str] = {
    "purposes": "; ", "data_subjects": ", ", "data_categories": ", ", "legal_bases": "; ", "retention": "; ",
    "recipients": "; ", "source": "; ",
}  # fmt: skip
_KIND = {"purposes": "purpose", "data_subjects": "data_subject", "data_categories": "data_category",
         "legal_bases": "legal_basis", "retention": "retention", "recipients": "recipient"}  # fmt: skip
_ITEMS = ("purposes", "data_subjects", "data_categories", "sensitive", "legal_bases", "interest", "retention",
          "recipients", "transfers", "source", "automated_decisions", "security", "joint_controllers")  # fmt: skip
# What is said once when it holds for every activity, and asked once where it is not known of every one.
_COMMON = ("transfers", "source", "automated_decisions", "security")
_OF_STATEMENT = ("controller", "contact", "dpo", "authority", "refusal")


class Words(BaseModel):
    """The content of reports/statement/words.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    forms: Mapping[AddressForm, Mapping[str, str]]
    labels: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]
    countries: Mapping[str, str]
    sentences: Mapping[str, str]
    blanks: Mapping[str, str]
    optional: tuple[str, ...]  # fields that Articles 13 and 14 do not ask for: left out when unknown


@dataclass(frozen=True)
class Blank:
    """What the register does not tell; `text` is what the organisation fills in."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"[vul in: {self.text}]"


class Item(NamedTuple):
    """A labelled line; what it says, and the blank that it leaves."""

    label: str
    text: str
    blank: Blank | None = None


@dataclass(frozen=True)
class ActivityText:
    """A processing activity, field by field."""

    number: int
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class StatementDraft:
    """A draft statement; a tuple that is empty is not told, a text that is None is unknown."""

    form: AddressForm
    jurisdiction: Jurisdiction
    controllers: tuple[str, ...]
    contact: tuple[Item, ...]
    dpo: tuple[str, ...]  # how the officer is reached
    has_dpo: bool
    version: str | None  # ISO 8601
    activities: tuple[ActivityText, ...]
    common: tuple[Item, ...]  # of all activities
    purposes: frozenset[str]  # ids of all activities
    bases: frozenset[str]
    decides: bool  # whether any activity decides by machine
    words: Words

    def say(self, key: str, **values: str) -> str:
        """A sentence in this form of address."""
        return self.words.sentences[key].format(**self.words.forms[self.form], **values)

    def blank(self, field: str) -> Blank:
        """The blank of a field."""
        return Blank(field, self.words.blanks[field])

    @property
    def exercise(self) -> str:
        """How to make a request, by the best way that is known; "" when none is."""
        for channel in ("email", "address", "phone", "form"):
            for item in self.contact:
                if item.label == self.words.labels[channel]:
                    return self.say(f"exercise_{channel}", way=item.text)
        return ""

    @property
    def open(self) -> Mapping[str, tuple[str, ...]]:
        """What is to be filled in, each with the activities that it is about; none when it is about the statement."""
        found: dict[str, dict[str, None]] = {}
        for field, known in (
            ("version", self.version), ("controller", self.controllers), ("contact", self.contact),
            ("dpo", self.has_dpo), ("dpo_contact", self.dpo or not self.has_dpo), ("activities", self.activities),
        ):  # fmt: skip
            if not known:
                found[self.blank(field).text] = {}
        for item in self.common:
            if item.blank:
                found.setdefault(item.blank.text, {})
        for activity in self.activities:
            for item in activity.items:
                if item.blank:
                    found.setdefault(item.blank.text, {})[activity.name] = None
        return {text: tuple(names) for text, names in found.items()}


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The words of a draft statement; raises DataFileError when their file is not valid."""
    return load_model(Words, data_dir("reports") / "statement" / "words.yaml")


def draft_statement(
    register: RegisterModel, form: AddressForm = "u", jurisdiction: Jurisdiction | None = None
) -> StatementDraft:
    """The draft of a statement that tells what the register holds, in the order of its rows.

    Without a jurisdiction it is the one that the register shows, by what its values and sources name.
    """
    writer = _Writer(register, form)
    rows = register.rows
    common = {
        field for field in _COMMON
        if rows and _told(rows[0], field) and all(_same(rows[0], row, field) for row in rows)
    }  # fmt: skip
    dpo = _shared(register, "dpo")
    versions = [s.version_date for s in _current(register) if s.version_date]
    versions += [v for v in _shared(register, "version") if v not in versions]
    return StatementDraft(
        form=form,
        jurisdiction=jurisdiction or shown_by("\n".join(_texts(register))).jurisdiction,
        controllers=tuple(_shared(register, "controller")),
        contact=tuple(writer.contact(value) for value in _shared(register, "contact")),
        dpo=tuple(value for value in dpo if value != "mentioned"),
        has_dpo=bool(dpo),
        version=max(versions, default=None),
        activities=tuple(writer.activity(number, row, common) for number, row in enumerate(rows, 1)),
        common=tuple(writer.common(rows, common, _shared(register, "refusal"))),
        purposes=_all(rows, "purposes"),
        bases=_all(rows, "legal_bases"),
        decides="stated" in _all(rows, "automated_decisions"),
        words=load_words(),
    )


def _values(row: RowModel, field: str) -> list[str]:
    cell = row.cells.get(field)
    return [value.value for value in cell.values] if cell else []


def _told(row: RowModel, field: str) -> bool:
    return bool(_values(row, field))


def _same(one: RowModel, other: RowModel, field: str) -> bool:
    fields = (field, "safeguards") if field == "transfers" else (field,)
    return all(_values(one, name) == _values(other, name) for name in fields)


def _all(rows: Iterable[RowModel], field: str) -> frozenset[str]:
    return frozenset(value for row in rows for value in _values(row, field))


def _shared(register: RegisterModel, field: str) -> list[str]:
    """What statements and rows tell of the organisation, each value once."""
    cells: list[CellModel] = [getattr(s, field) for s in _current(register) if field in _OF_STATEMENT]
    cells += [row.cells[field] for row in register.rows if field in row.cells]
    return list(dict.fromkeys(value.value for cell in cells for value in cell.values))


def _current(register: RegisterModel) -> list[StatementModel]:
    return [statement for statement in register.statements if not statement.withdrawn]


def _texts(register: RegisterModel) -> Iterator[str]:
    cells = [cell for row in register.rows for cell in row.cells.values()]
    cells += [getattr(s, field) for s in _current(register) for field in _OF_STATEMENT]
    seen = dict.fromkeys(
        text for cell in cells for value in cell.values for text in (value.value, *(s.text for s in value.sources))
    )
    yield from seen


class _Writer:
    """The lines of one register in one form of address."""

    def __init__(self, register: RegisterModel, form: AddressForm) -> None:
        self.words, self.pronouns = load_words(), load_words().forms[form]

    def say(self, key: str, **values: str) -> str:
        return self.words.sentences[key].format(**self.pronouns, **values)

    def label(self, field: str) -> str:
        return self.words.labels[field].format(**self.pronouns)

    def contact(self, value: str) -> Item:
        """A way to reach the organisation, with what it is."""
        kinds = (("email", emails), ("phone", phones), ("address", addresses), ("address", street_lines))
        channel = next((name for name, find in kinds if list(find(value))), "form")
        return Item(self.label(channel), value if channel != "form" else self.say("form", name=value))

    def activity(self, number: int, row: RowModel, common: set[str]) -> ActivityText:
        fields = [f for f in _ITEMS if f not in common and (f not in _COMMON or _told(row, f))]
        items = [item for field in fields for item in self.items(row, field)]
        return ActivityText(number, row.name, tuple(items))

    def common(self, rows: list[RowModel], common: set[str], refusal: list[str]) -> Iterator[Item]:
        """The lines on what holds for every activity, and the blanks of what is not known of every one."""
        for field in _COMMON if rows else ():
            if field in common:
                yield from self.items(rows[0], field)
            elif field not in self.words.optional and not all(_told(row, field) for row in rows):
                yield Item(self.label(field), "", self.blank(field))
        for text in refusal:
            yield Item(self.label("refusal"), text)
        if rows and not refusal:
            yield Item(self.label("refusal"), "", self.blank("refusal"))

    def items(self, row: RowModel, field: str) -> Iterator[Item]:
        """The lines on one field of an activity: what is known, else the blank that is left."""
        label, values = self.label(field), _values(row, field)
        if field == "sensitive":
            for flag in dict.fromkeys(flag for value in row.cells["data_categories"].values for flag in value.flags):
                yield Item(label, "", Blank(field, self.words.blanks[flag]))
        elif field == "interest" and not values:
            if "legitimate_interests" in _values(row, "legal_bases"):
                yield Item(label, "", self.blank(field))
        elif field == "transfers" and values:
            yield self._transfer(row, label)
        elif field == "automated_decisions" and values:
            if "stated" in values:
                yield Item(label, self.say("automated"), self.blank("logic"))
            else:
                yield Item(label, self.say("no_automated"))
        elif values:
            texts = [self._text(field, value) for value in self._in_order(field, values, row)]
            for text in [_JOINED[field].join(texts)] if field in _JOINED else texts:
                text = f"{text}." if field in _KIND and field != "recipients" else text
                yield Item(label, text, self._vague(field, values))
        elif field not in self.words.optional:
            yield Item(label, "", self.blank(field))

    def blank(self, field: str) -> Blank:
        return Blank(field, self.words.blanks[field])

    def _vague(self, field: str, values: list[str]) -> Blank | None:
        """The blank of a period that is given without saying which."""
        vague = (value for value in values if field == "retention" and f"period_{value}" in self.words.blanks)
        return next((self.blank(f"period_{value}") for value in vague), None)

    def _in_order(self, field: str, values: list[str], row: RowModel) -> list[str]:
        """Recipients with their categories; periods in numbers before criteria, which continue them."""
        if field == "recipients":
            categories = {value.value: value.category for value in row.cells[field].values}
            return [f"{value}\n{category}" if (category := categories[value]) else value for value in values]
        return sorted(values, key=lambda value: not duration_parts(value)) if field == "retention" else values

    def _text(self, field: str, value: str) -> str:
        kind = _KIND.get(field)
        if kind is None:
            return value
        if kind == "retention" and (parts := duration_parts(value)):
            return " en ".join(f"{number} {self.words.units[unit]}" for number, unit in parts)
        value, _, category = value.partition("\n")
        phrase = self.words.phrases[kind].get(value)
        text = phrase.format(**self.pronouns) if phrase else load_vocabulary().label(kind, value, "nl")
        return f"{text} ({load_vocabulary().label(kind, category, 'nl')})" if category else text

    def _transfer(self, row: RowModel, label: str) -> Item:
        """Where data go outside the European Economic Area, and with which safeguard."""
        countries = [self.words.countries.get(v, v) for v in _values(row, "transfers") if v not in ("none", "stated")]
        safeguards = [
            self.words.phrases["safeguard"].get(value, value).format(**self.pronouns)
            for value in _values(row, "safeguards")
        ]
        if not countries and "stated" not in _values(row, "transfers"):
            return Item(label, self.say("no_transfer"))
        text = self.say("transfer", countries=", ".join(countries)) if countries else self.say("transfer_unknown")
        if safeguards:
            text += " " + self.say("safeguard", safeguards=" en ".join(safeguards))
        missing = "country" if not countries else "safeguards" if not safeguards else ""
        return Item(label, text, self.blank(missing) if missing else None)
