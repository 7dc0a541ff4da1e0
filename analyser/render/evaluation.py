"""The figures of an evaluation as text tables, Markdown or JSON; in English, for developers and researchers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyser.evaluate import ABSENT, MEASURES, Comparison, Counts, Evaluation, accuracy, kappa
from analyser.readings import Passage
from analyser.render.environment import clean, escape_markdown

# Measures whose values are names or dates as written, or pairs: a table by value would only list the texts.
_NO_IDS = ("recipient_names", "contact", "version_date")
_STATUSES = ("met", "partial", "missing", "not_applicable", ABSENT)
_NUMBER = re.compile(r"[-+]?\d*\.?\d+|–|")
_IDENTIFIER = re.compile(r"[\w:/-]*_[\w:/-]*")
_QUOTE = 240  # characters of a passage that are shown


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A difference: what it is, and the passage that shows it."""

    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Listing:
    title: str
    items: tuple[_Item, ...]


def render(evaluation: Evaluation, format_: str, *, per_id: bool = False, details: bool = False) -> str:
    """The report in the format text, markdown or json; ends with a line feed."""
    if format_ == "json":
        return json.dumps(_content(evaluation, per_id, details), ensure_ascii=False, indent=2) + "\n"
    parts = tuple(_parts(evaluation, per_id, details))
    count = len(evaluation.result.statements)
    title = f"Evaluation on {count} statement{'' if count == 1 else 's'}"
    draw, heading = (_markdown, f"# {title}\n") if format_ == "markdown" else (_text, f"{title}\n")
    return "\n".join((heading, *map(draw, parts)))


# --- what is told


def _parts(evaluation: Evaluation, per_id: bool, details: bool) -> Iterator[_Table | _Listing]:
    result, baseline = evaluation.result, evaluation.baseline
    yield _measures(result, baseline)
    yield _shares(result, baseline)
    yield _rules(result, baseline)
    yield _confusion(result)
    if per_id:
        for name in MEASURES:
            if name not in _NO_IDS and not name.startswith("link:") and result.by_value[name]:
                rows = tuple((value, *_figures(counts)) for value, counts in result.by_value[name].items())
                yield _Table(name, ("id", "P", "R", "F1", "tp", "fp", "fn"), rows)
    if details:
        yield from _differences(result)


def _figures(counts: Counts) -> tuple[str, ...]:
    ratios = (counts.precision, counts.recall, counts.f1)
    return (*(f"{ratio:.3f}" for ratio in ratios), str(counts.tp), str(counts.fp), str(counts.fn))


def _measures(result: Comparison, baseline: Comparison | None) -> _Table:
    columns: tuple[str, ...] = ("measure", "P", "R", "F1", "tp", "fp", "fn")
    if baseline is not None:
        columns += ("keywords P", "R", "F1", "gain in F1")
    rows = []
    for name, counts in result.totals.items():
        row = (name, *_figures(counts))
        if baseline is not None:
            plain = baseline.totals[name]
            row += (*_figures(plain)[:3], f"{counts.f1 - plain.f1:+.3f}")
        rows.append(row)
    return _Table("Measures", columns, tuple(rows))


def _shares(result: Comparison, baseline: Comparison | None) -> _Table:
    sides = [result] if baseline is None else [result, baseline]
    rows = [
        ("verdict accuracy", *(f"{accuracy(side.confusion):.3f}" for side in sides), str(result.confusion.total())),
        ("kappa of the verdicts", *(_ratio(kappa(side.confusion)) for side in sides), str(result.confusion.total())),
    ]
    if result.activities.gold or result.activities.found:
        for of, shared in (("", [s.activities for s in sides]), (", of those with one", [s.purposed for s in sides])):
            found, right = ([f"{getattr(s, ratio):.3f}" for s in shared] for ratio in ("recall", "precision"))
            rows.append((f"activities found, by a purpose{of}", *found, str(shared[0].gold)))
            rows.append((f"activities in the gold, by a purpose{of}", *right, str(shared[0].found)))
    if result.quotes:
        literal = (f"{side.literal / side.quotes:.3f}" if side.quotes else "–" for side in sides)
        rows.insert(0, ("quotes literal", *literal, str(result.quotes)))
    named = ("share",) if baseline is None else ("share", "keywords")
    return _Table("Verdicts, quotes and activities", ("measure", *named, "of"), tuple(rows))


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _rules(result: Comparison, baseline: Comparison | None) -> _Table:
    plainly = ("keywords",) if baseline else ()
    columns = ("requirement", "accuracy", "kappa", *plainly, "gold → found, where they differ")
    rows = []
    for rule, pairs in result.verdicts.items():
        plain = (f"{accuracy(baseline.verdicts[rule]):.3f}",) if baseline else ()
        wrong = sorted((-count, gold, found) for (gold, found), count in pairs.items() if gold != found)
        told = "; ".join(f"{gold} → {found} {-count}" for count, gold, found in wrong)
        rows.append((rule, f"{accuracy(pairs):.3f}", _ratio(kappa(pairs)), *plain, told))
    return _Table("Verdicts by requirement", columns, tuple(rows))


