"""What purposes usually and seldom go with (rules/usual/), by which facts find activities that nothing closer ties."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from analyser.data import data_dir
from analyser.errors import DataFileError
from analyser.lexicon import Key
from analyser.telling import Telling
from analyser.types import Assertion, Fact, Facts, Link
from analyser.units import FIELD_OF, Draft, Unit, link_value, many_matters, needs_consent, on_cookies, topics

# In percent of the annotated statements that tell of both. Pairs below the first do not go together by their section
# alone; pairs from the second do if they stand in one section, and from the third wherever they stand. Few bases and
# few kinds of recipients fit a purpose at all, which makes the likeliest the surer.
_SELDOM = {"data_categories": 25, "legal_bases": 15, "retention": 15, "recipients": 20}
_NARROW, _SELDOM_BESIDE = 2, 12  # a section on so few purposes ties recipients to those beside them sooner
_USUAL = 40
_NEARLY_ALWAYS = {"data_categories": 70, "legal_bases": 60, "retention": 70, "recipients": 80}
_LIKELY = 60  # what a passage without a purpose tells goes to the activities of which it is so often told
_MOSTLY = 45  # what it goes to by custom alone is so often told for most purposes of an activity
_OFTEN_TOLD = 50  # a recipient of which the text speaks in several places
_SAME_WORDS = 15  # staff that are spoken of in the words of a purpose
_ANYWHERE = 75  # a recipient goes with a purpose that is told far from it
_FEW = 5  # purposes that all stand near
_SERVICE = "service_delivery"
_FIELDS = tuple(_NEARLY_ALWAYS)
_UNHEARD_OF = 8  # pairs below it do not go together by what is said of everything
_TOLD_ONCE = {"data_categories": _USUAL, "recipients": 50}  # told once in a section for all that it is about
_PERCENTAGES = range(101)
_STATED = frozenset({"sentence", "row", "list"})  # by what stands together, not by the section or by custom
_OTHER = "other"  # the row of the purposes, and the column of the values, that have none of their own
_CONSENT = ("legal_bases", "consent")
_Section = tuple[str, ...]


@lru_cache(maxsize=8)
def _shares(field: str) -> Mapping[str, Mapping[str, int]]:
    """By purpose, then by value: in how many percent of the annotated statements that tell of both they go together."""
    name = f"usual/{field}.csv"
    table: dict[str, dict[str, int]] = {}
    try:
        with (data_dir("rules") / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                purpose = row.pop("purpose")
                if purpose in table:
                    raise DataFileError(f"{name}: has two rows {purpose!r}")
                table[purpose] = {value: _PERCENTAGES.index(int(share)) for value, share in row.items()}
    except OSError as error:
        raise DataFileError(f"{name}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise DataFileError(f"{name}: expected a purpose in each row, and behind it whole percentages") from error
    if _OTHER not in table or any(_OTHER not in row for row in table.values()):
        raise DataFileError(f"{name}: has no row or no column {_OTHER!r}")
    return table


class Usual:
    """The customs of purposes, applied to the activities in the making of one document."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._telling = Telling(facts)
        self._few = self._telling.count("purpose") <= _FEW

    def activities(self, drafts: Iterable[Draft], link: Link) -> list[Draft]:
        """Those with a purpose that nearly always goes with what is shared by a link."""
        if link.field == "retention":
            return []
        return [
            draft
            for draft in drafts
            if any(self._goes_with(purpose, link, _LIKELY) for purpose in draft.values("purposes"))
            if self._fits(draft, link)
        ]

    def _fits(self, draft: Draft, link: Link) -> bool:
        """Whether most purposes of an activity usually go with what is linked."""
        purposes = draft.values("purposes")
        return 2 * sum(self._share([purpose], link) >= _MOSTLY for purpose in purposes) >= len(purposes)

    def heard_of(self, draft: Draft, link: Link) -> bool:
        """Whether what is said of everything is ever that of an activity: consent of members is none to the cameras."""
        purposes = draft.values("purposes")
        return not purposes or self._share(purposes, link) >= _UNHEARD_OF

    def needing(self, drafts: Iterable[Draft], link: Link) -> list[Draft]:
        """Those with a purpose that usually goes with what is linked."""
        return [draft for draft in drafts if self._share(draft.values("purposes"), link) >= _USUAL]

    def service(self, links: Iterable[Link]) -> list[Link]:
        """The purpose of the service itself, where the statement tells of it and it likely needs some of the data."""
        data = [link for link in links if link.field == "data_categories" and self._is_certain(link)]
        if not any(self._share([_SERVICE], link) >= _LIKELY for link in data):
            return []
        found = (
            Link("purposes", _SERVICE, index, "usual")
            for index, fact in enumerate(self._facts.facts)
            if (fact.kind, fact.value) == ("purpose", _SERVICE) and fact.assertion is not Assertion.DENIED
        )
        return list(islice(found, 1))

    def not_seldom(self, drafts: Iterable[Draft], link: Link) -> list[Draft]:
        """Those whose purposes do not seldom go with what is linked."""
        return [draft for draft in drafts if self._share(draft.values("purposes"), link) >= _SELDOM[link.field]]

    def share(self, sections: Mapping[_Section, Sequence[Draft]], loose: Iterable[tuple[Unit, Link]]) -> None:
        """Gives what is told in a section to those of its activities that usually have it; `loose` are the links of no
        activity. Tables stand apart, and sections on legal bases or periods: they sum up.

        What an item lists is of no other item, and an activity that has its own gets nothing that prose tells after it,
        nor data that another paragraph tells.
        """
        told = defaultdict(list)
        for unit, link in loose:
            told[unit.section].append((unit.kind, unit.blocks[0], link))
        for section, found in sections.items():
            if topics(section) & {"basis", "retention"}:
                continue
            drafts = [draft for draft in found if draft.kind != "row"]
            here = [(draft.kind, draft.block, link) for draft in drafts for link in draft.links]
            first = _first(here + told[section])
            for draft in drafts:
                purposes = draft.values("purposes")
                values = {field: draft.values(field) for field in _TOLD_ONCE}
                having = {field for field, own in values.items() if own}
                for (field, value, listed), (block, link) in first.items():
                    elsewhere = block != draft.block if field == "data_categories" else block > draft.block
                    apart = draft.kind == "list" if listed else field in having and elsewhere
                    if not apart and value not in values[field] and self._share(purposes, link) >= _TOLD_ONCE[field]:
                        values[field].add(value)
                        draft.links.append(replace(link, basis="section"))

    def share_consent(self, told: Iterable[tuple[_Section, Link]], drafts: Iterable[Draft]) -> None:
        """Gives the consent that is asked for cookies to all that their section says they are for and that needs it."""
        asked: dict[_Section, Link] = {}
        for section, link in told:
            if link.value == "consent" and (part := on_cookies(section)):
                asked.setdefault(part, link)
        for draft in drafts:
            consent = asked.get(on_cookies(draft.section))
            if consent and needs_consent(draft) and not draft.values("legal_bases"):
                draft.links.append(replace(consent, basis="section"))

    def drop_seldom(self, drafts: Sequence[Draft]) -> None:
        """Takes from activities what only their section ties to them and their purposes seldom go with; what no other
        activity has stays.

        Less often will do for a recipient in the paragraph of the activity, in a section on so few purposes that they
        are one matter: the insurer of a trip is also for the questions about it.
        """
        having = Counter((link.field, link.value) for draft in drafts for link in draft.links)
        of_section: dict[_Section, set[str]] = defaultdict(set)
        for draft in drafts:
            of_section[draft.section] |= draft.values("purposes")
        for draft in drafts:
            narrow = len(of_section[draft.section]) <= _NARROW and not many_matters(draft.section)
            purposes, kept = draft.values("purposes"), []
            for link in draft.links:
                one = link.field, link.value
                seldom = link.basis == "section" and link.field in _FIELDS and purposes
                beside = narrow and link.field == "recipients" and self._block(link) == draft.block
                least = _SELDOM_BESIDE if beside else _SELDOM.get(link.field, 0)
                if seldom and having[one] > 1 and self._share(purposes, link) < least:
                    having[one] -= 1
                else:
                    kept.append(link)
            draft.links = kept

    def join(self, drafts: Iterable[Draft], records: Iterable[Draft]) -> None:
        """Gives to an activity of each purpose what nearly always goes with it, where no activity has both.

        Data go to the first, which they are often told for; all else to the one that has the fewest other purposes.
        A row or record tells of its purpose field by field: what it leaves out is not told, but for recipients, which
        have a passage of their own where the table has no column of them. Nor is a basis that the text states for one
        purpose and another, nor consent where its passage gives another basis.
        """
        drafts = list(drafts)
        stated = Counter(
            (field, value)
            for draft in drafts
            if draft.values("purposes")
            for field, value in {(link.field, link.value) for link in draft.links if link.basis in _STATED}
        )
        having: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for purpose in dict.fromkeys(link.value for link in draft.links if link.field == "purposes"):
                having[purpose].append(draft)
        complete, told = set(records), self._told()
        with_column = {draft.section for draft in drafts if _tells_recipients(draft)}
        with_column |= {d.section for d in complete} if any(d.values("recipients") for d in complete) else set()
        for purpose, found in having.items():
            closed = [draft for draft in found if draft.kind == "row" or draft in complete]
            if any(draft.section in with_column for draft in closed):
                continue
            tied = {(link.field, link.value) for draft in found for link in draft.links}
            tied |= {pair for pair, count in stated.items() if pair[0] == "legal_bases" and count > 1}
            if any(link.field == "legal_bases" and link.basis != "general" for draft in found for link in draft.links):
                tied.add(_CONSENT)
            own = min(found, key=lambda draft: len(draft.values("purposes")))
            shared = any(field == "recipients" for field, _ in tied)
            for pair, link in told.items():
                if closed and link.field != "recipients":
                    continue
                if pair not in tied and self._goes_with(purpose, link, self._least(purpose, link, shared)):
                    (found[0] if link.field == "data_categories" else own).links.append(link)

    def _told(self) -> dict[tuple[str, str], Link]:
        """A link of custom to the first fact that tells each value, by field and value."""
        told: dict[tuple[str, str], Link] = {}
        for index, fact in enumerate(self._facts.facts):
            field = FIELD_OF.get(fact.kind)
            if field in _FIELDS and fact.assertion is not Assertion.DENIED and not _asked_for_another(fact):
                told.setdefault((field, link_value(fact)), Link(field, link_value(fact), index, "usual"))
        return told

    def _least(self, purpose: str, link: Link, shared: bool) -> int:
        """How often a purpose goes with what joins it.

        Recipients join sooner when no other is told for the purpose or when they are told in several places, and staff
        when they are spoken of in the words of the purpose: what they do tells what they see.
        """
        if link.field != "recipients":
            return _NEARLY_ALWAYS[link.field]
        recipient = Key("recipient", link.value)
        if self._is_staff(link) and self._telling.alike(Key("purpose", purpose), recipient):
            return _SAME_WORDS
        if self._telling.times(recipient) > 1:
            return _OFTEN_TOLD
        return _NEARLY_ALWAYS[link.field] if shared else _LIKELY

    def _goes_with(self, purpose: str, link: Link, least: int) -> bool:
        """Whether a purpose goes with what is linked at least so often.

        Where there are many purposes, an outside recipient that does not nearly always go with one is to be told near
        it or in its words.
        """
        share = self._share([purpose], link)
        if self._few or share < least or share >= _ANYWHERE or link.field != "recipients" or self._is_staff(link):
            return share >= least
        told, recipient = Key("purpose", purpose), Key("recipient", link.value)
        return self._telling.near(told, recipient) or self._telling.alike(told, recipient)

    def _block(self, link: Link) -> int:
        return self._facts.sentences[self._facts.facts[link.fact].evidence.sentence].block

    def _is_certain(self, link: Link) -> bool:
        return self._facts.facts[link.fact].assertion is Assertion.ASSERTED

    def _is_staff(self, link: Link) -> bool:
        return self._facts.facts[link.fact].value == "staff"

    def fit(self, purpose: str, link: Link) -> int:
        """In how many percent of the annotated statements that tell of both a purpose goes with what is linked."""
        return self._share([purpose], link)

    def _share(self, purposes: Iterable[str], link: Link) -> int:
        """The highest share of the purposes with what is linked."""
        table, value = _shares(link.field), self._facts.facts[link.fact].value  # of a recipient its kind, not its name
        rows = (table.get(purpose, table[_OTHER]) for purpose in purposes)
        return max((row.get(value, row[_OTHER]) for row in rows), default=0)


def _asked_for_another(fact: Fact) -> bool:
    """Whether a fact is consent that is asked for cookies or for sharing, and for nothing else."""
    section = fact.evidence.section
    return fact.value == _CONSENT[1] and bool(on_cookies(section) or "recipient" in topics(section))


def _tells_recipients(draft: Draft) -> bool:
    """Whether an activity is a row that names recipients."""
    return any(link.field == "recipients" and link.basis == "row" for link in draft.links)


def _first(told: Iterable[tuple[str, int, Link]]) -> dict[tuple[str, str, bool], tuple[int, Link]]:
    """The block and link that first tell each value, by field, value and whether an item lists it; rows tell none."""
    first: dict[tuple[str, str, bool], tuple[int, Link]] = {}
    for kind, block, link in told:
        key = link.field, link.value, kind == "list"
        if kind != "row" and link.field in _TOLD_ONCE and (key not in first or block < first[key][0]):
            first[key] = block, link
    return first
