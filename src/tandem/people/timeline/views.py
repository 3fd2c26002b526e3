from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people, can_manage
from tandem.office.accounts.words import Hat
from tandem.office.business.queries import the_business
from tandem.office.journal.models import JournalLine
from tandem.people.consent.queries import standings
from tandem.people.duplicates.queries import offers_for
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons
from tandem.people.persons.words import shown_phone
from tandem.people.timeline.actions import note as note_entry
from tandem.people.timeline.forms import NoteForm
from tandem.people.timeline.queries import stretch
from tandem.ui.pages import done, page

TEMPLATE = "people/timeline/person.html"


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person on one page: facts, everything that happened, open work."""
    row = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    if row.merged_into_id:
        return redirect("people:person", pk=row.merged_into_id)
    if row.erased_at:
        raise Http404
    return page(request, TEMPLATE, shown(request, row), partial="lines")


def note(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(persons().select_related("organisation"), pk=pk)
    form = NoteForm(request.POST, hat=hat_of(request))
    if not form.is_valid():
        return page(request, TEMPLATE, shown(request, row, form), status=422)
    entry = note_entry(person=row, by=request.user, at=timezone.now(), **form.columns())
    line = JournalLine.objects.get(verb="people.entry.noted", row_id=entry.pk)
    return done(request, row, _("Noted."), undo=line)


def hat_of(request: HttpRequest) -> str:
    return getattr(request.user, "hat", Hat.MARKETING)


def shown(request: HttpRequest, row: Person, form: NoteForm | None = None) -> dict[str, Any]:
    user, country, hat = request.user, the_business().country, hat_of(request)
    return {
        "person": row,
        "emails": list(row.emails.all()),
        "phones": [(phone, shown_phone(phone.number, country)) for phone in row.phones.all()],
        "standings": standings(row),
        "stretch": stretch(row, before=request.GET.get("before", "")),
        "is_first_stretch": "before" not in request.GET,
        "alike": offers_for(row),
        "form": form or NoteForm(hat=hat),
        "ink": "s" if hat == Hat.SALES else "m",
        "may_change": can_change_people(user),
        "may_manage": can_manage(user),
    }
