"""The word lists of the rule files that patterns are built of."""

import pytest

from analyser.data import validated
from analyser.errors import DataFileError
from analyser.nlp import build
from analyser.pipes.agents import AgentWords
from analyser.pipes.clause_words import ClauseWords
from analyser.pipes.contact_words import ContactWords
from analyser.pipes.controller_frames import ControllerWords
from analyser.pipes.dpo import OfficerWords
from analyser.pipes.names import NameWords
from analyser.pipes.party_words import PartyWords, party_patterns
from analyser.pipes.retention_ends import EndWords
from analyser.pipes.retention_words import RetentionWords
from analyser.pipes.sharing_words import SharingWords
from analyser.pipes.sources import SourceWords
from analyser.pipes.term_words import TermWords
from analyser.pipes.transfers import TransferWords
from analyser.pipes.version_date import DateWords
from analyser.pipes.wordings import Wordings, any_of
from analyser.wordlists import load_lists

FILES = {
    "agents": AgentWords,
    "clauses": ClauseWords,
    "contacts": ContactWords, "controller": ControllerWords, "dpo": OfficerWords, "named_recipients": NameWords,
    "naming": TermWords, "parties": PartyWords, "retention": RetentionWords, "retention_ends": EndWords,
    "sharing": SharingWords, "sources": SourceWords, "transfers": TransferWords, "version_date": DateWords,
}  # fmt: skip


def test_every_model_of_word_lists_is_looked_at() -> None:
    build()  # which imports all of them
    assert set(Wordings.__subclasses__()) == set(FILES.values())


@pytest.mark.parametrize(("name", "model"), FILES.items())
def test_a_list_that_is_unknown_or_missing_is_told(name, model) -> None:  # type: ignore[no-untyped-def]
    content = dict(load_lists(name))
    with pytest.raises(DataFileError, match=rf"rules/{name}.yaml: surplus"):
        validated(model, content | {"surplus": []}, f"rules/{name}.yaml")
    lacking = next(iter(content))
    with pytest.raises(DataFileError, match=rf"rules/{name}.yaml: {lacking}: Field required"):
        validated(model, {key: value for key, value in content.items() if key != lacking}, f"rules/{name}.yaml")


def test_an_entry_that_is_no_phrase_is_told() -> None:
    content = dict(load_lists("parties")) | {"joined": ["lid (van"]}
    with pytest.raises(DataFileError, match=r"rules/parties.yaml: joined.0: .*a bracket is not closed"):
        validated(PartyWords, content, "rules/parties.yaml")


def test_the_longest_entry_is_tried_first() -> None:
    assert any_of(["van", "van de", "v*"]) == r"(?:van[ \-/'\"(]{1,4}de|van|v\w*)"


@pytest.mark.parametrize(
    ("before", "no_party"),
    [("zichtbaar voor de afdeling ", True), ("staat op een ", True), ("met de module ", True), ("gedeeld met ", False)],
)
def test_words_before_what_is_no_party(before: str, no_party: bool) -> None:
    assert bool(party_patterns().no_party.search(before)) is no_party
