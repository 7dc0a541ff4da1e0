"""Values in Dutch text, each with the layouts in which people write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.contact_values import addresses, emails, phones, place_lines, plain_email
from analyser.dates import dates, years
from analyser.durations import durations, number_words

DURATIONS = {
    "2 jaar": "P2Y",
    "twee jaar": "P2Y",
    "twee (2) jaar": "P2Y",
    "2 (twee) jaar": "P2Y",
    "twee(2) jaar": "P2Y",
    "zeven jaar": "P7Y",
    "7 jaren": "P7Y",
    "één jaar": "P1Y",
    "een jaar": "P1Y",
    "tien volle jaren": "P10Y",
    "vijf kalenderjaren": "P5Y",
    "1 schooljaar": "P1Y",
    "twintig jaar": "P20Y",
    "dertig jaar": "P30Y",
    "honderdtien jaar": "P110Y",
    "110 jaar": "P110Y",
    "zeven hele jaren": "P7Y",
    "zeven opeenvolgende boekjaren": "P7Y",
    "zesentwintig maanden": "P26M",
    "26 maanden": "P26M",
    "26 mnd": "P26M",
    "één maand": "P1M",
    "drie maanden": "P3M",
    "veertien maanden": "P14M",
    "18 maanden": "P18M",
    "2 maand": "P2M",
    "een kwartaal": "P3M",
    "twee kwartalen": "P6M",
    "een half jaar": "P6M",
    "half jaar": "P6M",
    "een halfjaar": "P6M",
    "anderhalf jaar": "P18M",
    "tweeënhalf jaar": "P30M",
    "2,5 jaar": "P30M",
    "2½ jaar": "P30M",
    "1.5 jaar": "P18M",
    "anderhalve maand": "P45D",
    "4 weken": "P4W",
    "vier weken": "P4W",
    "een week": "P1W",
    "zes (6) weken": "P6W",
    "14 dagen": "P14D",
    "veertien dagen": "P14D",
    "28 dagen": "P28D",
    "tweeëntwintig dagen": "P22D",
    "drieëndertig dagen": "P33D",
    "negentig dagen": "P90D",
    "honderdtachtig dagen": "P180D",
    "30 kalenderdagen": "P30D",
    "vijf werkdagen": "P5D",
    "24 uur": "P1D",
    "vierentwintig uur": "P1D",
    "48 uur": "P2D",
    "72 uren": "P3D",
    "36 uur": "PT36H",
    "één uur": "PT1H",
    "30 minuten": "PT30M",
    "een etmaal": "P1D",
    "de dag na het feest": "P1D",
    "De dag erna": "P1D",
    "de volgende dag": "P1D",
    "1 jaar en 6 maanden": "P1Y6M",
    "twee jaar en een dag": "P2Y1D",
    "1 jaar, 6 maanden en 3 weken": "P1Y6M21D",
    "6 maanden, 1 week": "P6M7D",
    "6 maanden, 1 week en 2 dagen": "P6M9D",
    "twee weken en drie dagen": "P17D",
    "een zevenjarige bewaarplicht": "P7Y",
    "een 2-jarige bewaartermijn": "P2Y",
    "een tweejarige wettelijke termijn": "P2Y",
    "2 jaar(en)": "P2Y",
    "2-jaar": "P2Y",
    "5 years": "P5Y",
    "13 months": "P13M",
    "90 days": "P90D",
    "TWEE JAAR": "P2Y",
    "Twaalf maanden": "P12M",
}


@pytest.mark.parametrize(("text", "iso"), DURATIONS.items())
def test_one_duration(text: str, iso: str) -> None:
    sentence = f"Dat is {text}."
    found = durations(sentence)
    assert [value.value for value in found] == [iso]
    assert "Dat is" not in sentence[found[0].start : found[0].end]


@pytest.mark.parametrize(
    "text",
    [
        "een paar maanden",
        "het komende jaar",
        "jaarlijks",
        "maandelijks",
        "in 2018 jaarlijks",
        "over enige tijd",
        "alle 16-jarigen",
        "de tweejaarlijkse reis",
        "v2.1 dagboek",
        "NEN 7510",
        "0 dagen",
        "elk jaar",
        "de jaren 90",
        "open van 8 tot 18 uur",
        "bereikbaar tussen 13 en 17 uur; berichten bewaren wij",
        "het hek is dicht van 22 tot 6 uur",
    ],
)
def test_no_duration(text: str) -> None:
    assert durations(text) == []


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("2 tot 5 jaar", ["P2Y", "P5Y"]),
        ("drie à vijf jaar", ["P3Y", "P5Y"]),
        ("10-20 minuten", ["PT10M", "PT20M"]),
        ("2 jaar voor brieven, 7 jaar voor facturen", ["P2Y", "P7Y"]),
        ("opnames wissen wij na een termijn van 24 tot 96 uur", ["P1D", "P4D"]),
        ("tussen 48 en 72 uur", ["P2D", "P3D"]),
        ("logs bewaren wij tussen 6 en 18 uur", ["PT18H", "PT6H"]),
        ("logs blijven van 6 tot 18 uur bewaard", ["PT18H", "PT6H"]),
    ],
)
def test_several_durations(text: str, isos: list[str]) -> None:
    assert [value.value for value in durations(text)] == isos


_WORDS = {int(number): word for word, number in number_words().items() if number == int(number)}
_UNITS = {"jaar": "Y", "jaren": "Y", "maanden": "M", "maand": "M", "weken": "W", "dagen": "D"}


@settings(max_examples=120, deadline=None)
@given(
    number=st.integers(1, 199),
    unit=st.sampled_from(sorted(_UNITS)),
    layout=st.sampled_from(["{d} {u}", "{w} {u}", "{w} ({d}) {u}", "{d} ({w}) {u}", "{d}-{u}", "{W} {u}"]),
    frame=st.sampled_from(["{}", "Wij bewaren dit {}.", "maximaal {} na afloop", "Facturen: {}", "(uiterlijk {})"]),
)
def test_every_written_duration_is_read_back(number: int, unit: str, layout: str, frame: str) -> None:
    word = _WORDS[number]
    written = frame.format(layout.format(d=number, w=word, W=word.capitalize(), u=unit))
    assert [value.value for value in durations(written)] == [f"P{number}{_UNITS[unit]}"]


DATES = {
    "4 mei 2020": "2020-05-04",
    "04 mei 2020": "2020-05-04",
    "15 Maart 2021": "2021-03-15",
    "1 jan. 2020": "2020-01-01",
    "1 mrt 2019": "2019-03-01",
    "2e mei 2020": "2020-05-02",
    "31 december 2019": "2019-12-31",
    "12-aug-2022": "2022-08-12",
    "25-05-2018": "2018-05-25",
    "25/05/2018": "2018-05-25",
    "25.05.2018": "2018-05-25",
    "1-9-2021": "2021-09-01",
    "25-05-18": "2018-05-25",
    "25 - 05 - 2018": "2018-05-25",
    "2021-03-01": "2021-03-01",
    "2021/03/01": "2021-03-01",
    "January 04, 2025": "2025-01-04",
    "May 25th, 2018": "2018-05-25",
    "4 October 2021": "2021-10-04",
    "29 februari 2020": "2020-02-29",
    "mei 2021": "2021-05",
    "Februari 2026": "2026-02",
    "sept. 2019": "2019-09",
    "05-2018": "2018-05",
    "2021-06": "2021-06",
}


@pytest.mark.parametrize(("text", "iso"), DATES.items())
def test_one_date(text: str, iso: str) -> None:
    assert [value.value for value in dates(f"Versie {text}.")] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2020",
        "29 februari 2021",
        "45/13/2020",
        "06-12345678",
        "1.2.3",
        "2016/679",
        "95/46/EG",
        "mei",
        "0318-123456",
        "IBAN NL20 2018",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == []


@settings(max_examples=80, deadline=None)
@given(
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    layout=st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]),
)
def test_every_written_date_is_read_back(day: date, layout: str) -> None:
    assert [value.value for value in dates(f"op {day.strftime(layout)} gewijzigd")] == [day.isoformat()]


def test_bare_years() -> None:
    assert [value.value for value in years("Versie 2021, na 1998 en niet 20210")] == ["2021"]


PHONES = [
    "0318-123456",
    "06 12 34 56 78",
    "06-12345678",
    "0612345678",
    "06 - 12 34 56 78",
    "+31 (0)20 123 45 67",
    "+31612345678",
    "+31 6 12345678",
    "+31-6-12345678",
    "0031 20 1234567",
    "(020) 123 45 67",
    "(0318) 12 34 56",
    "020 - 123 45 67",
    "088-4561234",
    "088 456 12 34",
    "0800-1234",
    "0900 1234567",
    "14 0555",
    "14010",
    "+32 3 123 45 67",
    "+32 475 12 34 56",
    "0032 475 12 34 56",
    "02/123.45.67",
    "0475/12 34 56",
    "0475 12 34 56",
    "09 123 45 67",
    "016/12 34 56",
    "+32 (0)9 123 45 67",
    "03 123 45 67",
]


@pytest.mark.parametrize("number", PHONES)
def test_one_phone(number: str) -> None:
    text = f"Bel ons op {number}."
    assert [(value.value, text[value.start : value.end]) for value in phones(text)] == [(number, number)]


@pytest.mark.parametrize(
    "text",
    [
        "KvK 12345678",
        "06-12-2018",
        "NL20INGB0001234567",
        "NL001234567B01",
        "1234 AB",
        "12.345.678",
        "2016/679",
        "95/46/EG",
        "0123",
        "artikel 13 en 14",
        "00000000000000",
        "info0612345678@voorbeeld.nl",
        "24/7",
        "2018-2020",
    ],
)
def test_no_phone(text: str) -> None:
    assert phones(text) == []


@pytest.mark.parametrize("between", ["/", " / ", " of ", ", ", " | "])
def test_two_numbers_side_by_side_are_two(between: str) -> None:
    numbers = ["020-1234567", "06-12345678"]
    assert [value.value for value in phones(f"Tel. {between.join(numbers)}")] == numbers


EMAILS = {
    "info@voorbeeld.nl": "info@voorbeeld.nl",
    "Info@Voorbeeld.be": "info@voorbeeld.be",
    "voor.naam+avg@sub.voorbeeld-club.org": "voor.naam+avg@sub.voorbeeld-club.org",
    "info [at] voorbeeld.nl": "info@voorbeeld.nl",
    "info(at)voorbeeld.nl": "info@voorbeeld.nl",
    "info(at)voorbeeld(dot)nl": "info@voorbeeld.nl",
    "info [at] voorbeeld [punt] nl": "info@voorbeeld.nl",
    "secretaris_1@voorbeeld.vlaanderen": "secretaris_1@voorbeeld.vlaanderen",
}


@pytest.mark.parametrize(("written", "plain"), EMAILS.items())
def test_one_email(written: str, plain: str) -> None:
    found = emails(f"Mail naar {written}, dan helpen wij u.")
    assert [(value.value, plain_email(value.value)) for value in found] == [(written, plain)]


@pytest.mark.parametrize("text", ["volg @voorbeeld", "www.voorbeeld.nl", "bij u at home", "prijs @ 3 euro"])
def test_no_email(text: str) -> None:
    assert emails(text) == []


ADDRESSES = [
    "Dorpsstraat 19, 1531 AB Zonnedorp",
    "Dorpsstraat 19 1531 AB Zonnedorp",
    "Dorpsstraat 19 - 1531AB Zonnedorp",
    "Dorpsstraat 19a, 1531 AB Zonnedorp",
    "Dorpsstraat 19-B, 1531 AB Zonnedorp",
    "Dorpsstraat 19 bis, 1531 AB Zonnedorp",
    "Lange Beek 4, 1531 AB Den Haag",
    "'s-Gravenweg 12, 1531 AB Alphen aan den Rijn",
    "2e Kruisweg 7, 1531 AB Zonnedorp",
    "Laan van de Vrede 100, 1531 AB Zonnedorp",
    "Postbus 12, 1531 AB Zonnedorp",
    "Dorpsstraat 19 te 1531 AB Zonnedorp",
    "Kouter 4, 9998 Zonnebeek",
    "Grote Kouter 1 bus 2, 9998 Sint-Jans-Zonnebeek",
    "Kouter 4 - B-9998 Zonnebeek",
    "Kouter 4, 9998 Zonnebeek, België",
    "Dorpsstraat 19, 1531 AB Zonnedorp, Nederland",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_address(address: str) -> None:
    assert [value.value for value in addresses(f"gevestigd aan {address}.")] == [address]


def test_address_with_the_place_first() -> None:
    found = addresses("gevestigd te 1531 AB Zonnedorp aan de Dorpsstraat 19, verwerkt gegevens")
    assert [value.value for value in found] == ["Dorpsstraat 19, 1531 AB Zonnedorp"]


@pytest.mark.parametrize(
    "text",
    [
        "artikel 13, lid 2",
        "Versie 3 van 2021",
        "ISO 27001 en NEN 7510",
        "in 2018 Google",
        "op 4 mei 2020 Amsterdam",
        "Windows 10 en Android 11",
    ],
)
def test_no_address(text: str) -> None:
    assert addresses(text) == []


def test_place_ends_before_the_next_line() -> None:
    assert [value.value for value in place_lines("1531 AB Zonnedorp Tel: 06")] == ["1531 AB Zonnedorp"]
