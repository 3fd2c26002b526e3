from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.people.wordings import actions
from tandem.people.wordings.forms import SignatureForm, WordingForm
from tandem.people.wordings.models import Wording
from tandem.people.wordings.queries import is_laid_out, the_signature, wordings
from tandem.people.wordings.words import FIELDS
from tandem.ui.pages import done, page


def listed(request: HttpRequest) -> HttpResponse:
    """The letters to start from, and what stands below each."""
    if request.method == "POST":
        actions.lay_out()
        return done(request, "people:wordings", _("They are yours now: change what you like."))
    return _all_shown(request, SignatureForm(initial={"text": the_signature().text}))


def _all_shown(request: HttpRequest, form: SignatureForm, *, status: int = 200) -> HttpResponse:
    context = {
        "wordings": wordings(),
        "laid_out": is_laid_out(),
        "signature": the_signature(),
        "form": form,
        "may_change": can_change_people(request.user),
    }
    return page(request, "people/wordings/wordings.html", context, status=status)


def signature(request: HttpRequest) -> HttpResponse:
    form = SignatureForm(request.POST)
    if form.is_valid():
        try:
            actions.change_signature(
                expected_version=version_of(request),
                text=form.cleaned_data["text"],
                by=request.user,
                at=timezone.now(),
            )
            return done(request, "people:wordings", _("Saved."))
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
    return _all_shown(request, form, status=422)


def add(request: HttpRequest) -> HttpResponse:
    form = WordingForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_wording(by=request.user, at=timezone.now(), **form.cleaned_data)
            return done(request, "people:wordings", _("Kept. It is offered when you write."))
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
    return _one_shown(request, None, form)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Wording, pk=pk)
    initial = {"name": row.name, "subject": row.subject, "text": row.text}
    form = WordingForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            line = actions.change_wording(
                wording=row,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            return done(request, "people:wordings", _("Saved."), undo=line)
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
    return _one_shown(request, row, form)


def _one_shown(request: HttpRequest, row: Wording | None, form: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {"wording": row, "form": form, "fields": FIELDS}
    return page(request, "people/wordings/wording.html", context, status=422 if form.is_bound else 200)


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Wording, pk=pk)
    line = actions.remove_wording(
        wording=row, expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    return done(request, "people:wordings", _("Removed."), undo=line)
