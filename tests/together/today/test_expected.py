"""Home where there is something to expect: tiles that multiply, the verdict, and where to start."""

import copy
import datetime
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.handover.passing.models import Passing
from tandem.together.evidence.words import Question
from tandem.together.revenue.words import Period, shifted
from tandem.together.statistics.words import month_number
from tandem.together.today.channels import channel_table, channels_title
from tandem.together.today.expected import expected_of
from tandem.together.today.multiples import months_shown
from tandem.together.verdict.equation import equations_of
from tandem.together.verdict.promises import promises_in_time, start_here
from tandem.together.verdict.reading import Range, days_of
from tests.sales.shop import a_business, a_user, signed_in
from tests.together import answers
from tests.together.shop import accepted, heard, passed, won
from tests.together.verdict.test_words import TODAY

NUMBER = re.compile(r"[£,%]")


@pytest.fixture
def maya(db: Any) -> Any:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


def home(user: Any, query: str = "") -> str:
    return " ".join(signed_in(user).get(reverse("home") + query).content.decode().split())


def tiles(html: str) -> list[str]:
    return re.findall(r'class="factor-value">([^<]+)<', html)


def test_the_tiles_multiply_as_they_are_written(maya: Any) -> None:
    # given somebody who asked, and an answer
    heard("Ann")
    answers.keep(answers.an_answer())

    # when home is read
    html = home(maya)

    # then a calculator gives the revenue that is shown
    enquiries, share, sale, revenue = (float(NUMBER.sub("", one)) for one in tiles(html))
    assert tiles(html) == ["500", "16%", "£600", "£48,000"]
    assert enquiries * share / 100 * sale == revenue
    assert "13 to 19%, as 152 are still open" in html
    assert "less, was £66,700" in html
    assert "Booked is what was accepted then" in html


def test_the_verdict_with_its_dots_and_where_they_are(maya: Any) -> None:
    heard("Ann")
    answers.keep(answers.an_answer())
    html = home(maya)
    assert "<b>Sales needs the next bit of work.</b>" in html
    assert "<b>9 in 10 sure.</b>" in html
    assert html.count('class="is-filled"') == 9
    assert "<b>152</b> still open, about 22 will buy" in html
    assert "Since August, fewer buy" in html
    assert "vega" not in html.lower()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cannot_tell", "We cannot say yet which desk needs work next."),
        ("neither", "Neither desk moved the revenue."),
        ("both", "Marketing brought more, and sales needs the next bit of work."),
    ],
)
def test_other_verdicts(maya: Any, name: str, sentence: str) -> None:
    heard("Ann")
    answers.keep(getattr(answers, name)())
    assert sentence in home(maya)


def test_of_what_may_be_chance_nothing_is_called_more_or_less(maya: Any) -> None:
    factors = expected_of(answers.cannot_tell(), TODAY)
    assert factors is not None
    assert [factor.change for factor in factors.factors] == [
        "perhaps more, was 460",
        "perhaps fewer, was 25%",
        "perhaps more, was £580",
        "perhaps less, was £66,700",
    ]
    assert not any(factor.main for factor in factors.factors)
    assert [figure.title for figure, _sub in factors.figures] == [
        "Perhaps more people ask",
        "Perhaps fewer of them buy",
        "Perhaps a first sale brings more",
        "Perhaps less money comes in",
    ]


def test_an_older_answer_is_shown_while_a_newer_one_is_made(maya: Any) -> None:
    heard("Ann")
    answers.keep(answers.an_answer(), old=True)
    html = home(maya)
    assert "being worked out anew" in html
    assert tiles(html)[3] == "£48,000"


def test_without_an_answer_there_are_plain_counts_and_a_line(maya: Any) -> None:
    heard("Ann", at=timezone.now())
    html = home(maya)
    assert "What to expect of them is being worked out; it takes some seconds." in html
    assert tiles(html)[0] == "1"
    answers.keep(None, trouble="There was not enough memory to work this out.")
    assert "There was not enough memory to work this out." in home(maya)


