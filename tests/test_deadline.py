"""One statement may take so long: it fails in a line, alone, whatever it is at."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from analyser import deadline
from analyser.analysis import analyse_text
from analyser.config import Config, load_config
from analyser.deadline import within
from analyser.errors import ConfigError, InputError

Run = Callable[..., SimpleNamespace]
GOOD = "# Privacyverklaring\n\nWij bewaren uw naam twee jaar voor de levering van uw bestelling.\n"
SLOW = "# Privacyverklaring\n\nTRAAG. Wij bewaren uw naam twee jaar.\n"
TOLD = "took longer than 0.3 s; raise --timeout to wait for it"
signals = pytest.mark.skipif(not hasattr(deadline.signal, "setitimer"), reason="no timer here")


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with statements, of which one never ends."""
    from analyser import facts

    analyse_text(GOOD)  # loads what is loaded once
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AVGTOETS_CACHE_DIR", str(tmp_path / "cache"))
    for name, text in (("a.md", GOOD), ("traag.md", SLOW), ("c.md", GOOD)):
        Path(name).write_text(text)
    extract = facts.extract

    def endless(document: object) -> object:
        while "TRAAG" in document.text:  # type: ignore[attr-defined]
            try:
                time.sleep(0.01)
            except Exception:  # as a reader does that takes any error for a damaged file
                continue
        return extract(document)  # type: ignore[arg-type]

    monkeypatch.setattr("analyser.facts.extract", endless)


@signals
def test_analyse_goes_on_with_the_others(run: Run, slow: None) -> None:
    done = run("analyse", "a.md", "traag.md", "c.md", "--format", "jsonl", "--timeout", "0.3")
    assert done.status == 2 and done.err == f"avgtoets: traag.md: {TOLD}\n"
    assert [re.findall(r'"source":"([^"]+)"', line)[0] for line in done.out.splitlines()] == ["a.md", "c.md"]


@signals
@pytest.mark.parametrize("arguments", [
    ("lint", "traag.md", "-q", "--exit-zero"), ("register", "traag.md"), ("diff", "a.md", "traag.md"),
    ("baseline", "create", "traag.md"),
], ids=lambda arguments: arguments[0])  # fmt: skip
def test_every_command_has_it(run: Run, slow: None, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--timeout", "0.3")
    assert done.status == 2 and f"avgtoets: traag.md: {TOLD}" in done.err and "Traceback" not in done.err


@signals
def test_a_version_that_takes_too_long_keeps_its_place(run: Run, slow: None) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.nl")
    for command in (("init", "-q"), ("add", "a.md"), ("commit", "-qm", "een")):
        subprocess.run([*git, *command], check=True)
    Path("a.md").write_text(SLOW)
    subprocess.run([*git, "commit", "-qam", "twee"], check=True)
    done = run("history", "--git", "a.md", "--timeout", "0.3", "--format", "json")
    assert done.status == 0 and TOLD in done.out, done.err


@signals
def test_the_configuration_sets_it(run: Run, slow: None) -> None:
    Path("avgtoets.toml").write_text("timeout = 0.3\n")
    done = run("lint", ".", "-q", "--format", "json")
    assert done.status == 2 and done.err == f"avgtoets: traag.md: {TOLD}\n"
    for wrong in ("0", "nan", "inf", "-1", "'x'", "1e9"):
        Path("avgtoets.toml").write_text(f"timeout = {wrong}\n")
        with pytest.raises(ConfigError, match=r"avgtoets\.toml: timeout: "):
            load_config()
    for given in ("0", "nan", "inf", "x"):
        assert run("analyse", "a.md", "--timeout", given).status == 2


def test_it_changes_nothing_of_what_is_found() -> None:
    from analyser.cache import judging

    assert judging(Config(timeout=3)) == judging(Config())
    with within(60, "a.md"):
        inside = analyse_text(GOOD)
    assert inside.facts == analyse_text(GOOD).facts


@signals
def test_a_pattern_that_goes_back_for_ever_is_ended() -> None:
    with pytest.raises(InputError, match=r"^a\.md: took longer than 0\.2 s"), within(0.2, "a.md"):
        re.match(r"(a+)+b", "a" * 40)
    assert deadline.signal.getitimer(deadline.signal.ITIMER_REAL) == (0.0, 0.0)
    with within(60, "a.md"), within(0.001, "b.md"):
        time.sleep(0.01)
    assert deadline.signal.getitimer(deadline.signal.ITIMER_REAL) == (0.0, 0.0)


class Draft:
    """What can go."""


class Slow:
    """What takes a while to go."""

    def __del__(self) -> None:
        time.sleep(0.2)


@signals
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("place", ["a callback of gc", "a finaliser", "a callback of a weak reference"])
def test_where_python_drops_exceptions_it_waits(place: str) -> None:
    def wait(*_given: object) -> None:
        time.sleep(0.2)

    began = time.monotonic()
    with pytest.raises(InputError), within(0.1, "a.md"):
        if place == "a callback of gc":
            gc.callbacks.append(wait)
            try:
                gc.collect()
            finally:
                gc.callbacks.remove(wait)
        elif place == "a finaliser":
            Slow()
        else:
            weakref.finalize(wait_for := Draft(), wait)
            del wait_for
        time.sleep(5)
    assert 0.2 <= time.monotonic() - began < 4  # not the whole of that sleep, on a busy machine too


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_to(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.md")
    done = run("analyse", str(tmp_path / "pijp.md"), "--timeout", "0.3")
    assert done.status == 2 and done.err == f"avgtoets: {tmp_path}/pijp.md: {TOLD}\n"


def test_in_a_thread_the_analysis_looks_at_the_clock() -> None:
    """There no signal comes: the time is up at the next step."""
    told: list[str] = []

    def work() -> None:
        try:
            with within(0.000_001, "a.md"):
                analyse_text(GOOD)
        except InputError as error:
            told.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == ["a.md: took longer than 1e-06 s; raise --timeout to wait for it"]
    assert analyse_text(GOOD).facts.facts


@signals
def test_batch_and_compare_take_it_from_the_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def opened(*_: object, timeout: float, **__: object) -> object:
        given.append(timeout)
        raise ConfigError("opened")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analyser.batch.open_engine", opened)
    Path("a.md").write_text(GOOD)
    Path("avgtoets.toml").write_text("timeout = 7\n")
    run("batch", "a.md", "--store", "s.sqlite")
    run("compare", "a.md")
    run("compare", "a.md", "--timeout", "9")
    assert given == [7, 7, 9]
