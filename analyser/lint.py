"""Lints statements: what is found in each file, from the cache where nothing changed, less what is known or excepted.

The rules and spaCy are loaded when a file is met that is not in the cache, and not before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from analyser.baseline import Entry, Matched, load, match
from analyser.cache import Cache, digest, judging
from analyser.deadline import within
from analyser.diagnostics import SEVERITIES, Diagnostic, RuleInfo
from analyser.errors import ConfigError, InputError
from analyser.paths import find, matches, relative, repository
from analyser.types import Severity

if TYPE_CHECKING:
    from analyser.analysis import Analysis
    from analyser.config import Config
    from analyser.ruleset import RuleSet

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file as it was linted. `path` is as given, `uri` relative to the repository, with slashes."""

    path: str
    uri: str
    diagnostics: tuple[Diagnostic, ...] = ()
    warnings: tuple[Mapping[str, str], ...] = ()
    error: str = ""  # why it could not be judged

    @property
    def open(self) -> tuple[Diagnostic, ...]:
        """What is neither excepted nor known."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.open)


@dataclass(frozen=True, slots=True)
class Report:
    """What lint found, for the formats to tell."""

    files: tuple[Checked, ...]
    rules: tuple[RuleInfo, ...]  # all that were active
    version: str = ""
    baseline: str = ""  # its path, "" without one
    fixed: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()

    @property
    def open(self) -> Iterator[tuple[Checked, Diagnostic]]:
        """Each file with each of its findings that is neither excepted nor known."""
        return ((file, diagnostic) for file in self.files for diagnostic in file.open)

    @property
    def failed(self) -> bool:
        """Whether a file could not be judged."""
        return any(file.error for file in self.files)

    def reaches(self, severity: Severity) -> bool:
        """Whether a stable rule has an open finding of this severity or a heavier one."""
        least = SEVERITIES.index(severity)
        return any(SEVERITIES.index(d.severity) <= least and not d.experimental for _, d in self.open)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules of a run: what is told of the active ones, and the ids of all there are."""

    rules: tuple[RuleInfo, ...]
    known: frozenset[str]


