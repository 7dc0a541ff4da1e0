"""The annotated passages keep to the vocabulary and are told apart; the README tells how they are read."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
import yaml
from passage_report import HALVES, MEASURES, PASSAGES, differences, load_passages, read, table

from analyser.annotation import KINDS
from analyser.readings import fold
from analyser.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = ROOT.parent / "shared" / "statements" / "work" / "text"
RUN = 8  # consecutive words that count as copied from a published statement
OWN_RUN = 10  # between the halves, which share the set phrases of the genre
KEYS = {"text", *KINDS, "retention", "recipients"}
FILES = sorted(PASSAGES.glob("*/*.yaml"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_passage_keeps_to_the_vocabulary(path: Path) -> None:
    vocabulary = load_vocabulary()
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        assert entry.keys() <= KEYS, entry["text"]
        for name, kind in KINDS.items():
            assert set(entry.get(name, [])) <= set(vocabulary.kind(kind)), entry["text"]
        for value in map(str, entry.get("retention", [])):
            assert re.fullmatch(r"P\d+[DWMY]", value) or value in vocabulary.kind("retention"), entry["text"]
        for party in entry.get("recipients", []):
            assert party["category"] in vocabulary.kind("recipient"), entry["text"]
            assert fold(party.get("name") or "") in fold(entry["text"]), entry["text"]


def test_both_halves_have_the_same_topics_and_no_passage_twice() -> None:
    assert len({tuple(path.name for path in FILES if path.parent.name == half) for half in HALVES}) == 1
    texts = [fold(passage.text) for half in HALVES for passage in load_passages(half)]
    assert len(texts) > 1800
    assert len(texts) == len(set(texts))


def test_the_halves_share_no_long_run_of_words() -> None:
    learning, test = (
        set(chain.from_iterable(runs(passage.text, OWN_RUN) for passage in load_passages(half))) for half in HALVES
    )
    assert not learning & test


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published statements are not here")
def test_no_passage_copies_a_published_statement() -> None:
    published = set(chain.from_iterable(runs(path.read_text("utf-8"), RUN) for path in PUBLISHED.iterdir()))
    for half in HALVES:
        for passage in load_passages(half):
            assert not runs(passage.text, RUN) & published, passage.text


def test_a_difference_is_told_with_its_passage() -> None:
    passage = next(p for p in load_passages("learning") if read(p)["purposes"] != p.says["purposes"])
    assert any(passage.text in told for told in differences("purposes"))


@pytest.mark.slow
def test_the_figures_of_the_readme_are_measured() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = readme.split("<!-- passages -->")[1].lstrip().split("\n\n")[0]
    assert told == table()
    assert len(told.splitlines()) == len(MEASURES) + 2
