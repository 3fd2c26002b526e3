"""For an owner who hates selling: words to begin with, a talk with their help, three minutes of practice."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
QUESTION = "Who sits on it, and how often?"
THEIR_WORDS = "My mother, every Sunday."


def no_wider_than_the_phone(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def lay_kit(page: Page) -> None:
    page.goto("/sales/playbook/")
    page.get_by_role("link", name="Choose your trade").click()
    page.get_by_role("link", name="Upholstery and furniture").click()
    page.get_by_role("button", name="Make it mine").click()
    expect(page.get_by_text("lines are yours now.")).to_be_visible()


def test_a_talk_with_help_on_a_phone_without_javascript(house: House, open_page: Opener) -> None:
    # given a kit that became one's own, and somebody to talk to
    page = open_page(house.url, width="phone", scripts=False)
    sign_in(page)
    lay_kit(page)
    assert no_wider_than_the_phone(page)
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill("Lena Brandt")
    page.get_by_label("What it is about").fill("Two armchairs")
    page.get_by_role("button", name="Open the opportunity").click()

    # when a question was asked, and they answered in their words
    helps = page.locator("#helps")
    helps.get_by_text(QUESTION, exact=True).click()
    helps.get_by_label("What they answered, in their words").locator("visible=true").fill(THEIR_WORDS)
    helps.get_by_role("button", name="Asked").locator("visible=true").click()

    # then it is ticked there, and stands on the timeline
    expect(helps.get_by_text(f"“{THEIR_WORDS}”")).to_be_visible()
    expect(page.locator(".timeline").get_by_text(f"“{THEIR_WORDS}”")).to_be_visible()

    # when they hesitate, one says something of one's own, and it helped
    helps.get_by_text("“I only wanted to ask.”").click()
    helps.get_by_text("I said something else").locator("visible=true").click()
    helps.get_by_label("What did you say?").locator("visible=true").fill("Then ask me three things.")
    helps.get_by_role("button", name="Keep it").locator("visible=true").click()
    helps.get_by_role("button", name="It helped").click()
    expect(helps.get_by_text("worked 1 of 1 time")).to_be_visible()
    assert no_wider_than_the_phone(page)

    # and it is one of the own answers from now on
    helps.get_by_role("link", name="Put it in your words").click()
    expect(page.get_by_text("Then ask me three things.")).to_be_visible()
    assert no_wider_than_the_phone(page)


def test_three_minutes_of_practice_by_the_keyboard(house: House, open_page: Opener) -> None:
    page = open_page(house.url)
    sign_in(page)
    lay_kit(page)
    page.get_by_role("link", name="Practise for three minutes").click()
    for number in range(1, 7):
        expect(page.get_by_text(f"Card {number} of 6")).to_be_visible()
        expect(page.get_by_role("link", name="Turn the card")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="It went well")).to_be_focused()
        if number == 2:
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.get_by_text("5 answers went well. 1 comes once more tomorrow.")).to_be_visible()
    expect(page.get_by_text("Only you see this.")).to_be_visible()
