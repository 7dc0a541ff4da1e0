"""Statements in any number, made of the sections of the corpus: each differs from the others."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FIRST = ("Stichting", "Vereniging", "Praktijk", "Winkel", "Bureau", "Gilde", "Atelier", "Coöperatie")
_SECOND = ("De Waaier", "Het Kompas", "De Boomgaard", "Zilvermeeuw", "De Keizerskroon", "Noordkade", "De Vuurtoren")


@lru_cache(maxsize=1)
def _sections() -> tuple[str, ...]:
    """The sections of the Markdown texts: each from its heading up to the next."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "text").glob("*.md")))
    found = [part for text in texts for part in re.split(r"(?m)^(?=## )", text)[1:]]
    return tuple(part for part in found if 100 < len(part) < 1500)


def variant(number: int, sections: int) -> str:
    """The statement of a number: a name of its own, and so many sections of the corpus, shuffled."""
    chance = random.Random(number)
    name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {number}"
    parts = chance.sample(_sections(), sections)
    lead = f"# Privacyverklaring {name}\n\n{name} is verantwoordelijk voor de verwerking van uw gegevens.\n\n"
    return lead + "\n\n".join(part.strip() for part in parts) + "\n"


def write_variants(folder: Path, count: int, sections: int = 1) -> Path:
    """Writes statements numbered from 0 into a folder, which it makes; the folder."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:05}.md").write_text(variant(number, sections), encoding="utf-8")
    return folder
