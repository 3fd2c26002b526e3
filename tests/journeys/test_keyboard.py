"""Getting around with single keys, and without them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House
from tests.journeys.test_first_line import capture

pytestmark = pytest.mark.browser


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_one_key_does_it_unless_one_writes_or_has_switched_it_off(house: House, open_page: Opener) -> None:
    # given two enquiries
    page = open_page(house.url)
    sign_in(page)
    for who in ("Ruth Adeyemi", "Priya Shah"):
        capture(page, who, "Chairs")

    # then g and a letter goes to a place, and ? tells so
    press(page, "g", "s")
    expect(page).to_have_url(re.compile("/sales/"))
    press(page, "?")
    told = page.get_by_role("dialog", name="Keyboard")
    expect(told.get_by_text("Next in the list")).to_be_visible()
    press(page, "g", "m")
    press(page, "Escape")
    expect(told).to_be_hidden()
    expect(page).to_have_url(re.compile("/sales/"))

    # and j and k walk through a list, Enter opens
    page.goto("/marketing/enquiries/")
    press(page, "j", "j", "k")
    expect(page.get_by_role("link", name="Priya Shah")).to_be_focused()
    press(page, "j", "Enter")
    expect(page.get_by_role("heading", name="Ruth Adeyemi")).to_be_visible()

    # and / searches, where a letter is only a letter
    press(page, "/")
    search = page.get_by_role("searchbox", name="Search")
    expect(search).to_be_focused()
    page.keyboard.type("gc?")
    expect(search).to_have_value("gc?")
    press(page, "Escape")

    # and + writes somebody down
    page.goto("/people/")
    press(page, "Control+c", "Alt+c", "+")
    expect(page.get_by_label("Who is it?")).to_be_visible()

    # when they are switched off in the profile
    page.goto("/office/profile/")
    page.get_by_role("main").get_by_label("Use single keys on this device").uncheck()

    # then they do nothing, on the next page neither, and Ctrl K stays
    press(page, "g", "s", "?")
    page.goto("/people/")
    press(page, "c")
    press(page, "Control+k")
    expect(search).to_be_focused()
    expect(told).to_be_hidden()
    expect(page).to_have_url(re.compile("/people/"))


def test_without_a_script_a_page_says_what_the_keys_need(house: House, open_page: Opener) -> None:
    page = open_page(house.url, scripts=False, width="phone")
    sign_in(page)
    page.get_by_role("link", name="Keyboard").click()
    expect(page.get_by_role("heading", name="Keyboard")).to_be_visible()
    main = page.get_by_role("main")
    expect(main.get_by_text("These keys need JavaScript")).to_be_visible()
    expect(main.get_by_text("Next in the list")).to_be_visible()
