"""The sample as the tests look at it: what it says of itself, without keys."""

import datetime
import hashlib
from typing import Any

from django.db.models import Model, Sum

from tandem.demo.load import load
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.journal.models import JournalLine
from tandem.people.consent.models import ConsentEvent
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.orders.models import Order
from tandem.together.statistics.models import EnquiryStatistic, RevenueStatistic

# The Tuesday of the pictures, at twenty past ten in London.
AT = datetime.datetime(2026, 11, 3, 10, 20, tzinfo=datetime.UTC)

# What must be the same for the same seed and day: everything but the keys that a database gives.
COLUMNS: dict[type[Model], list[str]] = {
    Person: ["name", "place", "postcode", "organisation__name", "about", "created_at", "merged_into__name"],
    Enquiry: [
        "person__name",
        "door",
        "channel__name",
        "campaign__name",
        "words",
        "interest",
        "segment",
        "promised",
        "wanted_by",
        "heard_at",
        "state",
        "passed_at",
        "accepted_at",
        "declined_at",
        "declined_reason",
        "nurture_until",
        "set_aside_reason",
        "outcome",
        "outcome_at",
        "first_sale_minor",
    ],
    Tick: ["enquiry__heard_at", "criterion__words", "state", "known", "at"],
    Passing: ["passed_at", "owner__name", "decision", "decided_at", "declined_words", "first_answered_at"],
    Assignment: ["at", "owner__name", "by__name"],
    Opportunity: [
        "person__name",
        "title",
        "stage__name",
        "stage_since",
        "owner__name",
        "amount_minor",
        "next_step",
        "next_step_on",
        "next_step_time",
        "lost_reason",
        "lost_words",
    ],
    StageLog: ["opportunity__title", "stage__name", "at"],
    Order: ["person__name", "accepted_at", "net_minor", "taken_back_at"],
    Entry: ["person__name", "at", "purpose", "direction", "kind", "title", "words", "minutes", "by__name"],
    ConsentEvent: ["person__name", "use", "given", "basis", "source", "at"],
    JournalLine: ["at", "verb", "by_name", "title", "note", "undone_at"],
    EnquiryStatistic: ["day_heard", "day_closed", "state", "segment", "count", "first_sales", "amount_minor"],
    RevenueStatistic: ["month", "day", "orders", "first_orders", "amount_minor"],
}


def load_sample() -> None:
    load(at=AT)


def digest() -> dict[str, str]:
    """For each table, how many rows it has and a hash of what they say, whatever their order."""
    told: dict[str, str] = {}
    for model, columns in COLUMNS.items():
        rows = sorted(map(repr, model._default_manager.values_list(*columns)))
        whole = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]
        told[model.__name__] = f"{len(rows)} {whole}"
    return told


def revenue() -> int:
    found: dict[str, Any] = Order.objects.filter(taken_back_at=None).aggregate(sum=Sum("revenue_minor"))
    return int(found["sum"])
