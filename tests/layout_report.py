"""How much the layout of a text matters: `python -m tests.layout_report [number of statements]`.

Takes Markdown statements of the learning half of the corpus, takes signs of their layout away, and prints F1 of facts
and links against their annotations for each way.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from analyser.evaluate import Comparison, Counts, evaluate

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FACTS = ("data_categories", "purposes", "legal_bases", "rights", "retention", "recipient_categories")
LINKS = ("link:data_categories", "link:legal_bases", "link:retention", "link:recipients")
_ITEM = re.compile(r"^\s*[-*+] +(.+)$")


def plain_headings(text: str) -> str:
    """Headings as lines on their own."""
    return re.sub(r"(?m)^#+ +(.+?) *#*$", r"\1", text)


def plain_items(text: str) -> str:
    """Items of lists as lines without a sign."""
    return re.sub(r"(?m)^\s*[-*+] +", "", text)


def running_items(text: str) -> str:
    """Lists as one sentence, with semicolons between what were the items."""
    lines: list[str] = []
    items: list[str] = []
    for line in [*text.split("\n"), "."]:
        if item := _ITEM.match(line):
            items.append(item[1].rstrip(";,. "))
        elif not (items and not line.strip()):
            if items:
                sentence = "; ".join(items) + "."
                before = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), None)
                if before is not None and not lines[before].startswith("#"):
                    lines[before:] = [f"{lines[before]} {sentence}", ""]
                else:
                    lines += [sentence, ""]
                items = []
            lines.append(line)
    return "\n".join(lines[:-1])


LAYOUTS: Mapping[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "headings on plain lines": plain_headings,
    "items on plain lines": plain_items,
    "items in a sentence": running_items,
}


def measured(names: list[str], change: Callable[[str], str]) -> Comparison:
    """The statements of these names, laid out otherwise, against their annotations."""
    with tempfile.TemporaryDirectory() as place:
        gold, texts = Path(place, "gold"), Path(place, "text")
        gold.mkdir()
        texts.mkdir()
        for name in names:
            (gold / f"{name}.yaml").write_bytes((CORPUS / "gold" / f"{name}.yaml").read_bytes())
            text = (CORPUS / "text" / f"{name}.md").read_text(encoding="utf-8")
            (texts / f"{name}.md").write_text(change(text), encoding="utf-8")
        return evaluate(gold, texts).result


def statements(most: int | None = None) -> list[str]:
    """The names of the Markdown statements by the alphabet; of so many, evenly over all of them."""
    names = sorted(path.stem for path in (CORPUS / "text").glob("*.md"))
    return names[:: max(len(names) // most, 1)][:most] if most else names


def f1(result: Comparison, measures: tuple[str, ...]) -> float:
    """F1 over the counts of several measures."""
    return sum((result.totals[measure] for measure in measures), Counts()).f1


def main() -> None:
    """Prints the table."""
    names = statements(int(sys.argv[1]) if len(sys.argv) > 1 else None)
    print(f"| layout ({len(names)} statements) | facts | " + " | ".join(LINKS) + " |")
    print("| --- |" + " ---: |" * (1 + len(LINKS)))
    for layout, change in LAYOUTS.items():
        result = measured(names, change)
        figures = [f1(result, FACTS), *(result.totals[link].f1 for link in LINKS)]
        print(f"| {layout} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
