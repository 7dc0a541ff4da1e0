"""What sentences claim of facts, measured over tests/assertion_cases.yaml: floors by type, failures known by name."""

from __future__ import annotations

import pytest
from assertion_report import answers, known_failures, load_cases, rows, table

from analyser.vocabulary import TERM_KINDS

CLAIMS = {"asserted", "conditional", "denied", "said", "absent"}


def test_the_cases_are_well_formed() -> None:
    cases = load_cases()
    assert len(cases) >= 320
    assert len({case.id for case in cases}) == len({case.text for case in cases}) == len(cases)
    for case in cases:
        assert case.id.startswith(f"{case.type}-")
        assert case.says
        for fact, claim in case.says.items():
            assert fact.split(":")[0] in TERM_KINDS, case.id
            assert claim in CLAIMS, case.id
    assert abs(2 * sum(case.held for case in cases) - len(cases)) <= 15, "half of each type is held out"


def test_the_cases_come_out_as_written() -> None:
    """Strict both ways: a new failure and a known one that comes right are both told."""
    wrong = {answer.case.id for answer in answers() if not answer.right}
    known = known_failures()
    assert len(set(known)) == len(known)
    assert not wrong - set(known), "these cases come out wrong"
    assert not set(known) - wrong, "these cases come right: take them out of known_failures"


@pytest.mark.slow
def test_no_type_is_read_badly() -> None:
    """Floors well under what is measured, on all cases and on those held out: they catch a change of scope."""
    for name, scores in rows().items():
        for score in scores:
            floor = 0.5 if name == "definition" else 0.75
            assert score.precision >= floor, (name, table())
            assert score.recall >= floor, (name, table())
