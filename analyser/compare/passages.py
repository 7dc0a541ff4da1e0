"""Places in a statement → the passages that a comparison quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from analyser.compare.model import QuoteModel
from analyser.contract import PlaceModel


class Passages:
    """The passages of one statement, each held once, however much rests on it."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, int | None, int | None], QuoteModel] = {}

    def quotes(self, places: Sequence[PlaceModel], most: int | None = None) -> tuple[QuoteModel, ...]:
        """The passages at these places, each once, in their order; the first so many."""
        each = dict.fromkeys((place.text, place.line, place.page) for place in places if place.text)
        for key in islice(each, most):
            if key not in self._held:
                self._held[key] = QuoteModel(text=key[0], line=key[1], page=key[2])
        return tuple(self._held[key] for key in islice(each, most))
