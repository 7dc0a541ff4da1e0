"""Recipients by name: the parties of the term files, and parties that a passage introduces ("gehost bij …")."""

from __future__ import annotations

import re
from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc

from analyser.phrases import normalise
from analyser.pipes import sentence_at, sentences
from analyser.pipes.agents import Agents
from analyser.pipes.introduced import PERSON_TITLE, SITE, IntroducedParties
from analyser.pipes.parties import EXPLAINED, introductions, told
from analyser.types import Block, Sentence

_PERSON = re.compile(r"[A-ZÀ-Þ][a-zà-þ]+ (?:ter|ten|(?:van )?(?:der|den)|van de|van 't|in 't) [A-ZÀ-Þ][a-zà-þ]+")
_OWN_OFTEN = 5  # a name that the text gives more often is its own, or that of its service
_LABELS = re.compile(r"(?: \([^()\n]{2,40}\))?(?:: | [–—-] )\S")
_NUMBERED = re.compile(r"[\d.\s()\[\]\-–•*\"'“‘a-z]{0,2}[\d.\s()\[\]\-–•*\"'“‘]{0,6}$")
_BRACKET_ENDS = re.compile(r"\([^()]{3,60}\)[.;,]?$")
_NAMES_END = re.compile(r"\)|, | en ")


