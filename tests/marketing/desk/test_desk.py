"""The desk counts what marketing brought in: exact numbers, and open ones as open."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tandem.handover.passing.actions import decline, pass_and_accept, pass_on
from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.desk.queries import (
    Plan,
    Reason,
    Result,
    channels_of,
    finding_of,
    heard_in,
    last_three_months,
    not_asked_words,
    plan_of,
    sum_of,
    this_month,
    why_sales_said_no,
    with_results,
)
from tandem.marketing.desk.views import declined_words, outcome_sentence
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


def test_it_says_of_how_many_nobody_knows_where_they_heard_of_us(maya: User) -> None:
    # given twenty who rang and were not asked, and one who came by the paper
    start = NOW - days(20)
    for number in range(20):
        an_enquiry(f"N{number} n{number}@x.example", at=start, door="phone" if number % 2 else "walk_in")
    an_enquiry("Ada", at=start, source="paper")

    # when the channels are read
    rows = channels_of(heard_in(AUTUMN))

    # then they are one row, told in a sentence, and no finding makes a channel of them
    assert [(row.channel.name, row.result.asked) for row in rows] == [("Not known", 20), ("Paper", 1)]
    assert not_asked_words(rows).startswith("Not known: of 20 of the 21 who asked nobody wrote down where")
    assert not_asked_words(rows[1:]) == ""


def planned(by: User, name: str, first: str, last: str | None, goal: int | None) -> Campaign:
    return add_campaign(
        name=name,
        starts_on=datetime.date.fromisoformat(first),
        ends_on=datetime.date.fromisoformat(last) if last else None,
        goal_enquiries=goal,
        by=by,
        at=NOW,
    )


def test_the_plan_is_compared_with_what_the_same_campaigns_brought(maya: User) -> None:
    # given campaigns of which two have a goal and an end in or around autumn
    within = planned(maya, "within", "2026-09-01", "2026-09-30", 100)
    half_in = planned(maya, "half in", "2026-10-22", "2026-11-30", 80)
    no_end = planned(maya, "no end", "2026-08-10", None, 30)
    planned(maya, "long ago", "2025-01-01", None, 500)
    no_goal = planned(maya, "no goal", "2026-09-01", "2026-09-30", None)
    over = planned(maya, "over", "2026-05-01", "2026-05-31", 60)
    for number, campaign in enumerate([within, within, half_in, no_end, no_goal, over, None]):
        an_enquiry(f"N{number} n{number}@x.example", at=NOW - days(8), campaign=campaign)
    # and one of this month
    an_enquiry("Later l@x.example", at=NOW - days(1), campaign=half_in)

    # when autumn is compared
    plan = plan_of(AUTUMN)

    # then ten of the forty days of the one that reaches beyond it count, and three of the eight enquiries
    assert plan == Plan(goal=120, asked=3)


def test_without_a_campaign_with_goal_and_end_there_is_no_plan(maya: User) -> None:
    # given an enquiry of a campaign that goes on and on
    an_enquiry(at=NOW - days(8), campaign=planned(maya, "no end", "2026-08-10", None, 30))
    assert plan_of(AUTUMN) == Plan(goal=0, asked=0)
    # then nothing is said of a plan
    assert outcome_sentence(Result(asked=1, accepted=1), Plan(), running=False) == "1 accepted so far."


@pytest.mark.parametrize(
    ("asked", "running", "told"),
    [
        (14, False, "brought 14, 2 more than planned."),
        (12, False, "brought 12, just as planned."),
        (9, False, "brought 9, 3 fewer than planned."),
        (9, True, "brought 9, 3 to go to the plan."),
    ],
)
def test_the_plan_in_words(asked: int, running: bool, told: str) -> None:
    whole = Result(asked=76, accepted=56)
    sentence = outcome_sentence(whole, Plan(goal=12, asked=asked), running)
    assert sentence == f"56 accepted so far. Campaigns with a goal and an end {told}"


def test_what_is_counted_is_named(maya: User) -> None:
    month = this_month(TODAY, LONDON)
    assert declined_words(AUTUMN, 22) == "22 declined in these months"
    assert declined_words(month, 1) == "1 declined in this month"
    an_enquiry()
    told = signed_in(maya).get("/marketing/").content.decode()
    assert "Customers so far are those of this time who bought, also people who had bought before." in told


def test_campaigns_that_come_stand_before_those_that_run(maya: User) -> None:
    # given four that run and one that is to come
    today = timezone.localdate()
    for number in range(4):
        begun = today - datetime.timedelta(days=number + 1)
        add_campaign(name=f"Running {number}", starts_on=begun, by=maya, at=NOW)
    coming = today + datetime.timedelta(days=20)
    add_campaign(name="Spring Home Fair", kind="event", starts_on=coming, by=maya, at=NOW)

    # when the desk is opened
    told = signed_in(maya).get("/marketing/").content.decode()

    # then the one that can still be prepared comes first
    parts = ["Next campaigns", "Spring Home Fair", f"from {coming:%-d %b %Y}", "Running now", "Running 0"]
    places = [told.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


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
