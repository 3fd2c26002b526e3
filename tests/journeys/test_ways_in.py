"""Somebody scans a code at a fair and stands in the inbox; somebody rings and is written down in two taps."""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import segno
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, sign_in
from tests.journeys.house import House, copy_of, serving

pytestmark = pytest.mark.browser
# What others call this house: it answers to its own name as well.
PUBLIC = "http://tandem.wren-and-rowe.example"
EDGE = 4
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Helen Marsh\nORG:Marsh & Sons\nTEL:07700 900123\nEND:VCARD\n"


@pytest.fixture
def known_house(empty_data: Path, tmp_path: Path) -> Iterator[House]:
    """One that knows its address on the net, as codes to print need it."""
    with serving(copy_of(empty_data, tmp_path / "data"), TANDEM_PUBLIC_URL=PUBLIC) as house:
        yield house


def no_wider_than_the_phone(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def holds(picture: bytes, address: str) -> bool:
    """Whether the squares of a picture, read one by one, are those of the code of this address."""
    code = segno.make(address, error="m", micro=False)
    expected = [[bool(square) for square in row] for row in code.matrix_iter(border=EDGE)]
    image = Image.open(io.BytesIO(picture)).convert("1")
    size = image.width // len(expected)
    middles = [size * number + size // 2 for number in range(len(expected))]
    return [[not image.getpixel((x, y)) for x in middles] for y in middles] == expected


def a_fair_with_a_stand(page: Page) -> str:
    """The address that the code of the stand holds, as its page tells it."""
    page.goto("/marketing/campaigns/add/")
    page.get_by_label("Name").fill("Thornbury Fair")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("link", name="Add a place").click()
    page.get_by_label("Which one?").fill("Stand 12")
    page.get_by_role("button", name="Make its code").click()
    expect(page.get_by_role("heading", name="Stand 12")).to_be_visible()
    return page.locator(".copied-text").inner_text()


def test_a_scan_of_a_code_stands_in_the_inbox(known_house: House, open_page: Opener) -> None:
    # given a stand with a code, and a form of its campaign
    desk = open_page(known_house.url)
    sign_in(desk)
    address = a_fair_with_a_stand(desk)
    place = desk.url
    picture = desk.request.get(f"{place}code.png").body()
    assert address.startswith(f"{PUBLIC}/q/")
    assert holds(picture, address)
    desk.get_by_role("link", name="Make a form for it").click()
    desk.get_by_label("What is the form for?").fill("Ask about your chair")
    desk.locator("main form button.button-main").click()
    expect(desk.get_by_text("The form is made.")).to_be_visible()

    # when somebody scans it with a phone and asks
    phone = open_page(known_house.url, width="phone")
    # a browser without a window says so, and is not counted as a person
    phone.context.set_extra_http_headers({"User-Agent": AGENT})
    phone.goto(urlsplit(address).path)
    expect(phone.get_by_role("heading", name="Ask about your chair")).to_be_visible()
    assert no_wider_than_the_phone(phone)
    phone.get_by_label("Name").fill("Ruth Adeyemi")
    phone.get_by_label("E-mail").fill("ruth@example.org")
    phone.locator("main textarea").first.fill("My gran’s wingback, springs gone.")
    # nobody types faster than this, and what is faster is kept aside
    phone.wait_for_timeout(3_200)
    phone.locator("main form button").click()
    expect(phone.get_by_text("Thank you")).to_be_visible()
    assert phone.context.cookies() == []

    # then it waits in the inbox, and its page tells the way
    desk.goto("/handover/")
    expect(desk.get_by_text("Ruth Adeyemi").first).to_be_visible()
    desk.goto("/marketing/enquiries/")
    desk.get_by_role("link", name="Ruth Adeyemi").click()
    expect(desk.get_by_text("Found us at Thornbury Fair, Stand 12.")).to_be_visible()
    expect(desk.get_by_text("QR code")).to_be_visible()
    # and the place shows who came by it
    desk.goto(place)
    expect(desk.get_by_text("Scanned once so far.")).to_be_visible()
    desk.get_by_role("link", name="Thornbury Fair").click()
    row = desk.get_by_role("row", name="Stand 12")
    expect(row).to_be_visible()
    expect(row.locator("td").nth(0)).to_have_text("1")
    expect(row.locator("td").nth(1)).to_have_text("1")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_address_is_copied_with_one_tap(scripts: bool, known_house: House, open_page: Opener) -> None:
    page = open_page(known_house.url, width="phone", scripts=scripts)
    sign_in(page)
    address = a_fair_with_a_stand(page)
    assert no_wider_than_the_phone(page)
    if scripts:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == address
    else:
        # one tap marks it whole
        expect(page.get_by_role("button", name="Copy")).to_be_hidden()
        assert page.locator(".copied-text").evaluate("it => getComputedStyle(it).userSelect") == "all"


@pytest.mark.parametrize(("button", "door"), [("By phone", "Phone"), ("Walked in", "Walk-in")])
def test_by_phone_and_at_the_door_in_two_taps(
    button: str, door: str, house: House, open_page: Opener
) -> None:
    # given somebody with a phone in hand, anywhere in Tandem
    page = open_page(house.url, width="phone")
    sign_in(page)

    # when they write three people down, one after the other
    waits = [in_two_taps(page, who, button, door) for who in ("Ruth Adeyemi", "Una Field", "Ines Park")]

    # then nobody waited: once at least the machine had nothing else to do
    print("two taps, waited", *(f"{waited:.2f} s" for waited in waits))  # noqa: T201 shown with the journey
    assert min(waits) < 4


def in_two_taps(page: Page, who: str, button: str, door: str) -> float:
    """Tap the + at the bottom, type one thing where the cursor stands, tap how it came: seconds waited."""
    page.goto("/")
    began = time.monotonic()
    page.locator(".bottom-plus").click()
    expect(page.get_by_label("Who is it?")).to_be_focused()
    opened = time.monotonic()
    page.keyboard.type(f"{who} 020 7946 0132")
    tapped = time.monotonic()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name=who)).to_be_visible()
    done = time.monotonic()
    # then they are written down by that door
    expect(page.get_by_text(door, exact=True)).to_be_visible()
    assert no_wider_than_the_phone(page)
    return opened - began + done - tapped


