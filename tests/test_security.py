"""What repositories, packs and registers of others cannot do; SECURITY.md says the same in words."""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hostile_statement import PLAIN, place
from jinja2.exceptions import SecurityError, UndefinedError

from analyser.errors import AvgtoetsError
from analyser.render.environment import environment

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., SimpleNamespace]


@pytest.fixture
def statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with statements, one of them hostile."""
    return place(tmp_path, monkeypatch)


# -- code, and files of others -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["html", "markdown", "terminal"])
@pytest.mark.parametrize("template", [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ '{0.__class__}'.format(1) }}", "{{ x.append(1) }}", "{% include '/etc/passwd' %}",
    "{% include '../../etc/passwd' %}",
])  # fmt: skip
def test_templates_run_in_a_sandbox(target: str, template: str) -> None:
    from jinja2 import TemplateNotFound

    with pytest.raises((SecurityError, UndefinedError, TemplateNotFound)):
        environment(target).from_string(template).render(x=[1])


def test_nothing_in_the_program_runs_what_it_reads() -> None:
    """No eval, no pickle, no shell; YAML only through the safe loaders, templates only through the sandbox."""
    for path in (ROOT / "analyser").rglob("*.py"):
        name = path.relative_to(ROOT / "analyser").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
                assert not names & {"pickle", "marshal", "shelve", "dill", "ctypes.util", "runpy"}, name
                assert "subprocess" not in names or name == "git.py", name
                assert not any(each.startswith("jinja2") for each in names) or name == "render/environment.py", name
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("eval", "exec", "os.system", "os.popen", "yaml.unsafe_load"), name
                assert called != "yaml.load" or "Safe" in ast.unparse(node), name
                assert not any(keyword.arg == "shell" for keyword in node.keywords), name


@pytest.mark.parametrize("text", [
    "!!python/object/apply:os.system ['touch x']", "a: !!python/name:os.system ''", "[" * 100_000, "- " * 50_000,
    "a: &a [1]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(20)), "date: 2026-02-30", "n: " + "9" * 5000,
    "&a {<<: *a", "a: !!timestamp x", "a: !!bool x", "a: !!int ''",
], ids=range(11))  # fmt: skip
def test_yaml_of_others_is_refused_in_a_line(tmp_path: Path, text: str) -> None:
    from analyser.annotation import load_annotation
    from analyser.organisations import load_organisations
    from analyser.ruleset import load_rule

    for load in (load_rule, load_annotation, load_organisations):
        (tmp_path / "x.yaml").write_text(text)
        with pytest.raises(AvgtoetsError) as told:
            load(tmp_path / "x.yaml")
        assert "\n" not in str(told.value) and len(str(told.value)) < 400


@pytest.fixture
def hostile_repository(statements: Path) -> Iterator[Path]:
    """A repository whose configuration would have git run a program at every turn."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    program = statements / "program"
    program.write_text(f"#!/bin/sh\ntouch {statements}/ran\n")
    program.chmod(0o755)

    def git(*given: str) -> None:
        environ = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.nl", *given], check=True, env=environ,
                       capture_output=True)  # fmt: skip

    git("init", "-q")
    (statements / "a.md").write_text(PLAIN)
    (statements / ".gitattributes").write_text("*.md diff=evil filter=evil\n")
    git("add", "a.md")
    git("commit", "-qm", "een")
    (statements / "a.md").write_text(PLAIN.replace("twee", "drie"))
    git("commit", "-qam", "twee")
    git("mv", "a.md", "b\x1e\nc.md")
    git("commit", "-qm", "drie")
    git("mv", "b\x1e\nc.md", "a.md")
    git("commit", "-qm", "vier")
    tree = subprocess.run(["git", "cat-file", "commit", "HEAD"], check=True, capture_output=True).stdout
    signature = b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n"
    signed = tree.replace(b"\n\n", signature, 1)
    made = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin"], input=signed, check=True,
                          capture_output=True).stdout.decode().strip()  # fmt: skip
    git("update-ref", "HEAD", made)
    for key, value in {
        "core.fsmonitor": program, "core.hooksPath": statements, "core.pager": program, "core.sshCommand": program,
        "log.showSignature": "true", "gpg.program": program, "diff.external": program, "diff.evil.textconv": program,
        "diff.evil.command": program, "filter.evil.smudge": program, "filter.evil.clean": program,
        "core.editor": program, "credential.helper": f"!{program}", "core.askPass": program, "alias.log": f"!{program}",
        "remote.origin.url": f"ext::{program}", "remote.origin.promisor": "true", "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
    }.items():  # fmt: skip
        git("config", key, str(value))
    yield statements


