"""The only writer of the statistics: takes rows out of their old cells and puts them where they stand now."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.business.queries import business_zone
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import NotAllowed
from tandem.office.journal.actions import record
from tandem.sales.orders.models import Order
from tandem.together.statistics.models import (
    DataVersion,
    EnquiryFact,
    EnquiryMonth,
    EnquiryStatistic,
    OrderFact,
    RevenueStatistic,
)
from tandem.together.statistics.queries import (
    THE_ONE,
    enquiries_touched_by,
    enquiry_cells,
    enquiry_facts,
    in_batches,
    new_enquiry_cells,
    order_cells,
    order_facts,
    orders_fed_by,
    orders_of_persons,
    persons_of_orders,
)
from tandem.together.statistics.words import EnquiryCell, OrderCell, Rebuilt

DAYS = frozenset({datetime.date})
ENQUIRY_FACT = ["day_heard", "day_closed", "channel_id", "campaign_id", "segment", "owner_id", "state"]
ENQUIRY_SUMS = ["first_sales", "amount_minor", "nurtured"]
AT_HANDOVER = ["decided", "answer_minutes"]
ORDER_FACT = ["person_id", "day", "channel_id", "owner_id", "first", "amount_minor"]
MEASURES: dict[type[models.Model], list[str]] = {
    EnquiryStatistic: ["count", *ENQUIRY_SUMS],
    EnquiryMonth: ["count", *ENQUIRY_SUMS],
    RevenueStatistic: ["orders", "first_orders", "amount_minor"],
}
PLACES: dict[type[models.Model], list[str]] = {
    EnquiryStatistic: ENQUIRY_FACT,
    EnquiryMonth: ["month", "channel_id", "state"],
    RevenueStatistic: ["month", "day", "channel_id", "owner_id"],
}


@dataclass
class Sums:
    """What is to be added to the cells of one table; taking out is adding with a minus."""

    cells: dict[str, tuple[Sequence[Any], list[int]]] = field(default_factory=dict)

    def add(self, key: str, place: Sequence[Any], measures: Sequence[int], sign: int) -> None:
        _place, sums = self.cells.setdefault(key, (place, [0] * len(measures)))
        for index, measure in enumerate(measures):
            sums[index] += sign * measure


@dataclass
class AllSums:
    days: Sums = field(default_factory=Sums)
    months: Sums = field(default_factory=Sums)
    revenue: Sums = field(default_factory=Sums)

    def add_enquiry(self, cell: EnquiryCell, sign: int) -> None:
        measures = [1, cell.first_sales, cell.amount_minor, cell.nurtured]
        self.days.add(cell.day_key, place_of_enquiry(cell), measures, sign)
        self.months.add(cell.month_key, [cell.month, cell.channel, cell.state], measures, sign)

    def add_order(self, cell: OrderCell, sign: int) -> None:
        place = [cell.month, cell.day, cell.channel, cell.owner]
        self.revenue.add(cell.key, place, [1, int(cell.first), cell.amount_minor], sign)

    def tables(self) -> list[tuple[type[models.Model], Sums]]:
        return [(EnquiryStatistic, self.days), (EnquiryMonth, self.months), (RevenueStatistic, self.revenue)]


@dataclass
class Held:
    """Keys that wait until the end of a block, so that each is restated once."""

    enquiries: set[int] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)


_held: ContextVar[Held | None] = ContextVar("held", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """For what announces the same rows several times (an import): restates once, at the end of the block.

    The block is one transaction, so that the statistics are still written with the rows they tell of.
    """
    if _held.get() is not None:
        yield
        return
    with transaction.atomic():
        held = Held()
        token = _held.set(held)
        try:
            yield
        finally:
            _held.reset(token)
        restate_all(held.enquiries, held.orders)


def restate(enquiry_ids: Iterable[int]) -> None:
    """These enquiries changed: count them, and the orders they led to, where they stand now."""
    if (held := _held.get()) is not None:
        held.enquiries.update(enquiry_ids)
        return
    restate_all(set(enquiry_ids), set())


def count_new(enquiry_ids: Iterable[int]) -> None:
    """These enquiries were heard a moment ago, and stand in no cell: the shortest way, as somebody waits."""
    if (held := _held.get()) is not None:
        held.enquiries.update(enquiry_ids)
        return
    with transaction.atomic(savepoint=False):
        take_turn(Turn.COUNTING)
        zone = business_zone()
        count_up(sum(put_enquiries({}, new_enquiry_cells(some, zone)) for some in in_batches(enquiry_ids)))


def restate_orders(order_ids: Iterable[int]) -> None:
    """Orders appeared, changed or went: their persons may have become customers, or be none any more."""
    if (held := _held.get()) is not None:
        held.orders.update(order_ids)
        return
    restate_all(set(), set(order_ids))


@transaction.atomic
def restate_persons(person_ids: Sequence[int]) -> None:
    """Persons became one, or two again: whoever bought before asks differently."""
    restate_all(enquiries_touched_by(person_ids, []), orders_of_persons(person_ids))


@transaction.atomic
def forget(enquiry_ids: Iterable[int]) -> None:
    """Enquiries were taken out again, whether their rows are gone already or go next."""
    take_turn(Turn.COUNTING)
    moved = sum(put_enquiries(enquiry_facts(batch), {}) for batch in in_batches(enquiry_ids))
    count_up(moved)


@transaction.atomic
def restate_all(enquiry_ids: set[int], order_ids: set[int]) -> None:
    if not enquiry_ids and not order_ids:
        return
    take_turn(Turn.COUNTING)
    enquiries, orders = set(enquiry_ids), set(order_ids)
    for batch in in_batches(order_ids):
        persons = list(persons_of_orders(batch))
        orders |= orders_of_persons(persons)
        enquiries |= enquiries_touched_by(persons, batch)
    for batch in in_batches(enquiry_ids):
        orders |= orders_fed_by(batch)
    zone = business_zone()
    moved = 0
    for batch in in_batches(orders):
        moved += put_orders(order_facts(batch), order_cells(batch, zone))
    for batch in in_batches(enquiries):
        moved += put_enquiries(enquiry_facts(batch), enquiry_cells(batch, zone))
    count_up(moved)


def count_up(moved: int) -> None:
    """Whatever was worked out before is of an older version now. Nobody waits for this row but whoever waits
    for the turn to restate anyway.
    """
    if moved:
        upsert(DataVersion, "id", ["number"], [[THE_ONE, 1]], added=["number"])


@transaction.atomic
def outdate() -> None:
    """Nothing is counted otherwise, but answers that were kept have old names printed in them."""
    take_turn(Turn.COUNTING)
    count_up(1)


def put_enquiries(old: Mapping[int, EnquiryCell], new: Mapping[int, EnquiryCell]) -> int:
    """Moves the enquiries from their old cells to their new ones; how many of them moved."""
    moved = [pk for pk in sorted({*old, *new}) if old.get(pk) != new.get(pk)]
    sums = AllSums()
    for pk in moved:
        if was := old.get(pk):
            sums.add_enquiry(was, -1)
        if now := new.get(pk):
            sums.add_enquiry(now, 1)
    write_enquiry_facts({pk: new[pk] for pk in moved if pk in new})
    if gone := [pk for pk in moved if pk not in new]:
        EnquiryFact.objects.filter(pk__in=gone).delete()
    write_sums(sums)
    return len(moved)


def put_orders(old: Mapping[int, OrderCell], new: Mapping[int, OrderCell]) -> int:
    moved = [pk for pk in sorted({*old, *new}) if old.get(pk) != new.get(pk)]
    sums = AllSums()
    for pk in moved:
        if was := old.get(pk):
            sums.add_order(was, -1)
        if now := new.get(pk):
            sums.add_order(now, 1)
    write_order_facts({pk: new[pk] for pk in moved if pk in new})
    if gone := [pk for pk in moved if pk not in new]:
        OrderFact.objects.filter(pk__in=gone).delete()
    write_sums(sums)
    return len(moved)


def place_of_enquiry(cell: EnquiryCell) -> list[Any]:
    return [
        cell.day_heard,
        cell.day_closed,
        cell.channel,
        cell.campaign,
        cell.segment,
        cell.owner,
        cell.state,
    ]


def write_enquiry_facts(cells: Mapping[int, EnquiryCell]) -> None:
    rows = [
        [
            pk,
            *place_of_enquiry(cell),
            cell.first_sales,
            cell.amount_minor,
            cell.nurtured,
            cell.decided,
            cell.answer_minutes,
        ]
        for pk, cell in cells.items()
    ]
    upsert(EnquiryFact, "enquiry_id", [*ENQUIRY_FACT, *ENQUIRY_SUMS, *AT_HANDOVER], rows, added=[])


def write_order_facts(cells: Mapping[int, OrderCell]) -> None:
    rows = [
        [pk, cell.person, cell.day, cell.channel, cell.owner, cell.first, cell.amount_minor]
        for pk, cell in cells.items()
    ]
    upsert(OrderFact, "order_id", ORDER_FACT, rows, added=[])


def write_sums(sums: AllSums) -> None:
    for model, table in sums.tables():
        changed = {key: entry for key, entry in table.cells.items() if any(entry[1])}
        rows = [[key, *place, *measures] for key, (place, measures) in sorted(changed.items())]
        upsert(model, "cell", [*PLACES[model], *MEASURES[model]], rows, added=MEASURES[model])
        # Only what shrank can have become empty.
        counted = MEASURES[model][0]
        if shrunk := [key for key, (_place, measures) in changed.items() if measures[0] < 0]:
            model._default_manager.filter(cell__in=shrunk, **{counted: 0}).delete()


def upsert(
    model: type[models.Model],
    key: str,
    columns: Sequence[str],
    rows: list[list[Any]],
    *,
    added: Sequence[str],
) -> None:
    """Insert the rows; where the key is there, replace its columns, or add to those in `added`.

    By hand, because Django's bulk_create cannot add to what stands there.
    """
    if not rows:
        return
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    names = ", ".join(map(quoted, [key, *columns]))
    places = ", ".join(["%s"] * (len(columns) + 1))
    new = ", ".join(
        f"{quoted(one)} = "
        + (f"{table}.{quoted(one)} + " if one in added else "")
        + f"EXCLUDED.{quoted(one)}"
        for one in columns
        if not added or one in added
    )
    # Names come from the models, values go as parameters.
    sql = f"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT ({quoted(key)}) DO UPDATE SET {new}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, stored(rows))


def stored(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Days as the database wants them, a column at a time: most columns hold none."""
    columns = zip(*rows, strict=True)
    adapt = connection.ops.adapt_datefield_value
    ready = [
        column
        if DAYS.isdisjoint(map(type, column))
        else [adapt(value) if type(value) in DAYS else value for value in column]
        for column in columns
    ]
    return list(zip(*ready, strict=True))


