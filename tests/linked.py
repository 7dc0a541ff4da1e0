"""What the tests of links share: the activities of a text, and what they tie together."""

from __future__ import annotations

from analyser import activities
from analyser.types import Activity


def linked(text: str) -> tuple[Activity, ...]:
    from analyser import facts, readers

    document = readers.read(readers.source_from_text(text))
    return activities.link(document, facts.extract(document))


def pairs(found: tuple[Activity, ...], name: str) -> set[tuple[str, str]]:
    return {(p, v) for activity in found for p in activity.values("purposes") for v in activity.values(name)}


def values(found: tuple[Activity, ...], name: str, field: str) -> set[str]:
    return {value for activity in found if activity.name == name for value in activity.values(field)}
