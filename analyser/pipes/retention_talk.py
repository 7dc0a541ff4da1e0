"""What stands around a sentence about keeping: a question and its answer, a way to leave, a rule for others.

The words are in rules/retention_ends.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyser.durations import durations
from analyser.phrases import normalise
from analyser.pipes.retention_ends import End, ends, named, removes
from analyser.pipes.retention_words import retention_patterns
from analyser.types import Sentence
from analyser.wordlists import cues, says

_FILE = "retention_ends"


def _before(found: Sequence[Sentence], index: int) -> Sentence | None:
    """The sentence before, in the same block."""
    return found[index - 1] if index and found[index - 1].block == found[index].block else None


def asked_before(found: Sequence[Sentence], index: int) -> Iterator[End]:
    """The ends that a question tells and the sentence answers: "Bent u geen lid meer? Dan wissen wij …"."""
    sentence, previous = found[index], _before(found, index)
    if previous is None or not previous.text.endswith("?"):
        return
    if retention_patterns().answer.match(normalise(sentence.text)):
        for end in ends(f"{previous.text[:-1]}, {sentence.text}"):
            if end.start < len(previous.text) - 1:
                yield end._replace(end=min(end.end, len(previous.text)))


def is_not_ours(found: Sequence[Sentence], index: int) -> bool:
    """Whether what follows takes it back: "Mag dat voor altijd? Nee", "Een arts bewaart …. Wij zijn geen artsen"."""
    sentence = found[index]
    others = says(_FILE, "others", sentence.text) and not says(_FILE, "others_not", sentence.text)
    if says(_FILE, "of_others", sentence.text) or (others and says(_FILE, "not_ours", sentence.text)):
        return True  # "Banken moeten dat vijf jaar bewaren; wij zijn geen bank"
    after = found[index + 1] if index + 1 < len(found) else None
    if after is None or after.block != sentence.block:
        return False
    if sentence.text.endswith("?"):
        return says(_FILE, "denied", after.text)
    return others and says(_FILE, "not_ours", after.text)


def _left(text: str) -> str:
    """Of what leaving makes an end: of the relation, or of a newsletter or of consent."""
    relation = says(_FILE, "leaves", text) and not says(_FILE, "leaves_not", text)
    return "relationship" if relation else "until_withdrawal"


def _then_goes(text: str) -> bool:
    """Whether something is removed upon what was said before."""
    return removes(text) and says(_FILE, "thereupon", text) and not says(_FILE, "thereupon_not", text)


def after_leaving(found: Sequence[Sentence], index: int) -> Iterator[End]:
    """The end that it is for a reader to leave: "U kunt de nieuwsbrief opzeggen. Uw adres wordt dan gewist"."""
    text, previous = found[index].text, _before(found, index)
    for match in cues(_FILE, "may_leave", text)[:1]:
        rest = text[match.end :]
        if _then_goes(rest):
            yield End(match.start, len(text), _left(text))
        return
    left = previous is not None and says(_FILE, "may_leave", previous.text)
    if previous is not None and left and _then_goes(text) and not says(_FILE, "asking", text):
        yield End(0, len(text), _left(previous.text))


def thereafter(found: Sequence[Sentence], index: int) -> Iterator[End]:
    """The end that it is to have done something: "De lijst wordt ingevoerd en daarna vernietigd"."""
    text, previous = found[index].text, _before(found, index)
    if durations(text) or (previous is not None and durations(previous.text)):
        return
    if says(_FILE, "asking", text) or says(_FILE, "thereafter_not", text) or says("retention", "response", text):
        return
    for match in cues(_FILE, "thereafter", text)[:1]:
        handled = "until_handled" in named(text[: match.start])
        yield End(match.start, match.end, "until_handled" if handled else "event")


__all__ = ["after_leaving", "asked_before", "is_not_ours", "thereafter"]
