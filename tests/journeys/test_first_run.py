"""From an empty folder to the first enquiry, in less than three minutes."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.empty import give_template
from tests.journeys.conftest import WAYS, Opener, follow, sign_in
from tests.journeys.house import PASSWORD, House, serving

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_the_wizard_leads_to_the_first_enquiry(
    tmp_path: Path, open_page: Opener, width: str, scripts: bool
) -> None:
    # given an empty data folder, and the link that the first start prints
    data = give_template(tmp_path / "data")
    with serving(data) as house:
        printed = (tmp_path / "server.log").read_text()
        link = re.search(r"/start/begin/\S+", printed)
        assert link is not None
        page = open_page(house.url, width=width, scripts=scripts)
        began = time.monotonic()

        # when the owner says who they are
        page.goto(link.group())
        page.get_by_role("main").get_by_role("button").first.click()
        page.get_by_label("What is your business called?").fill("Wren & Rowe")
        page.get_by_label("Your name").fill("Maya Wren")
        page.get_by_label("Your e-mail address").fill("maya@example.org")
        page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()

        # and agrees on what a good enquiry is, begins empty, and invites nobody
        page.get_by_role("button", name="Agree and go on").click()
        page.get_by_role("link", name="Go on").click()
        follow(page.get_by_role("link", name="To Together"))

        # and notes the first enquiry
        page.goto("/marketing/capture/")
        page.get_by_label("Who is it?").fill("Ruth Adeyemi")
        follow(page.get_by_role("button", name="Save", exact=True))

        # then it waits at the handover, and all this took under three minutes
        page.goto("/handover/")
        expect(page.get_by_role("main").get_by_text("Ruth Adeyemi").first).to_be_visible()
        assert time.monotonic() - began < 180


@pytest.mark.parametrize(("width", "scripts"), [("desk", True), ("phone", False)])
def test_who_begins_with_a_spreadsheet_is_asked_whom_to_invite_all_the_same(
    house: House, open_page: Opener, width: str, scripts: bool
) -> None:
    # given an owner at the third step
    page = open_page(house.url, width=width, scripts=scripts)
    sign_in(page)
    page.goto("/start/beginning/")

    # when they choose the spreadsheet, then the fourth step comes first
    page.get_by_role("link", name="With a spreadsheet").click()
    expect(page.get_by_role("heading", name="Who works with you?")).to_be_visible()

    # and after an invitation it still leads to the spreadsheet
    page.get_by_label("E-mail").first.fill("ines@example.org")
    page.get_by_label("Name").first.fill("Ines Park")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", name="The link for ines@example.org")).to_be_visible()
    page.get_by_role("link", name="To the spreadsheet").click()
    expect(page.get_by_label("The file")).to_be_visible()


def test_who_looks_at_the_sample_first_finds_the_own_answers_again(tmp_path: Path, open_page: Opener) -> None:
    # given an owner who has said who they are and what a good enquiry is
    data = give_template(tmp_path / "data")
    with serving(data) as house:
        link = re.search(r"/start/begin/\S+", (tmp_path / "server.log").read_text())
        assert link is not None
        page = open_page(house.url)
        page.goto(link.group())
        page.get_by_label("What is your business called?").fill("Ward & Daughter")
        page.get_by_label("Your name").fill("Ellen Ward")
        page.get_by_label("Your e-mail address").fill("ellen@example.org")
        page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Agree and go on").click()

        # when they begin with the sample
        page.get_by_role("button", name="Load the sample").click()
        page.get_by_role("link", name="See what came of it").click(timeout=120_000)

        # then Together tells the story of the sample, and every page says that it is one
        expect(page.get_by_role("heading", name=re.compile("^How "))).to_be_visible()
        page.get_by_role("link", name="Sample").click()
        page.get_by_role("button", name="Start with my own business").click()

        # and the own business begins with what they had said
        expect(page.get_by_label("What is your business called?")).to_have_value("Ward & Daughter")
        page.goto("/")
        expect(page.get_by_role("heading", name="Nobody has asked yet")).to_be_visible()


def test_without_the_link_nobody_can_claim_the_site(tmp_path: Path, open_page: Opener) -> None:
    # given a server on an empty folder
    data = give_template(tmp_path / "data")
    with serving(data) as house:
        page = open_page(house.url)

        # when somebody who did not read the terminal comes by
        answer = page.context.request.get(house.url + "/start/begin/not-the-link-0123456789/")
        page.context.request.get(house.url + "/")

        # then there is nothing to claim
        assert "password" not in answer.text().lower()
