"""Month by month, of some enquiries only: as many as one counts by hand."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.marketing.campaigns.models import Campaign
from tandem.together.revenue.forms import NarrowForm
from tandem.together.revenue.narrowed import Narrowing, choices_in, narrowed_months
from tandem.together.revenue.words import Period, shifted
from tandem.together.statistics.words import month_number
from tests.sales.shop import a_business, a_user, signed_in
from tests.together.shop import accepted, heard, lost, won

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya() -> Any:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


def months_ago(number: int) -> datetime.datetime:
    month = shifted(month_number(timezone.now().date()), -number)
    return datetime.datetime(month // 100, month % 100, 10, 12, tzinfo=datetime.UTC)


def at(number: int) -> int:
    return month_number(months_ago(number).date())


@pytest.fixture
def asked(maya: Any) -> dict[str, Any]:
    """Six who asked in two months, by two channels, from two segments, with two owners."""
    joe = a_user("Joe", role="sales")
    fair = Campaign.objects.create(name="Spring fair", created_at=timezone.now())
    ann = heard("Ann", at=months_ago(2), source="fair", campaign=fair, segment="homes")
    won(ann, maya, 60000, at=months_ago(2))
    lost(heard("Ben", at=months_ago(2), source="fair", segment="hotels"), maya, at=months_ago(2))
    accepted(
        heard("Cat", at=months_ago(1), source="fair", campaign=fair, segment="homes"), joe, at=months_ago(1)
    )
    won(heard("Dan", at=months_ago(1), source="paper", segment="homes"), joe, 40000, at=months_ago(1))
    heard("Eve", at=months_ago(1), source="paper")
    heard("Fay", at=months_ago(1), source="fair")
    return {"joe": joe, "maya": maya, "fair": fair, "channel": ann.channel_id}


def counted(narrowing: Narrowing) -> dict[int, tuple[int, int, int, int]]:
    found = narrowed_months(narrowing, Period(at(2), at(1)))
    return {
        month: (one.counted, one.won, one.open, one.first_sales_minor) for month, one in sorted(found.items())
    }


def test_each_alone_and_all_together(asked: dict[str, Any]) -> None:
    assert counted(Narrowing()) == {at(2): (2, 1, 0, 60000), at(1): (4, 1, 3, 40000)}
    assert counted(Narrowing(channel=asked["channel"])) == {at(2): (2, 1, 0, 60000), at(1): (2, 0, 2, 0)}
    assert counted(Narrowing(campaign=asked["fair"].pk)) == {at(2): (1, 1, 0, 60000), at(1): (1, 0, 1, 0)}
    assert counted(Narrowing(segment="homes")) == {at(2): (1, 1, 0, 60000), at(1): (2, 1, 1, 40000)}
    assert counted(Narrowing(owner=asked["joe"].pk)) == {at(1): (2, 1, 1, 40000)}
    whole = Narrowing(asked["channel"], asked["fair"].pk, "homes", asked["joe"].pk)
    assert counted(whole) == {at(1): (1, 0, 1, 0)}
    assert counted(Narrowing(segment="boats")) == {}


def test_what_can_be_chosen(asked: dict[str, Any]) -> None:
    choices = choices_in(Period(at(2), at(1)), Narrowing(segment="boats"))
    assert choices.segments == ["boats", "homes", "hotels"]
    assert [name for _key, name in choices.owners] == ["Joe", "Maya"]
    assert [name for _key, name in choices.campaigns] == ["Spring fair"]
    assert len(choices.channels) == 2


@pytest.mark.parametrize(
    "query", [{"channel": "x", "owner": "-1", "campaign": "9" * 30}, {"segment": ""}, {"channel": ""}]
)
def test_what_cannot_be_read_is_left_out(query: dict[str, str]) -> None:
    assert NarrowForm(query).narrowing == Narrowing()


def test_months_within_those_that_there_are() -> None:
    every = Period(202601, 202612)
    assert NarrowForm({"from": "202603", "to": "202605"}).within(every) == Period(202603, 202605)
    assert NarrowForm({"from": "202605", "to": "202603"}).within(every) == Period(202603, 202605)
    assert NarrowForm({"from": "199901", "to": "209901"}).within(every) == every
    assert NarrowForm({"from": "nonsense"}).within(every) == every


def test_the_page_counts_only_some_of_them(asked: dict[str, Any]) -> None:
    client = signed_in(asked["maya"])
    url = reverse("together:months")
    whole = client.get(url).content.decode()
    assert "Count only some of them" in whole
    assert "<select" not in whole.split("<main")[1]
    html = " ".join(client.get(url, {"owner": asked["joe"].pk}).content.decode().split())
    assert "Their first sales" in html
    assert "£400" in html
    assert "£600" not in html
    assert f'<option value="{asked["joe"].pk}" selected>Joe</option>' in html
    part = client.get(url, {"owner": asked["joe"].pk}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    one = client.get(url, {"from": at(2), "to": at(2)}).content.decode()
    assert one.count('<th scope="row">') == 1


def test_months_in_which_nobody_asked_are_told_and_not_listed(asked: dict[str, Any]) -> None:
    client = signed_in(asked["maya"])
    html = client.get(reverse("together:months"), {"owner": asked["joe"].pk}).content.decode()
    assert html.count('<th scope="row">') == 1
    assert ": 2 asked, 1 bought so far, 1 still open." in html
    assert "In 2 other months nobody of these asked." in html


def test_where_nobody_fits_it_says_so_and_shows_no_noughts(asked: dict[str, Any]) -> None:
    client = signed_in(asked["maya"])
    html = client.get(reverse("together:months"), {"segment": "boats"}).content.decode()
    assert "Nobody who fits all of this asked in these months" in html
    assert "Show everything" in html
    assert "<table" not in html
    assert "The first month begins" not in html


def test_the_page_of_an_empty_business(maya: Any) -> None:
    assert "The first month begins" in signed_in(maya).get(reverse("together:months")).content.decode()


def test_as_many_queries_for_many_as_for_few(asked: dict[str, Any]) -> None:
    client = signed_in(asked["maya"])
    url = reverse("together:months")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url, {"segment": "homes"})
    for number in range(10):
        heard(f"Person {number}", at=months_ago(1), source=f"door {number}", segment=f"segment {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url, {"segment": "homes"})
    assert len(few) == len(many) <= 30


def test_the_index_is_enough(asked: dict[str, Any]) -> None:
    """Where a plan can be asked for: no row of the table is read, however many there are."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses its plan by what stands in the table, so it cannot be held to one")
    with CaptureQueriesContext(connection) as queries:
        narrowed_months(Narrowing(owner=1), Period(at(2), at(1)))
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "USING COVERING INDEX together_statistic_by_day" in plan
    assert "TEMP B-TREE" not in plan
