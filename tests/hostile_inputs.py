"""Hostile inputs and what each gets: `python -m tests.hostile_inputs` prints the table of SECURITY.md."""

from __future__ import annotations

import contextlib
import io
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEAD = "| input | says | status |\n| --- | --- | ---: |"
STATEMENT = "# Privacyverklaring\n\nWij bewaren uw naam en e-mailadres twee jaar voor de levering van uw bestelling.\n"
_MB = 1_000_000
_WORD = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>'
_LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{inner};' * 10}'>" for inner, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


@dataclass(frozen=True)
class Case:
    """An input: `make` puts it in a folder, the working folder of the command; `says` stands in the complaint."""

    name: str
    make: Callable[[Path], object]
    command: tuple[str, ...]
    says: str  # "" where the statement is simply analysed
    status: int = 2


def _zip(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def _bytes(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def _text(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def _sparse(name: str, head: bytes, size: int) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(head)
            file.truncate(size)

    return make


def _bomb(name: str, part: str, start: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(_zip(**{part: start + " " * 40 * _MB}))


def _circle(folder: Path) -> None:
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")


def _folders(folder: Path) -> None:
    (folder / "map").mkdir()
    (folder / "map" / "a.md").write_text(STATEMENT)
    (folder / "map" / "rond").symlink_to("..")


def _pack(text: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / "pak" / "huis").mkdir(parents=True)
        (folder / "pak" / "huis" / "regel.yaml").write_text(text)
        (folder / "a.md").write_text(STATEMENT)

    return make


def _with_config(text: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / "avgtoets.toml").write_text(text)
        (folder / "a.md").write_text(STATEMENT)

    return make


def _other_database(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "s.sqlite")) as db:
        db.execute("CREATE TABLE a (b)")


def _nested(before: str, after: str = "") -> str:
    return f"{STATEMENT}\n{before * 10_000}tekst{after * 10_000}\n\n{STATEMENT}"


def _page(before: str, after: str) -> str:
    return f"<html><body><h1>Privacy</h1><p>{STATEMENT}</p>{before * 10_000}tekst{after * 10_000}</body></html>"


_ONE = ("analyse", "a.md", "--format", "jsonl")


def _of(name: str) -> tuple[str, ...]:
    return ("analyse", name, "--format", "jsonl")


CASES = (
    Case("a Word file whose text unpacks to 40 MB", _bomb("a.docx", "word__document_xml", "<a>"), _of("a.docx"),
         "unpacks to more than a document holds"),
    Case("an OpenDocument file that does so", _bomb("a.odt", "content_xml", "<a>"), _of("a.odt"),
         "unpacks to more than a document holds"),
    Case("a zip file within a zip file, named .docx", _bytes("a.docx", _zip(inner=_zip(inner=b"0" * _MB))),
         _of("a.docx"), "is a zipped file, not a document"),
    Case("entities that become very long (billion laughs)",
         _bytes("a.docx", _zip(word__document_xml=_LAUGHS + _WORD.format("&j;"))), _of("a.docx"), "is damaged"),
    Case("an entity that names /etc/passwd", _bytes("a.odt", _zip(
        content_xml='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')), _of("a.odt"), "is damaged"),
    Case("a Word file of 10,000 tables within each other", _bytes("a.docx", _zip(
        word__document_xml="<a>" * 10_000 + "</a>" * 10_000)), _of("a.docx"), "is nested more deeply"),
    Case("an RTF file of 10,000 groups within each other", _bytes("a.rtf", b"{\\rtf1" + b"{" * 10_000), _of("a.rtf"),
         "is nested more deeply"),
    Case("a text of 100 MB", _sparse("a.md", STATEMENT.encode(), 100 * _MB), _ONE, "is larger than 4 MiB"),
    Case("a Word file of 100 MB", _sparse("a.docx", _zip(word__document_xml="<a/>"), 100 * _MB), _of("a.docx"),
         "is larger than 64 MiB"),
    Case("one line of 5 MB", _text("a.md", STATEMENT + "a " * 2_500_000), _ONE, "is larger than 4 MiB"),
    Case("one line of 3 MB", _text("a.md", STATEMENT + "a " * 1_500_000), _ONE, "more than 1,000,000 characters"),
    Case("one word of 100,000 letters", _text("a.md", STATEMENT + "a" * 100_000), _ONE, "", 0),
    Case("100,000 brackets", _text("a.md", STATEMENT + "(" * 100_000), _ONE, "", 0),
    Case("10,000 quotes within each other", _text("a.md", _nested("> ")), _ONE, "", 0),
    Case("10,000 lists within each other (Markdown)", _text("a.md", _nested("- ")), _ONE, "", 0),
    Case("10,000 lists within each other (HTML)", _text("a.html", _page("<ul><li>", "</li></ul>")), _of("a.html"),
         "", 0),
    Case("10,000 divisions within each other", _text("a.html", _page("<div>", "</div>")), _of("a.html"), "", 0),
    Case("10,000 tables within each other", _text("a.html", _page("<table><tr><td>", "</td></tr></table>")),
         _of("a.html"), "", 0),
    Case("zero bytes", _bytes("a.md", STATEMENT.encode() + b"\0"), _ONE, "is a binary file, not text"),
    Case("half of a character", _bytes("a.md", ("é" * 50 + STATEMENT).encode() + b"\xff"), _ONE, "is not valid UTF-8"),
    Case("letters parted by signs that do not show, and turned about",
         _text("a.md", STATEMENT.replace("mail", "ma\u00adi\u200bl").replace("naam", "\u202enaam\u202c")), _ONE, "", 0),
    Case("“99999999999 jaar”", _text("a.md", STATEMENT.replace("twee", "9" * 5000)), _ONE, "", 0),
    Case("a PDF without its end", _bytes("a.pdf", _PAGES[:90]), _of("a.pdf"), "is damaged"),
    Case("a PDF whose pages hold themselves", _bytes("a.pdf", _PAGES), _of("a.pdf"),
         "holds pictures of pages and no text"),
    Case("a statement that takes longer than it may", _text("a.md", STATEMENT * 9000), (*_ONE, "--timeout", "0.5"),
         "took longer than 0.5 s"),
    Case("a pipe that nobody writes to", lambda folder: os.mkfifo(folder / "a.md"), (*_ONE, "--timeout", "0.5"),
         "took longer than 0.5 s"),
    Case("links in a circle", _circle, _ONE, "cannot be read (Too many levels of symbolic links)"),
    Case("a folder that holds a link to the one above", _folders, ("lint", "map", "--exit-zero"), "", 0),
    Case("a file named with a line break and an escape sequence", _text("a\n\x1b[31m.md", "\0"), _of("a\n\x1b[31m.md"),
         "a [31m.md: is a binary file"),
    Case("an output without room", _text("a.md", STATEMENT), (*_ONE, "--output", "/dev/full"),
         "No space left on device"),
    Case("a rule nested 100,000 times", _pack("[" * 100_000), (*_ONE, "--rules", "pak"), "is nested too deeply"),
    Case("a rule that makes an object", _pack("!!python/object/apply:os.system ['id']"), (*_ONE, "--rules", "pak"),
         "could not determine a constructor"),
    Case("a rule that repeats itself by aliases", _pack("a: &a [x]\n" + "b: [*a, *a, *a]\n" * 9),
         (*_ONE, "--rules", "pak"), "repeats too much by aliases"),
    Case("a configuration nested 100,000 times", _with_config("a = " + "[" * 100_000), _ONE, "not valid TOML"),
    Case("a configuration without a time", _with_config("timeout = nan"), _ONE, "timeout: Input should be"),
    Case("a baseline nested 100,000 times", lambda folder: (_text("a.md", STATEMENT)(folder),
         _text("b.json", "[" * 100_000)(folder)), ("lint", "a.md", "--baseline", "b.json"), "not valid JSON"),
    Case("a list of organisations with a date that there is not", _text("o.yaml", "- {path: 2026-02-30}"),
         ("compare", "o.yaml"), "a value cannot be read"),
    Case("a register nested 100,000 times", lambda folder: (_text("a.md", STATEMENT)(folder),
         _text("r.json", "[" * 100_000)(folder)), ("register", "check", "r.json", "a.md"), "no valid JSON"),
    Case("a register that unpacks to 150 MB", lambda folder: (_text("a.md", STATEMENT)(folder),
         (folder / "r.xlsx").write_bytes(_zip(xl__a_xml=b" " * 150 * _MB))),
         ("register", "check", "r.xlsx", "a.md"), "unpacks to more than a register can hold"),
    Case("a store that is text", _text("s.sqlite", STATEMENT * 9), ("store", "list", "s.sqlite"), "is no store"),
    Case("a store that is another database", _other_database, ("store", "list", "s.sqlite"),
         "is a database of something else"),
    Case("an address of this machine", lambda folder: None, ("analyse", "http://127.0.0.1:9/"),
         "is an address of the own machine or network"),
)  # fmt: skip


def outcome(case: Case, folder: Path) -> tuple[int, str, str]:
    """The exit status, the payload and the complaint of a case that is carried out in an empty folder."""
    from analyser.cli import _run

    case.make(folder)
    before = Path.cwd()
    os.chdir(folder)
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = _run(case.command)
    finally:
        os.chdir(before)
    out.seek(0)
    return status, out.read(), err.getvalue()


def row(case: Case) -> str:
    """What the table says of a case."""
    return f"| {case.name} | {f'… {case.says} …' if case.says else 'analysed'} | {case.status} |"


def table() -> str:
    """The table, filled from a run."""
    lines = [HEAD]
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            status, _, err = outcome(case, Path(folder))
        said = case.says if case.says in err else " ".join(err.split())[:120]
        lines.append(row(Case(case.name, case.make, case.command, said, status)))
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
