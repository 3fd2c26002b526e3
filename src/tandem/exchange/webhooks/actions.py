"""Who is told of what: decided by an owner, as something leaves the house by it."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.exchange.webhooks.addresses import target_of
from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.signing import new_secret
from tandem.exchange.webhooks.telling import put
from tandem.exchange.webhooks.words import OLD_SECRET_LASTS, TEST, AddressRefused, Fact
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.changes.actions import change
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.outbox import actions as outbox


def must_manage(by: Actor) -> None:
    if not can_manage(by):
        raise NotAllowed


def checked(name: str, address: str, facts: list[str]) -> dict[str, Any]:
    """Where the name leads is looked up before the transaction and again at each sending."""
    called = " ".join(name.replace("\x00", "").split())[:80]
    if not called:
        raise Refused(_("Say which program it is, so that you know it again."), field="name")
    try:
        target_of(address)
    except AddressRefused as refused:
        raise Refused(refused.sentence, field="address") from None
    chosen = [fact for fact in Fact.values if fact in facts]
    if not chosen:
        raise Refused(_("Choose at least one thing to tell."), field="facts")
    return {"name": called, "address": address, "facts": chosen}


@transaction.atomic
def add_webhook(
    *, name: str, address: str, facts: list[str], by: Actor, at: datetime.datetime
) -> tuple[Webhook, str]:
    """Another program is told from now on. The secret is given out this once."""
    must_manage(by)
    secret = new_secret()
    webhook = Webhook.objects.create(
        **checked(name, address, facts),
        secret=secret,
        created_at=at,
        created_by=by if isinstance(by, User) else None,
    )
    after = {"address": webhook.address, "facts": webhook.facts}
    record(by=by, at=at, verb="exchange.webhook.added", row=webhook, after=after)
    return webhook, secret


@transaction.atomic
def edit_webhook(
    *,
    webhook: Webhook,
    expected_version: int,
    name: str,
    address: str,
    facts: list[str],
    by: Actor,
    at: datetime.datetime,
) -> None:
    must_manage(by)
    columns = checked(name, address, facts)
    changed = change(webhook, expected_version=expected_version, **columns)
    if changed:
        record(
            by=by, at=at, verb="exchange.webhook.changed", row=webhook,
            before=changed.before, after=changed.after,
        )  # fmt: skip


@transaction.atomic
def new_secret_for(*, webhook: Webhook, by: Actor, at: datetime.datetime) -> str:
    """A new secret, given out this once. The old one is good for another day, then for nothing."""
    must_manage(by)
    secret = new_secret()
    change(webhook, secret=secret, old_secret=webhook.secret, old_secret_until=at + OLD_SECRET_LASTS)
    record(by=by, at=at, verb="exchange.webhook.new_secret", row=webhook)
    return secret


@transaction.atomic
def stop(*, webhook: Webhook, by: Actor, at: datetime.datetime, because: str = "") -> None:
    """Nothing more is told. What waits is not sent either."""
    must_manage(by)
    if webhook.stopped_at is not None:
        raise Refused(_("This one is stopped already."))
    change(webhook, stopped_at=at, stopped_because=because[:200])
    record(by=by, at=at, verb="exchange.webhook.stopped", row=webhook, note=because)


@transaction.atomic
def go_on(*, webhook: Webhook, by: Actor, at: datetime.datetime) -> None:
    must_manage(by)
    if webhook.stopped_at is None:
        raise Refused(_("This one is not stopped."))
    change(webhook, stopped_at=None, stopped_because="")
    record(by=by, at=at, verb="exchange.webhook.went_on", row=webhook)


@transaction.atomic
def remove(*, webhook: Webhook, by: Actor, at: datetime.datetime) -> None:
    """Gone with its log. What waits in the outbox is withdrawn, as there is nobody to tell any more."""
    must_manage(by)
    record(by=by, at=at, verb="exchange.webhook.removed", row=webhook, before={"address": webhook.address})
    webhook.delete()


@transaction.atomic
def try_out(*, webhook: Webhook, by: Actor, at: datetime.datetime) -> Delivery:
    """Tells nothing in particular, to see whether the other side hears."""
    must_manage(by)
    if webhook.stopped_at is not None:
        raise Refused(_("This one is stopped. Let it go on first."))
    record(by=by, at=at, verb="exchange.webhook.tried", row=webhook)
    return put(webhook, fact=TEST, row_id=None, event=f"{TEST}:{at.isoformat()}", data={}, at=at)


@transaction.atomic
def send_again(*, delivery: Delivery, by: Actor, at: datetime.datetime) -> None:
    """One that was given up is tried for another day. It keeps its id, by which the other side knows it."""
    must_manage(by)
    outbox.try_again(row_id=delivery.outbox_row_id, by=by, at=at)
