"""The laws that rules name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pydantic import Field, ValidationError

from analyser.data import load_mapping
from analyser.errors import DataFileError
from analyser.vocabulary import Label


class Act(Label):
    """A law: how reports call it, and where it is published."""

    url: str = Field(pattern="^https://")


@lru_cache(maxsize=1)
def load_laws() -> Mapping[str, Act]:
    """The laws of rules/laws.yaml by the name that rule files use; raises DataFileError when it is not valid."""
    try:
        return {name: Act.model_validate(entry) for name, entry in load_mapping("laws.yaml").items()}
    except ValidationError as error:
        first = error.errors()[0]
        raise DataFileError(f"laws.yaml: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
