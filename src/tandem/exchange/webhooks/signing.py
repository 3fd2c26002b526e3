"""Signatures by the standard of that name (standardwebhooks.com): over the id, the time and the body."""

import base64
import datetime
import secrets
from collections.abc import Iterable

from standardwebhooks.webhooks import Webhook as Signer

SECRET_BYTES = 32


def new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(
    *, message_id: str, body: str, at: datetime.datetime, secrets_in_use: Iterable[str]
) -> dict[str, str]:
    """One signature for each secret that is good just now: the receiver needs to know one of them."""
    moment = at.astimezone(datetime.UTC)
    signatures = [Signer(secret).sign(message_id, moment, body) for secret in secrets_in_use]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
