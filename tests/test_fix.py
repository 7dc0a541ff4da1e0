"""Mending: what lapsed is replaced and what is missing proposed, and not another byte changes."""

from __future__ import annotations

import codecs
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyser.cache import Cache
from analyser.cli import main
from analyser.config import load_config
from analyser.errors import InputError
from analyser.fix import Fixed, fix
from analyser.lint import Linter

ROOT = Path(__file__).resolve().parent.parent
CORPUS = sorted((ROOT / "corpus" / "text").iterdir())
LAPSED = ("currency/outdated-term", "currency/lapsed-address", "currency/lapsed-service")
HEAD = "# Privacyverklaring Zangkoor De Lijster\n\nZangkoor De Lijster gaat zorgvuldig met uw gegevens om.\n\n"


def mended(data: bytes, name: str = "a.md", *, select: tuple[str, ...] = LAPSED, unsafe: bool = False) -> Fixed:
    config = load_config(None).having(select=select)
    linter = Linter(config, Cache(None), lambda rules: ())
    return fix(linter, name, data, (), config.rules(), unsafe=unsafe)


def found(data: bytes, name: str = "a.md", select: tuple[str, ...] = LAPSED) -> list[tuple[str, str]]:
    import io

    config = load_config(None).having(select=select)
    checked = Linter(config, Cache(None), lambda rules: ()).check("-", io.BytesIO(data), name)
    assert not checked.error
    return [(each.rule, each.quote) for each in checked.diagnostics]


SENTENCES = [
    ("Wij houden ons aan de Wet bescherming persoonsgegevens (Wbp).",
     "Wij houden ons aan de Algemene verordening gegevensbescherming (AVG)."),
    ("Met iedere bewerker sluiten wij een bewerkersovereenkomst.",
     "Met iedere verwerker sluiten wij een verwerkersovereenkomst."),
    ("Bewerkers mogen uw gegevens niet verkopen.", "Verwerkers mogen uw gegevens niet verkopen."),
    ("ELKE BEWERKER HOUDT UW GEGEVENS GEHEIM.", "ELKE VERWERKER HOUDT UW GEGEVENS GEHEIM."),
    ("Een klacht dient u in bij het CBP.", "Een klacht dient u in bij de AP."),
    ("Het College bescherming persoonsgegevens houdt toezicht.", "De Autoriteit Persoonsgegevens houdt toezicht."),
    ("Over een klacht leest u op www.cbpweb.nl/klachten/index.htm, onder het kopje burgers.",
     "Over een klacht leest u op www.autoriteitpersoonsgegevens.nl, onder het kopje burgers."),
    ("Mail naar commission@privacycommission.be met uw klacht.", "Mail naar contact@apd-gba.be met uw klacht."),
    ("Bezoekers tellen wij met Piwik.", "Bezoekers tellen wij met Matomo."),
    ("Onze advertenties lopen via Google AdWords.", "Onze advertenties lopen via Google Ads."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SENTENCES)
@pytest.mark.parametrize(
    ("name", "form"), [("a.md", HEAD + "{}\n"), ("a.txt", "{}\n"), ("a.html", "<h1>Privacy</h1>\n<p>{}</p>\n")]
)
def test_what_lapsed_is_replaced_in_its_case(old: str, new: str, name: str, form: str) -> None:
    fixed = mended(form.format(old).encode(), name)
    assert fixed.after.decode() == form.format(new)
    assert found(form.format(old).encode(), name) and not found(fixed.after, name)


@pytest.mark.parametrize(
    "sentence",
    [
        "De Wbp en de AVG gelden voor alle persoonsgegevens die wij hebben.",  # one law twice
        "Het CBP, dat toezicht houdt, behandelt uw klacht.",  # "de AP, dat"
        "Het Nederlandse CBP behandelt uw klacht.",  # "het Nederlandse AP"
        "Volgens artikel 35 Wbp mag u uw gegevens inzien.",  # another number in the new act
        "Uitleg over onze teller staat op https://voorbeeld.nl/piwik-uitleg, waar Piwik.voorbeeld.nl naar wijst.",
        "Mail uw klacht naar klachten@cbpweb.nl als u dat wilt.",  # nobody knows the mailbox of today
        "Wij doen mee aan het Privacy Shield.",
        "Tot 25 mei 2018 gold de Wbp, die nu is vervallen.",
        "De Wet **bescherming** persoonsgegevens geldt hier.",  # markup between the words
    ],
)
def test_what_would_not_come_out_right_is_left(sentence: str) -> None:
    data = f"{HEAD}{sentence}\n".encode()
    assert mended(data).after == data


def test_the_address_behind_a_link_goes_along() -> None:
    text = HEAD + "Klachten meldt u via [www.cbpweb.nl](http://www.cbpweb.nl/klacht.aspx) of [per post][adres].\n"
    text += "\n[adres]: https://voorbeeld.nl/cbpweb.nl-niet\n"
    assert mended(text.encode()).after.decode() == text.replace("www.cbpweb.nl/klacht.aspx", "www.cbpweb.nl").replace(
        "www.cbpweb.nl", "www.autoriteitpersoonsgegevens.nl"
    )
    page = '<h1>Privacy</h1><p>Zie <a class="x" href="http://mijnprivacy.nl">mijnprivacy.nl</a> voor een klacht.</p>'
    after = mended(page.encode(), "a.html").after.decode()
    assert after == page.replace("mijnprivacy.nl", "autoriteitpersoonsgegevens.nl")


def test_line_breaks_between_words_stay() -> None:
    text = HEAD + "Wij houden ons aan de Wet bescherming\r\npersoonsgegevens, en melden datalekken bij het College\r\n"
    text += "bescherming persoonsgegevens.\r\n"
    assert mended(text.encode()).after.decode().endswith(
        "Wij houden ons aan de Algemene verordening\r\ngegevensbescherming, en melden datalekken bij de\r\n"
        "Autoriteit Persoonsgegevens.\r\n"
    )


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE),
     ("utf-16-be", codecs.BOM_UTF16_BE)],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_stay(encoding: str, bom: bytes, newline: str) -> None:
    text = f"{HEAD}Financiële gegevens gaan naar een bewerker.   \n\n\tEén\ttab en een spatie \n\n\n"
    text = text.replace("\n", newline)
    after = mended(bom + text.encode(encoding)).after
    assert after == bom + text.replace("bewerker", "verwerker").encode(encoding)


