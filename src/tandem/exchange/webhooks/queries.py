from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.words import SHOWN_DELIVERIES
from tandem.office.outbox.words import State
from tandem.office.statements.kept import kept

WAITING = (State.NEW, State.CLAIMED, State.HANDING)


def webhooks() -> QuerySet[Webhook]:
    """All of them, with how many tellings wait and how many were given up."""
    state = "deliveries__outbox_row__state"
    return Webhook.objects.annotate(
        waiting=Count("deliveries", filter=Q(**{f"{state}__in": WAITING})),
        given_up=Count("deliveries", filter=Q(**{state: State.BOUNCED})),
    )


def subscribed(facts: set[str]) -> dict[str, list[Webhook]]:
    """For each fact, who is told of it. One query, and few rows: a business has a handful."""
    found = listening_now()
    told = {fact: [webhook for webhook in found if fact in webhook.facts] for fact in facts}
    return {fact: listening for fact, listening in told.items() if listening}


@kept()
def listening_now() -> "QuerySet[Webhook]":
    return Webhook.objects.filter(stopped_at=None).order_by("name", "pk")


def last_deliveries(webhook: Webhook) -> QuerySet[Delivery]:
    return webhook.deliveries.select_related("outbox_row")[:SHOWN_DELIVERIES]


@dataclass(frozen=True)
class Standing:
    """How the webhooks stand, for the doctor: by name, those whose newest telling did not arrive, and those
    that were stopped as the other side is gone. What an owner stopped is as it should be.
    """

    told: int
    failing: list[str]
    gone: list[str]


def standing() -> Standing:
    tried = Delivery.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False)
    last = tried.order_by("-tried_at", "-pk").values("outbox_row__state")[:1]
    telling = Webhook.objects.filter(stopped_at=None)
    failed = telling.annotate(ended=Subquery(last)).filter(ended__in=(*WAITING, State.BOUNCED))
    gone = Webhook.objects.filter(stopped_at__isnull=False).exclude(stopped_because="")
    names = [list(rows.values_list("name", flat=True)) for rows in (failed, gone)]
    return Standing(telling.count(), *names)
