"""How often purposes go with data, bases, periods and recipients: `python -m tests.usual_tables` writes rules/usual/.

Counted in the annotations of corpus/gold: of the statements that tell of a purpose and of a value, the share in which
an activity has both. Few statements say little, so that each pair is weighed against what its purpose and its value
share with others, and a purpose or value of fewer than five statements is counted under "other".
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from analyser.annotation import Annotation
from analyser.evaluate import load_gold

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ("data_categories", "legal_bases", "retention", "recipients")
OTHER = "other"
_LEAST = 5  # statements
_PAIR, _ALONE = 8, 10  # as many statements as what is expected of a pair, or of one of the two, weighs
_MOST = 0.95

Pair = tuple[str, str]
Told = dict[Pair, bool]  # purpose and value of one statement, and whether an activity has both


def told(annotation: Annotation, field: str) -> Told:
    """The purposes and values that one statement tells of; recipients by category."""
    category = {item.name or item.category: item.category for item in annotation.recipients}
    tied = {
        (purpose, value)
        for activity in annotation.activities
        for purpose in activity.purposes
        for value in getattr(activity, field)
    }
    found: Told = {}
    for purpose, value in product(annotation.values("purposes"), annotation.values(field)):
        pair = purpose, category[value] if field == "recipients" else value
        found[pair] = found.get(pair, False) or (purpose, value) in tied
    return found


def shares(statements: Iterable[Told]) -> dict[Pair, int]:
    """The share of each pair in percent, with "other" for the purposes and for the values that are rare."""
    statements = list(statements)
    common = [_common({pair[side] for pair in one} for one in statements) for side in (0, 1)]
    seen: Counter[tuple[str | None, str | None]] = Counter()
    tied: Counter[tuple[str | None, str | None]] = Counter()
    for one in statements:
        for (purpose, value), both in one.items():
            row, column = purpose if purpose in common[0] else OTHER, value if value in common[1] else OTHER
            for key in ((row, column), (row, None), (None, column), (None, None)):
                seen[key] += 1
                tied[key] += both
    base = tied[None, None] / seen[None, None]

    def alone(key: tuple[str | None, str | None]) -> float:
        return (tied[key] + _ALONE * base) / (seen[key] + _ALONE)

    return {
        (row, column): round(100 * (tied[row, column] + _PAIR * expected) / (seen[row, column] + _PAIR))
        for row, column in product(*([*sorted(names), OTHER] for names in common))
        for expected in [min(_MOST, alone((row, None)) * alone((None, column)) / base)]
    }


def _common(statements: Iterable[set[str]]) -> set[str]:
    count = Counter(name for names in statements for name in names)
    return {name for name, times in count.items() if times >= _LEAST} - {OTHER}


def table(field: str) -> str:
    """The content of one file: a row for each purpose, a column for each value."""
    found = shares(told(annotation, field) for annotation in load_gold(ROOT / "corpus" / "gold"))
    columns = list(dict.fromkeys(column for _, column in found))
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["purpose", *columns])
    for row in dict.fromkeys(row for row, _ in found):
        rows.writerow([row, *(found[row, column] for column in columns)])
    return written.getvalue()


def main(folder: Path) -> None:
    """Writes a file for each field."""
    for field in FIELDS:
        (folder / f"{field}.csv").write_text(table(field), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "rules" / "usual")
