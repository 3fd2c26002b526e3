import re
from collections.abc import Iterable

from tandem.office.mail.server import is_set_up
from tandem.office.mail.words import KIND
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.queries import Standing, standing

__all__ = ["is_set_up", "mail_standing", "mails_of_ours"]

# As `mail.jobs.message_of` makes them.
OUR_MESSAGE_ID = re.compile(r"<([0-9a-f]{40})@[^<>]+>")


def mail_standing() -> Standing:
    """How the mail stands; while `is_set_up()` is false everything waits, and that is said on screen."""
    return standing(KIND)


def mails_of_ours(message_ids: Iterable[str]) -> list[OutboxRow]:
    """Which of these messages we sent, the newest first. What was in them is forgotten after a while."""
    ours = [found[1] for one in message_ids if (found := OUR_MESSAGE_ID.fullmatch(one))]
    return list(OutboxRow.objects.filter(kind=KIND, message_id__in=ours).order_by("-pk")) if ours else []
