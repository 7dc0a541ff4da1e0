"""Hostile inputs get a line and no traceback, within bounds of time; a short run of the fuzzer finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analyser.errors import AvgtoetsError
from tests.fuzz.drive import Result, drive, feed
from tests.fuzz.mutate import inputs
from tests.fuzz.targets import TARGETS
from tests.hostile_inputs import CASES, STATEMENT, Case, outcome, row

ROOT = Path(__file__).resolve().parent.parent
_SECONDS = 60.0  # of processor time for any input; most take less than one
# Found by the fuzzer, and mended since: what went in at which door.
FOUND = (
    ("html", b"<p>voor<![CDATA[binnen]]></p>"), ("phrase", b"naam ..99999999999999999999 adres"),
    ("configuration", b'as-of = "' + b"20" * 600 + b'"'),
    ("any-bytes", b"\0\5text"), ("any-bytes", b"\0\x09text"), ("rule", b"a: 2026-02-30"), ("rule", b"[" * 100_000),
    ("rule", b"a: !!int ''"), ("term", b"a: !!timestamp x"), ("batch-list", b"a\0b.md"),
    ("organisations-csv", b"n;" * 3000 + b"x\n"), ("organisations-yaml", b"- {path: 1" + b":1" * 3000 + b"}"),
    ("address", b"nothing" * 400), ("store", b"SQLite format 3\0" + b"\xff" * 200),
    ("statement", b"\0" + b"(" * 20_000),
    ("statement", b"\0" + b"1" * 20_000), ("links", b"<nav><a href=/>Start" * 6000),
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVGTOETS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("AVGTOETS_TRACEBACK", raising=False)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_input_gets_its_line(case: Case, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    start = time.process_time()
    status, out, err = outcome(case, tmp_path / "w")
    assert time.process_time() - start < _SECONDS
    assert status == case.status and case.says in err, err
    assert "Traceback" not in err and "crashed" not in err and "root:" not in out + err
    assert not case.says or (err.startswith("avgtoets: ") and err.count("\n") == 1)


def test_the_table_is_that_of_the_inputs() -> None:
    shown = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert all(row(case) in shown for case in CASES)


def test_signs_that_do_not_show_hide_nothing(tmp_path: Path) -> None:
    from analyser import analyse_text

    hidden = STATEMENT.replace("mail", "ma\u00adi\u200bl").replace("naam", "\u202enaam\u202c")
    analysis = analyse_text(hidden)
    found = {fact.value for fact in analysis.facts.of("data_category")}
    assert found == {fact.value for fact in analyse_text(STATEMENT).facts.of("data_category")}
    assert all(fact.evidence.quote in hidden for fact in analysis.facts.facts)


@pytest.mark.parametrize("name", [name for name in TARGETS if not name.startswith("register-")])
def test_a_short_run_of_the_fuzzer(name: str) -> None:
    target = TARGETS[name]
    result = drive(target, inputs(target.seeds(), max(round(40 * target.share), 4), f"{name} short"))
    assert result.tried and not result.crashes, result.crashes


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TARGETS if name.startswith("register-")])
def test_a_short_run_with_registers(name: str) -> None:
    target = TARGETS[name]
    assert not drive(target, inputs(target.seeds(), 12, f"{name} short")).crashes


@pytest.mark.parametrize(("name", "data"), FOUND, ids=range(len(FOUND)))
def test_what_the_fuzzer_found_stays_mended(name: str, data: bytes) -> None:
    result = Result(name)
    feed(TARGETS[name], data, result)
    assert result.tried == 1 and not result.crashes


def test_the_fuzzer_tells_a_crash_and_an_input_without_end() -> None:
    from tests.fuzz.targets import Target

    def run(data: bytes) -> None:
        if data == b"a":
            raise ValueError
        if data == b"b":
            raise AvgtoetsError("right")
        while data == b"c":
            pass

    result = drive(Target("t", lambda: [b"b"], run, deadline=0.2), [b"a", b"b", b"c", b"d"])
    assert (result.tried, result.refused, len(result.crashes)) == (4, 1, 2)
    assert any("took too long" in what for what in result.crashes)


def command(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", "from analyser.cli import main; main()", *arguments]
    return subprocess.run(run, cwd=folder, env=environ, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload]


@pytest.mark.slow
def test_pipes(tmp_path: Path) -> None:
    """A reader that has gone is no error, bytes that are no text and no room are."""
    (tmp_path / "a.md").write_text(STATEMENT)
    read, write = os.pipe()
    os.close(read)
    gone = command(tmp_path, "analyse", "a.md", stdout=write)
    os.close(write)
    assert (gone.returncode, gone.stderr) == (0, b"")
    binary = command(tmp_path, "analyse", "-", input=bytes(range(256)) * 9, stdout=subprocess.PIPE)
    assert binary.returncode == 2 and b"binary" in binary.stderr and binary.stderr.count(b"\n") == 1
    if Path("/dev/full").exists():
        with open("/dev/full", "wb") as full:  # noqa: PTH123
            done = command(tmp_path, "analyse", "a.md", stdout=full)
        assert done.returncode == 2 and b"No space left" in done.stderr and b"Traceback" not in done.stderr


def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "dicht").mkdir(mode=0o000)
    status, _, err = outcome(Case("", lambda folder: None, ("lint", "dicht"), ""), tmp_path)
    assert status == 2 and err.count("\n") == 1
