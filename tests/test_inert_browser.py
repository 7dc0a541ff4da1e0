"""Pages made of hostile statements, in a real browser: none of their scripts runs, nothing is asked, no complaint.

Each page is opened as it is, and without its content security policy: what is escaped must not need it. Needs Chromium
with its driver and selenium; skipped without.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hostile_statement import EVIL, PLAIN, statement

from tests.browser import MARKS, Driver, opened

pytestmark = MARKS
Run = Callable[..., SimpleNamespace]
# Before any script of a page: what a payload calls is written down.
CANARY = """
window.sung = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...given) => { sung.push([name, ...given]); };
navigator.clipboard.writeText = async () => {};
addEventListener("securitypolicyviolation", event => sung.push(["policy", event.violatedDirective, event.blockedURI]));
"""
# Everything that people can do: open what is folded, press, choose, type, point, go in with the keyboard.
VISIT = """
for (const each of document.querySelectorAll("details")) each.open = true;
for (const each of [...document.querySelectorAll("button, summary, input, [role], a[href^='#'], th, td")].slice(0, 400))
  if (each.click && each.type !== "file") each.click();
for (const each of document.querySelectorAll("select"))
  for (const option of each.options) {
    each.value = option.value; each.dispatchEvent(new Event("change", {bubbles: true})); }
for (const each of document.querySelectorAll("input[type=search], input[type=text]")) {
  each.value = arguments[0]; each.dispatchEvent(new Event("input", {bubbles: true})); each.value = "";
  each.dispatchEvent(new Event("input", {bubbles: true})); }
for (const each of document.querySelectorAll("*"))
  for (const name of ["mouseover", "focus", "click", "toggle", "load", "error"])
    if (name !== "click" || !each.closest("a, button, summary, input, label")) each.dispatchEvent(new Event(name));
"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.fixture(scope="module")
def chromium() -> Iterator[Driver]:
    with opened("--host-resolver-rules=MAP * ~NOTFOUND", logs=("browser", "performance")) as driver:
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": CANARY})
        yield driver


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page of every command that makes one."""
    from analyser.cli import _run

    folder = tmp_path_factory.mktemp("kwaad")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        write_statements(folder)
        for command in commands():
            if command[0] == "statement":
                name_an_activity(folder / "register.json")
            assert _run(command) in (0, 1), command
        if shutil.which("git"):
            keep_versions(folder)
            assert _run(("history", "--git", "versies/a.txt", "-f", "html", "-o", "history.html")) == 0
    return folder


def write_statements(folder: Path) -> None:
    """In every medium that is text: as it stands in a file, in Markdown code, and as a page would show it."""
    (folder / "a.txt").write_text(statement(EVIL))
    (folder / "b.md").write_text(statement("`` " + EVIL.replace("`", "") + " ``"))
    rows = "".join(f"<tr><td>{html.escape(cell)}</td><td>twee jaar</td></tr>" for cell in ("levering " + EVIL, EVIL))
    shown = html.escape(EVIL)
    (folder / "c.html").write_text(
        f"<title>{shown}</title><h1>Privacyverklaring {shown}</h1><p>Stichting {shown} is verantwoordelijk. Wij "
        "bewaren uw naam twee jaar voor de levering van uw bestelling.</p>"
        f"<table><tr><th>Doel</th><th>Bewaartermijn</th></tr>{rows}</table>{EVIL}"
    )
    (folder / "gewoon.md").write_text(PLAIN)
    named = [{"path": name, "name": f"{name} {EVIL}", "sector": EVIL, "size": f"{EVIL}{name}"}
             for name in ("a.txt", "b.md", "c.html", "gewoon.md")]  # fmt: skip
    (folder / "lijst.yaml").write_text(json.dumps(named))


def commands() -> list[tuple[str, ...]]:
    made = [(*given, "-f", "html", "-o", f"{name}.html") for name, given in {
        **{f"analyse-{name[0]}": ("analyse", name) for name in ("a.txt", "b.md", "c.html")},
        "analyse-en": ("analyse", "a.txt", "-l", "en"),
        "diff": ("diff", "gewoon.md", "a.txt"),
        "diff-b": ("diff", "b.md", "c.html"),
        "compare": ("compare", "lijst.yaml", "--group-by", "sector"),
        "compare-plain": ("compare", "a.txt", "c.html"),
        "register": ("register", "a.txt", "b.md", "c.html"),
    }.items()]  # fmt: skip
    drafted = ("register", "a.txt", "-f", "json", "-o", "register.json")
    return [*made, drafted, ("statement", "register.json", "-q", "-f", "html", "-o", "statement.html")]


def name_an_activity(register: Path) -> None:
    """People name activities as they like."""
    content = json.loads(register.read_text())
    content["rows"][0]["cells"]["name"]["values"][0]["value"] = EVIL
    register.write_text(json.dumps(content))


def keep_versions(folder: Path) -> None:
    """A repository whose author and messages are hostile too."""
    place = folder / "versies"
    place.mkdir()
    author = EVIL.translate(dict.fromkeys(map(ord, "<>")))  # which Git takes out of a name
    git = ["git", "-C", str(place), "-c", f"user.name={author}", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    for text in (PLAIN, statement(EVIL)):
        (place / "a.txt").write_text(text)
        subprocess.run([*git, "add", "a.txt"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", EVIL], check=True)


def visited(browser: Driver, page: Path) -> tuple[list[Any], list[str], list[str]]:
    """What a page ran, which addresses it asked besides its own, and what stands on the console."""
    browser.get("about:blank")
    browser.get_log("performance"), browser.get_log("browser")
    browser.get(page.as_uri())
    browser.execute_script(VISIT, EVIL)
    time.sleep(0.3)
    sung = [each for each in browser.execute_script("return sung") if each[0] not in ("print", "open") or len(each) > 1]
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]
    console = [entry["message"] for entry in browser.get_log("browser")]
    return sung, [url for url in asked if url.partition("#")[0] != page.as_uri()], console


NAMES = ("analyse-a", "analyse-b", "analyse-c", "analyse-en", "diff", "diff-b", "compare", "compare-plain", "register",
         "statement", "history")  # fmt: skip

SHOWN = {"history": "versies/a.txt", "analyse-b": "alert(1)"}  # templates go out of Markdown, of a history most


@pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without its policy"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_hostile_statements_is_text(chromium: Driver, pages: Path, name: str, policy: bool) -> None:
    page = pages / f"{name}.html"
    if not page.exists():
        pytest.skip("git is not installed")
    text = page.read_text(encoding="utf-8")
    assert len(POLICY.findall(text)) == 1
    if not policy:
        page = pages / f"{name}-open.html"
        page.write_text(POLICY.sub("", text), encoding="utf-8")
    assert visited(chromium, page) == ([], [], [])
    assert "evil.example" not in chromium.current_url
    shown = chromium.execute_script("return document.body.textContent")
    assert SHOWN.get(name, "{{ 7*7 }} {% raw %}") in shown
    assert chromium.execute_script("return document.querySelectorAll('iframe, object, base, form, math').length") == 0


def test_the_canary_sings_where_nothing_is_escaped(chromium: Driver, tmp_path: Path) -> None:
    (tmp_path / "open.html").write_text(f"<meta charset=utf-8><p>{EVIL.replace('http-equiv=refresh', '')}</p>")
    sung, asked, console = visited(chromium, tmp_path / "open.html")
    assert {1, 2, 11, 13} <= {each[1] for each in sung if each[0] == "alert"}
    assert any("evil.example" in url for url in asked) and console
