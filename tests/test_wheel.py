"""The built wheel, in a fresh environment, run from an empty directory: what users get."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATEMENT = sorted((ROOT / "corpus" / "text").glob("*.md"))[0]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_wheel_does_what_the_checkout_does(tmp_path: Path) -> None:
    built = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT, cwd=ROOT
    )
    assert built.returncode == 0, built.stderr
    wheel = next((tmp_path / "dist").glob("*.whl"))
    fresh = tmp_path / "venv"
    venv.create(fresh, with_pip=True)
    python = fresh / ("Scripts" if os.name == "nt" else "bin") / "python"
    # Dependencies come from the environment that runs the tests, so that no network is needed; the wheel alone
    # is installed, and the checkout is not on the path.
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    installed = run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    own = run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=tmp_path).stdout.strip()
    (Path(own) / "zz_dependencies.pth").write_text(packages + "\n", encoding="utf-8")

    empty = tmp_path / "empty"
    empty.mkdir()
    where = run(python, "-c", "import analyser; print(analyser.__file__)", cwd=empty).stdout.strip()
    assert where.startswith(str(fresh)), where
    for arguments in (
        ["analyse", str(STATEMENT), "--format", "json"],
        ["analyse", str(STATEMENT), "--format", "html"],
        ["rules"],
        ["terms"],
        ["schema"],
        ["explain", "info/retention"],
    ):
        away = run(python, "-m", "analyser", *arguments, cwd=empty)
        here = run(sys.executable, "-m", "analyser", *arguments, cwd=ROOT)
        assert away.returncode == here.returncode == 0, away.stderr
        assert away.stdout == here.stdout, arguments
    assert (fresh / "bin" / "avgtoets").exists()
