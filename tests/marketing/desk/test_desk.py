"""The desk counts what marketing brought in: exact numbers, and open ones as open."""

import datetime
from zoneinfo import ZoneInfo

from tandem.handover.passing.actions import decline, pass_and_accept, pass_on
from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.desk.queries import (
    Reason,
    Result,
    channels_of,
    finding_of,
    heard_in,
    last_three_months,
    planned_in,
    sum_of,
    this_month,
    why_sales_said_no,
    with_results,
)
from tandem.marketing.enquiries.actions import set_aside
from tandem.office.accounts.models import User
from tandem.sales.opportunities.actions import lose, win
from tests.handover.desks import NOW, an_enquiry, days, sent, signed_in

LONDON = ZoneInfo("Europe/London")
TODAY = datetime.date(2026, 11, 3)
AUTUMN = last_three_months(TODAY, LONDON)


def test_periods_are_whole_months_of_the_business() -> None:
    month = this_month(TODAY, LONDON)
    assert (month.words, month.first, month.last) == (
        "November 2026",
        datetime.date(2026, 11, 1),
        datetime.date(2026, 11, 30),
    )
    assert (AUTUMN.words, AUTUMN.first, AUTUMN.last) == (
        "August to October",
        datetime.date(2026, 8, 1),
        datetime.date(2026, 10, 31),
    )
    # Clocks go back on 25 October: the period begins in summer time and ends in winter time.
    assert AUTUMN.moments() == (
        datetime.datetime(2026, 7, 31, 23, tzinfo=datetime.UTC),
        datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC),
    )
    assert last_three_months(datetime.date(2026, 2, 10), LONDON).words == "November 2025 to January 2026"


def test_channels_are_counted_and_nothing_open_is_lost(anna: User) -> None:
    # given six enquiries in October and one of last year
    start = NOW - days(20)

    def asked(number: int, medium: str, at: datetime.datetime = start) -> object:
        return an_enquiry(f"N{number} n{number}@x.example", at=at, medium=medium)

    kept = [asked(number, medium) for number, medium in enumerate(["referral"] * 3 + ["print"] * 2)]
    asked(8, "print", NOW - days(400))
    spam = asked(9, "print")
    set_aside(enquiry=spam, expected_version=1, reason="spam", by=anna, at=start)  # type: ignore[arg-type]
    opened = [
        pass_and_accept(enquiry=one, expected_version=1, owner=anna, by=anna, at=start)  # type: ignore[arg-type]
        for one in kept[:3]
    ]
    win(opportunity=opened[0], expected_version=1, amount_minor=100, by=anna, at=start + days(1))
    lose(opportunity=opened[1], expected_version=1, reason="price", by=anna, at=start + days(1))
    passing = pass_on(enquiry=kept[3], expected_version=1, owner=anna, by=anna, at=start)  # type: ignore[arg-type]
    decline(passing=passing, expected_version=1, reason="Too far away", by=anna, at=start)

    # when the channels are read
    rows = channels_of(heard_in(AUTUMN))

    # then spam and last year are left out
    assert [(row.channel.name, row.result) for row in rows] == [
        ("Recommendations", Result(asked=3, accepted=3, customers=1, still_open=1)),
        ("Print", Result(asked=2, accepted=0, customers=0, still_open=1)),
    ]
    whole = sum_of(row.result for row in rows)
    assert (whole, whole.ended) == (Result(asked=5, accepted=3, customers=1, still_open=2), 2)
    assert why_sales_said_no(AUTUMN) == [Reason("Too far away", 1)]
    # and of five nothing is concluded
    assert finding_of(rows) == "Where they heard of us"


def test_the_plan_is_the_goals_of_the_period(maya: User) -> None:
    def planned(name: str, first: str, last: str | None, goal: int | None) -> None:
        add_campaign(
            name=name,
            starts_on=datetime.date.fromisoformat(first),
            ends_on=datetime.date.fromisoformat(last) if last else None,
            goal_enquiries=goal,
            by=maya,
            at=NOW,
        )

    planned("within", "2026-09-01", "2026-09-30", 100)
    # ten of its forty days are in the period
    planned("half in", "2026-10-22", "2026-11-30", 80)
    planned("no end", "2026-08-10", None, 30)
    planned("long ago", "2025-01-01", None, 500)
    planned("no goal", "2026-09-01", None, None)
    assert planned_in(AUTUMN) == 150


def test_a_campaign_shows_its_own(maya: User) -> None:
    fair = add_campaign(name="Home Fair", kind="event", goal_enquiries=30, by=maya, at=NOW)
    other = add_campaign(name="Flyer", by=maya, at=NOW)
    an_enquiry(campaign=fair)
    an_enquiry("Tom t@x.example")
    assert [(row.campaign.name, row.result.asked) for row in with_results([fair, other])] == [
        ("Home Fair", 1),
        ("Flyer", 0),
    ]
    told = signed_in(maya).get("/marketing/campaigns/").content.decode()
    assert "Home Fair" in told


def test_an_empty_desk_offers_the_first_enquiry(maya: User) -> None:
    told = signed_in(maya).get("/marketing/").content.decode()
    assert "Nobody has asked yet" in told
    assert "Why sales said no" in told


def test_the_desk_never_shows_a_bare_percentage(maya: User, joe: User) -> None:
    for n in range(3):
        sent(signed_in(maya), "/marketing/capture/", who=f"N{n} n{n}@x.example", door="phone")
    told = signed_in(joe).get("/marketing/?period=month").content.decode()
    body = told.split("<main", 1)[1].split("</main>", 1)[0]
    without_drawings = body.split("<svg")
    words = without_drawings[0] + "".join(part.split("</svg>", 1)[-1] for part in without_drawings[1:])
    assert "3" in words
    assert "%" not in words
    assert "Pass on 3 new enquiries" in words
