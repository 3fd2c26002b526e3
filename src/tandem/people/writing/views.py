"""The page where one writes to one person, and what became of each letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.office.mail.queries import is_set_up
from tandem.office.mail.server import from_address
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.people.files.actions import attach, take_out
from tandem.people.files.queries import shown as shown_file
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons
from tandem.people.wordings.merging import merged, open_fields
from tandem.people.wordings.queries import signature_for, values_for, wording_named, wordings
from tandem.people.wordings.words import FIELDS
from tandem.people.works.queries import Work, work_of
from tandem.people.writing import actions
from tandem.people.writing.forms import LetterForm
from tandem.people.writing.keeping import (
    address_of,
    begun_draft,
    draft_of_page,
    message_answered,
    work_asked,
    writer,
)
from tandem.people.writing.models import Letter
from tandem.people.writing.queries import (
    answers_go_to,
    draft_for,
    drafts_of,
    letters_for,
    standing_of,
)
from tandem.people.writing.rules import why_unwelcome
from tandem.ui.pages import SeeOther, done, page


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A new letter. `about` names the work, `answers` the message, `start` the letter to start from."""
    person = get_object_or_404(persons(), pk=pk)
    asked = request.POST if request.method == "POST" else request.GET
    work = work_asked(asked.get("about", ""), person)
    answered = message_answered(request, asked.get("answers", ""), person)
    if request.method == "POST":
        # It may have been kept while it was written.
        if row := draft_of_page(request, person):
            return letter(request, row.pk)
        form = LetterForm(request.POST, request.FILES, person=person)
        if form.is_valid():
            return kept_and_perhaps_sent(request, begun_draft(request, person, form), form)
        return shown(request, person, form, work=work, answered=answered, status=422)
    kept = draft_for(
        person,
        by=writer(request),
        about=work.kind if work else "",
        about_id=work.row_id if work else None,
        answers=answered,
    )
    if kept is not None and not {"start", "new"} & set(asked):
        return SeeOther(address_of(kept))
    form = LetterForm(person=person, initial=begun(request, person, work, answered))
    return shown(request, person, form, work=work, answered=answered)


def begun(
    request: HttpRequest, person: Person, work: Work | None, answered: ReceivedMessage | None
) -> dict[str, Any]:
    """What stands on the page at first: a letter to start from, with what is known put in; “Re: …”."""
    wording = wording_named(request.GET.get("start", ""))
    begun: dict[str, Any] = {}
    if wording is not None:
        values = values_for(person, by=writer(request), work=work)
        begun = {"subject": merged(wording.subject, values), "text": merged(wording.text, values)}
    if answered is not None:
        begun["subject"] = reply_subject(answered.subject)
        if any(email.address == answered.sender for email in person.emails.all()):
            begun["to"] = answered.sender
    return begun


def reply_subject(subject: str) -> str:
    return subject[:200] if subject.lower().startswith("re:") else f"Re: {subject}"[:200]


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft to go on with, or what was sent and where it is."""
    row: Letter = get_object_or_404(letters_for(request.user), pk=pk)
    if row.sent_at is not None:
        return sent(request, row)
    form = LetterForm(
        request.POST or None,
        request.FILES or None,
        person=row.person,
        initial={name: getattr(row, name) for name in ("to", "subject", "text", "purpose")},
    )
    if form.is_valid():
        # A page that was never told that its draft was begun has no version of it (see keeping.py).
        is_told = "version" in request.POST or not request.POST.get("begun")
        actions.keep_letter(
            letter=row,
            expected_version=version_of(request) if is_told else row.version,
            by=writer(request),
            at=timezone.now(),
            **form.typed(),
        )
        return kept_and_perhaps_sent(request, row, form)
    work = work_of(row.about, row.about_id)
    status = 422 if form.is_bound else 200
    return shown(request, row.person, form, work=work, answered=row.answers, letter=row, status=status)


def kept_and_perhaps_sent(request: HttpRequest, row: Letter, form: LetterForm) -> HttpResponse:
    """The draft stands whatever happens next; why it does not leave is said on its page."""
    at, user = timezone.now(), writer(request)
    try:
        attach(uploads=form.cleaned_data["enclosed"], person=row.person, letter_id=row.pk, by=user, at=at)
        if request.POST.get("do") != "send":
            return done(request, address_of(row), _("Kept as a draft. Only you see it."))
        line = actions.send_letter(letter=row, expected_version=row.version, by=user, at=at)
    except Refused as refused:
        messages.error(request, f"{refused.sentence} {_('It is kept as a draft.')}")
        return SeeOther(address_of(row))
    work = work_of(row.about, row.about_id)
    return done(request, work.url if work else row.person, _("On its way."), undo=line)


def shown(
    request: HttpRequest,
    person: Person,
    form: LetterForm,
    *,
    work: Work | None,
    answered: ReceivedMessage | None,
    letter: Letter | None = None,
    status: int = 200,
) -> HttpResponse:
    subject, text = str(form["subject"].value() or ""), str(form["text"].value() or "")
    context = {
        "person": person,
        "form": form,
        "letter": letter,
        "work": work,
        "answered": answered,
        "files": [(one, shown_file(one)) for one in letter.files.select_related("stored")] if letter else [],
        "wordings": wordings(),
        "open_fields": [(name, FIELDS.get(name, "")) for name in open_fields(subject, text)],
        "signature": signature_for(request.user),
        "from_address": from_address(),
        "business": the_business(),
        "answers_go_to": answers_go_to(request.user),
        "is_set_up": is_set_up(),
        "why_not": why_unwelcome(person, has_work=work is not None),
        "begun": request.POST.get("begun") or timezone.now().isoformat(),
    }
    return page(request, "people/writing/write.html", context, status=status)


def sent(request: HttpRequest, row: Letter) -> HttpResponse:
    context = {
        "letter": row,
        "person": row.person,
        "standing": standing_of(row),
        "may_change": can_change_people(request.user),
        "work": work_of(row.about, row.about_id),
        "files": [shown_file(one) for one in row.files.select_related("stored")],
    }
    return page(request, "people/writing/letter.html", context)


def write_again(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(letters_for(request.user), pk=pk, sent_at__isnull=False)
    draft = actions.write_again(letter=row, by=writer(request), at=timezone.now())
    return done(
        request,
        address_of(draft),
        _("A new draft with the same words. Files have to be put in again."),
    )


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(letters_for(request.user), pk=pk, sent_at__isnull=False)
    line = actions.leave_letter(letter=row, by=writer(request), at=timezone.now())
    return done(request, row.person, _("Seen to."), undo=line)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(drafts_of(request.user), pk=pk)
    person = row.person
    actions.discard_letter(
        letter=row, expected_version=version_of(request), by=writer(request), at=timezone.now()
    )
    return done(request, person, _("The draft is gone."))


def take_file_out(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    row = get_object_or_404(drafts_of(request.user), pk=pk)
    found = get_object_or_404(row.files.select_related("stored"), pk=file)
    take_out(file=found, by=writer(request))
    return done(request, address_of(row), _("Taken out."))
