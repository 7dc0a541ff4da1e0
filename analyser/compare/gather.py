"""Where a comparison comes from: statements, analyses that were printed before, a store.

Of each analysis only what is compared is kept, as soon as it is there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from analyser.batch import Target, run, targets_of
from analyser.compare.model import FailureModel
from analyser.compare.subject import Subject
from analyser.config import Config
from analyser.contract import AnalysisModel
from analyser.errors import InputError
from analyser.organisations import Organisation
from analyser.paths import is_address
from analyser.store import Store, StoreError
from analyser.types import Language

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
    """What each organisation's statement comes to, in their order, or why it cannot be analysed; `each` hears of every
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
                    yield Subject.of(organisation, AnalysisModel.model_validate_json(outcome.json))
            each(organisation.source)
    finally:
        outcomes.close()  # type: ignore[attr-defined]  # ends the workers


def _failure(organisation: Organisation, error: str) -> FailureModel:
    reason = error.removeprefix(organisation.source).lstrip(": ")
    return FailureModel(name=organisation.name or organisation.source, source=organisation.source, error=reason)


def printed(organisation: Organisation) -> tuple[Subject, ...]:
    """The organisations in a file that `analyse --format json` or jsonl printed: a single one is what the list says
    it is, several go by their own files. Raises InputError when it is another file."""
    path = Path(organisation.source)
    analyses = _printed(path)
    try:
        first, second = next(analyses, None), next(analyses, None)
        if first is None:
            raise InputError(f"{path}: holds no analyses")
        if second is None:
            return (Subject.of(organisation, first),)
        return tuple(
            Subject.of(Organisation(one.document.source, "", organisation.metadata), one)
            for one in chain((first, second), analyses)
        )
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "file"
        raise InputError(f"{path}: is no printed analysis ({where}: {error.errors()[0]['msg']})") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error})") from error


def _printed(path: Path) -> Iterator[AnalysisModel]:
    with path.open(encoding="utf-8") as file:
        if path.suffix.lower() == ".jsonl":
            entries: Iterable[object] = (json.loads(line) for line in file if line.strip())
        else:
            content = json.load(file)
            entries = content if isinstance(content, list) else [content]
        yield from map(AnalysisModel.model_validate, entries)


def kept_in(store: Store) -> list[Organisation]:
    """The organisations of a store, in the order of its keys."""
    return [_of_target(Target(statement.key, statement.about)) for statement in store.statements()]


def stored(
    store: Store, organisations: Iterable[Organisation], note: Callable[[str], None] = lambda told: None
) -> Iterator[Subject | FailureModel]:
    """What the last analysis of each organisation's statement in a store comes to, in the order of the keys, then why
    there is none of others. `note` hears of each whose statement could not be analysed since."""
    wanted = {one.source: one for one in organisations}
    errors = {statement.key: statement.error for statement in store.statements()}
    for version in store.analyses():
        if (organisation := wanted.pop(version.key, None)) is None:
            continue
        try:
            if analysis := version.analysis:
                yield Subject.of(organisation, analysis)
        except StoreError as error:
            yield _failure(organisation, str(error))
            continue
        if since := errors[version.key]:
            note(f"{version.key}: compared by its last analysis, seen on {version.last_seen[:10]}; since then: {since}")
    for key, organisation in wanted.items():
        yield _failure(organisation, errors[key])
