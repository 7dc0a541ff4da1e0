"""The comparison in a real browser: sort, filter, open evidence, by mouse and by keyboard; nothing for axe to find.

Needs Chromium with its driver, selenium and selenium-axe-python; skipped without. With AVGTOETS_SCREENSHOTS=folder the
page is also photographed on a wide and on a narrow screen, to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from compare_sample import rules, subjects

from analyser.compare.build import make_comparison
from analyser.render.compare import RENDERERS
from tests.browser import MARKS, Driver, opened

pytestmark = MARKS
WIDE, NARROW = (1400, 1000), (390, 844)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "vergelijking.html"
    made = RENDERERS["html"](make_comparison(subjects(), rules(), group_by="sector"), "nl")
    path.write_text(str(made), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Driver]:
    with opened("--hide-scrollbars", "--force-prefers-reduced-motion") as driver:
        yield driver


@pytest.fixture
def browser(chromium: Driver, page: str) -> Iterator[Driver]:
    """The page on a wide screen, as it opens; in the end nothing may stand on the console."""
    size(chromium, WIDE)
    chromium.get("about:blank")
    chromium.get(page)
    yield chromium
    assert chromium.get_log("browser") == []


def size(driver: Driver, screen: tuple[int, int]) -> None:
    width, height = screen
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def find(driver: Driver, selector: str) -> Driver:
    return driver.find_element("css selector", selector)


def names(driver: Driver) -> list[str]:
    """The organisations in the table that are shown, from top to bottom."""
    rows = driver.find_elements("css selector", "#heat tbody tr")
    return [row.find_element("css selector", "th").text for row in rows if row.is_displayed()]


def choose(driver: Driver, id: str, label: str) -> None:
    from selenium.webdriver.support.ui import Select

    Select(find(driver, f"#{id}")).select_by_visible_text(label)


def heads(driver: Driver) -> list[str]:
    found = driver.find_elements("css selector", "#heat thead button")
    return [head.text for head in found if head.is_displayed()]


def press(driver: Driver, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(driver).send_keys(key).perform()


def focused(driver: Driver) -> str:
    return str(driver.execute_script("return document.activeElement.textContent"))


def photograph(driver: Driver, name: str) -> None:
    if folder := os.environ.get("AVGTOETS_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(Path(folder) / f"{name}.png"))


def test_sort(browser: Driver) -> None:
    listed = names(browser)
    total = next(b for b in browser.find_elements("css selector", "#heat thead button") if b.text == "Totaal")
    total.click()
    assert names(browser)[0] == "Winkel De Zolder"  # the lowest score
    assert find(browser, "#heat .total").get_attribute("aria-sort") == "ascending"
    total.click()
    assert names(browser)[-1] == "Winkel De Zolder"
    find(browser, "#heat thead .name button").click()
    assert names(browser) == sorted(listed)
    assert len(browser.find_elements("css selector", "[aria-sort]")) == 1


def test_filter_by_name_group_part_and_verdict(browser: Driver) -> None:
    find(browser, "#by-name").send_keys("gemeente")
    assert len(names(browser)) == 3
    assert find(browser, "#shown").text == "3 van 6 getoond"
    find(browser, "#reset").click()
    choose(browser, "by-group", "school")
    assert names(browser) == ["Basisschool De Vlieger", "Lyceum Het Kompas"]
    find(browser, "#reset").click()
    assert "Recht op inzage" not in heads(browser)
    choose(browser, "by-part", "Rechten")
    assert heads(browser) == ["Organisatie", "Groep", "Totaal", "Recht op inzage", "Antwoordtermijn"]
    choose(browser, "by-verdict", "ontbreekt")
    assert names(browser) == ["Winkel De Zolder"]
    choose(browser, "by-part", "Doelen en grondslagen")
    assert names(browser) == []


def test_sort_by_verdict(browser: Driver) -> None:
    choose(browser, "by-part", "Rechten")
    next(b for b in browser.find_elements("css selector", "#heat thead button") if b.text == "Recht op inzage").click()
    assert names(browser)[0] == "Winkel De Zolder"


def test_evidence_opens_in_place(browser: Driver) -> None:
    choose(browser, "by-part", "Bewaren")
    cell = find(browser, '#heat td.partial a[href^="#o6-"]')
    assert cell.accessible_name == "deels"
    cell.click()
    dialog = find(browser, "dialog")
    assert dialog.is_displayed()
    assert find(browser, "dialog h2").text == "Winkel De Zolder"
    assert "Winkel De Zolder schrijft dit bij info/retention." in dialog.text
    photograph(browser, "evidence")
    find(browser, "#evidence-close").click()
    assert not dialog.is_displayed()
    cell.click()
    find(browser, "#evidence-page").click()
    assert find(browser, "#o6").is_displayed() and not find(browser, "#map").is_displayed()
    browser.back()
    assert find(browser, "#map").is_displayed()


def test_page_of_an_organisation(browser: Driver) -> None:
    find(browser, '#heat tbody a[href="#o6"]').click()
    assert find(browser, "#o6 h2").text == "Winkel De Zolder"
    assert focused(browser) == "Winkel De Zolder"
    assert "25 1 van 4 verdiend" in find(browser, "#o6-rights").text
    photograph(browser, "organisation")
    find(browser, "#o6 .back a").click()
    assert find(browser, "#map").is_displayed() and not find(browser, "#o6").is_displayed()


def test_a_link_to_what_is_folded_opens_it(browser: Driver, page: str) -> None:
    place = find(browser, "#o1 .f.met").get_attribute("id")
    browser.get("about:blank")
    browser.get(f"{page}#{place}")
    assert find(browser, f"#{place}").is_displayed()


def test_keyboard_alone(browser: Driver) -> None:
    from selenium.webdriver.common.keys import Keys

    choose(browser, "by-part", "Bewaren")
    find(browser, "#reset").send_keys(Keys.TAB)
    press(browser, Keys.TAB)
    assert focused(browser) == "Organisatie"  # the table is one stop, after the frame that scrolls
    press(browser, Keys.ARROW_DOWN)
    assert focused(browser) == "Gemeente Voorbeelddam"
    press(browser, Keys.END)
    press(browser, Keys.ARROW_LEFT)
    press(browser, *[Keys.ARROW_DOWN] * 9)
    assert focused(browser) == "deels"
    press(browser, Keys.ENTER)
    assert find(browser, "dialog").is_displayed()
    press(browser, Keys.ESCAPE)
    assert not find(browser, "dialog").is_displayed()
    assert focused(browser) == "deels"  # back where it came from
    press(browser, Keys.HOME)
    press(browser, Keys.ENTER)
    assert find(browser, "#o6").is_displayed()


def test_keyboard_sorts(browser: Driver) -> None:
    from selenium.webdriver.common.keys import Keys

    find(browser, "#reset").send_keys(Keys.TAB)
    press(browser, Keys.TAB, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER)
    assert names(browser)[0] == "Winkel De Zolder"
    stops = browser.execute_script("return document.querySelectorAll('#heat [tabindex=\"0\"]').length")
    assert stops == 1


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("state", ["overview", "part", "open", "organisation", "dialog"])
def test_axe_finds_nothing(browser: Driver, page: str, screen: tuple[int, int], state: str) -> None:
    pytest.importorskip("selenium_axe_python", reason="selenium-axe-python is not installed")
    from selenium_axe_python import Axe

    size(browser, screen)
    if state == "organisation":
        browser.get(f"{page}#o6")
        browser.execute_script("for (const folded of document.querySelectorAll('#o6 details')) folded.open = true")
    elif state == "open":
        browser.execute_script("for (const folded of document.querySelectorAll('details')) folded.open = true")
    elif state != "overview":
        choose(browser, "by-part", "Bewaren")
    if state == "dialog":
        find(browser, '#heat td.partial a[href^="#o6-"]').click()
    photograph(browser, f"{state}-{screen[0]}")
    axe = Axe(browser)
    axe.inject()
    found = axe.run()["violations"]
    assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in found] == []


def test_narrow_screen_does_not_scroll_sideways(browser: Driver, page: str) -> None:
    size(browser, NARROW)
    for place in ("", "#o6"):
        browser.get("about:blank")
        browser.get(page + place)
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_it_works_without_its_script(chromium: Driver, page: str) -> None:
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        chromium.get("about:blank")
        chromium.get(page)
        assert find(chromium, "#heat").is_displayed() and not find(chromium, ".filters").is_displayed()
        find(chromium, '#heat tbody a[href="#o6"]').click()
        assert find(chromium, "#o6").is_displayed() and not find(chromium, "#map").is_displayed()
    finally:
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_it_prints(browser: Driver) -> None:
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    assert len(printed["data"]) > 10_000
