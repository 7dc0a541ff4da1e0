"""Finds the data folders (`rules/`, `reports/`) in an installed wheel and in a checkout alike.

The one module that knows where they lie. A wheel carries them under `analyser/_data/`; a checkout has
them beside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from analyser.errors import DataFileError

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

_PACKAGE = Path(__file__).resolve().parent
_OURS = tuple(_PACKAGE.parent / name for name in ("rules", "reports"))  # not looked through for traps
_DEEPEST, _MOST_ALIASES = 60, 20  # what people write reaches 12 and 11


def data_dir(name: str) -> Path:
    """The folder `name` ("rules" or "reports"); raises DataFileError when the installation lacks it."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise DataFileError(f"the installation has no folder {name!r}: install avgtoets again")


def load_yaml(path: Path) -> object:
    """The content of a YAML file; raises DataFileError with file and line when it is not valid YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path.name}: cannot be read ({error})") from error
    try:
        if not any(path.is_relative_to(root) for root in (_PACKAGE, *_OURS)):
            bounded_yaml(text)
        return parse_yaml(text)
    except yaml.YAMLError as error:
        raise DataFileError(f"{path.name}{told(error)}") from error


def load_model(model: type[Model], path: Path) -> Model:
    """The content of a YAML file as a model; raises DataFileError with folder, file and the key that is wrong."""
    return validated(model, load_yaml(path), f"{path.parent.name}/{path.name}")


def validated(model: type[Model], content: object, name: str) -> Model:
    """Content as a model; raises DataFileError with the name given and the key that is wrong."""
    from pydantic import ValidationError

    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise DataFileError(f"{name}: {'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}") from error


def parse_yaml(text: str) -> object:
    """The content of a YAML text; raises YAMLError for all that is wrong with it. Makes plain values only."""
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        # what PyYAML lets through where a value is not of the kind that it looks like, as in: 2026-02-30
        raise yaml.YAMLError(f"a value cannot be read: {type(error).__name__}") from error


def bounded_yaml(text: str) -> None:
    """Raises YAMLError for a text that is nested so deeply that its parser would end the process, or repeats parts of
    itself so often that it becomes very large."""
    depth = repeated = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        repeated += isinstance(event, yaml.AliasEvent)
        if depth > _DEEPEST or repeated > _MOST_ALIASES:
            what = "is nested too deeply" if depth > _DEEPEST else "repeats too much by aliases"
            raise yaml.MarkedYAMLError(problem=what, problem_mark=event.start_mark)  # type: ignore[arg-type]


def told(error: yaml.YAMLError) -> str:
    """What is wrong, behind the name of a file: ", line 3: not valid YAML (…)"."""
    mark = getattr(error, "problem_mark", None)
    where = f", line {mark.line + 1}" if mark else ""
    return f"{where}: not valid YAML ({' '.join(str(getattr(error, 'problem', None) or error).split())})"


def yaml_line(path: Path, key: tuple[str | int, ...]) -> int:
    """The line, from 1, on which a key of a valid YAML file stands, or the nearest key above it that there is."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line = 1
    for part in key:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line


def load_mapping(name: str) -> dict[str, Any]:
    """The content of rules/<name>, a file that maps names; raises DataFileError when it is something else."""
    content = load_yaml(data_dir("rules") / name)
    if not isinstance(content, dict):
        raise DataFileError(f"{name}: expected names, each with what belongs to it")
    return content
