"""A business that sells ships: amounts of ten figures and more find their place on the board."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# How far, in pixels, the words of a column of the board reach over its right edge.
OVER = """columns => columns.map(column => {
  const edge = column.getBoundingClientRect().right;
  const parts = [...column.querySelectorAll('*:not(.unseen)')].filter(part => part.checkVisibility());
  return Math.max(...parts.map(part => part.getBoundingClientRect().right)) - edge;
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_an_amount_of_ten_figures_stays_in_its_column(house: House, open_page: Opener, width: int) -> None:
    # given somebody with a long name who asks for something dear
    page = open_page(house.url)
    sign_in(page)
    page.goto("/sales/opportunities/add/")
    page.get_by_label("Who", exact=True).fill("Maximiliane Hohenstauffen-Württembergisch-Gmünd")
    page.get_by_label("What it is about").fill("A ship")
    page.get_by_label("Amount, without tax").fill("1234567890.55")
    follow(page.get_by_role("button", name="Open the opportunity"))

    # when the board is opened
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/sales/board/")

    # then its card and the sum of its stage keep to their column
    expect(page.locator(".card-head").get_by_text("£1,234,567,890.55")).to_be_visible()
    columns = page.locator(".board-column")
    assert columns.count() > 2
    assert max(columns.evaluate_all(OVER)) <= 0.5
