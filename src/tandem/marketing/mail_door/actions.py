"""The e-mail door: a message that answers nothing of ours is somebody who asks."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.arrivals.actions import arrive
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, Heard
from tandem.marketing.mail_door.words import ENQUIRY, LONGEST_KEY, subject_alone
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.office.mail.own_words import own_words
from tandem.office.mailboxes.actions import decide, put_back
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.mailboxes.routes import Taken
from tandem.office.mailboxes.rules import must_decide
from tandem.people.persons.words import Contact


def take_enquiry(message: ReceivedMessage, at: datetime.datetime) -> Taken | None:
    """The route of the door, where the mailbox is one."""
    if not message.mailbox.opens_door:
        return None
    enquiry = heard(message, by=None, at=at)
    return Taken(ENQUIRY, enquiry.pk, enquiry.person_id)


@transaction.atomic
def make_enquiry(*, message: ReceivedMessage, by: Actor, at: datetime.datetime) -> Enquiry:
    """By hand, of a message that waits in the list."""
    must_decide(message, by)
    enquiry = heard(message, by=by, at=at)
    decide(message=message, by=by, at=at, taken=Taken(ENQUIRY, enquiry.pk, enquiry.person_id))
    return enquiry


def heard(message: ReceivedMessage, *, by: Actor, at: datetime.datetime) -> Enquiry:
    """By the one way in; the message itself stands in the list of what came, with its files."""
    row = Heard(
        contact=Contact(name=message.sender_name, emails=(message.sender,) if message.sender else ()),
        heard_at=min(message.happened_at, at),
        door=Door.EMAIL,
        words=own_words(message.text),
        interest=subject_alone(message.subject),
        external_system=f"mail:{message.mailbox_id}",
        external_key=key_of(message),
    )
    sent = {"from": message.sender, "name": message.sender_name, "subject": message.subject}
    arrival = arrive(row=row, by=by, at=at, received={**sent, "message": message.pk})
    if arrival.enquiry is None:
        raise Refused(_("This was set aside before it was an enquiry."))
    return arrival.enquiry


def key_of(message: ReceivedMessage) -> str:
    """Its Message-ID; where a program uses one again for another message, with what tells the two apart."""
    if not message.message_id:
        return message.key
    same = ReceivedMessage.objects.filter(mailbox=message.mailbox_id, message_id=message.message_id)
    if len(message.message_id) > LONGEST_KEY or same.filter(pk__lt=message.pk).exists():
        return f"{message.message_id[: LONGEST_KEY - 65]} {message.key}"
    return message.message_id


def give_back(*, at: datetime.datetime, enquiry_ids: list[int]) -> None:
    """The enquiry was taken out again: its message waits in the list."""
    put_back(kind=ENQUIRY, row_ids=enquiry_ids)
