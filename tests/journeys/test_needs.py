"""On the phone with somebody: what they need is written down, and what meets it is picked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def on_the_shelf(page: Page, name: str, price: str, needs: str) -> None:
    page.goto("/sales/offers/add/")
    page.get_by_label("What do you call it?").fill(name)
    page.get_by_label("Price").fill(price)
    page.get_by_label("Other needs that it meets").fill(needs)
    follow(page.get_by_role("button", name="Add it"))


def hear(page: Page, words: str, button: str) -> None:
    page.get_by_label("What do they need?").fill(words)
    follow(page.get_by_role("button", name=button))
    expect(page.get_by_text("Written down. What else?")).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [("phone", False), ("desk", True)])
def test_what_they_need_leads_to_what_we_offer(
    house: House, open_page: Opener, width: str, scripts: bool
) -> None:
    # given two things on the shelf, and somebody who rings
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)
    on_the_shelf(page, "Chairs in wool", "180", "tired chairs, survives dogs")
    on_the_shelf(page, "Chairs in linen", "140", "tired chairs")
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill("Tom Ellery")
    page.get_by_label("What it is about").fill("Six dining chairs")
    follow(page.locator("main").get_by_role("button").first)

    # when what he says is written down, one tap each
    follow(page.get_by_role("link", name="Write down what they need"))
    hear(page, "tired chairs", "It must be")
    hear(page, "It has to survive the dog", "It matters")
    hear(page, "A table to go with them", "Nice to have")
    follow(page.get_by_role("link", name="See what meets it"))

    # and what sounds like a need that we know is confirmed, and what we do not offer is told to marketing
    needs = page.locator("#needs")
    expect(needs.get_by_text("Sounds like “survives dogs”")).to_be_visible()
    follow(needs.get_by_role("button", name=re.compile("Yes.*survive the dog")))
    follow(needs.get_by_role("button", name=re.compile("We do not offer it.*table")))

    # then the one that meets more is named first, with its reasons, though it costs more
    expect(needs.get_by_role("heading", name="Chairs in wool")).to_be_visible()
    expect(needs.get_by_text("Meets 2 of 3: tired chairs; It has to survive the dog.")).to_be_visible()
    expect(needs.get_by_text("Misses: A table to go with them.")).to_be_visible()

    # and it can be picked, and marketing sees what was asked for
    follow(needs.get_by_role("button", name=re.compile("Pick it.*Chairs in wool")))
    expect(needs.get_by_role("heading", name="Picked for them")).to_be_visible()
    page.goto("/marketing/")
    expect(page.get_by_text("A table to go with them")).to_be_visible()
