import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.conversation import actions, queries
from tandem.handover.conversation.forms import ConversationForm
from tandem.handover.conversation.models import Conversation
from tandem.handover.conversation.rules import may_write
from tandem.handover.conversation.words import sheet_from
from tandem.handover.pages import tabs
from tandem.handover.promises.words import Month, month_of
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

TEMPLATE = "handover/conversation/conversation.html"


def conversation(request: HttpRequest) -> HttpResponseBase:
    """This month's, to be written down and put right until the next one."""
    now = timezone.now()
    month = month_of(now, business_zone())
    held = queries.conversation_of(month)
    form = ConversationForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            seen, told = version_of(request), form.cleaned_data
            actions.write_down(month=month, expected_version=seen, by=request.user, at=now, **told)
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("handover:conversation"), _("Written down, for both desks."))
    status = 422 if request.method == "POST" else 200
    context = {**shown(month, held), "form": form, "may_write": may_write(request.user)}
    return page(request, TEMPLATE, context, status=status)


def of_month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """One that was held, as it was written down."""
    try:
        asked = Month(datetime.date(year, month, 1), business_zone())
    except (ValueError, OverflowError):
        raise Http404 from None
    held = queries.conversation_of(asked)
    if held is None:
        raise Http404
    return page(request, TEMPLATE, shown(asked, held))


def shown(month: Month, held: Conversation | None) -> dict[str, Any]:
    return {
        "tabs": tabs("promises"),
        "month": month,
        "held": held,
        "sheet": sheet_from(held.sheet) if held else queries.sheet_now(now=timezone.now()),
        "last": queries.last_before(month),
        "others": [Month(first, month.zone) for first in queries.months_held() if first != month.first],
    }