def test_a_page_in_another_charset_stays_in_it() -> None:
    page = '<meta charset="windows-1252"><h1>Privacy</h1><p>Onze bewerker kent uw financiële gegevens – en meer.</p>'
    after = mended(page.encode("cp1252"), "a.html").after
    assert after == page.replace("bewerker", "verwerker").encode("cp1252")


def test_an_encoding_that_does_not_lead_back_is_left() -> None:
    page = b'<meta charset="utf-7"><h1>Privacy</h1><p>Onze bewerker kent uw gegevens +AOs- en meer +AOsA6w-.</p>'
    with pytest.raises(InputError, match="encoding"):
        mended(page, "a.html")


# -- whole statements ---------------------------------------------------------------------------------------------


def boundaries(text: str, html: bool) -> list[int]:
    """Where a paragraph can stand in a statement of the corpus."""
    if html:
        return [match.end() for match in re.finditer(r"</(?:h[1-6]|p)>(?=\s*<(?:p|h\d|ul|table)\b)", text)]
    return [match.end() for match in re.finditer(r"\n\n(?=[A-Z#])", text)]


def check_inserted(path: Path, place: int, which: int, newline: str, bom: bytes) -> None:
    """A lapsed sentence put in a statement is mended as if the statement around it were not there."""
    text, (old, new) = path.read_text(encoding="utf-8"), SENTENCES[which]
    html = path.suffix == ".html"
    places = boundaries(text, html)
    if not places:
        pytest.skip("a statement of one block")
    at = places[place % len(places)]
    old, new = (f"\n<p>{each}</p>\n" if html else f"{each}\n\n" for each in (old, new))

    def data(sentence: str) -> bytes:
        return bom + (text[:at] + sentence + text[at:]).replace("\n", newline).encode()

    alone, both = mended(data(""), path.name), mended(data(old), path.name)
    shift = len(data(new)) - len(data(""))
    start = next(n for n in range(len(both.after)) if both.after[:n] + both.after[n + shift :] == alone.after)
    assert sorted(both.after[start : start + shift]) == sorted(new.replace("\n", newline).encode())
    assert new.replace("\n", newline).encode() in both.after
    assert found(both.after, path.name) == found(alone.after, path.name)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([path for path in CORPUS if path.stat().st_size < 6000]), st.integers(0, 50),
    st.integers(0, len(SENTENCES) - 1), st.sampled_from(["\n", "\r\n"]), st.sampled_from([b"", codecs.BOM_UTF8]),
)  # fmt: skip
def test_nothing_else_in_a_statement_changes(path: Path, place: int, which: int, newline: str, bom: bytes) -> None:
    check_inserted(path, place, which, newline, bom)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(CORPUS)), ids=[path.stem for path in CORPUS])
