"""A stranger asks on somebody else's page, and it is in the inbox at once."""

import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser
# What is sent faster is kept aside.
LONGER_THAN_THE_TRAP_MS = 3_200


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Nothing: the test says what matters."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder that another site serves, on a port of its own; its address is in `address`."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (tmp_path / "address").write_text(f"http://127.0.0.1:{server.server_address[1]}")
        yield folder
        server.shutdown()


def make_a_form(page: Page) -> str:
    """A form with a tick, made by its pages; the snippet for a website."""
    page.goto("/marketing/forms/add/")
    page.get_by_label("What is the form for?").fill("Ask for a visit")
    page.get_by_role("button", name="Make it").click()
    page.get_by_label("One more field").select_option("consent")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_label("What they agree to, in whole words")).to_be_visible()
    follow(page.get_by_role("button", name="Save the form"))
    return page.get_by_label("For your page").input_value()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_on_a_foreign_page_fills_the_inbox(
    house: House, open_page: Opener, elsewhere: Path, scripts: bool
) -> None:
    # given a form that stands on another site, and staff who look at the handover
    staff = open_page(house.url, scripts=scripts)
    sign_in(staff)
    snippet = make_a_form(staff)
    head = "<!DOCTYPE html><html lang='en'><link rel='icon' href='data:,'><title>A baker</title>"
    html = f"{head}<h1>Our friends</h1>{snippet}</html>"
    (elsewhere / "index.html").write_text(html.replace("http://localhost:8000", house.url))
    address = (elsewhere.parent / "address").read_text()

    # when a stranger fills it in on a phone
    stranger = open_page(address, width="phone", scripts=scripts)
    stranger.goto("/")
    form = stranger.frame_locator("iframe")
    form.get_by_label("Your name").fill("Priya Shah")
    form.get_by_label("Your e-mail address").fill("priya@cafe.example")
    form.get_by_label("Tell us in your own words").fill("Eight dining chairs for our café")
    form.get_by_label(re.compile("newsletter")).check()
    stranger.wait_for_timeout(LONGER_THAN_THE_TRAP_MS)
    sent_at = time.monotonic()
    form.get_by_role("button", name="Send").click()

    # then it is in the inbox in less than two seconds
    while "Eight dining chairs for our café" not in staff.request.get("/handover/").text():
        assert time.monotonic() - sent_at < 2
    assert time.monotonic() - sent_at < 2

    # and they are thanked in the frame, on the page where they were
    expect(form.get_by_role("heading", name="It has arrived")).to_be_visible()
    assert stranger.url == f"{address}/"
    assert stranger.context.cookies() == []

    # and staff reads who it was and how they came
    staff.goto("/marketing/enquiries/")
    staff.get_by_role("link", name="Priya Shah").click()
    expect(staff.get_by_text("Website form").first).to_be_visible()


def test_a_form_by_itself_says_what_is_missing_and_keeps_what_was_typed(
    house: House, open_page: Opener
) -> None:
    # given a form, and a phone without scripts
    staff = open_page(house.url)
    sign_in(staff)
    make_a_form(staff)
    page = open_page(house.url, width="phone", scripts=False)
    page.goto("/f/ask-for-a-visit?utm_source=flyer")

    # when somebody says everything but how to reach them
    page.get_by_label("Your name").fill("Una Field")
    page.get_by_label("Tell us in your own words").fill("One wing chair")
    page.wait_for_timeout(LONGER_THAN_THE_TRAP_MS)
    page.get_by_role("button", name="Send").click()

    # then it is said, what was typed is still there, and nothing moves sideways
    expect(page.get_by_text("Please say how we can reach you.")).to_be_visible()
    expect(page.get_by_label("Tell us in your own words")).to_have_value("One wing chair")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # and put right, it arrives with the way they came
    page.get_by_label("Your phone number").fill("020 7946 0199")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="It has arrived")).to_be_visible()
    staff.goto("/marketing/enquiries/")
    staff.get_by_role("link", name="Una Field").click()
    expect(staff.get_by_text("flyer").first).to_be_visible()
