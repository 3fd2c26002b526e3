"""Writing to one person: a draft is kept, sent through the outbox, and stands on the timeline."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.files.actions import forget
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.mail.actions import send
from tandem.office.mail.words import BadHeader
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.outbox.actions import withdraw
from tandem.office.outbox.models import OutboxRow
from tandem.people.files.models import PersonFile
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note, remove_entry
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind
from tandem.people.wordings.queries import signature_for
from tandem.people.writing.models import Letter
from tandem.people.writing.queries import answers_go_to
from tandem.people.writing.rules import (
    must_be_addressed,
    must_be_own_draft,
    must_be_welcome,
    must_be_whole,
    must_have_a_server,
    must_write,
)
from tandem.people.writing.words import EFFECT, ORIGIN, PURPOSES, SIGNED

TYPED = {"to", "subject", "text", "purpose"}
MOST_REFERENCES = 20
LONGEST_REFERENCES = 900


@transaction.atomic
def begin_letter(
    *,
    person: Person,
    by: User,
    at: datetime.datetime,
    about: str = "",
    about_id: int | None = None,
    answers: ReceivedMessage | None = None,
    begun_at: datetime.datetime | None = None,
    **typed: Any,
) -> Letter:
    """A draft. It may be as unfinished as it likes. `begun_at`: when its page was opened."""
    must_write(by)
    if not person.is_listed:
        raise Refused(_("This person is not there any more."))
    return Letter.objects.create(
        person=person,
        by=by,
        begun_at=begun_at or at,
        about=about,
        about_id=about_id,
        answers=answers,
        **checked(typed),
    )


@transaction.atomic
def keep_letter(
    *, letter: Letter, expected_version: int, by: User, at: datetime.datetime, **typed: Any
) -> None:
    """What was typed so far. A draft is its writer's own, so the journal tells nothing of it."""
    must_be_own_draft(letter, by)
    change(letter, expected_version=expected_version, **checked(typed))


