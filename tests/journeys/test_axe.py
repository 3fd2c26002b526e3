"""No page has a barrier that axe can find, and none scrolls sideways."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.axe, pytest.mark.xdist_group("browser")]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/",
    "/ui/",
    "/marketing/",
    "/marketing/capture/",
    "/marketing/capture/card/",
    "/marketing/enquiries/",
    "/marketing/campaigns/",
    "/marketing/campaigns/add/",
    "/c/shell/",
    "/marketing/channels/",
    "/handover/",
    "/handover/sent-back/",
    "/handover/agreement/",
    "/sales/",
    "/sales/board/",
    "/sales/opportunities/",
    "/sales/stages/",
    "/together/changed/",
    "/together/quality/",
    "/together/forecast/",
    "/together/months/",
    "/together/months/?narrow=yes",
    "/people/",
    "/people/add/",
    "/people/organisations/",
    "/people/duplicates/",
    "/office/settings/",
    "/office/business/",
    "/office/users/",
    "/office/journal/",
    "/office/profile/",
    "/office/search/?q=pri",
    "/exchange/imports/",
    "/exchange/export/",
    "/account/password/change/",
    "/account/2fa/",
]
FOURFOLD = [
    "/",
    "/ui/",
    "/marketing/",
    "/marketing/capture/",
    "/handover/",
    "/sales/",
    "/sales/board/",
    "/people/",
    "/together/months/",
    "/office/settings/",
    "/exchange/imports/",
]


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)[
        "violations"
    ]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def look_at(page: Page, paths: list[str]) -> dict[str, list[str]]:
    troubles: dict[str, list[str]] = {}
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        found = barriers(page) if answer.status == 200 else [f"status {answer.status}"]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found.append("scrolls sideways")
        if found:
            troubles[path] = found
    return troubles


@pytest.fixture
def with_rows(house: House, open_page: Opener) -> Page:
    """A signed-in owner, two people who asked, one of them with sales."""
    page = open_page(house.url)
    sign_in(page)
    for who, words in [("Priya Shah", "Eight dining chairs"), ("Tom Ellery", "Six chairs, green wool")]:
        page.goto("/marketing/capture/")
        page.get_by_label("Who is it?").fill(who)
        page.get_by_label("In their words").fill(words)
        follow(page.get_by_role("button", name="Save", exact=True))
    page.goto("/handover/")
    page.get_by_role("listitem").filter(has_text="Tom Ellery").get_by_role("link").first.click()
    follow(page.get_by_role("button", name="Pass and accept"))
    return page


def detail_pages(page: Page) -> list[str]:
    """The pages of the first person, enquiry and opportunity, found as a person finds them."""
    found = []
    for listing, start in [
        ("/people/", "/people/"),
        ("/marketing/enquiries/", "/marketing/enquiries/"),
        ("/sales/opportunities/", "/sales/opportunities/"),
    ]:
        page.goto(listing)
        links = page.eval_on_selector_all(
            "main a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        found += [
            link for link in links if link.startswith(start) and link.strip("/").split("/")[-1].isdigit()
        ][:1]
    return found


def test_every_page_is_open_to_everybody(with_rows: Page) -> None:
    assert look_at(with_rows, PAGES + detail_pages(with_rows)) == {}


@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("desk", True), ("phone", True)])
def test_ten_pages_fourfold(with_rows: Page, open_page: Opener, width: str, dark: bool) -> None:
    page = open_page(
        with_rows.url.split("/", 3)[0] + "//" + with_rows.url.split("/")[2], width=width, dark=dark
    )
    sign_in(page)
    assert look_at(page, FOURFOLD + detail_pages(page)) == {}


@pytest.mark.long
@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("desk", True), ("phone", True)])
def test_every_page_fourfold(with_rows: Page, open_page: Opener, width: str, dark: bool) -> None:
    page = open_page(
        with_rows.url.split("/", 3)[0] + "//" + with_rows.url.split("/")[2], width=width, dark=dark
    )
    sign_in(page)
    assert look_at(page, PAGES + detail_pages(page)) == {}
