"""How an enquiry is counted, case by case, as the contract of the analysis says."""

import datetime

import pytest

from tandem.handover.passing.actions import accept, join
from tandem.marketing.enquiries.actions import correct, hear_many, set_aside, take_up_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import assign, reopen, win
from tandem.together.statistics.models import (
    EnquiryFact,
    EnquiryMonth,
    EnquiryStatistic,
    OrderFact,
    RevenueStatistic,
)
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days
from tests.together.shop import accepted, declined, heard, lost, passed, won

pytestmark = pytest.mark.django_db


def fact(enquiry: Enquiry) -> EnquiryFact:
    return EnquiryFact.objects.get(pk=enquiry.pk)


def state(enquiry: Enquiry) -> str:
    return fact(enquiry).state


def months() -> dict[str, int]:
    return dict(EnquiryMonth.objects.order_by("state").values_list("state", "count"))


def test_an_enquiry_is_open_until_something_ends_it() -> None:
    joe = a_user()
    one, two, three = heard("Ann"), heard("Ben"), heard("Cat")
    passed(two, joe)
    accepted(three, joe)
    assert [state(one), state(two), state(three)] == ["open", "open", "open"]
    assert months() == {"open": 3}


def test_a_win_counts_with_its_first_sale_on_its_day() -> None:
    # given somebody who asked and bought nine days later
    joe = a_user()
    enquiry = heard("Ann", at=NOW, segment="home")
    won(enquiry, joe, 60000, at=NOW + days(9))

    # then it stands in one cell with everything known of it
    row = EnquiryStatistic.objects.get()
    assert (row.day_heard, row.day_closed) == (NOW.date(), (NOW + days(9)).date())
    assert (row.channel_id, row.campaign_id, row.segment) == (enquiry.channel_id, None, "home")
    assert (row.owner_id, row.state) == (joe.pk, "won")
    assert (row.count, row.first_sales, row.amount_minor, row.nurtured) == (1, 1, 60000, 0)

    # and its order in another
    order = RevenueStatistic.objects.get()
    assert (order.day, order.month) == ((NOW + days(9)).date(), 202611)
    assert (order.channel_id, order.owner_id) == (enquiry.channel_id, joe.pk)
    assert (order.orders, order.first_orders, order.amount_minor) == (1, 1, 60000)


def test_a_loss_and_a_reopening() -> None:
    joe = a_user()
    enquiry = heard("Ann")
    opportunity = lost(enquiry, joe, at=NOW + days(1))
    assert state(enquiry) == "lost"
    reopen(opportunity=opportunity, expected_version=2, by=joe, at=NOW + days(2))
    assert (state(enquiry), fact(enquiry).day_closed) == ("open", None)


def test_a_reopened_win_takes_its_sale_and_its_revenue_back() -> None:
    joe = a_user()
    enquiry = heard("Ann")
    opportunity, _order = won(enquiry, joe, 60000)
    opportunity.refresh_from_db()
    reopen(opportunity=opportunity, expected_version=opportunity.version, by=joe, at=NOW)
    assert (state(enquiry), months()) == ("open", {"open": 1})
    assert (OrderFact.objects.count(), RevenueStatistic.objects.count()) == (0, 0)


def test_declined_is_lost_until_it_is_passed_and_accepted_again() -> None:
    # given a declined enquiry that is nurtured
    joe = a_user()
    enquiry = heard("Ann")
    declined(enquiry, joe, at=NOW + days(1), nurture_until=NOW.date() + days(60))
    assert (state(enquiry), fact(enquiry).nurtured) == ("declined", 1)

    # when it is passed again, then it is still counted as declined
    passing = passed(enquiry, joe, at=NOW + days(30))
    assert (state(enquiry), fact(enquiry).day_closed) == ("declined", (NOW + days(1)).date())

    # until sales accepts it
    accept(passing=passing, expected_version=passing.version, by=joe, at=NOW + days(31))
    assert (state(enquiry), fact(enquiry).day_closed, fact(enquiry).nurtured) == ("open", None, 0)


@pytest.mark.parametrize(
    ("reason", "counted"), [("spam", "left_out"), ("duplicate", "left_out"), ("not_for_us", "not_for_us")]
)
def test_what_was_set_aside(reason: str, counted: str) -> None:
    enquiry = heard("Ann")
    set_aside(enquiry=enquiry, expected_version=1, reason=reason, by=None, at=NOW + days(1))
    assert (state(enquiry), fact(enquiry).day_closed) == (counted, (NOW + days(1)).date())
    take_up_again(enquiry=enquiry, by=None, at=NOW + days(2))
    assert months() == {"open": 1}


