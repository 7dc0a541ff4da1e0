"""Table rows whose purpose no rule knows: what a contract or a public task needs is for the service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from analyser.types import Assertion, Document, Facts
from analyser.units import Unit

_OF_SERVICE = {"contract", "public_task"}


def with_service(document: Document, facts: Facts, units: Iterable[Unit]) -> list[Unit]:
    """The units; rows without a purpose, in a table whose other rows name one, have the service where it is told."""
    units = list(units)
    told = (
        index
        for index, fact in enumerate(facts.facts)
        if (fact.kind, fact.value) == ("purpose", "service_delivery") and fact.assertion is not Assertion.DENIED
    )
    service = next(told, None)
    if service is None:
        return units
    by_kind: dict[int, defaultdict[str, set[str]]] = {}
    tables: dict[int, bool] = defaultdict(bool)  # whether a row names a purpose
    for at, unit in enumerate(units):
        cell = document.blocks[unit.blocks[0]].cell
        if unit.kind != "row" or cell is None:
            continue
        values = by_kind[at] = defaultdict(set)
        for index in unit.facts:
            values[facts.facts[index].kind].add(facts.facts[index].value)
        tables[cell.table] |= "purpose" in values
    for at, values in by_kind.items():
        cell = document.blocks[units[at].blocks[0]].cell
        needed = "purpose" not in values and len(values) > 1 and values["legal_basis"] & _OF_SERVICE
        if needed and cell is not None and tables[cell.table]:
            units[at] = replace(units[at], facts=[*units[at].facts, service])
    return units
