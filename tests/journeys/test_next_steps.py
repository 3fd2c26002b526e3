"""One next step each: a morning at the desk by keyboard alone, and on the phone without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def opened_by_hand(page: Page, who: str, what: str, phone: str = "") -> None:
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill(who)
    page.get_by_label("What it is about").fill(what)
    page.get_by_label("Phone").fill(phone)
    follow(page.get_by_role("button", name="Open the opportunity"))


def test_a_morning_by_keyboard(house: House, open_page: Opener) -> None:
    # given two conversations of which one has no next step, and a call that is planned in the dialog
    page = open_page(house.url)
    sign_in(page)
    opened_by_hand(page, "Tom Ellery", "Six dining chairs", "07700 900123")
    opened_by_hand(page, "Beatrix Lund", "Footstool and curtains")
    page.goto("/sales/today/")
    page.get_by_role("link", name="Plan: Tom Ellery").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Next step").fill("Ring about the wool")
    dialog.locator("[name=on]").fill("2020-03-02")
    follow(dialog.get_by_role("button", name="Plan it"))
    expect(page.get_by_text("1 to do, and it is overdue. 1 has no next step yet.")).to_be_visible()

    # when the first row is marked with j and done with d, and a visit comes next
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Ring about the wool", exact=True)).to_be_focused()
    page.keyboard.press("d")
    expect(dialog.get_by_role("heading", name="Done: Ring about the wool")).to_be_visible()
    dialog.get_by_label("What came of it").fill("She likes the blue one.")
    dialog.get_by_label("Next step").fill("Measure up")
    dialog.get_by_label("How").select_option("Visit")
    dialog.locator("[name=on]").fill("2020-03-03")
    follow(dialog.get_by_role("button", name="Done, plan the next"))

    # then it says what comes next, and one tap puts that off and takes it back
    expect(page.get_by_text("Done, and written down. Next: Measure up")).to_be_visible()
    row = page.locator(".step-row").filter(has_text="Measure up")
    follow(row.locator("button"))
    expect(page.get_by_text("Nobody waits for you today. 1 has no next step yet.")).to_be_visible()
    follow(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("1 to do, and it is overdue.")).to_be_visible()


def test_on_the_phone_without_a_script(house: House, open_page: Opener) -> None:
    # given a call that is overdue
    page = open_page(house.url, width="phone", scripts=False)
    sign_in(page)
    opened_by_hand(page, "Tom Ellery", "Six dining chairs", "+44 7700 900123")
    follow(page.get_by_role("link", name="Plan the next step"))
    page.get_by_label("Next step").fill("Ring about the wool")
    page.locator("[name=on]").fill("2020-03-02")
    follow(page.get_by_role("button", name="Plan it"))

    # when the seller looks at today, then the phone may ring at once
    page.goto("/sales/today/")
    ring = page.get_by_role("link", name="Ring: Tom Ellery")
    expect(ring).to_have_attribute("href", "tel:+447700900123")

    # and done asks for the next in the same form, and leads back here
    follow(page.get_by_role("link", name="Done: Ring about the wool, Tom Ellery"))
    page.get_by_label("What came of it").fill("No answer, voicemail.")
    page.get_by_label("Minutes it took").fill("2")
    page.get_by_label("Next step").fill("Ring again")
    page.locator("[name=on]").fill("2020-03-04")
    follow(page.get_by_role("button", name="Done, plan the next"))
    expect(page.get_by_role("heading", name="Today, one next step each")).to_be_visible()
    expect(page.get_by_role("link", name="Ring again", exact=True)).to_be_visible()

    # and the calendar of the phone gets a link of its own
    follow(page.get_by_role("link", name="These steps in the calendar of your phone"))
    follow(page.get_by_role("button", name="Make my link"))
    address = page.get_by_role("textbox", name="The link").input_value()
    told = page.request.get(address.replace("localhost:8000", house.url.removeprefix("http://")))
    assert "SUMMARY:Ring again: Tom Ellery" in told.text()
