"""Who may note and judge enquiries, and what an enquiry must have."""

import datetime

from django.utils.translation import gettext as _

from tandem.marketing.enquiries.words import CLOCK_SLACK, Door, Heard, SetAsideReason
from tandem.office.accounts.rules import Actor, can_capture, can_change_marketing
from tandem.office.changes.words import NotAllowed, Refused
from tandem.people.persons.words import Contact

DOORS = frozenset(Door.values)


def must_capture(by: Actor) -> None:
    if not can_capture(by):
        raise NotAllowed


def must_change_marketing(by: Actor) -> None:
    if not can_change_marketing(by):
        raise NotAllowed


def must_be_sound(row: Heard, *, at: datetime.datetime) -> None:
    if row.door not in DOORS:
        raise Refused(_("Say how it came: by phone, by e-mail, at the door."), field="door")
    if row.heard_at > at + CLOCK_SLACK:
        raise Refused(_("That is still to come. Pick today or earlier."), field="heard_at")
    # A row that another list knows by its number may name nobody: it was heard all the same.
    known = row.person is not None or says_who(row.contact)
    if not known and not row.words.strip() and not row.external_key:
        raise Refused(_("Write a name, a phone number or an e-mail address. One is enough."), field="who")


def says_who(contact: Contact) -> bool:
    named = (contact.name, contact.organisation, contact.external_key, *contact.emails, *contact.phones)
    return any(word.strip() for word in named)


def must_be_a_reason(reason: str) -> None:
    if reason not in SetAsideReason.values:
        raise Refused(_("Say why: spam, the same enquiry twice, or not for us."), field="reason")
