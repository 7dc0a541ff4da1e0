"""What the rules find in statements and facts built by hand: verdicts, passages, anchors, fingerprints."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analyser import analyse_text
from analyser.facts import extract
from analyser.judge import judge
from analyser.ruleset import RuleSet
from analyser.types import (
    Activity,
    Link,
)
from tests.by_hand import RULES, finding, statement, status

TODAY = "2026-01-01"  # the day on which examples are as old as they are


# --- verdicts on facts built by hand


TEXT = statement("# Contact", "Mail ons.", "# Rechten", "U mag uw gegevens inzien.", "Wij bewaren ze.")


def test_contact_by_channel() -> None:
    rule = "info/controller-contact"
    assert status(rule, TEXT) == "missing"
    assert status(rule, TEXT, (1, "contact", "formulier", {"channel": "form"})) == "partial"
    assert status(rule, TEXT, (1, "contact", "a@b.nl", {"channel": "email"})) == "met"


def test_dpo_applies_only_when_mentioned() -> None:
    rule = "info/dpo-contact"
    assert status(rule, TEXT) == "not_applicable"
    assert status(rule, TEXT, (1, "dpo", "mentioned", None)) == "missing"
    assert status(rule, TEXT, (1, "dpo", "mentioned", None), (1, "dpo", "contact", None)) == "met"


def test_transfer_knows_the_seat_of_a_recipient() -> None:
    rule = "info/third-country-transfer"
    abroad = (1, "recipient", "mailing_provider", {"name": "Mailchimp"})
    assert status(rule, TEXT, (1, "recipient", "accountant", {"name": None})) == "not_applicable"
    assert status(rule, TEXT, abroad) == "missing"
    assert status(rule, TEXT, abroad, (4, "transfer", "none", None)) == "met"
    assert status(rule, TEXT, (4, "transfer", "stated", {"safeguards": (), "countries": ("VS",)})) == "partial"
    assert status(rule, TEXT, (4, "transfer", "stated", {"safeguards": ("scc",)})) == "met"


def test_denied_facts_count_only_where_a_rule_asks_for_them() -> None:
    assert status("info/recipients", TEXT, (1, "-recipient", "partner", None)) == "met"
    assert status("rights/right-access", TEXT, (3, "-right", "access", None)) == "missing"


def test_a_channel_beside_the_right_or_with_the_word_to_use_it_is_a_way_to_make_a_request() -> None:
    rule, access = "rights/exercise-channel", (3, "right", "access", None)
    bare = statement("# Contact", "Dit is ons adres.", "# Rechten", "U mag uw gegevens inzien.", "Wij bewaren ze.")
    assert status(rule, bare, access, (1, "contact", "a@b.nl", {"channel": "email"})) == "missing"
    assert status(rule, bare, access, (4, "contact", "a@b.nl", {"channel": "email"})) == "met"
    assert status(rule, TEXT, access, (1, "contact", "a@b.nl", {"channel": "email"})) == "met"
    assert status(rule, TEXT, access) == "missing"
    assert status(rule, TEXT, (4, "contact", "a@b.nl", {"channel": "email"})) == "missing"


def activity(name: str, fact: int, **fields: str) -> Activity:
    return Activity(name, tuple(Link(field, value, fact, "sentence") for field, value in fields.items()))


def test_coverage_weighs_the_activities() -> None:
    basis, goal = (1, "legal_basis", "consent", None), (1, "purpose", "newsletter", None)
    with_basis = activity("a", 0, purposes="newsletter", legal_bases="consent")
    without = activity("b", 1, purposes="security")
    other = activity("c", 1, purposes="payment")
    rule = "info/legal-basis"
    assert finding(rule, TEXT, goal, activities=(without,)).status == "missing"  # type: ignore[union-attr]
    assert finding(rule, TEXT, basis, activities=(with_basis,)).status == "met"  # type: ignore[union-attr]
    half = finding(rule, TEXT, basis, activities=(with_basis, without, other))
    assert half is not None
    assert half.status == "partial"
    assert half.message["nl"].endswith("bij: beveiliging en fraudepreventie, betaling en facturatie.")


def test_a_vague_period_is_mended_by_concrete_ones_that_follow() -> None:
    lines = ("# Bewaren", "Niet langer dan nodig.", "Facturen zeven jaar.", "Brieven een jaar.")
    rule, vague = "clarity/vague-retention", (1, "retention", "necessary", None)
    assert status(rule, statement(*lines), vague) == "violated"
    assert status(rule, statement(*lines), vague, (2, "retention", "P7Y", None)) == "violated"
    concrete = ((2, "retention", "P7Y", None), (3, "retention", "P1Y", None))
    assert status(rule, statement(*lines), vague, *concrete) is None
    elsewhere = statement(*lines[:2], "# Facturen", *lines[2:])
    assert status(rule, elsewhere, vague, (3, "retention", "P7Y", None), (4, "retention", "P1Y", None)) == "violated"


# --- passages, anchors, fingerprints


def test_a_passage_is_found_within_a_sentence_and_not_in_a_heading() -> None:
    rule = "currency/outdated-term"
    assert status(rule, statement("Wij sluiten een bewerkersovereenkomst.")) == "violated"
    assert status(rule, statement("# Bewerkersovereenkomst")) is None
    assert status(rule, statement("De AP heette voorheen College bescherming persoonsgegevens.")) is None


def test_evidence_is_a_literal_slice_and_shows_the_match() -> None:
    document = statement("# Partners", "Wij sluiten een bewerkersovereenkomst.")
    found = finding("currency/outdated-term", document)
    assert found is not None
    shown = found.evidence[0]
    source = document.source.text
    assert source[shown.start : shown.end] == shown.quote == "Wij sluiten een bewerkersovereenkomst."
    assert source[shown.match_start : shown.match_end] == "bewerkersovereenkomst"
    assert (shown.section, found.anchor) == (("Partners",), shown.start)


RIGHT, REPLY = "U mag uw gegevens inzien en laten wissen.", "U krijgt binnen een maand antwoord."
SHOWN = [  # rule, what a statement says, and the one sentence that shows the verdict
    ("rights/exercise-channel", (RIGHT, "Mail daarvoor naar info@voorbeeld.nl.", REPLY), 1),
    ("rights/exercise-channel", ("Na uw bezoek nemen wij contact met u op.", RIGHT, "Stuur ons een brief."), 2),
    ("rights/response-time", ("Camerabeelden bewaren wij maximaal vier weken.", RIGHT, REPLY), 2),
    ("rights/withdrawal-effect", ("U kunt uw toestemming intrekken.", "Wat wij eerder deden, blijft rechtmatig."), 1),
    ("rights/unsubscribe", ("Wij sturen u onze nieuwsbrief.", "U kunt die met een klik stoppen."), 1),
    ("info/security", ("Wij gaan zorgvuldig met uw gegevens om.", "Onze bestanden zijn versleuteld."), 1),
    ("info/processor-agreements", ("Wij mailen met Mailchimp.", "Die stukken horen bij de opdracht."), 0),
    ("info/provision-requirement", ("Wij zijn bereikbaar per post.", "Zonder uw adres kunnen wij niet leveren."), 1),
    ("info/statutory-law-named", ("Lees onze tips over belastingen.", "De Archiefwet verplicht ons tot bewaren."), 1),
    ("info/special-category-ground", ("Wij noteren uw allergie.", "Dat doen wij met uitdrukkelijke toestemming."), 1),
    ("cookies/lifetimes", ("Wij plaatsen cookies van Google Analytics.", "Deze verdwijnen na 2 jaar."), 1),
    ("cookies/cookie-purposes", ("Deze site plaatst cookies.", "Met Google Analytics meten wij het bezoek."), 1),
]


@pytest.mark.parametrize(("rule", "says", "shown"), SHOWN)
def test_a_finding_shows_the_sentence_that_says_it(rule: str, says: tuple[str, ...], shown: int) -> None:
    found = analyse_text("# Privacy\n\n" + "\n\n".join(says), rules=RuleSet([RULES[rule]])).findings
    assert [evidence.text for evidence in found[0].evidence] == [says[shown]]


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("info/purposes", "Wij gebruiken uw gegevens om uw bestelling te bezorgen."),
        ("rights/right-access", "U mag uw gegevens inzien, verbeteren en laten wissen."),
    ],
)
def test_the_sentence_that_says_it_best_comes_first(rule: str, first: str) -> None:
    text = f"# Account\n\nMet uw account kunt u uw gegevens inzien.\n\n# Privacy\n\n{first}"
    found = analyse_text(text, rules=RuleSet([RULES[rule]])).findings
    assert found[0].evidence[0].text == first


def test_an_absence_is_anchored_where_the_item_belongs() -> None:
    document = statement("# Privacyverklaring", "Welkom.", "# Hoe lang bewaren wij gegevens", "Lang.")
    absent = finding("info/retention", document)
    elsewhere = finding("rights/right-portability", document)
    nowhere = finding("info/retention", statement("Welkom."))
    assert absent is not None and elsewhere is not None and nowhere is not None
    place = len("# Privacyverklaring\nWelkom.\n# ")
    assert (absent.anchor, elsewhere.anchor, nowhere.anchor) == (place, 2, 0)


def test_a_fingerprint_survives_moving_and_markup_but_not_another_quote() -> None:
    line = "Wij sluiten een bewerkersovereenkomst."
    prints = [
        finding("currency/outdated-term", statement(*lines))
        for lines in ((line,), ("Nieuw.", line), (line.upper(),), ("Wij zijn bewerker.",))
    ]
    first, moved, upper, other = (found.fingerprint if found else "" for found in prints)
    assert first == moved == upper != other
    assert len(first) == 16


def test_messages_name_values_in_both_languages() -> None:
    found = finding(
        "info/retention",
        TEXT,
        (4, "retention", "P7Y", None),
        activities=(activity("a", 0, purposes="payment", retention="P7Y", data_categories="name"),),
    )
    assert found is not None
    assert found.message["nl"].endswith(": 7 jaar.")
    assert found.message["en"].endswith(": 7 years.")
    assert found.advice == {"nl": "", "en": "", "model": ""}
    absent = finding("info/retention", TEXT)
    assert absent is not None
    assert all(absent.advice.values())


def test_messages_write_out_a_period_of_several_parts() -> None:
    kept = (4, "retention", "P1Y6M", None)
    found = finding(
        "info/retention",
        TEXT,
        kept,
        activities=(activity("a", 0, purposes="payment", retention="P1Y6M", data_categories="name"),),
    )
    assert found is not None
    assert found.message["nl"].endswith(": 1 jaar en 6 maanden.")
    assert found.message["en"].endswith(": 1 year and 6 months.")


def test_findings_come_in_the_order_of_the_rules_and_the_same_each_time() -> None:
    text = "# Delen\n\nWij delen uw gegevens met derden als dat nodig is."
    first, second = (analyse_text(text).findings for _ in range(2))
    assert first == second
    order = list(RULES)
    assert [f.rule for f in first] == sorted((f.rule for f in first), key=order.index)
    asked = [rule.id for rule in RULES.within("nl").values() if rule.role != "issue"]
    assert [f.rule for f in first if RULES[f.rule].role != "issue"] == asked


@pytest.mark.slow
@pytest.mark.alone
def test_judging_takes_milliseconds() -> None:
    """Under 20 ms; on a machine that is busy or slow, no more than the extraction beside it tells."""
    corpus = Path(__file__).parent.parent / "corpus" / "text"
    analysis = analyse_text((corpus / "muziekschool-klinkerwaard.md").read_text(encoding="utf-8"))

    def fastest(work: Callable[[], object], times: int) -> float:
        taken = []
        for _ in range(times):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
        return min(taken)

    judging = fastest(lambda: judge(analysis.document, analysis.facts, analysis.activities, analysis.rules), 10)
    assert judging < max(0.02, 0.35 * fastest(lambda: extract(analysis.document), 4))
