"""Needs over the API: read only."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tandem.exchange.api.fields import Cursor, Key, Limit, Moment, Shown, plain_decimal
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.words import USUAL
from tandem.exchange.api.writing import answer
from tandem.sales.hearing.models import Need

router = Router(tags=["Needs"])


class NeedShown(Shown):
    id: int
    version: int
    opportunity_id: int
    person_id: int
    words: str
    kind_id: int | None
    kind: str
    unmet: bool
    weight: str
    wanted_on: datetime.date | None
    quantity: str | None
    budget_minor: int | None
    currency: str
    heard_at: datetime.datetime
    recorded_at: datetime.datetime
    taken_away_at: datetime.datetime | None


def shown(rows: Sequence[Need]) -> list[NeedShown]:
    other = ("person_id", "kind", "quantity")
    names = [name for name in NeedShown.model_fields if name not in other]
    return [
        NeedShown(
            **{name: getattr(row, name) for name in names},
            person_id=row.opportunity.person_id,
            kind=row.kind.words if row.kind else "",
            quantity=None if row.quantity is None else plain_decimal(row.quantity),
        )
        for row in rows
    ]


@router.get("", response=Page[NeedShown], url_name="needs")
def list_needs(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    opportunity_id: Key | None = None,
    person_id: Key | None = None,
) -> HttpResponse:
    """What people need, the first written down first. One with `taken_away_at` does not count any more."""
    sought: dict[str, Any] = {"opportunity": opportunity_id, "opportunity__person": person_id}
    rows = Need.objects.filter(**{name: value for name, value in sought.items() if value})
    if updated_since:
        rows = rows.filter(moved_since("sales.need", "recorded_at", updated_since))
    rows = rows.select_related("opportunity", "kind")
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))
