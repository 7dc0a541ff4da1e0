"""What a store gives to other programs: tables as CSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from store_sample import SECOND, Inline, settle

Run = Callable[..., SimpleNamespace]


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Inline]:
    return settle(monkeypatch, tmp_path)


def lines(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file under the names of its columns."""
    return list(csv.DictReader(io.StringIO(Path(name).read_bytes().decode("utf-8"), newline="")))


@pytest.fixture
def three(run: Run) -> str:
    """A store with a statement, one that begins like a formula, and one that could not be read."""
    Path("b.md").write_text(SECOND.replace("De Veerpont bewaart", "=HYPERLINK(1) bewaart"), encoding="utf-8")
    run("batch", "a.md", "b.md", "c.md", "--store", "s.db")
    return "s.db"


def test_csv(run: Run, three: str) -> None:
    assert run("store", "export", three, "-f", "csv", "-o", "out").status == 0
    tables = {name: lines(f"out/{name}.csv") for name in ("statements", "facts", "findings")}
    analysed = {
        item["document"]["source"]: item for item in json.loads(run("store", "export", three, "-f", "json").out)
    }
    assert [(row["key"], row["version"], bool(row["error"])) for row in tables["statements"]] == [
        ("a.md", "1", False), ("b.md", "1", False), ("c.md", "", True)
    ]  # fmt: skip
    for key, item in analysed.items():
        facts = [row for row in tables["facts"] if row["key"] == key]
        assert [row["value"] for row in facts] == [fact["value"] for fact in (*item["facts"], *item["denied"])]
        findings = [row for row in tables["findings"] if row["key"] == key]
        assert [(row["rule"], row["status"]) for row in findings] == [
            (f["rule"], f["status"]) for f in item["findings"]
        ]
        (row,) = (row for row in tables["statements"] if row["key"] == key)
        assert int(row["missing"]) == sum(finding["status"] == "missing" for finding in item["findings"])
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    one = run("store", "export", three, "-f", "csv", "--table", "facts").out
    assert one == Path("out/facts.csv").read_bytes().decode()


def test_parquet(run: Run, three: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an optional extra")
    assert run("store", "export", three, "-f", "parquet", "-o", "out").status == 0
    run("store", "export", three, "-f", "csv", "-o", "out")
    for name in ("statements", "facts", "findings"):
        rows = parquet.read_table(f"out/{name}.parquet").to_pylist()
        plain = [{column: "" if cell is None else str(cell) for column, cell in row.items()} for row in rows]
        assert [{c: v.removeprefix("'") for c, v in line.items()} for line in lines(f"out/{name}.csv")] == plain
    assert parquet.read_schema("out/facts.parquet").field("line").type == "int64"
    assert run("store", "export", three, "-f", "parquet", "--table", "facts", "-o", "f.parquet").status == 0
    assert Path("f.parquet").read_bytes() == Path("out/facts.parquet").read_bytes()


def test_parquet_without_pyarrow_names_the_extra(run: Run, three: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    Path("f.parquet").write_text("van vroeger")
    done = run("store", "export", three, "-f", "parquet", "--table", "facts", "-o", "f.parquet")
    assert done.status == 2 and "pip install 'avgtoets[parquet]'" in done.err
    assert Path("f.parquet").read_text() == "van vroeger" and not list(Path().glob(".avgtoets-*"))


@pytest.mark.parametrize("arguments", [
    ("-f", "csv"), ("-f", "parquet"), ("-f", "parquet", "--table", "facts"), ("--table", "facts"),
])  # fmt: skip
def test_exports_that_cannot_be(run: Run, three: str, arguments: tuple[str, ...]) -> None:
    done = run("store", "export", three, *arguments)
    assert (done.status, done.out) == (2, "") and "Error: " in done.err
