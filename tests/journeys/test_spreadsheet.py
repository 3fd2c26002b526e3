"""A spreadsheet in, undone, in again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WAYS, Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser
LIST = """Asked on,Name,E-mail,Where from,What became of it,Closed on,Amount
2026-09-01,Lena Brandt,lena@example.org,Local paper,won,2026-09-20,640
2026-09-03,Amir Haddad,amir@example.org,Recommendation,open,,
not a day,Grace Tan,grace@example.org,Recommendation,open,,
"""


def bring_in(page: Page, file: Path) -> None:
    page.goto("/exchange/imports/")
    page.get_by_label("The file").set_input_files(file)
    follow(page.get_by_role("button", name="Read the file"))
    for _step in range(4):
        begin = page.get_by_role("button", name=re.compile(r"^Bring \d+ rows? in"))
        if begin.count():
            follow(begin)
            break
        follow(page.get_by_role("main").locator("form button.button-main").first)
    for _look in range(60):
        if page.get_by_text("Rows read").count():
            break
        page.wait_for_timeout(500)
        page.reload()


def listed(page: Page) -> list[str]:
    page.goto("/marketing/enquiries/")
    main = page.get_by_role("main").inner_text()
    return [name for name in ("Lena Brandt", "Amir Haddad", "Grace Tan") if name in main]


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_in_undone_and_in_again(
    house: House, open_page: Opener, tmp_path: Path, width: str, scripts: bool
) -> None:
    # given a list with two good rows and one without a date
    file = tmp_path / "enquiries.csv"
    file.write_text(LIST)
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)

    # when it is brought in
    bring_in(page, file)

    # then two came in and the third is told with its number and reason
    expect(page.get_by_role("main").get_by_text("not a day").first).to_be_visible()
    run = page.url
    assert listed(page) == ["Lena Brandt", "Amir Haddad"]

    # when it is taken out again
    page.goto(run)
    follow(page.get_by_role("button", name=re.compile("out again")))

    # then, when the worker is through, nothing of it is left
    for _look in range(60):
        if not listed(page):
            break
        page.wait_for_timeout(500)
    assert listed(page) == []

    # when it is brought in again, then it is there again
    bring_in(page, file)
    assert listed(page) == ["Lena Brandt", "Amir Haddad"]
