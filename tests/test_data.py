"""The data files: read alike with and without libyaml, which an installation may lack."""

from __future__ import annotations

import pytest
import yaml

from analyser.data import data_dir

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
