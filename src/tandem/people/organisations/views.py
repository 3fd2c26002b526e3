from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.changes.forms import version_of
from tandem.people.organisations import actions, queries
from tandem.people.organisations.forms import OrganisationForm
from tandem.people.organisations.models import Organisation
from tandem.ui.pages import done, page
from tandem.ui.tables import ordering, page_of

COLUMNS = ("name", "place", "website", "language", "about")


def organisations(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:200]
    rows = queries.organisations(search).order_by(*ordering(request, queries.SORTS, "name"))
    context = {
        "shown": page_of(request, rows),
        "search": search,
        "may_change": can_change_people(request.user),
    }
    return page(request, "people/organisations/organisations.html", context, partial="rows")


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Organisation, pk=pk)
    context = {"organisation": row, "may_change": can_change_people(request.user)}
    return page(request, "people/organisations/organisation.html", context)


def add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.add_organisation(by=request.user, at=timezone.now(), **form.cleaned_data)
        return done(request, row, _("%s is in the address book.") % row)
    status = 422 if request.method == "POST" else 200
    return page(request, "people/organisations/add.html", {"form": form}, status=status)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, initial={name: getattr(row, name) for name in COLUMNS})
    status = 200
    if request.method == "POST":
        version = version_of(request)
        if form.is_valid():
            actions.edit_organisation(
                organisation=row,
                expected_version=version,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            return done(request, row, _("Saved."))
        status, row.version = 422, version
    return page(request, "people/organisations/edit.html", {"form": form, "organisation": row}, status=status)
