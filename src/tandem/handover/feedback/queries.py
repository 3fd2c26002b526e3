"""What became of enquiries at sales, and what was sold: read from opportunities and orders, for marketing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet

from tandem.handover.feedback.models import Feeding
from tandem.marketing.care.words import LineCopy, SaleCopy
from tandem.marketing.enquiries.words import Became, Outcome
from tandem.office.statements.kept import Given, kept
from tandem.sales.orders.models import Order, OrderLine


@dataclass(frozen=True)
class Fed:
    """One enquiry of an opportunity, and how that one stands."""

    enquiry_id: int
    opened_it: bool
    opportunity_id: int
    person_id: int
    became: Became


def fed_by(*, opportunity_ids: Iterable[int] = (), person_ids: Iterable[int] = ()) -> list[Fed]:
    """The enquiries of these opportunities, and of all opportunities of these persons. Two queries."""
    fed = ends_of_fed(opportunities=opportunity_ids, persons=person_ids)
    first = first_orders({person_id for _enquiry, _opened, _opportunity, person_id, *_ends in fed})
    found = []
    for enquiry_id, opened_it, opportunity_id, person_id, won_at, lost_at, undated in fed:
        became = Became()
        if won_at is not None:
            order_of, sale = first.get(person_id, (None, None))
            # A sale is the win of the enquiry that opened the opportunity; those joined later have none.
            own = sale if opened_it and order_of == opportunity_id else None
            became = Became(Outcome.WON, None if undated else won_at, own)
        elif lost_at is not None:
            became = Became(Outcome.LOST, None if undated else lost_at)
        found.append(Fed(enquiry_id, opened_it, opportunity_id, person_id, became))
    return found


@kept(opportunities=BigIntegerField(), persons=BigIntegerField())
def ends_of_fed(opportunities: Given, persons: Given) -> "QuerySet[Feeding, Any]":
    of_those = Q(opportunity__among=opportunities) | Q(opportunity__person__among=persons)
    names = ("enquiry_id", "opened_it", "opportunity_id", "opportunity__person_id")
    ends = ("opportunity__won_at", "opportunity__lost_at", "undated_end")
    return Feeding.objects.filter(of_those).values_list(*names, *ends)


def first_orders(person_ids: Iterable[int]) -> dict[int, tuple[int | None, int]]:
    """The opportunity and the revenue of the first order that stands, for each person who has one."""
    return {
        person_id: (opportunity_id, revenue)
        for person_id, opportunity_id, revenue in standing_orders(persons=person_ids)
    }


@kept(persons=BigIntegerField())
def standing_orders(persons: Given) -> "QuerySet[Order, Any]":
    """The first one of each person last."""
    rows = Order.objects.filter(person__among=persons, taken_back_at=None).order_by("-accepted_at", "-id")
    return rows.values_list("person_id", "opportunity_id", "revenue_minor")


def copied_sales(order_ids: Collection[int]) -> list[SaleCopy]:
    """These orders as copies for marketing, but for those of persons who were erased. Two queries."""
    orders = Order.objects.filter(pk__among=order_ids, person__erased_at=None).order_by()
    names = ("pk", "person_id", "accepted_at", "net_minor", "currency", "taken_back_at")
    lines = lines_of(order_ids)
    return [
        SaleCopy(
            sale_key=pk,
            person_id=person_id,
            bought_at=accepted_at,
            amount_minor=net,
            currency=currency,
            lines=tuple(lines.get(pk, ())),
            taken_back_at=taken_back_at,
        )
        for pk, person_id, accepted_at, net, currency, taken_back_at in orders.values_list(*names)
    ]


def lines_of(order_ids: Collection[int]) -> dict[int, list[LineCopy]]:
    rows = OrderLine.objects.filter(order__among=order_ids).order_by("order_id", "position", "pk")
    found: dict[int, list[LineCopy]] = defaultdict(list)
    for order_id, words, quantity, net in rows.values_list("order_id", "words", "quantity", "net_minor"):
        found[order_id].append(LineCopy(words=words, amount_minor=net, quantity=f"{quantity.normalize():f}"))
    return found


def enquiries_feeding(opportunity_ids: Iterable[int]) -> dict[int, list[int]]:
    """The enquiries that feed each of these opportunities, the first one first. One query."""
    return _paired("opportunity", "enquiry", opportunity_ids)


def opportunities_fed_by(enquiry_ids: Iterable[int]) -> dict[int, list[int]]:
    """The opportunities that each of these enquiries feeds, the first one first. One query."""
    return _paired("enquiry", "opportunity", enquiry_ids)


def _paired(side: str, other_side: str, keys: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    if wanted := list(keys):
        rows = Feeding.objects.filter(**{f"{side}__among": wanted}).order_by("pk")
        for key, other in rows.values_list(side, other_side):
            found[key].append(other)
    return found