def test_an_enquiry_of_a_customer_is_a_repeat() -> None:
    # given somebody who bought, and asks again a day later
    joe = a_user()
    first = heard("Ann")
    opportunity, _order = won(first, joe, 60000, at=NOW + days(1))
    again = heard("Ann", at=NOW + days(2))
    assert (state(first), state(again)) == ("won", "repeat")

    # when the second is won as well, then it feeds repeat only
    won(again, joe, 30000, at=NOW + days(3))
    assert (state(again), fact(again).first_sales) == ("repeat", 0)
    assert list(OrderFact.objects.order_by("day").values_list("first", "amount_minor")) == [
        (True, 60000),
        (False, 30000),
    ]

    # when the first order is taken back, then the second was the first all along
    opportunity.refresh_from_db()
    reopen(opportunity=opportunity, expected_version=opportunity.version, by=joe, at=NOW + days(4))
    assert (state(first), state(again)) == ("open", "won")
    assert (fact(again).first_sales, fact(again).amount_minor) == (1, 30000)


def test_who_asked_twice_before_buying_is_no_repeat() -> None:
    joe = a_user()
    first, second = heard("Ann"), heard("Ann", at=NOW + days(1))
    won(first, joe, 60000, at=NOW + days(2))
    won(second, joe, 20000, at=NOW + days(3))
    assert (state(first), state(second)) == ("won", "won")
    assert (fact(second).first_sales, fact(second).amount_minor) == (0, 0)


def test_an_enquiry_that_joins_another_is_left_out() -> None:
    joe = a_user()
    first, second = heard("Ann"), heard("Ann", at=NOW + days(1))
    opportunity = accepted(first, joe)
    join(enquiry=second, opportunity=opportunity, by=joe, at=NOW + days(1))
    assert (state(first), state(second)) == ("open", "joined")


def test_the_owner_is_the_one_at_the_first_passing() -> None:
    joe, ines = a_user("Joe"), a_user("Ines")
    enquiry = heard("Ann")
    opportunity, _order = won(enquiry, joe, 60000)
    opportunity.refresh_from_db()
    assign(opportunity=opportunity, expected_version=opportunity.version, owner=ines, by=joe, at=NOW)
    assert fact(enquiry).owner_id == joe.pk
    assert RevenueStatistic.objects.get().owner_id == ines.pk


def test_an_order_without_an_enquiry_has_no_channel() -> None:
    from_nowhere = an_opportunity()
    win(opportunity=from_nowhere, expected_version=1, amount_minor=500, by=None, at=NOW)
    assert RevenueStatistic.objects.get().channel_id is None


def test_two_persons_who_become_one_make_a_repeat_and_back() -> None:
    # given a customer, and somebody who asked later
    joe = a_user()
    first = heard("Ann Lee")
    won(first, joe, 60000, at=NOW + days(1))
    later = heard("Anne Lee", at=NOW + days(2))
    assert state(later) == "open"

    # when they turn out to be one, then the later is a repeat; and back with the undo
    merge(kept=first.person, gone=later.person, by=None, at=NOW + days(3))
    assert state(later) == "repeat"
    undo(line_id=JournalLine.objects.get(verb="people.person.merged").pk, by=None, at=NOW + days(3))
    assert state(later) == "open"


def test_days_are_those_of_the_business() -> None:
    # given a business in Auckland, where it is the next day already
    a_business(zone="Pacific/Auckland")
    enquiry = heard("Ann", at=datetime.datetime(2026, 11, 30, 20, 0, tzinfo=datetime.UTC))
    assert fact(enquiry).day_heard == datetime.date(2026, 12, 1)
    assert EnquiryMonth.objects.get().month == 202612


def test_a_corrected_channel_moves_enquiry_and_revenue() -> None:
    joe = a_user()
    enquiry, other = heard("Ann", source="website"), heard("Ben", source="fair")
    won(enquiry, joe, 60000)
    enquiry.refresh_from_db()
    correct(
        enquiry=enquiry,
        expected_version=enquiry.version,
        channel_id=other.channel_id,
        by=None,
        at=NOW,
    )
    assert fact(enquiry).channel_id == other.channel_id
    assert RevenueStatistic.objects.get().channel_id == other.channel_id


def test_a_batch_of_a_thousand_is_counted_at_once() -> None:
    rows = [
        Heard(contact=Contact(name=f"Person {n}"), heard_at=NOW, door="import", source="fair")
        for n in range(1000)
    ]
    hear_many(rows=rows, by=None, at=NOW)
    assert EnquiryMonth.objects.get().count == 1000
    assert EnquiryFact.objects.count() == 1000
