import datetime
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.care import actions, queries
from tandem.marketing.care.due import due_again, due_between
from tandem.marketing.care.models import LeftInPeace, Purchase
from tandem.marketing.care.slots import contacts
from tandem.marketing.care.usual import buyers_again, usual_interval
from tandem.marketing.care.words import CUSTOMERS_ON_A_PAGE, ENOUGH_BUYERS, MOST_DUE, Interval, SeenTo
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_change_people
from tandem.office.changes.forms import version_of, way_back
from tandem.office.journal.models import JournalLine
from tandem.people.persons.queries import persons
from tandem.ui import slots
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of


def care(request: HttpRequest) -> HttpResponseBase:
    """Customers, the latest first; those whose usual time has come; those who are left in peace."""
    now, interval = timezone.now(), usual_interval()
    show = request.GET.get("show", "")
    if show == "peace":
        rows = queries.left_in_peace()
    elif show == "due":
        rows = due_again(**due_between(interval, now))[:MOST_DUE]
    else:
        rows = queries.newest_purchases()
    shown = page_of(request, rows, CUSTOMERS_ON_A_PAGE)
    context: dict[str, Any] = {
        "tabs": tabs("care"),
        "show": show if show in ("due", "peace") else "",
        "page": shown,
        "customers": standing_of(request, list(shown), interval, now),
        "interval_words": interval_words(interval),
        "contacts": contacts(),
        "may_care": can_change_people(request.user),
    }
    return page(request, "marketing/care/care.html", context)


def care_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How things stand with one customer; their own page takes it in as a part."""
    person = get_object_or_404(persons(), pk=pk)
    latest = queries.purchases_of(person.pk).order_by("-bought_at", "-pk").first()
    if latest is None:
        return redirect("people:person", pk=person.pk)
    latest.person, interval = person, usual_interval()
    [customer] = standing_of(request, [latest], interval, timezone.now())
    context = {
        "tabs": tabs("care"),
        "person": person,
        "customer": customer,
        "interval": interval,
        "contacts": contacts(),
        "may_care": can_change_people(request.user),
    }
    return page(request, "marketing/care/person.html", context, partial="standing")


def standing_of(
    request: HttpRequest, rows: list[Purchase], interval: Interval | None, now: datetime.datetime
) -> list[queries.Customer]:
    """Each of those who are due with who gets in touch with them: one desk, so that nobody is rung twice."""
    customers = queries.customers_of(rows, interval, now)
    due = [customer.purchase for customer in customers if customer.is_due]
    asked = {"purchases": due, "interval": interval, "now": now}
    told = slots.items("customers.seen_to", request, **asked) if due else []
    words = {one.person_id: one.title for one in told if isinstance(one, SeenTo)}
    return [replace(one, seen_to=words.get(one.purchase.person_id, "")) for one in customers]


def interval_words(interval: Interval | None) -> str:
    if interval is None:
        sentence = _(
            "How long it takes until somebody buys again is not known yet: that takes %(enough)d people who "
            "did (so far %(some)d)."
        )
        return sentence % {"some": buyers_again(), "enough": ENOUGH_BUYERS}
    sentence = _(
        "Of those who bought again so far, half did so within %(usual)s; most of the times lie between "
        "%(range)s."
    )
    return sentence % {"usual": interval.words, "range": interval.range_words}


def contact(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(persons(), pk=pk)
    kind = request.POST.get("kind", "")
    entry = actions.note_contact(person=row, kind=kind, by=request.user, at=timezone.now())
    line = JournalLine.objects.get(verb="people.entry.noted", row_id=entry.pk)
    words = _("Noted. It stands on the timeline of %(person)s.") % {"person": row}
    return done(request, way_back(request, reverse("marketing:care")), words, undo=line)


def peace(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(persons(), pk=pk)
    line = actions.leave_in_peace(person=row, by=request.user, at=timezone.now())
    words = _("%(person)s is left in peace.") % {"person": row}
    return done(request, way_back(request, reverse("marketing:care")), words, undo=line)


def end_peace(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(LeftInPeace.objects.select_related("person"), pk=pk)
    line = actions.end_peace(
        row=row, expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    words = _("%(person)s is among the customers again.") % {"person": row.person}
    return done(request, way_back(request, reverse("marketing:care")), words, undo=line)
