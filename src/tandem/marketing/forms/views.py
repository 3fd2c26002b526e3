from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.forms import actions, queries
from tandem.marketing.forms.asking import AskForm
from tandem.marketing.forms.forms import NewForm, SettingsForm, fields_from, moved, settings_of
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.words import REPEATABLE, FieldKind, FormField
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.people.consent.words import Use
from tandem.ui.pages import done, page

NEWEST = 5


def forms(request: HttpRequest) -> HttpResponseBase:
    context = {
        "tabs": tabs("forms"),
        "rows": queries.form_rows(),
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/forms/forms.html", context)


def add(request: HttpRequest) -> HttpResponseBase:
    form = NewForm(request.POST or None, initial={"campaign": request.GET.get("campaign", "")})
    if request.method == "POST" and form.is_valid():
        row = actions.add_form(
            name=form.cleaned_data["name"],
            slug=form.slug,
            campaign=form.cleaned_data["campaign"],
            by=request.user,
            at=timezone.now(),
        )
        url = reverse("marketing:form_edit", args=[row.pk])
        return done(request, url, _("The form is made. Give it your own words."))
    context = {"tabs": tabs("forms"), "form": form}
    return page(request, "marketing/forms/add.html", context, status=422 if form.is_bound else 200)


def form(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(PublicForm.objects.select_related("campaign"), pk=pk)
    newest = Arrival.objects.filter(external_system=row.system, enquiry__isnull=False)
    context = {
        "tabs": tabs("forms"),
        "row": row,
        "came": queries.came_by([row.system]).get(row.system, {"heard": 0, "aside": 0}),
        "newest": newest.select_related("enquiry__person").order_by("-received_at", "-pk")[:NEWEST],
        "address": queries.public_address(row),
        "snippet": queries.snippet(row),
        "preview": AskForm(row.asked),
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/forms/form.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(PublicForm, pk=pk)
    if request.method != "POST":
        return builder(request, row, SettingsForm(initial=settings_of(row)), row.asked)
    form = SettingsForm(request.POST)
    given = request.POST.dict()
    fields = moved(fields_from(given, row.asked), given.get("do", ""), given.get("kind", ""))
    if not form.is_valid():
        return builder(request, row, form, fields, status=422)
    try:
        line = actions.edit_form(
            form=row,
            expected_version=version_of(request),
            by=request.user,
            at=timezone.now(),
            fields=fields,
            **form.columns(),
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return builder(request, row, form, fields, status=422)
    return saved(request, pk, given.get("do", ""), fields, line)


def saved(request: HttpRequest, pk: int, step: str, fields: list[FormField], line: Any) -> HttpResponseBase:
    """After a step in the fields one goes on building; after saving, to the form."""
    if not step:
        return done(request, reverse("marketing:form", args=[pk]), _("Saved."), undo=line)
    place = fields[-1].id if step == "add" and fields else step.partition("-")[0]
    return done(request, f"{reverse('marketing:form_edit', args=[pk])}#{place}", _("Saved."), undo=line)


def builder(
    request: HttpRequest, row: PublicForm, form: SettingsForm, fields: list[FormField], status: int = 200
) -> HttpResponseBase:
    there = {one.kind for one in fields} - REPEATABLE
    context = {
        "tabs": tabs("forms"),
        "row": row,
        "form": form,
        "fields": fields,
        "kinds": [(kind.value, kind.label) for kind in FieldKind if kind not in there],
        "uses": Use.choices,
        "address": queries.public_address(row),
    }
    return page(request, "marketing/forms/edit.html", context, status=status)


def switch(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(PublicForm, pk=pk)
    is_open = request.POST.get("open") == "1"
    line = actions.switch(form=row, is_open=is_open, by=request.user, at=timezone.now())
    sentence = _("The form is open.") if is_open else _("The form is closed. Who opens it reads so.")
    return done(request, reverse("marketing:form", args=[pk]), sentence, undo=line)