def checked(typed: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(typed) - TYPED:
        raise TypeError(f"A letter has no {sorted(unknown)} to type")
    if "purpose" in typed and typed["purpose"] not in dict(PURPOSES):
        raise Refused(_("Say what it is for."), field="purpose")
    columns = dict(typed)
    if "subject" in columns:
        columns["subject"] = one_line(columns["subject"])
    if "text" in columns:
        columns["text"] = some_lines(columns["text"])
    return columns


@transaction.atomic
def send_letter(*, letter: Letter, expected_version: int, by: User, at: datetime.datetime) -> JournalLine:
    """Promise it to the outbox and write it on the timeline. Sent twice at once, it is sent once."""
    must_be_own_draft(letter, by)
    must_be_whole(letter)
    must_be_addressed(letter)
    must_be_welcome(letter)
    must_have_a_server()
    signature = signature_for(by)
    change(letter, expected_version=expected_version, sent_at=at, signature=signature, left_at=None)
    entry = written_down(letter, by=by, at=at)
    row = put_in_outbox(letter, by=by, at=at)
    Letter.objects.filter(pk=letter.pk).update(entry=entry, sent_as=row)
    letter.entry, letter.sent_as = entry, row
    after = {"letter": letter.pk, "entry": entry.pk, "files": letter.files.count()}
    return record(by=by, at=at, verb="people.letter.sent", row=letter.person, after=after)


def written_down(letter: Letter, *, by: User, at: datetime.datetime) -> Entry:
    return note(
        person=letter.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=letter.purpose,
        direction=Direction.OUTGOING,
        kind=Kind.EMAIL,
        title=_("%(who)s wrote: %(subject)s") % {"who": by.first_word, "subject": letter.subject},
        words=letter.text,
        origin=ORIGIN,
        origin_id=letter.pk,
        about=letter.about,
        about_id=letter.about_id,
    )


def put_in_outbox(letter: Letter, *, by: User, at: datetime.datetime) -> OutboxRow:
    files = letter.files.values_list("stored", flat=True)
    text = f"{letter.text}{SIGNED}{letter.signature}\n" if letter.signature else f"{letter.text}\n"
    try:
        return send(
            to=letter.to,
            to_name=one_line(letter.person.name),
            from_name=from_name(by),
            reply_to=answers_go_to(by),
            subject=letter.subject,
            text=text,
            headers=thread_of(letter.answers),
            attachments=list(files),
            # A letter that was called back may be sent again, changed: it is another mail then.
            effect_key=f"{EFFECT}{letter.pk}:{letter.version}",
            at=at,
        )
    except BadHeader as error:
        raise Refused(_("The address or the subject holds signs that no mail can carry.")) from error


def from_name(by: User) -> str:
    business = the_business().name
    return one_line(f"{by}, {business}" if business else str(by))


def thread_of(answered: ReceivedMessage | None) -> dict[str, str]:
    """The heads by which their mail program puts our answer below theirs (RFC 5322, 3.6.4)."""
    if answered is None or not answered.message_id:
        return {}
    ids = [one for one in answered.references if one != answered.message_id][-MOST_REFERENCES:]
    references = [*ids, answered.message_id]
    # The first begins the thread, the last are the nearest; what is between may go.
    while len(" ".join(references)) > LONGEST_REFERENCES and len(references) > 2:
        del references[1]
    heads = {"In-Reply-To": answered.message_id, "References": " ".join(references)}
    return heads if all(value.isascii() for value in heads.values()) else {}


def undo_sent(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Called back, as long as it has not left: it is a draft again."""
    must_write(by)
    letter = Letter.objects.select_related("sent_as", "entry").filter(pk=line.after.get("letter", 0)).first()
    if letter is None or letter.sent_as is None:
        raise Refused(_("This letter is not there any more."))
    if isinstance(by, User) and letter.by_id != by.pk:
        raise Refused(_("Only who wrote a letter can call it back."))
    if not withdraw(row=letter.sent_as, at=at):
        raise Refused(_("It has left already, so it cannot be called back."))
    entry = letter.entry
    change(letter, sent_at=None, sent_as=None, entry=None, signature="")
    if entry is not None:
        remove_entry(entry, at=at)


@transaction.atomic
def write_again(*, letter: Letter, by: User, at: datetime.datetime) -> Letter:
    """A new draft with the words of one that did not arrive; the old one is seen to."""
    must_write(by)
    if letter.sent_at is None:
        raise Refused(_("This letter was never sent."))
    draft = begin_letter(
        person=letter.person,
        by=by,
        at=at,
        about=letter.about,
        about_id=letter.about_id,
        answers=letter.answers,
        to=letter.to,
        subject=letter.subject,
        text=letter.text,
        purpose=letter.purpose,
    )
    Letter.objects.filter(pk=letter.pk).update(left_at=at)
    return draft


@transaction.atomic
def leave_letter(*, letter: Letter, by: Actor, at: datetime.datetime) -> JournalLine:
    """It did not arrive, and that is seen to: it stands in the list no more."""
    must_write(by)
    if not Letter.objects.filter(pk=letter.pk, sent_at__isnull=False, left_at=None).update(left_at=at):
        raise Refused(_("This has been decided already. Nothing was changed."))
    return record(by=by, at=at, verb="people.letter.left", row=letter, after={"left": True})


def undo_left(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_write(by)
    Letter.objects.filter(pk=line.row_id or 0).update(left_at=None)


@transaction.atomic
def discard_letter(*, letter: Letter, expected_version: int, by: User, at: datetime.datetime) -> None:
    """A draft that nobody wants any more, with its files."""
    must_be_own_draft(letter, by)
    change(letter, expected_version=expected_version, to=letter.to)
    files = PersonFile.objects.filter(letter=letter).select_related("stored")
    forget([file.stored for file in files])
    letter.delete()


def erase_letters(person_ids: list[int], at: datetime.datetime) -> int:
    """What waits is withdrawn; who wrote when stays. Drafts go whole."""
    rows = Letter.objects.filter(person__in=person_ids)
    for row in OutboxRow.objects.filter(pk__in=rows.exclude(sent_as=None).values("sent_as")):
        withdraw(row=row, at=at)
        OutboxRow.objects.filter(pk=row.pk).update(payload={}, last_error="")
    drafts = rows.filter(sent_at=None).delete()[0]
    return drafts + rows.update(to="", subject="", text="", signature="", answers=None)