class Linter:
    """Lints with one configuration; `describe` makes what the formats tell of rules."""

    def __init__(self, config: Config, cache: Cache, describe: Callable[[RuleSet], tuple[RuleInfo, ...]]) -> None:
        self._config, self._cache, self._describe = config, cache, describe
        self._root = repository(config.root) or config.root
        self._wrote = False

    @cached_property
    def _key(self) -> str:
        if not self._cache:
            return ""
        return judging(self._config)

    @cached_property
    def _rules(self) -> RuleSet:
        return self._config.rules()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The rules; raises ConfigError or DataFileError when configuration or rules are not valid."""
        key = digest("rules", self._key, self._config.per_file_ignores)
        kept = self._cache.get(key)
        try:
            return Catalogue(tuple(RuleInfo(**rule) for rule in kept["rules"]), frozenset(kept["known"]))
        except (TypeError, KeyError):
            rules = self._describe(self._rules)
            known = sorted({*self._known, *(rule.id for rule in rules)})
            self._keep(key, {"rules": [asdict(rule) for rule in rules], "known": known})
            return Catalogue(rules, frozenset(known))

    @cached_property
    def _known(self) -> RuleSet:
        from analyser.ruleset import load_rules

        return load_rules(*self._config.extend_rules)

    def run(
        self, paths: Iterable[str], *, stdin: BinaryIO | None = None, stdin_filename: str | None = None,
        always_exclude: bool = False, each: Callable[[str], None] = lambda path: None,
    ) -> tuple[Checked, ...]:  # fmt: skip
        """Lints the files that the paths mean; `each` is told of every file before it is looked at.

        Raises ConfigError when there is none, unless named files may be excluded. A file that cannot be judged is one
        with an error.
        """
        self.catalogue  # noqa: B018  # what is wrong with the configuration is said before anything is linted
        checked = []
        for path in find(paths, self._config.exclude, self._config.root, always=always_exclude):
            each(path)
            checked.append(self.check(path, stdin, stdin_filename))
        if not checked and not always_exclude:
            raise ConfigError("nothing to lint: no statement in a medium that is read there, or all are excluded")
        if self._wrote:
            self._cache.prune()
        return tuple(checked)

    def check(self, path: str, stdin: BinaryIO | None = None, stdin_filename: str | None = None) -> Checked:
        """Lints one file, or standard input for "-"."""
        shown = (stdin_filename or STDIN) if path == STDIN else path
        file = Checked(shown, "stdin" if shown == STDIN else relative(shown, self._root))
        try:
            with within(self._config.timeout, shown):
                diagnostics, warnings = self._judge(shown, self._read(path, shown, stdin))
        except InputError as error:
            return replace(file, error=str(error).removeprefix(f"{shown}: "))
        for pattern, names in self._config.per_file_ignores.items():
            if matches(shown, (pattern,), self._config.root):
                diagnostics = tuple(d for d in diagnostics if not _named(d.rule, names))
        return replace(file, diagnostics=diagnostics, warnings=warnings)

    def _read(self, path: str, shown: str, stdin: BinaryIO | None) -> bytes:
        try:
            if path == STDIN:
                return (stdin or sys.stdin.buffer).read()
            return Path(path).read_bytes()
        except (OSError, ValueError) as error:
            from analyser import readers

            if path != STDIN:
                readers.load(path)  # raises, and says what to do
            reason = (error.strerror if isinstance(error, OSError) else None) or error
            raise InputError(f"{shown}: cannot be read ({reason}).") from error

    def _judge(self, name: str, data: bytes) -> tuple[tuple[Diagnostic, ...], tuple[Mapping[str, str], ...]]:
        key = digest("file", self._key, Path(name).suffix.lower(), data)
        kept = self._cache.get(key)
        try:
            return tuple(map(Diagnostic.from_json, kept["diagnostics"])), tuple(kept["warnings"])
        except (TypeError, KeyError):
            analysis = self._analyse(name, data)
        diagnostics = self._diagnose(analysis)
        self._keep(key, {"diagnostics": [d.to_json() for d in diagnostics], "warnings": list(analysis.warnings)})
        return diagnostics, analysis.warnings

    def _analyse(self, name: str, data: bytes) -> Analysis:
        from analyser import readers
        from analyser.analysis import analyse

        source = readers.load(STDIN, stdin=BytesIO(data), stdin_filename=name)
        return analyse(source, self._rules, jurisdiction=self._config.law, as_of=self._config.as_of)

    def _diagnose(self, analysis: Analysis) -> tuple[Diagnostic, ...]:
        from analyser.diagnostics import diagnose
        from analyser.suppress import suppress

        return suppress(analysis.document, diagnose(analysis), analysis.rules, self._known)

    def _keep(self, key: str, value: Any) -> None:
        self._wrote = True
        self._cache.put(key, value)


def _named(rule: str, names: Iterable[str]) -> bool:
    return any(rule == name or rule.startswith(name.rstrip("/") + "/") for name in names)


def against(files: tuple[Checked, ...], path: Path, catalogue: Catalogue) -> tuple[tuple[Checked, ...], Matched]:
    """The files with the findings marked that a baseline knows; raises BaselineError when it cannot be read."""
    matched = match(load(path), by_file(files, path), path.parent, catalogue)
    marked = tuple(
        file if file.error else replace(file, diagnostics=matched.diagnostics[_in_baseline(file, path)])
        for file in files
    )
    return marked, matched


def by_file(files: Iterable[Checked], path: Path) -> dict[str, tuple[Diagnostic, ...]]:
    """The findings of the files that could be judged, by their path relative to a baseline."""
    return {_in_baseline(file, path): file.diagnostics for file in files if not file.error}


def _in_baseline(file: Checked, path: Path) -> str:
    return file.path if file.path == STDIN else relative(file.path, path.parent.absolute())
