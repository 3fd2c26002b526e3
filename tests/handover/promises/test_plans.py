"""Where a plan can be asked for: a stretch of months is read from its index, whatever stands beside it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.handover.agreement.queries import agreement_now
from tandem.handover.passing.queries import to_decide, to_pass_of
from tandem.handover.promises.answers import first_answers
from tandem.handover.promises.monthly import told_by_month
from tandem.handover.promises.queries import board
from tandem.handover.promises.words import last_months
from tandem.handover.reasons.queries import why_not, words_of_sellers
from tandem.marketing.desk.queries import results_by
from tandem.marketing.desk.slots import to_ask_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone, calendar
from tests.handover.desks import NOW, days, signed_in

pytestmark = pytest.mark.django_db
SINCE = NOW - days(100)
KEPT, PASSED = "handover_passing_kept", "handover_passing_passed"


def plans(asking: Callable[[], object], table: str) -> str:
    """How each question about a table is answered."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses its plan by what stands in the table, so it cannot be held to one")
    with CaptureQueriesContext(connection) as queries:
        asking()
    found = []
    for query in queries:
        if f'FROM "{table}"' in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                found += [str(row[3]) for row in cursor.fetchall() if table in str(row[3])]
    assert found
    return "\n".join(found)


def months() -> object:
    return told_by_month(last_months(NOW, business_zone()), now=NOW, working=calendar())


@pytest.mark.parametrize(
    "asking",
    [
        months,
        lambda: board(agreement_now(), now=NOW),
        lambda: why_not(SINCE, NOW),
    ],
)
def test_counts_of_months_come_from_the_index_alone(maya: User, asking: Callable[[], object]) -> None:
    for line in plans(asking, "handover_passing").splitlines():
        assert f"USING COVERING INDEX {KEPT}" in line


@pytest.mark.parametrize(
    "asking",
    [
        lambda: words_of_sellers(SINCE, NOW),
        lambda: first_answers(now=NOW, working=calendar(), span=datetime.timedelta(weeks=8)),
    ],
)
def test_the_newest_rows_are_read_by_their_time(maya: User, asking: Callable[[], object]) -> None:
    plan = plans(asking, "handover_passing")
    assert KEPT in plan or PASSED in plan


def test_what_waits_for_sales_is_read_by_its_promise(maya: User) -> None:
    assert "handover_passing_waiting" in plans(lambda: list(to_decide()[:5]), "handover_passing")


def test_what_was_sent_back_is_read_a_page_at_a_time(maya: User) -> None:
    # A browser whose pages build their own questions, so that each is seen.
    client = signed_in(maya)
    plan = plans(lambda: client.get("/handover/sent-back/"), "marketing_enquiry")
    assert "marketing_enquiry_sent_back" in plan


def test_who_is_to_be_asked_again_today_is_read_by_the_day(maya: User) -> None:
    plan = plans(lambda: to_ask_again(today=NOW.date()), "marketing_enquiry")
    assert "marketing_enquiry_nurtured (state=? AND nurture_until" in plan


@pytest.mark.parametrize(("index", "of"), [("channel", {}), ("campaign", {"campaign__in": [1, 2]})])
def test_what_became_of_channels_and_campaigns_comes_from_an_index_alone(
    maya: User, index: str, of: dict[str, Any]
) -> None:
    rows = counted_in_desk(Enquiry.objects.filter(**of))
    plan = plans(lambda: results_by(f"{index}_id", rows), "marketing_enquiry")
    assert f"USING COVERING INDEX marketing_enquiry_{index}" in plan


def test_what_waits_of_one_person_is_found_by_the_person(maya: User) -> None:
    assert "marketing_enquiry_person" in plans(lambda: to_pass_of(person=1), "marketing_enquiry")
