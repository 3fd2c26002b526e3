"""An answer is kept with what it saw; a newer one is asked for once, made aside, and takes its place."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.marketing.channels.actions import rename
from tandem.office.changes.words import Refused
from tandem.office.clock.actions import registered
from tandem.office.jobs import wishes
from tandem.office.jobs.models import Job
from tandem.office.jobs.words import Interrupted
from tandem.office.jobs.worker import TaskLane
from tandem.office.profile.actions import edit_profile
from tandem.together.evidence import jobs, words
from tandem.together.evidence.actions import (
    ask_for,
    begin,
    forecasts_in,
    forget_old,
    hold_against_what_came,
    keep,
)
from tandem.together.evidence.calling import Told
from tandem.together.evidence.models import Estimate, KeptForecast
from tandem.together.evidence.periods import Span
from tandem.together.evidence.queries import HitRate, hit_rates, latest_answer
from tandem.together.evidence.words import KIND, Question
from tandem.together.statistics.queries import data_version
from tests.sales.shop import NOW, a_business, a_user, days
from tests.together.answers import an_answer
from tests.together.shop import heard, won

pytestmark = pytest.mark.django_db
USUAL = Question()
TODAY = timezone.now().date()


class Child:
    """Stands where the child process would: says what it is told to say, or fails."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.trouble = ""

    def __call__(self, asked: dict[str, Any], *, is_to_stop: Any) -> Told:
        self.asked.append(asked)
        if self.trouble:
            raise Refused(self.trouble)
        return Told(an_answer(), data_version(), 1.5)


def test_a_new_name_makes_an_answer_old_as_names_are_printed_in_it() -> None:
    # given an answer, and a channel and a seller whose names are in it
    a_business()
    joe, channel = a_user("Joe"), heard("Ann", source="fair").channel
    keep(USUAL, Told(an_answer(), data_version(), 1.5), as_of=TODAY, at=NOW)
    assert latest_answer(USUAL, today=TODAY).is_newest

    # when the channel is renamed, then the answer is not the newest any more
    rename(channel=channel, expected_version=1, name="The fair", by=joe, at=NOW)
    assert not latest_answer(USUAL, today=TODAY).is_newest

    # and neither is the next one once the seller goes by another name
    keep(USUAL, Told(an_answer(), data_version(), 1.5), as_of=TODAY, at=NOW)
    edit_profile(name="Joseph Rowe", expected_version=joe.version, by=joe, at=NOW)
    assert not latest_answer(USUAL, today=TODAY).is_newest

    # and who changes only the time zone makes nothing old
    keep(USUAL, Told(an_answer(), data_version(), 1.5), as_of=TODAY, at=NOW)
    edit_profile(zone="Europe/Paris", expected_version=joe.version + 1, by=joe, at=NOW)
    assert latest_answer(USUAL, today=TODAY).is_newest


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Child:
    found = Child()
    monkeypatch.setattr(jobs, "ask_child", found)
    return found


@pytest.fixture(autouse=True)
def _no_wishes_left() -> Iterator[None]:
    yield
    wishes._wished.clear()


def worker_runs() -> None:
    lane = TaskLane()
    while lane():
        pass


def kept(question: Question = USUAL) -> Any:
    return latest_answer(question, today=TODAY)


def test_a_first_look_asks_and_the_worker_answers(child: Child) -> None:
    # given a business of which nothing was worked out yet
    heard("Ann")
    assert (kept().answer, kept().is_wanted) == (None, True)

    # when a page asks, then it is told that the answer comes; on SQLite nothing is written for that
    with CaptureQueriesContext(connection) as queries:
        ask_for(USUAL)
    assert connection.vendor != "sqlite" or len(queries) == 0
    assert (kept().is_being_made, kept().is_wanted) == (True, False)

    # and when the worker has done its work, then the newest answer is there with what it saw
    worker_runs()
    found = kept()
    assert found.answer == an_answer()
    assert (found.version, found.as_of, found.seconds) == (data_version(), TODAY, 1.5)
    assert (found.is_newest, found.is_being_made, found.is_wanted) == (True, False, False)


def test_the_older_answer_is_shown_while_a_newer_one_is_made(child: Child) -> None:
    # given an answer, and a change after it
    heard("Ann")
    begin(USUAL, at=timezone.now())
    worker_runs()
    before = data_version()
    heard("Ben")

    # then the older one is there at once, and says so
    found = kept()
    assert (found.answer, found.version, found.is_newest, found.is_wanted) == (
        an_answer(),
        before,
        False,
        True,
    )

    # and while the newer one is made it stays
    begin(USUAL, at=timezone.now())
    assert (kept().answer, kept().is_being_made, kept().is_wanted) == (an_answer(), True, False)
    worker_runs()
    assert (kept().version, kept().is_newest) == (data_version(), True)


