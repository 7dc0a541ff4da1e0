"""The matrix in long form (RFC 4180): a line a passage, and one for each verdict without any.

The columns keep their names in every language. `passage` numbers the passages of a verdict from 1 and is 0 where there
is none: lines with 0 or 1 are the verdicts, each once.
"""

from __future__ import annotations

import csv
import io

from analyser.compare.model import ComparisonModel
from analyser.render.compare.words import Words
from analyser.render.environment import clean
from analyser.render.register import defused
from analyser.types import Language

_COLUMNS = ("rule", "title", "part", "role", "severity", "article", "weight", "status", "passage", "quote", "line",
            "page")  # fmt: skip


def render(comparison: ComparisonModel, language: Language) -> str:
    """Every verdict on every organisation that its rule was checked for."""
    words = Words(language)
    metadata = list(dict.fromkeys(name for one in comparison.organisations for name in one.metadata))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defused(name) for name in ("organisation", "source", *metadata, *_COLUMNS)])
    for number, organisation in enumerate(comparison.organisations):
        of = [clean(organisation.name), clean(organisation.source)]
        of += [clean(organisation.metadata.get(name, "")) for name in metadata]
        for row in comparison.requirements:
            cell = row.cells[number]
            if cell.status == "not_checked":
                continue
            about = [row.rule, words.title(row), row.part, row.role, row.severity, words.citation(row)]
            passages = [
                (str(n), quote.text, str(quote.line or ""), str(quote.page or ""))
                for n, quote in enumerate(cell.quotes, 1)
            ]
            for passage in passages or [("0", "", "", "")]:
                cells = (*of, *about, f"{row.weight:g}", cell.status, *passage)
                writer.writerow([defused(clean(text)) for text in cells])
    return out.getvalue()
