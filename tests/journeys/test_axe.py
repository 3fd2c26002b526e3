"""No page has a barrier that axe can find, and none scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import WIDTHS, Opener, sign_in
from tests.journeys.house import House, copy_of, serving
from tests.trust.small_business import accepted, capture, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.axe]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# What passes is not written down, nor told to the test: on a long page that takes longer than the looking.
RUN = """tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(found =>
  found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`)))"""
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
    "/handover/again/",
    "/handover/agreement/",
    "/sales/",
    "/sales/today/",
    "/sales/feed/",
    "/sales/morning/",
    "/sales/board/",
    "/sales/opportunities/",
    "/sales/quotes/",
    "/sales/paper/",
    "/sales/stages/",
    "/sales/playbook/",
    "/sales/playbook/start/?kit=garden",
    "/sales/practice/",
    "/sales/opportunities/1/needs/",
    "/sales/opportunities/1/offers/",
    "/sales/needs/1/",
    "/together/changed/",
    "/together/quality/",
    "/together/forecast/",
    "/together/months/",
    "/together/months/?narrow=yes",
    "/together/two-jobs/",
    "/together/hats/",
    "/together/hats/add/",
    "/people/",
    "/people/add/",
    "/people/organisations/",
    "/people/duplicates/",
    "/people/mail/",
    "/people/wordings/",
    "/people/wordings/add/",
    "/office/settings/",
    "/office/business/",
    "/office/users/",
    "/office/journal/",
    "/office/profile/",
    "/office/passkeys/",
    "/ui/keyboard/",
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


Look = tuple[str, bool]
FOUR_LOOKS: list[Look] = [("desk", False), ("desk", True), ("phone", True), ("phone", False)]


def barriers(page: Page) -> list[str]:
    # Where a page was not begun with axe in it.
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, TAGS)
    return found


def troubles_of(page: Page) -> list[str]:
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    return barriers(page) + ["scrolls sideways"] * bool(sideways)


def look_at(page: Page, paths: list[str], looks: list[Look] | None = None) -> dict[str, list[str]]:
    """Every page as the window is, or in each of these widths and colours, loaded once for all of them.

    No script asks how wide the window is or which colours it has: the page that is turned is the page that
    would have been loaded so.
    """
    page.add_init_script(AXE)
    troubles: dict[str, list[str]] = {}
    for path in paths:
        if looks:
            turn(page, looks[0])
        answer = page.goto(path)
        assert answer is not None
        found = troubles_of(page) if answer.status == 200 else [f"status {answer.status}"]
        for width, dark in (looks or [])[1:]:
            turn(page, (width, dark))
            found += [f"{width}, {'dark' if dark else 'light'}: {trouble}" for trouble in troubles_of(page)]
        if found:
            troubles[path] = found
    return troubles


def turn(page: Page, look: Look) -> None:
    width, dark = look
    page.set_viewport_size(WIDTHS[width])  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark" if dark else "light")


@pytest.fixture(scope="module")
def house_with_rows(empty_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two people who asked, one of them with sales. It is looked at only, so one house does for all."""
    with serving(copy_of(empty_data, tmp_path_factory.mktemp("looked at") / "data")) as house:
        owner = signed_in(house.url)
        capture(owner, "Priya Shah", "Eight dining chairs")
        talk = accepted(owner, "Tom Ellery")
        owner.send(owner.form(f"{talk}needs/"), words="It must survive the dog")
        yield house


def opened(house: House, open_page: Opener, *, width: str = "desk", dark: bool = False) -> Page:
    page = open_page(house.url, width=width, dark=dark)
    sign_in(page)
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


def test_every_page_is_open_to_everybody(house_with_rows: House, open_page: Opener) -> None:
    page = opened(house_with_rows, open_page)
    assert look_at(page, [path for path in PAGES if path not in FOURFOLD]) == {}


def test_ten_pages_fourfold(house_with_rows: House, open_page: Opener) -> None:
    page = opened(house_with_rows, open_page)
    assert look_at(page, FOURFOLD + detail_pages(page), FOUR_LOOKS) == {}


@pytest.mark.long
@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("desk", True), ("phone", True)])
def test_every_page_fourfold(house_with_rows: House, open_page: Opener, width: str, dark: bool) -> None:
    page = opened(house_with_rows, open_page, width=width, dark=dark)
    assert look_at(page, PAGES + detail_pages(page)) == {}
