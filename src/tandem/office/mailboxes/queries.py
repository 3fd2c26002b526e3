import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Count, Q, QuerySet, Value

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_capture
from tandem.office.mail.addresses import EMAIL, fold_email
from tandem.office.mail.imap import Place
from tandem.office.mail.server import from_address
from tandem.office.mailboxes.models import Attachment, Mailbox, ReceivedMessage
from tandem.office.mailboxes.words import FAILURES_BEFORE_NOTICE, Outcome, Reason
from tandem.office.statements.kept import Given, kept
from tandem.office.tokens.sealing import unseal

UNDECIDED = (Outcome.WAITS, Outcome.NOT_READ)
OF_PROGRAMS = (Reason.AUTOMATIC, Reason.LIST, Reason.SPAM)

SHOWN_NOT_READ = 5
COUNTED_AS: dict[str, str] = {
    Outcome.TAKEN: "taken",
    Outcome.WAITS: "waiting",
    Outcome.LEFT: "left",
    Outcome.NOT_READ: "not_read",
}


def place_of(mailbox: Mailbox, *, timeout: float) -> Place:
    """Raises CannotOpen where the password was kept with another secret key."""
    return Place(
        host=mailbox.host,
        port=mailbox.port,
        security=mailbox.security,
        user=mailbox.user,
        password=unseal(mailbox.password_sealed),
        folder=mailbox.folder,
        timeout=timeout,
    )


def our_addresses(mailbox: Mailbox) -> frozenset[str]:
    """Who forwards, and who does not enquire: users, mailboxes, the address that our mail comes from."""
    users = User.objects.values_list("email", flat=True)
    mailboxes = Mailbox.objects.values_list("address", flat=True)
    written = EMAIL.findall(mailbox.forwarders)
    return frozenset(filter(None, map(fold_email, [*users, *mailboxes, *written, from_address()])))


def read_before(mailbox: Mailbox, keys: Iterable[str]) -> set[str]:
    return set(
        ReceivedMessage.objects.filter(mailbox=mailbox, key__in=list(keys)).values_list("key", flat=True)
    )


def came_elsewhere(mailbox: Mailbox, key: str) -> bool:
    """Whether the same message was taken in, or waits, by way of another mailbox of everybody's."""
    others = ReceivedMessage.objects.filter(key=key, mailbox__whose=None).exclude(mailbox=mailbox)
    return others.exclude(outcome=Outcome.NOT_READ).exists()


@dataclass
class Standing:
    """How one mailbox stands, for the page of all."""

    mailbox: Mailbox
    read: int = 0
    taken: int = 0
    waiting: int = 0
    left: int = 0
    not_read: int = 0
    recent: list[ReceivedMessage] = field(default_factory=list)


def standings() -> list[Standing]:
    """All mailboxes with what came to them: three queries, whatever their number."""
    found = {row.pk: Standing(row) for row in Mailbox.objects.select_related("whose")}
    counts = ReceivedMessage.objects.order_by().values_list("mailbox", "outcome").annotate(Count("pk"))
    for mailbox, outcome, number in counts:
        setattr(found[mailbox], COUNTED_AS[outcome], number)
        found[mailbox].read += number
    newest = ReceivedMessage.objects.filter(outcome=Outcome.NOT_READ).order_by("-received_at", "-pk")
    for message in newest[: SHOWN_NOT_READ * max(1, len(found))]:
        if len(found[message.mailbox_id].recent) < SHOWN_NOT_READ:
            found[message.mailbox_id].recent.append(message)
    return list(found.values())


@kept()
def in_trouble() -> "QuerySet[Mailbox]":
    """Mailboxes that could not be read several times in a row."""
    return Mailbox.objects.filter(is_active=True, failures__gte=FAILURES_BEFORE_NOTICE)


def seen_by(user: Actor) -> Q:
    """What was taken in stands with a person, for everybody. The rest is for whose mailbox it came to; for
    both desks, where the mailbox is everybody's. Another's is not there, for owners neither.
    """
    taken = Q(outcome=Outcome.TAKEN)
    if not isinstance(user, User) or not can_capture(user):
        return taken
    return taken | in_boxes_of(user)


def in_boxes_of(user: User | Given) -> Q:
    return Q(mailbox__whose=None) | Q(mailbox__whose=user)


def messages_for(user: Actor) -> QuerySet[ReceivedMessage]:
    """What this user may see, the newest first."""
    return ReceivedMessage.objects.filter(seen_by(user)).select_related("mailbox", "decided_by")


def undecided_for(user: Actor) -> QuerySet[ReceivedMessage]:
    """What waits for this user: what was not read is to be looked at where it lies."""
    return messages_for(user).filter(outcome__in=UNDECIDED)


def number_undecided(user: Actor) -> int:
    """Without what programs sent, which nobody has to look at."""
    if not isinstance(user, User) or not can_capture(user):
        return 0
    return next(iter(counted_undecided(user=user.pk)), 0)


@kept(user=BigIntegerField())
def counted_undecided(user: Given) -> "QuerySet[ReceivedMessage, int]":
    """How many wait for one who captures."""
    rows = ReceivedMessage.objects.filter(in_boxes_of(user), outcome__in=UNDECIDED).exclude(
        reason__in=OF_PROGRAMS
    )
    return (
        rows.order_by().values(whole=Value(1)).annotate(number=Count("pk")).values_list("number", flat=True)
    )


def attachment_for(user: Actor, *, message_id: int, attachment_id: int) -> Attachment | None:
    """A kept file of a message that this user may see."""
    visible = messages_for(user).filter(pk=message_id).order_by().values("pk")
    rows = Attachment.objects.filter(pk=attachment_id, message__in=visible).exclude(stored=None)
    return rows.select_related("stored").first()


def by_message_id(ids: Iterable[str]) -> list[ReceivedMessage]:
    """Messages that were taken in, by how their mail programs call them; the newest first."""
    wanted = list(ids)
    rows = ReceivedMessage.objects.filter(message_id__in=wanted, outcome=Outcome.TAKEN) if wanted else []
    return list(rows)


def due(at: datetime.datetime) -> QuerySet[Mailbox]:
    """Mailboxes whose turn it is and that nobody reads just now."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    return Mailbox.objects.filter(free, is_active=True, wanted_at__lte=at).order_by("wanted_at", "pk")
