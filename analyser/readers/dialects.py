"""What the dialects of Markdown put between the words: templates, components, attributes, signs of notes.

They are no text of the statement. Each is overwritten, so that offsets stay those of the source.
"""

from __future__ import annotations

import re

# Each pattern is bounded, so that a stray opening costs little.
_REMNANTS = re.compile(
    r"\{\{[<%].{0,400}?[>%]\}\}"  # Hugo: {{< notice >}}
    r"|\{\{.{0,400}?\}\}|\{%.{0,400}?%\}"  # Jinja, Liquid: {{ name }}, {% if %}
    r"|\{#(?![\w-]+[ }]).{0,400}?#\}"  # {# note #}
    r"|\{/\*.{0,2000}?\*/\}"  # MDX: {/* note */}
    r"|</?[A-Z][\w.]*(?:\s+[\w:-]+"  # <Callout type="info" on={() => ...}>
    r"(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|\{[^{}<]*(?:\{[^{}]*\}[^{}<]*)?\}))?)*\s*/?>"
    r"|(?<=[ \w])\{[#.][\w.#:= \"'-]{1,200}\}(?=[ \t]*\r?$)"
    r"|^\{:?[ \t]*[#.][\w.#:= \"'-]{1,200}\}[ \t]*\r?$"  # {#id .class}
    r"|^:{3,}[^\n]*$"  # ::: warning
    r"|\[\^[^\]\s]{1,40}\]:?"  # [^1], [^1]:
    r"|^\[\[?_?TOC_?\]?\][ \t]*\r?$|^\[\[_TOC_\]\]|(?<=> )\[!\w{1,20}\]",  # [TOC], > [!NOTE]
    re.MULTILINE | re.DOTALL,
)
_MODULE = re.compile(  # MDX, in a paragraph of their own
    r"^(?:import\s+(?:[\w*{}\s,]{1,200}\s+from\s+)?['\"][^'\"\n]+['\"]|export\s+(?:const|let|var|default|function)\b)"
    r"[^\n]*(?:\n(?![ \t]*\r?\n)[^\n]*){0,40}",
    re.MULTILINE,
)
_DESCRIPTION = re.compile(r"(?:(?<=\S\n)|(?<=\S\r\n)|(?<=\S\n\n)|(?<=\S\r\n\r\n)):(?=[ \t]{1,3}\S)")


def plain(text: str) -> str:
    """The text of the same length without them; descriptions of a definition list are items of a list."""
    if "{" in text or "<" in text or "[" in text or ":::" in text:
        text = _REMNANTS.sub(_blank, text)
    if "import" in text or "export" in text:
        text = _MODULE.sub(_blank, text)
    return _DESCRIPTION.sub("-", text) if "\n:" in text else text


def _blank(found: re.Match[str]) -> str:
    """Spaces, or within a word or before a sign characters without width, which part nothing."""
    before, after = found.string[max(found.start() - 1, 0) : found.start()], found.string[found.end() : found.end() + 1]
    within = before.strip() and after.strip() and "\n" not in found[0]
    return re.sub(r"[^\r\n]", "\u200b" if within else " ", found[0])
