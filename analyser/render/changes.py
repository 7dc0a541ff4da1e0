"""What the reports of a difference show: each change in a sentence, with its two quotes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from analyser.diff import EFFECTS, Change, Difference
from analyser.render.texts import Texts
from analyser.types import Document, Evidence, Language

_SUBJECTS = {"legal_basis": "purpose"}
_SETS = ("data_category", "purpose", "recipient", "data_subject", "right", "source")


@dataclass(frozen=True)
class Passage:
    """A place in a version; `line`, `column` and `page` (of a PDF) count from 1."""

    text: str
    line: int | None
    column: int | None
    section: str
    page: int | None = None


@dataclass(frozen=True)
class ChangeView:
    """A change as the reports tell it."""

    source: Change
    text: str  # "Bewaartermijn van facturen: 2 jaar → 7 jaar"
    effect: str  # in words
    before: Passage | None
    after: Passage | None
    article: str  # of the rule, cited
    notice: bool  # whether readers must be told


@dataclass(frozen=True)
class DiffView:
    """Two versions as the reports compare them."""

    title: str
    old: str  # what the versions are called
    new: str
    summary: tuple[str, ...]  # sentences
    changes: tuple[ChangeView, ...]
    notice: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]

    def having(self, effect: str) -> tuple[ChangeView, ...]:
        """The changes of an effect."""
        return tuple(change for change in self.changes if change.source.effect == effect)


def make_view(difference: Difference, language: Language) -> DiffView:
    """The view of a difference in a report language."""
    texts = Texts(language)
    old, new = difference.old, difference.new
    return DiffView(
        title=new.document.title or old.document.title or texts("untitled"),
        old=old.document.source.name,
        new=new.document.source.name,
        summary=summary(difference, texts),
        changes=tuple(_change(change, difference, texts) for change in difference.changes),
        notice=texts("notice.yes" if difference.notice else "notice.no"),
        reasons=tuple(texts(f"reason.{reason}") for reason in difference.reasons),
        warnings=tuple(warning[language] for side in (old, new) for warning in side.warnings),
    )


def summary(difference: Difference, texts: Texts) -> tuple[str, ...]:
    """How much changed in meaning, and how much in words."""
    count = Counter(change.effect for change in difference.changes)
    said = [f"{count[effect]}\u00a0× {_lower(texts(f'effect.{effect}'))}" for effect in EFFECTS if count[effect]]
    number = len(difference.changes)
    meaning = texts("diff.count", n=number, parts=", ".join(said)) if number else texts("diff.none")
    words = texts("diff.reworded", n=difference.reworded) if difference.reworded else texts("diff.same")
    return (meaning,) if number else (meaning, words)


def tell(change: Change, difference: Difference, texts: Texts) -> str:
    """The change in one line."""
    kind, old, new = change.kind, change.old, change.new
    if kind in ("issue", "requirement"):
        title = getattr(difference.new.rules[change.subject].title, texts.language)
        if kind == "requirement":
            return texts("change.requirement", subject=title, **_pair(change, texts))
        return texts("change.new.issue" if new else "change.gone.issue", subject=title)
    if kind in _SETS or (kind == "transfer" and change.subject):
        name = f"{kind}.{change.subject}" if change.subject else kind
        shown = change.subject == "safeguards"
        value = texts(f"safeguard.{new or old}") if shown else texts.value(kind, new or old)
        return texts(f"change.{'new' if new else 'gone'}.{name}", value=value)
    what = texts(f"change.kind.{kind}")
    if change.subject:
        subject = texts.value(_SUBJECTS[kind], change.subject) if kind in _SUBJECTS else change.subject
        return texts("change.of", what=what, subject=_lower(subject), **_pair(change, texts))
    return texts("change.plain", what=what, **_pair(change, texts))


def _pair(change: Change, texts: Texts) -> dict[str, str]:
    return {"old": _value(change.kind, change.old, texts), "new": _value(change.kind, change.new, texts)}


def _value(kind: str, value: str, texts: Texts) -> str:
    if not value:
        return texts("diff.unsaid")
    if kind == "requirement":
        return texts(f"status.{value}")
    for key in (f"change.{kind}.{value}", f"change.{value}"):
        if texts.has(key):
            return texts(key)
    return ", ".join(texts.value(kind, part) for part in value.split(", ")) if kind == "legal_basis" else texts.value(
        kind, value
    )


def _lower(text: str) -> str:
    """With a small first letter, unless the word is a name or an abbreviation."""
    first, *rest = text.split(" ")
    return text if not first[1:].islower() else " ".join((first[0].lower() + first[1:], *rest))


def _change(change: Change, difference: Difference, texts: Texts) -> ChangeView:
    rule = difference.new.rules.get(change.subject) if change.kind in ("issue", "requirement") else None
    article = rule.article if rule else None
    return ChangeView(
        source=change,
        text=tell(change, difference, texts),
        effect=texts(f"effect.{change.effect}"),
        before=_passage(change.before, difference.old.document),
        after=_passage(change.after, difference.new.document),
        article=texts.citation(article.law, article.cited) if article else "",
        notice=bool(change.reason),
    )


def _passage(place: Evidence | None, document: Document) -> Passage | None:
    if place is None:
        return None
    path = place.section[1:] if place.section[:1] == (document.title,) else place.section
    page = document.page(place.start)
    line, column = document.line_column(place.start) if page is None else (None, None)
    return Passage(place.text, line, column, " › ".join(path), page)
