import json
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast

from tandem.marketing.arrivals.models import Arrival, ArrivalFile
from tandem.marketing.arrivals.words import Outcome
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.changes.actions import plain
from tandem.people.persons.models import EmailAddress, Phone
from tandem.people.privacy.words import Traces


def kept_aside() -> "QuerySet[Arrival]":
    return Arrival.objects.filter(outcome=Outcome.ASIDE)


def with_files(rows: "QuerySet[Arrival]") -> "QuerySet[Arrival]":
    return rows.select_related("decided_by").prefetch_related("files__file")


def waiting_or_dropped(*, system: str, key: str) -> Arrival | None:
    """What was kept aside before under this key, if it was never let in."""
    if not key:
        return None
    rows = Arrival.objects.filter(external_system=system, external_key=key)
    return rows.filter(outcome__in=(Outcome.ASIDE, Outcome.DROPPED)).first()


def files_of(enquiry: Enquiry) -> list[ArrivalFile]:
    rows = ArrivalFile.objects.filter(arrival__enquiry=enquiry).select_related("file")
    return list(rows.order_by("pk"))


def of_nobody(words: Sequence[str]) -> "QuerySet[Arrival]":
    """Arrivals that belong to no person's enquiry, but say one of these names or addresses."""
    if not words:
        return Arrival.objects.none()
    mentioned = Q(pk=None)
    # As JSON writes it on either database.
    for word in {*words, *(json.dumps(word)[1:-1] for word in words)}:
        mentioned |= Q(sent_text__icontains=word) | Q(waiting_text__icontains=word)
    rows = Arrival.objects.filter(enquiry=None).annotate(
        sent_text=Cast("received", models.TextField()), waiting_text=Cast("waiting", models.TextField())
    )
    return rows.filter(mentioned)


def mentioning(traces: Traces) -> "QuerySet[Arrival]":
    return of_nobody(traces.words)


def given_out(person_ids: list[int]) -> list[dict[str, Any]]:
    """What came in from these persons: what was heard, and what was kept aside and says their addresses."""
    emails = EmailAddress.objects.filter(person__in=person_ids).values_list("address", flat=True)
    typed = Phone.objects.filter(person__in=person_ids).values_list("typed", flat=True)
    own = Arrival.objects.filter(enquiry__person__in=person_ids).values("pk")
    strays = of_nobody([word for word in (*emails, *typed) if len(word) > 4]).values("pk")
    rows = Arrival.objects.filter(Q(pk__in=own) | Q(pk__in=strays)).order_by("pk")
    return [{name: plain(value) for name, value in row.items()} for row in rows.values()]
