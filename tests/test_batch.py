"""Batches in worker processes: order, failures, deadlines, workers that are killed, and Ctrl-C."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from variants import variant

from analyser.batch import run as batch
from analyser.batch import targets_of
from analyser.config import Config
from analyser.engines import Setup, Task
from analyser.engines.pool import PoolEngine
from analyser.errors import ConfigError, DataFileError

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., SimpleNamespace]
linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
posix = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def long_statement() -> str:
    """A statement that takes many seconds: just short of the most characters that are read."""
    text = variant(0, 60)
    return (text * (990_000 // len(text) + 1))[:990_000]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "analyser", *arguments]


def test_the_same_whatever_the_number_of_workers(run: Run) -> None:
    Path("in").mkdir()
    for number in range(9):
        Path(f"in/{number}.md").write_text(variant(number, 2), encoding="utf-8")
    Path("in/4.md").write_bytes(b"\x00")
    exports = []
    for jobs in ("1", "3"):
        done = run("batch", "in", "weg.md", "--store", f"{jobs}.db", "--jobs", jobs)
        assert done.status == 2 and "10 statements: 8 analysed, 0 unchanged, 2 failed" in done.err
        assert [line.split(":")[1].strip() for line in done.err.splitlines()[:-1]] == ["in/4.md", "weg.md"]
        exports.append(run("store", "export", f"{jobs}.db").out)
    assert exports[0] == exports[1]
    names = [f"in/{number}.md" for number in range(9) if number != 4]
    assert [json.loads(line)["document"]["source"] for line in exports[0].splitlines()] == names
    assert exports[0] == run("analyse", *names, "-f", "jsonl").out
    assert not multiprocessing.active_children()


@pytest.mark.slow
@posix
def test_what_hangs_fails_alone() -> None:
    names = ["a.md", "b.md", "c.md"]
    for name in names:
        Path(name).write_text(long_statement() if name == "b.md" else variant(1, 1), encoding="utf-8")
    outcomes = batch(targets_of(names, Config()), Config(timeout=5), jobs=1)
    found = [next(outcomes)]
    (worker,) = multiprocessing.active_children()  # it has b.md by now
    assert worker.pid
    os.kill(worker.pid, signal.SIGSTOP)
    found += outcomes
    assert [outcome.status for outcome in found] == ["ok", "failed", "ok"]
    assert found[1].error == "took longer than 5 s; raise --timeout to wait for it" and not found[1].lasting
    assert not multiprocessing.active_children()


@pytest.mark.slow
def test_a_deadline_by_option(run: Run) -> None:
    Path("a.md").write_text(long_statement(), encoding="utf-8")
    done = run("batch", "a.md", "--store", "s.db", "--timeout", "0.2", "--jobs", "1")
    assert done.status == 2 and "avgtoets: a.md: took longer than 0.2 s" in done.err


@pytest.mark.slow
@posix
def test_a_worker_that_is_killed_fails_one_statement() -> None:
    names = ["a.md", "b.md", "c.md"]
    for name in names:
        Path(name).write_text(long_statement() if name == "b.md" else variant(1, 1), encoding="utf-8")
    outcomes = batch(targets_of(names, Config()), Config(), jobs=1)
    found = [next(outcomes)]
    (worker,) = multiprocessing.active_children()  # it has b.md by now
    assert worker.pid
    threading.Timer(0.3, os.kill, (worker.pid, signal.SIGKILL)).start()
    found += outcomes
    assert [(outcome.key, outcome.status, outcome.lasting) for outcome in found] == [
        ("a.md", "ok", False), ("b.md", "failed", False), ("c.md", "ok", False)
    ]  # fmt: skip
    assert found[1].error == "its worker process ended (SIGKILL); perhaps there was not enough memory"
    assert not multiprocessing.active_children()


@pytest.mark.slow
@posix
def test_a_worker_that_is_killed_while_it_has_nothing_costs_nothing() -> None:
    engine = PoolEngine(Setup.of(Config(select=("info/retention",)), "nl"), jobs=1, timeout=60)
    try:
        for number in range(2):
            data = variant(number, 1).encode()
            engine.submit(number, Task(f"{number}.md", hashlib.sha256(data).hexdigest(), data))
            assert [(found, outcome.status) for found, outcome in engine.wait()] == [(number, "ok")]
            for worker in multiprocessing.active_children():
                worker.kill()
                worker.join()
    finally:
        engine.close()


@pytest.mark.slow
@linux
@pytest.mark.parametrize("also_the_worker", [False, True])
def test_a_template_that_is_killed_takes_nothing_with_it(also_the_worker: bool) -> None:
    """The worker goes on, and where it is killed too the next one is forked from another template."""
    names = ["a.md", "b.md", "c.md"]
    for name in names:
        Path(name).write_text(variant(1, 300 if name == "b.md" else 1), encoding="utf-8")
    outcomes = batch(targets_of(names, Config()), Config(select=("info/retention",)), jobs=1)
    found = [next(outcomes)]
    (worker,) = (child.pid for child in multiprocessing.active_children() if child.pid)  # it has b.md by now
    template = parent_of(worker)
    assert template not in (0, os.getpid())
    os.kill(template, signal.SIGKILL)
    if also_the_worker:
        os.kill(worker, signal.SIGKILL)
    found += outcomes
    assert [outcome.status for outcome in found] == ["ok", "failed" if also_the_worker else "ok", "ok"]
    assert not multiprocessing.active_children()
    wait_until(lambda: not parent_of(worker))


@pytest.mark.slow
@linux
def test_a_worker_that_hangs_is_ended_though_its_template_was() -> None:
    engine = PoolEngine(Setup.of(Config(select=("info/retention",)), "nl"), jobs=1, timeout=60)
    try:
        engine.submit(0, Task("a.md", "", b"# Privacy"))
        engine.wait()
        (worker,) = (child.pid for child in multiprocessing.active_children() if child.pid)
        os.kill(parent_of(worker), signal.SIGKILL)
        os.kill(worker, signal.SIGSTOP)
        wait_until(lambda: not multiprocessing.active_children())  # for which it is there no longer
        assert parent_of(worker)
        engine.submit(1, Task("b.md", "", b"# Privacy"))
    finally:
        engine.close()
    wait_until(lambda: not parent_of(worker))


@linux
def test_a_template_that_cannot_be_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def ended(process: object) -> None:
        tries.append(process)
        raise EOFError

    monkeypatch.setattr(multiprocessing.get_context("forkserver").Process, "start", ended)
    engine = PoolEngine(Setup.of(Config(), "nl"), jobs=1, timeout=60)
    with pytest.raises(ConfigError, match=r"no worker process can be started \(EOFError\); is memory short\?"):
        engine.submit(0, Task("a.md", "", b""))
    assert len(tries) == 3


@pytest.mark.slow
@linux
def test_a_worker_that_is_forked_has_been_prepared() -> None:
    """Whatever its configuration; as nobody is told of it otherwise."""
    code = (
        "import analyser.engines.template\nfrom analyser.config import Config\n"
        "from analyser.engines.work import Setup, learn, prepare\n"
        "prepare(Setup.of(Config(severity={'info/retention': 'warning'}), 'nl'))\nprint(learn.cache_info().misses)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"1\n"


@pytest.mark.slow
@posix
def test_ctrl_c_ends_every_process() -> None:
    Path("a.md").write_text(variant(1, 1), encoding="utf-8")
    Path("b.md").write_text(long_statement(), encoding="utf-8")
    started = subprocess.Popen(
        command("batch", "a.md", "b.md", "--store", "s.db", "--jobs", "2"), stderr=subprocess.PIPE, text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # started behind "&" it would not hear Ctrl-C
    )  # fmt: skip
    with started:
        wait_for_statements(1)
        os.killpg(started.pid, signal.SIGINT)  # as a terminal does: to every process at once
        _, err = started.communicate(timeout=300)
    assert started.returncode == 130
    assert err.startswith("avgtoets: interrupted: 1 of 2 statements: 1 analysed") and err.count("\n") == 1
    wait_until(lambda: not members(started.pid))


@pytest.mark.slow
@posix
def test_workers_end_with_the_process_that_started_them() -> None:
    Path("a.md").write_text(variant(1, 1), encoding="utf-8")
    Path("b.md").write_text(variant(2, 40), encoding="utf-8")
    started = subprocess.Popen(
        command("batch", "a.md", "b.md", "--store", "s.db", "--jobs", "1"), start_new_session=True
    )
    with started:
        wait_for_statements(1)
        started.kill()
    wait_until(lambda: not members(started.pid))


def wait_for_statements(count: int) -> None:
    """Waits until so many statements are kept in s.db."""
    import sqlite3

    def there() -> bool:
        if not Path("s.db").exists():
            return False
        db = sqlite3.connect("s.db", timeout=5)
        try:
            return bool(db.execute("SELECT count(*) >= ? FROM versions", (count,)).fetchone()[0])
        except sqlite3.OperationalError:  # not made yet
            return False
        finally:
            db.close()

    wait_until(there)


def wait_until(condition: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def members(session: int) -> list[str]:
    """The processes of a session."""
    listed = subprocess.run(["ps", "-e", "-o", "sess=,stat=,pid="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [row[2] for row in rows if row[0] == str(session) and not row[1].startswith("Z")]


def parent_of(process: int) -> int:
    """The id of its parent; 0 when it has ended."""
    told = subprocess.run(["ps", "-o", "stat=,ppid=", "-p", str(process)], capture_output=True, text=True).stdout
    stat, _, parent = told.strip().partition(" ")
    return int(parent) if parent and not stat.startswith("Z") else 0


@posix
def test_a_pipe_is_no_statement(run: Run) -> None:
    os.mkfifo("pijp.md")
    done = run("batch", "pijp.md", "--store", "s.db")
    assert done.status == 2 and "pijp.md: is no file" in done.err


def test_a_rule_pack_that_is_wrong_stops_the_run(run: Run) -> None:
    Path("pak/huis").mkdir(parents=True)
    Path("pak/huis/regel.yaml").write_text("id: [", encoding="utf-8")
    Path("a.md").write_text(variant(1, 1), encoding="utf-8")
    done = run("batch", "a.md", "--rules", "pak", "--store", "s.db")
    assert done.status == 2 and "regel.yaml" in done.err and "crashed" not in done.err
    assert run("store", "list", "s.db").out.count("\n") == 1


def test_a_worker_that_judges_otherwise_is_refused() -> None:
    setup = Setup.of(Config(), "nl")
    engine = PoolEngine(Setup(setup.config, "nl", "another"), jobs=1, timeout=60)
    engine.submit(0, Task("a.md", "", b"# Tekst"))
    with pytest.raises((ConfigError, DataFileError), match="another version of avgtoets"):
        engine.wait()
    engine.close()


def test_the_commands_of_the_readme(run: Run) -> None:
    """Every `avgtoets batch` and `avgtoets store` line, on a folder and a list such as it names."""
    block = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.S)[0]
    lines = [shlex.split(line.removeprefix("$ avgtoets "), comments=True) for line in block.splitlines()]
    assert len(lines) > 5
    Path("verklaringen").mkdir()
    Path("verklaringen/bibliotheek.html").write_text(f"<h1>Privacy</h1><p>{variant(1, 1)}</p>", encoding="utf-8")
    Path("leden.csv").write_text("naam;pad;sector\nDe Waaier;verklaringen/bibliotheek.html;cultuur\n", encoding="utf-8")
    for words in lines:
        if "parquet" not in words or find_spec("pyarrow"):
            done = run(*words)
            assert done.status == 0 and "Traceback" not in done.err, (words, done.err)


def test_targets(tmp_path: Path) -> None:
    for name in ("b/2.md", "b/1.html", "b/README.md", "a.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("Tekst")
    given = ["b", "./a.md", "a.md", "b/*.md", str(tmp_path / "a.md"), "https://voorbeeld.example/privacy"]
    keys = [target.key for target in targets_of(given, Config())]
    assert keys == ["b/1.html", "b/2.md", "./a.md", "https://voorbeeld.example/privacy"]
    Path("lijst.yaml").write_text("- {name: Een, path: a.md, sector: zorg}\n", encoding="utf-8")
    (target,) = targets_of(["lijst.yaml"], Config())
    assert (target.key, target.about) == ("a.md", {"name": "Een", "sector": "zorg"})
    assert targets_of(["./a.md", "lijst.yaml"], Config())[0].about == target.about
