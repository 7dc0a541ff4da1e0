"""What an update changed in a register, and what register and statements say against each other, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analyser.register_conflicts import Change, conflicts
from analyser.register_model import RegisterModel, ValueModel, load_template
from analyser.render.environment import clean
from analyser.render.register import View
from analyser.types import Language


def told_changes(changes: Iterable[Change], register: RegisterModel, language: Language) -> Iterator[str]:
    """A line a change."""
    view = _view(register, language)
    for change in changes:
        yield view.word(f"change.{change.kind}").format(
            name=clean(change.name),
            field=view.label(change.field) if change.field else "",
            values=_words(view, change.field, [v.model_copy(update={"status": "stated"}) for v in change.values]),
        )


def told_conflicts(register: RegisterModel, language: Language) -> Iterator[str]:
    """A line a conflict of the register."""
    view = _view(register, language)
    for conflict in conflicts(register):
        source = conflict.statement[0].sources[0]
        yield view.word("conflict.line").format(
            name=clean(conflict.name),
            field=view.label(conflict.field) if conflict.field else view.word("activity"),
            conflict=view.word(f"conflict.{conflict.kind}"),
            register=_words(view, conflict.field, conflict.register) or "–",
            statement=_words(view, conflict.field, conflict.statement),
            source=view.statement(source.statement),
            line=source.line,
        )


def told_counts(changes: Sequence[Change], register: RegisterModel, language: Language) -> str:
    """How many changes there are of each kind, and how many conflicts."""
    view = _view(register, language)
    kinds = [change.kind for change in changes]
    counts = [(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]
    told = [_counted(view, kind, count) for kind, count in counts]
    if found := len(list(conflicts(register))):
        told.append(_counted(view, "conflict", found))
    return ", ".join(told if counts else [view.word("count.none"), *told])


def _counted(view: View, kind: str, count: int) -> str:
    return view.word(f"count.{kind}").split("|")[0 if count == 1 else 1].format(n=count)


def _view(register: RegisterModel, language: Language) -> View:
    return View(register, load_template("gba"), language)


def _words(view: View, field: str, values: Sequence[ValueModel]) -> str:
    return "; ".join(view.value(field, value) if field else clean(value.value) for value in values)
