"""Versions in real Git repositories, and the commands that compare and tell them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from analyser.cli import cli, main
from analyser.errors import InputError
from analyser.git import history, source_at, source_of

FIRST = """# Privacyverklaring van Bakkerij De Korst

Mail naar info@dekorst.example. Wij gebruiken uw naam en adres om uw bestelling te bezorgen.

## Bewaren

Wij bewaren facturen twee jaar.

## Rechten

U heeft recht op inzage en op beperking van de verwerking.
"""
SECOND = FIRST.replace("twee jaar", "zeven jaar").replace(" en op beperking van de verwerking", "")
REWORDED = SECOND.replace("Wij bewaren facturen zeven jaar.", "Facturen worden 7 jaar door ons bewaard.")


def git(folder: Path, *arguments: str, day: str = "2020-01-01") -> None:
    clock = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    environment = {**os.environ, **clock}
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True, env=environment)


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", day, day=day)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five versions: the first, a change in meaning, a new name, a rewording, an empty file."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "site"
    (folder / "docs").mkdir(parents=True)
    git(folder, "init", "-q")
    old, new = folder / "docs" / "privacy.md", folder / "docs" / "verklaring één.md"
    old.write_text(FIRST, encoding="utf-8")
    commit(folder, "2020-03-01")
    old.write_text(SECOND, encoding="utf-8")
    commit(folder, "2021-04-02")
    old.rename(new)
    commit(folder, "2022-05-03")
    new.write_text(REWORDED, encoding="utf-8")
    commit(folder, "2023-06-04")
    new.write_text("", encoding="utf-8")
    commit(folder, "2024-07-05")
    new.write_text(REWORDED, encoding="utf-8")
    commit(folder, "2025-08-06")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def name(repository: Path) -> str:
    return "docs/verklaring één.md"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    if isinstance(result.exception, Exception):
        raise result.exception
    return int(result.return_value or 0), result.stdout, result.stderr


def test_history_follows_the_file(name: str) -> None:
    versions = history(Path(name))
    assert [version.date for version in versions] == [
        "2020-03-01", "2021-04-02", "2022-05-03", "2023-06-04", "2024-07-05", "2025-08-06"
    ]  # fmt: skip
    assert [version.path for version in versions[1:3]] == ["docs/privacy.md", name]
    assert source_of(Path(name), versions[0]).text == FIRST
    assert source_of(Path(name), versions[0]).media_type == "text/markdown"


def test_a_revision_has_the_file_by_its_name_of_then(
    name: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert source_at(Path(name), "HEAD~5").text == FIRST
    monkeypatch.chdir(repository / "docs")
    assert source_at(Path("verklaring één.md"), "HEAD~2").text == REWORDED
    assert source_at(repository / name, "HEAD").text == REWORDED


@pytest.mark.parametrize(
    ("path", "revision", "said"),
    [
        ("docs/verklaring één.md", "nergens", "no such revision"),
        ("docs/verklaring één.md", "--help", "no such revision"),
        ("docs/verklaring één.md", "HEAD:docs", "no such revision"),
        ("docs/ander.md", "HEAD", "is not in revision HEAD"),
        ("ander/ander.md", "HEAD", "is not in revision HEAD"),
        ("docs", "HEAD", "is a directory"),
        ("docs/verklaring één.md", "HEAD~1", "is empty"),
    ],
)
def test_what_is_not_there_is_said(repository: Path, path: str, revision: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        source_at(Path(path), revision)


def test_no_repository_no_commit_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    file = tmp_path / "a.md"
    file.write_text(FIRST, encoding="utf-8")
    with pytest.raises(InputError, match="not in a Git repository"):
        history(file)
    git(tmp_path, "init", "-q")
    with pytest.raises(InputError, match="no version in Git"):
        history(file)
    with pytest.raises(InputError, match="no such revision"):
        source_at(file, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="git cannot be run"):
        history(file)


def test_diff_of_a_revision_with_now(name: str) -> None:
    status, told, _ = run("diff", "--git", "HEAD~5", name)
    assert status == 0
    assert "HEAD~5:docs/privacy.md → docs/verklaring één.md" in told
    assert "Bewaartermijn van facturen: 2 jaar → 7 jaar" in told


def test_diff_of_two_revisions(name: str) -> None:
    every = "broader,weaker,narrower,clearer,editorial,notice"
    status, told, _ = run("diff", "--git", "HEAD~4", "HEAD~2", name, "--fail-on", every)
    assert status == 0
    assert "Geen verandering van betekenis." in told


@pytest.mark.parametrize(
    ("classes", "status"),
    [(("broader",), 1), (("weaker",), 1), (("notice",), 1), (("editorial,broader",), 1), (("clearer", "editorial"), 0)],
)
def test_fail_on(name: str, classes: tuple[str, ...], status: int) -> None:
    options = [part for each in classes for part in ("--fail-on", each)]
    assert run("diff", "--git", "HEAD~5", "HEAD~4", name, *options)[0] == status


def test_diff_of_files_in_every_format(tmp_path: Path) -> None:
    old, new = tmp_path / "oud.md", tmp_path / "nieuw.md"
    old.write_text(FIRST, encoding="utf-8")
    new.write_text(SECOND, encoding="utf-8")
    for form in ("text", "json", "markdown", "html", "github"):
        status, told, _ = run("diff", str(old), str(new), "--format", form)
        assert status == 0
        assert told.endswith("\n")
        assert "7 jaar" in told
        assert run("diff", str(old), str(new), "--format", form)[1] == told


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "een.md"],
        ["diff", "een.md", "twee.md"],
        ["diff", "--git", "HEAD"],
        ["diff", "--fail-on", "worse", "een.md", "twee.md"],
        ["diff", "--git", "nergens", "een.md"],
        ["history", "een.md"],
        ["history", "--git", "een.md"],
    ],
)
def test_what_cannot_be_done_is_status_2(
    repository: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    captured = capsys.readouterr()
    assert left.value.code == 2
    assert captured.out == ""
    assert captured.err


def test_history_as_a_table(name: str) -> None:
    status, told, complained = run("history", "--git", name)
    lines = told.splitlines()
    assert status == 0
    assert "is empty" in complained
    rows = [line for line in lines if "202" in line]
    assert len(rows) == 6
    assert "eerste versie" in rows[0]
    assert "Bewaartermijn van facturen: 2 jaar → 7 jaar" in rows[1]
    assert all("Geen verandering van betekenis." in row for row in (rows[2], rows[3], rows[5]))
    assert "niet te lezen" in rows[4]
    assert "geen oordeel" in told


def test_history_as_json(name: str) -> None:
    content = json.loads(run("history", "--git", name, "--format", "json", "-q")[1])
    versions = content["versions"]
    assert versions[0]["date"] == "2020-03-01"
    assert versions[0]["changes"] is None
    assert {change["kind"] for change in versions[1]["changes"]} >= {"retention", "right", "requirement"}
    assert versions[1]["score"]["met"] == versions[0]["score"]["met"] - 1  # the right to restriction
    assert versions[1]["score"]["due"] == versions[0]["score"]["due"]
    assert versions[1]["notice"] is True
    assert versions[3]["changes"] == []
    assert versions[4]["error"].startswith("is empty")
    last = json.loads(run("history", "--git", name, "-f", "json", "-q", "-n", "5")[1])["versions"]
    assert last == versions[1:]  # what the first of them changed is told too


def test_history_as_a_page(name: str, tmp_path: Path) -> None:
    page = tmp_path / "tijdlijn.html"
    assert run("history", "--git", name, "--format", "html", "-q", "--output", str(page))[0] == 0
    told = page.read_text(encoding="utf-8")
    assert "4 mei 2021" not in told
    assert "2 april 2021" in told
    assert told.index("6 augustus 2025") < told.index("2 april 2021", told.index('timeline" reversed'))
    assert "<script" not in told
    assert "http" not in told.replace("http-equiv", "")
    run("history", "--git", name, "--format", "html", "-q", "--output", str(page))
    assert page.read_text(encoding="utf-8") == told


def test_a_history_of_which_nothing_can_be_read_is_status_2(name: str, repository: Path) -> None:
    empty = repository / "leeg.md"
    empty.write_text("", encoding="utf-8")
    commit(repository, "2025-09-01")
    assert run("history", "--git", "leeg.md", "-q")[0] == 2