def test_a_look_takes_two_queries(child: Child) -> None:
    heard("Ann")
    begin(USUAL, at=timezone.now())
    worker_runs()
    with CaptureQueriesContext(connection) as queries:
        kept()
    assert len(queries) == 2


def test_one_question_is_worked_out_once_at_a_time_and_not_in_vain(child: Child) -> None:
    # given a question that is under way, asked again by two others
    heard("Ann")
    assert begin(USUAL, at=timezone.now()) is not None
    ask_for(USUAL)
    ask_for(USUAL)
    assert begin(USUAL, at=timezone.now()) is None
    worker_runs()
    assert (len(child.asked), Job.objects.count()) == (1, 1)

    # when it is asked once more and nothing has changed, then nothing is done
    assert begin(USUAL, at=timezone.now()) is None
    # but another question is another matter
    assert begin(Question(level=0.8), at=timezone.now()) is not None


def test_a_new_day_is_something_new(child: Child) -> None:
    heard("Ann")
    begin(USUAL, at=timezone.now())
    worker_runs()
    assert latest_answer(USUAL, today=TODAY + days(1)).is_newest is False


def test_what_goes_wrong_is_said_and_not_tried_again_until_something_changes(child: Child) -> None:
    # given an answer, and a change after which it cannot be worked out
    heard("Ann")
    begin(USUAL, at=timezone.now())
    worker_runs()
    heard("Ben")
    child.trouble = "There was not enough memory to work this out."
    begin(USUAL, at=timezone.now())
    worker_runs()

    # then the older answer stands, with the sentence
    found = kept()
    assert (found.answer, found.trouble, found.is_wanted) == (an_answer(), child.trouble, False)

    # and something else happens, then it is tried again
    heard("Cat")
    child.trouble = ""
    assert (kept().trouble, kept().is_wanted) == ("", True)
    begin(USUAL, at=timezone.now())
    worker_runs()
    assert (kept().is_newest, kept().trouble) == (True, "")