def test_not_enough_yet_is_said_with_what_is_lacking(maya: Any) -> None:
    heard("Ann", at=timezone.now())
    answers.keep(answers.not_enough())
    html = home(maya)
    assert "Not enough yet: about 12 more enquiries, or until 3 May 2027." in html
    assert "become customers</p>" not in html


def test_fewer_than_twenty_are_never_told_as_a_percentage() -> None:
    answer = answers.an_answer()
    answer["change"]["after"]["enquiries"] = 19
    assert expected_of(answer, TODAY) is None


def test_other_months_are_another_question(maya: Any) -> None:
    this = month_number(timezone.now().date())
    asked = Period(shifted(this, -5), shifted(this, -4))
    at = datetime.datetime(asked.first // 100, asked.first % 100, 10, 12, tzinfo=datetime.UTC)
    heard("Ann", at=at)
    answers.keep(answers.neither(), Question(before=days_of(asked.before), after=days_of(asked)))
    html = home(maya, f"?from={asked.first}&to={asked.last}")
    assert "Neither desk moved the revenue." in html
    assert "/together/changed/?then_from=" in html


def test_channels_are_held_against_the_whole_and_few_are_not_guessed() -> None:
    answer = answers.an_answer()
    table = channel_table(answer)
    assert [row.written for row in table.rows] == [
        "13%", "12%", "28%", "19%", "11%", "too few to say", "too few to say", "22%",
    ]  # fmt: skip
    assert table.rows[-1].name == "All channels"
    assert table.rows[-1].whole
    assert channels_title(answer) == "Most people ask by “Search adverts”; no channel stands out in who buys"
    answer["channels"][2]["conversion"]["low"] = 0.23
    assert channels_title(answer) == (
        "By “Recommendations” more of them buy; by “Search adverts” most people ask"
    )
    answer["channels"] = answer["channels"][2:3]
    assert channels_title(answer) == "By “Recommendations” most people ask, and more of them buy"


def test_before_anybody_bought_no_share_of_a_channel_is_told() -> None:
    answer = answers.an_answer()
    answer["enquiries"]["won"] = 0
    assert {row.written for row in channel_table(answer).rows} == {"too few to say"}


def test_open_months_are_hatched_and_hollow_and_the_break_is_named() -> None:
    answer = answers.an_answer()
    answer["more"]["break"] = {"month": "2026-07", "before": None, "after": None, "probability": 0.99}
    page = expected_of(answer, TODAY)
    assert page is not None
    asked, buys, pays, comes = (figure for figure, _sub in page.figures)
    assert len(asked.rows) == 12
    assert buys.title == "Since July, fewer buy"
    assert buys.svg.count("chart-hollow") == 3
    assert comes.svg.count("chart-outline") == 3
    assert comes.rows[-1] == ("October", "£14,600", "£11,000 to £18,300", "£6,220")
    assert pays.title == "The first sale holds"
    assert "Everybody who asked since November 2025." in page.channels_sub


def test_what_is_hatched_is_counted_as_the_open_ones_are() -> None:
    # given a month with bad luck, in which five are still open, of whom 0.75 are told to buy
    answer = answers.an_answer()
    answer["more"]["months"][-1].update(won=5, open=5, still_to_come=answers.e(0.75, 0.0, 2.0))
    equations = equations_of(answer)
    assert equations is not None
    side = equations[1].side
    month = months_shown(answer, side)[-1]

    # then what is to come is that of these, and not of the 19 that were expected and did not buy
    assert month.to_come == 0.75 * 600
    # nor is it ever more than the month is expected to bring
    assert replace(month, revenue=Range(400.0, 300.0, 500.0)).to_come == 400.0


def late_passings(maya: Any, late: int, kept: int, *, now: datetime.datetime) -> None:
    """Accepted ones whose first answer came in time or not."""
    ann = heard("Ann", at=now)
    row = passed(ann, maya, at=now)
    Passing.objects.filter(pk=row.pk).update(decision="accepted", decided_at=now)
    template = Passing.objects.get(pk=row.pk)
    hour = datetime.timedelta(hours=1)
    for number in range(late + kept):
        template.pk = None
        template.passed_at = now - 3 * hour
        template.decide_due_at, template.decided_at = now, now - 2 * hour
        template.answer_due_at = now - 2 * hour
        template.first_answered_at = now - hour if number < late else now - 3 * hour
        template.pass_due_at = None
        template.save()
    Passing.objects.filter(pk=row.pk).delete()


def test_what_was_drawn_is_drawn_anew_for_another_answer_and_on_another_day() -> None:
    answer = answers.cannot_tell()
    first = expected_of(answer, TODAY)
    assert expected_of(copy.deepcopy(answer), TODAY) is first
    assert expected_of(answer, TODAY + datetime.timedelta(days=400)) is not first
    other = copy.deepcopy(answer)
    other["level"] = 0.8
    redrawn = expected_of(other, TODAY)
    assert first is not None
    assert redrawn is not None
    assert ("9 times in 10" in first.channels_sub, "8 times in 10" in redrawn.channels_sub) == (True, True)


def test_where_nothing_was_passed_no_promise_was_broken(maya: Any) -> None:
    now = timezone.now()
    assert [(one.late, one.whole) for one in promises_in_time(now)] == [(0, 0)] * 3
    assert start_here("", now=now) is None


def test_where_to_start_is_the_promise_that_needs_a_hand(maya: Any) -> None:
    now = timezone.now()
    late_passings(maya, 9, 16, now=now)
    assert [(one.name, one.late, one.whole) for one in promises_in_time(now)] == [
        ("passed", 0, 0),
        ("decided", 0, 25),
        ("answered", 9, 25),
    ]
    start = start_here("sales", now=now)
    assert start is not None
    assert (start.first, start.why) == (
        "answer sooner.",
        "9 of the last 25 first answers came later than you agreed.",
    )
    assert start_here("marketing", now=now) is None
    assert start_here("", now=now) == start


def test_where_promises_hold_or_are_few_there_is_nothing_to_start_with(maya: Any) -> None:
    now = timezone.now()
    late_passings(maya, 2, 30, now=now)
    assert start_here("", now=now) is None
    Passing.objects.all().delete()
    late_passings(maya, 9, 3, now=now)
    assert start_here("", now=now) is None


def test_the_line_stands_on_the_page(maya: Any) -> None:
    late_passings(maya, 9, 16, now=timezone.now())
    answers.keep(answers.an_answer())
    html = home(maya)
    assert (
        "<b>Start here: answer sooner.</b> 9 of the last 25 first answers came later than you agreed." in html
    )


def test_why_the_marketing_desk_counts_more_is_still_said(maya: Any) -> None:
    # given a customer who asked again in the months of the answer
    first = datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)
    again = datetime.datetime(2026, 9, 3, 12, tzinfo=datetime.UTC)
    won(heard("Ann", at=first), maya, 60000, at=first)
    accepted(heard("Ann", at=again), maya, at=again)
    answers.keep(answers.an_answer())
    html = home(maya)
    assert "1 more came from somebody who had bought before. So the Marketing desk counts 1." in html


def test_home_reads_the_kept_answer_and_sums(maya: Any) -> None:
    for name in ("Ann", "Ben", "Cat"):
        heard(name, at=timezone.now())
    answers.keep(answers.an_answer())
    client = signed_in(maya)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as few:
        assert client.get(reverse("home")).status_code == 200
    for number in range(12):
        heard(f"Person {number}", at=timezone.now())
    answers.keep(answers.an_answer())
    with CaptureQueriesContext(connection) as many:
        assert client.get(reverse("home")).status_code == 200
    assert len(few) == len(many) <= 30
