"""Which cell a row stands in, from the desks' own rows. A constant number of queries, however many rows."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery

from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Outcome, SetAsideReason, State
from tandem.office.statements.kept import Given, kept
from tandem.sales.orders.models import Order
from tandem.sales.orders.queries import standing_orders
from tandem.together.statistics.models import DataVersion, EnquiryFact, OrderFact
from tandem.together.statistics.words import (
    COUNTED,
    AtHandover,
    CountedAs,
    Decided,
    EnquiryCell,
    OrderCell,
)

AT_ONCE = 2000
THE_ONE = 1
MINUTE = datetime.timedelta(minutes=1)
NEVER_PASSED = AtHandover()
OF_THE_ENQUIRY = (
    "pk",
    "heard_at",
    "channel_id",
    "campaign_id",
    "segment",
    "state",
    "outcome",
    "outcome_at",
    "declined_at",
    "nurture_until",
    "set_aside_at",
    "set_aside_reason",
)


def in_batches(ids: Iterable[int], size: int = AT_ONCE) -> Iterator[frozenset[int]]:
    """Each id once, a batch at a time, the lowest first. Sets, as Django looks at each element of a list."""
    rest = iter(sorted(set(ids)))
    while batch := frozenset(islice(rest, size)):
        yield batch


def earlier_order_of_the_person() -> QuerySet[Order]:
    same = standing_orders().filter(person=OuterRef("person"))
    earlier = Q(accepted_at__lt=OuterRef("accepted_at"))
    return same.filter(earlier | Q(accepted_at=OuterRef("accepted_at"), pk__lt=OuterRef("pk")))


def order_before_the_enquiry() -> QuerySet[Order]:
    """Never the enquiry's own order: in lists of other tools a win may be dated before the first contact."""
    its_own = Feeding.objects.filter(enquiry=OuterRef(OuterRef("pk")), opportunity=OuterRef("opportunity"))
    earlier = standing_orders().filter(person=OuterRef("person"), accepted_at__lt=OuterRef("heard_at"))
    return earlier.filter(~Exists(its_own))


def enquiry_cells(ids: Collection[int], zone: ZoneInfo) -> dict[int, EnquiryCell]:
    """By key of the enquiry; one that is gone has none."""
    rows = Enquiry.objects.filter(pk__among=ids).annotate(
        bought_before=Exists(order_before_the_enquiry()),
        joined=Exists(Feeding.objects.filter(enquiry=OuterRef("pk"), opened_it=False)),
    )
    found = list(rows.values(*OF_THE_ENQUIRY, "bought_before", "joined").order_by())
    passed = at_handover(ids)
    # Most changes touch no sale, and looking for one takes longer than all the rest.
    won = [row["pk"] for row in found if row["outcome"] == Outcome.WON]
    first_sales = first_sale_amounts(won) if won else {}
    return {
        row["pk"]: enquiry_cell(row, passed.get(row["pk"], NEVER_PASSED), first_sales.get(row["pk"]), zone)
        for row in found
    }


def new_enquiry_cells(ids: Collection[int], zone: ZoneInfo) -> dict[int, EnquiryCell]:
    """Of enquiries that were heard a moment ago: nobody passed, answered or joined one yet. Two queries."""
    found = told_of_enquiries(ids=ids)
    bought: dict[int, datetime.datetime] = {}
    for person, at in ordered_by(persons=[row["person_id"] for row in found]):
        bought[person] = min(at, bought.get(person, at))
    for row in found:
        first_order = bought.get(row["person_id"])
        row |= {"bought_before": first_order is not None and first_order < row["heard_at"], "joined": False}
    return {row["pk"]: enquiry_cell(row, NEVER_PASSED, None, zone) for row in found}


@kept(ids=BigIntegerField())
def told_of_enquiries(ids: Given) -> "QuerySet[Enquiry, Any]":
    rows: QuerySet[Enquiry, Any] = Enquiry.objects.filter(pk__among=ids).order_by()
    return rows.values(*OF_THE_ENQUIRY, "person_id")  # type: ignore[no-any-return]


@kept(persons=BigIntegerField())
def ordered_by(persons: Given) -> "QuerySet[Order, Any]":
    rows = standing_orders().filter(person__among=persons).order_by()
    return rows.values_list("person_id", "accepted_at")


