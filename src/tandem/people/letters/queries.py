"""Whose a received message is."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_capture
from tandem.office.mail.addresses import fold_email
from tandem.office.mail.queries import mails_of_ours
from tandem.office.mailboxes.models import Attachment, ReceivedMessage
from tandem.office.mailboxes.queries import by_message_id, in_boxes_of
from tandem.office.mailboxes.routes import Told as WhatBecame
from tandem.office.mailboxes.words import Outcome, Reason
from tandem.office.statements.kept import Given, kept
from tandem.people.files.queries import Shown
from tandem.people.persons.models import EmailAddress, Person
from tandem.people.persons.queries import standing_for
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import Told
from tandem.people.unanswered.queries import entries_waiting
from tandem.people.writing.queries import letters_answered
from tandem.people.writing.words import why_returned

ENTRY = "people.entry"
ORIGIN = "office.receivedmessage"
ADDRESS = "people.emailaddress"
# What a program sent asks for no decision beside a person.
NOT_WRITTEN = (Reason.AUTOMATIC, Reason.LIST, Reason.SPAM, Reason.BOUNCE, Reason.TWICE)
MOST_WAITING = 5


@dataclass(frozen=True)
class NotReached:
    """An address that did not take the newest mail of ours, and nobody has written from it since."""

    address: str
    at: datetime.datetime
    reason: str
    url: str


def not_reached(person: Person) -> list[NotReached]:
    """One query."""
    return [
        NotReached(
            row.address,
            row.returned_at,
            why_returned(row.detail),
            reverse("office:message", args=[row.message]),
        )
        for row in mail_returned(person=person.pk)
        if row.written_at is None or row.written_at < row.returned_at
    ]


@kept(person=BigIntegerField())
def mail_returned(person: Given) -> "QuerySet[EmailAddress, Any]":
    """Their addresses that did not take some mail of ours, with when that was and when they wrote last."""
    returned = ReceivedMessage.objects.filter(taken_kind=ADDRESS, taken_id=OuterRef("pk"))
    written = ReceivedMessage.objects.filter(sender_folded=OuterRef("folded")).order_by("-received_at")
    last = returned.order_by("-received_at", "-pk")
    rows = EmailAddress.objects.filter(person=person).annotate(
        message=Subquery(last.values("pk")[:1]),
        returned_at=Subquery(last.values("received_at")[:1]),
        detail=Subquery(last.values("detail")[:1]),
        written_at=Subquery(written.values("received_at")[:1]),
    )
    return rows.filter(message__isnull=False)


def told_of_returned(address_ids: list[int]) -> dict[int, WhatBecame]:
    rows = EmailAddress.objects.filter(pk__in=address_ids)
    sentence = _("%(address)s did not take our mail")
    return {
        row.pk: WhatBecame(
            sentence % {"address": row.address}, reverse("people:person", args=[row.person_id])
        )
        for row in rows
    }


def person_with(address: str) -> Person | None:
    """Who has this folded e-mail address."""
    held = EmailAddress.objects.filter(folded=address).values_list("person", flat=True) if address else []
    return next(iter(standing_for(set(held)).values()), None)


@dataclass(frozen=True)
class Talk:
    """Whose talk a message goes on with, and the work that it is about, if it is about any."""

    person: Person
    about: str = ""
    about_id: int | None = None


def talk_answered(message: ReceivedMessage) -> Talk | None:
    """The message answers one that we sent, or one that was taken in before.

    It is of its writer, where we know them; else of the person whose talk it is, as somebody may answer from
    another address. None where it answers nothing of ours.
    """
    ids = [one for one in (message.in_reply_to, *reversed(message.references)) if one]
    letters = letters_answered(ids)
    sent, earlier = ([] if letters else mails_of_ours(ids)), by_message_id(ids)
    if not letters and not sent and not earlier:
        return None
    about = next(((one.about, one.about_id) for one in letters if one.about), None) or about_of(earlier)
    of_talk = [*(one.person_id for one in letters), *(one.person_id for one in earlier if one.person_id)]
    if (writer := person_with(message.sender_folded)) is not None:
        # Somebody else of the same house may answer: what it is about is then for a person to say.
        return Talk(writer, *about) if writer.pk in of_talk else Talk(writer)
    for mail in sent:
        if (person := person_with(fold_email(mail.payload.get("to", "")))) is not None:
            return Talk(person)
    standing = standing_for(set(of_talk))
    person = next((standing[key] for key in of_talk if key in standing), None)
    return Talk(person, *about) if person is not None else None


def about_of(earlier: list[ReceivedMessage]) -> tuple[str, int | None]:
    """What the messages that were taken in before are about; the newest tells."""
    entries = Entry.objects.filter(origin=ORIGIN, origin_id__in=[one.pk for one in earlier]).exclude(about="")
    found = entries.order_by("-at", "-pk").values_list("about", "about_id").first() if earlier else None
    return found or ("", None)


def waiting_from(person: Person, user: Actor) -> list[ReceivedMessage]:
    """What this person wrote and nobody decided on yet: it answers nothing of ours. One query."""
    if not isinstance(user, User) or not can_capture(user):
        return []
    return undecided_from(person=person.pk, user=user.pk)


@kept(person=BigIntegerField(), user=BigIntegerField())
def undecided_from(person: Given, user: Given) -> "QuerySet[ReceivedMessage]":
    """As one who captures sees it."""
    addresses = EmailAddress.objects.filter(person=person).values("folded")
    rows = ReceivedMessage.objects.filter(in_boxes_of(user), outcome=Outcome.WAITS)
    theirs = rows.filter(sender_folded__in=addresses).exclude(reason__in=NOT_WRITTEN)
    return theirs.select_related("mailbox", "decided_by").order_by("-received_at", "-pk")[:MOST_WAITING]


def received_from(person_ids: list[int]) -> Q:
    """Messages of these persons: taken in for them, or written from one of their addresses."""
    addresses = EmailAddress.objects.filter(person__in=person_ids).values("folded")
    return Q(person_id__in=person_ids) | Q(sender_folded__in=addresses)


def files_received_from(person_ids: list[int]) -> Q:
    messages = ReceivedMessage.objects.filter(received_from(person_ids)).order_by().values("pk")
    return Q(message__in=messages)


def told_on_timelines(ids: list[int]) -> dict[int, Told]:
    """What came with each; one query."""
    files: dict[int, list[Shown]] = defaultdict(list)
    for one in came_with(messages=ids):
        kept = reverse("office:message_file", args=[one.message_id, one.pk]) if one.stored_id else ""
        files[one.message_id].append(Shown(one.name, one.size, kept, one.not_kept))
    return {
        pk: Told(url=reverse("office:message", args=[pk]), icon="mail", files=tuple(files.get(pk, ())))
        for pk in ids
    }


@kept(messages=BigIntegerField())
def came_with(messages: Given) -> "QuerySet[Attachment]":
    rows = Attachment.objects.filter(message__among=messages)
    return rows.only("name", "size", "stored", "not_kept", "message")


def told_in_list(entry_ids: list[int]) -> dict[int, WhatBecame]:
    """Where a message stands, and whether it still waits for our answer. Two queries."""
    entries = Entry.objects.filter(pk__in=entry_ids).select_related("person")
    waits = entries_waiting(entry_ids)
    return {
        entry.pk: WhatBecame(
            (_("On the timeline of %(who)s, waits for our answer") if entry.pk in waits
             else _("On the timeline of %(who)s")) % {"who": entry.person},
            reverse("people:person", args=[entry.person_id]),
        )
        for entry in entries
    }  # fmt: skip
