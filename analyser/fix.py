"""Mends what lint finds, in the bytes of the file: words that lapsed by those that took their place, and, where a
statement lacks something, the model sentence of the rule as a marked proposal.

Safe: the `replace` of a rule's passages. Only whole words that the passage found are replaced, in their own case, and
only where the sentence stays right: not where it names the new word already, nor inside another address or markup.

Not safe, since someone has to make it true: the model sentence under the heading where the finding stands, marked

    <!-- avgtoets-voorstel: rights/right-restriction -->      in Markdown and HTML
    [avgtoets-voorstel: rights/right-restriction]             in plain text

A proposal that would not settle its finding is left out. All other bytes of the file stay as they are.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from analyser import readers
from analyser.diagnostics import Diagnostic
from analyser.errors import InputError
from analyser.phrases import PhraseMatcher, normalise
from analyser.readers.loading import encoding_of
from analyser.types import Block, Document, Source
from analyser.wordlists import words

if TYPE_CHECKING:
    from analyser.lint import Linter
    from analyser.ruleset import Passage, RuleSet

MARK = "avgtoets-voorstel"
_SPACE = re.compile(r"(\s+)")
_IN_ADDRESS = re.compile(r"[@/]|\.\w")
_PATH = re.compile(r"/[^\s<>\"')\]]*")
_LINK = re.compile(
    r"\[[^\]\n]*\]\([ ]*<?(?P<inline>[^)\s>]+)"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?(?P<reference>[^\s>]+)"
    r"|<a\b[^>]*?\bhref\s*=\s*[\"'](?P<href>[^\"'>]*)[\"'][^>]*>.*?</a\s*>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:[\r\n]|\Z)|\s*\Z")
_UNDERLINE = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n)[ ]{0,3}(?:=+|-+|~+)[^\S\r\n]*(?=[\r\n]|\Z)")
_CLOSING = re.compile(r"</(?P<name>h[1-6]|p|div|summary|li|dt|dd|t[hd]|caption|button|legend)\s*>", re.IGNORECASE)
_AROUND = re.compile(r"\s*</(?:button|a|summary|header|hgroup)\s*>", re.IGNORECASE)
_NO_TEXT_AFTER = ("li", "dt", "dd", "th", "td", "caption", "legend")  # no paragraph may follow these
_PAGE_END = re.compile(r"</(?:main|article|body|html)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edit:
    """Source offsets of what goes, what comes in its place, and the rule that asks for it."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after, and the findings that are settled by it."""

    path: str
    before: bytes
    after: bytes
    edits: tuple[Edit, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was mended."""
        return self.before != self.after


def fix(linter: Linter, path: str, data: bytes, known: Collection[str], rules: RuleSet, *, unsafe: bool) -> Fixed:
    """A file's bytes with its findings mended as far as can be; those whose fingerprint is among `known` are left.

    `path` names the file and its medium. Raises InputError for bytes that cannot be read, or not written back.
    """

    def wanted(content: bytes) -> list[Diagnostic]:
        checked = linter.check("-", BytesIO(content), path)
        if checked.error:
            raise InputError(checked.error)
        return [each for each in checked.diagnostics if not each.suppressed and each.fingerprint not in known]

    source = readers.load("-", stdin=BytesIO(data), stdin_filename=path)
    if source.layout is not None:
        raise InputError(f"{path}: only text files can be mended (Markdown, text, HTML); change it in its own program.")
    document = readers.read(source)
    found = wanted(data)
    safe = list(_apart(edit for each in found if each.rule in rules for edit in replacements(document, each, rules)))
    after = splice(data, source, safe)
    if not unsafe:
        return Fixed(path, data, after, tuple(safe))
    # Words that are mended can settle a finding; what is proposed must settle its own.
    lacking = {each.rule for each in wanted(after)} if safe else {each.rule for each in found}
    asked = [each for each in found if each.rule in lacking and each.whole and each.status in ("missing", "partial")]
    edits = safe
    while asked:
        edits = [*safe, *proposals(document, asked)]
        after = splice(data, source, edits)
        left = {each.rule for each in wanted(after)}
        settled = [each for each in asked if each.rule not in left]
        if len(settled) == len(asked):
            break
        asked = settled
        edits, after = safe, splice(data, source, safe)
    return Fixed(path, data, after, tuple(edits))


def splice(data: bytes, source: Source, edits: Iterable[Edit]) -> bytes:
    """The bytes of a source with the edits made and all else as it is; raises InputError where its encoding does not
    lead back to the same bytes, or lacks a letter of what is put in."""
    codec = encoding_of(data, source.media_type).removesuffix("-sig")
    if codec in ("utf-16", "utf-32"):
        codec += "-le" if data[:1] == b"\xff" else "-be"
    try:
        head = data[: len(data) - len(source.text.encode(codec))]
        if head + source.text.encode(codec) != data:
            raise InputError(f"{source.name}: its encoding ({codec}) does not allow mending; save it as UTF-8.")
        parts, position = [head], 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            filled = edit.text.encode(codec, "xmlcharrefreplace" if source.media_type == "text/html" else "strict")
            parts += [source.text[position : edit.start].encode(codec), filled]
            position = edit.end
        return b"".join([*parts, source.text[position:].encode(codec)])
    except UnicodeEncodeError as error:
        raise InputError(f"{source.name}: {codec} cannot write what is put in; save the file as UTF-8.") from error


def unified(fixed: Fixed) -> str:
    """The difference as `diff -u` and `git apply` write it; lines end as they do in the file."""
    before, after = (_lines(_decoded(data, fixed.path)) for data in (fixed.before, fixed.after))
    name = fixed.path.replace("\\", "/")
    shown = []
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        shown.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(shown)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")  # with its byte order mark, which a patch has to name too
    except UnicodeDecodeError:
        return readers.load("-", stdin=BytesIO(data), stdin_filename=name).text


def _lines(text: str) -> list[str]:
    """The lines with their ends, as git counts them: by line feeds alone."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


# -- words that lapsed --------------------------------------------------------------------------------------------


def replacements(document: Document, diagnostic: Diagnostic, rules: RuleSet) -> Iterator[Edit]:
    """The edits that put the words of today in the place of those that a finding is about."""
    # Where a passage stands under certain headings only, its words alone do not tell that they were meant.
    passages = [each for each in rules[diagnostic.rule].passages.values() if each.replace and not each.under]
    if not passages or diagnostic.whole:
        return
    for clean, spans in _words(document, diagnostic):
        for passage in passages:
            for start, end, text in _in_sentence(clean, passage):
                begin, stop = spans[start][0], spans[end - 1][1]
                written = document.source.text[begin:stop]
                if written.split() == clean[start:end].split():  # no markup between the words
                    yield Edit(begin, stop, _spaced(text, written), diagnostic.rule)
                    yield from _links(document.source, begin, passage.replace, diagnostic.rule)


def _words(document: Document, diagnostic: Diagnostic) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The clean text in the region of a finding, and for each character of it its source offsets."""
    for block, base in zip(document.blocks, document.starts, strict=True):
        if not block.pieces or block.pieces[0].source >= diagnostic.end or _end(block) <= diagnostic.start:
            continue
        spans = [document.source_span(base + index, base + index + 1) for index in range(len(block.text))]
        inside = [index for index, (start, _) in enumerate(spans) if diagnostic.start <= start < diagnostic.end]
        if inside:
            yield block.text[inside[0] : inside[-1] + 1], spans[inside[0] : inside[-1] + 1]


def _in_sentence(clean: str, passage: Passage) -> Iterator[tuple[int, int, str]]:
    """What to replace in one sentence: offsets, and the words that come there."""
    text = normalise(clean)
    if passage.unless and passage.cancelling.matches(text):
        return
    if any(_standing(new).search(text) for new in passage.replace.values()):
        return  # "de Wbp en de AVG" would name the AVG twice
    sought = {re.sub(r"[\s-]+", " ", normalise(old)): old for old in passage.replace}
    pattern = _standing(*sorted(passage.replace, key=len, reverse=True))
    for match in PhraseMatcher((None, phrase) for phrase in passage.phrases).find(text):
        for found in pattern.finditer(text, match.start, match.end):
            old = sought[re.sub(r"[\s-]+", " ", found.group())]
            new = passage.replace[old]
            if "." in old:
                if (address := _address(text, found)) is not None:
                    yield found.start(), address, new.upper() if clean[found.start() : found.end()].isupper() else new
            elif not _part_of_address(text, found) and _agrees(text, found, old, passage.replace):
                yield found.start(), found.end(), _cased(new, old, clean[found.start() : found.end()])


def _standing(*words: str) -> re.Pattern[str]:
    """Finds these words, whole, in a normalised sentence."""
    written = ("[ -]".join(map(re.escape, re.split(r"[\s-]+", normalise(each)))) for each in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")


def _cased(new: str, old: str, written: str) -> str:
    """New words in the case of what was written: capitals throughout, or at the start."""
    if written.isupper() and len(written) > 1 and not old.isupper():
        return new.upper()
    return new[0].upper() + new[1:] if written[0].isupper() and old[0].islower() else new


def _part_of_address(text: str, found: re.Match[str]) -> bool:
    return text[max(found.start() - 1, 0) : found.start()] in ("@", "/", ".", "_") or bool(
        _IN_ADDRESS.match(text, found.end())
    )


@cache
def _neuter() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What goes with a neuter word near before it, and what refers back to one."""
    before, after = ("|".join(map(re.escape, words("grammar", f"{side}_neuter"))) for side in ("before", "after"))
    return re.compile(rf"\b(?:{before})(?: [\w-]+){{0,2}} \Z"), re.compile(rf",? (?:{after})\b")


def _agrees(text: str, found: re.Match[str], old: str, replace: Mapping[str, str]) -> bool:
    """Whether articles and pronouns still agree: "het CBP, dat" has no "de AP, dat"."""
    neuter = old.startswith("het ") and replace[old].startswith("de ")
    if neuter or f"het {old}" in replace:
        before, after = _neuter()
        return not after.match(text, found.end()) and (neuter or not before.search(text[: found.start()]))
    return True


def _address(text: str, found: re.Match[str]) -> int | None:
    """Where an address ends, with the path behind it: a page of the old site is none of the new one. None where it is
    a part of another address."""
    before = text[: found.start()]
    if before.endswith(("@", "_", "-")) or (before.endswith(".") and not re.search(r"(?<![\w.-])www\.\Z", before)):
        return None
    if re.match(r"@|[.-]\w", text[found.end() :]):
        return None
    path = _PATH.match(text, found.end())
    return found.end() + len(path.group().rstrip(".,;:!?")) if path else found.end()


def _links(source: Source, place: int, replace: Mapping[str, str], rule: str) -> Iterator[Edit]:
    """The same address behind a link whose text is mended."""
    addresses = sorted((old for old in replace if "." in old), key=len, reverse=True)
    if not addresses or source.media_type == "text/plain":
        return
    known = {normalise(old): replace[old] for old in addresses}
    for link in _LINK.finditer(source.text):
        name = str(link.lastgroup)
        if name != "reference" and not link.start() <= place < max(link.end(), link.end(name)):
            continue
        target = normalise(link[name])
        for found in _standing(*addresses).finditer(target):
            if (end := _address(target, found)) is not None:
                start = link.start(name)
                yield Edit(start + found.start(), start + end, known[found.group()], rule)


def _spaced(new: str, written: str) -> str:
    """New words with the spaces and line breaks that stood between the old ones."""
    words, breaks = new.split(" "), _SPACE.findall(written)
    breaks = [" "] * (len(words) - 1 - len(breaks)) + breaks[max(len(breaks) - len(words) + 1, 0) :]
    return words[0] + "".join(gap + word for gap, word in zip(breaks, words[1:], strict=True))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in the order of the text, without those that overlap an earlier one."""
    end = -1
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end, edit.rule)):
        if edit.start >= end:
            yield edit
            end = edit.end


# -- what is lacking ----------------------------------------------------------------------------------------------


def proposals(document: Document, diagnostics: Iterable[Diagnostic]) -> Iterator[Edit]:
    """The model sentences of what is lacking, each marked, under the heading where it belongs."""
    source = document.source
    newline = next(iter(re.findall(r"\r\n|\r|\n", source.text)), "\n")
    for each in diagnostics:
        place = _under(document, each.start)
        if place is None or not each.advice["model"]:
            continue
        if source.media_type == "text/html":
            text = f"{newline}<!-- {MARK}: {each.rule} -->{newline}<p>{html.escape(each.advice['model'], False)}</p>"
        else:
            mark = f"<!-- {MARK}: {each.rule} -->" if source.media_type == "text/markdown" else f"[{MARK}: {each.rule}]"
            text = f"{newline * 2}{mark}{newline}{each.advice['model']}"
            if not _BLANK.match(source.text, place):
                text += newline  # what follows is a paragraph of its own
        yield Edit(place, place, text, each.rule)


def _under(document: Document, anchor: int) -> int | None:
    """The source offset below the heading that a finding stands at or under, or the end of a text where none stands
    above it; None where no paragraph can stand."""
    text, medium = document.source.text, document.source.media_type
    above = [b for b in document.blocks if b.kind == "heading" and b.pieces and b.pieces[0].source <= anchor]
    block = above[-1] if above else None
    if block is None:
        if medium == "text/html" and (closing := list(_PAGE_END.finditer(text))):
            return len(text[: closing[0].start()].rstrip())
        return len(text.rstrip())
    if medium == "text/html":
        closing_tag = _CLOSING.search(text, _end(block))
        if closing_tag is None or closing_tag["name"].lower() in _NO_TEXT_AFTER:
            return None
        end = closing_tag.end()
        while around := _AROUND.match(text, end):
            end = around.end()
        return end
    line = re.compile(r"[^\r\n]*").match(text, _end(block))
    end = line.end() if line else len(text)
    first = block.pieces[0].source
    begin = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    underline = None if text[begin:].lstrip().startswith("#") else _UNDERLINE.match(text, end)
    return underline.end() if underline else end


def _end(block: Block) -> int:
    return max(piece.source + piece.source_length for piece in block.pieces)
