"""The baseline: the findings that are known, so that only new ones count.

A JSON list with one entry a line, sorted, and a closing line with the version of the format. A finding is known by its
file, rule, quote and heading, never by its line; an entry whose text has changed no longer counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.diagnostics import Diagnostic
from analyser.errors import AvgtoetsError

if TYPE_CHECKING:
    from analyser.lint import Catalogue

FILE = ".avgtoets-baseline.json"
_MARK, _VERSION = "avgtoets-baseline", 1


class BaselineError(AvgtoetsError):
    """A baseline that is missing or cannot be read; the message names the file and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One known finding. `file` is relative to the baseline, with slashes."""

    file: str
    rule: str
    heading: str
    quote: str
    status: str
    fingerprint: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is matched by."""
        return self.file, self.rule, self.fingerprint


@dataclass(frozen=True, slots=True)
class Matched:
    """What a baseline and the findings of some files have in common, and what not."""

    diagnostics: Mapping[str, tuple[Diagnostic, ...]]  # by file, known ones marked
    fixed: tuple[Entry, ...]  # the file was looked at and the finding is gone
    stale: tuple[Entry, ...]  # the file is gone, or its rule is: nothing can match


def entry(file: str, diagnostic: Diagnostic) -> Entry:
    """The entry by which a finding of a file is known; one about the whole statement has no words of its own."""
    heading, quote = ("", "") if diagnostic.whole else (diagnostic.heading, diagnostic.quote)
    return Entry(file, diagnostic.rule, heading, quote, diagnostic.status, diagnostic.fingerprint)


def entries(found: Mapping[str, Iterable[Diagnostic]]) -> tuple[Entry, ...]:
    """The entries of all findings that no exception in the text holds for, sorted."""
    return tuple(sorted(entry(file, d) for file, several in found.items() for d in several if not d.suppressed))


def match(
    known: Iterable[Entry], found: Mapping[str, Iterable[Diagnostic]], folder: Path, catalogue: Catalogue
) -> Matched:
    """Marks the known among the findings of files. `folder` is that of the baseline. Of a rule that did not run, or a
    file that exists and was not looked at, nothing is said."""
    known, ran = tuple(known), {rule.id for rule in catalogue.rules}
    keys = {each.key for each in known}
    marked = {
        file: tuple(
            replace(d, baselined=not d.suppressed and (file, d.rule, d.fingerprint) in keys) for d in diagnostics
        )
        for file, diagnostics in found.items()
    }
    there = {(file, d.rule, d.fingerprint) for file, diagnostics in marked.items() for d in diagnostics}
    fixed = tuple(e for e in known if e.file in marked and e.rule in ran and e.key not in there)
    stale = tuple(
        e for e in known
        if e.rule not in catalogue.known or (e.file not in marked and not (folder / e.file).is_file())
    )  # fmt: skip
    return Matched(marked, fixed, stale)


def dump(known: Iterable[Entry]) -> str:
    """The text of a baseline file. Every entry ends with a comma: adding one changes no other line."""
    lines = [json.dumps(asdict(each), ensure_ascii=False) + ",\n" for each in sorted(set(known))]
    return "[\n" + "".join(lines) + json.dumps({_MARK: _VERSION}) + "\n]\n"


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a file; raises BaselineError when it is missing, unreadable or no baseline."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BaselineError(f"{path}: there is no such baseline; make it with: avgtoets baseline create") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{path}: the baseline cannot be read ({error})") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{path}: not valid JSON ({error}); restore it, or make it again") from error
    if not isinstance(content, list) or not content or not isinstance(content[-1], dict) or _MARK not in content[-1]:
        raise BaselineError(f"{path}: is no baseline of avgtoets; make it with: avgtoets baseline create")
    if content[-1] != {_MARK: _VERSION}:
        raise BaselineError(f"{path}: was written by another version of avgtoets; make it again")
    names = set(Entry.__dataclass_fields__)
    for number, item in enumerate(content[:-1], 1):
        if not isinstance(item, dict) or set(item) != names or not all(isinstance(v, str) for v in item.values()):
            raise BaselineError(f"{path}: entry {number} is not valid; restore it, or make the baseline again")
    return tuple(Entry(**item) for item in content[:-1])
