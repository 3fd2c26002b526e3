from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.people.organisations.models import Organisation
from tandem.people.persons import actions, queries
from tandem.people.persons.forms import PersonForm, as_it_stands
from tandem.people.persons.models import Person
from tandem.ui.pages import done, page
from tandem.ui.slots import Panel
from tandem.ui.tables import ordering, page_of


def persons(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:200]
    order = ordering(request, queries.SORTS, "name")
    shown = page_of(request, queries.persons_found(search).only("pk").order_by(*order))
    # Addresses are looked up for the page only, not for the rows before it.
    shown.object_list = list(queries.with_addresses(queries.these(shown.object_list)).order_by(*order))
    queries.name_all(shown.object_list)
    context = {
        "shown": shown,
        "search": search,
        "may_change": can_change_people(request.user),
    }
    return page(request, "people/persons/persons.html", context, partial="rows")


def add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method != "POST":
        return page(request, "people/persons/add.html", {"form": form})
    if form.is_valid():
        try:
            person = actions.add_person(
                contact=form.contact(),
                about=form.cleaned_data["about"],
                language=form.cleaned_data["language"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            return done(request, person, _("%s is in the address book.") % person)
    return page(request, "people/persons/add.html", {"form": form}, status=422)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.persons().select_related("organisation"), pk=pk)
    form = PersonForm(request.POST or None, initial=as_it_stands(person))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(request, person, form)
            except Refused as refused:
                form.add_error(refused.field, refused.sentence)
            else:
                return done(request, person, _("Saved."))
        person.version = version_of(request)
    return page(request, "people/persons/edit.html", {"form": form, "person": person}, status=status)


def save(request: HttpRequest, person: Person, form: PersonForm) -> None:
    now = timezone.now()
    organisation = actions.organisation_named(form.cleaned_data["organisation"], at=now)
    actions.edit_person(
        person=person,
        expected_version=version_of(request),
        by=request.user,
        at=now,
        organisation=organisation,
        **form.columns(),
    )


def persons_of(request: HttpRequest | None, *, organisation: Organisation) -> list[Panel]:
    """Fills the slot "organisation.side"."""
    rows = queries.with_addresses(queries.persons().filter(organisation=organisation))
    shown = list(rows.order_by("folded", "pk")[:100])
    queries.name_all(shown)
    return [Panel("people/persons/of_organisation.html", {"persons": shown})]
