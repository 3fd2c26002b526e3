import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State


@dataclass(frozen=True)
class Standing:
    """How the outbox stands: for the doctor and the settings page."""

    waiting: int
    oldest_waiting_since: datetime.datetime | None
    unknown: int
    bounced: int


def standing(kind: str | None = None) -> Standing:
    rows = OutboxRow.objects.filter(kind=kind) if kind else OutboxRow.objects.all()
    waiting = rows.filter(state__in=[State.NEW, State.CLAIMED, State.HANDING]).aggregate(
        number=Count("pk"), oldest=Min("put_at")
    )
    counts = dict(rows.values_list("state").annotate(Count("pk")).order_by())
    return Standing(
        waiting["number"], waiting["oldest"], counts.get(State.UNKNOWN, 0), counts.get(State.BOUNCED, 0)
    )


def not_known() -> QuerySet[OutboxRow]:
    """Rows of which nobody can tell whether they arrived: a person decides, send again or leave."""
    return OutboxRow.objects.filter(state=State.UNKNOWN).order_by("finished_at", "pk")


def anything_due(at: datetime.datetime, kinds: list[str]) -> bool:
    return OutboxRow.objects.filter(state=State.NEW, not_before__lte=at, kind__in=kinds).exists()
