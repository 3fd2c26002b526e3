"""Where conversations end and why: of those that ended, each once in every stage, the open ones in none."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.sales.desk import queries
from tandem.sales.desk.drawing import stage_lines, stages_title, told_words
from tandem.sales.desk.queries import Ended, Ends, ReasonCount, StageEnds, ends
from tandem.sales.opportunities.actions import lose, move, reopen, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import LostReason
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tests.sales.shop import NOW, a_business, a_person, an_opportunity, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def stages() -> list[Stage]:
    a_business()
    return ensure_stages()


def conversation(
    stages: list[Stage], *through: int, end: str = "", at: datetime.datetime = NOW
) -> Opportunity:
    """One that began in the first stage, went `through` others by their place, and was “won” or lost why."""
    row = an_opportunity(a_person("Tom", at=at), at=at)
    for place in through:
        move(opportunity=row, expected_version=row.version, stage=stages[place], by=None, at=at)
    if end == "won":
        win(opportunity=row, expected_version=row.version, amount_minor=100, by=None, at=at)
    elif end:
        lose(opportunity=row, expected_version=row.version, reason=end, by=None, at=at)
    return row


def test_each_counts_once_in_each_stage_and_is_lost_from_its_last(stages: list[Stage]) -> None:
    # given one lost in the first stage, one lost after going there, back and there again, one won, one open
    conversation(stages, end="price")
    conversation(stages, 1, 0, 1, end="time")
    conversation(stages, 1, 2, end="won")
    conversation(stages, 1)
    found = ends(now=NOW)
    assert [(one.stage.name, one.lost, one.reached) for one in found.stages] == [
        ("First talk", 1, 3),
        ("Visit", 1, 2),
        ("Quote sent", 0, 1),
    ]
    assert (found.won, found.lost, found.number) == (1, 2, 3)


def test_reasons_by_how_often(stages: list[Stage]) -> None:
    for reason in ("price", "no_answer", "price", "other"):
        conversation(stages, end=reason)
    assert [(one.reason, one.number) for one in ends(now=NOW).reasons] == [
        (LostReason.PRICE, 2),
        (LostReason.NO_ANSWER, 1),
        (LostReason.OTHER, 1),
    ]


def test_who_came_back_is_not_lost(stages: list[Stage]) -> None:
    row = conversation(stages, 1, end="price")
    reopen(opportunity=row, expected_version=row.version, by=None, at=NOW)
    assert ends(now=NOW).number == 0


def test_only_of_this_year_and_only_the_newest(stages: list[Stage], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_TOLD", 2)
    conversation(stages, end="price", at=NOW - days(366))
    conversation(stages, end="won", at=NOW - days(3))
    conversation(stages, end="time", at=NOW - days(2))
    found = ends(now=NOW)
    assert (found.won, found.lost, found.is_all) == (1, 1, True)
    assert told_words(found) == "Of the 2 that ended within a year."
    conversation(stages, end="other", at=NOW - days(1))
    found = ends(now=NOW)
    assert (found.won, found.lost, found.is_all) == (0, 2, False)
    assert told_words(found) == "Of the last 2 that ended."


def test_what_was_brought_in_has_a_reason_but_no_stage(stages: list[Stage]) -> None:
    row = conversation(stages, end="price")
    Opportunity.objects.filter(pk=row.pk).update(import_id=7)
    found = ends(now=NOW)
    assert (found.lost, list(found.stages), len(found.reasons)) == (1, [], 1)


def test_four_queries_whatever_ended(stages: list[Stage]) -> None:
    for _number in range(3):
        conversation(stages, 1, end="price")
    with CaptureQueriesContext(connection) as asked:
        ends(now=NOW)
    assert len(asked) == 4


def made(*counted: tuple[str, int, int]) -> Ends:
    stages = [
        StageEnds(Stage(pk=key, name=name), lost, reached)
        for key, (name, lost, reached) in enumerate(counted, 1)
    ]
    return Ends(won=0, lost=sum(one.lost for one in stages), stages=stages, reasons=[], is_all=True)


def test_a_share_of_fewer_than_twenty_is_never_told() -> None:
    few, enough = stage_lines(made(("Visit", 9, 19), ("Quote sent", 10, 20)))
    assert (few.counted, few.range_words) == ("9 of 19", "too few to say")
    assert "%" not in few.figure.title
    assert (enough.counted, enough.range_words) == ("10 of 20", "33 to 67%")


@pytest.mark.parametrize(
    ("counted", "title"),
    [
        ([("Visit", 60, 100), ("Quote sent", 10, 60)], "Most are lost at “Visit”"),
        ([("Visit", 24, 60), ("Quote sent", 20, 60)], "“Visit” looks worst, but it may be chance"),
        # nothing to compare it with
        ([("Visit", 60, 100)], "“Visit” looks worst, but it may be chance"),
        ([("Visit", 9, 10), ("Quote sent", 0, 10)], "Where conversations end"),
        ([("Visit", 0, 40), ("Quote sent", 0, 40)], "Where conversations end"),
    ],
)
def test_the_finding_says_no_more_than_was_found(counted: list[tuple[str, int, int]], title: str) -> None:
    assert stages_title(made(*counted)) == title


def test_an_ended_one_without_any_stage_is_in_none(stages: list[Stage]) -> None:
    assert queries.stage_ends([Ended(99, NOW, True, "price", False)]) == []
    assert ReasonCount(LostReason.PRICE, 2).reason.label == "The price"


def test_nothing_ended(stages: list[Stage]) -> Any:
    found = ends(now=NOW)
    assert (found.number, found.worst, found.is_clear) == (0, None, False)
