import datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.conversation import actions, queries
from tandem.handover.conversation.forms import ConversationForm
from tandem.handover.conversation.rules import may_write
from tandem.handover.conversation.words import sheet_from
from tandem.handover.pages import tabs
from tandem.handover.promises.words import Month, month_of
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page


def conversation(request: HttpRequest) -> HttpResponseBase:
    """This month's."""
    return talked(request, month_of(timezone.now(), business_zone()))


def of_month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """One that was held, or this month's."""
    try:
        asked = Month(datetime.date(year, month, 1), business_zone())
    except ValueError:
        raise Http404 from None
    if asked != month_of(timezone.now(), business_zone()) and queries.conversation_of(asked) is None:
        raise Http404
    return talked(request, asked)


def talked(request: HttpRequest, month: Month) -> HttpResponseBase:
    now, held = timezone.now(), queries.conversation_of(month)
    form = ConversationForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_down(
                month=month,
                expected_version=version_of(request),
                by=request.user,
                at=now,
                **form.cleaned_data,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("handover:conversation"), _("Written down, for both desks."))
    context = {
        "tabs": tabs("promises"),
        "month": month,
        "held": held,
        "sheet": sheet_from(held.sheet) if held else queries.sheet_now(now=now),
        "last": queries.last_before(month),
        "others": [Month(first, month.zone) for first in queries.months_held() if first != month.first],
        "form": form,
        "may_write": may_write(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "handover/conversation/conversation.html", context, status=status)
