"""Together's home: plain counts, open ones never lost, and titles that say no more than the numbers."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.marketing.enquiries.actions import set_aside
from tandem.together.evidence.actions import begin_now
from tandem.together.evidence.words import Question
from tandem.together.revenue.queries import Asked, Booked
from tandem.together.revenue.words import Period, shifted
from tandem.together.statistics.models import EnquiryMonth, RevenueStatistic
from tandem.together.statistics.words import month_number
from tandem.together.today.outcome import who_is_open
from tandem.together.today.queries import finding_of, months_at_home, rate_of, still_open_words
from tandem.together.today.running import running_month, running_words
from tests.sales.shop import a_business, a_user, signed_in
from tests.together.shop import declined, heard, lost, won

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> Any:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


def this_month() -> int:
    return month_number(timezone.now().date())


def home(user: Any, query: str = "") -> str:
    return " ".join(signed_in(user).get(reverse("home") + query).content.decode().split())


def months_ago(number: int) -> datetime.datetime:
    month = shifted(this_month(), -number)
    return datetime.datetime(month // 100, month % 100, 10, 12, tzinfo=datetime.UTC)


def a_month(number: int, asked: int, won: int = 0, *, pounds: int = 0, still_open: int = 0) -> None:
    """Statistics of a month that is that many months ago, without the rows behind them."""
    month = shifted(this_month(), -number)
    channel = heard("First", at=months_ago(40), source="website").channel_id
    parts = {"won": won, "open": still_open, "lost": asked - won - still_open}
    for state, count in parts.items():
        EnquiryMonth.objects.create(
            cell=f"{month}|{channel}|{state}",
            month=month,
            channel_id=channel,
            state=state,
            count=count,
            first_sales=count if state == "won" else 0,
            amount_minor=pounds * 100 if state == "won" else 0,
            nurtured=0,
        )
    RevenueStatistic.objects.create(
        cell=f"{month}",
        month=month,
        day=months_ago(number).date(),
        channel_id=channel,
        orders=won,
        first_orders=won,
        amount_minor=pounds * 100,
    )


def test_an_empty_business_gets_one_sentence_and_one_action(maya: Any) -> None:
    html = home(maya)
    assert "Everything here grows from the first person who asks." in html
    assert reverse("marketing:capture") in html


def test_the_equation_says_what_is_still_open(maya: Any) -> None:
    # given five who asked: one bought, one did not, one was declined, one was not for us, one is open
    at = months_ago(1)
    people = {name: heard(name, at=at, source="fair") for name in ("Ann", "Ben", "Cat", "Dan", "Eve")}
    won(people["Ann"], maya, 60000, at=at)
    lost(people["Ben"], maya, at=at)
    declined(people["Cat"], maya, at=at, nurture_until=datetime.date(2030, 1, 1))
    set_aside(enquiry=people["Dan"], expected_version=1, reason="not_for_us", by=None, at=at)

    # when Together is looked at
    html = home(maya)

    # then each is where it belongs, and the few are called few
    assert "1 of 5" in html
    assert "1 still open, not counted as lost" in html
    assert "few: only 1 first sale" in html
    assert "£600" in html
    assert "1 order accepted in these months" in html
    assert "1 was declined. Of those, we stay in touch with 1." in html
    assert "<b>3</b> ended" in html
    assert "These first sales add up to £600 so far." in html


def test_the_period_can_be_chosen(maya: Any) -> None:
    heard("Ann", at=months_ago(2))
    heard("Ben", at=months_ago(5))
    month = shifted(this_month(), -5)
    html = home(maya, f"?from={month}&to={month}")
    assert "0 of 1" in html
    for nonsense in ("?from=999999&to=1", "?from=202613&to=202601", "?from=²²²²²²&to=202601"):
        assert "How " in home(maya, nonsense)


def test_with_nothing_but_this_month_it_shows_this_month(maya: Any) -> None:
    heard("Ann", at=timezone.now())
    assert "is going" in home(maya)


@pytest.mark.parametrize(
    ("before", "now", "title"),
    [
        (10, 19, "Too few to say"),
        (100, 200, "More people ask"),
        (100, 50, "Fewer people ask"),
    ],
)
def test_the_title_says_no_more_than_the_numbers(maya: Any, before: int, now: int, title: str) -> None:
    # given two months
    a_month(2, before)
    a_month(1, now)
    month = shifted(this_month(), -1)

    # then the title of the figure tells the difference, or that there is none
    assert f'<p class="figure-title">{title}</p>' in home(maya, f"?from={month}&to={month}")


@pytest.mark.parametrize(
    ("before", "now", "title", "change"),
    [
        (88, 200, "More people ask", "more, was 88"),
        (88, 99, "Perhaps more people ask", "perhaps more, was 88"),
        (88, 90, "About as many people ask", "about the same, was 88"),
        (88, 71, "Perhaps fewer people ask", "perhaps fewer, was 88"),
        (88, 40, "Fewer people ask", "fewer, was 88"),
    ],
)
def test_a_tile_and_the_figure_below_say_the_same(
    maya: Any, before: int, now: int, title: str, change: str
) -> None:
    # given two whole months, equally long or nearly so
    a_month(2, before)
    a_month(1, now)
    month = shifted(this_month(), -1)

    # when that month is looked at
    html = home(maya, f"?from={month}&to={month}")

    # then the tile and the title of its figure call the change by one word
    assert f'<p class="figure-title">{title}</p>' in html
    assert re.findall(r'class="factor-change[^>]*>.*?<span>([^<]+)</span>', html)[0] == change


def test_the_month_that_runs_has_a_line_below_the_whole_ones(maya: Any) -> None:
    # given three whole months and this one: four asked, one bought, one did not
    heard("Old", at=months_ago(4))
    now = timezone.now()
    people = {name: heard(name, at=now, source="fair") for name in ("Ann", "Ben", "Cat", "Dan")}
    won(people["Ann"], maya, 60000, at=now)
    lost(people["Ben"], maya, at=now)

    # when home is read, then the line counts what stands and gives no share
    html = home(maya)
    month, line = re.findall(r'<p class="running"><b>(\w+) so far:</b> ([^<]+)', html)[0]
    assert month == now.strftime("%B")
    assert line.strip() == "4 enquiries, 1 became a customer, 2 still open. £600 booked."
    assert f"?from={this_month()}&amp;to={this_month()}" in html

    # and where the month itself is shown, it is not said twice
    assert 'class="running"' not in home(maya, f"?from={this_month()}&to={this_month()}")


@pytest.mark.parametrize(
    ("asked", "booked", "words"),
    [
        (Asked(), Booked(), "nobody new has asked yet."),
        (Asked(repeat=2), Booked(1, 0, 9000), "nobody new has asked yet. £90 booked."),
        (Asked(open=1), Booked(), "1 enquiry, no customer yet, 1 still open."),
        (
            Asked(won=4, open=22, lost=5),
            Booked(6, 4, 300_000),
            "31 enquiries, 4 became customers, 22 still open. £3,000 booked.",
        ),
        (Asked(lost=3), Booked(), "3 enquiries, no customer yet, none still open."),
    ],
)
def test_the_month_that_runs_is_counted(asked: Asked, booked: Booked, words: str) -> None:
    assert running_words(asked, booked, "GBP") == words


def test_of_months_still_to_come_no_line_is_made(maya: Any) -> None:
    today = datetime.date(2026, 11, 15)
    for shown, is_none in ((Period(202611, 202611), True), (Period(202608, 202610), False)):
        months = months_at_home(shown, today)
        assert (running_month(shown, months, "GBP", today) is None) == is_none
    found = running_month(shown, months, "GBP", today)
    assert found is not None
    assert (found.title, found.words) == ("November so far:", "nobody new has asked yet.")


def test_a_month_that_still_runs_is_compared_by_its_days() -> None:
    period = Period(202611, 202611)
    assert rate_of(period, datetime.date(2026, 11, 15)) == 15 / 31
    assert rate_of(period, datetime.date(2026, 12, 24)) == 30 / 31


def test_periods_in_words() -> None:
    today = datetime.date(2026, 11, 3)
    assert Period(202608, 202610).words(today) == "August to October"
    assert Period(202511, 202601).words(today) == "November 2025 to January 2026"
    assert Period(202510, 202510).words(today) == "October 2025"
    assert Period(202601, 202603).before == Period(202510, 202512)


def test_channels_are_counted_beside_their_revenue(maya: Any) -> None:
    at = months_ago(1)
    won(heard("Ann", at=at, source="fair"), maya, 60000, at=at)
    heard("Ben", at=at, source="paper")
    html = home(maya)
    row = html.split('<th scope="row">Fair')[1].split("</tr>")[0]
    assert "£600" in row
    assert "Paper" in html
    assert "All channels" in html


def test_the_page_reads_sums_only(maya: Any) -> None:
    # given a year of sums
    for number in range(1, 13):
        a_month(number, 140, 20, pounds=9000, still_open=10)
    client = signed_in(maya)
    client.get(reverse("home"))
    # and the answer that the page wished for, which on PostgreSQL is begun at once
    begin_now(Question())

    # when the page is read, then six queries are its own; the rest is Today, the checklist and the bar
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("home")).status_code == 200
    own = [
        query["sql"]
        for query in queries
        if ("together_" in query["sql"] or "marketing_channel" in query["sql"])
        and "together_stretch" not in query["sql"]
    ]
    assert len(own) == 6
    assert len(queries) <= 30


def test_everybody_signed_in_reads_it_and_nobody_else(maya: Any, client: Any) -> None:
    heard("Ann")
    for role in ("marketing", "sales", "read_only"):
        reader = a_user(role, role=role)
        assert signed_in(reader).get(reverse("home")).status_code == 200
        assert signed_in(reader).get(reverse("together:months")).status_code == 200
    assert client.get(reverse("home")).status_code == 302


def test_months_are_paged_and_add_up(maya: Any) -> None:
    # given fourteen months, one of them with a sale of 600 and another with one of 450
    heard("Old", at=months_ago(13))
    won(heard("Bob", at=months_ago(3), source="paper"), maya, 45000, at=months_ago(3))
    at = months_ago(1)
    won(heard("Ann", at=at, source="fair"), maya, 60000, at=at)

    # when both pages are read
    client = signed_in(maya)
    first = client.get(reverse("together:months")).content.decode()
    second = client.get(reverse("together:months") + "?page=2").content.decode()

    # then the newest twelve are on the first, and the rest on the second
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (12, 2)
    assert "Fair" in first
    # in its month, by its channel there and in all, and in the title, which says of which months
    assert first.count("£600") == 4
    assert first.count("£1,050") == 1
    month = r"[A-Z][a-z]+( \d+)?"
    assert re.search(f">Of {month} to {month}, {month} booked most: £600<", first)
    part = client.get(reverse("together:months"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_the_sales_desk_begins_with_the_same_counts(maya: Any) -> None:
    at = months_ago(1)
    won(heard("Ann", at=at), maya, 60000, at=at)
    heard("Ben", at=at)
    html = " ".join(signed_in(maya).get(reverse("sales:desk")).content.decode().split())
    assert "customer so far, from those who asked" in html
    assert "1 of the 2 who asked is still open, and not counted as lost." in html


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(won=20, lost=68), ""),
        (Asked(won=20, lost=67, open=1), "1 is still open."),
        (Asked(won=20, lost=79, open=9), "9 are still open."),
        (Asked(won=1, open=1), "1 is still open, so it is too early to say how well we sell."),
        (Asked(won=20, lost=60, open=20), "20 are still open, so it is too early to say how well we sell."),
    ],
)
def test_it_is_too_early_only_where_many_are_open(asked: Asked, words: str) -> None:
    assert still_open_words(asked) == words


@pytest.mark.parametrize(
    ("asked", "found", "still_open"),
    [
        (Asked(), "Nobody new asked in these months.", "Nobody new asked in these months."),
        (
            Asked(open=1),
            "One person asked, and has not bought yet.",
            "The one who asked is still open, and not counted as lost.",
        ),
        (Asked(won=1), "One person asked, and bought.", "Nobody of those who asked is still open."),
        (
            Asked(lost=6, open=1),
            "Too few asked to say much: 7, of whom nobody bought so far.",
            "1 of the 7 who asked is still open, and not counted as lost.",
        ),
        (
            Asked(lost=27, won=1, open=12),
            "1 of the 40 who asked is a customer so far.",
            "12 of the 40 who asked are still open, and not counted as lost.",
        ),
        (
            Asked(lost=40),
            "Nobody of the 40 who asked is a customer so far.",
            "Nobody of those who asked is still open.",
        ),
    ],
)
def test_one_and_none_are_said_as_one_says_them(asked: Asked, found: str, still_open: str) -> None:
    assert (finding_of(asked, "October"), who_is_open(asked)) == (found, still_open)
