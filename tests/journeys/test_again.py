"""A customer whose usual time has passed is rung from the phone, and what they would like is with sales."""

import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HEAD = "Asked on,Name,E-mail,Phone,Interest,What became of it,Closed on,Amount"


def sold(who: str, what: str, ago: int, phone: str = "") -> str:
    """A row of the list: asked, and bought two days later, so many days ago."""
    bought = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=ago)
    asked = bought - datetime.timedelta(days=2)
    return f"{asked},{who},{who.split()[0].lower()}@example.org,{phone},{what},won,{bought},500"


def customers(folder: Path) -> Path:
    """Twelve who came back after 90 days, and two who have not for 100."""
    rows = [sold(f"Regular{number} Ost", "Chair", ago) for number in range(12) for ago in (95, 5)]
    rows += [sold("Ada Crane", "Two armchairs", 100, "020 7946 0123"), sold("Ben Field", "A sofa", 101)]
    file = folder / "customers.csv"
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return file


def test_from_the_phone(house: House, open_page: Opener, tmp_path: Path) -> None:
    # given a business that knows after how long its customers come back
    house.tandem("import", "enquiries", str(customers(tmp_path)))
    page = open_page(house.url, width="phone")
    sign_in(page)

    # when the owner looks at today, then both stand there in a sentence, and one by one in the list
    follow(page.get_by_role("link", name="2 customers may need something again"))
    group = page.locator("#again")
    expect(group.get_by_text("“Two armchairs”").first).to_be_visible()
    expect(group.get_by_role("link", name="Ring: Ada Crane")).to_have_attribute("href", "tel:+442079460123")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # and what comes of it is told in one form, which asks for nothing else than goes with the answer
    group.get_by_role("link", name="Done: Ada Crane").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("What would they like?")).to_be_hidden()
    dialog.get_by_label("They would like something").check()
    dialog.get_by_label("What would they like?").fill("Six cushions")
    dialog.get_by_label("Next step").fill("Show the fabrics")
    follow(dialog.get_by_role("button", name="Done"))

    # then it is with her, with a next step
    expect(page.get_by_role("heading", name="Six cushions")).to_be_visible()
    expect(page.get_by_text("Show the fabrics").first).to_be_visible()

    # and who was not reached is back where they were after undo
    page.goto("/sales/today/")
    expect(group.get_by_text("Ada Crane")).to_have_count(0)
    group.get_by_role("link", name="Done: Ben Field").click()
    dialog.get_by_label("Not reached").check()
    follow(dialog.get_by_role("button", name="Done"))
    expect(page.get_by_text("Ben Field was not reached")).to_be_visible()
    expect(group).to_have_count(0)
    follow(page.get_by_role("button", name="Undo"))
    expect(group.get_by_role("link", name="Done: Ben Field")).to_be_visible()