def test_nothing_else_in_any_statement_changes(number: int) -> None:
    newline, bom = ("\n", "\r\n")[number % 2], (b"", codecs.BOM_UTF8)[number // 2 % 2]
    check_inserted(CORPUS[number], number * 7, number % len(SENTENCES), newline, bom)


# -- proposals ----------------------------------------------------------------------------------------------------

MARKED = {
    ".md": rb"(?:\r?\n){2}<!-- avgtoets-voorstel: (\S+) -->\r?\n[^\r\n]+",
    ".txt": rb"(?:\r?\n){2}\[avgtoets-voorstel: (\S+)\]\r?\n[^\r\n]+",
    ".html": rb"\r?\n<!-- avgtoets-voorstel: (\S+) -->\r?\n<p>[^\r\n]+?</p>",
}


def check_proposals(data: bytes, name: str) -> None:
    fixed = mended(data, name, select=("rights", "info"), unsafe=True)
    pattern = MARKED[Path(name).suffix]
    marked = re.findall(pattern, fixed.after)
    assert sorted(rule.decode() for rule in marked) == sorted(edit.rule for edit in fixed.edits)
    assert b"".join(re.sub(pattern, b"", fixed.after).split()) == b"".join(data.split())
    still = {rule for rule, _ in found(fixed.after, name, ("rights", "info"))}
    assert not still & {edit.rule for edit in fixed.edits}
    assert not [rule for rule in still if rule.startswith("lint/")]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", HEAD + "## Uw rechten\n\nU heeft recht op inzage.\n",
         HEAD + "## Uw rechten\n\n<!-- {mark} -->\n{model}\n\nU heeft recht op inzage.\n"),
        ("a.md", "Zangkoor\n========\n\nUw rechten\n----------\nU heeft recht op inzage.\n",
         "Zangkoor\n========\n\nUw rechten\n----------\n\n<!-- {mark} -->\n{model}\n\n"
         "U heeft recht op inzage.\n"),
        ("a.txt", "Privacyverklaring\n\nUW RECHTEN\n\nU heeft recht op inzage van uw gegevens.\n",
         "Privacyverklaring\n\nUW RECHTEN\n\n[{mark}]\n{model}\n\n"
         "U heeft recht op inzage van uw gegevens.\n"),
        ("a.html", "<h1>Privacy</h1><details><summary><h2>Rechten</h2></summary><p>U heeft inzage.</p></details>",
         "<h1>Privacy</h1><details><summary><h2>Rechten</h2></summary>\n<!-- {mark} -->\n"
         "<p>{model}</p><p>U heeft inzage.</p></details>"),
        ("b.html", "<html><body><p>U heeft recht op inzage.</p>\n</body></html>",
         "<html><body><p>U heeft recht op inzage.</p>\n<!-- {mark} -->\n"
         "<p>{model}</p>\n</body></html>"),
        ("a.md", "U heeft recht op inzage.", "U heeft recht op inzage.\n\n"
         "<!-- {mark} -->\n{model}"),
    ],
)  # fmt: skip
def test_a_proposal_stands_under_its_heading(name: str, before: str, after: str, newline: str) -> None:
    from analyser.ruleset import load_rules

    newline = newline if "\n" in before else "\n"  # a text of one line has none to keep
    rule = "rights/right-restriction"
    after = after.replace("{mark}", f"avgtoets-voorstel: {rule}").replace("{model}", load_rules()[rule].advice.model)
    before, after = before.replace("\n", newline), after.replace("\n", newline)
    fixed = mended(before.encode(), name, select=(rule,), unsafe=True)
    assert fixed.after.decode() == after
    assert not found(fixed.after, name, (rule,))
    assert mended(fixed.after, name, select=(rule,), unsafe=True).after == fixed.after


def test_nothing_is_proposed_where_no_paragraph_can_stand() -> None:
    page = "<dl><dt><h2>Uw rechten</h2></dt><dd>U heeft recht op inzage.</dd></dl>"
    assert found(page.encode(), "a.html", ("rights/right-restriction",))
    inside = mended(page.encode(), "a.html", select=("rights/right-restriction",), unsafe=True).after.decode()
    assert re.sub(r"</h2>.*</dt>", "</h2></dt>", inside, flags=re.DOTALL) == page  # within the cell of the heading


