"""Signing in with a password: a new session, a slow-down for guessing, a new password ends the rest."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from tandem.office.accounts.jobs import forget_sessions
from tandem.office.accounts.models import Session, User
from tandem.office.accounts.words import Role
from tests.office.seats import PASSWORD, browser, seat

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _nobody_guessed_yet() -> None:
    cache.clear()


def test_a_password_signs_in_and_the_session_knows_whose_it_is() -> None:
    owner = seat()
    client = browser()
    answer = client.post(
        LOGIN,
        {"login": owner.email, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0"},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")
    session = Session.objects.get(user=owner)
    assert session.device == "Firefox on Linux"
    assert session.signed_in_at is not None


def test_guessing_is_slowed_down_even_for_the_right_password_then() -> None:
    owner = seat()
    client = browser()
    for guess in range(5):
        client.post(LOGIN, {"login": owner.email, "password": f"guess number {guess}"})
    slowed = client.post(LOGIN, {"login": owner.email, "password": PASSWORD})
    assert slowed.status_code in (200, 422, 429)
    assert "too often within a short time" in slowed.content.decode()
    assert not Session.objects.filter(user=owner).exists()


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password() -> None:
    seat(email="maya@example.com")
    known = browser().post(LOGIN, {"login": "maya@example.com", "password": "not this one"})
    unknown = browser().post(LOGIN, {"login": "nobody@example.com", "password": "not this one"})
    sentence = "This e-mail address and this password do not go together."
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()


def test_who_is_switched_off_cannot_sign_in() -> None:
    joe = seat(Role.SALES, "Joe Bly", is_active=False)
    client = browser()
    client.post(LOGIN, {"login": joe.email, "password": PASSWORD})
    assert client.get("/office/profile/").status_code == 302


def test_a_new_password_signs_every_other_browser_out() -> None:
    owner = seat()
    here, there = browser(owner), browser(owner)
    changed = here.post(
        "/account/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "another boat on the sea",
            "password2": "another boat on the sea",
        },
    )
    assert changed.status_code == 302
    assert here.get("/office/profile/").status_code == 200
    assert there.get("/office/profile/").status_code == 302


def test_a_password_set_by_somebody_else_ends_the_sessions_too() -> None:
    owner = seat()
    tab = browser(owner)
    User.objects.filter(pk=owner.pk).update(password=make_password("set on the command line"))
    assert tab.get("/office/profile/").status_code == 302


def test_nobody_signs_up_alone() -> None:
    seat()
    assert browser().get("/account/signup/").status_code == 404


def test_sessions_that_ended_are_forgotten() -> None:
    owner = seat()
    browser(owner)
    session = Session.objects.get()
    forget_sessions(at=session.expire_date)
    assert Session.objects.count() == 1
    forget_sessions(at=session.expire_date.replace(year=session.expire_date.year + 1))
    assert Session.objects.count() == 0


def test_a_page_that_only_reads_writes_no_session() -> None:
    client = browser(seat())
    before = Session.objects.get().session_data
    for address in ("/office/profile/", "/office/settings/", "/office/journal/", "/office/search/?q=a"):
        assert client.get(address).status_code == 200
    assert Session.objects.get().session_data == before
