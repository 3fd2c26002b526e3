"""An agreement with two names: a marketer proposes it on the phone, a seller agrees at the desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, sign_in_by_typing
from tests.journeys.house import PASSWORD, House

pytestmark = pytest.mark.browser
MARKETER = ("--email", "mona@example.org", "--name", "Mona Field", "--role", "marketing")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_marketer_proposes_and_a_seller_agrees(house: House, open_page: Opener, scripts: bool) -> None:
    # given a marketer with a phone, and nothing agreed yet
    house.tandem("user", "create", *MARKETER, "--password-stdin", text=PASSWORD)
    phone = open_page(house.url, width="phone", scripts=scripts)
    sign_in_by_typing(phone, "mona@example.org")
    phone.goto("/handover/agreement/")
    phone.get_by_role("link", name="Say what it is").click()

    # when she adds a sentence with one tap, promises more, says why, and proposes it
    phone.get_by_role("button", name="Has a date").click()
    expect(phone.get_by_label(re.compile("^Sentence 4"))).to_have_value("Has a date")
    phone.get_by_label("Enquiries a month, at least").fill("30")
    phone.get_by_label("Why, in a word").fill("So that you can plan your week")
    phone.get_by_role("button", name="Propose it", exact=True).click()
    expect(phone.get_by_role("heading", name="Mona Field proposes a change")).to_be_visible()
    expect(phone.get_by_role("button", name="Withdraw it")).to_be_visible()

    # and the seller finds it among what is to be done today, and agrees at the desk
    desk = open_page(house.url, scripts=scripts)
    sign_in_by_typing(desk, "joe@example.org")
    desk.goto("/sales/")
    desk.get_by_role("link", name="Mona proposes a change to your agreement").click()
    expect(desk.get_by_text("So that you can plan your week")).to_be_visible()
    expect(desk.get_by_role("row", name=re.compile("Enquiries a month.*30"))).to_be_visible()
    desk.get_by_role("button", name="Agree, with my name").click()

    # then both names stand under the first version, on the phone too
    for page in (desk, phone):
        page.goto("/handover/agreement/")
        expect(page.get_by_text("Version 1, agreed")).to_be_visible()
        expect(page.get_by_text("Mona Field for marketing")).to_be_visible()
        expect(page.get_by_text("Joe Rowe for sales")).to_be_visible()
        expect(page.get_by_text("Has a date")).to_be_visible()
