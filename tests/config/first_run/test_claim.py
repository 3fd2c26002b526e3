"""A site that nobody owns: who may come in, and how it becomes somebody's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.config.first_run.actions import claim_link
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business, WorkingHours
from tandem.office.changes.words import Refused
from tests.office.seats import PASSWORD, browser, once, seat, send

pytestmark = pytest.mark.django_db
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "9:00 to 17:00")
FIELDS = {
    "business": "Wren & Rowe",
    "trade": "upholstery",
    "country": "GB",
    "name": "Maya Rowe",
    "email": "Maya@example.com",
    "password": PASSWORD,
    **WEEK,
}


def begin_path() -> str:
    return "/" + claim_link(at=timezone.now()).split("/", 3)[3]


@pytest.mark.parametrize(
    "path", ["/", "/account/login/", "/office/settings/", "/people/", "/no/such/page/", "/account/signup/"]
)
def test_everything_but_the_first_step_says_where_the_link_stands(path: str) -> None:
    answer = browser().get(path)
    assert answer.status_code == 403
    assert "stands in the terminal" in answer.content.decode()
    assert browser().post(path, {"login": "x"}).status_code == 403


def test_health_is_told_to_everybody() -> None:
    assert browser().get("/healthz").content == b"ok"


def test_without_the_right_link_nobody_begins() -> None:
    begin_path()
    wrong = "/start/begin/" + "x" * 43 + "/"
    assert browser().get(wrong).status_code == 410
    assert send(browser(), wrong, **FIELDS).status_code == 410
    assert browser().get("/start/agreement/").status_code == 302
    assert not User.objects.exists()


def test_the_owner_claims_the_site_and_is_signed_in() -> None:
    path, client = begin_path(), browser()
    assert client.get(path).status_code == 200
    answer = send(client, path, **FIELDS)
    assert (answer.status_code, answer["Location"]) == (303, "/start/agreement/")
    owner, business = User.objects.get(), Business.objects.get()
    assert (owner.role, owner.email, owner.name) == (Role.OWNER, "maya@example.com", "Maya Rowe")
    assert (business.name, business.trade, business.country) == ("Wren & Rowe", "upholstery", "GB")
    assert (business.subdivision, business.currency, business.zone) == ("ENG", "GBP", "Europe/London")
    assert business.set_up_at is not None
    assert WorkingHours.objects.count() == 5
    assert client.get("/start/agreement/").status_code == 200
    assert browser().get(path).status_code == 410
    assert send(browser(), path, **FIELDS, email2="b@example.com").status_code == 410
    assert browser().get("/").status_code == 302


def test_a_double_click_makes_one_owner() -> None:
    path, client, key = begin_path(), browser(), once()
    assert send(client, path, key, **FIELDS).status_code == 303
    send(browser(), path, key, **FIELDS)
    assert User.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_typed_is_lost() -> None:
    path = begin_path()
    answer = send(browser(), path, **{**FIELDS, "email": "maya", "password": "short", "monday": "early"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert all(typed in html for typed in ("Wren &amp; Rowe", "Maya Rowe", 'value="maya"', 'value="early"'))
    assert "We can’t read that. Try 9:00 to 17:00." in html
    assert not User.objects.exists()
    assert send(browser(), path, **FIELDS).status_code == 303


def test_another_country_brings_its_currency_and_zone_unless_one_says_otherwise() -> None:
    send(browser(), begin_path(), **{**FIELDS, "country": "CH", "currency": "EUR", "zone": ""})
    business = Business.objects.get()
    assert (business.subdivision, business.currency, business.zone) == ("", "EUR", "Europe/Zurich")


def test_the_country_is_guessed_from_the_browser() -> None:
    path = begin_path()
    for language, code in (("de-CH,de;q=0.9", "CH"), ("en", "GB"), ("xx-QQ", "GB"), ("", "GB")):
        html = browser().get(path, headers={"Accept-Language": language}).content.decode()
        assert f'<option value="{code}" selected>' in html


def test_a_newer_link_shuts_the_older_one_and_each_ends_after_a_week() -> None:
    older = begin_path()
    newer = begin_path()
    assert browser().get(older).status_code == 410
    assert browser().get(newer).status_code == 200
    late = "/" + claim_link(at=timezone.now() - timedelta(days=8)).split("/", 3)[3]
    assert browser().get(late).status_code == 410


def test_a_site_with_an_owner_gives_no_link() -> None:
    seat()
    with pytest.raises(Refused):
        claim_link(at=timezone.now())


@pytest.mark.parametrize(
    ("country", "said", "prices"),
    [
        ("GB", "", "gross"),
        ("US", "", "net"),
        ("CA", "", "net"),
        ("GB", "net", "net"),
        ("US", "gross", "gross"),
    ],
)
def test_how_prices_are_said_follows_from_the_country_unless_one_says_otherwise(
    country: str, said: str, prices: str
) -> None:
    path, client = begin_path(), browser()
    assert "How do you say your prices?" in client.get(path).content.decode()
    send(client, path, **{**FIELDS, "country": country, "prices": said})
    assert Business.objects.get().prices == prices


def test_who_looks_at_it_again_changes_nothing_by_that() -> None:
    # given a British business that says its prices without tax
    path, client = begin_path(), browser()
    send(client, path, **{**FIELDS, "prices": "net"})
    # when the first step is opened again, then that is what it says
    assert '<option value="net" selected>' in client.get("/start/business/").content.decode()