def test_enter_saves_what_is_chosen_below(house: House, open_page: Opener) -> None:
    page = open_page(house.url, width="phone")
    sign_in(page)
    page.goto("/marketing/capture/")
    page.get_by_text("E-mail", exact=True).click()
    page.get_by_label("Who is it?").fill("Ada Quist")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ada Quist")).to_be_visible()
    expect(page.get_by_text("E-mail", exact=True)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_business_card_is_written_down(
    scripts: bool, house: House, open_page: Opener, tmp_path: Path
) -> None:
    # given a card on the phone
    card = tmp_path / "helen.vcf"
    card.write_text(CARD)
    page = open_page(house.url, width="phone", scripts=scripts)
    sign_in(page)
    page.goto("/marketing/capture/")
    page.get_by_role("link", name="From their business card").click()
    expect(page.get_by_label("The card, as a file")).to_be_visible()
    assert no_wider_than_the_phone(page)

    # when it is read, then the form is filled in
    page.get_by_label("The card, as a file").set_input_files(card)
    page.get_by_role("button", name="Read the card").click()
    expect(page.get_by_label("Who is it?")).to_have_value("Helen Marsh, 07700 900123")

    # and saved, it is an enquiry of her and her firm
    page.get_by_role("button", name="Walked in").click()
    expect(page.get_by_role("heading", name="Helen Marsh")).to_be_visible()
    expect(page.get_by_role("link", name="Marsh & Sons")).to_be_visible()
