"""Where the analyses of a comparison come from: statements, analyses that were printed before, a store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from analyser.batch import Target, run, targets_of
from analyser.compare.build import Subject
from analyser.compare.model import FailureModel
from analyser.config import Config
from analyser.contract import AnalysisModel
from analyser.errors import InputError
from analyser.organisations import Organisation
from analyser.paths import is_address
from analyser.store import Store
from analyser.types import Language

_OUTDATED = "was analysed by another version of avgtoets; run avgtoets batch once more"
PRINTED = (".json", ".jsonl")  # what `analyse` printed


def organisations_of(paths: Iterable[str], config: Config) -> list[Organisation]:
    """The organisations that are meant, each once: of lists those that they name, of files and folders one a statement.

    Raises ConfigError when a path means nothing, InputError for a list that is not right.
    """
    found: dict[str, Organisation] = {}
    for path in paths:
        meant = [Organisation(path)] if _is_printed(path) else map(_of_target, targets_of([path], config))
        for one in meant:
            found.setdefault(one.source if is_address(one.source) else os.path.realpath(one.source), one)
    return list(found.values())


def _of_target(target: Target) -> Organisation:
    metadata = {name: value for name, value in target.about.items() if name != "name"}
    return Organisation(target.key, target.about.get("name", ""), metadata)


def _is_printed(source: str) -> bool:
    return not is_address(source) and source.lower().endswith(PRINTED)


def analysed(
    organisations: Sequence[Organisation], config: Config, *, jobs: int = 1, language: Language = "nl",
    each: Callable[[str], None] = lambda source: None,
) -> Iterator[Subject | FailureModel]:  # fmt: skip
    """The analysis of each organisation's statement, in their order, or why there is none; `each` hears of every
    source that is done. `jobs` is the number of worker processes.

    Raises ConfigError and DataFileError for what every statement would meet.
    """
    targets = [Target(one.source) for one in organisations if not _is_printed(one.source)]
    outcomes = run(targets, config, jobs=jobs, language=language)
    try:
        for organisation in organisations:
            if _is_printed(organisation.source):
                try:
                    yield from printed(organisation)
                except InputError as error:
                    yield _failure(organisation, str(error))
            else:
                outcome = next(outcomes)
                if outcome.error:
                    yield _failure(organisation, outcome.error)
                else:
                    yield Subject(organisation, AnalysisModel.model_validate_json(outcome.json))
            each(organisation.source)
    finally:
        outcomes.close()  # type: ignore[attr-defined]  # ends the workers


def _failure(organisation: Organisation, error: str) -> FailureModel:
    reason = error.removeprefix(organisation.source).lstrip(": ")
    return FailureModel(name=organisation.name or organisation.source, source=organisation.source, error=reason)


def printed(organisation: Organisation) -> Iterator[Subject]:
    """The analyses in a file that `analyse --format json` or jsonl printed; raises InputError when it is another."""
    path = Path(organisation.source)
    try:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines() if path.suffix.lower() == ".jsonl" else [text]
        content = [json.loads(line) for line in lines if line.strip()]
        entries = content[0] if len(content) == 1 and isinstance(content[0], list) else content
        analyses = [AnalysisModel.model_validate(entry) for entry in entries]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise InputError(f"{path}: is no printed analysis ({where}: {first['msg']})") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error})") from error
    if not analyses:
        raise InputError(f"{path}: holds no analyses")
    for analysis in analyses:
        alone = len(analyses) == 1
        source = organisation.source if alone else analysis.document.source
        yield Subject(Organisation(source, organisation.name if alone else "", organisation.metadata), analysis)


def stored(store: Store) -> tuple[list[Subject], list[tuple[Organisation, FailureModel]]]:
    """The organisations of a store by the last analysis of each, and those that it has no analysis of, with why."""
    subjects, without = [], []
    for version in store.analyses():
        organisation = _of_target(Target(version.key, version.about))
        try:
            if analysis := version.analysis:
                subjects.append(Subject(organisation, analysis))
        except ValidationError:
            without.append((organisation, _failure(organisation, _OUTDATED)))
    known = {one.source for one in (*(subject.organisation for subject in subjects), *(one for one, _ in without))}
    for statement in store.statements():
        if statement.key not in known:
            organisation = _of_target(Target(statement.key, statement.about))
            without.append((organisation, _failure(organisation, statement.error)))
    return subjects, without
