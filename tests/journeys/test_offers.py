"""What is sold, written down on a phone, and put together into a bundle."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(("width", "scripts"), [("phone", True), ("phone", False)])
def test_an_offer_a_new_price_and_a_bundle(
    house: House, open_page: Opener, width: str, scripts: bool
) -> None:
    # given an empty shelf
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)
    page.goto("/sales/offers/")
    follow(page.get_by_role("link", name="Add the first offer"))

    # when a chair is written down, with a need in the customers' words
    page.get_by_label("What do you call it?").fill("Dining chair, seat and back")
    page.get_by_label("Price, without tax").fill("140")
    page.get_by_label("Other needs that it meets").fill("survives dogs")
    follow(page.get_by_role("button", name="Add it"))

    # then it is on offer at that price, under the standard rate of the country
    main = page.get_by_role("main")
    expect(main.get_by_text("£140 since")).to_be_visible()
    expect(main.get_by_text("Standard rate, 20%")).to_be_visible()
    expect(main.get_by_text("survives dogs")).to_be_visible()

    # when its price is to change, both are told
    follow(page.get_by_role("link", name="New price"))
    page.get_by_label("Price, without tax").fill("155")
    page.get_by_label("From").fill("2099-01-01")
    follow(page.get_by_role("button", name="Set the price"))
    expect(main.get_by_text("£155 from 1 January 2099")).to_be_visible()

    # and six of them in a bundle cost six times as much
    page.goto("/sales/offers/")
    follow(page.get_by_role("link", name="Add a bundle"))
    page.get_by_label("What do you call it?").fill("Six chairs")
    page.get_by_label("What does it cost?").select_option("What its parts cost together")
    follow(page.get_by_role("button", name="Add it"))
    follow(page.get_by_role("link", name="Put an offer in"))
    page.get_by_label("Offer", exact=True).select_option("Dining chair, seat and back")
    page.get_by_label("How many").fill("6")
    follow(page.get_by_role("button", name="Put it in"))
    expect(main.get_by_text("£840")).to_be_visible()

    # and a list that nobody has to scroll sideways
    page.goto("/sales/offers/")
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
