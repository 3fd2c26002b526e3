"""Hours by week and by hat, what they say, and what stood beside them."""

import datetime

import pytest

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat, Role
from tandem.together.hats.brought import brought_in
from tandem.together.hats.finding import figure_of, figure_title, sentence_of
from tandem.together.hats.models import Stretch
from tandem.together.hats.weeks import Short, Week, Weeks, short_hat, weeks_of
from tests.sales.shop import a_business, a_user
from tests.together.hats.day import TUESDAY, at
from tests.together.shop import heard, won

HOUR = datetime.timedelta(hours=1)
NONE = datetime.timedelta(0)
M, S = Hat.MARKETING, Hat.SALES
MONDAY = datetime.date(2026, 11, 23)
NOW = at("18:00")


def before(weeks: int) -> datetime.date:
    return MONDAY - datetime.timedelta(weeks=weeks)


def weeks(*pairs: tuple[float, float]) -> Weeks:
    """Eight whole weeks that end with these, in hours of marketing and of selling."""
    told = [(0.0, 0.0)] * (8 - len(pairs)) + [*pairs]
    whole = [
        Week(before(8 - number), marketing * HOUR, sales * HOUR)
        for number, (marketing, sales) in enumerate(told)
    ]
    return Weeks(tuple(whole), Week(MONDAY))


def worn(
    user: User, hat: str, start: datetime.datetime, end: datetime.datetime | None, **columns: object
) -> None:
    Stretch.objects.create(
        user=user, hat=hat, started_at=start, ended_at=end, known="kept", recorded_at=start, **columns
    )


@pytest.fixture
def maya(db: None) -> User:
    a_business()
    return a_user("Maya", Role.OWNER)


def test_hours_are_added_up_by_week_and_hat(maya: User) -> None:
    worn(maya, M, at("09:00"), at("10:30"))
    worn(maya, S, at("11:00"), at("11:45"))
    worn(maya, S, at("09:00", 16), at("12:00", 16))
    worn(a_user("Joe"), S, at("09:00"), at("17:00"))
    worn(maya, M, at("13:00"), at("14:00"), is_work=False)
    found = weeks_of(maya, at=NOW)
    assert [week.monday for week in found.every] == [before(number) for number in range(8, -1, -1)]
    assert found.running == Week(MONDAY, 1.5 * HOUR, 0.75 * HOUR)
    assert found.whole[-1] == Week(before(1), NONE, 3 * HOUR)
    assert found.last(8) == Week(before(8), NONE, 3 * HOUR)


def test_a_hat_that_is_on_counts_as_far_as_it_has_come(maya: User) -> None:
    worn(maya, M, at("15:00"), None)
    assert weeks_of(maya, at=at("16:20")).running.marketing == datetime.timedelta(minutes=80)
    # and for nothing where it was forgotten
    assert weeks_of(maya, at=at("20:00")).running.marketing == NONE


def test_a_night_from_sunday_to_monday_belongs_to_both_weeks(maya: User) -> None:
    worn(maya, S, at("22:30", 22), at("01:00", 23))
    found = weeks_of(maya, at=NOW)
    assert (found.whole[-1].sales, found.running.sales) == (1.5 * HOUR, HOUR)


@pytest.mark.parametrize(
    ("night", "passed"), [(datetime.date(2026, 10, 25), 5 * HOUR), (datetime.date(2027, 3, 28), 3 * HOUR)]
)
def test_time_is_the_time_that_passed_when_the_clocks_change(
    maya: User, night: datetime.date, passed: datetime.timedelta
) -> None:
    # given a night’s work from 0:00 to 4:00 by the clock
    worn(maya, S, at("00:00", night), at("04:00", night))
    found = weeks_of(maya, at=at("12:00", night + datetime.timedelta(days=1)))
    assert found.last(1).sales == passed


def test_weeks_begin_in_the_zone_of_the_business(maya: User) -> None:
    a_business(zone="Asia/Tokyo")
    # 16:30 on Sunday in London is 1:30 on Monday in Tokyo
    worn(maya, S, at("16:30", 22), at("17:30", 22))
    found = weeks_of(maya, at=NOW)
    assert (found.whole[-1].sales, found.running.sales) == (NONE, HOUR)


