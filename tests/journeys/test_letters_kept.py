"""A letter half written is there again: after a pause, and after its page was left in mid-sentence."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def begun(page: Page) -> None:
    """Somebody to write to, and a letter begun."""
    sign_in(page)
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill("Nora Field")
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("What it is about").fill("A window seat")
    follow(page.get_by_role("button", name=re.compile("Open")))
    follow(page.get_by_role("link", name="Write", exact=True))
    page.get_by_label("Subject").fill("Your window seat")


def test_a_letter_half_written_survives_its_page(house: House, open_page: Opener) -> None:
    # given somebody to write to, and a letter begun
    page = open_page(house.url, width="phone", scripts=True)
    begun(page)

    # when one pauses, then it is kept, and the page is that of the draft
    expect(page.get_by_text("Kept as your draft.")).to_be_visible()
    expect(page).to_have_url(re.compile("/people/letters/written/"))
    expect(page.get_by_role("button", name="Throw the draft away")).to_be_visible()

    # and left in the middle of a word, it is there again with the last of them
    page.get_by_label("Text").fill("Dear Nora, the foam is")
    page.goto("/sales/")
    page.goto("/people/mail/")
    follow(page.get_by_role("link", name="Your window seat"))
    expect(page.get_by_label("Text")).to_have_value("Dear Nora, the foam is")

    # and the button keeps it as ever, also right behind a word
    page.get_by_label("Text").fill("Dear Nora, the foam is here.")
    follow(page.get_by_role("button", name="Keep as a draft"))
    expect(page.get_by_text("Kept as a draft. Only you see it.")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("Dear Nora, the foam is here.")


def test_signed_out_in_the_meantime_no_word_is_lost(house: House, open_page: Opener) -> None:
    # given a letter begun, and a session that ends meanwhile
    page = open_page(house.url, width="phone", scripts=True)
    begun(page)
    expect(page.get_by_text("Kept as your draft.")).to_be_visible()
    page.context.clear_cookies(name="sessionid")

    # when one writes on and pauses, then it is said, and the page stays
    page.get_by_label("Text").fill("Dear Nora, the foam is here.")
    expect(page.get_by_text("You were signed out in the meantime")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("Dear Nora, the foam is here.")

    # and sent all the same, the words are shown to be copied
    follow(page.get_by_role("button", name="Keep as a draft"))
    expect(page.get_by_role("heading", name="You were signed out in the meantime")).to_be_visible()
    expect(page.locator("textarea").filter(has_text="the foam is here")).to_be_visible()
