"""Whoever is not signed in any more comes back to the page they were on, and loses no words."""

import re

import pytest
from django.test import Client

from tests.sales.shop import a_business, a_user

pytestmark = pytest.mark.django_db
NOTE = "/sales/opportunities/7/note/"


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()
    a_user("Maya", role="owner")


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/sales/opportunities/7/?all=yes", "%2Fsales%2Fopportunities%2F7%2F%3Fall%3Dyes"),
        ("https://elsewhere.example/sales/", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_form_of_a_session_that_ended_leads_back_to_its_page(page: str, back: str) -> None:
    # given a page that was left open until the session ended
    headers = {"referer": page} if page else {}

    # when its form is sent, to an address that is no page by itself
    answer = Client().post(NOTE, {"minutes": "5"}, headers=headers)

    # then signing in leads to the page with the form, and never to another site
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={back}")


def test_what_was_written_is_shown_to_be_copied() -> None:
    # given a page that was left open until the session ended
    typed = {"words": "Rang: <b>six</b> chairs ", "once": "a7-x", "kind": "call", "password": "two words"}

    # when its form is sent
    answer = Client().post(NOTE, typed, headers={"referer": "http://testserver/sales/opportunities/7/"})

    # then the words stand there as they were written, and nothing else of the form, with the way back
    html = answer.content.decode()
    assert answer.status_code == 401
    assert re.findall(r"<textarea[^>]*>(.*?)</textarea>", html) == ["Rang: &lt;b&gt;six&lt;/b&gt; chairs"]
    assert 'href="/account/login/?next=%2Fsales%2Fopportunities%2F7%2F"' in html
    assert "two words" not in html


def test_without_a_reload_the_page_with_the_words_stays() -> None:
    answer = Client().post(NOTE, {"words": "Rang about chairs"}, headers={"HX-Request": "true"})

    assert (answer.status_code, "HX-Redirect" in answer) == (401, False)
    assert "You were signed out in the meantime" in answer.content.decode()


def test_what_is_only_read_without_a_reload_leads_to_the_sign_in() -> None:
    answer = Client().get("/sales/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/account/login/?next=%2Fsales%2F")


def test_the_address_of_a_button_opened_by_itself_says_that_there_is_nothing() -> None:
    answer = Client().get(NOTE)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>There is nothing here</h1>" in answer.content.decode()


def test_other_ways_of_asking_get_no_page() -> None:
    answer = Client().put(NOTE)

    assert (answer.status_code, answer["Allow"], answer.content) == (405, "POST", b"")
