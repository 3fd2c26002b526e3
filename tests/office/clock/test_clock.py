import datetime
import threading
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from tandem.office.clock import actions
from tandem.office.clock.models import ClockTick
from tandem.office.clock.queries import due_times, failed_ticks
from tandem.office.clock.words import Recurring

LONDON = ZoneInfo("Europe/London")
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime.datetime]]:
    """The due times at which the work of the test ran; nothing else is on the clock."""
    monkeypatch.setattr(actions, "_registered", {})
    came: list[datetime.datetime] = []
    return came


def test_daily_at_a_local_time_follows_the_clock_change() -> None:
    nightly = Recurring("backup", print, daily=datetime.time(3))
    found = due_times(nightly, after=utc(2026, 3, 27, 12), until=utc(2026, 3, 30, 12), zone=LONDON)
    assert found == [utc(2026, 3, 28, 3), utc(2026, 3, 29, 2), utc(2026, 3, 30, 2)]


def test_a_time_that_the_clock_change_skips_or_repeats_comes_once_a_day() -> None:
    nightly = Recurring("backup", print, daily=datetime.time(1, 30))
    spring = due_times(nightly, after=utc(2026, 3, 28, 12), until=utc(2026, 3, 29, 12), zone=LONDON)
    autumn = due_times(nightly, after=utc(2026, 10, 24, 12), until=utc(2026, 10, 25, 12), zone=LONDON)
    assert spring == [utc(2026, 3, 29, 1, 30)]
    assert autumn == [utc(2026, 10, 25, 0, 30)]


def test_after_a_year_asleep_thirty_one_times_are_made_up_for() -> None:
    hourly = Recurring("hourly", print, every=HOUR)
    found = due_times(hourly, after=NOON - 365 * DAY, until=NOON, zone=LONDON)
    assert len(found) == 31
    assert found[-1] == NOON


@pytest.mark.django_db
def test_the_first_sight_is_a_beginning_and_no_missed_time(ran: list[datetime.datetime]) -> None:
    actions.register("hourly", lambda at: ran.append(at), every=HOUR)
    assert actions.tick(NOON + HOUR / 2) == 0
    assert actions.tick(NOON + HOUR) == 1
    assert actions.tick(NOON + HOUR) == 0
    assert ran == [NOON + HOUR]


@pytest.mark.django_db
def test_after_sleep_only_the_latest_missed_time_runs(ran: list[datetime.datetime]) -> None:
    actions.register("hourly", lambda at: ran.append(at), every=HOUR)
    actions.tick(NOON)
    actions.tick(NOON + 5 * HOUR + HOUR / 2)
    assert ran == [NOON + 5 * HOUR]


@pytest.mark.django_db
def test_after_sleep_each_missed_time_runs_where_it_is_caught_up(ran: list[datetime.datetime]) -> None:
    actions.register("hourly", lambda at: ran.append(at), every=HOUR, catch_up=True)
    actions.tick(NOON)
    actions.tick(NOON + 3 * HOUR)
    assert ran == [NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]


@pytest.mark.django_db
def test_a_clock_set_back_repeats_nothing(ran: list[datetime.datetime]) -> None:
    actions.register("hourly", lambda at: ran.append(at), every=HOUR)
    actions.tick(NOON)
    actions.tick(NOON + 2 * HOUR)
    actions.tick(NOON + HOUR)
    actions.tick(NOON + 2 * HOUR)
    assert ran == [NOON + 2 * HOUR]


@pytest.mark.django_db
def test_work_that_fails_leaves_nothing_and_is_tried_again_and_given_up(ran: list[datetime.datetime]) -> None:
    def fails(at: datetime.datetime) -> None:
        ClockTick.objects.create(job="left behind", due_at=at)
        ran.append(at)
        raise ValueError("the shelf fell down")

    actions.register("hourly", fails, every=HOUR)
    actions.tick(NOON)
    moment = NOON + HOUR
    actions.tick(moment)
    actions.tick(moment + datetime.timedelta(seconds=59))
    assert len(ran) == 1
    actions.tick(moment + datetime.timedelta(minutes=1))
    assert len(ran) == 2

    assert [tick.error for tick in failed_ticks()] == ["ValueError: the shelf fell down"]
    assert not ClockTick.objects.filter(job="left behind").exists()

    actions.register("hourly", lambda at: ran.append(at), every=HOUR)
    actions.tick(moment + datetime.timedelta(minutes=10))
    assert ran == [moment] * 3
    assert failed_ticks() == []


@pytest.mark.django_db(transaction=True)
def test_four_processes_run_each_due_time_once(ran: list[datetime.datetime]) -> None:
    actions.register("hourly", lambda at: ran.append(at), every=HOUR, catch_up=True)
    actions.tick(NOON)
    start = threading.Barrier(4)

    def another() -> None:
        start.wait()
        actions.tick(NOON + 20 * HOUR)
        connections.close_all()

    threads = [threading.Thread(target=another) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ran) == [NOON + number * HOUR for number in range(1, 21)]


@pytest.mark.django_db
def test_pruning_keeps_the_latest_tick_of_each_work(ran: list[datetime.datetime]) -> None:
    for days in (400, 300, 10):
        ClockTick.objects.create(job="daily", due_at=NOON - days * DAY, done_at=NOON)
    ClockTick.objects.create(job="yearly", due_at=NOON - 300 * DAY, done_at=NOON)
    actions.prune(at=NOON)
    assert sorted(ClockTick.objects.values_list("job", "due_at")) == [
        ("daily", NOON - 10 * DAY),
        ("yearly", NOON - 300 * DAY),
    ]
