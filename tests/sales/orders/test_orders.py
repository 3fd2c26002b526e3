"""Orders: one for an opportunity, in the business's currency at the rate kept on it."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.sales.opportunities.actions import win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.actions import accept_order, take_back_order
from tandem.sales.orders.models import Order
from tandem.sales.orders.words import Line
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity


@pytest.mark.django_db
def test_lines_add_up_and_the_rate_is_kept() -> None:
    # given a business in pounds
    a_business()

    # when an order of two lines is accepted in euros
    order = accept_order(
        opportunity=None,
        person=a_person(),
        organisation=None,
        lines=[Line(words="Sofa", net_minor=10000), Line(words="Stool", net_minor=2550, quantity=Decimal(2))],
        currency="EUR",
        rate=Decimal("0.86"),
        by=None,
        at=NOW,
    )

    # then revenue is its sum in pounds, rounded once
    assert (order.net_minor, order.currency, order.rate, order.revenue_minor) == (
        12550,
        "EUR",
        Decimal("0.86"),
        10793,
    )
    assert [(line.position, line.words, line.quantity) for line in order.lines.all()] == [
        (1, "Sofa", 1),
        (2, "Stool", 2),
    ]


@pytest.mark.django_db
def test_an_order_is_taken_back_once() -> None:
    order = accept_order(
        opportunity=None,
        person=a_person(),
        organisation=None,
        lines=[Line(words="Sofa", net_minor=100)],
        currency="GBP",
        by=None,
        at=NOW,
    )
    take_back_order(order=order, by=None, at=NOW)
    with pytest.raises(Refused, match="taken back already"):
        take_back_order(order=order, by=None, at=NOW)


@pytest.mark.django_db
def test_an_order_needs_lines_and_somebody_who_sells() -> None:
    tom = a_person()
    common = {"opportunity": None, "person": tom, "organisation": None, "currency": "GBP", "at": NOW}
    with pytest.raises(Refused, match="what was bought"):
        accept_order(lines=[], by=None, **common)
    with pytest.raises(NotAllowed):
        accept_order(lines=[Line(words="Sofa", net_minor=1)], by=a_user("Max", role="marketing"), **common)
    assert Order.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_who_win_the_same_at_once_make_one_order() -> None:
    # given one opportunity that eight people see open
    row = an_opportunity()
    start = threading.Barrier(8)
    ends: list[str] = []

    def race(amount: int) -> None:
        seen = Opportunity.objects.get(pk=row.pk)
        start.wait()
        try:
            win(opportunity=seen, expected_version=1, amount_minor=amount, by=None, at=NOW)
            ends.append("won")
        except Stale:
            ends.append("told")
        finally:
            connection.close()

    # when all of them win it
    threads = [threading.Thread(target=race, args=(100 + number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then one does, the others are told, and there is one order
    assert sorted(ends) == ["told"] * 7 + ["won"]
    assert Order.objects.count() == 1
    row.refresh_from_db()
    assert row.amount_minor == Order.objects.get().net_minor
