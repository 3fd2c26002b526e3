"""Nothing stands in the way of another thing, and nothing is cut: measured in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser
# How much room the longest choice of each select has, less what it and the arrow need.
SPARE = """selects => selects.map(select => {
  const style = getComputedStyle(select), words = document.createElement("canvas").getContext("2d");
  words.font = style.font;
  const longest = Math.max(...[...select.options].map(option => words.measureText(option.text).width));
  const arrow = Math.max(36, parseFloat(style.paddingRight));
  return select.clientWidth - parseFloat(style.paddingLeft) - arrow - longest;
})"""
RIGHT_OF_THE_PAGE = """() => {
  const page = document.querySelector("main.page, .page");
  return page.getBoundingClientRect().right - parseFloat(getComputedStyle(page).paddingRight);
}"""


def box(of: Locator) -> dict[str, float]:
    found = of.bounding_box()
    assert found is not None
    return {**found}


def written_down(page: Page, who: str) -> None:
    page.goto("/marketing/capture/")
    page.get_by_label("Who is it?").fill(who)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()


def test_on_a_desk_the_bar_keeps_to_its_column_and_choices_are_read_whole(
    house: House, open_page: Opener, tmp_path: Path
) -> None:
    # given a page of the desk with the longest name, and a list to bring in
    page = open_page(house.url)
    sign_in(page)
    file = tmp_path / "list.csv"
    file.write_text("Asked on,Name,Closed on,Status\n2026-09-01,Lena Brandt,2026-09-20,won\n")

    # when they are looked at
    page.goto("/marketing/")
    button = box(page.locator(".capture"))
    edge = page.evaluate(RIGHT_OF_THE_PAGE)
    page.goto("/exchange/imports/")
    page.get_by_label("The file").set_input_files(file)
    follow(page.get_by_role("button", name="Read the file"))

    # then + Enquiry ends where the page ends, and no choice runs under its arrow
    assert button["x"] + button["width"] <= edge + 0.5
    spare = page.locator("td select").evaluate_all(SPARE)
    assert len(spare) == 4
    assert min(spare) >= 0


@pytest.mark.parametrize("width", [781, 1024])
def test_between_phone_and_desk_the_bar_keeps_to_its_column(
    house: House, open_page: Opener, width: int
) -> None:
    # given somebody who waits at the handover, so that the bar holds a number
    page = open_page(house.url)
    sign_in(page)
    written_down(page, "Ada")

    # when the places are looked at on a tablet
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/", "/marketing/", "/handover/", "/sales/", "/people/", "/office/settings/"):
        page.goto(path)
        button = box(page.get_by_role("link", name="Enquiry", exact=True))

        # then + Enquiry ends where the page ends, and nothing scrolls sideways
        assert button["x"] + button["width"] <= page.evaluate(RIGHT_OF_THE_PAGE) + 0.5, path
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path


def test_on_a_phone_the_sums_of_the_channels_stand_below_their_cards(house: House, open_page: Opener) -> None:
    # given somebody who asked
    page = open_page(house.url, width="phone")
    sign_in(page)
    written_down(page, "Ada")

    # when Together and the desk are read on a phone, then the last card holds the sums, each with its name
    page.goto("/")
    expect(page.locator("tfoot th")).to_have_text("All channels")
    expect(page.locator("tfoot th")).to_be_visible()
    page.goto("/marketing/")
    expect(page.locator("tfoot tr")).to_be_visible()
    named = page.locator("tfoot td").evaluate_all("cells => cells.map(cell => cell.dataset.label)")
    assert named == ["Asked", "Accepted", "Customers so far", "Still open"]


def test_on_a_phone_the_toast_leaves_the_plus_alone_and_undo_leads_somewhere(
    house: House, open_page: Opener
) -> None:
    # given somebody who was written down, and a sale nobody made yet
    page = open_page(house.url, width="phone")
    sign_in(page)
    written_down(page, "07700 900123")

    # when the toast is shown
    toast, plus = box(page.locator(".toast").first), box(page.locator(".bottom-plus"))

    # then it stands above the round +
    assert toast["y"] + toast["height"] <= plus["y"]
    # and the card of the month says who asked, bought and is open, and names no revenue that there was not
    page.goto("/together/months/")
    expect(page.locator("td:visible")).to_have_text(["1", "0", "1"])
    # and its undo leads to the list
    written_down(page, "Ada")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("heading", name="Enquiries", exact=True)).to_be_visible()
