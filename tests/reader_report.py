"""Whether a statement gives the same facts in every medium: `python -m tests.reader_report [--files N] [--keep DIR]`.

Converts statements of corpus/text with the programs that people make files with (pandoc, LibreOffice, Chromium,
wkhtmltopdf, WeasyPrint, python-docx), reads what they made, and compares the facts (kind, value, claim, and how often)
with those of the Markdown file. Prints a table; with `--wrong`, also what differs in each file.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "text"
SAMPLES = Path(__file__).with_name("files")
HEAD = "| medium | made by | files | all facts equal | facts equal | failures |\n| --- | --- " + "| ---: " * 4 + "|"
Facts = Counter[tuple[str, str, str]]
Make = Callable[[list[Path], Path], None]  # the files to convert, the folder for what comes of them


@dataclass(frozen=True)
class Producer:
    """A program that turns files of one producer, or the Markdown texts, into files with a suffix."""

    name: str
    suffix: str
    make: Make
    needs: str  # the program or package without which it is left out
    of: tuple[str, str] | None = None  # name and suffix of the producer whose files it takes

    @property
    def folder(self) -> str:
        """Where its files lie."""
        return f"{self.suffix}-{self.name.lower()}"


def _each(command: Callable[[Path, Path], list[str]], suffix: str) -> Make:
    def make(files: list[Path], folder: Path) -> None:
        for file in files:
            called = command(file, folder / f"{file.stem}.{suffix}")
            subprocess.run(called, check=True, capture_output=True, timeout=120)

    return make


def _pandoc(suffix: str, to: str | None = None) -> Make:
    return _each(
        lambda file, target: ["pandoc", "-s", "-f", "gfm", "-t", to or suffix, "--metadata", f"pagetitle={file.stem}",
                              "-V", "lang=nl", "-o", str(target), str(file)],
        suffix,
    )  # fmt: skip


def _libreoffice(suffix: str, filter_name: str = "") -> Make:
    def make(files: list[Path], folder: Path) -> None:
        with tempfile.TemporaryDirectory() as profile:  # its own, so that an open LibreOffice is left alone
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                 f"{suffix}:{filter_name}" if filter_name else suffix, "--outdir", str(folder), *map(str, files)],
                check=True, capture_output=True, timeout=600,
            )  # fmt: skip

    return make


def _weasyprint(files: list[Path], folder: Path) -> None:
    import weasyprint

    for file in files:
        weasyprint.HTML(str(file)).write_pdf(str(folder / f"{file.stem}.pdf"))


def _python_docx(files: list[Path], folder: Path) -> None:
    for file in files:
        document_of(file.read_text(encoding="utf-8")).save(str(folder / f"{file.stem}.docx"))


def document_of(text: str):  # type: ignore[no-untyped-def]
    """A Word document of a Markdown text, by python-docx and its own styles."""
    import docx
    from markdown_it import MarkdownIt

    made = docx.Document()
    lists: list[str] = []
    style, row, cell = "Normal", None, None
    table: list[list[object]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        match token.type:
            case "heading_open":
                style = f"Heading {token.tag[1]}"
            case "heading_close":
                style = "Normal"
            case "bullet_list_open":
                lists.append("List Bullet")
            case "ordered_list_open":
                lists.append("List Number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "table_open":
                table = []
            case "tr_open":
                table.append([])
            case "table_close":
                grid = made.add_table(len(table), max(map(len, table)))
                for number, row in enumerate(table):
                    for column, cell in enumerate(row):
                        _runs(grid.cell(number, column).paragraphs[0], cell)
                table = []
            case "inline" if table:
                table[-1].append(token.children)
            case "inline":
                depth = f" {min(len(lists), 3)}" if len(lists) > 1 else ""
                _runs(made.add_paragraph(style=lists[-1] + depth if lists else style), token.children)
    return made


def _runs(paragraph, tokens) -> None:  # type: ignore[no-untyped-def]
    bold = False
    for token in tokens:
        bold = (bold or token.type == "strong_open") and token.type != "strong_close"
        if token.type in ("softbreak", "hardbreak"):
            paragraph.add_run(" ") if token.type == "softbreak" else paragraph.add_run().add_break()
        elif token.content:
            paragraph.add_run(token.content).bold = bold


_HTML, _DOCX = ("pandoc", "html"), ("pandoc", "docx")
PRODUCERS = (
    Producer("pandoc", "docx", _pandoc("docx"), "pandoc"),
    Producer("LibreOffice", "docx", _libreoffice("docx", "MS Word 2007 XML"), "soffice", _DOCX),
    Producer("python-docx", "docx", _python_docx, "python-docx"),
    Producer("pandoc", "odt", _pandoc("odt"), "pandoc"),
    Producer("LibreOffice", "odt", _libreoffice("odt"), "soffice", _DOCX),
    Producer("pandoc", "rtf", _pandoc("rtf"), "pandoc"),
    Producer("LibreOffice", "rtf", _libreoffice("rtf"), "soffice", _DOCX),
    Producer("LibreOffice", "pdf", _libreoffice("pdf"), "soffice", _DOCX),
    Producer("Chromium", "pdf", _each(
        lambda file, target: ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}",
                              str(file)], "pdf"), "chromium", _HTML),
    Producer("wkhtmltopdf", "pdf", _each(
        lambda file, target: ["wkhtmltopdf", "-q", str(file), str(target)], "pdf"), "wkhtmltopdf", _HTML),
    Producer("WeasyPrint", "pdf", _weasyprint, "weasyprint", _HTML),
    Producer("pandoc", "html", _pandoc("html"), "pandoc"),
    Producer("LibreOffice", "html", _libreoffice("html"), "soffice", _DOCX),
    Producer("pandoc", "txt", _pandoc("txt", "plain"), "pandoc"),
)  # fmt: skip


def available(producer: Producer) -> bool:
    """Whether the program or package of a producer is installed."""
    from importlib.metadata import PackageNotFoundError, version

    if shutil.which(producer.needs):
        return True
    try:
        version(producer.needs)
    except PackageNotFoundError:
        return False
    return True


def texts(count: int) -> list[Path]:
    """Markdown statements of the corpus, spread over the alphabet."""
    files = sorted(TEXTS.glob("*.md"))
    count = min(count, len(files))
    return [files[index * len(files) // count] for index in range(count)]


def prepare(files: list[Path], folder: Path) -> list[Path]:
    """The texts with a hard break wherever their lines are apart for us (addresses): others would join them."""
    from analyser import readers

    folder.mkdir(parents=True, exist_ok=True)
    prepared = []
    for file in files:
        document = readers.read(readers.load(file))
        text, breaks = document.source.text, []
        for before, after in pairwise(document.blocks):
            first, last = before.pieces[-1], after.pieces[0]
            end = first.source + first.source_length
            apart = re.fullmatch(r"[*_>.) ]*\n[*_( ]*", text[end : last.source])
            if apart and before.kind == after.kind == "paragraph":
                breaks.append(text.index("\n", end))
        for position in reversed(breaks):
            text = f"{text[:position]}\\{text[position:]}"
        prepared.append(folder / file.name)
        prepared[-1].write_text(text, encoding="utf-8")
    return prepared


def produce(files: list[Path], folder: Path, producers: Iterable[Producer] = PRODUCERS) -> list[Producer]:
    """Makes the files of every producer that is installed, in a folder each; what is there already is kept."""
    made = []
    for producer in sorted((p for p in producers if available(p)), key=lambda p: p.of is not None):
        target = folder / producer.folder
        inputs = files
        if producer.of:
            source = next(p for p in PRODUCERS if (p.name, p.suffix) == producer.of)
            inputs = [folder / source.folder / f"{file.stem}.{source.suffix}" for file in files]
        target.mkdir(parents=True, exist_ok=True)
        wanted = [file for file in inputs if not (target / f"{file.stem}.{producer.suffix}").exists()]
        if wanted:
            producer.make(wanted, target)
        made.append(producer)
    return [producer for producer in PRODUCERS if producer in made]


def make_samples() -> None:
    """Makes the files of tests/files anew: one statement by every producer, and PDFs of other shapes."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for producer in produce([SAMPLES / "molenvrienden.md"], folder):
            made = folder / producer.folder / f"molenvrienden.{producer.suffix}"
            shutil.copy(made, SAMPLES / f"{producer.name.lower()}.{producer.suffix}")
        _weasyprint([SAMPLES / "brochure.html"], SAMPLES)
        from PIL import Image
        from pypdf import PdfWriter

        locked = PdfWriter(clone_from=SAMPLES / "brochure.pdf")
        locked.encrypt("geheim", algorithm="RC4-128")
        locked.write(SAMPLES / "locked.pdf")
        Image.new("1", (300, 420), 1).save(SAMPLES / "scan.pdf")


