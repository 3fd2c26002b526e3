"""*What changed* as it is read: kept answers, none, older ones, and any two periods."""

import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Question
from tandem.together.verdict.forms import NAMES, PeriodsForm
from tests.sales.shop import a_business, a_user, signed_in
from tests.together import answers

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 3)
PERIODS = {
    "then_from": "2026-05-01",
    "then_to": "2026-07-31",
    "now_from": "2026-08-01",
    "now_to": "2026-10-31",
}


@pytest.fixture
def maya() -> Any:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


def changed(user: Any, query: str = "") -> str:
    return " ".join(signed_in(user).get(reverse("together:changed") + query).content.decode().split())


def test_the_page_says_where_it_happened_and_what_would_settle_it(maya: Any) -> None:
    answers.keep(answers.an_answer())
    html = changed(maya)
    assert "Expected revenue fell by 28%. Most of it happened after people had asked." in html
    assert "9 in 10 sure." in html
    assert "152 of them still open and counted by age" in html
    assert "+4,740 −1,148 −1,734 −22,485 +1,927 = −18,700" in html
    assert "The axis is cut at £36,000." in html
    assert "We brought 40 enquiries more than last time." in html
    assert "What we cannot say" in html
    assert "Show as table" in html
    assert "being worked out anew" not in html


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cannot_tell", "We cannot say yet where it happened."),
        ("neither", "Nothing here moved by more than a little."),
        ("both", "It happened at both desks."),
        ("not_enough", "Not enough yet: about 12 more enquiries, or until"),
        ("unrecorded", "not recorded"),
        ("refused", "Swap ten."),
    ],
)
def test_it_says_no_more_than_is_known(maya: Any, name: str, sentence: str) -> None:
    answers.keep(getattr(answers, name)())
    assert sentence in changed(maya)


def test_without_an_answer_it_says_that_one_is_made(maya: Any) -> None:
    html = changed(maya)
    assert "This is being worked out from everything that was noted." in html
    assert "Look again" in html


def test_an_older_answer_is_shown_with_its_time(maya: Any) -> None:
    answers.keep(answers.an_answer(), old=True)
    html = changed(maya)
    assert "being worked out anew" in html
    assert "Expected revenue fell by 28%." in html


def test_where_it_could_not_be_worked_out_the_page_says_why_and_does_not_wait(maya: Any) -> None:
    answers.keep(None, trouble="There was not enough memory to work this out.")
    html = changed(maya)
    assert "There was not enough memory to work this out." in html
    assert "hx-trigger" not in html.split('class="waiting"')[1].split(">")[0]


def test_any_two_periods_are_another_question(maya: Any) -> None:
    # given an answer to the question about these two
    spans = (
        Span(datetime.date(2026, 5, 1), datetime.date(2026, 7, 31)),
        Span(datetime.date(2026, 8, 1), datetime.date(2026, 10, 31)),
    )
    answers.keep(answers.cannot_tell(), Question(before=spans[0], after=spans[1]))

    # when they are asked for, in whichever order, then that is what is shown
    turned = {**PERIODS, "then_from": PERIODS["now_from"], "then_to": PERIODS["now_to"]}
    turned |= {"now_from": PERIODS["then_from"], "now_to": PERIODS["then_to"]}
    for query in (PERIODS, turned):
        form = PeriodsForm(query, TODAY)
        assert form.periods == spans
    html = changed(maya, "?" + urlencode(PERIODS))
    if timezone.now().date() > spans[1].end:
        assert "We cannot say yet where it happened." in html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"then_to": "2026-08-05"}, "The two periods overlap. Let one end before the other begins."),
        ({"now_from": "2027-02-01", "now_to": "2027-02-28"}, "The later period has not begun yet."),
        ({"now_from": "soon"}, "We can’t read that date. Try 2026-08-01."),
        ({"now_to": ""}, "This is still missing."),
    ],
)
def test_what_cannot_be_compared_is_said_and_stays_in_the_form(typed: dict[str, str], sentence: str) -> None:
    form = PeriodsForm({**PERIODS, **typed}, TODAY)
    assert form.periods is None
    assert sentence in str(form.errors)
    assert set(form.fields) == set(NAMES)


def test_a_period_that_still_runs_ends_today() -> None:
    form = PeriodsForm({**PERIODS, "now_to": "2026-12-31"}, TODAY)
    assert form.periods is not None
    assert form.periods[1].end == TODAY


def test_a_wrong_form_is_open_beside_the_usual_answer(maya: Any) -> None:
    answers.keep(answers.an_answer())
    html = changed(maya, "?" + urlencode({**PERIODS, "now_from": "soon"}))
    assert "Try 2026-08-01." in html
    assert 'value="soon"' in html
    assert "Expected revenue fell by 28%." in html


def test_it_reads_the_kept_answer_and_nothing_else(maya: Any) -> None:
    answers.keep(answers.an_answer())
    client = signed_in(maya)
    client.get(reverse("together:changed"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("together:changed")).status_code == 200
    own = [query["sql"] for query in queries if "together_" in query["sql"]]
    assert len(own) == 2
    assert len(queries) <= 12


def test_everybody_signed_in_reads_it_and_nobody_else(maya: Any, client: Any) -> None:
    answers.keep(answers.an_answer())
    for name in ("changed", "quality", "forecast"):
        url = reverse(f"together:{name}")
        for role in ("marketing", "sales", "read_only"):
            assert signed_in(a_user(f"{name} {role}", role=role)).get(url).status_code == 200
        assert client.get(url).status_code == 302
