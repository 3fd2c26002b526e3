"""The same statistics, counted the slow way: one row after the other, in plain words of the contract."""

import datetime
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.business.queries import the_business
from tandem.sales.orders.models import Order
from tandem.together.statistics.models import EnquiryFact, EnquiryMonth, EnquiryStatistic, RevenueStatistic

Cells = dict[tuple[Any, ...], tuple[int, ...]]


def day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.astimezone(ZoneInfo(the_business().zone)).date() if moment else None


def orders_of(person_id: int) -> list[Order]:
    standing = [order for order in Order.objects.filter(person_id=person_id) if order.taken_back_at is None]
    return sorted(standing, key=lambda order: (order.accepted_at, order.pk))


def state_of(enquiry: Enquiry) -> tuple[str, datetime.datetime | None]:
    feeding = Feeding.objects.filter(enquiry=enquiry).first()
    declines = [one for one in Passing.objects.filter(enquiry=enquiry) if one.decision == "declined"]
    if enquiry.state == "set_aside":
        spam = enquiry.set_aside_reason in ("spam", "duplicate")
        state, closed = ("left_out" if spam else "not_for_us"), enquiry.set_aside_at
        if spam:
            return state, closed
    elif enquiry.state == "accepted":
        state, closed = enquiry.outcome, enquiry.outcome_at
    elif enquiry.declined_at:
        state, closed = "declined", enquiry.declined_at
    elif declines:
        state, closed = "declined", max(declines, key=lambda one: (one.passed_at, one.pk)).decided_at
    else:
        state, closed = "open", None
    if feeding and not feeding.opened_it:
        return "joined", closed
    # Its own sale makes nobody a customer from before, whatever day was written down for it.
    own = feeding.opportunity_id if feeding else None
    others = [order for order in orders_of(enquiry.person_id) if own is None or order.opportunity_id != own]
    if any(order.accepted_at < enquiry.heard_at for order in others):
        return "repeat", closed
    return state, closed


def enquiry_cells() -> Cells:
    found: Counter[tuple[Any, ...]] = Counter()
    measures: dict[tuple[Any, ...], list[int]] = {}
    for enquiry in Enquiry.objects.all():
        state, closed = state_of(enquiry)
        passings = Passing.objects.filter(enquiry=enquiry).exclude(decision="taken_back")
        first = min(passings, key=lambda one: (one.passed_at, one.pk), default=None)
        key = (
            day(enquiry.heard_at),
            day(closed),
            enquiry.channel_id,
            enquiry.campaign_id,
            enquiry.segment,
            first.owner_id if first else None,
            state,
        )
        sale = first_sale(enquiry) if state == "won" else None
        found[key] += 1
        sums = measures.setdefault(key, [0, 0, 0])
        sums[0] += sale is not None
        sums[1] += sale or 0
        sums[2] += state == "declined" and enquiry.nurture_until is not None
    return {key: (count, *measures[key]) for key, count in found.items()}


def decided(enquiry: Enquiry, state: str) -> int:
    """0 where nobody said anything, 1 accepted, 2 declined; only what was written down counts."""
    if state in ("repeat", "joined", "left_out"):
        return 0
    passings = Passing.objects.filter(enquiry=enquiry)
    if state == "not_for_us":
        return 2
    if any(one.decision == "accepted" and one.decided_at for one in passings):
        return 1
    return 2 if any(one.decision == "declined" for one in passings) else 0


def answer_minutes(enquiry: Enquiry, state: str) -> int | None:
    """From the first passing to its first answer, in whole minutes."""
    passings = Passing.objects.filter(enquiry=enquiry).exclude(decision="taken_back")
    first = min(passings, key=lambda one: (one.passed_at, one.pk), default=None)
    if first is None or first.first_answered_at is None or state in ("repeat", "joined", "left_out"):
        return None
    return max(int((first.first_answered_at - first.passed_at).total_seconds() // 60), 0)


def at_handover() -> dict[int, tuple[int, int | None]]:
    states = {enquiry: state_of(enquiry)[0] for enquiry in Enquiry.objects.all()}
    return {one.pk: (decided(one, state), answer_minutes(one, state)) for one, state in states.items()}


def kept_at_handover() -> dict[int, tuple[int, int | None]]:
    rows = EnquiryFact.objects.values_list("enquiry_id", "decided", "answer_minutes")
    return {enquiry: (said, minutes) for enquiry, said, minutes in rows}


def first_sale(enquiry: Enquiry) -> int | None:
    """None also where a list told of the win and not of its amount."""
    feeding = Feeding.objects.filter(enquiry=enquiry, opened_it=True).first()
    if feeding and feeding.opportunity.amount_minor is None:
        return None
    for order in Order.objects.filter(opportunity=feeding.opportunity_id) if feeding else []:
        if order.taken_back_at is None and orders_of(order.person_id)[0].pk == order.pk:
            return order.revenue_minor
    return None


def revenue_cells() -> Cells:
    found: dict[tuple[Any, ...], list[int]] = {}
    for order in Order.objects.filter(taken_back_at=None):
        feeding = Feeding.objects.filter(opportunity=order.opportunity_id, opened_it=True).first()
        owner = order.opportunity.owner_id if order.opportunity else None
        channel = feeding.enquiry.channel_id if feeding and order.opportunity_id else None
        sums = found.setdefault((day(order.accepted_at), channel, owner), [0, 0, 0])
        sums[0] += 1
        sums[1] += orders_of(order.person_id)[0].pk == order.pk
        sums[2] += order.revenue_minor
    return {key: tuple(sums) for key, sums in found.items()}


def kept_enquiry_cells() -> Cells:
    names = ("day_heard", "day_closed", "channel_id", "campaign_id", "segment", "owner_id", "state")
    measures = ("count", "first_sales", "amount_minor", "nurtured")
    rows = EnquiryStatistic.objects.values_list(*names, *measures)
    return {row[: len(names)]: row[len(names) :] for row in rows}


def kept_month_cells() -> Cells:
    rows = EnquiryMonth.objects.values_list(
        "month", "channel_id", "state", "count", "first_sales", "amount_minor"
    )
    return {row[:3]: row[3:] for row in rows}


def month_cells() -> Cells:
    """The months are the days added up."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for key, measures in enquiry_cells().items():
        heard, _closed, channel, _campaign, _segment, _owner, state = key
        sums = found.setdefault((heard.year * 100 + heard.month, channel, state), [0, 0, 0])
        for index, measure in enumerate(measures[:3]):
            sums[index] += measure
    return {key: tuple(sums) for key, sums in found.items()}


def kept_revenue_cells() -> Cells:
    rows = RevenueStatistic.objects.values_list(
        "day", "channel_id", "owner_id", "orders", "first_orders", "amount_minor"
    )
    return {row[:3]: row[3:] for row in rows}