def test_what_a_model_sentence_does_not_settle_gets_none() -> None:
    sentence = "Wij " + "en wij ".join(["bewaren uw e-mailadres in de lijst van leden "] * 9) + "nu.\n\n"
    data = (HEAD + sentence * 12).encode()
    assert found(data, select=("clarity/long-sentences",))
    assert mended(data, select=("clarity/long-sentences",), unsafe=True).after == data


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPUS[::6], ids=lambda path: path.stem)
def test_proposals_settle_their_findings_and_change_nothing_else(path: Path) -> None:
    check_proposals(path.read_bytes(), path.name)


def test_proposals_in_a_short_statement() -> None:
    check_proposals((HEAD + "## Bewaren\n\nWij bewaren uw e-mailadres een jaar.\n").encode(), "a.md")


# -- the command --------------------------------------------------------------------------------------------------

STATEMENT = HEAD + "Met elke bewerker maken wij afspraken.\n"


@pytest.fixture
def run(capfdbinary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Runs `avgtoets lint` in an empty folder; gives status, out and err."""
    monkeypatch.setenv("AVGTOETS_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main(("lint", *arguments, "--select", "currency/outdated-term"))
        out, err = capfdbinary.readouterr()
        return int(leaving.value.code or 0), out.decode(), err.decode()

    return call


def test_fix_writes_and_then_lints(run) -> None:  # type: ignore[no-untyped-def]
    Path("a.md").write_text(STATEMENT + "\nWij doen mee aan het Privacy Shield.\n", encoding="utf-8")
    Path("a.md").chmod(0o640)
    status, out, err = run("--fix", "--fail-on", "warning", "a.md")
    assert status == 1 and out.startswith("a.md:7:1 currency/outdated-term") and out.count("\n") == 1
    assert "a.md: 1 fixed (currency/outdated-term)" in err
    assert Path("a.md").read_text(encoding="utf-8").startswith(STATEMENT.replace("bewerker", "verwerker"))
    assert Path("a.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in Path().iterdir() if path.name != ".cache"] == ["a.md"]


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "", "\r\n"])
def test_diff_writes_nothing_and_git_can_apply_it(run, end: str, bom: bytes) -> None:  # type: ignore[no-untyped-def]
    before = bom + (STATEMENT.rstrip() + end).replace("# ", "").replace("om.\n\n", "om. ").encode()
    Path("a.md").write_bytes(before)
    status, out, _ = run("--diff", "a.md", "-o", "f.patch")
    assert status == 1 and not out and Path("a.md").read_bytes() == before
    subprocess.run(["git", "apply", "f.patch"], check=True)
    assert Path("a.md").read_bytes() == before.replace(b"bewerker", b"verwerker")
    assert run("--diff", "a.md")[:2] == (0, "")


def test_what_is_excepted_or_known_is_not_mended(run) -> None:  # type: ignore[no-untyped-def]
    text = HEAD + "<!-- avgtoets: ignore[currency/outdated-term] zo heet het -->\nElke bewerker heeft er een.\n"
    Path("a.md").write_text(text, encoding="utf-8")
    assert run("--diff", "a.md")[:2] == (0, "")
    Path("b.md").write_text(STATEMENT, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(("baseline", "create", "b.md"))
    assert run("--diff", "b.md")[1] == ""
    assert run("--diff", "--no-baseline", "b.md")[0] == 1


@pytest.mark.parametrize("options", [["--fix", "--diff"], ["--unsafe-fixes"], ["--fix", "-"], ["--diff", "-"]])
def test_options_that_do_not_go_together(run, options: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert run(*options)[0] == 2


def test_a_file_that_cannot_be_mended_is_named(run) -> None:  # type: ignore[no-untyped-def]
    page = b'<meta charset="utf-7"><h1>Privacy</h1><p>Onze bewerker kent uw gegevens +AOs- en meer +AOsA6w-.</p>'
    Path("a.html").write_bytes(page)
    Path("b.md").write_text(STATEMENT, encoding="utf-8")
    status, _, err = run("--fix", "a.html", "b.md")
    assert status == 2 and "a.html: its encoding" in err
    assert Path("a.html").read_bytes() == page and "verwerker" in Path("b.md").read_text(encoding="utf-8")
