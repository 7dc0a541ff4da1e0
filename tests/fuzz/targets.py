"""The doors of the program: what each takes, and what must hold of what comes out."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analyser.types import Document, Facts
from tests.fuzz.seeds import CONFIGS, DOCX, IGNORES, KNOWN, LISTED, LISTED_YAML, ODT, PDF, RTF

ROOT = Path(__file__).resolve().parent.parent.parent
_SEED_BYTES = 2500
_NAMES = ("x.md", "x.txt", "x.html", "x", "x.docx", "x.odt", "x.rtf", "x.pdf", "x\x1b[31m.md", "x.MARKDOWN")
_CHARSETS = (
    None,
    "utf-8",
    "latin-1",
    "utf-16",
    "hex",
    "rot13",
    "idna",
    "punycode",
    "unicode_escape",
    "\ud800",
    "nonsense",
)


@dataclass(frozen=True)
class Target:
    """A door: `run` takes an input and raises an AvgtoetsError or nothing; `share` is its part of the inputs."""

    name: str
    seeds: Callable[[], list[bytes]]
    run: Callable[[bytes], object]
    share: float = 1.0
    deadline: float = 5.0  # seconds of processor time an input
    words: tuple[bytes, ...] = ()


# -- statements --------------------------------------------------------------------------------------------------------


def check_document(document: Document) -> None:
    """Every clean character leads back into the source, in the order of the text."""
    source, last = document.source.text, 0
    for start, block in zip(document.starts, document.blocks, strict=True):
        assert block.text, "an empty block"
        assert "\n" not in block.text, "a block of several lines"
        assert block.pieces[0].clean == 0, "a piece that begins elsewhere"
        first, end = document.source_span(start, start + len(block.text))
        assert 0 <= first <= end <= len(source), "an offset outside the text"
        for piece in block.pieces:
            assert piece.source >= 0 and piece.source + piece.source_length <= len(source), "a piece outside the text"
            if piece.clean_length == piece.source_length:
                clean = block.text[piece.clean : piece.clean + piece.clean_length]
                slice_ = source[piece.source : piece.source + piece.source_length]
                assert (
                    clean == slice_ or (clean == " " and not slice_.strip()) or "_" in clean or not slice_.isprintable()
                )
        last = max(last, end)
    document.line_column(last)
    document.page(last)


def check_facts(document: Document, facts: Facts) -> None:
    """Quotes are literal slices of the source, and what matched lies within them."""
    text = document.source.text
    for fact in facts.facts:
        at = fact.evidence
        assert 0 <= at.start < at.end <= len(text), "an offset outside the text"
        assert at.quote == text[at.start : at.end], "a quote that is not literal"
        assert at.start <= at.match_start <= at.match_end <= at.end, "a match outside its quote"


def _read(name: str, data: bytes) -> None:
    from analyser.readers import read
    from analyser.readers.loading import source_from_bytes

    check_document(read(source_from_bytes(name, data)))


def _analysed(data: bytes) -> None:
    from analyser.analysis import analyse
    from analyser.contract import to_contract
    from analyser.readers.loading import source_from_bytes

    analysis = analyse(source_from_bytes(_NAMES[data[0] % 3] if data else "x.md", data[1:]))
    check_facts(analysis.document, analysis.facts)
    to_contract(analysis, "nl").model_dump_json()


def _any_name(data: bytes) -> None:
    from analyser.readers import read
    from analyser.readers.loading import source_from_bytes

    if len(data) > 1:
        name, charset = _NAMES[data[0] % len(_NAMES)], _CHARSETS[data[1] % len(_CHARSETS)]
        check_document(read(source_from_bytes(name, data[2:], charset=charset)))


@lru_cache
def _texts(suffix: str) -> list[bytes]:
    files = sorted((ROOT / "corpus" / "text").glob(f"*{suffix}"))[:12]
    return [path.read_bytes()[:_SEED_BYTES] for path in files]


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def _part(parts: dict[str, bytes], name: str) -> Callable[[bytes], None]:
    """Takes the bytes as one part of a document that is whole otherwise."""

    def run(data: bytes) -> None:
        which = sorted(name for name in parts if name.endswith(".xml"))
        _read("x", _zipped({**parts, which[data[0] % len(which)] if data else name: data[1:]}))

    return run


def _part_seeds(parts: dict[str, bytes]) -> Callable[[], list[bytes]]:
    which = sorted(name for name in parts if name.endswith(".xml"))
    return lambda: [bytes((index,)) + parts[name] for index, name in enumerate(which)]


# -- files that people and tools keep ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _temporary() -> tempfile.TemporaryDirectory[str]:
    made = tempfile.TemporaryDirectory(prefix="avgtoets-fuzz-")  # goes with the process
    for name in ("info", "purpose"):
        (Path(made.name) / name).mkdir()
    return made


def _folder() -> Path:
    return Path(_temporary().name)


def _file(name: str, take: Callable[[Path], object]) -> Callable[[bytes], None]:
    """Writes the bytes to a file of this name and gives it to a loader."""

    def run(data: bytes) -> None:
        path = _folder() / name
        path.write_bytes(data)
        take(path)

    return run


def _rule(path: Path) -> object:
    from analyser.ruleset import load_rule

    return load_rule(path)


def _term(path: Path) -> object:
    from analyser.vocabulary import load_term

    return load_term(path)


def _config(path: Path) -> object:
    from analyser.config import load_config

    return load_config(path)


def _baseline(path: Path) -> object:
    from analyser.baseline import dump, load

    return dump(load(path))


def _register(path: Path) -> object:
    from analyser.render.register_reading import read_register

    return read_register(path)


def _organisations(path: Path) -> object:
    from analyser.organisations import load_organisations

    return load_organisations(path)


def _list(path: Path) -> object:
    from analyser.batch import targets_of
    from analyser.config import Config

    return targets_of([], Config(), [path])


def _annotation(path: Path) -> object:
    from analyser.annotation import load_annotation

    return load_annotation(path)


def _store(path: Path) -> None:
    from analyser.store import Store

    for log in (f"{path}-wal", f"{path}-shm", f"{path}-journal"):
        Path(log).unlink(missing_ok=True)
    with Store(path) as store:
        for statement in store.statements():
            for version in store.versions(statement.key):
                assert version.text is not None
                assert version.analysis is None or version.analysis.document


def _phrase(data: bytes) -> None:
    from analyser.phrases import PhraseMatcher

    try:
        matcher = PhraseMatcher([(None, data.decode("utf-8", "replace"))])
    except ValueError:  # what the loaders report with file and line
        return
    matcher.find("wij bewaren uw naam en uw e-mailadres twee jaar\nniet langer dan nodig is\n")


def _directives(data: bytes) -> None:
    from analyser.readers import read, source_from_text
    from analyser.ruleset import load_rules
    from analyser.suppress import suppress

    rules = load_rules()
    media: tuple[Any, ...] = ("text/markdown", "text/plain", "text/html")
    text = data[1:].decode("utf-8", "replace")
    document = read(source_from_text(text, media_type=media[data[0] % 3] if data else media[0]))
    for diagnostic in suppress(document, [], rules, rules):
        assert 0 <= diagnostic.start <= diagnostic.end <= len(text), "an offset outside the text"


def _address(data: bytes) -> None:
    from urllib.parse import urlsplit

    from analyser.web.fetch import _clean, _content_type

    text = data.decode("utf-8", "replace")
    _content_type(text)
    for cleaned in (_clean(text), _clean(text, "https://www.example.nl/a/b?c")):
        assert cleaned.isascii() and cleaned.isprintable() and " " not in cleaned, "an address with other signs"
        assert urlsplit(cleaned).scheme in ("http", "https") and "@" not in urlsplit(cleaned).netloc


def _robots(data: bytes) -> None:
    from protego import Protego

    rules = Protego.parse(data.decode("utf-8", "replace"))
    rules.can_fetch("https://www.example.nl/privacy?a=b", "avgtoets")
    rules.crawl_delay("avgtoets")


def _links(data: bytes) -> None:
    from analyser.web.fetch import Page
    from analyser.web.find import _links, _signs

    page = Page("https://a.nl/", "https://a.nl/", (), "2026-01-01T00:00:00+00:00", "text/html", None, data)
    _signs(page)
    for _, address in _links(page):
        assert address.startswith(("http://", "https://"))


def _rule_seeds() -> list[bytes]:
    paths = [
        path for family in ("info", "clarity", "rights", "sector") for path in (ROOT / "rules" / family).glob("*.yaml")
    ]
    return [path.read_bytes()[:6000] for path in sorted(paths)[::4]]


def _phrase_seeds() -> list[bytes]:
    from analyser.ruleset import load_rules

    every = [text for rule in load_rules().values() for _, text in rule.phrases()]
    return [text.encode() for text in every[::25]]


@lru_cache(maxsize=1)
def _drafted() -> Any:
    from analyser.analysis import analyse_text
    from analyser.register import make_register

    text = "# Privacyverklaring\n\nStichting Voorbeeld bewaart uw naam twee jaar voor de levering van uw bestelling.\n"
    return make_register([analyse_text(text)])


def _register_seeds() -> list[bytes]:
    return [_drafted().model_dump_json().encode()]


@lru_cache(maxsize=1)
def _workbook() -> bytes:
    from analyser.register_model import load_template
    from analyser.render.register import View
    from analyser.render.workbook import workbook

    return workbook(View(_drafted(), load_template("avg30"), "nl"))


def _sheet_names() -> list[str]:
    with zipfile.ZipFile(io.BytesIO(_workbook())) as file:
        return sorted(name for name in file.namelist() if name.endswith((".xml", ".rels")))


def _sheet(path: Path) -> object:
    return _register(path)


def _workbook_part(data: bytes) -> None:
    """Takes the bytes as one part of a workbook that is whole otherwise."""
    names = _sheet_names()
    name = names[data[0] % len(names)] if data else names[0]
    with zipfile.ZipFile(io.BytesIO(_workbook())) as file:
        parts = {each: file.read(each) for each in file.namelist()}
    path = _folder() / "part.xlsx"
    path.write_bytes(_zipped({**parts, name: data[1:]}))
    _register(path)


def _workbook_part_seeds() -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(_workbook())) as file:
        return [bytes((index,)) + file.read(name) for index, name in enumerate(_sheet_names())]


def _store_seeds() -> list[bytes]:
    from analyser.config import Config
    from analyser.engines.work import Setup, Task, carry_out
    from analyser.store import Store

    path = _folder() / "seed.sqlite"
    path.unlink(missing_ok=True)
    setup = Setup.of(Config(), "nl")
    with Store(path, create=True) as store:
        text = b"# Privacyverklaring\n\nWij bewaren uw naam twee jaar voor de levering van uw bestelling.\n"
        store.add(carry_out(setup, Task("a.md", "0" * 64, text)), {"sector": "zorg"}, setup.fingerprint)
    return [path.read_bytes()]


def _annotation_seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "corpus" / "gold").glob("*.yaml"))[:4]]


def _statement_seeds() -> list[bytes]:
    medium: Iterable[tuple[int, str]] = enumerate((".md", ".txt", ".html"))
    return [bytes((number,)) + text[:700] for number, suffix in medium for text in _texts(suffix)[:6]]


TARGETS = {target.name: target for target in (
    Target("markdown", lambda: _texts(".md"), lambda data: _read("x.md", data), 2),
    Target("text", lambda: _texts(".txt"), lambda data: _read("x.txt", data), 2),
    Target("html", lambda: _texts(".html"), lambda data: _read("x.html", data), 2),
    Target("docx", lambda: [_zipped(DOCX)], lambda data: _read("x.docx", data)),
    Target("docx-part", _part_seeds(DOCX), _part(DOCX, "word/document.xml"), 2),
    Target("odt", lambda: [_zipped(ODT)], lambda data: _read("x.odt", data), 0.5),
    Target("odt-part", _part_seeds(ODT), _part(ODT, "content.xml"), 1.5),
    Target("rtf", lambda: RTF, lambda data: _read("x.rtf", data), 2),
    Target("pdf", lambda: [PDF], lambda data: _read("x.pdf", data), 1),
    Target("any-bytes", lambda: [b"\0\0" + text for text in _texts(".md")] + [b"\3\0" + PDF], _any_name),
    Target("statement", _statement_seeds, _analysed, 0.15, 20.0),
    Target("rule", _rule_seeds, _file("info/x.yaml", _rule), 0.5),
    Target("term", lambda: [p.read_bytes() for p in sorted((ROOT / "rules" / "terms" / "purpose").glob("*.yaml"))[:6]],
           _file("purpose/x.yaml", _term), 0.5),
    Target("phrase", _phrase_seeds, _phrase),
    Target("configuration", lambda: CONFIGS, _file("avgtoets.toml", _config)),
    Target("baseline", lambda: KNOWN, _file("baseline.json", _baseline)),
    Target("register-json", _register_seeds, _file("r.json", _register), 0.5),
    Target("register-xlsx", lambda: [_workbook()], _file("r.xlsx", _register), 0.05, 20.0),
    Target("register-part", _workbook_part_seeds, _workbook_part, 0.05, 20.0),
    Target("organisations-csv", lambda: LISTED, _file("o.csv", _organisations)),
    Target("organisations-yaml", lambda: LISTED_YAML, _file("o.yaml", _organisations)),
    Target("batch-list", lambda: [b"a.md\nb/c.html\n# niets\nhttps://a.nl\n"], _file("list.txt", _list), 0.5),
    Target("directives", lambda: IGNORES, _directives),
    Target("annotation", _annotation_seeds, _file("x.yaml", _annotation), 0.2),
    Target("store", _store_seeds, _file("s.sqlite", _store), 0.3),
    Target("address", lambda: [b"https://www.example.nl/privacy?a=b#c", b"HTTP://[::1]:80/", "https://münchen.nl/ë".encode(),
                               b"text/html; charset=utf-8"], _address),
    Target("robots", lambda: [b"User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 2\nSitemap: x\n"], _robots),
    Target("links", lambda: [*_texts(".html"), b'<a href="/privacy" title="x">Privacyverklaring</a>'], _links),
)}  # fmt: skip
