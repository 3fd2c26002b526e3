"""A card on the board: dragged with the mouse, or moved by the menu that does the same."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def add_opportunity(page: Page, who: str, what: str) -> None:
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill(who)
    page.get_by_label("What it is about").fill(what)
    follow(page.get_by_role("button", name="Open the opportunity"))


def test_a_card_is_dragged_and_the_stage_asks_for_what_is_missing(house: House, open_page: Opener) -> None:
    # given an opportunity, and a stage that asks for one thing first
    page = open_page(house.url)
    sign_in(page)
    add_opportunity(page, "Ann Miller", "Wing chair")
    page.goto("/sales/stages/")
    follow(page.get_by_role("link", name=re.compile("What must be true.*Quote sent")))
    page.get_by_label("In your own words, 1").fill("The fabric is chosen")
    follow(page.get_by_role("button", name="Save"))

    # when the card is dragged to a stage that asks for nothing, it stands there
    page.goto("/sales/board/")
    columns = {
        name: page.locator("[data-stage]").filter(has=page.get_by_role("heading", name=name, exact=True))
        for name in ("Visit", "Quote sent")
    }
    page.locator("[data-card]").drag_to(columns["Visit"])
    expect(page.get_by_text("“Wing chair” is at “Visit” now.")).to_be_visible()
    expect(columns["Visit"].locator("[data-card]")).to_have_count(1)

    # and dragged on to the other, the small form asks for what is missing
    page.locator("[data-card]").drag_to(columns["Quote sent"])
    expect(page.get_by_role("heading", name="On to “Quote sent”")).to_be_visible()
    page.get_by_label("The fabric is chosen").check()
    follow(page.get_by_role("button", name="Move it there"))
    expect(page.get_by_text("Moved to “Quote sent”.")).to_be_visible()

    # and the menu of the card does the same
    page.goto("/sales/board/")
    page.locator("[data-card] summary").click()
    follow(page.get_by_role("button", name="First talk", exact=True))
    expect(page.get_by_text("“Wing chair” is at “First talk” now.")).to_be_visible()
