"""One rule in full, for reading in a terminal; all of them as a reference in Markdown."""

from __future__ import annotations

import textwrap

from analyser.render.environment import Raw, fill
from analyser.render.terminal import MAX_WIDTH, MIN_WIDTH, SIGNS
from analyser.render.texts import Texts, load_report_file
from analyser.ruleset import Rule, RuleSet
from analyser.types import Language


def render_rule(rule: Rule, language: Language, width: int = 80) -> str:
    """The rule's title, place in the law, explanation, advice, examples and references, wrapped to a width."""
    texts, width = Texts(language), max(MIN_WIDTH, min(width, MAX_WIDTH))

    def wrap(text: str, first: str = "", rest: str | None = None) -> str:
        indent = first if rest is None else rest
        return textwrap.fill(
            " ".join(text.split()), width, initial_indent=first, subsequent_indent=indent,
            break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip

    severity = texts(f"severity.{rule.severity}")
    if rule.status == "experimental":
        severity += f", {texts('experimental')}"
    lines = [wrap(f"{getattr(rule.title, language)}  ({rule.id})"), severity]
    if rule.article:
        lines.append(texts.citation(rule.article.law, rule.article.ref))
        lines += [rule.article.url] if rule.article.url else []
    lines += ["", wrap(getattr(rule.explanation, language))]
    lines += ["", f"{texts('advice')}:", wrap(getattr(rule.advice, language), "  ")]
    lines += ["", f"{texts('model')}:", wrap(rule.advice.model, "  ")]
    lines += ["", f"{texts('examples')}:"]
    for status, examples in rule.examples.items():
        lines.append(f"  {SIGNS[status]} {texts.status(rule.role, status)}")
        lines += [wrap(example, "    – ", "      ") for example in examples]
    if rule.references:
        lines += ["", f"{texts('references')}:"]
        for reference in rule.references:
            lines += [wrap(reference.title, "  – ", "    "), f"    {reference.url}"]
    return "\n".join(lines) + "\n"


def render_reference(rules: RuleSet, language: Language) -> str:
    """All rules by the part of the report in which they stand, as Markdown."""
    texts = Texts(language)
    layout = load_report_file("parts.yaml")["parts"]
    known = {part["id"] for part in layout}
    parts = [
        (part["title"][language], [r for r in rules.values() if (r.part if r.part in known else last) == part["id"]])
        for last in (layout[-1]["id"],)
        for part in layout
    ]

    def word(rule: Rule, status: str) -> str:
        return texts.status(rule.role, status)

    content = fill(
        "markdown", "reference.md.j2", rules=rules, parts=[(title, members) for title, members in parts if members],
        t=texts, language=language, word=word, raw=Raw,
    )  # fmt: skip
    return content.rstrip() + "\n"
