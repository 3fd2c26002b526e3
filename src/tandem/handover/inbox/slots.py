"""What handover shows on the pages of others: ticks and buttons, who waits, what is to be passed or
decided today.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.queries import agreement_now
from tandem.handover.agreement.words import working_words
from tandem.handover.feedback.models import Feeding
from tandem.handover.inbox.queries import (
    Promise,
    sheet_of,
    to_pass_soonest,
    waiting_for_sales,
)
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import bar_of, to_decide_of, to_pass_of
from tandem.handover.passing.words import Decision
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales, can_pass
from tandem.people.persons.models import Person
from tandem.sales.opportunities.models import Opportunity
from tandem.ui.moments import clock_words, when_words
from tandem.ui.slots import Content, Item, Panel

MOST_TO_DECIDE = 3


def beside_enquiry(request: HttpRequest | None, *, enquiry: Enquiry, **others: Any) -> Sequence[Content]:
    sheet = sheet_of(enquiry, now=timezone.now())
    feeding = Feeding.objects.filter(enquiry=enquiry).select_related("opportunity").first()
    user = request.user if request else None
    context = {
        "sheet": sheet,
        "feeding": feeding,
        "may_pass": can_pass(user) and enquiry.state in (State.HEARD, State.DECLINED),
        "may_decide": can_change_sales(user) and sheet.passing is not None,
    }
    return [Panel("handover/inbox/beside_enquiry.html", context)]


def beside_opportunity(
    request: HttpRequest | None, *, opportunity: Opportunity, **others: Any
) -> Sequence[Content]:
    """Where it came from: the enquiries behind it, and whether the promises were kept."""
    fed = Feeding.objects.filter(opportunity=opportunity).select_related("enquiry__channel")
    feedings = list(fed.order_by("-opened_it", "at"))
    if not feedings:
        return []
    passings = Passing.objects.filter(
        enquiry__in=[feeding.enquiry_id for feeding in feedings], decision=Decision.ACCEPTED
    ).select_related("passed_by", "owner", "decided_by", "agreement")
    passing = passings.order_by("passed_at").first()
    bar = bar_of(passing) if passing else None
    context = {"feedings": feedings, "bar": bar, "late": bar is not None and not bar.kept}
    return [Panel("handover/inbox/beside_opportunity.html", context)]


def waiting_of_person(request: HttpRequest | None, *, person: Person, **others: Any) -> Sequence[Content]:
    """This person's enquiries that wait for one of the desks."""
    ours, theirs = to_pass_of(person=person.pk), to_decide_of(person=person.pk)
    if not ours and not theirs:
        return []
    return [Panel("handover/inbox/of_person.html", {"to_pass": ours, "to_decide": theirs})]


def to_pass_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """“Pass on 3 new enquiries”: one row for all of them."""
    if desk == "sales":
        return []
    number, first = to_pass_soonest(now=timezone.now())
    if first is None:
        return []
    hours = agreement_now().pass_within_hours
    title = ngettext("Pass on %(number)d new enquiry", "Pass on %(number)d new enquiries", number)
    return [
        Item(
            title=title % {"number": number},
            url=reverse("handover:inbox"),
            why=_("You promised %(time)s.") % {"time": working_words(hours)},
            when=due_words(first),
            icon="arrow-left-right",
            desk="marketing",
            urgent=first.near,
            order=10,
            due_at=first.due_at,
            minutes=3 * number,
        )
    ]


def to_decide_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """“Accept or decline Priya Shah”: whose promise ends first, those of this seller before others."""
    if desk == "marketing":
        return []
    user = request.user if request else None
    theirs = waiting_for_sales(now=timezone.now())
    if isinstance(user, User):
        theirs.sort(key=lambda row: row.passing is not None and row.passing.owner_id not in (user.pk, None))
    return [
        Item(
            title=_("Accept or decline %(person)s") % {"person": row.enquiry},
            url=reverse("handover:waiting", args=[row.enquiry.pk]),
            why=row.quote,
            when=left_words(row.promise),
            icon="handshake",
            desk="sales",
            urgent=row.promise.near,
            order=10,
            due_at=row.promise.due_at,
            minutes=5,
        )
        for row in theirs[:MOST_TO_DECIDE]
    ]


def due_words(promise: Promise) -> str:
    if promise.late:
        return _("late since %(when)s") % {"when": when_words(promise.due_at)}
    same_day = timezone.localdate(promise.due_at) == timezone.localdate()
    when = clock_words(promise.due_at) if same_day else when_words(promise.due_at)
    return _("by %(when)s") % {"when": when}


def left_words(promise: Promise) -> str:
    if promise.late:
        return _("late since %(when)s") % {"when": when_words(promise.due_at)}
    return _("%(time)s left") % {"time": promise.words}


def sharing_in_settings(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    return [
        Item(
            title=_("Who takes on what comes"),
            url=reverse("handover:sharing"),
            why=_("Enquiries are shared out by hand, in turn or by load."),
            icon="arrow-left-right",
        )
    ]
