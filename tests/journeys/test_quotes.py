"""An enquiry becomes a quote, the customer asks and says yes on a phone, and Together counts them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def an_opportunity(page: Page) -> None:
    """Noted by hand, and at once with sales."""
    page.goto("/marketing/capture/")
    page.get_by_label("Who is it?").fill("Tom Ellery tom@example.org 020 7946 0132")
    page.get_by_label("In their words").fill("Six dining chairs, all a bit tired.")
    follow(page.get_by_role("button", name="Save", exact=True))
    page.goto("/handover/1/")
    follow(page.get_by_role("button", name="Pass and accept"))
    page.goto("/sales/opportunities/1/")


def on_the_shelf(page: Page) -> None:
    page.goto("/sales/offers/add/")
    page.get_by_label("What do you call it?").fill("Dining chair, seat and back")
    page.get_by_label("Price").fill("140")
    page.get_by_label("Other needs that it meets").fill("tired chairs")
    follow(page.get_by_role("button", name="Add it"))


def rung(page: Page, *, scripts: bool) -> None:
    """They answered, and said what they need; what meets it is picked."""
    if scripts:
        # No telephone here: the tap is kept from leaving the page, after everybody else heard of it.
        page.evaluate("window.addEventListener('click', (event) => event.preventDefault(), {once: true})")
        follow(page.get_by_role("link", name="Ring"))
    else:
        follow(page.get_by_role("link", name="How did it go?"))
    page.get_by_label("They answered").check()
    page.get_by_label("In words").fill("Six chairs, and the dog sleeps on them.")
    page.get_by_label("How many minutes?").fill("9")
    follow(page.get_by_role("button", name="Note it"))
    follow(page.get_by_role("link", name="Write down what they need"))
    page.get_by_label("What do they need?").fill("tired chairs")
    follow(page.get_by_role("button", name="It must be"))
    follow(page.get_by_role("link", name="See what meets it"))
    needs = page.locator("#needs")
    expect(needs.get_by_text("Meets it: tired chairs.")).to_be_visible()
    follow(needs.get_by_role("button", name=re.compile("Pick it.*Dining chair")))
    expect(needs.get_by_role("heading", name="Picked for them")).to_be_visible()


def write(page: Page, row: int, words: str, many: str, each: str) -> None:
    page.locator(f"[name=line-{row}-words]").fill(words)
    page.locator(f"[name=line-{row}-quantity]").fill(many)
    page.locator(f"[name=line-{row}-price]").fill(each)


def sent_by_hand(page: Page) -> str:
    """The link that the seller hands over."""
    follow(page.get_by_role("button", name="Go on to send"))
    page.get_by_label("I hand it over myself").check()
    page.get_by_role("button", name="Send", exact=True).click()
    link = page.get_by_label("The link to their page")
    expect(link).to_have_value(re.compile("/d/"))
    return link.input_value()


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        ("phone", True),
        pytest.param("desk", True, marks=pytest.mark.long),
        pytest.param("phone", False, marks=pytest.mark.long),
        pytest.param("desk", False, marks=pytest.mark.long),
    ],
    ids=["phone", "desk", "phone-without-scripts", "desk-without-scripts"],
)
def test_from_an_enquiry_to_a_customer(house: House, open_page: Opener, width: str, scripts: bool) -> None:
    # given an enquiry that sales accepted
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)
    on_the_shelf(page)
    an_opportunity(page)

    # when the seller rings, writes down what they need and picks what meets it
    rung(page, scripts=scripts)

    # and writes a quote, which begins with what was picked: the paper beside it follows what is typed
    follow(page.get_by_role("button", name="Write a quote"))
    quote = page.url
    expect(page.locator("[name=line-0-words]")).to_have_value("Dining chair, seat and back")
    page.locator("[name=line-0-quantity]").fill("6")
    if scripts:
        expect(page.locator("#quote-sums")).to_contain_text("£1,008.00")
    follow(page.get_by_role("button", name="Add a line"))
    write(page, 1, "New webbing", "", "35")
    page.locator(".line").nth(1).get_by_text("Unit, tax, discount").click()
    page.locator("[name=line-1-optional]").check()
    link = sent_by_hand(page)

    # and the customer asks on their page, which needs no sign-in
    theirs = open_page(house.url, width=width, scripts=scripts)
    theirs.goto(link)
    expect(theirs.get_by_role("heading", name="Say yes to £1,008.00")).to_be_visible()
    if scripts:
        assert not theirs.evaluate("document.documentElement.scrollWidth > innerWidth")
    theirs.get_by_label("Your question").fill("Does it survive a dog?")
    follow(theirs.get_by_role("button", name="Ask", exact=True))
    expect(theirs.get_by_text("your question is with us")).to_be_visible()

    # then the seller finds it, answers, and sends a new version
    page.goto("/sales/")
    expect(page.get_by_text("Answer the question about Q-1001").first).to_be_visible()
    page.goto(quote)
    page.get_by_label("Your answer").fill("It does, with the stain guard.")
    follow(page.get_by_role("button", name="Answer"))
    follow(page.get_by_role("button", name="New version"))
    write(page, 2, "Stain guard", "", "60")
    link = sent_by_hand(page)

    # and the customer takes the webbing too, and says yes
    theirs.goto(link)
    expect(theirs.get_by_text("It does, with the stain guard.")).to_be_visible()
    theirs.get_by_role("checkbox").check()
    follow(theirs.get_by_role("button", name="Work out the total anew"))
    expect(theirs.get_by_role("heading", name="Say yes to £1,122.00")).to_be_visible()
    theirs.get_by_label("Your name").fill("Tom Ellery")
    follow(theirs.get_by_role("button", name="Accept this quote"))
    expect(theirs.get_by_text("Agreed: Tom Ellery said yes")).to_be_visible()

    # and it is won with its order, and Together shows the customer and the revenue
    page.goto("/sales/opportunities/1/")
    expect(page.get_by_role("heading", name="Sold")).to_be_visible()
    expect(page.locator(".order-lines li")).to_have_count(3)
    page.goto("/")
    expect(page.get_by_text("£935").first).to_be_visible()
