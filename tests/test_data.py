"""The data files: read alike with libyaml and without, which an installation may lack; wrong tables are told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analyser import usual
from analyser.data import data_dir
from analyser.errors import DataFileError

C_LOADER = getattr(yaml, "CSafeLoader", None)


@pytest.mark.slow
@pytest.mark.skipif(C_LOADER is None, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("folder", ["rules", "reports"])
def test_every_loader_reads_a_data_file_alike(folder: str) -> None:
    files = sorted(data_dir(folder).rglob("*.yaml"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, C_LOADER), path  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file"),
        (b"", "no row or no column 'other'"),
        (b"purpose,a\nother,1\n", "no row or no column 'other'"),
        (b"purpose,other\nx,1\nother,1\nx,2\n", "two rows 'x'"),
        (b"purpose,other\nother,101\n", "whole percentages"),
        (b"purpose,other\nother,-1\n", "whole percentages"),
        (b"purpose,other\nother,1,2\n", "whole percentages"),
        (b"purpose,a,other\nother,1\n", "whole percentages"),
        (b"doel,other\nother,1\n", "a purpose in each row"),
        (b"\xff", "a purpose in each row"),
    ],
)
def test_a_table_of_what_is_usual_that_is_wrong_is_told(
    content: bytes | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "usual").mkdir()
    if content is not None:
        (tmp_path / "usual" / "retention.csv").write_bytes(content)
    monkeypatch.setattr(usual, "data_dir", lambda name: tmp_path)
    with pytest.raises(DataFileError, match=rf"^usual/retention\.csv: .*{message}"):
        usual._shares.__wrapped__("retention")
