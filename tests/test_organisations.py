"""Lists of organisations, as people write them and as spreadsheets save them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compare_sample import subjects

from analyser.errors import ConfigError, InputError
from analyser.organisations import Organisation, load_organisations, selected


def test_a_list_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(
        '\ufeffNaam;Pad;Sector;Inwoners\r\n"Dam; Zaan";teksten/a.md;gemeente;10.000\r\n;https://a.example/p;;\r\n'.encode()
    )
    first, second = load_organisations(path)
    assert first == Organisation(
        str(tmp_path / "teksten/a.md"), "Dam; Zaan", {"sector": "gemeente", "inwoners": "10.000"}
    )
    assert (second.source, second.name, dict(second.metadata)) == ("https://a.example/p", "", {})


def test_a_list_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "lijst.yaml"
    path.write_text("organisations:\n- {name: A, path: a.md, size: 12}\n- path: b.md\n", encoding="utf-8")
    assert [(one.name, one.value("size")) for one in load_organisations(path)] == [("A", "12"), ("", "")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "naam;sector\nA;x\n", "line 1: no column path or url; there is naam, sector"),
        ("a.csv", "name,path\nA,a.md\n\nB,\n", "line 4: no path or url; tell where the statement of B is"),
        ("a.csv", "name,path\nA,a.md\nB,a.md\n", "line 3: 'a.md' stands on line 2 already"),
        ("a.csv", "name,path\nA,a.md,x,y\n", "line 2: 4 cells under 2 columns"),
        ("a.csv", "path,naam,name\na.md,A,B\n", "line 1: the column name comes twice"),
        ("a.csv", "", "holds no organisations"),
        ("a.csv", 'name,path\n"A,a.md\n', "not valid CSV"),
        ("a.yaml", "- path: a.md\n- path: [b]\n", "line 2: path: expected one value"),
        ("a.yaml", "- path: a.md\n- name: A\n", "line 2: no column path or url"),
        ("a.yaml", "path: a.md\n", "expected a list of organisations"),
        ("a.yaml", "- path: a.md\n- {", "line"),
    ],
)
def test_a_wrong_list_is_told_with_its_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        load_organisations(tmp_path / name)


def test_conditions_choose_organisations() -> None:
    listed = [subject.organisation for subject in subjects()]
    assert len(selected(listed, ["sector=Gemeente,school", "grootte=klein"])) == 3
    with pytest.raises(ConfigError, match="no organisation has a column 'sectr'; did you mean 'sector'"):
        selected(listed, ["sectr=x"])
    with pytest.raises(ConfigError, match="expected a column and a value"):
        selected(listed, ["sector"])
