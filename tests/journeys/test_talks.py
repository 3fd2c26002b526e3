"""A seller on a phone rings, is asked how it went, plans the day that they named, and begins a letter."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(("width", "scripts"), [("phone", True), ("desk", False)])
def test_from_the_call_to_the_letter(house: House, open_page: Opener, width: str, scripts: bool) -> None:
    # given an opportunity with somebody who can be rung and written to
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill("Tom Ellery")
    page.get_by_label("E-mail address").fill("tom@example.org")
    page.get_by_label("Phone").fill("020 7946 0132")
    page.get_by_label("What it is about").fill("Six dining chairs")
    follow(page.get_by_role("button", name=re.compile("Open")))

    # when they are rung, the page asks how it went
    if scripts:
        # No telephone here: the tap is kept from leaving the page, after everybody else heard of it.
        page.evaluate("window.addEventListener('click', (event) => event.preventDefault())")
        follow(page.get_by_role("link", name="Ring"))
    else:
        follow(page.get_by_role("link", name="How did it go?"))
    expect(page.get_by_role("heading", name="How did it go?")).to_be_visible()
    page.get_by_label("They answered").check()
    page.get_by_label("In words").fill("Likes the green wool. Call me in two weeks at 10")
    page.get_by_label("How many minutes?").fill("12")
    follow(page.get_by_role("button", name="Note it"))

    # then it stands there, and the day that they named is planned in one tap
    expect(page.get_by_text("Maya rang, 12 minutes", exact=True)).to_be_visible()
    expect(page.get_by_text("read from “in two weeks at 10”")).to_be_visible()
    follow(page.get_by_role("button", name=re.compile("^Ring")))
    expect(page.get_by_text("Ring Tom Ellery (“in two weeks at 10”)").first).to_be_visible()
    expect(page.get_by_text("No next step yet")).to_have_count(0)

    # and a letter is begun from one that is there, filled in, and kept
    follow(page.get_by_role("link", name="Write", exact=True))
    page.get_by_text("Start from a letter that you have").click()
    follow(page.get_by_role("link", name="Still on your mind?"))
    expect(page.get_by_label("Subject")).to_have_value("Still on your mind? Six dining chairs")
    follow(page.get_by_role("button", name="Send"))
    expect(page.get_by_text("No mail server is set up, so this cannot leave.").first).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value(re.compile("Dear Tom,"))
    follow(page.get_by_role("link", name="Six dining chairs"))
    expect(page.get_by_role("link", name="Still on your mind? Six dining chairs")).to_be_visible()
