"""The page of a quote has no barrier in any language, at any width, and German words push nothing aside."""

import pytest
from playwright.sync_api import Page, expect

from tandem.office.languages.words import LANGUAGES
from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House
from tests.journeys.test_axe import look_at
from tests.journeys.test_quotes import an_opportunity, sent_by_hand, write

pytestmark = [pytest.mark.browser, pytest.mark.axe, pytest.mark.long, pytest.mark.xdist_group("browser")]
# Whatever is pressed is at least so high, in CSS pixels.
TARGET = 44
PRESSED = "a[href], button, input:not([type=hidden]), summary, textarea"
LOW = """([pressed, target]) => [...document.querySelectorAll(pressed)]
  .map(one => [one.outerHTML.slice(0, 90), (one.closest('label') || one).getBoundingClientRect().height])
  .filter(([, height]) => height && height < target - 0.5)"""


def links_in_every_language(page: Page) -> dict[str, str]:
    """A quote in each, handed over by the seller."""
    links = {}
    for language in LANGUAGES:
        page.goto("/sales/opportunities/1/")
        follow(page.get_by_role("button", name="Write a quote"))
        page.get_by_label("Headline").fill("Esszimmerstuhlpolsterarbeiten mit Fleckschutzausrüstung")
        write(page, 0, "Esszimmerstuhl, Sitz und Rücken neu gepolstert", "6", "140")
        page.get_by_label("Language", exact=True).select_option(language)
        follow(page.get_by_role("button", name="Add a line"))
        write(page, 1, "Neue Gurte", "2", "35")
        page.locator(".line").nth(1).get_by_text("Unit, tax, discount").click()
        page.locator("[name=line-1-optional]").check()
        links[language] = sent_by_hand(page)
    return links


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_their_page_has_no_barrier(house: House, open_page: Opener, width: str, dark: bool) -> None:
    page = open_page(house.url)
    sign_in(page)
    an_opportunity(page)
    links = links_in_every_language(page)
    theirs = open_page(house.url, width=width, dark=dark)
    assert look_at(theirs, list(links.values())) == {}
    for language, link in links.items():
        theirs.goto(link)
        expect(theirs.locator("html")).to_have_attribute("lang", language)
        theirs.locator("summary").click()
        expect(theirs.get_by_role("radio").first).to_be_visible()
        assert theirs.evaluate(LOW, [PRESSED, TARGET]) == []
