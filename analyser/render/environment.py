"""Jinja2 over the folder reports/, strict and sandboxed, and what keeps a statement's text inert in each format."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from analyser.data import data_dir
from analyser.errors import DataFileError

# Line and paragraph separators, and the marks that turn the direction of a terminal or an editor.
_DROPPED = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&#@$])")
_MARKDOWN_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")


class Raw(str):
    """Text that is markup of the report itself and is printed as it is."""

    __slots__ = ()


def clean(value: object) -> str:
    """One line without control characters, escape sequences or marks of direction."""
    text = str(value)
    kept = (
        "" if ord(char) in _DROPPED
        else " " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")
        else char
        for char in text
    )  # fmt: skip
    return " ".join("".join(kept).split())


def escape_markdown(value: object) -> str:
    """The text with every sign of Markdown made literal, addresses that would become links included."""
    if isinstance(value, Raw):
        return value
    text = _MARKDOWN.sub(r"\\\1", clean(value))
    text = _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if not m[2].isdigit() else f"{m[1]}{m[2]}\\", text)
    return _AUTOLINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", text)


def plain(value: object) -> str:
    """The text as a terminal may show it."""
    return value if isinstance(value, Raw) else clean(value)


def _load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
    path = data_dir("reports") / PurePosixPath(name).name
    if not path.is_file():
        return None
    return path.read_text(encoding="utf-8"), path.name, lambda: True


def visible(value: object) -> object:
    """Text without what turns its direction, and without control characters but tabs and line ends; markup as it is."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n" else char
        for char in value
        if ord(char) not in _DROPPED
    )


_FINALIZE: dict[str, Callable[[object], object]] = {
    "html": visible, "markdown": escape_markdown, "terminal": plain
}  # fmt: skip


@lru_cache(maxsize=3)
def environment(target: str) -> ImmutableSandboxedEnvironment:
    """The template environment of a format: "html" escapes by itself, the others by what they print."""
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_load),
        autoescape=target == "html",
        finalize=_FINALIZE[target],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill_page(template: str, styles: Sequence[str], script: str = "", **values: Any) -> str:
    """The filled page of a template with these files of reports/ in it; its content security policy allows their text
    and nothing else. Raises DataFileError as `fill` does."""
    style = "".join(map(_text, styles))
    given = {"style": Markup(style), "style_hash": _hash(style)}
    if script:
        code = _text(script)
        given |= {"script": Markup(code), "script_hash": _hash(code)}
    return fill("html", template, **given, **values)


def _text(name: str) -> str:
    return (data_dir("reports") / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def fill(target: str, template: str, **values: Any) -> str:
    """The filled template of the folder reports/; raises DataFileError naming file and line when it is wrong."""
    try:
        return environment(target).get_template(template).render(**values)
    except TemplateError as error:
        where = f", line {error.lineno}" if hasattr(error, "lineno") else ""
        raise DataFileError(f"{template}{where}: {error.message or type(error).__name__}") from error
