"""A baseline survives edits: unrelated text that comes, goes or moves changes no finding that is known."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from analyser.analysis import Analysis, analyse
from analyser.diagnostics import diagnose
from analyser.readers import load, source_from_text

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted(path for path in (ROOT / "corpus" / "text").iterdir() if path.suffix in (".md", ".txt"))
# Sentences of no matter to privacy, of an ordinary length, so that no figure of the text leans over.
UNRELATED = (
    "De koffie staat elke ochtend om negen uur klaar.",
    "Ons gebouw ligt op tien minuten lopen van het station.",
    "De tuin achter het huis is vorig jaar opnieuw ingericht.",
    "In de hal hangt een schilderij van de haven bij avond.",
    "Op zaterdag is de ingang aan de achterkant gesloten.",
    "Het oude dak is door een plaatselijke vakman hersteld.",
    "De parkeerplaats biedt ruimte aan twintig fietsen en zes auto's.",
    "Vorig voorjaar kreeg de voordeur een nieuwe kleur.",
    "Bij mooi weer staan de ramen aan de straatkant open.",
    "De lift is breed genoeg voor een kinderwagen.",
)


def known(analysis: Analysis) -> Counter[tuple[str, str]]:
    """What a baseline would hold, but for figures of the whole text, such as the share of long sentences: every
    sentence that comes or goes rightly changes those."""
    figures = {rule.id for rule in analysis.rules.values() if rule.check.kind == "measure"}
    return Counter((d.rule, d.fingerprint) for d in diagnose(analysis) if d.rule not in figures)


class Statement:
    """A statement, and where unrelated text can stand in it: behind whole paragraphs of their own."""

    def __init__(self, path: Path) -> None:
        analysis = analyse(load(path))
        self.path, self.media_type = path, analysis.document.source.media_type
        self.known = known(analysis)
        text = analysis.document.source.text
        ends = []
        for index, block in enumerate(analysis.document.blocks):
            following = analysis.document.blocks[index + 1 : index + 2]
            # What introduces a list or table is not parted from it, nor a heading of plain text from what it heads;
            # and the start tells who speaks.
            if block.kind != "paragraph" or block.list_id is not None or index < 3 or block.text[-1] != ".":
                continue
            if following and following[0].kind in ("list_item", "table_cell"):
                continue
            end = block.pieces[-1].source + block.pieces[-1].source_length
            if text[end : end + 2] == "\n\n":
                ends.append(end)
        self.text, self.places = text, ends

    def edited(self, chosen: dict[int, str]) -> Counter[tuple[str, str]]:
        """What is found with a paragraph behind each of some places."""
        text = self.text
        for place, paragraph in sorted(chosen.items(), reverse=True):
            text = f"{text[:place]}\n\n{paragraph}{text[place:]}"
        return known(analyse(source_from_text(text, str(self.path), self.media_type)))


def edits(statements: list[Statement], number: int, seed: int, at_once: int) -> int:
    """Inserts, deletes and moves unrelated paragraphs and sentences; the number of edits that were tried."""
    chance = random.Random(seed)
    done = 0
    while done < number:
        statement = chance.choice(statements)
        before: dict[int, str] = {}
        for _ in range(at_once):
            before[chance.choice(statement.places)] = " ".join(chance.sample(UNRELATED, chance.randint(1, 3)))
        with_text = statement.edited(before)  # inserted; the other way round, deleted
        assert with_text == statement.known, difference(statement, with_text)
        moved = dict(zip(chance.sample(statement.places, min(len(before), len(statement.places))), before.values(),
                         strict=False))  # fmt: skip
        after = statement.edited(moved)
        assert after == with_text, difference(statement, after)
        done += 3 * len(before)
    return done


def difference(statement: Statement, found: Counter[tuple[str, str]]) -> str:
    """Which rules lost or gained a finding."""
    lost, gained = statement.known - found, found - statement.known
    return f"{statement.path.name}: lost {sorted(lost)}, gained {sorted(gained)}"


def test_a_few_edits() -> None:
    statements = [Statement(path) for path in TEXTS[::25]]
    assert edits([each for each in statements if each.places], 24, seed=1, at_once=2) >= 24


@pytest.mark.slow
def test_a_thousand_edits_over_the_corpus() -> None:
    statements = [each for path in TEXTS if (each := Statement(path)).places]
    assert len(statements) > 50
    assert edits(statements, 1000, seed=20260501, at_once=4) >= 1000
