"""`tandem analyse` counts a list without writing what only the application shows: the facts are the same."""

import datetime
import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from tandem.exchange.analyse.counting import Counting
from tandem.exchange.analyse.throwaway import throwaway
from tandem.exchange.imports.enquiries import Names, bring_in
from tandem.exchange.reading.rows import TypedRow
from tandem.marketing.channels.models import Channel
from tandem.office.accounts.models import User
from tandem.office.search.models import SearchDocument
from tandem.people.persons.models import Person
from tandem.together.statistics.actions import rebuild
from tandem.together.statistics.models import EnquiryFact
from tandem.together.statistics.words import CountedAs
from tests.sales.shop import a_business

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/New_York")
START = datetime.datetime(2026, 1, 5, 3, tzinfo=datetime.UTC)
AT = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
NAMES = ["Ann Lee", "Ben Ode", "Cat Ray", "Ann", ""]
SOURCES = [("Fair", ""), ("fair ", "event"), ("", "word of mouth"), ("", ""), ("google", "ppc"), ("x", "é")]
COLUMNS = (
    "day_heard", "day_closed", "segment", "state", "first_sales", "amount_minor", "nurtured", "decided",
    "answer_minutes",
)  # fmt: skip


def rows_of(seed: int, count: int) -> list[TypedRow]:
    """Few persons who ask often, of whom every second thing is told, or contradicts another."""
    chance = random.Random(seed)
    return [TypedRow(number, told(number, chance)) for number in range(count)]


def told(number: int, chance: random.Random) -> dict[str, Any]:
    def later(moment: datetime.datetime, most: int) -> datetime.datetime:
        # Whole days apart, so that many fall on the same moment; and sometimes before the first contact.
        return moment + datetime.timedelta(days=chance.randint(-1, most), minutes=chance.choice([0, 0, 7]))

    heard = START + datetime.timedelta(days=chance.randrange(40), hours=chance.choice([0, 0, 5]))
    source, medium = chance.choice(SOURCES)
    values = {
        "id": chance.choice([None, None, str(chance.randrange(60))]),
        "heard_at": heard,
        "name": chance.choice(NAMES),
        "email": chance.choice([None, f"{chance.randrange(9)}@example.org"]),
        "phone": chance.choice([None, None, f"020 7946 000{chance.randrange(5)}"]),
        "organisation": chance.choice([None, "Ellery Ltd"]),
        "source": source,
        "medium": medium,
        "campaign": chance.choice([None, "Spring fair"]),
        "segment": chance.choice([None, "Shops", "Shops  and " + "x" * 90]),
        "words": f"{number // 2}",
        "owner": chance.choice([None, "Joe", "joe", "Ines"]),
        "passed_at": chance.choice([None, later(heard, 3)]),
        "first_response_at": chance.choice([None, later(heard, 3)]),
        "accepted_at": chance.choice([None, later(heard, 4)]),
        "declined_at": chance.choice([None, None, later(heard, 4)]),
        "decline_reason": chance.choice([None, None, "No budget"]),
        "outcome": chance.choice(["open", "won", "lost", "won"]),
        "closed_at": chance.choice([None, later(heard, 9)]),
        "amount": chance.choice([None, Decimal("12.345"), Decimal(0), Decimal(80)]),
    }
    if values["outcome"] == "open":
        values["closed_at"] = None
    return {name: value for name, value in values.items() if value not in (None, "")}


def batches(rows: list[TypedRow], size: int) -> Iterator[list[TypedRow]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def facts() -> list[tuple[Any, ...]]:
    channels = {channel.pk: (channel.source, channel.medium) for channel in Channel.objects.all()}
    sellers = {user.pk: user.name for user in User.objects.all()} | {None: None}
    rows = EnquiryFact.objects.order_by("pk").values_list("channel_id", "owner_id", *COLUMNS)
    return [(channels[channel], sellers[owner], *others) for channel, owner, *others in rows]


def brought_in(rows: list[TypedRow]) -> tuple[list[tuple[Any, ...]], int]:
    """By the path of an import."""
    names, duplicates = Names(), 0
    for batch in batches(rows, 17):
        with transaction.atomic():
            duplicates += bring_in(
                batch, system="list", currency="GBP", names=names, by=None, at=AT, import_id=None
            ).duplicates
    return facts(), duplicates


def counted(rows: list[TypedRow]) -> tuple[list[tuple[Any, ...]], int]:
    with throwaway(zone=str(ZONE)):
        counting = Counting(ZONE)
        for batch in batches(rows, 13):
            counting.take(batch, at=AT)
        counting.settle(currency="GBP")
        return facts(), counting.duplicates


@pytest.mark.parametrize("seed", range(6))
def test_a_list_is_counted_as_if_it_was_brought_in(seed: int) -> None:
    # given a list in which persons, numbers and moments come again
    a_business(zone=str(ZONE))
    rows = rows_of(seed, 160)

    # when it is counted, and brought into a business
    there, duplicates = counted(rows)
    here, duplicates_here = brought_in(rows)

    # then both have the same facts, which are right
    assert rebuild(by=None, at=AT).was_right
    assert there == here
    assert duplicates == duplicates_here > 0
    states = {row[COLUMNS.index("state") + 2] for row in there}
    assert states == {
        CountedAs.OPEN, CountedAs.WON, CountedAs.LOST, CountedAs.DECLINED, CountedAs.REPEAT,
    }  # fmt: skip
    assert sum(row[COLUMNS.index("first_sales") + 2] for row in there) > 3


def test_nothing_is_written_that_no_answer_asks_for() -> None:
    with throwaway(zone=str(ZONE)):
        counting = Counting(ZONE)
        counting.take(rows_of(1, 30), at=AT)

        assert Person.objects.exists()
        assert EnquiryFact.objects.exists()
        assert not SearchDocument.objects.exists()
