"""Exceptions that stand in a statement itself, each with its rules and its reason.

    <!-- avgtoets: ignore[clarity/hedge, info] why -->     what stands on this line; alone on its line: the next block
    <!-- avgtoets: ignore-file[info/dpo-contact] why -->           the whole file

Of a list or table the block is all of it. An exception that names an unknown rule, gives no reason, cannot be read or
does nothing is a diagnostic itself, with texts from rules/lint.yaml.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from analyser.data import load_mapping
from analyser.diagnostics import Diagnostic, place
from analyser.readers.directives import COMMENT, LINE
from analyser.ruleset import RuleSet
from analyser.types import Document

FILE = "lint.yaml"
_BODY = re.compile(r"(?P<what>ignore(?:-file)?)\s*\[(?P<names>[^\[\]]*)\]\s*(?P<reason>.*)", re.DOTALL | re.I)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One comment: source offsets of it and of what it holds for, the names it gives, its reason."""

    start: int
    end: int
    names: tuple[str, ...]
    reason: str
    holds_from: int
    holds_to: int
    readable: bool = True

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic lies in what it holds for."""
        return diagnostic.start < self.holds_to and diagnostic.end > self.holds_from


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, Any]]:
    """The texts of the diagnostics about exceptions, by rule id."""
    return load_mapping(FILE)


def suppress(
    document: Document, diagnostics: Iterable[Diagnostic], active: RuleSet, known: RuleSet
) -> tuple[Diagnostic, ...]:
    """The diagnostics, those that an exception holds for marked with its reason, and what is wrong with exceptions.

    `active` are the rules that judged the statement, `known` all there are: an exception for a rule that was not asked
    for is neither unknown nor unused.
    """
    found = list(diagnostics)
    complaints: list[Diagnostic] = []
    seen: Counter[tuple[str, str]] = Counter()

    def complain(rule: str, about: Waiver, name: str = "", near: str = "") -> None:
        number = seen[rule, name]
        seen[rule, name] += 1
        complaints.append(_complaint(document, about, rule, name, near, number))

    for exception in exceptions(document):
        if not exception.readable:
            complain("lint/malformed-ignore", exception)
            continue
        if not _WORD.search(exception.reason):
            complain("lint/ignore-without-reason", exception)
            continue
        for name in exception.names:
            try:
                meant = {rule.id for rule in known.named(name)}
            except KeyError:
                near = difflib.get_close_matches(name, [*known, *known.families], 1)
                complain("lint/unknown-ignore", exception, name, near[0] if near else "")
                continue
            hits = [index for index, each in enumerate(found) if each.rule in meant and exception.covers(each)]
            for index in hits:
                found[index] = replace(found[index], suppressed=found[index].suppressed or exception.reason)
            if not hits and meant & set(active):
                complain("lint/unused-ignore", exception, name)
    return tuple(sorted((*found, *complaints), key=lambda diagnostic: (diagnostic.start, diagnostic.rule)))


def exceptions(document: Document) -> Iterator[Waiver]:
    """The comments of a statement to avgtoets, in the order of the text; what is shown as text is none."""
    text = document.source.text
    shown = [
        (piece.source, piece.source + piece.source_length)
        for block in document.blocks for piece in block.pieces if piece.source_length
    ]  # fmt: skip
    pattern = LINE if document.source.media_type == "text/plain" else COMMENT
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(first < end and last > start for first, last in shown):
            continue
        body = _BODY.fullmatch(match["body"])
        names = tuple(name.strip() for name in body["names"].split(",") if name.strip()) if body else ()
        if body is None or not names:
            yield Waiver(start, end, (), "", 0, 0, readable=False)
            continue
        whole = body["what"].lower() == "ignore-file"
        holds = (0, len(text) + 1) if whole else _holds_for(document, start, end, shown)
        yield Waiver(start, end, names, " ".join(body["reason"].split()), *holds)


def _holds_for(document: Document, start: int, end: int, shown: list[tuple[int, int]]) -> tuple[int, int]:
    """The region of a comment: the text on its lines, or the next block when there is none."""
    text = document.source.text
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if any(begin < last and stop > first for begin, stop in shown):
        return first, last
    following = next((b for b in document.blocks if b.pieces and b.pieces[0].source >= end), None)
    if following is None:
        return end, end
    blocks = [following]
    if following.list_id is not None:
        blocks = [block for block in document.blocks if block.list_id == following.list_id]
    elif (cell := following.cell) is not None:
        blocks = [block for block in document.blocks if block.cell and block.cell.table == cell.table]
    pieces = [piece for block in blocks for piece in block.pieces]
    return pieces[0].source, pieces[-1].source + pieces[-1].source_length


def _complaint(document: Document, about: Waiver, rule: str, name: str, near: str, number: int) -> Diagnostic:
    entry = texts()[rule]
    message = {}
    for language in ("nl", "en"):
        hint = entry["hint"][language].format(near=near) if near else ""
        message[language] = entry["message"][language].format(name=name, hint=hint)
    mark = "\n".join((rule, name, str(number)))
    return place(
        document, about.start, about.end,
        rule=rule, status="violated", severity="warning", article="", message=message,
        advice={**entry["advice"], "model": ""}, quote=" ".join(document.source.text[about.start : about.end].split()),
        section=(), fingerprint=hashlib.sha256(mark.encode()).hexdigest()[:16],
    )  # fmt: skip
