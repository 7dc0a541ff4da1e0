"""One statement in every medium, made by the programs that people use, gives the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reader_report import PRODUCERS, SAMPLES, available, compare, facts_of, prepare, produce, texts

STATEMENT = SAMPLES / "molenvrienden.md"
MADE = sorted(path for path in SAMPLES.iterdir() if path.stem in {producer.name.lower() for producer in PRODUCERS})


def test_every_producer_has_its_file() -> None:
    assert len(MADE) == len(PRODUCERS) and facts_of(STATEMENT).total() > 30


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_the_same_statement_gives_the_same_facts(path: Path) -> None:
    assert facts_of(path) == facts_of(STATEMENT)


@pytest.mark.slow
@pytest.mark.parametrize("producer", PRODUCERS, ids=lambda producer: producer.folder)
def test_statements_of_the_corpus_give_the_same_facts(producer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    chain = [producer, *(other for other in PRODUCERS if (other.name, other.suffix) == producer.of)]
    if not all(map(available, chain)):
        pytest.skip(f"{producer.needs} is not installed")
    files = prepare(texts(4), tmp_path / "md")
    produce(files, tmp_path, chain)
    (row,) = compare(files, tmp_path, [producer])
    assert not row.failures and row.shared / row.all > 0.95, row.wrong


def test_lint_names_the_page_and_mends_text_only(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    linted = run("lint", str(SAMPLES / "libreoffice.pdf"), "--format", "concise", "--exit-zero", "--no-cache")
    assert linted.status == 0 and "libreoffice.pdf:p1 " in linted.out
    copy = tmp_path / "beleid.docx"
    copy.write_bytes((SAMPLES / "pandoc.docx").read_bytes())
    mended = run("lint", str(copy), "--fix", "--no-cache")
    assert mended.status == 2 and "only text files can be mended" in mended.err
    assert copy.read_bytes() == (SAMPLES / "pandoc.docx").read_bytes()


def test_versions_in_two_media_differ_in_nothing(run) -> None:  # type: ignore[no-untyped-def]
    compared = run("diff", str(SAMPLES / "pandoc.docx"), str(SAMPLES / "chromium.pdf"), "--format", "json")
    assert compared.status == 0 and '"changes": []' in compared.out
