"""A draft privacy statement as Markdown, as a page or as plain text: one template, read again for the other two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from analyser.render.environment import Raw, fill, fill_page
from analyser.render.texts import Texts
from analyser.statement import StatementDraft

_BLANK = re.compile(r"\[vul in: [^\[\]<>]*\]")
_SPACE = re.compile(r"\n{3,}")


def to_markdown(draft: StatementDraft) -> str:
    """The statement in Markdown, its blanks in square brackets."""
    text = fill("markdown", "statement.md.j2", s=draft, date=Texts("nl").date, raw=Raw)
    return _SPACE.sub("\n\n", text).strip() + "\n"


def to_html(draft: StatementDraft) -> str:
    """One page without scripts or requests."""
    text = to_markdown(draft)
    return fill_page(
        "statement.html.j2", ("style.css", "statement.css"),
        title=next((inline.content for inline in MarkdownIt().parse(text) if inline.type == "inline"), ""),
        body=Markup(_BLANK.sub(r"<mark>\g<0></mark>", MarkdownIt("commonmark", {"html": False}).render(text))),
    )  # fmt: skip


def to_text(draft: StatementDraft) -> str:
    """Plain text: headings on lines of their own, items with a dash."""
    return "\n\n".join(_plain(MarkdownIt().parse(to_markdown(draft)))) + "\n"


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    """The blocks of a text, those of a list together."""
    items: list[str] = []
    heading = 0
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "bullet_list_close":
            yield "\n".join(items)
            items = []
        elif token.type == "inline":
            words = "".join(" " if child.type == "softbreak" else child.content for child in token.children or ())
            if heading:
                yield f"{words}\n{'=' * len(words)}" if heading == 1 else f"{words}\n{'-' * len(words)}"
            elif token.level > 1:
                items.append(f"- {words}")
            else:
                yield words
            heading = 0


RENDERERS: Mapping[str, Callable[[StatementDraft], str]] = {"markdown": to_markdown, "html": to_html, "text": to_text}
