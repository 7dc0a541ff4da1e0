"""Recipients by name: the parties of the term files, and parties that a passage introduces ("gehost bij …")."""

from __future__ import annotations

import re
from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc

from analyser.phrases import normalise
from analyser.pipes import sentence_at, sentences
from analyser.pipes.agents import Agents
from analyser.pipes.parties import EXPLAINED, introductions, told
from analyser.pipes.party_nouns import PartyNouns
from analyser.types import Block, Sentence

# a person: "mr. P. Voorbeeld", "mevrouw De Voorbeeld", "T. van der Voorbeeld"
_INITIAL = re.compile(
    r"(?<!\w)(?:[A-Z]\.|[Mm]evr(?:ouw|\.)?|[Mm]w\.?|[Mm]eneer|[Mm]ijnheer|[Dd]hr\.?|[Dd]e heer)"
    r" (?:(?:van|de|der|den|ter|ten|te|in|'t|het) ){0,2}$"
)
_PERSON = re.compile(r"[A-ZÀ-Þ][a-zà-þ]+ (?:ter|ten|(?:van )?(?:der|den)|van de|van 't|in 't) [A-ZÀ-Þ][a-zà-þ]+")
_SITE = re.compile(r", [A-ZÀ-Þ][\w' .-]+ \d+\w?,")  # an address after a name: the organisation speaks of itself
_OWN_OFTEN = 5  # a name that the text gives more often is its own, or that of its service
_TITLED = re.compile(r"[A-Z][a-z]+")
_WITHIN = re.compile(r"[A-ZÀ-Þ][\w-]+ $")
_LABELS = re.compile(r"(?: \([^()\n]{2,40}\))?(?:: | [–—-] )\S")
_OPENING = 30  # characters before a name that still heads an item: "onze drukkerij De Voorbeeldpers"
_NUMBERED = re.compile(r"[\d.\s()\[\]\-–•*\"'“‘a-z]{0,2}[\d.\s()\[\]\-–•*\"'“‘]{0,6}$")
_BRACKET_ENDS = re.compile(r"\([^()]{3,60}\)[.;,]?$")
_INITIALS = re.compile(r" \([A-Z]{2,6}\)(?= [A-Z])")  # "Huisartsenpost (HAP) Voorbeeldstreek"
_NAMES_END = re.compile(r"\)|, | en ")
_BODIES = frozenset({"told", "authority"})


