"""A received message on a person's timeline: by itself where it answers, by hand from the list."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.office.files.actions import forget
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.mail.own_words import own_words
from tandem.office.mailboxes.actions import decide, put_back
from tandem.office.mailboxes.models import Attachment, ReceivedMessage
from tandem.office.mailboxes.routes import Taken
from tandem.office.mailboxes.rules import must_decide
from tandem.people.letters.queries import (
    ADDRESS,
    ENTRY,
    ORIGIN,
    Talk,
    files_received_from,
    received_from,
    talk_answered,
)
from tandem.people.persons.models import EmailAddress, Person
from tandem.people.timeline.actions import note, remove_entry
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose


def take_answer(message: ReceivedMessage, at: datetime.datetime) -> Taken | None:
    """The route for answers."""
    talk = talk_answered(message)
    if talk is None:
        return None
    entry = written_on(talk, message, purpose=Purpose.SELLING, by=None, at=at)
    record(by=None, at=at, verb="people.letter.noted", row=talk.person, after={"entry": entry.pk})
    return Taken(ENTRY, entry.pk, talk.person.pk)


def take_returned(address: str, at: datetime.datetime) -> Taken | None:
    """A mail of ours did not reach this address; it stands on its person's page until they write from it."""
    held = EmailAddress.objects.filter(folded=address).select_related("person").first() if address else None
    if held is None:
        return None
    record(by=None, at=at, verb="people.letter.returned", row=held.person)
    return Taken(ADDRESS, held.pk, held.person_id)


@transaction.atomic
def put_on_timeline(
    *,
    message: ReceivedMessage,
    person: Person,
    purpose: str,
    by: Actor,
    at: datetime.datetime,
    about: str = "",
    about_id: int | None = None,
) -> JournalLine:
    must_decide(message, by)
    entry = written_on(Talk(person, about, about_id), message, purpose=purpose, by=by, at=at)
    decide(message=message, by=by, at=at, taken=Taken(ENTRY, entry.pk, person.pk))
    return record(by=by, at=at, verb="people.letter.noted", row=person, after={"entry": entry.pk})


def written_on(
    talk: Talk, message: ReceivedMessage, *, purpose: str, by: Actor, at: datetime.datetime
) -> Entry:
    person = talk.person
    is_theirs = person.emails.filter(folded=message.sender_folded).exists()
    title = _("Wrote: %(subject)s") if is_theirs else _("%(who)s wrote: %(subject)s")
    said = {"who": message.written_by, "subject": message.subject or _("(no subject)")}
    return note(
        person=person,
        by=by,
        at=at,
        happened_at=min(message.happened_at, at),
        purpose=purpose,
        direction=Direction.INCOMING,
        kind=Kind.EMAIL,
        title=title % said,
        words=own_words(message.text),
        theirs=True,
        origin=ORIGIN,
        origin_id=message.pk,
        about=talk.about,
        about_id=talk.about_id,
    )


def undo_noted(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The message waits in the list again."""
    entry = Entry.objects.filter(pk=line.after.get("entry", 0), origin=ORIGIN).first()
    origin = entry.origin_id if entry else None
    message = ReceivedMessage.objects.select_related("mailbox").filter(pk=origin or 0).first()
    if entry is None or message is None:
        raise Refused(_("This message is not there any more."))
    must_decide(message, by)
    put_back(kind=ENTRY, row_ids=[entry.pk])
    remove_entry(entry, at=at)


def erase_received(person_ids: list[int], at: datetime.datetime) -> int:
    """The row stays with its key, so that the message is not read a second time, and its times."""
    return ReceivedMessage.objects.filter(received_from(person_ids)).update(
        message_id="", in_reply_to="", references=[], sender="", sender_folded="", sender_name="", to="",
        forwarded_by="", subject="", text="", detail="",
    )  # fmt: skip


def erase_files(person_ids: list[int], at: datetime.datetime) -> int:
    rows = Attachment.objects.filter(files_received_from(person_ids))
    stored = [row.stored for row in rows.select_related("stored") if row.stored]
    number = rows.delete()[0]
    forget(stored)
    return number
