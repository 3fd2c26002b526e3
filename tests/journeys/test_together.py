"""The pages of Together with an answer in them: for everybody, on a phone, dark, without JavaScript."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House, environment
from tests.journeys.test_axe import look_at, turn

pytestmark = [pytest.mark.browser, pytest.mark.axe]
ANSWERED = ["/", "/together/changed/", "/together/quality/", "/together/forecast/"]
PAGES = [*ANSWERED, "/together/months/?narrow=yes"]
KEEP = """
import os, sys
sys.path.insert(0, os.getcwd())
import django
django.setup()
from tests.together import answers
answers.keep(getattr(answers, sys.argv[1])())
"""


def keep(house: House, name: str) -> None:
    """As if the answer had been worked out just now from what the house has."""
    subprocess.run(
        [sys.executable, "-c", KEEP, name],
        env=environment(house.data, DJANGO_SETTINGS_MODULE="tandem.config.settings"),
        check=True,
        timeout=60,
    )


@pytest.fixture
def asked(house: House, open_page: Opener) -> Page:
    """A signed-in owner, and one person who asked."""
    page = open_page(house.url)
    sign_in(page)
    page.goto("/marketing/capture/")
    page.get_by_label("Who is it?").fill("Priya Shah")
    follow(page.get_by_role("button", name="Save", exact=True))
    return page


def test_an_owner_reads_what_changed_and_how_sure_that_is(house: House, asked: Page) -> None:
    # given the answer of a firm in which fewer buy
    keep(house, "an_answer")

    # when the owner comes home and asks what changed
    asked.goto("/")
    expect(asked.get_by_text("Sales needs the next bit of work.")).to_be_visible()
    asked.get_by_role("link", name="See what changed").click()

    # then the finding is the title, and every figure has its table one tap away
    heading = asked.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("^Expected revenue fell by 28%\\."))
    asked.get_by_text("Show as table").first.click()
    expect(asked.get_by_role("cell", name="−32.7%")).to_be_visible()

    # and other periods can be compared
    asked.get_by_text("Compare other months").click()
    asked.get_by_label("Later: from").fill("2026-01-01")
    asked.get_by_role("button", name="Compare them").click()
    expect(asked.get_by_text("The two periods overlap.")).to_be_visible()


def test_no_barrier_and_nothing_sideways(house: House, asked: Page) -> None:
    keep(house, "an_answer")
    assert look_at(asked, PAGES, [("desk", False), ("phone", True)]) == {}
    turn(asked, ("desk", False))
    keep(house, "refused")
    assert look_at(asked, ["/together/quality/"]) == {}
    keep(house, "not_enough")
    assert look_at(asked, ["/together/changed/", "/together/forecast/"]) == {}


@pytest.mark.long
@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("desk", True)])
@pytest.mark.parametrize("name", ["an_answer", "alone", "neither", "cannot_tell", "unrecorded"])
def test_every_turn_of_it(
    house: House, asked: Page, open_page: Opener, width: str, dark: bool, name: str
) -> None:
    keep(house, name)
    page = open_page(house.url, width=width, dark=dark)
    sign_in(page)
    assert look_at(page, PAGES) == {}


def test_all_of_it_works_without_javascript(house: House, asked: Page, open_page: Opener) -> None:
    keep(house, "an_answer")
    page = open_page(house.url, scripts=False)
    sign_in(page)
    page.goto("/together/forecast/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^In the next 4 weeks"))
    page.get_by_text("Show as table").first.click()
    expect(page.get_by_role("columnheader", name="From open ones").first).to_be_visible()
    page.goto("/together/months/")
    page.get_by_role("link", name="Count only some of them").click()
    page.get_by_label("Who had it first").select_option(label="Maya Wren")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Nobody who fits all of this asked in these months")).to_be_visible()
    page.get_by_label("Who had it first").select_option(label="Everybody")
    page.get_by_label("Channel").select_option(index=1)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("columnheader", name="Their first sales")).to_be_visible()
