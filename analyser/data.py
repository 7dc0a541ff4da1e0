"""Finds the data folders (`rules/`, `reports/`) in an installed wheel and in a checkout alike.

The one module that knows where they lie. A wheel carries them under `analyser/_data/`; a checkout has
them beside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analyser.errors import DataFileError

_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """The folder `name` ("rules" or "reports"); raises DataFileError when the installation lacks it."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise DataFileError(f"the installation has no folder {name!r}: install avgtoets again")


def load_yaml(path: Path) -> object:
    """The content of a YAML file; raises DataFileError with file and line when it is not valid YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise DataFileError(f"{path.name}{where}: not valid YAML ({getattr(error, 'problem', error)})") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path.name}: cannot be read ({error})") from error


def yaml_line(path: Path, key: tuple[str | int, ...]) -> int:
    """The line, from 1, on which a key of a valid YAML file stands, or the nearest key above it that there is."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
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
