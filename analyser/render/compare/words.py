"""The words of a comparison, from reports/compare.yaml and the texts that all reports share."""

from __future__ import annotations

from analyser.compare.model import ALL, ComparisonModel, OutlierModel, PeriodModel, QuoteModel, RequirementModel
from analyser.errors import DataFileError
from analyser.render.texts import Texts, load_report_file
from analyser.types import Language

FILE = "compare.yaml"
_YEAR, _MONTH = 365.2425, 30.436875  # days, of the Gregorian calendar
_UNITS_FROM = ((2 * _YEAR - 1, _YEAR, "years"), (60.0, _MONTH, "months"))


class Words:
    """The words of one language; call it with a key and the values to fill in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.texts = Texts(language)
        self._words = load_report_file(FILE)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, singular or plural by `n`; raises DataFileError when there is no such text."""
        entry = self._words.get(key)
        if not isinstance(entry, dict) or self.language not in entry:
            raise DataFileError(f"{FILE}: {key}: there is no text in {self.language!r}; add it")
        text = str(entry[self.language])
        if "|" in text:
            text = text.split("|")[0 if values.get("n") == 1 else 1]
        return text.format(**values)

    def number(self, value: float | None, none: str = "–") -> str:
        """A number with at most one decimal, in the manner of the language; `none` for none."""
        if value is None:
            return none
        text = f"{value:.1f}".removesuffix(".0")
        return text.replace(".", ",") if self.language == "nl" else text

    def percent(self, share: float | None) -> str:
        """A share from 0 to 1 as a whole percentage."""
        return "–" if share is None else f"{100 * share:.0f}%"

    def place(self, quote: QuoteModel) -> str:
        """Where a passage stands: its line, of a PDF its page."""
        return self.texts("line", n=quote.line) if quote.line else self("page", n=quote.page)

    def verdict(self, status: str, role: str) -> str:
        """A verdict in words."""
        if status in ("clear", "not_checked"):
            return self(f"status.{status}")
        return self.texts.status(role, status)

    def column(self, name: str) -> str:
        """A column of the metadata in words, or as it was named."""
        return self(f"column.{name}") if f"column.{name}" in self._words else name

    def group(self, name: str) -> str:
        """A group by its name."""
        return name or self("all")

    def days(self, days: float | None) -> str:
        """A number of days as a reader would say it: "2 jaar", "18 maanden", "4 weken", "30 dagen"."""
        if days is None:
            return "–"
        for least, unit, name in _UNITS_FROM:
            if days >= least:
                return self(f"unit.{name}", n=self.number(round(days / unit, 1)))
        days = round(days) or days
        if days >= 14 and days % 7 == 0:
            return self("unit.weeks", n=self.number(days / 7))
        return self("unit.days", n=1) if days == 1 else self("unit.days", n=self.number(days))

    def period(self, period: PeriodModel) -> str:
        """A period or criterion, and whether it holds under a condition."""
        text = self.texts.value("retention", period.value)
        return f"{text} ({self.texts('conditional')})" if period.conditional else text

    def subject(self, kind: str, value: str) -> str:
        """What is kept or mentioned."""
        return self("retention.general") if kind == "general" else self.texts.value(kind, value)

    def title(self, requirement: RequirementModel) -> str:
        """The title of a requirement."""
        return requirement.title[self.language]

    def citation(self, requirement: RequirementModel) -> str:
        """Where the law asks it, "" when nowhere."""
        return self.texts.citation(requirement.law, requirement.article) if requirement.article else ""

    def sentence(self, outlier: OutlierModel, titles: dict[str, RequirementModel]) -> str:
        """What stands out, as a sentence."""
        of = self("of", n=outlier.n) if outlier.group == ALL else self("of.group", n=outlier.n, group=outlier.group)
        kind = outlier.kind
        if kind == "verdict":
            row = titles[outlier.subject]
            return self(f"outlier.{row.role}.{outlier.value}", of=of, subject=self.title(row))
        if kind == "score":
            score, usual = float(outlier.value), outlier.usual or 0.0
            key = f"outlier.score.{'low' if score < usual else 'high'}"
            return self(key, of=of, value=self.number(score), usual=self.number(usual))
        subject = self.subject(outlier.field, outlier.subject)
        period = self.texts.value("retention", outlier.value) if kind == "retention" else ""
        key = f"outlier.{kind}.{outlier.field}"
        return self(key, of=of, subject=subject, period=period, usual=self.days(outlier.usual))

    def weighting(self, comparison: ComparisonModel) -> list[str]:
        """How the scores are made, in sentences."""
        weights = comparison.weights
        factors = {name: self.number(getattr(weights, name)) for name in ("error", "warning", "advice")}
        partial = f"{100 * weights.partial:.0f}%"
        told = [self("weights.text", **factors, partial=partial)]
        for key, own, names in (
            ("weights.parts", weights.parts, {id: title[self.language] for id, title in comparison.parts.items()}),
            ("weights.rules", weights.rules, {}),
        ):
            if own:
                told.append(self(key, list=", ".join(f"{names.get(n, n)} × {self.number(w)}" for n, w in own.items())))
        from analyser.compare.weights import Weights

        standard = Weights() == Weights.model_validate(weights.model_dump())
        return [*told, self("weights.standard" if standard else "weights.own")]


def told(comparison: ComparisonModel, language: Language) -> ComparisonModel:
    """The comparison with each outlier as a sentence."""
    words, titles = Words(language), {row.rule: row for row in comparison.requirements}
    outliers = [o.model_copy(update={"sentence": words.sentence(o, titles)}) for o in comparison.outliers]
    return comparison.model_copy(update={"outliers": outliers})

