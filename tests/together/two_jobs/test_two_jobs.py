"""The page of both jobs and of the words, and the ways to it."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tandem.office.accounts.words import Role
from tandem.together.two_jobs.glossary import GLOSSARY
from tandem.together.two_jobs.words import JOBS, SHARED
from tests.sales.shop import a_business, a_user, signed_in

pytestmark = pytest.mark.django_db
# As design and docs name them, whatever the page says more.
WORDS = (
    "enquiry door channel campaign agreement pass accept brief first-answer opportunity need offer order "
    "revenue customer desk hat role purpose"
)


@pytest.fixture(params=Role.values)
def browser(request: Any) -> Client:
    a_business()
    return signed_in(a_user("Maya", request.param))


def read(client: Client, url: str) -> str:
    answer: Any = client.get(url)
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def test_both_desks_lead_to_it_whatever_the_role(browser: Client) -> None:
    link = f'<a href="{reverse("together:two_jobs")}">'
    for desk, outcome in (("marketing:desk", "enquiries"), ("sales:desk", "customers")):
        page = read(browser, reverse(desk))
        assert f"Its outcome is {outcome}. {link}The two jobs, side by side</a>" in page
        assert f"{link}Two jobs</a>" in page


def test_it_tells_of_each_job_and_of_both(browser: Client) -> None:
    page = read(browser, reverse("together:two_jobs"))
    for job in JOBS:
        told = (job.question, job.outcome, job.purpose, *job.duties, job.hands)
        assert [str(words) for words in told if str(words) not in page] == []
    mistakes = [*JOBS[0].mistakes, *JOBS[1].mistakes, *SHARED]
    assert [
        str(one.done) for one in mistakes if str(one.done) not in page or str(one.better) not in page
    ] == []


def test_every_word_has_a_place_to_link_to(browser: Client) -> None:
    page = read(browser, reverse("together:two_jobs"))
    anchors = re.findall(r'id="word-([a-z-]+)"', page)
    assert anchors == [term.key for part in GLOSSARY for term in part.terms]
    assert len(set(anchors)) == len(anchors)
    assert [word for word in WORDS.split() if word not in anchors] == []
