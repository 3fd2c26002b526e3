"""Whose a received message is."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.office.mail.addresses import fold_email
from tandem.office.mail.queries import mails_of_ours
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.mailboxes.queries import by_message_id
from tandem.office.mailboxes.routes import Told as WhatBecame
from tandem.people.letters.words import why_returned
from tandem.people.persons.models import EmailAddress, Person
from tandem.people.persons.queries import standing_for
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import Told

ADDRESS = "people.emailaddress"


@dataclass(frozen=True)
class NotReached:
    """An address that did not take the newest mail of ours, and nobody has written from it since."""

    address: str
    at: datetime.datetime
    reason: str
    url: str


def not_reached(person: Person) -> list[NotReached]:
    """One query where every mail arrived, two more where not."""
    addresses = EmailAddress.objects.filter(person=person)
    returned: dict[int, ReceivedMessage] = {}
    rows = ReceivedMessage.objects.filter(taken_kind=ADDRESS, taken_id__in=addresses.values("pk"))
    for message in rows.order_by("received_at", "pk"):
        returned[message.taken_id or 0] = message
    if not returned:
        return []
    held = addresses.in_bulk(list(returned))
    written = ReceivedMessage.objects.filter(sender_folded__in=[held[pk].folded for pk in returned])
    newest = dict(written.order_by().values_list("sender_folded").annotate(Max("received_at")))
    return [
        NotReached(
            held[pk].address,
            one.received_at,
            why_returned(one.detail),
            reverse("office:message", args=[one.pk]),
        )
        for pk, one in returned.items()
        if held[pk].folded not in newest or newest[held[pk].folded] < one.received_at
    ]


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


def person_answering(message: ReceivedMessage) -> Person | None:
    """Who goes on with a talk here: the message answers one that we sent, or one that was taken in before.

    The writer, where we know them; else the person whose talk it is, as somebody may answer from another
    address. None where it answers nothing of ours.
    """
    ids = [one for one in (message.in_reply_to, *reversed(message.references)) if one]
    sent, earlier = mails_of_ours(ids), by_message_id(ids)
    if not sent and not earlier:
        return None
    if (writer := person_with(message.sender_folded)) is not None:
        return writer
    for mail in sent:
        if (person := person_with(fold_email(mail.payload.get("to", "")))) is not None:
            return person
    of_talk = [one.person_id for one in earlier if one.person_id]
    standing = standing_for(set(of_talk))
    return next((standing[key] for key in of_talk if key in standing), None)


def received_from(person_ids: list[int]) -> Q:
    """Messages of these persons: taken in for them, or written from one of their addresses."""
    addresses = EmailAddress.objects.filter(person__in=person_ids).values("folded")
    return Q(person_id__in=person_ids) | Q(sender_folded__in=addresses)


def files_received_from(person_ids: list[int]) -> Q:
    messages = ReceivedMessage.objects.filter(received_from(person_ids)).order_by().values("pk")
    return Q(message__in=messages)


def told_on_timelines(ids: list[int]) -> dict[int, Told]:
    return {pk: Told(url=reverse("office:message", args=[pk]), icon="mail") for pk in ids}


def told_in_list(entry_ids: list[int]) -> dict[int, WhatBecame]:
    entries = Entry.objects.filter(pk__in=entry_ids).select_related("person")
    return {
        entry.pk: WhatBecame(
            _("On the timeline of %(who)s") % {"who": entry.person},
            reverse("people:person", args=[entry.person_id]),
        )
        for entry in entries
    }
