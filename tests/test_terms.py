"""Walks the vocabulary: every term's examples hold through the whole pipeline, and no phrase is dead."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analyser.errors import DataFileError
from analyser.vocabulary import TERM_KINDS, load_term, load_vocabulary

TERMS = [(kind, term_id) for kind in TERM_KINDS for term_id in load_vocabulary().kind(kind)]


@pytest.mark.parametrize(("kind", "term_id"), TERMS, ids=lambda value: value)
def test_examples_hold(kind: str, term_id: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    term = load_vocabulary().kind(kind)[term_id]
    for example in term.examples.match:
        values = {fact.value for fact in facts_of(example).of(kind)}
        assert term_id in values, f"not found in: {example}"
    for example in term.examples.no_match:
        values = {fact.value for fact in facts_of(example).of(kind)}
        assert term_id not in values, f"found in: {example}"


@pytest.mark.parametrize(("kind", "term_id"), TERMS, ids=lambda value: value)
def test_term_says_something(kind: str, term_id: str) -> None:
    term = load_vocabulary().kind(kind)[term_id]
    assert term.phrases or term.weak or term.headings
    written = [*term.phrases, *term.weak, *term.headings]
    assert len(written) == len(set(written)), "the same phrase twice"


def test_every_id_of_the_contract_has_a_term(root) -> None:  # type: ignore[no-untyped-def]
    contract = root.parent / "shared" / "contract" / "vocabulary.yaml"
    if not contract.exists():
        pytest.skip("the published vocabulary does not lie beside the checkout")
    published = yaml.safe_load(contract.read_text(encoding="utf-8"))
    names = {
        "data_categories": "data_category", "purposes": "purpose", "legal_bases": "legal_basis", "rights": "right",
        "retention_criteria": "retention", "recipient_categories": "recipient", "data_subjects": "data_subject",
    }  # fmt: skip
    for group, kind in names.items():
        assert {entry["id"] for entry in published[group]} == set(load_vocabulary().kind(kind)), kind
        for entry in published[group]:
            term = load_vocabulary().kind(kind)[entry["id"]]
            assert (term.label.nl, term.label.en) == (entry["nl"], entry["en"])
            assert term.dpv == entry.get("dpv")
            assert term.special == entry.get("special")


@pytest.mark.parametrize(
    ("line", "message"), [("phrase: [mail]", "phrase: Extra"), ("weak: [mail, 'een (mail']", r"weak\.1: .*not closed")]
)
def test_a_wrong_term_file_is_named_with_its_key(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "email.yaml"
    path.write_text(f"id: email\nlabel: {{nl: x, en: y}}\n{line}\nexamples: {{match: [x]}}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"email\.yaml: {message}"):
        load_term(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij sturen u facturen (wettelijke verplichting).", {"payment"}),
        ("Nieuwsbrief. Rechtsgrond: uitvoering van de overeenkomst.", {"newsletter"}),
        ("| Doel | Grondslag |\n| --- | --- |\n| Nieuwsbrief | Uitvoering overeenkomst |", {"newsletter"}),
        ("Facturen: 7 jaar (wettelijk verplicht).", {"legal_compliance", "payment"}),
        ("Fraude. Vermoeden daarvan melden wij aan de bank.", {"security"}),
        ("# Beleid\n\n## Nieuwsbrief\n\n## Contact\n\nBel ons.", set()),
    ],
)
def test_a_basis_is_no_second_purpose_and_a_heading_needs_a_passage(text, expected, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert {fact.value for fact in facts_of(text).of("purpose")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een cookie is een klein bestand waarmee een site advertenties kan tonen.", set()),
        ("Wij zijn een bureau voor marketing en communicatie in Gent.", set()),
        ("| Gegevens | Bewaartermijn |\n|---|---|\n| Betalingen | 7 jaar |", set()),
        ("## Uw rechten\n\n- Verbetering", set()),
        ("Wij verwerken gegevens voor:\n\n- evaluatie van de cursus", {"improvement"}),
        ("Wij gebruiken uw adres voor:\n\n- informeren over uw bestelling", {"communication"}),
        ("Wij gebruiken uw gegevens voor:\n\n- inschrijving en betaling", {"service_delivery", "payment"}),
        ("Uw vraag wordt na afhandeling van uw vraag gewist.", set()),
        ("Het IBAN dient voor het terugbetalen van de borg.", {"payment"}),
        ("De namen van jarigen worden vermeld in het buurtblad.", {"publicity"}),
        ("Bij de inschrijving noteren wij ook uw beroep.", set()),
        ("Uw adres geven wij aan de huurder voor wie wij bemiddelen.", set()),
        ("Wij geven gegevens aan:\n\n- Snelpost BV (verzending)", {"service_delivery"}),
        ("Wij geven gegevens aan:\n\n- Snelpost BV (uw naam, verzending)", set()),
        ("De smid heeft uw adres nodig om het hek te smeden.", {"service_delivery"}),
        ("De smid heeft uw adres nodig om te kijken wat een hek kost.", set()),
    ],
)
def test_a_purpose_is_a_use_and_the_service_yields_to_what_is_done_with_it(text, expected, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert {fact.value for fact in facts_of(text).of("purpose")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Proefles: naam*, club, e-mail*, telefoon.", {"name", "organisation", "email", "phone"}),
        (
            "Wij verwerken deze gegevens:\n\n- E-mail (verplicht)\n- Motivatie en ervaring",
            {"email", "employment_history"},
        ),
        ("Wij verwerken zakelijke gegevens (werkgever, functie).", {"organisation", "job_title"}),
        ("Wij verwerken geen zakelijke gegevens (werkgever, functie).", set()),
        ("Wij werken met een bureau (een werkgever, met functie).", set()),
        ("Doel: contact, telefoon, mail.", set()),
        ("Voor deelname aan de quiz vragen wij een teamnaam en een mailadres.", {"email"}),
        ("Wij vragen u om uw klantnummer of ordernummer.", {"identifier", "transaction_history"}),
        ("Bijzondere persoonsgegevens zijn gegevens die extra gevoelig zijn, zoals over gezondheid.", set()),
        ("De AVG geldt niet voor een algemeen telefoonnummer van een zaak.", set()),
        ("Op alle foto's op deze pagina's rust auteursrecht.", set()),
        ("Cijfers zoals het aantal leden per leeftijdsgroep zijn niet tot u te herleiden.", set()),
        ("Voor nieuwe systemen voeren wij een impact assessment uit.", set()),
        ("Wij bewaren naam + functie + tel van wie ons helpt.", {"name", "job_title", "phone"}),
        ("Sommige gegevens zijn extra gevoelig. Het gaat dan om ras of gezondheid.", set()),
        ("Bijzondere persoonsgegevens (zoals godsdienst) worden door ons niet verwerkt.", set()),
        ("Scherm foto en BSN op de scan af.", set()),
        ("Wij gebruiken deze gegevens:\n\n- naam\n- e-mail", {"name", "email"}),
        ("Wij gebruiken uw gegevens voor:\n\n- betalingen\n- bestellingen", set()),
        ("Het kan gaan om:\n\n- gsm\n- e-mail", {"phone", "email"}),
        ("Bestellen doet u met naam en mail.", {"name", "email"}),
        ("De analist ziet cijfers, zonder naam.", set()),
        ("| Wie | Wat |\n| --- | --- |\n| accountant | facturen |", {"payment_data"}),
        ("| Wat | Hoe lang |\n| --- | --- |\n| bedragen van giften | 7 jaar |", {"payment_data"}),
        ("Onze advocaten zijn gespecialiseerd in echtscheidingen.", set()),
        ("Wij zijn gespecialiseerd in reizen en verwerken hiervoor uw paspoortnummer.", {"identity_document"}),
        ("De camera's bij de buren filmen de straat; wij gaan daar niet over.", set()),
        ("Boven het plein hangen camera's. Daar zijn wij niet verantwoordelijk voor.", set()),
        ("Elke lener krijgt een lidnummer, anders vinden wij u niet terug.", {"identifier"}),
        ("De ponskaart met uw handtekening is vorig jaar afgeschaft.", set()),
        ("Foto's waarop leerlingen staan, plaatsen wij niet.", set()),
        ("Anders dan veel winkels houden wij geen klikgedrag bij.", set()),
        ("Op het kamp slapen kinderen. De gegevens liggen bij de leiding: naam, club.", {"name", "organisation"}),
        ("Wij richten ons niet op kinderen onder de zestien. De leeftijd van bezoekers kennen wij niet.", set()),
    ],
)
def test_data_are_what_a_row_or_list_names_not_what_is_explained(text, expected, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert {fact.value for fact in facts_of(text).of("data_category")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij vragen hoe je heet, waar je woont en wanneer je geboren bent.", {"name", "address", "date_of_birth"}),
        ("De trainer noteert op welk nummer wij een ouder kunnen bellen.", {"phone"}),
        ("Op de fiche staat welke medicijnen uw kind neemt en waar het niet tegen kan.", {"health"}),
        ("Wij vragen met wie u getrouwd bent en hoeveel kinderen u hebt.", {"marital_status", "family"}),
        ("Op het formulier vult u in van welke rekening wij mogen afschrijven.", {"bank_account"}),
        ("Het zorgplan kan informatie over afkomst, geloof of ziekte bevatten.", {"ethnicity", "religion", "health"}),
    ],
)
def test_data_are_told_by_clauses_too(text: str, expected: set[str], facts_of) -> None:  # type: ignore[no-untyped-def]
    assert expected <= {fact.value for fact in facts_of(text).of("data_category")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Wie | Gegevens |\n|---|---|\n| Huurders | naam |\n| Ouders | telefoonnummer |", {"customer", "parent"}),
        ("Muzikanten melden wij aan bij de federatie, via Sportlink.", {"member"}),
        ("Donateurs lenen ons soms geld. Wij noteren dan hun rekeningnummer.", {"donor"}),
        ("Het verslag komt in het dossier van de medewerker.", {"employee"}),
        ("Bij de intake vragen wij cliënten naar hun medicijnen.", {"patient"}),
        ("Cliënten van de advocaat krijgen medisch advies over hun intake.", {"customer"}),
    ],
)
def test_people_are_told_by_their_place(text: str, expected: set[str], facts_of) -> None:  # type: ignore[no-untyped-def]
    assert {fact.value for fact in facts_of(text).of("data_subject")} == expected


@pytest.mark.parametrize(
    "text",
    [
        "De notulen kunt u opvragen bij de secretaris.",
        "Bij Google kunt u zelf uw gegevens downloaden of verwijderen.",
        "Inzageverzoeken bewaren wij twee jaar.",
        "Uw kaartje kunt u overdragen aan een vriend.",
        "De machtiging voor automatische incasso kunt u op elk moment intrekken.",
        "Verandert de wet, dan passen wij deze verklaring aan.",
    ],
)
def test_what_readers_may_do_besides_is_no_right(text: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert not list(facts_of(text).of("right"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elke maand sturen wij een mailtje met nieuwe recepten.", "newsletter"),
        ("Onze site zet één cookie, die onthoudt welke taal u koos.", "website_operation"),
        ("Zo vissen we spam eruit.", "security"),
        ("De contributie wordt van je rekening gehaald.", "payment"),
        ("Alle gulle gevers komen met naam op het bord in de hal.", "publicity"),
        ("Bonnen bewaren wij zeven jaar, zoals de fiscus verlangt.", "legal_compliance"),
        ("Twijfelen we of jij het bent, dan bellen we even.", "identity_verification"),
        ("Wij werken samen met Mollie (betalingen) en een drukker.", "payment"),
        ("Van begeleiders noteren wij de IBAN (voor de onkosten).", "payment"),
        ("Helpers: wie kantinedienst draait, staat op het rooster.", "personnel"),
        ("Op basis van uw voorkeuren toont de app een matchscore.", "personalisation"),
        ("Elke vrijdag versturen we een receptenmail aan wie zich ervoor aanmeldt.", "newsletter"),
    ],
)
def test_purposes_are_told_in_everyday_words(text: str, expected: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert expected in {fact.value for fact in facts_of(text).of("purpose")}


@pytest.mark.parametrize(
    "text",
    [
        "Onze hostingpartij heeft duizenden klanten. Wij zijn er een van.",
        "Ons wifinetwerk is gescheiden: een deel voor kantoor en een deel voor gasten.",
        "Volgt u een link naar een webwinkel, dan bent u daar klant.",
        "Wij tellen geen bezoekers en volgen niemand.",
        "Wij zorgen voor uw gegevens:\n\n- onze medewerkers zijn opgeleid in het omgaan met persoonsgegevens.",
        "Start | Agenda | Word lid | Webwinkel | Contact",
        "Elke medewerker heeft een eigen wachtwoord voor de gegevens.",
        "De AVG geeft burgers in heel Europa dezelfde rechten.",
        "De burgemeester en de inwoners vierden de opening met taart.",
        "Wat onze klanten zelf invoeren over hun werknemers, is van hen. Wij zijn slechts verwerker.",
        "Wij vragen naar uw gezinssituatie: uw partner, uw kinderen en hun leeftijd.",
        "Het bestuur bestaat uit vijf leden en vergadert maandelijks.",
        "## Vrijwilligers\n\nVrijwilligers krijgen een afzonderlijk blad bij de balie.",
        "## Uw rechten\n\nBent u inwoner van de Europese Unie, dan hebt u recht op inzage.",
        "## Wie krijgt uw gegevens\n\nSchoonmaakbedrijven, opdrachtgevers en kopers van de zaak zien alleen uw adres.",
        "## Kinderen\n\nWij vragen niets van kinderen. Van een kind onder de 13 wissen wij alles wat het ons stuurt.",
    ],
)
def test_people_mentioned_in_passing_are_no_data_subjects(text: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert not list(facts_of(text).of("data_subject"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Van gasten bewaren wij het kenteken.", "customer"),
        ("Onze kapsalon is klein. In de salon noteren wij je behandeling en je huidtype.", "customer"),
        ("Minderjarig? Dan noteren we van een ouder het telefoonnummer.", "parent"),
        ("Is de speler minderjarig, dan bewaren wij ook het nummer thuis.", "child"),
        ("Van deelnemers bewaren wij naam en telefoonnummer.", "customer"),
        ("Als bewoner krijgt u een sleutel op naam; dit geldt voor alle inwoners.", "citizen"),
        ("De nieuwsbrief gaat alleen naar wie daar het vakje voor heeft aangevinkt.", "subscriber"),
        ("Plaats je een reactie onder een bericht, dan bewaren we je naam.", "visitor"),
        ("Wij noteren wie namens de klant tekent.", "contact_person"),
        ("Wie ons geld schenkt, staat met naam en bedrag in onze boeken.", "donor"),
        ("Van vader of moeder noteren we het nummer.", "parent"),
        ("Vraagt u een vergunning aan, dan gebruiken wij uw burgerservicenummer.", "citizen"),
        ("Van freelancers die wij inhuren bewaren wij de facturen.", "supplier"),
        ("Zolang u cliënt van ons bent, bewaren wij de broncode van uw webwinkel.", "customer"),
        ("De server registreert het IP-adres en de gevraagde pagina.", "visitor"),
    ],
)
def test_people_are_told_by_what_is_done_with_their_data(text: str, expected: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert expected in {fact.value for fact in facts_of(text).of("data_subject")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In deze verklaring leest u hoe wij met gegevens voor de nieuwsbrief omgaan.", "purpose"),
        ("Dit beleid is afgestemd op het gebruik van onze website.", "purpose"),
        ("Onze beveiliging testen en evalueren wij elk jaar: kwaliteit van de maatregelen eerst.", "purpose"),
        ("Onze hoster heeft maatregelen getroffen om misbruik en verlies te voorkomen.", "purpose"),
        ("Als u cookies uitzet, kan het dat onderdelen van de site niet goed werken.", "purpose"),
        ("De basis op grond waarvan wij deze gegevens gebruiken is: uitvoering van een overeenkomst.", "purpose"),
        ("Profilering vindt plaats wanneer een computer mensen indeelt naar hun gedrag.", "purpose"),
        ("Klantenservice > Nieuwsbrief", "purpose"),
        ("## Profilering\n\nBij ons beslist altijd een mens.", "purpose"),
        ("Daarna blijven ze alleen in de financiële administratie.", "data_category"),
        ("Het maken van het lesrooster.", "data_category"),
        ("Notulen en processen-verbaal van de deliberatie bewaren wij dertig jaar.", "data_category"),
    ],
)
def test_what_is_said_of_something_else_is_neither_purpose_nor_data(text: str, kind: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert not [fact.value for fact in facts_of(text).of(kind)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("U kunt uw dossier en de notulen opvragen.", "access"),
        ("U kunt uw factuur en uw gegevens inzien in uw account.", "access"),
        ("Naam, adres en kenteken kunt u laten wijzigen.", "rectification"),
        ("U kunt per telefoon vragen uw gegevens te blokkeren.", "restriction"),
        ("U kunt de gegevens die wij verwerken voor de overeenkomst laten overdragen.", "portability"),
        ("U kunt uw gegevens per mail laten doorsturen naar een andere partij.", "portability"),
        ("U kunt bezwaar maken tegen een geautomatiseerde beoordeling.", "objection"),
        ("Uw toestemming voor de incasso en voor de foto's kunt u intrekken.", "withdraw_consent"),
    ],
)
def test_a_right_is_told_beside_what_is_none(text: str, right: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert right in {fact.value for fact in facts_of(text).of("right")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Artikel 6.1 a van deze algemene voorwaarden gaat over levertijd.", "legal_basis"),
        ("Dat mag niet van de wet.", "legal_basis"),
        ("Bij medische noodsituaties belt u zelf 112 of uw huisarts.", "legal_basis"),
        ("Elke aan de klant gedane aanbieding is vrijblijvend.", "purpose"),
        ("Onze medewerkers zijn op grond van hun arbeidsovereenkomst tot geheimhouding verplicht.", "purpose"),
        ("Op onze website vindt u de namen van onze verwerkers.", "purpose"),
        ("Upload een foto van uw paspoort.", "purpose"),
        ("Bij herhaalde verzoeken kan een redelijke vergoeding worden aangerekend.", "purpose"),
        ("Wie u in uw testament opneemt, bespreekt u met de notaris.", "purpose"),
    ],
)
def test_terms_warnings_and_advice_are_no_facts(text: str, kind: str, facts_of) -> None:  # type: ignore[no-untyped-def]
    assert not [fact.value for fact in facts_of(text).of(kind)]
