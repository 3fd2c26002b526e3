import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business import actions
from tandem.office.business.forms import BusinessForm, ClosedDayForm, WeekForm
from tandem.office.business.models import Business, ClosedDay
from tandem.office.business.queries import holidays_ahead, the_business, working_week
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

TEMPLATE = "office/business/business.html"


def _shown(
    request: HttpRequest,
    *,
    form: BusinessForm | None = None,
    week: WeekForm | None = None,
    day: ClosedDayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    business = the_business()
    today = timezone.localdate()
    context = {
        "business": business,
        "form": form or BusinessForm(instance=Business.objects.filter(pk=1).first() or Business(pk=1)),
        "week": week or WeekForm(week=working_week()),
        "day_form": day or ClosedDayForm(),
        "closed_days": ClosedDay.objects.filter(day__gte=today - datetime.timedelta(days=31)),
        "holidays": holidays_ahead(business, today),
    }
    return page(request, TEMPLATE, context, status=status)


def business(request: HttpRequest) -> HttpResponse:
    """The profile of the business: who we are, and when we work."""
    if request.method != "POST":
        return _shown(request)
    row = Business.objects.filter(pk=1).first() or Business(pk=1)
    form, week = BusinessForm(request.POST, instance=row), WeekForm(request.POST, week=working_week())
    if not (form.is_valid() & week.is_valid()):
        return _shown(request, form=form, week=week, status=422)
    actions.save_business(
        expected_version=version_of(request),
        week=week.week(),
        by=request.user,
        at=timezone.now(),
        **form.columns(),
    )
    return done(request, "office:business", _("Saved."))


def close_day(request: HttpRequest) -> HttpResponse:
    form = ClosedDayForm(request.POST)
    if not form.is_valid():
        return _shown(request, day=form, status=422)
    try:
        line = actions.close_day(
            day=form.cleaned_data["day"], words=form.cleaned_data["words"], by=request.user, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(refused.field, refused.sentence)
        return _shown(request, day=form, status=422)
    return done(request, "office:business", _("That day is off now."), undo=line)


def open_day(request: HttpRequest, pk: int) -> HttpResponse:
    closed = ClosedDay.objects.filter(pk=pk).first()
    if closed is None:
        raise Refused(_("That day is no longer in the list."))
    line = actions.open_day(day=closed.day, by=request.user, at=timezone.now())
    return done(request, "office:business", _("That day counts again."), undo=line)
