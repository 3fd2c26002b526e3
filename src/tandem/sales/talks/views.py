from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.business.queries import calendar, the_business
from tandem.office.changes.forms import refusals_on
from tandem.office.journal.models import JournalLine
from tandem.people.followups.queries import follow_up_of, opening_days, with_offers
from tandem.people.person_page.views import hat_of, mail_of, noted
from tandem.people.persons.words import shown_phone
from tandem.people.timeline.forms import NoteForm
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import lines_of
from tandem.people.timeline.words import Purpose
from tandem.sales.opportunities.forms import version_seen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import for_page, now_part_of
from tandem.sales.opportunities.views import address, found, shown
from tandem.sales.opportunities.words import ORIGIN
from tandem.sales.talks.actions import must_name_a_day, note_call, plan_follow_up
from tandem.sales.talks.forms import CallForm
from tandem.sales.talks.queries import entries_about, work_of
from tandem.ui.pages import done, page


def panel(opportunity: Opportunity, request: HttpRequest, form: NoteForm | None = None) -> dict[str, Any]:
    """What the page of an opportunity shows of the talk: the composer, the timeline, mail that waits."""
    work, person = work_of(opportunity), opportunity.person
    may_note = can_change_people(request.user)
    lines = lines_of(entries_about(opportunity))
    return {
        "lines": with_offers(lines, [work], now=timezone.now()) if may_note else lines,
        "form": form or NoteForm(hat=hat_of(request), initial={"purpose": Purpose.SELLING}),
        "may_note": may_note,
        "person": person,
        "work": work,
        "emails": list(person.emails.all()),
        "phones": [
            (phone, shown_phone(phone.number, the_business().country)) for phone in person.phones.all()
        ],
        **mail_of(request, person, [work]),
    }


def opportunity(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = for_page(pk).first()
    if row is None:
        if kept := now_part_of(pk):
            return redirect("sales:opportunity", pk=kept)
        raise Http404
    return shown(request, row, talk=panel(row, request))


def note(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Noted on the page of an opportunity, it is about that opportunity."""
    row = found(pk)
    form = NoteForm(request.POST, request.FILES, hat=hat_of(request))
    about = {"about": ORIGIN, "about_id": row.pk}
    line = noted(request, row.person, form, **about) if form.is_valid() else None
    if line is None:
        return shown(request, row, talk=panel(row, request, form), status=422)
    return done(request, address(row), _("Noted."), undo=line)


def rang(request: HttpRequest, pk: int) -> HttpResponseBase:
    """After a call: how did it go, and what comes next?"""
    row = found(pk)
    form = CallForm(request.POST or None, hat=hat_of(request), opportunity=row)
    if form.is_valid():
        with refusals_on(form):
            entry = note_call(
                opportunity=row,
                expected_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
                was_next_step=form.cleaned_data.get("was_next_step", False),
                next_step=form.step,
                **form.columns(),
            )
            line = JournalLine.objects.get(verb="people.entry.noted", row_id=entry.pk)
            return done(request, address(row), _("Noted."), undo=line)
    context = {"opportunity": row, "form": form}
    return page(request, "sales/talks/rang.html", context, status=422 if form.is_bound else 200)


def follow_up(request: HttpRequest, pk: int, entry: int) -> HttpResponseBase:
    """One tap on the day that somebody named."""
    row = found(pk)
    told: Entry = get_object_or_404(Entry, pk=entry, person=row.person_id)
    if told.about == ORIGIN and told.about_id != row.pk:
        raise Http404
    today = timezone.now().astimezone(calendar().zone).date()
    named = must_name_a_day(follow_up_of(told, today=today, is_open=opening_days()))
    line = plan_follow_up(
        opportunity=row,
        expected_version=version_seen(request),
        follow_up=named,
        by=request.user,
        at=timezone.now(),
    )
    return done(request, address(row), _("Planned: %(step)s") % {"step": row.next_step}, undo=line)
