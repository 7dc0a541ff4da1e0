"""Which passages are Dutch, on samples of seven languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analyser.errors import InputError
from analyser.language import Reading, dutch_part, language_of, scores
from analyser.readers import load, read, source_from_text

ROOT = Path(__file__).resolve().parent.parent
SAMPLES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).with_name("language_samples.yaml")).read_text(encoding="utf-8")
)
FOREIGN = [language for language in SAMPLES if language != "nl"]


def reading(*parts: str) -> Reading:
    return dutch_part(read(source_from_text("\n\n".join(parts))))


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, texts in SAMPLES.items() for text in texts])
def test_samples(language: str, text: str) -> None:
    assert language_of(text)[0] == language


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_refused_by_its_name(language: str) -> None:
    with pytest.raises(InputError, match="not Dutch"):
        reading(*SAMPLES[language])


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_of_a_mixed_text_the_dutch_passages_are_read(language: str, first: bool) -> None:
    dutch, other = ["# Privacy", *SAMPLES["nl"]], ["# Privacy", *SAMPLES[language]]
    found = reading(*(dutch + other if first else other + dutch))
    assert found.others == (language,) and 0.4 < found.share < 0.9
    assert [block.text for block in found.document.blocks][-len(SAMPLES["nl"]) :] == SAMPLES["nl"]
    assert not {block.text for block in found.document.blocks} & set(SAMPLES[language])
    assert found.warning and f"{found.share:.0%}" in found.warning["nl"] and f"{found.share:.0%}" in found.warning["en"]


def test_lead_ins_are_found_again() -> None:
    found = reading(*SAMPLES["en"], *SAMPLES["nl"][:3], "Wij verwerken van u:", "- uw naam\n- uw adres")
    items = [block for block in found.document.blocks if block.kind == "list_item"]
    assert {found.document.blocks[item.lead_in or 0].text for item in items} == {"Wij verwerken van u:"}


def test_an_english_sentence_among_dutch_is_kept() -> None:
    found = reading(*SAMPLES["nl"], "All rights reserved by the owner of this website.", SAMPLES["nl"][0])
    assert found.share == 1 and not found.others and found.warning is None


def test_few_words_tell_no_language() -> None:
    assert reading("Privacy policy").warning is None
    assert scores("") == dict.fromkeys(SAMPLES, 0)


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "text").iterdir()), ids=lambda path: path.stem)
def test_dutch_and_flemish_statements_are_dutch(path: Path) -> None:
    assert dutch_part(read(load(path))).share == 1
