from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.changes.forms import way_back
from tandem.office.mail.queries import is_set_up
from tandem.people.persons.queries import name_all, persons
from tandem.people.unanswered.actions import settle
from tandem.people.unanswered.queries import waiting_persons, waits_of
from tandem.people.writing.queries import LISTED, drafts_of, not_arrived, standing_of
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of

PER_PAGE = 30


def mail(request: HttpRequest) -> HttpResponse:
    """Who waits for our answer, one's own drafts, and what did not arrive."""
    waiting = page_of(request, waiting_persons(), PER_PAGE)
    drafts = list(drafts_of(request.user).order_by("-pk")[:LISTED])
    late = not_arrived()
    name_all([*waiting.object_list, *(letter.person for letter in (*drafts, *late))])
    waits = waits_of(person.pk for person in waiting.object_list)
    context = {
        "page": waiting,
        "shown": [(person, waits[person.pk]) for person in waiting.object_list if person.pk in waits],
        "drafts": drafts,
        "not_arrived": [(letter, standing_of(letter)) for letter in late],
        "is_set_up": is_set_up(),
        "may_change": can_change_people(request.user),
    }
    return page(request, "people/unanswered/mail.html", context)


def settled(request: HttpRequest, pk: int) -> HttpResponse:
    """They need no answer."""
    person = get_object_or_404(persons(), pk=pk)
    line = settle(person=person, by=request.user, at=timezone.now())
    return done(request, way_back(request, reverse("people:mail")), _("No answer needed."), undo=line)
