"""What was found in unchanged files, kept between runs. Nothing here knows spaCy, pydantic or the rules.

An entry is a JSON file whose name is the hash of everything that decides its content. It is written beside and then
moved into place, so that runs at the same time and crashes leave whole entries; one that is not whole is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyser.data import data_dir

if TYPE_CHECKING:
    from analyser.config import Config

# What of the configuration decides which findings are shown, and not what they are.
_SHOWING = {"exclude", "fail_on", "baseline", "compare", "extend_rules", "per_file_ignores", "timeout"}
VARIABLE = "AVGTOETS_CACHE_DIR"
_MOST = 5000  # entries; a statement takes about 20 kB
_PACKAGE = Path(__file__).resolve().parent


class Cache:
    """Entries in a folder; without a folder nothing is found and nothing kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def of_user(cls) -> Cache:
        """The cache in the user's own cache folder, or in that of AVGTOETS_CACHE_DIR."""
        if given := os.environ.get(VARIABLE):
            return cls(Path(given))
        from platformdirs import user_cache_path

        return cls(user_cache_path("avgtoets", appauthor=False))

    def __bool__(self) -> bool:
        """Whether anything can be kept."""
        return self._folder is not None

    def get(self, key: str) -> Any:
        """The value of a key; None when there is none that is whole."""
        if self._folder is None:
            return None
        try:
            content = json.loads((self._folder / f"{key}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(content, dict) or content.get("key") != key:
            return None
        return content.get("value")

    def put(self, key: str, value: Any) -> None:
        """Keeps a value; where that cannot be done, does nothing."""
        if self._folder is None:
            return
        temporary: str | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".new-", dir=self._folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"key": key, "value": value}, file, ensure_ascii=False, separators=(",", ":"))
            Path(temporary).replace(self._folder / f"{key}.json")
        except (OSError, UnicodeEncodeError):
            if temporary:
                with suppress(OSError):
                    Path(temporary).unlink(missing_ok=True)

    def prune(self) -> None:
        """Removes the oldest half when there are very many entries, and what crashes left."""
        if self._folder is None:
            return
        with suppress(OSError):
            files = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(self._folder) if entry.is_file())
            if len(files) > _MOST:
                for _, path in files[: len(files) // 2]:
                    with suppress(OSError):
                        Path(path).unlink()


def digest(*parts: object) -> str:
    """A hash of values that JSON can have, and of bytes."""
    whole = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True, ensure_ascii=True).encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


@lru_cache(maxsize=1)
def installation() -> str:
    """A hash of what judges: the program, its rules and vocabulary, the interpreter and the Markdown parser."""
    parts: list[object] = [list(sys.version_info[:3])]
    parts.append(folder_digest(_PACKAGE, ".py"))
    parts.append(folder_digest(data_dir("rules"), ".yaml", ".csv"))
    if (markdown := find_spec("markdown_it")) and markdown.origin:
        parts.append(Path(markdown.origin).read_bytes())  # it holds the version
    return digest(*parts)


def folder_digest(folder: Path, *suffixes: str) -> str:
    """A hash of the files with one of some suffixes in a folder and below, by name and content."""
    whole = hashlib.sha256()
    for path in sorted(_files(str(folder), suffixes)):
        data = Path(path).read_bytes()
        name = os.path.relpath(path, folder).replace(os.sep, "/").encode()
        whole.update(b"%d %d " % (len(name), len(data)) + name + data)
    return whole.hexdigest()


def _files(folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path, suffixes)
        elif entry.name.endswith(suffixes):
            yield entry.path


def judging(config: Config) -> str:
    """The hash of all that decides what is found in a text: the program, the rules, the packs, the configuration.

    Raises DataFileError for a pack that is not there.
    """
    packs = [folder_digest(pack, ".yaml") for pack in config.extend_rules if pack.is_dir()]
    if len(packs) < len(config.extend_rules):
        config.rules()  # says which is missing
    return digest(installation(), packs, config.model_dump(mode="json", exclude=_SHOWING))
