"""Each promise by month, counted exactly: what is over counts, what still has time counts neither way."""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.promises.actions import count_month_ends
from tandem.handover.promises.findings import heading, moved, rows_of
from tandem.handover.promises.models import MonthEnd
from tandem.handover.promises.monthly import Told, heard_before, told_by_month
from tandem.handover.promises.words import Month, Promised, last_months
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone, calendar
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity
from tests.handover.desks import NOW, an_enquiry, days, hours

LONDON = ZoneInfo("Europe/London")
OCTOBER = Month(datetime.date(2026, 10, 1), LONDON)
SEPTEMBER = OCTOBER.before()
IN_OCTOBER = datetime.datetime(2026, 10, 14, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def agreement(maya: User) -> Agreement:
    return Agreement.objects.create(
        number=1,
        least_ticks=2,
        enquiries_a_month=30,
        share_that_fits=80,
        agreed_at=NOW - days(300),
        decline_reasons=["Too far away"],
    )


@pytest.fixture
def passings(agreement: Agreement) -> Callable[..., None]:
    enquiry = an_enquiry(at=IN_OCTOBER)

    def made(number: int, start: datetime.datetime = IN_OCTOBER, **columns: Any) -> None:
        values = {
            "agreement": agreement,
            "passed_at": start,
            "recorded_at": start,
            "pass_due_at": start + hours(1),
            "decide_due_at": start + hours(8),
            "answer_due_at": start + hours(4),
            "decision": "accepted",
            "decided_at": start + hours(2),
            "first_answered_at": start + hours(3),
            "fits": True,
            **columns,
        }
        Passing.objects.bulk_create(Passing(enquiry=enquiry, **values) for _place in range(number))

    return made


def told(now: datetime.datetime = NOW) -> dict[tuple[Promised, str], Told]:
    months = last_months(now, business_zone())
    # The enquiry behind the passings was never passed by the action, so it would wait for ever.
    Enquiry.objects.update(state="accepted")
    found = told_by_month(months, now=now, working=calendar())
    return {(one.promised, one.month.first.isoformat()[:7]): one for one in found}


def counts(month: str, now: datetime.datetime = NOW) -> dict[str, tuple[int, int]]:
    return {str(key[0].value): (one.kept, one.whole) for key, one in told(now).items() if key[1] == month}


def test_every_promise_of_a_month_is_counted(passings: Callable[..., None]) -> None:
    # given 40 passed in October, of which some were late, short of ticks, declined, unanswered
    passings(20)
    passings(5, pass_due_at=IN_OCTOBER - hours(1))
    passings(4, fits=False)
    passings(3, decided_at=IN_OCTOBER + hours(9))
    passings(2, first_answered_at=None)
    passings(6, decision="declined", declined_reason="Too far away", first_answered_at=None)
    # and what counts nowhere: taken back, imported
    passings(7, decision="taken_back")
    passings(7, import_id=3)

    # then October tells
    assert counts("2026-10") == {
        "passed": (35, 40),
        "fits": (36, 40),
        "number": (40, 30),
        "decided": (37, 40),
        "answered": (32, 34),
        "reasons": (6, 6),
        "steps": (0, 0),
    }
    assert counts("2026-09")["passed"] == (0, 0)


def test_what_still_has_time_counts_neither_way(passings: Callable[..., None]) -> None:
    passings(1, NOW, decision="waiting", decided_at=None, first_answered_at=None)
    passings(2, NOW, decided_at=NOW, first_answered_at=None)
    later = counts("2026-11", NOW + hours(1))
    assert (later["decided"], later["answered"]) == ((2, 2), (0, 0))
    # and when the time is over, it was missed
    over = counts("2026-11", NOW + hours(9))
    assert (over["decided"], over["answered"]) == ((2, 3), (0, 2))


def test_who_is_passed_again_counts_once_for_passing_on(passings: Callable[..., None]) -> None:
    passings(1)
    passings(1, pass_due_at=None)
    assert (counts("2026-10")["passed"], counts("2026-10")["number"]) == ((1, 1), (1, 30))
    assert counts("2026-10")["decided"] == (2, 2)


def test_who_still_waits_to_be_passed_on_later_than_promised_is_a_miss(agreement: Agreement) -> None:
    # given two heard yesterday, and one an hour ago, with two hours to pass them on
    for who, at in (("A a@x.example", days(1)), ("B b@x.example", days(1)), ("C c@x.example", hours(1))):
        an_enquiry(who, at=NOW - at)
    found = told_by_month(last_months(NOW, LONDON), now=NOW, working=calendar())
    november = next(one for one in found if one.promised == Promised.PASSED and one.running)
    assert (november.kept, november.whole) == (0, 2)


def test_the_promise_backwards_is_the_promise_forwards(maya: User) -> None:
    working = calendar()
    for hour in range(0, 24 * 8, 5):
        now = NOW + hours(hour)
        latest = heard_before(now, 2, working)
        assert working.add_working(latest - datetime.timedelta(minutes=2), 2) < now
        assert working.add_working(latest + datetime.timedelta(minutes=1), 2) >= now


def test_a_month_belongs_to_the_business_s_zone(passings: Callable[..., None]) -> None:
    # half past eleven in the evening of 31 August in London is still August there
    passings(1, datetime.datetime(2026, 8, 31, 22, 30, tzinfo=datetime.UTC))
    passings(1, datetime.datetime(2026, 8, 31, 23, 30, tzinfo=datetime.UTC))
    assert (counts("2026-08")["passed"], counts("2026-09")["passed"]) == ((1, 1), (1, 1))


def test_a_month_is_held_to_what_was_agreed_when_it_began(passings: Callable[..., None]) -> None:
    Agreement.objects.create(
        number=2, enquiries_a_month=50, share_that_fits=None, next_step_always=False, agreed_at=IN_OCTOBER
    )
    passings(30)
    passings(30, IN_OCTOBER + days(18))
    found = told(NOW + days(40))
    assert found[Promised.NUMBER, "2026-10"].holds is True
    assert (found[Promised.NUMBER, "2026-11"].whole, found[Promised.NUMBER, "2026-11"].holds) == (50, False)
    assert (found[Promised.FITS, "2026-10"].enough, found[Promised.FITS, "2026-10"].agreed) == (0.8, True)
    assert found[Promised.FITS, "2026-11"].agreed is False
    assert found[Promised.STEPS, "2026-11"].agreed is False


@pytest.mark.parametrize(("number", "share"), [(19, None), (20, 1.0)])
def test_of_fewer_than_twenty_no_share_is_told(
    number: int, share: float | None, passings: Callable[..., None]
) -> None:
    passings(number)
    assert told()[Promised.PASSED, "2026-10"].share == share


def test_the_month_that_runs_is_judged_by_nobody(passings: Callable[..., None]) -> None:
    passings(30, NOW, decided_at=NOW + hours(9))
    november = told(NOW + days(2))[Promised.DECIDED, "2026-11"]
    assert (november.kept, november.whole, november.share, november.holds) == (0, 30, 0.0, None)


def one_told(promised: Promised, kept: int, whole: int, month: Month = OCTOBER, **more: Any) -> Told:
    return Told(promised, month, kept, whole, **more)


def test_a_move_is_told_only_beyond_chance() -> None:
    before = one_told(Promised.ANSWERED, 30, 40, SEPTEMBER)
    assert moved(before, one_told(Promised.ANSWERED, 33, 40)) == 0
    # 30 of 40 is 63 to 85 of a hundred: 36 of 40, 80 to 96, touches it, 38 of 40, 87 to 99, does not
    assert moved(before, one_told(Promised.ANSWERED, 36, 40)) == 0
    assert moved(before, one_told(Promised.ANSWERED, 38, 40)) == 1
    assert moved(before, one_told(Promised.ANSWERED, 39, 40)) == 1
    assert moved(before, one_told(Promised.ANSWERED, 15, 40)) == -1
    assert moved(one_told(Promised.ANSWERED, 3, 4, SEPTEMBER), one_told(Promised.ANSWERED, 39, 40)) == 0


def row_titles(*told_rows: Told) -> list[str]:
    return [row.title for row in rows_of(told_rows) if row.months]


def test_the_title_is_the_finding() -> None:
    answered = Promised.ANSWERED
    september = one_told(answered, 30, 40, SEPTEMBER)
    assert row_titles(september, one_told(answered, 15, 40)) == [
        "First answers in time: 15 of 40 in October, less often than in September"
    ]
    assert row_titles(september, one_told(answered, 3, 4)) == [
        "First answers in time: 3 of 4 in October, too few to judge by"
    ]
    assert row_titles(september, one_told(answered, 0, 0)) == [
        "First answers in time: nothing to count in October"
    ]
    assert row_titles(
        one_told(Promised.NUMBER, 28, 30, SEPTEMBER), one_told(Promised.NUMBER, 31, 30, agreed=False)
    ) == ["Enquiries a month: not promised in October"]


def all_rows(**kept: int) -> Any:
    """Every promise with 40 of 40 in both months, but for these in October."""
    return rows_of(
        [
            one_told(promised, kept.get(promised.value, 40) if month == OCTOBER else 40, 40, month)
            for month in (SEPTEMBER, OCTOBER)
            for promised in Promised
        ]
    )


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({}, "Every promise that can be judged held in October"),
        ({"answered": 20}, "Six of our seven promises held in October. To look at: first answers in time."),
        (
            {"answered": 20, "passed": 10},
            "Five of our seven promises held in October. "
            "To look at: passing on in time and first answers in time.",
        ),
        (
            {"answered": 20, "passed": 10, "steps": 0},
            "Four of our seven promises held in October. Three need a hand.",
        ),
        (dict.fromkeys(Promised.values, 0), "None of our seven promises held in October. Seven need a hand."),
    ],
)
def test_the_heading_is_free_of_blame(kept: dict[str, int], said: str) -> None:
    assert heading(all_rows(**kept)) == said


