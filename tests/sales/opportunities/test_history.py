"""What was sold before Tandem, brought in by the batch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.changes.words import Refused
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.bringing_in import open_history_many
from tandem.sales.opportunities.words import PastOpportunity
from tandem.sales.orders.models import Order
from tests.sales.shop import NOW, a_business, a_person, a_user, days

pytestmark = pytest.mark.django_db


def test_past_opportunities_come_with_their_ends_and_orders() -> None:
    # given one that was won, one that was lost and one that is open at “Visit”
    joe, tom = a_user(), a_person()
    common = {"person_id": tom.pk, "owner_id": joe.pk, "opened_at": NOW - days(90)}
    rows = [
        PastOpportunity(title="Sofa", outcome="won", closed_at=NOW - days(60), amount_minor=60000, **common),
        PastOpportunity(
            title="Chair", outcome="lost", closed_at=NOW - days(50), lost_reason="price", **common
        ),
        PastOpportunity(title="Stool", stage="Visit", **common),
    ]

    # when they are brought in
    won, lost, still_open = open_history_many(rows=rows, by=joe, at=NOW, import_id=7)

    # then each has its stage and its logs at the times it happened
    assert [(one.stage.name, one.stage_since) for one in (won, lost, still_open)] == [
        ("Won", NOW - days(60)),
        ("Lost", NOW - days(50)),
        ("Visit", NOW - days(90)),
    ]
    assert [(log.stage.name, log.at, log.recorded_at) for log in won.stage_log.all()] == [
        ("First talk", NOW - days(90), NOW),
        ("Won", NOW - days(60), NOW),
    ]
    assert [(log.owner, log.at) for log in still_open.owner_log.all()] == [(joe, NOW - days(90))]

    # and the won one has its order
    order = Order.objects.get()
    assert (order.opportunity, order.accepted_at, order.revenue_minor, order.import_id) == (
        won,
        NOW - days(60),
        60000,
        7,
    )
    assert [(line.words, line.net_minor) for line in order.lines.all()] == [("Sofa", 60000)]
    assert list(Entry.objects.order_by("at").values_list("title", "import_id")) == [
        ("Bought: Sofa", 7),
        ("Did not buy: The price", 7),
    ]


def test_a_thousand_take_as_many_queries_as_ten() -> None:
    # given a person and two batches
    tom = a_person()

    def batch(size: int) -> int:
        rows = [
            PastOpportunity(
                person_id=tom.pk,
                title=f"Sofa {n}",
                opened_at=NOW,
                outcome="won",
                closed_at=NOW,
                amount_minor=n,
            )
            for n in range(size)
        ]
        with CaptureQueriesContext(connection) as queries:
            open_history_many(rows=rows, by=None, at=NOW)
        # One statement takes only so many values, so a large batch is written in several of the same kind.
        return len({query["sql"][:60] for query in queries})

    # when each is brought in, then the statements are the same ones
    batch(1)
    assert batch(300) == batch(10)


def test_another_currency_is_refused_with_a_sentence() -> None:
    a_business(currency="EUR")
    row = PastOpportunity(
        person_id=a_person().pk, title="Sofa", opened_at=NOW, outcome="won", closed_at=NOW, currency="USD"
    )
    with pytest.raises(Refused, match="amounts in EUR"):
        open_history_many(rows=[row], by=None, at=NOW)


def test_an_end_needs_its_time() -> None:
    row = PastOpportunity(person_id=a_person().pk, title="Sofa", opened_at=NOW, outcome="won")
    with pytest.raises(ValueError, match="closing time"):
        open_history_many(rows=[row], by=None, at=NOW)
