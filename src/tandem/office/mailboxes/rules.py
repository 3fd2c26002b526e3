"""Who may set mailboxes up, and who decides what becomes of a message."""

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_capture, can_manage
from tandem.office.changes.words import NotAllowed
from tandem.office.mailboxes.models import ReceivedMessage


def must_manage(by: Actor) -> None:
    if not can_manage(by):
        raise NotAllowed


def must_decide(message: ReceivedMessage, by: Actor) -> None:
    """Not for who may not see it; the views answer 404 before."""
    if not can_capture(by) or (isinstance(by, User) and message.mailbox.whose_id not in (None, by.pk)):
        raise NotAllowed
