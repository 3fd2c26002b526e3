"""Setting mailboxes up, and deciding what becomes of a message that waits."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import Change, change
from tandem.office.changes.words import Refused
from tandem.office.clock.bell import ring_after_commit
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.mail.addresses import fold_email
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.mailboxes.routes import Taken
from tandem.office.mailboxes.rules import must_decide, must_manage
from tandem.office.mailboxes.words import Outcome, Security
from tandem.office.tokens.sealing import seal

LANE = "mail"
SET = (
    "address", "whose", "host", "port", "security", "user", "folder", "since", "opens_door", "marks_read",
    "forwarders",
)  # fmt: skip
# With another of these, the numbers of the server begin anew; what was read before is known by its key.
ELSEWHERE = {"host", "port", "user", "folder", "since"}
ANEW: dict[str, Any] = {"uidvalidity": None, "last_uid": 0, "trying_uid": None, "tries": 0}
NO_TROUBLE: dict[str, Any] = {"failures": 0, "trouble": "", "trouble_since": None, "next_look_at": None}


@transaction.atomic
def add_mailbox(*, password: str, by: Actor, at: datetime.datetime, **columns: Any) -> Mailbox:
    """The password is kept sealed, and stands in no journal, export or page."""
    must_manage(by)
    _must_be_sound(columns, None)
    if not password:
        raise Refused(_("Type the password of the mailbox."), field="password")
    mailbox = Mailbox.objects.create(password_sealed=seal(password), wanted_at=at, **columns)
    after = {"address": mailbox.address, "host": mailbox.host, "folder": mailbox.folder}
    record(by=by, at=at, verb="office.mailbox.added", row=mailbox, after=after)
    ring_after_commit(LANE)
    return mailbox


@transaction.atomic
def change_mailbox(
    *,
    mailbox: Mailbox,
    expected_version: int,
    password: str = "",
    by: Actor,
    at: datetime.datetime,
    **columns: Any,
) -> JournalLine | None:
    """Without a new password the kept one stays."""
    must_manage(by)
    _must_be_sound(columns, mailbox)
    changed = change(mailbox, expected_version=expected_version, **columns)
    if not changed and not password:
        return None
    begun: dict[str, Any] = {**NO_TROUBLE, "wanted_at": at}
    if password:
        begun["password_sealed"] = seal(password)
        if not changed:
            # It is a column too: who saves an older page must be told.
            begun["version"] = mailbox.version + 1
        changed = Change(changed.before, {**changed.after, "password_changed": True})
    if ELSEWHERE & changed.after.keys():
        begun |= ANEW
    Mailbox.objects.filter(pk=mailbox.pk).update(**begun)
    ring_after_commit(LANE)
    return record(
        by=by, at=at, verb="office.mailbox.changed", row=mailbox, before=changed.before, after=changed.after
    )


@transaction.atomic
def switch_mailbox(
    *,
    mailbox: Mailbox,
    expected_version: int | None = None,
    is_active: bool,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine:
    """Read it no more, or again. What was read stays."""
    must_manage(by)
    changed = change(mailbox, expected_version=expected_version, is_active=is_active)
    Mailbox.objects.filter(pk=mailbox.pk).update(**NO_TROUBLE, wanted_at=at if is_active else None)
    ring_after_commit(LANE)
    return record(
        by=by, at=at, verb="office.mailbox.switched", row=mailbox, before=changed.before, after=changed.after
    )


def undo_switch(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    mailbox = Mailbox.objects.get(pk=line.row_id or 0)
    switch_mailbox(mailbox=mailbox, is_active=not mailbox.is_active, by=by, at=at)


def _must_be_sound(columns: dict[str, Any], mailbox: Mailbox | None) -> None:
    if unknown := set(columns) - set(SET):
        raise TypeError(f"A mailbox has no {sorted(unknown)} to set")
    for name in ("host", "user", "folder"):
        if any(sign < " " for sign in str(columns.get(name, ""))):
            raise Refused(_("A line break cannot stand here."), field=name)
    if "security" in columns and columns["security"] not in Security.values:
        raise Refused(_("Choose one of the kinds of encryption."), field="security")
    if "address" in columns:
        others = Mailbox.objects.exclude(pk=mailbox.pk if mailbox else 0)
        if fold_email(columns["address"]) in map(fold_email, others.values_list("address", flat=True)):
            raise Refused(_("This mailbox is in the list already."), field="address")


@transaction.atomic
def look_now(*, mailbox: Mailbox, at: datetime.datetime) -> None:
    """Let the mailbox be read as soon as the worker is free."""
    Mailbox.objects.filter(pk=mailbox.pk, is_active=True).update(wanted_at=at)
    ring_after_commit(LANE)


@transaction.atomic
def decide(
    *, message: ReceivedMessage, by: Actor, at: datetime.datetime, taken: Taken | None = None
) -> ReceivedMessage:
    """A message that waits became a row (`taken`), or is left as it is. Once: the second one is refused.

    Whoever calls this with `taken` tells it in the journal.
    """
    must_decide(message, by)
    columns: dict[str, Any] = {"outcome": Outcome.LEFT}
    if taken is not None:
        columns = {
            "outcome": Outcome.TAKEN,
            "taken_kind": taken.kind,
            "taken_id": taken.row_id,
            "person_id": taken.person_id,
        }
    columns |= {"decided_at": at, "decided_by": by if isinstance(by, User) else None}
    waits = ReceivedMessage.objects.filter(pk=message.pk, outcome__in=[Outcome.WAITS, Outcome.NOT_READ])
    if not waits.update(**columns):
        raise Refused(_("This has been decided already. Nothing was changed."))
    message.refresh_from_db()
    return message


@transaction.atomic
def leave(*, message: ReceivedMessage, by: Actor, at: datetime.datetime) -> JournalLine:
    """Nothing is to be done with it. It stays where it is in the mailbox."""
    before = {"outcome": message.outcome}
    decide(message=message, by=by, at=at)
    after = {"outcome": Outcome.LEFT.value}
    return record(by=by, at=at, verb="office.message.left", row=message, before=before, after=after)


def undo_leave(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    message = ReceivedMessage.objects.select_related("mailbox").filter(pk=line.row_id or 0).first()
    if message is None or message.outcome != Outcome.LEFT:
        raise Refused(_("This message was decided anew since. Nothing was undone."))
    must_decide(message, by)
    ReceivedMessage.objects.filter(pk=message.pk).update(
        outcome=line.before["outcome"], decided_at=None, decided_by=None
    )


@transaction.atomic
def put_back(*, kind: str, row_ids: list[int]) -> int:
    """What messages had become is gone again (undone): they wait in the list. The caller knows who may."""
    rows = ReceivedMessage.objects.filter(taken_kind=kind, taken_id__in=row_ids, outcome=Outcome.TAKEN)
    return rows.update(
        outcome=Outcome.WAITS, taken_kind="", taken_id=None, person_id=None, decided_at=None, decided_by=None
    )


@transaction.atomic
def ask_for_looks(*, at: datetime.datetime) -> None:
    """The clock: every mailbox is to be read that does not rest after a failure."""
    rows = Mailbox.objects.filter(is_active=True, wanted_at=None)
    if rows.exclude(next_look_at__gt=at).update(wanted_at=at):
        ring_after_commit(LANE)
