from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import business_zone, the_business
from tandem.office.changes.forms import refusals_on
from tandem.people.persons.actions import match_or_add
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import (
    assign,
    edit_opportunity,
    lose,
    move,
    open_opportunity,
    reopen,
    win,
)
from tandem.sales.opportunities.forms import (
    AddForm,
    AddForPersonForm,
    AssignForm,
    EditForm,
    LoseForm,
    WinForm,
    moment_of,
    version_seen,
)
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import for_page, key_in, line_of, missing, sheet_of
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind
from tandem.ui.fields import amount_typed
from tandem.ui.pages import done, page

FOLDER = "sales/opportunities/"


def found(pk: int) -> Opportunity:
    return get_object_or_404(for_page(pk))


def asked(
    request: HttpRequest, template: str, row: Opportunity | None, form: forms.Form, **more: Any
) -> HttpResponseBase:
    """A page with one form: as it is first seen, or with what is wrong."""
    context = {"opportunity": row, "form": form, "currency": the_business().currency, **more}
    return page(request, FOLDER + template, context, status=422 if form.is_bound else 200)


def address(row: Opportunity) -> str:
    return reverse("sales:opportunity", args=[row.pk])


def shown(
    request: HttpRequest, row: Opportunity, *, talk: dict[str, Any], status: int = 200
) -> HttpResponseBase:
    """The page of one opportunity. `talk` is from `talks.views.panel`."""
    context = {
        "sheet": sheet_of(row, timezone.now()),
        "opportunity": row,
        "talk": talk,
        "may_change": can_change_sales(request.user),
    }
    return page(request, FOLDER + "opportunity.html", context, status=status)


def add(request: HttpRequest) -> HttpResponseBase:
    """By hand; with `?person=` for somebody we know."""
    key = key_in(request.POST.get("person") or request.GET.get("person", ""))
    person = get_object_or_404(Person, pk=key, merged_into=None, erased_at=None) if key else None
    kind = AddForPersonForm if person else AddForm
    form = kind(request.POST or None, currency=the_business().currency, initial={"owner": request.user.pk})
    if form.is_valid():
        with refusals_on(form):
            row = opened_by_hand(request, form.cleaned_data, person)
            return done(request, address(row), _("Opened. What comes next?"))
    return asked(request, "add.html", None, form, person=person)


def opened_by_hand(request: HttpRequest, values: dict[str, Any], person: Person | None) -> Opportunity:
    at = timezone.now()
    if person is None:
        emails, phones = [filter(None, [values[name]]) for name in ("email", "phone")]
        contact = Contact(name=values["name"], emails=tuple(emails), phones=tuple(phones))
        person = match_or_add(contact=contact, by=request.user, at=at).person
    return open_opportunity(
        person=person,
        title=values["title"],
        owner=values["owner"],
        amount_minor=values["amount"],
        pipeline=values.get("pipeline"),
        by=request.user,
        at=at,
    )


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    initial = {"title": row.title, "amount": amount_typed(row.amount_minor, row.currency)}
    form = EditForm(request.POST or None, currency=row.currency, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            columns = {"title": form.cleaned_data["title"], "amount_minor": form.cleaned_data["amount"]}
            line = edit_opportunity(
                opportunity=row,
                expected_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
                **columns,
            )
            return done(request, address(row), _("Saved."), undo=line)
    return asked(request, "edit.html", row, form)


def move_to(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To another stage; won and lost have a page that asks for more."""
    row = found(pk)
    stage = get_object_or_404(Stage, pk=key_in(request.POST.get("stage", "")))
    if asks := asks_first(row, stage):
        return asks
    seen = version_seen(request)
    line = move(opportunity=row, expected_version=seen, stage=stage, by=request.user, at=timezone.now())
    return done(request, address(row), _("Moved to “%(stage)s”.") % {"stage": stage}, undo=line)


def asks_first(row: Opportunity, stage: Stage) -> HttpResponseBase | None:
    """To the page that asks for more: an end, or a stage before which something is not true yet."""
    if stage.kind != StageKind.OPEN:
        return redirect("sales:win" if stage.kind == StageKind.WON else "sales:lose", pk=row.pk)
    if stage.pk != row.stage_id and missing(row, stage):
        return redirect("sales:enter", pk=row.pk, stage=stage.pk)
    return None


def owner(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    form = AssignForm(request.POST or None, initial={"owner": row.owner_id})
    if form.is_valid():
        with refusals_on(form):
            who, seen = form.cleaned_data["owner"], version_seen(request)
            line = assign(
                opportunity=row, expected_version=seen, owner=who, by=request.user, at=timezone.now()
            )
            sentence = _("%(name)s sees to it now.") % {"name": who} if who else _("Nobody sees to it now.")
            return done(request, address(row), sentence, undo=line)
    return asked(request, "assign.html", row, form)


def won(request: HttpRequest, pk: int) -> HttpResponseBase:
    row, now, zone = found(pk), timezone.now(), business_zone()
    initial = {"amount": amount_typed(row.amount_minor, row.currency), "on": now.astimezone(zone).date()}
    form = WinForm(request.POST or None, currency=row.currency, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            win(
                opportunity=row,
                expected_version=version_seen(request),
                amount_minor=form.cleaned_data["amount"],
                by=request.user,
                at=now,
                happened_at=moment_of(form.cleaned_data["on"], now, zone),
            )
            return done(request, address(row), _("Won. One more customer."), undo=line_of(row, "won"))
    return asked(request, "win.html", row, form)


def lost(request: HttpRequest, pk: int) -> HttpResponseBase:
    row, now, zone = found(pk), timezone.now(), business_zone()
    form = LoseForm(request.POST or None, initial={"on": now.astimezone(zone).date()})
    if form.is_valid():
        with refusals_on(form):
            line = lose(
                opportunity=row,
                expected_version=version_seen(request),
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                unmet_need=form.cleaned_data["unmet_need"],
                competitor=form.cleaned_data["competitor"],
                by=request.user,
                at=now,
                happened_at=moment_of(form.cleaned_data["on"], now, zone),
            )
            return done(request, address(row), _("Closed. Why it was lost is kept."), undo=line)
    return asked(request, "lose.html", row, form)


def open_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    reopen(opportunity=row, expected_version=version_seen(request), by=request.user, at=timezone.now())
    return done(request, address(row), _("Open again."))
