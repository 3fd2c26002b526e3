"""A passkey from the first to the last day, with a device that Chromium plays."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import Opener, sign_in_by_typing
from tests.journeys.house import PASSWORD, House

pytestmark = pytest.mark.browser
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a fingerprint reader."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return session, added["authenticatorId"]


def finger(session: CDPSession, reader: str, *, right: bool) -> None:
    """Whose finger the reader feels next."""
    told = {"authenticatorId": reader, "isUserVerified": right}
    session.send("WebAuthn.setUserVerified", told)


def show_who_it_is(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()


def add(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add it").click()


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Good to see you")).to_be_visible()


@pytest.mark.parametrize("width", ["desk", pytest.param("phone", marks=pytest.mark.long)])
def test_a_passkey_is_added_used_and_removed(house: House, open_page: Opener, width: str) -> None:
    # given somebody with a password, in a browser that knows their finger
    page = open_page(house.url, width=width)
    session, reader = device(page)
    sign_in_by_typing(page)

    # when they add a passkey, and have shown once more who they are
    page.goto("/office/profile/")
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_role("link", name="Add a passkey").click()
    show_who_it_is(page)
    add(page, "My phone")

    # then there are spare codes, and the same device is not added twice
    expect(page.get_by_role("heading", name="Your spare codes")).to_be_visible()
    page.goto("/office/passkeys/add/")
    add(page, "My phone once more")
    expect(page.get_by_role("alert")).to_contain_text("keeps a passkey for you already")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("never used")).to_be_visible()

    # when a wrong finger wants in, nobody is let in
    sign_out(page)
    finger(session, reader, right=False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("You are not signed in")

    # when it is theirs, they are in without a name or a password
    finger(session, reader, right=True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Nobody has asked yet")).to_be_visible()

    # and the journal tells, in words
    page.goto("/office/journal/")
    expect(page.get_by_text("Added the passkey My phone")).to_be_visible()

    # after the password, it is the second step
    sign_out(page)
    page.locator("#id_login").fill("owner@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Nobody has asked yet")).to_be_visible()

    # when they remove it, once more with it as proof
    page.goto("/office/passkeys/")
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Show it with a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()

    # then the password alone is enough again
    sign_out(page)
    sign_in_by_typing(page)
    expect(page.get_by_role("heading", name="Nobody has asked yet")).to_be_visible()


def test_without_a_script_or_a_name_the_page_says_so(house: House, open_page: Opener) -> None:
    # given a browser without JavaScript
    plain = open_page(house.url, scripts=False)
    sign_in_by_typing(plain)
    plain.goto("/office/passkeys/add/")
    show_who_it_is(plain)

    # then it is told that it cannot, and sees no button that does nothing
    expect(
        plain.get_by_text("This browser cannot keep passkeys, or JavaScript is switched off.")
    ).to_be_visible()
    expect(plain.get_by_role("button", name="Add it")).to_be_hidden()

    # and at an address of numbers, the page says where to go instead
    numbers = house.url.replace("localhost", "127.0.0.1")
    page = open_page(numbers)
    sign_in_by_typing(page)
    page.goto("/office/passkeys/")
    expect(page.get_by_text(f"Open Tandem at {house.url} instead.")).to_be_visible()
    expect(page.get_by_role("link", name="Add a passkey")).to_have_count(0)
