"""What is read is what a slow count of the same rows gives, whatever was written in whatever order."""

import datetime
import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.maths.enquiries import Enquiries
from tandem.office.accounts.models import User
from tandem.sales.opportunities.models import Opportunity
from tandem.together.evidence import queries
from tandem.together.evidence.arrays import Loaded, load
from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Question
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.queries import data_version
from tests.sales.shop import NOW, a_business, a_user, days
from tests.together.shop import accepted, declined, heard, lost, won
from tests.together.statistics import oracle
from tests.together.statistics.test_any_history import Firm

pytestmark = pytest.mark.django_db
STATES = {"open": 0, "won": 1, "lost": 2, "declined": 2, "not_for_us": 2}
LATER = datetime.date(2027, 12, 31)


def loaded(question: Question | None = None, *, as_of: datetime.date = LATER, **more: Any) -> Loaded:
    return load(question or Question(), as_of=as_of, digits=2, **more)


def day(ordinal: int) -> datetime.date | None:
    return None if ordinal == -1 else datetime.date.fromordinal(ordinal)


def cells(found: Loaded) -> Counter[tuple[Any, ...]]:
    """By names, as a person would write the cells down."""
    one, names = found.enquiries, found.names
    columns = (
        one.heard,
        one.closed,
        one.state,
        one.decided,
        one.channel,
        one.segment,
        one.seller,
        one.answer,
    )
    counted: Counter[tuple[Any, ...]] = Counter()
    for *row, count in zip(*columns, one.count, strict=True):
        heard_on, closed, state, decided, channel, segment, seller, answer = row
        place = (
            day(int(heard_on)), day(int(closed)), int(state), int(decided), names.channels[channel],
            names.segments[segment] if segment >= 0 else "", names.sellers[seller] if seller >= 0 else None,
            None if math.isnan(answer) else round(float(answer) * 60),
        )  # fmt: skip
        counted[place] += int(count)
    return counted


def slow_cells() -> Counter[tuple[Any, ...]]:
    at_handover = oracle.at_handover()
    names = dict(User.objects.values_list("pk", "name"))
    counted: Counter[tuple[Any, ...]] = Counter()
    for one in EnquiryFact.objects.all():
        if one.state in STATES:
            decided, minutes = at_handover[one.pk]
            channel = queries.channel_names()[one.channel_id]
            seller = names.get(one.owner_id or 0)
            place = (one.day_heard, one.day_closed, STATES[one.state], decided, channel, one.segment, seller)
            counted[*place, minutes] += 1
    return counted


@pytest.mark.parametrize("seed", [11, 12])
def test_the_arrays_are_those_of_a_slow_count(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a firm after many steps, read in small batches
    monkeypatch.setattr(queries, "AT_ONCE", 7)
    firm = Firm(seed)
    for _step in range(120):
        firm.act()

    # when it is loaded, then nothing is missing and nothing is counted twice
    found = loaded()
    assert cells(found) == slow_cells()
    assert found.enquiries.total > 10
    assert found.version == data_version()

    # and the first sales are those of the statistics
    sold = EnquiryFact.objects.filter(state="won", first_sales=1)
    assert sorted(np.rint(found.enquiries.sales.amount * 100).tolist()) == sorted(
        sold.values_list("amount_minor", flat=True)
    )


def a_small_history() -> None:
    joe, ines = a_user("Joe"), a_user("Ines")
    won(heard("Ann", at=NOW, segment="home"), joe, 60000, at=NOW + days(9))
    lost(heard("Ben", at=NOW), joe, at=NOW + days(3))
    won(heard("Cat", at=NOW + days(1), source="fair"), ines, 20000, at=NOW + days(20))
    declined(heard("Dan", at=NOW + days(2), source="fair"), ines, at=NOW + days(2))
    accepted(heard("Eve", at=NOW + days(40)), joe, at=NOW + days(40))


def test_codes_go_by_the_data_and_not_by_the_keys() -> None:
    # given two channels and two sellers; the one with more enquiries comes first
    a_small_history()
    names = loaded().names
    assert names.channels == ("Website", "Fair")
    assert names.sellers == ("Joe", "Ines")
    assert names.segments == ("home",)


def test_nothing_after_the_day_is_used() -> None:
    # given what was known at the end of the tenth day
    a_small_history()
    found = loaded(as_of=(NOW + days(10)).date()).enquiries

    # then who asked later is not there, and who bought later is still open
    assert (found.total, found.counted(0), found.counted(1), found.counted(2)) == (4, 1, 1, 2)
    assert found.sales.amount.tolist() == [600.0]
    assert max(found.heard.max(), found.closed.max()) <= found.as_of


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"segment": "home"}, 1),
        ({"segment": ""}, 4),
        ({"campaign": 12345}, 0),
        ({"heard": Span(NOW.date(), (NOW + days(1)).date())}, 3),
    ],
)
def test_a_question_may_be_about_some_only(filters: dict[str, Any], total: int) -> None:
    a_small_history()
    assert loaded(Question(**filters)).enquiries.total == total


def test_a_question_about_a_channel_and_a_seller() -> None:
    a_small_history()
    fair = next(pk for pk, name in queries.channel_names().items() if name == "Fair")
    joe = next(pk for pk, name in queries.seller_names().items() if name == "Joe")
    assert loaded(Question(channel=fair)).names.channels == ("Fair",)
    assert loaded(Question(owner=joe)).names.sellers == ("Joe",)
    assert loaded(Question(channel=fair, owner=joe)).enquiries.total == 0


def test_two_channels_of_one_name_are_told_apart() -> None:
    a_small_history()
    same = dict.fromkeys(queries.channel_names(), "Fair")
    assert loaded(channels=same).names.channels == ("Fair", "Fair (2)")


def test_nobody_asked() -> None:
    a_business()
    found = loaded()
    assert (found.enquiries.total, found.names.channels, len(found.enquiries.sales.amount)) == (0, (), 0)


def test_a_change_while_reading_is_noticed_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    # given somebody who asks just after the first reading
    a_small_history()
    late = iter([lambda: heard("Fay", at=NOW)])
    reading = queries.fact_batches

    def disturbed(question: Question) -> Any:
        yield from reading(question)
        next(late, lambda: None)()

    monkeypatch.setattr("tandem.together.evidence.arrays.fact_batches", disturbed)

    # then the answer knows of it
    found = loaded()
    assert (found.enquiries.total, found.version) == (6, data_version())


def test_reading_takes_a_query_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    a_small_history()
    monkeypatch.setattr(queries, "AT_ONCE", 3)
    with CaptureQueriesContext(connection) as asked:
        loaded()
    # Two batches and the empty one after them, the version twice, and names of channels and sellers.
    assert len(asked) == 7


def test_money_is_in_units_of_the_currency() -> None:
    a_small_history()
    yen: Enquiries = load(Question(), as_of=LATER, digits=0).enquiries
    assert sorted(yen.sales.amount.tolist()) == [20000.0, 60000.0]
    assert Opportunity.objects.filter(won_at__isnull=False).count() == 2
