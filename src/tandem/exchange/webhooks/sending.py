"""How one telling leaves the house: signed, to a public address, without following anywhere else.

The other side knows a telling by its id, so one that may have arrived is sent again without harm.
"""

import datetime
import http.client
import logging
import socket
import ssl
from contextlib import suppress
from importlib.metadata import version
from threading import Timer

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.webhooks import actions
from tandem.exchange.webhooks.addresses import Target, looked_up, target_of
from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.signing import signed_headers
from tandem.exchange.webhooks.words import GONE, KIND, AddressRefused, NobodyThere
from tandem.office.outbox.jobs import Handing, register_kind
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import Bounced, Later, Outcome, Sent

logger = logging.getLogger(__name__)
# For connecting and for each silence, and for all of it together.
PATIENCE_SECONDS = 5
LONGEST_SECONDS = 10
# One that does not answer keeps others and the mail waiting once a minute at most.
REST = datetime.timedelta(minutes=1)
_resting_until: dict[int, datetime.datetime] = {}


class Connection(http.client.HTTPConnection):
    """A connection to the very address that was looked at, whatever the name means by now."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE_SECONDS)
        self.target, self.address = target, address

    def connect(self) -> None:
        bare = socket.create_connection((self.address, self.target.port), PATIENCE_SECONDS)
        if self.target.secure:
            bare = ssl.create_default_context().wrap_socket(bare, server_hostname=self.target.host)
        self.sock = bare


def send_row(row: OutboxRow, handing: Handing) -> Outcome:
    webhook = Webhook.objects.filter(pk=row.payload["webhook"]).first()
    if webhook is None:
        return Bounced(_("This program was removed."))
    now = timezone.now()
    if _resting_until.get(webhook.pk, now) > now:
        return Later(_("It did not answer a moment ago."))
    status, outcome = told(webhook, row, now)
    Delivery.objects.filter(outbox_row=row).update(tried_at=now, answered=status)
    if status is None and isinstance(outcome, Later):
        _resting_until[webhook.pk] = now + REST
    if status == GONE and webhook.stopped_at is None:
        actions.stop(webhook=webhook, by=None, at=now, because=_("The other side says that it is gone."))
    return outcome


def told(webhook: Webhook, row: OutboxRow, now: datetime.datetime) -> tuple[int | None, Outcome]:
    """What the other side answered, if it did, and what that means."""
    try:
        target = target_of(webhook.address)
        status = post(target, looked_up(target), headers_of(webhook, row, now), row.payload["body"].encode())
    except NobodyThere as nobody:
        return None, Later(nobody.sentence)
    except AddressRefused as refused:
        return None, Bounced(refused.sentence)
    except ssl.SSLError:
        return None, Later(_("Its certificate is not in order."))
    except (OSError, http.client.HTTPException) as error:
        logger.info("A webhook did not answer: %s", type(error).__name__)
        return None, Later(_("It did not answer."))
    return status, meaning_of(status)


def meaning_of(status: int) -> Outcome:
    if 200 <= status < 300:
        return Sent()
    if status == GONE:
        return Bounced(_("The other side says that it is gone."))
    if 300 <= status < 400:
        return Later(_("It sent us to another address, where we do not go: %(status)s.") % {"status": status})
    return Later(_("It answered %(status)s.") % {"status": status})


def headers_of(webhook: Webhook, row: OutboxRow, now: datetime.datetime) -> dict[str, str]:
    until = webhook.old_secret_until
    in_use = [webhook.secret, *([webhook.old_secret] if until and now < until else [])]
    signed = signed_headers(
        message_id=f"msg_{row.message_id}", body=row.payload["body"], at=now, secrets_in_use=in_use
    )
    return {
        "Content-Type": "application/json",
        "User-Agent": f"Tandem/{version('tandem-crm')}",
        "Connection": "close",
        **signed,
    }


def post(target: Target, address: str, headers: dict[str, str], body: bytes) -> int:
    """The status that came back. Nothing else of the answer is read, and none of it is shown."""
    connection = Connection(target, address)
    connection.connect()
    too_long = Timer(LONGEST_SECONDS, cut, [connection.sock])
    too_long.daemon = True
    too_long.start()
    try:
        connection.request("POST", target.path, body, {"Host": target.host_header, **headers})
        return connection.getresponse().status
    finally:
        too_long.cancel()
        connection.close()


def cut(connection: socket.socket) -> None:
    """Ends the wait for somebody who answers a byte at a time."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def reason_against(row: OutboxRow) -> str:
    webhook = Webhook.objects.filter(pk=row.payload.get("webhook")).only("stopped_at").first()
    if webhook is None:
        return _("This program was removed.")
    return _("This program was stopped.") if webhook.stopped_at else ""


def register() -> None:
    register_kind(KIND, send_row, reason_against=reason_against)
