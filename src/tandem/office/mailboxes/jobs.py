"""The reading half: whose turn it is, what is new there, and what to say when it cannot be read.

A mailbox is read on a lease, message by message; each is a transaction of its own with the place up to which
everything was read. So whatever breaks, the next look goes on behind the last message that was written.
"""

import datetime
import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from tandem.office.clock import actions as clock
from tandem.office.mail.imap import CannotLook, Folder, Head, opened
from tandem.office.mailboxes.actions import ask_for_looks
from tandem.office.mailboxes.models import Mailbox
from tandem.office.mailboxes.queries import due, our_addresses, place_of, read_before
from tandem.office.mailboxes.receiving import Received, key_of, read, receive
from tandem.office.mailboxes.words import LARGEST_MESSAGE, LOOK_EVERY, TROUBLE_SENTENCES, Reason, Trouble
from tandem.office.outbox.jobs import owner
from tandem.office.outbox.words import LeaseLost
from tandem.office.tokens.sealing import CannotOpen

logger = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=5)
TIMEOUT_SECONDS = 30.0
# Somebody waits for it.
TRY_SECONDS = 10.0
# After a failure a mailbox rests; a wrong password asked every three minutes would lock the account.
RESTS = tuple(datetime.timedelta(minutes=minutes) for minutes in (3, 3, 10, 30, 60))
MOST_TRIES = 2
MOST_A_LOOK = 200


def read_one(at: datetime.datetime) -> bool:
    """Read the mailbox that has waited longest; False where none waits."""
    mailbox = claim(at)
    if mailbox is None:
        return False
    try:
        more = look(mailbox)
    except CannotLook as error:
        note_trouble(mailbox, error.trouble, at=timezone.now())
    except CannotOpen:
        note_trouble(mailbox, Trouble.KEY, at=timezone.now())
    except LeaseLost:
        # Another process has it by now, or it was switched off.
        pass
    except Exception:
        note_trouble(mailbox, Trouble.BROKE_OFF, at=timezone.now())
        raise
    else:
        note_good(mailbox, more=more, at=timezone.now())
    return True


@transaction.atomic
def claim(at: datetime.datetime) -> Mailbox | None:
    mailbox = due(at).first()
    if mailbox is None:
        return None
    free = due(at).filter(pk=mailbox.pk, attempt=mailbox.attempt).order_by()
    lease = {"owner": owner(), "lease_until": at + LEASE, "last_look_at": at}
    if not free.update(attempt=F("attempt") + 1, **lease):
        return None
    mailbox.refresh_from_db()
    return mailbox


def held(mailbox: Mailbox) -> Any:
    return Mailbox.objects.filter(pk=mailbox.pk, attempt=mailbox.attempt, owner=mailbox.owner)


def keep(mailbox: Mailbox, **columns: Any) -> None:
    """Write to the mailbox in hand, and hold it longer. Raises LeaseLost."""
    until = timezone.now() + LEASE
    if not held(mailbox).filter(is_active=True).update(lease_until=until, **columns):
        raise LeaseLost
    for name, value in columns.items():
        setattr(mailbox, name, value)


def look(mailbox: Mailbox) -> bool:
    """Read what is new; whether there is more. Raises CannotLook."""
    place = place_of(mailbox, timeout=TIMEOUT_SECONDS)
    with opened(place, writes=mailbox.marks_read) as folder:
        if mailbox.uidvalidity != folder.uidvalidity:
            # The server counts anew: its numbers mean other messages. What was read is known by its key.
            keep(mailbox, uidvalidity=folder.uidvalidity, last_uid=0, trying_uid=None, tries=0)
        new = folder.uids_after(mailbox.last_uid, mailbox.since)
        ours = our_addresses(mailbox)
        for head in folder.heads(new[:MOST_A_LOOK]):
            take(mailbox, folder, head, ours)
        if new:
            # Also past those that were gone before they could be fetched.
            keep(mailbox, last_uid=max(mailbox.last_uid, new[:MOST_A_LOOK][-1]))
        return len(new) > MOST_A_LOOK


def take(mailbox: Mailbox, folder: Folder, head: Head, ours: frozenset[str]) -> None:
    """One message, fetched whole only where it is new."""
    if read_before(mailbox, [key_of(head.head)]):
        keep(mailbox, last_uid=head.uid)
        return
    tries = mailbox.tries + 1 if mailbox.trying_uid == head.uid else 1
    keep(mailbox, trying_uid=head.uid, tries=tries)
    if tries > MOST_TRIES:
        received = read(head, None, ours=ours, broken=Reason.BROKEN)
    elif head.size > LARGEST_MESSAGE:
        received = read(head, None, ours=ours, broken=Reason.TOO_LARGE)
    else:
        raw = folder.whole(head.uid)
        if raw is None:
            return
        received = read(head, raw, ours=ours)
    write(mailbox, received)
    if mailbox.marks_read:
        folder.mark_read(head.uid)


def write(mailbox: Mailbox, received: Received) -> None:
    try:
        _write(mailbox, received)
    except LeaseLost:
        raise
    except Exception:
        # Something in it that the database does not take: it is listed without its words.
        logger.exception("A message could not be written down")
        bare = read(received.head, None, ours=frozenset(), broken=Reason.BROKEN)
        _write(mailbox, bare)


@transaction.atomic
def _write(mailbox: Mailbox, received: Received) -> None:
    now = timezone.now()
    newest = max(filter(None, [mailbox.last_message_at, min(received.head.received_at or now, now)]))
    keep(mailbox, last_uid=received.head.uid, trying_uid=None, tries=0, last_message_at=newest)
    receive(mailbox, received, at=now)


def note_good(mailbox: Mailbox, *, more: bool, at: datetime.datetime) -> None:
    columns = {"failures": 0, "trouble": "", "trouble_since": None, "next_look_at": None}
    if not more:
        # Who asked for a look meanwhile gets one.
        held(mailbox).filter(wanted_at=mailbox.wanted_at).update(wanted_at=None)
    held(mailbox).update(lease_until=None, last_good_at=at, **columns)


def note_trouble(mailbox: Mailbox, trouble: str, *, at: datetime.datetime) -> None:
    rest = RESTS[min(mailbox.failures, len(RESTS) - 1)]
    held(mailbox).update(
        lease_until=None,
        wanted_at=None,
        next_look_at=at + rest,
        failures=F("failures") + 1,
        trouble=trouble,
        trouble_since=mailbox.trouble_since or at,
    )


@dataclass(frozen=True)
class Tried:
    """What came of trying a mailbox: a sentence, and the word for the trouble, empty where it works."""

    sentence: str
    trouble: str = ""


def try_mailbox(mailbox: Mailbox) -> Tried:
    """Sign in and open the folder; nothing is read."""
    try:
        with opened(place_of(mailbox, timeout=TRY_SECONDS)) as folder:
            number = folder.number
    except CannotLook as error:
        return Tried(str(TROUBLE_SENTENCES[Trouble(error.trouble)]), error.trouble)
    except CannotOpen:
        return Tried(str(TROUBLE_SENTENCES[Trouble.KEY]), Trouble.KEY)
    words = ngettext(
        "It works. %(number)d message is in there.", "It works. %(number)d messages are in there.", number
    )
    return Tried(words % {"number": number})


def register() -> None:
    clock.register("office.mailboxes.look", ask_for_looks, every=LOOK_EVERY)