@pytest.mark.parametrize(
    ("judged", "short"),
    [
        # Less than eight hours in four whole weeks: nothing is compared.
        (((0, 7.9),), None),
        (((0, 8),), Short(M, NONE, 8 * HOUR)),
        # One hour in four is enough, a little less is not.
        (((2, 6),), None),
        (((1.9, 6.1),), Short(M, 1.9 * HOUR, 8 * HOUR)),
        (((9, 2), (1, 1)), Short(S, 3 * HOUR, 13 * HOUR)),
        # What is older than four weeks is not looked at.
        (((0, 40), (2, 2), (2, 2), (2, 2), (2, 2)), None),
    ],
)
def test_which_hat_was_short_of_time(judged: tuple[tuple[float, float], ...], short: Short | None) -> None:
    assert short_hat(weeks(*judged)) == short


def test_the_sentence_says_its_threshold_and_blames_nobody() -> None:
    assert sentence_of(weeks((3, 18)), has_two_jobs=True) == (
        "The marketing hat had 3 h of your 21 h in the last four whole weeks, less than one hour in four. "
        "People who have not asked yet cannot be sold to: an hour for it this week?"
    )
    assert sentence_of(weeks((18, 3)), has_two_jobs=True) == (
        "The sales hat had 3 h of your 21 h in the last four whole weeks, less than one hour in four. "
        "Those who asked are waiting for somebody: an hour for it this week?"
    )
    assert sentence_of(weeks((6, 6)), has_two_jobs=True) == (
        "Both hats had their time in the last four whole weeks: each one hour in four, or more."
    )
    assert sentence_of(weeks((1, 2.5)), has_two_jobs=True) == (
        "3 h 30 in the last four whole weeks: below 8 h we compare nothing."
    )
    # Who has one job neglects none.
    assert sentence_of(weeks((0, 18)), has_two_jobs=False) == "In the last four whole weeks: 18 h."
    assert sentence_of(weeks(), has_two_jobs=True).startswith("Put a hat on when you begin")


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ((), "No whole week is known yet"),
        (((1, 2),), "In one week: more for sales"),
        (((2, 1),), "In one week: more for marketing"),
        (((2, 1), (3, 1)), "More for marketing in each of 2 weeks"),
        (((1, 2), (1, 3)), "More for sales in each of 2 weeks"),
        (((1, 2), (1, 3), (3, 1)), "More for sales in 2 of 3 weeks"),
        (((2, 1), (1, 2)), "As many weeks with more for marketing as with more for sales"),
        (((2, 1), (1, 3), (3, 1)), "More for marketing in 2 of 3 weeks"),
        (((1, 1), (3, 1)), "More for marketing in 1 of 2 weeks"),
    ],
)
def test_the_figure_is_called_by_its_finding(told: tuple[tuple[float, float], ...], title: str) -> None:
    assert figure_title(weeks(*told)) == title


def test_the_figure_has_its_table() -> None:
    figure = figure_of(weeks((1, 2.5)), today=TUESDAY)
    assert figure.head == ("Week from", "Marketing hat", "Sales hat", "Both")
    assert figure.rows[-2:] == (
        ("16 Nov", "1 h", "2 h 30", "3 h 30"),
        ("this week", "0 min", "0 min", "0 min"),
    )


def test_counts_of_the_same_weeks_stand_beside_the_hours(maya: User) -> None:
    # given somebody who asked in these weeks and bought, one who asked this week, and one long ago
    worn(maya, M, at("09:00", 16), at("12:30", 16))
    won(heard("Tom", at=at("10:00", 9)), maya, 60_000, at=at("10:00", 17))
    heard("Una", at=at("10:00"))
    heard("Ida", at=at("10:00", datetime.date(2026, 5, 4)))
    told = brought_in(weeks_of(maya, at=NOW), currency="GBP")
    assert (told.marketing.hours, told.marketing.count) == ("3 h 30", "1 enquiry was heard")
    assert (told.sales.hours, told.sales.count) == ("0 min", "1 new customer")
    assert told.sales.more == "£600 booked in 1 order, of the whole business"
    assert told.marketing.an_hour == told.sales.an_hour == "Too few to divide."


def test_it_is_divided_from_twenty_on_and_only_by_who_works_alone(maya: User) -> None:
    worn(maya, M, at("09:00", 16), at("19:00", 16))
    for number in range(20):
        heard(f"Caller {number}", at=at("10:00", 17))
    found = weeks_of(maya, at=NOW)
    assert brought_in(found, currency="GBP").marketing.an_hour == (
        "That is about one enquiry to every 30 min of marketing."
    )
    a_user("Rae", Role.READ_ONLY)
    assert "30 min" in brought_in(found, currency="GBP").marketing.an_hour
    a_user("Joe", Role.SALES)
    assert brought_in(found, currency="GBP").marketing.an_hour == (
        "Not divided: others work here too, and their hours are theirs."
    )