def test_too_few_is_said() -> None:
    few = rows_of(
        [one_told(promised, 3, 4, month) for month in (SEPTEMBER, OCTOBER) for promised in Promised]
    )
    assert heading(few[:1]) == "October has too few to judge our promises by"


# A next step, always


@pytest.fixture
def opened(joe: User) -> Callable[..., Opportunity]:
    def made(title: str, at: datetime.datetime, on: datetime.date | None = None) -> Opportunity:
        row = sales.open_opportunity(
            person=an_enquiry(f"{title} {title}@x.example", at=at).person,
            title=title,
            owner=joe,
            by=joe,
            at=at,
        )
        if on:
            sales.plan_step(
                opportunity=row,
                expected_version=row.version,
                words="Ring",
                kind="call",
                on=on,
                by=joe,
                at=at + hours(1),
            )
        return row

    return made


def month_end(month: str) -> tuple[int, int]:
    row = MonthEnd.objects.get(month=f"{month}-01")
    return row.with_step, row.open


def test_a_month_s_end_counts_what_stood_then(opened: Callable[..., Opportunity], joe: User) -> None:
    # given at the end of October: one with a step and its day, one whose step was done, one with no day
    on = datetime.date(2026, 11, 20)
    opened("kept", IN_OCTOBER, on)
    done = opened("done", IN_OCTOBER, on)
    sales.step_done(opportunity=done, expected_version=done.version, by=joe, at=IN_OCTOBER + days(3))
    undated = opened("undated", IN_OCTOBER)
    sales.plan_step(
        opportunity=undated, expected_version=undated.version, words="Ring", kind="call", on=None, by=joe,
        at=IN_OCTOBER,
    )  # fmt: skip
    # and two that had ended before it, or began after it
    lost = opened("lost", IN_OCTOBER, on)
    sales.lose(
        opportunity=lost, expected_version=lost.version, reason="price", by=joe, at=IN_OCTOBER + days(2)
    )
    opened("later", NOW, on)
    # and what happened in November changes nothing of it
    sales.plan_step(
        opportunity=undated, expected_version=undated.version, words="Ring", kind="call", on=on, by=joe,
        at=NOW,
    )  # fmt: skip

    # when it is counted, twice
    count_month_ends(at=NOW + days(1))
    count_month_ends(at=NOW + days(2))

    # then
    assert month_end("2026-10") == (1, 3)
    assert MonthEnd.objects.count() == 6
    assert month_end("2026-09") == (0, 0)


def test_what_was_lost_then_and_is_open_again_was_not_open_then(
    opened: Callable[..., Opportunity], joe: User
) -> None:
    row = opened("again", IN_OCTOBER)
    sales.lose(opportunity=row, expected_version=row.version, reason="price", by=joe, at=IN_OCTOBER + days(1))
    sales.reopen(opportunity=row, expected_version=row.version, by=joe, at=NOW)
    count_month_ends(at=NOW + hours(1))
    assert month_end("2026-10") == (0, 0)


def test_what_was_won_after_the_month_was_open_at_its_end(
    opened: Callable[..., Opportunity], joe: User
) -> None:
    row = opened("won", IN_OCTOBER, datetime.date(2026, 11, 2))
    sales.win(opportunity=row, expected_version=row.version, amount_minor=100, by=joe, at=NOW)
    count_month_ends(at=NOW + hours(1))
    assert month_end("2026-10") == (1, 1)


def test_months_take_four_queries_however_many_passings(passings: Callable[..., None]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            told_by_month(last_months(NOW, LONDON), now=NOW, working=working)
        return len(queries)

    working = calendar()
    passings(2)
    few = asked()
    passings(50)
    passings(50, IN_OCTOBER - days(40))
    assert asked() == few == 4
