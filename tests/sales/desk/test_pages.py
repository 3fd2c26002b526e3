"""The Sales desk as a page: today, one thing to practise, the board, and how conversations end."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.sales.desk.views import chosen
from tandem.sales.opportunities.actions import lose
from tandem.sales.pipelines.actions import ensure_stages
from tests.sales.planned import planned
from tests.sales.shop import a_business, a_user, an_opportunity, days, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def joe() -> Any:
    a_business(zone="UTC", country="GB")
    ensure_stages()
    return a_user("Joe", role="sales")


def html_of(user: Any) -> str:
    return " ".join(signed_in(user).get(reverse("sales:desk")).content.decode().split())


def test_a_row_of_today_rings_and_is_done(joe: Any) -> None:
    row = planned("Tom", on=timezone.now().date(), owner=joe, phones=("07700 900123",))
    html = html_of(joe)
    assert 'href="tel:+447700900123" aria-label="Ring: Tom"' in html
    assert f'href="{reverse("sales:done", args=[row.pk])}"' in html


def test_who_has_no_step_is_shown_however_long_today_is(joe: Any) -> None:
    # given ten letters that are overdue, and one without a step
    now = timezone.now()
    for index in range(10):
        planned(f"Person {index}", "Write", kind="email", on=(now - days(2)).date(), owner=joe, at=now)
    planned("Beatrix Lund", "", owner=joe, at=now)
    html = html_of(joe)
    assert "Plan the next step with Beatrix Lund" in html
    assert "The whole list, 2 more" in html
    assert "11 things, about 102 minutes" not in html
    assert "11 things, about 2 hours" in html


def test_a_row_counts_for_all_that_it_stands_for(joe: Any) -> None:
    for index in range(12):
        planned(f"Person {index}", on=timezone.now().date(), owner=joe, at=timezone.now())
    html = html_of(joe)
    assert "12 calls" in html
    assert "12 things, about 2 hours" in html
    assert "The whole list</a>" in html


def test_nothing_to_do() -> None:
    assert chosen([]) == {"today": [], "today_more": 0}


def test_how_it_ended(joe: Any) -> None:
    lost = an_opportunity(owner=joe, at=timezone.now())
    lose(opportunity=lost, expected_version=1, reason="price", by=joe, at=timezone.now())
    html = html_of(joe)
    assert "Why they did not buy" in html
    assert "1 of 1" in html
    assert "too few to say" in html
    assert "1 was lost within a year: too few to say what to hone first." in html


def test_a_reader_sees_it_without_a_button(joe: Any) -> None:
    row = planned("Tom", on=timezone.now().date(), owner=joe)
    html = html_of(a_user("Max", role="read_only"))
    assert reverse("sales:done", args=[row.pk]) not in html
    assert "One thing to practise" in html
