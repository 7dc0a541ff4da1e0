"""Whatever a hostile statement says, reports of it are text: in every form, and in a store."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hostile_statement import NAME, place
from markdown_it import MarkdownIt
from openpyxl import load_workbook

Run = Callable[..., SimpleNamespace]
FORMATS = {
    "analyse": ("terminal", "json", "jsonl", "markdown", "html"),
    "lint": ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"),
    "diff": ("text", "json", "markdown", "html", "github"),
    "compare": ("markdown", "html", "xlsx", "csv", "json"),
    "register": ("xlsx", "csv", "json", "markdown", "html", "jsonld", "tilt"),
}


@pytest.fixture
def statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hostile statement under a hostile name, a plain one, and a working folder of their own."""
    return place(tmp_path, monkeypatch)


def arguments(command: str) -> tuple[str, ...]:
    return {"diff": ("gewoon.md", NAME), "compare": (NAME, "gewoon.md")}.get(command, (NAME,))


def test_the_formats_are_those_that_there_are() -> None:
    from analyser.cli import cli

    for command, formats in FORMATS.items():
        given = next(p for p in cli.commands[command].params if p.name == "format_")
        assert tuple(given.type.choices) == formats  # type: ignore[attr-defined]


@pytest.mark.parametrize(("command", "form"), [(c, f) for c, formats in FORMATS.items() for f in formats])
def test_a_hostile_statement_is_inert(run: Run, statements: Path, command: str, form: str) -> None:
    target = statements / "uit"
    done = run(command, *arguments(command), "--format", form, "--output", str(target))
    assert done.status in (0, 1), done.err
    assert_inert(form, target.read_bytes())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.err)


def assert_inert(form: str, data: bytes) -> None:
    if form == "xlsx":
        assert_inert_workbook(data)
        return
    text = data.decode()
    if form in ("json", "jsonl", "jsonld", "tilt", "gitlab", "sarif"):
        for line in text.splitlines() if form == "jsonl" else [text]:
            content = json.loads(line)
        assert ("\x1b" not in text and "\x9b" not in text) or form != "gitlab"
        if form == "sarif":
            for result in content["runs"][0]["results"]:
                assert not re.search(r"(?<!\\)\[[^\]]*\]\(", result["message"]["text"]), "a link in a message"
    elif form == "html":
        assert_inert_page(text)
        assert_no_controls(text)
    elif form == "markdown":
        assert_inert_markdown(text)
    elif form == "junit":
        assert ElementTree.fromstring(text).tag == "testsuites"
        assert_no_controls(text)
    elif form == "csv":
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=max(";,", key=text.count)):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 for cell in row), row
        assert_no_controls(text)
    elif form == "github":
        for line in text.splitlines():
            assert re.match(r"::(error|warning|notice) |::(group|endgroup)::|$|[^:]", line), line
            assert "::set-env" not in line.partition("::")[0]
        assert_no_controls(text)
    else:
        assert_no_controls(text)


def assert_no_controls(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text.replace("\r\n", "\n"))


class Page(HTMLParser):
    """Fails on whatever could run or load something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy = ""
        self.inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        given = dict(attrs)
        assert tag not in ("img", "iframe", "object", "embed", "base", "link", "audio", "video", "form"), tag
        assert not any(name.startswith("on") or name in ("srcdoc", "formaction", "style") for name in given) or (
            tag in ("svg", "rect", "g", "path", "circle", "line", "text", "use", "tspan") and "onload" not in given
        ), (tag, given)
        for name in ("href", "src", "xlink:href", "action"):
            assert re.match(r"#|https://|mailto:|tel:|$", given.get(name) or ""), given
            assert "evil.example" not in (given.get(name) or ""), given
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content") or ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and data.strip():  # ours alone, and the policy knows it
            known = b64encode(hashlib.sha256(data.encode()).digest()).decode()
            assert f"'sha256-{known}'" in self.policy

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def assert_inert_page(text: str) -> None:
    assert "default-src 'none'" in Page(text).policy
    assert "unsafe" not in Page(text).policy


def assert_inert_markdown(text: str) -> None:
    """No link, picture or markup out of the statement, as a program with all extensions takes it."""
    blocks = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    for token in [token for block in blocks for token in (block, *(block.children or ()))]:
        if token.type in ("html_inline", "html_block"):
            assert not re.search(r"script|img|svg|onload|onerror|iframe", token.content), token.content
        assert token.type != "image"
        if token.type == "link_open":
            assert re.match(r"https://|mailto:|#", str(token.attrs["href"])) and "evil" not in str(token.attrs["href"])
    assert_no_controls(text)


def assert_inert_workbook(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None or not cell.hyperlink.target or "evil" not in cell.hyperlink.target
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert not any(name.startswith("xl/externalLinks") for name in parts)
    assert not any(b'TargetMode="External"' in content for name, content in parts.items() if name.endswith(".rels"))


def test_a_hostile_statement_is_inert_in_a_store(run: Run, statements: Path) -> None:
    assert run("batch", ".", "--store", "s.sqlite", "--jobs", "1").status == 0
    listed = run("store", "list", "s.sqlite")
    assert_no_controls(listed.out)
    assert_no_controls(run("store", "show", "s.sqlite", NAME).out)
    for form in ("json", "jsonl"):
        assert run("store", "export", "s.sqlite", "--format", form).status == 0