def test_a_mistake_of_ours_is_said_too(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(asked: Any, *, is_to_stop: Any) -> Told:
        raise ValueError("on purpose")

    monkeypatch.setattr(jobs, "ask_child", broken)
    heard("Ann")
    begin(USUAL, at=timezone.now())
    worker_runs()
    assert kept().trouble == "This could not be worked out. The log of the server says why."
    assert kept().is_wanted is False


def test_a_program_that_ends_leaves_the_question_for_the_next_start(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(asked: Any, *, is_to_stop: Any) -> Told:
        raise Interrupted

    heard("Ann")
    with monkeypatch.context() as ending:
        ending.setattr(jobs, "ask_child", interrupted)
        begin(USUAL, at=timezone.now())
        TaskLane()()
    assert (kept().is_being_made, kept().trouble) == (True, "")
    worker_runs()
    assert kept().is_newest


def test_each_question_has_a_key_of_its_own() -> None:
    spans = (Span(NOW.date(), NOW.date()), Span(NOW.date() + days(1), NOW.date() + days(2)))
    questions = [
        USUAL,
        Question(level=0.8),
        Question(before=spans[0], after=spans[1]),
        Question(before=spans[1], after=spans[0]),
        Question(channel=1),
        Question(campaign=1),
        Question(owner=1),
        Question(segment=""),
        Question(heard=spans[0]),
    ]
    assert len({one.key for one in questions}) == len(questions)
    assert [Question.from_json(one.as_json()) for one in questions] == questions
    assert [one.is_usual for one in questions] == [True] + [False] * (len(questions) - 1)


def test_an_answer_of_another_form_is_not_read_but_made_anew(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an answer that was kept when answers had another form
    heard("Ann")
    other = an_answer()
    del other["more"]["change"]["after"]["still_to_come"]
    with monkeypatch.context() as before:
        before.setattr(words, "FORM", words.FORM - 1)
        keep(USUAL, Told(other, data_version(), 1.5), as_of=TODAY, at=timezone.now())
        assert kept().answer == other

    # when a page asks now, then it is told of none, and one is made
    assert (kept().answer, kept().is_wanted) == (None, True)
    ask_for(USUAL)
    worker_runs()
    assert kept().answer == an_answer()

    # and the other one goes in time, as nobody asks for it any more
    forget_old(at=timezone.now() + days(15))
    assert [row.question for row in Estimate.objects.all()] == [USUAL.key]


def test_each_night_the_usual_question_is_worked_out(child: Child) -> None:
    a_business()
    heard("Ann")
    registered()["together.evidence.nightly"].function(at=timezone.now())
    worker_runs()
    assert child.asked[0]["question"] == USUAL.as_json()
    assert KeptForecast.objects.count() == 6


def told(version: int = 1) -> Told:
    return Told(an_answer(), version, 1.0)


def test_forecasts_are_kept_and_the_first_word_of_a_day_stands() -> None:
    # given an answer with a forecast
    keep(USUAL, told(), as_of=NOW.date(), at=NOW)
    said = KeptForecast.objects.get(weeks=4, measure="enquiries")
    assert (said.starts_on, said.level, said.estimate) == (datetime.date(2026, 11, 9), 0.8, 156.0)

    # when a later answer of that day says otherwise, then the forecast stays
    other = told(2)
    other.answer["forecast"][0]["enquiries"]["estimate"] = 1.0
    keep(USUAL, other, as_of=NOW.date(), at=NOW)
    assert KeptForecast.objects.get(weeks=4, measure="enquiries").estimate == 156.0

    # and what somebody else asks in passing is no forecast of the business
    KeptForecast.objects.all().delete()
    keep(Question(channel=1), told(3), as_of=NOW.date(), at=NOW)
    assert KeptForecast.objects.count() == 0


def test_what_cannot_be_forecast_is_not_kept() -> None:
    answer = an_answer()
    answer["forecast"][1]["revenue"] = {"estimate": None, "low": None, "high": None}
    assert len(list(forecasts_in(answer, NOW))) == 5
    answer["more"]["forecast"] = None
    assert list(forecasts_in(answer, NOW)) == []


def a_forecast(starts_on: datetime.date, low: float, high: float, measure: str = "enquiries") -> KeptForecast:
    return KeptForecast.objects.create(
        starts_on=starts_on,
        weeks=4,
        measure=measure,
        level=0.8,
        estimate=low,
        low=low,
        high=high,
        made_at=NOW,
    )


def test_a_forecast_is_held_against_what_came_when_its_weeks_are_over() -> None:
    # given forecasts of four weeks, in which two asked, one of whom bought
    a_business()
    begins = NOW.date()
    won(heard("Ann", at=NOW), a_user(), 60050, at=NOW + days(27))
    heard("Ben", at=NOW + days(27))
    heard("Cat", at=NOW + days(28))
    right, wrong = a_forecast(begins, 1, 2), a_forecast(begins - days(1), 3, 9)
    revenue = a_forecast(begins, 600, 601, "revenue")

    # when the last day is not over yet, then nothing is said
    assert hold_against_what_came(today=begins + days(26)) == 0
    assert hold_against_what_came(today=begins + days(28)) == 3

    # and then each is a hit or not
    for row in (right, wrong, revenue):
        row.refresh_from_db()
    assert (right.actual, right.hit) == (2, True)
    assert (wrong.actual, wrong.hit) == (1, False)
    assert (revenue.actual, revenue.hit) == (600.5, True)
    assert hold_against_what_came(today=begins + days(90)) == 0


def test_one_forecast_a_week_makes_the_hit_rate() -> None:
    # given forecasts of a Monday, of the day after, and of the Monday after
    monday = datetime.date(2026, 11, 2)
    for place, hit in ((0, True), (1, False), (7, False)):
        row = a_forecast(monday + days(place), 1, 2)
        KeptForecast.objects.filter(pk=row.pk).update(actual=1, hit=hit)
    a_forecast(monday + days(14), 1, 2)
    assert hit_rates() == [HitRate("enquiries", 4, 2, 1)]


def test_answers_to_passing_questions_are_forgotten_and_the_usual_one_is_not(child: Child) -> None:
    long_ago = NOW - days(30)
    keep(USUAL, told(), as_of=NOW.date(), at=long_ago)
    keep(Question(channel=1), told(), as_of=NOW.date(), at=long_ago)
    keep(Question(channel=2), told(), as_of=NOW.date(), at=NOW)
    Job.objects.create(kind=KIND, put_at=long_ago, finished_at=long_ago, state="done")
    Job.objects.create(kind="exchange.export", put_at=long_ago, finished_at=long_ago, state="done")
    forget_old(at=NOW)
    assert set(Estimate.objects.values_list("question", flat=True)) == {USUAL.key, Question(channel=2).key}
    assert [job.kind for job in Job.objects.all()] == ["exchange.export"]
