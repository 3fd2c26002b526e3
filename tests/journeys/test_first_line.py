"""The first line through the house: somebody asks, and becomes a customer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WAYS, Opener, follow, sign_in, sign_in_by_typing
from tests.journeys.house import House

pytestmark = pytest.mark.browser


def capture(page: Page, who: str, words: str) -> None:
    page.goto("/marketing/capture/")
    page.get_by_label("Who is it?").fill(who)
    page.get_by_label("In their words").fill(words)
    follow(page.get_by_role("button", name="Save", exact=True))


def open_at_the_handover(page: Page, who: str) -> None:
    page.goto("/handover/")
    page.get_by_role("listitem").filter(has_text=who).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=who)).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_an_enquiry_becomes_a_customer(house: House, open_page: Opener, width: str, scripts: bool) -> None:
    # given an owner who wears both hats, and nobody who has asked
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in_by_typing(page)
    expect(page.get_by_role("heading", name="Nobody has asked yet")).to_be_visible()

    # when somebody asks
    capture(page, "Priya Shah", "Eight dining chairs for our café")

    # and marketing passes her on, and sales accepts
    open_at_the_handover(page, "Priya Shah")
    follow(page.get_by_role("button", name="Pass to sales"))
    open_at_the_handover(page, "Priya Shah")
    follow(page.get_by_role("button", name="Accept", exact=True))

    # and sales plans the next step
    page.goto("/sales/opportunities/")
    follow(page.get_by_role("link", name=re.compile("dining chairs|Priya Shah")).first)
    opportunity = page.url
    page.get_by_role("link", name="Plan the next step").click()
    page.get_by_label("Next step").fill("Ring about the wool")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("Ring about the wool").first).to_be_visible()

    # and she buys
    page.goto(opportunity)
    page.get_by_role("link", name="They buy").click()
    page.get_by_label("Sold for, without tax").fill("£1,140")
    page.get_by_role("button", name="Write down the sale").click()
    expect(page.get_by_text("£1,140").first).to_be_visible()

    # then Together shows one more customer, and the money
    page.goto("/")
    main = page.get_by_role("main")
    expect(main.get_by_text(re.compile(r"\b1\b.*customer")).first).to_be_visible()
    expect(main.get_by_text("£1,140").first).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_a_declined_enquiry_goes_back_with_its_reason_and_is_passed_again(
    house: House, open_page: Opener, width: str, scripts: bool
) -> None:
    # given an enquiry that was passed
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)
    capture(page, "Owen Pryce", "Do you mend caravan cushions?")
    open_at_the_handover(page, "Owen Pryce")
    follow(page.get_by_role("button", name="Pass to sales"))

    # when sales declines it with a reason
    open_at_the_handover(page, "Owen Pryce")
    page.get_by_role("link", name="Decline, with a reason").click()
    page.get_by_role("radio").first.check()
    follow(page.get_by_role("button", name=re.compile("^Decline")))

    # then it stands with marketing, with the reason
    page.goto("/handover/sent-back/")
    expect(page.get_by_role("main").get_by_text("Owen Pryce").first).to_be_visible()

    # and when marketing, which reads why, passes it once more, and sales accepts
    follow(page.get_by_role("link", name="Pass again or set aside Owen Pryce"))
    expect(page.get_by_text("Sales said no").first).to_be_visible()
    follow(page.get_by_role("button", name="Pass to sales"))
    open_at_the_handover(page, "Owen Pryce")
    follow(page.get_by_role("button", name="Accept", exact=True))

    # then the opportunity has the brief: his words, and what was ticked
    page.goto("/sales/opportunities/")
    follow(page.get_by_role("link", name=re.compile("caravan|Owen Pryce")).first)
    expect(page.get_by_role("main").get_by_text("Do you mend caravan cushions?").first).to_be_visible()
    expect(page.get_by_role("heading", name="What marketing told us")).to_be_visible()


def test_pass_and_accept_is_one_tap(house: House, open_page: Opener) -> None:
    # given one person with both hats and an enquiry
    page = open_page(house.url, width="phone")
    sign_in(page)
    capture(page, "Ruth Adeyemi", "My gran’s wingback, springs gone")

    # when she takes it on herself
    open_at_the_handover(page, "Ruth Adeyemi")
    follow(page.get_by_role("button", name="Pass and accept"))

    # then it stands with sales
    page.goto("/sales/opportunities/")
    expect(page.get_by_role("main").get_by_text("Ruth Adeyemi").first).to_be_visible()


def test_a_capture_that_says_nothing_is_kept_and_told(house: House, open_page: Opener) -> None:
    # given a capture page where only the door was chosen, and that the newsletter is welcome
    page = open_page(house.url)
    sign_in(page)
    page.goto("/marketing/capture/")
    page.get_by_text("Walk-in", exact=True).click()
    page.get_by_label("May we send the newsletter?").check()

    # when it is saved
    page.get_by_role("button", name="Save", exact=True).click()

    # then the page says what is missing and has lost nothing
    expect(page.locator(".wrong").first).to_be_visible()
    expect(page.get_by_role("radio", name="Walk-in")).to_be_checked()
    expect(page.get_by_label("May we send the newsletter?")).to_be_checked()

    # and words alone are enough: somebody asked
    page.get_by_label("In their words").fill("Curtains for a bay window")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody")).to_be_visible()
