from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tandem.handover.agreement.queries import agreement_now
from tandem.handover.assigning.queries import suggestion
from tandem.handover.inbox import queries
from tandem.handover.pages import tabs
from tandem.handover.passing.forms import PipelineForm, TicksForm
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import open_work_with, sellers, waiting_count
from tandem.handover.passing.rules import TO_PASS, may_pass_and_accept
from tandem.handover.promises.queries import board
from tandem.marketing.enquiries.forms import SetAsideForm
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import State
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_capture, can_change_sales, can_pass
from tandem.people.persons.queries import name_all
from tandem.ui.pages import page
from tandem.ui.tables import page_of

INBOX = "handover/inbox/inbox.html"


def inbox(request: HttpRequest) -> HttpResponseBase:
    """On a wide screen the first one is open already; on a phone the list comes first."""
    now = timezone.now()
    rows = queries.waiting(now=now)
    first = queries.for_sheet(rows[0].enquiry.pk) if rows else None
    return page(request, INBOX, inbox_context(request, rows, first))


def waiting(request: HttpRequest, pk: int) -> HttpResponseBase:
    enquiry = queries.for_sheet(pk)
    rows = queries.waiting(now=timezone.now())
    return page(request, INBOX, {**inbox_context(request, rows, enquiry), "chosen": True})


def inbox_context(
    request: HttpRequest, rows: list[queries.Waiting], enquiry: Enquiry | None
) -> dict[str, Any]:
    now, agreement = timezone.now(), agreement_now()
    count = waiting_count()
    context: dict[str, Any] = {
        "tabs": tabs("inbox"),
        "rows": rows,
        "count": count,
        "heading": queries.heading(rows, count),
        "backlog": Enquiry.objects.filter(state=State.HEARD, backlog=True).exists(),
        "board": board(agreement, now=now),
        "agreement": agreement,
    }
    if enquiry is not None:
        context |= pane(request, enquiry)
    return context


def pane(request: HttpRequest, enquiry: Enquiry) -> dict[str, Any]:
    user = request.user
    sheet = queries.sheet_of(enquiry, now=timezone.now())
    to_pass = can_pass(user) and enquiry.state in TO_PASS
    rule = suggestion(at=timezone.now()) if to_pass else None
    myself = user.pk if isinstance(user, User) and can_change_sales(user) else None
    # Left to the rule, it is settled when the form is saved: somebody else may have passed one meanwhile.
    owner = None if rule and rule.user else myself
    # What waits for sales, sales may join; what marketing holds, whoever may pass it as well.
    may_join = may_pass_and_accept(user) or (sheet.passing is not None and can_change_sales(user))
    return {
        "sheet": sheet,
        "enquiry": enquiry,
        "passing": sheet.passing,
        "may_pass": to_pass,
        "may_decide": sheet.passing is not None and can_change_sales(user),
        "may_assign": sheet.passing is not None and can_capture(user),
        "may_both": may_pass_and_accept(user),
        "rule": rule,
        "form": TicksForm(ticks=sheet.ticks, initial={"owner": owner}) if to_pass else None,
        "aside": SetAsideForm(),
        "sellers": sellers() if sheet.passing else [],
        "open_work": open_work_with(enquiry) if may_join else [],
        "pipeline": PipelineForm() if may_join else None,
    }


def sent_back(request: HttpRequest) -> HttpResponseBase:
    # Each has its time; said to the database, which then reads one page in order and not all of them.
    rows = Enquiry.objects.filter(state=State.DECLINED, declined_at__isnull=False)
    rows = rows.select_related("person", "channel")
    shown = page_of(request, rows.order_by("-declined_at", "-pk"))
    name_all(row.person for row in shown)
    passings = Passing.objects.filter(enquiry__in=[row.pk for row in shown], decision="declined")
    told = {one.enquiry_id: one for one in passings.select_related("decided_by").order_by("passed_at")}
    context = {
        "tabs": tabs("sent_back"),
        "page": shown,
        "rows": [{"enquiry": row, "passing": told.get(row.pk)} for row in shown],
        "today": timezone.localdate(),
        "may_pass": can_pass(request.user),
    }
    return page(request, "handover/inbox/sent_back.html", context)
