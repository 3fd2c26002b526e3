"""A letter is kept while it is written: its page goes into the draft on a pause and on leaving."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_htmx.http import replace_url

from tandem.office.accounts.models import User
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.mailboxes.queries import messages_for
from tandem.office.mailboxes.words import Outcome
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons
from tandem.people.works.queries import Work, open_works, work_marked
from tandem.people.writing.actions import begin_letter, keep_letter
from tandem.people.writing.forms import LetterForm
from tandem.people.writing.models import Letter
from tandem.people.writing.queries import draft_begun
from tandem.ui.pages import page

TEMPLATE = "people/writing/kept.html"
# No page stands open for longer.
OPEN_AT_MOST = datetime.timedelta(days=30)


def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers with a line that says so, or why not: nobody is led away from what they write."""
    person = get_object_or_404(persons(), pk=pk)
    form = LetterForm(request.POST, person=person)
    if not form.is_valid():
        reason = next(iter(form.errors.values()))[0]
        return not_kept(request, 422, reason=reason)
    row = draft_of_page(request, person)
    if row is None and not form.cleaned_data["subject"] and not form.cleaned_data["text"]:
        return HttpResponse(status=204)
    try:
        kept = kept_draft(request, person, row, form)
    except Stale:
        return not_kept(request, 409, elsewhere=row)
    except Refused as refused:
        return not_kept(request, 409, reason=refused.sentence)
    answer = page(request, TEMPLATE, {"letter": kept, "at": timezone.now()})
    # Whoever loads the page again goes on with the draft.
    return replace_url(answer, address_of(kept))


def not_kept(request: HttpRequest, status: int, **why: Any) -> HttpResponse:
    """The page goes on with the draft that it knows, as it knew it."""
    known = {"key": request.POST.get("letter", ""), "seen": request.POST.get("version", "")}
    return page(request, TEMPLATE, {**known, **why}, status=status)


def kept_draft(request: HttpRequest, person: Person, row: Letter | None, form: LetterForm) -> Letter:
    by, at = writer(request), timezone.now()
    if row is None:
        return begun_draft(request, person, form)
    # A page that does not know yet that its draft was begun has no version of it.
    seen = version_of(request) if request.POST.get("letter") else row.version
    keep_letter(letter=row, expected_version=seen, by=by, at=at, **form.typed())
    return row


def begun_draft(request: HttpRequest, person: Person, form: LetterForm) -> Letter:
    work = work_asked(request.POST.get("about", ""), person)
    about: dict[str, Any] = {"about": work.kind, "about_id": work.row_id} if work else {}
    at = timezone.now()
    return begin_letter(
        person=person,
        by=writer(request),
        at=at,
        begun_at=opened_at(request, at),
        answers=message_answered(request, request.POST.get("answers", ""), person),
        **about,
        **form.typed(),
    )


def draft_of_page(request: HttpRequest, person: Person) -> Letter | None:
    """The draft that was begun on this page: by its key, else by the moment at which the page was opened,
    where the answer that told its key was lost.
    """
    by, key = writer(request), request.POST.get("letter", "")
    if key.isascii() and key.isdigit() and len(key) <= 18:
        # One that was thrown away elsewhere is begun anew: what stands on the page is not lost.
        return Letter.objects.filter(pk=int(key), person=person, by=by).first()
    begun = opened_at(request, None)
    return draft_begun(person, by=by, begun_at=begun) if begun else None


def opened_at(request: HttpRequest, otherwise: Any) -> Any:
    """When the page was opened, as it says itself; `otherwise` where that cannot be."""
    try:
        said = parse_datetime(request.POST.get("begun", ""))
    except ValueError:
        return otherwise
    if said is None or said.tzinfo is None:
        return otherwise
    now = timezone.now()
    return said if now - OPEN_AT_MOST <= said <= now else otherwise


def work_asked(mark: str, person: Person) -> Work | None:
    """What the letter is about: as it was said, else the one thing that is open."""
    if mark:
        return work_marked(mark, person.pk)
    works = open_works(person.pk)
    return works[0] if len(works) == 1 else None


def message_answered(request: HttpRequest, key: str, person: Person) -> ReceivedMessage | None:
    """A message that was taken in for this person."""
    if not key:
        return None
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        raise Http404
    rows = messages_for(request.user).filter(outcome=Outcome.TAKEN, person_id=person.pk)
    return get_object_or_404(rows, pk=int(key))


def address_of(row: Letter) -> str:
    return reverse("people:letter", args=[row.pk])


def writer(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotAllowed
    return request.user
