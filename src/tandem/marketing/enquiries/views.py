from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.queries import every_campaign
from tandem.marketing.channels.queries import every_channel
from tandem.marketing.enquiries import actions, joining, queries
from tandem.marketing.enquiries.forms import (
    CorrectForm,
    SetAsideForm,
    SiftForm,
)
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.touches import way_words
from tandem.marketing.enquiries.words import DOOR_ICONS, State, asked_before_words
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_capture, can_change_marketing
from tandem.office.business.queries import business_zone, the_business
from tandem.office.changes.forms import version_of, way_back
from tandem.office.journal.queries import history_of
from tandem.ui.pages import done, page
from tandem.ui.tables import PAGE_SIZE, ordering

SORTS = {"heard": "heard_at"}


def enquiries(request: HttpRequest) -> HttpResponseBase:
    sift = SiftForm(request.GET)
    sift.is_valid()
    asked = sift.cleaned_data
    sifted = queries.Sifted(
        state=asked.get("state") or "",
        channel=asked.get("channel"),
        campaign=asked.get("campaign"),
        words=asked.get("q") or "",
    )
    rows = sifted.rows().order_by(*ordering(request, SORTS, "-heard"))
    paginator = queries.CappedPaginator(rows, PAGE_SIZE)
    shown_page = paginator.get_page(request.GET.get("page"))
    context = {
        "tabs": tabs("enquiries"),
        "page": shown_page,
        "rows": queries.lines_of(shown_page.object_list),
        "more_than_counted": paginator.count >= queries.COUNTED,
        "sifted": sifted,
        "states": State.choices,
        "channels": every_channel(),
        "campaigns": every_campaign(),
        "may_capture": can_capture(request.user),
    }
    return page(request, "marketing/enquiries/enquiries.html", context, partial="rows")


def enquiry(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    return page(request, "marketing/enquiries/enquiry.html", shown(request, row, SetAsideForm()))


def shown(request: HttpRequest, row: Enquiry, form: SetAsideForm) -> dict[str, Any]:
    may_change = can_change_marketing(request.user)
    twins = queries.twins_of(row) if row.state == State.HEARD else []
    before = [one for one in queries.asked_before(row) if one not in twins]
    return {
        "tabs": tabs("enquiries"),
        "enquiry": row,
        "icon_name": DOOR_ICONS[row.door],
        "way": way_words(row.first_touch, row.last_touch),
        "before": [(one, told_before(one)) for one in before],
        "joined": queries.joined_into(row),
        "twins": twins,
        "may_change": may_change,
        "may_set_aside": may_change and row.state in (State.HEARD, State.DECLINED),
        "form": form,
        "history": history_of(row, currency=the_business().currency),
    }


def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    if request.method != "POST":
        context = {"tabs": tabs("enquiries"), "enquiry": row, "form": CorrectForm(instance=row)}
        return page(request, "marketing/enquiries/correct.html", context)
    form = CorrectForm(request.POST, instance=Enquiry.objects.get(pk=pk))
    if not form.is_valid():
        context = {"tabs": tabs("enquiries"), "enquiry": row, "form": form}
        return page(request, "marketing/enquiries/correct.html", context, status=422)
    columns = {name: form.cleaned_data[name] for name in ("segment", "interest", "promised", "wanted_by")}
    columns["channel_id"] = form.cleaned_data["channel"].pk
    columns["campaign_id"] = form.cleaned_data["campaign"].pk if form.cleaned_data["campaign"] else None
    line = actions.correct(
        enquiry=row, expected_version=version_of(request), by=request.user, at=timezone.now(), **columns
    )
    return done(request, reverse("marketing:enquiry", args=[pk]), _("Saved."), undo=line)


def set_aside(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return page(request, "marketing/enquiries/enquiry.html", shown(request, row, form), status=422)
    line = actions.set_aside(
        enquiry=row,
        expected_version=version_of(request),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=timezone.now(),
    )
    sentence = _("Set aside: %(reason)s.") % {"reason": row.get_set_aside_reason_display()}
    back = reverse("marketing:enquiry", args=[pk])
    return done(request, way_back(request, back) if "next" in request.POST else back, sentence, undo=line)


def told_before(row: Enquiry) -> str:
    month = date_format(timezone.localtime(row.heard_at, business_zone()), "F Y")
    return asked_before_words(row.state, row.outcome, row.declined_reason, row.set_aside_reason, month)


def join(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    other = request.POST.get("into", "")
    into = get_object_or_404(Enquiry, pk=int(other) if other.isdecimal() and len(other) < 19 else 0)
    line = joining.join(
        enquiry=row, expected_version=version_of(request), into=into, by=request.user, at=timezone.now()
    )
    sentence = _("Joined. What was said there stands here now too.")
    return done(request, reverse("marketing:enquiry", args=[into.pk]), sentence, undo=line)


def take_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Enquiry.objects.select_related("person"), pk=pk)
    line = actions.take_up_again(enquiry=row, by=request.user, at=timezone.now())
    return done(request, reverse("marketing:enquiry", args=[pk]), _("Taken up again."), undo=line)
