"""Event mode at a fair: a phone, a bad signal, and nobody who asked is lost or counted twice."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Opener, follow, sign_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser
PEOPLE = ["Ann", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jo"]
READY = "() => navigator.serviceWorker.controller !== null && navigator.serviceWorker.ready.then(() => true)"


def a_fair(page: Page) -> str:
    """Plans a fair and gives the address of its event mode."""
    page.goto("/marketing/campaigns/add/")
    page.get_by_label("Name").fill("Autumn Home Fair")
    page.get_by_label("Goal, in enquiries").fill("30")
    page.get_by_role("button", name="Plan it").click()
    follow(page.get_by_role("link", name="Open it here"))
    return page.url


def at_the_stand(house: House, open_page: Opener) -> tuple[Page, str]:
    """A phone that is signed in, whose page is kept for when there is no signal."""
    page = open_page(house.url, width="phone")
    sign_in(page)
    url = a_fair(page)
    page.wait_for_function(READY)
    expect(page.get_by_text("This page works without a signal, too.")).to_be_visible()
    return page, url


def catch(page: Page, who: str) -> None:
    page.get_by_label("Who is it?").fill(who)
    page.get_by_role("button", name="Save, next person").click()
    expect(page.get_by_label("Who is it?")).to_have_value("")


def heard(house: House) -> list[str]:
    """Who asked, as the database has it, each as often as it stands there."""
    question = (
        "SELECT person.name FROM marketing_enquiry enquiry JOIN people_person person"
        " ON person.id = enquiry.person_id ORDER BY person.name"
    )
    with closing(sqlite3.connect(f"file:{house.data}/tandem.sqlite3?mode=ro", uri=True)) as database:
        return [name for (name,) in database.execute(question)]


def test_ten_people_without_a_signal(house: House, open_page: Opener) -> None:
    # given a phone at the fair, and the network cut
    page, url = at_the_stand(house, open_page)
    context = page.context
    context.set_offline(True)

    # when ten people are caught, the tab closed in between, and opened again
    for who in PEOPLE[:6]:
        catch(page, f"{who} Field")
    expect(page.get_by_text("No signal. 6 are safe on this phone and go later.")).to_be_visible()
    page.close()
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_role("heading", name="Autumn Home Fair")).to_be_visible()
    for who in PEOPLE[6:]:
        catch(page, f"{who} Field")
    expect(page.get_by_text("No signal. 10 are safe on this phone and go later.")).to_be_visible()
    page.close()
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_text("No signal. 10 are safe on this phone and go later.")).to_be_visible()
    assert heard(house) == []

    # and the network is back
    context.set_offline(False)

    # then exactly ten have asked
    expect(page.get_by_text("10 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == [f"{who} Field" for who in PEOPLE]
    page.reload()
    expect(page.get_by_text("10 written down with this phone, and nothing waits.")).to_be_visible()
    assert len(heard(house)) == 10


@pytest.mark.long
def test_two_tabs_do_not_send_twice(house: House, open_page: Opener) -> None:
    # given two tabs of one phone without a signal, and what was caught in each
    page, url = at_the_stand(house, open_page)
    context = page.context
    other = context.new_page()
    other.goto(url)
    expect(other.get_by_text("This page works without a signal, too.")).to_be_visible()
    context.set_offline(True)
    for place, who in enumerate(PEOPLE):
        catch((page, other)[place % 2], f"{who} Field")

    # when both are online at once
    context.set_offline(False)

    # then each is heard once
    for tab in (page, other):
        expect(tab.get_by_text("10 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == [f"{who} Field" for who in PEOPLE]


def test_a_refused_one_stays_with_its_reason_and_is_mended(house: House, open_page: Opener) -> None:
    # given one that the server will not take, and one that it will
    page, _url = at_the_stand(house, open_page)
    page.context.set_offline(True)
    catch(page, "--")
    catch(page, "Tom Ellery")

    # when they are sent
    page.context.set_offline(False)

    # then the refused one stays on the phone with its reason, also after a reload
    refused = page.get_by_role("listitem")
    expect(refused).to_contain_text("Write a name, a phone number or an e-mail address.")
    page.reload()
    expect(refused).to_contain_text("Write a name, a phone number or an e-mail address.")
    assert heard(house) == ["Tom Ellery"]

    # and goes once it is put right
    page.get_by_role("button", name="Put it right").click()
    expect(page.get_by_label("Who is it?")).to_have_value("--")
    catch(page, "Una Field")
    expect(page.get_by_text("2 written down with this phone, and nothing waits.")).to_be_visible()
    expect(refused).to_have_count(0)
    assert heard(house) == ["Tom Ellery", "Una Field"]


def test_signing_out_keeps_what_waits(house: House, open_page: Opener) -> None:
    # given three who wait on the phone
    page, url = at_the_stand(house, open_page)
    page.context.set_offline(True)
    for who in PEOPLE[:3]:
        catch(page, f"{who} Field")

    # when the phone is signed out, and the signal comes back
    page.get_by_role("button", name="Sign this phone out").click()
    sentence = "3 are safe on this phone and go when you have signed in again."
    expect(page.get_by_text(sentence)).to_be_visible()
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto(url)

    # then they are still there, and the page asks to sign in
    expect(page.get_by_text(sentence)).to_be_visible()
    assert heard(house) == []
    page.get_by_role("link", name="Sign in again").click()
    page.locator("#id_login").fill("owner@example.org")
    page.get_by_label("Password").first.fill("a quiet bicycle bell")
    page.get_by_role("button", name="Sign in").click()

    # and go then
    expect(page.get_by_text("3 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == ["Ann Field", "Ben Field", "Cleo Field"]


def test_a_phone_that_was_signed_out_from_afar_asks_to_sign_in(house: House, open_page: Opener) -> None:
    # given a phone at the fair, and somebody at the desk
    page, _url = at_the_stand(house, open_page)
    desk = open_page(house.url)
    sign_in(desk)
    desk.goto("/marketing/campaigns/1/")

    # when the desk signs the phone out
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_text("That phone is signed out.")).to_be_visible()

    # then what is caught next stays on the phone
    catch(page, "Ann Field")
    sentence = "1 is safe on this phone and goes when you have signed in again."
    expect(page.get_by_text(sentence)).to_be_visible()
    assert heard(house) == []


@pytest.mark.long
def test_the_sign_in_may_end_and_the_phone_goes_on(house: House, open_page: Opener) -> None:
    # given a phone whose sign-in has ended, but not its own key
    page, url = at_the_stand(house, open_page)
    page.context.clear_cookies()

    # when the page is opened again and somebody is caught
    page.goto(url)
    expect(page.get_by_role("heading", name="Autumn Home Fair")).to_be_visible()
    catch(page, "Ann Field")

    # then it is heard
    expect(page.get_by_text("1 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == ["Ann Field"]


# As a browser says it when the disk is full: by no command of its own can Chromium be brought to it in time.
NO_ROOM = """() => {
  window.put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
}"""
ROOM_AGAIN = "() => { IDBObjectStore.prototype.put = window.put; }"


@pytest.mark.long
def test_a_full_phone_says_so_and_loses_nothing(house: House, open_page: Opener) -> None:
    # given a phone with no room left
    page, _url = at_the_stand(house, open_page)
    page.evaluate(NO_ROOM)

    # when somebody is caught
    page.get_by_label("Who is it?").fill("Ann Field")
    page.get_by_role("button", name="Save, next person").click()

    # then the page says so, and what was typed still stands there
    expect(page.get_by_text("This phone has no room left")).to_be_visible()
    expect(page.get_by_label("Who is it?")).to_have_value("Ann Field")

    # and with room again it goes
    page.evaluate(ROOM_AGAIN)
    page.get_by_role("button", name="Save, next person").click()
    expect(page.get_by_text("1 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == ["Ann Field"]


def test_without_javascript_it_is_a_form(house: House, open_page: Opener) -> None:
    # given a phone without JavaScript
    page = open_page(house.url, width="phone", scripts=False)
    sign_in(page)
    a_fair(page)

    # when two are caught
    for who in ("Ann Field", "Ben Field"):
        page.get_by_label("Who is it?").fill(who)
        page.get_by_label("Something else").fill("Curtains")
        page.get_by_role("button", name="Save, next person").click()

    # then both are heard, and what they asked about is a button
    expect(page.get_by_text("Written down: Ben Field.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Curtains")).to_be_attached()
    assert heard(house) == ["Ann Field", "Ben Field"]


NEXT_VERSION = """async () => {
  const older = await caches.open("tandem-capture-older");
  await older.put("/c/shell/", new Response("an older page"));
  const workers = navigator.serviceWorker;
  const taken = new Promise((resolve) => workers.addEventListener("controllerchange", resolve));
  await workers.register("/c/worker.js?next", { scope: "/c/" });
  await taken;
}"""
OLDER_ARE_GONE = "() => caches.has('tandem-capture-older').then((there) => !there)"
NO_SYNC = "() => { SyncManager.prototype.register = () => Promise.reject(new Error('switched off')); }"


@pytest.mark.long
def test_a_new_version_replaces_the_page_and_not_the_queue(house: House, open_page: Opener) -> None:
    # given two who wait on a phone
    page, url = at_the_stand(house, open_page)
    page.evaluate(NO_SYNC)
    page.route("**/send/", lambda route: route.fulfill(status=502))
    for who in PEOPLE[:2]:
        catch(page, f"{who} Field")

    # when a new version of the worker comes, and then the signal goes
    page.evaluate(NEXT_VERSION)
    page.wait_for_function(OLDER_ARE_GONE)
    page.context.set_offline(True)
    page.unroute("**/send/")
    page.goto(url)

    # then the page of the new version opens, with both
    expect(page.get_by_text("No signal. 2 are safe on this phone and go later.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("2 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == ["Ann Field", "Ben Field"]


@pytest.mark.long
def test_the_answer_is_lost_and_nobody_is_counted_twice(house: House, open_page: Opener) -> None:
    # given a phone whose sending arrives, but not the answer
    page, _url = at_the_stand(house, open_page)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.fulfill(status=502)

    page.evaluate(NO_SYNC)
    page.route("**/send/", lose_the_answer)
    catch(page, "Ann Field")
    expect(page.get_by_text("No signal. 1 is safe on this phone and goes later.")).to_be_visible()
    assert heard(house) == ["Ann Field"]

    # when it is sent again
    page.unroute("**/send/")
    page.reload()

    # then she has asked once
    expect(page.get_by_text("1 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == ["Ann Field"]


@pytest.mark.long
def test_without_a_secure_address_it_says_so_and_works_with_a_signal(house: House, open_page: Opener) -> None:
    # given the same house by an address that a browser does not trust
    page = open_page(house.url, width="phone")
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    sign_in(page)
    a_fair(page)

    # then the page says what that means, and a person is written down all the same
    expect(page.get_by_text("This address has no https")).to_be_visible()
    page.get_by_label("Who is it?").fill("Ann Field")
    page.get_by_role("button", name="Save, next person").click()
    expect(page.get_by_text("Written down: Ann Field.")).to_be_visible()
    assert heard(house) == ["Ann Field"]


@pytest.mark.long
def test_the_worker_sends_what_the_page_could_not(house: House, open_whole_page: Opener) -> None:
    # given a phone whose page reaches nobody, in a browser that calls its worker when there is a signal
    page, _url = at_the_stand(house, open_whole_page)
    page.route("**/send/", lambda route: route.fulfill(status=502))

    # when somebody is caught
    catch(page, "Ann Field")

    # then the worker sends it, and the page hears of it
    expect(page.get_by_text("1 written down with this phone, and nothing waits.")).to_be_visible()
    assert heard(house) == ["Ann Field"]
