"""Facts and links hardly depend on the signs of a layout: a page that is pasted loses them."""

from __future__ import annotations

import pytest

from tests.layout_report import FACTS, LAYOUTS, LINKS, f1, measured, statements


@pytest.fixture(scope="module")
def as_written() -> tuple[float, float]:
    result = measured(statements(12), LAYOUTS["as written"])
    return f1(result, FACTS), f1(result, LINKS)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "as written"])
def test_what_a_layout_costs(layout: str, as_written: tuple[float, float]) -> None:
    result = measured(statements(12), LAYOUTS[layout])
    facts, links = as_written
    assert f1(result, FACTS) > facts - 0.02
    assert f1(result, LINKS) > links - 0.06
