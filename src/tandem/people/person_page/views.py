from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people, can_manage
from tandem.office.accounts.words import Hat
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import version_of, way_back
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.people.consent.queries import standings
from tandem.people.duplicates.queries import offers_for
from tandem.people.files.actions import attach
from tandem.people.followups.queries import with_offers
from tandem.people.letters.queries import waiting_from
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons
from tandem.people.persons.words import shown_phone
from tandem.people.timeline.actions import edit_note, take_back_entry
from tandem.people.timeline.actions import note as note_entry
from tandem.people.timeline.forms import EditForm, NoteForm, RangForm
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import is_by_hand, stretch
from tandem.people.unanswered.queries import wait_of
from tandem.people.works.queries import Work, open_works
from tandem.people.writing.queries import on_the_way
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
    form = NoteForm(request.POST, request.FILES, hat=hat_of(request), works=open_works(row.pk))
    line = noted(request, row, form) if form.is_valid() else None
    if line is None:
        return page(request, TEMPLATE, shown(request, row, form), status=422)
    return done(request, way_back_to(request, row), _("Noted."), undo=line)


def noted(request: HttpRequest, row: Person, form: NoteForm, **about: Any) -> JournalLine | None:
    """The entry with its files, or None with the reason on the form."""
    at = timezone.now()
    try:
        with transaction.atomic():
            entry = note_entry(person=row, by=request.user, at=at, **form.columns(), **(about or form.work))
            attach(
                uploads=form.cleaned_data["enclosed"], person=row, entry_id=entry.pk, by=request.user, at=at
            )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None
    return JournalLine.objects.get(verb="people.entry.noted", row_id=entry.pk)


def rang(request: HttpRequest, pk: int) -> HttpResponse:
    """After a call about nothing in particular; what work is open asks on a page of its own."""
    row = get_object_or_404(persons(), pk=pk)
    form = RangForm(request.POST or None, hat=hat_of(request))
    if form.is_valid():
        at = timezone.now()
        entry = note_entry(person=row, by=request.user, at=at, happened_at=at, **form.columns())
        line = JournalLine.objects.get(verb="people.entry.noted", row_id=entry.pk)
        return done(request, row, _("Noted."), undo=line)
    context = {"person": row, "form": form, "works": open_works(row.pk)}
    return page(request, "people/timeline/rang.html", context, status=422 if form.is_bound else 200)


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was noted by hand."""
    row = found_by_hand(pk)
    form = EditForm(request.POST or None, request.FILES or None, hat=hat_of(request), entry=row)
    if form.is_valid():
        at, back = timezone.now(), way_back_to(request, row.person)
        try:
            with transaction.atomic():
                line = edit_note(
                    entry=row, expected_version=version_of(request), by=request.user, at=at, **form.columns()
                )
                attach(
                    uploads=form.cleaned_data["enclosed"],
                    person=row.person,
                    entry_id=row.pk,
                    by=request.user,
                    at=at,
                )
            return done(request, back, _("Saved."), undo=line)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    context = {"entry": row, "person": row.person, "form": form, "back": way_back_to(request, row.person)}
    return page(request, "people/timeline/entry.html", context, status=422 if form.is_bound else 200)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = found_by_hand(pk)
    line = take_back_entry(
        entry=row, expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    return done(request, way_back_to(request, row.person), _("Taken back."), undo=line)


def found_by_hand(pk: int) -> Entry:
    row = get_object_or_404(Entry.objects.select_related("person"), pk=pk)
    if not is_by_hand(row) or not row.person.is_listed:
        raise Http404
    return row


def way_back_to(request: HttpRequest, row: Person) -> str:
    """The page that the form stood on, of a person or of a piece of work; never a form itself."""
    back = way_back(request, row.get_absolute_url())
    forms = (request.path, "/people/entries/")
    return row.get_absolute_url() if back.startswith(forms) else back


def hat_of(request: HttpRequest) -> str:
    return getattr(request.user, "hat", Hat.MARKETING)


def shown(request: HttpRequest, row: Person, form: NoteForm | None = None) -> dict[str, Any]:
    user, country, hat = request.user, the_business().country, hat_of(request)
    works = open_works(row.pk)
    told = stretch(row, before=request.GET.get("before", ""))
    lines = with_offers(told.lines, works, now=timezone.now()) if can_change_people(user) else told.lines
    return {
        "person": row,
        "emails": list(row.emails.all()),
        "phones": [(phone, shown_phone(phone.number, country)) for phone in row.phones.all()],
        "standings": standings(row),
        "stretch": told,
        "lines": lines,
        "is_first_stretch": "before" not in request.GET,
        "alike": offers_for(row),
        "form": form or NoteForm(hat=hat, works=works),
        "ink": "s" if hat == Hat.SALES else "m",
        "may_change": can_change_people(user),
        "may_manage": can_manage(user),
        **mail_of(request, row, works),
    }


def mail_of(request: HttpRequest, row: Person, works: list[Work]) -> dict[str, Any]:
    """What is to be done about mail with this person, on their page and on that of a piece of work."""
    write_url, only = reverse("people:write", args=[row.pk]), works[0] if len(works) == 1 else None
    about = {"about": only.mark} if only else {}
    wait = wait_of(row)
    answers = {"answers": wait.message_id} if wait and wait.message_id else {}
    return {
        "works": works,
        "write_url": with_query(write_url, about),
        "answer_url": with_query(write_url, {**about, **answers}),
        "rang_url": only.rang_url if only and only.rang_url else reverse("people:rang", args=[row.pk]),
        "wait": wait,
        "unread": waiting_from(row, request.user),
        "on_the_way": on_the_way(row, request.user),
    }


def with_query(url: str, asked: dict[str, Any]) -> str:
    return f"{url}?{urlencode(asked)}" if asked else url
