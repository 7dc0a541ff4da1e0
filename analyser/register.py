"""A draft register of processing activities (Art. 30 GDPR) out of analysed statements, with the source of each cell.

A cell is `stated` when the text itself ties all its values to the activity (one sentence, list or table row, or said
of the organisation), `inferred` when a value came there by another way, which `inferred_from` names, and `not_stated`
when the statement is silent; what is not stated becomes a question to the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING, Literal

from analyser.contract import version_date
from analyser.evidence import Statement
from analyser.records import field_of, records
from analyser.register_merging import merged, with_ids
from analyser.register_model import (
    CONFIDENCE,
    CellModel,
    Origin,
    QuestionModel,
    RegisterModel,
    RowModel,
    SourceModel,
    StatementModel,
    ValueModel,
    flags_of,
    load_form,
)
from analyser.ruleset import RuleSet, load_rules
from analyser.types import Activity, Assertion, Block, Evidence, Fact, LinkBasis
from analyser.units import FIELD_OF, label, many_matters, over_all, says, stems
from analyser.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from analyser.analysis import Analysis

Told = tuple[str, Fact, Origin | None]  # a value, what states it, and how it came to the activity if not by its text
_DOUBT: Mapping[Origin, int] = {
    "passage": 1, "section": 1, "general": 1, "usual": 2, "statement": 2, "purposes": 1, "content": 1,
    "recipient_seat": 2,
}  # fmt: skip
_ELSEWHERE: Mapping[LinkBasis, Origin] = {"section": "section", "general": "general", "usual": "usual"}
# What a statement says once, of the organisation or itself; asked once.
OF_THE_STATEMENT = ("controller", "contact", "dpo", "version")
# The passages that state what is no kind of fact: a rule that finds them, and the name of its passage.
_PASSAGES = {"security": ("info/security", "measures"), "joint_controllers": ("info/joint-controllers", "joint")}
# The same of what is said of the whole statement.
_AUTHORITY = {"rights/complaint-authority-nl": "authority", "rights/complaint-authority-be": "authority"}
_REFUSAL = {"info/provision-requirement": "consequence"}


def make_register(analyses: Sequence[Analysis]) -> RegisterModel:
    """The register of the activities of one or more statements, in the order of the statements and their texts.

    An activity that several statements of one controller describe is one row, with the sources of all.
    """
    statements: list[StatementModel] = []
    drafted: list[RowModel] = []
    for index, analysis in enumerate(analyses):
        draft = _Drafting(analysis, index)
        statements.append(draft.statement())
        drafted += draft.rows()
    rows = with_ids(merged(drafted, statements))
    return RegisterModel(statements=statements, rows=rows, questions=list(questions(rows)))


class _Drafting:
    """The rows of one statement."""

    def __init__(self, analysis: Analysis, index: int) -> None:
        self.analysis, self.index = analysis, index
        self.document, self.facts = analysis.document, analysis.facts
        self.no_section = over_all(self.document)
        self.records = records(self.document)
        self.shared = {name: self._cell(self._of_statement(name)) for name in OF_THE_STATEMENT}
        self.near = {activity: self._places(activity) for activity in analysis.activities}

    def statement(self) -> StatementModel:
        """The statement itself, with what it says of the organisation."""
        return StatementModel(
            source=self.document.source.name,
            sha256=self.document.source.sha256,
            title=self.document.title,
            version_date=version_date(self.facts.facts),
            **{name: self.shared[name] for name in ("controller", "contact", "dpo")},
            rights=self._cell((fact.value, fact, None) for fact in self.facts.of("right")),
            authority=self._cell(self._matched(_AUTHORITY)),
            refusal=self._cell(self._matched(_REFUSAL)),
        )

    def _matched(self, passages: Mapping[str, str]) -> Iterator[Told]:
        """The words in which the statement itself says what rules look for."""
        for id, passage in passages.items():
            for fact in self._by_rule(id, passage)[1]:
                place = fact.evidence
                words = self.document.source.text[place.match_start : place.match_end]
                yield " ".join(words.split()) if passage == "authority" else place.text, fact, None

    def rows(self) -> Iterator[RowModel]:
        """One row an activity."""
        spread = {name: self._spread(name, facts) for name, facts in self._for_activities().items()}
        for activity in self.analysis.activities:
            cells = {"name": CellModel.of([self._name(activity)])} | self.shared
            for name in ("purposes", "data_subjects", "data_categories", "legal_bases", "recipients", "retention"):
                cells[name] = self._cell(self._linked(activity, name))
            flagged = [value for value in cells["data_categories"].values if value.flags]
            cells["sensitive"] = CellModel.of(flagged)
            cells["interest"] = self._cell(self._interests(activity))
            for name in ("source", "automated_decisions", *_PASSAGES):
                cells[name] = self._cell((value, fact, via) for value, fact, via in self._told(activity, spread[name]))
            transfers = list(self._told(activity, spread["transfers"]))
            cells["transfers"] = self._cell(list(_countries(transfers)) or list(self._seats(activity)))
            cells["safeguards"] = self._cell(
                (str(safeguard), fact, via) for _, fact, via in transfers for safeguard in _many(fact, "safeguards")
            )
            order = [name for name in load_form().fields if name in cells]
            yield RowModel(id="", statements=[self.index], cells={name: cells[name] for name in order})

    def _of_statement(self, name: str) -> Iterator[Told]:
        kind = "version_date" if name == "version" else name
        facts = list(self.facts.of(kind))
        if name == "version" and facts:
            facts = [max(facts, key=lambda fact: fact.value)]
        for fact in facts:
            if not (name == "dpo" and fact.value == "mentioned" and any(f.value == "contact" for f in facts)):
                yield (self._reached(fact) if name == "dpo" else fact.value), fact, None

    def _reached(self, dpo: Fact) -> str:
        """How the data protection officer is reached, in the statement's words; else the fact's own value."""
        words = self.document.source.text[dpo.evidence.match_start : dpo.evidence.match_end]
        if words not in dpo.evidence.text:  # escaped in the source: "fg\\@voorbeeld.nl"
            words = unescape(words.replace("\\", ""))
        return words if dpo.value == "contact" else dpo.value

    def _for_activities(self) -> dict[str, list[Fact]]:
        """What the text says of processing without naming an activity's purpose, by field; a denial is told too."""
        facts = {
            "source": list(self.facts.of("source")),
            "automated_decisions": [fact for fact in self.facts.facts if fact.kind == "automated_decision"],
            "transfers": [fact for fact in self.facts.facts if fact.kind == "transfer"],
        }
        for name, (id, passage) in _PASSAGES.items():
            statement, found = self._by_rule(id, passage)
            facts[name] = [fact for fact in found if self._tells(name, fact.evidence)]
            facts[name] += [
                Fact("passage", name, statement.sentence(sentence.index))
                for sentence in self.facts.sentences
                if self._item_on(name, sentence.block) and not any(f.evidence.sentence == sentence.index for f in found)
            ]
        return facts

    def _tells(self, name: str, evidence: Evidence) -> bool:
        """Whether a passage tells it itself: no heading, no introduction of a list, no other field of a record."""
        if item := self.records.get(self._index(evidence)):
            return item.field == name
        return self._block(evidence).kind != "heading" and not evidence.text.rstrip().endswith(":")

    def _item_on(self, name: str, index: int) -> bool:
        """Whether a block is an item of a record on a field, or of a list under a heading that names the field."""
        block = self.document.blocks[index]
        if item := self.records.get(index):
            return item.field == name
        return block.kind == "list_item" and bool(block.headings) and field_of(block.headings[-1]) == name

    def _by_rule(self, id: str, passage: str) -> tuple[Statement, tuple[Fact, ...]]:
        """The sentences in which a rule finds a passage."""
        rule = load_rules().get(id)  # of the installation: what a configuration ignores is still stated
        assert rule is not None
        statement = Statement(self.document, self.facts, self.analysis.activities, RuleSet((rule,)))
        return statement, statement.passages(rule)[0].get(passage, ())

    def _spread(self, name: str, facts: Iterable[Fact]) -> list[tuple[Fact, dict[Activity, Origin | None]]]:
        """To which activities each fact belongs: those that it stands with, or all when it stands with none.

        What protects data protects those of every activity, wherever it is said. Who supplies data supplies those of
        the activities that have what the sentence names.
        """
        result = []
        for fact in facts:
            sentence, section = fact.evidence.sentence, fact.evidence.section
            block = self.facts.sentences[sentence].block
            ties: dict[Activity, Origin | None] = {}
            for activity, (sentences, sections) in self.near.items():
                if sentence in sentences:
                    ties[activity] = None
                elif block in {self.facts.sentences[index].block for index in sentences}:
                    ties[activity] = "passage"
                elif section in sections:
                    ties[activity] = "section"
            if block in self.records:  # of its record's activity alone, or of all where it has none
                ties = {at: via for at, via in ties.items() if via is None}
                result.append((fact, ties or dict.fromkeys(self.near, "statement")))
                continue
            if name == "source" and not ties:
                ties = dict.fromkeys(self._alike(sentence), "content")
            everywhere: dict[Activity, Origin | None] = dict.fromkeys(self.near, "statement")
            result.append((fact, everywhere | ties if name in _PASSAGES or not ties else ties))
        return result

    def _alike(self, sentence: int) -> list[Activity]:
        """The activities that a sentence calls by their names, else those with data or people that it names."""
        words = stems(self.facts.sentences[sentence].text)
        if found := [activity for activity in self.near if words & stems(activity.name)]:
            return found
        for kind in ("data_category", "data_subject"):
            named = {fact.value for fact in self.facts.of(kind) if fact.evidence.sentence == sentence}
            if found := [activity for activity in self.near if named & set(activity.values(FIELD_OF[kind]))]:
                return found
        if "case" in says(self.facts.sentences[sentence].text):  # "Bij een verhuizing …": not of all
            return [activity for activity in self.near if activity.name == "Algemeen"]
        return []

    def _told(self, activity: Activity, spread: list[tuple[Fact, dict[Activity, Origin | None]]]) -> Iterator[Told]:
        for fact, ties in spread:
            if activity in ties:
                yield self._words(fact) if fact.kind == "passage" else fact.value, fact, ties[activity]

    def _words(self, passage: Fact) -> str:
        """What a passage says: its sentence, or all that the label of a record's item introduces."""
        index = self.facts.sentences[passage.evidence.sentence].block
        item, block = self.records.get(index), self.document.blocks[index]
        return block.text[item.content :] if item else passage.evidence.text

    def _places(self, activity: Activity) -> tuple[set[int], set[tuple[str, ...]]]:
        """The sentences of an activity's own facts, with those of their rows, and the sections that are about it."""
        own = [self.facts.facts[link.fact] for link in activity.links if link.basis in ("sentence", "list", "row")]
        rows = {
            (cell.table, cell.row) for fact in own if (cell := self._block(fact.evidence).cell) and not cell.is_header
        }
        sentences = {fact.evidence.sentence for fact in own}
        lists = {item.record for fact in own if (item := self.records.get(self._index(fact.evidence)))}
        for sentence in self.facts.sentences if lists else ():
            if (item := self.records.get(sentence.block)) and item.record in lists:
                sentences.add(sentence.index)
        for sentence in self.facts.sentences if rows else ():
            cell = self.document.blocks[sentence.block].cell
            if cell and (cell.table, cell.row) in rows:
                sentences.add(sentence.index)
        purposes = [self.facts.facts[link.fact].evidence for link in activity.links if link.field == "purposes"]
        return sentences, {
            evidence.section
            for evidence in purposes
            if evidence.section not in self.no_section and not many_matters(evidence.section)
        }

    def _index(self, evidence: Evidence) -> int:
        return self.facts.sentences[evidence.sentence].block

    def _block(self, evidence: Evidence) -> Block:
        return self.document.blocks[self._index(evidence)]

    def _linked(self, activity: Activity, name: str) -> Iterator[Told]:
        for link in activity.links:
            if link.field == name:
                yield link.value, self.facts.facts[link.fact], _ELSEWHERE.get(link.basis)

    def _interests(self, activity: Activity) -> Iterator[Told]:
        for value, fact, via in self._linked(activity, "legal_bases"):
            if value == "legitimate_interests" and fact.attributes.get("interest"):
                yield str(fact.attributes["interest"]), fact, via

    def _seats(self, activity: Activity) -> Iterator[Told]:
        """The countries outside the EEA in which recipients are established, where the text is silent on transfers."""
        for name, fact, _ in self._linked(activity, "recipients"):
            if (seat := load_vocabulary().seat(name)) in load_form().countries and seat:
                yield load_form().countries[seat].nl, fact, "recipient_seat"

    def _name(self, activity: Activity) -> ValueModel:
        """The name, with the heading, cell or label that it repeats; else with the purposes that it was made of."""
        facts = [self.facts.facts[link.fact] for link in activity.links]
        purposes = [self.facts.facts[link.fact] for link in activity.links if link.field == "purposes"]
        here = self.facts.sentences[facts[0].evidence.sentence].block
        repeated = [
            index
            for index, block in enumerate(self.document.blocks)
            if _repeats(activity.name.casefold(), block.text.casefold(), label(block).casefold(), block.kind)
        ]
        if not repeated:
            return self._value(
                activity.name, [(fact, "purposes" if purposes else "content") for fact in purposes or facts]
            )
        index = min(repeated, key=lambda index: (abs(index - here), index))
        start = self.document.starts[index]
        start, end = self.document.source_span(start, start + len(self.document.blocks[index].text))
        block = self.document.blocks[index]
        return ValueModel(
            value=activity.name, category=None, status="stated", inferred_from=None, conditional=False,
            confidence="high", flags=[],
            sources=[self._passage(self.document.source.text[start:end], block.text, start, block.headings)],
        )  # fmt: skip

    def _cell(self, found: Iterable[Told]) -> CellModel:
        """One value for each distinct one, by its strongest tie, with every passage that shows it."""
        groups: dict[str, list[tuple[Fact, Origin | None]]] = {}
        for value, fact, via in found:
            groups.setdefault(value, []).append((fact, via))
        return CellModel.of([self._value(value, shown) for value, shown in groups.items()])

    def _value(self, value: str, shown: list[tuple[Fact, Origin | None]]) -> ValueModel:
        first, via = min(shown, key=lambda entry: _doubt(*entry))
        places = dict.fromkeys(fact.evidence for fact, _ in shown)
        return ValueModel(
            value=value,
            category=first.value if first.kind == "recipient" and value == first.attributes.get("name") else None,
            status="inferred" if via else "stated",
            inferred_from=via,
            conditional=all(fact.assertion is Assertion.CONDITIONAL for fact, _ in shown),
            confidence=CONFIDENCE[min(_doubt(first, via), 2)],
            flags=flags_of(first.kind, value),
            sources=list({(s.line, s.column, s.quote): s for s in map(self._source, places)}.values()),
        )

    def _source(self, evidence: Evidence) -> SourceModel:
        return self._passage(evidence.quote, evidence.text, evidence.start, evidence.section)

    def _passage(self, quote: str, text: str, start: int, section: tuple[str, ...]) -> SourceModel:
        line, column = self.document.line_column(start)
        return SourceModel(
            statement=self.index, quote=quote, text=text, line=line, column=column, section=list(section)
        )


