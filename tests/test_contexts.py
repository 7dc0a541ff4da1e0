"""The files of rules/contexts/: what they may hold, and where their phrases count."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyser.contexts import Context, about, load_context, load_contexts
from analyser.errors import DataFileError
from analyser.phrases import Phrase


def test_every_context_has_phrases_that_can_match() -> None:
    for context in load_contexts():
        phrases = [phrase for place in ("own", "lead", "section") for phrase in context.of(place)]  # type: ignore[arg-type]
        assert phrases and all(map(Phrase, phrases)), context.id
        for place in (context.lead, context.section):
            assert not set(place) & set(context.title), f"{context.id}: a title counts in both"


def test_a_title_counts_in_what_introduces_and_in_a_heading() -> None:
    context = Context(id="x", note="", own=("naam",), lead=("lijst",), section=("kop",), title=("titel",))
    assert context.of("own") == ("naam",)
    assert context.of("lead") == ("titel", "lijst") and context.of("section") == ("titel", "kop")


@pytest.mark.parametrize(
    ("text", "lead", "section"),
    [("Ontvangers", True, True), ("Met wie wij delen", True, True), ("Bij wie", True, False),
     ("Onze tools", True, True), ("Samenwerking", False, True), ("Openingstijden", False, False)],
)  # fmt: skip
def test_what_opens_a_list_or_a_section_on_recipients(text: str, lead: bool, section: bool) -> None:
    assert ("recipient" in about("lead", text)) == lead
    assert ("recipient" in about("section", text)) == section


@pytest.mark.parametrize(
    ("content", "message"),
    [("id: data\nnote: x\n", r"id: 'data' is not the name of the file"), ("id: other\n", "note: Field required"),
     ("id: other\nnote: x\nheading: [naam]\n", "heading: Extra inputs"),
     ("id: other\nnote: x\nown: ['(naam']\n", r"other\.yaml: own\.0: .*a bracket is not closed")],
)  # fmt: skip
def test_a_file_that_is_wrong_is_told(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(content)
    with pytest.raises(DataFileError, match=message):
        load_context(path)