class _Finder(IntroducedParties):
    """Adds the parties that no term file knows to those that they do."""

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self.lists: set[tuple[int, int]] = set()

    def closing_bracket(self, sentence: Sentence) -> None:
        """The names in brackets at the end of an item on what parties are used for: "de website (Voorbeeld)"."""
        if self.blocks[sentence.block].kind != "list_item" or "lead:recipient" not in self.about[sentence.index]:
            return
        start = self.written.rfind("(", sentence.start, sentence.end)
        if start < 0 or self.sharing.barred(sentence) or not self.written[sentence.start].islower():
            return
        if not _BRACKET_ENDS.match(self.written, start, sentence.end):
            return
        found = self.names.name.match(self.written, start + 1, sentence.end)
        whole = found and _NAMES_END.match(self.written, found.end())
        if not found or not whole or not self.plausible(*found.span()) or not self.proper(*found.span()):
            return
        if found[0].isupper() and self.initials(found):
            return
        category = self.known_as(found[0]) or self.category(sentence, *found.span())
        self.add(category, *found.span(), "")
        self.row(category, found.end(), sentence, "")

    def labelled(self, sentence: Sentence) -> None:
        """The name after the label of an item on recipients: "Hosting: Voorbeeld"."""
        block, here = self.blocks[sentence.block], self.about[sentence.index]
        if block.kind == "heading" or here.isdisjoint(("lead:recipient", "section:recipient")):
            return
        label = self.words.label.match(self.written, sentence.start, sentence.end)
        if not label:
            return
        found = self.names.name.match(self.written, label.end(), sentence.end)
        if not found or not self.plausible(*found.span()) or not self.proper(*found.span()):
            return
        if found.end() < sentence.end - 1 and not EXPLAINED.match(self.written, found.end(), sentence.end):
            return
        if normalise(found[0]) not in self.own and not self.sharing.barred(sentence):
            self.add(self.category(sentence, *found.span()), *found.span(), "")
            self.row(self.category(sentence, *found.span()), found.end(), sentence, "")

    def listed(self, sentence: Sentence) -> None:
        """A name with a legal form or one that data go to, and one that opens an item and is then explained."""
        block = self.blocks[sentence.block]
        if block.kind == "heading" or (block.cell and block.cell.is_header) or self.sharing.barred(sentence):
            return
        last = 0  # the end of the name before, if that gets data
        for found in self.names.name.finditer(self.written, sentence.start, sentence.end):
            start, end, kind = self._bare(found, sentence)
            if self._is_no_party(start, end, sentence):
                continue
            joint = self.names.joint.match(self.written, last, start + 1) if last else None
            in_row = joint is not None and joint.end() == start and self.proper(start, end)
            if not (self._is_listed(start, end, sentence) or in_row) or self.supplied(start, end, sentence):
                continue
            if not self.supplies(self.written[start:end], sentence) and not self.of_staff(end, sentence):
                self.add(kind or self.category(sentence, start, end), start, end, "")
                last = end

    def _bare(self, found: re.Match[str], sentence: Sentence) -> tuple[int, int, str]:
        """The place of a name without the article or common noun that opens its sentence, and the kind that this tells;
        with its maker, where that follows."""
        (start, end), kind = found.span(), ""
        in_prose = self.blocks[sentence.block].kind == "paragraph"
        if in_prose and _NUMBERED.fullmatch(self.written, sentence.start, start):
            article = self.words.title_article.match(found[0])
            start += article.end() if article else 0
        if start == sentence.start:
            noun = self.words.noun.match(found[0])
            kind = self.named_by(normalise(noun[0]).strip()) if noun else ""
            start += noun.end() if noun else 0
        return start, self.with_maker(start, sentence) or end, kind

    def _opens(self, start: int, sentence: Sentence) -> bool:
        return bool(_NUMBERED.fullmatch(self.written, sentence.start, start))

    def _is_explained(self, end: int, sentence: Sentence) -> bool:
        """Whether what follows a name tells of it, or nothing follows."""
        return bool(EXPLAINED.match(self.written, end, sentence.end)) or end >= sentence.end - 1

    def _is_no_party(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a name is that of a place, a person, a member or a document, or one that the text gives too often."""
        name = self.written[start:end]
        folded = normalise(name)
        if folded in self.common or folded.rsplit(".", 1)[0] in self.own or not self.plausible(start, end):
            return True
        if self.written.count(name) >= _OWN_OFTEN:
            return True
        near = self.near(start, sentence)
        before = self.text[near:start]
        if not self._opens(start, sentence) and (
            self.words.issued.search(before) or self.words.issues.match(self.text, end, sentence.end)
        ):
            return True  # "de modelcontracten van de Europese Commissie"
        if self._is_place(near, start) or any(
            words.search(before)
            for words in (self.words.not_after, self.words.no_party, self.words.part_of, self.words.homemade_name)
        ):
            return True
        if start == sentence.start and name in self.words.known.bare and not self._is_explained(end, sentence):
            return True  # known() left it to its services
        if _PERSON.fullmatch(name) and not self.names.kind(name):
            return True
        if PERSON_TITLE.search(self.written, near, start):
            return True  # "mr. P. Voorbeeld"
        if self.of_another(start, sentence) or self.no_name_here(start, end, sentence):
            return True  # "Voorbeeld B.V. in Ergenshuizen"
        if not {"lead:recipient", "section:recipient"} & self.about[sentence.index] and SITE.match(self.written, end):
            return True
        speaks = self.text.startswith((*self.controllers, *self.words.speakers), sentence.start)
        return speaks and self.words.owner.search(before) is not None

    def _is_place(self, near: int, start: int) -> bool:
        """Whether the words before a name tell where something is or comes from."""
        if self.words.comes.search(self.written, near, start):
            return True
        if self.words.at_place.search(self.text[near:start]) and any(near <= a < start for a, _ in self.taken):
            return True
        row = self.words.row_of_places.search(self.written, near, start)
        return row is not None and self.names.place(row[1])

    def _is_listed(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a name gets data by its place, as one that opens an item and is explained, or by the words there."""
        block, here = self.blocks[sentence.block], self.about[sentence.index]
        opens, explained = self._opens(start, sentence), self._is_explained(end, sentence)
        headed = self.headed(block, here, start, end)
        if opens and (block.kind != "paragraph" or headed or "lead:recipient" in here):
            explained = explained or bool(self.words.purpose.match(self.written, end, sentence.end))
            listed = headed or self.sharing.listed(start) or self.among_known(block)
            does = block.kind != "table_cell" and "recipient" in here and introductions().does.match(self.text, end)
            counts = self.proper(start, end, opens=True) and ((listed and explained) or bool(does))
        else:
            first = start - sentence.start < 5
            counts = (
                (self.sharing.receives(start, end, named=True) or self.in_row(start, end, sentence))
                and self.proper(start, end, opens=first)
                and ("recipient" in here or sentence.index in self.used or self.sharing.of_data(sentence, start, end))
            )
        item = opens and explained and block.kind == "list_item"
        does_so = "recipient" in here or (item and bool(told(self.text[end : sentence.end])))
        return counts or (self.names.formal(self.written[start:end]) and does_so)

    def headed(self, block: Block, here: frozenset[str], start: int, end: int) -> bool:
        """Whether a name that opens a block is one of those that the section is about: a label, a column of names."""
        if "section:recipient" not in here:
            return False
        if block.cell:
            cookies = any("cookie" in heading.casefold() for heading in block.headings)
            return not cookies and self.words.names_column.fullmatch(normalise(block.cell.header).strip()) is not None
        first = self.written.find(" ", start, end)
        return (
            block.kind == "paragraph"
            and _LABELS.match(self.written, end) is not None
            and (first < 0 or self.proper(start, first, opens=True))
            and bool(told(self.text[end : sentence_at(self.doc, end).end]))
        )

    def titled(self, sentence: Sentence) -> None:
        """A subheading of a section on recipients that is a name, where the text goes on to speak of it."""
        if self.blocks[sentence.block].kind != "heading" or "section:recipient" not in self.about[sentence.index]:
            return
        found = self.names.name.fullmatch(self.written, sentence.start, sentence.end)
        if not found or self.written.count(found[0]) < 2 or self.written.count(found[0]) >= _OWN_OFTEN:
            return
        if normalise(found[0]) in self.titles or not self.plausible(*found.span()):
            return
        at = self.written.find(found[0], sentence.end)
        named = sentence_at(self.doc, at)
        if at < 0 or self.blocks[named.block].headings[-1:] != (found[0],) or self.sharing.barred(named):
            return
        if self.proper(*found.span(), opens=True):
            self.add(self.category(named, at, at + len(found[0])), at, at + len(found[0]), "")

    def among_known(self, block: Block) -> bool:
        """Whether an item or cell stands among others that open with parties, so that its opening names one too."""
        return _place(block) in self.lists

    def find_lists(self) -> None:
        """Where parties known by name open at least two items of a list or cells of a column."""
        count: Counter[tuple[int, int]] = Counter()
        for start, _ in self.taken:
            sentence = sentence_at(self.doc, start)
            block = self.blocks[sentence.block]
            if (place := _place(block)) and _NUMBERED.fullmatch(self.written, sentence.start, start):
                count[place] += 1
        self.lists = {place for place, found in count.items() if found > 1}


def _place(block: Block) -> tuple[int, int] | None:
    """The list or column of a table that a block is part of."""
    if block.cell:
        return None if block.cell.is_header else (-1 - block.cell.table, block.cell.column)
    return (block.list_id, 0) if block.list_id is not None else None


@Language.component("avg_recipients")
def recipients(doc: Doc) -> Doc:
    """Adds a recipient with its name as written for each known party and each party that is introduced."""
    finder = _Finder(doc)
    finder.explained()
    finder.ours_called()
    finder.known()
    finder.introduced()
    finder.find_lists()
    for sentence in sentences(doc):
        finder.closing_bracket(sentence)
        finder.labelled(sentence)
        finder.titled(sentence)
        finder.listed(sentence)
    finder.without_their_nouns()
    agents = Agents(doc)
    agents.add()
    agents.without_others()
    return doc
