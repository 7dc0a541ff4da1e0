"""In the tools of others: the hooks of pre-commit, the action of GitHub and the template of GitLab hold and run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyser.cli import main
from analyser.cli.lint import lint

ROOT = Path(__file__).resolve().parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB = list(yaml.safe_load_all((ROOT / "templates" / "avgtoets.yml").read_text(encoding="utf-8")))
STATEMENT = "# Privacyverklaring Zangkoor De Lijster\n\nMet elke bewerker maken wij afspraken over uw gegevens.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scratch repository with a statement, and `avgtoets` as a command of the shell."""
    command = tmp_path / "runner" / "avgtoets" / "bin" / "avgtoets"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m analyser "$@"\n')
    command.chmod(0o755)
    site = tmp_path / "site"
    (site / "statements").mkdir(parents=True)
    (site / "statements" / "privacyverklaring.md").write_text(STATEMENT, encoding="utf-8")
    (site / "avgtoets.toml").write_text('select = ["currency/outdated-term"]\nfail-on = "warning"\n')
    subprocess.run(["git", "init", "-q", str(site)], check=True)
    monkeypatch.setenv("AVGTOETS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(site)
    return site


def bash(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                          env={**os.environ, **environment}, capture_output=True, text=True)  # fmt: skip


# -- pre-commit ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_has_what_pre_commit_asks_and_runs_a_command_there_is(hook: dict[str, Any]) -> None:
    assert {"id", "name", "description", "entry", "language", "files"} <= set(hook)
    program, command, *options = shlex.split(hook["entry"])
    assert (program, command) == ("avgtoets", "lint")
    known = {name for option in lint.params for name in option.opts}
    assert options and set(options) <= known


@pytest.mark.parametrize(
    ("path", "meant"),
    [("privacyverklaring.md", True), ("site/Cookiebeleid.html", True), ("privacy/nl.txt", True),
     ("docs/handleiding.md", False), ("privacy.py", False)],
)  # fmt: skip
def test_the_files_that_hooks_look_at(path: str, meant: bool) -> None:
    assert all(bool(re.search(hook["files"], path)) is meant for hook in HOOKS)


def test_the_hooks_fail_and_mend(site: Path) -> None:
    path = "statements/privacyverklaring.md"
    check, mend = (shlex.split(hook["entry"])[1:] for hook in HOOKS)
    for words, status in ((check, 1), (mend, 0), (check, 0)):
        with pytest.raises(SystemExit) as leaving:
            main([*words, path])
        assert leaving.value.code in ((status, None) if not status else (status,))
    assert Path(path).read_text(encoding="utf-8") == STATEMENT.replace("bewerker", "verwerker")


def test_a_file_that_the_configuration_excludes_is_no_failure_of_a_hook(site: Path) -> None:
    Path("avgtoets.toml").write_text('exclude = ["statements/"]\n')
    for hook in HOOKS:
        with pytest.raises(SystemExit) as leaving:
            main([*shlex.split(hook["entry"])[1:], "statements/privacyverklaring.md"])
        assert not leaving.value.code


@pytest.mark.slow
def test_pre_commit_runs_the_hooks(site: Path, tmp_path: Path) -> None:
    if not (program := shutil.which("pre-commit")):
        pytest.skip("pre-commit is not installed")
    local = [{**hook, "language": "system"} for hook in HOOKS]
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    subprocess.run(["git", "add", "-A"], check=True)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    runs = [subprocess.run([program, "run", "--all-files"], env=environment, capture_output=True, text=True)
            for _ in range(2)]  # fmt: skip
    assert [run.returncode for run in runs] == [1, 0], runs[0].stdout
    assert "verwerker" in Path("statements/privacyverklaring.md").read_text(encoding="utf-8")


# -- GitHub -------------------------------------------------------------------------------------------------------


def action_step(name: str, runner: Path, **inputs: str) -> tuple[str, dict[str, str]]:
    """The script and the environment of a step with these inputs."""
    values = {f"inputs.{key}": value["default"] for key, value in ACTION["inputs"].items()}
    values |= {f"inputs.{key}": value for key, value in inputs.items()} | {"runner.temp": str(runner)}
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    filled = {key: re.sub(r"\$\{\{ (.*?) \}\}", lambda m: values[m[1]], value) for key, value in step["env"].items()}
    return step["run"], {**filled, "RUNNER_TEMP": str(runner)}


def test_the_action_is_a_composite_one_whose_inputs_are_used_and_never_part_of_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    for step in ACTION["runs"]["steps"]:
        assert ("uses" in step) is not ("run" in step)
        assert "run" not in step or (step["shell"] == "bash" and "${{" not in step["run"])


@pytest.mark.slow
def test_the_lint_step_of_the_action_runs(site: Path, tmp_path: Path) -> None:
    evil = "statements/privacy $(touch pwned).md"
    Path(evil).write_text(STATEMENT, encoding="utf-8")
    summary = tmp_path / "summary.md"
    script, environment = action_step(
        "Lint", tmp_path / "runner", paths=f"{evil}\nstatements/privacyverklaring.md\n", sarif="out.sarif"
    )
    run = bash(script, **environment, GITHUB_STEP_SUMMARY=str(summary))
    assert run.returncode == 1, run.stderr
    assert run.stdout.count("::warning file=statements/") == 2
    assert len(json.loads(Path("out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 2
    assert "privacyverklaring.md" in summary.read_text(encoding="utf-8")
    assert not Path("pwned").exists()
    script, environment = action_step("Lint", tmp_path / "runner", args="--fail-on=error")
    run = bash(script, **environment)
    assert run.returncode == 0, run.stderr


# -- GitLab -------------------------------------------------------------------------------------------------------


def gitlab(key: str, **inputs: str) -> list[str]:
    """The lines of a part of the job with these inputs."""
    specified, jobs = GITLAB
    values = {name: (given or {}).get("default") for name, given in specified["spec"]["inputs"].items()} | inputs
    lines: list[str] = jobs["avgtoets"][key]
    return [re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda m: str(values[m[1]]), line) for line in lines]


def test_the_template_of_gitlab_uses_each_of_its_inputs() -> None:
    text = (ROOT / "templates" / "avgtoets.yml").read_text(encoding="utf-8")
    specified, jobs = GITLAB
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", text)) == set(specified["spec"]["inputs"])
    assert set(jobs) == {"avgtoets"} and {"stage", "image", "script", "artifacts"} <= set(jobs["avgtoets"])
    known = {name for option in lint.params for name in option.opts}
    for line in gitlab("script"):
        program, command, *words = shlex.split(line)
        assert (program, command) == ("avgtoets", "lint")
        assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.slow
def test_the_script_of_gitlab_runs(site: Path) -> None:
    run = bash("\n".join(gitlab("script", paths="statements", args="--fail-on warning")))
    assert run.returncode == 1, run.stderr
    assert run.stdout.startswith("statements/privacyverklaring.md:3:")
    report = GITLAB[1]["avgtoets"]["artifacts"]["reports"]["codequality"]
    (entry,) = json.loads(Path(report).read_text(encoding="utf-8"))
    assert entry["location"]["path"] == "statements/privacyverklaring.md"
    assert bash("\n".join(gitlab("script", args="--fail-on error"))).returncode == 0