def facts_of(path: Path) -> Facts:
    """The facts of a file: kind, value and claim, each with how often it was found."""
    from analyser import facts, readers

    found = facts.extract(readers.read(readers.load(path))).facts
    return Counter((fact.kind, fact.value, fact.assertion.value) for fact in found)


@dataclass
class Row:
    """What one producer's files gave."""

    producer: Producer
    files: int = 0
    equal: int = 0  # files with exactly the facts of the Markdown version
    shared: int = 0  # facts found in both versions
    all: int = 0  # facts found in either
    failures: int = 0  # files that could not be read
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """A row of the table."""
        share = f"{self.shared / self.all:.3f}" if self.all else "–"
        cells = (self.producer.suffix.upper(), self.producer.name, self.files, self.equal, share, self.failures)
        return f"| {' | '.join(map(str, cells))} |"


def compare(files: list[Path], folder: Path, producers: Iterable[Producer]) -> Iterator[Row]:
    """Reads the files of each producer and compares their facts with those of the Markdown texts."""
    expected = {file.stem: facts_of(file) for file in files}
    for producer in producers:
        row = Row(producer)
        for stem, facts in expected.items():
            row.files += 1
            try:
                found = facts_of(folder / producer.folder / f"{stem}.{producer.suffix}")
            except Exception as error:
                row.failures += 1
                row.wrong.append(f"{producer.folder}/{stem}: {type(error).__name__}: {error}")
                found = Counter()
            row.equal += found == facts
            row.shared += (found & facts).total()
            row.all += (found | facts).total()
            row.wrong += [f"{producer.folder}/{stem}: lost {' '.join(fact)}" for fact in (facts - found).elements()]
            row.wrong += [f"{producer.folder}/{stem}: new {' '.join(fact)}" for fact in (found - facts).elements()]
        yield row


def main(arguments: list[str]) -> None:
    """Makes the files, reads them, prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=20, help="statements of the corpus to convert")
    parser.add_argument("--keep", type=Path, help="keep what is made in this folder, and use what is there")
    parser.add_argument("--only", default="", help="producers to compare, as in 'docx,pdf-chromium'")
    parser.add_argument("--wrong", action="store_true", help="print what differs")
    parser.add_argument("--samples", action="store_true", help="make the files of tests/files anew, and stop")
    options = parser.parse_args(arguments)
    if options.samples:
        make_samples()
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        files = prepare(texts(options.files), folder / "md")
        made = produce(files, folder)
        only = tuple(filter(None, options.only.split(",")))
        print(HEAD)
        for row in compare(files, folder, [p for p in made if not only or p.folder.startswith(only)]):
            print(row.line(), flush=True)
            if options.wrong:
                print(*row.wrong, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
