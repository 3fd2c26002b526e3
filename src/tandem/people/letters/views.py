from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import once
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.mailboxes.queries import messages_for
from tandem.people.letters.actions import put_on_timeline
from tandem.people.letters.queries import not_reached, person_with
from tandem.people.persons.actions import match_or_add
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons, persons_found, these, with_addresses
from tandem.people.persons.words import Contact
from tandem.people.timeline.words import Purpose
from tandem.people.works.queries import work_marked
from tandem.ui.pages import done, page
from tandem.ui.slots import Panel

MOST_FOUND = 20


def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose timeline a message belongs on: who has the address comes first, anybody can be looked for."""
    message = get_object_or_404(messages_for(request.user), pk=pk)
    if request.method == "POST":
        person = chosen(request, message)
        purpose = request.POST.get("purpose", "")
        work = work_marked(request.POST.get("about", ""), person.pk)
        line = put_on_timeline(
            message=message,
            person=person,
            about=work.kind if work else "",
            about_id=work.row_id if work else None,
            purpose=purpose if purpose in Purpose.values else Purpose.SELLING,
            by=request.user,
            at=timezone.now(),
        )
        return done(request, person, _("It stands on the timeline now."), undo=line)
    search = request.GET.get("q", "")[:200]
    known = person_with(message.sender_folded)
    rows = persons_found(search).order_by("folded", "pk") if search else these([known] if known else [])
    context = {
        "message": message,
        "search": search,
        "found": with_addresses(rows)[:MOST_FOUND],
        "may_be_new": known is None and bool(message.sender),
    }
    return page(request, "people/letters/put.html", context, partial="found")


def chosen(request: HttpRequest, message: ReceivedMessage) -> Person:
    """Somebody who is known, or (“new”) who wrote, whom nobody has written down yet."""
    given = request.POST.get("person", "")
    if given == "new" and message.sender:
        contact = Contact(name=message.sender_name, emails=(message.sender,))
        return match_or_add(contact=contact, by=request.user, at=timezone.now()).person
    return get_object_or_404(persons(), pk=int(given) if given.isdecimal() and len(given) < 19 else 0)


def addresses_not_reached(request: HttpRequest | None, *, person: Person, **others: Any) -> list[Panel]:
    """Beside a person: where our mail does not get through."""
    # The facts stand twice on the page: beside the timeline, and behind a tap on a phone.
    found = once(f"people.not_reached.{person.pk}", lambda: not_reached(person))
    return [Panel("people/letters/not_reached.html", {"found": found})] if found else []


def put_on_timeline_of(
    request: HttpRequest | None, *, message: ReceivedMessage, **others: Any
) -> list[Panel]:
    """Under a message that waits."""
    return [Panel("people/letters/button.html", {"message": message})]
