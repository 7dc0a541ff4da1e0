"""The versions of a statement as a table for a terminal, as JSON, or as a page with a timeline."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analyser.diff import EFFECTS
from analyser.history import Entry, Score
from analyser.render.changes import ChangeView, make_view
from analyser.render.diff import VERSION_STYLES, change_json
from analyser.render.environment import clean, fill_page
from analyser.render.texts import Texts
from analyser.types import Language

SHOWN = 4  # changes of a version that the table and the page tell at once; the rest is counted, or folded
_WIDE, _HIGH, _LEFT, _TOP = 720, 150, 44, 14  # of the chart, in its own units


@dataclass(frozen=True)
class EntryView:
    """A version as the page shows it."""

    date: str
    short: str
    score: str  # "17 van 22", "" when nothing is due
    percent: int | None
    said: str  # what stands in place of changes: the first version, no change, unreadable
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True)
class Point:
    """A version in the chart."""

    x: float
    y: float
    label: str


def terminal(entries: Sequence[Entry], name: str, language: Language, width: int = 80) -> str:
    """One line a version: date, hash, score, and the weightiest changes as far as the width goes."""
    texts = Texts(language)
    views = [_view(entry, texts) for entry in entries]
    head = (texts("history.date"), texts("history.version"), texts("history.score"), texts("history.changes"))
    rows = [(view.date, view.short, _share(entry.score), view) for entry, view in zip(entries, views, strict=True)]
    wide = [max(len(head[n]), *(len(str(row[n])) for row in rows)) for n in range(3)]
    room = max(width - sum(wide) - 6, 30)
    lines = [clean(name), "", "  ".join((*(head[n].ljust(wide[n]) for n in range(3)), head[3])).rstrip()]
    for *cells, view in rows:
        start = "  ".join(str(cell).ljust(wide[n]) for n, cell in enumerate(cells))
        lines.append(f"{start}  {_one_line(view, room, texts)}".rstrip())
    note = textwrap.fill(texts("history.score.note").strip(), max(width, 48), break_on_hyphens=False)
    return "\n".join((*lines, "", note, ""))


def to_json(entries: Sequence[Entry], name: str, language: Language, width: int = 80) -> str:
    """An object with the versions, oldest first; `score` and `changes` are null where there is none to give."""
    content = {
        "schema_version": "1",
        "path": name,
        "versions": [
            {
                "revision": entry.version.revision,
                "date": entry.version.date,
                "path": entry.version.path,
                "score": {"met": entry.score.met, "due": entry.score.due} if entry.score else None,
                "notice": entry.difference.notice if entry.difference else None,
                "changes": [change_json(change) for change in make_view(entry.difference, language).changes]
                if entry.difference else None,
                "error": entry.error or None,
            }
            for entry in entries
        ],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def html(entries: Sequence[Entry], name: str, language: Language, width: int = 80) -> str:
    """A page with the scores as a line and the versions as a timeline, the latest first; no script, no request."""
    texts = Texts(language)
    views = [_view(entry, texts) for entry in entries]
    between = texts("history.between", first=views[0].date, last=views[-1].date)
    return fill_page(
        "history.html.j2",
        VERSION_STYLES,
        t=texts,
        name=name,
        meta=(texts("history.versions", n=len(views)), between) if len(views) > 1 else (views[0].date,),
        entries=views[::-1],
        points=_points(views),
        shown=SHOWN,
        effects=EFFECTS,
        chart={"wide": _WIDE, "high": _HIGH, "left": _LEFT, "grid": [(n, _height(n)) for n in (0, 50, 100)]},
    )


Renderer = Callable[[Sequence[Entry], str, Language, int], str]
RENDERERS: Mapping[str, Renderer] = {"terminal": terminal, "json": to_json, "html": html}


def _view(entry: Entry, texts: Texts) -> EntryView:
    difference, score = entry.difference, entry.score
    changes = make_view(difference, texts.language).changes if difference else ()
    if entry.error:
        said = texts("history.unread", error=entry.error)
    elif difference is None:
        said = texts("history.first")
    else:
        said = "" if changes else texts("diff.none")
    counted = texts("history.met", met=score.met, due=score.due) if score and score.due else ""
    return EntryView(
        texts.date(entry.version.date), entry.version.short, counted, score.percent if score else None, said, changes
    )


def _share(score: Score | None) -> str:
    if score is None or score.percent is None:
        return "–"
    return f"{score.percent}% ({score.met}/{score.due})"


def _one_line(view: EntryView, room: int, texts: Texts) -> str:
    """The weightiest changes that fit, facts before verdicts, and how many more there are."""
    if not view.changes:
        return textwrap.shorten(clean(view.said), room, placeholder=" …")
    told = [clean(change.text) for change in telling(view.changes)]
    line = told[0]
    for number, text in enumerate(told[1:], 1):
        rest = len(told) - number
        longer = f"{line}; {text}"
        more = f"; {texts('history.more', n=rest - 1)}" if rest > 1 else ""
        if len(longer) + len(more) > room or number == SHOWN:
            return f"{line}; {texts('history.more', n=rest)}"
        line = longer
    return line


def telling(changes: Sequence[ChangeView]) -> list[ChangeView]:
    """What the statement says before how it is judged, else in the order of weight."""
    return sorted(changes, key=lambda change: change.source.kind in ("requirement", "issue"))


def _points(views: Sequence[EntryView]) -> list[Point]:
    """The scores from left to right at equal distances; versions that have none leave a gap in the row."""
    step = (_WIDE - _LEFT - 20) / max(len(views) - 1, 1)
    return [
        Point(round(_LEFT + 10 + number * step, 1), _height(view.percent), f"{view.date}: {view.score}")
        for number, view in enumerate(views)
        if view.percent is not None
    ]


def _height(percent: int) -> float:
    return round(_TOP + (_HIGH - 2 * _TOP) * (1 - percent / 100), 1)
