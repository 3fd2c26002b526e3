"""One person with two jobs, on a phone: puts a hat on, changes it, and writes down what was forgotten."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser


def choose(page: Page, name: str) -> None:
    """From the menu of the hat, which opens without scripts too."""
    page.locator(".hat-menu > summary").click()
    page.locator(".hat-menu").get_by_role("button", name=name).click()


def worn(hat: str) -> re.Pattern[str]:
    return re.compile(rf"You wear the {hat} hat, since \d+:\d\d")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_hats_on_a_phone(house: House, open_page: Opener, scripts: bool) -> None:
    # given an owner with a phone who sells a little, and then looks for people
    page = open_page(house.url, width="phone", scripts=scripts)
    sign_in(page)
    hat = page.locator(".hat-menu > summary")
    page.goto("/sales/")
    choose(page, "Sales hat")
    expect(hat).to_have_attribute("aria-label", worn("sales"))
    choose(page, "Marketing hat")
    expect(hat).to_have_attribute("aria-label", worn("marketing"))
    expect(page).to_have_url(re.compile("/sales/$"))

    # when they are done for today
    choose(page, "Done for today")
    expect(hat).to_have_attribute("aria-label", "You wear the marketing hat")

    # then what lasted a moment is no time, and yesterday is written down by hand
    page.locator(".hat-menu > summary").click()
    page.get_by_role("link", name="Your two hats").first.click()
    expect(page.get_by_text("No hat is on")).to_be_visible()
    expect(page.get_by_text("No hours are known of this week.")).to_be_visible()
    page.get_by_role("link", name="Add time").click()
    page.get_by_role("radio", name="Marketing hat").check()
    yesterday = datetime.datetime.now(ZoneInfo("Europe/London")).date() - datetime.timedelta(days=1)
    page.get_by_label("Which day?").fill(yesterday.isoformat())
    page.get_by_label("From").fill("09:00")
    page.get_by_label("Until").fill("10:30")
    page.get_by_role("button", name="Write it down").click()

    # and put right, as part of it was selling
    page.get_by_role("link", name="9:00 to 10:30").click()
    page.get_by_label("Another hat from").fill("10:00")
    page.get_by_role("button", name="Split it there").click()
    expect(page.get_by_role("link", name="9:00 to 10:00")).to_be_visible()
    expect(page.get_by_text("Sales hat, written by hand")).to_be_visible()

    # and taken back
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="9:00 to 10:30")).to_be_visible()
    expect(page.get_by_text("Sales hat, written by hand")).to_have_count(0)
