"""What a phone shows: nothing is cut off, and every place can be reached."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House
from tests.journeys.test_first_line import capture

pytestmark = pytest.mark.browser
LONG = "Zoë O’Brien-Müller " + "Aufregendlangername" * 6


def ends_within(page: Page, selector: str) -> bool:
    """Whether the first of them, and all that it holds, stays within the screen."""
    return bool(
        page.eval_on_selector(
            selector,
            "one => [one, ...one.querySelectorAll('*')].every("
            "part => part.getBoundingClientRect().right <= innerWidth && part.scrollWidth <= innerWidth)",
        )
    )


def test_a_very_long_name_leaves_undo_and_the_list_on_the_screen(house: House, open_page: Opener) -> None:
    # given somebody with a very long name, noted on a phone
    page = open_page(house.url, width="phone")
    sign_in(page)
    capture(page, LONG, "A chair")

    # then what was done is told within the screen, and can be taken back there
    expect(page.locator(".toast").get_by_role("button", name="Undo")).to_be_in_viewport(ratio=1)
    assert ends_within(page, ".toast")

    # and the list shows the whole name
    page.goto("/marketing/enquiries/")
    assert ends_within(page, ".cards-below tbody th")


def test_people_are_reached_below_the_page(house: House, open_page: Opener) -> None:
    # given a phone, whose bar has four places
    page = open_page(house.url, width="phone")
    sign_in(page)
    page.goto("/marketing/")
    expect(page.locator(".bottom").get_by_role("link", name="People")).to_have_count(0)

    # then the fifth stands at the foot
    page.locator(".foot").get_by_role("link", name="People").click()
    expect(page).to_have_url(re.compile("/people/$"))

    # and not where the bar on top has it
    wide = open_page(house.url)
    sign_in(wide)
    expect(wide.locator(".foot").get_by_role("link", name="People")).to_be_hidden()
