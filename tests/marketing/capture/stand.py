"""A fair, a phone that is signed in there, and what it sends."""

import datetime
import json
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.actions import sign_in_phone
from tandem.office.accounts.models import User


def a_fair(by: User, name: str = "Autumn Home Fair", **columns: Any) -> Campaign:
    today = timezone.localdate()
    values: dict[str, Any] = {"kind": "event", "starts_on": today, "ends_on": today, "goal_enquiries": 30}
    return add_campaign(name=name, by=by, at=timezone.now(), **(values | columns))


def a_token(fair: Campaign, by: User) -> str:
    return sign_in_phone(campaign=fair, device="Chrome on Android", by=by, at=timezone.now())[1]


def a_capture(who: str = "Priya Shah 07700 900123", **columns: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "at": said(timezone.now()), "who": who, **columns}


def said(moment: datetime.datetime, offset: float = 1) -> str:
    """As a phone says it, in its own zone."""
    zone = datetime.timezone(datetime.timedelta(hours=offset))
    return moment.astimezone(zone).isoformat(timespec="milliseconds")


def post(fair: Campaign, token: str, body: Any, client: Client | None = None) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (client or Client()).post(
        f"/c/{fair.pk}/send/",
        data=data,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def send(fair: Campaign, token: str, *items: Any, **more: Any) -> list[dict[str, str]]:
    answer = post(fair, token, {"items": list(items), **more})
    assert answer.status_code == 200, answer.content
    answers: list[dict[str, str]] = answer.json()["answers"]
    return answers
