"""The plan alone: who asks when, and in which words. No database."""

import datetime
import statistics
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from tandem.demo import said, story
from tandem.demo.asking import Asking, Askings, dice, fairs
from tandem.demo.cast import BOARD
from tandem.demo.diary import Rhythm
from tandem.demo.moments import months_between, months_earlier
from tandem.demo.products import PRODUCTS
from tandem.demo.shop import WEEK
from tandem.demo.waiting import INBOX
from tandem.office.business.hours import WorkingCalendar

LONDON = ZoneInfo("Europe/London")
TODAY = datetime.date(2026, 11, 3)
# A summer's day, a leap day, the first of a year, and days whose month has no like fourteen months before.
DAYS = [
    TODAY,
    datetime.date(2026, 7, 31),
    datetime.date(2028, 2, 29),
    datetime.date(2027, 1, 1),
    datetime.date(2027, 4, 30),
]


def planned(today: datetime.date = TODAY, seed: int = 1) -> list[Asking]:
    return Askings(today=today, seed=seed, zone=LONDON).all()


def by_month(askings: list[Asking], today: datetime.date) -> Counter[int]:
    return Counter(months_between(asking.heard_at.astimezone(LONDON).date(), today) for asking in askings)


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_more_people_ask_in_the_better_months_whatever_the_day_and_the_seed(
    today: datetime.date, seed: int
) -> None:
    counts = by_month(planned(today, seed), today)
    better = sum(counts[month] for month in story.BETTER_MARKETING.months) / 3
    before = sum(counts[month] for month in range(-13, -8)) / 5
    since = sum(counts[month] for month in range(-5, 0)) / 5
    assert better > 2 * before
    assert better > 1.1 * since


@pytest.mark.parametrize("today", DAYS)
def test_the_story_is_fourteen_months_long_and_ends_yesterday(today: datetime.date) -> None:
    days = [asking.heard_at.astimezone(LONDON).date() for asking in planned(today)]
    assert min(days) - story.first_day(today) < datetime.timedelta(days=4)
    assert datetime.timedelta(0) < today - max(days) < datetime.timedelta(days=4)


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_month_is_quiet_whatever_the_day_and_the_seed(today: datetime.date, seed: int) -> None:
    counts = by_month(planned(today, seed), today)
    [quiet] = story.QUIET_SEASON.months
    assert counts[quiet] < 0.75 * min(counts[quiet - 1], counts[quiet + 1])


@pytest.mark.parametrize("today", DAYS)
def test_every_day_belongs_to_one_chapter(today: datetime.date) -> None:
    months = [month for chapter in story.STORY for month in chapter.months]
    assert months == list(range(-story.MONTHS, 1))
    assert story.chapter_of(story.first_day(today), today) is story.BEFORE
    # who comes back after the story belongs to its end
    assert story.chapter_of(today + datetime.timedelta(days=40), today) is story.THIS_MONTH


def test_the_same_seed_makes_the_same_plan_and_another_seed_another() -> None:
    assert planned() == planned()
    assert planned(seed=2) != planned()


def test_people_ask_in_more_than_150_different_sentences() -> None:
    sentences = {asked for product in PRODUCTS for piece in product.pieces for asked in piece.asked}
    assert len(sentences) == 163
    assert len({asking.wanted.words for asking in planned()}) > 150


def test_every_gap_is_filled_and_every_sentence_begins_with_a_capital() -> None:
    for asking in planned():
        for sentence in (asking.wanted.words, asking.wanted.title):
            assert "{" not in sentence
            assert sentence[0].isupper() or not sentence[0].isalpha()


def test_numbers_and_addresses_belong_to_nobody() -> None:
    # given everybody in the plan and in the cast
    contacts = [asking.somebody.contact for asking in planned()]
    contacts += [one.contact for one in (*INBOX, *BOARD)]

    # then numbers are from the ranges kept for films, and addresses from the domains kept for examples
    phones = [phone for contact in contacts for phone in contact.phones]
    assert [one for one in phones if not one.startswith(("020 7946 0", "07700 900"))] == []
    emails = [email for contact in contacts for email in contact.emails]
    assert [one for one in emails if not one.endswith(("@example.org", "@example.com"))] == []
    assert all(email.isascii() for email in emails)


def test_nobody_of_the_plan_shares_a_number_or_an_address() -> None:
    contacts = [asking.somebody.contact for asking in planned()]
    phones = Counter(phone for contact in contacts for phone in contact.phones)
    emails = Counter(email for contact in contacts for email in contact.emails)
    assert max(phones.values()) == max(emails.values()) == 1


@pytest.mark.parametrize("today", DAYS)
def test_the_next_fair_is_still_to_come_and_no_two_share_a_name(today: datetime.date) -> None:
    found = fairs(today)
    assert found[0].opens > today > found[1].closes
    assert len({fair.name for fair in found}) == 8
    assert all(fair.opens.weekday() == 5 for fair in found)


def test_each_reason_has_words() -> None:
    assert set(said.DECLINED_WORDS) == set(story.REASONS)
    assert set(said.LOST_WORDS) == set(story.LOST_REASONS)


def test_working_hours_are_counted_back_over_nights_and_closed_days() -> None:
    # given Monday to Friday nine to five, Saturday ten to one
    working = WorkingCalendar(zone=LONDON, week=WEEK)
    monday = datetime.datetime(2026, 11, 2, 9, 30, tzinfo=LONDON)

    # when four hours are counted back from half past nine on Monday
    since = working.take_working(monday, 4)

    # then half an hour is Monday's, three are Saturday's, and half is Friday's
    assert since == datetime.datetime(2026, 10, 30, 16, 30, tzinfo=LONDON)
    assert working.working_between(since, monday) == datetime.timedelta(hours=4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_as_many_are_chosen_as_told_and_those_chosen_lean_to_no_side(seed: int) -> None:
    # given a thousand, of whom two in five are to be chosen, and half of whom lean to either side
    chance, rhythm = dice(seed, "rhythm"), Rhythm()
    leans = [chance.gauss(0, 1.5) for _one in range(1000)]
    chosen = [
        (place, lean)
        for place, lean in enumerate(leans)
        if rhythm.falls("buys", 0.4, chance, leans={"dear": lean})
    ]

    # then it is as often as told, over any stretch
    assert len(chosen) == pytest.approx(400, abs=15)
    assert all(
        25 <= sum(start <= place < start + 100 for place, _lean in chosen) <= 55 for start in range(900)
    )

    # and the mean of any twenty that follow one another is the middle: chance would scatter it by a third
    means = [statistics.fmean(lean for _place, lean in chosen[start : start + 20]) for start in range(370)]
    assert statistics.pstdev(means) < 0.12


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ((2026, 11, 3), 14, (2025, 9, 3)),
        ((2026, 12, 31), 1, (2026, 11, 30)),
        ((2027, 4, 30), 14, (2026, 2, 28)),
        ((2026, 1, 31), 12, (2025, 1, 31)),
    ],
)
def test_months_earlier(day: tuple[int, ...], months: int, earlier: tuple[int, ...]) -> None:
    assert months_earlier(datetime.date(*day), months) == datetime.date(*earlier)
