"""Follows what happens in the house, in its transaction, and promises to tell who asked for it."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from tandem.exchange.webhooks.queries import subscribed
from tandem.exchange.webhooks.telling import moment, put
from tandem.exchange.webhooks.words import Fact
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.followers import follow
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.words import QuoteState

OF_STATE = {
    State.PASSED: Fact.ENQUIRY_PASSED,
    State.ACCEPTED: Fact.ENQUIRY_ACCEPTED,
    State.DECLINED: Fact.ENQUIRY_DECLINED,
}
OF_QUOTE = {
    QuoteState.SENT: Fact.QUOTE_SENT,
    QuoteState.ACCEPTED: Fact.QUOTE_ACCEPTED,
    QuoteState.DECLINED: Fact.QUOTE_DECLINED,
    QuoteState.WITHDRAWN: Fact.QUOTE_WITHDRAWN,
    QuoteState.EXPIRED: Fact.QUOTE_ENDED,
}
# After everybody who counts: what is told is what stands in the end.
ORDER = 900


def follow_all() -> None:
    follow("marketing.heard", heard, order=ORDER)
    follow("handover.passed", passed, order=ORDER)
    follow("handover.decided", decided, order=ORDER)
    for announced, fact in (
        ("sales.opened", Fact.OPPORTUNITY_OPENED),
        ("sales.won", Fact.OPPORTUNITY_WON),
        ("sales.lost", Fact.OPPORTUNITY_LOST),
        ("sales.reopened", Fact.OPPORTUNITY_REOPENED),
    ):
        follow(announced, OfOpportunities(fact), order=ORDER)
    follow("sales.quoted", quoted, order=ORDER)
    follow("sales.ordered", ordered, order=ORDER)


def heard(*, at: datetime.datetime, enquiry_ids: list[int]) -> None:
    """Not of lists that were brought in: nobody asked just now."""
    tell_of_enquiries(enquiry_ids, {Fact.ENQUIRY_HEARD}, lambda row: Fact.ENQUIRY_HEARD, at=at)


def passed(*, at: datetime.datetime, enquiry_ids: list[int]) -> None:
    tell_of_enquiries(enquiry_ids, {Fact.ENQUIRY_PASSED}, fact_of_state, at=at)


def decided(*, at: datetime.datetime, enquiry_ids: list[int]) -> None:
    tell_of_enquiries(enquiry_ids, {Fact.ENQUIRY_ACCEPTED, Fact.ENQUIRY_DECLINED}, fact_of_state, at=at)


def fact_of_state(row: Any) -> Fact | None:
    """None for one that was taken back: nothing is told of what did not happen after all."""
    return OF_STATE.get(row.state)


def tell_of_enquiries(
    ids: list[int], facts: set[Fact], fact_of: Callable[[Any], Fact | None], *, at: datetime.datetime
) -> None:
    if listening := subscribed({str(fact) for fact in facts}):
        rows = Enquiry.objects.filter(pk__in=ids, import_id=None)
        tell(listening, rows, fact_of, about_enquiry, at=at)


class OfOpportunities:
    """Tells one fact of opportunities."""

    def __init__(self, fact: Fact) -> None:
        self.fact = fact
        self.__qualname__ = f"OfOpportunities.{fact.name}"

    def __call__(self, *, at: datetime.datetime, opportunity_ids: list[int]) -> None:
        if listening := subscribed({str(self.fact)}):
            rows = Opportunity.objects.filter(pk__in=opportunity_ids, import_id=None)
            tell(listening, rows, lambda row: self.fact, about_opportunity, at=at)


def quoted(*, at: datetime.datetime, quote_ids: list[int]) -> None:
    if listening := subscribed({str(fact) for fact in OF_QUOTE.values()}):
        rows = Quote.objects.filter(pk__in=quote_ids).select_related("standing__acceptance")
        tell(listening, rows, lambda row: OF_QUOTE.get(row.state), about_quote, at=at)


def ordered(*, at: datetime.datetime, order_ids: list[int]) -> None:
    facts = {str(Fact.ORDER_ACCEPTED), str(Fact.ORDER_TAKEN_BACK)}
    if listening := subscribed(facts):
        rows = Order.objects.filter(pk__in=order_ids, import_id=None)
        tell(listening, rows, fact_of_order, about_order, at=at)


def fact_of_order(row: Any) -> Fact:
    return Fact.ORDER_TAKEN_BACK if row.taken_back_at else Fact.ORDER_ACCEPTED


def tell(
    listening: dict[str, Any],
    rows: Iterable[Model],
    fact_of: Callable[[Any], Fact | None],
    about: Callable[[Any], dict[str, Any]],
    *,
    at: datetime.datetime,
) -> None:
    for row in rows:
        fact = fact_of(row)
        for webhook in listening.get(str(fact), ()) if fact else ():
            # Each of these facts moves the version on, so the two name what happened, once.
            event = f"{fact}:{row.pk}:{row.version}"  # type: ignore[attr-defined]
            put(webhook, fact=str(fact), row_id=row.pk, event=event, data=about(row), at=at)


def about_enquiry(row: Any) -> dict[str, Any]:
    return {
        "enquiry_id": row.pk,
        "version": row.version,
        "state": row.state,
        "door": row.door,
        "channel_id": row.channel_id,
        "campaign_id": row.campaign_id,
        "person_id": row.person_id,
        "heard_at": moment(row.heard_at),
        "declined_reason": row.declined_reason,
    }


def about_opportunity(row: Any) -> dict[str, Any]:
    return {
        "opportunity_id": row.pk,
        "version": row.version,
        "state": "won" if row.won_at else "lost" if row.lost_at else "open",
        "person_id": row.person_id,
        "owner_id": row.owner_id,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "opened_at": moment(row.opened_at),
        "won_at": moment(row.won_at),
        "lost_at": moment(row.lost_at),
        "lost_reason": row.lost_reason,
    }


def about_quote(row: Any) -> dict[str, Any]:
    """Of one that was agreed to, the amount is with what they chose."""
    agreed = getattr(row.standing, "acceptance", None)
    said = agreed or row.standing
    return {
        "quote_id": row.pk,
        "version": row.version,
        "number": row.name,
        "state": row.state,
        "person_id": row.person_id,
        "opportunity_id": row.opportunity_id,
        "gross_minor": said.gross_minor if said else None,
        "currency": row.currency,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "declined_reason": row.declined_reason,
    }


def about_order(row: Any) -> dict[str, Any]:
    return {
        "order_id": row.pk,
        "version": row.version,
        "state": "taken_back" if row.taken_back_at else "accepted",
        "person_id": row.person_id,
        "opportunity_id": row.opportunity_id,
        "net_minor": row.net_minor,
        "currency": row.currency,
        "accepted_at": moment(row.accepted_at),
        "taken_back_at": moment(row.taken_back_at),
    }
