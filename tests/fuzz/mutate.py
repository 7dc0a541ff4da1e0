"""Bytes that are nearly what a reader expects: seeds, damaged and spliced by a random number generator."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

LONGEST = 1 << 15  # bytes of an input
_INTERESTING = tuple(
    word.encode("utf-8", "surrogatepass") for word in (
        "\0", "\ufeff", "\u200b", "\u00ad", "\u202e", "\u2028", "\x1b[31m", "\x85", "\ud800", "\U0010ffff", "\r",
        "\t", "\x0c", "&#xD800;", "&#0;", "&amp;", "&#99999999;", "<!--", "-->", "<![CDATA[", "]]>", "<br>", "</p>",
        "<table><tr><td>", "<ul><li>", "<div>", "<script>", "<style>", "```", "---\n", "- ", "1. ", "> ", "| a | b |\n",
        "[a](b)", "![", "**", "{{", "}}", "{%", "%}", "99999999999 jaar", "-1", "0", "1e999", "NaN", "null", "true",
        "[[[[", "{{{{", "]]]]", "((((", ")?", "...", "..9", "*", "?", "{x}", "&a ", "*a", "<<: ", "!!int ", "!!a ",
        "2026-02-30", "%", "%00", "%s", "{0}", "=1+1", "\\u-32768 ", "\\'e9", "\\bin9999 ", "{\\*", "obj<<>>", "stream",
        "avgtoets: ignore[", "ignore-file[x] y", "../", "/etc/passwd", "http://[::1]", "User-agent: *\nDisallow: /",
    )
)  # fmt: skip


def inputs(seeds: Sequence[bytes], runs: int, seed: str, words: Sequence[bytes] = ()) -> Iterator[bytes]:
    """So many inputs, always the same ones for a seed; the seeds themselves come first."""
    chance = random.Random(seed)
    tokens = (*_INTERESTING, *words)
    for number in range(runs):
        yield seeds[number] if number < len(seeds) else mutated(chance, seeds, tokens)


def mutated(chance: random.Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One of the seeds after a few changes; once in a while bytes of no seed at all."""
    if chance.random() < 0.03:
        return b"".join(chance.choices(tokens, k=chance.randrange(1, 60)))[:LONGEST]
    data = bytearray(chance.choice(seeds))
    for _ in range(min(1 + int(chance.expovariate(0.4)), 20)):
        chance.choice(_CHANGES)(chance, data, seeds, tokens)
    return bytes(data[:LONGEST])


def _place(chance: random.Random, data: bytearray) -> int:
    return chance.randrange(len(data) + 1)


def _slice(chance: random.Random, data: bytes | bytearray, most: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, most))


def _flip(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _byte(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _token(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    place = _place(chance, data)
    data[place:place] = chance.choice(tokens)


def _cut(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    start, end = _slice(chance, data)
    del data[start:end]


def _end(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    del data[_place(chance, data) :]


def _repeat(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    start, end = _slice(chance, data, 40)
    times = chance.choice((2, 3, 10, 100, 1000))
    data[start:end] = (bytes(data[start:end]) * times)[:LONGEST]


def _move(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    start, end = _slice(chance, data)
    part = bytes(data[start:end])
    place = _place(chance, data)
    data[place:place] = part


def _splice(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    start, end = _slice(chance, other, 2000)
    place = _place(chance, data)
    data[place:place] = other[start:end]


def _number(chance: random.Random, data: bytearray, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    digits = [index for index, byte in enumerate(data) if 48 <= byte < 58]
    if digits:
        place = chance.choice(digits)
        data[place : place + 1] = chance.choice((b"0", b"-1", b"65536", b"99999999999999999999", b"1e9", b"\xd9\xa3"))


_CHANGES: tuple[Callable[[random.Random, bytearray, Sequence[bytes], Sequence[bytes]], None], ...] = (
    _flip, _byte, _token, _token, _cut, _end, _repeat, _move, _splice, _number
)  # fmt: skip