@transaction.atomic
def rebuild(*, by: Actor, at: datetime.datetime) -> Rebuilt:
    """Makes every fact and statistic anew from the desks' rows, and says what had been wrong."""
    if not can_manage(by):
        raise NotAllowed
    take_turn(Turn.COUNTING)
    zone = business_zone()
    sums = AllSums()
    enquiries = orders = different = 0
    for batch in in_batches([*keys_of(Enquiry), *keys_of(EnquiryFact)]):
        cells = enquiry_cells(batch, zone)
        different += put_enquiries(enquiry_facts(batch), cells)
        enquiries += len(cells)
        for cell in cells.values():
            sums.add_enquiry(cell, 1)
    for batch in in_batches([*keys_of(Order), *keys_of(OrderFact)]):
        standing = order_cells(batch, zone)
        different += put_orders(order_facts(batch), standing)
        orders += len(standing)
        for order in standing.values():
            sums.add_order(order, 1)
    # The facts are right now and moved their sums along; what still differs had been wrong in the sums alone.
    wrong = sum(write_anew(model, table) for model, table in sums.tables())
    count_up(different + wrong)
    rebuilt = Rebuilt(enquiries=enquiries, orders=orders, moved=different, wrong_sums=wrong)
    after = {"enquiries": enquiries, "orders": orders, "moved": different, "wrong_sums": wrong}
    record(by=by, at=at, verb="together.statistics.rebuilt", after=after)
    return rebuilt


def keys_of(model: type[models.Model]) -> list[int]:
    return list(model._default_manager.order_by().values_list("pk", flat=True))


def write_anew(model: type[models.Model], sums: Sums) -> int:
    """Replaces the whole table by these sums; how many cells were not as they should be."""
    names = ["cell", *PLACES[model], *MEASURES[model]]
    right = {key: (key, *place, *measures) for key, (place, measures) in sums.cells.items()}
    stood = {row[0]: row for row in model._default_manager.order_by().values_list(*names)}
    wrong = [key for key in {*right, *stood} if right.get(key) != stood.get(key)]
    for batch in (wrong[start : start + 500] for start in range(0, len(wrong), 500)):
        model._default_manager.filter(cell__in=batch).delete()
        rows = [list(right[key]) for key in sorted(batch) if key in right]
        upsert(model, "cell", names[1:], rows, added=MEASURES[model])
    return len(wrong)
