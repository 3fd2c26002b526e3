"""What is told of a fact: which row, how it stands, when. Nothing of anybody leaves the house by this."""

import datetime
import json
from typing import Any

from tandem.exchange.webhooks.models import Delivery, Webhook
from tandem.exchange.webhooks.words import KIND
from tandem.office.outbox import actions as outbox


def put(
    webhook: Webhook,
    *,
    fact: str,
    row_id: int | None,
    event: str,
    data: dict[str, Any],
    at: datetime.datetime,
) -> Delivery:
    """Promise one telling, in the transaction of what happened. The same `event` twice is told once."""
    body = {"type": fact, "timestamp": moment(at), "data": data}
    row = outbox.put(
        effect_key=f"{KIND}:{webhook.pk}:{event}",
        kind=KIND,
        payload={"webhook": webhook.pk, "body": json.dumps(body, separators=(",", ":"), ensure_ascii=False)},
        at=at,
    )
    delivery, _is_new = Delivery.objects.get_or_create(
        outbox_row=row, defaults={"webhook": webhook, "fact": fact, "row_id": row_id, "told_at": at}
    )
    return delivery


def moment(at: datetime.datetime | None) -> str | None:
    return at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z") if at else None
