from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.offers.catalogue.rules import can_change_offers
from tandem.offers.needs.actions import add_need, begin_with_trade, reword_need, switch_need
from tandem.offers.needs.forms import NeedForm
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import counted_needs
from tandem.offers.needs.starter import starter_needs
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import refusals_on, version_of
from tandem.ui.pages import done, page

TEMPLATE = "offers/needs/needs.html"


def shown(
    request: HttpRequest, *, form: NeedForm | None = None, wrong: NeedKind | None = None
) -> HttpResponseBase:
    """The page of needs; `form` belongs to the need that was `wrong`, or to the new one."""
    rows = list(counted_needs())
    context = {
        "rows": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
        "form": form,
        "wrong": wrong,
        "new": form if form and wrong is None else NeedForm(),
        "starter": starter_needs(the_business().trade) if not rows else [],
        "may_change": can_change_offers(request.user),
    }
    return page(request, TEMPLATE, context, status=422 if form else 200)


def needs(request: HttpRequest) -> HttpResponseBase:
    return shown(request)


def add(request: HttpRequest) -> HttpResponseBase:
    form = NeedForm(request.POST)
    if form.is_valid():
        with refusals_on(form, otherwise="words"):
            row = add_need(words=form.cleaned_data["words"], by=request.user, at=timezone.now())
            return done(request, "offers:needs", _("“%(need)s” is in the list.") % {"need": row})
    return shown(request, form=form)


def begin(request: HttpRequest) -> HttpResponseBase:
    made = begin_with_trade(by=request.user, at=timezone.now())
    said = ngettext("%d need to begin with.", "%d needs to begin with. Change them as you like.", len(made))
    return done(request, "offers:needs", said % len(made))


def reword(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(NeedKind, pk=pk)
    form = NeedForm(request.POST)
    if form.is_valid():
        words, seen = form.cleaned_data["words"], version_of(request)
        with refusals_on(form, otherwise="words"):
            reword_need(need=row, expected_version=seen, words=words, by=request.user, at=timezone.now())
            return done(request, "offers:needs", _("Saved."))
    return shown(request, form=form, wrong=row)


def switch(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(NeedKind, pk=pk)
    on, seen = request.POST.get("on") == "yes", version_of(request)
    switch_need(need=row, expected_version=seen, on=on, by=request.user, at=timezone.now())
    said = _("“%(need)s” is in the list again.") if on else _("“%(need)s” is not asked for any more.")
    return done(request, "offers:needs", said % {"need": row})
