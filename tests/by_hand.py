"""A statement and its facts built by hand, and what a rule finds in them."""

from __future__ import annotations

import hashlib

from analyser import load_rules
from analyser.judge import judge
from analyser.ruleset import RuleSet
from analyser.types import (
    Activity,
    Assertion,
    Block,
    Document,
    Evidence,
    Fact,
    Facts,
    Finding,
    Piece,
    Sentence,
    Source,
)

RULES = load_rules()


def statement(*lines: str) -> Document:
    text = "\n".join(lines)
    blocks, path, position = [], (), 0
    for line in lines:
        clean = line.removeprefix("# ")
        heading = clean != line
        path = (clean,) if heading else path
        piece = Piece(0, position + len(line) - len(clean), len(clean), len(clean))
        blocks.append(Block("heading" if heading else "paragraph", clean, (piece,), path, int(heading)))
        position += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(Source("test.md", text, "text/markdown", digest), tuple(blocks))


def facts_of(document: Document, *stated: tuple[int, str, str, dict[str, object] | None]) -> Facts:
    """Facts as (sentence, kind, value, attributes); a kind with "-" in front is denied."""
    sentences = tuple(
        Sentence(i, block.text, start, start + len(block.text), i)
        for i, (block, start) in enumerate(zip(document.blocks, document.starts, strict=True))
    )
    facts = []
    for sentence, kind, value, attributes in stated:
        of = sentences[sentence]
        first, last = document.source_span(of.start, of.end)
        quote = document.source.text[first:last]
        path = document.blocks[of.block].headings
        evidence = Evidence(quote, of.text, first, last, first, last, path, sentence)
        assertion = Assertion.DENIED if kind.startswith("-") else Assertion.ASSERTED
        facts.append(Fact(kind.removeprefix("-"), value, evidence, attributes or {}, assertion))
    return Facts(tuple(facts), sentences)


def finding(
    rule: str,
    document: Document,
    *stated: tuple[int, str, str, dict[str, object] | None],
    activities: tuple[Activity, ...] = (),
) -> Finding | None:
    only = RuleSet([RULES[rule]])
    found = judge(document, facts_of(document, *stated), activities, only)
    return found[0] if found else None


def status(rule: str, document: Document, *stated: tuple[int, str, str, dict[str, object] | None]) -> str | None:
    found = finding(rule, document, *stated)
    return found.status if found else None