def _repeats(name: str, text: str, label: str, kind: str) -> bool:
    """Whether a block is what an activity is named after: a cell, a label, a heading with or without its number."""
    return name in (text, label) or (kind == "heading" and text.endswith(f" {name}"))


def _doubt(fact: Fact, via: Origin | None) -> int:
    return (_DOUBT[via] if via else 0) + (fact.assertion is Assertion.CONDITIONAL)


def _many(fact: Fact, attribute: str) -> Sequence[object]:
    found = fact.attributes.get(attribute)
    return found if isinstance(found, list | tuple) else ()


def _countries(transfers: Iterable[Told]) -> Iterator[Told]:
    """The countries of a transfer; "stated" when the text names none, "none" when it says that there is no transfer."""
    for value, fact, via in transfers:
        for country in _many(fact, "countries") or [value]:
            yield str(country), fact, via


def _asked(row: RowModel, name: str) -> bool:
    """Whether an empty cell asks for something: an interest needs its basis, a safeguard its transfer."""
    if row.cells[name].status != "not_stated":
        return False
    if name == "interest":
        return any(value.value == "legitimate_interests" for value in row.cells["legal_bases"].values)
    if name == "safeguards":
        return any(value.value != "none" for value in row.cells["transfers"].values)
    return True


def questions(rows: Sequence[RowModel]) -> Iterator[QuestionModel]:
    """What is not stated: one question a field, with the rows that it is about; those about all rows come first."""
    form = load_form()
    asked: list[QuestionModel] = []
    for name, info in form.fields.items():
        lacking = [row for row in rows if info.question is not None and _asked(row, name)]
        if name in OF_THE_STATEMENT:  # not of activities that people added
            lacking = [row for row in lacking if row.statements]
        if info.question is None or not lacking:
            continue
        many: Literal["one", "some", "all"] = "one" if len(lacking) == 1 else "some"
        where = form.where["all" if len(lacking) == len(rows) > 1 else many]
        asked.append(
            QuestionModel(
                field=name,
                rows=[row.id for row in lacking],
                article=info.article,
                text={
                    "nl": info.question.nl.format(where=where.nl.format(name=lacking[0].name)),
                    "en": info.question.en.format(where=where.en.format(name=lacking[0].name)),
                },
            )
        )
    yield from sorted(asked, key=lambda question: len(question.rows) < len(rows))
