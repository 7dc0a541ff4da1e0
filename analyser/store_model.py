"""What a store gives: statements and their versions."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyser.errors import AvgtoetsError

if TYPE_CHECKING:
    from analyser.contract import AnalysisModel

_MOST_BYTES = 256 * 1024 * 1024  # of an analysis or a text, unpacked


class StoreError(AvgtoetsError):
    """A store that cannot be used; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in short. `verdicts` are those of the version that was last seen."""

    key: str
    about: Mapping[str, str]
    versions: int
    sha256: str
    first_seen: str
    last_seen: str
    verdicts: Mapping[str, int]
    error: str  # why it could not be read or analysed when that was last tried


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a statement; `number` counts from 1 in the order in which contents were first seen."""

    key: str
    about: Mapping[str, str]
    number: int
    current: bool  # whether it is what was last seen
    sha256: str
    first_seen: str  # UTC, ISO 8601
    last_seen: str
    error: str  # why it could not be analysed when that was last tried; an earlier analysis is there all the same
    verdicts: Mapping[str, int]
    media_type: str | None
    packed: bytes
    packed_text: bytes

    @property
    def json(self) -> bytes:
        """The analysis as the published contract describes it, compact JSON in UTF-8; empty without one."""
        return _unpacked(self.key, self.packed) if self.packed else b""

    @property
    def text(self) -> str:
        """The text that was read, in which the offsets of the analysis count; "" when it could not be."""
        if not self.packed_text:
            return ""
        try:
            return _unpacked(self.key, self.packed_text).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise _damaged(self.key) from error

    @property
    def analysis(self) -> AnalysisModel | None:
        """The analysis, None without one; raises StoreError for one by an earlier program that told less."""
        from pydantic import ValidationError

        from analyser.contract import AnalysisModel

        try:
            return AnalysisModel.model_validate_json(self.json) if self.packed else None
        except ValidationError as error:
            raise StoreError(
                f"{self.key}: its analysis is not of this version of avgtoets; give the batch again, or export the "
                "store as json or csv"
            ) from error


def to_json(value: Mapping[str, object]) -> str:
    """A mapping as a column holds it."""
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def from_json(key: str, text: str) -> Any:
    """What a column of the statement with this key holds; raises StoreError when it is damaged."""
    try:
        content = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged(key) from error
    if not isinstance(content, dict):
        raise _damaged(key)
    return content


def _unpacked(key: str, packed: bytes) -> bytes:
    """What was compressed; raises StoreError for what is damaged, or larger than an analysis is."""
    try:
        unpack = zlib.decompressobj()
        content = unpack.decompress(packed, _MOST_BYTES)
    except (zlib.error, TypeError) as error:
        raise _damaged(key) from error
    if not unpack.eof:
        raise _damaged(key)
    return content


def _damaged(key: str) -> StoreError:
    return StoreError(f"{key}: what the store holds of it is damaged; forget it, and give the batch again")
