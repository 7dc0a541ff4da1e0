"""Runs targets in processes of their own, with bounded memory, and prints what came of it as a Markdown table."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.fuzz.drive import Result, drive, name_of
from tests.fuzz.mutate import inputs
from tests.fuzz.targets import ROOT, TARGETS, Target

KEPT = ROOT / ".fuzz"  # inputs that went wrong; not under version control
_MEMORY = 3 << 30  # bytes of address space
HEAD = "| target | inputs | guided | refused | went wrong | slowest (s) |\n| --- " + "| ---: " * 5 + "|"
_SUMMED = ("tried", "guided", "refused")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when nothing went wrong, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("--runs", type=int, default=10_000, metavar="N", help="inputs, of all targets together")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed gives the same inputs")
    parser.add_argument(
        "--engine",
        choices=("mutate", "atheris"),
        default="mutate",
        help="atheris is led by the branches that an input takes, where it is installed",
    )
    parser.add_argument("--results", type=Path, metavar="FILE", help="adds the figures to those of a file")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.engine == "atheris" and not find_spec("atheris"):
        parser.error("atheris is not installed: pip install 'avgtoets[fuzz]', or --engine mutate")
    if options.child:
        _work(TARGETS[options.target], options.runs, options.seed, options.engine, options.child)
        return 0
    chosen = list(TARGETS.values()) if options.target == "all" else [TARGETS[options.target]]
    whole = sum(target.share for target in chosen)
    results = []
    for target in chosen:
        runs = max(round(options.runs * target.share / whole), 1)
        made = _in_process(target, runs, options.seed, options.engine)
        print(f"{target.name}: {made['tried']:,}, {len(made['crashes'])} wrong", file=sys.stderr, flush=True)
        results = _added(options.results, made) if options.results else [*results, made]
    print(table(results))
    return 1 if any(result["crashes"] for result in results) else 0


def table(results: Sequence[dict[str, Any]]) -> str:
    """The results as Markdown, and under them what went wrong."""
    lines = [HEAD]
    for each in results:
        lines.append(f"| {each['target']} | {each['tried']:,} | {each['guided']:,} | {each['refused']:,} "
                     f"| {len(each['crashes'])} | {each['slowest']:.2f} |")  # fmt: skip
    tried, led, refused = (sum(each[name] for each in results) for name in _SUMMED)
    wrong, slowest = sum(len(each["crashes"]) for each in results), max(each["slowest"] for each in results)
    lines.append(f"| all | {tried:,} | {led:,} | {refused:,} | {wrong} | {slowest:.2f} |")
    named = [f"{each['target']}: {what} ({file})" for each in results for what, file in each["crashes"].items()]
    return "\n".join([*lines, *([""] if named else []), *named])


def _in_process(target: Target, runs: int, seed: int, engine: str) -> dict[str, Any]:
    """What came of a target; where its process ends, that input went wrong and another goes on with the rest."""
    whole: dict[str, Any] = {"target": target.name, "tried": 0, "refused": 0, "slowest": 0.0, "crashes": {}}
    part = 0
    while whole["tried"] < runs:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            command = [sys.executable, "-m", "tests.fuzz", target.name, "--runs", str(runs - whole["tried"]), "--seed",
                       str(seed + 1_000_000 * part), "--engine", engine, "--child", folder]  # fmt: skip
            run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
            if (place / "result").exists():
                made = json.loads((place / "result").read_text())
            else:
                data = (place / "last").read_bytes() if (place / "last").exists() else b""
                what = f"the process ended with {run.returncode}: {(run.stderr.strip().splitlines() or [''])[-1]}"
                made = {"tried": 1, "refused": 0, "slowest": 0.0, "crashes": {what: _keep(target.name, data)}}
                part += 1
        for name in ("tried", "refused"):
            whole[name] += made[name]
        whole["slowest"] = max(whole["slowest"], made["slowest"])
        whole["crashes"].update(made["crashes"])
        if part > 20:
            break
    whole["guided"] = whole["tried"] if engine == "atheris" else 0
    return whole


def _keep(target: str, data: bytes) -> str:
    folder = KEPT / target
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name_of(data)
    path.write_bytes(data)
    return path.relative_to(ROOT).as_posix()


def _work(target: Target, runs: int, seed: int, engine: str, folder: Path) -> None:
    """In the child: the inputs of one target, and a file with what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    if engine == "atheris":
        from tests.fuzz.guided import guided

        guided(target, runs, seed, folder, lambda result: _write(result, folder))
        return
    made = inputs(target.seeds(), runs, f"{target.name} {seed}", target.words)
    _write(drive(target, made, folder / "last"), folder)


def _write(result: Result, folder: Path) -> None:
    crashes = {what: _keep(result.target, data) for what, data in result.crashes.items()}
    content = {"tried": result.tried, "refused": result.refused, "slowest": result.slowest, "crashes": crashes}
    (folder / "result").write_text(json.dumps(content))


def _added(path: Path, made: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of a file with this one among them, which the file then has too."""
    known = json.loads(path.read_text()) if path.exists() else []
    by_name = {each["target"]: each for each in known}
    if before := by_name.get(made["target"]):
        made = {**made, "crashes": {**before["crashes"], **made["crashes"]},
                "slowest": max(before["slowest"], made["slowest"]),
                **{name: before[name] + made[name] for name in _SUMMED}}  # fmt: skip
    by_name[made["target"]] = made
    ordered = [by_name[name] for name in TARGETS if name in by_name]
    path.write_text(json.dumps(ordered, indent=1) + "\n")
    return ordered


if __name__ == "__main__":
    sys.exit(main())