def test_a_hostile_repository_runs_nothing(run: Run, hostile_repository: Path) -> None:
    from analyser import git

    versions = git.history(Path("a.md"))
    assert len(versions) == 4 and versions[2].path == "b\x1e\nc.md"
    assert run("history", "--git", "a.md", "--format", "json").status in (0, 1)
    assert run("diff", "--git", "HEAD~3", "HEAD", "a.md").status in (0, 1)
    blob = subprocess.run(["git", "rev-parse", "HEAD~3:a.md"], check=True, capture_output=True).stdout.decode().strip()
    lost = hostile_repository / ".git" / "objects" / blob[:2] / blob[2:]
    lost.unlink()  # git would fetch it
    assert run("diff", "--git", "HEAD~3", "HEAD", "a.md").status == 2
    assert not (hostile_repository / "ran").exists()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def test_documents_read_no_other_file(run: Run, statements: Path) -> None:
    word = b'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    (statements / "a.docx").write_bytes(zipped({"word/document.xml": ENTITY + word}))
    (statements / "a.odt").write_bytes(zipped({"content.xml": ENTITY + b"<a>&x;</a>"}))
    for name in ("a.docx", "a.odt"):
        done = run("analyse", name)
        assert done.status == 2 and "is damaged" in done.err and "root:" not in done.err + done.out
    run("register", "gewoon.md", "--format", "xlsx", "--output", "r.xlsx")
    with zipfile.ZipFile("r.xlsx") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        bad = ENTITY + re.sub(rb"^<\?xml[^>]*>", b"", parts[name].replace(b"Voorbeeld", b"&x;"), count=1)
        (statements / "kwaad.xlsx").write_bytes(zipped({**parts, name: bad}))
        done = run("register", "check", "kwaad.xlsx", "gewoon.md")
        assert "root:" not in done.out + done.err and "crashed" not in done.err, (name, done.err)


# -- the network -------------------------------------------------------------------------------------------------------

WATCH = """
import socket, sys
def watch(event, given):
    if given and getattr(given[0], "family", 0) == getattr(socket, "AF_UNIX", None):
        return  # between the processes of one command
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"):
        raise SystemExit(f"NETWORK {event} {given}")
sys.addaudithook(watch)
from analyser.cli import _run
for arguments in COMMANDS:
    status = _run(arguments)
    assert status in (0, 1), (arguments, status)
"""


def test_no_command_without_an_address_asks_the_network(statements: Path) -> None:
    commands = [
        ["analyse", "gewoon.md"], ["lint", "gewoon.md"], ["diff", "gewoon.md", "gewoon.md"], ["compare", "gewoon.md"],
        ["register", "gewoon.md", "--format", "xlsx", "--output", "r.xlsx"],
        ["batch", "gewoon.md", "--store", "s.sqlite", "--jobs", "1"],
        ["store", "list", "s.sqlite"], ["rules"], ["terms"], ["explain", "info/retention"], ["schema"],
        ["baseline", "create", "gewoon.md"], ["statement", "r.xlsx", "--output", "x.md"],
    ]  # fmt: skip
    program = WATCH.replace("COMMANDS", repr(commands))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=statements,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


# -- personal data -----------------------------------------------------------------------------------------------------

PEOPLE = ("Annelies Zwartewaal", "annelies@zwartewaal.example", "06-48151623", "123456782", "Zwartewaalstraat")
PRIVATE = (
    f"# Privacyverklaring\n\nWij zijn {PEOPLE[0]}, {PEOPLE[4]} 12. Bel {PEOPLE[2]} of mail {PEOPLE[1]}. Mijn "
    f"burgerservicenummer is {PEOPLE[3]}. Wij bewaren uw naam en uw e-mailadres twee jaar voor de levering van "
    "uw bestelling.\n"
)
FAILING = {
    "codering.md": PRIVATE.encode() + "é".encode() * 9 + b"\xff",
    "groot.md": PRIVATE.encode() * 30_000,
    "engels.md": (f"{PEOPLE[0]} ({PEOPLE[1]}, {PEOPLE[2]}, {PEOPLE[3]}, {PEOPLE[4]}) is the person who can tell you "
                  "about everything that we do with the data that we have and keep of you when you "
                  "visit us. " * 20).encode(),
    "binair.md": PRIVATE.encode() + b"\0",
    "stuk.docx": b"PK\x03\x04" + PRIVATE.encode(),
    "stuk.pdf": b"%PDF-1.4\n" + PRIVATE.encode(),
    "leeg.html": f"<!-- {PRIVATE} -->".encode(),
}


def names_of_people(text: str) -> list[str]:
    return [each for each in PEOPLE if each in text]


def test_errors_do_not_repeat_a_statement(
    run: Run, statements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in FAILING.items():
        (statements / name).write_bytes(data)
    (statements / "crash.md").write_text(PRIVATE)
    for name in FAILING:
        for command in ("analyse", "lint", "register"):
            done = run(command, name)
            assert done.status == 2 and not names_of_people(done.err + done.out), (command, name, done.err)

    def broken(document: object, *_: object) -> object:
        raise ValueError(f"at {document.text}")  # type: ignore[attr-defined]

    monkeypatch.setattr("analyser.facts.extract", broken)
    for options in ((), ("--traceback",)):
        done = run(*options, "analyse", "crash.md")
        assert done.status == 2 and "ValueError" in done.err and not names_of_people(done.err), done.err


def test_the_index_of_a_store_and_the_cache_hold_no_names(run: Run, statements: Path) -> None:
    (statements / "gewoon.md").write_text(PRIVATE)
    for name, data in FAILING.items():
        (statements / name).write_bytes(data)
    run("batch", "gewoon.md", *FAILING, "--store", "s.sqlite", "--jobs", "1")
    run("lint", "gewoon.md", *FAILING)
    assert not names_of_people(Path("s.sqlite").read_bytes().decode("latin-1")), "beside what is compressed"
    with sqlite3.connect("s.sqlite") as db:
        for table in ("statements", "versions"):
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            columns = [name for name in names if name not in ("text", "analysis")]
            for row in db.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                assert not names_of_people(repr(row))
    db.close()
    assert all(re.fullmatch(r"[0-9a-f]{64}\.json", path.name) for path in Path("cache").iterdir())
