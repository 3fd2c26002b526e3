"""Starved and flooded: the rules at their edges, what is counted for them, and where it is told."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.handover.agreement.models import Agreement
from tandem.handover.balance.notices import notice
from tandem.handover.balance.queries import lately, steps_due
from tandem.handover.balance.rules import Load, leaning
from tandem.handover.balance.words import Leaning
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.sales.opportunities import actions as sales
from tests.handover.desks import NOW, an_enquiry, days, hours, signed_in


@pytest.mark.parametrize(
    ("passed", "waiting", "due", "said"),
    [
        # ten a week: room for twenty in two, half of it is ten
        ((5, 5), 0, 0, Leaning.BALANCED),
        ((5, 4), 0, 0, Leaning.STARVED),
        ((9, 0), 0, 0, Leaning.STARVED),
        ((0, 0), 0, 9, Leaning.STARVED),
        # with as many steps due as it can look after, nobody is idle
        ((0, 0), 0, 10, Leaning.BALANCED),
        # more than the capacity, in both weeks
        ((11, 11), 0, 0, Leaning.FLOODED),
        ((11, 10), 0, 0, Leaning.BALANCED),
        ((10, 11), 0, 0, Leaning.BALANCED),
        ((40, 10), 0, 0, Leaning.BALANCED),
        # half a week's room waits longer than promised
        ((5, 5), 4, 0, Leaning.BALANCED),
        ((5, 5), 5, 0, Leaning.FLOODED),
        # people who wait come first, however few are new
        ((0, 0), 5, 0, Leaning.FLOODED),
    ],
)
def test_at_the_edges(passed: tuple[int, int], waiting: int, due: int, said: Leaning) -> None:
    assert leaning(Load(10, passed, waiting, due)) == said


@pytest.mark.parametrize(
    ("capacity", "waiting", "said"),
    [(1, 1, Leaning.BALANCED), (1, 2, Leaning.FLOODED), (3, 1, Leaning.BALANCED), (3, 2, Leaning.FLOODED)],
)
def test_one_who_waits_is_a_slip_and_no_flood(capacity: int, waiting: int, said: Leaning) -> None:
    assert leaning(Load(capacity, (capacity, capacity), waiting, 0)) == said


def agreed(capacity: int | None, at: datetime.datetime = NOW) -> Agreement:
    return Agreement.objects.create(number=1, capacity_a_week=capacity, agreed_at=at - days(300))


def passed(at: datetime.datetime, **columns: Any) -> Passing:
    number = Passing.objects.count()
    values = {
        "enquiry": an_enquiry(f"N{number} n{number}@x.example", at=at, heard_at=at),
        "passed_at": at,
        "recorded_at": at,
        "decide_due_at": at + hours(8),
        "answer_due_at": at + hours(4),
        "decision": "accepted",
        "decided_at": at + hours(1),
        "first_answered_at": at + hours(2),
    }
    return Passing.objects.create(**{**values, **columns})


def test_two_weeks_are_stretches_of_seven_days(maya: User) -> None:
    passed(NOW)
    passed(NOW - days(7) + hours(1))
    passed(NOW - days(7))
    passed(NOW - days(14) + hours(1))
    # and what counts in neither
    passed(NOW - days(14))
    passed(NOW - days(1), decision="taken_back")
    passed(NOW - days(1), import_id=2)
    assert lately(NOW).passed == (2, 2)


def test_who_waits_too_long(maya: User) -> None:
    undecided = {"decision": "waiting", "decided_at": None, "first_answered_at": None}
    # two who wait: one undecided, one accepted and not answered
    passed(NOW - days(2), **undecided)
    passed(NOW - days(2), first_answered_at=None)
    # and who does not: in time, answered, long ago, declined, or over with
    passed(NOW - hours(3), **undecided)
    passed(NOW - hours(3), first_answered_at=None)
    passed(NOW - days(29), first_answered_at=None)
    passed(NOW - days(2), decision="declined", first_answered_at=None)
    lost = passed(NOW - days(2), first_answered_at=None)
    Enquiry.objects.filter(pk=lost.enquiry_id).update(outcome="lost")
    assert lately(NOW).waiting_too_long == 2


def test_steps_are_due_within_a_week_or_overdue(joe: User) -> None:
    for place, on in enumerate((-3, 0, 7, 8)):
        row = sales.open_opportunity(
            person=an_enquiry(f"S{place} s{place}@x.example").person, title="", owner=joe, by=joe, at=NOW
        )
        day = NOW.date() + days(on)
        sales.plan_step(
            opportunity=row, expected_version=1, words="Ring", kind="call", on=day, by=joe, at=NOW
        )
    assert steps_due(NOW) == 3


def test_without_an_agreed_capacity_nothing_is_said(maya: User) -> None:
    assert notice(now=NOW).leaning == Leaning.NOT_AGREED
    agreed(None)
    assert notice(now=NOW).leaning == Leaning.NOT_AGREED


def test_the_words_tell_what_is_so_and_what_to_do_next(maya: User) -> None:
    agreed(5)
    passed(NOW - days(1))
    told = notice(now=NOW)
    assert told.title == "Sales has room for more enquiries"
    assert told.why == (
        "1 enquiry came to sales in two weeks, and there is room for 10. 0 next steps are due this week."
    )
    for _place in range(3):
        passed(NOW - days(1), first_answered_at=None)
    told = notice(now=NOW)
    assert told.title == "More people ask than sales can look after just now"
    assert told.why == "3 people wait for sales longer than you promised."
    Passing.objects.update(first_answered_at=NOW)
    for day in (1, 8):
        for _place in range(6):
            passed(NOW - days(day))
    assert notice(now=NOW).why == (
        "Sales got 10 enquiries in the last seven days and 6 in the seven before. It can look after 5 a week."
    )


def page(user: User, url: str) -> str:
    return str(signed_in(user).get(url).content.decode())


def test_it_stands_at_the_handover_and_at_both_desks_with_what_each_can_do(
    maya: User, joe: User, anna: User
) -> None:
    agreed(5, timezone.now())
    marketing, selling = "Bring the next campaign forward", "Ring those who said “later”"
    for url, told in (
        ("/handover/", (marketing, selling)),
        ("/marketing/", (marketing,)),
        ("/sales/", (selling,)),
    ):
        shown = page(anna, url)
        assert "Sales has room for more enquiries" in shown
        assert [words for words in (marketing, selling) if words in shown] == list(told)


def test_without_a_capacity_only_the_handover_offers_to_agree_on_one(
    maya: User, anna: User, ann: User
) -> None:
    offer = "Agree on how many new enquiries sales can look after in a week"
    assert offer in page(anna, "/handover/")
    assert offer in page(maya, "/handover/")
    # but not to who only reads, and nowhere else
    assert offer not in page(ann, "/handover/")
    assert offer not in page(anna, "/marketing/")
    assert offer not in page(anna, "/sales/")


def test_as_many_queries_for_many_as_for_few(maya: User) -> None:
    agreed(5)
    passed(NOW)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            notice(now=NOW)
        return len(queries)

    few = asked()
    for _place in range(12):
        passed(NOW - days(1))
    # the agreement, what came and who waits, and the steps (with the zone) where few were passed
    assert (few, asked()) == (4, 2)
