"""What home adds up stands in indexes, of which it reads no more than it shows."""

from typing import Any

import pytest
from django.db import connection

from tandem.office.statements.kept import Kept
from tandem.together.revenue.queries import Reach, accepted_between, first_and_last_months, reach
from tandem.together.statistics.models import EnquiryMonth, RevenueStatistic

pytestmark = pytest.mark.django_db


def plan(kept: Kept[Any], parameters: tuple[int, ...] = ()) -> list[str]:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses its plan by what stands in the table, so it cannot be held to one")
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + kept.statement().sql, parameters)
        return [str(row[3]) for row in cursor.fetchall()]


def test_revenue_is_added_up_in_the_order_of_its_index() -> None:
    [only] = plan(accepted_between, (202501, 202512))

    index = "USING COVERING INDEX together_revenue_by_month (month>? AND month<?)"
    assert only == f"SEARCH together_revenuestatistic {index}"


def test_each_end_of_the_months_is_looked_for_and_not_counted_to() -> None:
    # A search that is bound by nothing goes to one end of the index and stops; a scan reads all of it.
    looked = [line for line in plan(first_and_last_months) if "together_" in line]

    assert [line.split()[0] for line in looked] == ["SEARCH"] * 4


def test_the_months_reach_from_the_first_that_asked_or_bought_to_the_last() -> None:
    assert reach() is None

    RevenueStatistic.objects.create(
        cell="a", month=202511, day="2025-11-03", orders=1, first_orders=1, amount_minor=1
    )
    assert reach() == Reach(202511, 202511)

    for month in (202512, 202602):
        EnquiryMonth.objects.create(
            cell=month,
            month=month,
            channel_id=1,
            state="open",
            count=1,
            first_sales=0,
            amount_minor=0,
            nurtured=0,
        )
    assert reach() == Reach(202511, 202602)
