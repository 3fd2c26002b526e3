"""Nothing stands in the way of another thing, and nothing is cut: measured in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
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
    page.get_by_role("button", name="Read the file").click()

    # then + Enquiry ends where the page ends, and no choice runs under its arrow
    assert button["x"] + button["width"] <= edge + 0.5
    spare = page.locator("td select").evaluate_all(SPARE)
    assert len(spare) == 4
    assert min(spare) >= 0


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
    # and the cards of the months name no revenue that there was not
    page.goto("/together/months/")
    cells = page.locator("td:visible").all_inner_texts()
    assert cells == ["1", "1"]
    # and its undo leads to the list
    written_down(page, "Ada")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("heading", name="Enquiries", exact=True)).to_be_visible()
