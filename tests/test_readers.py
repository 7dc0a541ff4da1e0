"""Properties of all readers of text, on whatever comes."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analyser.readers import READERS, source_from_text
from analyser.types import MediaType
from tests.reading import MEDIA, document, markdown, plain

# fmt: off
SCRAPS = st.sampled_from([
    "Wij", "verwerken", "uw naam", "U", "en", ". ", ": ", ", ", "\n", "\n\n", "\r\n", "\r", "\t", "  \n",
    "\\\n", "\\", "# ", "## ", "#", "===\n", "---\n", "> ", "- ", "* ", "1. ", "2) ", "   ", "    ", "• ",
    "– ", "o ", "**", "*", "_", "~~", "`", "``", "[", "](x)", "![", "](y 'z')", "[r]", "\n[r]: u\n",
    "<https://a.nl>", "&amp;", "&nbsp;", "&eacute", "&", "<", ">", "<br>", "<p>", "</p>", "<b>", "</b>",
    "<strong>", "</strong>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<h2 class='menu'>", "<div hidden>",
    "<div class=\"x\">", "</div>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<dl>", "<dt>", "<dd>",
    "</dl>", "<main>", "</main>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<a href='",
    "'>", "\"", "'", "<summary>", "<button>", "<img alt='a &lt; b'>", "<pre>", "<td colspan=2>", "</td>",
    "</li>", "\\", "", "\n", " a ", " b ", "\n", "--", "--", "\n", "\\", " a \\", " b \\", "\n", "\u00a0",
    "\u00ad", "\u2028", "\u0000", "\u000b", "\f", "\ufeff", "é", "€", "😀", "a@b.nl", "1234 AB", "Artikel 3",
    "title: x\n", "```\n", "{", "}",
])
# fmt: on
TABLES = st.sampled_from(
    ["\n| a | b |\n|---|---|\n| c\\|d | `e` |\n", "| x |\n", "|", "\n> | a | b |\n> |-|-|\n> | c | d |\n"]
)
PLAIN_SCRAPS = SCRAPS.filter(lambda scrap: "<" not in scrap and scrap not in ("o ", "title: x\n", "---\n"))
SOUP = st.lists(SCRAPS | TABLES, max_size=60).map("".join)


@pytest.mark.parametrize("media_type", MEDIA)
@settings(max_examples=100, deadline=None)
@given(text=SOUP | st.text(max_size=80))
@example(text="<li><table><td><li>x")
@example(text="- \tx\n\t- y")
def test_any_text_is_read_with_exact_offsets(media_type: MediaType, text: str) -> None:
    document(text, media_type)


@settings(max_examples=100, deadline=None)
@given(text=st.lists(PLAIN_SCRAPS, max_size=40).map("".join))
def test_markdown_positions_agree_with_the_parser(text: str) -> None:
    """The clean text is cut from the source by position; the parser's own tokens say the same letters."""

    def letters(tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            if token.children is not None:
                yield from letters(token.children)
            elif token.type not in ("inline", "html_block", "html_inline"):
                yield from (char for char in token.content if char.isalpha())

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    assert [char for char in markdown(text).text if char.isalpha()] == list(letters(parser.parse(text)))


WORDS = st.lists(
    st.sampled_from(["Wij", "uw", "naam", "*", "_", "<", "&", "a@b.nl", "[x]", "&amp;"]), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=5))
def test_no_word_is_lost_in_plain_text(words: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(line) for line in words)
    letters = [char for char in text if char.isalpha()]
    assert [char for char in plain(text).text if char.isalpha()] == letters


@pytest.mark.parametrize(
    ("media_type", "text"),
    [
        ("text/html", "<div>" * 10_000 + "x"), ("text/html", "<ul><li>x" * 10_000),
        ("text/html", "<table><tr><td>x" * 5_000), ("text/html", "<li><div>" * 10_000 + "x"),
        ("text/html", '<a ">"' * 20_000), ("text/html", "<b><i><p>x" * 3_000 + "</b>" * 3_000),
        ("text/markdown", "- " * 10_000 + "x"), ("text/markdown", "> " * 10_000 + "x"),
        ("text/markdown", "[" * 5_000 + "x"), ("text/markdown", "*a **a " * 3_000),
        ("text/plain", "\n".join(" " * depth + "- x" for depth in range(0, 2_000, 2))),
        ("text/plain", "\n" * 100_000 + "x"),
    ],
)  # fmt: skip
def test_deep_and_broken_documents(media_type: MediaType, text: str) -> None:
    READERS[media_type](source_from_text(text, media_type=media_type))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("media_type", "part"),
    [
        ("text/markdown", "## Kop\n\nWij verwerken **uw** [naam](x) &amp; meer.\n\n- een\n- twee\n\n"),
        ("text/plain", "Kop\n\nWij verwerken uw naam, uw adres en meer.\n\n• een\n• twee\n\n"),
        ("text/html", "<h2>Kop</h2><p>Wij verwerken <b>uw</b> naam &amp; meer.<ul><li>een<li>twee</ul>"),
    ],
)
def test_reading_takes_linear_time(media_type: MediaType, part: str) -> None:
    def seconds(size: int) -> float:
        source = source_from_text(part * (size // len(part)), media_type=media_type)
        start = time.process_time()
        READERS[media_type](source)
        return time.process_time() - start

    small = max(seconds(60_000), 0.02)
    assert seconds(480_000) < 20 * small
