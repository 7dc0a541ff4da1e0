"""A difference as text, JSON, Markdown, HTML, or workflow commands of GitHub Actions."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from analyser.diff import EFFECTS, Difference
from analyser.render.changes import ChangeView, DiffView, Passage, make_view
from analyser.render.environment import Raw, clean, fill, fill_page
from analyser.render.lint.github import LIMIT, escape_data, escape_property
from analyser.render.texts import Texts
from analyser.types import Language

VERSION_STYLES = ("style.css", "versions.css")
WIDTH = 96  # columns of the text report


def text(difference: Difference, language: Language) -> str:
    """A report for a terminal or a log."""
    return _filled("terminal", "diff.txt.j2", difference, language, wrap=wrap).strip() + "\n"


def markdown(difference: Difference, language: Language) -> str:
    """A report for a pull request, a ticket or a wiki."""
    return _filled("markdown", "diff.md.j2", difference, language).strip() + "\n"


def html(difference: Difference, language: Language) -> str:
    """A page of its own, without script or request."""
    view = make_view(difference, language)
    return fill_page("diff.html.j2", VERSION_STYLES, view=view, t=Texts(language), effects=EFFECTS)


def to_json(difference: Difference, language: Language) -> str:
    """An object: both versions, the changes with their quotes and lines, and whether readers must be told."""
    view = make_view(difference, language)
    content = {
        "schema_version": "1",
        "old": _version(view.old, difference.old.document.source.sha256),
        "new": _version(view.new, difference.new.document.source.sha256),
        "reworded": difference.reworded,
        "notice": {"needed": difference.notice, "reasons": list(difference.reasons)},
        "changes": [change_json(change) for change in view.changes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def github(difference: Difference, language: Language) -> str:
    """Workflow commands: a warning for what readers must be told of or can do less by, a notice for the rest."""
    view, texts = make_view(difference, language), Texts(language)
    lines = []
    for command, heavy in (("warning", True), ("notice", False)):
        found = [change for change in view.changes if (change.source.effect in ("broader", "weaker")) == heavy]
        lines += [_command(command, change, view.new) for change in found[:LIMIT]]
        if len(found) > LIMIT:
            lines.append(texts("history.more", n=len(found) - LIMIT))
    lines += [clean(sentence) for sentence in (*view.summary, f"{texts('notice')} {view.notice}")]
    return "".join(f"{line}\n" for line in lines)


Renderer = Callable[[Difference, Language], str]
RENDERERS: Mapping[str, Renderer] = {
    "text": text, "json": to_json, "markdown": markdown, "html": html, "github": github
}  # fmt: skip


def change_json(change: ChangeView) -> dict[str, Any]:
    """A change as JSON has it; `text` is in the language of the report."""
    source = change.source
    return {
        "kind": source.kind, "effect": source.effect, "subject": source.subject, "old": source.old, "new": source.new,
        "text": change.text, "article": change.article, "notice": source.reason or None,
        "before": _place(change.before), "after": _place(change.after),
    }  # fmt: skip


def wrap(value: object, first: str = "", rest: str | None = None, lines: int = 0) -> Raw:
    """The text in lines of WIDTH columns, with these beginnings; at most `lines` if given."""
    return Raw("\n".join(textwrap.wrap(
        clean(value), WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest,
        max_lines=lines or None, placeholder=" …", break_on_hyphens=False,
    )))  # fmt: skip


def _filled(target: str, template: str, difference: Difference, language: Language, **values: Any) -> str:
    view: DiffView = make_view(difference, language)
    return fill(target, template, view=view, t=Texts(language), effects=EFFECTS, **values)


def _version(name: str, sha256: str) -> dict[str, str]:
    return {"source": name, "sha256": sha256}


def _place(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    content = asdict(passage)
    return {"quote": content.pop("text"), **content}


def _command(command: str, change: ChangeView, file: str) -> str:
    shown = change.after or change.before
    quote = f" “{clean(shown.text)}”" if shown else ""
    place = f"file={escape_property(clean(file).rpartition(':')[2])}"  # without the revision
    if change.after:
        place += f",line={change.after.line},col={change.after.column}" if change.after.line else ""
    return f"::{command} {place},title={escape_property(change.effect)}::{escape_data(clean(change.text) + quote)}"
