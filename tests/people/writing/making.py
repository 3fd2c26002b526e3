"""Letters made by the real actions, and what a mail server got of them."""

from typing import Any

from tandem.office.accounts.models import User
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.writing.actions import begin_letter, send_letter
from tandem.people.writing.models import Letter
from tests.people.making import NOW


def asked_us(person: Person) -> None:
    """They told us something once, so an answer is welcome."""
    note(
        person=person,
        by=None,
        at=NOW,
        happened_at=NOW,
        purpose="marketing",
        direction="incoming",
        kind="enquiry",
    )


def a_draft(person: Person, by: User, *, answers: ReceivedMessage | None = None, **typed: Any) -> Letter:
    usual = {
        "to": "tom@example.org",
        "subject": "Your six chairs",
        "text": "Dear Tom,\n\noak or ash?",
        "purpose": "selling",
    }
    return begin_letter(person=person, by=by, at=NOW, answers=answers, **{**usual, **typed})


def a_sent_letter(person: Person, by: User, **typed: Any) -> Letter:
    letter = a_draft(person, by, **typed)
    send_letter(letter=letter, expected_version=letter.version, by=by, at=NOW)
    return Letter.objects.select_related("sent_as", "entry", "person").get(pk=letter.pk)
