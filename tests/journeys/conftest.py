from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    sync_playwright,
)

from tests.empty import give_template, made_once
from tests.journeys.house import PASSWORD, House, copy_of, run, serving
from tests.needs import chromium
from tests.trust.visitor import Visitor

OWNER = "owner@example.org"
# Of the houses that are copies of `empty_data`: who is signed in there, by their address.
SESSIONS: dict[str, str] = {}
WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
# How people come: each width with and without scripts. Two of the four meet both of each in every run; the
# other two take as long again and come with `make test-long`.
WAYS = [
    ("desk", True),
    ("phone", False),
    pytest.param("phone", True, marks=pytest.mark.long),
    pytest.param("desk", False, marks=pytest.mark.long),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Any request to another machine fails, and the journey with it.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


# Playwright keeps a running event loop in its thread, and Django refuses its database there: the browser is
# gone before a worker goes on to a test outside the journeys.
@pytest.fixture(scope="package")
def player() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(player: Playwright) -> Iterator[Browser]:
    with player.chromium.launch(executable_path=chromium(), args=ARGUMENTS) as browser:
        yield browser


@pytest.fixture(scope="module")
def whole_browser(player: Playwright) -> Iterator[Browser]:
    """With its window: only this one calls a worker when there is a signal again."""
    with player.chromium.launch(executable_path=chromium(whole=True), args=ARGUMENTS) as browser:
        yield browser


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A business that is set up, with an owner who is signed in, a second seller, and not one enquiry yet."""
    data = made_once(tmp_path_factory, "begun", begin_business)
    SESSIONS[OWNER] = (data.parent / OWNER).read_text()
    return data


def begin_business(data: Path) -> None:
    give_template(data)
    for email, name, role in [
        (OWNER, "Maya Wren", "owner"),
        ("joe@example.org", "Joe Rowe", "sales"),
    ]:
        run(
            data,
            "user",
            "create",
            "--email",
            email,
            "--name",
            name,
            "--role",
            role,
            "--password-stdin",
            text=PASSWORD,
        )
    with serving(data) as house:
        owner = Visitor(house.url).sign_in(OWNER, PASSWORD)
    (data.parent / OWNER).write_text(owner.cookies["sessionid"])


@pytest.fixture
def house(empty_data: Path, tmp_path: Path) -> Iterator[House]:
    with serving(copy_of(empty_data, tmp_path / "data")) as house:
        yield house
        # Nobody looks at this folder again; how a server stops in good order is tested in tests/config/cli.
        house.process.kill()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as opened:
        yield opened


@pytest.fixture
def open_whole_page(whole_browser: Browser) -> Iterator[Opener]:
    with opener(whole_browser) as opened:
        yield opened


@contextmanager
def opener(browser: Browser) -> Iterator[Opener]:
    """Open a window on a house; at the end: no console error, and no request that left the machine."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened(url: str, *, width: str = "desk", scripts: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=url,
            viewport=WIDTHS[width],  # type: ignore[arg-type]
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: _is_no_error(line, troubles))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: _stays_here(request, troubles))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def _is_no_error(line: ConsoleMessage, troubles: list[str]) -> None:
    # Chromium calls these an error, and they are answers that a journey asks for.
    asked_for = ("401", "409", "422", "502", "ERR_INTERNET_DISCONNECTED")
    if line.type == "error" and not any(status in line.text for status in asked_for):
        troubles.append(line.text)


def _stays_here(request: Any, troubles: list[str]) -> None:
    if not request.url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:")):
        troubles.append(f"a request left the machine: {request.url}")


def follow(button: Locator) -> None:
    """Click what leads to another page, and wait until it is there.

    A click alone does not wait: what comes next looks at the old page, or leaves it before its form is sent.
    """
    with button.page.expect_navigation():
        button.click()


def sign_in(page: Page) -> None:
    """As the owner, who signed in once for all houses: hashing a password takes as long as five pages."""
    value = SESSIONS[OWNER]
    page.context.add_cookies([{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}])
    page.goto("/")


def sign_in_by_typing(page: Page, email: str = OWNER) -> None:
    page.goto("/account/login/")
    page.locator("#id_login").fill(email)
    page.get_by_label("Password").first.fill(PASSWORD)
    # To look through a password takes its half second of a core, and another journey may need it too.
    page.get_by_role("button", name="Sign in").click(timeout=30_000)
    page.wait_for_url(lambda url: "/account/" not in url)