class _Finder(PartyNouns):
    """Adds the parties that no term file knows to those that they do."""

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self.lists: set[tuple[int, int]] = set()

    def introduced(self) -> None:
        """A name right after words that introduce one: a cue, or a common noun for what it is."""
        for match in introductions().before.find(self.text):
            category, part = match.key
            sentence = sentence_at(self.doc, match.start)
            if self.blocks[sentence.block].kind == "heading":
                continue
            aside = _INITIALS.match(self.written, match.end, sentence.end) if part else None
            joint = self.words.joint.match(self.written, aside.end() if aside else match.end, sentence.end)
            *cue, last = self.written[match.start : match.end].split()
            if joint is None or (cue and last[0].isupper()):
                continue  # "het systeem Van Voorbeeld Software"
            pattern = self.names.body if part and category in _BODIES else self.names.name
            found = pattern.match(self.written, joint.end(), sentence.end)
            if not found or not (self.plausible(*found.span()) or (part and category == "authority")):
                continue
            if _INITIAL.search(self.written, sentence.start, found.start()):
                continue
            if normalise(self.written[match.start if part else found.start() : found.end()]) in self.own:
                continue
            if _SITE.match(self.written, found.end()) or not self.plausible(match.start, found.end()):
                continue
            if (
                not part
                and self.written[match.start].isupper()
                and _WITHIN.search(self.written, sentence.start, match.start)
            ):
                continue  # "Free Software Foundation"
            if self.words.homemade.search(self.text, sentence.start, match.start):
                continue
            if not part and self.is_member(sentence, match.start):
                continue
            if category == "told" and joint[0][0] == "," and self.words.ours_before.search(self.text[: match.start]):
                continue  # "de toezichthouder op ons kantoor, de Orde van …"
            if category == "group_company" and not part:
                if self.words.oversees.search(normalise(found[0])):
                    continue
                if "recipient" not in self.about[sentence.index]:
                    continue  # "Wij zijn aangesloten bij …" alone says nothing of data
                category = self.names.kind(found[0]) or category
            settled = part or match.phrase in introductions().settled
            if category == "told" or (category == "processor" and not settled):
                category = self.category(sentence, *found.span())
            if part:
                if category == "authority" and self.words.inside_area.search(self.text, sentence.start, match.start):
                    continue  # "in de gemeente Voorbeeld"
                if len(joint[0]) > 1 or not self.receives(match.start, found.end(), sentence):
                    continue
                if self.of_another(match.start, sentence):
                    continue
                if self.words.part_of.search(self.text, sentence.start, match.start):
                    continue  # "Voorbeeld, een dienst van het ministerie van …"
            elif self.sharing.barred(sentence) or not (
                match.key[0] == "processor" or self.of_data(match.start, found.end(), sentence)
            ):
                continue
            # "bureau Voorbeeld" is called Voorbeeld, "Bureau Voorbeeld" by both words
            titled = bool(_TITLED.fullmatch(self.written, match.start, match.end))
            titled = titled and (match.start > sentence.start or bool(self.words.title_word.fullmatch(match.phrase)))
            start = match.start if part or (titled and joint[0] == " ") else found.start()
            end = found.end()
            if not part and not self.words.firm.fullmatch(self.text, match.start, match.end):
                start, end = self.maker(start, end, sentence)
            if self.sharing.supplies(start, end):
                continue
            self.supplied(start, end, sentence)
            if part and self.written.startswith(" (", end) and end + 2 in {at for at, _ in self.added}:
                continue  # "het ministerie van Voorbeeld (de Dienst)"
            self.add(category, start, end, match.phrase)
            self.row(category, end, sentence, match.phrase)

    def of_data(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a sentence with a common noun and a name speaks of recipients, of us, or of one who gets data."""
        return (
            "recipient" in self.about[sentence.index]
            or self.sharing.of_us(sentence)
            or self.receives(start, end, sentence)
        )

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

    def receives(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a named party gets data: by the words around it, or as one that heads an item on recipients."""
        return (
            self.sharing.receives(start, end)
            or self.sharing.receives(start, end, named=True)
            or (
                "recipient" in self.about[sentence.index]
                and start - sentence.start < _OPENING
                and not self.sharing.barred(sentence)
                and bool(EXPLAINED.match(self.written, end, sentence.end))
            )
        )

    def listed(self, sentence: Sentence) -> None:
        """A name with a legal form or one that data go to, and one that opens an item and is then explained."""
        intro = introductions()
        block = self.blocks[sentence.block]
        here = self.about[sentence.index]
        if block.kind == "heading" or (block.cell and block.cell.is_header) or self.sharing.barred(sentence):
            return
        last = 0  # the end of the name before, if that gets data
        for found in self.names.name.finditer(self.written, sentence.start, sentence.end):
            (start, end), kind = found.span(), ""
            if block.kind == "paragraph" and _NUMBERED.fullmatch(self.written, sentence.start, start):
                article = self.words.title_article.match(found[0])
                start += article.end() if article else 0
            if start == sentence.start:
                noun = self.words.noun.match(found[0])
                kind = self.named_by(normalise(noun[0]).strip()) if noun else ""
                start += noun.end() if noun else 0
            end = self.with_maker(start, sentence) or end
            name = self.written[start:end]
            folded = normalise(name)
            if folded in self.common or folded.rsplit(".", 1)[0] in self.own or not self.plausible(start, end):
                continue
            opens = bool(_NUMBERED.fullmatch(self.written, sentence.start, start))
            explained = bool(EXPLAINED.match(self.written, end, sentence.end)) or end >= sentence.end - 1
            near = self.near(start, sentence)
            before = self.text[near:start]
            placed = self.words.comes.search(self.written, near, start) or (
                self.words.at_place.search(before) and any(near <= a < start for a, _ in self.taken)
            )
            row = self.words.row_of_places.search(self.written, near, start)
            placed = bool(placed) or (row is not None and self.names.place(row[1]))
            if self.written.count(name) >= _OWN_OFTEN:
                continue
            if not opens and (
                self.words.issued.search(before) or self.words.issues.match(self.text, end, sentence.end)
            ):
                continue  # "de modelcontracten van de Europese Commissie"
            if placed or self.words.not_after.search(before) or self.words.no_party.search(before):
                continue
            if self.words.part_of.search(before) or self.words.homemade_name.search(before):
                continue
            subject = start == sentence.start and not explained
            if subject and name in self.words.known.bare:
                continue  # known() left it to its services
            if _PERSON.fullmatch(name) and not self.names.kind(name):
                continue
            if _INITIAL.search(self.written, near, start):
                continue  # "mr. P. Voorbeeld"
            if self.of_another(start, sentence) or self.no_name_here(start, end, sentence):
                continue  # "Voorbeeld B.V. in Ergenshuizen"
            if not {"lead:recipient", "section:recipient"} & here and _SITE.match(self.written, end):
                continue
            speaks = self.text.startswith((*self.controllers, *self.words.speakers), sentence.start)
            if speaks and self.words.owner.search(before):
                continue
            headed = self.headed(block, here, start, end)
            if opens and (block.kind != "paragraph" or headed or "lead:recipient" in here):
                listed = headed or self.sharing.listed(start) or self.among_known(block)
                does = block.kind != "table_cell" and "recipient" in here and intro.does.match(self.text, end)
                explained = explained or bool(self.words.purpose.match(self.written, end, sentence.end))
                counts = self.proper(start, end, opens=True) and ((listed and explained) or bool(does))
            else:
                first = start - sentence.start < 5
                counts = self.sharing.receives(start, end, named=True) or self.in_row(start, end, sentence)
                counts = counts and self.proper(start, end, opens=first)
                counts = counts and (
                    "recipient" in here or sentence.index in self.used or self.sharing.of_data(sentence, start, end)
                )
            item = opens and explained and block.kind == "list_item"
            does_so = "recipient" in here or (item and bool(told(self.text[end : sentence.end])))
            counts = counts or (self.names.formal(name) and does_so)
            joint = self.names.joint.match(self.written, last, start + 1) if last else None
            counts = counts or (joint is not None and joint.end() == start and self.proper(start, end))
            if counts and self.supplied(start, end, sentence):
                continue
            if counts and not self.supplies(name, sentence) and not self.of_staff(end, sentence):
                category = kind or self.category(sentence, start, end)
                self.add(category, start, end, "")
                last = end

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
