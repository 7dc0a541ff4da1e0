"""The statement of a site: found from its home page, kept with its evidence, analysed as a file is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from local_site import STATEMENT, Site, fetcher, served

from analyser.errors import InputError
from analyser.readers import load
from analyser.web.fetch import FetchError
from analyser.web.find import find_statement


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


def test_from_the_home_page(site: Site) -> None:
    site.page("/", '<a href="https://policies.google.com/privacy">Privacy</a><a href="/over">Over ons</a>'
                   '<a href="/juridisch">Privacy &amp; cookies</a>')  # fmt: skip
    site.page("/juridisch", '<p>Alles op een rij.</p><a href="verklaring.html"><span>Privacy</span>verklaring</a>')
    site.page("/verklaring.html", STATEMENT)
    found = find_statement(fetcher(), site.url)
    assert found.page.url == f"{site.url}/verklaring.html"
    assert found.way == "Privacy verklaring"
    assert all("google" not in path for path, _ in site.asked)


def test_by_a_usual_path_and_as_a_pdf(site: Site) -> None:
    site.page("/", "<p>Welkom</p>")
    site.page("/privacy", STATEMENT)
    assert find_statement(fetcher(), site.url).way == "/privacy"
    site.page("/", '<a href="/AVG/reglement.pdf">Ons privacyreglement</a>')
    site.page("/AVG/reglement.pdf", b"%PDF-1.7", Content_Type="application/pdf")
    assert find_statement(fetcher(), site.url).page.media_type == "application/pdf"


def test_no_statement_to_be_found(site: Site) -> None:
    site.page("/", '<a href="/privacy">Privacy</a>')
    site.page("/privacy", "<p>In bewerking</p>")
    with pytest.raises(FetchError, match="no privacy statement was found"):
        find_statement(fetcher(), site.url)
    assert len(site.asked) == len({path for path, _ in site.asked})  # nothing is asked twice


def test_it_is_kept_with_its_evidence(site: Site, tmp_path: Path, run: Callable[..., SimpleNamespace]) -> None:
    site.page("/privacy", STATEMENT)
    target = tmp_path / "kept.html"
    first = run("fetch", f"{site.url}/privacy", "--allow-private", "-o", str(target))
    assert first.status == 0, first.err
    assert target.read_bytes() == STATEMENT.encode()
    record = json.loads(target.with_name("kept.html.json").read_text(encoding="utf-8"))
    assert record["sha256"] == hashlib.sha256(STATEMENT.encode()).hexdigest()
    assert (record["url"], record["found_by"]) == (f"{site.url}/privacy", "address")
    site.page("/privacy", STATEMENT + "<p>Nieuw</p>")
    second = run("fetch", f"{site.url}/privacy", "--allow-private", "-o", str(target))
    assert second.status == 2 and "holds something else" in second.err
    assert target.read_bytes() == STATEMENT.encode()


def test_an_address_is_analysed_as_a_file_is(site: Site, run: Callable[..., SimpleNamespace]) -> None:
    site.redirect("/", "/privacy.php?id=1")
    site.page("/privacy.php?id=1", STATEMENT.encode("cp1252"), Content_Type="text/html; charset=iso-8859-1")
    found = run("analyse", site.url, "--allow-private", "-f", "json")
    assert found.status == 0, found.err
    document = json.loads(found.out)["document"]
    assert document["source"] == f"{site.url}/privacy.php?id=1"
    assert document["sha256"] == hashlib.sha256(STATEMENT.encode("cp1252")).hexdigest()
    assert document["format"] == "html" and document["retrieved"].endswith("+00:00")
    assert any(fact["quote"].endswith("één jaar.</p>"[:-4]) for fact in json.loads(found.out)["facts"])
    refused = run("analyse", site.url)
    assert refused.status == 2 and "own machine or network" in refused.err


def test_a_text_that_its_server_calls_plain(site: Site) -> None:
    site.page("/privacy.md", "# Privacy\n\nWij bewaren uw naam.", Content_Type="text/plain")
    assert load(f"{site.url}/privacy.md", allow_private=True).media_type == "text/markdown"
    site.page("/privacy", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", Content_Type="image/jpeg")
    with pytest.raises(InputError, match="binary"):
        load(f"{site.url}/privacy", allow_private=True)