def at_handover(ids: Collection[int]) -> dict[int, AtHandover]:
    """By key of the enquiry; one that was never passed has none. What was taken back was never said."""
    names = ("enquiry_id", "owner_id", "passed_at", "decision", "decided_at", "first_answered_at")
    standing = Passing.objects.filter(enquiry__among=ids).exclude(decision=Decision.TAKEN_BACK)
    found: dict[int, list[tuple[Any, ...]]] = {}
    for enquiry, *passing in standing.order_by("passed_at", "pk").values_list(*names):
        found.setdefault(enquiry, []).append(tuple(passing))
    return {enquiry: told_by(passings) for enquiry, passings in found.items()}


def told_by(passings: Sequence[tuple[Any, ...]]) -> AtHandover:
    """From the passings of one enquiry, the first one first.

    An import that tells of a win but not of an acceptance leaves it accepted without a time: nobody said so.
    """
    owner, passed_at, _decision, _decided_at, answered_at = passings[0]
    accepted = any(
        decision == Decision.ACCEPTED and at for _owner, _passed, decision, at, _answer in passings
    )
    declines = [at for _owner, _passed, decision, at, _answer in passings if decision == Decision.DECLINED]
    decided = Decided.ACCEPTED if accepted else Decided.DECLINED if declines else Decided.NOT_SAID
    return AtHandover(
        owner=owner,
        decided=decided,
        declined=bool(declines),
        declined_at=declines[-1] if declines else None,
        answer_minutes=max((answered_at - passed_at) // MINUTE, 0) if answered_at else None,
    )


def first_sale_amounts(ids: Collection[int]) -> dict[int, int]:
    """What the person paid first, where the order of this very enquiry was their first, and somebody told."""
    orders = (
        standing_orders()
        .filter(
            opportunity__in=Feeding.objects.filter(enquiry__among=ids, opened_it=True).values("opportunity")
        )
        .filter(~Exists(earlier_order_of_the_person()))
        # A list may tell of a win and not of its amount; that is no sale for nothing.
        .exclude(opportunity__amount_minor=None)
        .annotate(enquiry_id=Subquery(opening_of_the_opportunity().values("enquiry")[:1]))
    )
    return dict(orders.order_by().values_list("enquiry_id", "revenue_minor"))


def opening_of_the_opportunity() -> QuerySet[Feeding]:
    return Feeding.objects.filter(opportunity=OuterRef("opportunity"), opened_it=True)


def enquiry_cell(
    row: dict[str, Any], passed: AtHandover, first_sale: int | None, zone: ZoneInfo
) -> EnquiryCell:
    state, closed_at = counted_as(row, passed)
    won = state == CountedAs.WON and first_sale is not None
    counted = state in COUNTED
    # Not for us is marketing's own no to what it had found: no acceptance stands against it.
    decided = Decided.DECLINED if state == CountedAs.NOT_FOR_US else passed.decided
    return EnquiryCell(
        day_heard=row["heard_at"].astimezone(zone).date(),
        day_closed=closed_at.astimezone(zone).date() if closed_at else None,
        channel=row["channel_id"],
        campaign=row["campaign_id"],
        segment=row["segment"],
        owner=passed.owner,
        state=str(state),
        first_sales=int(won),
        amount_minor=(first_sale or 0) if won else 0,
        nurtured=int(state == CountedAs.DECLINED and row["nurture_until"] is not None),
        decided=int(decided) if counted else Decided.NOT_SAID,
        answer_minutes=passed.answer_minutes if counted else None,
    )


def counted_as(row: dict[str, Any], passed: AtHandover) -> tuple[CountedAs, datetime.datetime | None]:
    """The state that an enquiry is counted in, and since when it has been closed."""
    set_aside = row["state"] == State.SET_ASIDE
    if set_aside and row["set_aside_reason"] in (SetAsideReason.SPAM, SetAsideReason.DUPLICATE):
        return CountedAs.LEFT_OUT, row["set_aside_at"]
    ended, closed_at = ending_of(row, passed, set_aside)
    if row["joined"]:
        return CountedAs.JOINED, closed_at
    if row["bought_before"]:
        return CountedAs.REPEAT, closed_at
    return ended, closed_at


def ending_of(
    row: dict[str, Any], passed: AtHandover, set_aside: bool
) -> tuple[CountedAs, datetime.datetime | None]:
    if set_aside:
        return CountedAs.NOT_FOR_US, row["set_aside_at"]
    if row["state"] == State.ACCEPTED:
        if row["outcome"] == Outcome.OPEN:
            return CountedAs.OPEN, None
        won = row["outcome"] == Outcome.WON
        return (CountedAs.WON if won else CountedAs.LOST), row["outcome_at"]
    # Lost until it is passed and accepted again, also while it waits at the handover for the second time.
    declined_at = row["declined_at"] or passed.declined_at
    return (CountedAs.DECLINED, declined_at) if declined_at else (CountedAs.OPEN, None)


def order_cells(ids: Collection[int], zone: ZoneInfo) -> dict[int, OrderCell]:
    """By key of the order; one that was taken back or is gone has none."""
    opening = opening_of_the_opportunity()
    rows = (
        standing_orders()
        .filter(pk__among=ids)
        .annotate(
            bought_before=Exists(earlier_order_of_the_person()),
            channel=Subquery(opening.values("enquiry__channel")[:1]),
        )
        .order_by()
        .values_list(
            "pk",
            "person_id",
            "accepted_at",
            "channel",
            "opportunity__owner",
            "bought_before",
            "revenue_minor",
        )
    )
    return {
        pk: OrderCell(person, accepted_at.astimezone(zone).date(), channel, owner, not bought, amount)
        for pk, person, accepted_at, channel, owner, bought, amount in rows
    }


def enquiry_facts(ids: Collection[int]) -> dict[int, EnquiryCell]:
    """The cells that the enquiries were last counted in."""
    names = ["enquiry_id", "day_heard", "day_closed", "channel_id", "campaign_id", "segment", "owner_id"]
    rows = EnquiryFact.objects.filter(pk__among=ids).values_list(
        *names, "state", "first_sales", "amount_minor", "nurtured", "decided", "answer_minutes"
    )
    return {pk: EnquiryCell(*columns) for pk, *columns in rows}


def order_facts(ids: Collection[int]) -> dict[int, OrderCell]:
    names = ["order_id", "person_id", "day", "channel_id", "owner_id", "first", "amount_minor"]
    return {
        pk: OrderCell(*columns)
        for pk, *columns in OrderFact.objects.filter(pk__among=ids).values_list(*names)
    }


def persons_of_orders(ids: Collection[int]) -> set[int]:
    """Whose orders these are, and whose they were when they were last counted."""
    now = Order.objects.filter(pk__among=ids).values_list("person_id", flat=True)
    then = OrderFact.objects.filter(pk__among=ids).values_list("person_id", flat=True)
    return set(now) | set(then)


def orders_fed_by(enquiry_ids: Collection[int]) -> set[int]:
    fed = Feeding.objects.filter(enquiry__among=enquiry_ids).values("opportunity")
    return set(Order.objects.filter(opportunity__in=fed).values_list("pk", flat=True))


def orders_of_persons(person_ids: Collection[int]) -> set[int]:
    return set(Order.objects.filter(person__among=person_ids).values_list("pk", flat=True))


def enquiries_touched_by(person_ids: Collection[int], order_ids: Collection[int]) -> set[int]:
    """Everything that these persons asked, and everything that led to these orders."""
    fed = Feeding.objects.filter(opportunity__orders__among=order_ids).values_list("enquiry_id", flat=True)
    return set(Enquiry.objects.filter(person__among=person_ids).values_list("pk", flat=True)) | set(fed)


def enquiries_feeding(opportunity_ids: Collection[int]) -> set[int]:
    return set(fed_to(opportunities=opportunity_ids))


@kept(opportunities=BigIntegerField())
def fed_to(opportunities: Given) -> "QuerySet[Feeding, int]":
    return Feeding.objects.filter(opportunity__among=opportunities).values_list("enquiry_id", flat=True)


def orders_of_opportunities(opportunity_ids: Collection[int]) -> set[int]:
    return set(orders_from(opportunities=opportunity_ids))


@kept(opportunities=BigIntegerField())
def orders_from(opportunities: Given) -> "QuerySet[Order, int]":
    return Order.objects.filter(opportunity__among=opportunities).values_list("pk", flat=True)


def data_version() -> int:
    """Another number whenever anything that is counted has changed."""
    return next(iter(numbers_of_data()), 0)


@kept()
def numbers_of_data() -> "QuerySet[DataVersion, int]":
    return DataVersion.objects.filter(pk=THE_ONE).values_list("number", flat=True)
