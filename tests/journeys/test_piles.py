"""On a phone in the evening: last month in three lines, sorted by one tap each, and seen at a glance."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser
LINES = "Networking breakfast, 90 min\nrang back Mr Hill, 20 min\nCoffee with Anna, 45 min"


def no_wider_than_the_phone(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def sort(page: Page, words: str, pile: str) -> None:
    page.get_by_role("form", name=words).get_by_role("button", name=pile).click()
    expect(page.get_by_role("form", name=words)).to_have_count(0)


def test_last_month_in_two_piles_on_a_phone(house: House, open_page: Opener) -> None:
    # given an owner whose first steps lead there, on a phone without JavaScript
    page = open_page(house.url, width="phone", scripts=False)
    sign_in(page)
    page.get_by_role("link", name="Sort last month into two piles").click()
    page.get_by_label("What did you do last month?").fill(LINES)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("3 left")).to_be_visible()
    expect(page.get_by_text("It was for one person who had asked.")).to_be_visible()

    # then every button is large, and nothing is wider than the phone
    first = page.get_by_role("form", name="Networking breakfast").get_by_role("button").first
    expect(first).to_be_focused()
    box = first.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= 300
    assert no_wider_than_the_phone(page)

    # when each is sorted by one tap, one of them by the keyboard, then the picture says what it was
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 left")).to_be_visible()
    sort(page, "rang back Mr Hill", "So that one person buys")
    sort(page, "Coffee with Anna", "So that people ask")
    picture = page.get_by_role("figure")
    expect(picture).to_contain_text("More went into being asked than into helping one person to buy.")
    expect(picture.get_by_role("img").locator("visible=true")).to_have_count(1)
    assert no_wider_than_the_phone(page)

    # and a line can be moved to another pile later, or become a campaign
    page.get_by_label("Move “Coffee with Anna”").click()
    page.get_by_role("button", name="So that customers stay").click()
    expect(page.get_by_role("heading", name="So that customers stay")).to_be_visible()
    page.get_by_role("link", name="Make a campaign of it").first.click()
    expect(page.get_by_label("Name")).to_have_value("Networking breakfast")
    expect(page.get_by_label("What kind is it?")).to_have_value("networking")
