"""What one sets for oneself: name, zone, hat, theme, sessions."""

import pytest

from tandem.office.accounts.adapter import device_words
from tandem.office.accounts.models import Session, User
from tandem.office.accounts.words import Role
from tandem.office.profile.queries import handle_of
from tests.office.seats import browser, seat, send

pytestmark = pytest.mark.django_db


def test_the_hat_is_changed_and_one_is_back_where_one_was() -> None:
    person = seat(Role.READ_ONLY)
    client = browser(person)
    answer = send(client, "/office/profile/hat/", hat="sales", next="/office/journal/?area=sales")
    assert (answer.status_code, answer["Location"]) == (303, "/office/journal/?area=sales")
    assert User.objects.get().hat == "sales"
    assert send(client, "/office/profile/hat/", hat="top").status_code == 422


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_elsewhere(elsewhere: str) -> None:
    answer = send(browser(seat()), "/office/profile/hat/", hat="sales", next=elsewhere)
    assert answer["Location"] == "/"


def test_light_or_dark_stands_on_every_page() -> None:
    client = browser(seat())
    assert send(client, "/office/profile/theme/", theme="dark").status_code == 303
    assert 'data-theme="dark"' in client.get("/office/profile/").content.decode()
    send(client, "/office/profile/theme/", theme="")
    assert "data-theme" not in client.get("/office/profile/").content.decode()
    assert send(client, "/office/profile/theme/", theme="neon").status_code == 422


def test_times_are_shown_in_the_own_zone() -> None:
    person = seat()
    client = browser(person)
    saved = send(client, "/office/profile/", version="1", name="Maya Rowe", zone="Asia/Tokyo")
    assert saved.status_code == 303
    assert User.objects.get().zone == "Asia/Tokyo"
    html = client.get("/office/profile/").content.decode()
    assert '<option value="Asia/Tokyo" selected>' in html
    wrong = send(client, "/office/profile/", version="2", name="Maya Rowe", zone="Mars/Olympus")
    assert wrong.status_code == 422


def test_a_user_cannot_give_themselves_a_role() -> None:
    client = browser(seat(Role.READ_ONLY))
    send(client, "/office/profile/", version="1", name="Maya", zone="", role=Role.OWNER, is_active="1")
    assert User.objects.get().role == Role.READ_ONLY


def test_own_sessions_are_listed_and_ended() -> None:
    person = seat()
    here, there = browser(person), browser(person)
    handle = handle_of(there.session.session_key)
    assert handle in here.get("/office/profile/").content.decode()
    ended = send(here, f"/office/profile/sessions/{handle}/")
    assert ended.status_code == 303
    assert there.get("/office/profile/").status_code == 302
    assert here.get("/office/profile/").status_code == 200


def test_another_persons_session_is_not_there() -> None:
    maya, joe = seat(), seat(Role.SALES, "Joe Bly")
    his = browser(joe)
    handle = handle_of(his.session.session_key)
    assert send(browser(maya), f"/office/profile/sessions/{handle}/").status_code == 404
    assert his.get("/office/profile/").status_code == 200


def test_every_other_browser_is_signed_out_at_once() -> None:
    person = seat()
    here, *others = [browser(person) for _tab in range(3)]
    answer = send(here, "/office/profile/sessions/")
    assert answer.status_code == 303
    assert "2 other browsers are signed out." in here.get("/office/profile/").content.decode()
    assert [other.get("/office/profile/").status_code for other in others] == [302, 302]
    assert Session.objects.filter(user=person).count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU OS 18_0 like Mac OS X) Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("<script>alert(1)</script>", "scriptalert1/script"),
        ("", "an unknown device"),
    ],
)
def test_a_device_in_words(agent: str, words: str) -> None:
    assert device_words(agent) == words
