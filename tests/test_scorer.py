"""The evaluation gives the figures of the scorer that stands beside the checkout, where it does."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analyser.evaluate import accuracy, evaluate

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SCORER = ROOT.parent / "shared" / "eval" / "score.py"
SOME = ("bijles-aan-huis", "fluweelhand-huidverzorging", "ocmw-heuvelrode")  # text twice, HTML once; many gaps


def scored(gold: Path, texts: Path, tmp_path: Path) -> dict[str, object]:
    """The figures of the scorer for this checkout."""
    command = shlex.join([sys.executable, "-m", "analyser", "analyse", "--format", "jsonl"])
    figures = tmp_path / "figures.json"
    subprocess.run(
        [sys.executable, str(SCORER), str(gold), str(texts), "--command", command, "--json", str(figures)],
        check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return dict(json.loads(figures.read_text(encoding="utf-8")))


def agrees_with_the_scorer(gold: Path, texts: Path, tmp_path: Path) -> None:
    expected = scored(gold, texts, tmp_path)
    result = evaluate(gold, texts).result
    for name, counts in result.totals.items():
        figures = expected.pop(name)
        assert isinstance(figures, dict)
        assert (counts.tp, counts.fp, counts.fn) == (figures["tp"], figures["fp"], figures["fn"]), name
        assert (counts.precision, counts.recall, counts.f1) == pytest.approx(
            (figures["precision"], figures["recall"], figures["f1"])
        ), name
    assert result.literal / result.quotes == pytest.approx(expected.pop("quotes_literal"))
    assert accuracy(result.confusion) == pytest.approx(expected.pop("verdict_accuracy"))
    assert not expected, "the scorer measures more"


needs_scorer = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not beside the checkout")


@needs_scorer
def test_the_figures_are_those_of_the_scorer(tmp_path: Path) -> None:
    for half in ("gold", "text"):
        (tmp_path / half).mkdir()
        for path in (CORPUS / half).iterdir():
            if path.stem in SOME:
                shutil.copy(path, tmp_path / half)
    agrees_with_the_scorer(tmp_path / "gold", tmp_path / "text", tmp_path)


@needs_scorer
@pytest.mark.slow
def test_the_figures_are_those_of_the_scorer_on_the_corpus(tmp_path: Path) -> None:
    agrees_with_the_scorer(CORPUS / "gold", CORPUS / "text", tmp_path)
