"""What every form of a comparison shows, made once: organisations, parts, requirements, figures, what stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analyser.compare.model import (
    INVENTORY,
    CellModel,
    ComparisonModel,
    FiguresModel,
    GroupModel,
    InventoryModel,
    OrganisationModel,
    OutlierModel,
    PeriodsModel,
    QuoteModel,
    RequirementModel,
    RetentionModel,
    ShareModel,
)
from analyser.compare.outliers import LEAST
from analyser.render.compare.words import Words, told
from analyser.render.environment import clean
from analyser.types import Language

BANDS = (50, 65, 80, 90)  # where a score passes into the next of five shades
REST = ("not_applicable", "not_checked")
QUOTES = 3  # of a verdict, on a page
MANY = 100  # organisations above which a page or a workbook would get too large to open with every passage in it
_OUTLIERS = ("retention", "verdict", "value", "no_value", "score")


def band(score: float | None) -> str:
    """The shade of a score, "b0" (low) to "b4"; "none" without one."""
    return "none" if score is None else f"b{sum(score >= limit for limit in BANDS)}"


@dataclass(frozen=True)
class PartView:
    """A part with its requirements."""

    id: str
    title: str
    requirements: tuple[RequirementModel, ...]


@dataclass(frozen=True)
class FindingView:
    """A verdict on one organisation, in words."""

    id: str  # of its anchor
    title: str
    status: str
    word: str
    article: str
    message: str
    quotes: tuple[tuple[str, str], ...]  # text, place


class View:
    """A comparison in the words of one language."""

    def __init__(self, comparison: ComparisonModel, language: Language) -> None:
        self.comparison = told(comparison, language)
        self.language = language
        self.w = Words(language)
        self.t = self.w.texts
        self.many = len(comparison.organisations) > MANY
        self.grouped = comparison.group_by is not None
        self.organisations = comparison.organisations
        self.groups = comparison.groups
        self.names = {one.id: clean(one.name) for one in comparison.organisations}

    @property
    def title(self) -> str:
        """What the report is."""
        return self.w("title")

    @cached_property
    def meta(self) -> list[str]:
        """What the header line says."""
        of = self.comparison
        told = [self.w("count", n=len(of.organisations))]
        if of.group_by:
            told.append(self.w("grouped", column=self.w.column(of.group_by)))
        told += [self.w("where", condition=clean(condition)) for condition in of.where]
        if of.anonymised:
            told.append(self.w("anonymised"))
        return told

    @cached_property
    def parts(self) -> list[PartView]:
        """The parts that have requirements, in their order."""
        parts = [
            PartView(id, title[self.language], tuple(row for row in self.comparison.requirements if row.part == id))
            for id, title in self.comparison.parts.items()
        ]
        return [part for part in parts if part.requirements]

    @cached_property
    def metadata(self) -> list[str]:
        """The columns of the metadata."""
        return list(dict.fromkeys(name for one in self.organisations for name in one.metadata))

    @cached_property
    def weighting(self) -> list[str]:
        """How the scores are made."""
        return self.w.weighting(self.comparison)

    @cached_property
    def weakest(self) -> list[tuple[RequirementModel, ShareModel]]:
        """The requirements that apply to somebody, by the share of all organisations that meet them, weakest first;
        those that apply to few come last, since their share says little."""
        few = min(LEAST, len(self.organisations) / 2)
        rows = [(row, row.shares[0]) for row in self.comparison.requirements if row.shares[0].n]
        return sorted(rows, key=lambda pair: (pair[1].n < few, pair[1].share or 0.0, -pair[1].n))

    @cached_property
    def lawful(self) -> list[tuple[RequirementModel, ShareModel]]:
        """What the law requires, weakest first."""
        return [(row, of) for row, of in self.weakest if row.role == "requirement" and row.severity != "advice"]

    @cached_property
    def outliers(self) -> list[tuple[str, list[OutlierModel]]]:
        """What stands out, by kind."""
        found = [(kind, [o for o in self.comparison.outliers if o.kind == kind]) for kind in _OUTLIERS]
        return [(kind, outliers) for kind, outliers in found if outliers]

    @property
    def without_outliers(self) -> str:
        """Why nothing stands out."""
        few = len(self.organisations) < LEAST
        return self.w("outliers.few", n=LEAST) if few else self.w("outliers.none")

    @cached_property
    def inventory(self) -> list[tuple[str, list[InventoryModel]]]:
        """What is mentioned, by kind, the most mentioned first."""
        by_kind = [(kind, [row for row in self.comparison.inventory if row.kind == kind]) for kind in INVENTORY]
        return [(kind, sorted(rows, key=lambda row: -row.shares[0].met)) for kind, rows in by_kind if rows]

    def spreads(self, group: GroupModel) -> list[tuple[str, FiguresModel]]:
        """The figures of a group: of the total, then of each part."""
        return [(self.w("total"), group.score), *((part.title, group.parts[part.id]) for part in self.parts)]

    def spread(self, figures: FiguresModel) -> str:
        """The figures of periods in words: the median, or from how long to how long."""
        if figures.median is not None:
            return self.w("usual", median=self.w.days(figures.median), n=figures.n)
        if figures.n and figures.least == figures.most:
            return self.w("single", least=self.w.days(figures.least), n=figures.n)
        if figures.n:
            return self.w("range", least=self.w.days(figures.least), most=self.w.days(figures.most), n=figures.n)
        return self.w("criteria")

    def kept(self, row: RetentionModel) -> str:
        """What a row of the periods is about."""
        return self.w.subject(row.kind, row.value)

    def longest_first(self, row: RetentionModel) -> list[PeriodsModel]:
        """The organisations of a row by their longest period; those that give criteria only come last."""
        return sorted(row.entries, key=lambda entry: -(entry.days or 0.0))

    def passages(self, entry: PeriodsModel) -> list[QuoteModel]:
        """The passages of the periods of an organisation, each once."""
        quotes = [quote for period in entry.periods for quote in period.quotes[:1]]
        return list({(quote.text, quote.line, quote.page): quote for quote in quotes}.values())

    @cached_property
    def facts(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """What is known of each organisation besides its verdicts: label and text."""
        return {one.id: self._facts(one) for one in self.organisations}

    def _facts(self, one: OrganisationModel) -> list[tuple[str, str]]:
        told = [(self.w.column(name), clean(value)) for name, value in one.metadata.items()]
        if one.jurisdiction:
            told.append((self.w("law"), self.t(f"jurisdiction.{one.jurisdiction}")))
        if one.source:
            told.append((self.w("version"), self.t.date(one.version_date) if one.version_date else self.t("undated")))
            told.append((self.w("file"), clean(one.source)))
        if one.words:
            told.append((self.w("words"), str(one.words)))
        return told

    def findings(self, number: int, part: PartView) -> list[FindingView]:
        """The verdicts of a part on the organisation with an index, those that ask for something first."""
        order = ("missing", "violated", "partial") if self.many else ("missing", "violated", "partial", "met")
        cells = [(row, row.cells[number]) for row in part.requirements]
        shown = [(row, cell) for row, cell in cells if cell.status in order]
        shown.sort(key=lambda pair: order.index(pair[1].status))
        return [self._finding(row, cell) for row, cell in shown]

    def _finding(self, row: RequirementModel, cell: CellModel) -> FindingView:
        return FindingView(
            id=self.anchor(row, cell),
            title=self.w.title(row),
            status=cell.status,
            word=self.w.verdict(cell.status, row.role),
            article=self.w.citation(row),
            message=clean(cell.message),
            quotes=tuple((clean(quote.text), self.w.place(quote)) for quote in cell.quotes[:QUOTES]),
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each rule in the matrix."""
        return {row.rule: number for number, row in enumerate(self.comparison.requirements)}

    def anchor(self, row: RequirementModel, cell: CellModel) -> str:
        """The name of the anchor of a verdict on the page of its organisation."""
        return f"{cell.organisation}-{self.numbers[row.rule]}"

    def resting(self, number: int, part: PartView, *statuses: str) -> list[str]:
        """The titles of the items of a part that have one of these verdicts."""
        return [self.w.title(row) for row in part.requirements if row.cells[number].status in statuses]