def _confusion(result: Comparison) -> _Table:
    known = [status for status in _STATUSES if any(status in pair for pair in result.confusion)]
    rows = (
        (gold, *(str(result.confusion[gold, found]) for found in known)) for gold in known if gold != ABSENT
    )
    return _Table("Verdicts: gold in rows, found in columns", ("gold", *known), tuple(rows))


def _differences(result: Comparison) -> Iterator[_Listing]:
    for name in MEASURES:
        items = tuple(
            _Item(f"{'missed' if d.sort == 'missed' else 'false alarm'}: {d.value} ({d.statement})", d.passage)
            for d in result.differences
            if d.measure == name
        )
        if items:
            yield _Listing(f"Differences: {name}", items)
    judged = tuple(
        _Item(f"{d.rule}: gold {d.gold}, found {d.found} ({d.statement})", d.passage)
        for d in result.verdict_differences
    )
    if judged:
        yield _Listing("Differences: verdicts", judged)


# --- how it is told


def _right(table: _Table, index: int) -> bool:
    """Whether a column holds numbers, which stand to the right."""
    return index > 0 and all(_NUMBER.fullmatch(row[index]) for row in table.rows) and any(r[index] for r in table.rows)


def _shown(passage: Passage, *, code: bool = False) -> str:
    quote = clean(passage.quote)
    quote = quote[: _QUOTE - 1] + "…" if len(quote) > _QUOTE else quote
    section = clean(" > ".join(passage.section))
    if code:
        quote, section = escape_markdown(quote), escape_markdown(section)
    return " ".join(part for part in (f"“{quote}”" if quote else "", f"[{section}]" if section else "") if part)


def _text(part: _Table | _Listing) -> str:
    title = f"{part.title}\n"
    if isinstance(part, _Listing):
        told = []
        for item in part.items:
            told.append(f"  {clean(item.text)}\n")
            told += [f"      {shown}\n"] if (shown := _shown(item.passage)) else []
        return title + "".join(told)
    lines: list[tuple[str, ...]] = [part.columns, *(tuple(map(clean, row)) for row in part.rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(part.columns))]
    right = [_right(part, index) for index in range(len(part.columns))]
    return title + "".join(
        "  " + "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, right, strict=True)
        ).rstrip() + "\n"
        for line in lines
    )  # fmt: skip


def _cell(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return text
    return f"`{text}`" if _IDENTIFIER.fullmatch(text) else escape_markdown(text)


def _markdown(part: _Table | _Listing) -> str:
    title = f"## {_cell(part.title)}\n\n"
    if isinstance(part, _Listing):
        lines = []
        for item in part.items:
            shown = _shown(item.passage, code=True)
            lines.append(f"- {escape_markdown(item.text)}" + (f": {shown}\n" if shown else "\n"))
        return title + "".join(lines)
    rule = ["---:" if _right(part, index) else "---" for index in range(len(part.columns))]
    rows: list[Sequence[str]] = [part.columns, rule, *([_cell(cell) for cell in row] for row in part.rows)]
    return title + "".join("| " + " | ".join(row) + " |\n" for row in rows)


# --- JSON


def _content(evaluation: Evaluation, per_id: bool, details: bool) -> dict[str, Any]:
    result = evaluation.result
    content: dict[str, Any] = {"statements": list(result.statements), **_numbers(result)}
    if per_id:
        content["per_id"] = {name: _counted(values) for name, values in result.by_value.items()}
    if details:
        content["differences"] = [
            {"measure": d.measure, "statement": d.statement, "sort": d.sort, "value": d.value, **_place(d.passage)}
            for d in result.differences
        ]
        content["verdict_differences"] = [
            {"rule": d.rule, "statement": d.statement, "gold": d.gold, "found": d.found, **_place(d.passage)}
            for d in result.verdict_differences
        ]
    if evaluation.baseline is not None:
        content["baseline"] = {"name": "keywords", **_numbers(evaluation.baseline)}
    return content


def _numbers(result: Comparison) -> dict[str, Any]:
    return {
        "measures": _counted(result.totals),
        "quotes_literal": result.literal / result.quotes if result.quotes else None,
        "activities_recall": result.activities.recall,
        "activities_precision": result.activities.precision,
        "verdict_accuracy": accuracy(result.confusion),
        "verdict_kappa": kappa(result.confusion),
        "verdicts": {
            rule: {
                "accuracy": accuracy(pairs),
                "kappa": kappa(pairs),
                "confusion": [
                    {"gold": gold, "found": found, "count": count} for (gold, found), count in sorted(pairs.items())
                ],
            }
            for rule, pairs in result.verdicts.items()
        },
    }


def _counted(values: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "precision": counts.precision, "recall": counts.recall, "f1": counts.f1,
            "tp": counts.tp, "fp": counts.fp, "fn": counts.fn,
        }
        for name, counts in values.items()
    }  # fmt: skip


def _place(passage: Passage) -> dict[str, str | Sequence[str]]:
    return {"quote": passage.quote, "section": list(passage.section)}
