"""How long opportunities usually stay in a stage: counted at night, said from twenty on."""

import datetime

import pytest
from django.utils import timezone

from tandem.sales.board.queries import Moment, board
from tandem.sales.opportunities.actions import move
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import stay_words
from tandem.sales.stages.jobs import count_usual_stays
from tests.sales.shop import NOW, a_person, an_opportunity, days

pytestmark = pytest.mark.django_db


def went_through(first: Stage, second: Stage, stays: list[float], **columns: object) -> None:
    """Opportunities that stayed so many days in the first stage; in bulk, as only the counting is tested."""
    person = a_person("Ann Miller")
    for stay in stays:
        row = Opportunity.objects.create(
            person=person, title="Chair", stage=second, stage_since=NOW, currency="GBP", opened_at=NOW,
            recorded_at=NOW, **columns,
        )  # fmt: skip
        until = NOW - days(1)
        StageLog.objects.create(opportunity=row, stage=first, at=until - days(stay), recorded_at=NOW)
        StageLog.objects.create(opportunity=row, stage=second, at=until, recorded_at=NOW)


def test_the_usual_stay_is_the_median_of_those_that_left() -> None:
    # given stays of 1 to 21 days, a slip of five minutes, an import, and one from long ago
    first, second = ensure_stages()[:2]
    went_through(first, second, [float(stay) for stay in range(1, 22)])
    went_through(first, second, [5 / 1440])
    went_through(first, second, [300.0], import_id=7)
    went_through(first, second, [800.0])

    # when they are counted
    count_usual_stays(at=NOW)

    # then the middle one is usual; where nobody left yet nothing is
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.usual_stay, first.usual_of) == (days(11), 21)
    assert (second.usual_stay, second.usual_of, second.version) == (None, 0, 1)


@pytest.mark.parametrize(
    ("here", "usual", "of", "words"),
    [
        (9.2, 4.6, 20, "9 days, usually 4"),
        (9.2, 4.6, 19, "9 days"),
        (0.5, 4.6, 20, "12 h, usually 4 days"),
        (9.2, 0.25, 20, "9 days, usually 6 h"),
        (9.2, None, 0, "9 days"),
    ],
)
def test_said_from_twenty_on(here: float, usual: float | None, of: int, words: str) -> None:
    stage = Stage(usual_stay=None if usual is None else days(usual), usual_of=of)
    assert stay_words(days(here), stage) == words


def test_a_card_says_it() -> None:
    now = timezone.now()
    row = an_opportunity(at=now - days(3))
    Opportunity.objects.update(next_step="Ring", next_step_kind="call")
    Stage.objects.filter(name="First talk").update(usual_stay=days(2), usual_of=25)
    shown = board(Moment(now, datetime.UTC))  # type: ignore[arg-type]
    assert shown.columns[0].cards[0].foot == "3 days, usually 2"
    move(opportunity=row, expected_version=1, stage=ensure_stages()[1], by=None, at=now)
    assert board(Moment(now, datetime.UTC)).columns[1].cards[0].foot == "just now"  # type: ignore[arg-type]
